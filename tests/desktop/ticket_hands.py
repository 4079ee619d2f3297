"""The hands of an agent at a ticket beside the talk: keys alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QDialog

from csconsole.desktop.tickets.closing_dialog import ClosingDialog
from csconsole.tickets.model import Kind, Ticket

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
FIRST, SENT = "3100000000000002233", "3100000000000008899"
BEGIN = {
    Kind.RETURN: Key.Key_1,
    Kind.EXCHANGE: Key.Key_2,
    Kind.TRACKING: Key.Key_3,
    Kind.RECHECK: Key.Key_4,
}


class Case:
    """A ticket beside the talk, and an agent with a keyboard."""

    def __init__(self, desk) -> None:
        self.desk = desk
        self.view = desk.window.tickets_beside.view

    def settle(self) -> None:
        for _round in range(4):
            self.desk.wait_for_worker()
        self.desk.settle()
        dialogs = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
        if not any(one.isVisible() for one in dialogs) and not QApplication.activePopupWidget():
            self.desk.window.activateWindow()  # no window manager does so when a dialog has gone
            self.desk.qtbot.waitUntil(self.desk.window.isActiveWindow)

    def press(self, key, modifier=NONE) -> None:
        self.desk.press(key, modifier)
        self.settle()

    def begin(self, kind: Kind) -> None:
        self.press(BEGIN[kind], CTRL | SHIFT)

    def go_to(self, name: str) -> None:
        """Walk to a field with the Tab key."""
        stops = self.view.form.editor(name).stops()
        self.press(Key.Key_F, ALT)
        for _step in range(80):
            if self.desk.focused is stops[0]:
                return
            self.desk.press(Key.Key_Tab)
        raise AssertionError(name)

    def fill(self, name: str, text: str) -> None:
        """Fill a field in: lines are typed over, choices are walked to with the arrows."""
        self.go_to(name)
        field = self.desk.focused
        if isinstance(field, QComboBox):
            self.desk.press(Key.Key_Home)
            while field.currentData() != text:
                before = field.currentIndex()
                self.desk.press(Key.Key_Down)
                assert field.currentIndex() > before, text
        else:
            self.desk.press(Key.Key_A, CTRL)
            self.desk.type_in(text)

    def save(self) -> None:
        self.press(Key.Key_S, CTRL)

    def move(self, to: str) -> None:
        """Make a move with Alt+M and its digit."""
        moves = [one.move.to for one in self.view.case.moves]
        self.press(Key.Key_M, ALT)
        self.press(Key(Key.Key_1 + moves.index(to)))

    def done(self) -> None:
        """What is owed next is done."""
        self.press(Key.Key_D, ALT)

    def close(self, **fields: str) -> None:
        """Close the case in its dialog."""
        self.move("closed")
        dialog = self.desk.dialog(ClosingDialog)
        for name, text in fields.items():
            dialog.form.focus(name)
            self.desk.type_in(text)
        self.press(Key.Key_Return, CTRL)

    @property
    def ticket(self) -> Ticket:
        """The ticket as the store has it."""
        return self.desk.ask(lambda workspace: workspace.tickets.find(self.view.ticket_id))

    @property
    def owed(self) -> list[str]:
        return [one.deed.value for one in self.ticket.owed]
