"""Each kind of ticket from the order to its end, by keys alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from csconsole.desktop.tickets.closing_dialog import ClosingDialog
from csconsole.tickets.model import Kind, Ticket

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
FIRST, SENT = "3100000000000002233", "3100000000000008899"
BEGIN = {
    Kind.RETURN: Key.Key_1,
    Kind.EXCHANGE: Key.Key_2,
    Kind.TRACKING: Key.Key_3,
    Kind.RECHECK: Key.Key_4,
}


class Case:
    """A ticket beside the talk, and an agent with a keyboard."""

    def __init__(self, desk) -> None:
        self.desk = desk
        self.view = desk.window.tickets_beside.view

    def settle(self) -> None:
        for _round in range(4):
            self.desk.wait_for_worker()
        self.desk.settle()

    def press(self, key, modifier=NONE) -> None:
        self.desk.press(key, modifier)
        self.settle()

    def begin(self, kind: Kind) -> None:
        self.press(BEGIN[kind], CTRL | SHIFT)

    def go_to(self, name: str) -> None:
        """Walk to a field with the Tab key."""
        stops = self.view.form.editor(name).stops()
        self.press(Key.Key_F, ALT)
        for _step in range(80):
            if self.desk.focused in stops:
                return
            self.desk.press(Key.Key_Tab)
        raise AssertionError(name)

    def fill(self, name: str, text: str) -> None:
        """Fill a field in: lines are typed over, choices are walked to with the arrows."""
        self.go_to(name)
        field = self.desk.focused
        if isinstance(field, QComboBox):
            self.desk.press(Key.Key_Home)
            while field.currentData() != text:
                before = field.currentIndex()
                self.desk.press(Key.Key_Down)
                assert field.currentIndex() > before, text
        else:
            self.desk.press(Key.Key_A, CTRL)
            self.desk.type_in(text)

    def save(self) -> None:
        self.press(Key.Key_S, CTRL)

    def move(self, to: str) -> None:
        """Make a move with Alt+M and its digit."""
        moves = [one.move.to for one in self.view.case.moves]
        self.press(Key.Key_M, ALT)
        self.press(Key(Key.Key_1 + moves.index(to)))

    def done(self) -> None:
        """What is owed next is done."""
        self.press(Key.Key_D, ALT)

    def close(self, **fields: str) -> None:
        """Close the case in its dialog."""
        self.move("closed")
        dialog = self.desk.dialog(ClosingDialog)
        for name, text in fields.items():
            dialog.form.focus(name)
            self.desk.type_in(text)
        self.press(Key.Key_Return, CTRL)

    @property
    def ticket(self) -> Ticket:
        """The ticket as the store has it."""
        return self.desk.ask(lambda workspace: workspace.tickets.find(self.view.ticket_id))

    @property
    def owed(self) -> list[str]:
        return [one.deed.value for one in self.ticket.owed]


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
