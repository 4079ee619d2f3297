"""The issue tables as a workbook: native tables, real dates and amounts, charts, ready to print."""

from collections.abc import Sequence
from datetime import date
from itertools import chain
from pathlib import Path
from typing import Any

import xlsxwriter

from csconsole.orders.model import Money
from csconsole.reports.cell_text import bearable
from csconsole.reports.charts import add_charts
from csconsole.reports.columns import Column, Kind, Layout, Tables
from csconsole.reports.model import Figure, Sheet
from csconsole.reports.row_files import (
    DAY,
    MOMENT,
    ColumnStyle,
    RowFile,
    cell_width,
    money_format,
    money_number,
)
from csconsole.reports.rows import Cell
from csconsole.reports.sheet_rows import RowSheet
from csconsole.reports.text_width import text_width

_LATE_TEXT, _LATE_FILL = "#A5231B", "#FDE7E4"
_HEAD_FILL = "#0B5CBA"
_TABLE = "Table Style Light 9"
_BUTTON = 4  # digits that the button of a filter takes
_LEAST_WIDTH = 7
_PAGE = 215  # digits that a printed page across has room for, still legible
_A4 = 9
_SUMMARY_HEAD = 9  # the row of the summary's head, behind what is told above


class Book:
    """A workbook that is being written, sheet by sheet.

    Attributes:
        styles: of the columns of each sheet that tickets fill.
    """

    def __init__(self, path: Path, tables: Tables) -> None:
        options = {
            "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
            "tmpdir": str(path.parent),
        }  # fmt: skip
        self._book = xlsxwriter.Workbook(str(path), options)
        self._tables = tables
        self._formats: dict[tuple[str, bool], Any] = {}
        self._sheets: dict[Sheet, RowSheet] = {}
        self._widths: dict[Sheet, list[int]] = {}
        self.styles: dict[Sheet, list[ColumnStyle]] = {}
        self._files: dict[Sheet, list[RowFile]] = {}
        for sheet, layout in tables.layouts.items():
            page = self._book.add_worksheet(tables.name(sheet), worksheet_class=RowSheet)
            self._sheets[sheet] = page
            self._widths[sheet] = [
                text_width(head) + _BUTTON for head in tables.heads(layout.columns)
            ]
            if sheet is not Sheet.SUMMARY:
                self.styles[sheet] = [self._style(column) for column in layout.columns]
                self._files[sheet] = [RowFile(self.styles[sheet])]

    def columns(self, layout: Layout) -> tuple[Column, ...]:
        """The columns that a sheet has."""
        return layout.columns

    def add(self, sheet: Sheet, cells: Sequence[Cell]) -> None:
        """One more row of a sheet."""
        self._files[sheet][-1].add(cells)

    def go_on(self, sheet: Sheet, rows: RowFile) -> None:
        """More rows of a sheet, made elsewhere with its styles."""
        self._files[sheet].append(rows)

    def finish(
        self,
        told: Sequence[tuple[str, str]],
        figures: Sequence[Figure],
        rows: Sequence[Sequence[Cell]],
    ) -> None:
        """Write the summary, set every sheet up, and put the file together.

        `told` stands above the summary; `rows` are the figures as cells.

        Raises:
            OSError, XlsxWriterException: the file cannot be written.
        """
        for sheet, files in self._files.items():
            page, widths = self._sheets[sheet], self._widths[sheet]
            currencies = sorted({one for file in files for one in file.currencies})
            page.rows, page.money_styles = files, {one: self._money(one) for one in currencies}
            self._widths[sheet] = [
                max(some) for some in zip(widths, *(file.widths for file in files), strict=True)
            ]
            self._set_up(sheet, self._tables.layouts[sheet], 0, sum(file.count for file in files))
        self._summary(told, figures, rows)
        self._sheets[Sheet.SUMMARY].activate()
        self._book.close()

    def close(self) -> None:
        """Let go of the rows; done twice it does nothing."""
        for file in chain.from_iterable(self._files.values()):
            file.close()

    def _summary(
        self,
        told: Sequence[tuple[str, str]],
        figures: Sequence[Figure],
        rows: Sequence[Sequence[Cell]],
    ) -> None:
        page, layout = self._sheets[Sheet.SUMMARY], self._tables.layouts[Sheet.SUMMARY]
        title, *lines = told
        page.write_string(0, 0, title[0], self._book.add_format({"bold": True, "font_size": 16}))
        page.write_string(0, 3, title[1], self._book.add_format({"bold": True, "font_size": 12}))
        label = self._book.add_format({"font_color": "#59616C"})
        for at, (name, text) in enumerate(lines, 1):
            page.write_string(at, 0, name, label)
            page.write_string(at, 1, bearable(text))
        widths = self._widths[Sheet.SUMMARY]
        for at, cells in enumerate(rows, _SUMMARY_HEAD + 1):
            for column, cell in enumerate(cells):
                self._write(page, at, column, layout.columns[column], cell)
                widths[column] = max(widths[column], cell_width(cell))
        self._set_up(Sheet.SUMMARY, layout, _SUMMARY_HEAD, len(rows))
        first = _SUMMARY_HEAD + 1
        rule = {"type": "formula", "criteria": f"=$A{first + 1}<>$A{first}"}
        line = self._book.add_format({"top": 1, "top_color": _HEAD_FILL})
        end = (first + max(1, len(rows)) - 1, len(layout.columns) - 1)
        page.conditional_format(first, 0, *end, {**rule, "format": line})
        add_charts(self._book, page, self._tables, figures, _SUMMARY_HEAD + 1)

    def _write(self, page: RowSheet, row: int, at: int, column: Column, cell: Cell) -> None:
        """Write a cell of a small sheet; a text is never anything else."""
        if cell is None or cell == "":
            return
        style = self._format(_number_format(column, cell), wrapped=column.kind is Kind.LONG)
        if isinstance(cell, str):
            page.write_string(row, at, bearable(cell), style)
        elif isinstance(cell, Money):
            page.write_number(row, at, money_number(cell), style)
        elif isinstance(cell, date):
            page.write_datetime(row, at, cell, style)
        else:
            page.write_number(row, at, cell, style)

    def _set_up(self, sheet: Sheet, layout: Layout, head: int, count: int) -> None:
        page, last = self._sheets[sheet], head + max(1, count)
        names = self._tables.heads(layout.columns)
        columns = [{"header": name, "header_format": self._head()} for name in names]
        page.add_row_table(head, last, {"columns": columns, "style": _TABLE})
        page.freeze_panes(head + 1, 1 if sheet is not Sheet.SUMMARY else 0)
        widths = [
            _clamped(column, width)
            for column, width in zip(layout.columns, self._widths[sheet], strict=True)
        ]
        for at, width in enumerate(widths):
            page.set_column(at, at, width)
        self._mark_late(page, layout, head, last)
        page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
        page.set_landscape()
        page.set_paper(_A4)
        page.set_margins(left=0.4, right=0.4, top=0.6, bottom=0.6)
        page.fit_to_pages(max(1, -(-sum(widths) // _PAGE)), 0)
        page.repeat_rows(head)
        if sheet is not Sheet.SUMMARY:
            page.repeat_columns(0)
        page.set_header(f"&L{_sign(self._tables.word('title'))}&R&A")
        page.set_footer("&C&P / &N")

    def _mark_late(self, page: RowSheet, layout: Layout, head: int, last: int) -> None:
        """Colour the rows of what is late."""
        names = [column.name for column in layout.columns]
        if "late" not in names:
            return
        at = names.index("late")
        letter = xlsxwriter.utility.xl_col_to_name(at)
        rule = {"type": "formula", "criteria": f'=${letter}{head + 2}<>""'}
        told = {"font_color": _LATE_TEXT, "bold": True, "bg_color": _LATE_FILL}
        bold = self._book.add_format(told)  # LibreOffice takes but the first of two rules
        page.conditional_format(head + 1, at, last, at, {**rule, "format": bold})
        filled = self._book.add_format({"bg_color": _LATE_FILL})
        page.conditional_format(head + 1, 0, last, len(names) - 1, {**rule, "format": filled})

    def _head(self) -> Any:
        return self._format("head")

    def _style(self, column: Column) -> ColumnStyle:
        if column.kind is Kind.MONEY:
            return ColumnStyle(None)
        wrapped = column.kind is Kind.LONG
        style = self._format(_number_format(column, None), wrapped=wrapped)
        return ColumnStyle(_index(style), column.width if wrapped else 0)

    def _money(self, currency: str) -> int:
        return _index(self._format(money_format(currency)))

    def _format(self, number: str, *, wrapped: bool = False) -> Any:
        if (number, wrapped) not in self._formats:
            told: dict[str, Any] = {"valign": "top"}
            if number == "head":
                told = {"bold": True, "font_color": "#FFFFFF", "bg_color": _HEAD_FILL}
                told |= {"valign": "vcenter"}
            elif number:
                told["num_format"] = number
                if number in {MOMENT, DAY}:
                    told["align"] = "left"  # like the heads above
            self._formats[number, wrapped] = self._book.add_format(
                {**told, "text_wrap": True} if wrapped else told
            )
        return self._formats[number, wrapped]


_NUMBER_FORMATS = {
    Kind.TEXT: "@", Kind.LONG: "@", Kind.MOMENT: MOMENT, Kind.DAY: DAY, Kind.COUNT: "#,##0",
    Kind.SHARE: "0.0%",
}  # fmt: skip


def _number_format(column: Column, cell: Cell) -> str:
    if isinstance(cell, Money):
        return money_format(cell.currency)
    return _NUMBER_FORMATS.get(column.kind, "")


def _clamped(column: Column, wanted: int) -> int:
    most = column.width if column.kind is Kind.LONG else 2 * column.width
    return max(_LEAST_WIDTH, min(wanted, most))


def _index(style: Any) -> int:
    return int(style._get_xf_index())  # noqa: SLF001  (XlsxWriter's own order of styles)


def _sign(text: str) -> str:
    """A text for a header, in which & begins a command."""
    return text.replace("&", "&&")
