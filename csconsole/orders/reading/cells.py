"""Cells of an export as they were before programs and people guarded them, and ids in them."""

import re
import unicodedata
from collections.abc import Callable, Sequence

from csconsole.language import N_, _

LONGEST_NUMBER = 64
_FORMULA_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_SPOILT = re.compile(r"[+-]?\d(?:[.,]\d*)?E[+-]?\d{1,3}", re.IGNORECASE)
_INVISIBLE = "\ufeff\u200b\u200e\u200f\u00ad"
_PARCELS = re.compile(r"[,，;；、|/\s]+")

NO_NUMBER = N_("there is no order number")
_FORMULA = N_("the order number is a formula")
_ODD = N_("the order number has characters that no number has")
_TOO_LONG = N_("the order number is longer than {most} characters")
_ROUNDED = N_(
    "a spreadsheet program has made {number} of the order number, whose last digits are lost; "
    "import the platform's own file"
)


def cleaned(cell: str) -> str:
    """A cell without the blanks, apostrophe and `="…"` that keep a number from being calculated."""
    bare = cell.strip()
    if not bare or bare[0] not in "'=\ufeff\u200b\u200e\u200f":
        return bare
    bare = bare.strip(_INVISIBLE).strip()
    as_text = _FORMULA_TEXT.fullmatch(bare)
    if as_text:
        return as_text[1].replace('""', '"').strip()
    # Some words begin with one: 's-Hertogenbosch, 'quoted'.
    if bare.startswith("'") and not ("a" <= bare[1:2] <= "z" or (bare[1:].endswith("'"))):
        return bare[1:].strip()
    return bare


def is_spoilt(text: str) -> bool:
    """Whether a spreadsheet program has rounded a long number, as in `2.46E+18`."""
    return bool(text) and text[-1].isdigit() and bool(_SPOILT.fullmatch(text))


def wrong_with_number(number: str) -> str:
    """Why a text cannot be an order's number; "" where it can."""
    if number.isalnum() and number.isascii() and len(number) <= LONGEST_NUMBER:
        return _(_ROUNDED).format(number=number) if is_spoilt(number) else ""
    for is_wrong, why in _FAULTS:
        if is_wrong(number):
            return _(why).format(number=number[:LONGEST_NUMBER], most=LONGEST_NUMBER)
    return ""


def looks_rounded(number: str) -> bool:
    """Whether a number has no digits but zeros after those that a spreadsheet program keeps."""
    return len(number) > 15 and number.isdigit() and not number[15:].strip("0")


def _is_odd(number: str) -> bool:
    return any(unicodedata.category(character)[0] == "C" for character in number)


_FAULTS: tuple[tuple[Callable[[str], bool], str], ...] = (
    (lambda number: not number, NO_NUMBER),
    (lambda number: len(number) > LONGEST_NUMBER, _TOO_LONG),
    (is_spoilt, _ROUNDED),
    (lambda number: number.startswith("="), _FORMULA),
    (_is_odd, _ODD),
)


def waybills(text: str, courier: str) -> list[dict[str, str]]:
    """The parcels of a cell, each with its courier where that is told."""
    numbers = [one for one in _PARCELS.split(text) if one]
    couriers = [one for one in _PARCELS.split(courier) if one] if len(numbers) > 1 else [courier]
    found: dict[str, dict[str, str]] = {}
    for at, one in enumerate(numbers):
        told, _colon, number = one.replace("：", ":").rpartition(":")
        carrier = told or (couriers[at] if len(couriers) == len(numbers) else courier)
        if number:
            found.setdefault(number, {"number": number} | ({"courier": carrier} if carrier else {}))
    return list(found.values())


def titles(text: str, kinds: int | None) -> Sequence[str]:
    """The goods that a list of titles names: told apart only where that gives as many as it says.

    Titles may hold commas themselves. Taobao puts a blank before the comma that divides.
    """
    if kinds is None or kinds < 2:
        return (text,)
    for divider in (r"\s+[,，]\s*", r"\s*[,，]\s*", r"\s*[;；\n]\s*"):
        parts = [part.strip() for part in re.split(divider, text) if part.strip()]
        if len(parts) == kinds:
            return parts
    return (text,)
