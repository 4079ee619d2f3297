"""What happened to a ticket, read out of the journal."""

from collections.abc import Callable, Iterable, Mapping
from itertools import groupby
from typing import Any

from csconsole.language import N_, _
from csconsole.storage import clock
from csconsole.storage.entities import DELETED
from csconsole.storage.journal import Entry, Journal
from csconsole.tickets.evidence_store import EVIDENCE
from csconsole.tickets.file_types import OTHER, TYPES, Sort
from csconsole.tickets.labels import DEEDS, TIERS
from csconsole.tickets.model import Event, FieldKind, Workflow
from csconsole.tickets.moving import in_language
from csconsole.tickets.rows import moment
from csconsole.tickets.store import ACTION, ATTENTION, CHASE, HANDOVER, NOTE, SENT, TICKET, VISIT

_QUIET = {
    "number", "kind", "shop", "order_id", "currency", "paid", "opened", "tier_since", "paused",
    "paused_for", "closed", "ordered",
}  # fmt: skip
_OTHER_TICKETS = {"links": N_("linked: {numbers}"), "goes_on_in": N_("goes on in {numbers}")}
_OWN_LABELS = {
    "tier": N_("tier"), "owner": N_("owner"), "complaint": N_("complaint"),
    "complaints": N_("complaint"), "agreed": N_("agreed by the supervisor"),
    "buyer": N_("buyer"), "order_no": N_("order"),
}  # fmt: skip
_AT_FIRST = {"state", "owner", "order_no", "buyer"}  # stand on the ticket; no news of its opening


Parts = Iterable[tuple[str, str]]
Numbers = Callable[[str], str]


def timeline(
    journal: Journal, workflow: Workflow, ticket: str, parts: Parts, number_of: Numbers
) -> list[Event]:
    """Everything that was done to a ticket, the oldest first.

    `parts` are (entity, id); `number_of` tells the number of the ticket of an id.
    """
    events = []
    entries = _entries(journal, ticket, parts)
    for action, group in groupby(entries, key=lambda entry: entry.action):
        together = list(group)
        said = [line for entry in together for line in _told(workflow, entry, number_of)]
        if said:
            at = clock.moment(together[0].clock)
            events.append(Event(at, together[0].agent, "; ".join(said), action))
    return events


def last_action(journal: Journal, ticket: str, parts: Parts) -> str:
    """What was done to a ticket last, shown or not; "" where that was opening it."""
    entries = _entries(journal, ticket, parts)
    last = entries[-1].action
    return "" if last == entries[0].action else last


def _entries(journal: Journal, ticket: str, parts: Parts) -> list[Entry]:
    entries = [*journal.history(TICKET.name, ticket)]
    for entity, id_ in parts:
        entries += journal.history(entity, id_)
    return sorted(entries, key=lambda entry: entry.clock)


def _told(workflow: Workflow, entry: Entry, number_of: Numbers) -> list[str]:
    patch = entry.patch or {}
    if entry.entity == TICKET.name:
        return _ticket(workflow, patch, number_of)
    lines = _PARTS[entry.entity](patch)
    if DELETED in patch:
        lines.append(_("taken back") if patch[DELETED] else _("taken up again"))
    return lines


def _ticket(workflow: Workflow, patch: Mapping[str, Any], number_of: Numbers) -> list[str]:
    is_new = "number" in patch
    lines = [_("opened")] if is_new else [_("taken away")] if DELETED in patch else []
    for name, value in patch.items():
        if name in _QUIET or name == DELETED or (is_new and name in _AT_FIRST):
            continue
        if name in _OTHER_TICKETS:
            ids = [value] if isinstance(value, str) else value or []
            numbers = ", ".join(number_of(one) for one in ids)
            lines += [_(_OTHER_TICKETS[name]).format(numbers=numbers)] if numbers else []
        elif name == "responded":
            # With a state an import took over what was answered on the platform.
            lines += [] if "state" in patch else [_("first reply")]
        elif value not in (None, "", []) or not is_new:
            lines.append(_field(workflow, name, value))
    return lines


def _field(workflow: Workflow, name: str, value: Any) -> str:
    if name == "state":
        state = workflow.states.get(str(value))
        return _("now: {state}").format(state=in_language(state.label) if state else value)
    label = _label(workflow, name)
    if value in (None, "", []):
        return _("{field} emptied").format(field=label)
    return f"{label}: {_value(workflow, name, value)}"


def _label(workflow: Workflow, name: str) -> str:
    rule = workflow.fields.get(name)
    return in_language(rule.label) if rule else _(_OWN_LABELS.get(name, name))


def _value(workflow: Workflow, name: str, value: Any) -> str:
    rule = workflow.fields.get(name)
    kind = rule.kind if rule else FieldKind.MONEY if name == "agreed" else None
    if rule is not None and kind is FieldKind.CHOICE and value in rule.choices:
        return in_language(rule.choices[value])
    if name == "tier":
        return _(TIERS.get(value, str(value)))
    if kind is FieldKind.MOMENT:
        at = moment(value)
        return at.astimezone().strftime("%Y-%m-%d %H:%M") if at else str(value)
    if kind is FieldKind.MONEY:
        return f"{value / 100:.2f}"
    if kind is FieldKind.LINES:
        return ", ".join(f"{one['line']}×{one['quantity']}" for one in value)
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _action(patch: Mapping[str, Any]) -> list[str]:
    if patch.get("done"):
        return [_("done")]
    if "deed" in patch:
        return [_("owed: {deed}").format(deed=_(DEEDS.get(patch["deed"], patch["deed"])))]
    return []


def _chase(patch: Mapping[str, Any]) -> list[str]:
    if "whom" not in patch:
        return []
    return [_("chased {whom}: {answer}").format(whom=patch["whom"], answer=patch.get("answer", ""))]


def _note(patch: Mapping[str, Any]) -> list[str]:
    return [_("note: {text}").format(text=patch["text"])] if "text" in patch else []


def _sent(patch: Mapping[str, Any]) -> list[str]:
    return [_("reply sent: {reply}").format(reply=patch["reply"])] if "reply" in patch else []


def _evidence(patch: Mapping[str, Any]) -> list[str]:
    if "attachment" in patch:
        sort = TYPES.get(patch.get("type") or "", OTHER).sort
        told = _("photo added: {name}") if sort is Sort.PICTURE else _("file added: {name}")
    elif "removed" in patch:
        told = _("taken out: {name}") if patch["removed"] else _("put back: {name}")
    else:
        return []
    broken = [_("it is broken")] if patch.get("broken") else []
    return ["; ".join([told.format(name=patch.get("name") or ""), *broken])]


def _attention(patch: Mapping[str, Any]) -> list[str]:
    if "why" in patch:
        return [_("told to the supervisor: {text}").format(text=patch.get("text") or "")]
    return [_("seen by the supervisor")] if patch.get("seen") else []


def _visit(patch: Mapping[str, Any]) -> list[str]:
    if patch.get("done"):
        return [_("follow-up visit made")]
    at = moment(patch.get("due"))
    if at is None:
        return []
    return [_("follow-up visit on {day}").format(day=at.astimezone().strftime("%Y-%m-%d"))]


def _handover(patch: Mapping[str, Any]) -> list[str]:
    if "taker" in patch:
        told = _("handed over to {name}").format(name=patch["taker"])
        return [f"{told}: {patch['note']}" if patch.get("note") else told]
    if patch.get("accepted"):
        return [_("accepted by {name}").format(name=patch.get("accepted_by") or "")]
    return []


_PARTS = {
    ACTION.name: _action,
    CHASE.name: _chase,
    NOTE.name: _note,
    SENT.name: _sent,
    EVIDENCE.name: _evidence,
    ATTENTION.name: _attention,
    VISIT.name: _visit,
    HANDOVER.name: _handover,
}
