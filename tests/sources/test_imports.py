"""Nothing optional is imported before it is needed, and what is missing is told with the way to get it."""

from __future__ import annotations

import builtins
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from sdcompliance.errors import ExtraMissingError
from sdcompliance.sources import open_source


def test_importing_sources_loads_no_engine() -> None:
    code = (
        "import sys, sdcompliance.sources; "
        "heavy = ('duckdb', 'psycopg', 'pyspark', 'python_calamine', 'sqlite3'); "
        "print([m for m in heavy if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("module", "location", "extra"),
    [
        ("duckdb", "sites.csv", "scan"),
        ("python_calamine", "book.xlsx", "scan"),
        ("psycopg", "postgresql://localhost/x", "postgres"),
    ],
)
def test_a_missing_package_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, module: str, location: str, extra: str
) -> None:
    real = builtins.__import__

    def without(name: str, *rest: Any, **more: Any) -> Any:
        if name == module:
            raise ImportError(name)
        return real(name, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    if "://" not in location:
        (tmp_path / location).write_text("id\nX\n", encoding="utf-8")
        location = str(tmp_path / location)
    with pytest.raises(ExtraMissingError, match=rf'pip install "sdcompliance\[{extra}\]"'):
        open_source(location)
