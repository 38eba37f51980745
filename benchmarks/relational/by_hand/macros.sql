-- What the statements share. Verdicts are numbers, as the engine has them: 0 not applicable, 1 compliant,
-- 2 pending, 3 undetermined, 4 advisory, 5 violation. A truth among rows is a number too: 2 true, 1 unknown, 0 false.

CREATE OR REPLACE MACRO covered(day, city) AS day >= DATE '2020-08-25' AND city IN (
  '370100', '370200', '370300', '370400', '370500', '370600', '370700', '370800',
  '370900', '371000', '371100', '371300', '371400', '371500', '371600', '371700');
CREATE OR REPLACE MACRO ranked(truth) AS CASE WHEN truth THEN 2 WHEN truth IS NULL THEN 1 ELSE 0 END;
CREATE OR REPLACE MACRO truth_of(rank) AS CASE rank WHEN 2 THEN TRUE WHEN 1 THEN NULL ELSE FALSE END;
-- To be done on the day the duty arose: where the rule applies, that day is known.
CREATE OR REPLACE MACRO done(applies, met, ahead) AS CAST(
  CASE WHEN applies IS NULL THEN 3 WHEN NOT applies THEN 0 WHEN met THEN 1 WHEN ahead THEN 2
       WHEN NOT met THEN 5 ELSE 3 END AS UTINYINT);
-- To be received by a day that may be known only within bounds. ``earliest`` is the first day of receipt recorded,
-- ``blank`` is true where a receipt has none; both are NULL where there is no report.
CREATE OR REPLACE MACRO received(applies, earliest, blank, due, latest, as_of) AS CAST(
  CASE WHEN applies IS NULL THEN 3 WHEN NOT applies THEN 0 WHEN earliest <= due THEN 1 WHEN as_of <= due THEN 2
       WHEN due IS NULL OR as_of <= latest OR blank OR earliest <= latest THEN 3 ELSE 5 END AS UTINYINT);
-- To be kept until a day.
CREATE OR REPLACE MACRO kept(applies, destroyed, right_day, until, as_of) AS CAST(
  CASE WHEN applies IS NULL THEN 3 WHEN NOT applies THEN 0 WHEN destroyed IS NOT NULL AND NOT right_day THEN 5
       WHEN as_of <= until THEN 2 WHEN as_of > until AND (destroyed IS NULL OR right_day) THEN 1 ELSE 3 END AS UTINYINT);
CREATE OR REPLACE MACRO months_later(day, months) AS CAST(day + to_months(months) AS DATE);

-- How findings are told.
CREATE OR REPLACE MACRO verdict_name(number) AS
  ['not_applicable', 'compliant', 'pending', 'undetermined', 'advisory', 'violation'][number + 1];
CREATE OR REPLACE MACRO open(verdict) AS verdict > 1;
CREATE OR REPLACE MACRO moment(clock, is_day) AS
  CASE WHEN is_day THEN strftime(clock, '%Y-%m-%d') ELSE strftime(clock, '%Y-%m-%dT%H:%M:%S+08:00') END;
CREATE OR REPLACE MACRO shown(value) AS coalesce(CAST(to_json(value) AS VARCHAR), 'null');
CREATE OR REPLACE MACRO entry(path, value) AS ', ' || CAST(to_json(path) AS VARCHAR) || ': ' || shown(value);
-- A JSON object with the entries of further rows, each behind a comma.
CREATE OR REPLACE MACRO extended(object, entries) AS
  CASE WHEN entries IS NULL THEN CAST(object AS VARCHAR) ELSE left(CAST(object AS VARCHAR), -1) || entries || '}' END;
