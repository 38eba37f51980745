"""A data set on disk: a folder of tables, the key, and a manifest that is written last."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from sdcompliance.testing.generation.building import build
from sdcompliance.testing.generation.days import AS_OF
from sdcompliance.testing.generation.outline import Format, GenerationError, Outline
from sdcompliance.testing.generation.parquet import check_parquet, to_parquet
from sdcompliance.testing.generation.planting import ACCUSATIONS, Key, Planted
from sdcompliance.testing.generation.tables import TableFiles
from sdcompliance.version import __version__

_COLUMNS: Final = ("rule", "subject", "subject_id", "verdict")
_README: Final = """\
# 示例数据集 / A generated data set

全部内容均为虚构。数据在 `records/`，一表一文件；只有表头的表是空表，不是没有这张表。
请以 {as_of} 为截至日期检查：
Everything here is invented. The data are in `records/`, one file a table; a table with its header alone is
empty, not absent. Judge it as of {as_of}:

    sdcompliance scan records --out result --as-of {as_of}

`planted.csv` 列出应当查出的每一项违规、提示和无法判定（规则、表、编号、结论），不多不少。
`manifest.json` 最后写成：没有它的文件夹是不完整的。
`planted.csv` lists every violation, advisory and undetermined verdict that must be found (rule, table, id,
verdict), no more and no less. `manifest.json` is written last: a folder without it is incomplete.

{sessions} 场考核，种子 {seed}，每条规则的违规率 {violations}。
{sessions} sessions, seed {seed}, rate of violations {violations} a rule.
"""


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set that was written. ``unplanted`` are rules for which it was too small to hold a fault."""

    folder: Path
    outline: Outline
    rows: dict[str, int]
    planted: int
    unplanted: tuple[str, ...]

    @property
    def records(self) -> Path:
        """The folder of its tables."""
        return self.folder / "records"

    @property
    def key(self) -> Path:
        """The file of all that must be found."""
        return self.folder / "planted.csv"


def generate(folder: str | Path, outline: Outline) -> DataSet:
    """Writes a data set into a folder that is new or empty.

    Raises GenerationError where the folder holds something, ExtraMissingError where Parquet is asked for
    without DuckDB, OSError where nothing can be written.
    """
    place = Path(folder)
    if outline.format is Format.PARQUET:
        check_parquet()
    if place.exists() and (not place.is_dir() or any(place.iterdir())):
        raise GenerationError(f"{place}: a folder that is new or empty was expected")
    made = DataSet(place, outline, {}, 0, ())
    made.records.mkdir(parents=True, exist_ok=True)
    with TableFiles(made.records) as files:
        key = build(outline, files)
    if outline.format is Format.PARQUET:
        to_parquet(made.records)
    return _described(made, files.counts(), key)


def read_key(path: str | Path) -> tuple[Planted, ...]:
    """The findings that a key lists, in its order."""
    with Path(path).open(encoding="utf-8", newline="") as file:
        return tuple(_planted(row) for row in csv.DictReader(file))


def _planted(row: dict[str, str]) -> Planted:
    return Planted(row["rule"], row["subject_id"], row["subject"], ACCUSATIONS[row["verdict"]])


def _described(made: DataSet, rows: dict[str, int], key: Key) -> DataSet:
    outline, found = made.outline, key.in_order()
    whole = DataSet(made.folder, outline, rows, len(found), key.missing)
    _write_key(made.key, found)
    settings = {
        "as_of": AS_OF.isoformat(),
        "sessions": outline.sessions,
        "seed": outline.seed,
        "tables": outline.extent.value,
        "format": outline.format.value,
        "violations": outline.violations,
    }
    readme = _README.format_map(settings)
    (made.folder / "README.md").write_text(readme, encoding="utf-8", newline="\n")
    told = {"version": __version__, **settings, "planted": len(found), "unplanted": list(key.missing)}
    manifest = json.dumps({**told, "rows": rows}, ensure_ascii=False, indent=2) + "\n"
    (made.folder / "manifest.json").write_text(manifest, encoding="utf-8", newline="\n")
    return whole


def _write_key(path: Path, found: Iterable[Planted]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(_COLUMNS)
        writer.writerows((each.rule, each.subject, each.subject_id, each.verdict) for each in found)
