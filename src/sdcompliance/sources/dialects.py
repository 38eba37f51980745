"""The few places where DuckDB, PostgreSQL and Spark write the reading of text differently."""

from __future__ import annotations

from typing import Protocol


class Dialect(Protocol):
    """SQL for what the engines name differently. Every argument is an expression, or a regular expression."""

    text_type: str
    decimal_type: str
    timestamp_type: str

    def matches(self, text: str, pattern: str) -> str:
        """Whether the whole text is of the pattern (which has no backslash and no quote in it)."""

    def code_point(self, text: str) -> str:
        """The Unicode number of the first character."""

    def cast(self, text: str, type_: str) -> str:
        """Text that is known to be of a number's form, as that number."""

    def day(self, text: str) -> str:
        """Text of the form YYYY-MM-DD as a DATE; null where the calendar has no such day."""

    def timestamp(self, text: str) -> str:
        """Text of the form YYYY-MM-DD[T ]HH:MM[:SS[.ffffff]], hours up to 23, as a TIMESTAMP without zone;
        null where the calendar has no such day.
        """


class _Standard:
    text_type = "VARCHAR"
    decimal_type = "DECIMAL(18,4)"
    timestamp_type = "TIMESTAMP"


class DuckDbDialect(_Standard):
    """DuckDB."""

    def matches(self, text: str, pattern: str) -> str:
        """See Dialect."""
        return f"regexp_full_match({text}, '{pattern}')"

    def code_point(self, text: str) -> str:
        """See Dialect."""
        return f"unicode({text})"

    def cast(self, text: str, type_: str) -> str:
        """See Dialect; null rather than an error, whatever the optimiser moves where."""
        return f"TRY_CAST({text} AS {type_})"

    def day(self, text: str) -> str:
        """See Dialect."""
        return f"TRY_CAST({text} AS DATE)"

    def timestamp(self, text: str) -> str:
        """See Dialect."""
        return f"TRY_CAST({text} AS TIMESTAMP)"


class PostgreSqlDialect(_Standard):
    """PostgreSQL, which has no TRY_CAST: every cast stands behind a CASE that makes sure of it."""

    text_type = "TEXT"

    def matches(self, text: str, pattern: str) -> str:
        """See Dialect."""
        return f"({text} ~ '^(?:{pattern})$')"

    def code_point(self, text: str) -> str:
        """See Dialect."""
        return f"ascii({text})"

    def cast(self, text: str, type_: str) -> str:
        """See Dialect."""
        return f"CAST({text} AS {type_})"

    def day(self, text: str) -> str:
        """See Dialect."""
        return f"CASE WHEN {self._is_day(text)} THEN CAST(left({text}, 10) AS DATE) END"

    def timestamp(self, text: str) -> str:
        """See Dialect."""
        return f"CASE WHEN {self._is_day(text)} THEN CAST({text} AS TIMESTAMP) END"

    def _is_day(self, text: str) -> str:
        year, month, day = (f"CAST(substr({text}, {at}) AS INTEGER)" for at in ("1, 4", "6, 2", "9, 2"))
        leap = f"{year} % 4 = 0 AND ({year} % 100 <> 0 OR {year} % 400 = 0)"
        last = (
            f"CASE WHEN {month} IN (4, 6, 9, 11) THEN 30 WHEN {month} <> 2 THEN 31 "
            f"WHEN {leap} THEN 29 ELSE 28 END"
        )
        return f"{year} >= 1 AND {month} BETWEEN 1 AND 12 AND {day} BETWEEN 1 AND {last}"


class SparkDialect(_Standard):
    """Spark SQL."""

    text_type = "STRING"
    timestamp_type = "TIMESTAMP_NTZ"

    def matches(self, text: str, pattern: str) -> str:
        """See Dialect."""
        return f"({text} RLIKE r'^(?:{pattern})\\z')"

    def code_point(self, text: str) -> str:
        """See Dialect."""
        return f"ascii({text})"

    def cast(self, text: str, type_: str) -> str:
        """See Dialect."""
        return f"TRY_CAST({text} AS {type_})"

    def day(self, text: str) -> str:
        """See Dialect."""
        return f"TRY_CAST({text} AS DATE)"

    def timestamp(self, text: str) -> str:
        """See Dialect."""
        return f"TRY_CAST({text} AS TIMESTAMP_NTZ)"
