"""Taking the platforms' after-sales cases into tickets: opened, brought up to date, closed."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid5

from csconsole.errors import NotFoundError
from csconsole.language import _
from csconsole.people.people import People
from csconsole.storage.entities import DELETED
from csconsole.storage.journal import Undone
from csconsole.storage.store import Store
from csconsole.tickets.case_intake import CaseOutcome, Standing, begun, continued, is_new_complaint
from csconsole.tickets.complaints import LABELS
from csconsole.tickets.model import Complaint, Kind, Ticket, Workflow
from csconsole.tickets.own_hand import CAUSE, OwnHand
from csconsole.tickets.platform_cases import PlatformCase, kind_of, told_ticket
from csconsole.tickets.platform_words import platform_words
from csconsole.tickets.shop_rules import present_rules
from csconsole.tickets.store import ACTION, ATTENTION, NOTE, TICKET, TicketStore
from csconsole.tickets.tickets import Tickets

_OURS = UUID("d7c3a1f0-0f6b-5d0e-9b1a-2f4f8a6e5c11")  # the namespace of the ids below
_FIRST_APPLIED = 0


@dataclass(frozen=True)
class NotImported:
    """A case that became no ticket, or not all of it, with the reason."""

    where: str
    why: str


@dataclass(frozen=True)
class ImportedTickets:
    """What an import of cases has done, or would do.

    Attributes:
        skipped: the cases that have no ticket here.
        notes: what was told on tickets instead of being written into their fields.
        action: the change in the journal; "" where nothing was written.
    """

    opened: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: tuple[NotImported, ...] = ()
    notes: tuple[NotImported, ...] = ()
    action: str = ""


@dataclass
class _Draft:
    """What will be written."""

    tickets: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    actions: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    notes: dict[str, dict[str, Any]] = field(default_factory=dict)
    attention: dict[str, dict[str, Any]] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    told: list[NotImported] = field(default_factory=list)
    skipped: list[NotImported] = field(default_factory=list)
    opened: int = 0
    updated: int = 0
    unchanged: int = 0


class TicketImport:
    """Takes cases in; used from the thread that opened the store."""

    def __init__(self, store: Store, tickets: Tickets, people: People) -> None:
        self._store, self._shelf, self._people = store, tickets, people
        self._rows = TicketStore(store)

    def take(
        self, cases: Sequence[PlatformCase], now: datetime, *, dry_run: bool = False
    ) -> ImportedTickets:
        """Open and bring up to date the tickets of cases, as one action.

        Taking the same cases twice changes nothing; what agents have written stays.
        """
        if dry_run:
            return self._outcome(self._drafted(cases, now), "")
        with self._store.journal.action(CAUSE, self._people.agent) as action:
            draft = self._drafted(cases, now)
            action.write_many(TICKET.name, draft.tickets)
            action.write_many(ACTION.name, draft.actions)
            action.write_many(NOTE.name, draft.notes.items())
            action.write_many(ATTENTION.name, draft.attention.items())
        return self._outcome(draft, action.id)

    def undo(self, action: str = "") -> Undone:
        """Take an import back, the last one where none is named; what agents did since stays.

        Raises:
            NotFoundError: there is none, or it was taken back already.
        """
        if not action:
            row = self._store.database.execute(
                "SELECT action FROM journal WHERE cause = ? ORDER BY clock DESC LIMIT 1", [CAUSE]
            ).fetchone()
            action = row[0] if row else ""
        entries = self._store.journal.entries_of(action)
        if not entries or entries[0].cause != CAUSE:
            raise NotFoundError(_("there is no such import of tickets"), place=action)
        return self._store.journal.undo(action, agent=self._people.agent)

    def _drafted(self, cases: Sequence[PlatformCase], now: datetime) -> _Draft:
        draft, known = _Draft(), _Known(self._rows)
        for case in sorted(cases, key=lambda one: (one.applied or _FIRST_APPLIED, one.no)):
            kind = kind_of(case, platform_words())
            if kind is None:
                why = _("there is no ticket for such a case: {type}").format(type=case.type)
                draft.skipped.append(NotImported(case.no, why))
                continue
            self._take_one(case, kind, known, draft, now)
        return draft

    def _take_one(
        self, case: PlatformCase, kind: Kind, known: "_Known", draft: _Draft, now: datetime
    ) -> None:
        row = known.of(case, kind)
        if row is not None:
            workflow = self._shelf.workflow(Kind(row["kind"]))
            self._bring_up_to_date(case, row, workflow, draft, now)
            return
        id_ = str(uuid5(_OURS, case.id))
        workflow = self._shelf.workflow(kind)
        outcome = begun(case, told_ticket(case, workflow, platform_words()), workflow, now)
        opened = datetime.fromtimestamp(outcome.patch["opened"], UTC).astimezone(now.tzinfo)
        outcome.patch["number"] = self._next_number(workflow, opened, draft)
        if id_ in known.gone:  # its opening was taken back
            outcome.patch[DELETED] = False
        draft.opened += 1
        self._add(draft, id_, outcome, None, now)

    def _bring_up_to_date(
        self, case: PlatformCase, row: Any, workflow: Workflow, draft: _Draft, now: datetime
    ) -> None:
        told = told_ticket(case, workflow, platform_words())
        ticket = self._shelf.with_parts([row])[0]
        is_there = all(row[name] == value for name, value in told.fields.items())
        stands = ticket.closed is not None if told.ends else told.state in {"", ticket.state}
        if is_there and stands and not is_new_complaint(told, ticket):
            draft.unchanged += 1
            return
        hand = OwnHand(self._store.journal.history(TICKET.name, ticket.id), workflow)
        by = Standing(workflow, hand, now, present_rules(self._rows).open)
        outcome = continued(case, told, row, ticket, by)
        written = self._add(draft, ticket.id, outcome, ticket, now)
        draft.updated += written
        draft.unchanged += not written

    def _add(
        self, draft: _Draft, id_: str, outcome: CaseOutcome, ticket: Ticket | None, now: datetime
    ) -> bool:
        """Put an outcome to what will be written; whether there is anything."""
        seconds = int(now.timestamp())
        before = len(draft.actions) + len(draft.notes)
        if outcome.patch:
            draft.tickets.append((id_, outcome.patch))
        for one in ticket.owed if ticket else ():
            if one.deed in outcome.settles:
                draft.actions.append((one.id, {"done": seconds, "agent": self._people.agent}))
        for deed, due in outcome.owes.items():
            patch = {"ticket": id_, "deed": deed.value, "due": int(due.timestamp())}
            draft.actions.append((str(uuid5(_OURS, f"{id_}\n{deed}\n{due}")), patch))
        if outcome.informs:
            told = {"ticket": id_, "at": seconds, "agent": self._people.agent, "why": "complaint"}
            text = _(LABELS[Complaint.PLATFORM])
            draft.attention[str(uuid5(_OURS, f"{id_}\nstepped in"))] = {**told, "text": text}
        for text in outcome.notes:
            note = str(uuid5(_OURS, f"{id_}\n{text}"))
            if not self._rows.has_note(note):
                agent = self._people.agent
                told = {"ticket": id_, "at": seconds, "agent": agent, "text": text}
                draft.notes[note] = told
                draft.told.append(NotImported(ticket.number if ticket else "", text))
        return bool(outcome.patch) or len(draft.actions) + len(draft.notes) > before

    def _next_number(self, workflow: Workflow, opened: datetime, draft: _Draft) -> str:
        start = f"{workflow.letter}-{opened:%m%d}-"
        if start not in draft.numbers:
            ends = [one.rsplit("-", 1)[-1] for one in self._rows.numbers_like(f"{start}*")]
            draft.numbers[start] = max((int(end) for end in ends if end.isdigit()), default=0)
        draft.numbers[start] += 1
        return f"{start}{draft.numbers[start]:02d}"

    def _outcome(self, draft: _Draft, action: str) -> ImportedTickets:
        return ImportedTickets(
            opened=draft.opened,
            updated=draft.updated,
            unchanged=draft.unchanged,
            skipped=tuple(draft.skipped),
            notes=tuple(draft.told),
            action=action if draft.opened or draft.updated else "",
        )


class _Known:
    """The tickets that cases may belong to."""

    def __init__(self, rows: TicketStore) -> None:
        self._rows, self.gone = rows, set(rows.taken_away())
        self._numbered: dict[str, list[tuple[str, str]]] = {}
        self._open: dict[tuple[str, str], list[str]] = {}
        for id_, kind, shop, number, order in rows.belonging():
            if number.strip():
                self._numbered.setdefault(number.strip(), []).append((id_, shop))
            else:
                self._open.setdefault((order, kind), []).append(id_)

    def of(self, case: PlatformCase, kind: Kind) -> Any | None:
        """The ticket of a case: of its number, else the only open one of its order and kind."""
        for id_, shop in self._numbered.get(case.no, ()):
            if not shop or not case.shop or shop == case.shop:
                return self._rows.tickets("id = ?", (id_,), 1)[0]
        candidates = self._open.get((case.order.id, kind.value), []) if case.order else []
        if len(candidates) != 1:
            return None
        return self._rows.tickets("id = ?", (candidates.pop(),), 1)[0]
