"""Sheets of replies, as CSV or workbook: of 千牛, help desks, phrase programs and people."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain

from csconsole.language import _
from csconsole.replies.formats import own_sheet
from csconsole.replies.formats.columns import Head, find_head, no_head
from csconsole.replies.formats.gaps import Gaps
from csconsole.replies.formats.markup import flattened, is_markup
from csconsole.replies.formats.model import Asked, Entry, Item, RefusalError, Refused, Remark
from csconsole.replies.formats.wordlist import comparable, word_list
from csconsole.sheets.cells import csv_rows
from csconsole.sheets.model import Source
from csconsole.sheets.workbook import sheets

LISTED = re.compile(r"~~~|[,，;；、\n|]+")
_ASKED = re.compile(r"~~~|\n+|[;；|]+")
_OFF = {"false", "0", "no", "off", "否", "停用", "禁用", "关闭", "未启用", "n", "f"}


@dataclass(frozen=True)
class Row:
    """One row with the place that it stands at."""

    place: str
    cells: Sequence[str]


def read_csv(source: Source, asked: Asked) -> Iterator[Item]:
    """The entries of a CSV file.

    Raises:
        BadInputError: it cannot be read, or no column is known to hold the texts.
    """
    rows = ((f"{source.name}:{line}", row) for line, row in csv_rows(source))
    first = [row for _at, row in zip(range(20), rows, strict=False)]
    head = find_head([cells for _place, cells in first], asked.columns, f"{source.name}:1")
    if head is None:
        raise no_head([cells for _place, cells in first], f"{source.name}:1")
    below = chain(first[head.at + 1 :], rows)
    yield from _entries(head, (Row(*row) for row in below), f"{source.name}:1")


def read_workbook(source: Source, asked: Asked) -> Iterator[Item]:
    """The entries of every sheet of a workbook that has texts.

    Raises:
        BadInputError: it cannot be read, or no sheet has a column that is known to hold texts.
    """
    refusal = None
    found = False
    exact: dict[str, str] = {}
    pages = list(sheets(source))
    for page in pages:
        if page.hidden and page.name == own_sheet.EXACT_SHEET:
            exact = own_sheet.exact_rows(page.rows)
    for page in pages:
        place = f"{source.name}:{page.name}"
        written = [row for row in page.rows if any(cell.strip() for cell in row)]
        if page.hidden or not written:
            continue
        named = asked.columns if not found else {}
        head = find_head(page.rows, named, f"{place}:1")
        if head is None:
            refusal = refusal or no_head(page.rows, f"{place}:1")
            yield Remark(place, _("no column is known to hold the texts; the sheet is left out"))
            continue
        found = True
        rows = [
            Row(f"{place}:{at}", cells)
            for at, cells in enumerate(page.rows[head.at + 1 :], head.at + 2)
            if any(cell.strip() for cell in cells)
        ]
        yield from _entries(head, iter(rows), place, exact)
    if refusal and not found:
        raise refusal


def _entries(
    head: Head, rows: Iterator[Row], place: str, exact: dict[str, str] | None = None
) -> Iterator[Item]:
    strange = own_sheet.strange_columns(head) if head.is_our_own else head.unknown
    if strange:
        names = ", ".join(strange)
        yield Remark(
            place, _("columns that are not known were left out: {names}").format(names=names)
        )
    if head.is_our_own:
        for row in rows:
            yield own_sheet.entry(head, row.cells, row.place, exact or {})
        return
    for row in rows:
        try:
            yield _entry(head, row)
        except RefusalError as refusal:
            yield Refused(row.place, refusal.why)


def _entry(head: Head, row: Row) -> Entry:
    said = {field: head.cell(row.cells, field).strip() for field in head.fields}
    if said.get("active", "").casefold() in _OFF:
        raise RefusalError(_("it is switched off in the other program"))
    text = head.cell(row.cells, "text")
    notes: list[str] = []
    if is_markup(text):
        text = flattened(text)
        notes.append(_("the layout of HTML was left out"))
    gaps = Gaps()
    asks = tuple(part.strip() for part in _ASKED.split(said.get("asks", "")) if part.strip())
    filled = gaps.filled(text)
    folders = [said.get("stage", ""), said.get("category", ""), said.get("subcategory", "")]
    title = said.get("title") or (asks[0] if asks else "")
    shortcut = said.get("shortcut", "")
    return Entry(
        place=row.place,
        program="sheet",
        key=shortcut or "\n".join([*folders, title or text]),
        wording=(filled,),
        original=text,
        title=title,
        folders=tuple(part for part in folders if part),
        shortcuts=(shortcut,) if shortcut else (),
        asks=asks,
        tags=tuple(part.strip() for part in LISTED.split(said.get("tags", "")) if part.strip()),
        language=word_list().languages.get(comparable(said.get("language", "")), ""),
        modified=moment_of(said.get("modified", "")),
        # A bare number only counts the rows; another sheet counts its own from one, too.
        reply_id="" if said.get("id", "").isdecimal() else said.get("id", ""),
        notes=(*notes, *gaps.notes),
    )


def moment_of(text: str) -> datetime | None:
    """A moment that a file tells, in UTC where it names no zone; None for none."""
    try:
        found = datetime.fromisoformat(text.strip().replace("/", "-"))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
