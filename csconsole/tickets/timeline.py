"""What happened to a ticket, read out of the journal."""

from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import Any

from csconsole.language import _
from csconsole.storage import clock
from csconsole.storage.entities import DELETED
from csconsole.storage.journal import Entry, Journal
from csconsole.tickets.evidence_store import EVIDENCE
from csconsole.tickets.file_types import OTHER, TYPES, Sort
from csconsole.tickets.model import Event, FieldKind, Workflow
from csconsole.tickets.moving import in_language
from csconsole.tickets.rows import moment
from csconsole.tickets.store import ACTION, CHASE, NOTE, SENT, TICKET

_QUIET = {
    "number", "kind", "shop", "order_id", "currency", "paid", "opened", "tier_since", "paused",
    "paused_for", "closed", "links",
}  # fmt: skip


def timeline(
    journal: Journal, workflow: Workflow, ticket: str, parts: Iterable[tuple[str, str]]
) -> list[Event]:
    """Everything that was done to a ticket, the oldest first; `parts` are (entity, id)."""
    entries = [*journal.history(TICKET.name, ticket)]
    for entity, id_ in parts:
        entries += journal.history(entity, id_)
    entries.sort(key=lambda entry: entry.clock)
    events = []
    for action, group in groupby(entries, key=lambda entry: entry.action):
        together = list(group)
        said = [line for entry in together for line in _told(workflow, entry)]
        if said:
            at = clock.moment(together[0].clock)
            events.append(Event(at, together[0].agent, "; ".join(said), action))
    return events


def _told(workflow: Workflow, entry: Entry) -> list[str]:
    patch = entry.patch or {}
    if entry.entity == TICKET.name:
        return _ticket(workflow, patch)
    return _PARTS[entry.entity](patch)


def _ticket(workflow: Workflow, patch: Mapping[str, Any]) -> list[str]:
    if "number" in patch:
        lines = [_("opened")]
    elif DELETED in patch:
        lines = [_("taken away")]
    else:
        lines = []
    for name, value in patch.items():
        if name in _QUIET or name == DELETED or ("number" in patch and name == "state"):
            continue
        if name == "state":
            state = workflow.states.get(str(value))
            lines.append(
                _("now: {state}").format(state=in_language(state.label) if state else value)
            )
        elif name == "responded":
            if "state" not in patch:  # else an import took over what was answered on the platform
                lines.append(_("first reply"))
        elif value not in (None, "", []):
            lines.append(f"{_label(workflow, name)}: {_value(workflow, name, value)}")
        elif "number" not in patch:
            lines.append(_("{field} emptied").format(field=_label(workflow, name)))
    return lines


def _label(workflow: Workflow, name: str) -> str:
    rule = workflow.fields.get(name)
    return in_language(rule.label) if rule else name


def _value(workflow: Workflow, name: str, value: Any) -> str:
    rule = workflow.fields.get(name)
    if rule is None:
        return str(value)
    if rule.kind is FieldKind.CHOICE and value in rule.choices:
        return in_language(rule.choices[value])
    if rule.kind is FieldKind.MOMENT:
        at = moment(value)
        return at.astimezone().strftime("%Y-%m-%d %H:%M") if at else str(value)
    if rule.kind is FieldKind.MONEY:
        return f"{value / 100:.2f}"
    if rule.kind is FieldKind.LINES:
        return ", ".join(f"{one['line']}×{one['quantity']}" for one in value)
    return str(value)


def _action(patch: Mapping[str, Any]) -> list[str]:
    if patch.get("done"):
        return [_("done")]
    if "deed" in patch:
        return [_("owed: {deed}").format(deed=patch["deed"])]
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


_PARTS = {
    ACTION.name: _action,
    CHASE.name: _chase,
    NOTE.name: _note,
    SENT.name: _sent,
    EVIDENCE.name: _evidence,
}
