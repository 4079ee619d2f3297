"""A page with an order panel at its right: side by side, or as a drawer where there is no room."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QSplitter, QToolButton, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.language import _

NARROW = 700  # pixels; below it the panel is a drawer over the page
_USUAL, _LEAST, _DRAWER = 352, 220, 360
_LEAST_PAGE = 260
_HANDLE = 64  # pixels, its height


class Beside(QWidget):
    """A page and what stands beside it.

    Signals:
        opened: the drawer was opened with the mouse.
    """

    opened = Signal()

    def __init__(self, page: QWidget, panel: QWidget) -> None:
        super().__init__()
        self.page, self.panel = page, panel
        self._width, self._is_wanted, self._is_open = _USUAL, True, False
        self._is_drawer, self._is_needed = False, False
        self._has_room = False  # before it has its place nobody knows whether that is narrow
        row = QHBoxLayout(self)  # the outer first: whatever is moved with all it holds takes long
        row.setContentsMargins(0, 0, 0, 0)
        self._splitter = QSplitter()
        row.addWidget(self._splitter)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme.SPACE_SMALL)
        self._splitter.addWidget(page)
        self._holder = QWidget()
        self._splitter.addWidget(self._holder)
        self._around = QVBoxLayout(self._holder)
        self._around.setContentsMargins(0, theme.SPACE_LARGE, theme.SPACE_LARGE, theme.SPACE_LARGE)
        self._around.addWidget(panel)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        self._splitter.splitterMoved.connect(self._on_moved)
        self._holder.setMinimumWidth(_LEAST)
        self.handle = QToolButton(self)  # it has its place in the page's margin
        self.handle.setProperty("role", "handle")
        self.handle.setText("‹")
        self.handle.setToolTip(_("The order (F9)"))
        self.handle.setAccessibleName(self.handle.toolTip())
        self.handle.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.handle.clicked.connect(self._on_handle)
        for one in (panel, self._holder, self.handle):
            one.hide()

    @property
    def kept(self) -> str:
        """The panel's width, with a minus where it is put away."""
        return str(self._width if self._is_wanted else -self._width)

    def go_on(self, kept: str) -> None:
        """Go on as the panel was left."""
        try:
            width = int(kept)
        except ValueError:
            return
        self._width, self._is_wanted = max(_LEAST, abs(width)), width > 0
        self._fit()

    def close_drawer(self) -> None:
        """Put a drawer away, since the page is what one wants to see."""
        if self._is_drawer and self._is_open:
            self.show_panel(shown=False)

    @property
    def is_shown(self) -> bool:
        """Whether the panel is in view."""
        return not self.panel.isHidden()

    def need_panel(self, *, needed: bool) -> None:
        """There is something that the panel could show, or there is not."""
        if needed != self._is_needed:
            self._is_needed = needed
            self._fit()

    def show_panel(self, *, shown: bool) -> None:
        """Show the panel, or put it away."""
        if self._is_drawer:
            self._is_open = shown
        else:
            self._is_wanted = shown
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Side by side, or one over the other."""
        super().resizeEvent(event)
        self._has_room = True
        self._fit()

    def _fit(self) -> None:
        if not self._has_room:
            return
        drawer = self.window().width() < NARROW
        has_handle = drawer and self._is_needed and not self._is_open
        self.handle.setVisible(has_handle)
        if drawer != self._is_drawer:
            self._is_drawer, self._is_open = drawer, False
            if drawer:
                self.panel.setParent(self)
            else:
                self._around.addWidget(self.panel)
        if drawer:
            width = min(_DRAWER, self.width())
            self.panel.setGeometry(self.width() - width, 0, width, self.height())
            self.panel.setVisible(self._is_open and self._is_needed)
            self.panel.raise_()
            self._holder.hide()
            self.handle.setGeometry(
                self.width() - theme.SPACE_LARGE, (self.height() - _HANDLE) // 2,
                theme.SPACE_LARGE, _HANDLE,
            )  # fmt: skip
            self.handle.raise_()
            return
        is_shown = self._is_wanted and self._is_needed
        self.panel.setVisible(is_shown)
        self._holder.setVisible(is_shown)
        if is_shown and self.width() > 0:
            width = max(_LEAST, min(self._width, self.width() - _LEAST_PAGE))
            if self._splitter.sizes()[1:] != [width]:
                self._splitter.setSizes([self.width() - width - theme.SPACE_SMALL, width])

    def _on_handle(self) -> None:
        self.show_panel(shown=True)
        self.opened.emit()

    def _on_moved(self) -> None:
        self._width = self._splitter.sizes()[1]
