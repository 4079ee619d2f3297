"""The issue tables as pages to print: A4 across, page numbers, the shop's name, a Chinese font."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from fpdf import FPDF
from fpdf.enums import XPos, YPos
from fpdf.fonts import TTFFont

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.amounts import written
from csconsole.orders.model import Money
from csconsole.reports.columns import Column, Kind, Layout, Tables
from csconsole.reports.fonts import FontFile
from csconsole.reports.lines import LineBreaker
from csconsole.reports.model import Figure, Sheet
from csconsole.reports.rows import Cell

MOST_ROWS = 20_000
_MARGIN, _TOP, _BOTTOM = 10.0, 18.0, 14.0  # mm
_TEXT, _SMALL, _TITLE = 7.5, 7.0, 15.0  # points
_LINE, _LABEL = 3.6, 32.0  # mm
_PADDING = 0.8  # mm
_MOST_LINES, _MOST_TOLD = 4, 8
_MEASURED = 300  # rows that the widths of the columns are taken from
_GAP, _LEAST_LONG = 1.0, 16.0  # mm
_INK, _QUIET, _RULE = (27, 31, 36), (89, 97, 108), (213, 218, 225)
_HEAD, _LATE, _LATE_GROUND = (226, 237, 251), (165, 35, 27), (253, 231, 228)
_TIMES_USUAL = 2  # as wide as a column of texts may be, in its usual widths
_LEAST_SHARE = 0.2  # of what texts want
_BROKEN = {Kind.TEXT, Kind.LONG}
_RIGHT = {Kind.MONEY, Kind.COUNT, Kind.SHARE}
_FONT = "tables"
_DIGITS = "0123456789"


class Pages:
    """Pages that are being made; the rows wait until the summary, which comes first, is known."""

    def __init__(self, path: Path, tables: Tables, font: FontFile) -> None:
        self._path, self._tables = path, tables
        self._rows: dict[Sheet, list[Sequence[Cell]]] = {sheet: [] for sheet in Sheet}
        self._count = 0
        self._pages = _Pages(font)

    def columns(self, layout: Layout) -> tuple[Column, ...]:
        """The columns that a sheet has on paper."""
        return layout.paper

    def add(self, sheet: Sheet, cells: Sequence[Cell]) -> None:
        """One more row of a sheet.

        Raises:
            BadInputError: they are too many to print.
        """
        self._count += 1
        if self._count > MOST_ROWS:
            raise BadInputError(
                _("more than {most} rows are too many to print").format(most=MOST_ROWS),
                hint=_("write a workbook, or ask for fewer days"),
            )
        self._rows[sheet].append(cells)

    def finish(
        self,
        told: Sequence[tuple[str, str]],
        _figures: Sequence[Figure],
        rows: Sequence[Sequence[Cell]],
    ) -> None:
        """Draw every page and write the file.

        Raises:
            OSError: it cannot be written.
        """
        pages, word = self._pages, self._tables.word
        pages.told = " · ".join(filter(None, (told[1][1], told[0][0], told[0][1])))
        pages.page_word = word("page")
        self._rows[Sheet.SUMMARY] = list(rows)
        for sheet, layout in self._tables.layouts.items():
            pages.begin_sheet(self._tables.name(sheet))
            if sheet is Sheet.SUMMARY:
                pages.tell(told)
            if self._rows[sheet]:
                pages.draw_table(layout.paper, self._tables, self._rows[sheet])
            else:
                pages.say(word("nothing"))
        pages.output(str(self._path))

    def close(self) -> None:
        """Let the font's file go; done twice it does nothing."""
        self._pages.release()


class _Pages(FPDF):
    """A4 across, with the shop and the days above, and the number of the page below.

    Attributes:
        told: what stands above every page.
        page_word: how the number is told, with `{page}` and `{pages}`.
    """

    def __init__(self, font: FontFile) -> None:
        super().__init__(orientation="L", unit="mm", format="A4")
        self.told, self.page_word, self._sheet = "", "{page} / {pages}", ""
        self.add_font(_FONT, "", str(font.path), collection_font_number=font.face)
        self.set_font(_FONT, size=_TEXT)
        # The number of pages is put in at the end, when no sign is taken into the subset any more.
        loaded = self.fonts[_FONT]
        if not isinstance(loaded, TTFFont):
            raise TypeError("a font file becomes a font of its own signs")
        loaded.encode_text(_DIGITS)
        self._breaker = LineBreaker(self.get_string_width, set(loaded.cmap))
        self.set_margins(_MARGIN, _TOP, _MARGIN)
        self.set_auto_page_break(auto=False)
        self.set_line_width(0.1)
        self.set_draw_color(*_RULE)

    def header(self) -> None:
        """Tell the sheet at the left, the shop and the days at the right (fpdf2 calls it)."""
        self.set_font(_FONT, size=_SMALL)
        self.set_text_color(*_QUIET)
        self.set_xy(_MARGIN, 8)
        told = self._breaker.lines(self.told, self.epw - _LABEL, 1)
        self.cell(_LABEL, 5, self._breaker.clean(self._sheet))
        self.cell(self.epw - _LABEL, 5, told[0], align="R")
        self.set_xy(_MARGIN, _TOP)

    def footer(self) -> None:
        """Tell the number of the page."""
        self.set_font(_FONT, size=_SMALL)
        self.set_text_color(*_QUIET)
        self.set_xy(_MARGIN, self.h - 10)
        told = self.page_word.format(page=self.page_no(), pages=self.str_alias_nb_pages)
        self.cell(self.epw, 5, told, align="C")

    def release(self) -> None:
        """Close the font's file, which fpdf2 leaves open."""
        loaded = self.fonts.get(_FONT)
        if isinstance(loaded, TTFFont):
            loaded.ttfont.close()

    def begin_sheet(self, name: str) -> None:
        """Begin a sheet on a page of its own."""
        self._sheet = name
        self.add_page()
        self.set_font(_FONT, size=_TITLE)
        self.set_text_color(*_INK)
        self.cell(0, 8, self._breaker.clean(name), new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(1)

    def tell(self, told: Sequence[tuple[str, str]]) -> None:
        """Labels with what they tell, a line each."""
        self.set_font(_FONT, size=_TEXT + 1)
        for label, text in told:
            self.set_text_color(*_QUIET)
            self.cell(_LABEL, _LINE + 1.4, self._breaker.clean(label))
            self.set_text_color(*_INK)
            for line in self._breaker.lines(text, self.epw - _LABEL, _MOST_TOLD):
                self.set_x(_MARGIN + _LABEL)
                self.cell(0, _LINE + 1.4, line, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
        self.ln(2)

    def say(self, text: str) -> None:
        """A quiet line."""
        self.set_font(_FONT, size=_TEXT + 1)
        self.set_text_color(*_QUIET)
        self.cell(0, 6, self._breaker.clean(text))

    def draw_table(
        self, columns: Sequence[Column], tables: Tables, rows: Sequence[Sequence[Cell]]
    ) -> None:
        """A table, its head again on every page."""
        heads = tables.heads(tuple(columns))
        names = [column.name for column in columns]
        table = _Table(
            widths=self._widths(columns, tables, [heads, *rows[:_MEASURED]]),
            rights=[column.kind in _RIGHT for column in columns],
            late=names.index("late") if "late" in names else None,
        )
        self._row(heads, table, is_head=True)
        for cells in rows:
            texts = [_shown(cell, tables.language) for cell in cells]
            if self._height(texts, table.widths) > self.h - _BOTTOM - self.get_y():
                self.add_page()
                self._row(heads, table, is_head=True)
            self._row(texts, table)

    def _widths(
        self, columns: Sequence[Column], tables: Tables, rows: Sequence[Sequence[Cell]]
    ) -> list[float]:
        """Widths that the rows need; long texts share what is left, and are broken."""
        self.set_font(_FONT, size=_TEXT)
        digit = self._breaker.width("0")
        around = 2 * _PADDING + _GAP
        wanted = [
            max(self._breaker.width(_shown(cell, tables.language)) for cell in cells) + around
            for cells in zip(*rows, strict=True)
        ]
        heads = [self._breaker.width(head) + around for head in tables.heads(tuple(columns))]
        for at, column in enumerate(columns):
            if column.kind is Kind.TEXT:  # one long name must not leave the others no room
                most = max(_TIMES_USUAL * column.width * digit, heads[at])
                wanted[at] = min(wanted[at], most)
        longs = [at for at, column in enumerate(columns) if column.kind is Kind.LONG]
        firm = sum(width for at, width in enumerate(wanted) if at not in longs)
        if not longs or firm + len(longs) * _LEAST_LONG > self.epw:
            return self._fitted(wanted, [column.kind in _BROKEN for column in columns])
        shares = sum(columns[at].width for at in longs)
        for at in longs:
            wanted[at] = (self.epw - firm) * columns[at].width / shares
        return wanted

    def _fitted(self, wanted: Sequence[float], is_text: Sequence[bool]) -> list[float]:
        """Widths that fill the page: texts give way, since a broken number cannot be read."""
        firm = sum(width for width, text in zip(wanted, is_text, strict=True) if not text)
        texts = sum(wanted) - firm
        if sum(wanted) <= self.epw or not texts or firm >= self.epw - texts * _LEAST_SHARE:
            scale = self.epw / sum(wanted)
            return [width * scale for width in wanted]
        scale = (self.epw - firm) / texts
        return [
            width * scale if text else width for width, text in zip(wanted, is_text, strict=True)
        ]

    def _height(self, texts: Sequence[str], widths: Sequence[float]) -> float:
        return max(len(lines) for lines in self._lines(texts, widths)) * _LINE + 2 * _PADDING

    def _lines(self, texts: Sequence[str], widths: Sequence[float]) -> list[list[str]]:
        self.set_font(_FONT, size=_TEXT)
        return [
            self._breaker.lines(text, width - 2 * _PADDING, _MOST_LINES)
            for text, width in zip(texts, widths, strict=True)
        ]

    def _row(self, texts: Sequence[str], table: "_Table", *, is_head: bool = False) -> None:
        is_late = not is_head and table.is_late(texts)
        of_cells = self._lines(texts, table.widths)
        height = max(map(len, of_cells)) * _LINE + 2 * _PADDING
        left, top = _MARGIN, self.get_y()
        if is_head or is_late:
            self.set_fill_color(*(_HEAD if is_head else _LATE_GROUND))
            self.rect(left, top, self.epw, height, style="F")
        self.line(left, top + height, left + self.epw, top + height)
        for at, (lines, width) in enumerate(zip(of_cells, table.widths, strict=True)):
            self.set_text_color(*(_LATE if is_late and at == table.late else _INK))
            for number, text in enumerate(lines):
                self.set_xy(left + _PADDING, top + _PADDING + number * _LINE)
                align = "R" if table.rights[at] else "L"
                self.cell(width - 2 * _PADDING, _LINE, text, align=align)
            left += width
        self.set_xy(_MARGIN, top + height)


@dataclass(frozen=True)
class _Table:
    """How a table stands on its pages.

    Attributes:
        rights: which columns are aligned at the right.
        late: the column that says what is late; None for none.
    """

    widths: Sequence[float]
    rights: Sequence[bool]
    late: int | None

    def is_late(self, texts: Sequence[str]) -> bool:
        """Whether a row tells of something late."""
        return self.late is not None and bool(texts[self.late])


def _shown(cell: Cell, language: str) -> str:
    if cell is None or isinstance(cell, str):
        return cell or ""
    if isinstance(cell, Money):
        return written(cell, language)
    if isinstance(cell, date):
        return f"{cell:%m-%d %H:%M}" if isinstance(cell, datetime) else cell.isoformat()
    return f"{cell:.1%}" if isinstance(cell, float) else f"{cell:,}"
