"""Bars that can be walked along and opened: with the mouse, or with the arrows and Enter."""

import pyqtgraph
from PySide6.QtCore import QEvent, QPointF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QToolTip

from csconsole.desktop import theme
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.reports.state import KIND_NAMES, Bar, Chart, Part
from csconsole.language import _
from csconsole.tickets.model import Kind

COLOURS = {
    Kind.RETURN: "accent", Kind.EXCHANGE: "done", Kind.TRACKING: "due", Kind.RECHECK: "late",
}  # fmt: skip
_THICK = 0.66  # of the room of a bar
_BAR_HEIGHT, _ABOVE_AND_BELOW, _UPRIGHT_HEIGHT = 28, 44, 220  # pixels
_MARK_ROOM = 44  # pixels that a mark of an upright bar needs
_LONGEST_MARK = 16  # signs
_ROOM_FOR_COUNTS = 1.3  # of the longest lying bar, so that its count stands behind it
_NEXT = {Qt.Key.Key_Right, Qt.Key.Key_Down}
_BEFORE = {Qt.Key.Key_Left, Qt.Key.Key_Up}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}


class BarChart(pyqtgraph.PlotWidget):  # type: ignore[misc]  # pyqtgraph tells no types
    """Draws a chart; takes no wheel, so that the page scrolls.

    Signals:
        chosen: (the name of a bar, the ids of its tickets) it was opened.
    """

    chosen = Signal(str, object)

    def __init__(self) -> None:
        super().__init__()
        self.chart = Chart("", ())
        self.marked = -1
        self._marker: pyqtgraph.BarGraphItem | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseEnabled(x=False, y=False)
        self.setMenuEnabled(False)
        self.hideButtons()
        self.setFrameShape(self.Shape.NoFrame)
        self.setMouseTracking(True)

    def show_chart(self, chart: Chart) -> None:
        """Draw other bars."""
        self.chart, self.marked = chart, -1
        bars = len(chart.bars)
        height = _ABOVE_AND_BELOW + _BAR_HEIGHT * bars if chart.lies else _UPRIGHT_HEIGHT
        self.setFixedHeight(height)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription(_("Arrows go along the bars, Enter shows the tickets"))
        self._draw()

    def mark(self, at: int) -> None:
        """Mark a bar; -1 for none."""
        self.marked = at if 0 <= at < len(self.chart.bars) else -1
        if self.marked >= 0:
            self.setAccessibleDescription(_told(self.chart.bars[self.marked]))
        self._mark()

    def open_bar(self, at: int, part: Part | None = None) -> None:
        """Show the tickets of a bar, or of a part of it."""
        bar = self.chart.bars[at]
        self.mark(at)
        if part is None or part.kind is None:
            self.chosen.emit(bar.name, bar.ids)
        else:
            self.chosen.emit(f"{bar.name} · {_(KIND_NAMES[part.kind])}", part.ids)

    def place_of(self, at: int) -> QPointF:
        """The middle of a bar, in pixels of the widget."""
        half = self.chart.bars[at].count / 2
        point = QPointF(half, at) if self.chart.lies else QPointF(at, half)
        return QPointF(self.mapFromScene(self.getViewBox().mapViewToScene(point)))

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's names from here)
        """Open the part of a bar that was clicked on."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        at, part = self._at(event.position())
        if event.button() is Qt.MouseButton.LeftButton and at >= 0:
            self.open_bar(at, part)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Nothing is dragged here."""
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """The first click has done it."""
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show that a bar can be clicked on."""
        at, _part = self._at(event.position())
        shape = Qt.CursorShape.PointingHandCursor if at >= 0 else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802
        """Leave the wheel to the page."""
        event.ignore()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Walk along the bars, and open one."""
        last = len(self.chart.bars) - 1
        if event.key() in _NEXT and self.marked < last:
            self.mark(self.marked + 1)
        elif event.key() in _BEFORE and self.marked > 0:
            self.mark(self.marked - 1)
        elif event.key() in _ENTER and self.marked >= 0:
            self.open_bar(self.marked)
        else:
            event.ignore()

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Mark the first bar for whoever came by key."""
        super().focusInEvent(event)
        by_key = {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        if event.reason() in by_key and self.marked < 0:
            self.mark(0)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802
        """Mark nothing any more."""
        super().focusOutEvent(event)
        self.mark(-1)

    def viewportEvent(self, event: QEvent) -> bool:  # noqa: N802
        """Tell what a bar stands for where the mouse rests."""
        if isinstance(event, QHelpEvent):
            at, _part = self._at(QPointF(event.pos()))
            text = _told(self.chart.bars[at]) if at >= 0 else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return bool(super().viewportEvent(event))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Take the colours of another look."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and hasattr(self, "chart"):
            self._draw()

    def _draw(self) -> None:
        self.setBackground(theme.colour("surface"))
        self.clear()
        self._marker = None
        for kind in Kind:
            self._draw_kind(kind)
        bars, lies = self.chart.bars, self.chart.lies
        most = max((bar.count for bar in bars), default=0)
        along = (-0.6, len(bars) - 0.4)
        reach = (0, max(1, most) * (_ROOM_FOR_COUNTS if lies else 1.08))
        self.setRange(xRange=reach if lies else along, yRange=along if lies else reach, padding=0)
        self.invertY(lies)
        self._draw_counts()
        self._draw_axes()
        self._mark()

    def _draw_counts(self) -> None:
        """Tell at the end of each lying bar how many it counts, and what it comes to so far."""
        font = QFont(self.font())
        font.setPixelSize(theme.TEXT_SMALL)
        for at, bar in enumerate(self.chart.bars if self.chart.lies else ()):
            text = number_text(bar.count)
            if bar.running is not None:
                text = f"{text} · Σ {bar.running:.0%}"
            told = pyqtgraph.TextItem(text, color=theme.colour("quiet"), anchor=(0, 0.5))
            told.setFont(font)
            told.setPos(bar.count, at)
            self.addItem(told)

    def _draw_kind(self, kind: Kind) -> None:
        places, begins, lengths = [], [], []
        for at, bar in enumerate(self.chart.bars):
            before = 0
            for part in bar.parts:
                if part.kind is kind:
                    places.append(at)
                    begins.append(before)
                    lengths.append(len(part.ids))
                before += len(part.ids)
        if not places:
            return
        colour = theme.colour(COLOURS[kind])
        self.addItem(
            pyqtgraph.BarGraphItem(
                **_bars(places, begins, lengths, lies=self.chart.lies), brush=colour, pen=colour
            )
        )

    def _draw_axes(self) -> None:
        names, counts = ("left", "bottom") if self.chart.lies else ("bottom", "left")
        font = QFont(self.font())
        font.setPixelSize(theme.TEXT_SMALL)
        for side in (names, counts):
            axis = self.getAxis(side)
            axis.setPen(theme.colour("line"))
            axis.setTextPen(theme.colour("quiet"))
            axis.setStyle(tickFont=font, tickLength=0)
        self.getAxis(names).setTicks([self._marks()])
        most = max((bar.count for bar in self.chart.bars), default=1)
        step = _step(most)
        self.getAxis(counts).setTicks([[(at, number_text(at)) for at in range(0, most + 1, step)]])

    def _marks(self) -> list[tuple[int, str]]:
        bars = self.chart.bars
        if self.chart.lies:
            return [(at, _short(bar)) for at, bar in enumerate(bars)]
        room = max(1, self.width() // _MARK_ROOM)
        every = max(1, -(-len(bars) // room))
        return [(at, bar.mark) for at, bar in enumerate(bars) if at % every == 0]

    def resizeEvent(self, event: QEvent) -> None:  # noqa: N802
        """Leave out marks that there is no room for."""
        super().resizeEvent(event)
        if hasattr(self, "chart"):
            self._draw_axes()

    def _mark(self) -> None:
        """Frame the bar that is marked."""
        if self._marker is not None:
            self.removeItem(self._marker)
            self._marker = None
        if self.marked >= 0:
            told = _bars(
                [self.marked], [0], [self.chart.bars[self.marked].count], lies=self.chart.lies
            )
            pen = pyqtgraph.mkPen(theme.colour("text"), width=2)
            self._marker = pyqtgraph.BarGraphItem(**told, brush=QColor(0, 0, 0, 0), pen=pen)
            self.addItem(self._marker)

    def _at(self, place: QPointF) -> tuple[int, Part | None]:
        """The bar at a place of the widget, and which part of it; -1 for none."""
        point = self.getViewBox().mapSceneToView(self.mapToScene(place.toPoint()))
        along, reach = (point.y(), point.x()) if self.chart.lies else (point.x(), point.y())
        at = round(along)
        if not 0 <= at < len(self.chart.bars) or abs(along - at) > _THICK / 2:
            return -1, None
        before = 0
        for part in self.chart.bars[at].parts:
            before += len(part.ids)
            if 0 <= reach <= before:
                return at, part
        return -1, None


def _bars(
    places: list[int], begins: list[int], lengths: list[int], *, lies: bool
) -> dict[str, object]:
    """Bars as pyqtgraph takes them."""
    if lies:
        ends = [begin + length for begin, length in zip(begins, lengths, strict=True)]
        return {"x0": begins, "x1": ends, "y": places, "height": _THICK}
    return {"x": places, "y0": begins, "height": lengths, "width": _THICK}


def _step(most: int) -> int:
    """The distance of the marks of an axis that goes so far: 1, 2 or 5 of a power of ten."""
    size = 1
    while True:
        for factor in (1, 2, 5):
            if most <= 5 * factor * size:
                return factor * size
        size *= 10


def _short(bar: Bar) -> str:
    return bar.mark if len(bar.mark) <= _LONGEST_MARK else f"{bar.mark[: _LONGEST_MARK - 1]}…"


def _told(bar: Bar) -> str:
    lines = [f"{bar.name}: {number_text(bar.count)}"]
    lines += [
        f"{_(KIND_NAMES[part.kind])}: {number_text(len(part.ids))}"
        for part in bar.parts
        if part.kind is not None
    ]
    if bar.running is not None:
        lines.append(_("together with those above: {share}").format(share=f"{bar.running:.0%}"))
    return "\n".join(lines)
