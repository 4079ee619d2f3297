"""Keys that mean something wherever the focus stands inside a widget, before the window's own."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from csconsole.desktop.replies.editing.list_keys import HAS_OWN_KEYS


class KeysWithin(QObject):
    """Does what keys mean while the focus is inside a widget.

    The window has keys of its own for other pages, such as Ctrl+S: inside, they are these. Ctrl+Z
    belongs to a text as long as that has something to take back.
    """

    def __init__(self, page: QWidget, doing: Mapping[str, Callable[[], None]]) -> None:
        super().__init__(page)
        self._page = page
        self._doing = {QKeySequence(key): do for key, do in doing.items()}
        self._undo = QKeySequence(QKeySequence.StandardKey.Undo)
        self._own: list[QWidget] = []
        application = QApplication.instance()
        if isinstance(application, QApplication):
            application.focusChanged.connect(self._on_focus)

    def leave_alone(self, widget: QWidget) -> None:
        """What is inside of this knows its own Ctrl+Z."""
        self._own.append(widget)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Claim a key before the window does, and do what it means."""
        kinds = {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}
        if not isinstance(event, QKeyEvent) or event.type() not in kinds:
            return super().eventFilter(watched, event)
        key = QKeySequence(event.keyCombination())
        do = self._doing.get(key)
        if do is None or (key == self._undo and self._undoes_itself(watched)):
            return super().eventFilter(watched, event)
        event.accept()
        if event.type() is QEvent.Type.KeyPress and not event.isAutoRepeat():
            do()
        return True

    def _undoes_itself(self, watched: QObject) -> bool:
        if isinstance(watched, QLineEdit):
            return watched.isUndoAvailable()
        if isinstance(watched, QPlainTextEdit):
            return watched.document().isUndoAvailable() and not watched.isReadOnly()
        return isinstance(watched, QWidget) and any(one.isAncestorOf(watched) for one in self._own)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and (now is self._page or self._page.isAncestorOf(now)):
            now.setProperty(HAS_OWN_KEYS, True)  # noqa: FBT003  (Qt's own form)
            now.removeEventFilter(self)
            now.installEventFilter(self)  # the filter installed last is asked first
