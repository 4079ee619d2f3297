"""Every control can be reached, heard and read: names, keys, sizes, contrast."""

import re
from collections.abc import Callable, Iterator
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QListView,
    QMessageBox,
    QTextEdit,
    QToolButton,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.crash import FaultReporter
from csconsole.desktop.day.notice_sheets import NoticeSheet, NoticesSheet
from csconsole.desktop.day.sheets import LineSheet, SignSheet
from csconsole.desktop.dialogs import (
    AboutDialog,
    KeysDialog,
    PassphraseDialog,
    RecoveryCodeDialog,
    SettingsDialog,
)
from csconsole.desktop.paste_keys_field import PasteKeysField
from csconsole.desktop.people.agents_dialog import AgentsDialog
from csconsole.desktop.people.sheets import NewPinSheet, NewSecretSheet, UnlockSheet
from csconsole.desktop.people.sit_down_sheet import SitDownSheet
from csconsole.desktop.people.supervisor_sheet import SupervisorSheet
from csconsole.errors import BadInputError
from csconsole.people.model import Agent, AtDesk
from csconsole.selfcheck.item_file import usual_items
from csconsole.selfcheck.model import Checked, State
from csconsole.settings import Settings
from csconsole.storage.places import Places

LEAST_CONTRAST = 4.5
LEAST_LINE_CONTRAST = 3.0
LEAST_TEXT = 12

# Each text colour with the grounds that it stands on.
PAIRS = [
    ("text", "ground"), ("text", "surface"), ("text", "hover"), ("text", "chosen"),
    ("text", "mark"), ("text", "filled"), ("text", "due_ground"),
    ("quiet", "ground"), ("quiet", "surface"), ("quiet", "hover"), ("quiet", "chosen"),
    ("accent", "ground"), ("accent", "chosen"),
    ("on_accent", "accent"), ("surface", "text"),
    ("due", "due_ground"), ("due", "surface"), ("late", "surface"), ("done", "surface"),
    ("forbidden", "forbidden_ground"), ("forbidden", "surface"), ("forbidden", "hover"),
]  # fmt: skip


def luminance(colour: QColor) -> float:
    """The relative luminance of WCAG 2."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.redF(), colour.greenF(), colour.blueF())
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def laid_over(colour: QColor, ground: QColor) -> QColor:
    """A colour that is partly transparent as it is seen on a ground."""
    share = colour.alphaF()
    mixed = [
        share * top + (1 - share) * below
        for top, below in zip(colour.getRgbF()[:3], ground.getRgbF()[:3], strict=True)
    ]
    return QColor.fromRgbF(*mixed)


def name_of(widget: QWidget) -> str:
    """What a screen reader says of a control."""
    buddies = [one.text() for one in widget.window().findChildren(QLabel) if one.buddy() is widget]
    own = widget.text() if isinstance(widget, QAbstractButton | QLabel) else ""
    return widget.accessibleName() or own or " ".join(buddies)


def focusable(window: QWidget) -> list[QWidget]:
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible() and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]


@pytest.fixture(params=["light", "dark"])
def colours(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[theme.Colours]:
    theme.apply(qapp, request.param)
    yield theme.colours()
    theme.apply(qapp, "light")


def crash_box(desk, where: Places) -> QDialog:
    reporter = FaultReporter(where, desk.window)
    reporter.report(ZeroDivisionError("a fault"))
    return desk.dialog(QMessageBox)


def refusal_box(desk, _where: Places) -> QDialog:
    desk.window.notices.complain(BadInputError("the file cannot be read", hint="mend it"))
    return desk.dialog(QMessageBox)


def new_code_box(desk, _where: Places) -> QDialog:
    desk.window.show_recovery_code(None)
    return desk.dialog(QMessageBox)


def staff() -> AtDesk:
    """Two agents, one of them with a PIN."""
    return AtDesk((Agent("Li", has_pin=True), Agent("Wang")), "Wang")


def open_items() -> list[Checked]:
    """Every item of the self-check, left open."""
    return [Checked(one, State.OPEN, 1) for one in usual_items()]


DIALOGS: dict[str, Callable[..., QDialog]] = {
    "settings": lambda desk, _where: SettingsDialog(Settings(), desk.window),
    "passphrase": lambda desk, _where: PassphraseDialog("The store is locked.", desk.window),
    "recovery code": lambda desk, _where: RecoveryCodeDialog("A-B-C", desk.window),
    "keys": lambda desk, _where: KeysDialog(desk.window),
    "fault": crash_box,
    "refusal": refusal_box,
    "new code": new_code_box,
    "about": lambda desk, _where: AboutDialog("/data", desk.window),
    "who sits here": lambda desk, _where: SitDownSheet(staff(), "Li", desk.window),
    "agents": lambda desk, _where: AgentsDialog(
        staff(), desk.jobs, desk.window.notices, desk.window
    ),
    "unlock": lambda desk, _where: UnlockSheet("Why.", desk.window),
    "new passphrase": lambda desk, _where: NewSecretSheet("New", "Why.", "New", desk.window),
    "new PIN": lambda desk, _where: NewPinSheet("Li", desk.window, asks_present=True),
    "supervisor": lambda desk, _where: SupervisorSheet(desk.window),
    "signing the day": lambda desk, _where: SignSheet("Li", open_items(), desk.window),
    "notices": lambda desk, _where: NoticesSheet(desk.window),
    "new notice": lambda desk, _where: NoticeSheet(date(2026, 11, 22), desk.window),
    "a note": lambda desk, _where: LineSheet("Stock", "Note", "Answer", desk.window),
}


@pytest.mark.parametrize("query", ["", "thyf", "fhcn", "jhd", "qqqq zzzz"])
def test_every_control_of_the_window_has_a_name(desk, query: str) -> None:
    desk.find(query)
    unnamed = [widget for widget in focusable(desk.window) if not name_of(widget)]
    assert unnamed == []


@pytest.mark.parametrize("name", DIALOGS)
def test_every_dialog_has_a_title_and_names_for_its_controls_and_is_left_by_esc(
    desk, small_profile: Places, dialogs, name: str
) -> None:
    dialog = DIALOGS[name](desk, small_profile)
    dialog.open()
    desk.dialog(type(dialog))
    assert dialog.windowTitle()
    controls = focusable(dialog)
    assert controls
    assert [widget for widget in controls if not name_of(widget)] == []
    desk.press(Qt.Key.Key_Escape)
    assert dialogs() == []


def test_every_label_of_a_field_leads_to_it(desk) -> None:
    dialog = SettingsDialog(Settings(), desk.window)
    labels = dialog.findChildren(QLabel)
    kinds = (QComboBox, QLineEdit, PasteKeysField)
    fields = [field for kind in kinds for field in dialog.findChildren(kind)]
    assert len({label.buddy() for label in labels if label.buddy()}) == len(fields)


def test_a_lacking_field_says_so_in_words_too(desk) -> None:
    desk.find("qsr")
    field = desk.field("姓名")
    assert field.property("lacking")
    assert field.accessibleDescription() or field.placeholderText()


def test_the_keys_of_buttons_are_told_in_their_tooltips(desk) -> None:
    desk.find("thyf")
    tips = {
        "F10": desk.window.findChild(QToolButton, "menu"),
        "Enter": desk.preview.copy_button,
        "F3": desk.preview.wording_button,
        "F2": desk.preview.language_button,
        "Ctrl+N": desk.window.talks.strip.begin_button,
        "Ctrl+W": desk.window.talks.strip.close_button,
        "F8": desk.window.seat._agent_button,
    }
    for key, button in tips.items():
        assert f"({key})" in button.toolTip()
    assert "(F2)" in desk.window.talks.strip.language_button.toolTip()


def test_where_the_focus_is_can_be_seen_on_every_control(desk) -> None:
    desk.find("thyf")
    desk.preview.text.setFocus()
    for widget in focusable(desk.window):
        if isinstance(widget, QLineEdit | QComboBox | QAbstractButton | QListView | QTextEdit):
            desk.search_box.setFocus()
            if widget is desk.search_box:
                desk.preview.text.setFocus()
            desk.settle()
            without = widget.grab().toImage()
            widget.setFocus(Qt.FocusReason.TabFocusReason)
            desk.settle()
            assert widget.grab().toImage() != without, name_of(widget)


def test_the_style_knows_no_text_below_twelve_pixels(
    qapp: QApplication, colours: theme.Colours
) -> None:
    sizes = re.findall(r"font-size:\s*(\d+)(\w+)", qapp.styleSheet())
    assert {unit for _size, unit in sizes} == {"px"}
    assert min(int(size) for size, _unit in sizes) >= LEAST_TEXT


def test_no_text_on_the_screen_is_below_twelve_pixels(desk) -> None:
    desk.find("thyf")
    for widget in desk.window.findChildren(QWidget):
        assert widget.fontInfo().pixelSize() >= LEAST_TEXT, widget


@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_every_text_stands_out_from_its_ground(
    colours: theme.Colours, text: str, ground: str
) -> None:
    found = contrast(theme.colour(text), theme.colour(ground))
    assert found >= LEAST_CONTRAST, f"{text} on {ground}: {found:.2f}"


def test_every_colour_of_a_text_is_among_the_pairs() -> None:
    grounds = {"ground", "surface", "hover", "chosen", "mark", "filled", "due_ground"}
    grounds |= {"forbidden_ground", "line"}
    texts = set(theme.Colours.__dataclass_fields__) - grounds
    assert texts == {text for text, _ground in PAIRS} - {"surface"}


def test_the_focus_stands_out_from_what_is_around_it(colours: theme.Colours) -> None:
    for ground in ("ground", "surface", "line"):
        found = contrast(theme.colour("accent"), theme.colour(ground))
        assert found >= LEAST_LINE_CONTRAST, f"accent on {ground}: {found:.2f}"


@pytest.mark.parametrize("look", ["light", "dark"])
def test_the_hint_in_an_empty_field_can_be_read(open_desk, look: str) -> None:
    desk = open_desk(look=look)
    desk.find("fhcn")
    for field in (desk.search_box, desk.field("买家"), desk.field("发货日")):
        ground = theme.colour("due_ground" if field.property("lacking") else "surface")
        hint = field.palette().color(QPalette.ColorRole.PlaceholderText)
        found = contrast(laid_over(hint, ground), ground)
        assert found >= LEAST_CONTRAST, f"{field.placeholderText()}: {found:.2f}"


def test_one_font_is_used_for_everything(desk) -> None:
    families = {widget.font().family() for widget in desk.window.findChildren(QWidget)}
    assert len(families) == 1
