"""docs/how-to/scan.md: its commands run, and it names every file, column and key that there is."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from tests.cli.runs import called
from tests.scanning.folders import rows

from sdcompliance.scanning import ScanResult, running

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "scan.md"
TEXT = PAGE.read_text(encoding="utf-8")
COMMANDS = re.findall(
    r"^sdcompliance (.*)$", "".join(re.findall(r"^```sh\n(.*?)^```$", TEXT, re.M | re.S)), re.M
)


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> ScanResult:
    """What the page's commands leave."""
    folder = tmp_path_factory.mktemp("how-to")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        statuses = [called(*shlex.split(command)).exit_code for command in COMMANDS]
    assert statuses == [0, 1, 1]
    return ScanResult(folder / "result")


def table(heading: str) -> list[str]:
    """The code in the first cells of the table below a heading."""
    section = TEXT.split(f"{heading}\n", 1)[1]
    first = re.search(r"(?:^\|.*\n)+", section, re.M)
    assert first is not None
    cells = [line.split("|")[1] for line in first[0].splitlines()[2:]]
    return [name for cell in cells for name in re.findall(r"`([^`]+)`", cell)]


def test_every_file_is_told(result: ScanResult) -> None:
    files = {path.name for path in result.folder.iterdir()}
    assert {name.split("/")[0] for name in table("## 结果 / The result")} == files
    assert (result.folder / "findings" / "rule=RPT001" / "findings.parquet").is_file()


def test_every_column_is_told_in_order(result: ScanResult) -> None:
    columns = table("### `findings` 的列 / Columns of `findings`")
    assert columns == list(rows(result)[0])
    assert (result.folder / "findings.csv").read_text("utf-8-sig").splitlines()[0] == ",".join(columns)


def test_every_key_is_told(result: ScanResult) -> None:
    assert table("### `summary.json`") == list(result.summary)
    assert table("### `manifest.json`") == list(result.manifest)


def test_the_columns_of_rejects_are_told(result: ScanResult) -> None:
    titles = (result.folder / "rejects.csv").read_text("utf-8-sig").splitlines()[0]
    assert f"`{titles}`" in TEXT


def test_the_memory_is_the_limit_set(monkeypatch: pytest.MonkeyPatch) -> None:
    assert f"{running._memory(19_999_999)} MB" in TEXT
    monkeypatch.setattr("os.sysconf", {"SC_PHYS_PAGES": 16 * 2**18, "SC_PAGE_SIZE": 4096}.get)  # 16 GiB
    assert f"{running._memory(20_000_000)} MB" in TEXT
    monkeypatch.setattr("os.sysconf", {"SC_PHYS_PAGES": 4 * 2**18, "SC_PAGE_SIZE": 4096}.get)
    assert running._memory(20_000_000) == 2**31 // 10**6  # half of 4 GiB
