"""The part of the form that one language has: title, text, other wordings, questions."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.replies.editing.draft import Words
from csconsole.desktop.replies.editing.text_field import TextField
from csconsole.language import _

_TEXT_LINES, _VARIANT_LINES, _ASK_LINES = 5, 2, 2
MakeField = Callable[[], TextField]


class LanguagePage(QWidget):
    """What is written in one language.

    Signals:
        changed: something of it was changed.
        text_entered: the field of a wording that the cursor is in now.
        emoji_asked: the button for emoji was pressed.
    """

    changed = Signal()
    text_entered = Signal(object)
    emoji_asked = Signal()

    def __init__(self, words: Words, make_field: MakeField, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make_field = make_field
        self.title = QLineEdit(words.title)
        self.title.setAccessibleName(_("Title"))
        self.text = self._text_field(words.text, _("Text"), _TEXT_LINES)
        self._variants: list[tuple[QWidget, TextField]] = []
        self._more = QPushButton(_("Another wording"))
        self._more.setToolTip(_("Buyers who ask again get another wording of the same answer"))
        self._more.clicked.connect(self._on_more)
        self._emoji = QPushButton("😊")
        self._emoji.setAccessibleName(_("Emoji"))
        self._emoji.setToolTip(_("Put an emoji in (Ctrl+.)"))
        self._emoji.clicked.connect(self.emoji_asked)
        self.asks = QPlainTextEdit(words.asks)
        self.asks.setTabChangesFocus(True)
        self.asks.setAccessibleName(_("Questions it answers, one in a line"))
        height = self.asks.fontMetrics().lineSpacing() * _ASK_LINES + 2 * theme.SPACE
        self.asks.setFixedHeight(height + theme.SPACE)
        self._lay_out()
        for variant in words.variants:
            self._add_variant(variant)
        self.title.textChanged.connect(self.changed)
        self.asks.textChanged.connect(self.changed)

    def words(self) -> Words:
        """What stands in it now."""
        return Words(
            title=self.title.text(),
            text=self.text.toPlainText(),
            variants=tuple(field.toPlainText() for _row, field in self._variants),
            asks=self.asks.toPlainText(),
        )

    def wordings(self) -> list[TextField]:
        """The fields of the text and of its other wordings."""
        return [self.text, *(field for _row, field in self._variants)]

    def _text_field(self, text: str, name: str, lines: int) -> TextField:
        field = self._make_field()
        field.setPlainText(text)
        field.setAccessibleName(name)
        field.keep_lines(lines)
        field.textChanged.connect(self.changed)
        field.entered.connect(lambda: self.text_entered.emit(field))
        return field

    def _on_more(self) -> None:
        self._add_variant("").setFocus()
        self.changed.emit()

    def _add_variant(self, text: str) -> TextField:
        field = self._text_field(text, _("Another wording"), _VARIANT_LINES)
        field.setMaximumHeight(field.minimumHeight() + 2 * theme.SPACE_WIDE)
        remove = QToolButton()
        remove.setText("✕")
        remove.setAccessibleName(_("Remove this wording"))
        remove.setToolTip(_("Remove this wording"))
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(theme.SPACE_SMALL)
        line.addWidget(field, stretch=1)
        line.addWidget(remove)
        entry = (row, field)
        self._variants.append(entry)
        self._rows.addWidget(row)
        remove.clicked.connect(lambda: self._remove(entry))
        return field

    def _remove(self, entry: tuple[QWidget, TextField]) -> None:
        self._variants.remove(entry)
        row, _field = entry
        self._more.setFocus()
        row.hide()
        row.deleteLater()
        self.changed.emit()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, theme.SPACE, 0, 0)
        column.setSpacing(theme.SPACE_SMALL)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(theme.SPACE_SMALL)
        for label, field in (
            (_("Title"), self.title),
            (_("Text"), self.text),
            (_("Questions it answers, one in a line"), self.asks),
        ):
            told = QLabel(label)
            told.setBuddy(field)
            column.addWidget(told)
            column.addWidget(field, stretch=1 if field is self.text else 0)
            if field is self.text:
                column.addLayout(self._rows)
                buttons = QHBoxLayout()
                buttons.addWidget(self._more)
                buttons.addWidget(self._emoji)
                buttons.addStretch()
                column.addLayout(buttons)
