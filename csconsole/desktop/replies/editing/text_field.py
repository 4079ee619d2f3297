"""A field for a reply's text: variables are offered while they are written, faults are marked."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QWidget

from csconsole.desktop import theme
from csconsole.desktop.replies.editing.completion import Replies, begun, offers, taken
from csconsole.desktop.replies.editing.offers_list import OffersList
from csconsole.desktop.replies.editing.positions import from_qt, to_qt
from csconsole.desktop.replies.wording_notes import mark_format
from csconsole.replies.checking.model import Finding
from csconsole.replies.variables import Variable

_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class TextField(QPlainTextEdit):
    """Plain text with variables in braces.

    Signals:
        emoji_asked: Ctrl+. was pressed.
        entered: the cursor came into the field.
    """

    emoji_asked = Signal()
    entered = Signal()

    def __init__(
        self,
        known: Sequence[Variable],
        replies: Replies,
        language: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._known, self._replies, self._language = known, replies, language
        self._list: OffersList | None = None
        self._is_composing = False
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def keep_lines(self, least: int) -> None:
        """Be at least so many lines high."""
        margins = self.contentsMargins()
        height = self.fontMetrics().lineSpacing() * least + margins.top() + margins.bottom()
        self.setMinimumHeight(height + 2 * theme.SPACE)

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """No higher than it must be; a layout with room to give makes it higher."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Underline what the wording check speaks against; places are those in the text."""
        text = self.toPlainText()
        marks = [self._mark(text, one.start, one.end, mark_format(one)) for one in findings]
        self.setExtraSelections(marks)

    def put_in(self, text: str) -> None:
        """Put signs where the cursor is."""
        self.textCursor().insertText(text)

    @property
    def is_offering(self) -> bool:
        """Whether variables are offered at the moment."""
        return self._list is not None and self._list.isVisible()

    def offered(self) -> list[str]:
        """What is offered, as it would be written."""
        if self._list is None or not self._list.isVisible():
            return []
        return [self._list.item(row).text() for row in range(self._list.count())]

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:  # noqa: N802  (Qt's name)
        """Follow what an input method composes; its keys are its own."""
        super().inputMethodEvent(event)
        self._is_composing = bool(event.preeditString())
        if event.commitString():
            self._look()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Lead the list of offers while it is shown; else type."""
        key = Qt.Key(event.key())
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if control and key is Qt.Key.Key_Period:
            self.emoji_asked.emit()
        elif control and key in _ENTER:
            event.ignore()  # the dialog's own key
        elif self.is_offering and not self._is_composing and self._lead(key):
            event.accept()
        else:
            before = self.toPlainText()
            super().keyPressEvent(event)
            if self.toPlainText() != before or self.is_offering:
                self._look()

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: N802, A002, FBT001  (Qt's form)
        """Tab takes the offer that is marked; else it goes on to the next field."""
        if self.is_offering and next:
            self._take(self._list.current() if self._list else None)
            return True
        return super().focusNextPrevChild(next)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802  (Qt's name)
        """Tell that the cursor came in."""
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  (Qt's name)
        """Offer nothing any more."""
        super().focusOutEvent(event)
        self._hide_offers()

    def _lead(self, key: Qt.Key) -> bool:
        """What a key does to the list of offers; False where it is none of its keys."""
        if self._list is None:
            return False
        if key in _STEPS:
            self._list.step(_STEPS[key])
        elif key in _ENTER:
            self._take(self._list.current())
        elif key is Qt.Key.Key_Escape:
            self._hide_offers()
        else:
            return False
        return True

    def _look(self) -> None:
        """Offer how the variable goes on that the cursor stands in."""
        text = self.toPlainText()
        typed = begun(text, from_qt(text, self.textCursor().position()))
        if typed is None:
            self._hide_offers()
            return
        if self._list is None:
            self._list = OffersList(self.window())
            self._list.chosen.connect(self._take)
        place = self.cursorRect()
        viewport, window = self.viewport(), self.window()
        below = viewport.mapTo(window, place.bottomLeft())
        above = viewport.mapTo(window, place.topLeft())
        found = offers(typed, self._known, self._replies, self._language)
        self._list.show_offers(found, below, above)

    def _take(self, offer: Variable | None) -> None:
        self._hide_offers()
        if offer is None:
            return
        text = self.toPlainText()
        change = taken(text, from_qt(text, self.textCursor().position()), offer)
        cursor = self._cursor(text, change.start, change.end)
        cursor.insertText(change.text)
        after = self.toPlainText()
        if change.select != (0, 0):
            cursor = self._cursor(after, *change.select)
        self.setTextCursor(cursor)

    def _hide_offers(self) -> None:
        if self._list is not None:
            self._list.hide()

    def _cursor(self, text: str, start: int, end: int) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(to_qt(text, start))
        cursor.setPosition(to_qt(text, end), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _mark(
        self, text: str, start: int, end: int, how: QTextCharFormat
    ) -> QTextEdit.ExtraSelection:
        mark = QTextEdit.ExtraSelection()
        mark.cursor = self._cursor(text, start, end)
        mark.format = how
        return mark
