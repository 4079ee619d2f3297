"""Reading the sheets and their columns from resources/reports; a fault is told with its line."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

import yaml

from csconsole.language import _
from csconsole.reports.model import Sheet, in_language
from csconsole.shipped import RESOURCES
from csconsole.tickets.model import FieldRule, Texts
from csconsole.tickets.workflow_file import opened_file, read_fields
from csconsole.yaml_nodes import NodeReader

LANGUAGES = ("zh", "en")
_ROOT_KEYS = ("format", "columns", "sheets", "words")
_COLUMN_KEYS = ("kind", "width", "label", "field")
_SHEET_KEYS = ("label", "columns", "paper")
_WIDEST = 60


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    LONG = "long"
    MOMENT = "moment"
    DAY = "day"
    MONEY = "money"
    COUNT = "count"
    SHARE = "share"


@dataclass(frozen=True)
class Column:
    """One column of a sheet.

    Attributes:
        width: in digits of the usual font.
        field: the field of the tickets' forms that it shows; None for something else.
    """

    name: str
    kind: Kind
    width: int
    label: Texts
    field: FieldRule | None = None


@dataclass(frozen=True)
class Layout:
    """One sheet.

    Attributes:
        columns: all of them, for workbooks and CSV files.
        paper: those that a printed page has.
    """

    sheet: Sheet
    label: Texts
    columns: tuple[Column, ...]
    paper: tuple[Column, ...]


@dataclass(frozen=True)
class Tables:
    """All sheets, and the words in them, in one language."""

    language: str
    layouts: Mapping[Sheet, Layout]
    words: Mapping[str, Texts]

    def name(self, sheet: Sheet) -> str:
        """What a sheet is called."""
        return in_language(self.layouts[sheet].label, self.language)

    def heads(self, columns: tuple[Column, ...]) -> list[str]:
        """What columns are called."""
        return [in_language(column.label, self.language) for column in columns]

    def word(self, name: str) -> str:
        """A word of the tables."""
        return in_language(self.words[name], self.language)


@cache
def tables(language: str) -> Tables:
    """The shipped sheets in a language."""
    return read_tables(RESOURCES / "reports" / "columns.yaml", language)


def read_tables(path: Path, language: str) -> Tables:
    """The sheets of a file.

    Raises:
        BadInputError: with the line that is wrong.
    """
    reader, root = opened_file(path, _ROOT_KEYS)
    fields = read_fields(RESOURCES / "tickets" / "fields.yaml")
    columns = {
        name: _column(reader, name, node, fields)
        for name, node in reader.mapping(root["columns"]).items()
    }
    layouts = {}
    for name, node in reader.mapping(root["sheets"], tuple(Sheet), tuple(Sheet)).items():
        layouts[Sheet(name)] = _layout(reader, Sheet(name), node, columns)
    words = {name: reader.texts(node) for name, node in reader.mapping(root["words"]).items()}
    return Tables(language, layouts, words)


def _column(
    reader: NodeReader, name: str, node: yaml.Node, fields: Mapping[str, FieldRule]
) -> Column:
    told = reader.mapping(node, _COLUMN_KEYS, ("kind", "width"))
    field = fields[reader.one_of(told["field"], list(fields))] if "field" in told else None
    width = reader.text(told["width"])
    if not width.isascii() or not width.isdigit() or not 0 < int(width) <= _WIDEST:
        raise reader.bad(
            told["width"], _("a number from 1 to {most} must stand here").format(most=_WIDEST)
        )
    if "label" in told:
        label: Texts = reader.texts(told["label"])
    elif field is not None:
        label = field.label
    else:
        raise reader.bad(node, _("the key {key} is missing").format(key="label"))
    return Column(name, reader.choice(told["kind"], Kind), int(width), label, field)


def _layout(
    reader: NodeReader, sheet: Sheet, node: yaml.Node, columns: Mapping[str, Column]
) -> Layout:
    told = reader.mapping(node, _SHEET_KEYS, _SHEET_KEYS)
    whole, paper = (
        tuple(columns[reader.one_of(name, list(columns))] for name in reader.items(told[key]))
        for key in ("columns", "paper")
    )
    return Layout(sheet, reader.texts(told["label"]), whole, paper)
