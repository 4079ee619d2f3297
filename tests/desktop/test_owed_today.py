"""What is owed today: told in the status line and the tray, done by one key, taken back by one."""

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSystemTrayIcon
from ticket_page_samples import HOUR, put_tickets

from csconsole.desktop.tickets.listing.words import end_of_day
from csconsole.desktop.tray import Tray
from csconsole.tickets.model import Deed

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def tickets_profile(profile_with, orders_profile):
    """A profile with a few tickets."""
    return profile_with("tickets", partial(put_tickets, orders=orders_profile))


@pytest.fixture
def desk(open_desk, tickets_profile):
    """A window over a few tickets."""
    opened = open_desk(tickets_profile, agent="Lin", size=(1120, 720))
    settle(opened)
    return opened


def settle(desk) -> None:
    for _round in range(4):
        desk.wait_for_worker()
    desk.settle()


def to_owed(desk) -> None:
    desk.press(Key.Key_O, CTRL | SHIFT)
    settle(desk)


def pane(desk):
    return desk.window.tickets.page.owed


def told(desk) -> list[tuple[str, str]]:
    return [(card.title, card.badge.text) for card in pane(desk).model.cards]


def stored(desk) -> list[Deed]:
    def owed(workspace):
        until = end_of_day(workspace.now())
        return [one.deed for one in workspace.tickets.owed(until)]

    return desk.ask(owed)


def count_again(desk) -> None:
    desk.window.tickets.pulse.count()
    settle(desk)


def test_the_key_lists_what_is_owed_with_the_most_urgent_first(desk) -> None:
    to_owed(desk)
    assert pane(desk).table.hasFocus()
    assert told(desk)[0] == ("Chase", "late 2 h")
    assert len(told(desk)) == len(stored(desk))
    assert pane(desk)._told.text().startswith(f"{len(told(desk))} owed today, 1 of them late")


@pytest.mark.parametrize("key", [Key.Key_Space, Key.Key_D])
def test_one_key_does_it_and_ctrl_z_takes_it_back(desk, key) -> None:
    to_owed(desk)
    before = told(desk)
    desk.press(key)
    assert told(desk) == before[1:]  # at once, before the store has answered
    settle(desk)
    assert told(desk) == before[1:]
    assert Deed.CHASE not in stored(desk)
    assert desk.said[-1].startswith("Done: Chase · T-")
    desk.press(Key.Key_Z, CTRL)
    settle(desk)
    assert told(desk) == before
    assert Deed.CHASE in stored(desk)


def test_several_are_done_at_once_and_taken_back_by_one_undo(desk) -> None:
    desk.ask(
        lambda one: [
            one.ticket_work.owe(ticket.id, Deed.PHOTO, one.now())
            for ticket in {
                owed.ticket.id: owed.ticket for owed in one.tickets.owed(one.now() + HOUR)
            }.values()
        ]
    )
    to_owed(desk)
    before = told(desk)
    assert len(before) >= 2
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_Space)
    settle(desk)
    assert stored(desk) == []
    assert pane(desk)._nothing.isVisible()
    desk.press(Key.Key_Z, CTRL)
    settle(desk)
    assert told(desk) == before


def test_enter_opens_the_ticket_and_esc_leads_back_to_what_is_owed(desk) -> None:
    to_owed(desk)
    desk.press(Key.Key_Return)
    settle(desk)
    assert desk.window.tickets.sides.is_open
    desk.press(Key.Key_Escape)
    settle(desk)
    assert pane(desk).table.hasFocus()
    desk.press(Key.Key_Escape)
    assert desk.window.tickets.page.list.search_box.hasFocus()


def test_only_mine_leaves_out_what_others_answer_for(desk) -> None:
    to_owed(desk)
    ticket = pane(desk).table.card.id
    desk.ask(lambda one: one.after_sales.complaints.give_to(ticket, "Wang"))
    pane(desk).mine.setFocus()
    desk.press(Key.Key_Space)
    settle(desk)
    assert "Chase" not in [title for title, _badge in told(desk)]


def test_the_status_line_tells_what_is_owed_and_late_and_leads_there(desk) -> None:
    count_again(desk)
    status = desk.window.tickets.status
    assert status.owed.text() == f"owed {len(stored(desk))}"
    assert status.late.text() == "late 2"
    assert (status.owed.property("role"), status.late.property("role")) == ("due", "late")
    status.owed.setFocus()
    desk.press(Key.Key_Space)
    settle(desk)
    assert desk.window.tickets.page.present == "owed"
    status.late.setFocus()
    desk.press(Key.Key_Space)
    settle(desk)
    assert desk.window.tickets.page.list.search_box.text() == "is:late"


def test_the_status_line_follows_what_is_done(desk) -> None:
    count_again(desk)
    before = desk.window.tickets.status.owed.text()
    to_owed(desk)
    desk.press(Key.Key_Space)
    desk.qtbot.waitUntil(lambda: desk.window.tickets.status.owed.text() != before)


def test_nothing_is_said_where_nothing_is_owed(open_desk) -> None:
    empty = open_desk()
    settle(empty)
    assert empty.window.tickets.status.owed.isHidden()
    assert empty.window.tickets.status.late.isHidden()
    to_owed(empty)
    assert pane(empty)._nothing.isVisible()


def test_what_runs_out_soon_is_told_once(desk) -> None:
    desk.window.tickets.pulse.remind()
    settle(desk)
    reminded = [said for said in desk.said if said.startswith("Soon late")]
    assert len(reminded) == 1
    assert "first reply late 16 h" in reminded[0]
    desk.window.tickets.pulse.remind()
    settle(desk)
    assert [said for said in desk.said if said.startswith("Soon late")] == reminded


def test_where_agents_are_kept_nobody_is_told_before_somebody_sits_down(desk) -> None:
    desk.ask(lambda one: one.people.add("Lin"))
    desk.ask(lambda one: one.people.stand_up())
    desk.window.tickets.pulse.remind()
    settle(desk)
    assert not [said for said in desk.said if said.startswith("Soon late")]


@pytest.mark.qt_log_ignore("systemTrayWindowChanged", "This plugin does not support")
def test_the_tray_tells_in_tooltip_and_menu_what_is_owed(desk, qtbot) -> None:
    tray = Tray(desk.window, desk.window.notices, lambda: True)
    tray.show_lines("owed 1 · late 1", [("T-1 · chase late 2 h", "ticket")])
    assert isinstance(tray.icon, QSystemTrayIcon)
    assert tray.icon.toolTip() == "owed 1 · late 1\nT-1 · chase late 2 h"
    with qtbot.waitSignal(tray.line_chosen) as chosen:
        tray.menu.actions()[1].trigger()
    assert chosen.args == ["ticket"]
    tray.hide()


def test_the_menu_of_the_tray_follows_what_is_owed(desk) -> None:
    count_again(desk)
    texts = [action.text() for action in desk.window.tickets.tray.menu.actions()]
    assert texts[0] == f"owed {len(stored(desk))} · late 2"
    assert "chase late 2 h" in texts[1]


def test_what_needs_attention_is_listed_and_seen_by_a_key(desk) -> None:
    desk.press(Key.Key_A, CTRL | SHIFT)
    settle(desk)
    attention = desk.window.tickets.page.attention
    assert [card.title for card in attention.model.cards] == ["Complaint"]
    assert attention.table.card.about == "bad review: 色差"
    assert desk.window.tickets.page.chips["attention"].text() == "Attention 1"
    desk.press(Key.Key_Space)
    settle(desk)
    assert attention.model.cards == []
    assert attention._nothing.isVisible()


def test_a_short_word_in_passing_is_not_as_high_as_a_long_one_before(desk) -> None:
    heights = []
    for said in ("one", "one\ntwo\nthree", "one"):
        desk.window.notices.say(said)
        desk.settle()
        heights.append(desk.window.notices._toast.height())
    assert heights[0] == heights[2] < heights[1]


def test_only_the_supervisor_can_say_that_it_was_seen(desk, dialogs) -> None:
    desk.ask(lambda one: one.people.set_passphrase("a passphrase of the shop"))
    desk.ask(lambda one: one.people.lock())
    desk.press(Key.Key_A, CTRL | SHIFT)
    settle(desk)
    desk.press(Key.Key_Space)
    settle(desk)
    assert dialogs(), "the passphrase is asked for"
    assert len(desk.window.tickets.page.attention.model.cards) == 1
