"""A ticket as the cells of a sheet's columns."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo
from enum import StrEnum
from functools import lru_cache
from typing import Any

from csconsole.orders.model import Money
from csconsole.people.masking import masked_name, masked_text
from csconsole.reports.columns import Column, Kind, Tables
from csconsole.reports.model import (
    Figure,
    Group,
    Issue,
    Late,
    SelfChecked,
    Sheet,
    Why,
    in_language,
)
from csconsole.tickets.clocks import platform_due
from csconsole.tickets.model import FieldKind, Workflow
from csconsole.tickets.model import Kind as TicketKind

# A cell; None and "" are empty. A moment has lost its zone: it is the shop's own time.
Cell = str | int | float | Money | datetime | date | None
# Names of things: a phone number that is looked for in them would only spoil them.
_NUMBERS = {"platform_no", "wanted_sku", "batch", "coupon"}
_REMEMBERED = 4096  # texts
_ORDER: list[StrEnum] = [*Why, *Late]
_COUNTS = {f"count_{kind}": kind for kind in TicketKind}


class IssueRows:
    """Tickets as rows of cells, in the language of the tables.

    Attributes:
        is_masked: whether personal data is hidden.
    """

    def __init__(
        self,
        tables: Tables,
        workflows: Mapping[TicketKind, Workflow],
        zone: tzinfo | None,
        *,
        is_masked: bool,
    ) -> None:
        self.is_masked = is_masked
        self._tables, self._workflows, self._zone = tables, workflows, zone
        self._between = tables.word("list")
        # The same names and sentences come again and again.
        self._hidden = lru_cache(_REMEMBERED)(masked_text)
        self._joined: dict[tuple[str, frozenset[Any]], str] = {}
        self._own: Mapping[str, Callable[[Issue], Cell]] = {
            "number": lambda issue: issue.ticket.number,
            "why": lambda issue: self._words("why", issue.why),
            "shop": lambda issue: issue.around.shop,
            "order_no": lambda issue: issue.ticket.order_no,
            "buyer": self._buyer,
            "goods": lambda issue: issue.around.goods,
            "ticket_kind": lambda issue: self._kind(issue.ticket.kind),
            "state": lambda issue: self.state(issue.ticket.kind, issue.ticket.state),
            "tier": lambda issue: tables.word(f"tier.{issue.ticket.tier}"),
            "owner": lambda issue: issue.ticket.owner,
            "opened": lambda issue: self.local(issue.ticket.opened),
            "response_due": lambda issue: self.local(issue.response_due),
            "responded": lambda issue: self.local(issue.ticket.responded),
            "solution_due": lambda issue: self.local(issue.solution_due),
            "closed": lambda issue: self.local(issue.ticket.closed),
            "late": lambda issue: self._words("late", issue.late),
            "owed": self._owed,
            "next_due": lambda issue: self.local(issue.next_due),
            "complaint": self._complaint,
            "platform_due": lambda issue: self.local(platform_due(issue.ticket)),
        }

    def maker(self, columns: Sequence[Column]) -> Callable[[Issue], list[Cell]]:
        """What makes the row of a ticket with these columns."""
        makers = [self._own.get(column.name) or self._of_field(column) for column in columns]
        return lambda issue: [make(issue) for make in makers]

    def local(self, moment: datetime | None) -> datetime | None:
        """A moment in the shop's own time, to the second, without its zone."""
        return moment.astimezone(self._zone).replace(tzinfo=None) if moment else None

    def state(self, kind: TicketKind, state: str) -> str:
        """What a state is called."""
        known = self._workflows[kind].states.get(state)
        return in_language(known.label, self._tables.language) if known else state

    def told(self, text: str, buyer: str = "") -> str:
        """A text as it may be shown."""
        if not self.is_masked or not text:
            return text
        if buyer and buyer in text:
            text = text.replace(buyer, masked_name(buyer))
        return self._hidden(text)

    def _buyer(self, issue: Issue) -> str:
        return masked_name(issue.ticket.buyer) if self.is_masked else issue.ticket.buyer

    def _kind(self, kind: TicketKind) -> str:
        return in_language(self._workflows[kind].label, self._tables.language)

    def _owed(self, issue: Issue) -> str:
        told = []
        for one in issue.owed:
            due = self.local(one.due)
            word = self._tables.word(f"deed.{one.deed}")
            told.append(f"{word} {due:%m-%d %H:%M}" if due else word)
        return self._between.join(told)

    def _complaint(self, issue: Issue) -> str:
        marks = [self._tables.word(f"complaint.{one}") for one in issue.ticket.complaints]
        told = self.told(issue.ticket.complaint, issue.ticket.buyer)
        return self._between.join(filter(None, (*marks, told)))

    def _words(self, group: str, found: frozenset[Why] | frozenset[Late]) -> str:
        if not found:
            return ""
        if (group, found) not in self._joined:
            known = sorted(found, key=_ORDER.index)
            words = [self._tables.word(f"{group}.{one}") for one in known]
            self._joined[group, found] = self._between.join(words)
        return self._joined[group, found]

    def _of_field(self, column: Column) -> Callable[[Issue], Cell]:
        field = column.field
        if field is None:
            raise LookupError(f"nothing fills the column {column.name}")
        name, kind, choices = field.name, field.kind, field.choices
        is_number = kind is FieldKind.WAYBILL or name in _NUMBERS

        def make(issue: Issue) -> Cell:
            value = issue.ticket.fields.get(name)
            if value is None or value == "":
                return None
            if kind is FieldKind.CHOICE:
                label = choices.get(str(value))
                return in_language(label, self._tables.language) if label else str(value)
            if kind is FieldKind.MONEY:
                return Money(value, issue.around.currency) if isinstance(value, int) else None
            if kind is FieldKind.MOMENT:
                return self._moment(value)
            if column.kind is Kind.COUNT:
                return value if isinstance(value, int) else None
            return str(value) if is_number else self.told(str(value), issue.ticket.buyer)

        return make

    def _moment(self, seconds: Any) -> datetime | None:
        try:
            return self.local(datetime.fromtimestamp(seconds, UTC))
        except (TypeError, ValueError, OverflowError, OSError):
            return None


class FigureRows:
    """Figures as rows of the summary."""

    def __init__(self, tables: Tables, workflows: Mapping[TicketKind, Workflow]) -> None:
        self._tables, self._workflows = tables, workflows

    def row(self, figure: Figure) -> list[Cell]:
        """A figure in the columns of the summary."""
        is_money = figure.group is Group.REFUND
        amount = Money(figure.amount or 0, figure.item) if is_money else None
        cells: dict[str, Cell] = {
            "group": self._tables.word(f"group.{figure.group}"),
            "item": self.item(figure),
            "count": figure.count,
            "share": figure.share,
            "running": figure.running,
            "amount": amount,
            **{name: figure.count_of(kind) for name, kind in _COUNTS.items()},
        }
        return [cells[column.name] for column in self._tables.layouts[Sheet.SUMMARY].columns]

    def item(self, figure: Figure) -> str:
        """What a figure counts, for people."""
        item, language = figure.item, self._tables.language
        if figure.group in {Group.ALL, Group.IN_TIME, Group.TIER}:
            return self._tables.word(f"{figure.group}.{item}")
        if figure.group is Group.KIND:
            return in_language(self._workflows[TicketKind(item)].label, language)
        if figure.group is Group.REASON:
            return self._reason(item)
        if figure.group is Group.STATE:
            return self._state(item)
        if not item:
            return self._tables.word("nobody" if figure.group is Group.AGENT else "not_told")
        return item

    def _reason(self, item: str) -> str:
        field, _dot, value = item.partition(".")
        for workflow in self._workflows.values():
            rule = workflow.fields.get(field)
            if rule is not None and value in rule.choices:
                return in_language(rule.choices[value], self._tables.language)
        return value or self._tables.word("not_told")

    def _state(self, item: str) -> str:
        kind, _dot, name = item.partition(".")
        workflow = self._workflows[TicketKind(kind)]
        state = workflow.states.get(name)
        told = in_language(state.label, self._tables.language) if state else name
        return f"{in_language(workflow.label, self._tables.language)} · {told}"


def self_check_row(
    row: SelfChecked, local: Callable[[datetime | None], Cell], tables: Tables
) -> list[Cell]:
    """An item of the self-check in the columns of its sheet."""
    shop = row.shop or tables.word("everything")
    return [
        row.date, shop, row.group, row.item, row.state, row.count, row.note, row.who,
        local(row.when),
    ]  # fmt: skip
