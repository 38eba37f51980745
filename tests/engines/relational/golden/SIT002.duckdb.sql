-- SIT002 project-not-in-term: 考核项目不在考点资格的项目之内 / Project not among those of the site's term
-- notice/3.6  具备条件的企业、院校、培训评价机构等设立考点，由考点具体实施考核工作
-- One row for each of sessions, judged as of 2026-11-23.
-- sit002: the verdict under the reading default
-- sit002__valid_from_decision: the verdict under the reading valid-from-decision
-- Verdicts: 0 not_applicable, 1 compliant, 2 pending, 3 undetermined, 4 advisory, 5 violation
WITH site_term_projects_by_site_term AS (
  SELECT k1,
         bool_or(f1 IS NOT FALSE AND f2 IS NULL) AS c1,
         bool_or(f1 IS NOT FALSE) AS c2
  FROM (
    SELECT each1.site_term_id AS k1,
           TRUE AS f1,
           each1.project_id AS f2
    FROM site_term_projects AS each1
  ) AS seen
  GROUP BY k1
),
site_term_projects_by_site_term_and_project AS (
  SELECT k1, k2,
         max(CASE WHEN f1 THEN 2 WHEN f1 IS NULL THEN 1 ELSE 0 END) AS c1
  FROM (
    SELECT each1.site_term_id AS k1,
           each1.project_id AS k2,
           TRUE AS f1
    FROM site_term_projects AS each1
  ) AS seen
  GROUP BY k1, k2
),
site_terms_of_this_2 AS (
  SELECT k1, k2,
         max(CASE WHEN f1 THEN 2 WHEN f1 IS NULL THEN 1 ELSE 0 END) AS c1,
         max(CASE WHEN f2 THEN 2 WHEN f2 IS NULL THEN 1 ELSE 0 END) AS c2,
         max(CASE WHEN f3 THEN 2 WHEN f3 IS NULL THEN 1 ELSE 0 END) AS c3,
         max(CASE WHEN f4 THEN 2 WHEN f4 IS NULL THEN 1 ELSE 0 END) AS c4
  FROM (
    SELECT this.id AS k1,
           each1.id AS k2,
           ((each2.announced_on <= each1.revoked_on) AND ((each2.revoked_on IS NULL) OR (each1.revoked_on < each2.revoked_on))) AS f1,
           (((each2.announced_on <= each1.revoked_on) AND ((each2.revoked_on IS NULL) OR (each1.revoked_on < each2.revoked_on))) AND CASE WHEN site_term_projects_by_site_term_and_project.c1 = 2 THEN TRUE WHEN site_term_projects_by_site_term_and_project.c1 = 1 OR site_term_projects_by_site_term.c1 OR this_project.id IS NULL AND site_term_projects_by_site_term.c2 THEN NULL ELSE FALSE END) AS f2,
           ((each2.decided_on <= each1.revoked_on) AND ((each2.revoked_on IS NULL) OR (each1.revoked_on < each2.revoked_on))) AS f3,
           (((each2.decided_on <= each1.revoked_on) AND ((each2.revoked_on IS NULL) OR (each1.revoked_on < each2.revoked_on))) AND CASE WHEN site_term_projects_by_site_term_and_project.c1 = 2 THEN TRUE WHEN site_term_projects_by_site_term_and_project.c1 = 1 OR site_term_projects_by_site_term.c1 OR this_project.id IS NULL AND site_term_projects_by_site_term.c2 THEN NULL ELSE FALSE END) AS f4
    FROM sessions AS this
    LEFT JOIN sites AS this_site ON this_site.id = this.site_id
    JOIN site_terms AS each1 ON each1.site_id = this_site.id
    JOIN site_terms AS each2 ON each2.site_id = this_site.id
    LEFT JOIN projects AS this_project ON this_project.id = this.project_id
    LEFT JOIN site_term_projects_by_site_term_and_project AS site_term_projects_by_site_term_and_project ON site_term_projects_by_site_term_and_project.k1 = each2.id AND site_term_projects_by_site_term_and_project.k2 = this_project.id
    LEFT JOIN site_term_projects_by_site_term AS site_term_projects_by_site_term ON site_term_projects_by_site_term.k1 = each2.id
    WHERE (((NOT (each1.revoked_on IS NULL)) AND (CAST(this.started_at AS DATE) < each1.revoked_on) AND (each1.revoked_on <= CAST(this.ended_at AS DATE)))) IS NOT FALSE
  ) AS seen
  GROUP BY k1, k2
),
site_terms_of_this AS (
  SELECT k1,
         max(CASE WHEN f1 THEN 2 WHEN f1 IS NULL THEN 1 ELSE 0 END) AS c1,
         max(CASE WHEN f2 THEN 2 WHEN f2 IS NULL THEN 1 ELSE 0 END) AS c2,
         max(CASE WHEN f3 THEN 2 WHEN f3 IS NULL THEN 1 ELSE 0 END) AS c3,
         max(CASE WHEN f4 THEN 2 WHEN f4 IS NULL THEN 1 ELSE 0 END) AS c4,
         max(CASE WHEN f5 THEN 2 WHEN f5 IS NULL THEN 1 ELSE 0 END) AS c5,
         max(CASE WHEN f6 THEN 2 WHEN f6 IS NULL THEN 1 ELSE 0 END) AS c6
  FROM (
    SELECT this.id AS k1,
           ((each1.announced_on <= CAST(this.started_at AS DATE)) AND ((each1.revoked_on IS NULL) OR (CAST(this.started_at AS DATE) < each1.revoked_on))) AS f1,
           (((each1.announced_on <= CAST(this.started_at AS DATE)) AND ((each1.revoked_on IS NULL) OR (CAST(this.started_at AS DATE) < each1.revoked_on))) AND CASE WHEN site_term_projects_by_site_term_and_project.c1 = 2 THEN TRUE WHEN site_term_projects_by_site_term_and_project.c1 = 1 OR site_term_projects_by_site_term.c1 OR this_project.id IS NULL AND site_term_projects_by_site_term.c2 THEN NULL ELSE FALSE END) AS f2,
           (NOT ((NOT ((NOT (each1.revoked_on IS NULL)) AND (CAST(this.started_at AS DATE) < each1.revoked_on) AND (each1.revoked_on <= CAST(this.ended_at AS DATE)))) OR ((NOT CASE WHEN this_site.id IS NOT NULL THEN CASE site_terms_of_this_2.c1 WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END END) OR CASE WHEN this_site.id IS NOT NULL THEN CASE site_terms_of_this_2.c2 WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END END))) AS f3,
           ((each1.decided_on <= CAST(this.started_at AS DATE)) AND ((each1.revoked_on IS NULL) OR (CAST(this.started_at AS DATE) < each1.revoked_on))) AS f4,
           (((each1.decided_on <= CAST(this.started_at AS DATE)) AND ((each1.revoked_on IS NULL) OR (CAST(this.started_at AS DATE) < each1.revoked_on))) AND CASE WHEN site_term_projects_by_site_term_and_project.c1 = 2 THEN TRUE WHEN site_term_projects_by_site_term_and_project.c1 = 1 OR site_term_projects_by_site_term.c1 OR this_project.id IS NULL AND site_term_projects_by_site_term.c2 THEN NULL ELSE FALSE END) AS f5,
           (NOT ((NOT ((NOT (each1.revoked_on IS NULL)) AND (CAST(this.started_at AS DATE) < each1.revoked_on) AND (each1.revoked_on <= CAST(this.ended_at AS DATE)))) OR ((NOT CASE WHEN this_site.id IS NOT NULL THEN CASE site_terms_of_this_2.c3 WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END END) OR CASE WHEN this_site.id IS NOT NULL THEN CASE site_terms_of_this_2.c4 WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END END))) AS f6
    FROM sessions AS this
    LEFT JOIN sites AS this_site ON this_site.id = this.site_id
    JOIN site_terms AS each1 ON each1.site_id = this_site.id
    LEFT JOIN projects AS this_project ON this_project.id = this.project_id
    LEFT JOIN site_term_projects_by_site_term_and_project AS site_term_projects_by_site_term_and_project ON site_term_projects_by_site_term_and_project.k1 = each1.id AND site_term_projects_by_site_term_and_project.k2 = this_project.id
    LEFT JOIN site_term_projects_by_site_term AS site_term_projects_by_site_term ON site_term_projects_by_site_term.k1 = each1.id
    LEFT JOIN site_terms_of_this_2 AS site_terms_of_this_2 ON site_terms_of_this_2.k1 = this.id AND site_terms_of_this_2.k2 = each1.id
  ) AS seen
  GROUP BY k1
),
facts AS (
  SELECT this.id AS id,
         ((CAST(this.started_at AS DATE) >= DATE '2020-08-25') AND (this.city IN ('370100', '370200', '370300', '370400', '370500', '370600', '370700', '370800', '370900', '371000', '371100', '371300', '371400', '371500', '371600', '371700'))) AS sit002_applies,
         (((NOT CASE WHEN this_site.id IS NOT NULL THEN CASE site_terms_of_this.c1 WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END END) OR CASE WHEN this_site.id IS NOT NULL THEN CASE site_terms_of_this.c2 WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END END) AND CASE WHEN this_site.id IS NOT NULL THEN CASE site_terms_of_this.c3 WHEN 2 THEN FALSE WHEN 1 THEN NULL ELSE TRUE END END) AS sit002_met,
         CAST(this.started_at AS DATE) AS sit002_due,
         (((NOT CASE WHEN this_site.id IS NOT NULL THEN CASE site_terms_of_this.c4 WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END END) OR CASE WHEN this_site.id IS NOT NULL THEN CASE site_terms_of_this.c5 WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END END) AND CASE WHEN this_site.id IS NOT NULL THEN CASE site_terms_of_this.c6 WHEN 2 THEN FALSE WHEN 1 THEN NULL ELSE TRUE END END) AS sit002__valid_from_decision_met,
         this.city AS city,
         this.site_id AS site_id
  FROM sessions AS this
  LEFT JOIN sites AS this_site ON this_site.id = this.site_id
  LEFT JOIN site_terms_of_this AS site_terms_of_this ON site_terms_of_this.k1 = this.id
)
SELECT id,
       city,
       site_id,
       sit002_due,
       CAST(CASE WHEN sit002_applies IS NULL THEN 3 WHEN NOT sit002_applies THEN 0 WHEN sit002_met THEN 1 WHEN DATE '2026-11-23' <= sit002_due THEN 2 WHEN sit002_due IS NULL OR DATE '2026-11-23' <= sit002_due THEN 3 WHEN NOT sit002_met THEN 5 ELSE 3 END AS TINYINT) AS sit002,
       CAST(CASE WHEN sit002_applies IS NULL THEN 3 WHEN NOT sit002_applies THEN 0 WHEN sit002__valid_from_decision_met THEN 1 WHEN DATE '2026-11-23' <= sit002_due THEN 2 WHEN sit002_due IS NULL OR DATE '2026-11-23' <= sit002_due THEN 3 WHEN NOT sit002__valid_from_decision_met THEN 5 ELSE 3 END AS TINYINT) AS sit002__valid_from_decision
FROM facts;
