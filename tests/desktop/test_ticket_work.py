"""Working on a ticket: moves that say why not, what is owed, replies with macros, the way back."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QPlainTextEdit,
    QWidget,
)
from ticket_hands import ALT, CTRL, FIRST, SENT, Case

from csconsole.desktop.tickets.complaint_acts import ComplaintAsking
from csconsole.tickets.model import Kind

Key = Qt.Key


@pytest.fixture
def case(order_desk):
    """A return that was opened."""
    order_desk.open_order(FIRST)
    case = Case(order_desk)
    case.begin(Kind.RETURN)
    case.save()
    return case


@pytest.fixture
def shipped(open_desk, shipped_orders):
    """An order before the agent, over the shipped library."""
    desk = open_desk(shipped_orders, agent="Lin")
    desk.open_order(SENT)
    return Case(desk)


def choose_reply(case: Case, reply: str) -> None:
    """Walk to a reply in the list with the arrows."""
    case.press(Key.Key_R, ALT)
    part = case.view.sections.replies
    case.desk.press(Key.Key_Home)
    for _step in range(40):
        if case.view.case.replies[part.list.currentRow()].id == reply:
            return
        case.desk.press(Key.Key_Down)
    raise AssertionError(reply)


def test_a_refused_move_says_why_and_leads_to_what_is_missing(case) -> None:
    case.move("approved")
    assert case.view.moves.why.text() == "Approve: Reason is missing"
    assert case.desk.focused is case.view.form.editor("reason").stops()[0]
    assert case.ticket.state == "requested"


def test_a_move_that_is_looked_at_says_what_speaks_against_it(case) -> None:
    case.press(Key.Key_M, ALT)
    for _step in range(6):
        if case.view.moves.why.text().startswith("Refund only"):
            break
        case.desk.press(Key.Key_Right)
    assert "Reason is missing; Refund is missing" in case.view.moves.why.text()


def test_allowed_moves_stand_before_refused_ones(case) -> None:
    against = [bool(move.against) for move in case.view.case.moves]
    assert against == sorted(against)


def test_a_move_takes_along_what_is_typed(case) -> None:
    case.fill("reason", "quality")
    case.move("approved")
    assert (case.ticket.state, case.ticket.fields["reason"]) == ("approved", "quality")


def test_one_key_takes_a_move_back(case) -> None:
    case.fill("reason", "quality")
    case.move("approved")
    case.press(Key.Key_Z, CTRL)
    assert case.ticket.state == "requested"
    assert case.view.case.ticket.state == "requested"


def test_one_key_takes_an_opening_back_and_the_form_is_there_again(case) -> None:
    case.press(Key.Key_Escape)
    case.begin(Kind.TRACKING)
    case.fill("waybill", "SF1385628716739")
    case.save()
    opened = case.view.ticket_id
    case.press(Key.Key_M, ALT)
    case.press(Key.Key_Z, CTRL)
    assert case.view.is_new
    assert case.view.form.editor("waybill").text() == "SF1385628716739"
    assert opened not in [t.id for t in case.desk.ask(lambda w: w.tickets.of_ids([opened]))]


def test_what_is_owed_next_is_done_with_one_key(case) -> None:
    case.fill("decision_reason", "worn")
    case.move("refused")
    assert case.owed == ["reply"]
    case.done()
    assert case.owed == []
    case.press(Key.Key_Z, CTRL)
    assert case.owed == ["reply"]


def test_something_to_be_done_is_added_by_keys(case) -> None:
    case.press(Key.Key_O, ALT)
    case.desk.type_in("ch")
    case.desk.press(Key.Key_Tab)
    case.desk.type_in("in 3 hours")
    case.press(Key.Key_Return)
    (owed,) = case.ticket.owed
    assert owed.deed.value == "chase"
    assert abs(owed.due - datetime.now(UTC) - timedelta(hours=3)) < timedelta(minutes=2)


def test_a_due_time_that_is_none_is_said_at_its_line(case) -> None:
    case.press(Key.Key_O, ALT)
    case.desk.press(Key.Key_Tab)
    case.desk.type_in("soonish")
    case.press(Key.Key_Return)
    line = case.view.sections.to_do.due
    assert (line.told.isVisible(), line.text()) == (True, "soonish")
    assert case.owed == []


def test_a_note_stands_in_the_timeline_with_who_wrote_it(case) -> None:
    part = case.view.sections.to_do
    case.press(Key.Key_O, ALT)
    while case.desk.focused is not part.note.line:
        case.desk.press(Key.Key_Tab)
    case.desk.type_in("the buyer calls tomorrow")
    case.press(Key.Key_Return)
    told = case.view.sections.past.item(0).text()
    assert "note: the buyer calls tomorrow" in told
    assert "Lin" in told
    assert part.note.text() == ""


def test_sending_a_reply_copies_records_and_moves_in_one_key(shipped, clipboard) -> None:
    case = shipped
    case.begin(Kind.TRACKING)
    case.fill("problem", "not-moving")
    case.save()
    choose_reply(case, "tracking-found")
    case.press(Key.Key_Return)
    ticket = case.ticket
    assert "SF1234567890123" in clipboard() or clipboard()
    assert (ticket.state, ticket.responded is not None) == ("found", True)
    case.press(Key.Key_Z, CTRL)
    assert (case.ticket.state, case.ticket.responded) == ("open", None)


def test_sending_sets_the_next_contact_and_what_is_owed(shipped) -> None:
    case = shipped
    case.begin(Kind.TRACKING)
    case.save()
    choose_reply(case, "tracking-not-moving")
    case.press(Key.Key_Return)
    assert case.owed == ["chase"]
    assert case.ticket.fields["next_contact"]
    case.press(Key.Key_Z, CTRL)
    assert (case.owed, "next_contact" in case.ticket.fields) == ([], False)


def test_a_reply_that_may_not_move_the_ticket_is_sent_and_says_why(shipped) -> None:
    case = shipped
    case.begin(Kind.TRACKING)
    case.save()
    choose_reply(case, "tracking-chase-registered")
    fields = case.view.sections.replies
    case.press(Key.Key_Return)
    if case.ticket.responded is None:  # something is asked for first
        for field in case.view.case.replies[fields.list.currentRow()].fields:
            fields._on_given(field.name, "1")
        case.settle()
        case.press(Key.Key_Return, CTRL)
    assert case.ticket.responded is not None
    assert case.ticket.state == "open"
    assert any("it stays: " in said for said in case.desk.said)


def test_replies_are_filled_in_from_the_ticket_in_the_language_of_the_talk(shipped) -> None:
    case = shipped
    case.begin(Kind.TRACKING)
    case.save()
    choose_reply(case, "tracking-not-moving")
    assert "SF1234567890123" in case.view.sections.replies.text.toPlainText()
    assert "顺丰" in case.view.sections.replies.text.toPlainText()
    case.press(Key.Key_F2)
    choose_reply(case, "tracking-not-moving")
    assert case.view.sections.replies.text.toPlainText().startswith("Sorry for the wait")


def test_the_tier_is_raised_from_the_head_and_the_supervisor_is_told(case) -> None:
    case.press(Key.Key_U, ALT)
    menu = QGuiApplication.instance().activePopupWidget()
    assert isinstance(menu, QMenu)
    for key in (Key.Key_Down, Key.Key_Return):
        case.desk.qtbot.keyClick(menu, key)
    case.settle()
    assert case.ticket.tier.value == "urgent"
    told = case.desk.ask(lambda workspace: workspace.after_sales.complaints.attention())
    assert [one.why for one in told] == ["tier"]


def test_a_complaint_is_written_down_in_marks_and_words(case) -> None:
    case.press(Key.Key_B, ALT)
    asking = case.desk.dialog(ComplaintAsking)
    for box in asking.marks.values():
        box.setChecked(True)
    asking.words.setPlainText("rude on the phone")
    case.press(Key.Key_Return, CTRL)
    assert case.ticket.complaint == "rude on the phone"
    assert len(case.ticket.complaints) == 3
    assert "bad review" in case.view.head.complaint.text()


def test_a_picture_that_is_pasted_is_evidence(case) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    QGuiApplication.clipboard().setImage(image)
    case.press(Key.Key_E, ALT)
    case.press(Key.Key_V, CTRL)
    pieces = case.desk.ask(lambda workspace: workspace.evidence.of(case.view.ticket_id))
    assert len(pieces) == 1
    case.press(Key.Key_T, ALT)
    assert "photo added" in case.view.sections.past.item(0).text()


def test_the_badge_says_in_words_what_runs_out_next(case) -> None:
    assert case.view.head.badge.text() == "First reply: 23 h left"
    assert case.view.head.badge.isVisible()


def test_a_closed_ticket_can_be_opened_again(case) -> None:
    case.fill("decision_reason", "worn")
    case.move("refused")
    case.done()
    case.close(resolution="explained")
    assert case.ticket.state == "closed"
    case.move("requested")
    assert (case.ticket.state, case.owed) == ("requested", ["reply"])


def test_the_timeline_calls_things_as_people_know_them(shipped) -> None:
    case = shipped
    case.begin(Kind.TRACKING)
    case.save()
    choose_reply(case, "tracking-not-moving")
    case.press(Key.Key_Return)
    told = case.view.sections.past.item(0).text()
    assert "reply sent: 物流几天没更新" in told
    assert "owed: chase" in told


def test_what_was_done_is_taken_back_from_the_talk_too(case) -> None:
    case.fill("reason", "quality")
    case.move("approved")
    ticket = case.view.ticket_id
    case.press(Key.Key_Escape)
    case.press(Key.Key_Z, CTRL)
    found = case.desk.ask(lambda workspace: workspace.tickets.find(ticket))
    assert found.state == "requested"


def test_a_reply_sent_from_a_ticket_counts_as_used_in_its_talk(shipped) -> None:
    case = shipped
    case.begin(Kind.TRACKING)
    case.save()
    choose_reply(case, "tracking-not-moving")
    case.press(Key.Key_Return)
    talk = case.desk.state.talk
    assert case.desk.uses() == [("tracking-not-moving", talk.id, "zh")]
    assert talk.sent == {"tracking-not-moving": 1}


def test_everything_that_takes_the_focus_has_a_name(case) -> None:
    kinds = QLineEdit | QComboBox | QPlainTextEdit | QAbstractButton | QListWidget
    for part in ("form", "to do", "replies", "evidence", "past"):
        case.view.sections.go_to(part)
        case.settle()
        unnamed = [
            widget
            for widget in case.view.findChildren(QWidget)
            if isinstance(widget, kinds)
            and widget.isVisible()
            and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
            and not widget.accessibleName()
            and not (isinstance(widget, QAbstractButton) and widget.text())
        ]
        assert unnamed == [], part


def test_what_a_reply_asks_for_is_given_and_sent_at_once(shipped, clipboard) -> None:
    case = shipped
    case.begin(Kind.TRACKING)
    case.save()
    choose_reply(case, "tracking-not-moving")
    case.desk.press(Key.Key_Tab)
    while not isinstance(case.desk.focused, QLineEdit):
        case.desk.press(Key.Key_Tab)
    case.desk.press(Key.Key_A, CTRL)
    case.desk.type_in("36")
    case.press(Key.Key_Return)
    assert "36小时" in clipboard()
    assert case.ticket.responded is not None


def test_a_reply_that_lacks_something_leads_to_its_field(shipped, clipboard) -> None:
    case = shipped
    case.begin(Kind.RETURN)
    case.fill("reason", "quality")
    case.save()
    choose_reply(case, "return-approved")
    case.press(Key.Key_Return)
    assert case.desk.said[-1].startswith("Still to be filled in: ")
    assert case.view.sections.replies.fields.isAncestorOf(case.desk.focused)
    assert clipboard() == ""
    assert case.ticket.state == "requested"


def test_forbidden_words_stop_a_reply_once(open_desk, orders_profile, clipboard) -> None:
    library = """
format: 1
language: zh
replies:
  - id: tracking-found
    title: 找到了
    text: 加我微信abc123456，全网最低价
    for: {kind: tracking, states: [open]}
"""
    case = Case(open_desk(orders_profile, library=library, agent="Lin"))
    case.begin(Kind.TRACKING)
    case.save()
    case.press(Key.Key_R, ALT)
    case.press(Key.Key_Return)
    assert (clipboard(), case.ticket.state) == ("", "open")
    assert case.desk.said[-1].startswith("Not copied, forbidden: ")
    case.press(Key.Key_Return)
    assert (clipboard(), case.ticket.state) == ("加我微信abc123456，全网最低价", "found")


def test_another_agent_answers_for_a_ticket(case) -> None:
    case.desk.ask(lambda workspace: [workspace.people.add(name) for name in ("Lin", "Wei")])
    case.view.renew()
    case.settle()
    case.press(Key.Key_G, ALT)
    menu = QGuiApplication.instance().activePopupWidget()
    for key in (Key.Key_Down, Key.Key_Return):
        case.desk.qtbot.keyClick(menu, key)
    case.settle()
    assert case.ticket.owner == "Wei"


def test_nothing_more_to_undo_is_said(case) -> None:
    case.press(Key.Key_M, ALT)
    for _step in range(2):
        case.view.show_ticket(case.view.ticket_id)
        case.view.acts.undo("none")
    assert case.desk.said[-1] == "There is nothing to undo"
