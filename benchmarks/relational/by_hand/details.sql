-- What a report shows of every noteworthy row: the verdict under each reading, the last day, the days left,
-- and every value that the rule reads. One statement a rule, all into one table. No messages are written.

CREATE OR REPLACE TEMP TABLE hand_findings (
  rule VARCHAR, subject_id VARCHAR, verdict VARCHAR, readings VARCHAR, due DATE, due_latest DATE, days BIGINT,
  evidence VARCHAR
);

CREATE OR REPLACE TEMP VIEW sitting AS
SELECT *, CAST(started_at AS DATE) AS started_on, CAST(ended_at AS DATE) AS ended_on FROM sessions;

CREATE OR REPLACE TEMP TABLE hand_terms AS  -- a site's first terms, as entries of the evidence
WITH projects_told AS (
  SELECT site_term_id, string_agg(entry('site.site_terms[' || site_term_id || '].site_term_projects[' || id || '].project_id',
                                        project_id), '' ORDER BY id) AS told
  FROM (FROM site_term_projects QUALIFY row_number() OVER (PARTITION BY site_term_id ORDER BY id) <= 20)
  GROUP BY site_term_id
), numbered AS (
  SELECT *, row_number() OVER (PARTITION BY site_id ORDER BY id) AS place FROM site_terms
)
SELECT t.site_id,
       string_agg(entry('site.site_terms[' || t.id || '].announced_on', announced_on)
                  || entry('site.site_terms[' || t.id || '].revoked_on', revoked_on), '' ORDER BY t.id) AS told,
       string_agg(entry('site.site_terms[' || t.id || '].decided_on', decided_on), '' ORDER BY t.id) AS decided,
       string_agg(entry('site.site_terms[' || t.id || '].id', t.id), '' ORDER BY t.id) AS ids,
       string_agg(p.told, '' ORDER BY t.id) AS projects
FROM numbered t LEFT JOIN projects_told p ON p.site_term_id = t.id
WHERE t.place <= 20
GROUP BY t.site_id;

-- ── sessions alone ──────────────────────────────────────────────────────────────────────

INSERT INTO hand_findings
SELECT 'SES002', id, verdict_name(SES002), '{}', started_on, started_on, started_on - $as_of,
       json_object('city', city, 'preparation_met', preparation_met, 'preparation_notice_on', preparation_notice_on,
                   'started_on', started_on)
FROM (FROM hand_sessions WHERE open(SES002)) h JOIN sitting USING (id);

INSERT INTO hand_findings
SELECT 'SES003', id, verdict_name(SES003), '{}', started_on, started_on, started_on - $as_of,
       json_object('city', city, 'staff_arranged', staff_arranged, 'started_on', started_on)
FROM (FROM hand_sessions WHERE open(SES003)) h JOIN sitting USING (id);

INSERT INTO hand_findings
SELECT 'SES004', id, verdict_name(SES004), '{}', started_on, started_on, started_on - $as_of,
       json_object('city', city, 'started_on', started_on, 'supervision_recorded', supervision_recorded)
FROM (FROM hand_sessions WHERE open(SES004)) h JOIN sitting USING (id);

-- ── sessions and what they refer to ─────────────────────────────────────────────────────

INSERT INTO hand_findings
SELECT 'PAP001', id, verdict_name(PAP001), '{}', started_on, started_on, started_on - $as_of,
       CASE WHEN p.id IS NULL THEN
              json_object('city', s.city, 'paper_id', s.paper_id, 'started_at', moment(s.started_at, s.started_at_is_day),
                          'started_on', started_on)
            WHEN b.id IS NULL THEN
              json_object('city', s.city, 'paper.filed_at', moment(p.filed_at, p.filed_at_is_day),
                          'paper.filed_with_id', p.filed_with_id,
                          'started_at', moment(s.started_at, s.started_at_is_day), 'started_on', started_on)
            ELSE
              json_object('city', s.city, 'paper.filed_at', moment(p.filed_at, p.filed_at_is_day),
                          'paper.filed_with.kind', b.kind,
                          'started_at', moment(s.started_at, s.started_at_is_day), 'started_on', started_on) END
FROM (FROM hand_sessions WHERE open(PAP001)) h JOIN sitting s USING (id)
LEFT JOIN papers p ON p.id = s.paper_id LEFT JOIN bodies b ON b.id = p.filed_with_id;

INSERT INTO hand_findings
SELECT 'PAP002', id, verdict_name(PAP002), '{"county-centre": "' || verdict_name("PAP002.county-centre") || '"}',
       started_on, started_on, started_on - $as_of,
       CASE WHEN p.id IS NULL THEN
              json_object('city', s.city, 'paper_id', s.paper_id, 'specification_id', s.specification_id,
                          'started_on', started_on)
            WHEN b.id IS NULL THEN
              json_object('city', s.city, 'paper.expert_count', p.expert_count, 'paper.set_by_id', p.set_by_id,
                          'paper.specification_id', p.specification_id, 'specification_id', s.specification_id,
                          'started_on', started_on)
            ELSE
              json_object('city', s.city, 'paper.expert_count', p.expert_count, 'paper.set_by.city', b.city,
                          'paper.set_by.kind', b.kind, 'paper.specification_id', p.specification_id,
                          'specification_id', s.specification_id, 'started_on', started_on) END
FROM (FROM hand_sessions WHERE open(PAP002) OR PAP002 <> "PAP002.county-centre") h JOIN sitting s USING (id)
LEFT JOIN papers p ON p.id = s.paper_id LEFT JOIN bodies b ON b.id = p.set_by_id;

INSERT INTO hand_findings
SELECT 'SCP001', id, verdict_name(SCP001), '{}', started_on, started_on, started_on - $as_of,
       CASE WHEN p.id IS NULL THEN json_object('city', s.city, 'project_id', s.project_id, 'started_on', started_on)
            ELSE json_object('city', s.city, 'project.filed', p.filed, 'project.filed_on', p.filed_on,
                             'project.origin', p.origin, 'project.published_on', p.published_on,
                             'started_on', started_on) END
FROM (FROM hand_sessions WHERE open(SCP001)) h JOIN sitting s USING (id) LEFT JOIN projects p ON p.id = s.project_id;

INSERT INTO hand_findings
SELECT 'SCP002', id, verdict_name(SCP002), '{"filing-suffices": "' || verdict_name("SCP002.filing-suffices") || '"}',
       started_on, started_on, started_on - $as_of,
       CASE WHEN p.id IS NULL THEN json_object('city', s.city, 'project_id', s.project_id, 'started_on', started_on)
            ELSE json_object('city', s.city, 'project.filed', p.filed, 'project.filed_on', p.filed_on,
                             'project.origin', p.origin, 'project.published_on', p.published_on,
                             'started_on', started_on) END
FROM (FROM hand_sessions WHERE open(SCP002) OR SCP002 <> "SCP002.filing-suffices") h JOIN sitting s USING (id)
LEFT JOIN projects p ON p.id = s.project_id;

INSERT INTO hand_findings
SELECT 'SCP003', id, verdict_name(SCP003),
       '{"withdrawal-day-still-in-scope": "' || verdict_name("SCP003.withdrawal-day-still-in-scope") || '"}',
       started_on, started_on, started_on - $as_of,
       CASE WHEN p.id IS NULL THEN
              json_object('city', s.city, 'ended_on', ended_on, 'project_id', s.project_id, 'started_on', started_on)
            ELSE json_object('city', s.city, 'ended_on', ended_on, 'project.withdrawn_on', p.withdrawn_on,
                             'started_on', started_on) END
FROM (FROM hand_sessions WHERE open(SCP003) OR SCP003 <> "SCP003.withdrawal-day-still-in-scope") h
JOIN sitting s USING (id) LEFT JOIN projects p ON p.id = s.project_id;

INSERT INTO hand_findings
SELECT 'SCP004', id, verdict_name(SCP004), '{}', started_on, started_on, started_on - $as_of,
       CASE WHEN p.id IS NULL THEN
              json_object('city', s.city, 'specification_id', s.specification_id, 'started_on', started_on)
            ELSE json_object('city', s.city, 'specification.filed', p.filed, 'specification.filed_on', p.filed_on,
                             'started_on', started_on) END
FROM (FROM hand_sessions WHERE open(SCP004)) h JOIN sitting s USING (id)
LEFT JOIN specifications p ON p.id = s.specification_id;

INSERT INTO hand_findings
SELECT 'SES001', id, verdict_name(SES001), '{"county-centre": "' || verdict_name("SES001.county-centre") || '"}',
       started_on, started_on, started_on - $as_of,
       CASE WHEN b.id IS NULL THEN
              json_object('city', s.city, 'organised_by_id', s.organised_by_id, 'started_on', started_on)
            ELSE json_object('city', s.city, 'organised_by.city', b.city, 'organised_by.kind', b.kind,
                             'started_on', started_on) END
FROM (FROM hand_sessions WHERE open(SES001) OR SES001 <> "SES001.county-centre") h JOIN sitting s USING (id)
LEFT JOIN bodies b ON b.id = s.organised_by_id;

INSERT INTO hand_findings
SELECT 'SIT006', id, verdict_name(SIT006), '{}', started_on, started_on, started_on - $as_of,
       CASE WHEN t.id IS NULL THEN json_object('city', s.city, 'site_id', s.site_id, 'started_on', started_on)
            ELSE json_object('city', s.city, 'site.city', t.city, 'started_on', started_on) END
FROM (FROM hand_sessions WHERE open(SIT006)) h JOIN sitting s USING (id) LEFT JOIN sites t ON t.id = s.site_id;

CREATE OR REPLACE MACRO at_a_site(city, ended_on, started_on) AS
  json_object('city', city, 'ended_on', ended_on, 'started_on', started_on);
CREATE OR REPLACE MACRO at_no_site(city, ended_on, site_id, started_on) AS
  json_object('city', city, 'ended_on', ended_on, 'site_id', site_id, 'started_on', started_on);

-- ── sessions and their site's terms ─────────────────────────────────────────────────────

INSERT INTO hand_findings
SELECT 'SIT001', id, verdict_name(SIT001), '{"valid-from-decision": "' || verdict_name("SIT001.valid-from-decision") || '"}',
       started_on, started_on, started_on - $as_of,
       CASE WHEN t.id IS NULL THEN at_no_site(s.city, ended_on, s.site_id, started_on)
            ELSE extended(at_a_site(s.city, ended_on, started_on), told || decided) END
FROM (FROM hand_sessions WHERE open(SIT001) OR SIT001 <> "SIT001.valid-from-decision") h JOIN sitting s USING (id)
LEFT JOIN sites t ON t.id = s.site_id LEFT JOIN hand_terms e ON e.site_id = s.site_id;

INSERT INTO hand_findings
SELECT 'SIT002', id, verdict_name(SIT002), '{"valid-from-decision": "' || verdict_name("SIT002.valid-from-decision") || '"}',
       started_on, started_on, started_on - $as_of,
       extended(CASE WHEN t.id IS NULL THEN at_no_site(s.city, ended_on, s.site_id, started_on)
                     ELSE at_a_site(s.city, ended_on, started_on) END,
                CASE WHEN p.id IS NULL THEN entry('project_id', s.project_id) ELSE entry('project.id', p.id) END
                || CASE WHEN t.id IS NULL THEN '' ELSE coalesce(told || decided, '') || coalesce(projects, '') END)
FROM (FROM hand_sessions WHERE open(SIT002) OR SIT002 <> "SIT002.valid-from-decision") h JOIN sitting s USING (id)
LEFT JOIN sites t ON t.id = s.site_id LEFT JOIN hand_terms e ON e.site_id = s.site_id
LEFT JOIN projects p ON p.id = s.project_id;

INSERT INTO hand_findings
SELECT 'REV004', id, verdict_name(REV004), '{}', started_on, started_on, started_on - $as_of,
       CASE WHEN t.id IS NULL THEN at_no_site(s.city, ended_on, s.site_id, started_on)
            ELSE extended(at_a_site(s.city, ended_on, started_on), told || ids) END
FROM (FROM hand_sessions WHERE open(REV004)) h JOIN sitting s USING (id)
LEFT JOIN sites t ON t.id = s.site_id LEFT JOIN hand_terms e ON e.site_id = s.site_id;

-- ── sessions and their own rows ─────────────────────────────────────────────────────────

INSERT INTO hand_findings
WITH found AS (
  FROM hand_sessions WHERE open(ARC001)
), told AS (
  SELECT session_id, string_agg(entry('archives[' || id || '].archived_on', archived_on)
                                || entry('archives[' || id || '].kind', kind), '' ORDER BY id) AS entries
  FROM (FROM archives WHERE session_id IN (SELECT id FROM found)
        QUALIFY row_number() OVER (PARTITION BY session_id ORDER BY id) <= 20)
  GROUP BY session_id
)
SELECT 'ARC001', id, verdict_name(ARC001), '{}', NULL, NULL, NULL,
       extended(json_object('city', city, 'ended_on', ended_on, 'started_on', started_on), entries)
FROM found JOIN sitting USING (id) LEFT JOIN told ON told.session_id = id;

INSERT INTO hand_findings
WITH found AS (
  FROM hand_sessions WHERE open(RPT001) OR RPT001 <> "RPT001.first-sitting"
), told AS (
  SELECT session_id, string_agg(entry('reports[' || id || '].results_received_on', CAST(results_received_at AS DATE)),
                                '' ORDER BY id) AS entries
  FROM (FROM reports WHERE session_id IN (SELECT id FROM found)
        QUALIFY row_number() OVER (PARTITION BY session_id ORDER BY id) <= 20)
  GROUP BY session_id
)
SELECT 'RPT001', id, verdict_name(RPT001), '{"first-sitting": "' || verdict_name("RPT001.first-sitting") || '"}',
       due, latest, due - $as_of,
       extended(json_object('city', city, 'ended_on', ended_on, 'started_on', started_on), entries)
FROM found JOIN sitting USING (id) LEFT JOIN told ON told.session_id = id;

INSERT INTO hand_findings
WITH found AS (
  FROM hand_sessions WHERE open(RPT002) OR RPT002 <> "RPT002.first-sitting"
), told AS (
  SELECT session_id, string_agg(entry('reports[' || id || '].papers_received_on', CAST(papers_received_at AS DATE)),
                                '' ORDER BY id) AS entries
  FROM (FROM reports WHERE session_id IN (SELECT id FROM found)
        QUALIFY row_number() OVER (PARTITION BY session_id ORDER BY id) <= 20)
  GROUP BY session_id
)
SELECT 'RPT002', id, verdict_name(RPT002), '{"first-sitting": "' || verdict_name("RPT002.first-sitting") || '"}',
       due, latest, due - $as_of,
       extended(json_object('city', city, 'ended_on', ended_on, 'started_on', started_on), entries)
FROM found JOIN sitting USING (id) LEFT JOIN told ON told.session_id = id;

INSERT INTO hand_findings
WITH found AS (
  FROM hand_sessions WHERE open(SES005)
), told AS (
  SELECT session_id, string_agg(entry('registrations[' || id || '].accepted', accepted)
                                || entry('registrations[' || id || '].registered_on', registered_on), '' ORDER BY id) AS entries
  FROM (FROM registrations WHERE session_id IN (SELECT id FROM found)
        QUALIFY row_number() OVER (PARTITION BY session_id ORDER BY id) <= 20)
  GROUP BY session_id
)
SELECT 'SES005', id, verdict_name(SES005), '{}', started_on, started_on, started_on - $as_of,
       extended(json_object('city', city, 'started_on', started_on), entries)
FROM found JOIN sitting USING (id) LEFT JOIN told ON told.session_id = id;

CREATE OR REPLACE TEMP TABLE hand_assignments AS  -- three rules show the same rows
SELECT session_id, string_agg(entry('assignments[' || id || '].person_id', person_id)
                              || entry('assignments[' || id || '].role', role), '' ORDER BY id) AS entries,
       string_agg(entry('assignments[' || id || '].id', id), '' ORDER BY id) AS ids
FROM (FROM assignments
      WHERE session_id IN (SELECT id FROM hand_sessions WHERE open(STF001) OR open(STF002) OR open(STF004))
      QUALIFY row_number() OVER (PARTITION BY session_id ORDER BY id) <= 20)
GROUP BY session_id;

INSERT INTO hand_findings
SELECT 'STF001', id, verdict_name(STF001), '{}', started_on, started_on, started_on - $as_of,
       extended(json_object('city', city, 'started_on', started_on), entries)
FROM (FROM hand_sessions WHERE open(STF001)) h JOIN sitting USING (id) LEFT JOIN hand_assignments a ON a.session_id = id;

INSERT INTO hand_findings
SELECT 'STF002', id, verdict_name(STF002), '{}', started_on, started_on, started_on - $as_of,
       extended(json_object('city', city, 'started_on', started_on), entries)
FROM (FROM hand_sessions WHERE open(STF002)) h JOIN sitting USING (id) LEFT JOIN hand_assignments a ON a.session_id = id;

INSERT INTO hand_findings
SELECT 'STF004', id, verdict_name(STF004), '{}', started_on, started_on, started_on - $as_of,
       extended(json_object('city', city, 'started_on', started_on), entries || ids)
FROM (FROM hand_sessions WHERE open(STF004)) h JOIN sitting USING (id) LEFT JOIN hand_assignments a ON a.session_id = id;

-- ── archives ────────────────────────────────────────────────────────────────────────────

CREATE OR REPLACE TEMP TABLE hand_certificates AS
SELECT session_id, string_agg(entry('session.certificates[' || id || '].issued_on', issued_on), '' ORDER BY id) AS entries
FROM (FROM certificates QUALIFY row_number() OVER (PARTITION BY session_id ORDER BY id) <= 20)
GROUP BY session_id;

INSERT INTO hand_findings
SELECT 'ARC002', id, verdict_name(ARC002),
       format('{{"last-day-suffices": "{}", "clock-from-archiving": "{}", "clock-from-last-certificate": "{}"}}',
              verdict_name("ARC002.last-day-suffices"), verdict_name("ARC002.clock-from-archiving"),
              verdict_name("ARC002.clock-from-last-certificate")),
       months_later(ended_on, 24), months_later(ended_on, 24), months_later(ended_on, 24) - $as_of,
       extended(CASE WHEN s.id IS NULL THEN
                       json_object('archived_on', a.archived_on, 'destroyed_on', a.destroyed_on, 'kind', a.kind,
                                   'session_id', a.session_id)
                     ELSE
                       json_object('archived_on', a.archived_on, 'destroyed_on', a.destroyed_on, 'kind', a.kind,
                                   'session.city', s.city, 'session.ended_on', ended_on,
                                   'session.started_on', started_on) END, CASE WHEN s.id IS NOT NULL THEN entries END)
FROM (FROM hand_archives WHERE open(ARC002) OR ARC002 <> "ARC002.last-day-suffices"
        OR ARC002 <> "ARC002.clock-from-archiving" OR ARC002 <> "ARC002.clock-from-last-certificate") h
JOIN archives a USING (id) LEFT JOIN sitting s ON s.id = a.session_id
LEFT JOIN hand_certificates c ON c.session_id = a.session_id;

INSERT INTO hand_findings
SELECT 'ARC003', id, verdict_name(ARC003),
       format('{{"last-day-suffices": "{}", "clock-from-archiving": "{}", "clock-from-last-certificate": "{}"}}',
              verdict_name("ARC003.last-day-suffices"), verdict_name("ARC003.clock-from-archiving"),
              verdict_name("ARC003.clock-from-last-certificate")),
       months_later(ended_on, 6), months_later(ended_on, 6), months_later(ended_on, 6) - $as_of,
       extended(CASE WHEN s.id IS NULL THEN
                       json_object('archived_on', a.archived_on, 'destroyed_on', a.destroyed_on, 'kind', a.kind,
                                   'session_id', a.session_id)
                     ELSE
                       json_object('archived_on', a.archived_on, 'destroyed_on', a.destroyed_on, 'kind', a.kind,
                                   'session.city', s.city, 'session.ended_on', ended_on,
                                   'session.started_on', started_on) END, CASE WHEN s.id IS NOT NULL THEN entries END)
FROM (FROM hand_archives WHERE open(ARC003) OR ARC003 <> "ARC003.last-day-suffices"
        OR ARC003 <> "ARC003.clock-from-archiving" OR ARC003 <> "ARC003.clock-from-last-certificate") h
JOIN archives a USING (id) LEFT JOIN sitting s ON s.id = a.session_id
LEFT JOIN hand_certificates c ON c.session_id = a.session_id;

INSERT INTO hand_findings
SELECT 'ARC004', id, verdict_name(ARC004), '{}', NULL, NULL, NULL,
       CASE WHEN s.id IS NULL THEN
              json_object('archived_on', a.archived_on, 'complete', a.complete, 'session_id', a.session_id)
            ELSE json_object('archived_on', a.archived_on, 'complete', a.complete, 'session.city', s.city,
                             'session.started_on', started_on) END
FROM (FROM hand_archives WHERE open(ARC004)) h JOIN archives a USING (id) LEFT JOIN sitting s ON s.id = a.session_id;
