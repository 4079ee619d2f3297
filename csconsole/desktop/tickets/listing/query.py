"""What is asked of the list of tickets, typed in one line: words, and filters by name; no Qt.

`kind:return is:late owner:"Li Lei" freight` asks for four things. Names and values are understood
in the program's languages whichever is chosen, so that a kept filter survives another one.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from typing import Any

from csconsole.language import _, chosen
from csconsole.tickets.labels import tier_name
from csconsole.tickets.listing import LATEST, OLDEST, URGENT, Filters
from csconsole.tickets.model import Kind, Tier, Workflow
from csconsole.tickets.moving import in_language

# In English, in Chinese, and what is understood besides: data and no catalogue, since what is
# typed or kept in one language must be understood in the other.
NAMES: Mapping[str, tuple[str, ...]] = {
    "kind": ("kind", "类型", "種類", "類型"),
    "state": ("state", "状态", "狀態"),
    "tier": ("tier", "等级", "等級"),
    "owner": ("owner", "负责", "负责人", "負責", "負責人"),
    "on": ("on", "日期"),
    "is": ("is", "只看"),
    "sort": ("sort", "排序"),
}
FLAGS: Mapping[str, tuple[str, ...]] = {
    "open": ("open", "未结", "未結"),
    "late": ("late", "逾期", "超时", "超時"),
    "complaint": ("complaint", "投诉", "投訴"),
    "all": ("all", "全部"),
}
SORTS: Mapping[str, tuple[str, ...]] = {
    URGENT: ("urgent", "紧急", "緊急"),
    LATEST: ("latest", "最新"),
    OLDEST: ("oldest", "最早"),
}
ME = ("me", "我")
_TIER_WORDS = {
    Tier.ORDINARY: ("普通",),
    Tier.URGENT: ("紧急", "緊急"),
    Tier.MAJOR: ("重大",),
}
DAYS = {0: ("today", "今天"), -1: ("yesterday", "昨天")}
_TOKEN = re.compile(r'(?P<name>[^\s:："]+)[:：](?P<value>"[^"]*"?|[^\s"]*)|(?P<word>\S+)')
_DATE = re.compile(r"(?:(\d{4})[-/.])?(\d{1,2})[-/.](\d{1,2})")


@dataclass(frozen=True)
class Query:
    """What is asked.

    Attributes:
        problem: what was typed and is understood by nobody, in a sentence; "" for nothing.
    """

    filters: Filters = field(default_factory=Filters)
    sort: str = LATEST
    problem: str = ""


@dataclass(frozen=True)
class Token:
    """One part of a line: a filter by its name, or a word (`name` is "")."""

    name: str
    value: str


class QueryReader:
    """Reads lines for a shop's workflows."""

    def __init__(self, workflows: Mapping[Kind, Workflow]) -> None:
        self.workflows = workflows

    def read(self, text: str, now: datetime, agent: str) -> Query:
        """What a line asks for; `agent` is who is meant by `owner:me`.

        Where nothing but filters is typed, closed tickets are left out, and the most urgent come
        first; who types a word, a state or a day looks for one among all.
        """
        filters, sort, flags, words = Filters(), "", set[str](), list[str]()
        problem = ""
        for token in tokens(text):
            if not token.name:
                words.append(token.value)
            elif token.name == "is":
                flag = _named(FLAGS, token.value)
                flags.add(flag)
                problem = problem or _unknown(token, flag)
            elif token.name == "sort":
                sort = _named(SORTS, token.value)
                problem = problem or _unknown(token, sort)
            elif token.value:
                changed = self._with(filters, token, now, agent)
                problem = problem or ("" if changed else _unknown(token, ""))
                filters = changed or filters
        looks_for_one = words or filters.state or filters.on
        is_open = "all" not in flags and ("open" in flags or not looks_for_one)
        filters = replace(
            filters,
            text=" ".join(words),
            late="late" in flags,
            complaint="complaint" in flags,
            open_only=is_open,
        )
        return Query(filters, sort or (URGENT if is_open else LATEST), problem)

    def states(self, kind: str = "") -> Iterator[tuple[Workflow, str, str]]:
        """The states of a kind, or of all: (workflow, name, what people call it)."""
        for workflow in self.workflows.values():
            if kind in {"", workflow.kind.value}:
                for state in workflow.states.values():
                    yield workflow, state.name, in_language(state.label)

    def _with(self, filters: Filters, token: Token, now: datetime, agent: str) -> Filters | None:
        """The filters with one more; None where nobody knows what it means."""
        if token.name == "owner":
            return replace(filters, owner=agent if token.value.casefold() in ME else token.value)
        if token.name == "on":
            day = day_of(token.value, now.date())
            return replace(filters, on=whole_day(day, now)) if day else None
        known = {"kind": self._kinds, "tier": self._tiers}.get(token.name)
        found = _named(known() if known else self._states(filters.kind), token.value)
        if not found:
            return None
        changed: dict[str, Any] = {token.name: found}
        return replace(filters, **changed)

    def _kinds(self) -> dict[str, Sequence[str]]:
        return {
            one.kind.value: (one.kind.value, *one.label.values()) for one in self.workflows.values()
        }

    def _tiers(self) -> dict[str, Sequence[str]]:
        return {one.value: (one.value, tier_name(one), *_TIER_WORDS[one]) for one in Tier}

    def _states(self, kind: str) -> dict[str, Sequence[str]]:
        found: dict[str, list[str]] = {}
        for workflow in self.workflows.values():
            if kind in {"", workflow.kind.value}:
                for state in workflow.states.values():
                    names = found.setdefault(state.name, [state.name])
                    names += state.label.values()
        return dict(found)


def shown(words: Sequence[str]) -> str:
    """A word as the program's language writes it."""
    english, chinese, *_others = words
    return english if chosen().startswith("en") else chinese


def tokens(text: str) -> list[Token]:
    """The parts of a line; a name that is none makes a word of it."""
    found = []
    for match in _TOKEN.finditer(text):
        name = _name_of(match["name"] or "")
        if name:
            found.append(Token(name, match["value"].strip('"')))
        else:
            found.append(Token("", match[0].strip('"')))
    return [token for token in found if token.name or token.value]


def written(parts: Sequence[Token]) -> str:
    """Parts as a line, with names in the language of the program."""
    return " ".join(
        f"{shown(NAMES[one.name])}:{_quoted(one.value)}" if one.name else one.value for one in parts
    )


def with_filter(text: str, name: str, value: str) -> str:
    """A line with another value of a filter; "" takes it out."""
    rest = [one for one in tokens(text) if one.name != name]
    words = [one for one in rest if not one.name]
    named = [one for one in rest if one.name]
    return written([*named, *([Token(name, value)] if value else []), *words])


def with_flag(text: str, flag: str, *, on: bool) -> str:
    """A line that asks for a flag, or does not; open and all exclude each other."""
    others = {flag, *({"open", "all"} if flag in {"open", "all"} else ())}
    kept = [
        one for one in tokens(text) if one.name != "is" or _named(FLAGS, one.value) not in others
    ]
    words = [one for one in kept if not one.name]
    named = [one for one in kept if one.name]
    return written([*named, *([Token("is", shown(FLAGS[flag]))] if on else []), *words])


def day_of(text: str, today: date) -> date | None:
    """A day as it is typed: 2026-11-20, 11-20, today; None where it is none."""
    for days, words in DAYS.items():
        if text.casefold() in words:
            return today + timedelta(days=days)
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year = int(match[1]) if match[1] else today.year
    try:
        day = date(year, int(match[2]), int(match[3]))
        # Without a year it is a day that was: cases lie in the past.
        return day if match[1] or day <= today else day.replace(year=year - 1)
    except ValueError:
        return None


def whole_day(day: date, now: datetime) -> tuple[datetime, datetime]:
    """A day from its start to its end, in the time zone of a moment."""
    start = datetime.combine(day, time(), now.tzinfo)
    return start, datetime.combine(day + timedelta(days=1), time(), now.tzinfo)


def _name_of(typed: str) -> str:
    wanted = typed.casefold()
    return next((name for name, words in NAMES.items() if wanted in words), "")


def _named(known: Mapping[str, Sequence[str]], typed: str) -> str:
    """What a value means: the one of that name, else the only one that begins so."""
    wanted = _folded(typed)
    if not wanted:
        return ""
    names = {name: {_folded(one) for one in words} for name, words in known.items()}
    exact = [name for name, words in names.items() if wanted in words]
    near = [name for name, words in names.items() if any(one.startswith(wanted) for one in words)]
    if exact:
        return exact[0]
    return near[0] if len(near) == 1 else ""


def _unknown(token: Token, found: str) -> str:
    """What is said of a filter that means nothing."""
    if found or not token.value:
        return ""
    return _("“{value}” means nothing as {name}").format(
        value=token.value, name=shown(NAMES[token.name])
    )


def _quoted(value: str) -> str:
    return f'"{value}"' if " " in value else value


def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
