"""The macros of TextExpander in our grammar."""

import re

from csconsole.language import _
from csconsole.replies.formats.grammar import ask, choice, moment, plain
from csconsole.replies.formats.model import Reference, RefusalError, Wording

_MACRO = re.compile(
    r"%(?:(?P<percent>%)"
    r"|(?P<cursor>[|<>v^])"
    r"|(?P<clipboard>clipboard)%?"
    r"|fill(?P<fill>text|area|popup|date)(?P<told>(?::[^%]*)?)%"
    r"|fillpart(?P<part>(?::[^%]*)?)%"
    r"|(?P<partend>fillpartend)%"
    r"|snippet:(?P<snippet>[^%]+)%"
    r"|key:(?P<key>\w+)%"
    r"|(?P<program>applescript|shell|javascript)[^%]*%"
    r"|@(?P<shift>[+-]\d+[smhDWMY])"
    r"|(?P<letter>(?:1)?[YymdBbAaHIMSejp]))"
)  # fmt: skip
_KEYS = {"tab": "\t", "return": "\n", "enter": "\n"}
_SECONDS = {"s": 1, "m": 60, "h": 3600, "D": 86400, "W": 604800}


def snippet(text: str) -> tuple[Wording, list[str]]:
    """A snippet in our grammar, with notes.

    Raises:
        RefusalError: it runs a program, or says what our grammar cannot.
    """
    pieces: list[str | Reference] = []
    notes: list[str] = []
    at = shift = 0
    moments: list[str] = []  # letters and the words between them make one moment
    for found in _MACRO.finditer(text):
        between = text[at : found.start()]
        at = found.end()
        if found["letter"]:
            if moments and len(between) <= 3 and "\n" not in between:
                moments[-1] += between.replace("%", "%%") + _letter(found["letter"])
            else:
                pieces.append(plain(between))
                moments.append(_letter(found["letter"]))
            continue
        if moments:
            pieces.append(moment(moments.pop(), shift))
        pieces.append(plain(between))
        if found["shift"]:
            shift += _shift(found["shift"])
        else:
            pieces += _macro(found, notes)
    if moments:
        pieces.append(moment(moments.pop(), shift))
    pieces.append(plain(text[at:]))
    return tuple(piece for piece in pieces if piece), notes


def _letter(told: str) -> str:
    """A letter of a date; a 1 before it leaves out the zero at the beginning."""
    return f"%-{told[1:]}" if told.startswith("1") else f"%{told}"


def _shift(told: str) -> int:
    if told[-1] not in _SECONDS:
        raise RefusalError(_("a moment cannot be shifted by months or years"))
    return int(told[:-1]) * _SECONDS[told[-1]]


def _macro(found: re.Match[str], notes: list[str]) -> list[str | Reference]:
    if found["program"]:
        raise RefusalError(
            _("it runs a program ({program}); that is never done").format(program=found["program"])
        )
    if found["cursor"]:
        notes.append(_("the place of the cursor was left out"))
        return []
    if found["clipboard"]:
        notes.append(_("the clipboard is asked of the agent"))
        return [ask("clipboard")]
    if found["fill"]:
        return [_fill(found["fill"], found["told"])]
    return _other(found, notes)


def _other(found: re.Match[str], notes: list[str]) -> list[str | Reference]:
    if found["percent"]:
        return ["%"]
    if found["snippet"]:
        return [Reference(found["snippet"])]
    if found["key"] is not None:
        if found["key"] not in _KEYS:
            notes.append(_("a key that would be pressed was left out"))
        return [_KEYS.get(found["key"], "")]
    if found["partend"] is None:
        notes.append(_("a part that could be left away always stands there now"))
    return []


def _fill(kind: str, told: str) -> str:
    label, default = kind, ""
    options: list[str] = []
    preset = ""
    for part in told.split(":")[1:]:
        name, equals, said = part.partition("=")
        if equals and name == "name":
            label = said
        elif equals and name == "default":
            default = preset = said
            options.append(said)
        elif not (equals and name in {"width", "height"}):
            options.append(part)
    if kind == "popup":
        return choice(label, [*([preset] if preset else []), *options])
    if kind == "date":
        return f"{ask(label)[:-1]}@date}}"
    return ask(label, default or None)
