r"""The grammar of a reply's text: words with variables in braces.

    {name}  {name|fallback}                   a value of the order, buyer, ticket, shop or agent
    {date+3d}  {date+3d:%m月%d日}              a moment, shifted by m(inutes) h d w
    {?label}  {?label=default}  {?label=}     asked of the agent; the last may stay empty
    {?label: a/b/c}                           a choice, the first preselected; \\/ is a slash
    {?label@date}  {?label@number=48}         asked as a date or a number
    {>reply-id}                               another reply inside this one
    {{  }}                                    braces

Full-width braces and marks are read as the narrow ones. Nothing in it can run code or read a file.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.model import AskKind

_BRACES = re.compile("[{}｛｝]")
_WIDE_BRACES = str.maketrans("｛｝", "{}")
_WIDE_MARKS = str.maketrans("？＞｜＋－％", "?>|+-%")
_LABEL_END = re.compile(r"[=＝:：@＠]")
_NAME = re.compile(r"[^\W\d]\w*", re.UNICODE)
_SHIFT = re.compile(r"([+-])\s*(\d{1,4})\s*([mhdw])")
_DATE_LETTER = re.compile(r"%(-?[A-Za-z%]|$|.)")
_SLASH = re.compile(r"(?<!\\)/")
_TYPED = (AskKind.DATE, AskKind.NUMBER, AskKind.TEXT)
_REPLY_ID = re.compile(r"[a-z0-9][a-z0-9-]*")


DEEPEST_INCLUDE = 8
MOMENTS = ("date", "time", "weekday", "greeting")
DATE_LETTERS = ("%", "Y", "y", "m", "d", "H", "I", "M", "S", "-m", "-d", "-H", "A", "B")


@dataclass(frozen=True)
class Words:
    """Plain words between variables."""

    text: str


@dataclass(frozen=True)
class Value:
    """A named value.

    Attributes:
        fallback: what stands there where the value is empty; None where it must be given.
        shift: seconds to add to a moment.
        pattern: how a moment is written, in strftime's letters; empty for the usual way.
    """

    name: str
    fallback: str | None = None
    shift: int = 0
    pattern: str = ""


@dataclass(frozen=True)
class Ask:
    """A value that the agent is asked for.

    Attributes:
        default: what is preset; None where it must be given, "" where it may stay empty.
        choices: what can be chosen, for the kind CHOICE.
    """

    label: str
    kind: AskKind = AskKind.TEXT
    default: str | None = None
    choices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Include:
    """Another reply that stands inside this one."""

    reply_id: str


Part = Words | Value | Ask | Include

_SECONDS = {"m": 60, "h": 3600, "d": 86400, "w": 604800}


@lru_cache(maxsize=4096)
def parse(text: str) -> tuple[Part, ...]:
    """The parts of a text.

    Raises:
        BadInputError: a brace is not closed, or what is in it has no meaning.
    """
    if not _BRACES.search(text):
        return (Words(text),) if text else ()
    return tuple(_parts(text))


def included(text: str) -> list[str]:
    """The ids of the replies that a text includes.

    Raises:
        BadInputError: the text does not follow the grammar.
    """
    return [part.reply_id for part in parse(text) if isinstance(part, Include)]


def _parts(text: str) -> Iterator[Part]:
    narrow = text.translate(_WIDE_BRACES)
    words: list[str] = []
    at = 0
    while at < len(narrow):
        if narrow.startswith(("{{", "}}"), at):
            words.append(narrow[at])
            at += 2
        elif narrow[at] == "{":
            end = narrow.find("}", at)
            if end < 0:
                raise _bad(narrow[at + 1 : at + 20], _("the brace is not closed"))
            if words:
                yield Words("".join(words))
                words = []
            yield _variable(narrow[at + 1 : end])
            at = end + 1
        else:
            words.append(text[at])
            at += 1
    if words:
        yield Words("".join(words))


def _variable(body: str) -> Part:
    stripped = body.strip()
    mark = stripped[:1].translate(_WIDE_MARKS)
    if mark == "?":
        return _ask(stripped[1:], body)
    if mark == ">":
        reply_id = stripped[1:].strip()
        if not _REPLY_ID.fullmatch(reply_id):
            raise _bad(body, _("a reply's id stands behind >"))
        return Include(reply_id)
    return _value(stripped, body)


def _ask(told: str, body: str) -> Ask:
    found = _LABEL_END.search(told)
    label = (told[: found.start()] if found else told).strip()
    if not label:
        raise _bad(body, _("the question has no label"))
    if found is None:
        return Ask(label)
    rest = told[found.end() :]
    if found.group() in "=＝":
        return Ask(label, default=rest.strip())
    if found.group() in ":：":
        choices = tuple(c.strip().replace("\\/", "/") for c in _SLASH.split(rest) if c.strip())
        if not choices:
            raise _bad(body, _("the choice has nothing to choose from"))
        return Ask(label, AskKind.CHOICE, choices[0], choices)
    return _typed_ask(label, rest, body)


def _typed_ask(label: str, rest: str, body: str) -> Ask:
    kind, equals, default = _split(rest, "=＝")
    if kind.strip() not in _TYPED:
        raise _bad(body, _("after @ stands date, number or text"))
    return Ask(label, AskKind(kind.strip()), default.strip() if equals else None)


def _split(text: str, marks: str) -> tuple[str, bool, str]:
    """A text before and behind the first of some marks, and whether one is there."""
    at = min((found for mark in marks if (found := text.find(mark)) >= 0), default=-1)
    return (text, False, "") if at < 0 else (text[:at], True, text[at + 1 :])


def _value(told: str, body: str) -> Value:
    told, bar, fallback = _split(told, "|｜")
    head, colon, pattern = _split(told, ":：")
    head = head.translate(_WIDE_MARKS).strip()
    named = _NAME.match(head)
    if named is None:
        raise _bad(body, _("a name is missing"))
    shift_text = head[named.end() :].strip()
    shifted = _SHIFT.fullmatch(shift_text)
    if shift_text and shifted is None:
        raise _bad(body, _("after the name stands a shift such as +3d, or nothing"))
    if (shift_text or colon) and named.group() not in MOMENTS:
        raise _bad(body, _("only {names} can be shifted").format(names=", ".join(MOMENTS)))
    for letter in _DATE_LETTER.findall(pattern):
        if letter not in DATE_LETTERS:
            raise _bad(body, _("%{letter} has no meaning in a date").format(letter=letter))
    shift = int(shifted[1] + shifted[2]) * _SECONDS[shifted[3]] if shifted else 0
    return Value(named.group(), fallback if bar else None, shift, pattern.strip())


def _bad(body: str, why: str) -> BadInputError:
    return BadInputError(_("{{{variable}}} cannot be read: {why}").format(variable=body, why=why))
