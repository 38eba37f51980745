"""What DuckDB, PostgreSQL and Spark write differently. Everything else is the same SQL in all three."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date


class Dialect:
    """DuckDB's way of writing, which the others inherit where theirs is the same.

    Arguments are SQL expressions and so are results.
    """

    name = "duckdb"
    text_type = "VARCHAR"
    #: A clock time without a zone.
    moment_type = "TIMESTAMP"
    #: The smallest whole numbers: a verdict is one.
    small_type = "TINYINT"
    #: How a CTE is told to be computed once, however often it is read.
    materialized = "AS MATERIALIZED"

    def text(self, value: str) -> str:
        """Any value as text."""
        return f"CAST({value} AS {self.text_type})"

    def quoted(self, text: str) -> str:
        """A text literal. Line breaks and what else does not print are written by number."""
        pieces = [
            f"chr({ord(piece)})" if _UNPRINTED.fullmatch(piece) else "'" + piece.replace("'", "''") + "'"
            for piece in _UNPRINTED.split(text)
            if piece
        ]
        return pieces[0] if len(pieces) == 1 else f"({' || '.join(pieces)})" if pieces else "''"

    def concatenated(self, texts: Sequence[str]) -> str:
        """Texts of which none is NULL, one after the other, at once: ``||`` copies with each step."""
        return f"concat({', '.join(texts)})" if len(texts) > 1 else "".join(texts) or "''"

    def day(self, day: date) -> str:
        """A date literal."""
        return f"DATE '{day.isoformat()}'"

    def day_of(self, moment: str) -> str:
        """The day of a timestamp."""
        return f"CAST({moment} AS DATE)"

    def end_of_day(self, moment: str) -> str:
        """The last microsecond of the day that begins at ``moment``."""
        return f"{moment} + INTERVAL '86399.999999' SECOND"

    def days_after(self, day: str, n: str) -> str:
        return f"CAST({day} + CAST({n} AS INTEGER) AS DATE)"

    def days_between(self, first: str, last: str) -> str:
        return f"({last} - {first})"

    def months_after(self, day: str, n: str) -> str:
        """The corresponding day ``n`` months later, or the month's last."""
        return f"CAST({day} + CAST({n} AS INTEGER) * INTERVAL 1 MONTH AS DATE)"

    def year(self, day: str) -> str:
        return f"CAST(EXTRACT(YEAR FROM {day}) AS BIGINT)"

    def month(self, day: str) -> str:
        return f"CAST(EXTRACT(MONTH FROM {day}) AS BIGINT)"

    def make_day(self, year: str, month: str, day: str) -> str:
        """A date of three numbers that are known to make one."""
        return f"make_date({year}, {month}, {day})"

    def matches(self, value: str, pattern: str) -> str:
        """Whether the whole text matches a regular expression."""
        return f"regexp_full_match({value}, '{pattern}')"

    def stripped(self, value: str) -> str:
        """A text without white space around it, as Python's ``str.strip`` has it."""
        return f"trim({value}, {self.quoted(_WHITE_SPACE)})"

    def contains(self, value: str, part: str) -> str:
        return f"contains({value}, {part})"

    def in_order(self, key: str) -> str:
        """An id to sort by, code point by code point, whatever the server's language."""
        return key

    def joined_in_order(self, value: str, order: str, where: str) -> str:
        """Texts of several rows, one after the other (an aggregate), of those rows for which a test holds."""
        return f"string_agg({value}, '' ORDER BY {self.in_order(order)}) FILTER (WHERE {where})"

    def joined(self, value: str, where: str) -> str:
        """The same where any order will do that is always the same: theirs as texts."""
        return f"array_to_string(list_sort(list({value}) FILTER (WHERE {where})), '')"

    def json_text(self, value: str) -> str:
        """A text as a JSON string."""
        return f"CAST(to_json({value}) AS {self.text_type})"

    def moment_text(self, moment: str) -> str:
        """A Shanghai wall-clock timestamp as ISO 8601 with its offset; with microseconds if it has some."""
        return (
            f"(CASE WHEN date_trunc('second', {moment}) = {moment}"
            f" THEN strftime({moment}, '%Y-%m-%dT%H:%M:%S')"
            f" ELSE strftime({moment}, '%Y-%m-%dT%H:%M:%S.%f') END || '+08:00')"
        )

    def clock_text(self, moment: str) -> str:
        """Hours and minutes, 09:05."""
        return f"strftime({moment}, '%H:%M')"

    def distinct_items(self, text: str, mark: str) -> str:
        """The different items of a text in which each is preceded by ``mark``, in order, as an array."""
        items = f"string_split({text}, {mark})[2:]"
        return f"list_filter({items}, lambda x, i: list_position({items}, x) = i)"

    def chosen_items(self, array: str, marks: str) -> str:
        """The items that begin with one of the letters of ``marks``, without that letter, each once."""
        items = f"list_transform(list_filter({array}, lambda x: contains('{marks}', x[1])), lambda x: x[2:])"
        return f"list_filter({items}, lambda x, i: list_position({items}, x) = i)"

    def joined_array(self, array: str, between: str) -> str:
        return f"array_to_string({array}, {self.quoted(between)})"

    def in_slice(self, id_: str, number: int, of: int) -> str:
        """Whether an id is in the part of that number of a table. DuckDB alone is asked part by part."""
        return f"hash({id_}) % {of} = {number}"

    def json_array(self, array: str) -> str:
        """An array of texts as JSON."""
        return f"CAST(to_json({array}) AS {self.text_type})"

    def masked_numbers(self, text: str) -> str:
        """A text in which whatever looks like an identity or a mobile number is masked.

        A number and the next may share the character between them, so what is left is looked at again.
        """
        masked = text
        for _ in range(2):
            for pattern, shown in _NUMBERS:
                masked = self.replaced(masked, pattern, shown)
        return f"CASE WHEN {self.has_match(text, '[0-9]{11}')} THEN {masked} ELSE {text} END"

    def replaced(self, text: str, pattern: str, by: str) -> str:
        """A text with every match of a regular expression replaced."""
        return f"regexp_replace({text}, '{pattern}', '{by}', 'g')"

    def has_match(self, text: str, pattern: str) -> str:
        """Whether a regular expression matches somewhere in a text."""
        return f"regexp_matches({text}, '{pattern}')"


class PostgreSQL(Dialect):
    """PostgreSQL 14 and newer."""

    name = "postgres"
    text_type = "TEXT"
    small_type = "SMALLINT"

    def concatenated(self, texts: Sequence[str]) -> str:
        return f"({' || '.join(texts)})" if texts else "''"

    def joined(self, value: str, where: str) -> str:
        return self.joined_in_order(value, value, where)

    def end_of_day(self, moment: str) -> str:
        return f"{moment} + INTERVAL '86399.999999 seconds'"

    def months_after(self, day: str, n: str) -> str:
        return f"CAST({day} + CAST({n} AS INTEGER) * INTERVAL '1 month' AS DATE)"

    def make_day(self, year: str, month: str, day: str) -> str:
        return f"make_date(CAST({year} AS INTEGER), CAST({month} AS INTEGER), CAST({day} AS INTEGER))"

    def matches(self, value: str, pattern: str) -> str:
        return f"({value} ~ '^(?:{pattern})$')"

    def stripped(self, value: str) -> str:
        return f"btrim({value}, {self.quoted(_WHITE_SPACE)})"

    def in_order(self, key: str) -> str:
        return f'{key} COLLATE "C"'

    def contains(self, value: str, part: str) -> str:
        return f"(strpos({value}, {part}) > 0)"

    def moment_text(self, moment: str) -> str:
        return (
            f"(CASE WHEN date_trunc('second', {moment}) = {moment}"
            f" THEN to_char({moment}, 'YYYY-MM-DD\"T\"HH24:MI:SS')"
            f" ELSE to_char({moment}, 'YYYY-MM-DD\"T\"HH24:MI:SS.US') END || '+08:00')"
        )

    def clock_text(self, moment: str) -> str:
        return f"to_char({moment}, 'HH24:MI')"

    def distinct_items(self, text: str, mark: str) -> str:
        return (
            f"ARRAY(SELECT x FROM unnest((string_to_array({text}, {mark}))[2:])"
            " WITH ORDINALITY AS u(x, i) GROUP BY x ORDER BY min(i))"
        )

    def chosen_items(self, array: str, marks: str) -> str:
        return (
            f"ARRAY(SELECT substr(x, 2) FROM unnest({array}) WITH ORDINALITY AS u(x, i)"
            f" WHERE strpos('{marks}', left(x, 1)) > 0 GROUP BY substr(x, 2) ORDER BY min(i))"
        )

    def has_match(self, text: str, pattern: str) -> str:
        return f"({text} ~ '{pattern}')"


class Spark(Dialect):
    """Spark 4 and newer, with its ANSI behaviour."""

    name = "spark"
    text_type = "STRING"
    moment_type = "TIMESTAMP_NTZ"
    materialized = "AS"

    def quoted(self, text: str) -> str:
        escaped = text.replace("\\", "\\\\").replace("'", "\\'")
        return "'" + _UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped) + "'"

    def end_of_day(self, moment: str) -> str:
        return f"{moment} + INTERVAL '86399.999999' SECOND"

    def days_after(self, day: str, n: str) -> str:
        return f"date_add({day}, CAST({n} AS INT))"

    def days_between(self, first: str, last: str) -> str:
        return f"CAST(datediff({last}, {first}) AS BIGINT)"

    def months_after(self, day: str, n: str) -> str:
        return f"add_months({day}, CAST({n} AS INT))"

    def matches(self, value: str, pattern: str) -> str:
        return f"({value} RLIKE '^(?:{pattern})\\\\z')"  # to Java, $ may stand before a line break

    def stripped(self, value: str) -> str:
        return f"trim(BOTH {self.quoted(_WHITE_SPACE)} FROM {value})"

    def joined(self, value: str, where: str) -> str:
        return f"array_join(array_sort(collect_list({value}) FILTER (WHERE {where})), '')"

    def joined_in_order(self, value: str, order: str, where: str) -> str:
        # Not listagg: Spark 4 cannot plan it beside a filter.
        rows = f"collect_list(struct({order} AS place, {value} AS told)) FILTER (WHERE {where})"
        return f"array_join(transform(array_sort({rows}), x -> x.told), '')"

    def json_text(self, value: str) -> str:
        wrapped = f"to_json(named_struct('v', {value}))"  # a NULL would leave nothing between the braces
        return f"CASE WHEN {value} IS NOT NULL THEN substring({wrapped}, 6, length({wrapped}) - 6) END"

    def moment_text(self, moment: str) -> str:
        # Not date_format: it reads a wall clock on that of the session's zone, which may skip an hour.
        text = f"replace({self.text(moment)}, ' ', 'T')"
        return f"(CASE WHEN length({text}) > 19 THEN rpad({text}, 26, '0') ELSE {text} END || '+08:00')"

    def clock_text(self, moment: str) -> str:
        return f"substr({self.text(moment)}, 12, 5)"

    def distinct_items(self, text: str, mark: str) -> str:
        return f"array_distinct(slice(split({text}, {mark}), 2, 100000))"

    def chosen_items(self, array: str, marks: str) -> str:
        return (
            f"array_distinct(transform(filter({array}, x -> contains('{marks}', left(x, 1))),"
            " x -> substring(x, 2)))"
        )

    def joined_array(self, array: str, between: str) -> str:
        return f"array_join({array}, {self.quoted(between)})"

    def json_array(self, array: str) -> str:
        return f"to_json({array})"

    def replaced(self, text: str, pattern: str, by: str) -> str:
        numbered = re.sub(r"\\([0-9])", r"$\1", by)
        return f"regexp_replace({text}, '{pattern}', '{numbered}')"

    def has_match(self, text: str, pattern: str) -> str:
        return f"({text} RLIKE '{pattern}')"


#: Identity and mobile numbers, and what is shown of them (findings/masking.py).
_NUMBERS = (
    (
        "(^|[^0-9A-Za-z])([0-9]{3})[0-9]{11}([0-9]{3}[0-9Xx])($|[^0-9A-Za-z])",
        r"\1\2***********\3\4",
    ),
    (r"(^|[^0-9A-Za-z])(1[3-9][0-9])[0-9]{4}([0-9]{4})($|[^0-9A-Za-z])", r"\1\2****\3\4"),
)

#: Characters that a literal does not show, and that would not outlive the breaking of lines.
_UNPRINTED = re.compile(r"([\x00-\x1f\x7f-\xa0\u1680\u2000-\u200f\u2028-\u202f\u205f\u3000\ufeff])")

#: What Python's ``str.strip`` takes away.
_WHITE_SPACE = "".join(chr(code) for code in range(0x3001) if chr(code).isspace())

DIALECTS = {dialect.name: dialect for dialect in (Dialect(), PostgreSQL(), Spark())}
