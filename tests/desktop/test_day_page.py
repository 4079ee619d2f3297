"""The page of the day: what is open, fixed where it stands, answered and signed by keyboard."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit

from csconsole.desktop import theme
from csconsole.desktop.day.day_list import DayList
from csconsole.desktop.day.notice_sheets import NoticeSheet, NoticesSheet
from csconsole.desktop.day.rows import Kind
from csconsole.desktop.day.sheets import LineSheet, SignSheet
from csconsole.desktop.products.dialog import ProductsDialog
from csconsole.desktop.replies.editing.editor import ReplyEditor
from csconsole.desktop.reports.tab import TablesTab
from csconsole.orders.products.model import Product
from csconsole.replies.model import Reply
from csconsole.selfcheck.model import Row, What
from csconsole.tickets.model import Deed
from csconsole.tickets.model import Kind as TicketKind

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
FIRST, LATE = "3100000000000002233", "3100000000000009911"


def page(desk):
    return desk.window.day.page


def settle(desk):
    """Wait until the day was read and shown."""
    for _round in range(3):
        desk.wait_for_worker()
    desk.qtbot.waitUntil(lambda: not page(desk).state._is_asked)
    desk.settle()


def rows(desk):
    return list(page(desk).list.rows.rows)


def item(desk, name):
    return next(one for one in rows(desk) if one.key == f"item {name}")


def evidence(desk, name):
    wanted = [one for one in rows(desk) if one.item is not None and one.item.item.id == name]
    return [one.text for one in wanted if one.kind is Kind.EVIDENCE]


def closed(desk, dialogs):
    """Wait until the sheet is closed and the cursor is back in the list."""
    desk.qtbot.waitUntil(lambda: not dialogs())
    desk.window.activateWindow()  # what a window manager does
    settle(desk)
    desk.qtbot.waitUntil(page(desk).list.hasFocus)


def to_the_days(desk):
    """Go to the calendar by its key, which a button bears."""
    desk.press(Key.Key_D, ALT)
    desk.qtbot.waitUntil(page(desk).calendar.hasFocus)
    settle(desk)


def stand_on(desk, key):
    """Walk the list with the arrows to the row whose key begins so."""
    desk.press(Key.Key_Home)
    for _step in range(len(rows(desk))):
        if page(desk).list.row.key.startswith(key):
            return
        desk.press(Key.Key_Down)
    pytest.fail(f"no row {key}")


@pytest.fixture
def day(order_desk):
    """The page of the day, over five orders of which two must be sent."""
    order_desk.press(Key.Key_F12)
    settle(order_desk)
    return order_desk


def test_one_key_from_anywhere_shows_the_self_check(order_desk):
    order_desk.press(Key.Key_2, ALT)
    order_desk.press(Key.Key_F12)
    settle(order_desk)
    assert order_desk.window.orders.frame.present == "day"
    assert isinstance(order_desk.focused, DayList)
    groups = [one.text for one in rows(order_desk) if one.kind is Kind.GROUP]
    assert groups == ["Recorded?", "Solved?", "Ready?"]


def test_alt_4_goes_to_the_day_and_esc_back_to_the_replies(order_desk):
    order_desk.press(Key.Key_4, ALT)
    settle(order_desk)
    assert order_desk.focused is page(order_desk).list
    order_desk.press(Key.Key_Escape)
    assert order_desk.window.orders.frame.present == "replies"


def test_state_is_told_by_colour_and_word_and_the_rows_stand_behind_it(day):
    red = item(day, "orders-to-send")
    assert (red.mark, red.state, red.count, red.tone) == ("✗", "open", "2", "late")
    assert evidence(day, "orders-to-send") == [LATE, FIRST]
    green = item(day, "refunds-due")
    assert (green.mark, green.state, green.count, green.tone) == ("✓", "done", "", "done")


def test_what_is_behind_an_item_is_opened_and_closed_by_arrows(day):
    stand_on(day, "item orders-to-send")
    day.press(Key.Key_Left)
    assert evidence(day, "orders-to-send") == []
    assert page(day).list.row.key == "item orders-to-send"
    day.press(Key.Key_Right)
    assert len(evidence(day, "orders-to-send")) == 2


def test_of_many_rows_the_first_are_shown_and_enter_shows_all(day):
    today = day.ask(lambda one: one.day.checks.today(one.now()))
    for at in range(9):
        day.ask(lambda one, at=at: one.day.plans.add(f"计划{at}", today))
    page(day).renew()
    settle(day)
    assert len(evidence(day, "plans")) == 5
    stand_on(day, "more plans")
    assert page(day).list.row.text == "and 4 more"
    day.press(Key.Key_Return)
    assert len(evidence(day, "plans")) == 9


def test_from_red_to_signed_by_keyboard_alone(day, dialogs):
    day.ask(lambda one: one.notes.add(one.orders.by_number(FIRST).id, "买家说少件了"))
    page(day).renew()
    settle(day)
    assert item(day, "notes-without-ticket").state == "open"

    stand_on(day, "row notes-without-ticket order")
    day.press(Key.Key_Return)  # to the order
    day.wait_for_orders()
    assert day.window.orders.frame.present == "orders"
    assert day.panel.view.order.no == FIRST
    day.ask(
        lambda one: one.ticket_work.open(
            TicketKind.RETURN, one.now(), one.orders.by_number(FIRST), values={"reason": "missing"}
        )
    )
    day.press(Key.Key_F12)  # back: fixed there, it is green by itself
    settle(day)
    assert item(day, "notes-without-ticket").state == "done"

    stand_on(day, "item all-recorded")
    day.press(Key.Key_Space)
    settle(day)
    stand_on(day, "item promises-kept")
    day.press(Key.Key_N)
    day.dialog(LineSheet)
    day.type_in("回访两位")
    day.press(Key.Key_Return)
    closed(day, dialogs)
    assert item(day, "promises-kept").detail.endswith(": 回访两位")
    assert page(day).head.told.text() == "1 item is open"

    day.press(Key.Key_S, CTRL | SHIFT)
    sheet = day.dialog(SignSheet)
    day.press(Key.Key_Return)  # no reason yet: the sheet stays
    assert sheet.isVisible()
    assert day.focused.property("lacking")
    day.type_in("明早八点发")
    day.press(Key.Key_Return)
    closed(day, dialogs)
    assert page(day).head.told.text().startswith("Signed by Lin, ")
    left = item(day, "orders-to-send")
    assert (left.mark, left.state, left.tone) == ("!", "explained", "due")
    assert "Reason: 明早八点发" in left.detail


def add_a_shop(desk):
    """A second shop, with an order that must be sent."""

    def adding(one):
        told = {"no": "77", "buyer": "乙", "stage": "paid", "promised": 1, "lines": []}
        with one._store.journal.action("orders.import") as action:
            action.write("shop", "other", {"platform": "jd", "name": "京东店"})
            action.write("order", "other-77", {**told, "shop": "other", "created": 1})

    desk.ask(adding)
    page(desk).renew()
    settle(desk)


def choose_shop(desk, steps):
    """Choose a shop by keys alone."""
    desk.press(Key.Key_P, ALT)
    box = page(desk).head.shop
    desk.qtbot.waitUntil(box.view().isVisible)
    for _step in range(steps):
        desk.qtbot.keyClick(box.view(), Key.Key_Down)
    desk.qtbot.keyClick(box.view(), Key.Key_Return)
    settle(desk)


def test_where_there_is_one_shop_none_is_offered(day):
    assert not page(day).head.shop.isVisible()


def test_one_shop_is_checked_and_signed_by_keyboard_apart_from_all(day, dialogs):
    add_a_shop(day)
    box = page(day).head.shop
    assert box.itemText(0) == "All shops"
    everything = int(item(day, "orders-to-send").count)
    choose_shop(day, box.findData("京东店"))
    assert box.currentText() == "京东店"
    assert (item(day, "orders-to-send").count, everything) == ("1", everything)
    assert page(day).list.hasFocus()

    stand_on(day, "item all-recorded")
    day.press(Key.Key_Space)
    settle(day)
    day.press(Key.Key_S, CTRL | SHIFT)
    sheet = day.dialog(SignSheet)
    assert sheet.windowTitle().endswith(" · 京东店")
    day.type_in("忙")
    day.press(Key.Key_Return, CTRL)
    day.press(Key.Key_Return)
    closed(day, dialogs)
    assert page(day).head.told.text().startswith("Signed by Lin, ")
    assert page(day).calendar.told().startswith("1 in a row")

    page(day).head.shop_chosen.emit("")
    settle(day)
    assert item(day, "all-recorded").state == "open"
    assert int(item(day, "orders-to-send").count) == everything
    assert page(day).calendar.told().startswith("0 in a row")


def test_times_are_told_by_the_shop_s_own_clock(day):
    day.ask(lambda one: one.after_sales.rules.change({"zone": "Pacific/Kiritimati"}))
    day.ask(lambda one: one.day.checks.tick("all-recorded", one.now()))
    page(day).renew()
    settle(day)
    there = day.ask(lambda one: one.day.checks.check(one.now()).of("all-recorded").tick.at)
    zone = ZoneInfo("Pacific/Kiritimati")
    assert f"{there.astimezone(zone):%H:%M}" in item(day, "all-recorded").detail


def sign(desk):
    """Sign today from the command line's side."""

    def signing(one):
        now = one.now()
        reasons = {left.item.id: "忙" for left in one.day.checks.check(now).open_items}
        one.day.signing.sign(now, reasons=reasons)

    desk.ask(signing)
    page(desk).renew()
    settle(desk)


def test_a_signed_day_is_shown_as_its_snapshot_with_later_changes_as_later(day):
    sign(day)
    assert item(day, "orders-to-send").state == "explained"
    order = day.order(LATE)
    day.ask(
        lambda one: one._store.journal.write(
            "order", order.id, {"stage": "shipped"}, cause="orders.import"
        )
    )
    page(day).renew()
    settle(day)
    left = item(day, "orders-to-send")
    assert (left.count, left.state) == ("2", "explained")
    assert left.detail.endswith("Later: 1 by now")
    assert evidence(day, "orders-to-send") == [LATE, FIRST]


def test_a_signed_day_cannot_be_answered_but_opened_again(day):
    sign(day)
    stand_on(day, "item all-recorded")
    day.press(Key.Key_Space)
    settle(day)
    assert item(day, "all-recorded").state == "explained"
    assert not page(day).head.sign.isVisible()
    page(day).head.reopen.setFocus()
    day.press(Key.Key_Space)
    settle(day)
    assert page(day).head.sign.isVisible()
    assert item(day, "all-recorded").state == "open"


def test_a_reason_of_yesterday_is_shown_today_and_stands_in_the_sheet(day):
    def sign_yesterday(one):
        now = one.now()
        yesterday = one.day.checks.today(now) - timedelta(days=1)
        left = one.day.checks.check(now, yesterday).open_items
        one.day.signing.sign(now, yesterday, {each.item.id: "仓库没货" for each in left})

    day.ask(sign_yesterday)
    page(day).renew()
    settle(day)
    assert item(day, "all-recorded").detail.endswith(", Lin: 仓库没货")
    day.press(Key.Key_S, CTRL | SHIFT)
    sheet = day.dialog(SignSheet)
    assert sheet.reasons()["all-recorded"] == "仓库没货"
    sheet.reject()


def test_one_reason_is_written_to_all_that_have_none(day, dialogs):
    day.press(Key.Key_S, CTRL | SHIFT)
    sheet = day.dialog(SignSheet)
    day.type_in("今天盘点")
    day.press(Key.Key_Return, CTRL)
    assert set(sheet.reasons().values()) == {"今天盘点"}
    day.press(Key.Key_Return)
    closed(day, dialogs)
    assert page(day).state.view.checked.signed.agent == "Lin"


def test_ticks_are_taken_back_with_the_same_key(day):
    stand_on(day, "item all-recorded")
    for wanted in ("done", "open"):
        day.press(Key.Key_Space)
        settle(day)
        assert item(day, "all-recorded").state == wanted


def click(desk, key, place):
    """Click into a row: at its left end, or at its right one."""
    view = page(desk).list
    index = view.rows.index(view.rows.place_of(next(r.key for r in rows(desk) if key in r.key)))
    view.scrollTo(index)
    rect = view.visualRect(index)
    at = rect.topLeft() + QPoint(12, 12) if place == "left" else rect.topRight() + QPoint(-14, 12)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    settle(desk)


def test_the_mouse_ticks_at_the_mark_and_acts_at_the_word_at_the_right(day):
    click(day, "item all-recorded", "left")
    assert item(day, "all-recorded").state == "done"
    click(day, "row orders-to-send", "right")
    assert day.window.orders.frame.present == "orders"


def test_what_the_program_answers_says_so(day):
    stand_on(day, "item orders-to-send")
    day.press(Key.Key_Space)
    assert day.said[-1] == "The program answers this: it turns green once its rows are done"


def test_a_plan_is_written_done_taken_back_and_removed_by_keyboard(day):
    day.press(Key.Key_K, CTRL | SHIFT)
    assert isinstance(day.focused, QLineEdit)
    day.type_in("盘点样品")
    day.press(Key.Key_Return)
    settle(day)
    assert evidence(day, "plans") == ["盘点样品"]
    day.press(Key.Key_Escape)
    stand_on(day, "row plans")
    day.press(Key.Key_Space)
    settle(day)
    assert item(day, "plans").state == "done"
    day.press(Key.Key_Z, CTRL)
    day.qtbot.waitUntil(lambda: bool(evidence(day, "plans")))
    stand_on(day, "row plans")
    day.press(Key.Key_Delete)
    settle(day)
    assert day.said[-1] == "Off the list: 盘点样品"
    assert evidence(day, "plans") == []


def test_enter_opens_the_ticket_behind_an_item(day):
    def open_ticket(one):
        order = one.orders.by_number(FIRST)
        ticket = one.ticket_work.open(TicketKind.RETURN, one.now(), order)
        one.ticket_work.owe(ticket.id, Deed.REFUND, one.now())
        return ticket.id

    ticket = day.ask(open_ticket)
    page(day).renew()
    settle(day)
    stand_on(day, "row refunds-due")
    day.press(Key.Key_Return)
    day.wait_for_worker()
    assert day.window.orders.frame.present == "tickets"
    assert day.window.tickets.view.case.ticket.id == ticket


def test_a_reply_that_ends_tonight_is_edited_or_looked_at(day, dialogs):
    today = day.ask(lambda one: one.day.checks.today(one.now()))
    ends = Reply("ends-now", {"zh": "今晚止"}, {"zh": "好"}, valid_until=today)
    day.ask(lambda one: one.editing.create(ends))
    page(day).renew()
    settle(day)
    stand_on(day, "row replies-ending")
    day.press(Key.Key_Return)
    day.dialog(ReplyEditor).reject()
    closed(day, dialogs)
    stand_on(day, "item replies-ending")
    day.press(Key.Key_Space)  # or looked at
    settle(day)
    assert item(day, "replies-ending").state == "done"


def test_low_stock_leads_to_the_product(day):
    for sku, stock in (("T-1", 9), ("T-2", 1), ("T-3", 9)):
        product = Product(sku, "衬衫", stock=stock, safety_stock=3)
        day.ask(lambda one, product=product: one.products.add(product))
    page(day).renew()
    settle(day)
    stand_on(day, "row stock")
    day.press(Key.Key_Return)
    day.wait_for_worker()
    dialog = day.dialog(ProductsDialog)
    assert dialog.form.first.sku == "T-2"
    assert dialog.focusWidget() is dialog.table
    day.window.day._go_to(Row(What.PRODUCT, "T-3"), "")  # while the products are shown
    day.wait_for_worker()
    assert dialog.form.first.sku == "T-3"
    dialog.reject()


def test_a_notice_is_made_known_in_a_quiet_bar_and_acknowledged_by_key(day, dialogs):
    bar = day.window.day.bar
    day.press(Key.Key_J, CTRL | SHIFT)
    sheet = day.dialog(NoticesSheet)
    day.press(Key.Key_N)
    day.wait_for_worker()
    new = day.dialog(NoticeSheet)
    day.type_in("双12：满300减40")
    new.replies.setText("thyf")
    day.press(Key.Key_Return)
    day.wait_for_worker()
    day.qtbot.waitUntil(lambda: sheet.list.count() == 1)
    assert sheet.list.item(0).text().endswith("双12：满300减40\nReplies: Who pays the postage")
    sheet.accept()
    closed(day, dialogs)
    day.qtbot.waitUntil(bar.isVisible)
    assert bar.findChild(QLabel).text() == "Notice: 双12：满300减40"
    assert item(day, "notices").state == "open"
    day.press(Key.Key_Y, ALT)
    day.qtbot.waitUntil(lambda: not bar.isVisible())
    settle(day)
    assert item(day, "notices").state == "done"


def test_a_notice_is_taken_away_by_key(day, dialogs):
    today = day.ask(lambda one: one.day.checks.today(one.now()))
    day.ask(lambda one: one.day.notices.add("明天停电", today, today + timedelta(days=2)))
    day.press(Key.Key_J, CTRL | SHIFT)
    sheet = day.dialog(NoticesSheet)
    day.qtbot.waitUntil(lambda: sheet.list.count() == 1)
    day.press(Key.Key_N)  # the list does not search with the sheet's keys
    day.wait_for_worker()
    day.dialog(NoticeSheet).reject()
    day.qtbot.waitUntil(lambda: dialogs() == [sheet])
    sheet.activateWindow()
    day.qtbot.waitUntil(sheet.list.hasFocus)
    day.press(Key.Key_Delete)
    day.qtbot.waitUntil(lambda: sheet.list.count() == 0)
    assert not sheet.remove.isEnabled()
    sheet.accept()
    closed(day, dialogs)


def test_a_notice_is_read_in_the_list_of_the_day(day):
    today = day.ask(lambda one: one.day.checks.today(one.now()))
    day.ask(lambda one: one.day.notices.add("明天停电", today + timedelta(days=1)))
    page(day).renew()
    settle(day)
    stand_on(day, "row notices")
    day.press(Key.Key_Return)
    settle(day)
    assert item(day, "notices").state == "done"


def test_notices_of_today_are_shown_at_the_start_whatever_page_is_there(
    open_desk, orders_profile, open_profile
):
    workspace = open_profile(orders_profile)
    today = workspace.day.checks.today(workspace.now())
    workspace.day.notices.add("今天盘点，六点后不发货", today)
    workspace.close()
    desk = open_desk(orders_profile, agent="Lin")
    desk.wait_for_worker()
    desk.qtbot.waitUntil(desk.window.day.bar.isVisible)
    assert desk.focused is desk.search_box


def test_a_notice_is_acknowledged_by_its_key_while_a_ticket_is_open(day):
    def prepare(one):
        one.day.notices.add("今天盘点", one.day.checks.today(one.now()))
        ticket = one.ticket_work.open(TicketKind.RETURN, one.now(), one.orders.by_number(FIRST))
        one.ticket_work.owe(ticket.id, Deed.REFUND, one.now())

    day.ask(prepare)
    day.window.day.renew()
    settle(day)
    stand_on(day, "row refunds-due")
    day.press(Key.Key_Return)
    day.wait_for_worker()
    assert day.window.orders.frame.present == "tickets"
    bar = day.window.day.bar
    day.qtbot.waitUntil(bar.isVisible)
    day.press(Key.Key_Y, ALT)
    day.qtbot.waitUntil(lambda: not bar.isVisible())


def test_the_calendar_is_walked_by_keys_and_shows_a_day(day):
    sign(day)
    calendar = page(day).calendar
    to_the_days(day)
    assert calendar.told() == "1 in a row · longest 1"
    assert calendar.accessibleName().endswith("signed by Lin")
    today = calendar.day
    day.press(Key.Key_Right)  # tomorrow has not begun
    assert calendar.day == today
    day.press(Key.Key_Left)
    assert calendar.accessibleName() == f"{(today - timedelta(days=1)).isoformat()}, not signed"
    day.press(Key.Key_Return)
    settle(day)
    assert page(day).state.view.checked.day == today - timedelta(days=1)
    assert day.focused is page(day).list
    day.press(Key.Key_Right, ALT)
    day.qtbot.waitUntil(lambda: page(day).state.view.is_today)


def test_months_are_turned_by_keys_and_a_click_shows_a_day(day):
    calendar = page(day).calendar
    today = calendar.day
    to_the_days(day)
    day.press(Key.Key_PageUp)
    assert (calendar.day.year, calendar.day.month) != (today.year, today.month)
    day.press(Key.Key_Home)
    assert calendar.day == today
    QTest.mouseClick(calendar, Qt.MouseButton.LeftButton, pos=calendar.rect().center())
    settle(day)
    assert page(day).state.view.checked.day == calendar.day
    to_the_days(day)
    day.press(Key.Key_Escape)
    assert day.focused is page(day).list


def test_where_there_is_no_room_the_calendar_comes_when_it_is_asked_for(day):
    day.resize(420, 700)
    assert not page(day).calendar.isVisible()
    to_the_days(day)
    assert page(day).calendar.geometry().right() <= page(day).width()
    day.press(Key.Key_Escape)
    assert not page(day).calendar.isVisible()


def test_ctrl_f_leads_from_the_day_to_the_search(day):
    day.press(Key.Key_F, CTRL)
    assert day.focused is day.search_box


def test_a_reply_that_was_sent_in_the_talk_of_an_order_wants_a_ticket_on_it(order_desk):
    order_desk.open_order(FIRST)
    order_desk.find("thyf")
    order_desk.press(Key.Key_Return)
    order_desk.press(Key.Key_F12)
    settle(order_desk)
    assert evidence(order_desk, "replies-without-ticket") == [FIRST]


def test_the_tables_have_a_tab_of_their_own_and_are_made_when_it_is_shown(day):
    tabs = page(day)._tabs
    assert [tabs.tabText(at) for at in range(tabs.count())] == ["Self-check", "Tables"]
    tab = page(day).findChild(TablesTab)
    assert tab.view is None
    tabs.setCurrentIndex(1)
    assert tab.view.isVisible()
    settle(day)
    day.press(Key.Key_F12)
    settle(day)
    assert page(day).list.isVisible()


def test_nobody_signs_for_an_empty_desk(open_desk, orders_profile):
    desk = open_desk(orders_profile)
    desk.press(Key.Key_F12)
    settle(desk)
    desk.press(Key.Key_S, CTRL | SHIFT)
    assert desk.said[-1] == "Nobody sits at this desk: sit down first (F8)"


@pytest.mark.parametrize("look", ["light", "dark"])
def test_every_row_is_painted_in_colours_that_there_are(open_desk, orders_profile, look):
    desk = open_desk(orders_profile, look=look)
    desk.press(Key.Key_F12)
    settle(desk)
    assert all(theme.colour(one.tone).isValid() for one in rows(desk))
    assert not page(desk).list.grab().isNull()
    assert not page(desk).calendar.grab().isNull()
