"""The strip moves with the chat, whatever becomes of the chat's window."""

import pytest
from PySide6.QtCore import QRect, Qt

from csconsole.desktop.following import Following
from csconsole.desktop.side_mode import WIDTH, SideMode, strip_beside
from csconsole.desktop.system.model import Area, Target

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
CHAT, OTHER = Target(0xC0FFEE), Target(0xDECAF)
ROOM = QRect(0, 30, 1366, 738)


class Windows:
    """Windows of others, which somebody moves, puts away and closes."""

    def __init__(self) -> None:
        self.front: Target | None = None
        self.places: dict[int, Area | None] = {CHAT.id: Area(10, 40, 200, 300)}

    def uppermost(self, own: set[int]) -> Target | None:
        return CHAT if CHAT.id in self.places else None

    def foreground(self) -> Target | None:
        return self.front

    def exists(self, target: Target) -> bool:
        return target.id in self.places

    def area(self, target: Target) -> Area | None:
        return self.places.get(target.id)


@pytest.fixture
def windows() -> Windows:
    return Windows()


@pytest.fixture
def following(qapp, windows) -> Following:
    following = Following(windows)
    following.told = []
    following.moved.connect(following.told.append)
    yield following
    following.end()


@pytest.fixture
def strip(open_desk, windows) -> SideMode:
    desk = open_desk(size=(700, 500))
    desk.window.side_mode.follow(Following(windows, desk.window))
    desk.press(Qt.Key.Key_M, CTRL_SHIFT)
    desk.settle()
    yield desk
    desk.window.side_mode.leave()


def test_it_is_told_where_the_chat_stands_and_each_place_it_moves_to_once(
    following, windows, qtbot
) -> None:
    following.begin()
    with qtbot.waitSignal(following.moved):
        windows.places[CHAT.id] = Area(30, 40, 200, 300)
    following.look()
    assert following.told == [Area(10, 40, 200, 300), Area(30, 40, 200, 300)]


def test_a_chat_that_is_put_away_is_waited_for(following, windows) -> None:
    following.begin()
    windows.places = {CHAT.id: None, OTHER.id: Area(1, 2, 3, 4)}
    windows.front = OTHER
    following.look()
    windows.places[CHAT.id] = Area(5, 5, 200, 300)
    following.look()
    assert following.told[1:] == [Area(5, 5, 200, 300)]


def test_where_the_chat_was_closed_the_next_window_with_the_keyboard_takes_its_place(
    following, windows
) -> None:
    following.begin()
    windows.places = {OTHER.id: Area(1, 2, 3, 4)}
    windows.front = OTHER
    following.look()
    following.look()
    assert following.told[1:] == [Area(1, 2, 3, 4)]


def test_the_window_that_a_reply_was_sent_to_is_the_chat_from_then_on(following, windows) -> None:
    following.begin()
    windows.places[OTHER.id] = Area(1, 2, 3, 4)
    following.turn_to(OTHER)
    windows.places[CHAT.id] = Area(5, 5, 200, 300)
    following.look()
    assert following.told[1:] == [Area(1, 2, 3, 4)]


def test_nothing_is_looked_at_while_nobody_stands_beside_the_chat(following, windows) -> None:
    following.begin()
    following.end()
    assert not following.is_on


def test_the_strip_stands_beside_the_chat_and_moves_with_it(strip, windows, qtbot) -> None:
    assert strip.window.frameGeometry().left() == 210
    windows.places[CHAT.id] = Area(60, 40, 200, 300)
    qtbot.waitUntil(lambda: strip.window.frameGeometry().left() == 260)
    assert strip.window.frameGeometry().width() == WIDTH


def test_a_strip_that_somebody_has_put_elsewhere_stays_until_the_chat_moves(strip, windows) -> None:
    strip.window.move(300, 100)
    strip.window.side_mode.following.look()
    assert strip.window.pos().x() == 300


def test_a_strip_that_is_a_window_again_follows_nothing(strip, windows) -> None:
    strip.press(Qt.Key.Key_M, CTRL_SHIFT)
    strip.settle()
    assert not strip.window.side_mode.following.is_on


@pytest.mark.parametrize(
    ("chat", "left", "top", "height"),
    [
        (QRect(100, 100, 600, 650), 700, 100, 650),  # at the right
        (QRect(700, 100, 600, 650), 340, 100, 650),  # at the left, where there is no room
        (QRect(0, 30, 1366, 738), 1006, 30, 738),  # over a chat that fills the screen
        (QRect(200, 30, 1166, 738), 0, 30, 738),  # over that part of it that has most room
        (QRect(100, 500, 600, 200), 700, 168, 600),  # of use beside a low one
        (QRect(100, -50, 600, 900), 700, 30, 738),  # and never beyond the screen
    ],
)
def test_the_place_of_the_strip(chat, left, top, height) -> None:
    assert strip_beside(chat, ROOM) == QRect(left, top, WIDTH, height)
