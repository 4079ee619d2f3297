"""The self-check of a day, computed from the data; a signed day as it was signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.orders.products.products import Products
from csconsole.people.people import People
from csconsole.replies.library import ReplyLibrary
from csconsole.selfcheck.checklist import Checklist
from csconsole.selfcheck.model import (
    Carried,
    Checked,
    CheckedDay,
    CheckItem,
    Finding,
    ItemKind,
    Signature,
    State,
    Tick,
)
from csconsole.selfcheck.rules.registry import RULES
from csconsole.selfcheck.rules.scene import Scene
from csconsole.selfcheck.snapshot import Kept, kept_items
from csconsole.selfcheck.store import TICK, CheckStore
from csconsole.selfcheck.telling import Telling
from csconsole.selfcheck.texts import LONGEST_NOTE, bare_text
from csconsole.storage.entities import DELETED
from csconsole.storage.store import Store
from csconsole.tickets.business_days import BusinessDays
from csconsole.tickets.endings import Endings
from csconsole.tickets.shop_rules import ShopRules, present_rules
from csconsole.tickets.store import TicketStore


@dataclass(frozen=True)
class Found:
    """What was found for one item, before it is put into words."""

    item: CheckItem
    state: State
    finding: Finding
    tick: Tick | None = None


class SelfCheck:
    """The self-check of an open store; used from the thread that opened it.

    Attributes:
        checklist: what is checked.
        shop: the id of the shop whose day it is; "" for all shops together.
    """

    def __init__(
        self,
        store: Store,
        people: People,
        library: ReplyLibrary,
        products: Products,
        shop: str = "",
    ) -> None:
        self._store, self._people = store, people
        self._library, self._products = library, products
        self.shop, self._kept = shop, CheckStore(store, shop)
        self._tickets, self._endings = TicketStore(store), Endings(store)
        self._telling = Telling(store, library, products)
        self.checklist = Checklist(store, people)

    def of_shop(self, shop: str) -> "SelfCheck":
        """The self-check of one shop, by its id, answered and signed apart; "" for all shops."""
        return SelfCheck(self._store, self._people, self._library, self._products, shop)

    @property
    def rules(self) -> ShopRules:
        """The shop's rules: its hours, its clocks."""
        return present_rules(self._tickets)

    @property
    def days(self) -> BusinessDays:
        """When the shop's days begin."""
        return self.rules.business_days

    def today(self, now: datetime) -> date:
        """The business day of a moment."""
        return self.days.day_of(now)

    def check(self, now: datetime, day: date | None = None) -> CheckedDay:
        """A day as it stands, today where none is named; a signed one as it was signed.

        Raises:
            BadInputError: the day has not begun, or the shop's own list has a fault.
        """
        day = self.begun(now, day)
        signature = self.signature(day)
        if signature is None:
            return self._told(now, day, self.look(now, day))
        return self._signed(now, day, signature)

    def look(self, now: datetime, day: date) -> list[Found]:
        """What the data say of a day, whether it was signed or not."""
        scene = self.scene(now, day)
        ticks = self._kept.ticks(day)
        return [_found(item, scene, ticks.get(item.id)) for item in self.checklist.items()]

    def begun(self, now: datetime, day: date | None) -> date:
        """A day that has begun; today where none is named.

        Raises:
            BadInputError: it is a later one.
        """
        today = self.today(now)
        if day is not None and day > today:
            raise BadInputError(_("this day has not begun"), place=day.isoformat())
        return day or today

    def signature(self, day: date) -> Signature | None:
        """Who signed a day; None where nobody did."""
        return next(iter(self._kept.signatures(day, day)), None)

    def tick(self, item: str, now: datetime, day: date | None = None, note: str = "") -> Checked:
        """Answer an item by hand.

        Raises:
            NotFoundError: the list has no such item.
            BadInputError: the program answers it, the note is too long, or the day is signed.
        """
        day = self._unsigned(now, day)
        wanted = self.checklist.item(item)
        if not wanted.can_be_ticked:
            raise BadInputError(
                _("the program answers this item from the data"),
                place=wanted.id,
                hint=_("it turns green once its rows are done"),
            )
        finding = _finding(wanted, self.scene(now, day))
        patch = {
            "day": day.isoformat(),
            "item": wanted.id,
            "agent": self._people.agent,
            "note": bare_text(note, "note", LONGEST_NOTE),
            "at": int(now.timestamp()),
            "count": finding.count,
            "shop": self.shop,
            "seen": sorted({row.id for row in finding.rows}),
            DELETED: False,
        }
        self._write("selfcheck.tick", day, wanted.id, patch)
        return self._one(now, day, wanted.id)

    def untick(self, item: str, now: datetime, day: date | None = None) -> Checked:
        """Take an answer back.

        Raises:
            NotFoundError: the list has no such item, or nobody has answered it.
            BadInputError: the day is signed.
        """
        day = self._unsigned(now, day)
        wanted = self.checklist.item(item)
        if wanted.id not in self._kept.ticks(day):
            raise NotFoundError(_("nobody has ticked this item"), place=wanted.id)
        self._write("selfcheck.untick", day, wanted.id, {DELETED: True})
        return self._one(now, day, wanted.id)

    def reply_title(self, reply: str) -> str:
        """What the reply of an id is called, in the program's language."""
        return self._telling.reply(reply)

    def scene(self, now: datetime, day: date) -> Scene:
        """A day as the rules look at it at a moment."""
        rules = self.rules
        begin, end = (int(one.timestamp()) for one in rules.business_days.span(day))
        return Scene(
            store=self._store,
            endings=self._endings,
            day=day,
            begin=begin,
            end=end,
            moment=min(int(now.timestamp()), end),
            noon=int(rules.business_days.noon_after(day).timestamp()),
            deadlines=rules.deadlines,
            agents=[agent.name for agent in self._people.agents()],
            products=self._products,
            replies=lambda: [one for one in self._library.all() if not one.owner],
            shop=self.shop,
        )

    def carried(self, day: date) -> dict[str, Carried]:
        """The reasons with which the last signed day before a day left items open."""
        before = self._kept.signature_before(day)
        if before is None:
            return {}
        return {
            item: Carried(before.day, reason, before.agent)
            for item, reason in before.reasons.items()
        }

    def _told(self, now: datetime, day: date, found: Sequence[Found]) -> CheckedDay:
        moment, zone = self.scene(now, day).moment, self.days.zone
        carried = self.carried(day)
        items = tuple(
            Checked(
                item=one.item,
                state=one.state,
                count=one.finding.count,
                evidence=self._telling.tell(one.item, one.finding.rows, moment, zone),
                tick=one.tick,
                carried=carried.get(one.item.id),
            )
            for one in found
        )
        return CheckedDay(day, items)

    def _signed(self, now: datetime, day: date, signature: Signature) -> CheckedDay:
        """A signed day: the snapshot, and where the data say something else by now."""
        present = {one.item.id: one.finding for one in self.look(now, day)}
        carried, zone = self.carried(day), self.days.zone
        moment = int(signature.at.timestamp())

        def told(one: Kept) -> Checked:
            reason = signature.reasons.get(one.item.id, "")
            return Checked(
                item=one.item,
                state=State.EXPLAINED if reason else one.state,
                count=one.count,
                evidence=self._telling.tell(one.item, one.rows, moment, zone),
                tick=one.tick,
                reason=reason,
                carried=carried.get(one.item.id),
                later=_later(one, present.get(one.item.id)),
            )

        kept = kept_items(self._kept.signed_items(signature.id))
        return CheckedDay(day, tuple(map(told, kept)), signature)

    def _unsigned(self, now: datetime, day: date | None) -> date:
        day = self.begun(now, day)
        signature = self.signature(day)
        if signature is not None:
            raise signed_already(signature)
        return day

    def _one(self, now: datetime, day: date, item: str) -> Checked:
        wanted = [one for one in self.look(now, day) if one.item.id == item]
        return self._told(now, day, wanted).items[0]

    def _write(self, cause: str, day: date, item: str, patch: dict[str, object]) -> None:
        id_ = " ".join(filter(None, (day.isoformat(), item, self.shop)))
        agent = self._people.agent
        self._store.journal.write(TICK.name, id_, patch, cause=cause, agent=agent)


def signed_already(signature: Signature) -> BadInputError:
    """The error of whoever changes a day that is locked."""
    return BadInputError(
        _("this day was signed by {name}").format(name=signature.agent),
        place=signature.day.isoformat(),
        hint=_("the supervisor can open it again: csconsole selfcheck reopen DATE"),
    )


def _later(kept: Kept, present: Finding | None) -> int | None:
    """How many there are by now; None where they are those that were signed."""
    if present is None:
        return None
    before = [(row.what, row.id) for row in kept.rows]
    after = [(row.what, row.id) for row in present.rows[: len(before)]]
    is_same = present.count == kept.count and sorted(before) == sorted(after)
    return None if is_same else present.count


def _finding(item: CheckItem, scene: Scene) -> Finding:
    return RULES[item.rule].find(scene, item.parameters) if item.rule else Finding()


def _found(item: CheckItem, scene: Scene, tick: Tick | None) -> Found:
    """How an item stands: what was looked at is open again once there is more of it."""
    finding = _finding(item, scene)
    if item.kind is ItemKind.MANUAL:
        finding = Finding(count=0 if tick else 1)
    answered = tick is not None and item.can_be_ticked and tick.covers(finding)
    is_done = finding.count == 0 or answered
    return Found(item, State.DONE if is_done else State.OPEN, finding, tick)
