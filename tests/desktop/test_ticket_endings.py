"""How cases end and go on: closing within a limit, visits, joining, cards, handing over."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit
from ticket_hands import ALT, CTRL, FIRST, SHIFT, Case

from csconsole.desktop.people.sheets import UnlockSheet
from csconsole.desktop.tickets.asking import Asking
from csconsole.desktop.tickets.card_acts import CardActs
from csconsole.desktop.tickets.closing_dialog import ClosingDialog
from csconsole.desktop.tickets.handover import AcceptAsking, HandoverAsking
from csconsole.desktop.tickets.joining_acts import JoiningActs
from csconsole.orders.model import Buyer
from csconsole.tickets.model import Kind

Key = Qt.Key
PASSPHRASE = "a passphrase of the supervisor"


def refused_return(desk) -> Case:
    """A return that was refused, and of which the buyer knows: it can be closed."""
    desk.open_order(FIRST)
    case = Case(desk)
    case.begin(Kind.RETURN)
    case.save()
    case.fill("decision_reason", "worn")
    case.move("refused")
    case.done()
    return case


@pytest.fixture
def case(order_desk):
    return refused_return(order_desk)


def asking(case: Case, act) -> Asking:
    """The dialog that an entry of the menu opens."""
    act()
    return case.desk.dialog(Asking)


def joining(case: Case) -> JoiningActs:
    return case.view.findChild(JoiningActs)


def test_a_case_cannot_be_closed_without_its_resolution(case) -> None:
    case.move("closed")
    dialog = case.desk.dialog(ClosingDialog)
    case.press(Key.Key_Return, CTRL)
    assert dialog.told.text() == "Resolution is missing"
    assert case.ticket.state == "refused"
    dialog.reject()


def test_a_visit_is_proposed_and_planned_with_its_reply(case) -> None:
    case.close(resolution="explained")
    (visit,) = case.view.case.visits
    now = case.view.state.now()
    assert timedelta(days=2, hours=23) < visit.due - now <= timedelta(days=3)


def test_a_buyer_with_a_tier_is_visited_sooner(order_desk) -> None:
    order = order_desk.order(FIRST)
    order_desk.ask(
        lambda w: w.notes.describe_buyer(
            Buyer(w.orders.buyer(order).id, order.platform, order.buyer, tier="VIP2")
        )
    )
    case = refused_return(order_desk)
    case.close(resolution="explained")
    (visit,) = case.view.case.visits
    assert visit.due - case.view.state.now() <= timedelta(days=1)


def test_a_visit_that_lies_in_the_past_is_said_at_its_line(case) -> None:
    case.move("closed")
    dialog = case.desk.dialog(ClosingDialog)
    dialog.form.editor("resolution").box.setPlainText("explained")
    dialog.when.line.setText("2020-01-01")
    case.press(Key.Key_Return, CTRL)
    assert dialog.when.told.text() == "A visit lies in the future"
    dialog.reject()


def test_a_compensation_above_the_limit_needs_the_supervisor(order_desk) -> None:
    def limited(workspace) -> None:
        workspace.after_sales.rules.change({"compensation_limit": "50"})
        workspace.people.set_passphrase(PASSPHRASE)
        workspace.people.lock()

    order_desk.ask(limited)
    order_desk.window.seat.refresh()
    case = refused_return(order_desk)
    case.move("closed")
    dialog = case.desk.dialog(ClosingDialog)
    for name, text in (("resolution", "made up for"), ("compensation", "60")):
        dialog.form.focus(name)
        case.desk.type_in(text)
    case.press(Key.Key_Return, CTRL)
    case.desk.dialog(UnlockSheet)
    assert case.ticket.state == "refused"
    case.desk.type_in(PASSPHRASE)
    case.press(Key.Key_Return)
    ticket = case.ticket
    assert (ticket.state, ticket.fields["compensation"], ticket.agreed) == ("closed", 6_000, 6_000)


def test_a_case_stays_open_where_the_supervisor_does_not_agree(order_desk) -> None:
    def limited(workspace) -> None:
        workspace.after_sales.rules.change({"compensation_limit": "50"})
        workspace.people.set_passphrase(PASSPHRASE)
        workspace.people.lock()

    order_desk.ask(limited)
    case = refused_return(order_desk)
    case.move("closed")
    dialog = case.desk.dialog(ClosingDialog)
    for name, text in (("resolution", "made up for"), ("compensation", "60")):
        dialog.form.focus(name)
        case.desk.type_in(text)
    case.press(Key.Key_Return, CTRL)
    case.desk.dialog(UnlockSheet).reject()
    case.settle()
    assert dialog.isVisible()
    assert dialog.form.editor("compensation").text() == "60"
    assert case.ticket.state == "refused"
    dialog.reject()


def test_some_of_the_goods_go_into_a_ticket_of_their_own(case) -> None:
    dialog = asking(case, joining(case).split)
    dialog.findChildren(QLineEdit)[0].setText("1")
    case.press(Key.Key_Return, CTRL)
    assert case.ticket.fields["lines"] == [{"line": 1, "quantity": 1}]
    assert len(case.view.case.others) == 1
    case.press(Key.Key_M, ALT)
    case.press(Key.Key_Z, CTRL)
    assert case.ticket.fields["lines"] == [{"line": 1, "quantity": 2}]


def test_a_ticket_is_linked_by_its_number_and_led_to(case) -> None:
    other = case.desk.ask(lambda w: w.ticket_work.open(Kind.RECHECK, w.now()))
    asking(case, joining(case).link)
    case.desk.type_in(other.number)
    case.press(Key.Key_Return)
    assert [one.number for one in case.view.case.others] == [other.number]
    assert other.number in case.view.head.about.text()
    case.press(Key.Key_J, ALT)
    case.desk.qtbot.keyClick(case.view.menu, Key.Key_Return)
    case.settle()
    assert case.view.case.ticket.number == other.number


def test_a_number_that_is_none_is_said_in_the_dialog_and_stays(case) -> None:
    dialog = asking(case, joining(case).link)
    case.desk.type_in("R-0000-99")
    case.press(Key.Key_Return)
    assert dialog.complaint.text() == "There is no such ticket"
    assert dialog.findChild(QLineEdit).text() == "R-0000-99"
    dialog.reject()


def test_a_duplicate_is_merged(case) -> None:
    other = case.desk.ask(lambda w: w.ticket_work.open(Kind.RETURN, w.now()))
    asking(case, joining(case).merge)
    case.desk.type_in(other.number)
    case.press(Key.Key_Return)
    gone = case.desk.ask(lambda w: w.tickets.find(other.id))
    assert (gone.state, gone.goes_on_in) == ("cancelled", case.view.ticket_id)


def test_a_return_goes_on_as_an_exchange_and_comes_back_with_one_key(case) -> None:
    before = case.view.ticket_id
    joining(case).turn(Kind.EXCHANGE)
    case.settle()
    assert case.ticket.kind is Kind.EXCHANGE
    case.press(Key.Key_M, ALT)
    case.press(Key.Key_Z, CTRL)
    assert (case.view.ticket_id, case.ticket.kind) == (before, Kind.RETURN)


def test_the_card_of_a_return_is_saved(case, tmp_path) -> None:
    case.view.findChild(CardActs).save(tmp_path / "card.pdf")
    case.settle()
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")


def test_the_next_agent_is_offered_what_was_handed_over_and_accepts_it(case) -> None:
    desk = case.desk

    def agents(workspace) -> None:
        workspace.people.add("Lin")
        workspace.people.add("Wei")
        workspace.sit_down("Lin")

    desk.ask(agents)
    desk.window.seat.refresh()
    case.settle()
    case.press(Key.Key_H, CTRL | SHIFT)
    giving = desk.dialog(HandoverAsking)
    assert [giving.taker.itemText(at) for at in range(giving.taker.count())] == ["Wei"]
    assert giving.list.count() == 1
    giving.note.setPlainText("she calls at five")
    case.press(Key.Key_Return, CTRL)
    assert desk.said[-1] == "1 ticket waits for Wei"
    desk.ask(lambda workspace: workspace.sit_down("Wei"))
    desk.window.seat.refresh()
    case.settle()
    taking = desk.dialog(AcceptAsking)
    assert "Lin has left you tickets" in taking.windowTitle()
    case.press(Key.Key_Return, CTRL)
    assert case.ticket.owner == "Wei"
    assert "accepted by Wei" in case.view.sections.past.item(0).text()


def test_a_visit_is_made_from_the_closed_ticket_with_one_key(case) -> None:
    case.close(resolution="explained")
    case.press(Key.Key_O, ALT)
    case.press(Key.Key_Return)
    assert case.view.case.visits[0].done is not None
    assert case.desk.said[-1] == "The follow-up visit was made"


def test_a_link_is_taken_off(case) -> None:
    other = case.desk.ask(lambda w: w.ticket_work.open(Kind.RECHECK, w.now()))
    case.desk.ask(lambda w: w.after_sales.joining.link(case.view.ticket_id, other.id))
    case.view.renew()
    case.settle()
    asking(case, joining(case).unlink)
    case.press(Key.Key_Return, CTRL)
    assert case.ticket.links == ()


def test_goods_that_were_not_chosen_are_asked_for(case) -> None:
    dialog = asking(case, joining(case).split)
    case.press(Key.Key_Return, CTRL)
    assert dialog.complaint.text() == "Nothing was chosen"
    dialog.reject()
