"""Sheets of products, as CSV or workbook: of platforms, warehouse programs and people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.products.cleaning import (
    clean_code,
    clean_text,
    is_nothing,
    is_spoilt,
    listed,
    pieces,
)
from csconsole.orders.products.columns import HEAD_WITHIN, Head, find_head, known_columns, no_head
from csconsole.orders.products.model import UnknownLayout
from csconsole.orders.reading.model import Refused, Remark
from csconsole.sheets.cells import csv_rows
from csconsole.sheets.charset import decode
from csconsole.sheets.model import Source
from csconsole.sheets.opening import open_file
from csconsole.sheets.workbook import is_workbook, sheets

_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"  # Excel up to 2003
_LOOKED_AT = 20  # rows
_LISTS = ("pairings", "aliases", "goods")  # one that is spoilt keeps no product out
_READERS: Mapping[str, Any] = {
    "stock": pieces,
    "safety_stock": pieces,
    "pairings": listed,
    "aliases": listed,
    "goods": listed,
}
_Row = tuple[str, Sequence[str]]  # the place and the cells


@dataclass(frozen=True)
class FileProduct:
    """One row of a sheet.

    Attributes:
        fields: what it tells, by our names; a blank cell tells nothing. `facts` are a mapping.
    """

    place: str
    sku: str
    fields: Mapping[str, Any]


Item = FileProduct | Refused | Remark


@dataclass(frozen=True)
class ProductSheet:
    """A file that was opened.

    Attributes:
        encoding: how its text was encoded; `xlsx` of a workbook.
        items: its rows, as they are read.
    """

    encoding: str
    items: Iterator[Item]


def read_sheet(path: Path, asked: Mapping[str, str]) -> ProductSheet:
    """The products of a file; `asked` (our field -> name of a column) is what a person said.

    Raises:
        BadInputError: it cannot be read, or no column is known to hold the SKU; while it is read,
            too.
    """
    source = _opened(path)
    if is_workbook(source):
        return ProductSheet("xlsx", _of_workbook(source, asked))
    encoding = decode(source.content, source.name).encoding
    return ProductSheet(encoding, _of_csv(source, asked))


def unknown_layout(paths: Sequence[Path]) -> UnknownLayout | None:
    """The first file of which a person must say which column holds the SKU; None for none.

    Raises:
        BadInputError: a file cannot be read.
    """
    for path in paths:
        source = _opened(path)
        pages = _pages(source) if is_workbook(source) else iter([[*_csv_head(source)]])
        first: list[Sequence[str]] = []
        for page in pages:
            cells = [row for _place, row in islice(page, _LOOKED_AT)]
            if find_head(cells, {}, str(path)) is not None:
                break
            first = first or cells
        else:
            if first:
                known = {field: first[0][at] for field, at in known_columns(first[0]).items()}
                rows = tuple(map(tuple, first[1:]))
                return UnknownLayout(str(path), tuple(first[0]), rows, known)
    return None


def _opened(path: Path) -> Source:
    source = open_file(path)
    if source.content.startswith(_OLD_WORKBOOK):
        raise BadInputError(
            _("workbooks of Excel up to 2003 (.xls) are not read"),
            place=source.name,
            hint=_("save it as .xlsx or CSV"),
        )
    if not source.content.strip():
        raise BadInputError(_("the file is empty"), place=source.name)
    return source


def _csv_head(source: Source) -> Iterator[_Row]:
    return islice(_csv(source), _LOOKED_AT)


def _csv(source: Source) -> Iterator[_Row]:
    return ((f"{source.name}:{line}", cells) for line, cells in csv_rows(source))


def _pages(source: Source) -> Iterator[Iterator[_Row]]:
    """The rows of each sheet of a workbook that is shown and has any."""
    for page in sheets(source):
        rows = [
            (f"{source.name}:{page.name}:{at}", cells)
            for at, cells in enumerate(page.rows, 1)
            if any(cell.strip() for cell in cells)
        ]
        if rows and not page.hidden:
            yield iter(rows)


def _of_csv(source: Source, asked: Mapping[str, str]) -> Iterator[Item]:
    rows = _csv(source)
    first = list(islice(rows, HEAD_WITHIN))
    head = find_head([cells for _place, cells in first], asked, f"{source.name}:1")
    if head is None:
        raise no_head([cells for _place, cells in first], f"{source.name}:1")
    yield from _products(head, first[head.at][0], chain(first[head.at + 1 :], rows))


def _of_workbook(source: Source, asked: Mapping[str, str]) -> Iterator[Item]:
    refusal: BadInputError | None = None
    is_found = False
    for rows in _pages(source):
        first = list(islice(rows, HEAD_WITHIN))
        cells = [row for _place, row in first]
        try:
            head = find_head(cells, asked, first[0][0])
        except BadInputError as error:  # another sheet may have the columns that were named
            head, refusal = None, refusal or error
        if head is None:
            refusal = refusal or no_head(cells, first[0][0])
            yield Remark(
                first[0][0].rpartition(":")[0],
                _("no column is known to hold the SKU; the sheet is left out"),
            )
            continue
        is_found = True
        yield from _products(head, first[head.at][0], chain(first[head.at + 1 :], rows))
    if not is_found:
        raise refusal or BadInputError(_("the workbook is empty"), place=source.name)


def _products(head: Head, place: str, rows: Iterator[_Row]) -> Iterator[Item]:
    if head.kept_back:
        yield Remark(
            place,
            _("left out, since no buyer must learn of it: {names}").format(
                names=", ".join(head.kept_back)
            ),
        )
    for where, cells in rows:
        if head.is_repeated_by(cells):
            continue
        try:
            product, notes = _product(head, where, cells)
        except BadInputError as error:
            why = f"{error.sentence}; {error.hint}" if error.hint else error.sentence
            yield Refused(where, why)
            continue
        for note in notes:
            yield Remark(where, note)
        yield product


def _product(head: Head, place: str, cells: Sequence[str]) -> tuple[FileProduct, list[str]]:
    """One row as a product, and what was left out of it.

    Raises:
        BadInputError: it has no SKU, or a number of pieces is none.
    """
    sku = clean_code(_cell(cells, head.fields["sku"]))
    if not sku:
        raise BadInputError(_("there is no SKU in it"))
    told: dict[str, Any] = {}
    notes: list[str] = []
    for field, number in head.fields.items():
        if field == "sku":
            continue
        try:
            read = _READERS.get(field, _line)(_cell(cells, number))
        except BadInputError as error:
            if field not in _LISTS:
                raise
            notes.append(_("left out: {why}").format(why=error.sentence))
            continue
        if read not in {None, "", ()}:
            told[field] = read
    told["facts"] = dict(_facts(head, cells))
    return FileProduct(place, sku, told), notes


def _facts(head: Head, cells: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What a row tells beside the fields; a number that a spreadsheet has shortened is no fact."""
    for label, number in head.facts.items():
        text = clean_text(_cell(cells, number))
        if text and not is_nothing(text) and not is_spoilt(text):
            yield label, text


def _cell(cells: Sequence[str], number: int) -> str:
    return cells[number] if number < len(cells) else ""


def _line(cell: str) -> str:
    text = " ".join(clean_text(cell).split())
    return "" if is_nothing(text) else text
