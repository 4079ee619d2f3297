"""The frame of the window: the rail of pages at the left, the talks above, the page."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.language import N_, _


@dataclass(frozen=True)
class Place:
    """A page on the rail.

    Attributes:
        text: what stands on the rail, short; to be translated.
        told: what the page is, for its tooltip.
    """

    name: str
    text: str
    told: str
    keys: str


_NARROW = 480  # pixels; below it the rail has letters for words
_NARROWEST = 400  # below it the rail has a line of its own

# The design keeps Alt+1 to Alt+4 for four pages; a page that is taken in shows its button.
PLACES = (
    Place("replies", N_("Reply"), N_("Replies (Alt+1)"), "Alt+1"),
    Place("orders", N_("Order"), N_("Orders (Alt+2)"), "Alt+2"),
    Place("tickets", N_("After-sales"), N_("After-sales tickets (Alt+3)"), "Alt+3"),
    Place("day", N_("Day"), N_("The day: self-check and tables (Alt+4)"), "Alt+4"),
)


class Frame(QWidget):
    """Shows one page at a time.

    Signals:
        shown: the name of the page that is shown now.

    Attributes:
        room: what a page stands in; one that is made there need not be moved with all it holds.
    """

    shown = Signal(str)

    def __init__(
        self, above: QWidget, pages: Mapping[str, QWidget], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pages = dict(pages)
        self.room = QStackedWidget(self)
        self._buttons: dict[str, QToolButton] = {}
        self.bar = QVBoxLayout()  # what is offered for a while stands between talks and page
        self._rail = QWidget()
        self._rail.setObjectName("rail")
        self._along = QBoxLayout(QBoxLayout.Direction.TopToBottom, self._rail)
        self._head = QHBoxLayout()
        self._head.setSpacing(0)
        self._head.addWidget(above, stretch=1)
        self._column = column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(self._head)
        column.addLayout(self.bar)
        column.addWidget(self.room, stretch=1)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addLayout(column, stretch=1)
        self._is_narrow: bool | None = None
        self._is_narrowest = False
        for page in self._pages.values():
            self.room.addWidget(page)
        self._fill_rail()
        self._place_rail(narrow=False)
        self.show_page(next(iter(self._pages)))

    @property
    def present(self) -> str:
        """The name of the page that is shown."""
        widget = self.room.currentWidget()
        return next(name for name, page in self._pages.items() if page is widget)

    def show_page(self, name: str) -> None:
        """Show a page."""
        self.room.setCurrentWidget(self._pages[name])
        self._show_rail()
        self.shown.emit(name)

    def add_page(self, name: str, page: QWidget) -> None:
        """Take one more page in, at its place on the rail."""
        self._pages[name] = page
        self.room.addWidget(page)
        self._buttons[name].setVisible(True)
        self._show_rail()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Words on the rail at the left; where there is no room letters, beside the talks.

        In the narrowest window the rail is a line of words below the talks.
        """
        super().resizeEvent(event)
        width = event.size().width()
        self._place_rail(narrow=width < _NARROW, narrowest=width < _NARROWEST)

    def _place_rail(self, *, narrow: bool, narrowest: bool = False) -> None:
        if (narrow, narrowest) == (self._is_narrow, self._is_narrowest):
            return
        self._is_narrow, self._is_narrowest = narrow, narrowest
        is_tight = narrow and not narrowest  # letters of four pages beside the talks
        self._along.setSpacing(0 if is_tight else theme.SPACE_SMALL)
        for button in self._buttons.values():
            button.setStyleSheet("QToolButton { padding: 0 2px; }" if is_tight else "")
        small, usual = theme.SPACE_SMALL, theme.SPACE
        high = max(one.sizeHint().height() for one in self._buttons.values())
        self._rail.setMinimumHeight(high if narrowest else 0)
        if narrowest:
            self._column.insertWidget(1, self._rail)
            self._along.setDirection(QBoxLayout.Direction.LeftToRight)
            self._along.setContentsMargins(usual, 0, usual, 0)
        elif narrow:
            self._head.addWidget(self._rail)
            self._along.setDirection(QBoxLayout.Direction.LeftToRight)
            self._along.setContentsMargins(0, small, 0, 0)
        else:
            self._row.insertWidget(0, self._rail)
            self._along.setDirection(QBoxLayout.Direction.TopToBottom)
            self._along.setContentsMargins(small, usual, 0, usual)
        self._show_rail()

    def _show_rail(self) -> None:
        """Mark the page that is shown; where there is no room, only the others are offered."""
        has_letters = self._is_narrow and not self._is_narrowest
        for place in PLACES:
            if place.name in self._pages:
                button, text = self._buttons[place.name], _(place.text)
                is_shown = place.name == self.present
                button.setText(text[:1] if has_letters else text)
                button.setChecked(is_shown)
                button.setVisible(not (is_shown and has_letters))

    def _fill_rail(self) -> None:
        self._along.setSpacing(theme.SPACE_SMALL)
        for place in PLACES:
            button = _rail_button("", _(place.told))
            button.setCheckable(True)
            button.clicked.connect(lambda _on=False, name=place.name: self.show_page(name))
            self._buttons[place.name] = button
            self._along.addWidget(button)
            button.setVisible(place.name in self._pages)
        self._along.addStretch()


def _rail_button(text: str, told: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(told)
    button.setAccessibleName(told)
    button.setProperty("role", "rail")
    return button
