-- ARC003 video-destroyed-within-six-months: 视频档案未满六个月即销毁 / Video destroyed within six months
-- annex1/5.2  视频档案保存期不少于6个月
-- One row for each of archives, judged as of 2026-11-23.
-- arc003: the verdict under the reading default
-- arc003__last_day_suffices: the verdict under the reading last-day-suffices
-- arc003__clock_from_archiving: the verdict under the reading clock-from-archiving
-- arc003__clock_from_last_certificate: the verdict under the reading clock-from-last-certificate
-- Verdicts: 0 not_applicable, 1 compliant, 2 pending, 3 undetermined, 4 advisory, 5 violation
WITH certificates_by_session AS (
  SELECT k1,
         max(f2) FILTER (WHERE f1) AS c1,
         bool_or(f1 IS NULL OR f1 AND f2 IS NULL) AS c2,
         bool_or(f1 IS NOT FALSE) AS c3
  FROM (
    SELECT each1.session_id AS k1,
           TRUE AS f1,
           each1.issued_on AS f2
    FROM certificates AS each1
  ) AS seen
  GROUP BY k1
),
facts AS (
  SELECT this.id AS id,
         (((CAST(this_session.started_at AS DATE) >= DATE '2020-08-25') AND (this_session.city IN ('370100', '370200', '370300', '370400', '370500', '370600', '370700', '370800', '370900', '371000', '371100', '371300', '371400', '371500', '371600', '371700'))) AND (this.kind = 'video')) AS arc003_applies,
         ((this.destroyed_on IS NULL) OR (this.destroyed_on > CASE WHEN CAST(this_session.ended_at AS DATE) <= DATE '9999-06-30' THEN add_months(CAST(this_session.ended_at AS DATE), CAST(6 AS INT)) END)) AS arc003_met,
         CASE WHEN CAST(this_session.ended_at AS DATE) <= DATE '9999-06-30' THEN add_months(CAST(this_session.ended_at AS DATE), CAST(6 AS INT)) END AS arc003_until,
         ((this.destroyed_on IS NULL) OR (this.destroyed_on >= CASE WHEN CAST(this_session.ended_at AS DATE) <= DATE '9999-06-30' THEN add_months(CAST(this_session.ended_at AS DATE), CAST(6 AS INT)) END)) AS arc003__last_day_suffices_met,
         ((this.destroyed_on IS NULL) OR (this.destroyed_on > CASE WHEN this.archived_on <= DATE '9999-06-30' THEN add_months(this.archived_on, CAST(6 AS INT)) END)) AS arc003__clock_from_archiving_met,
         CASE WHEN this.archived_on <= DATE '9999-06-30' THEN add_months(this.archived_on, CAST(6 AS INT)) END AS arc003__clock_from_archiving_until,
         ((this.destroyed_on IS NULL) OR (this.destroyed_on > CASE WHEN CASE WHEN (((this_session.id IS NOT NULL) AND certificates_by_session.c3 IS NOT TRUE)) IS NOT TRUE THEN CASE WHEN this_session.id IS NOT NULL THEN CASE WHEN NOT certificates_by_session.c2 THEN certificates_by_session.c1 END END ELSE CAST(this_session.ended_at AS DATE) END <= DATE '9999-06-30' THEN add_months(CASE WHEN (((this_session.id IS NOT NULL) AND certificates_by_session.c3 IS NOT TRUE)) IS NOT TRUE THEN CASE WHEN this_session.id IS NOT NULL THEN CASE WHEN NOT certificates_by_session.c2 THEN certificates_by_session.c1 END END ELSE CAST(this_session.ended_at AS DATE) END, CAST(6 AS INT)) END)) AS arc003__clock_from_last_certificate_met,
         CASE WHEN CASE WHEN (((this_session.id IS NOT NULL) AND certificates_by_session.c3 IS NOT TRUE)) IS NOT TRUE THEN CASE WHEN this_session.id IS NOT NULL THEN CASE WHEN NOT certificates_by_session.c2 THEN certificates_by_session.c1 END END ELSE CAST(this_session.ended_at AS DATE) END <= DATE '9999-06-30' THEN add_months(CASE WHEN (((this_session.id IS NOT NULL) AND certificates_by_session.c3 IS NOT TRUE)) IS NOT TRUE THEN CASE WHEN this_session.id IS NOT NULL THEN CASE WHEN NOT certificates_by_session.c2 THEN certificates_by_session.c1 END END ELSE CAST(this_session.ended_at AS DATE) END, CAST(6 AS INT)) END AS arc003__clock_from_last_certificate_until,
         this_session.city AS city,
         this_session.site_id AS site_id,
         this.session_id AS session_id,
         CAST(this_session.started_at AS DATE) AS arose_on
  FROM archives AS this
  LEFT JOIN sessions AS this_session ON this_session.id = this.session_id
  LEFT JOIN certificates_by_session AS certificates_by_session ON certificates_by_session.k1 = this_session.id
)
SELECT id,
       city,
       site_id,
       session_id,
       arose_on,
       CAST(CASE WHEN arc003_applies IS NULL THEN 3 WHEN NOT arc003_applies THEN 0 WHEN NOT arc003_met THEN 5 WHEN DATE '2026-11-23' <= arc003_until THEN 2 WHEN arc003_met AND DATE '2026-11-23' > arc003_until THEN 1 ELSE 3 END AS TINYINT) AS arc003,
       CAST(CASE WHEN arc003_applies IS NULL THEN 3 WHEN NOT arc003_applies THEN 0 WHEN NOT arc003__last_day_suffices_met THEN 5 WHEN DATE '2026-11-23' <= arc003_until THEN 2 WHEN arc003__last_day_suffices_met AND DATE '2026-11-23' > arc003_until THEN 1 ELSE 3 END AS TINYINT) AS arc003__last_day_suffices,
       CAST(CASE WHEN arc003_applies IS NULL THEN 3 WHEN NOT arc003_applies THEN 0 WHEN NOT arc003__clock_from_archiving_met THEN 5 WHEN DATE '2026-11-23' <= arc003__clock_from_archiving_until THEN 2 WHEN arc003__clock_from_archiving_met AND DATE '2026-11-23' > arc003__clock_from_archiving_until THEN 1 ELSE 3 END AS TINYINT) AS arc003__clock_from_archiving,
       CAST(CASE WHEN arc003_applies IS NULL THEN 3 WHEN NOT arc003_applies THEN 0 WHEN NOT arc003__clock_from_last_certificate_met THEN 5 WHEN DATE '2026-11-23' <= arc003__clock_from_last_certificate_until THEN 2 WHEN arc003__clock_from_last_certificate_met AND DATE '2026-11-23' > arc003__clock_from_last_certificate_until THEN 1 ELSE 3 END AS TINYINT) AS arc003__clock_from_last_certificate
FROM facts;
