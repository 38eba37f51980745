-- Every session under every rule about sessions and every reading, one column each.

CREATE OR REPLACE TEMP TABLE hand_sessions AS
WITH workday_dues AS (  -- the third working day after each day, and the latest day it may turn out to be
  SELECT w.day, p.if_possible AS due, c.if_certain AS latest
  FROM sdc_workdays w
  JOIN sdc_nth_workday p ON p.n = w.possible + 3
  JOIN sdc_nth_workday c ON c.n = w.certain + 3
  WHERE c.if_certain IS NOT NULL
), archived AS (
  SELECT session_id,
         max(ranked(kind = 'process' AND (archived_on IS NOT NULL OR NULL))) AS process,
         max(ranked(kind = 'candidate' AND (archived_on IS NOT NULL OR NULL))) AS candidate
  FROM archives GROUP BY session_id
), reported AS (
  SELECT session_id, CAST(min(results_received_at) AS DATE) AS results, bool_or(results_received_at IS NULL) AS results_blank,
         CAST(min(papers_received_at) AS DATE) AS papers, bool_or(papers_received_at IS NULL) AS papers_blank
  FROM reports GROUP BY session_id
), registered AS (
  SELECT session_id, max(registered_on) AS last_on, bool_or(registered_on IS NULL) AS blank
  FROM registrations WHERE accepted IS DISTINCT FROM FALSE GROUP BY session_id
), sent AS (
  SELECT session_id,
         count(*) FILTER (role = 'examiner') AS examiners, count(*) FILTER (role = 'supervisor') AS supervisors,
         count(*) FILTER (role IS NULL) AS others,
         count(*) FILTER (role = 'examiner' AND person_id IS NULL) AS nameless_examiners,
         count(*) FILTER (role = 'supervisor' AND person_id IS NULL) AS nameless_supervisors,
         count(*) FILTER (role IS NULL AND person_id IS NULL) AS nameless_others
  FROM assignments GROUP BY session_id
), both_ways AS (  -- somebody is both, or perhaps is
  SELECT a.session_id, max(CASE WHEN a.role = 'examiner' THEN 2 ELSE 1 END) AS rank
  FROM (SELECT id, session_id, person_id, role FROM assignments WHERE role = 'examiner' OR role IS NULL) a
  JOIN (SELECT id, session_id, person_id, role FROM assignments WHERE role = 'supervisor') b USING (session_id, person_id)
  GROUP BY 1
  UNION ALL
  SELECT a.session_id, 1
  FROM (SELECT id, session_id, person_id FROM assignments WHERE role IS NULL) a
  JOIN (SELECT id, session_id, person_id FROM assignments WHERE role = 'examiner' OR role IS NULL) b
    USING (session_id, person_id)
  WHERE a.id <> b.id
), both_roles AS (
  SELECT session_id, max(rank) AS rank FROM both_ways GROUP BY session_id
), named AS (  -- which projects a term names
  SELECT site_term_id, project_id, TRUE AS named FROM site_term_projects WHERE project_id IS NOT NULL GROUP BY ALL
), blank_terms AS (
  SELECT site_term_id, TRUE AS blank FROM site_term_projects WHERE project_id IS NULL GROUP BY ALL
), terms AS (
  SELECT t.id, t.site_id, t.announced_on, t.decided_on, t.revoked_on, b.blank,
         EXISTS (SELECT 1 FROM site_term_projects p WHERE p.site_term_id = t.id) AS has_projects
  FROM site_terms t LEFT JOIN blank_terms b ON b.site_term_id = t.id
  WHERE t.site_id IN (SELECT id FROM sites)
), sat AS (
  SELECT s.id, s.site_id, p.id AS project_id, CAST(s.started_at AS DATE) AS started_on, CAST(s.ended_at AS DATE) AS ended_on
  FROM sessions s LEFT JOIN projects p ON p.id = s.project_id
), first_day AS (  -- the site's terms on the first sitting day
  SELECT sat.id,
         max(ranked(valid)) AS stands, max(ranked(valid_decided)) AS stands_decided,
         max(ranked(valid AND names)) AS examines, max(ranked(valid_decided AND names)) AS examines_decided,
         max(ranked(reached)) AS reached
  FROM (
    SELECT sat.id,
           announced_on <= started_on AND (revoked_on IS NULL OR started_on < revoked_on) AS valid,
           decided_on <= started_on AND (revoked_on IS NULL OR started_on < revoked_on) AS valid_decided,
           coalesce(named, CASE WHEN blank OR (sat.project_id IS NULL AND has_projects) THEN NULL ELSE FALSE END) AS names,
           revoked_on IS NOT NULL AND (revoked_on <= started_on OR revoked_on <= ended_on) AS reached
    FROM sat JOIN terms ON terms.site_id = sat.site_id
    LEFT JOIN named ON named.site_term_id = terms.id AND named.project_id = sat.project_id
  ) sat
  GROUP BY sat.id
), revocations AS (  -- the few sessions that a revocation reaches, or may
  SELECT sat.*, t.id AS term, t.revoked_on,
         t.revoked_on <= started_on OR t.revoked_on <= ended_on AS reached,
         started_on < t.revoked_on AND t.revoked_on <= ended_on AS ends_within
  FROM sat JOIN terms t ON t.site_id = sat.site_id AND t.revoked_on IS NOT NULL
  WHERE (t.revoked_on <= started_on OR t.revoked_on <= ended_on) IS DISTINCT FROM FALSE
), on_revocation AS (  -- the site's terms on each day of revocation
  SELECT r.id, r.term, any_value(r.reached) AS reached, any_value(r.ends_within) AS ends_within,
         max(ranked(u.id <> r.term AND u.announced_on >= r.revoked_on
                    AND (u.announced_on <= r.started_on OR u.announced_on = r.revoked_on))) AS anew,
         max(ranked(u.announced_on <= r.revoked_on AND (u.revoked_on IS NULL OR r.revoked_on < u.revoked_on))) AS stands,
         max(ranked(u.decided_on <= r.revoked_on AND (u.revoked_on IS NULL OR r.revoked_on < u.revoked_on))) AS stands_decided,
         max(ranked(u.announced_on <= r.revoked_on AND (u.revoked_on IS NULL OR r.revoked_on < u.revoked_on)
             AND coalesce(named, CASE WHEN u.blank OR (r.project_id IS NULL AND u.has_projects) THEN NULL ELSE FALSE END))) AS examines,
         max(ranked(u.decided_on <= r.revoked_on AND (u.revoked_on IS NULL OR r.revoked_on < u.revoked_on)
             AND coalesce(named, CASE WHEN u.blank OR (r.project_id IS NULL AND u.has_projects) THEN NULL ELSE FALSE END))) AS examines_decided
  FROM revocations r JOIN terms u ON u.site_id = r.site_id
  LEFT JOIN named ON named.site_term_id = u.id AND named.project_id = r.project_id
  GROUP BY r.id, r.term
), later_days AS (  -- whether a requirement holds for every revocation; 2 true, 1 unknown, 0 false
  SELECT id,
         min(ranked(NOT reached OR truth_of(anew))) AS anew,
         min(ranked(NOT ends_within OR truth_of(stands))) AS stands,
         min(ranked(NOT ends_within OR truth_of(stands_decided))) AS stands_decided,
         min(ranked(NOT ends_within OR NOT truth_of(stands) OR truth_of(examines))) AS examines,
         min(ranked(NOT ends_within OR NOT truth_of(stands_decided) OR truth_of(examines_decided))) AS examines_decided
  FROM on_revocation GROUP BY id
), facts AS (
  SELECT s.id, s.city, s.site_id, started_on, CAST(s.ended_at AS DATE) AS ended_on,
         covered(started_on, s.city) AS applies, $as_of <= started_on AS ahead,
         truth_of(coalesce(archived.process, 0)) AND truth_of(coalesce(archived.candidate, 0)) AS archived,
         filed_with.kind = 'provincial_centre' AND CASE
           WHEN NOT paper.filed_at_is_day AND NOT s.started_at_is_day THEN paper.filed_at <= s.started_at
           WHEN CAST(paper.filed_at AS DATE) < started_on THEN TRUE
           WHEN CAST(paper.filed_at AS DATE) > started_on THEN FALSE END AS filed_before,
         paper.expert_count >= 1 AND paper.specification_id = s.specification_id AS properly_set,
         set_by.kind = 'city_centre' AND set_by.city = s.city AS set_by_centre,
         set_by.kind IN ('city_centre', 'county_centre') AND set_by.city = s.city AS set_by_any,
         project.origin = 'provincial' AS provincial, project.published_on <= started_on AS published,
         project.origin = 'provincial' AND project.filed AND project.filed_on <= started_on AS filed,
         project.origin = 'national' AND project.published_on <= started_on AS published_national,
         CASE WHEN project.id IS NOT NULL THEN project.withdrawn_on IS NULL END AS not_withdrawn, project.withdrawn_on,
         specification.filed AND specification.filed_on <= started_on AS specified,
         organiser.kind = 'city_centre' AND organiser.city = s.city AS by_centre,
         organiser.kind IN ('city_centre', 'county_centre') AND organiser.city = s.city AS by_any,
         s.preparation_notice_on <= started_on AND s.preparation_met AS prepared,
         s.staff_arranged, s.supervision_recorded,
         CASE WHEN last_on > started_on THEN FALSE
              WHEN registered.blank OR (started_on IS NULL AND registered.session_id IS NOT NULL) THEN NULL ELSE TRUE END AS registered,
         site.city = s.city AS same_city,
         CASE WHEN site.id IS NOT NULL THEN truth_of(coalesce(first_day.stands, 0)) END AS stands,
         CASE WHEN site.id IS NOT NULL THEN truth_of(coalesce(first_day.stands_decided, 0)) END AS stands_decided,
         CASE WHEN site.id IS NOT NULL THEN truth_of(coalesce(first_day.examines, 0)) END AS examines,
         CASE WHEN site.id IS NOT NULL THEN truth_of(coalesce(first_day.examines_decided, 0)) END AS examines_decided,
         CASE WHEN site.id IS NOT NULL THEN truth_of(coalesce(first_day.reached, 0)) END AS reached,
         CASE WHEN site.id IS NOT NULL THEN truth_of(coalesce(later.anew, 2)) END AS anew,
         CASE WHEN site.id IS NOT NULL THEN truth_of(coalesce(later.stands, 2)) END AS stands_later,
         CASE WHEN site.id IS NOT NULL THEN truth_of(coalesce(later.stands_decided, 2)) END AS stands_decided_later,
         CASE WHEN site.id IS NOT NULL THEN truth_of(coalesce(later.examines, 2)) END AS examines_later,
         CASE WHEN site.id IS NOT NULL THEN truth_of(coalesce(later.examines_decided, 2)) END AS examines_decided_later,
         CASE WHEN examiners > 0 THEN TRUE WHEN others > 0 THEN NULL ELSE FALSE END AS examined,
         CASE WHEN supervisors > 0 THEN TRUE WHEN others > 0 THEN NULL ELSE FALSE END AS supervised,
         CASE WHEN both_roles.rank = 2 THEN FALSE
              WHEN both_roles.rank = 1 OR nameless_examiners > 0 AND supervisors + others > 0
                OR nameless_supervisors > 0 AND examiners + others > 0
                OR nameless_others > 0 AND examiners + supervisors + others > 1 THEN NULL ELSE TRUE END AS apart,
         results, results_blank, papers, papers_blank, by_end.due, by_end.latest,
         by_start.due AS due_first, by_start.latest AS latest_first
  FROM (SELECT *, CAST(started_at AS DATE) AS started_on FROM sessions) s
  LEFT JOIN projects project ON project.id = s.project_id
  LEFT JOIN specifications specification ON specification.id = s.specification_id
  LEFT JOIN papers paper ON paper.id = s.paper_id
  LEFT JOIN bodies filed_with ON filed_with.id = paper.filed_with_id
  LEFT JOIN bodies set_by ON set_by.id = paper.set_by_id
  LEFT JOIN bodies organiser ON organiser.id = s.organised_by_id
  LEFT JOIN sites site ON site.id = s.site_id
  LEFT JOIN workday_dues by_end ON by_end.day = CAST(s.ended_at AS DATE)
  LEFT JOIN workday_dues by_start ON by_start.day = s.started_on
  LEFT JOIN first_day ON first_day.id = s.id
  LEFT JOIN later_days later ON later.id = s.id
  LEFT JOIN archived ON archived.session_id = s.id
  LEFT JOIN reported ON reported.session_id = s.id
  LEFT JOIN registered ON registered.session_id = s.id
  LEFT JOIN sent ON sent.session_id = s.id
  LEFT JOIN both_roles ON both_roles.session_id = s.id
)
SELECT id, due, latest,
       CAST(CASE WHEN (applies AND started_on <= $as_of AND ended_on < $as_of) IS NULL THEN 3
                 WHEN NOT (applies AND started_on <= $as_of AND ended_on < $as_of) THEN 0
                 WHEN archived THEN 1 ELSE 3 END AS UTINYINT) AS ARC001,
       done(applies, filed_before, ahead) AS PAP001,
       done(applies, set_by_centre AND properly_set, ahead) AS PAP002,
       done(applies, set_by_any AND properly_set, ahead) AS "PAP002.county-centre",
       done(applies AND reached, anew, ahead) AS REV004,
       received(applies, results, results_blank, due, latest, $as_of) AS RPT001,
       received(applies, results, results_blank, due_first, latest_first, $as_of) AS "RPT001.first-sitting",
       received(applies, papers, papers_blank, due, latest, $as_of) AS RPT002,
       received(applies, papers, papers_blank, due_first, latest_first, $as_of) AS "RPT002.first-sitting",
       done(applies, published_national OR filed, ahead) AS SCP001,
       done(applies AND provincial, published, ahead) AS SCP002,
       done(applies AND provincial, published OR filed, ahead) AS "SCP002.filing-suffices",
       done(applies, (not_withdrawn OR withdrawn_on > started_on) AND (not_withdrawn OR withdrawn_on > ended_on), ahead) AS SCP003,
       done(applies, (not_withdrawn OR withdrawn_on >= started_on) AND (not_withdrawn OR withdrawn_on >= ended_on), ahead)
         AS "SCP003.withdrawal-day-still-in-scope",
       done(applies, specified, ahead) AS SCP004,
       done(applies, by_centre, ahead) AS SES001,
       done(applies, by_any, ahead) AS "SES001.county-centre",
       done(applies, prepared, ahead) AS SES002,
       done(applies, staff_arranged, ahead) AS SES003,
       done(applies, supervision_recorded, ahead) AS SES004,
       done(applies, registered, ahead) AS SES005,
       done(applies, stands AND stands_later, ahead) AS SIT001,
       done(applies, stands_decided AND stands_decided_later, ahead) AS "SIT001.valid-from-decision",
       done(applies, (NOT stands OR examines) AND examines_later, ahead) AS SIT002,
       done(applies, (NOT stands_decided OR examines_decided) AND examines_decided_later, ahead)
         AS "SIT002.valid-from-decision",
       done(applies, same_city, ahead) AS SIT006,
       done(applies, examined, ahead) AS STF001,
       done(applies, supervised, ahead) AS STF002,
       done(applies, apart, ahead) AS STF004
FROM facts;
