"""What the dialogs of editing add to the look of the window."""

from PySide6.QtWidgets import QWidget

from csconsole.desktop import theme
from csconsole.desktop.theme import RADIUS, SPACE, SPACE_LARGE, SPACE_SMALL, TEXT_BODY


def dress(widget: QWidget) -> None:
    """Give fields of several lines, tabs and lists the look of the window's other parts."""
    used = theme.colours()
    widget.setStyleSheet(f"""
    QPlainTextEdit, QListWidget, QTextEdit#differences {{ background: {used.surface};
        border: 1px solid {used.line}; border-radius: {RADIUS}px; padding: {SPACE_SMALL}px;
        selection-background-color: {used.accent}; selection-color: {used.on_accent}; }}
    QPlainTextEdit:focus, QListWidget:focus, QTextEdit#differences:focus {{
        border: 2px solid {used.accent}; padding: {SPACE_SMALL - 1}px; }}
    QListWidget {{ outline: none; }}
    QListWidget::item {{ padding: {SPACE_SMALL}px {SPACE}px; border-radius: 4px;
        color: {used.text}; }}
    QListWidget::item:hover {{ background: {used.hover}; }}
    QListWidget::item:selected {{ background: {used.chosen}; color: {used.text}; }}
    QListWidget#signs::item {{ padding: 0; }}
    QListWidget#offers {{ border: 1px solid {used.accent}; }}
    QTabWidget::pane {{ border: none; border-top: 1px solid {used.line}; }}
    QTabBar::tab {{ background: transparent; color: {used.quiet}; font-size: {TEXT_BODY}px;
        padding: {SPACE_SMALL}px {SPACE_LARGE}px; border-bottom: 2px solid transparent; }}
    QTabBar::tab:selected {{ color: {used.accent}; border-bottom: 2px solid {used.accent};
        font-weight: bold; }}
    QTabBar::tab:focus {{ background: {used.chosen}; }}
    """)
