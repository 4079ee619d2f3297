"""What the window of the products adds to the look of the others."""

from PySide6.QtWidgets import QWidget

from csconsole.desktop import theme
from csconsole.desktop.theme import (
    RADIUS,
    SPACE,
    SPACE_SMALL,
    SPACE_WIDE,
    TEXT_BODY,
    TEXT_SMALL,
)


def dress(widget: QWidget) -> None:
    """Give tables and fields of several lines the look of the window's other parts."""
    used = theme.colours()
    widget.setStyleSheet(f"""
    QTableView {{ background: {used.surface}; border: 1px solid {used.line};
        border-radius: {RADIUS}px; outline: none; padding: 1px;
        selection-background-color: {used.chosen}; selection-color: {used.text}; }}
    QTableView::item {{ padding: 0 {SPACE}px; }}
    QTableView:focus {{ border: 2px solid {used.accent}; padding: 0; }}
    QTableView QLineEdit {{ border: 2px solid {used.accent}; border-radius: 0;
        padding: 0 {SPACE - 2}px;
        min-height: 0; }}
    QHeaderView {{ background: {used.surface}; border: none; }}
    QHeaderView::section {{ background: {used.surface}; color: {used.quiet}; border: none;
        border-bottom: 1px solid {used.line}; padding: {SPACE_SMALL}px {SPACE + 3}px;
        font-size: {TEXT_SMALL}px; }}
    QPlainTextEdit {{ background: {used.surface}; border: 1px solid {used.line};
        placeholder-text-color: {used.quiet};
        border-radius: {RADIUS}px; padding: {SPACE_SMALL}px;
        selection-background-color: {used.accent}; selection-color: {used.on_accent}; }}
    QPlainTextEdit:focus {{ border: 2px solid {used.accent}; padding: {SPACE_SMALL - 1}px; }}
    QLabel[role="empty"] {{ color: {used.quiet}; font-size: {TEXT_BODY}px;
        padding: {SPACE_WIDE}px {SPACE_WIDE + SPACE}px; }}
    """)
