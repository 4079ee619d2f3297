"""The tickets to which something could not be done, each with why, until it was read."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QToolButton, QVBoxLayout

from csconsole.desktop import theme
from csconsole.language import _
from csconsole.tickets.model import Refusal

_MOST = 5  # lines; the others are in the tooltip


class RefusalList(QFrame):
    """Stands below the list; Esc puts it away."""

    def __init__(self) -> None:
        super().__init__()
        self._lines = QLabel()
        self._lines.setProperty("role", "forbidden")
        self._lines.setTextFormat(Qt.TextFormat.PlainText)
        self._lines.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lines.setWordWrap(True)
        close = QToolButton()
        close.setText("×")
        close.setAccessibleName(_("Put away (Esc)"))
        close.setToolTip(_("Put away (Esc)"))
        close.setProperty("role", "talk")
        close.clicked.connect(lambda: self.show_refused(()))
        column = QVBoxLayout()
        column.addWidget(close)
        column.addStretch()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE_SMALL)
        row.addWidget(self._lines, stretch=1)
        row.addLayout(column)
        self.hide()

    def show_refused(self, refused: Sequence[Refusal]) -> None:
        """Show them; nothing where there are none."""
        lines = [
            _("{number} refused: {why}").format(number=one.number, why=one.why) for one in refused
        ]
        more = len(lines) - _MOST
        shown = lines[:_MOST]
        if more > 0:
            shown.append(_("and {count} more").format(count=more))
        self._lines.setText("\n".join(shown))
        self._lines.setToolTip("\n".join(lines) if more > 0 else "")
        self.setAccessibleName("\n".join(lines))
        self.setVisible(bool(lines))
