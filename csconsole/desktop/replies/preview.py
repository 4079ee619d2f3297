"""The reply that is looked at: its fields, and the text as it would be sent."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QTextEdit,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.locale_texts import day_text
from csconsole.desktop.replies.fields_form import FieldsForm
from csconsole.desktop.replies.state import RepliesState
from csconsole.desktop.replies.wording_notes import WordingNotes, mark_format
from csconsole.language import _
from csconsole.replies.checking.model import Finding
from csconsole.replies.model import Filled, Reply

_LEAST_HEIGHT = 64  # pixels
_LEAST_TEXT = 48


class Preview(QFrame):
    """The chosen reply with its variables shown as fields, filled in as one types.

    Signals:
        copy_asked, wording_asked, language_asked: a button or Enter in a field was pressed.
        left: the field with the cursor is gone.
        renewed: another reply is shown, or it has changed.
    """

    copy_asked = Signal()
    wording_asked = Signal()
    language_asked = Signal()
    left = Signal()
    renewed = Signal()

    def __init__(self, state: RepliesState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self._state = state
        self._title = _label("heading")
        self._title.setWordWrap(True)
        self._place = _label("quiet")
        self._place.setWordWrap(True)
        self._dates = _label("due")
        self._dates.setWordWrap(True)
        self.form = FieldsForm()
        self.notes = WordingNotes()
        self.text = QTextEdit()
        self.text.setObjectName("text")
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.document().setDocumentMargin(0)  # it begins where its title begins
        self.text.setAccessibleName(_("Text of the reply"))
        self.copy_button = QPushButton(_("Copy"))
        self.copy_button.setProperty("role", "primary")
        self.copy_button.setToolTip(_("Copy the filled-in text (Enter)"))
        self.wording_button = QPushButton()
        self.wording_button.setToolTip(_("Show another wording of this reply (F3)"))
        self.language_button = QPushButton()
        self.language_button.setToolTip(_("Send replies in the other language (F2)"))
        self._lay_out()
        self.form.given.connect(self._on_given)
        self.form.copy_asked.connect(self.copy_asked)
        self.form.left.connect(self.left)
        self.copy_button.clicked.connect(self.copy_asked)
        self.wording_button.clicked.connect(self.wording_asked)
        self.language_button.clicked.connect(self.language_asked)

    def renew(self) -> None:
        """Show the reply that is looked at now."""
        reply = self._state.chosen
        self.setVisible(reply is not None)
        for part in (self._title, self._place, self.text, self.copy_button):
            part.setVisible(reply is not None)
        self._dates.setVisible(False)
        if reply is None:
            self.notes.hide()
            self.form.show_fields([], self._state.answer)
            self.wording_button.setVisible(False)
            self.language_button.setVisible(False)
            self.renewed.emit()
            return
        self._title.setText(reply.title_in(self._state.language))
        self._place.setText(self._describe(reply))
        self._show_dates(reply)
        self._show_buttons(reply)
        self.form.show_fields(self._state.fields(), self._state.answer)
        buttons = [self.copy_button, self.wording_button, self.language_button]
        for before, after in pairwise([*self.form.stops(), self.text, *buttons]):
            self.setTabOrder(before, after)
        self.show_text()
        self.renewed.emit()

    def focus_field(self, name: str) -> None:
        """Put the cursor into a field, and the field into view."""
        self.form.focus(name)
        field = self.form.field(name)
        if field is not None:  # after the layout has settled, which it may not have yet
            QTimer.singleShot(0, field, lambda: self._scroll.ensureWidgetVisible(field))

    def show_text(self) -> None:
        """Show the text as it would be sent now."""
        filled = self._state.filled()
        self.form.mark_missing(filled.missing)
        self.text.setPlainText(filled.text)
        cursor = QTextCursor(self.text.document())
        cursor.select(QTextCursor.SelectionType.Document)
        block = QTextBlockFormat()
        at_least = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
        block.setLineHeight(theme.LINE_HEIGHT * theme.TEXT_BODY, at_least)
        cursor.mergeBlockFormat(block)
        self._colour_variables(filled)
        findings = self._state.guard.findings(filled)
        self._mark_findings(findings, filled.text)
        self.notes.show_findings(findings, has_stopped=self._state.guard.has_stopped)

    def show_stopped(self) -> None:
        """Show that the text was not copied, and bring the reasons into view."""
        self.show_text()
        bar = self._scroll.verticalScrollBar()  # its range is right once the layout has settled
        QTimer.singleShot(0, self.notes, lambda: bar.setValue(self.notes.y() - theme.SPACE))

    def add_below(self, widget: QWidget) -> None:
        """Put something below the text."""
        self._column.insertWidget(self._column.indexOf(self.text) + 1, widget)

    def _describe(self, reply: Reply) -> str:
        parts = [self._state.category_label(reply), *(f"#{tag}" for tag in reply.tags)]
        if reply.shortcut:
            parts.append(reply.shortcut)
        return "   ".join(part for part in parts if part)

    def _show_dates(self, reply: Reply) -> None:
        if reply.is_valid_on(self._state.today()):
            if reply.valid_until:
                self._dates.setText(_("Valid until {day}").format(day=day_text(reply.valid_until)))
            self._dates.setVisible(reply.valid_until is not None)
            return
        begins = reply.valid_from
        if begins and begins > self._state.today():
            self._dates.setText(_("Not valid before {day}").format(day=day_text(begins)))
        elif reply.valid_until:
            self._dates.setText(_("Expired on {day}").format(day=day_text(reply.valid_until)))
        self._dates.setVisible(True)

    def _show_buttons(self, reply: Reply) -> None:
        count = len(reply.wordings(self._state.language))
        self.wording_button.setVisible(count > 1)
        self.wording_button.setText(
            _("Wording {at} of {count}").format(at=self._state.wording_at() + 1, count=count)
        )
        self.language_button.setVisible(len(reply.text) > 1)
        names = {"zh": _("In Chinese"), "en": _("In English")}
        self.language_button.setText(names.get(self._state.language, self._state.language))

    def _colour_variables(self, filled: Filled) -> None:
        """What was filled in stands on one colour, what is missing on another."""
        known, lacking = QTextCharFormat(), QTextCharFormat()
        known.setBackground(theme.colour("filled"))
        lacking.setBackground(theme.colour("due_ground"))
        lacking.setForeground(theme.colour("due"))
        for start, end, _name in filled.spans:
            is_lacking = filled.text.startswith("［", start)
            self._cursor_over(filled.text, start, end).mergeCharFormat(
                lacking if is_lacking else known
            )

    def _mark_findings(self, findings: Sequence[Finding], text: str) -> None:
        """What the wording check speaks against is underlined."""
        for one in findings:
            self._cursor_over(text, one.start, one.end).mergeCharFormat(mark_format(one))

    def _cursor_over(self, text: str, start: int, end: int) -> QTextCursor:
        """A cursor that has a piece of the text selected; Qt counts in UTF-16."""
        before = len(text[:start].encode("utf-16-le")) // 2
        length = len(text[start:end].encode("utf-16-le")) // 2
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(before)
        cursor.setPosition(before + length, QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _on_given(self, name: str, text: str) -> None:
        self._state.give(name, text)
        self.show_text()

    def _lay_out(self) -> None:
        buttons = QWidget()
        row = FlowLayout(buttons, theme.SPACE)
        for button in (self.copy_button, self.wording_button, self.language_button):
            row.addWidget(button)
        told = QWidget()
        self._column = column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE)
        column.addWidget(self._title)
        column.addWidget(self._place)
        column.addWidget(self._dates, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addSpacing(theme.SPACE_SMALL)
        column.addWidget(self.form)
        column.addWidget(self.notes)
        column.addWidget(self.text)
        column.addStretch()
        self._scroll = scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setMinimumHeight(_LEAST_HEIGHT)
        scroll.setWidget(told)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.SPACE_WIDE, theme.SPACE, theme.SPACE, theme.SPACE)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(scroll, stretch=1)
        layout.addWidget(buttons)
        self.text.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.text.document().documentLayout().documentSizeChanged.connect(self._fit_text)

    def _fit_text(self, size: QSizeF) -> None:
        """Give the text the height that it needs; the preview scrolls as a whole."""
        self.text.setFixedHeight(max(_LEAST_TEXT, round(size.height()) + theme.SPACE))


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label
