-- Sessions with what belongs to them, in canonical columns, a few per cent of each kind of fault among them.
-- $sessions, $sites, $papers: how many. Everything is invented; the same numbers give the same rows.

-- Hashed twice: once alone, what two salts give of one number differs by a constant.
CREATE OR REPLACE MACRO share(i, salt) AS (hash(hash(i, salt)) >> 11) / 9007199254740992.0;
CREATE OR REPLACE MACRO pick(i, salt, many) AS CAST(hash(hash(i, salt)) % many AS BIGINT);
CREATE OR REPLACE MACRO unless(part, i, salt, value) AS CASE WHEN share(i, salt) >= part THEN value END;
CREATE OR REPLACE MACRO city(n) AS ['370100', '370200', '370300', '370400', '370500', '370600', '370700', '370800',
  '370900', '371000', '371100', '371300', '371400', '371500', '371600', '371700'][n % 16 + 1];

CREATE OR REPLACE TABLE bodies AS
SELECT 'CENTRE' || n AS id, 'centre ' || n AS name, 'city_centre' AS kind, city(n) AS city FROM range(16) t(n)
UNION ALL SELECT 'COUNTY' || n, 'county ' || n, 'county_centre', city(n) FROM range(16) t(n)
UNION ALL SELECT 'BUREAU' || n, 'bureau ' || n, 'city_bureau', city(n) FROM range(16) t(n)
UNION ALL SELECT 'NOKIND' || n, 'unknown ' || n, NULL, city(n) FROM range(16) t(n)
UNION ALL SELECT 'PROVINCE', 'provincial centre', 'provincial_centre', NULL;

CREATE OR REPLACE TABLE projects AS
SELECT 'P' || n AS id, 'project ' || n AS name,
       CASE WHEN share(n, 1) < 0.55 THEN 'national' WHEN share(n, 1) < 0.97 THEN 'provincial'
            WHEN share(n, 1) < 0.985 THEN 'exploratory' END AS origin,
       CAST(NULL AS DATE) AS solicited_on, CAST(NULL AS VARCHAR) AS solicited_by_id,
       CAST(NULL AS BOOLEAN) AS solicited_publicly, CAST(NULL AS DATE) AS compiled_on,
       CAST(NULL AS DATE) AS collated_on, CAST(NULL AS VARCHAR) AS collated_by_id,
       CAST(NULL AS DATE) AS reviewed_on, CAST(NULL AS BOOLEAN) AS review_passed,
       CAST(NULL AS BOOLEAN) AS dossier_complete,
       unless(0.01, n, 2, share(n, 3) >= 0.01) AS filed,
       unless(0.01, n, 4, DATE '2019-01-01' + CAST(pick(n, 5, 700) AS INTEGER)) AS filed_on,
       CAST(NULL AS VARCHAR) AS filed_by_id,
       unless(0.01, n, 6, DATE '2019-01-01' + CAST(pick(n, 7, 760) AS INTEGER)) AS published_on,
       CAST(NULL AS VARCHAR) AS published_by_id,
       CASE WHEN share(n, 8) < 0.04 THEN DATE '2023-01-01' + CAST(pick(n, 9, 1400) AS INTEGER) END AS withdrawn_on
FROM range(400) t(n);

CREATE OR REPLACE TABLE specifications AS
SELECT 'SP' || n AS id, 'P' || n AS project_id, '1.' || n AS version,
       unless(0.01, n, 11, share(n, 12) >= 0.02) AS filed,
       unless(0.01, n, 13, DATE '2019-01-01' + CAST(pick(n, 14, 650) AS INTEGER)) AS filed_on
FROM range(400) t(n);

-- A site holds eight projects, one after the other from a first one.
CREATE OR REPLACE TABLE sites AS
SELECT 'ST' || n AS id, 'site ' || n AS name, unless(0.01, n, 21, city(n)) AS city,
       CAST('school' AS VARCHAR) AS kind
FROM range($sites) t(n);

CREATE OR REPLACE TABLE site_terms AS
WITH terms AS (
  SELECT site, term, site * 4 + term AS i,
         DATE '2020-03-01' + CAST(pick(site, 22, 150) AS INTEGER) + CAST(term * (600 + pick(site, 23, 200)) AS INTEGER) AS start
  FROM range($sites) s(site), range(3) t(term)
  WHERE term = 0 OR share(site, 24) < 0.5 AND term = 1 OR share(site, 24) < 0.15 AND term = 2
)
SELECT 'T' || site || '-' || term AS id, unless(0.002, i, 25, 'ST' || site) AS site_id,
       CAST(NULL AS VARCHAR) AS application_id,
       unless(0.01, i, 26, start) AS decided_on,
       unless(0.01, i, 27, start + CAST(pick(i, 28, 30) AS INTEGER)) AS announced_on,
       CAST(NULL AS VARCHAR) AS announced_by_id,
       CASE WHEN share(i, 29) < 0.08 THEN start + CAST(200 + pick(i, 30, 500) AS INTEGER) END AS revoked_on,
       CAST(NULL AS VARCHAR) AS revoked_by_id, CAST(NULL AS VARCHAR) AS revocation_ground
FROM terms;

CREATE OR REPLACE TABLE site_term_projects AS
SELECT 'TP' || t.id || '-' || k AS id, t.id AS site_term_id,
       unless(0.002, hash(t.id), k, 'P' || (hash(coalesce(t.site_id, t.id)) + k) % 400) AS project_id
FROM site_terms t, range(8) r(k)
WHERE share(hash(t.id), k + 40) >= 0.01;

CREATE OR REPLACE TABLE papers AS
SELECT 'PA' || n AS id, 'P' || n % 400 AS project_id,
       unless(0.01, n, 51, 'SP' || CASE WHEN share(n, 52) < 0.01 THEN n % 400 + 1 ELSE n % 400 END) AS specification_id,
       unless(0.01, n, 53, CASE WHEN share(n, 54) < 0.03 THEN 'COUNTY' WHEN share(n, 54) < 0.04 THEN 'NOKIND'
                                ELSE 'CENTRE' END || n // 400 % 16) AS set_by_id,
       unless(0.01, n, 55, CASE WHEN share(n, 56) < 0.01 THEN 0 ELSE 3 END) AS expert_count,
       unless(0.01, n, 57, TIMESTAMP '2020-05-01' + to_days(CAST(pick(n, 58, 90) AS INTEGER))
              + CASE WHEN share(n, 59) < 0.2 THEN INTERVAL 0 SECOND ELSE to_seconds(30000 + pick(n, 60, 30000)) END) AS filed_at,
       unless(0.01, n, 57, share(n, 59) < 0.2) AS filed_at_is_day,
       CASE WHEN share(n, 61) < 0.01 THEN 'BUREAU0' WHEN share(n, 61) < 0.015 THEN 'NOBODY' ELSE 'PROVINCE' END
         AS filed_with_id
FROM range($papers) t(n);

CREATE OR REPLACE TABLE sessions AS
WITH drawn AS (
  SELECT n, pick(n, 70, $sites) AS site, pick(n, 71, 8) AS place,
         TIMESTAMP '2020-08-15' + to_days(CAST(floor(2330 * pow(share(n, 72), 0.8)) AS INTEGER)) AS start_day,
         share(n, 73) < 0.1 AS is_day,
         to_hours(8 + pick(n, 74, 6)) + to_minutes(30 * pick(n, 75, 2)) AS clock,
         CASE WHEN share(n, 76) < 0.8 THEN 0 ELSE pick(n, 76, 4) END AS more_days
  FROM range($sessions) t(n)
), placed AS (
  SELECT *, CASE WHEN share(n, 77) < 0.01 THEN pick(n, 78, 400)
                 ELSE CAST((hash('ST' || site) + place) % 400 AS BIGINT) END AS project
  FROM drawn
)
SELECT 'S' || lpad(CAST(n AS VARCHAR), 8, '0') AS id,
       CASE WHEN share(n, 79) < 0.005 THEN NULL WHEN share(n, 79) < 0.01 THEN '320300'
            WHEN share(n, 79) < 0.015 THEN city(site + 1) ELSE city(site) END AS city,
       CASE WHEN share(n, 80) < 0.005 THEN NULL WHEN share(n, 80) < 0.01 THEN 'NOWHERE' ELSE 'ST' || site END AS site_id,
       CASE WHEN share(n, 81) < 0.005 THEN NULL WHEN share(n, 81) < 0.01 THEN 'NOTHING' ELSE 'P' || project END AS project_id,
       unless(0.01, n, 82, 'SP' || project) AS specification_id,
       unless(0.01, n, 83, 'PA' || (project + 400 * (site % 16 + 16 * pick(n, 84, $papers // 6400)))) AS paper_id,
       unless(0.005, n, 85, CASE WHEN share(n, 86) < 0.02 THEN 'COUNTY' ELSE 'CENTRE' END
              || CASE WHEN share(n, 87) < 0.01 THEN (site + 1) % 16 ELSE site % 16 END) AS organised_by_id,
       unless(0.01, n, 88, CAST(start_day AS DATE) - CASE WHEN share(n, 89) < 0.02 THEN -1 ELSE 7 END) AS preparation_notice_on,
       unless(0.01, n, 90, share(n, 91) >= 0.01) AS preparation_met,
       unless(0.01, n, 92, share(n, 93) >= 0.01) AS staff_arranged,
       unless(0.01, n, 94, share(n, 95) >= 0.01) AS supervision_recorded,
       unless(0.003, n, 96, start_day + CASE WHEN is_day THEN INTERVAL 0 SECOND ELSE clock END) AS started_at,
       unless(0.003, n, 96, is_day) AS started_at_is_day,
       unless(0.005, n, 97, start_day + to_days(CAST(more_days AS INTEGER))
              + CASE WHEN is_day THEN INTERVAL 0 SECOND ELSE clock + INTERVAL 3 HOUR END) AS ended_at,
       unless(0.005, n, 97, is_day) AS ended_at_is_day
FROM placed;

CREATE OR REPLACE TABLE assignments AS
SELECT 'A' || lpad(CAST(n AS VARCHAR), 8, '0') || '-' || k AS id, 'S' || lpad(CAST(n AS VARCHAR), 8, '0') AS session_id,
       unless(0.005, n * 3 + k, 101, 'PE' || CASE WHEN k > 0 AND share(n, 102) < 0.01 THEN pick(n, 103, 50000)
                                                   ELSE pick(n * 3 + k, 103, 50000) END) AS person_id,
       unless(0.005, n * 3 + k, 104, CASE WHEN (k = 2) <> (share(n * 3 + k, 105) < 0.02) THEN 'supervisor' ELSE 'examiner' END) AS role,
       CAST('CENTRE0' AS VARCHAR) AS dispatched_by_id, TRUE AS badge_worn
FROM range($sessions) s(n), range(3) r(k);

CREATE OR REPLACE TABLE reports AS
WITH received AS (
  SELECT n, n // 200 * 200 + CASE WHEN share(n, 110) < 0.98 THEN n % 200 ELSE pick(n, 111, 200) END AS of_session,
         CAST(CASE WHEN share(n, 112) < 0.97 THEN pick(n, 113, 4) ELSE pick(n, 113, 16) END AS INTEGER) AS results_after,
         CAST(CASE WHEN share(n, 114) < 0.97 THEN pick(n, 115, 4) ELSE pick(n, 115, 16) END AS INTEGER) AS papers_after
  FROM range($sessions) t(n)
)
SELECT 'R' || lpad(CAST(n AS VARCHAR), 8, '0') AS id, s.id AS session_id,
       unless(0.01, n, 116, CAST(coalesce(s.ended_at, s.started_at) AS DATE) + to_days(results_after) + INTERVAL 10 HOUR) AS results_received_at,
       unless(0.01, n, 116, FALSE) AS results_received_at_is_day,
       unless(0.01, n, 117, CAST(CAST(coalesce(s.ended_at, s.started_at) AS DATE) AS TIMESTAMP) + to_days(papers_after)) AS papers_received_at,
       unless(0.01, n, 117, TRUE) AS papers_received_at_is_day,
       CAST(NULL AS VARCHAR) AS sent_by_id, CAST(NULL AS VARCHAR) AS received_by_id
FROM received JOIN sessions s ON s.id = 'S' || lpad(CAST(of_session AS VARCHAR), 8, '0');

UPDATE reports SET results_received_at_is_day = NULL WHERE results_received_at IS NULL;
UPDATE reports SET papers_received_at_is_day = NULL WHERE papers_received_at IS NULL;

CREATE OR REPLACE TABLE archives AS
WITH kept AS (
  SELECT n, k, n * 2 + k AS i, s.id AS session_id, CAST(coalesce(s.ended_at, s.started_at) AS DATE) AS ended_on
  FROM range($sessions) t(n) CROSS JOIN range(2) r(k)
  JOIN sessions s ON s.id = 'S' || lpad(CAST(n AS VARCHAR), 8, '0')
)
SELECT 'K' || lpad(CAST(i AS VARCHAR), 9, '0') AS id, unless(0.001, i, 121, session_id) AS session_id,
       unless(0.005, i, 122, CASE WHEN share(i, 123) < 0.05 THEN 'video' WHEN k = 0 THEN 'process' ELSE 'candidate' END) AS kind,
       unless(0.01, i, 124, ended_on + CAST(pick(i, 125, 40) AS INTEGER)) AS archived_on,
       unless(0.005, i, 126, share(i, 127) >= 0.01) AS complete,
       CASE WHEN share(i, 128) < 0.02
            THEN ended_on + CAST(pick(i, 129, CASE WHEN share(i, 123) < 0.05 THEN 300 ELSE 900 END) AS INTEGER) END AS destroyed_on
FROM kept;

CREATE OR REPLACE TABLE registrations AS
SELECT 'G' || lpad(CAST(n AS VARCHAR), 8, '0') AS id, CAST(NULL AS VARCHAR) AS candidate_id, s.project_id,
       s.id AS session_id, s.city,
       unless(0.01, n, 131, CAST(s.started_at AS DATE) - CAST(pick(n, 132, 60) - 2 AS INTEGER)) AS registered_on,
       CAST(NULL AS VARCHAR) AS registered_by, CAST(NULL AS VARCHAR) AS channel, CAST(NULL AS VARCHAR) AS received_by_id,
       CAST(NULL AS BOOLEAN) AS voluntary, unless(0.1, n, 133, share(n, 134) >= 0.1) AS accepted,
       CAST(NULL AS VARCHAR) AS refusal_ground, CAST(NULL AS DATE) AS trained_on, CAST(NULL AS DECIMAL(18,4)) AS fee_charged
FROM range($sessions // 5) t(n) JOIN sessions s ON s.id = 'S' || lpad(CAST(n * 5 AS VARCHAR), 8, '0');

CREATE OR REPLACE TABLE certificates AS
SELECT 'C' || lpad(CAST(n AS VARCHAR), 8, '0') AS id, CAST(NULL AS VARCHAR) AS number, CAST(NULL AS VARCHAR) AS candidate_id,
       s.id AS session_id, s.project_id, CAST(NULL AS DATE) AS coded_on, CAST(NULL AS DATE) AS printed_on,
       unless(0.01, n, 141, CAST(coalesce(s.ended_at, s.started_at) AS DATE) + CAST(20 + pick(n, 142, 30) AS INTEGER)) AS issued_on,
       CAST(NULL AS VARCHAR) AS issued_by_id, CAST(NULL AS VARCHAR) AS blank_printed_by_id,
       CAST(NULL AS BOOLEAN) AS queryable_online, CAST(NULL AS DECIMAL(18,4)) AS query_fee
FROM range($sessions // 10) t(n) JOIN sessions s ON s.id = 'S' || lpad(CAST(n * 10 AS VARCHAR), 8, '0');
