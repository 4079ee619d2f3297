"""Everything by keys: walking the list, the stages, the tab order, the commands."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QToolButton

from csconsole.desktop.actions import COMMANDS, make_actions
from csconsole.desktop.dialogs import KeysDialog, SettingsDialog
from csconsole.storage.places import Places

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def tab_stops(desk) -> list[str]:
    """What Tab reaches, from the search box around to it again."""
    desk.search_box.setFocus()
    stops: list[str] = []
    while not (stops and desk.search_box.hasFocus()) and len(stops) < 40:
        desk.press(Key.Key_Tab)
        stops.append(desk.focused.accessibleName() or desk.focused.text())
    return stops


def test_down_and_up_move_the_mark_while_the_cursor_stays_in_the_box(desk) -> None:
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Down)
    assert desk.row == 2
    desk.press(Key.Key_Up)
    assert desk.row == 1
    assert desk.search_box.hasFocus()
    assert desk.labels[0] == desk.card(1).title


def test_up_at_the_top_stays_at_the_top(desk) -> None:
    desk.press(Key.Key_Up)
    assert desk.row == 0


def test_page_down_and_page_up_move_the_mark_by_what_is_visible(
    open_desk, every_category: Places
) -> None:
    desk = open_desk(every_category, size=(1120, 720))
    desk.press(Key.Key_PageDown)
    far = desk.row
    assert far > 2
    assert desk.search_box.hasFocus()
    desk.press(Key.Key_PageUp)
    assert desk.row < far


def test_letters_typed_after_walking_go_on_in_the_query(desk) -> None:
    desk.type_in("t")
    desk.press(Key.Key_Down)
    desk.type_in("hyf")
    assert desk.search_box.text() == "thyf"
    assert desk.row == 0


def test_esc_empties_the_box_and_a_second_esc_shows_all_categories(desk) -> None:
    desk.press(Key.Key_PageDown, CTRL)
    desk.type_in("wh")
    desk.press(Key.Key_Escape)
    assert desk.search_box.text() == ""
    assert desk.state.category == "pre-sale"
    desk.press(Key.Key_Escape)
    assert desk.state.category == ""
    assert len(desk.found) == 8


@pytest.mark.parametrize("place", ["results", "text", "copy_button", "field", "chip"])
def test_ctrl_f_leads_to_the_search_box_from_anywhere(desk, place: str) -> None:
    desk.find("fhcn")
    widget = {
        "results": lambda: desk.results,
        "text": lambda: desk.preview.text,
        "copy_button": lambda: desk.preview.copy_button,
        "field": lambda: desk.field("姓名"),
        "chip": lambda: desk.chips()[0],
    }[place]()
    widget.setFocus()
    assert desk.focused is widget
    desk.press(Key.Key_F, CTRL)
    assert desk.search_box.hasFocus()
    assert desk.search_box.selectedText() == "fhcn"


@pytest.mark.parametrize("place", ["results", "text", "copy_button", "field", "chip"])
def test_esc_leads_to_the_search_box_from_anywhere(desk, place: str) -> None:
    desk.find("fhcn")
    widget = {
        "results": lambda: desk.results,
        "text": lambda: desk.preview.text,
        "copy_button": lambda: desk.preview.copy_button,
        "field": lambda: desk.field("姓名"),
        "chip": lambda: desk.chips()[0],
    }[place]()
    widget.setFocus()
    desk.press(Key.Key_Escape)
    assert desk.search_box.hasFocus()


def test_tab_goes_from_search_over_chips_list_and_fields_to_text_and_buttons(desk) -> None:
    desk.find("fhcn")
    wanted = ["All, 8", "Replies that were found", "买家", "姓名", "发货日", "小时", "备注"]
    wanted += ["Text of the reply", "Copy"]
    stops = tab_stops(desk)
    assert [stop for stop in stops if stop in wanted] == wanted


def test_tab_reaches_all_buttons_of_a_reply_behind_its_fields_and_text(desk) -> None:
    desk.find("thyf")
    wanted = ["承担", "Text of the reply", "Copy", "Wording 1 of 3", "In Chinese"]
    stops = tab_stops(desk)
    assert [stop for stop in stops if stop in wanted] == wanted


def test_tab_comes_around_to_the_search_box_and_reaches_every_control(desk) -> None:
    desk.find("thyf")
    stops = tab_stops(desk)
    assert stops[-1] == "Search the replies"
    assert {"Menu", "承担", "Wording 1 of 3", "In Chinese"} <= set(stops)


def test_shift_tab_goes_the_same_way_back(desk) -> None:
    desk.find("fhcn")
    forth = tab_stops(desk)
    back: list[str] = []
    while len(back) < len(forth):
        desk.press(Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        back.append(desk.focused.accessibleName() or desk.focused.text())
    assert back[:-1] == forth[-2::-1]


def test_ctrl_page_down_and_up_walk_through_the_stages_and_around(desk) -> None:
    seen = []
    for _stage in range(5):
        desk.press(Key.Key_PageDown, CTRL)
        seen.append(desk.state.category)
    assert seen == ["pre-sale", "in-sale", "after-sale", "follow-up", ""]
    desk.press(Key.Key_PageUp, CTRL)
    assert desk.state.category == "follow-up"


def test_the_arrow_keys_walk_along_the_chips(desk) -> None:
    desk.chips()[0].setFocus()
    desk.press(Key.Key_Right)
    assert desk.state.category == "pre-sale"
    assert desk.focused.text() == "Pre-sale  1"
    desk.press(Key.Key_Right)
    desk.press(Key.Key_Left)
    desk.press(Key.Key_Left)
    desk.press(Key.Key_Left)
    assert desk.state.category == "follow-up"
    assert desk.focused.text() == "Follow-up  3"


def test_the_arrow_keys_walk_along_the_inner_chips(desk) -> None:
    desk.press(Key.Key_PageDown, CTRL)
    desk.chips()[-2].setFocus()
    desk.press(Key.Key_Right)
    assert desk.state.category == "pre-sale/greeting"
    assert desk.focused.text() == "Greetings  1"


def test_f2_shows_the_replies_in_the_other_language(desk, clipboard: Callable[[], str]) -> None:
    desk.type_in("wh")
    desk.press(Key.Key_F2)
    assert desk.card().title == "Greeting"
    desk.press(Key.Key_Return)
    assert clipboard() == "Hello, I am here 🌷"
    desk.press(Key.Key_F2)
    assert desk.text == "在的亲，您请讲🌷"


def test_f2_keeps_looking_at_the_same_reply(desk) -> None:
    desk.press(Key.Key_Down)
    desk.press(Key.Key_Down)
    before = desk.state.chosen
    desk.press(Key.Key_F2)
    assert desk.state.chosen is before
    assert desk.row == 2


def test_f2_without_results_changes_the_language_of_the_next(desk) -> None:
    desk.type_in("qqqq zzzz")
    desk.press(Key.Key_F2)
    desk.find("wh")
    assert desk.text == "Hello, I am here 🌷"


def test_f3_shows_another_wording_and_comes_around(desk) -> None:
    desk.type_in("thyf")
    seen = []
    for _again in range(4):
        seen.append(desk.text[:2])
        desk.press(Key.Key_F3)
    assert seen == ["亲，", "您好", "运费", "亲，"]


@pytest.mark.parametrize("key", [Key.Key_F2, Key.Key_F3], ids=["F2", "F3"])
def test_a_key_that_renews_the_fields_leaves_the_keyboard_on_the_page(desk, key: Key) -> None:
    desk.find("thyf")
    desk.field("承担").setFocus()
    desk.press(key)
    assert QApplication.focusWidget() is not None
    assert desk.page.isAncestorOf(QApplication.focusWidget())
    desk.press(Key.Key_Escape)
    assert desk.search_box.hasFocus()


def test_f1_lists_the_keys_and_esc_puts_the_list_away(desk, dialogs) -> None:
    desk.press(Key.Key_F1)
    assert desk.dialog(KeysDialog).isModal()
    desk.press(Key.Key_Escape)
    assert dialogs() == []


def test_the_list_of_keys_holds_every_key_of_the_window(desk, words_of) -> None:
    desk.press(Key.Key_F1)
    words = words_of(desk.dialog(KeysDialog))
    for command in COMMANDS:
        if command.keys:
            assert QKeySequence(command.keys).toString() in words, command.name
    assert "F10" in words


def test_f10_opens_the_menu(desk) -> None:
    menu = desk.window._menu
    seen: list[bool] = []

    def look() -> None:
        seen.append(menu.isVisible())
        menu.close()

    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, look))
    desk.press(Key.Key_F10)
    desk.qtbot.waitUntil(lambda: bool(seen))
    assert seen == [True]


@pytest.mark.parametrize("page", [Key.Key_2, Key.Key_3, Key.Key_4])
def test_f10_opens_the_menu_on_every_page(desk, page) -> None:
    desk.press(page, Qt.KeyboardModifier.AltModifier)
    desk.wait_for_worker()
    menu = desk.window._menu
    desk.qtbot.waitUntil(desk.window.menu_elsewhere.button.isVisible)
    desk.press(Key.Key_F10)
    desk.qtbot.waitUntil(menu.isVisible)
    assert menu.activeAction() is not None
    menu.close()
    desk.press(Key.Key_1, Qt.KeyboardModifier.AltModifier)
    assert not desk.window.menu_elsewhere.button.isVisible()


def test_in_a_narrow_window_the_key_of_the_menu_stays_at_work(desk) -> None:
    desk.press(Key.Key_4, Qt.KeyboardModifier.AltModifier)
    desk.window.resize(340, 700)
    desk.qtbot.waitUntil(lambda: not desk.window.menu_elsewhere.button.isVisible())
    desk.press(Key.Key_F10)
    desk.qtbot.waitUntil(desk.window._menu.isVisible)
    desk.window._menu.close()


def test_the_menu_holds_every_command_with_its_key(desk) -> None:
    outer = [action for action in desk.window._menu.actions() if not action.isSeparator()]
    inner = [action.menu().actions() if action.menu() else [action] for action in outer]
    shown = [action for actions in inner for action in actions if not action.isSeparator()]
    assert [action.text() for action in shown] == [command.text for command in COMMANDS]
    assert [action.shortcut().toString() for action in shown] == [
        QKeySequence(command.keys).toString() for command in COMMANDS
    ]


def test_ctrl_comma_opens_the_settings(desk) -> None:
    desk.press(Key.Key_Comma, CTRL)
    assert desk.dialog(SettingsDialog).isVisible()


def test_ctrl_n_serves_another_buyer_with_everything_empty(desk) -> None:
    desk.find("qsr")
    desk.field("姓名").setFocus()
    desk.type_in("王芳")
    before = desk.state.talk.id
    desk.press(Key.Key_N, CTRL)
    assert desk.search_box.text() == ""
    assert desk.search_box.hasFocus()
    assert desk.state.talk.id != before
    desk.find("qsr")
    assert desk.field("姓名").text() == ""
    assert "［姓名］" in desk.text


def test_ctrl_q_closes_the_window(desk) -> None:
    desk.press(Key.Key_Q, CTRL)
    assert not desk.window.isVisible()
    desk.close()


def test_no_two_commands_have_the_same_key(desk) -> None:
    keys = [
        *(action.shortcut().toString() for action in desk.window.actions()),
        *(button.shortcut().toString() for button in desk.window.findChildren(QToolButton)),
    ]
    taken = [key for key in keys if key]
    assert len(taken) == len(set(taken))


def test_a_command_without_a_deed_is_noticed_at_once(desk) -> None:
    with pytest.raises(KeyError):
        make_actions(desk.window, {})


def test_the_keys_of_the_window_work_in_every_field(desk) -> None:
    desk.find("fhcn")
    for label in ("买家", "姓名", "发货日", "小时", "备注"):
        field = desk.field(label)
        assert isinstance(field, QLineEdit | QComboBox)
        field.setFocus()
        before = desk.state.language
        desk.press(Key.Key_F2)
        assert desk.state.language != before
        desk.press(Key.Key_F2)
