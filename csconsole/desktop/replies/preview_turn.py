"""Whose turn it is: a key is answered by the list first, and by the preview once that is painted.

So what is typed is not kept waiting by fields and texts that the next key will change again;
several keys that come at once lead to one preview.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from csconsole.desktop.replies.preview import Preview
from csconsole.desktop.replies.state import RepliesState

_Key = Qt.Key
_PRESSES = {QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress}
# Keys that stay in the search box or in the list, beside those that bear a letter.
_STAYING = {
    *(_Key.Key_Shift, _Key.Key_Control, _Key.Key_Alt, _Key.Key_AltGr, _Key.Key_Meta),
    *(_Key.Key_Backspace, _Key.Key_Delete, _Key.Key_Left, _Key.Key_Right),
    *(_Key.Key_Up, _Key.Key_Down, _Key.Key_PageUp, _Key.Key_PageDown),
}
_COMMANDS = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class PreviewTurn(QObject):
    """Shows the preview: at once, or after the list where a key in the search box asked for it.

    A key that could act on what is shown, or lead into it, finds it as it must be: the preview
    is finished before such a key does anything.
    """

    def __init__(self, preview: Preview, state: RepliesState, box: QWidget) -> None:
        super().__init__(preview)
        self._preview, self._state = preview, state
        self._is_typed = False
        self._after_the_list = QTimer(self)
        self._after_the_list.setSingleShot(True)
        self._after_the_list.setInterval(0)  # what is posted is painted before it
        self._after_the_list.timeout.connect(preview.renew)
        preview.renewed.connect(self._after_the_list.stop)
        box.installEventFilter(self)

    @contextmanager
    def list_first(self) -> Iterator[None]:
        """What is asked for meanwhile was typed, and waits until the list is painted."""
        self._is_typed = True
        try:
            yield
        finally:
            self._is_typed = False

    def show(self) -> None:
        """Show the reply that is looked at now, when it is the preview's turn."""
        comes_or_goes = self._preview.isHidden() is not (self._state.chosen is None)
        if self._is_typed and not comes_or_goes:  # else the list would be painted twice
            self._after_the_list.start()
        else:
            self._preview.renew()

    @property
    def is_waiting(self) -> bool:
        """Whether another reply is looked at than the preview shows yet."""
        return self._after_the_list.isActive()

    def finish(self) -> None:
        """Show now what waits for its turn."""
        if self.is_waiting:
            self._preview.renew()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Finish before a key that does not stay where one types."""
        if self.is_waiting and event.type() in _PRESSES and _leaves(event):
            self.finish()
        return super().eventFilter(watched, event)


def _leaves(event: QEvent) -> bool:
    """Whether a key may act on the preview or lead into it."""
    if not isinstance(event, QKeyEvent):
        return False
    if event.modifiers() & _COMMANDS:
        return True
    writes = bool(event.text()) and event.text().isprintable()
    return not writes and _Key(event.key()) not in _STAYING
