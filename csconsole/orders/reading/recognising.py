"""Which layout a sheet has, and which of its columns holds what."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.reading.headers import comparable
from csconsole.orders.reading.layout import (
    LINE_COLUMNS,
    OTHER,
    Layout,
    Platform,
    RowKind,
)
from csconsole.orders.reading.layout_file import general_layout, known_layouts
from csconsole.orders.reading.model import Asked

HEAD_WITHIN = 10  # rows; a title and remarks may stand above the head
_LONGEST_NAME = 80
_MOST_NAMED = 40  # columns in a message
_JOINED_BY = {"status": " / "}
# What these columns say is used, and kept as well: a date of cancelling, numbers of pieces.
_KEPT = {"closed", "kinds", "pieces"}

# The rows of a sheet, each with its line.
Rows = Sequence[tuple[int, Sequence[str]]]


@dataclass(frozen=True)
class Column:
    """Where a field stands.

    Attributes:
        sources: the numbers of the cells that are joined, for each place where it may stand.
    """

    field: str
    sources: tuple[tuple[int, ...], ...]
    joined_by: str = " "

    @cached_property
    def at(self) -> int | None:
        """The number of the cell, where it can be but one."""
        return self.sources[0][0] if len(self.sources) == len(self.sources[0]) == 1 else None

    def text(self, cells: Sequence[str]) -> str:
        """What a row says; "" for nothing."""
        for source in self.sources:
            if len(source) == 1:
                text = cells[source[0]]
            else:
                text = self.joined_by.join([cells[at] for at in source if cells[at]])
            if text:
                return text
        return ""


@dataclass(frozen=True)
class Head:
    """The head of a sheet whose layout is known.

    Attributes:
        line: where it stands.
        names: its cells as written.
        columns: field -> column.
        numbered: for each line that a row tells in columns of its own (`Item 2 Name`), its columns.
        packed: the cells that tell a whole line each.
        rest: the columns that go to no field: name and number.
        spare: the columns that are used only where another says nothing.
    """

    layout: Layout
    line: int
    names: tuple[str, ...]
    columns: Mapping[str, Column]
    numbered: tuple[Mapping[str, Column], ...]
    packed: tuple[int, ...]
    rest: tuple[tuple[str, int], ...]
    spare: tuple[tuple[str, int, Column], ...]


def find_head(rows: Rows, asked: Asked, layouts: Sequence[Layout]) -> Head | None:
    """The head among the first rows of a sheet; None where no row can be one.

    Raises:
        BadInputError: a column that was asked for is not there.
    """
    best: tuple[int, int, Layout, int] | None = None
    for at, (_line, row) in enumerate(rows[:HEAD_WITHIN]):
        names = _names(row)
        for layout in layouts:
            if (found := _fit(layout, names)) and (best is None or found > best[:2]):
                best = (*found, layout, at)
    if best:
        return _head(_with_asked(best[2], asked, rows[best[3]][1]), rows[best[3]])
    return _general_head(rows, asked)


def layouts_for(asked: Asked, own: Iterable[Layout] | None = None) -> list[Layout]:
    """The layouts that come into question."""
    every = known_layouts(None) if own is None else own
    return [one for one in every if asked.platform in {"", one.platform.name}]


def no_head(rows: Rows, place: str) -> BadInputError:
    """What to say of a sheet whose columns are not known."""
    named = next((row for _line, row in rows if any(cell.strip() for cell in row)), ())
    told = [_shortened(name) for name in named if name.strip()]
    names = ", ".join(told[:_MOST_NAMED]) + (" …" if len(told) > _MOST_NAMED else "")
    return BadInputError(
        _("this is no export that is known; the columns are: {names}").format(names=names)
        if told
        else _("there is nothing in it"),
        place=place,
        hint=_("say which column holds what: {option}").format(
            option="--map no=… --map buyer=… --map title=…"
        )
        if told
        else "",
    )


def _fit(layout: Layout, names: Mapping[str, Sequence[int]]) -> tuple[int, int] | None:
    """How well a layout fits, as something to compare; None where it does not."""
    if not layout.needs or any(names.keys().isdisjoint(one) for one in layout.needs):
        return None
    if not names.keys().isdisjoint(layout.lacks):
        return None
    known = {header for places in layout.columns.values() for one in places for header in one}
    return len(layout.needs), len(known & names.keys())


def _general_head(rows: Rows, asked: Asked) -> Head | None:
    general = general_layout()
    platform = _platform(asked.platform)
    general = replace(general, platform=platform)
    for at, (_line, row) in enumerate(rows[:HEAD_WITHIN]):
        if asked.columns:
            if _missing(asked, row):
                continue
            return _head(_with_asked(general, asked, row), rows[at])
        names = _names(row)
        known = {
            field
            for field, places in general.columns.items()
            if any(all(header in names for header in one) for one in places)
        }
        if "no" in known and len(known) > 1:
            return _head(general, rows[at])
    if asked.columns and rows:
        missing = [_missing(asked, row) for _line, row in rows[:HEAD_WITHIN]]
        raise _no_such_column(min(missing, key=len), rows)
    return None


def _platform(name: str) -> Platform:
    """What is known of a platform beside the layouts of its exports."""
    for layout in known_layouts(None):
        if layout.platform.name == name:
            return layout.platform
    return replace(general_layout().platform, name=name or OTHER)


def _with_asked(layout: Layout, asked: Asked, row: Sequence[str]) -> Layout:
    """A layout whose columns are those that a person said, where there are some."""
    if not asked.columns:
        return layout
    if missing := _missing(asked, row):
        raise _no_such_column(missing, [(1, row)])
    said = {field: ((comparable(name),),) for field, name in asked.columns.items()}
    taken = {places[0][0] for places in said.values()}
    columns = {
        field: tuple(one for one in places if taken.isdisjoint(one))
        for field, places in layout.columns.items()
    }
    kind = layout.row
    if kind is RowKind.ORDER and set(said) & set(LINE_COLUMNS):
        kind = RowKind.ITEM
    return replace(layout, columns={**columns, **said}, row=kind)


def _missing(asked: Asked, row: Sequence[str]) -> list[str]:
    names = _names(row)
    return [name for name in asked.columns.values() if comparable(name) not in names]


def _no_such_column(missing: Sequence[str], rows: Rows) -> BadInputError:
    names = next((row for _line, row in rows if any(cell.strip() for cell in row)), ())
    return BadInputError(
        _("there is no column {column}; the columns are: {names}").format(
            column=", ".join(missing), names=", ".join(_shortened(n) for n in names if n.strip())
        ),
        place="--map",
    )


def _head(layout: Layout, row: tuple[int, Sequence[str]]) -> Head:
    line, cells = row
    names = _names(cells)
    columns = {}
    for field, places in layout.columns.items():
        sources = tuple(
            tuple(names[header][0] for header in one if header in names)
            for one in places
            if any(header in names for header in one)
        )
        if sources:
            columns[field] = Column(field, sources, _JOINED_BY.get(field, " "))
    numbered, of_numbered = _numbered(layout, names)
    packed = _packed(layout, names)
    first = {
        at for column in columns.values() if column.field not in _KEPT for at in column.sources[0]
    }
    useless = {at for name in layout.useless for at in names.get(name, ())}
    spare = tuple(
        (_written(cells, at), at, column)
        for column in columns.values()
        for source in column.sources[1:]
        for at in source
        if at not in first
    )
    gone = first | useless | of_numbered | set(packed) | {at for _name, at, _column in spare}
    rest = tuple((_written(cells, at), at) for at in range(len(cells)) if at not in gone)
    written = tuple(name.strip() for name in cells)
    return Head(layout, line, written, columns, numbered, packed, rest, spare)


def _numbered(
    layout: Layout, names: Mapping[str, Sequence[int]]
) -> tuple[tuple[Mapping[str, Column], ...], set[int]]:
    """The columns of the lines that a row tells side by side."""
    lines: dict[int, dict[str, Column]] = {}
    taken: set[int] = set()
    for field, places in layout.columns.items():
        for pattern in (one[0] for one in places if "*" in one[0]):
            shape = re.compile(re.escape(pattern).replace(r"\*", r"(\d{1,3})"))
            for name, at in names.items():
                if found := shape.fullmatch(name):
                    column = Column(field, ((at[0],),), " ")
                    lines.setdefault(int(found[1]), {}).setdefault(field, column)
                    taken.add(at[0])
    return tuple(lines[number] for number in sorted(lines)), taken


def _packed(layout: Layout, names: Mapping[str, Sequence[int]]) -> tuple[int, ...]:
    if not layout.packed:
        return ()
    shape = re.compile(re.escape(layout.packed["cell"]).replace(r"\*", r"\d{1,3}"))
    return tuple(at[0] for name, at in names.items() if shape.fullmatch(name))


def _names(row: Sequence[str]) -> dict[str, list[int]]:
    """The names of a row in comparable form, and where each stands."""
    names: dict[str, list[int]] = {}
    for at, cell in enumerate(row):
        if cell.strip() and len(cell) <= _LONGEST_NAME:
            names.setdefault(comparable(cell), []).append(at)
    return names


def _written(cells: Sequence[str], at: int) -> str:
    """What a column is called among the further columns; no two are called the same."""
    name = " ".join(cells[at].split())
    if not name:
        return f"#{at + 1}"
    earlier = sum(" ".join(cell.split()) == name for cell in cells[:at])
    return f"{name} ({earlier + 1})" if earlier else name


def _shortened(name: str) -> str:
    words = " ".join(name.split())
    return words if len(words) <= _LONGEST_NAME else words[:_LONGEST_NAME] + "…"
