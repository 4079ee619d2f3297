"""The rules by the names under which lists call them, with what each of them takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from csconsole.selfcheck.model import Finding
from csconsole.selfcheck.parameters import Parameter
from csconsole.selfcheck.rules import ready, recorded, solved
from csconsole.selfcheck.rules.scene import Scene


@dataclass(frozen=True)
class Rule:
    """What answers an item.

    Attributes:
        takes: what a list must say beside its name.
    """

    find: Callable[[Scene, Mapping[str, Any]], Finding]
    takes: Mapping[str, Parameter] = field(default_factory=dict)


RULES: Mapping[str, Rule] = {
    "replies-without-ticket": Rule(
        recorded.replies_without_ticket, {"categories": Parameter.CATEGORIES}
    ),
    "notes-without-ticket": Rule(recorded.notes_without_ticket, {"words": Parameter.WORDS}),
    "cases-without-ticket": Rule(recorded.cases_without_ticket, {"words": Parameter.WORDS}),
    "fields-missing": Rule(recorded.fields_missing, {"fields": Parameter.FIELDS}),
    "cases-without-action": Rule(recorded.cases_without_action),
    "actions-due": Rule(solved.actions_due, {"deeds": Parameter.DEEDS}),
    "responses-late": Rule(solved.responses_late),
    "solutions-late": Rule(solved.solutions_late),
    "contacts-due": Rule(solved.contacts_due),
    "platform-deadlines": Rule(solved.platform_deadlines),
    "plans": Rule(ready.plans),
    "stock": Rule(ready.stock),
    "pairings": Rule(ready.pairings),
    "notices": Rule(ready.notices),
    "replies-ending": Rule(ready.replies_ending),
    "replies-starting": Rule(ready.replies_starting),
    "orders-to-send": Rule(ready.orders_to_send, {"hours": Parameter.HOURS}),
}
