"""The page of the tickets: found and filtered in one box, several changed at once by keys."""

from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QMenu
from ticket_page_samples import put_tickets

from benchmarks.tickets import fill
from csconsole.desktop.tickets.listing import list_pane
from csconsole.desktop.tickets.listing.saved import SavedFilters
from csconsole.tickets.listing import Filters

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
    """A window on the page of the tickets."""
    opened = open_desk(tickets_profile, agent="Lin", size=(1120, 720))
    opened.press(Key.Key_3, ALT)
    settle(opened)
    return opened


def settle(desk) -> None:
    for _round in range(4):  # an answer may lead to the next question
        desk.wait_for_worker()
    desk.settle()


def pane(desk):
    return desk.window.tickets.page.list


def cards(desk) -> list:
    model = pane(desk).model
    return [model.card(row) for row in range(model.rowCount())]


def kinds(desk) -> list[str]:
    return [card.kind for card in cards(desk) if card is not None]


def find(desk, text: str) -> list[str]:
    desk.press(Key.Key_F, CTRL)
    desk.type_in(text)
    settle(desk)
    return kinds(desk)


def to_list(desk) -> None:
    pane(desk).table.begin()


def pick(desk, text: str) -> None:
    """Choose an entry of the menu that is open, by the keys that lead to it."""
    settle(desk)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    entry = next(one for one in menu.actions() if one.text().replace("&", "") == text)
    while menu.activeAction() is not entry:
        desk.qtbot.keyClick(menu, Key.Key_Down)
    desk.qtbot.keyClick(menu, Key.Key_Return)
    settle(desk)


def stored(desk, number: str):
    return desk.ask(lambda workspace: workspace.tickets.find(number))


def number_of(desk, kind: str) -> str:
    return next(card.title for card in cards(desk) if card.kind == kind)


def test_alt_3_lists_the_open_tickets_the_most_urgent_first(desk) -> None:
    assert pane(desk).search_box.hasFocus()
    assert [(card.kind, card.state) for card in cards(desk)][:2] == [
        ("Return", "received"),
        ("Tracking", "open"),
    ]
    assert len(cards(desk)) == 5
    assert pane(desk)._count.text() == "5 tickets, open · the most urgent first"


def test_a_row_tells_what_runs_out_next_in_words_and_colour(desk) -> None:
    badges = {card.kind + " " + card.state: card.badge for card in cards(desk)}
    assert (badges["Tracking open"].text, badges["Tracking open"].tone) == (
        "first reply late 6 h",
        "late",
    )
    assert badges["Return approved"].text == "waits for the buyer"
    assert badges["Return received"].tone in {"due", "late"}


def test_a_row_tells_buyer_reason_tier_owner_what_is_owed_and_the_complaint(desk) -> None:
    by_kind = {card.kind: card for card in cards(desk)}
    exchange, tracking = by_kind["Exchange"], by_kind["Tracking"]
    assert (exchange.who, exchange.about) == ("买家乙", "Colour or style")
    assert exchange.complaint == "complaint: bad review: 色差"
    assert (tracking.tier, tracking.owner) == ("ordinary", "Lin")
    assert "chase" in tracking.owed


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("kind:exchange", ["Exchange"]),
        ("kind:tra", ["Tracking"]),
        ("类型:查单", ["Tracking"]),
        ("tier:urgent", ["Return"]),
        ("is:complaint", ["Exchange"]),
        ("state:approved", ["Return"]),
        ("on:2020-01-31", []),
        ("买家丙", ["Tracking"]),
        ("kind:return is:all state:cancelled", ["Return"]),
        ("owner:nobody", []),
    ],
)
def test_filters_are_typed_in_the_box(desk, typed: str, found: list[str]) -> None:
    assert find(desk, typed) == found


def test_what_means_nothing_is_said(desk) -> None:
    assert find(desk, "kind:nonsense") == []
    assert pane(desk)._nothing.text() == "“nonsense” means nothing as kind"


def test_a_number_is_found_among_closed_tickets_too(desk) -> None:
    every = desk.ask(lambda one: one.tickets.listed(Filters(), one.now()))
    closed = next(one.number for one in every if one.closed)
    find(desk, closed)
    assert [card.title for card in cards(desk)] == [closed]
    assert cards(desk)[0].badge.text.startswith("closed")


def test_a_chip_writes_its_filter_into_the_box(desk) -> None:
    desk.press(Key.Key_Tab)
    assert pane(desk).table.hasFocus()
    desk.press(Key.Key_Tab)
    desk.press(Key.Key_Tab)
    assert pane(desk).filters.flags["late"].hasFocus()
    desk.press(Key.Key_Space)
    settle(desk)
    assert pane(desk).search_box.text() == "is:late"
    assert all(card.badge.tone == "late" for card in cards(desk))
    desk.press(Key.Key_Space)
    settle(desk)
    assert pane(desk).search_box.text() == ""


def test_a_menu_sets_a_filter_and_chosen_again_takes_it_out(desk) -> None:
    for _time in range(2):
        pane(desk).filters.menus["kind"].setFocus()
        desk.press(Key.Key_Space)
        pick(desk, "Exchange")
        if not _time:
            assert kinds(desk) == ["Exchange"]
            assert pane(desk).filters.menus["kind"].text() == "Kind: Exchange ▾"
    assert pane(desk).search_box.text() == ""


def test_the_order_is_another_one_when_asked(desk) -> None:
    find(desk, "sort:oldest is:all")
    assert [card.state for card in cards(desk)][:2] == ["cancelled", "open"]
    assert "the oldest first" in pane(desk)._count.text()


def test_a_filter_is_kept_under_a_name_and_comes_back_by_a_digit(desk) -> None:
    find(desk, "kind:exchange")
    desk.press(Key.Key_L, CTRL)
    pick(desk, "Keep this filter…")
    sheet = desk.dialog(QInputDialog)
    sheet.setTextValue("Swaps")
    desk.press(Key.Key_Return)
    desk.window.activateWindow()
    desk.qtbot.waitUntil(desk.window.isActiveWindow)
    desk.press(Key.Key_F, CTRL)
    desk.press(Key.Key_Delete)
    settle(desk)
    assert len(cards(desk)) == 5
    desk.press(Key.Key_L, CTRL)
    desk.qtbot.keyClick(QApplication.activePopupWidget(), Key.Key_1)
    settle(desk)
    assert kinds(desk) == ["Exchange"]
    kept = desk.ask(lambda one: one.settings.ticket_filters)
    assert [one.name for one in SavedFilters.read(kept).filters] == ["Swaps"]


def test_a_kept_filter_is_there_after_a_restart_and_can_be_deleted(
    open_desk, tickets_profile
) -> None:
    kept = SavedFilters().with_one("Swaps", "kind:exchange").written()
    again = open_desk(tickets_profile, agent="Lin", ticket_filters=kept)
    again.press(Key.Key_3, ALT)
    settle(again)
    filters = pane(again).filters
    assert [one.name for one in filters.saved.filters] == ["Swaps"]
    filters._forget("Swaps")
    settle(again)
    assert again.ask(lambda one: one.settings.ticket_filters) == "[]"


def test_arrows_walk_the_list_while_the_cursor_stays_in_the_box(desk) -> None:
    first = pane(desk).table.card
    desk.press(Key.Key_Down)
    assert pane(desk).search_box.hasFocus()
    assert pane(desk).table.card is not first


def test_enter_opens_the_ticket_beside_the_list_and_esc_leads_back(desk) -> None:
    desk.press(Key.Key_Down)
    number = pane(desk).table.card.title
    desk.press(Key.Key_Return)
    settle(desk)
    sides = desk.window.tickets.sides
    assert sides.is_open
    assert desk.window.tickets.view.isVisible()
    desk.press(Key.Key_Escape)
    settle(desk)
    assert not sides.is_open
    assert pane(desk).table.hasFocus()
    assert pane(desk).table.card.title == number


def test_enter_before_the_answer_opens_what_was_typed(desk) -> None:
    opened = []
    pane(desk).opened.connect(opened.append)
    number = number_of(desk, "Exchange")
    for letter in number:
        desk.qtbot.keyClicks(desk.focused, letter)
    desk.qtbot.keyClick(desk.focused, Key.Key_Return)
    settle(desk)
    assert opened == [stored(desk, number).id]


def test_esc_empties_the_box_and_then_leads_back_to_the_replies(desk) -> None:
    find(desk, "zzz")
    desk.press(Key.Key_Escape)
    assert pane(desk).search_box.text() == ""
    desk.press(Key.Key_Escape)
    assert desk.search_box.hasFocus()


def test_several_get_a_tier_at_once_and_one_undo_takes_it_back(desk) -> None:
    to_list(desk)
    desk.press(Key.Key_A, CTRL)
    assert pane(desk)._marked.text() == "5 marked"
    desk.press(Key.Key_T)
    pick(desk, "major")
    assert {card.tier for card in cards(desk)} == {"major"}
    desk.press(Key.Key_Z, CTRL)
    settle(desk)
    assert sorted(card.tier for card in cards(desk)) == ["ordinary"] * 4 + ["urgent"]


def test_shift_and_arrows_mark_a_few_and_another_owner_gets_them(desk) -> None:
    to_list(desk)
    desk.press(Key.Key_Down, SHIFT)
    marked = {card.title for card in cards(desk)[:2]}
    desk.press(Key.Key_O)
    pick(desk, "Somebody else…")
    desk.dialog(QInputDialog).setTextValue("Wang")
    desk.press(Key.Key_Return)
    settle(desk)
    assert {card.title for card in cards(desk) if card.owner == "Wang"} == marked


def test_what_a_move_refuses_is_named_with_why_and_the_rest_is_done(desk) -> None:
    find(desk, "kind:return")
    to_list(desk)
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_M)
    pick(desk, "Sent back")
    told = pane(desk).refusals
    assert told.isVisible()
    assert all("refused:" in line for line in told.accessibleName().splitlines())
    assert len(told.accessibleName().splitlines()) == 2  # no waybill; not on that way at all
    desk.press(Key.Key_Escape)
    assert not told.isVisible()


def test_a_move_that_some_can_make_is_made_for_them(desk) -> None:
    find(desk, "kind:return")
    to_list(desk)
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_M)
    pick(desk, "Received")
    assert [card.state for card in cards(desk)] == ["received", "received"]
    assert len(pane(desk).refusals.accessibleName().splitlines()) == 1
    desk.press(Key.Key_Z, CTRL)
    settle(desk)
    assert sorted(card.state for card in cards(desk)) == ["approved", "received"]


def test_one_key_does_the_only_thing_that_is_owed(desk) -> None:
    number = number_of(desk, "Tracking")
    find(desk, "kind:tracking")
    to_list(desk)
    desk.press(Key.Key_D)
    settle(desk)
    assert stored(desk, number).owed == ()


def test_the_marks_stay_with_their_tickets_when_the_order_changes(desk) -> None:
    to_list(desk)
    desk.press(Key.Key_End)
    assert pane(desk).table.currentIndex().row() == len(cards(desk)) - 1
    number = pane(desk).table.card.title
    desk.press(Key.Key_T)
    pick(desk, "major")
    assert pane(desk).table.card.title == number


def test_a_code_that_is_pasted_opens_its_ticket_from_every_box(desk) -> None:
    number = number_of(desk, "Exchange")
    wanted = stored(desk, number).id
    opened = []
    desk.window.tickets.view.show_ticket = opened.append
    for key in (Key.Key_1, Key.Key_2, Key.Key_3):
        desk.press(key, ALT)
        QGuiApplication.clipboard().setText(f"CSCONSOLE:{number}")
        desk.press(Key.Key_V, CTRL)
        desk.qtbot.waitUntil(lambda: len(opened) > 0)
        settle(desk)
        assert opened == [wanted]
        assert desk.window.orders.frame.present == "tickets"
        opened.clear()


def test_a_scanner_that_types_and_ends_with_enter_opens_the_whole_number(desk) -> None:
    number = number_of(desk, "Return")
    desk.press(Key.Key_1, ALT)
    opened = []
    desk.window.tickets.view.show_ticket = opened.append
    desk.qtbot.keyClicks(desk.focused, f"CSCONSOLE:{number}")
    desk.qtbot.keyClick(desk.focused, Key.Key_Return)
    settle(desk)
    assert opened == [stored(desk, number).id]
    assert desk.search_box.text() == ""


def test_a_card_of_no_ticket_is_said(desk) -> None:
    desk.qtbot.keyClicks(desk.focused, "CSCONSOLE:R-0101-99")
    desk.qtbot.keyClick(desk.focused, Key.Key_Return)
    settle(desk)
    assert desk.said[-1] == "There is no ticket R-0101-99"


def test_keys_of_the_order_rest_here_and_ctrl_f_finds_the_box(desk) -> None:
    to_list(desk)
    for key in (Key.Key_K, Key.Key_R, Key.Key_B, Key.Key_J):
        desk.press(key, CTRL)
        assert desk.window.orders.frame.present == "tickets"
        assert pane(desk).table.hasFocus()
    desk.press(Key.Key_F, CTRL)
    assert pane(desk).search_box.hasFocus()


def test_a_narrow_window_shows_the_list_or_the_ticket(open_desk, tickets_profile) -> None:
    desk = open_desk(tickets_profile, agent="Lin", size=(420, 700))
    desk.press(Key.Key_3, ALT)
    settle(desk)
    assert pane(desk).table.width() <= 420
    desk.press(Key.Key_Return)
    settle(desk)
    assert not desk.window.tickets.page.isVisible()
    assert desk.window.tickets.view.width() > 350
    desk.press(Key.Key_Escape)
    settle(desk)
    assert desk.window.tickets.page.isVisible()


def test_a_new_ticket_is_asked_for_by_its_kind(desk) -> None:
    asked = []
    desk.window.tickets.view.open_new = lambda kind, order: asked.append((kind, order))
    desk.window.tickets.page.new.setFocus()
    desk.press(Key.Key_Space)
    pick(desk, "Tracking")
    assert asked == [("tracking", None)]
    assert desk.window.tickets.sides.is_open


@pytest.mark.parametrize("kept", ["", "nonsense", "{}", '[["a"]]', '[["a", 1]]'])
def test_kept_filters_that_cannot_be_read_are_as_none(kept: str) -> None:
    assert SavedFilters.read(kept).filters == ()


def test_more_than_are_changed_at_once_are_left_alone(desk, monkeypatch) -> None:
    monkeypatch.setattr(list_pane, "MOST", 3)
    to_list(desk)
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_T)
    settle(desk)
    assert desk.said[-1] == "At most 3 tickets are changed at once"
    assert QApplication.activePopupWidget() is None


def test_tickets_that_were_never_in_view_are_changed_with_the_others(
    open_desk, profile_with
) -> None:
    many = profile_with("many tickets", lambda workspace: fill(workspace._store, 120))
    desk = open_desk(many, agent="Lin", size=(1120, 720))
    desk.press(Key.Key_3, ALT)
    find(desk, "is:all sort:oldest")
    assert pane(desk).model.card(119) is None
    to_list(desk)
    desk.press(Key.Key_A, CTRL)
    desk.press(Key.Key_O)
    pick(desk, "Lin")
    owners = desk.ask(
        lambda one: {ticket.owner for ticket in one.tickets.listed(Filters(), one.now())}
    )
    assert owners == {"Lin"}


def test_a_long_list_shows_what_it_is_scrolled_to(open_desk, profile_with) -> None:
    many = profile_with("many tickets", lambda workspace: fill(workspace._store, 120))
    desk = open_desk(many, agent="Lin", size=(1120, 720))
    desk.press(Key.Key_3, ALT)
    find(desk, "is:all sort:oldest")
    to_list(desk)
    desk.press(Key.Key_End)
    settle(desk)
    last = desk.ask(lambda one: one.tickets.listed(Filters(), one.now(), 1))[0]
    assert pane(desk).table.card.title == last.number


@pytest.mark.parametrize(
    ("menu", "entry", "typed"),
    [
        ("tier", "urgent", "tier:urgent"),
        ("owner", "Me", "owner:me"),
        ("on", "Opened yesterday", "on:yesterday"),
        ("sort", "oldest", "sort:oldest"),
    ],
)
def test_each_menu_writes_its_filter(desk, menu: str, entry: str, typed: str) -> None:
    pane(desk).filters.menus[menu].setFocus()
    desk.press(Key.Key_Space)
    pick(desk, entry)
    assert pane(desk).search_box.text() == typed


def test_the_menu_of_states_is_that_of_the_kind(desk) -> None:
    find(desk, "kind:tracking")
    pane(desk).filters.menus["state"].setFocus()
    desk.press(Key.Key_Space)
    pick(desk, "open")
    assert pane(desk).search_box.text() == "kind:tracking state:open"
    assert kinds(desk) == ["Tracking"]


def test_a_narrow_window_has_all_menus_in_one(open_desk, tickets_profile) -> None:
    desk = open_desk(tickets_profile, agent="Lin", size=(420, 700))
    desk.press(Key.Key_3, ALT)
    settle(desk)
    filters = pane(desk).filters
    assert not filters.menus["kind"].isVisible()
    filters._every.setFocus()
    desk.press(Key.Key_Space)
    menu = QApplication.activePopupWidget()
    titles = [one.text() for one in menu.actions()]
    assert titles == ["Kind", "State", "Tier", "Owner", "Opened", "Sort"]
    menu.close()


def test_the_menu_key_offers_everything_that_can_be_done(desk) -> None:
    to_list(desk)
    place = pane(desk).table.place_of_menu()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(), place)
    QApplication.sendEvent(pane(desk).table, event)
    settle(desk)
    menu = QApplication.activePopupWidget()
    assert [one.text() for one in menu.actions()] == ["Done", "Move on", "Tier", "Owner"]
    menu.close()


def test_two_clicks_open_a_ticket_and_alt_3_leads_back_to_it_from_elsewhere(desk) -> None:
    table = pane(desk).table
    place = table.visualRect(pane(desk).model.index(1)).center()
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    QTest.mouseDClick(table.viewport(), Qt.MouseButton.LeftButton, pos=place)
    settle(desk)
    assert desk.window.tickets.sides.is_open
    desk.press(Key.Key_1, ALT)
    assert desk.search_box.hasFocus()
    desk.press(Key.Key_3, ALT)
    settle(desk)
    view = desk.window.tickets.view
    assert view.isVisible()
    assert view.hasFocus() or view.isAncestorOf(desk.focused)
    desk.press(Key.Key_F, CTRL)
    assert pane(desk).search_box.hasFocus()


def test_a_screen_reader_is_told_the_whole_row(desk) -> None:
    role = Qt.ItemDataRole
    index = pane(desk).model.index(1)
    spoken = index.data(role.AccessibleTextRole)
    assert spoken.startswith("T-")
    assert "first reply late 6 h" in spoken
    assert index.data(role.ToolTipRole) == spoken.replace(", ", "\n")
