"""The moves from where a ticket stands: a button for each, the allowed ones first."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.tickets.case import OfferedMove
from csconsole.language import _

_KEY = "Alt+M"


class MoveRow(QWidget):
    """Buttons for the moves; a digit presses one, and what is refused says why.

    Signals:
        taken: the state that the ticket is to go to.
    """

    taken = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self._moves: tuple[OfferedMove, ...] = ()
        self.buttons: list[QPushButton] = []
        self._place = QWidget()
        self._flow = FlowLayout(self._place, theme.SPACE_SMALL)
        self.why = QLabel()
        self.why.setProperty("role", "due")
        self.why.setTextFormat(Qt.TextFormat.PlainText)
        self.why.setWordWrap(True)
        self.why.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_SMALL)
        column.addWidget(self._place)
        column.addWidget(self.why)

    def show_moves(self, moves: tuple[OfferedMove, ...]) -> None:
        """Show other moves."""
        had_focus = self.window().focusWidget() in self.buttons  # also while a dialog is open
        for button in self.buttons:
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._moves = moves
        self.buttons = [self._button(at, move) for at, move in enumerate(moves, 1)]
        for button in self.buttons:
            self._flow.addWidget(button)
            button.show()
        self.why.hide()
        if had_focus:
            self.begin()

    def begin(self) -> None:
        """Let the focus stand at the first move."""
        if self.buttons:
            self.buttons[0].setFocus(Qt.FocusReason.ShortcutFocusReason)

    def tell(self, to: str, sentence: str) -> None:
        """Say why a move was refused."""
        label = next((one.label for one in self._moves if one.move.to == to), to)
        self.say(_("{move}: {why}").format(move=label, why=sentence))

    def say(self, text: str) -> None:
        """Say something below the buttons; "" for nothing."""
        self.why.setText(text)
        self.why.setVisible(bool(text))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Digits press a button, arrows lead from one to the next, the focus asks why."""
        if isinstance(event, QFocusEvent) and event.gotFocus():
            self._explain(watched)
        is_press = event.type() is QEvent.Type.KeyPress
        if is_press and isinstance(event, QKeyEvent) and self._press(event, watched):
            return True
        return super().eventFilter(watched, event)

    def _press(self, event: QKeyEvent, watched: QObject) -> bool:
        at = next((i for i, one in enumerate(self.buttons) if one is watched), 0)
        steps = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.buttons[(at + steps[key]) % len(self.buttons)].setFocus()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.buttons[at].click()
        elif event.text().isdecimal() and 1 <= int(event.text()) <= len(self.buttons):
            self.buttons[int(event.text()) - 1].click()
        else:
            return False
        return True

    def _explain(self, watched: QObject) -> None:
        at = next((i for i, one in enumerate(self.buttons) if one is watched), -1)
        if at < 0:
            return
        move = self._moves[at]
        self.say(
            _("{move}: {why}").format(move=move.label, why="; ".join(move.against))
            if move.against
            else ""
        )

    def _button(self, at: int, move: OfferedMove) -> QPushButton:
        button = QPushButton(f"{at}  {move.label}")
        key = f"{_KEY}, {at}"
        refused = "; ".join(move.against)
        button.setProperty("role", "refused" if refused else "move")
        button.setToolTip(f"{refused}\n{key}" if refused else key)
        button.setAccessibleName(move.label)
        button.setAccessibleDescription(refused)
        button.setAutoDefault(False)
        button.clicked.connect(partial(self.taken.emit, move.move.to))
        button.installEventFilter(self)
        return button
