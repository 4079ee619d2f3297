"""What stands in a cell or a field, made clean: codes, numbers of pieces, lists, texts.

Spreadsheet programs spoil long numbers (`2.46E+18` was a code of 19 digits, whose last ones are
lost); others guard against that by an apostrophe, a tab or `="123"`, which is undone here.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.products.model import Product, code_of
from csconsole.orders.products.words import comparable, in_telling_order, words
from csconsole.sheets.cells import unguarded

LONGEST_CODE = 120  # characters, here and below
LONGEST_NAME = 500
LONGEST_LABEL = 60
LONGEST_FACT = 10_000
MOST_FACTS = 80
MOST_LISTED = 200
MOST_PIECES = 1_000_000_000
# Signs that no spreadsheet can carry, or that turn the text around them.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
_SPOILT = re.compile(r"[+-]?\d(?:\.\d+)?E\+\d{1,3}|\d{16,}\.0", re.IGNORECASE)
_PIECES = re.compile(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+))(?:\.0+)?\s*(\D*)")
_NO_SIGNS = {"Cc", "Cf", "Cs", "Co"}  # what stands in no code, though it may in a text
_COLON = re.compile(r"[:：]")
_LISTED = re.compile(r"[,，;；、|\n\t]+")


def clean_text(cell: str) -> str:
    """A text without what nobody sees, and without what guarded it."""
    text = cell
    while (bare := _bare(text)) != text:  # it may be guarded twice: by its writer and by a sheet
        text = bare
    return text


def _bare(text: str) -> str:
    lines = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return unguarded(_UNSEEN.sub("", lines).strip())


def clean_label(cell: str) -> str:
    """The label of a fact: one line, without the colon that stands behind it elsewhere."""
    return " ".join(_COLON.sub(" ", clean_text(cell)).split())


def clean_code(cell: str) -> str:
    """A code such as a SKU; "" for none.

    Raises:
        BadInputError: a spreadsheet has spoilt it, or it is too long.
    """
    code = cell
    while (bare := _bare_code(code)) != code:
        code = bare
    if is_spoilt(code):
        raise BadInputError(
            _("“{code}” was a longer number, which a spreadsheet has shortened").format(code=code),
            hint=_("give the column the format “text” and take the codes from their source again"),
        )
    if len(code) > LONGEST_CODE:
        raise BadInputError(
            _("a code is longer than {count} characters").format(count=LONGEST_CODE)
        )
    return "" if is_nothing(code) else code


def _bare_code(text: str) -> str:
    seen = (sign for sign in clean_text(text) if unicodedata.category(sign) not in _NO_SIGNS)
    return unguarded(" ".join("".join(seen).split()).lstrip("'‘’`´"))


def pieces(cell: str) -> int | None:
    """A number of pieces, such as `12`, `1,200` or `12 件`; None for an empty cell.

    Raises:
        BadInputError: it is no whole number.
    """
    text = unicodedata.normalize("NFKC", clean_text(cell)).lstrip("'").strip()
    if not text or is_nothing(text):
        return None
    found = _PIECES.fullmatch(text.replace("−", "-"))
    if found is None or (found[2] and found[2].strip().casefold() not in words().units):
        raise BadInputError(_("“{text}” is no whole number").format(text=_shortened(text)))
    number = int(found[1].replace(",", ""))
    if abs(number) > MOST_PIECES:
        raise BadInputError(_("“{text}” is too large a number").format(text=_shortened(text)))
    return number


def listed(cell: str) -> tuple[str, ...]:
    """The codes of a list with commas, semicolons or line breaks between them, each once.

    Raises:
        BadInputError: a spreadsheet has spoilt one, or there are too many.
    """
    return _each_once(map(clean_code, _LISTED.split(clean_text(cell))))


def is_spoilt(text: str) -> bool:
    """Whether a spreadsheet has shortened a long number to this."""
    return _SPOILT.fullmatch(unicodedata.normalize("NFKC", text)) is not None


def is_nothing(text: str) -> bool:
    """Whether a cell's text only says that there is nothing."""
    return text.casefold() in words().nothing


def checked(product: Product) -> Product:
    """A product as it is kept: everything clean, and nothing paired with itself.

    Raises:
        BadInputError: it has no SKU, or something of it cannot be kept.
    """
    sku = clean_code(product.sku)
    if not sku:
        raise BadInputError(_("a product needs a SKU"))
    name = " ".join(clean_text(product.name).split())
    if len(name) > LONGEST_NAME:
        raise BadInputError(
            _("the name is longer than {count} characters").format(count=LONGEST_NAME), place=sku
        )
    for number in (product.stock, product.safety_stock):
        if number is not None and abs(number) > MOST_PIECES:
            raise BadInputError(_("“{text}” is too large a number").format(text=number), place=sku)
    if product.safety_stock is not None and product.safety_stock < 0:
        raise BadInputError(_("the safety stock cannot be below zero"), place=sku)
    return replace(
        product,
        sku=sku,
        name=name,
        pairings=_others(product.pairings, sku),
        aliases=_others(product.aliases, sku),
        goods=listed("\n".join(product.goods)),
        facts=_checked_facts(product, sku),
        shop=" ".join(clean_text(product.shop).split())[:LONGEST_NAME],
    )


def _checked_facts(product: Product, sku: str) -> dict[str, str]:
    facts: dict[str, str] = {}
    for written, told in product.facts.items():
        label, text = clean_label(written), clean_text(told)
        if not text:
            continue
        if not label or len(label) > LONGEST_LABEL:
            raise BadInputError(
                _("a fact needs a label of at most {count} characters").format(count=LONGEST_LABEL),
                place=sku,
            )
        if comparable(label) in words().our_names:
            raise BadInputError(
                _("“{label}” has a place of its own").format(label=label), place=sku
            )
        if len(text) > LONGEST_FACT:
            raise BadInputError(
                _("“{label}” is longer than {count} characters").format(
                    label=label, count=LONGEST_FACT
                ),
                place=sku,
            )
        facts[label] = text
    if len(facts) > MOST_FACTS:
        raise BadInputError(
            _("there are more than {count} facts").format(count=MOST_FACTS), place=sku
        )
    return in_telling_order(facts)


def _each_once(codes: Iterable[str]) -> tuple[str, ...]:
    found: dict[str, str] = {}
    for code in codes:
        if code:
            found.setdefault(code_of(code), code)
    if len(found) > MOST_LISTED:
        raise BadInputError(_("there are more than {count} in one list").format(count=MOST_LISTED))
    return tuple(found.values())


def _others(codes: Iterable[str], own: str) -> tuple[str, ...]:
    """A list of codes without the product's own; one with a comma in it would be two in a sheet."""
    return tuple(code for code in listed("\n".join(codes)) if code_of(code) != code_of(own))


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[:LONGEST_LABEL]}…"
