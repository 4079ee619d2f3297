"""The issue tables as a workbook: native tables, real dates and amounts, charts, ready to print."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from csconsole.orders.model import Money
from csconsole.reports.cell_text import bearable
from csconsole.reports.charts import add_charts
from csconsole.reports.columns import Column, Kind, Layout, Tables
from csconsole.reports.model import Figure, Sheet
from csconsole.reports.rows import Cell
from csconsole.reports.sheet_rows import (
    RowFile,
    RowSheet,
    Styles,
    money_format,
    money_number,
)
from csconsole.reports.text_width import text_width

_LATE_TEXT, _LATE_FILL = "#A5231B", "#FDE7E4"
_HEAD_FILL = "#0B5CBA"
_TABLE = "Table Style Light 9"
_BUTTON = 4  # digits that the button of a filter takes
_LEAST_WIDTH = 7
_MEASURED = 500  # rows that the widths of the columns are taken from
_PAGE = 215  # digits that a printed page across has room for, still legible
_A4 = 9
_MOMENT, _DAY = "yyyy-mm-dd hh:mm", "yyyy-mm-dd"
_SUMMARY_HEAD = 9  # the row of the summary's head, behind what is told above


class Book:
    """A workbook that is being written, sheet by sheet.

    Attributes:
        files: the rows of each sheet that a stream of tickets fills.
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
        self.files: dict[Sheet, RowFile] = {}
        for sheet, layout in tables.layouts.items():
            page = self._book.add_worksheet(tables.name(sheet), worksheet_class=RowSheet)
            self._sheets[sheet] = page
            self._widths[sheet] = [
                text_width(head) + _BUTTON for head in tables.heads(layout.columns)
            ]
            if sheet is not Sheet.SUMMARY:
                styles = [self._style(column) for column in layout.columns]
                self.files[sheet] = page.rows = RowFile(1, styles, _wrapped(layout))

    def columns(self, layout: Layout) -> tuple[Column, ...]:
        """The columns that a sheet has."""
        return layout.columns

    def add(self, sheet: Sheet, cells: Sequence[Cell]) -> None:
        """One more row of a sheet."""
        file = self.files[sheet]
        if file.count < _MEASURED:
            widths = self._widths[sheet]
            for at, cell in enumerate(cells):
                width = _cell_width(cell)
                widths[at] = max(widths[at], width)
        file.add(cells)

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
        for sheet, file in self.files.items():
            self._set_up(sheet, self._tables.layouts[sheet], 0, file.count)
        self._summary(told, figures, rows)
        self._sheets[Sheet.SUMMARY].activate()
        self._book.close()

    def close(self) -> None:
        """Let go of the rows; done twice it does nothing."""
        for file in self.files.values():
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
                widths[column] = max(widths[column], _cell_width(cell))
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

    def _style(self, column: Column) -> Styles:
        """What gives the style of a column's cells."""
        wrapped = column.kind is Kind.LONG
        if column.kind is not Kind.MONEY:
            style = self._format(_number_format(column, None), wrapped=wrapped)
            return int(style._get_xf_index())  # noqa: SLF001  (XlsxWriter's own order of styles)
        known: dict[str, int] = {}

        def of_money(cell: Cell) -> int:
            currency = cell.currency if isinstance(cell, Money) else ""
            if currency not in known:
                known[currency] = self._format(money_format(currency))._get_xf_index()  # noqa: SLF001
            return known[currency]

        return of_money

    def _format(self, number: str, *, wrapped: bool = False) -> Any:
        if (number, wrapped) not in self._formats:
            told: dict[str, Any] = {"valign": "top"}
            if number == "head":
                told = {"bold": True, "font_color": "#FFFFFF", "bg_color": _HEAD_FILL}
                told |= {"valign": "vcenter"}
            elif number:
                told["num_format"] = number
                if number in {_MOMENT, _DAY}:
                    told["align"] = "left"  # like the heads above
            self._formats[number, wrapped] = self._book.add_format(
                {**told, "text_wrap": True} if wrapped else told
            )
        return self._formats[number, wrapped]


_NUMBER_FORMATS = {
    Kind.TEXT: "@", Kind.LONG: "@", Kind.MOMENT: _MOMENT, Kind.DAY: _DAY, Kind.COUNT: "#,##0",
    Kind.SHARE: "0.0%",
}  # fmt: skip


def _wrapped(layout: Layout) -> list[tuple[int, int]]:
    """Where the columns of long texts stand, with their widths."""
    longs = enumerate(layout.columns)
    return [(at, column.width) for at, column in longs if column.kind is Kind.LONG]


def _number_format(column: Column, cell: Cell) -> str:
    if isinstance(cell, Money):
        return money_format(cell.currency)
    return _NUMBER_FORMATS.get(column.kind, "")


def _clamped(column: Column, wanted: int) -> int:
    most = column.width if column.kind is Kind.LONG else 2 * column.width
    return max(_LEAST_WIDTH, min(wanted, most))


def _cell_width(cell: Cell) -> int:
    if cell is None:
        return 0
    if isinstance(cell, str):
        return text_width(cell) + 2
    if isinstance(cell, Money):
        return len(f"{cell.amount:,}") + 5
    if isinstance(cell, datetime):
        return len(_MOMENT) + 2
    if isinstance(cell, date):
        return len(_DAY) + 2
    return len(f"{cell:,}") + 2 if isinstance(cell, int) else 8


def _sign(text: str) -> str:
    """A text for a header, in which & begins a command."""
    return text.replace("&", "&&")
