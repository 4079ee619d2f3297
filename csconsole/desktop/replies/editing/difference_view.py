"""Shows what differs between two states of a reply, field by field."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from csconsole.desktop import theme
from csconsole.desktop.replies.editing.differences import Side, differences
from csconsole.desktop.replies.editing.telling import field_label, told_fields
from csconsole.language import _

Fields = Mapping[str, tuple[Any, Any]]


class DifferenceView(QTextEdit):
    """Old and new in one text: what went is struck out, what came is underlined."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("differences")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setAccessibleName(_("What differs"))

    def show_fields(self, fields: Fields, head: str = "") -> None:
        """Show fields with their values before and after."""
        self.clear()
        cursor = self.textCursor()
        if head:
            self._line(cursor, head, _quiet())
        for name, old, new in told_fields(fields):
            self._line(cursor, field_label(name), _bold())
            for piece in differences(old, new):
                cursor.insertText(piece.text, _FORMATS[piece.side]())
            cursor.insertBlock()
        if not fields:
            self._line(cursor, _("Nothing differs"), _quiet())
        self.moveCursor(QTextCursor.MoveOperation.Start)

    def _line(self, cursor: QTextCursor, text: str, how: QTextCharFormat) -> None:
        block = QTextBlockFormat()
        block.setTopMargin(theme.SPACE)
        cursor.setBlockFormat(block)
        cursor.insertText(text, how)
        cursor.insertBlock(QTextBlockFormat(), QTextCharFormat())


def _plain() -> QTextCharFormat:
    return QTextCharFormat()


def _quiet() -> QTextCharFormat:
    told = QTextCharFormat()
    told.setForeground(theme.colour("quiet"))
    return told


def _bold() -> QTextCharFormat:
    told = QTextCharFormat()
    told.setFontWeight(700)
    return told


def _gone() -> QTextCharFormat:
    told = QTextCharFormat()
    told.setForeground(theme.colour("forbidden"))
    told.setBackground(theme.colour("forbidden_ground"))
    told.setFontStrikeOut(True)
    return told


def _come() -> QTextCharFormat:
    told = QTextCharFormat()
    told.setBackground(theme.colour("filled"))
    told.setFontUnderline(True)
    return told


_FORMATS = {Side.BOTH: _plain, Side.OLD: _gone, Side.NEW: _come}
