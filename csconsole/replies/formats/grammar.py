"""Writing our grammar: plain words, questions and moments out of what other programs say."""

import re
from collections.abc import Iterable

from csconsole.language import _
from csconsole.replies.formats.model import RefusalError
from csconsole.replies.wording import DATE_LETTERS

_DOUBLED = {ord(brace): 2 * brace for brace in "{}｛｝"}
_NO_BRACES = str.maketrans("{}｛｝", "()（）")
_NO_MARKS = str.maketrans(dict.fromkeys("=＝:：@＠", " "))
_NOT_IN_PATTERN = re.compile(r"([{}｛｝|｜]+)")
_DIRECTIVE = re.compile(r"%(-?[A-Za-z%])")
_UNITS = (("w", 604800), ("d", 86400), ("h", 3600), ("m", 60))
_MOST_UNITS = 9999
# strftime's letters that we write with other ones; those with a remark lose something.
_OTHER_LETTERS = {
    "e": "%-d", "F": "%Y-%m-%d", "T": "%H:%M:%S", "R": "%H:%M", "D": "%m/%d/%y", "n": "\n",
    "t": "\t", "h": "%B", "b": "%B", "a": "%A", "-H": "%H", "-I": "%I", "k": "%H", "-y": "%y",
    "-e": "%-d", "x": "%Y-%m-%d", "X": "%H:%M:%S", "v": "%-d-%B-%Y", "-S": "%S", "-M": "%M",
}  # fmt: skip


def plain(text: str) -> str:
    """Words that mean nothing but themselves."""
    return text.translate(_DOUBLED)


def ask(label: str, default: str | None = None) -> str:
    """A question to the agent."""
    named = _label(label)
    return f"{{?{named}}}" if default is None else f"{{?{named}={_inside(default)}}}"


def choice(label: str, choices: Iterable[str]) -> str:
    """A question with some answers to choose from; plain words where there is nothing to choose.

    Raises:
        RefusalError: there are no answers.
    """
    wanted = (_inside(one).strip() for one in choices)
    offered = list(dict.fromkeys(one for one in wanted if one))
    if not offered:
        raise RefusalError(_("the choice {label} has nothing to choose from").format(label=label))
    return f"{{?{_label(label)}: {'/'.join(map(_slashed, offered))}}}"


def value(name: str) -> str:
    """A value of the order, the buyer, the shop or the agent."""
    return f"{{{name}}}"


def moment(pattern: str, seconds: int = 0) -> str:
    """A moment in strftime's letters, shifted by some seconds.

    Raises:
        RefusalError: the shift or a letter cannot be told in our grammar.
    """
    head = f"date{_shift(seconds)}"
    pieces: list[str] = []
    for part in _NOT_IN_PATTERN.split(_in_our_letters(pattern)):
        words = part.strip()
        if _DIRECTIVE.search(words) and _DIRECTIVE.findall(words) != ["%"]:
            before, behind = part[: len(part) - len(part.lstrip())], part[len(part.rstrip()) :]
            pieces.append(f"{before}{{{head}:{words}}}{behind}")
        else:
            pieces.append(plain(part.replace("%%", "%")))
    return "".join(pieces)


def from_qt(pattern: str) -> str:
    """A pattern of Qt's QDateTime in strftime's letters.

    Raises:
        RefusalError: a letter has no counterpart.
    """
    letters = {
        "yyyy": "%Y", "yy": "%y", "MMMM": "%B", "MMM": "%B", "MM": "%m", "M": "%-m",
        "dddd": "%A", "ddd": "%A", "dd": "%d", "d": "%-d", "HH": "%H", "H": "%H", "hh": "%H",
        "h": "%H", "mm": "%M", "m": "%M", "ss": "%S", "s": "%S",
    }  # fmt: skip
    pieces: list[str] = []
    for quoted, run, other in re.findall(
        r"'((?:[^']|'')*)'|(y{4}|yy|M{1,4}|d{1,4}|H{1,2}|h{1,2}|m{1,2}|s{1,2}|z+|[aA][pP]?|t+)|(.)",
        pattern,
        re.DOTALL,
    ):
        if run and run not in letters:
            raise RefusalError(_("the date letter {letter} is not known here").format(letter=run))
        pieces.append(letters[run] if run else (quoted.replace("''", "'") or other))
    return "".join(pieces)


def _in_our_letters(pattern: str) -> str:
    def ours(found: re.Match[str]) -> str:
        letter = found[1]
        if letter in DATE_LETTERS:
            return found[0]
        if letter not in _OTHER_LETTERS:
            raise RefusalError(
                _("the date letter {letter} is not known here").format(letter=found[0])
            )
        return _OTHER_LETTERS[letter]

    lone = re.sub(r"%(?!-?[A-Za-z%])", "%%", pattern)
    return _DIRECTIVE.sub(ours, lone)


def _shift(seconds: int) -> str:
    if seconds == 0:
        return ""
    sign, amount = "-" if seconds < 0 else "+", abs(seconds)
    for unit, size in _UNITS:
        if amount % size == 0 and amount // size <= _MOST_UNITS:
            return f"{sign}{amount // size}{unit}"
    raise RefusalError(_("a moment cannot be shifted by {seconds} s").format(seconds=seconds))


def _label(text: str) -> str:
    words = " ".join(text.translate(_NO_BRACES).translate(_NO_MARKS).split())
    return words[:60] or "…"


def _inside(text: str) -> str:
    return text.translate(_NO_BRACES)


def _slashed(text: str) -> str:
    whole = text[:-1] + "＼" if text.endswith("\\") else text
    return whole.replace("\\/", "＼/").replace("/", "\\/")
