"""The form of a ticket: what is wrong is said at its field, and nothing of what was typed goes."""

import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QToolButton
from ticket_hands import ALT, CTRL, FIRST, SENT, Case

from csconsole.desktop.tickets.new_row import NewTicketRow
from csconsole.orders.model import refund_id
from csconsole.orders.products.model import Product
from csconsole.tickets.model import Kind

Key = Qt.Key
MEGABYTE = 1_000_000


@pytest.fixture
def case(order_desk):
    order_desk.open_order(FIRST)
    return Case(order_desk)


def begun(case: Case, kind: Kind) -> Case:
    case.begin(kind)
    return case


def saved(case: Case, name: str, text: str) -> str:
    """Fill a field in and try to save; what is said at the field."""
    case.fill(name, text)
    case.save()
    return case.view.form.said(name).text


def test_a_form_stands_ready_in_under_a_second(case) -> None:
    start = time.perf_counter()
    case.begin(Kind.RETURN)
    assert case.view.is_new
    assert time.perf_counter() - start < 1.0


def test_only_the_fields_of_the_kind_and_state_are_asked_for(case) -> None:
    case.begin(Kind.RETURN)
    assert case.view.state.names() == [
        "reason", "reason_note", "wish", "lines", "freight_payer", "refund_amount",
        "platform_no", "platform_due",
    ]  # fmt: skip


def test_what_the_next_move_needs_is_marked_and_named(case) -> None:
    case.begin(Kind.TRACKING)
    labels = [label.text() for label in case.view.form.findChildren(type(case.view.moves.why))]
    assert {"Problem *", "Ask the courier"} <= set(labels)


def test_a_negative_quantity_is_said_at_the_goods_and_stays(case) -> None:
    begun(case, Kind.RETURN)
    assert saved(case, "lines", "-1") == "Line 1: a quantity from 0 to 2 must stand here"
    assert case.view.is_new
    assert case.view.form.editor("lines").stops()[0].text() == "-1"


def test_more_goods_than_were_bought_are_said_at_the_goods(case) -> None:
    begun(case, Kind.RETURN)
    assert saved(case, "lines", "3") == "Line 1: a quantity from 0 to 2 must stand here"


def test_a_refund_above_what_was_paid_is_said_at_the_amount(case) -> None:
    begun(case, Kind.RETURN)
    assert saved(case, "refund_amount", "178.01") == "More than what was paid: ¥178.00"


def test_a_date_before_the_order_is_said_at_the_date(case) -> None:
    begun(case, Kind.RETURN)
    assert saved(case, "platform_due", "2020-01-01").startswith("That is before the order")


def test_a_moment_can_be_told_in_words(case) -> None:
    begun(case, Kind.RETURN)
    case.fill("platform_due", "in 2 days")
    case.save()
    due = case.ticket.fields["platform_due"]
    assert abs(due - time.time() - 2 * 86_400) < 120


def test_a_waybill_with_a_wrong_check_digit_is_warned_of_and_taken(order_desk) -> None:
    order_desk.open_order(SENT)
    case = begun(Case(order_desk), Kind.TRACKING)
    case.fill("waybill", "RR123456784CN")
    case.go_to("problem")
    said = case.view.form.said("waybill")
    assert "check digit is wrong" in said.text
    assert said.tone == "due"
    case.save()
    assert case.ticket.fields["waybill"] == "RR123456784CN"


def test_a_text_of_a_megabyte_is_refused_at_its_field_and_kept(case) -> None:
    begun(case, Kind.RETURN)
    case.go_to("reason_note")
    text = "a" * MEGABYTE
    QGuiApplication.clipboard().setText(text)
    case.press(Key.Key_V, CTRL)
    case.save()
    assert case.view.form.said("reason_note").text == "A text has at most 500 characters"
    assert case.view.form.editor("reason_note").text() == text


def test_names_from_right_to_left_and_emoji_are_kept_as_they_are(case) -> None:
    begun(case, Kind.RETURN)
    case.fill("reason_note", "שלום\u200f 👩\u200d👩\u200d👧 محمد")
    case.save()
    assert case.ticket.fields["reason_note"] == "שלום\u200f 👩\u200d👩\u200d👧 محمد"


def test_what_the_store_refuses_is_said_at_its_field(case) -> None:
    begun(case, Kind.RETURN)
    case.save()
    case.press(Key.Key_Escape)
    begun(case, Kind.RETURN)
    case.fill("lines", "2")
    case.save()
    assert case.view.form.said("lines").text.startswith("Of line 1 0 are left")
    assert case.view.is_new


def test_a_ticket_works_without_an_order(order_desk) -> None:
    case = begun(Case(order_desk), Kind.TRACKING)
    case.fill("waybill", "SF1385628716739")
    case.save()
    assert (case.ticket.order, case.ticket.fields["waybill"]) == ("", "SF1385628716739")


def test_the_waybill_that_was_copied_stands_in_the_form(order_desk) -> None:
    QGuiApplication.clipboard().setText("SF1385628716739")
    case = begun(Case(order_desk), Kind.TRACKING)
    assert case.view.state.text("waybill") == "SF1385628716739"
    assert "as copied" in case.view.form.said("waybill").text


def test_the_order_that_was_copied_is_the_order_of_the_ticket(order_desk) -> None:
    QGuiApplication.clipboard().setText(f"订单 {FIRST}")
    case = begun(Case(order_desk), Kind.RETURN)
    case.save()
    assert case.ticket.order_no == FIRST


def test_a_half_filled_form_survives_a_crash(open_desk, orders_profile) -> None:
    desk = open_desk(orders_profile, agent="Lin")
    desk.open_order(FIRST)
    case = begun(Case(desk), Kind.RETURN)
    case.fill("reason", "quality")
    case.fill("reason_note", "half of a sen")
    desk.qtbot.waitUntil(lambda: not case.view.writing._keeping.isActive())
    case.settle()
    desk.jobs._worker.submit(desk.jobs._close_workspace).result(10)  # nothing else is put in order
    desk.jobs._is_closed = True
    again = open_desk(orders_profile, agent="Lin")
    again.open_order(FIRST)
    case = begun(Case(again), Kind.RETURN)
    assert case.view.state.text("reason") == "quality"
    assert case.view.form.editor("reason_note").text() == "half of a sen"
    assert case.view.save_bar.told.text() == "What you had begun to write is here again"


def test_a_change_of_a_ticket_is_kept_while_another_is_looked_at(case) -> None:
    begun(case, Kind.RETURN)
    case.save()
    first = case.view.ticket_id
    case.fill("reason_note", "not saved yet")
    case.view.show_ticket(None)
    case.settle()
    case.view.show_ticket(first)
    case.settle()
    assert case.view.form.editor("reason_note").text() == "not saved yet"


def test_what_was_typed_can_be_thrown_away(case) -> None:
    begun(case, Kind.RETURN)
    case.save()
    case.fill("reason_note", "a slip")
    case.view.save_bar.drop.click()
    case.settle()
    assert case.view.form.editor("reason_note").text() == ""
    assert not case.view.save_bar.isVisible()


def test_enter_in_a_line_saves(case) -> None:
    begun(case, Kind.RETURN)
    case.fill("reason_note", "the lid is loose")
    case.press(Key.Key_Return)
    assert case.ticket.fields["reason_note"] == "the lid is loose"


def test_nothing_is_saved_while_an_input_method_composes(case) -> None:
    begun(case, Kind.RETURN)
    case.go_to("reason_note")
    case.desk.compose("zhi")
    case.press(Key.Key_Return)
    assert case.view.is_new


def test_escape_leads_back_to_the_talk_and_the_form_waits(case) -> None:
    begun(case, Kind.RETURN)
    case.fill("reason_note", "half")
    case.press(Key.Key_Escape)
    assert case.desk.focused is case.desk.search_box
    begun(case, Kind.RETURN)
    assert case.view.form.editor("reason_note").text() == "half"


def test_each_talk_has_its_own_ticket_beside_it(case) -> None:
    begun(case, Kind.RETURN)
    case.save()
    ticket = case.view.ticket_id
    case.press(Key.Key_N, CTRL)
    assert not case.desk.window.tickets_beside.side.shows_ticket
    case.press(Key.Key_1, CTRL)
    assert case.desk.window.tickets_beside.side.shows_ticket
    assert case.view.ticket_id == ticket


def test_a_ticket_in_the_panel_of_its_order_opens(case) -> None:
    begun(case, Kind.RETURN)
    case.save()
    number = case.ticket.number
    case.press(Key.Key_Escape)
    case.press(Key.Key_F9)
    for _step in range(60):
        if case.desk.panel.list.row.key == f"ticket {number}":
            break
        case.desk.press(Key.Key_Down)
    case.press(Key.Key_Return)
    assert case.view.case.ticket.number == number
    assert case.desk.window.tickets_beside.side.shows_ticket


def test_keys_lead_to_every_part_of_a_ticket(case) -> None:
    begun(case, Kind.RETURN)
    case.save()
    for key, part in (
        (Key.Key_O, "to do"), (Key.Key_R, "replies"), (Key.Key_E, "evidence"),
        (Key.Key_T, "past"), (Key.Key_F, "form"),
    ):  # fmt: skip
        case.press(key, ALT)
        assert case.view.sections.present == part
        assert case.view.sections.isAncestorOf(case.desk.focused), part


def test_the_stock_of_what_is_wanted_instead_is_said_at_its_field(case) -> None:
    product = Product("MUG-L", name="大号马克杯", stock=0)
    case.desk.ask(lambda workspace: workspace.products.add(product))
    begun(case, Kind.EXCHANGE)
    case.fill("wanted_sku", "mug-l")
    case.desk.qtbot.waitUntil(lambda: "sold out" in case.view.form.said("wanted_sku").text)
    assert case.view.form.said("wanted_sku").tone == "due"


def test_the_refund_sheet_of_the_platform_fills_the_form(case) -> None:
    order = case.desk.order(FIRST)
    no = "900000000000000001"
    told = {"no": no, "order_id": order.id, "status": "待商家处理", "kind": "退货退款",
            "amount": 8_800, "reason": "质量问题"}  # fmt: skip
    case.desk.ask(
        lambda workspace: workspace._store.journal.write(
            "refund", refund_id(order.shop.id, no), told, cause="orders.import"
        )
    )
    begun(case, Kind.RETURN)
    assert case.view.state.text("platform_no") == "900000000000000001"
    assert case.view.state.text("refund_amount") == "88.00"
    assert case.view.state.text("reason") == "quality"


def test_a_ticket_is_begun_from_the_page_of_orders_too(order_desk) -> None:
    case = Case(order_desk)
    case.press(Key.Key_2, ALT)
    case.desk.type_in(FIRST)
    case.desk.wait_for_orders()
    begun(case, Kind.RETURN)
    assert order_desk.window.orders.frame.present == "replies"
    assert case.view.state.form.order.no == FIRST


def test_the_panel_says_what_runs_out_next_on_a_ticket(case) -> None:
    begun(case, Kind.RETURN)
    case.save()
    number = case.ticket.number
    row = next(one for one in case.desk.panel.list.rows.rows if one.key == f"ticket {number}")
    assert row.detail == "First reply: 23 h left"


def test_the_panel_marks_of_which_kind_a_form_is_half_filled(case) -> None:
    begun(case, Kind.EXCHANGE)
    case.fill("wanted_sku", "MUG-L")
    case.press(Key.Key_Escape)
    row = case.desk.panel.findChild(NewTicketRow)
    marked = [one.text() for one in row.findChildren(QToolButton) if "•" in one.text()]
    assert marked == ["exchange •"]


def test_what_is_being_typed_stays_when_the_ticket_changes_elsewhere(case) -> None:
    begun(case, Kind.RETURN)
    case.save()
    case.fill("reason_note", "the lid")
    ticket = case.view.ticket_id
    case.desk.ask(lambda w: w.ticket_work.change(ticket, {"platform_no": "77"}, w.now()))
    case.view.renew()
    case.settle()
    case.desk.type_in(" is loose")
    assert case.view.form.editor("reason_note").text() == "the lid is loose"
    assert case.view.form.editor("platform_no").text() == "77"
