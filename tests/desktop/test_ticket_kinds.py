"""Each kind of ticket from the order to its end, by keys alone."""

import pytest
from PySide6.QtCore import Qt
from ticket_hands import ALT, FIRST, SENT, Case

from csconsole.tickets.model import Kind

Key = Qt.Key


@pytest.fixture
def case(order_desk):
    order_desk.open_order(FIRST)
    return Case(order_desk)


def test_a_return_goes_from_the_order_to_its_end_by_keys_alone(case) -> None:
    case.begin(Kind.RETURN)
    case.fill("reason", "quality")
    case.save()
    assert case.ticket.state == "requested"
    assert (case.ticket.order_no, case.ticket.fields["lines"]) == (
        FIRST,
        [{"line": 1, "quantity": 2}],
    )
    case.move("approved")
    case.fill("return_waybill", "SF1385628716739")
    case.move("in-transit")
    case.move("received")
    case.fill("condition", "new")
    case.fill("decision", "accepted")
    case.fill("refund_amount", "178.00")
    case.move("refunded")
    assert case.ticket.fields["refund_amount"] == 17_800
    case.close(resolution="all is well")
    assert (case.ticket.state, case.owed) == ("closed", [])


def test_an_exchange_goes_from_the_order_to_its_end_by_keys_alone(case) -> None:
    case.begin(Kind.EXCHANGE)
    case.fill("reason", "size")
    case.fill("wanted_sku", "MUG-L")
    case.save()
    case.move("approved")
    case.fill("return_waybill", "SF1385628716739")
    case.move("in-transit")
    case.move("received")
    assert case.owed == ["inspect", "resend"]
    case.fill("condition", "new")
    case.fill("decision", "accepted")
    case.fill("replacement_waybill", "YT8987123456789")
    case.move("reshipped")
    case.close(resolution="the new one is on its way")
    assert (case.ticket.state, case.owed) == ("closed", [])


def test_a_tracking_goes_from_the_order_to_its_end_by_keys_alone(order_desk) -> None:
    order_desk.open_order(SENT)
    case = Case(order_desk)
    case.begin(Kind.TRACKING)
    assert case.view.state.text("waybill") == "SF1234567890123"
    case.fill("problem", "not-moving")
    case.save()
    case.press(Key.Key_O, ALT)
    while case.desk.focused is not case.view.sections.to_do.whom.line:
        case.desk.press(Key.Key_Tab)
    case.desk.type_in("SF depot")
    case.desk.press(Key.Key_Tab)
    case.desk.type_in("it is being looked for")
    case.press(Key.Key_Return)
    assert [(one.whom, one.answer) for one in case.ticket.chases] == [
        ("SF depot", "it is being looked for")
    ]
    case.move("asked-courier")
    assert case.owed == ["chase"]
    case.move("found")
    case.done()
    case.close(resolution="found in the depot")
    assert (case.ticket.state, case.ticket.fields["outcome"]) == ("closed", "found")


def test_a_recheck_goes_from_the_order_to_its_end_by_keys_alone(case) -> None:
    case.begin(Kind.RECHECK)
    assert case.view.state.text("product") == "陶瓷马克杯"
    case.fill("defect", "a crack at the handle")
    case.save()
    case.move("photos-wanted")
    case.move("photos-received")
    case.fill("verified_by", "Lin")
    case.fill("responsible", "factory")
    case.move("confirmed")
    case.fill("remedy", "refund")
    case.fill("refund_amount", "20")
    case.move("compensated")
    case.close(resolution="refunded in part")
    assert (case.ticket.state, case.ticket.fields["refund_amount"]) == ("closed", 2_000)
