"""Amounts of money and counts as sheets write them."""

import re
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, lru_cache

from csconsole.shipped import RESOURCES
from csconsole.yaml_nodes import plain_values

_FILE = RESOURCES / "orders" / "currencies.yaml"
_USUAL_PLACES = 2
_MARKS = re.compile(
    r"[\s\u00a0\u202f￥¥$€£₩₹₽฿₫元]|RMB|[A-Z]{2,3}\$?(?=[\s\d.-])|(?<=[\s\d])[A-Z]{3}$"
)
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d*)?")
_POINTS = re.compile(r"[+-]?\d{1,3}(?:\.\d{3})+,\d{1,4}")
_COMMA = re.compile(r"[+-]?\d+,\d{1,2}")
_PLAIN = re.compile(r"[+-]?(?:\d{1,16}(?:\.\d{0,20})?|\.\d{1,20})")
_LONGEST = 40
_CODE = re.compile(r"[A-Z]{3}")

Purse = Callable[[str], int | None]


@cache
def decimal_places(currency: str) -> int:
    """How many places the minor unit of a currency has (ISO 4217), 2 where none is known."""
    told = plain_values(_FILE)["places"]
    return next((places for places, codes in told.items() if currency in codes), _USUAL_PLACES)


def currency_code(text: str) -> str:
    """A code of ISO 4217 as a cell tells it; "" where it is none."""
    code = text.strip().upper()
    return code if _CODE.fullmatch(code) and code.isascii() else ""


@lru_cache(maxsize=65_536)
def minor_units(text: str, currency: str) -> int | None:
    """An amount in the minor unit of its currency, None where the text is no amount.

    A comma before one or two digits at the end is a decimal comma; else commas divide thousands.
    """
    if len(text) > _LONGEST:
        return None
    bare = _MARKS.sub("", text.replace("，", ",").replace("−", "-"))
    if bare.startswith("(") and bare.endswith(")"):
        bare = f"-{bare[1:-1]}"
    if _POINTS.fullmatch(bare):
        bare = bare.replace(".", "").replace(",", ".")
    elif _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "")
    elif _COMMA.fullmatch(bare):
        bare = bare.replace(",", ".")
    if not (bare.isascii() and _PLAIN.fullmatch(bare)):
        return None
    places = decimal_places(currency)
    return int(Decimal(bare).scaleb(places).quantize(Decimal(1), ROUND_HALF_UP))


@lru_cache(maxsize=4096)
def count(text: str) -> int | None:
    """A number of pieces; None where the text is none."""
    bare = text.replace(",", "").removesuffix("件").strip()
    whole, _point, rest = bare.partition(".")
    if rest.strip("0") or not (whole.isascii() and whole.isdigit() and len(whole) <= 9):
        return None
    return int(whole)
