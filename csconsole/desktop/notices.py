"""The only way to speak to the user: a short word in passing, or a line that stays."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QMessageBox, QWidget

from csconsole.desktop import theme
from csconsole.desktop.offers import Offer
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.people.model import SupervisorNeededError

_SHOWN_MS = 3500


class Notices(QObject):
    """Speaks to the user; what was said can be listened to.

    Signals:
        said: each word in passing.
    """

    said = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._toast = QLabel(window)
        self._toast.setProperty("role", "toast")
        self._toast.setTextFormat(Qt.TextFormat.PlainText)
        self._toast.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._toast.hide()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SHOWN_MS)
        self._timer.timeout.connect(self._toast.hide)
        self._offer = Offer(window)
        window.installEventFilter(self)

    def offer(self, text: str, label: str, do: Callable[[], None]) -> None:
        """Say something in passing that can be taken back, by its button or Ctrl+Z."""
        self._toast.hide()
        key = QKeySequence(QKeySequence.StandardKey.Undo)
        self._offer.make(text, label, do, key.toString(QKeySequence.SequenceFormat.NativeText))
        self.said.emit(text)

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say something in passing, without taking the focus; what was done can be undone."""
        if undo is not None:
            self.offer(text, _("Undo"), undo)
            return
        self._offer.hide()
        self._toast.setText(text)
        self._toast.setAccessibleName(text)
        self._place()
        self._toast.show()
        self._toast.raise_()
        self._timer.start()
        self.said.emit(text)

    def take_back(self) -> bool:
        """Undo what is offered to be undone just now; whether anything is."""
        return self._offer.take()

    def work_goes_on(self) -> None:
        """What was said in passing has been read; an offer to undo stays its time."""
        self._toast.hide()

    def complain(self, error: UserError) -> None:
        """Say what went wrong and what to do, until it was read."""
        if isinstance(error, SupervisorNeededError):
            told = error.sentence
            self.say(told[:1].upper() + told[1:])  # somebody was asked, and did not unlock
            return
        box = QMessageBox(
            QMessageBox.Icon.Warning,
            "csconsole",
            error.sentence,
            QMessageBox.StandardButton.Ok,
            self._window,
        )
        box.setInformativeText("\n".join(part for part in (error.place, error.hint) if part))
        box.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in box.findChildren(QLabel):
            label.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.open()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Keep the word in its place while the window changes its size."""
        if event.type() is QEvent.Type.Resize and self._toast.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        room = self._window.width() - 2 * theme.SPACE_WIDE
        self._toast.setWordWrap(False)
        self._toast.setMinimumSize(0, 0)  # a label is never lower than it had to be before
        wanted = self._toast.sizeHint().width()
        self._toast.setWordWrap(wanted > room)
        self._toast.setFixedWidth(min(wanted, room))
        self._toast.setFixedHeight(
            self._toast.heightForWidth(min(wanted, room))
            if wanted > room
            else self._toast.sizeHint().height()
        )
        left = (self._window.width() - self._toast.width()) // 2
        top = self._window.height() - self._toast.height() - theme.SPACE_SMALL
        self._toast.move(left, top)
