"""What the wording check says to the text, as lines above it and marks in it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.language import _, ngettext
from csconsole.replies.checking.model import Finding, Severity
from csconsole.replies.checking.telling import advice, reason, severity_label

_MOST_LINES = 4
_LONGEST_WORD = 30  # characters
# Each severity's colour in the theme, which is also the role of its line.
_COLOURS = {Severity.FORBIDDEN: "forbidden", Severity.RISKY: "due", Severity.STYLE: "quiet"}


class WordingNotes(QWidget):
    """A line for each finding, the worst first: how bad, which word, why, what is better."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.SPACE_SMALL)
        self._told: list[tuple[str, str]] = []
        self.hide()

    def show_findings(self, findings: Sequence[Finding], *, has_stopped: bool) -> None:
        """Show these findings; `has_stopped`: for them the text was not copied."""
        worst_first = sorted(findings, key=lambda one: (one.severity.rank, one.start))
        told = [(_COLOURS[one.severity], _line(one)) for one in worst_first[:_MOST_LINES]]
        if has_stopped:
            told.insert(0, ("forbidden", _("Not copied. Enter again copies it all the same.")))
        more = len(findings) - _MOST_LINES
        if more > 0:
            words = ngettext("and {count} more", "and {count} more", more)
            told.append(("quiet", words.format(count=more)))
        self.setVisible(bool(told))
        if told != self._told:
            self._told = told
            self._rebuild()

    def _rebuild(self) -> None:
        while (item := self._column.takeAt(0)) is not None:
            line = item.widget()
            if line is not None:
                line.hide()
                line.deleteLater()
        for role, text in self._told:
            label = QLabel(text)
            label.setProperty("role", role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            self._column.addWidget(label)


def mark_format(finding: Finding) -> QTextCharFormat:
    """How the word of a finding stands in the text."""
    marked = QTextCharFormat()
    marked.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
    marked.setUnderlineColor(theme.colour(_COLOURS[finding.severity]))
    if finding.severity is Severity.FORBIDDEN:
        marked.setForeground(theme.colour("forbidden"))
    return marked


def _line(finding: Finding) -> str:
    word = " ".join(finding.word.split())[:_LONGEST_WORD]
    head = f"{severity_label(finding.severity)} · {word} · {reason(finding)}"
    hint = advice(finding)
    return f"{head} → {hint}" if hint else head
