"""What people write into the fields of a form, read as values; a slip is told at its field."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.amounts import minor_digits
from csconsole.tickets.model import FieldKind, FieldRule

LONGEST_TEXT = 500
LONGEST_LONG_TEXT = 10_000
_LONGEST_WAYBILL = 50
_MOST_MONEY = 10**12
_MOST_COUNT = 10_000
_BEST = 5
_MOMENTS = ("%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M", "%Y-%m-%d", "%Y/%m/%d")
_LINE = re.compile(r"\s*(?P<line>\d{1,4})\s*[:xX×]\s*(?P<count>\d{1,5})\s*")


def read_value(rule: FieldRule, text: str, currency: str, zone: datetime) -> Any:
    """The value of a field; None for an empty text. Moments without a zone are `zone`'s.

    Raises:
        BadInputError: the text is no such value; the field is its place.
    """
    bare = text.strip()
    if not bare:
        return None
    try:
        return _READERS[rule.kind](rule, bare, currency, zone)
    except (ValueError, OverflowError, InvalidOperation) as error:
        raise BadInputError(_WRONG[rule.kind](rule), place=rule.name) from error


def _text(rule: FieldRule, text: str, _currency: str, _zone: datetime) -> str:
    most = LONGEST_LONG_TEXT if rule.kind is FieldKind.LONG else LONGEST_TEXT
    if len(text) > most:
        raise BadInputError(
            _("a text has at most {most} characters").format(most=most), place=rule.name
        )
    return _checked(text)


def _choice(rule: FieldRule, text: str, _currency: str, _zone: datetime) -> str:
    for value, labels in rule.choices.items():
        if text.casefold() in {value.casefold(), *(one.casefold() for one in labels.values())}:
            return value
    raise ValueError(text)


def _money(_rule: FieldRule, text: str, currency: str, _zone: datetime) -> int:
    number = Decimal(re.sub(r"[,，\s¥￥$€£元]", "", unicodedata.normalize("NFKC", text)))
    amount = number.scaleb(minor_digits(currency))
    if amount != amount.to_integral_value() or not 0 <= amount <= _MOST_MONEY:
        raise ValueError(text)
    return int(amount)


def _count(_rule: FieldRule, text: str, _currency: str, _zone: datetime) -> int:
    number = int(text)
    if not 0 <= number <= _MOST_COUNT:
        raise ValueError(text)
    return number


def _moment(_rule: FieldRule, text: str, _currency: str, zone: datetime) -> int:
    for form in _MOMENTS:
        try:
            read = datetime.strptime(text, form).replace(tzinfo=zone.tzinfo)
        except ValueError:
            continue
        return int(read.timestamp())
    read = datetime.fromisoformat(text)
    return int((read if read.tzinfo else read.replace(tzinfo=zone.tzinfo or UTC)).timestamp())


def _waybill(_rule: FieldRule, text: str, _currency: str, _zone: datetime) -> str:
    bare = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    if len(bare) > _LONGEST_WAYBILL or not bare.isprintable():
        raise ValueError(text)
    return bare


def _lines(_rule: FieldRule, text: str, _currency: str, _zone: datetime) -> list[dict[str, int]]:
    """Which goods of the order, and how many: `1:2, 3:1` is two of the first, one of the third."""
    found = {}
    for part in re.split(r"[,，;；]", text):
        read = _LINE.fullmatch(part)
        if read is None or int(read["count"]) == 0 or int(read["line"]) == 0:
            raise ValueError(text)
        found[int(read["line"])] = int(read["count"])
    return [{"line": line, "quantity": count} for line, count in sorted(found.items())]


def _rating(_rule: FieldRule, text: str, _currency: str, _zone: datetime) -> int:
    number = int(text)
    if not 1 <= number <= _BEST:
        raise ValueError(text)
    return number


def _checked(text: str) -> str:
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in "\n\t" for sign in text):
        raise ValueError(text)
    return text


_READERS: Mapping[FieldKind, Callable[[FieldRule, str, str, datetime], Any]] = {
    FieldKind.TEXT: _text,
    FieldKind.LONG: _text,
    FieldKind.CHOICE: _choice,
    FieldKind.MONEY: _money,
    FieldKind.COUNT: _count,
    FieldKind.MOMENT: _moment,
    FieldKind.WAYBILL: _waybill,
    FieldKind.LINES: _lines,
    FieldKind.RATING: _rating,
}
_WRONG: Mapping[FieldKind, Callable[[FieldRule], str]] = {
    FieldKind.TEXT: lambda _rule: _("the text has signs that cannot be kept"),
    FieldKind.LONG: lambda _rule: _("the text has signs that cannot be kept"),
    FieldKind.CHOICE: lambda rule: _("it can be one of {choices}").format(
        choices=", ".join(rule.choices)
    ),
    FieldKind.MONEY: lambda _rule: _("an amount such as 178.00 must stand here"),
    FieldKind.COUNT: lambda _rule: _("a number from 0 must stand here"),
    FieldKind.MOMENT: lambda _rule: _("a moment such as 2026-11-22 17:00 must stand here"),
    FieldKind.WAYBILL: lambda _rule: _("this can be no waybill"),
    FieldKind.LINES: lambda _rule: _("goods are told as LINE:COUNT, such as 1:2, 3:1"),
    FieldKind.RATING: lambda _rule: _("a number from 1 to 5 must stand here"),
}
