"""What can be done with a value of the order panel, with the letter that does it; no Qt."""

from collections.abc import Callable
from dataclasses import dataclass

from csconsole.desktop.orders.rows import Kind, Row
from csconsole.desktop.orders.view import OrderView
from csconsole.language import _
from csconsole.orders.model import Note, Order, Waybill

Choice = tuple[str, str, Callable[[], None]]  # words, key, what it does


@dataclass(frozen=True)
class Doing:
    """What the panel does when something was chosen."""

    copy: Callable[[Row], None]
    go: Callable[[str], None]
    open_ticket: Callable[[str], None]
    open_link: Callable[[str], None]
    describe_buyer: Callable[[], None]
    change_note: Callable[[Note], None]
    pin_note: Callable[[Note], None]
    remove_note: Callable[[Note], None]
    show_history: Callable[[Note], None]
    remove_waybill: Callable[[Order, Waybill], None]


def choices(row: Row, view: OrderView, doing: Doing) -> list[Choice]:
    """Everything that can be done with a value."""
    copying = [(_("Copy"), "Ctrl+C", lambda: doing.copy(row))] if row.copied else []
    return [*copying, *_of_kind(row, view, doing)]


def _of_kind(row: Row, view: OrderView, doing: Doing) -> list[Choice]:
    if row.kind is Kind.NOTE:
        note = next((one for one in view.notes if one.id == row.target), None)
        return _of_note(note, doing) if note else []
    if row.kind is Kind.PARCEL:
        return _of_parcel(row, view, doing)
    if row.kind in {Kind.BUYER, Kind.WARNING}:
        return [(_("Tags of the buyer…"), "E", doing.describe_buyer)]
    if row.kind is Kind.TICKET:
        return [(_("Open the ticket"), "Return", lambda: doing.open_ticket(row.target))]
    if row.kind is Kind.ORDER:
        return [(_("Show this order"), "Return", lambda: doing.go(row.target))]
    return []


def _of_note(note: Note, doing: Doing) -> list[Choice]:
    pinning = _("Let go") if note.pinned else _("Pin")
    return [
        (_("Change…"), "E", lambda: doing.change_note(note)),
        (pinning, "P", lambda: doing.pin_note(note)),
        (_("History…"), "H", lambda: doing.show_history(note)),
        (_("Remove"), "Del", lambda: doing.remove_note(note)),
    ]


def _of_parcel(row: Row, view: OrderView, doing: Doing) -> list[Choice]:
    found: list[Choice] = []
    if row.target:
        found.append(
            (_("Follow the parcel in the browser"), "O", lambda: doing.open_link(row.target))
        )
    waybill = next((one for one in view.order.waybills if one.number == row.copied), None)
    if waybill is not None and waybill.by_hand:
        found.append((_("Remove"), "Del", lambda: doing.remove_waybill(view.order, waybill)))
    return found
