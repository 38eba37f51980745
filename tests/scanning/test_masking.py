"""No file of a result tells who somebody is, unless that is asked for."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.reports.dossiers import telling_values
from tests.scanning.folders import AS_OF, contents, csv_folder, rows, story_folder

from sdcompliance import Privacy
from sdcompliance.scanning import ScanResult, scan

# GB 11643: 37060219890527911 has the check digit 0 (weights 7 9 10 5 8 4 2 1 6 3 7 9 10 5 8 4 2).
_NUMBER, _WRONG = "370602198905279110", "370602198905279111"
_PHONE = "13805350001"


def _told(result: ScanResult) -> Iterator[str]:
    """Everything that a result says: the rows of the Parquet files, and the other files whole."""
    yield from (str(row) for row in rows(result))
    for name, content in contents(result.folder).items():
        yield name
        if not name.endswith(".parquet"):
            yield content.decode()


def test_names_and_numbers_of_persons_are_nowhere(tmp_path: Path) -> None:
    result = scan(story_folder("demo", tmp_path / "in"), tmp_path / "out", AS_OF)
    told = "\n".join(_told(result))
    assert not [value for value in telling_values() if value in told]
    assert result.manifest["privacy"] == "masked"


def _hostile(folder: Path) -> Path:
    """Numbers where nobody expects them: as ids, in references, in a name, in cells that cannot be read."""
    return csv_folder(
        {
            "candidates": [
                {"id": _NUMBER, "id_number": _WRONG, "birth_on": "1989-05-27", "name": "王建国"},
                {"id": _WRONG, "id_number": _NUMBER, "birth_on": _NUMBER, "name": "李小红"},
                {"id": _PHONE, "id_number": _NUMBER, "birth_on": "1989-05-27"},
                {"id": _PHONE, "id_number": _NUMBER, "birth_on": "1989-05-27"},
            ],
            "registrations": [
                {"id": _PHONE, "candidate_id": _NUMBER, "session_id": f"张三{_PHONE}", "city": "370600"},
                {"id": "R2", "candidate_id": _WRONG, "city": _NUMBER, "registered_on": "2025-01-01"},
                {"id": "R3", "candidate_id": _PHONE[:10] + "9", "registered_on": "2025-01-01"},
            ],
            "sessions": [{"id": _NUMBER, "city": "370600", "site_id": _NUMBER, "started_at": "2025-03-05"}],
            "sites": [{"id": _NUMBER, "name": f"{_PHONE}考点", "city": "370600", "kind": "school"}],
            "site_terms": [{"id": "T1", "site_id": _NUMBER, "announced_on": "2025-06-01"}],
        },
        folder,
    )


def test_numbers_where_nobody_expects_them_are_masked(tmp_path: Path) -> None:
    result = scan(_hostile(tmp_path / "in"), tmp_path / "out", AS_OF)
    told = list(_told(result))
    for number in (_NUMBER, _WRONG, _PHONE, _PHONE[:10] + "9", "王建国", "李小红"):
        assert not [text for text in told if number in text], number
    assert any("370***********9110" in text for text in told)
    assert result.rejects > 0


@pytest.mark.parametrize("file", ["findings.csv", "findings"])
def test_shown_where_asked_for(tmp_path: Path, file: str) -> None:
    result = scan(_hostile(tmp_path / "in"), tmp_path / "out", AS_OF, privacy=Privacy.SHOWN)
    assert result.manifest["privacy"] == "shown"
    is_text = file.endswith(".csv")
    told = (result.folder / file).read_text("utf-8-sig") if is_text else "\n".join(map(str, rows(result)))
    assert _WRONG in told
