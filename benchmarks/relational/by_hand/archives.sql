-- Every archive under every rule about archives and every reading, one column each.

CREATE OR REPLACE TEMP TABLE hand_archives AS
WITH issued AS (
  SELECT session_id, max(issued_on) AS last_on, bool_or(issued_on IS NULL) AS blank FROM certificates GROUP BY session_id
), facts AS (
  SELECT a.id, a.destroyed_on, a.complete, a.archived_on, covered(CAST(s.started_at AS DATE), s.city) AS applies,
         a.kind = 'video' AS video, CAST(s.ended_at AS DATE) AS ended_on,
         CASE WHEN issued.blank THEN NULL ELSE coalesce(issued.last_on, CAST(s.ended_at AS DATE)) END AS certified_on
  FROM archives a
  LEFT JOIN sessions s ON s.id = a.session_id
  LEFT JOIN issued ON issued.session_id = s.id
), untils AS (
  SELECT *, applies AND NOT video AS two_years, applies AND video AS six_months,
         months_later(ended_on, CASE WHEN video THEN 6 ELSE 24 END) AS until,
         months_later(archived_on, CASE WHEN video THEN 6 ELSE 24 END) AS until_archived,
         months_later(certified_on, CASE WHEN video THEN 6 ELSE 24 END) AS until_certified
  FROM facts
)
SELECT id,
       kept(two_years, destroyed_on, destroyed_on > until, until, $as_of) AS ARC002,
       kept(two_years, destroyed_on, destroyed_on >= until, until, $as_of) AS "ARC002.last-day-suffices",
       kept(two_years, destroyed_on, destroyed_on > until_archived, until_archived, $as_of) AS "ARC002.clock-from-archiving",
       kept(two_years, destroyed_on, destroyed_on > until_certified, until_certified, $as_of) AS "ARC002.clock-from-last-certificate",
       kept(six_months, destroyed_on, destroyed_on > until, until, $as_of) AS ARC003,
       kept(six_months, destroyed_on, destroyed_on >= until, until, $as_of) AS "ARC003.last-day-suffices",
       kept(six_months, destroyed_on, destroyed_on > until_archived, until_archived, $as_of) AS "ARC003.clock-from-archiving",
       kept(six_months, destroyed_on, destroyed_on > until_certified, until_certified, $as_of) AS "ARC003.clock-from-last-certificate",
       CAST(CASE WHEN (applies AND (archived_on IS NOT NULL OR NULL)) IS NULL THEN 3
                 WHEN NOT applies THEN 0 WHEN complete THEN 1 WHEN NOT complete THEN 5 ELSE 3 END AS UTINYINT) AS ARC004
FROM untils;
