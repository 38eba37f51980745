-- RPT001 results-late: 考核成绩逾期上报 / Results reported late
-- annex1/4.4  考核结束后3个工作日内将考核成绩
-- One row for each of sessions, judged as of 2026-11-23.
-- rpt001: the verdict under the reading default
-- rpt001__first_sitting: the verdict under the reading first-sitting
-- Verdicts: 0 not_applicable, 1 compliant, 2 pending, 3 undetermined, 4 advisory, 5 violation
-- sdc_workdays: days with the working days up to each; sdc_nth_workday: the n-th working day
WITH reports_by_session AS (
  SELECT k1,
         min(f1) AS c1,
         bool_or(f1 IS NULL) AS c2
  FROM (
    SELECT each1.session_id AS k1,
           CAST(each1.results_received_at AS DATE) AS f1
    FROM reports AS each1
  ) AS seen
  GROUP BY k1
),
facts AS (
  SELECT this.id AS id,
         ((CAST(this.started_at AS DATE) >= DATE '2020-08-25') AND (this.city IN ('370100', '370200', '370300', '370400', '370500', '370600', '370700', '370800', '370900', '371000', '371100', '371300', '371400', '371500', '371600', '371700'))) AS rpt001_applies,
         CASE WHEN reports_by_session.c1 <= CASE WHEN nth2.if_certain IS NOT NULL THEN nth1.if_possible END THEN TRUE WHEN reports_by_session.c1 <= CASE WHEN nth1.if_possible IS NOT NULL THEN nth2.if_certain END OR reports_by_session.c2 OR CASE WHEN nth2.if_certain IS NOT NULL THEN nth1.if_possible END IS NULL AND reports_by_session.k1 IS NOT NULL THEN NULL ELSE FALSE END AS rpt001_met,
         CASE WHEN nth2.if_certain IS NOT NULL THEN nth1.if_possible END AS rpt001_due,
         CASE WHEN nth1.if_possible IS NOT NULL THEN nth2.if_certain END AS rpt001_due_latest,
         CASE WHEN reports_by_session.c1 <= CASE WHEN nth4.if_certain IS NOT NULL THEN nth3.if_possible END THEN TRUE WHEN reports_by_session.c1 <= CASE WHEN nth3.if_possible IS NOT NULL THEN nth4.if_certain END OR reports_by_session.c2 OR CASE WHEN nth4.if_certain IS NOT NULL THEN nth3.if_possible END IS NULL AND reports_by_session.k1 IS NOT NULL THEN NULL ELSE FALSE END AS rpt001__first_sitting_met,
         CASE WHEN nth4.if_certain IS NOT NULL THEN nth3.if_possible END AS rpt001__first_sitting_due,
         CASE WHEN nth3.if_possible IS NOT NULL THEN nth4.if_certain END AS rpt001__first_sitting_due_latest,
         this.city AS city,
         this.site_id AS site_id,
         CAST(this.started_at AS DATE) AS arose_on
  FROM sessions AS this
  LEFT JOIN reports_by_session AS reports_by_session ON reports_by_session.k1 = this.id
  LEFT JOIN sdc_workdays AS day1 ON day1.day = CAST(this.ended_at AS DATE)
  LEFT JOIN sdc_nth_workday AS nth1 ON nth1.n = day1.possible + 3
  LEFT JOIN sdc_nth_workday AS nth2 ON nth2.n = day1.certain + 3
  LEFT JOIN sdc_workdays AS day2 ON day2.day = CAST(this.started_at AS DATE)
  LEFT JOIN sdc_nth_workday AS nth3 ON nth3.n = day2.possible + 3
  LEFT JOIN sdc_nth_workday AS nth4 ON nth4.n = day2.certain + 3
)
SELECT id,
       city,
       site_id,
       arose_on,
       CAST(CASE WHEN rpt001_applies IS NULL THEN 3 WHEN NOT rpt001_applies THEN 0 WHEN rpt001_met THEN 1 WHEN DATE '2026-11-23' <= rpt001_due THEN 2 WHEN rpt001_due IS NULL OR DATE '2026-11-23' <= rpt001_due_latest THEN 3 WHEN NOT rpt001_met THEN 5 ELSE 3 END AS TINYINT) AS rpt001,
       CAST(CASE WHEN rpt001_applies IS NULL THEN 3 WHEN NOT rpt001_applies THEN 0 WHEN rpt001__first_sitting_met THEN 1 WHEN DATE '2026-11-23' <= rpt001__first_sitting_due THEN 2 WHEN rpt001__first_sitting_due IS NULL OR DATE '2026-11-23' <= rpt001__first_sitting_due_latest THEN 3 WHEN NOT rpt001__first_sitting_met THEN 5 ELSE 3 END AS TINYINT) AS rpt001__first_sitting
FROM facts;
