"""Custom phrases of Sogou's input method: `code,position=phrase`, `;` before remarks.

A phrase of several lines begins with an empty one behind the sign, and lasts to the next code.
"""

import re
from collections.abc import Iterator

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.formats.gaps import Gaps
from csconsole.replies.formats.grammar import moment
from csconsole.replies.formats.model import Asked, Entry, Item, RefusalError, Refused, Remark
from csconsole.sheets.charset import decode
from csconsole.sheets.model import Source

LINE = re.compile(r"([A-Za-z0-9]{1,32}),(\d{1,2})=(.*)", re.DOTALL)
_MOMENT = re.compile(
    r"\$((?:year|month|day|weekday|ampm)(?:_[a-z]{2})?|(?:full|half)?hour|minute|second|timestamp)"
    r"(?![a-z_])"
)
_LETTERS = {
    "year": "%Y", "year_yy": "%y", "month": "%-m", "month_mm": "%m", "day": "%-d", "day_dd": "%d",
    "weekday_cn": "%A", "weekday": "%A", "fullhour": "%H", "hour": "%H", "minute": "%M",
    "second": "%S",
}  # fmt: skip


def read(source: Source, _asked: Asked) -> Iterator[Item]:
    """The phrases of a file.

    Raises:
        BadInputError: it cannot be read, or holds no phrase.
    """
    text = decode(source.content, source.name).text
    if not text.strip():
        raise BadInputError(_("the file is empty"), place=f"{source.name}:1")
    found = False
    for line, code, phrase in _phrases(text):
        place = f"{source.name}:{line}"
        if not code:
            yield Refused(place, _("this line is no phrase: code,position=phrase"))
            continue
        found = True
        try:
            yield _entry(code, phrase, place)
        except RefusalError as refusal:
            yield Refused(place, refusal.why)
    if not found:
        yield Remark(source.name, _("there is no phrase in it"))


def _phrases(text: str) -> Iterator[tuple[int, str, str]]:
    """Line, code and phrase; a line that belongs nowhere has no code."""
    begun: tuple[int, str] | None = None
    lines: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        head = LINE.fullmatch(line)
        inside = begun is not None
        if head or (line.startswith(";") and not inside):
            if begun:
                yield *begun, "\n".join(lines).strip("\n")
                begun = None
            if head and head[3].strip():
                yield number, head[1], head[3]
            elif head:
                begun, lines = (number, head[1]), []
        elif inside:
            lines.append(line)
        elif line.strip():
            yield number, "", line
    if begun:
        yield *begun, "\n".join(lines).strip("\n")


def _entry(code: str, phrase: str, place: str) -> Entry:
    gaps = Gaps(desk=False)
    pieces: list[str] = []
    calculated = phrase.startswith("#") and bool(_MOMENT.search(phrase))
    at = int(calculated)
    for found in _MOMENT.finditer(phrase) if calculated else ():
        if found[1] not in _LETTERS:
            raise RefusalError(
                _("the date letter {letter} is not known here").format(letter=found[1])
            )
        pieces += [gaps.filled(phrase[at : found.start()]), moment(_LETTERS[found[1]])]
        at = found.end()
    pieces.append(gaps.filled(phrase[at:]))
    return Entry(
        place=place,
        program="sogou",
        key=code,
        wording=("".join(pieces),),
        original=phrase,
        shortcuts=(code,),
        notes=tuple(gaps.notes),
    )
