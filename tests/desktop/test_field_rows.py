"""Fields that serve one reply after the other keep nothing of the one before."""

from collections.abc import Callable

from PySide6.QtCore import Qt

Key = Qt.Key


def look_up(desk, shortcut: str) -> None:
    """Go from one reply to another with none between them."""
    desk.page.focus_search()
    desk.commit(shortcut)
    desk.settle()


def test_what_was_typed_into_a_field_cannot_be_undone_into_the_next_reply(desk) -> None:
    look_up(desk, "qsr")
    desk.field("姓名").setFocus()
    desk.type_in("Wang")
    field = desk.field("姓名")
    look_up(desk, "fhcn")
    assert desk.form.stops()[0] is field  # it serves again
    assert not field.isUndoAvailable()
    assert field.text() == ""


def test_a_field_that_serves_again_fills_in_its_new_place(
    desk, clipboard: Callable[[], str]
) -> None:
    look_up(desk, "qsr")
    desk.field("姓名").setFocus()
    desk.type_in("Wang")
    look_up(desk, "fhcn")
    desk.field("买家").setFocus()
    desk.type_in("Li")
    desk.field("发货日").setFocus()
    desk.type_in("2026-11-30")
    desk.press(Key.Key_Return)
    assert clipboard().startswith("Li，Wang的包裹11月30日发出")
    look_up(desk, "qsr")
    assert desk.field("姓名").text() == "Wang"


def test_a_field_takes_letters_where_a_number_stood_before(desk) -> None:
    look_up(desk, "fhcn")
    desk.field("小时").setFocus()
    look_up(desk, "sldf")
    look_up(desk, "fhcn")
    for label, kept in (("小时", "7"), ("备注", "x7")):
        desk.field(label).clear()
        desk.field(label).setFocus()
        desk.type_in("x7")
        assert desk.field(label).text() == kept


def test_a_choice_offers_what_its_reply_offers(desk) -> None:
    for shortcut, offered in (("thyf", ["我们", "您"]), ("sldf", ["店铺", "平台"])):
        look_up(desk, shortcut)
        box = desk.field("承担")
        assert [box.itemText(at) for at in range(box.count())] == offered
        assert box.currentText() == offered[0]


def test_a_field_that_one_types_in_is_left_alone_when_the_page_is_renewed(desk) -> None:
    look_up(desk, "qsr")
    field = desk.field("姓名")
    field.setFocus()
    desk.type_in("Wang")
    field.setCursorPosition(1)
    desk.page.renew()
    assert field.hasFocus()
    assert (field.text(), field.cursorPosition(), field.selectedText()) == ("Wang", 1, "")


def test_a_field_is_no_longer_marked_as_lacking_for_another_reply(desk) -> None:
    look_up(desk, "qsr")
    desk.press(Key.Key_Return)
    assert desk.field("姓名").property("lacking")
    look_up(desk, "fhcn")
    assert [name for name in ("小时", "备注") if desk.field(name).property("lacking")] == []
