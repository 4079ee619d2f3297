"""Return and exchange cards: what stands on the paper that travels with the parcel.

The QR code holds `CSCONSOLE:` and the ticket's number: capitals, digits and a colon fit the
alphanumeric mode of ISO/IEC 18004, so that the code has few and large squares, and a scanner that
types like a keyboard meets no sign that an input method would change.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.model import Line, Order
from csconsole.shipped import RESOURCES
from csconsole.tickets.model import Kind, Texts, Ticket, Workflow
from csconsole.yaml_nodes import LANGUAGES, opened_rules

KINDS = (Kind.RETURN, Kind.EXCHANGE)
_MARK = "CSCONSOLE"
_CODE = re.compile(rf"{_MARK}:(?P<number>[A-Z](-[0-9A-Z]{{1,10}}){{1,4}})")
_LONGEST_CODE = 80
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_FORMAT = "1"
_KEYS = (
    "return", "exchange", "order", "shop", "platform_no", "buyer", "reason", "return_waybill",
    "goods", "wanted_sku", "address", "more", "request",
)  # fmt: skip


@dataclass(frozen=True)
class Card:
    """What stands on a card, in one language.

    Attributes:
        code: what the QR code holds.
        rows: labels with what they tell; never an empty one.
        goods: a line for each kind of goods.
        more: what is said where not all goods have room, with `{count}`.
        address: where the parcel goes back to, in lines; empty where nobody knows.
        request: what the buyer is asked to do with the card.
    """

    title: str
    number: str
    code: str
    rows: tuple[tuple[str, str], ...]
    goods_label: str
    goods: tuple[str, ...]
    more: str
    address_label: str
    address: tuple[str, ...]
    request: str


def card_code(ticket: Ticket) -> str:
    """What the QR code of a ticket's card holds."""
    return f"{_MARK}:{ticket.number.upper()}"


def read_code(text: str) -> str:
    """The number of the ticket in a code that was read; "" where the text is none.

    Width and case make no difference: a scanner types through whatever input method is on.
    """
    if len(text) > _LONGEST_CODE:
        return ""
    bare = "".join(unicodedata.normalize("NFKC", text).split()).upper()
    found = _CODE.fullmatch(bare)
    return found["number"] if found else ""


def card_of(
    ticket: Ticket,
    workflow: Workflow,
    language: str,
    *,
    order: Order | None = None,
    address: Sequence[str] = (),
) -> Card:
    """The card of a return or an exchange; `language` is `en` or `zh`.

    Raises:
        BadInputError: there is no card for such a ticket.
    """
    if ticket.kind not in KINDS:
        raise BadInputError(_("only a return and an exchange have a card"), place=ticket.number)

    def said(name: str) -> str:
        return card_texts()[name][language]

    return Card(
        title=said(ticket.kind.value),
        number=ticket.number,
        code=card_code(ticket),
        rows=tuple((said(name), text) for name, text in _rows(ticket, workflow, order, language)),
        goods_label=said("goods"),
        goods=tuple(_goods(ticket, order)),
        more=said("more"),
        address_label=said("address"),
        address=tuple(bare for line in address if (bare := _line(line))),
        request=said("request"),
    )


@cache
def card_texts() -> Mapping[str, Texts]:
    """The words on the cards, by name and language."""
    return read_texts(RESOURCES / "tickets" / "cards.yaml")


def read_texts(path: Path) -> Mapping[str, Texts]:
    """A file of the words on cards.

    Raises:
        BadInputError: with the line that is wrong.
    """
    keys = ("format", "texts")
    reader, root = opened_rules(path, keys, keys, _FORMAT)
    told = reader.mapping(root["texts"], _KEYS, _KEYS)
    return {name: reader.texts(value) for name, value in told.items()}


def card_language(program: str) -> str:
    """The language of a card for a language of the program, such as `zh_TW`."""
    bare = program.split("_", maxsplit=1)[0]
    return bare if bare in LANGUAGES else "en"


def _rows(
    ticket: Ticket, workflow: Workflow, order: Order | None, language: str
) -> Iterator[tuple[str, str]]:
    fields = ticket.fields
    told = {
        "order": ticket.order_no,
        "shop": order.shop.name if order else "",
        "buyer": ticket.buyer,
        "reason": _reason(ticket, workflow, language),
        "wanted_sku": fields.get("wanted_sku"),
        "platform_no": fields.get("platform_no"),
        "return_waybill": fields.get("return_waybill"),
    }
    for name, text in told.items():
        if text:
            yield name, _line(str(text))


def _reason(ticket: Ticket, workflow: Workflow, language: str) -> str:
    """The reason, and the note only where it says more than `other` does."""
    value, note = ticket.fields.get("reason", ""), ticket.fields.get("reason_note") or ""
    choices = workflow.fields["reason"].choices
    label = choices[value][language] if value in choices else ""
    return note if note and value in {"", "other"} else label


def _goods(ticket: Ticket, order: Order | None) -> list[str]:
    lines = order.lines if order else ()
    found = []
    for one in ticket.fields.get("lines") or ():
        at, quantity = one.get("line", 0), one.get("quantity", 1)
        if 0 < at <= len(lines):
            found.append(_line(f"{_told(lines[at - 1])} × {quantity}"))
    return found


def _told(line: Line) -> str:
    return " ".join(filter(None, (line.title, line.variant, f"[{line.sku}]" if line.sku else "")))


def _line(text: str) -> str:
    """A text on one line, without signs that would turn the writing of the whole card round."""
    return " ".join(_TURNING.sub("", text).split())
