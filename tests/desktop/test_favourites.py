"""Favourites and the short lists, and what the marks on a card say."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def with_dates(desk):
    """Replies whose last days are near, before today, and far."""

    def dated(workspace):
        today = workspace.now().date()
        workspace.editing.date(["greet"], None, today)
        workspace.editing.date(["freight"], None, today + timedelta(days=2))

    desk.ask(dated)
    desk.window._on_reloaded(None)
    return desk


def marks(desk, reply_id):
    desk.page.search_box.clear()
    row = desk.found.index(reply_id)
    return [mark.text for mark in desk.card(row).marks]


def chips(desk):
    return [chip.text() for chip in desk.chips()]


def test_one_key_marks_a_favourite_and_takes_the_mark_away(desk):
    desk.find("wh")
    desk.press(Qt.Key.Key_D, CONTROL)
    desk.wait_for_worker()
    assert marks(desk, "greet") == ["★"]
    desk.find("wh")
    desk.press(Qt.Key.Key_D, CONTROL)
    desk.wait_for_worker()
    assert marks(desk, "greet") == []
    assert desk.said == ["Marked as a favourite", "No favourite any more"]


def test_the_reply_that_is_looked_at_stays_when_it_is_marked(desk):
    desk.press(Qt.Key.Key_Down)
    before = desk.state.chosen.id
    desk.press(Qt.Key.Key_D, CONTROL)
    desk.wait_for_worker()
    assert desk.state.chosen.id == before
    assert desk.search_box.hasFocus()


def test_the_favourites_are_a_list_of_their_own(desk):
    assert "★ Favourites" not in chips(desk)
    desk.find("wh")
    desk.press(Qt.Key.Key_D, CONTROL)
    desk.wait_for_worker()
    desk.find("")
    desk.press(Qt.Key.Key_F5)
    assert desk.found == ["greet"]
    assert "★ Favourites" in chips(desk)
    desk.press(Qt.Key.Key_F5)
    assert len(desk.found) == 8


def test_what_was_sent_lately_is_a_list_the_latest_first(desk):
    for shortcut in ("wh", "jhd"):
        desk.find(shortcut)
        desk.press(Qt.Key.Key_Return)
    desk.wait_for_worker()
    desk.wait_for_worker()
    desk.find("")
    desk.press(Qt.Key.Key_F6)
    assert desk.found == ["over", "greet"]


def test_what_was_sent_most_is_a_list_the_most_first(desk):
    for shortcut in ("jhd", "jhd", "wh"):
        desk.find(shortcut)
        desk.press(Qt.Key.Key_Return)
    desk.wait_for_worker()
    desk.wait_for_worker()
    desk.find("")
    desk.press(Qt.Key.Key_F7)
    assert desk.found == ["over", "greet"]


def test_a_list_is_searched_within(desk):
    for shortcut in ("wh", "jhd"):
        desk.find(shortcut)
        desk.press(Qt.Key.Key_D, CONTROL)
        desk.wait_for_worker()
    desk.find("")
    desk.press(Qt.Key.Key_F5)
    desk.type_in("wh")
    assert desk.found == ["greet"]


def test_an_empty_list_says_so(desk):
    desk.press(Qt.Key.Key_F5)
    assert desk.said == ["There is nothing in this list yet"]


def test_a_list_that_got_empty_shows_everything_again(desk):
    desk.find("wh")
    desk.press(Qt.Key.Key_D, CONTROL)
    desk.wait_for_worker()
    desk.find("")
    desk.press(Qt.Key.Key_F5)
    desk.press(Qt.Key.Key_D, CONTROL)
    desk.wait_for_worker()
    assert len(desk.found) == 8


def test_cards_say_what_ends_soon_and_what_is_out_of_date(with_dates):
    assert marks(with_dates, "greet") == ["ends today"]
    assert marks(with_dates, "freight") == ["ends in 2 days"]
    assert marks(with_dates, "over") == ["out of date"]
    assert marks(with_dates, "to-come") == ["not yet valid"]
    assert marks(with_dates, "on-now") == []


def test_a_screen_reader_hears_the_marks(with_dates):
    row = with_dates.found.index("over")
    heard = with_dates.page.model.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "out of date" in heard


def test_an_own_reply_is_marked_as_the_agents_own(desk):
    def own(workspace):
        workspace.people.add("Lin")
        workspace.sit_down("Lin")
        return workspace.editing.duplicate("greet", personal=True).id

    made = desk.ask(own)
    desk.state.values["agent"] = "Lin"
    desk.window._on_reloaded(None)
    assert marks(desk, made) == ["my own"]
