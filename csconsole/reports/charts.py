"""The charts of the summary, which draw out of its own table."""

from collections.abc import Sequence
from typing import Any

from csconsole.reports.columns import Tables
from csconsole.reports.model import Figure, Group, Sheet
from csconsole.tickets.model import Kind

_COLOURS = {
    Kind.RETURN: "#0B5CBA", Kind.EXCHANGE: "#1A7237", Kind.TRACKING: "#B07800",
    Kind.RECHECK: "#B3261E",
}  # fmt: skip
_SIZE = {"width": 640, "height": 300}
_RIGHT_HALF = {"x": 0.5, "y": 0.16, "width": 0.46, "height": 0.64}
_ROWS = 16  # of the sheet that a chart takes
_MOST_BARS = 10
_BY_KIND = [f"count_{kind.value}" for kind in Kind]


def add_charts(book: Any, page: Any, tables: Tables, figures: Sequence[Figure], first: int) -> None:
    """Put the charts beside the summary; `first` is the row of its first figure."""
    drawing = _Drawing(book, page, tables, first)
    beside, at = len(tables.layouts[Sheet.SUMMARY].columns), 0
    # What nobody has named is no product; it is counted in the table all the same.
    for group, draw in (
        (Group.DAY, drawing.days),
        (Group.REASON, drawing.reasons),
        (Group.PRODUCT, drawing.products),
    ):
        rows = [
            row
            for row, figure in enumerate(figures)
            if figure.group is group and (figure.item or group is not Group.PRODUCT)
        ]
        if any(figures[row].count for row in rows):
            chart = draw(rows[0], rows[-1])
            chart.set_size(_SIZE)
            page.insert_chart(at, beside + 1, chart)
            at += _ROWS


class _Drawing:
    """Makes charts of rows of the summary."""

    def __init__(self, book: Any, page: Any, tables: Tables, first: int) -> None:
        self._book, self._tables, self._first = book, tables, first
        self._name = page.get_name()
        self._columns = [column.name for column in tables.layouts[Sheet.SUMMARY].columns]

    def days(self, begin: int, end: int) -> Any:
        """The tickets of each day, by kind."""
        chart = self._book.add_chart({"type": "column", "subtype": "stacked"})
        for kind, column in zip(Kind, _BY_KIND, strict=True):
            layout = self._tables.layouts[Sheet(kind.value)]
            name = layout.label[self._tables.language]
            fill = {"fill": {"color": _COLOURS[kind]}, "gap": 60}
            chart.add_series({"name": name, **self._data(column, begin, end), **fill})
        return self._dressed(chart, "chart.days")

    def reasons(self, begin: int, end: int) -> Any:
        """The reasons, the most frequent first, with what they come to together."""
        end = min(end, begin + _MOST_BARS - 1)
        chart = self._book.add_chart({"type": "column"})
        heads = self._heads()
        blue = {"fill": {"color": _COLOURS[Kind.RETURN]}, "gap": 60}
        chart.add_series({"name": heads["count"], **self._data("count", begin, end), **blue})
        line = self._book.add_chart({"type": "line"})
        data = self._data("running", begin, end)
        red = {"line": {"color": _COLOURS[Kind.RECHECK]}, "marker": {"type": "circle", "size": 4}}
        line.add_series({"name": heads["running"], **data, **red, "y2_axis": True})
        line.set_y2_axis({"min": 0, "max": 1, "num_format": "0%"})
        chart.combine(line)
        return self._dressed(chart, "chart.reasons")

    def products(self, begin: int, end: int) -> Any:
        """The products with the most tickets, the first one on top."""
        end = min(end, begin + _MOST_BARS - 1)
        chart = self._book.add_chart({"type": "bar", "subtype": "stacked"})
        for kind, column in zip(Kind, _BY_KIND, strict=True):
            name = self._tables.layouts[Sheet(kind.value)].label[self._tables.language]
            fill = {"fill": {"color": _COLOURS[kind]}, "gap": 40}
            chart.add_series({"name": name, **self._data(column, begin, end), **fill})
        chart.set_y_axis({"reverse": True})
        # Names of goods are long: without a place of their own they leave the bars none.
        chart.set_plotarea({"layout": _RIGHT_HALF})
        return self._dressed(chart, "chart.products")

    def _data(self, column: str, begin: int, end: int) -> dict[str, Any]:
        rows = (self._first + begin, self._first + end)
        names, values = self._columns.index("item"), self._columns.index(column)
        return {
            "categories": [self._name, rows[0], names, rows[1], names],
            "values": [self._name, rows[0], values, rows[1], values],
        }

    def _heads(self) -> dict[str, str]:
        columns = self._tables.layouts[Sheet.SUMMARY].columns
        return dict(zip(self._columns, self._tables.heads(columns), strict=True))

    def _dressed(self, chart: Any, title: str) -> Any:
        chart.set_title({"name": self._tables.word(title), "name_font": {"size": 12}})
        chart.set_legend({"position": "bottom"})
        return chart
