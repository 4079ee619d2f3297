"""A key is answered by the list first; what comes before the preview acts on the list's reply."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

Key = Qt.Key
CTRL = Qt.KeyboardModifier.ControlModifier


def type_fast(desk, *keys: str | Key) -> None:
    """Press keys one behind the other, before the program comes to paint anything."""
    for key in keys:
        if isinstance(key, str):
            QTest.keyClicks(desk.focused, key)
        else:
            QTest.keyClick(desk.focused, key)


@pytest.fixture
def previews(desk) -> list[str]:
    """The titles that the preview has shown, one after the other."""
    shown: list[str] = []
    desk.preview.renewed.connect(lambda: shown.append(desk.preview._title.text()))
    return shown


def test_the_preview_follows_the_list(desk) -> None:
    before = desk.labels[0]
    type_fast(desk, "qsr")
    assert desk.found == ["signed"]
    assert desk.labels[0] == before
    QApplication.processEvents()
    QApplication.processEvents()
    assert desk.labels[0] == desk.card().title == "签收人"


def test_keys_that_come_at_once_lead_to_one_preview(qtbot, desk, previews: list[str]) -> None:
    type_fast(desk, "fhcn", Key.Key_Backspace, "n")
    qtbot.waitUntil(lambda: bool(previews))
    desk.settle()
    assert previews == ["发货承诺"]


def test_walking_down_the_list_fast_shows_the_reply_where_it_ends(qtbot, desk, previews) -> None:
    type_fast(desk, Key.Key_Down, Key.Key_Down, Key.Key_Down)
    qtbot.waitUntil(lambda: bool(previews))
    desk.settle()
    assert previews == [desk.card(3).title]


def test_enter_right_after_typing_copies_the_first_reply_of_the_list(
    desk, clipboard: Callable[[], str]
) -> None:
    desk.find("thyf")
    desk.press(Key.Key_Delete)
    QTest.keyClick(desk.search_box, Key.Key_A, CTRL)
    type_fast(desk, "cqhd", Key.Key_Return)
    assert desk.found[0] == "on-now"
    assert clipboard() == "活动一直有。"


def test_enter_right_after_an_arrow_copies_the_reply_that_is_marked(
    desk, clipboard: Callable[[], str]
) -> None:
    desk.find("hd")
    row = desk.found.index("on-now")
    type_fast(desk, *[Key.Key_Down] * row, Key.Key_Return)
    assert clipboard() == "活动一直有。"


def test_enter_right_after_typing_leads_to_the_field_that_is_still_empty(
    desk, clipboard: Callable[[], str]
) -> None:
    type_fast(desk, "qsr", Key.Key_Return)
    assert clipboard() == ""
    assert desk.field("姓名").hasFocus()
    type_fast(desk, "Wang", Key.Key_Return)
    assert clipboard() == "包裹由Wang签收。"


def test_tab_right_after_typing_leads_into_the_fields_of_the_new_reply(
    desk, clipboard: Callable[[], str]
) -> None:
    desk.find("sldf")
    assert desk.form.stops()
    QTest.keyClick(desk.search_box, Key.Key_A, CTRL)
    type_fast(desk, "qsr")
    for _stop in range(20):
        if desk.focused not in desk.form.stops():
            type_fast(desk, Key.Key_Tab)
    assert desk.focused is desk.field("姓名")
    type_fast(desk, "Wang", Key.Key_Return)
    assert clipboard() == "包裹由Wang签收。"


def test_another_wording_asked_for_right_after_typing_is_one_of_the_new_reply(desk) -> None:
    type_fast(desk, "thyf", Key.Key_F3)
    assert desk.preview._title.text() == desk.card().title
    assert desk.text.startswith("您好，这一单的运费")


def test_a_preview_that_has_nothing_to_show_goes_at_once(desk) -> None:
    type_fast(desk, "qqqqzzzz")
    assert not desk.preview.isVisible()
    type_fast(desk, Key.Key_Escape)
    assert desk.preview.isVisible()
