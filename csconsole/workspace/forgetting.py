"""Forgetting a person wherever something of them is kept, and saying what cannot be reached."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from uuid6 import uuid7

from csconsole.language import _
from csconsole.orders.forgetting import OrderForgetting, Person
from csconsole.orders.model import Whom
from csconsole.orders.orders import Orders
from csconsole.orders.store import FORGETTING, NOTE, ORDER, OrderStore
from csconsole.orders.traces import Trace, Traces
from csconsole.people.people import People
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.store import LEARNED, PROPOSAL, REPLY
from csconsole.storage.attachments import Attachments
from csconsole.storage.backup import SUFFIX
from csconsole.storage.entities import DELETED
from csconsole.storage.forgotten import Kept, Thing
from csconsole.storage.journal import Action
from csconsole.storage.rewriting import rewrite
from csconsole.storage.store import Store
from csconsole.talks.keeping import KeptTalks

CAUSE = "orders.forget"
_MOST_TOLD = 100  # places that cannot be reached
# Where a name alone is worth telling; in orders of others it stands for others of that name.
_TOLD_ANYWAY = {NOTE.name, REPLY.name, PROPOSAL.name}
_ESCAPED_BREAK = re.compile(r"\\[nrt]")


class Keeper(Protocol):
    """A feature beside the orders that keeps something of theirs, such as the tickets."""

    def kept_of(self, orders: Sequence[str], names: Sequence[str]) -> Kept:
        """What it keeps of some orders, and of buyers of some names where no order is known."""

    def still_needing(self, orders: Sequence[str]) -> set[str]:
        """Those of some orders that are still worked on, so that age alone forgets none of them."""


@dataclass(frozen=True)
class Remaining:
    """A place that still has something of the person, which the program does not clear.

    Attributes:
        what: what of the person stands there, or what the place is.
    """

    where: str
    what: str


@dataclass(frozen=True)
class Forgotten:
    """What was removed, or would be.

    Attributes:
        counts: how many things of each entity.
        mentions: notes on other people's orders in which the person's words were hidden.
        learned, talks, attachments: how many of these.
        journal_entries: entries of the journal that lost their values.
        remaining: what is left to be done by hand.
    """

    counts: Mapping[str, int]
    mentions: int = 0
    learned: int = 0
    talks: int = 0
    attachments: int = 0
    journal_entries: int = 0
    remaining: tuple[Remaining, ...] = ()


@dataclass
class _Plan:
    """What is to be done: the person's own things, and what mentions the person elsewhere."""

    traces: Traces
    things: Sequence[Thing]
    attachments: Sequence[str]
    notes: list[str] = field(default_factory=list)
    learned: list[str] = field(default_factory=list)
    elsewhere: dict[Thing, set[Trace]] = field(default_factory=dict)


class Forgetting:
    """Forgets people on request; used from the thread that opened the store."""

    def __init__(
        self,
        store: Store,
        people: People,
        orders: Orders,
        replies: ReplyLibrary,
        keepers: Sequence[Keeper] = (),
    ) -> None:
        self._store, self._people, self._replies = store, people, replies
        self._talks, self._attachments = KeptTalks(store), Attachments(store)
        self._keepers = keepers
        self._orders = OrderForgetting(store, orders)

    def forget(self, whom: Whom, *, dry_run: bool = False) -> Forgotten:
        """Remove a person's data for good, or only say what would be removed.

        Raises:
            NotFoundError: nobody of that name has ordered here.
            BadInputError: it is not clear who is meant.
            SupervisorNeededError: nobody has shown to be the supervisor.
        """
        if not dry_run:
            self._people.require_supervisor()
        plan = self._plan(whom)
        if dry_run:
            talks = self._talks.holding(plan.traces.is_in)
            return self._told(plan, talks=talks, entries=self._entries(plan))
        with self._store.journal.action(CAUSE, self._people.agent) as action:
            entries = self._orders.forget(action, plan.things)
            for note in plan.notes:
                entries += self._hide(action, note, plan.traces)
            entries += self._entries_of(LEARNED.name, plan.learned)
            self.unlearn(action, plan.learned)
            self.record(action, "request", self._told(plan))
        talks = self._talks.forget_holding(plan.traces.is_in)
        attachments = self.remove_attachments(plan.attachments)
        is_rewritten = self.clean()
        told = self._told(plan, talks=talks, entries=entries, attachments=attachments)
        left = (*told.remaining, *self._copies(is_rewritten=is_rewritten))
        return Forgotten(**{**vars(told), "remaining": left})

    def record(self, action: Action, why: str, done: Forgotten) -> None:
        """Write down that something was forgotten: when, by whom, how much, and not whose."""
        told = {**done.counts, "learned_pair": done.learned, "mentions": done.mentions}
        patch = {
            "at": self._store.journal.now() // 1000,
            "agent": self._people.agent,
            "why": why,
            "counts": {name: count for name, count in told.items() if count},
        }
        action.write(FORGETTING.name, str(uuid7()), patch)

    def unlearn(self, action: Action, pairs: Sequence[str]) -> None:
        """Forget learned pairs, with all that was made of them."""
        known = {pair.id for pair in self._replies.learning.pairs()}
        self._replies.learning.forget([one for one in pairs if one in known], agent=action.agent)
        for taken_back in (one for one in pairs if one not in known):
            action.forget(LEARNED.name, taken_back)

    def clean(self) -> bool:
        """Have nothing that was deleted stay in the index, on free pages or in the log."""
        self._orders.clean_index()
        return rewrite(self._store)

    def kept_of(self, person: Person) -> Kept:
        """All that is kept of people, by whichever feature."""
        others = (keeper.kept_of(person.orders, person.names) for keeper in self._keepers)
        kept = [self._orders.kept_of(person), *others]
        return Kept(
            [thing for one in kept for thing in one.things],
            [name for one in kept for name in one.attachments],
        )

    def still_needing(self, orders: Sequence[str]) -> set[str]:
        """Those of some orders that a feature still works on."""
        return {one for keeper in self._keepers for one in keeper.still_needing(orders)}

    def remove_attachments(self, names: Sequence[str]) -> int:
        """Remove the attached files that nothing refers to any more; how many."""
        unused = [name for name in dict.fromkeys(names) if not self._is_referred(name)]
        return sum(self._attachments.remove(name) for name in unused)

    def _plan(self, whom: Whom) -> _Plan:
        person = self._orders.person(whom)
        kept = self.kept_of(person)
        if not kept.things:
            raise self._orders.nobody(whom)
        traces = self._orders.traces(kept.things, person.names)
        plan = _Plan(traces, kept.things, kept.attachments)
        own = set(plan.things)
        notes, learned = set(), set()
        for thing, text in self._written():
            if thing in own:
                continue
            kinds = traces.kinds(text)
            if not kinds:
                continue
            if thing[0] == LEARNED.name:
                learned.add(thing[1])
            elif thing[0] == NOTE.name and traces.surely_in(text):
                notes.add(thing[1])
            elif thing[0] in _TOLD_ANYWAY or kinds != {Trace.NAME}:
                plan.elsewhere.setdefault(thing, set()).update(kinds)
        plan.notes, plan.learned = sorted(notes), sorted(learned)
        return plan

    def _written(self) -> Iterator[tuple[Thing, str]]:
        """Everything that was ever written, as JSON."""
        rows = self._store.database.execute(
            "SELECT entity, entity_id, patch FROM journal WHERE patch IS NOT NULL"
        )
        for entity, entity_id, text in rows:
            yield (entity, entity_id), _ESCAPED_BREAK.sub(" ", text)

    def _hide(self, action: Action, note: str, traces: Traces) -> int:
        """Write a note on somebody else's order anew, with the person's words hidden."""
        row = OrderStore(self._store).note(note)
        entries = action.forget(NOTE.name, note)
        if row is not None:
            values = {name: value for name, value in row.items() if name != "id"}
            values["text"] = traces.hidden(row["text"] or "")
            action.write(NOTE.name, str(uuid7()), {**values, DELETED: False})
        return entries

    def _entries(self, plan: _Plan) -> int:
        by_entity: dict[str, list[str]] = {}
        others = [(NOTE.name, id_) for id_ in plan.notes]
        for entity, id_ in (*plan.things, *others, *((LEARNED.name, id_) for id_ in plan.learned)):
            by_entity.setdefault(entity, []).append(id_)
        return sum(self._entries_of(entity, ids) for entity, ids in by_entity.items())

    def _entries_of(self, entity: str, ids: Sequence[str]) -> int:
        count = (
            "SELECT count(*) FROM journal WHERE entity = ? AND entity_id = ? AND patch IS NOT NULL"
        )
        execute = self._store.database.execute
        return sum(execute(count, [entity, id_]).fetchone()[0] for id_ in ids)

    def _told(
        self, plan: _Plan, *, talks: int = 0, entries: int = 0, attachments: int = 0
    ) -> Forgotten:
        counts: dict[str, int] = {}
        for entity, _id in plan.things:
            counts[entity] = counts.get(entity, 0) + 1
        remaining = [
            Remaining(self._place(thing), ", ".join(_(kind) for kind in Trace if kind in kinds))
            for thing, kinds in plan.elsewhere.items()
        ]
        return Forgotten(
            counts=counts,
            mentions=len(plan.notes),
            learned=len(plan.learned),
            talks=talks,
            attachments=attachments,
            journal_entries=entries,
            remaining=tuple(remaining[:_MOST_TOLD]),
        )

    def _place(self, thing: Thing) -> str:
        """What a thing is called that mentions the person, so that somebody finds it."""
        entity, id_ = thing
        order = id_
        if entity == NOTE.name:
            row = OrderStore(self._store).note(id_)
            order = row["order_id"] if row else ""
        if entity in {ORDER.name, NOTE.name}:
            known = OrderStore(self._store).orders([order]).get(order)
            if known is not None:
                place = _("order {no}") if entity == ORDER.name else _("a note on order {no}")
                return place.format(no=known["no"])
        named: dict[str, str] = {
            "reply": _("reply {id}"),
            "reply_proposal": _("proposal {id}"),
            "buyer": _("what is said of another buyer"),
            "wording_rule": _("the shop's list of words"),
        }
        return named.get(entity, f"{entity} {{id}}").format(id=id_)

    def _copies(self, *, is_rewritten: bool) -> Iterator[Remaining]:
        """Copies that were made before, which the program leaves alone."""
        places = self._store.places
        for path in sorted(places.backups.glob(f"*{SUFFIX}")):
            yield Remaining(str(path), _("a backup of {moment}").format(moment=_written_at(path)))
        if places.replaced.is_dir():
            for path in sorted(places.replaced.iterdir()):
                told = _("data that a restored backup replaced, of {moment}")
                yield Remaining(str(path), told.format(moment=_written_at(path)))
        yield Remaining(_("files outside the program"), _("exports and backups in other folders"))
        if not self._store.presence.is_alone:
            yield Remaining(
                _("another open window"), _("what it shows just now; close it and open it again")
            )
        if not is_rewritten:
            yield Remaining(
                str(places.database),
                _("traces on unused pages, encrypted; make room, close all windows, try again"),
            )

    def _is_referred(self, attachment: str) -> bool:
        sql = "SELECT 1 FROM journal WHERE instr(patch, ?) LIMIT 1"
        return self._store.database.execute(sql, [attachment]).fetchone() is not None


def _written_at(path: Path) -> str:
    return datetime.fromtimestamp(path.stat().st_mtime).astimezone().isoformat(timespec="minutes")
