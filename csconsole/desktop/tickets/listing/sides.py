"""The list and the open ticket: side by side, or one for the other in a narrow window."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QVBoxLayout, QWidget

from csconsole.desktop import theme

NARROW = 700  # pixels; below it there is room for one of them
_LEAST, _SHARE = 320, 0.55  # of the ticket: pixels, and how much of the width it gets at first


class Sides(QWidget):
    """A list at the left, a ticket at the right while one is open."""

    def __init__(self, page: QWidget, ticket: QWidget, parent: QWidget) -> None:
        super().__init__(parent)
        self.setMinimumSize(1, 1)  # else no page of the window could be lower than this one likes
        self._page = page
        self._is_open, self._width = False, 0
        row = QHBoxLayout(self)  # the outer first: whatever is moved with all it holds takes long
        row.setContentsMargins(0, 0, 0, 0)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        row.addWidget(self._splitter)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme.SPACE_SMALL)
        self._splitter.addWidget(page)
        self._holder = QWidget()
        self._splitter.addWidget(self._holder)
        self._around = QVBoxLayout(self._holder)
        self._around.addWidget(ticket)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.splitterMoved.connect(self._on_moved)
        self._fit()

    @property
    def is_open(self) -> bool:
        """Whether a ticket is in view."""
        return self._is_open

    @property
    def is_narrow(self) -> bool:
        """Whether there is room for one of them alone."""
        return self.window().width() < NARROW

    def show_ticket(self, *, shown: bool) -> None:
        """Show the ticket, or put it away."""
        if shown != self._is_open:
            self._is_open = shown
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Side by side, or one for the other."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        is_narrow = self.is_narrow
        side = theme.SPACE_LARGE
        self._around.setContentsMargins(side if is_narrow else 0, side, side, side)
        self._holder.setVisible(self._is_open)
        self._page.setVisible(not (self._is_open and is_narrow))
        if self._is_open and not is_narrow and self.width() > 0:
            wanted = self._width or int(self.width() * _SHARE)
            width = max(_LEAST, min(wanted, self.width() - _LEAST))
            self._splitter.setSizes([self.width() - width - theme.SPACE_SMALL, width])

    def _on_moved(self) -> None:
        self._width = self._splitter.sizes()[1]
