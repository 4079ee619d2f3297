"""The look of a ticket: tones of words, buttons of moves, fields of several lines."""

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from csconsole.desktop import theme

_TONES = ("quiet", "late", "due", "done", "forbidden", "accent", "text")
_GROUNDS = {"due": "due_ground", "forbidden": "forbidden_ground", "late": "forbidden_ground"}


def ticket_look() -> str:
    """The style sheet of a ticket's view."""
    used = theme.colours()
    small, space = theme.SPACE_SMALL, theme.SPACE
    told = [
        f'{kind}[tone="{tone}"] {{ color: {getattr(used, tone)};'
        f" font-size: {theme.TEXT_SMALL}px;"
        f" background: {getattr(used, _GROUNDS[tone]) if tone in _GROUNDS else 'transparent'};"
        f" border-radius: {theme.RADIUS}px;"
        f" padding: 1px {small + 2 if tone in _GROUNDS or kind == 'QToolButton' else 0}px; }}"
        for kind in ("QLabel", "QToolButton")
        for tone in _TONES
    ]
    return "".join(told) + (
        f'QLabel[tone="chip"] {{ color: {used.text}; background: {used.chosen};'
        f" border-radius: {theme.RADIUS}px; padding: 2px {space}px;"
        f" font-size: {theme.TEXT_SMALL}px; }}"
        f'QPushButton[role="move"] {{ border-color: {used.accent}; color: {used.accent};'
        f" padding: {small - 1}px {space}px; }}"
        f'QPushButton[role="move"]:focus {{ border: 2px solid {used.accent};'
        f" padding: {small - 2}px {space - 1}px; }}"
        f'QPushButton[role="refused"] {{ border-style: dashed; color: {used.quiet};'
        f" padding: {small - 1}px {space}px; }}"
        f'QPushButton[role="refused"]:focus {{ border: 2px dashed {used.accent};'
        f" padding: {small - 2}px {space - 1}px; }}"
        f"QPlainTextEdit {{ background: {used.surface}; border: 1px solid {used.line};"
        f" border-radius: {theme.RADIUS}px; padding: {small}px; }}"
        f"QPlainTextEdit:focus {{ border: 2px solid {used.accent}; padding: {small - 1}px; }}"
        f'QPlainTextEdit[lacking="true"] {{ border: 2px solid {used.due};'
        f" background: {used.due_ground}; padding: {small - 1}px; }}"
        f"QTabWidget::pane {{ border: none; border-top: 1px solid {used.line}; }}"
        f"QTabWidget QTabBar::tab {{ font-size: {theme.TEXT_SMALL}px;"
        f" padding: {small}px {small + 2}px; }}"
    )


def dress(widget: QWidget, name: str, value: str) -> None:
    """Give a widget another look: what the style sheet says for a property of it."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
    # A frame asks for the room of its padding only when it hears of another style.
    QApplication.sendEvent(widget, QEvent(QEvent.Type.StyleChange))
    widget.updateGeometry()
