"""Choosing an emoji by a word, with the keys alone."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.replies.editing.emoji import Emoji, emoji, fitting
from csconsole.desktop.replies.editing.look import dress
from csconsole.language import _

_CELL = QSize(44, 44)
_SIZE = (420, 320)
_SIGN = 22  # pixels
_MOST_RECENT = 10
_LIST_KEYS = {
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
}
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class _Recent:
    """What was chosen lately, the latest first; until the program ends."""

    signs: tuple[str, ...] = ()


class EmojiPicker(QDialog):
    """A box to search in, and the signs below it.

    Signals:
        chosen: a sign; the picker closes.
    """

    chosen = Signal(str)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self.setWindowTitle(_("Emoji"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("A word, such as thanks or parcel"))
        self.search.setAccessibleName(_("Search the emoji"))
        self.signs = QListWidget()
        self.signs.setObjectName("signs")
        self.signs.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.signs.setAccessibleName(_("Emoji"))
        self.signs.setViewMode(QListWidget.ViewMode.IconMode)
        self.signs.setMovement(QListWidget.Movement.Static)
        self.signs.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.signs.setUniformItemSizes(True)
        self.signs.setGridSize(_CELL)
        self.signs.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.signs.setFont(theme.pixel_font(self.font(), _SIGN))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE_WIDE] * 4)
        layout.addWidget(self.search)
        layout.addWidget(self.signs)
        dress(self)
        self.resize(*_SIZE)
        self.search.textChanged.connect(self._show)
        self.search.installEventFilter(self)
        self.signs.itemClicked.connect(lambda _item: self._choose())
        self._show("")

    def shown(self) -> list[str]:
        """The signs that are shown, in their order."""
        return [self.signs.item(row).text() for row in range(self.signs.count())]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Lead the signs from the box that one types in."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            if key in _ENTER:
                self._choose()
                return True
            if key in _LIST_KEYS:
                self.signs.keyPressEvent(event)
                return True
        return super().eventFilter(watched, event)

    def _show(self, typed: str) -> None:
        self.signs.clear()
        found = fitting(typed)
        if not typed.strip():
            by_sign = {one.sign: one for one in emoji()}
            recent = [by_sign[sign] for sign in _Recent.signs]
            found = [*recent, *(one for one in found if one not in recent)]
        for one in found:
            self.signs.addItem(self._item(one))
        self.signs.setCurrentRow(0)

    def _item(self, one: Emoji) -> QListWidgetItem:
        item = QListWidgetItem(one.sign)
        item.setTextAlignment(Qt.AlignmentFlag.AlignCenter)
        item.setSizeHint(_CELL)
        item.setToolTip(one.name(self._language))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, one.name(self._language))
        return item

    def _choose(self) -> None:
        row = self.signs.currentRow()
        if row < 0:
            return
        sign = self.signs.item(row).text()
        others = [one for one in _Recent.signs if one != sign]
        _Recent.signs = (sign, *others[: _MOST_RECENT - 1])
        self.accept()
        self.chosen.emit(sign)
