"""The sheet that asks who sits at this desk."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QListWidget, QListWidgetItem, QWidget

from csconsole.desktop import theme
from csconsole.desktop.people.sheets import AskingSheet
from csconsole.language import _
from csconsole.people.model import AtDesk

_ROWS = 6  # seen at once
_WALKING = {Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}


class SitDownSheet(AskingSheet):
    """The agents to choose from, with a line for the PIN of those who have one.

    Up and Down walk the list wherever the cursor is; Enter sits down.
    """

    def __init__(self, desk: AtDesk, last: str, parent: QWidget) -> None:
        super().__init__(
            _("Who sits here?"),
            "",
            ok=_("Sit down"),
            cancel=_("Stay as it is") if desk.is_taken else _("Quit"),
            parent=parent,
        )
        self._desk = desk
        self._list = QListWidget()
        self._list.setAccessibleName(_("Agents"))
        for agent in desk.agents:
            shown = _("{name} (with a PIN)") if agent.has_pin else "{name}"
            item = QListWidgetItem(shown.format(name=agent.name))
            item.setData(Qt.ItemDataRole.UserRole, agent.name)
            self._list.addItem(item)
        self._pin = self.secret(_("PIN"))
        self._pin.setMaxLength(32)
        self._pin.installEventFilter(self)
        row = self._list.sizeHintForRow(0)
        self._list.setFixedHeight(row * min(_ROWS, max(2, len(desk.agents))) + 2 * theme.SPACE)
        self.body.insertWidget(0, self._list)
        self.setTabOrder(self._list, self._pin)
        self._list.currentRowChanged.connect(lambda _row: self._follow())
        self._list.itemDoubleClicked.connect(lambda _item: self.accept())
        names = [agent.name for agent in desk.agents]
        self._list.setCurrentRow(names.index(last) if last in names else 0)

    @property
    def name(self) -> str:
        """Who was chosen."""
        item = self._list.currentItem()
        return str(item.data(Qt.ItemDataRole.UserRole)) if item is not None else ""

    @property
    def pin(self) -> str:
        """The PIN that was given."""
        return self._pin.text() if self._has_pin else ""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Walk the list while the cursor stays in the line of the PIN."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and Qt.Key(event.key()) in _WALKING
        ):
            copy = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
            QApplication.sendEvent(self._list, copy)
            return True
        return super().eventFilter(watched, event)

    @property
    def _has_pin(self) -> bool:
        agent = self._desk.one(self.name)
        return agent is not None and agent.has_pin

    def _follow(self) -> None:
        """Offer the line of the PIN to those who have one, and the cursor to where it is needed."""
        self._pin.clear()
        self._pin.setEnabled(self._has_pin)
        self._pin.setPlaceholderText("" if self._has_pin else _("no PIN"))
        wanted = self._pin if self._has_pin else self._list
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)
