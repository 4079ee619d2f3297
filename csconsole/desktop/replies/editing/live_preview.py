"""The text that is being written, as a buyer would read it, with what speaks against it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.replies.wording_notes import WordingNotes
from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.checking.model import Finding


class LivePreview(QFrame):
    """The filled text beside the form."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("preview")
        self._heading = QLabel(_("As the buyer reads it"))
        self._heading.setProperty("role", "quiet")
        self.text = QLabel()
        self.text.setTextFormat(Qt.TextFormat.PlainText)
        self.text.setWordWrap(True)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAccessibleName(_("As the buyer reads it"))
        self.fault = QLabel()
        self.fault.setProperty("role", "forbidden")
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.notes = WordingNotes()
        told = QWidget()
        self.column = column = QVBoxLayout(told)
        column.setContentsMargins(0, 0, theme.SPACE, 0)
        column.setSpacing(theme.SPACE)
        for widget in (self._heading, self.fault, self.text, self.notes):
            column.addWidget(widget)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(told)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE_LARGE] * 4)
        layout.addWidget(scroll)

    def show_text(self, text: str) -> None:
        """Show a filled text."""
        self.fault.hide()
        self.text.setText(text)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show what the wording check says of it."""
        self.notes.show_findings(findings, has_stopped=False)

    def show_fault(self, error: BadInputError) -> None:
        """Show why the text cannot be filled in; the last good one stays in view."""
        self.fault.setText("\n".join(part for part in (error.sentence, error.hint) if part))
        self.fault.show()
