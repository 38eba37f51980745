"""The command as a shell sees it: encodings, pipes, signals, what is imported."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner
from tests.cli.runs import CHECK_DEMO, environment, process
from tests.reports.dossiers import DEMO

from sdcompliance.cli.group import INTERRUPTED, NOBODY_READS, Cli
from sdcompliance.cli.output import encodable
from sdcompliance.reports.layout import display_width


def test_exit_status_and_streams() -> None:
    good = process(*CHECK_DEMO)
    assert (good.returncode, good.stderr) == (1, b"")
    assert "RPT001:S2　考核成绩逾期上报".encode() in good.stdout
    bad = process("check", "no-such.json")
    assert (bad.returncode, bad.stdout) == (2, b"")
    assert b"Traceback" not in bad.stderr


def test_standard_input_as_bytes() -> None:
    assert (
        process("check", "-", *CHECK_DEMO[2:], given=DEMO.read_bytes()).stdout == process(*CHECK_DEMO).stdout
    )


@pytest.mark.parametrize("language", ["C", "POSIX", "en_US.UTF-8", "zh_CN.GBK"])
def test_any_locale(language: str) -> None:
    assert process(*CHECK_DEMO, env={"LANG": language}).returncode == 1


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "gbk", "utf-8", "utf-16"])
def test_any_encoding_of_standard_output(encoding: str) -> None:
    plain = process(*CHECK_DEMO, "--format", "json").stdout
    other = process(*CHECK_DEMO, "--format", "json", env={"PYTHONIOENCODING": encoding})
    assert (other.returncode, other.stderr) == (1, b"")
    assert json.loads(other.stdout.decode(encoding)) == json.loads(plain)


def test_messages_on_an_ascii_terminal() -> None:
    result = process("explain", "RPT01", env={"PYTHONIOENCODING": "ascii", "LANG": "C"})
    assert result.returncode == 2
    assert b"RPT001" in result.stderr


def test_half_of_a_surrogate_pair_in_the_data() -> None:
    # JSON may hold one, UTF-8 may not.
    given = b'{"sessions": [{"id": "S\\ud800", "city": "370600", "started_at": "2025-03-05"}]}'
    result = process("check", "-", given=given)
    assert (result.returncode, result.stdout) == (2, b"")
    assert b"Traceback" not in result.stderr


def test_what_the_encoding_lacks_is_written_as_json_writes_it() -> None:
    assert encodable("S1 考×😀", "ascii") == "S1 \\u8003\\u00d7\\ud83d\\ude00"
    assert encodable("S1 考×", "gbk") == "S1 考×"


@pytest.mark.parametrize(
    ("changes", "coloured"), [({"COLUMNS": "40"}, True), ({"COLUMNS": "40", "NO_COLOR": "1"}, False)]
)
def test_a_terminal_is_wrapped_and_coloured(changes: dict[str, str], coloured: bool) -> None:
    pty = pytest.importorskip("pty", reason="this system has no pseudo-terminals")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "sdcompliance.cli", "workdays", "2026-10-10"]
    subprocess.run(command, stdout=theirs, env=environment(changes), check=True)
    os.close(theirs)
    with os.fdopen(ours, "rb") as terminal:
        shown = terminal.read1().decode()
    assert ("\x1b[" in shown) is coloured
    lines = re.sub("\x1b\\[[0-9;]*m", "", shown).splitlines()
    assert len(lines) == 2
    assert max(map(display_width, lines)) <= 40


def test_a_reader_that_stops_ends_it_quietly() -> None:
    command = [sys.executable, "-m", "sdcompliance.cli", *CHECK_DEMO, "--format", "json", "--all"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment({})
    ) as writer:
        assert writer.stdout is not None
        assert writer.stderr is not None
        writer.stdout.close()  # before the first byte
        assert writer.stderr.read() == b""
    assert writer.returncode == NOBODY_READS


def test_an_interrupt_ends_it_quietly() -> None:
    group = Cli("sdcompliance")

    @group.command()
    def wait() -> None:
        raise KeyboardInterrupt

    result = CliRunner().invoke(group, ["wait"])
    assert (result.exit_code, result.output) == (INTERRUPTED, "")


def test_a_fault_of_the_system_is_status_2() -> None:
    group = Cli("sdcompliance")

    @group.command()
    def fill() -> None:
        raise OSError(28, os.strerror(28))

    result = CliRunner().invoke(group, ["fill"], env={"LC_ALL": "en"})
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"Error: Reading or writing failed: {os.strerror(28)}\n"


def test_memory_that_is_not_enough_is_status_2() -> None:
    group = Cli("sdcompliance")

    @group.command()
    def fill() -> None:
        raise MemoryError("Out of Memory Error: 1.3 GiB/1.3 GiB used\n\nPossible solutions: …")

    result = CliRunner().invoke(group, ["fill"], env={"LC_ALL": "en"})
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("Error: Memory is not enough; ")
    assert result.stderr.endswith("city by city: Out of Memory Error: 1.3 GiB/1.3 GiB used\n")


def test_a_fault_of_the_library_is_not_hidden() -> None:
    group = Cli("sdcompliance")

    @group.command()
    def fail() -> None:
        raise RuntimeError("ours")

    with pytest.raises(RuntimeError, match="ours"):
        CliRunner().invoke(group, ["fail"], catch_exceptions=False)


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys; import sdcompliance.cli; "
        "print(*sorted({'pydantic', 'yaml', 'holidays', 'pendulum', 'rich'} & sys.modules.keys()))"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert found.stdout.strip() == ""


def test_check_needs_no_rich() -> None:
    code = (
        f"import sys; from sdcompliance.cli import main; main({[*CHECK_DEMO]!r}, standalone_mode=False); "
        "print('rich' in sys.modules, file=sys.stderr)"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    assert found.stderr.strip() == "False"


def test_the_commands_are_a_click_group() -> None:
    from sdcompliance.cli import main

    assert isinstance(main, click.Group)
    assert set(main.commands) >= {"check", "rules", "explain", "workdays"}
