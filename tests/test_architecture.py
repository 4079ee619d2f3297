"""The shape of the code: who may import whom, and how long a thing may get."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "csconsole").rglob("*.py"))

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
MOST_METHODS = 25

# Longer than the rule, for a reason: the style sheet of the whole window is one text.
JUSTIFIED = {("theme.py", "_style")}

VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Named = Function | ast.ClassDef

every_module = pytest.mark.parametrize(
    "path", MODULES, ids=lambda path: str(path.relative_to(ROOT / "csconsole"))
)


def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def named(path: Path, kind: type[Named] | tuple[type[Named], ...]) -> Iterator[Named]:
    return (node for node in ast.walk(parsed(path)) if isinstance(node, kind))


def length(node: Named) -> int:
    assert node.end_lineno
    return node.end_lineno - node.lineno + 1


def public(tree: ast.Module | ast.ClassDef) -> Iterator[Named]:
    """The classes, functions and methods that others may use, except those inside functions."""
    for node in tree.body:
        if isinstance(node, Named) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


def is_overload(node: Named) -> bool:
    return any(isinstance(name, ast.Name) and name.id == "overload" for name in node.decorator_list)


def test_there_are_modules_to_look_at():
    assert len(MODULES) > 40


def test_nothing_imports_what_it_must_not():
    told = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert told.returncode == 0, told.stdout
    assert "0 broken" in told.stdout


@every_module
def test_a_module_is_short_enough_to_be_read_in_one_go(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < LONGEST_MODULE


@every_module
def test_a_function_fits_on_a_screen(path):
    functions = named(path, (ast.FunctionDef, ast.AsyncFunctionDef))
    long = {(path.name, node.name) for node in functions if length(node) >= LONGEST_FUNCTION}
    assert long == {one for one in JUSTIFIED if one[0] == path.name}


@every_module
def test_a_class_has_one_concern(path):
    counts = {
        node.name: sum(isinstance(part, Function) for part in node.body)
        for node in named(path, ast.ClassDef)
    }
    assert {name: count for name, count in counts.items() if count >= MOST_METHODS} == {}


@every_module
def test_a_name_says_what_a_thing_is(path):
    names = [path.stem, path.parent.name, *(node.name for node in named(path, ast.ClassDef))]
    words = {word.lower() for name in names for word in re.findall(r"[A-Z]?[a-z]+", name)}
    assert words & VAGUE_NAMES == set()


@every_module
def test_nothing_is_left_unfinished(path):
    assert UNFINISHED.findall(path.read_text(encoding="utf-8")) == []


@every_module
def test_everything_public_says_what_it_is_for(path):
    tree = parsed(path)
    silent = [
        node.name for node in public(tree) if not ast.get_docstring(node) and not is_overload(node)
    ]
    assert ast.get_docstring(tree)
    assert silent == []


def test_sqlite_utils_is_taken_from_where_it_is_set_up_for_the_encrypted_file() -> None:
    takers = [path.name for path in MODULES if "from sqlite_utils" in path.read_text("utf-8")]

    assert takers == ["encrypted_sqlite.py"]


def test_a_command_about_tickets_starts_without_loading_what_only_searching_needs() -> None:
    told = "import sys, csconsole.cli.main; print({'numpy', 'PySide6'} & set(sys.modules))"
    found = subprocess.run(
        [sys.executable, "-c", told], capture_output=True, text=True, check=True, cwd=ROOT
    )

    assert found.stdout.strip() == "set()"
