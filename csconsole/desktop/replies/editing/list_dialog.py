"""A dialog with a list at the left and what its current row is about at the right."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.replies.editing.difference_view import DifferenceView
from csconsole.desktop.replies.editing.look import dress
from csconsole.language import _

_SIZE = (860, 560)
_NARROW = 620  # pixels; below it the right half stands below
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}


class ListDialog(QDialog):
    """Rows to walk through with the arrows, and buttons whose keys work in the list."""

    def __init__(self, title: str, nothing: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self._keys: dict[Qt.Key, Callable[[], None]] = {}
        self.rows = QListWidget()
        self.rows.setAccessibleName(title)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.setMinimumWidth(160)
        self.rows.installEventFilter(self)
        self.shown = DifferenceView()
        self._nothing_text = nothing
        self.nothing = QLabel(_("One moment…"))
        self.nothing.setProperty("role", "quiet")
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setWordWrap(True)
        self._buttons = QWidget()
        self._line = FlowLayout(self._buttons, theme.SPACE)
        self._splitter = QSplitter()
        self._splitter.addWidget(self.rows)
        self._splitter.addWidget(self.shown)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme.SPACE)
        self._splitter.setSizes([320, 500])
        self.layout_column = layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE_WIDE] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._splitter, stretch=1)
        layout.addWidget(self.nothing, stretch=1)
        layout.addWidget(self._buttons)
        dress(self)
        self.rows.itemDoubleClicked.connect(lambda _item: self._act(Qt.Key.Key_Return))
        self.rows.currentItemChanged.connect(lambda item, _before: self._on_row(item))
        room = parent.window().size() if parent is not None else self.sizeHint()
        self.resize(min(_SIZE[0], max(room.width(), 340)), min(_SIZE[1], max(room.height(), 380)))
        self._splitter.hide()

    def add_button(
        self,
        text: str,
        do: Callable[[], None],
        keys: Mapping[str, Qt.Key],
        *,
        primary: bool = False,
    ) -> QPushButton:
        """Add a button; `keys` work in the list, and stand on the button by their names."""
        told = ", ".join(keys)
        button = QPushButton(f"{text} ({told})" if told else text)
        button.setAutoDefault(False)
        button.setEnabled(False)  # until there are rows
        if primary:
            button.setProperty("role", "primary")
        button.clicked.connect(lambda _on=False: do())
        self._keys.update(dict.fromkeys(keys.values(), do))
        self._line.addWidget(button)
        return button

    def fill(self, rows: Sequence[tuple[str, Any]]) -> None:
        """Show rows, each with what it stands for; the place of the mark is kept."""
        place = max(0, self.rows.currentRow())
        self.rows.clear()
        for text, thing in rows:
            item = QListWidgetItem(text)
            item.setToolTip(text)
            item.setData(Qt.ItemDataRole.UserRole, thing)
            self.rows.addItem(item)
        self.nothing.setText(self._nothing_text)
        self._splitter.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        for button in self._buttons.findChildren(QPushButton):
            if button.property("needs_row") is not False:
                button.setEnabled(bool(rows))
        if rows:
            self.rows.setCurrentRow(min(place, len(rows) - 1))
            self.rows.setFocus()

    def current(self) -> Any:
        """What the marked row stands for; None where there is no row."""
        item = self.rows.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item is not None else None

    def show_thing(self, thing: Any) -> None:
        """Show at the right what a row is about."""

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Put the halves beside each other, or one under the other where there is no room."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self._splitter.setOrientation(
            Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        )

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Do what a key means in the list."""
        if (
            isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.modifiers() in _PLAIN
            and _key(event) in self._keys
        ):
            if not event.isAutoRepeat():
                self._act(_key(event))
            return True
        return super().eventFilter(watched, event)

    def _act(self, key: Qt.Key) -> None:
        do = self._keys.get(key)
        if do is not None and self.rows.currentItem() is not None:
            do()

    def _on_row(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            self.show_thing(item.data(Qt.ItemDataRole.UserRole))


def _key(event: QKeyEvent) -> Qt.Key:
    """The key, with both Enters as one."""
    return Qt.Key.Key_Return if event.key() == Qt.Key.Key_Enter else Qt.Key(event.key())
