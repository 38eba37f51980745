"""The public names: what __all__ lists is there, documented, and nothing else is."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from pathlib import Path

import pytest

import sdcompliance as sdc

PACKAGE = Path(sdc.__file__).parent


def test_every_public_name_is_there() -> None:
    for name in sdc.__all__:
        assert getattr(sdc, name) is not None, name


def test_the_names_for_type_checkers_are_the_public_names() -> None:
    tree = ast.parse((PACKAGE / "__init__.py").read_text(encoding="utf-8"))
    block = next(node for node in tree.body if isinstance(node, ast.If))
    typed = {alias.name for node in block.body if isinstance(node, ast.ImportFrom) for alias in node.names}
    assert typed | {"__version__"} == set(sdc.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="evalute"):
        _ = sdc.evalute


@pytest.mark.parametrize("name", [name for name in sdc.__all__ if callable(getattr(sdc, name))])
def test_every_public_name_is_documented(name: str) -> None:
    assert inspect.getdoc(getattr(sdc, name)), name


def test_importing_the_package_loads_nothing_heavy() -> None:
    code = (
        "import sys, sdcompliance; "
        "print([m for m in ('pydantic', 'pendulum', 'holidays', 'yaml', 'click') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_error_has_a_code_of_its_own_and_stands_in_the_tree() -> None:
    tree = (PACKAGE / "errors.py").read_text(encoding="utf-8").split('"""')[1]
    drawn: set[tuple[str, str]] = set()
    for line in tree.splitlines():
        words = line.replace("│", " ").replace("├──", " ").replace("└──", " ").split()
        if len(words) > 1 and words[1].startswith("SDC"):
            drawn.add((words[0], words[1]))
    for name in sdc.__all__:
        error = getattr(sdc, name)
        if inspect.isclass(error) and issubclass(error, sdc.SdcomplianceError):
            drawn.discard((name, error.code))
    assert drawn == set(), "drawn in errors.py, and not what is exported"


@pytest.mark.parametrize("module", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.name)
def test_every_module_says_what_it_is(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8"))), module


def test_only_workdays_knows_holidays_and_pendulum() -> None:
    for module in PACKAGE.rglob("*.py"):
        if "workdays" in module.parts:
            continue
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = (
                [alias.name for alias in node.names]
                if isinstance(node, ast.Import)
                else [node.module or ""]
                if isinstance(node, ast.ImportFrom)
                else []
            )
            assert not {name.split(".")[0] for name in names} & {"holidays", "pendulum"}, module
