"""What an order panel knows: which order, whether its personal data may be seen; no Qt."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from csconsole.desktop.orders.rows import Kind, Row, rows
from csconsole.desktop.orders.view import OrderView
from csconsole.language import _


class PanelState:
    """One order before the agent, with what is written on it at this moment.

    Attributes:
        order_id: the order that is wanted; "" for none.
        view: what was read of it; None where it was not read yet, or is there no more.
        is_read: whether it was read.
        is_revealed: whether phone and address are shown.
        shows_every_note: whether the older notes of many are shown, too.
        shows_extra: whether the export's further columns are shown.
    """

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.order_id = ""
        self.view: OrderView | None = None
        self.is_read = False
        self.is_revealed = False
        self.shows_every_note = False
        self.shows_extra = False
        self._being_saved: list[str] = []

    def want(self, order_id: str) -> bool:
        """Show another order; False where it is the same. Nothing of the one before stays."""
        if order_id == self.order_id:
            return False
        self.order_id = order_id
        self.view = None
        self.is_read = False
        self.is_revealed = False
        self.shows_every_note = False
        self.shows_extra = False
        self._being_saved.clear()
        return True

    def take(self, order_id: str, view: OrderView | None) -> bool:
        """An order was read; False where another one is wanted meanwhile."""
        if order_id != self.order_id:
            return False
        self.view, self.is_read = view, True
        if view is not None:
            there = {note.text for note in view.notes}
            self._being_saved = [text for text in self._being_saved if text not in there]
        return True

    def saving(self, text: str) -> None:
        """A note is on its way into the store, and shown already."""
        self._being_saved.append(text.strip())

    def not_saved(self, text: str) -> None:
        """A note was refused."""
        if text.strip() in self._being_saved:
            self._being_saved.remove(text.strip())

    def rows(self) -> list[Row]:
        """What the panel shows."""
        if self.view is None:
            return []
        shown = rows(
            self.view,
            self.now(),
            revealed=self.is_revealed,
            every_note=self.shows_every_note,
            extra=self.shows_extra,
        )
        if not self._being_saved:
            return shown
        coming = [
            Row(Kind.NOTE, f"coming {at}", text, label=_("Note"), detail=_("saving…"), copied=text)
            for at, text in enumerate(self._being_saved)
        ]
        place = next((at for at, row in enumerate(shown) if row.key == "heading notes"), None)
        if place is None:
            goods = ("heading goods", "heading recipient", "heading others")
            before = (at for at, row in enumerate(shown) if row.key in goods)
            place = next(before, len(shown))
            coming.insert(0, Row(Kind.HEADING, "heading notes", _("Notes")))
            return [*shown[:place], *coming, *shown[place:]]
        heading = replace(shown[place], detail="")
        return [*shown[:place], heading, *coming, *shown[place + 1 :]]
