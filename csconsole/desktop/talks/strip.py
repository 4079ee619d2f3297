"""The strip of the open talks: tabs, or a list that drops down where there is no room for them."""

from collections.abc import Sequence

from PySide6.QtCore import QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QSizePolicy,
    QTabBar,
    QToolButton,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.language import _

_NARROW = 700  # pixels; below it the tabs become a list that drops down
_LEAST_LETTERS = 4  # of that list
_FEW_LETTERS = 2  # of a language where there is no room for its name
_MOST_KEYS = 9


class TalkTabs(QTabBar):
    """The tabs; they may become as narrow as the window wants."""

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """A pixel more for each tab: at just its own hint it shows arrows to scroll by."""
        hint = super().sizeHint()
        return QSize(hint.width() + self.count(), hint.height())

    def minimumSizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """Let the strip shrink: what does not fit is scrolled."""
        return QSize(0, super().minimumSizeHint().height())


class TalkStrip(QWidget):
    """The open talks and the language of the one before the agent.

    Signals:
        chosen, close_asked: the place of a talk whose tab, or whose cross, was clicked.
        begin_asked: another buyer is to be served.
        language_asked: the talk is to go on in the other language.
    """

    chosen = Signal(int)
    close_asked = Signal(int)
    begin_asked = Signal()
    language_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("talks")
        self.tabs = _tabs()
        self.list = _list()
        self.close_button = self._button("×", _("Close this talk (Ctrl+W)"))
        self.begin_button = self._button("+", _("Another buyer (Ctrl+N)"))
        self.language_button = self._button("", "")
        self._language = ""
        self.tabs.currentChanged.connect(self.chosen)
        self.list.currentIndexChanged.connect(self.chosen)
        self.close_button.clicked.connect(
            lambda _on=False: self.close_asked.emit(self.list.currentIndex())
        )
        self.begin_button.clicked.connect(self.begin_asked)
        self.language_button.clicked.connect(self.language_asked)
        self._lay_out()
        self._fit(self.width())

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_LARGE, theme.SPACE_SMALL, theme.SPACE_LARGE, 0)
        row.setSpacing(theme.SPACE_SMALL)
        row.addWidget(self.tabs)
        row.addWidget(self.list, stretch=1)
        row.addWidget(self.close_button)
        row.addWidget(self.begin_button)
        row.addStretch()
        row.addWidget(self.language_button)

    def show_talks(self, labels: Sequence[str], at: int) -> None:
        """Show the talks by their names, and which one is before the agent."""
        with QSignalBlocker(self.tabs), QSignalBlocker(self.list):
            while self.tabs.count() > len(labels):
                self.tabs.removeTab(self.tabs.count() - 1)
                self.list.removeItem(self.list.count() - 1)
            while self.tabs.count() < len(labels):
                self._add_tab()
            for place, name in enumerate(labels):
                if self.tabs.tabText(place) != _shown(name):
                    self._name(place, name)
            self.tabs.setCurrentIndex(at)
            self.list.setCurrentIndex(at)
            self.list.setToolTip(labels[at])

    def show_language(self, text: str, tip: str) -> None:
        """Show which language the replies of this talk are in."""
        self._language = text
        self.language_button.setToolTip(tip)
        self._fit(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Tabs where there is room, else a list."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        narrow = width < _NARROW
        self.tabs.setVisible(not narrow)
        self.list.setVisible(narrow)
        self.close_button.setVisible(narrow)
        shown = self._language[:_FEW_LETTERS] if narrow else self._language
        if self.language_button.text() != shown:
            self.language_button.setText(shown)

    def _add_tab(self) -> None:
        place = self.tabs.addTab("")
        self.list.addItem("")
        cross = self._button("×", _("Close this talk (Ctrl+W)"))
        cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the key closes; Tab need not stop here
        cross.clicked.connect(lambda _on=False: self._on_cross(cross))
        self.tabs.setTabButton(place, QTabBar.ButtonPosition.RightSide, cross)

    def _on_cross(self, cross: QToolButton) -> None:
        side = QTabBar.ButtonPosition.RightSide
        for place in range(self.tabs.count()):
            if self.tabs.tabButton(place, side) is cross:
                self.close_asked.emit(place)
                return

    def _name(self, place: int, name: str) -> None:
        key = f" (Ctrl+{place + 1})" if place < _MOST_KEYS else ""
        self.tabs.setTabText(place, _shown(name))
        self.tabs.setTabToolTip(place, f"{name}{key}")
        self.list.setItemText(place, name)

    def _button(self, text: str, tip: str) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tip)
        button.setAccessibleName(tip)
        button.setProperty("role", "talk")
        return button


def _tabs() -> TalkTabs:
    tabs = TalkTabs()
    tabs.setAccessibleName(_("Open talks"))
    tabs.setDrawBase(False)
    tabs.setExpanding(False)
    tabs.setElideMode(Qt.TextElideMode.ElideRight)
    tabs.setUsesScrollButtons(True)
    scrollers = tabs.findChildren(QToolButton)
    for scroller, told in zip(scrollers, (_("Talks before"), _("Talks behind")), strict=True):
        scroller.setAccessibleName(told)
    tabs.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return tabs


def _list() -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(_("Open talks"))
    box.setMinimumContentsLength(_LEAST_LETTERS)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    box.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return box


def _shown(name: str) -> str:
    """A name on a tab, where an ampersand would mark a key."""
    return name.replace("&", "&&")
