"""The look of the window: one set of names for spacing, sizes and colours, light and dark."""

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from csconsole.shipped import RESOURCES

SPACE_SMALL, SPACE, SPACE_LARGE, SPACE_WIDE = 4, 8, 12, 16
TEXT_SMALL, TEXT_BODY, TEXT_TITLE, TEXT_HEADING = 12, 14, 15, 18
RADIUS = 6
LINE_HEIGHT = 1.6  # of the letters; Chinese needs at least 1.5

# The systems' own Chinese interface fonts; a mixture of two styles would be worse than either.
_FAMILIES = (
    "Microsoft YaHei UI",
    "PingFang SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
)


@dataclass(frozen=True)
class Colours:
    """The colours by what they mean; contrast of texts on their ground is at least 4.5 : 1."""

    ground: str
    surface: str
    hover: str
    line: str
    text: str
    quiet: str
    accent: str
    on_accent: str
    chosen: str
    mark: str
    filled: str
    late: str
    due: str
    due_ground: str
    done: str
    forbidden: str
    forbidden_ground: str


LIGHT = Colours(
    ground="#f3f4f6",
    surface="#ffffff",
    hover="#f0f3f8",
    line="#d5dae1",
    text="#1b1f24",
    quiet="#59616c",
    accent="#0b5cba",
    on_accent="#ffffff",
    chosen="#e2edfb",
    mark="#ffe08a",
    filled="#dcebfd",
    late="#b3261e",
    due="#7a4f00",
    due_ground="#fff1d0",
    done="#1a7237",
    forbidden="#a5231b",
    forbidden_ground="#fde7e4",
)
DARK = Colours(
    ground="#16181c",
    surface="#1f2227",
    hover="#272b32",
    line="#3a4049",
    text="#e8eaed",
    quiet="#a6aeb9",
    accent="#7db4ff",
    on_accent="#0d1b2c",
    chosen="#233750",
    mark="#6b5713",
    filled="#24405f",
    late="#ff8a80",
    due="#ffcf70",
    due_ground="#43360f",
    done="#7ed492",
    forbidden="#ff9d94",
    forbidden_ground="#4a211e",
)


_SCHEMES = {
    "system": Qt.ColorScheme.Unknown,
    "light": Qt.ColorScheme.Light,
    "dark": Qt.ColorScheme.Dark,
}


class _InUse:
    colours: Colours = LIGHT


def colours() -> Colours:
    """The colours that are in use."""
    return _InUse.colours


def colour(name: str) -> QColor:
    """One colour that is in use, by its name."""
    return QColor(getattr(_InUse.colours, name))


def apply(application: QApplication, theme: str) -> None:
    """Dress the application: `light`, `dark`, or as the system is (`system`)."""
    hints = application.styleHints()
    hints.setColorScheme(_SCHEMES[theme])  # so that the system's own dialogs follow, too
    dark = theme == "dark" or (theme == "system" and hints.colorScheme() is Qt.ColorScheme.Dark)
    _InUse.colours = DARK if dark else LIGHT
    application.setStyle("Fusion")
    application.setFont(_font())
    application.setPalette(_palette(_InUse.colours))
    application.setStyleSheet(_style(_InUse.colours))


def pixel_font(base: QFont, size: int, *, bold: bool = False) -> QFont:
    """A font of the window in one of its sizes."""
    font = QFont(base)
    font.setPixelSize(size)
    font.setBold(bold)
    return font


def chinese_family() -> str:
    """The system's own Chinese interface font; "" where it has none that is known."""
    there = set(QFontDatabase.families())
    return next((name for name in _FAMILIES if name in there), "")


def _font() -> QFont:
    font = QFont()
    family = chinese_family()
    if family:
        font.setFamilies([family])
    font.setPixelSize(TEXT_BODY)
    return font


def _palette(used: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for where, name in (
        (role.Window, used.ground),
        (role.Base, used.surface),
        (role.AlternateBase, used.hover),
        (role.Button, used.surface),
        (role.Text, used.text),
        (role.WindowText, used.text),
        (role.ButtonText, used.text),
        (role.ToolTipBase, used.surface),
        (role.ToolTipText, used.text),
        (role.PlaceholderText, used.quiet),
        (role.Highlight, used.accent),
        (role.HighlightedText, used.on_accent),
        (role.Link, used.accent),
    ):
        palette.setColor(where, QColor(name))
    return palette


def _arrow(used: Colours) -> str:
    return (RESOURCES / "icons" / f"arrow-{'dark' if used is DARK else 'light'}.svg").as_posix()


def _style(used: Colours) -> str:
    """The style sheet; sizes and colours are the names above, never numbers of its own."""
    parts = (_ground, _lists, _labels, _buttons, _small_buttons, _tabs, _edges)
    return "".join(part(used) for part in parts)  # of rules that weigh the same the later holds


def _ground(used: Colours) -> str:
    """What everything stands on, and boxes that one types or chooses in."""
    return f"""
    QWidget {{ color: {used.text}; }}
    QMainWindow, QDialog {{ background: {used.ground}; }}
    QToolTip {{ background: {used.surface}; color: {used.text}; border: 1px solid {used.line};
        padding: {SPACE_SMALL}px; }}
    QLineEdit, QComboBox, QDateEdit {{ background: {used.surface}; border: 1px solid {used.line};
        border-radius: {RADIUS}px; padding: {SPACE_SMALL}px {SPACE}px; min-height: 22px;
        selection-background-color: {used.accent}; selection-color: {used.on_accent};
        placeholder-text-color: {used.quiet}; }}
    QLineEdit:focus, QComboBox:focus, QDateEdit:focus {{ border: 2px solid {used.accent};
        padding: {SPACE_SMALL - 1}px {SPACE - 1}px; }}
    QLineEdit#search {{ font-size: {TEXT_TITLE}px; padding: {SPACE}px {SPACE_LARGE}px; }}
    QLineEdit#search:focus {{ padding: {SPACE - 1}px {SPACE_LARGE - 1}px; }}
    *[lacking="true"] {{ border: 2px solid {used.due}; background: {used.due_ground};
        placeholder-text-color: {used.due}; padding: {SPACE_SMALL - 1}px {SPACE - 1}px; }}
    QLineEdit > QToolButton {{ border: none; background: transparent; padding: 0;
        min-height: 0; }}
    QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 24px; }}
    QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{_arrow(used)}");
        width: 12px; height: 12px; }}
    /* A list below the field: the other kind hides its last line behind an arrow. */
    QComboBox {{ combobox-popup: 0; }}
    QComboBox QAbstractItemView {{ background: {used.surface}; border: 1px solid {used.line};
        selection-background-color: {used.chosen}; selection-color: {used.text}; }}
    """


def _lists(used: Colours) -> str:
    """Lists of cards and rows, and what frames them."""
    return f"""
    QListView#results, QListView#found, QTableView#found {{ background: {used.ground};
        border: 2px solid {used.ground}; border-radius: {RADIUS}px; outline: none; }}
    QListView#results:focus, QListView#found:focus,
    QTableView#found:focus {{ border: 2px solid {used.accent}; }}
    QTableView#found {{ selection-background-color: {used.ground}; }}
    QListView#rows {{ background: transparent; border: 2px solid transparent; outline: none;
        border-radius: {RADIUS}px; }}
    QListView#rows:focus {{ border-color: {used.accent}; }}
    QFrame#preview, QFrame#order {{ background: {used.surface}; border: 1px solid {used.line};
        border-radius: {RADIUS}px; }}
    QFrame#palette {{ background: {used.ground}; border: 1px solid {used.quiet}; }}
    QFrame#copied {{ background: {used.chosen}; border-radius: {RADIUS}px; }}
    QTextEdit#text {{ background: transparent; border: none; }}
    QTextEdit#text:focus {{ background: {used.hover}; border-radius: {RADIUS}px; }}
    """


def _labels(used: Colours) -> str:
    """Labels by what they tell."""
    return f"""
    QLabel[role="heading"] {{ font-size: {TEXT_HEADING}px; font-weight: bold; }}
    QLabel[role="quiet"] {{ color: {used.quiet}; font-size: {TEXT_SMALL}px; }}
    QLabel[role="due"] {{ color: {used.due}; background: {used.due_ground};
        font-size: {TEXT_SMALL}px; padding: 2px {SPACE}px; border-radius: {RADIUS}px; }}
    QLabel[role="forbidden"] {{ color: {used.forbidden}; background: {used.forbidden_ground};
        font-size: {TEXT_SMALL}px; padding: 2px {SPACE}px; border-radius: {RADIUS}px; }}
    QLabel[role="toast"] {{ background: {used.text}; color: {used.surface};
        padding: {SPACE}px {SPACE_WIDE}px; border-radius: {RADIUS}px; }}
    """


def _buttons(used: Colours) -> str:
    """Buttons, and chips that stay pressed."""
    return f"""
    QPushButton, QToolButton {{ background: {used.surface}; border: 1px solid {used.line};
        border-radius: {RADIUS}px; padding: {SPACE_SMALL}px {SPACE_LARGE}px; min-height: 22px; }}
    QPushButton:hover, QToolButton:hover {{ background: {used.hover}; }}
    QPushButton:focus, QToolButton:focus {{ border: 2px solid {used.accent};
        padding: {SPACE_SMALL - 1}px {SPACE_LARGE - 1}px; }}
    QPushButton[role="primary"] {{ background: {used.accent}; color: {used.on_accent};
        border-color: {used.accent}; font-weight: bold; }}
    QPushButton[role="primary"]:focus {{ border: 2px solid {used.text}; }}
    QPushButton:disabled {{ color: {used.quiet}; }}
    QPushButton[role="primary"]:disabled {{ background: {used.hover}; color: {used.quiet};
        border-color: {used.line}; }}
    QToolButton[role="chip"] {{ border-radius: 13px; padding: 2px {SPACE_LARGE}px; }}
    QToolButton[role="chip"]:focus {{ padding: 1px {SPACE_LARGE - 1}px; }}
    QToolButton[role="chip"]:checked {{ background: {used.chosen}; border-color: {used.accent};
        color: {used.accent}; font-weight: bold; }}
    """


def _small_buttons(used: Colours) -> str:
    """Buttons that are words in passing: quiet ones, marks, talks, the rail."""
    return f"""
    QToolButton[role="quiet"] {{ border: none; background: transparent; color: {used.accent};
        font-size: {TEXT_SMALL}px; padding: 0 {SPACE}px; margin-bottom: {SPACE_SMALL}px; }}
    QToolButton[role="quiet"]:hover, QToolButton[role="quiet"]:focus {{
        text-decoration: underline; padding: 0 {SPACE}px; border: none; }}
    QToolButton[role="due"] {{ color: {used.due}; background: {used.due_ground};
        font-size: {TEXT_SMALL}px; border: none; padding: 2px {SPACE}px; min-height: 0;
        margin-bottom: {SPACE_SMALL}px; }}
    QToolButton[role="due"]:focus {{ border: 2px solid {used.due}; padding: 0 {SPACE - 2}px; }}
    QToolButton[role="late"] {{ color: {used.late}; background: {used.forbidden_ground};
        font-size: {TEXT_SMALL}px; border: none; padding: 2px {SPACE}px; min-height: 0;
        margin-bottom: {SPACE_SMALL}px; }}
    QToolButton[role="late"]:focus {{ border: 2px solid {used.late}; padding: 0 {SPACE - 2}px; }}
    QToolButton[role="talk"] {{ border: none; background: transparent; color: {used.quiet};
        font-size: {TEXT_SMALL}px; padding: 0 {SPACE - 2}px; min-height: 22px; }}
    QToolButton[role="talk"]:hover {{ background: {used.hover}; color: {used.text}; }}
    QToolButton[role="talk"]:focus {{ border: 2px solid {used.accent}; padding: 0 {SPACE - 4}px; }}
    QToolButton[role="handle"] {{ padding: 0; border-color: {used.line}; color: {used.quiet};
        border-top-right-radius: 0; border-bottom-right-radius: 0; }}
    QToolButton[role="rail"] {{ border-color: transparent; background: transparent;
        color: {used.quiet}; font-size: {TEXT_SMALL}px; min-height: 22px;
        padding: 0 {SPACE_SMALL}px; }}
    QToolButton[role="rail"]:hover {{ background: {used.hover}; color: {used.text}; }}
    QToolButton[role="rail"]:checked {{ background: {used.chosen}; color: {used.accent};
        font-weight: bold; }}
    QToolButton[role="rail"]:focus {{ border: 2px solid {used.accent};
        padding: 0 {SPACE_SMALL - 1}px; }}
    """


def _tabs(used: Colours) -> str:
    """Tabs, simple lists, and the menu."""
    return f"""
    QTabBar {{ border: none; }}
    QTabBar::tab {{ color: {used.quiet}; background: transparent; border: 1px solid transparent;
        border-radius: {RADIUS}px; padding: {SPACE_SMALL}px {SPACE}px; max-width: 180px; }}
    QTabBar::tab:hover {{ background: {used.hover}; }}
    QTabBar::tab:selected {{ color: {used.text}; background: {used.surface};
        border-color: {used.line}; }}
    QTabBar::tab:selected:focus {{ border-color: {used.accent}; }}
    QListWidget {{ background: {used.surface}; border: 1px solid {used.line};
        border-radius: {RADIUS}px; outline: none; padding: {SPACE_SMALL}px; }}
    QListWidget:focus {{ border: 2px solid {used.accent}; padding: {SPACE_SMALL - 1}px; }}
    QListWidget::item {{ padding: {SPACE_SMALL}px {SPACE}px; border-radius: 4px; }}
    QListWidget::item:selected {{ background: {used.chosen}; color: {used.text}; }}
    QToolButton#menu {{ font-size: {TEXT_TITLE}px; padding: {SPACE_SMALL + 2}px {SPACE_LARGE}px; }}
    QToolButton#menu:focus {{ padding: {SPACE_SMALL + 1}px {SPACE_LARGE - 1}px; }}
    QToolButton::menu-indicator {{ image: none; }}
    QDialogButtonBox {{ dialogbuttonbox-buttons-have-icons: 0; }}
    QMenu {{ background: {used.surface}; border: 1px solid {used.line}; padding: {SPACE_SMALL}px; }}
    QMenu::item {{ padding: {SPACE_SMALL + 2}px {SPACE_WIDE + SPACE}px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {used.chosen}; }}
    QMenu::separator {{ height: 1px; background: {used.line}; margin: {SPACE_SMALL}px; }}
    """


def _edges(used: Colours) -> str:
    """The status line, and what is drawn at the edge of something."""
    return f"""
    QStatusBar {{ background: {used.ground}; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ color: {used.quiet}; font-size: {TEXT_SMALL}px;
        padding: 0 {SPACE}px {SPACE_SMALL}px {SPACE}px; }}
    QScrollBar:vertical {{ background: transparent; width: 10px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {used.line}; border-radius: 5px; min-height: 32px; }}
    QScrollBar::handle:vertical:hover {{ background: {used.quiet}; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ height: 0; width: 0; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QSplitter::handle {{ background: transparent; }}
    """
