-- REV005 repeated-violations: 考点屡次违规，须由人研判 / Repeated violations of a site, for a person to judge
-- annex1/5.4  加强对专项职业能力考点管理，建立退出机制
-- One row for each of sites, judged as of 2026-11-23.
-- rev005: the verdict under the reading default
-- rev005__sensitive_left_out: the verdict under the reading sensitive-left-out
-- Verdicts: 0 not_applicable, 1 compliant, 2 pending, 3 undetermined, 4 advisory, 5 violation
-- sdc_findings: what the rules RPT001, RPT002, RPT003, SES002, SES003 found
WITH findings AS (
  SELECT * FROM sdc_findings WHERE rule IN ('RPT001', 'RPT002', 'RPT003', 'SES002', 'SES003')
),
findings_by_site AS (
  SELECT k1,
         count(*) FILTER (WHERE f1) AS c1,
         count(*) FILTER (WHERE f1 IS NOT FALSE) AS c2,
         count(*) FILTER (WHERE f2) AS c3,
         count(*) FILTER (WHERE f2 IS NOT FALSE) AS c4,
         count(*) FILTER (WHERE f3) AS c5,
         count(*) FILTER (WHERE f3 IS NOT FALSE) AS c6,
         count(*) FILTER (WHERE f4) AS c7,
         count(*) FILTER (WHERE f4 IS NOT FALSE) AS c8
  FROM (
    SELECT each1.site_id AS k1,
           ((each1.rule IN ('RPT001', 'RPT002', 'RPT003', 'SES002', 'SES003')) AND (each1.verdict = 'violation') AND (CASE WHEN each1.arose_on <= DATE '9998-12-31' THEN add_months(each1.arose_on, CAST(12 AS INT)) END >= DATE '2026-11-23')) AS f1,
           ((each1.rule IN ('RPT001', 'RPT002', 'RPT003', 'SES002', 'SES003')) AND (each1.verdict IN ('violation', 'undetermined')) AND (CASE WHEN CASE WHEN ((each1.arose_on IS NULL)) IS NOT TRUE THEN each1.arose_on ELSE DATE '2026-11-23' END <= DATE '9998-12-31' THEN add_months(CASE WHEN ((each1.arose_on IS NULL)) IS NOT TRUE THEN each1.arose_on ELSE DATE '2026-11-23' END, CAST(12 AS INT)) END >= DATE '2026-11-23')) AS f2,
           ((each1.rule IN ('RPT001', 'RPT002', 'RPT003', 'SES002', 'SES003')) AND (each1.verdict = 'violation') AND (NOT each1.sensitive) AND (CASE WHEN each1.arose_on <= DATE '9998-12-31' THEN add_months(each1.arose_on, CAST(12 AS INT)) END >= DATE '2026-11-23')) AS f3,
           ((each1.rule IN ('RPT001', 'RPT002', 'RPT003', 'SES002', 'SES003')) AND (((each1.verdict = 'violation') AND (NOT each1.sensitive)) OR (each1.verdict = 'undetermined')) AND (CASE WHEN CASE WHEN ((each1.arose_on IS NULL)) IS NOT TRUE THEN each1.arose_on ELSE DATE '2026-11-23' END <= DATE '9998-12-31' THEN add_months(CASE WHEN ((each1.arose_on IS NULL)) IS NOT TRUE THEN each1.arose_on ELSE DATE '2026-11-23' END, CAST(12 AS INT)) END >= DATE '2026-11-23')) AS f4
    FROM findings AS each1
  ) AS seen
  GROUP BY k1
),
facts AS (
  SELECT this.id AS id,
         ((DATE '2026-11-23' >= DATE '2020-08-25') AND (this.city IN ('370100', '370200', '370300', '370400', '370500', '370600', '370700', '370800', '370900', '371000', '371100', '371300', '371400', '371500', '371600', '371700'))) AS rev005_applies,
         CASE WHEN coalesce(findings_by_site.c2, 0) < 3 THEN TRUE WHEN coalesce(findings_by_site.c1, 0) < 3 THEN NULL WHEN coalesce(findings_by_site.c1, 0) IS NOT NULL AND 3 IS NOT NULL THEN FALSE END AS rev005_met,
         (CASE WHEN coalesce(findings_by_site.c2, 0) < 3 THEN TRUE WHEN coalesce(findings_by_site.c1, 0) < 3 THEN NULL WHEN coalesce(findings_by_site.c1, 0) IS NOT NULL AND 3 IS NOT NULL THEN FALSE END AND CASE WHEN 3 <= coalesce(findings_by_site.c3, 0) THEN TRUE WHEN 3 <= coalesce(findings_by_site.c4, 0) THEN NULL WHEN 3 IS NOT NULL AND coalesce(findings_by_site.c3, 0) IS NOT NULL THEN FALSE END) AS rev005_undecided,
         CASE WHEN coalesce(findings_by_site.c6, 0) < 3 THEN TRUE WHEN coalesce(findings_by_site.c5, 0) < 3 THEN NULL WHEN coalesce(findings_by_site.c5, 0) IS NOT NULL AND 3 IS NOT NULL THEN FALSE END AS rev005__sensitive_left_out_met,
         (CASE WHEN coalesce(findings_by_site.c6, 0) < 3 THEN TRUE WHEN coalesce(findings_by_site.c5, 0) < 3 THEN NULL WHEN coalesce(findings_by_site.c5, 0) IS NOT NULL AND 3 IS NOT NULL THEN FALSE END AND CASE WHEN 3 <= coalesce(findings_by_site.c7, 0) THEN TRUE WHEN 3 <= coalesce(findings_by_site.c8, 0) THEN NULL WHEN 3 IS NOT NULL AND coalesce(findings_by_site.c7, 0) IS NOT NULL THEN FALSE END) AS rev005__sensitive_left_out_undecided,
         this.city AS city,
         DATE '2026-11-23' AS arose_on
  FROM sites AS this
  LEFT JOIN findings_by_site AS findings_by_site ON findings_by_site.k1 = this.id
)
SELECT id,
       city,
       arose_on,
       CAST(CASE WHEN rev005_applies IS NULL THEN 3 WHEN NOT rev005_applies THEN 0 WHEN rev005_undecided THEN 3 WHEN rev005_met THEN 1 WHEN NOT rev005_met THEN 4 ELSE 3 END AS TINYINT) AS rev005,
       CAST(CASE WHEN rev005_applies IS NULL THEN 3 WHEN NOT rev005_applies THEN 0 WHEN rev005__sensitive_left_out_undecided THEN 3 WHEN rev005__sensitive_left_out_met THEN 1 WHEN NOT rev005__sensitive_left_out_met THEN 4 ELSE 3 END AS TINYINT) AS rev005__sensitive_left_out
FROM facts;
