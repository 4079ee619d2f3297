"""The only way to speak to the user: a short word in passing, or a line that stays."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QLabel, QMessageBox, QToolButton, QWidget

from csconsole.desktop import theme
from csconsole.desktop.offers import Offer
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.people.model import SupervisorNeededError

_SHOWN_MS = 3500
_UNDO_MS = 8000  # long enough to see what was done, and to think about it
_UNDO_KEY = "Alt+Z"


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
        self._undo: Callable[[], None] | None = None
        self._undo_button = self._make_undo_button()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._hide)
        self._offer = Offer(window)
        window.installEventFilter(self)

    def offer(self, text: str, label: str, do: Callable[[], None]) -> None:
        """Say something in passing that can be taken back, by its button or Ctrl+Z."""
        self._hide()
        key = QKeySequence(QKeySequence.StandardKey.Undo)
        self._offer.make(text, label, do, key.toString(QKeySequence.SequenceFormat.NativeText))
        self.said.emit(text)

    def say(self, text: str, undo: Callable[[], None] | None = None) -> None:
        """Say something in passing, without taking the focus; what was done can be undone."""
        self._undo = undo
        self._offer.hide()
        self._toast.setText(text)
        self._toast.setAccessibleName(text)
        self._undo_button.setVisible(undo is not None)
        self._place()
        self._toast.show()
        self._toast.raise_()
        self._undo_button.raise_()
        self._timer.start(_UNDO_MS if undo is not None else _SHOWN_MS)
        self.said.emit(text)

    def work_goes_on(self) -> None:
        """What was said in passing has been read; an offer to undo stays its time."""
        if self._undo is None:
            self._hide()

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

    def _make_undo_button(self) -> QToolButton:
        button = QToolButton(self._window)
        button.setText(_("Undo"))
        button.setProperty("role", "undo")
        button.setToolTip(_("Undo ({key})").format(key=_UNDO_KEY))
        button.setShortcut(_UNDO_KEY)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.clicked.connect(self._on_undo)
        button.hide()
        return button

    def _on_undo(self) -> None:
        undo = self._undo
        self._hide()
        if undo is not None:
            undo()

    def _hide(self) -> None:
        self._undo = None
        self._timer.stop()
        self._toast.hide()
        self._undo_button.hide()

    def _place(self) -> None:
        button = self._undo_button.sizeHint().width()
        beside = button + theme.SPACE_SMALL if self._undo is not None else 0
        room = self._window.width() - 2 * theme.SPACE_WIDE - beside
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
        left = (self._window.width() - self._toast.width() - beside) // 2
        top = self._window.height() - self._toast.height() - theme.SPACE_SMALL
        self._toast.move(left, top)
        if beside:
            left += self._toast.width() + theme.SPACE_SMALL
            self._undo_button.setGeometry(left, top, button, self._toast.height())
