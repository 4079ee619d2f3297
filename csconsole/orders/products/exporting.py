"""Giving the products out as a sheet that an import takes back unchanged."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.products.model import FIELDS, Product
from csconsole.orders.products.words import in_telling_order
from csconsole.sheets.cells import guarded

_WIDTHS = {"sku": 18, "name": 34, "stock": 10, "safety_stock": 12, "pairings": 24}
_USUAL_WIDTH = 18
_Cell = str | int | None


def format_for(path: Path) -> str:
    """The format that a file's ending asks for.

    Raises:
        BadInputError: it is none of ours.
    """
    ending = path.suffix.lower().lstrip(".")
    if ending not in WRITERS:
        raise BadInputError(
            _("the ending of the file tells no format"),
            place=str(path),
            hint=_("let it end with {endings}").format(
                endings=", ".join(f".{one}" for one in WRITERS)
            ),
        )
    return ending


def written_csv(products: Sequence[Product]) -> bytes:
    """The bytes of a CSV file; it begins with a mark, without which Excel misreads it."""
    text = io.StringIO(newline="")
    rows = csv.writer(text, lineterminator="\r\n")
    labels = _labels(products)
    rows.writerow([*_headers(), *map(guarded, labels)])
    for product in products:
        rows.writerow([_safe(cell) for cell in _row(product, labels)])
    return ("\ufeff" + text.getvalue()).encode("utf-8")


def written_workbook(products: Sequence[Product]) -> bytes:
    """The bytes of a workbook; no cell of it is a formula or a link."""
    import xlsxwriter  # noqa: PLC0415  (30 ms, seldom needed)

    content = io.BytesIO()
    options = {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False,
    }  # fmt: skip
    book = xlsxwriter.Workbook(content, options)
    labels = _labels(products)
    _fill(book, [*_headers(), *map(guarded, labels)], [_row(one, labels) for one in products])
    book.close()
    return content.getvalue()


WRITERS: Mapping[str, Callable[[Sequence[Product]], bytes]] = {
    "csv": written_csv,
    "xlsx": written_workbook,
}


def _fill(book: Any, names: Sequence[str], rows: Sequence[Sequence[_Cell]]) -> None:
    page = book.add_worksheet(_("Products")[:31])
    head = book.add_format({"bold": True, "bottom": 1})
    text = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
    number = book.add_format({"valign": "top", "num_format": "0"})
    fields = [*FIELDS, *[""] * len(names)]
    for column, name in enumerate(names):
        page.set_column(column, column, _WIDTHS.get(fields[column], _USUAL_WIDTH), text)
        page.write_string(0, column, name, head)
    for at, row in enumerate(rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, int):
                page.write_number(at, column, cell, number)
            elif cell:
                page.write_string(at, column, guarded(cell), text)
    page.freeze_panes(1, 1)
    page.autofilter(0, 0, max(len(rows), 1), len(names) - 1)


def _headers() -> list[str]:
    return [_(label) for label in FIELDS.values()]


def _labels(products: Sequence[Product]) -> list[str]:
    """The labels of all facts, in the order in which buyers ask for them."""
    return list(in_telling_order({label: "" for product in products for label in product.facts}))


def _row(product: Product, labels: Sequence[str]) -> list[_Cell]:
    return [
        product.sku,
        product.name,
        product.stock,
        product.safety_stock,
        ", ".join(product.pairings),
        ", ".join(product.aliases),
        ", ".join(product.goods),
        product.shop,
        *(product.facts.get(label, "") for label in labels),
    ]


def _safe(cell: _Cell) -> _Cell:
    """A cell that no program calculates; a number is none that could be."""
    return guarded(cell) if isinstance(cell, str) else cell
