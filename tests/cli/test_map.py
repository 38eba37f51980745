"""``map``: what it proposes can be used as it stands, and says how sure it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from sdcompliance.cli.group import Cli
from sdcompliance.cli.map import map_
from sdcompliance.sources import open_source


def called(*arguments: str) -> Result:
    group = Cli(commands={"map": map_})
    return CliRunner().invoke(group, ["map", *arguments], env={"LANG": "zh_CN.UTF-8"})


@pytest.fixture
def export(tmp_path: Path) -> Path:
    folder = tmp_path / "export"
    folder.mkdir()
    (folder / "KS_SESSIONS.csv").write_text(
        "SESSIONID,所在市,START_AT,备用1\nS1,济南,2025-03-05,x\n", encoding="utf-8"
    )
    (folder / "考点台账.csv").write_text("编号,考点名称\nX,a\n", encoding="utf-8")
    (folder / "zzzz.csv").write_text("q,w\n1,2\n", encoding="utf-8")
    return folder


def test_a_proposal_opens_the_source(export: Path, tmp_path: Path) -> None:
    out = tmp_path / "mapping.toml"
    result = called(str(export), "--out", str(out))
    assert result.exit_code == 0, result.output
    text = out.read_text(encoding="utf-8")
    assert '[tables."KS_SESSIONS"]\ntable = "sessions"' in text
    assert '"所在市" = "city"  # 1.00 所在市' in text
    assert '"START_AT" = "started_at"  # 0.' in text
    assert '# "备用1" = ""' in text
    assert '# [tables."zzzz"]' in text
    with open_source(export, mapping=out) as source:
        row = source.connection.execute("SELECT city, started_at_is_day FROM sessions").fetchone()
        assert row == ("370100", True)


def test_a_file_that_is_there_is_not_overwritten(export: Path, tmp_path: Path) -> None:
    out = tmp_path / "mapping.toml"
    out.write_text("mine", encoding="utf-8")
    result = called(str(export), "--out", str(out))
    assert result.exit_code == 2
    assert "already" in result.stderr
    assert out.read_text(encoding="utf-8") == "mine"


def test_without_out_it_is_printed(export: Path) -> None:
    result = called(str(export))
    assert result.exit_code == 0
    assert 'table = "sessions"' in result.stdout


def test_what_is_no_source(tmp_path: Path) -> None:
    result = called(str(tmp_path / "none"))
    assert result.exit_code == 2
    assert "there is no such file" in result.stderr
