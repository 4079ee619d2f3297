"""Products: what a shop sells, how much of it is there, and what goes well with it."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID, uuid5

from csconsole.language import N_
from csconsole.orders.reading.model import Refused, Remark

_OURS = UUID("7d4b1f0a-52c7-5a38-9c0e-3b9f0a6de8c4")  # the namespace of the ids of products

# The fields of a product with the headers of our exports; a `facts` column has its own header.
FIELDS: Mapping[str, str] = {
    "sku": "SKU",
    "name": N_("Name"),
    "stock": N_("Stock"),
    "safety_stock": N_("Safety stock"),
    "pairings": N_("Pairings"),
    "aliases": N_("Other codes"),
    "goods": N_("Goods numbers"),
    "shop": N_("Shop"),
}
EXPORT_FORMATS = ("csv", "xlsx")
_DIGITS = re.compile(r"(\d+)")


class Standing(StrEnum):
    """How the stock of a product stands."""

    SOLD_OUT = "sold-out"
    LOW = "low"
    ENOUGH = "enough"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Product:
    """One thing that the shop sells under a code of its own.

    Attributes:
        sku: the shop's own code (商家编码), as it is written.
        stock: pieces that can be sold; below zero where more were sold than there are; None where
            nobody told it.
        safety_stock: how many there should be at least; None where nobody told it.
        pairings: the SKUs that go well with it, the best first.
        facts: what buyers ask before they buy: label -> text, such as 材质 -> 纯棉.
        aliases: other codes under which it is known, such as bar codes.
        goods: the platforms' numbers of the goods (商品ID).
        shop: the shop that the sheet names; products are looked up in all of them.
    """

    sku: str
    name: str = ""
    stock: int | None = None
    safety_stock: int | None = None
    pairings: tuple[str, ...] = ()
    facts: Mapping[str, str] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    goods: tuple[str, ...] = ()
    shop: str = ""

    @property
    def id(self) -> str:
        """Its id: the same on every computer that knows its SKU."""
        return product_id(self.sku)

    @property
    def standing(self) -> Standing:
        """How its stock stands."""
        if self.stock is None:
            return Standing.UNKNOWN
        if self.stock <= 0:
            return Standing.SOLD_OUT
        return Standing.LOW if self.is_low else Standing.ENOUGH

    @property
    def is_low(self) -> bool:
        """Whether there are fewer pieces than there should be."""
        return (
            self.stock is not None
            and self.safety_stock is not None
            and self.stock < self.safety_stock
        )


@dataclass(frozen=True)
class Saved:
    """A product as it is kept now, and the action to undo that by; "" where nothing changed."""

    product: Product
    action: str


@dataclass(frozen=True)
class Change:
    """What becomes of one row of an import.

    Attributes:
        state: `new`, `changed` or `same`.
        fields: what changes: field or label of a fact -> (before, after).
    """

    where: str
    sku: str
    name: str
    state: str
    fields: Mapping[str, tuple[Any, Any]] = field(default_factory=dict)


@dataclass(frozen=True)
class ImportedProducts:
    """What an import of sheets did, or would do.

    Attributes:
        encoding: how the texts of the files were encoded; `xlsx` of a workbook.
        products: different products in the files.
        skipped: the rows that were not taken.
        remarks: what else people should know.
        changes: row by row, of a dry run alone.
        action: to undo it by; "" where nothing was written.
    """

    encoding: str
    products: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: tuple[Refused, ...] = ()
    remarks: tuple[Remark, ...] = ()
    changes: tuple[Change, ...] = ()
    action: str = ""


@dataclass(frozen=True)
class UnknownLayout:
    """A sheet of which nobody can tell which column holds the SKU.

    Attributes:
        names: the cells of its first row.
        samples: some rows below it.
        known: our field -> the name of the column that is known to hold it.
    """

    file: str
    names: tuple[str, ...]
    samples: tuple[tuple[str, ...], ...]
    known: Mapping[str, str] = field(default_factory=dict)


class Because(StrEnum):
    """Why a product is suggested beside others."""

    NAMED = "named"  # the shop named it as going well with one in the order
    NAMES = "names"  # it names one in the order as going well with it
    BOUGHT = "bought"  # buyers have often bought both


@dataclass(frozen=True)
class Suggestion:
    """A product to offer beside what is in an order.

    Attributes:
        beside: the SKUs in the order that it goes with.
        count: how often both were bought in one order; 0 where the shop named it.
    """

    product: Product
    because: Because
    beside: tuple[str, ...]
    count: int = 0


def code_of(text: str) -> str:
    """The form in which codes and names are compared: width, case and blanks tell none apart."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def product_id(sku: str) -> str:
    """The id of the product of a SKU."""
    return str(uuid5(_OURS, f"product\n{code_of(sku)}"))


def in_order(product: Product) -> tuple[tuple[bool, int, str], ...]:
    """What products are sorted by: their SKUs, with the numbers in them by their size."""
    parts = (part for part in _DIGITS.split(code_of(product.sku)) if part)
    return tuple(
        (not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts
    )


def searched_text(product: Product) -> str:
    """Everything that a product can be found by, in the form in which it is compared."""
    facts = (part for label, text in product.facts.items() for part in (label, text))
    codes = (product.sku, *product.aliases, *product.goods)
    return code_of("\n".join((*codes, product.name, product.shop, *facts)))
