"""The variables of Beeftext in our grammar."""

import re

from csconsole.language import _
from csconsole.replies.formats.gaps import Gaps
from csconsole.replies.formats.grammar import ask, choice, from_qt, moment, plain
from csconsole.replies.formats.model import Reference, RefusalError, Wording

_VARIABLE = re.compile(r"#\{((?:\\.|[^\\}])*)\}", re.DOTALL)
_ESCAPED = re.compile(r"\\([\\}])")
_SHIFT = re.compile(r"([+-]\d+)([yMwdhmsz])")
_SECONDS = {"w": 604800, "d": 86400, "h": 3600, "m": 60, "s": 1}
_USUAL_PATTERN = "%Y-%m-%d %H:%M:%S"


def snippet(text: str) -> tuple[Wording, list[str]]:
    """A snippet in our grammar, with notes.

    Raises:
        RefusalError: it runs a program, or says what our grammar cannot.
    """
    pieces: list[str | Reference] = []
    notes: list[str] = []
    at = 0
    gaps = Gaps(desk=False)
    for found in _VARIABLE.finditer(text):
        pieces += [gaps.filled(text[at : found.start()]), *_variable(found[1], notes)]
        at = found.end()
    pieces.append(gaps.filled(text[at:]))
    return tuple(piece for piece in pieces if piece), [*notes, *gaps.notes]


def _variable(body: str, notes: list[str]) -> list[str | Reference]:
    name, colon, told = body.partition(":")
    said = _ESCAPED.sub(r"\1", told)
    _refuse_programs(name)
    if name == "cursor":
        notes.append(_("the place of the cursor was left out"))
        return []
    if name == "clipboard":
        notes.append(_("the clipboard is asked of the agent"))
        return [ask("clipboard")]
    if name in {"combo", "upper", "lower", "trim"} and said:
        if name != "combo":
            notes.append(_("the change of upper and lower case was left out"))
        return [Reference(said)]
    if name == "input":
        return [_input(said or "input")]
    if name in {"dateTime", "date", "time"}:
        return [_moment(said) if colon or name == "dateTime" else f"{{{name}}}"]
    notes.append(_("{name} is not known; it stays as it is written").format(name=f"#{{{name}}}"))
    return [plain(f"#{{{body}}}")]


def _refuse_programs(name: str) -> None:
    if name == "powershell":
        raise RefusalError(
            _("it runs a program ({program}); that is never done").format(program=name)
        )
    if name == "envVar":
        raise RefusalError(_("it reads the computer's surroundings; that is never done"))


def _input(said: str) -> str:
    label, colon, options = said.partition(": ")
    return choice(label, options.split("/")) if colon and "/" in options else ask(said)


def _moment(said: str) -> str:
    shift, colon, pattern = said.partition(":")
    if not re.fullmatch(rf"({_SHIFT.pattern})*", shift) or (not colon and not _SHIFT.match(shift)):
        shift, pattern = "", said
    seconds = 0
    for number, unit in _SHIFT.findall(shift):
        if unit not in _SECONDS:
            raise RefusalError(_("a moment cannot be shifted by months or years"))
        seconds += int(number) * _SECONDS[unit]
    return moment(from_qt(pattern) if pattern else _USUAL_PATTERN, seconds)
