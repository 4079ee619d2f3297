"""The order panel: everything of an order at a glance, each value and each act one key away."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QDesktopServices
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from csconsole.desktop.orders.rows import Kind
from csconsole.desktop.orders.sheets import BuyerSheet, HistorySheet, WaybillSheet
from csconsole.desktop.row_list.model import RowRole
from csconsole.orders.products.model import Product

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FIRST, SECOND, THIRD = "3100000000000002233", "3100000000000004455", "3100000000000006677"
SENT, LATE = "3100000000000008899", "3100000000000009911"
CHECKING = """
format: 1
language: zh
replies:
  - id: address-check
    title: 核对地址
    shortcut: hddz
    text: "{buyer|亲}，请核对：{recipient}，{address}"
  - {id: other, title: 别的, text: 别的}
"""
ADDRESS = "浙江省 杭州市 西湖区 示例路100号1幢101室"


def go_to(desk, key: str) -> None:
    """Walk along the values with the arrow until one is reached."""
    if not desk.panel.list.hasFocus():
        desk.press(Key.Key_F9)
    desk.press(Key.Key_Home)
    for _step in range(60):
        row = desk.panel.list.row
        if row is not None and row.key.startswith(key):
            return
        desk.press(Key.Key_Down)
    raise AssertionError(key)


def write_note(desk, text: str) -> None:
    desk.press(Key.Key_K, CTRL)
    desk.type_in(text)
    desk.press(Key.Key_Return)
    desk.wait_for_orders()


def notes(desk) -> list[str]:
    return [row.text for row in desk.panel.list.rows.rows if row.kind is Kind.NOTE]


def undo(desk) -> None:
    desk.window.notices._offer.button.click()
    desk.wait_for_orders()


def dialog(desk, kind):
    return desk.dialog(kind)


@pytest.fixture
def first(order_desk):
    """A window with 买家甲's order in its talk."""
    order_desk.open_order(FIRST)
    return order_desk


def test_it_tells_the_order_its_buyer_and_what_was_paid(first) -> None:
    values = first.values()
    assert {FIRST, "买家甲", "¥178.00", "请周三前送到", "陶瓷马克杯", "王芳"} <= set(values)
    assert first.value("Order number").detail == "山货铺 · 买家已付款，等待卖家发货"


def test_it_tells_until_when_it_must_be_sent_in_words_and_colour(order_desk) -> None:
    order_desk.open_order(FIRST)
    assert (order_desk.value("Send by").tone, order_desk.value("Send by").text[-4:]) == (
        "due",
        "left",
    )
    order_desk.open_order(LATE)
    assert order_desk.value("Send by").tone == "late"
    assert order_desk.value("Send by").text.endswith("late")
    order_desk.open_order(SENT)
    assert "Send by" not in [row.label for row in order_desk.panel.list.rows.rows]


def test_arrows_lead_from_value_to_value_and_past_headings(first) -> None:
    first.press(Key.Key_F9)
    seen = []
    for _step in range(30):
        seen.append(first.panel.list.row.kind)
        first.press(Key.Key_Down)
    assert Kind.HEADING not in seen
    assert {Kind.HEAD, Kind.BUYER, Kind.FACT, Kind.GOODS, Kind.PERSONAL, Kind.ORDER} <= set(seen)


@pytest.mark.parametrize(
    ("key", "text"),
    [("no", FIRST), ("buyer", "买家甲"), ("paid", "¥178.00"), ("line", "陶瓷马克杯")],
)
def test_enter_and_ctrl_c_copy_the_value_and_say_so(first, clipboard, key: str, text: str) -> None:
    go_to(first, key)
    first.press(Key.Key_Return)
    assert clipboard() == text
    assert first.said[-1] == f"Copied: {text}"
    QApplication.clipboard().clear()
    first.press(Key.Key_C, CTRL)
    assert clipboard() == text


def test_a_click_copies_too(first, clipboard) -> None:
    view = first.panel.list
    place = view.visualRect(view.rows.index(view.rows.place_of("buyer"))).center()
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert clipboard() == "买家甲"


def test_esc_leads_back_to_the_search(first) -> None:
    first.press(Key.Key_F9)
    first.press(Key.Key_Escape)
    assert first.search_box.hasFocus()


def test_a_second_f9_puts_the_panel_away_and_it_stays_away(
    first, open_desk, orders_profile
) -> None:
    first.press(Key.Key_F9)
    first.press(Key.Key_F9)
    assert not first.window.orders.beside.is_shown
    assert first.search_box.hasFocus()
    first.close()
    again = open_desk(orders_profile, agent="Lin", order_panel="-330")
    again.wait_for_orders()
    assert not again.window.orders.beside.is_shown
    again.press(Key.Key_F9)
    assert again.window.orders.beside.is_shown


# Phone and address


def test_phone_and_address_are_masked_until_asked_for_and_that_is_written_down(first) -> None:
    assert first.value("Phone").text == "138****8000"
    assert "101室" not in first.value("Address").text
    first.press(Key.Key_R, CTRL)
    first.wait_for_orders()
    assert (first.value("Phone").text, first.value("Address").text) == ("13800138000", ADDRESS)
    id_ = first.order(FIRST).id
    looks = first.ask(lambda workspace: workspace.notes.looks(id_))
    assert [(look["agent"], look["what"]) for look in looks] == [("Lin", "all")]


def test_they_are_masked_again_by_the_same_key_another_talk_or_after_a_while(first) -> None:
    def is_hidden() -> bool:
        return first.value("Phone").is_hidden

    for hide in (
        lambda: first.press(Key.Key_R, CTRL),
        lambda: (first.press(Key.Key_N, CTRL), first.press(Key.Key_1, CTRL)),
        first.panel._hiding.timeout.emit,
    ):
        first.press(Key.Key_R, CTRL)
        first.wait_for_orders()
        assert not is_hidden()
        hide()
        first.wait_for_orders()
        first.find("wh")
        first.type_in("x")
        first.press(Key.Key_Escape)
        first.wait_for_orders()
        assert is_hidden()


def test_copying_what_is_masked_asks_for_it_and_copies_it_whole(first, clipboard) -> None:
    go_to(first, "phone")
    first.press(Key.Key_Return)
    first.wait_for_orders()
    assert clipboard() == "13800138000"
    id_ = first.order(FIRST).id
    assert first.ask(lambda workspace: len(workspace.notes.looks(id_))) == 1


def test_masked_values_are_in_no_row_that_a_screen_reader_is_told(first) -> None:
    rows = first.panel.list.rows
    told = [
        rows.data(rows.index(at), role)
        for at in range(rows.rowCount())
        for role in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.ToolTipRole,
            Qt.ItemDataRole.AccessibleTextRole,
        )
    ]
    assert not [text for text in told if text and ("13800138000" in text or "101室" in text)]


# Notes


def test_ctrl_k_writes_a_note_that_enter_saves(first) -> None:
    write_note(first, "已加急")
    assert notes(first) == ["已加急"]
    assert first.said[-1] == "Noted"
    id_ = first.order(FIRST).id
    kept = first.ask(lambda workspace: workspace.notes.of(id_))
    assert [(note.text, note.agent) for note in kept] == [("已加急", "Lin")]


def test_a_note_is_shown_before_the_store_has_answered(first) -> None:
    first.press(Key.Key_K, CTRL)
    first.type_in("at once")
    QTest.keyClick(first.focused, Key.Key_Return)
    assert notes(first) == ["at once"]


def test_a_note_is_taken_back_by_undo(first) -> None:
    write_note(first, "a slip")
    undo(first)
    assert notes(first) == []


def test_a_note_is_changed_in_place_and_its_history_is_kept(first) -> None:
    write_note(first, "first")
    go_to(first, "note")
    first.press(Key.Key_E)
    assert first.panel.note.text() == "first"
    first.panel.note.selectAll()
    first.type_in("second")
    first.press(Key.Key_Return)
    first.wait_for_orders()
    assert notes(first) == ["second"]
    assert "changed 1 time" in first.value("Note").detail
    go_to(first, "note")
    first.press(Key.Key_H)
    first.wait_for_worker()
    sheet = dialog(first, HistorySheet)
    told = [sheet.list.item(at).text().splitlines()[1] for at in range(sheet.list.count())]
    assert told == ["second", "first"]


def test_a_pinned_note_stands_first(first) -> None:
    write_note(first, "older")
    write_note(first, "newer")
    assert notes(first) == ["newer", "older"]
    go_to(first, "note")
    first.press(Key.Key_Down)
    first.press(Key.Key_P)
    first.wait_for_orders()
    assert notes(first) == ["older", "newer"]
    assert first.value("Note").detail.startswith("pinned")


def test_a_note_is_removed_by_del_and_undo_brings_it_back(first) -> None:
    write_note(first, "to go")
    go_to(first, "note")
    first.press(Key.Key_Delete)
    first.wait_for_orders()
    assert notes(first) == []
    undo(first)
    assert notes(first) == ["to go"]


def test_of_many_notes_the_newest_are_shown_and_the_others_on_demand(first) -> None:
    id_ = first.order(FIRST).id
    for number in range(15):
        first.ask(lambda workspace, number=number: workspace.notes.add(id_, f"note {number}"))
    first.window.orders.renew()
    first.wait_for_orders()
    assert len(notes(first)) == 12
    go_to(first, "more notes")
    assert first.panel.list.row.text == "3 more notes"
    first.press(Key.Key_Return)
    assert len(notes(first)) == 15


def test_a_half_written_note_stays_by_its_order(first) -> None:
    first.press(Key.Key_K, CTRL)
    first.type_in("half")
    first.press(Key.Key_N, CTRL)
    first.open_order(THIRD)
    assert first.panel.note.text() == ""
    first.press(Key.Key_1, CTRL)
    first.wait_for_orders()
    assert first.panel.note.text() == "half"


def test_a_note_that_is_too_long_is_refused_and_not_lost(first, dialogs) -> None:
    first.press(Key.Key_K, CTRL)
    first.panel.note.setText("x" * 2001)
    first.press(Key.Key_Return)
    first.wait_for_worker()
    first.qtbot.waitUntil(lambda: bool(dialogs()))
    assert first.panel.note.text() == "x" * 2001
    assert notes(first) == []


def test_enter_that_chooses_what_is_composed_saves_nothing(first) -> None:
    first.press(Key.Key_K, CTRL)
    first.compose("jiaji")
    first.press(Key.Key_Return)
    first.commit("加急")
    first.wait_for_orders()
    assert notes(first) == []
    assert first.panel.note.text() == "加急"


# Flags, waybills, buyers, other orders


@pytest.mark.parametrize(
    ("key", "flag"), [(Key.Key_1, "red"), (Key.Key_4, "blue"), (Key.Key_7, "grey")]
)
def test_ctrl_shift_f_and_a_digit_flag_the_order_in_word_and_colour(first, key, flag: str) -> None:
    first.press(Key.Key_F, CTRL | SHIFT)
    QTest.keyClick(QApplication.activePopupWidget(), key)
    first.wait_for_orders()
    assert first.order(FIRST).flag.value == flag
    assert first.said[-1].lower() == f"flag: {flag}"
    rows = first.panel.list.rows
    spoken = rows.data(rows.index(0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.lower().endswith(flag)


def test_0_takes_the_flag_off_and_undo_gives_it_back(first) -> None:
    for key in (Key.Key_3, Key.Key_0):
        first.press(Key.Key_F, CTRL | SHIFT)
        QTest.keyClick(QApplication.activePopupWidget(), key)
        first.wait_for_orders()
    assert first.order(FIRST).flag is None
    undo(first)
    assert first.order(FIRST).flag.value == "green"


def test_a_waybill_is_told_with_its_courier_and_followed_in_the_browser(
    order_desk, monkeypatch
) -> None:
    opened = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda link: opened.append(link.toString()))
    order_desk.open_order(SENT)
    assert order_desk.value("Waybill").text == "SF1234567890123"
    assert order_desk.value("Waybill").detail.startswith("SF Express")
    go_to(order_desk, "parcel")
    order_desk.press(Key.Key_O)
    assert len(opened) == 1
    assert opened[0].startswith("https://")


def test_ctrl_b_enters_a_waybill_and_says_whose_it_looks_like(first) -> None:
    first.press(Key.Key_B, CTRL)
    sheet = dialog(first, WaybillSheet)
    first.type_in("SF1234567890123")
    first.qtbot.waitUntil(lambda: "SF Express" in sheet.told.text())
    with first.qtbot.waitActive(first.window):
        first.press(Key.Key_Return)
        first.window.activateWindow()  # as a window manager does
    first.wait_for_orders()
    assert first.value("Waybill").text == "SF1234567890123"
    go_to(first, "parcel")
    first.press(Key.Key_Delete)
    first.wait_for_orders()
    assert first.order(FIRST).waybills == ()


def test_what_an_export_says_of_a_waybill_cannot_be_removed_by_hand(order_desk) -> None:
    order_desk.open_order(SENT)
    go_to(order_desk, "parcel")
    order_desk.press(Key.Key_Delete)
    order_desk.wait_for_orders()
    assert order_desk.value("Waybill").text == "SF1234567890123"


def test_what_must_not_be_promised_to_a_buyer_is_a_warning_on_every_order(first) -> None:
    first.press(Key.Key_B, CTRL | SHIFT)
    sheet = dialog(first, BuyerSheet)
    for label, text in (
        ("Tier", "VIP2"),
        ("Customer type", "老客"),
        ("Tags", "代理，急"),
        ("Must not be promised", "不再补差价"),
    ):
        field = next(one for one in sheet.findChildren(QLineEdit) if one.accessibleName() == label)
        field.setText(text)
    first.press(Key.Key_Return)
    first.wait_for_orders()
    for no in (FIRST, SECOND):
        first.open_order(no)
        assert first.value("Buyer").detail == "VIP2 · 老客 · 代理 · 急"
        warning = next(row for row in first.panel.list.rows.rows if row.kind is Kind.WARNING)
        assert (warning.text, warning.tone) == ("Do not promise: 不再补差价", "forbidden")


def test_enter_on_another_order_of_the_buyer_goes_there(first) -> None:
    go_to(first, "order")
    assert first.panel.list.row.text == SECOND
    first.press(Key.Key_Return)
    first.wait_for_orders()
    assert first.panel.view.order.no == SECOND
    assert first.state.talk.order == first.order(SECOND).id


def test_what_can_be_done_with_a_value_is_in_its_menu(first) -> None:
    write_note(first, "here")
    go_to(first, "note")
    told = [words for words, _key, _do in first.panel._choices(first.panel.list.row)]
    assert told == ["Copy", "Change…", "Pin", "History…", "Remove"]


def test_ctrl_j_confirms_the_recipient_with_a_reply_that_is_filled_in(
    open_desk, orders_profile, clipboard
) -> None:
    desk = open_desk(orders_profile, agent="Lin", library=CHECKING)
    desk.open_order(FIRST)
    desk.press(Key.Key_J, CTRL)
    desk.wait_for_orders()
    assert desk.text == f"买家甲，请核对：王芳，{ADDRESS}"
    desk.press(Key.Key_Return)
    assert clipboard() == desk.text
    id_ = desk.order(FIRST).id
    assert desk.ask(lambda workspace: len(workspace.notes.looks(id_))) == 1


def test_ctrl_j_on_the_page_of_orders_takes_the_order_into_the_talk(
    open_desk, orders_profile
) -> None:
    desk = open_desk(orders_profile, agent="Lin", library=CHECKING)
    desk.press(Key.Key_2, ALT)
    desk.type_in(FIRST)
    desk.wait_for_orders()
    desk.press(Key.Key_J, CTRL)
    desk.wait_for_orders()
    assert desk.text == f"买家甲，请核对：王芳，{ADDRESS}"


def test_where_the_shop_has_no_such_reply_its_words_are_searched_for(first) -> None:
    first.press(Key.Key_J, CTRL)
    first.wait_for_orders()
    assert first.search_box.text() == "check the delivery address"


def test_products_that_go_with_the_goods_are_told(order_desk) -> None:
    cup = Product("MUG-1", name="陶瓷马克杯", pairings=("LID-1",))
    for product in (cup, Product("LID-1", name="杯盖", stock=7)):
        order_desk.ask(lambda workspace, product=product: workspace.products.add(product))
    order_desk.open_order(FIRST)
    assert {"Goes with it", "杯盖", "LID-1 · 7 in stock"} <= set(order_desk.values())


# The frame


def test_without_orders_there_is_no_panel(desk) -> None:
    desk.wait_for_orders()
    assert not desk.window.orders.beside.is_shown


def test_in_a_narrow_window_the_panel_is_a_drawer(open_desk, orders_profile) -> None:
    desk = open_desk(orders_profile, size=(420, 700))
    desk.open_order(FIRST)
    assert not desk.panel.isVisible()
    desk.press(Key.Key_F9)
    assert desk.panel.isVisible()
    assert desk.panel.list.hasFocus()
    desk.press(Key.Key_Escape)
    assert not desk.panel.isVisible()
    assert desk.search_box.hasFocus()


@pytest.mark.parametrize("tag", ["en", "zh_CN"])
@pytest.mark.parametrize("size", [(320, 420), (420, 700), (1120, 720)])
def test_every_value_is_painted_inside_the_panel(open_desk, orders_profile, size, tag: str) -> None:
    desk = open_desk(orders_profile, tag=tag, size=size)
    desk.open_order(FIRST)
    desk.press(Key.Key_F9)
    desk.settle()
    assert (desk.window.width(), desk.window.height()) == size
    view = desk.panel.list
    assert desk.panel.geometry().right() <= desk.panel.parentWidget().width()
    for at in range(view.rows.rowCount()):
        rect = view.visualRect(view.rows.index(at))
        assert rect.width() <= view.viewport().width()
        assert rect.height() >= 18, view.rows.index(at).data(RowRole.ROW)


def test_the_order_is_shown_anew_after_an_import(first) -> None:
    id_ = first.order(FIRST).id
    first.ask(lambda workspace: workspace.notes.add(id_, "from elsewhere"))
    first.window.orders.renew()
    first.wait_for_orders()
    assert notes(first) == ["from elsewhere"]
