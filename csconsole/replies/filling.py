"""Filling in a reply: its variables replaced by what is known and what the agent answers."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies import wording
from csconsole.replies.days import read_day
from csconsole.replies.model import AskKind, Field, Filled
from csconsole.replies.wording import Ask, Include, Part, Value, Words
from csconsole.replies.words import ClockWords, words

_DIRECTIVE = re.compile(r"%(-?[A-Za-z%])")

FindText = Callable[[str], str | None]


@dataclass(frozen=True)
class Context:
    """What is known while filling in.

    Attributes:
        values: named values of order, buyer, ticket, shop and agent; empty ones count as unknown.
        answers: what the agent gave, by field name.
        now: the moment, in the shop's time.
        find_text: the text of another reply in the same language; None where there is none.
    """

    language: str
    now: datetime
    values: Mapping[str, str]
    answers: Mapping[str, str]
    find_text: FindText


def fields(text: str, context: Context) -> list[Field]:
    """What the agent can be asked for, in order, each once.

    Raises:
        BadInputError: the text does not follow the grammar.
    """
    found: dict[str, Field] = {}
    for part in _flat(text, context):
        field = _field(part, context)
        if field is not None:
            before = found.setdefault(field.name, field)
            if field.required and not before.required:
                found[field.name] = replace(before, required=True)
    return list(found.values())


def fill(text: str, context: Context) -> Filled:
    """The text with every variable replaced.

    Raises:
        BadInputError: the text does not follow the grammar.
    """
    pieces: list[str] = []
    missing: list[str] = []
    spans: list[tuple[int, int, str]] = []
    length = 0
    for part in _flat(text, context):
        piece, name, lacking = _piece(part, context)
        if lacking:
            missing.append(lacking)
        if name:
            spans.append((length, length + len(piece), name))
        pieces.append(piece)
        length += len(piece)
    return Filled("".join(pieces), tuple(dict.fromkeys(missing)), tuple(spans))


def _flat(text: str, context: Context, depth: int = 0) -> Iterator[Part]:
    """The parts of a text with included replies put in their place."""
    for part in wording.parse(text):
        if not isinstance(part, Include):
            yield part
            continue
        inner = context.find_text(part.reply_id)
        if inner is None or depth >= wording.DEEPEST_INCLUDE:
            raise BadInputError(
                _("the included reply {id} does not exist").format(id=part.reply_id)
            )
        yield from _flat(inner, context, depth + 1)


def _field(part: Part, context: Context) -> Field | None:
    if isinstance(part, Ask):
        # A preset that may be replaced but not be forgotten; `{?label=}` alone may stay empty.
        required = part.default is None or part.default != ""
        return Field(part.label, part.label, part.kind, part.default or "", part.choices, required)
    if isinstance(part, Value) and part.name not in wording.MOMENTS:
        if context.values.get(part.name):
            return None
        label = words().value(part.name, context.language)
        return Field(part.name, label, required=part.fallback is None)
    return None


def _piece(part: Part, context: Context) -> tuple[str, str, str]:
    """What a part becomes: its text, the variable's name, and the label of what is missing."""
    if isinstance(part, Words):
        return part.text, "", ""
    if isinstance(part, Value) and part.name in wording.MOMENTS:
        return _moment(part, context), part.name, ""
    if isinstance(part, Value):
        return _named(part, context)
    if not isinstance(part, Ask):
        raise TypeError(part)
    given = context.answers.get(part.label, part.default or "").strip()
    if part.kind is AskKind.CHOICE and given not in part.choices:
        given = part.default or ""  # given for another reply, which lets one choose otherwise
    if given or part.default == "":
        return _answer(part, given, context), part.label, ""
    return _gap(part.label), part.label, part.label


def _answer(part: Ask, given: str, context: Context) -> str:
    """An answer as it stands in the text: a day in the language's own way, however it was typed."""
    if part.kind is AskKind.DATE:
        day = read_day(given, context.now.date())
        if day is None:
            return given  # in the agent's own words
        clock = words().clock_in(context.language)
        return write_moment(datetime.combine(day, time()), clock.date, clock)
    return given


def _named(part: Value, context: Context) -> tuple[str, str, str]:
    known = context.values.get(part.name, "") or context.answers.get(part.name, "").strip()
    if known or part.fallback is not None:
        return known or part.fallback or "", part.name, ""
    label = words().value(part.name, context.language)
    return _gap(label), part.name, label


def _gap(label: str) -> str:
    return f"［{label}］"


def _moment(part: Value, context: Context) -> str:
    clock = words().clock_in(context.language)
    moment = context.now + timedelta(seconds=part.shift)
    if part.pattern:
        return write_moment(moment, part.pattern, clock)
    if part.name == "weekday":
        return clock.weekdays[moment.weekday()]
    if part.name == "greeting":
        return [greeting for hour, greeting in clock.greetings if hour <= moment.hour][-1]
    return write_moment(moment, clock.date if part.name == "date" else clock.time, clock)


def write_moment(moment: datetime, pattern: str, clock: ClockWords) -> str:
    """A moment in strftime's letters, the same on every system and in every locale."""
    written = {
        "%": "%",
        "Y": f"{moment:%Y}",
        "y": f"{moment:%y}",
        "m": f"{moment.month:02}",
        "d": f"{moment.day:02}",
        "H": f"{moment.hour:02}",
        "I": f"{moment.hour % 12 or 12:02}",
        "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}",
        "-m": str(moment.month),
        "-d": str(moment.day),
        "-H": str(moment.hour),
        "A": clock.weekdays[moment.weekday()],
        "B": clock.months[moment.month - 1],
    }
    return _DIRECTIVE.sub(lambda found: written[found[1]], pattern)
