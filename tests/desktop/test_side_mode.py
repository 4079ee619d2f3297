"""The window as a narrow strip beside the chat."""

import pytest
from PySide6.QtCore import Qt

from csconsole.desktop.side_mode import WIDTH

CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
ON_TOP = Qt.WindowType.WindowStaysOnTopHint


@pytest.fixture
def desk(open_desk):
    return open_desk(size=(700, 500))


def toggle(desk) -> None:
    desk.press(Qt.Key.Key_M, CTRL_SHIFT)
    desk.settle()


def test_the_strip_stands_at_the_edge_of_the_screen_and_above_the_others(desk) -> None:
    toggle(desk)
    room = desk.window.screen().availableGeometry()
    frame = desk.window.frameGeometry()
    assert 320 <= desk.window.width() <= WIDTH <= 400
    assert frame.top() == room.top()
    assert frame.left() == room.left() or frame.right() == room.right()
    assert desk.window.windowHandle().flags() & ON_TOP
    assert desk.window.isVisible()


def test_the_same_key_makes_it_what_it_was(desk) -> None:
    before = desk.window.geometry()
    toggle(desk)
    toggle(desk)
    assert desk.window.size() == before.size()
    assert (desk.window.geometry().topLeft() - before.topLeft()).manhattanLength() < 5
    assert not desk.window.windowHandle().flags() & ON_TOP


def test_the_strip_is_no_size_to_come_back_to_at_the_next_start(desk) -> None:
    before = desk.window.size()
    toggle(desk)
    desk.close()
    assert desk.window.size() == before
