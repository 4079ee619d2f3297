"""The keys that act on the list of replies while it has the focus."""

from collections.abc import Callable, Iterable, Mapping

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QApplication, QLineEdit, QListView, QWidget

HAS_OWN_KEYS = "hasOwnKeys"  # a property of widgets in which the window's keys mean other things
_PLAIN = {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier}


class ListKeys(QObject):
    """Gives keys of one stroke to the list, and lets several of its rows be marked."""

    def __init__(
        self, results: QListView, doing: Mapping[Qt.Key, Callable[[], None]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._doing = dict(doing)
        results.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        results.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Do what a key means in the list."""
        if isinstance(event, QKeyEvent) and event.modifiers() in _PLAIN:
            do = self._doing.get(Qt.Key(event.key()))
            if do is not None and event.type() is QEvent.Type.KeyPress:
                if not event.isAutoRepeat():
                    do()
                return True
        return super().eventFilter(watched, event)


class WindowKeys(QObject):
    """Lets the keys of editing reach the window out of a line that one types in.

    A line claims some of them for itself, on some systems only: Ctrl+E as the end of the line,
    Ctrl+D as the delete key, Ctrl+Z even where it has nothing to undo.
    """

    def __init__(self, page: QWidget, keys: Iterable[str]) -> None:
        super().__init__(page)
        self._page = page
        self._keys = {QKeySequence(key) for key in keys}
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Keep a line from claiming a key."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            if event.matches(QKeySequence.StandardKey.Undo):
                return isinstance(watched, QLineEdit) and not watched.isUndoAvailable()
            return QKeySequence(event.keyCombination()) in self._keys
        return super().eventFilter(watched, event)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        is_line = isinstance(now, QLineEdit) and not now.property(HAS_OWN_KEYS)
        if now is not None and is_line and self._page.isAncestorOf(now):
            now.installEventFilter(self)
