"""The shape of the code: who may import whom, and how long a thing may get."""

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "csconsole").rglob("*.py"))

LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
MOST_METHODS = 25

VAGUE_NAMES = {"utils", "util", "helpers", "helper", "manager", "managers", "common", "misc"}
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b")

Function = ast.FunctionDef | ast.AsyncFunctionDef
Named = Function | ast.ClassDef

ROOMS: dict[str, list[Path]] = {}
for module in MODULES:
    ROOMS.setdefault(module.relative_to(ROOT / "csconsole").parts[0], []).append(module)
every_room = pytest.mark.parametrize("room", ROOMS.values(), ids=ROOMS.keys())


@cache
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


@every_room
def test_a_module_is_short_enough_to_be_read_in_one_go(room):
    lines = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in room}
    assert {path: count for path, count in lines.items() if count >= LONGEST_MODULE} == {}


@every_room
def test_a_function_fits_on_a_screen(room):
    long = {
        (str(path.relative_to(ROOT)), node.name, length(node))
        for path in room
        for node in named(path, (ast.FunctionDef, ast.AsyncFunctionDef))
        if length(node) >= LONGEST_FUNCTION
    }
    assert long == set()


@every_room
def test_a_class_has_one_concern(room):
    counts = {
        (path, node.name): sum(isinstance(part, Function) for part in node.body)
        for path in room
        for node in named(path, ast.ClassDef)
    }
    assert {name: count for name, count in counts.items() if count >= MOST_METHODS} == {}


@every_room
def test_a_name_says_what_a_thing_is(room):
    names = [
        (path, name)
        for path in room
        for name in (path.stem, path.parent.name, *(n.name for n in named(path, ast.ClassDef)))
    ]
    vague = [
        (path, name)
        for path, name in names
        if {word.lower() for word in re.findall(r"[A-Z]?[a-z]+", name)} & VAGUE_NAMES
    ]
    assert vague == []


@every_room
def test_nothing_is_left_unfinished(room):
    found = {path: UNFINISHED.findall(path.read_text(encoding="utf-8")) for path in room}
    assert {path: words for path, words in found.items() if words} == {}


@every_room
def test_everything_public_says_what_it_is_for(room):
    silent = [
        (path, node.name)
        for path in room
        for node in public(parsed(path))
        if not ast.get_docstring(node) and not is_overload(node)
    ]
    assert [path for path in room if not ast.get_docstring(parsed(path))] == []
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
