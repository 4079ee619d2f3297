"""The figures of some days: numbers to press, and charts to walk along."""

import importlib
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.reports.state import KIND_NAMES, Chart, Tile, charts_of, tiles_of
from csconsole.language import _
from csconsole.orders.amounts import written
from csconsole.orders.model import Money
from csconsole.reports.model import Dashboard, Group

_WIDE = 760  # pixels; from there two charts stand side by side


def load_charts() -> None:
    """Load what draws the charts, which takes 0.6 s; in the worker, so that the window need not."""
    importlib.import_module("csconsole.desktop.reports.bar_chart")


class Board(QWidget):
    """Shows a dashboard.

    Signals:
        chosen: (what it is, the ids of its tickets) a number or a bar was opened.
        drawn: everything is shown; the charts come one by one, since each takes its time.
    """

    chosen = Signal(str, object)
    drawn = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tiles: list[QToolButton] = []
        self._tile_row = QWidget()
        self._flow = FlowLayout(self._tile_row, theme.SPACE)
        self._legend = QLabel()
        self._legend.setProperty("role", "quiet")
        self._legend.setWordWrap(True)
        self._nothing = QLabel()
        self._nothing.setProperty("role", "quiet")
        self._frames: list[QFrame] = []
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.SPACE)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE)
        for widget in (self._tile_row, self._legend, self._nothing):
            layout.addWidget(widget)
        layout.addLayout(self._grid)
        self._columns = 0
        self._to_draw: list[tuple[int, Chart]] = []
        self._drawing = QTimer(self)
        self._drawing.setSingleShot(True)
        self._drawing.setInterval(0)
        self._drawing.timeout.connect(self._draw_next)

    def show_dashboard(self, board: Dashboard) -> None:
        """Show other figures."""
        self._show_tiles(tiles_of(board, _refunded(board)))
        charts = [chart for chart in charts_of(board) if any(bar.count for bar in chart.bars)]
        self._nothing.setText("" if charts else _("Nothing on these days."))
        self._nothing.setVisible(not charts)
        self._legend.setVisible(bool(charts))
        self._show_legend()
        self._show_charts(charts)

    def charts(self) -> list[QWidget]:
        """The charts that are shown."""
        found = (frame.findChild(QWidget, "chart") for frame in self._frames)
        return [chart for chart in found if chart is not None]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """One chart beside the other where there is room."""
        super().resizeEvent(event)
        self._arrange()

    def _show_tiles(self, tiles: Sequence[Tile]) -> None:
        while self._flow.count():
            item = self._flow.takeAt(0)
            if item is not None and (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self.tiles = []
        for tile in tiles:
            button = QToolButton()
            button.setText(f"{tile.text}  {tile.name}")
            button.setToolTip(tile.told)
            button.setProperty("role", "chip")
            button.setEnabled(bool(tile.ids))
            if tile.tone and tile.ids:
                button.setStyleSheet(f"color: {theme.colour(tile.tone).name()};")
            button.clicked.connect(partial(self._on_tile, tile))
            self._flow.addWidget(button)
            self.tiles.append(button)

    def _on_tile(self, tile: Tile, _is_on: bool = False) -> None:  # noqa: FBT001, FBT002  (Qt's form)
        self.chosen.emit(tile.name, tile.ids)

    def _show_legend(self) -> None:
        from csconsole.desktop.reports.bar_chart import COLOURS  # noqa: PLC0415  (see below)

        parts = [
            f'<span style="color: {theme.colour(COLOURS[kind]).name()}">■</span>&nbsp;{_(name)}'
            for kind, name in KIND_NAMES.items()
        ]
        self._legend.setText(" &nbsp; ".join(parts))

    def _show_charts(self, charts: Sequence[Chart]) -> None:
        for frame in self._frames[len(charts) :]:
            frame.hide()
            frame.deleteLater()
        self._frames = self._frames[: len(charts)]
        self._to_draw = list(enumerate(charts))
        self._columns = 0
        self._drawing.start()

    def _draw_next(self) -> None:
        # Loaded by then, see `load_charts`; a start does not pay for it.
        from csconsole.desktop.reports.bar_chart import BarChart  # noqa: PLC0415

        if not self._to_draw:
            self.drawn.emit()
            return
        at, told = self._to_draw.pop(0)
        if at == len(self._frames):
            chart = BarChart()
            chart.setObjectName("chart")
            chart.chosen.connect(self.chosen)
            self._frames.append(_framed(chart))
        title, drawn = self._frames[at].findChild(QLabel), self._frames[at].findChild(BarChart)
        if title is not None and drawn is not None:
            title.setText(told.title)
            drawn.show_chart(told)
        self._columns = 0
        self._arrange()
        self._drawing.start()

    def _arrange(self) -> None:
        columns = 2 if self.width() >= _WIDE else 1
        if columns == self._columns:
            return
        self._columns = columns
        for frame in self._frames:
            self._grid.removeWidget(frame)
        for at, frame in enumerate(self._frames):
            # The days have the whole width: they may be many.
            row, column = (0, 0) if at == 0 else (1 + (at - 1) // columns, (at - 1) % columns)
            self._grid.addWidget(frame, row, column, 1, columns if at == 0 else 1)
            frame.show()


def _framed(chart: QWidget) -> QFrame:
    frame = QFrame()
    frame.setObjectName("order")  # the look of a card
    title = QLabel()
    font = title.font()
    font.setBold(True)
    title.setFont(font)
    title.setBuddy(chart)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(*[theme.SPACE_LARGE] * 4)
    layout.setSpacing(theme.SPACE_SMALL)
    layout.addWidget(title)
    layout.addWidget(chart)
    layout.addStretch()
    return frame


def _refunded(board: Dashboard) -> str:
    """What was refunded, in each currency."""
    return " + ".join(
        written(Money(one.figure.amount or 0, one.figure.item), "en")
        for one in board.of(Group.REFUND)
    )
