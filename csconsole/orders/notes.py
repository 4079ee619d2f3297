"""What agents write on orders and buyers: notes, flags, waybills, tags; an import touches none."""

from collections.abc import Mapping, Sequence
from typing import Any

from uuid6 import uuid7

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.orders.model import Buyer, Flag, Note, NoteChange, Order, Waybill
from csconsole.orders.rows import moment, note_of
from csconsole.orders.store import BUYER, DISCLOSURE, NOTE, ORDER, OrderStore
from csconsole.people.people import People
from csconsole.storage import clock
from csconsole.storage.entities import DELETED
from csconsole.storage.journal import Undone
from csconsole.storage.store import Store

LONGEST_NOTE = 2000
_LONGEST_TAG = 40
_LONGEST_WAYBILL = 50


class Notes:
    """The notes and marks of the agents in an open store."""

    def __init__(self, store: Store, people: People) -> None:
        self._store, self._people = store, people
        self._orders = OrderStore(store)

    def of(self, order: str) -> list[Note]:
        """The notes of an order: pinned ones first, then the newest."""
        return [note_of(row, self._edits(row["id"])) for row in self._orders.notes_of(order)]

    def add(self, order: str, text: str) -> tuple[Note, str]:
        """Add a note; returns it and the action, which `undo` takes.

        Raises:
            BadInputError: the text is empty or too long.
        """
        note_id = str(uuid7())
        patch = {
            "order_id": order,
            "at": self._store.journal.now() // 1000,
            "agent": self._people.agent,
            "text": _clean(text),
        }
        action = self._write("orders.note", [(NOTE.name, note_id, patch)])
        return self._note(note_id), action

    def edit(self, note: str, text: str) -> str:
        """Change the text of a note; what it was stays in its history. Returns the action.

        Raises:
            BadInputError: the text is empty or too long.
            NotFoundError: there is no such note.
        """
        self._note(note)
        return self._write("orders.note.edit", [(NOTE.name, note, {"text": _clean(text)})])

    def pin(self, note: str, *, pinned: bool) -> str:
        """Keep a note above all others, or let it go again."""
        self._note(note)
        return self._write("orders.note.pin", [(NOTE.name, note, {"pinned": int(pinned)})])

    def remove(self, note: str) -> str:
        """Take a note away; its action can be undone."""
        self._note(note)
        return self._write("orders.note.remove", [(NOTE.name, note, {DELETED: True})])

    def history(self, note: str) -> list[NoteChange]:
        """The texts that a note has had, the oldest first."""
        changes = []
        for entry in self._store.journal.history(NOTE.name, note):
            if entry.patch and "text" in entry.patch:
                at = clock.moment(entry.clock)
                changes.append(NoteChange(at, entry.agent, str(entry.patch["text"])))
        return changes

    def flag(self, order: str, flag: Flag | None) -> str:
        """Give an order a flag, or ("" in the journal) take every flag off it."""
        value = flag.value if flag else ""
        return self._write("orders.flag", [(ORDER.name, order, {"flag": value})])

    def note_and_flag(self, order: str, text: str, flag: Flag | None) -> tuple[Note, str]:
        """Add a note and give the order a flag, as one action."""
        with self._store.journal.action("orders.note", self._people.agent) as action:
            note, _action = self.add(order, text)
            if flag is not None:
                action.write(ORDER.name, order, {"flag": flag.value})
        return note, action.id

    def enter_waybill(self, order: Order, number: str, courier: str = "") -> str:
        """Enter a waybill by hand; it stands before those of the export.

        Raises:
            BadInputError: it can be no number of a parcel.
        """
        bare = "".join(number.split())
        if not bare or len(bare) > _LONGEST_WAYBILL or not bare.isprintable():
            raise BadInputError(_("this can be no waybill"), place=number[:_LONGEST_WAYBILL])
        row = self._orders.orders([order.id]).get(order.id)
        if row is None:
            raise NotFoundError(_("there is no order of this number"), place=order.no)
        kept = [one for one in row["hand_waybills"] or () if one.get("number") != bare]
        told = [{"number": bare, "courier": courier.strip()}, *kept]
        return self._write("orders.waybill", [(ORDER.name, order.id, {"hand_waybills": told})])

    def remove_waybill(self, order: Order, waybill: Waybill) -> str:
        """Take a waybill away that was entered by hand."""
        row = self._orders.orders([order.id]).get(order.id) or {}
        kept = [one for one in row.get("hand_waybills") or () if one["number"] != waybill.number]
        return self._write("orders.waybill", [(ORDER.name, order.id, {"hand_waybills": kept})])

    def describe_buyer(self, buyer: Buyer) -> str:
        """Keep what is said of a buyer: VIP tier, customer type, what not to promise, tags.

        Raises:
            BadInputError: the order has no buyer's name, or a tag is too long.
        """
        if not buyer.name:
            raise BadInputError(_("the export tells no name of this buyer"))
        for text in (buyer.tier, buyer.kind, *buyer.tags):
            if len(text) > _LONGEST_TAG:
                raise BadInputError(
                    _("a tag has at most {most} characters").format(most=_LONGEST_TAG), place=text
                )
        patch = {
            "platform": buyer.platform,
            "name": buyer.name,
            "tier": buyer.tier.strip(),
            "kind": buyer.kind.strip(),
            "no_promises": buyer.no_promises.strip(),
            "tags": [tag.strip() for tag in buyer.tags if tag.strip()],
            DELETED: False,  # who was forgotten may buy again
        }
        return self._write("buyers.describe", [(BUYER.name, buyer.id, patch)])

    def reveal(self, order: str, what: str) -> None:
        """Write down that the agent at this desk looks at personal data of an order.

        `what`: `phone`, `address` or `all`.
        """
        patch = {
            "order_id": order,
            "at": self._store.journal.now() // 1000,
            "agent": self._people.agent,
            "what": what,
        }
        self._write("orders.reveal", [(DISCLOSURE.name, str(uuid7()), patch)])

    def looks(self, order: str) -> list[Mapping[str, Any]]:
        """Who looked at the personal data of an order: `at`, `agent`, `what`, the newest first."""
        return [
            {"at": moment(row["at"]), "agent": row["agent"] or "", "what": row["what"] or ""}
            for row in self._orders.disclosures_of(order)
        ]

    def undo(self, action: str) -> Undone:
        """Take back what was written with an action.

        Raises:
            NotFoundError: there is no such action.
        """
        return self._store.journal.undo(action, agent=self._people.agent)

    def _note(self, note_id: str) -> Note:
        row = self._orders.note(note_id)
        if row is None:
            raise NotFoundError(_("there is no such note"), place=note_id)
        return note_of(row, self._edits(note_id))

    def _edits(self, note_id: str) -> int:
        return max(0, len(self.history(note_id)) - 1)

    def _write(self, cause: str, patches: Sequence[tuple[str, str, Mapping[str, Any]]]) -> str:
        with self._store.journal.action(cause, self._people.agent) as action:
            for entity, id_, patch in patches:
                action.write(entity, id_, patch)
        return action.id


def _clean(text: str) -> str:
    bare = text.strip()
    if not bare:
        raise BadInputError(_("a note needs a text"))
    if len(bare) > LONGEST_NOTE:
        raise BadInputError(
            _("a note has at most {most} characters").format(most=LONGEST_NOTE),
            place=f"{bare[:20]}…",
        )
    if "\0" in bare:
        raise BadInputError(_("the text has signs that cannot be kept"))
    return bare
