-- CER004 certificate-number-faulty: 证书编号空缺或重复 / Certificate number missing or used twice
-- annex1/4.5  由市职业技能鉴定（指导）中心统一编码
-- One row for each of certificates, judged as of 2026-11-23.
-- cer004: the verdict under the reading default
-- Verdicts: 0 not_applicable, 1 compliant, 2 pending, 3 undetermined, 4 advisory, 5 violation
WITH certificates_of_this AS (
  SELECT k1,
         count(*) FILTER (WHERE f1) AS c1,
         count(*) FILTER (WHERE f1 IS NOT FALSE) AS c2
  FROM (
    SELECT this.id AS k1,
           ((each1.number = this.number) AND (NOT (each1.number IS NULL))) AS f1
    FROM certificates AS this
    JOIN certificates AS each1 ON each1.number = this.number
    WHERE ((each1.number = this.number)) IS NOT FALSE AND ((NOT (each1.number IS NULL))) IS NOT FALSE
  ) AS seen
  GROUP BY k1
),
facts AS (
  SELECT this.id AS id,
         ((CAST(this_session.started_at AS DATE) >= DATE '2020-08-25') AND (this_session.city IN ('370100', '370200', '370300', '370400', '370500', '370600', '370700', '370800', '370900', '371000', '371100', '371300', '371400', '371500', '371600', '371700'))) AS cer004_applies,
         ((NOT (trim(BOTH '\u0009\u000a\u000b\u000c\u000d\u001c\u001d\u001e\u001f \u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000' FROM this.number) = '')) AND CASE WHEN CASE WHEN this.number IS NOT NULL THEN coalesce(certificates_of_this.c2, 0) END <= 1 THEN TRUE WHEN CASE WHEN this.number IS NOT NULL THEN coalesce(certificates_of_this.c1, 0) END <= 1 THEN NULL WHEN CASE WHEN this.number IS NOT NULL THEN coalesce(certificates_of_this.c1, 0) END IS NOT NULL AND 1 IS NOT NULL THEN FALSE END) AS cer004_met,
         this_session.city AS city,
         this_session.site_id AS site_id,
         this.session_id AS session_id,
         CAST(this_session.started_at AS DATE) AS arose_on
  FROM certificates AS this
  LEFT JOIN sessions AS this_session ON this_session.id = this.session_id
  LEFT JOIN certificates_of_this AS certificates_of_this ON certificates_of_this.k1 = this.id
)
SELECT id,
       city,
       site_id,
       session_id,
       arose_on,
       CAST(CASE WHEN cer004_applies IS NULL THEN 3 WHEN NOT cer004_applies THEN 0 WHEN cer004_met THEN 1 WHEN NOT cer004_met THEN 5 ELSE 3 END AS TINYINT) AS cer004
FROM facts;
