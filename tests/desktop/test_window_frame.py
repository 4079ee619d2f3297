"""The frame: a rail of pages with a key each, wide and narrow, and the panel's place."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QListView, QWidget

from csconsole.desktop.frame import Frame

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
FIRST = "3100000000000002233"


def rail(desk) -> list[str]:
    buttons = desk.window.orders.frame._rail.findChildren(QAbstractButton)
    return [button.text() for button in buttons if button.isVisible()]


def test_the_rail_names_the_pages_and_their_keys(open_desk) -> None:
    desk = open_desk(size=(1120, 720))
    assert rail(desk) == ["Reply", "Order", "After-sales", "Day"]
    tips = [
        button.toolTip()
        for button in desk.window.orders.frame._buttons.values()
        if button.isVisible()
    ]
    assert tips == [
        "Replies (Alt+1)",
        "Orders (Alt+2)",
        "After-sales tickets (Alt+3)",
        "The day: self-check and tables (Alt+4)",
    ]


def test_a_page_that_is_taken_in_later_stands_at_its_place(qtbot) -> None:
    frame = Frame(QWidget(), {"replies": QWidget(), "day": QWidget()})
    qtbot.addWidget(frame)
    frame.resize(1120, 720)
    frame.show()
    frame.add_page("orders", QWidget())
    shown = [button.text() for button in frame._buttons.values() if button.isVisible()]
    assert shown == ["Reply", "Order", "Day"]
    frame.show_page("orders")
    assert frame.present == "orders"


def test_alt_1_and_alt_2_go_to_and_fro_and_the_cursor_goes_along(desk) -> None:
    desk.press(Key.Key_2, ALT)
    assert desk.window.orders.page.search_box.hasFocus()
    desk.press(Key.Key_1, ALT)
    assert desk.search_box.hasFocus()


def test_a_narrow_window_offers_the_other_page_beside_the_talks(open_desk) -> None:
    desk = open_desk(size=(420, 640))
    assert rail(desk) == ["O", "A", "D"]
    desk.press(Key.Key_2, ALT)
    assert rail(desk) == ["R", "A", "D"]
    desk.resize(1120, 640)
    assert rail(desk) == ["Reply", "Order", "After-sales", "Day"]


def test_the_panel_keeps_the_width_that_it_was_drawn_to(open_desk, orders_profile) -> None:
    desk = open_desk(orders_profile, size=(1120, 720))
    desk.wait_for_orders()
    beside = desk.window.orders.beside
    total = sum(beside._splitter.sizes())
    beside._splitter.setSizes([total - 400, 400])
    beside._splitter.splitterMoved.emit(0, 1)
    desk.resize(900, 720)
    desk.resize(1120, 720)
    assert abs(beside._splitter.sizes()[1] - 400) <= 2
    desk.close()
    again = open_desk(orders_profile, size=(1120, 720), order_panel=beside.kept)
    again.wait_for_orders()
    again.settle()
    assert abs(again.window.orders.beside._splitter.sizes()[1] - 400) <= 2


def test_the_narrowest_window_has_the_pages_on_a_line_of_their_own(open_desk) -> None:
    desk = open_desk(size=(320, 640))
    assert rail(desk) == ["Reply", "Order", "After-sales", "Day"]
    assert desk.window.width() == 320
    desk.resize(420, 640)
    assert rail(desk) == ["O", "A", "D"]


@pytest.mark.parametrize("kept", ["", "much", "99999"])
def test_a_width_that_cannot_be_read_is_as_none(open_desk, orders_profile, kept: str) -> None:
    desk = open_desk(orders_profile, size=(1120, 720), order_panel=kept)
    desk.wait_for_orders()
    assert desk.panel.isVisible()
    assert desk.page.width() > 200


def test_a_drawer_has_a_handle_that_opens_it(open_desk, orders_profile) -> None:
    desk = open_desk(orders_profile, size=(420, 700))
    desk.open_order(FIRST)
    handle = desk.window.orders.beside.handle
    assert handle.isVisible()
    assert "(F9)" in handle.toolTip()
    handle.click()
    assert desk.panel.isVisible()
    assert desk.panel.list.hasFocus()
    assert not handle.isVisible()


@pytest.mark.parametrize("page", [Key.Key_1, Key.Key_2])
def test_every_control_has_a_name_and_shows_the_focus(open_desk, orders_profile, page) -> None:
    desk = open_desk(orders_profile, size=(1120, 720))
    desk.open_order(FIRST)
    desk.press(page, ALT)
    desk.wait_for_orders()
    kinds = QAbstractButton | QLineEdit | QListView
    controls = [
        one
        for one in desk.window.orders.frame.findChildren(QWidget)
        if isinstance(one, kinds)
        and one.isVisible()
        and one.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]
    assert len(controls) > 8
    for one in controls:
        assert one.accessibleName() or getattr(one, "text", str)(), one
    for one in desk.panel.findChildren(QWidget):
        if one in controls:
            desk.search_box.setFocus()
            desk.window.orders.page.search_box.setFocus()
            desk.settle()
            without = one.grab().toImage()
            one.setFocus(Qt.FocusReason.TabFocusReason)
            desk.settle()
            assert one.grab().toImage() != without, one


def test_somebody_else_who_sits_down_sees_no_phone(open_desk, orders_profile) -> None:
    desk = open_desk(orders_profile, agent="Lin")
    desk.open_order(FIRST)
    desk.press(Key.Key_R, CTRL)
    desk.wait_for_orders()
    assert not desk.value("Phone").is_hidden
    desk.window.seat.taken.emit("Wang")
    assert desk.value("Phone").is_hidden
