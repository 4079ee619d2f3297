"""The window at every width: beside a chat app, in a corner, and where it was left."""

from collections.abc import Callable
from itertools import pairwise

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QLineEdit,
    QWidget,
)

from csconsole import settings
from csconsole.storage.places import Places

NARROW = [(320, 640), (320, 420), (759, 600)]
QUERIES = ("thyf", "fhcn", "jhd", "qqqq zzzz")


def place(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget stands in its window."""
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


def controls(window: QWidget) -> list[QWidget]:
    """Every visible widget that somebody reads or works with."""
    kinds = QAbstractButton | QLineEdit | QComboBox | QLabel | QAbstractScrollArea
    return [w for w in window.findChildren(QWidget) if isinstance(w, kinds) and w.isVisible()]


def is_inside_a_scroll_area(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QAbstractScrollArea):
        parent = parent.parentWidget()
    return parent is not None


def seen_of(widget: QWidget) -> QRect:
    """What of a widget its parents leave to be seen."""
    return widget.visibleRegion().boundingRect()


def test_a_wide_window_has_the_preview_beside_the_list(open_desk) -> None:
    desk = open_desk(size=(1120, 720))
    window = desk.window
    assert place(desk.preview, window).left() >= place(desk.results, window).right()


def test_a_narrow_window_has_the_preview_below_the_list(open_desk) -> None:
    desk = open_desk(size=(740, 720))
    window = desk.window
    assert place(desk.preview, window).top() >= place(desk.results, window).bottom()


def test_the_preview_goes_to_and_fro_as_the_window_is_drawn_wider(open_desk) -> None:
    desk = open_desk(size=(1120, 720))
    for width, below in ((400, True), (1000, False), (600, True)):
        desk.resize(width, 720)
        top = place(desk.preview, desk.window).top()
        assert (top >= place(desk.results, desk.window).bottom()) is below


@pytest.mark.parametrize("tag", ["en", "zh_CN"])
def test_the_window_can_be_made_320_pixels_wide(open_desk, tag: str) -> None:
    desk = open_desk(tag=tag, size=(320, 640), agent="Lin")
    for query in QUERIES:
        desk.find(query)
        assert desk.window.minimumSizeHint().width() <= 320
        assert desk.window.width() == 320


@pytest.mark.parametrize("tag", ["en", "zh_CN"])
@pytest.mark.parametrize("size", NARROW)
def test_nothing_stands_outside_a_narrow_window(open_desk, size, tag: str) -> None:
    desk = open_desk(tag=tag, size=size)
    for query in QUERIES:
        desk.find(query)
        for widget in controls(desk.window):
            if not is_inside_a_scroll_area(widget):
                inside = desk.window.rect().contains(place(widget, desk.window))
                assert inside, (query, widget, place(widget, desk.window))


@pytest.mark.parametrize("tag", ["en", "zh_CN"])
@pytest.mark.parametrize("size", NARROW)
def test_the_words_of_every_button_are_seen_whole_in_a_narrow_window(
    open_desk, size, tag: str
) -> None:
    desk = open_desk(tag=tag, size=size)
    desk.find("thyf")
    for button in desk.window.findChildren(QAbstractButton):
        if button.isVisible() and button.text():
            assert button.width() >= button.sizeHint().width(), button.text()
            assert button.height() >= button.minimumSizeHint().height(), button.text()


@pytest.mark.parametrize("tag", ["en", "zh_CN"])
@pytest.mark.parametrize("size", NARROW)
def test_the_fields_keep_their_height_in_a_narrow_window(open_desk, size, tag: str) -> None:
    desk = open_desk(tag=tag, size=size)
    desk.find("fhcn")
    fields = [desk.field(label) for label in ("买家", "姓名", "发货日", "小时", "备注")]
    for field in fields:
        assert field.height() >= field.minimumSizeHint().height(), field.accessibleName()
    for above, below in pairwise(fields):
        assert above.geometry().bottom() < below.geometry().top()


@pytest.mark.parametrize("size", NARROW)
def test_the_field_that_lacks_something_is_brought_into_view(open_desk, size) -> None:
    desk = open_desk(size=size)
    desk.find("fhcn")
    desk.field("姓名").setFocus()
    desk.type_in("Li")
    desk.find("fhcn")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    field = desk.field("发货日")
    assert field.hasFocus()
    assert seen_of(field) == field.rect()


@pytest.mark.parametrize("size", [(320, 640), (420, 700), (1120, 720)])
def test_every_chip_of_a_stage_is_seen_whole(open_desk, every_category: Places, size) -> None:
    desk = open_desk(every_category, size=size)
    for _stage in range(5):
        desk.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
        desk.settle()
        for chip in desk.chips():
            assert seen_of(chip) == chip.rect(), (desk.state.category, chip.text())


@pytest.mark.parametrize("size", [(320, 420), (320, 640), (420, 700), (1120, 720)])
def test_there_is_room_to_read_the_list_and_the_text(
    open_desk, every_category: Places, size
) -> None:
    desk = open_desk(every_category, size=size)
    desk.press(Qt.Key.Key_PageDown, Qt.KeyboardModifier.ControlModifier)
    desk.find("r3")
    assert desk.results.viewport().height() >= 44
    assert desk.preview.text.viewport().height() >= 44


def test_a_long_word_in_passing_is_read_whole_in_a_narrow_window(open_desk) -> None:
    desk = open_desk(size=(320, 640))
    text = "Still to be filled in: 退货收件人, 退货电话, 退货地址, 收货地址"
    desk.window.notices.say(text)
    toast = next(label for label in desk.window.findChildren(QLabel) if label.text() == text)
    assert desk.window.rect().contains(toast.geometry())
    needed = toast.heightForWidth(toast.width()) if toast.wordWrap() else toast.height()
    assert toast.width() >= toast.minimumSizeHint().width()
    assert toast.height() >= needed


def test_a_word_in_passing_stays_at_the_bottom_while_the_window_is_drawn(open_desk) -> None:
    desk = open_desk(size=(1120, 720))
    desk.find("wh")
    desk.press(Qt.Key.Key_Return)
    toast = next(
        label for label in desk.window.findChildren(QLabel) if label.text() == desk.said[0]
    )
    desk.resize(500, 500)
    assert desk.window.rect().contains(toast.geometry())
    assert toast.geometry().bottom() > 450


def test_a_word_in_passing_passes(qtbot, desk) -> None:
    desk.find("wh")
    desk.press(Qt.Key.Key_Return)
    toast = next(
        label for label in desk.window.findChildren(QLabel) if label.text() == desk.said[0]
    )
    assert toast.isVisible()
    desk.window.notices._timer.setInterval(20)
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_a_first_window_stands_inside_the_screen(desk) -> None:
    room = desk.window.screen().availableGeometry()
    frame = 2
    assert room.adjusted(-frame, -frame, frame, frame).contains(desk.window.geometry())


def test_the_window_comes_back_where_it_was_left(open_desk, small_profile: Places) -> None:
    first = open_desk(small_profile, size=(500, 610))
    first.window.move(40, 50)
    left = first.window.geometry()
    first.close()
    again = open_desk(small_profile)
    assert again.window.geometry() == left


def test_a_place_that_cannot_be_read_is_as_none(open_desk, small_profile: Places) -> None:
    desk = open_desk(small_profile, window="AAAA nonsense ü")
    assert desk.window.isVisible()
    desk.close()
    assert settings.load(small_profile.settings).window not in ("", "AAAA nonsense ü")


def test_the_count_gives_way_to_what_must_be_said_in_a_narrow_window(
    open_desk, words_of: Callable
) -> None:
    desk = open_desk(size=(1120, 720))
    assert words_of(desk.window)["8 replies"].isVisible()
    desk.resize(320, 640)
    assert not words_of(desk.window)["8 replies"].isVisible()
    assert words_of(desk.window)["no theft protection"].isVisible()


def test_the_status_line_warns_of_a_key_in_a_file(desk, words_of: Callable) -> None:
    warning = words_of(desk.window)["no theft protection"]
    assert "stolen" in warning.toolTip()


def test_the_status_line_tells_who_is_at_the_desk(open_desk, words_of: Callable) -> None:
    desk = open_desk(agent="小林")
    assert words_of(desk.window)["小林"].isVisible()
