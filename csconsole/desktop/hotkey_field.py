"""A line in the settings that takes keys as they are pressed, and says whether they can be had."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from csconsole.language import _

_Key = Qt.Key
_MODIFIERS = {_Key.Key_Control, _Key.Key_Shift, _Key.Key_Alt, _Key.Key_AltGr, _Key.Key_Meta}
_LEAVING = {_Key.Key_Tab, _Key.Key_Backtab, _Key.Key_Escape, _Key.Key_Return, _Key.Key_Enter}
_EMPTYING = {_Key.Key_Backspace, _Key.Key_Delete}


class HotkeyField(QLineEdit):
    """Press the keys that are wanted; Backspace takes them away.

    Attributes:
        told: why the keys cannot be had; hidden where they can.
    """

    def __init__(
        self, keys: str, judge: Callable[[str], str], parent: QWidget | None = None
    ) -> None:
        super().__init__(keys, parent)
        self._judge = judge
        self.setReadOnly(True)
        self.setPlaceholderText(_("Press the keys that are to open it"))
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, on=False)
        self.told = QLabel()
        self.told.setProperty("role", "due")
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setWordWrap(True)
        self.textChanged.connect(self._show)
        self._show(keys)

    def event(self, event: QEvent) -> bool:
        """Keys that are a command of the window are to be taken, too."""
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Take what is pressed, unless it leads out of the field."""
        key, plain = _Key(event.key()), event.modifiers() == Qt.KeyboardModifier.NoModifier
        if key in _MODIFIERS:
            return
        if plain and key in _EMPTYING:
            self.clear()
        elif key in _LEAVING and not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            super().keyPressEvent(event)
        else:
            portable = QKeySequence.SequenceFormat.PortableText
            self.setText(QKeySequence(event.keyCombination()).toString(portable))

    def _show(self, keys: str) -> None:
        why = self._judge(keys)
        told = f"{why[:1].upper()}{why[1:]}" if why else ""
        self.told.setText(told)
        self.told.setVisible(bool(told))
        self.setAccessibleDescription(told)
