"""Opening the files that platforms export."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.reading.folding import Folding
from csconsole.orders.reading.layout import LABELS, OTHER, Layout
from csconsole.orders.reading.layout_file import (
    checked_columns,
    known_layouts,
    known_platforms,
    write_layout,
)
from csconsole.orders.reading.model import Asked, Export, Record, Remark, UnknownExport
from csconsole.orders.reading.recognising import (
    HEAD_WITHIN,
    Head,
    Rows,
    find_head,
    layouts_for,
    no_head,
)
from csconsole.orders.reading.survey import Survey, surveyed
from csconsole.orders.reading.tables import Table, open_tables

__all__ = ["known_platforms", "open_export", "unknown_columns", "write_layout"]

_SAMPLES = 8
_WIDEST_SAMPLE = 200  # cells
_LONGEST_SAMPLE = 200  # characters


@dataclass(frozen=True)
class _Page:
    """A sheet whose layout is known, looked through to its end."""

    table: Table
    head: Head
    survey: Survey

    def records(self) -> Iterator[Record]:
        if self.table.guessed:
            yield Remark(
                self.table.place,
                _("its encoding was guessed: {encoding}").format(encoding=self.table.encoding),
            )
        yield from Folding(self.head, self.survey, self.table.place).records(self.table.rows())


def open_export(path: Path, asked: Asked, layouts_folder: Path | None = None) -> Export:
    """An export file, recognised and looked through to its end; its records are read on demand.

    `layouts_folder` holds the shop's own layouts. What is wrong with the file as a whole is found
    here, so that nothing of it is taken.

    Raises:
        BadInputError: it cannot be read, its columns are not known, or what was asked for is not
            there. Iterating the records raises the same where the file changes meanwhile.
    """
    layouts = known_layouts(layouts_folder)
    checked_columns(asked.columns)
    _check_platform(asked.platform, layouts)
    pages: list[_Page] = []
    left_out: list[Remark] = []
    refusal = None
    tables = open_tables(path)
    for table in tables:
        first = list(islice(table.rows(), HEAD_WITHIN))
        head = find_head(first, asked, layouts_for(asked, layouts))
        if head is not None:
            survey = surveyed(table.rows(), head, table.place, is_ended=table.is_ended)
            pages.append(_Page(table, head, survey))
        elif first:
            refusal = refusal or no_head(first, f"{table.place}:1")
            sentence = _("its columns are not known; the sheet is left out")
            left_out.append(Remark(table.place, sentence))
    if not pages:
        raise refusal or no_head([], str(path))
    return Export(
        platform=pages[0].head.layout.platform.name,
        layout=pages[0].head.layout.name,
        encoding=tables[0].encoding,
        shop=next((page.survey.shop for page in pages if page.survey.shop), ""),
        expected=sum(page.survey.numbers for page in pages),
        records=chain(left_out, chain.from_iterable(page.records() for page in pages)),
    )


def _check_platform(name: str, layouts: Iterable[Layout]) -> None:
    known = {OTHER, *(layout.platform.name for layout in layouts)}
    if name and name not in known:
        raise BadInputError(
            _("{told} is not known; known are {known}").format(
                told=name, known=", ".join(sorted(known))
            ),
            place="--platform",
        )


def unknown_columns(
    path: Path, asked: Asked, layouts_folder: Path | None = None
) -> UnknownExport | None:
    """The columns of a file, where it needs to be said which holds what; else None.

    Raises:
        BadInputError: it cannot be read.
    """
    layouts = layouts_for(asked, known_layouts(layouts_folder))
    shown = None
    for table in open_tables(path):
        first = list(islice(table.rows(), HEAD_WITHIN + _SAMPLES))
        if find_head(first, Asked(asked.platform), layouts):
            return None
        shown = shown or _shown(table, first)
    return shown


def _shown(table: Table, rows: Rows) -> UnknownExport | None:
    """The widest of the first rows is the likeliest head."""
    written = [
        [" ".join(cell.split())[:_LONGEST_SAMPLE] for cell in row[:_WIDEST_SAMPLE]]
        for _line, row in rows
    ]
    heads = [sum(bool(cell) for cell in row) for row in written[:HEAD_WITHIN]]
    if not any(heads):
        return None
    at = heads.index(max(heads))
    samples = [tuple(row) for row in written[at + 1 :] if any(row)]
    return UnknownExport(table.place, tuple(written[at]), tuple(samples[:_SAMPLES]), dict(LABELS))
