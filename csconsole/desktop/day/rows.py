"""A day as rows of a list: the three questions, their items, what stands behind each; no Qt."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import tzinfo
from enum import Enum, auto

from csconsole.language import _, ngettext
from csconsole.selfcheck.model import (
    Checked,
    CheckedDay,
    Evidence,
    Group,
    ItemKind,
    State,
    What,
)
from csconsole.selfcheck.telling import GROUPS, STATES, title_of

SHOWN = 5  # rows of an item before more are asked for
_MARKS = {State.OPEN: "✗", State.DONE: "✓", State.EXPLAINED: "!"}
_TONES = {State.OPEN: "late", State.DONE: "done", State.EXPLAINED: "due"}


class Kind(Enum):
    """What a row is."""

    GROUP = auto()
    ITEM = auto()
    EVIDENCE = auto()
    MORE = auto()


@dataclass(frozen=True)
class DayRow:
    """One row.

    Attributes:
        key: names it, so that the mark stays where it is when the list is made anew.
        text: what stands first; `detail` below or behind it, `state` at the right end.
        count: how many stand behind an item; "" where nothing is counted.
        tone: the colour's name of mark and state.
        item: the item that it is, or stands under.
    """

    kind: Kind
    key: str
    text: str
    detail: str = ""
    mark: str = ""
    count: str = ""
    state: str = ""
    tone: str = "text"
    item: Checked | None = None
    evidence: Evidence | None = None

    @property
    def is_value(self) -> bool:
        """Whether one can stop at it."""
        return self.kind is not Kind.GROUP

    @property
    def spoken(self) -> str:
        """What a screen reader says of it."""
        return ", ".join(filter(None, (self.text, self.count, self.state, self.detail)))


def day_rows(
    day: CheckedDay,
    turned: Collection[str],
    whole: Collection[str],
    zone: tzinfo | None = None,
) -> list[DayRow]:
    """The rows of a day.

    `turned` names the items that somebody opened or closed against what is usual: open items show
    their rows, done ones do not. `whole` names those of which every row is wanted. Times are told
    in the zone.
    """
    rows: list[DayRow] = []
    for group in Group:
        items = [one for one in day.items if one.item.group is group]
        if items:
            rows.append(_group(group, items))
        for one in items:
            rows.append(_item(one, zone))
            if is_open(one, turned):
                rows += _evidence(one, whole=one.item.id in whole)
    return rows


def is_open(one: Checked, turned: Collection[str]) -> bool:
    """Whether the rows behind an item are shown."""
    usual = one.state is not State.DONE
    return usual != (one.item.id in turned)


def told_of_day(day: CheckedDay, zone: tzinfo | None = None) -> str:
    """How a day stands, in few words."""
    left = sum(one.state is State.OPEN for one in day.items)
    if day.signed is not None:
        explained = sum(one.state is State.EXPLAINED for one in day.items)
        told = _("Signed by {name}, {at}").format(
            name=day.signed.agent, at=f"{day.signed.at.astimezone(zone):%m-%d %H:%M}"
        )
        if explained:
            words = ngettext("{count} left open", "{count} left open", explained)
            told += " · " + words.format(count=explained)
        return told
    if not left:
        return _("Everything is done: the day can be signed.")
    return ngettext("{count} item is open", "{count} items are open", left).format(count=left)


def _group(group: Group, items: list[Checked]) -> DayRow:
    left = sum(one.state is State.OPEN for one in items)
    detail = _("{count} open").format(count=left) if left else _("all done")
    if any(one.state is State.EXPLAINED for one in items):
        detail = ""
    return DayRow(Kind.GROUP, f"group {group.value}", _(GROUPS[group]), detail)


def _item(one: Checked, zone: tzinfo | None) -> DayRow:
    counts = one.item.kind is ItemKind.COMPUTED and one.count
    return DayRow(
        Kind.ITEM,
        f"item {one.item.id}",
        title_of(one.item),
        detail=_said(one, zone),
        mark=_MARKS[one.state],
        count=str(one.count) if counts else "",
        state=_(STATES[one.state]),
        tone=_TONES[one.state],
        item=one,
    )


def _said(one: Checked, zone: tzinfo | None) -> str:
    """What people said of an item, line by line."""
    lines = []
    if one.tick is not None:
        at = f"{one.tick.at.astimezone(zone):%H:%M}"
        who = " ".join(filter(None, (one.tick.agent, at)))
        lines.append(": ".join(filter(None, (who, one.tick.note))))
    if one.reason:
        lines.append(_("Reason: {text}").format(text=one.reason))
    if one.carried is not None and one.state is not State.DONE:
        told = _("{day}, {name}: {text}")
        day = f"{one.carried.day:%m-%d}"
        lines.append(told.format(day=day, name=one.carried.agent, text=one.carried.reason))
    if one.later is not None:
        told = _("Later: {count} by now")
        lines.append(told.format(count=one.later))
    if not lines and one.state is State.OPEN and one.item.can_be_ticked:
        lines.append(
            _("Space answers it, N with a note")
            if one.item.kind is ItemKind.MANUAL
            else _("Space: I have looked at it")
        )
    return "\n".join(lines)


def _evidence(one: Checked, *, whole: bool) -> list[DayRow]:
    shown = one.evidence if whole else one.evidence[:SHOWN]
    rows = [
        DayRow(
            Kind.EVIDENCE,
            f"row {one.item.id} {row.row.what.value} {row.row.id} {' '.join(row.row.about)}",
            row.name,
            detail=row.why,
            tone="late" if row.is_late else "quiet",
            item=one,
            evidence=row,
        )
        for row in shown
    ]
    left = one.count - len(shown)
    if left > 0 and one.evidence:
        rows.append(
            DayRow(
                Kind.MORE,
                f"more {one.item.id}",
                _("and {count} more").format(count=left),
                item=one,
            )
        )
    return rows


def action(row: DayRow) -> str:
    """The word that does at the right end of a row what Enter does; "" where there is none."""
    if row.evidence is None:
        return ""
    return {
        What.TICKET: _("Go there"),
        What.ORDER: _("Go there"),
        What.REPLY: _("Edit"),
        What.PRODUCT: _("Go there"),
        What.PLAN: _("It is done"),
        What.NOTICE: _("I have read it"),
    }[row.evidence.row.what]


def hint(row: DayRow) -> str:
    """What Enter does in a row."""
    if row.evidence is None:
        return _("Enter shows what stands behind it, or hides it")
    return {
        What.TICKET: _("Enter goes to the ticket"),
        What.ORDER: _("Enter goes to the order"),
        What.REPLY: _("Enter edits the reply"),
        What.PRODUCT: _("Enter goes to the products"),
        What.PLAN: _("Enter: it is done; Del takes it off the list"),
        What.NOTICE: _("Enter: I have read it"),
    }[row.evidence.row.what]
