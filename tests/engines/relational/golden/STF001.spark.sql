-- STF001 no-examiner: 未派遣考评人员 / No examiner dispatched
-- annex1/4.3  每次考核须由市职业技能鉴定（指导）中心派遣考评人员和督导员
-- One row for each of sessions, judged as of 2026-11-23.
-- stf001: the verdict under the reading default
-- Verdicts: 0 not_applicable, 1 compliant, 2 pending, 3 undetermined, 4 advisory, 5 violation
WITH assignments_by_session AS (
  SELECT k1,
         count(*) FILTER (WHERE f1) AS c1,
         count(*) FILTER (WHERE f1 IS NOT FALSE) AS c2
  FROM (
    SELECT each1.session_id AS k1,
           (each1.role = 'examiner') AS f1
    FROM assignments AS each1
    WHERE ((each1.role = 'examiner')) IS NOT FALSE
  ) AS seen
  GROUP BY k1
),
facts AS (
  SELECT this.id AS id,
         ((CAST(this.started_at AS DATE) >= DATE '2020-08-25') AND (this.city IN ('370100', '370200', '370300', '370400', '370500', '370600', '370700', '370800', '370900', '371000', '371100', '371300', '371400', '371500', '371600', '371700'))) AS stf001_applies,
         CASE WHEN 1 <= coalesce(assignments_by_session.c1, 0) THEN TRUE WHEN 1 <= coalesce(assignments_by_session.c2, 0) THEN NULL WHEN 1 IS NOT NULL AND coalesce(assignments_by_session.c1, 0) IS NOT NULL THEN FALSE END AS stf001_met,
         CAST(this.started_at AS DATE) AS stf001_due,
         this.city AS city,
         this.site_id AS site_id
  FROM sessions AS this
  LEFT JOIN assignments_by_session AS assignments_by_session ON assignments_by_session.k1 = this.id
)
SELECT id,
       city,
       site_id,
       stf001_due,
       CAST(CASE WHEN stf001_applies IS NULL THEN 3 WHEN NOT stf001_applies THEN 0 WHEN stf001_met THEN 1 WHEN DATE '2026-11-23' <= stf001_due THEN 2 WHEN stf001_due IS NULL OR DATE '2026-11-23' <= stf001_due THEN 3 WHEN NOT stf001_met THEN 5 ELSE 3 END AS TINYINT) AS stf001
FROM facts;
