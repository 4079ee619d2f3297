"""The list of the self-check while it is changed: what is in use, added, renamed, moved; no Qt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from csconsole.language import chosen
from csconsole.selfcheck.model import CheckItem, Group, ItemKind

_WORDS = ("words", "categories", "deeds", "hours")  # parameters that one line can hold
_OWN = "own-"


@dataclass(frozen=True)
class Line:
    """One item, and whether it is checked at the end of a day."""

    item: CheckItem
    is_used: bool = True

    @property
    def parameter(self) -> str:
        """The name of what its rule looks for, where one line can hold that; "" for nothing."""
        return next((name for name in _WORDS if name in self.item.parameters), "")

    @property
    def looks_for(self) -> str:
        """What its rule looks for, with commas between."""
        told = self.item.parameters.get(self.parameter, "")
        return ", ".join(told) if isinstance(told, tuple) else str(told)


class ListDraft:
    """A list that somebody changes; the shipped items that it has not are offered, too.

    Attributes:
        lines: group by group.
    """

    def __init__(self, items: Sequence[CheckItem], usual: Sequence[CheckItem]) -> None:
        known = {one.id for one in items}
        every = [Line(one) for one in items]
        every += [Line(one, is_used=False) for one in usual if one.id not in known]
        self.lines = [line for group in Group for line in every if line.item.group is group]

    @property
    def items(self) -> tuple[CheckItem, ...]:
        """What is in use."""
        return tuple(line.item for line in self.lines if line.is_used)

    def turn(self, at: int) -> None:
        """An item is used, or no more."""
        line = self.lines[at]
        self.lines[at] = replace(line, is_used=not line.is_used)

    def add(self, title: str, group: Group) -> int:
        """One more item that a person answers, at the end of its group; where it stands."""
        taken = {line.item.id for line in self.lines}
        number = next(one for one in range(1, len(taken) + 2) if f"{_OWN}{one}" not in taken)
        item = CheckItem(f"{_OWN}{number}", group, _both(title), ItemKind.MANUAL)
        order = list(Group)
        at = sum(order.index(line.item.group) <= order.index(group) for line in self.lines)
        self.lines.insert(at, Line(item))
        return at

    def change(self, at: int, title: str, looks_for: str) -> None:
        """Another title in the program's language, and other words that the rule looks for."""
        line = self.lines[at]
        item = line.item
        title = " ".join(title.split())
        if title and title != in_words(item.title):
            own = _both(title) if item.id.startswith(_OWN) else {_language(): title}
            item = replace(item, title={**item.title, **own})
        if line.parameter and looks_for != line.looks_for:
            told = _read(line.parameter, looks_for)
            item = replace(item, parameters={**item.parameters, line.parameter: told})
        self.lines[at] = replace(line, item=item)

    def move(self, at: int, step: int) -> int:
        """Move an item up or down within its group; where it stands then."""
        to = at + step
        if not 0 <= to < len(self.lines):
            return at
        if self.lines[to].item.group is not self.lines[at].item.group:
            return at
        self.lines[at], self.lines[to] = self.lines[to], self.lines[at]
        return to


def in_words(title: Mapping[str, str]) -> str:
    """A title in the program's language."""
    return title[_language()]


def _language() -> str:
    return "zh" if chosen().startswith("zh") else "en"


def _both(title: str) -> dict[str, str]:
    return dict.fromkeys(("zh", "en"), " ".join(title.split()))


def _read(parameter: str, told: str) -> str | tuple[str, ...]:
    if parameter == "hours":
        return told.strip()
    words = told.replace("，", ",").replace("、", ",").split(",")
    return tuple(word.strip() for word in words if word.strip())
