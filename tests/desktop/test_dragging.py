"""Replies dragged from the list onto the chip of a category."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
MOVE = Qt.DropAction.MoveAction | Qt.DropAction.CopyAction


@pytest.fixture
def drag(desk):
    """Drag rows of the list onto a chip; tells whether the chip took them."""

    def dragging(rows, label):
        chip = next(one for one in desk.chips() if one.text().startswith(label))
        bar = desk.page.categories
        place = chip.mapTo(bar, chip.rect().center())
        data = desk.page.model.mimeData([desk.page.model.index(row) for row in rows])
        return dropped(bar, data, place)

    return dragging


def dropped(bar, data: QMimeData, place: QPoint) -> bool:
    entering = QDragEnterEvent(place, MOVE, data, LEFT, NONE)
    QApplication.sendEvent(bar, entering)
    if not entering.isAccepted():  # Qt would move on in what a drag entered last, perhaps long gone
        return False
    moving = QDragMoveEvent(place, MOVE, data, LEFT, NONE)
    QApplication.sendEvent(bar, moving)
    if moving.isAccepted():
        drop = QDropEvent(place.toPointF(), MOVE, data, LEFT, NONE)
        QApplication.sendEvent(bar, drop)
    return moving.isAccepted()


def category(desk, reply_id):
    return desk.ask(lambda workspace: workspace.replies.get(reply_id)).category


def test_a_row_on_a_chip_moves_its_reply_there(desk, drag):
    row = desk.found.index("greet")
    assert drag([row], "After-sale")
    desk.wait_for_worker()
    assert category(desk, "greet") == "after-sale"


def test_several_rows_move_as_one_and_come_back_as_one(desk, drag):
    rows = [desk.found.index("greet"), desk.found.index("freight")]
    drag(rows, "In-sale")
    desk.wait_for_worker()
    assert category(desk, "greet") == category(desk, "freight") == "in-sale"
    desk.press(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for_worker()
    assert category(desk, "greet") == "pre-sale/greeting"
    assert category(desk, "freight") == "after-sale/return"


def test_the_chip_of_all_takes_nothing(desk, drag):
    assert not drag([0], "All")


def test_a_row_among_the_favourites_is_marked(desk, drag):
    desk.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    desk.wait_for_worker()
    desk.settle()
    desk.qtbot.waitUntil(lambda: desk.page.categories.height() > 20)
    assert drag([desk.found.index("freight")], "★ Favourites")
    desk.wait_for_worker()
    assert "freight" in desk.state.finding.quick.favourites


def test_a_file_is_no_reply(desk):
    data = QMimeData()
    data.setText("some text")
    place = desk.chips()[1].mapTo(desk.page.categories, QPoint(5, 5))
    assert not dropped(desk.page.categories, data, place)


def test_rows_can_be_dragged(desk):
    flags = desk.page.model.flags(desk.page.model.index(0))
    assert flags & Qt.ItemFlag.ItemIsDragEnabled
    assert desk.results.dragEnabled()
