"""What agents write on orders and buyers."""

from dataclasses import replace
from pathlib import Path

import pytest
from order_files import FIRST, NO, SECOND, order_list

from csconsole.errors import BadInputError, NotFoundError
from csconsole.orders.model import Flag, Order
from csconsole.orders.reading.model import Asked
from csconsole.workspace.workspace import Workspace


@pytest.fixture
def order(workspace: Workspace, tmp_path: Path) -> Order:
    other = {**SECOND, "买家会员名": "tb_测试甲"}
    workspace.orders.import_files([order_list(tmp_path, FIRST, other)], Asked())
    return workspace.orders.by_number(NO)


def test_a_note_tells_who_wrote_it_and_when(workspace: Workspace, order: Order) -> None:
    workspace.people.name_desk("客服1")
    note, _action = workspace.notes.add(order.id, "  已登记退货 \n")
    assert (note.agent, note.text, note.edited) == ("客服1", "已登记退货", 0)
    assert abs((workspace.now() - note.at).total_seconds()) < 60


def test_pinned_notes_stand_first_then_the_newest(workspace: Workspace, order: Order) -> None:
    first, _action = workspace.notes.add(order.id, "first")
    workspace.notes.add(order.id, "second")
    assert [note.text for note in workspace.notes.of(order.id)] == ["second", "first"]
    workspace.notes.pin(first.id, pinned=True)
    assert [note.text for note in workspace.notes.of(order.id)] == ["first", "second"]


def test_an_edited_note_remembers_what_it_was(workspace: Workspace, order: Order) -> None:
    note, _action = workspace.notes.add(order.id, "退货")
    workspace.notes.edit(note.id, "换货")
    assert workspace.notes.of(order.id)[0].edited == 1
    assert [change.text for change in workspace.notes.history(note.id)] == ["退货", "换货"]


def test_a_removed_note_comes_back_by_undo(workspace: Workspace, order: Order) -> None:
    note, _action = workspace.notes.add(order.id, "退货")
    action = workspace.notes.remove(note.id)
    assert workspace.notes.of(order.id) == []
    workspace.notes.undo(action)
    assert [one.text for one in workspace.notes.of(order.id)] == ["退货"]


def test_an_added_note_is_taken_back_by_undo(workspace: Workspace, order: Order) -> None:
    _note, action = workspace.notes.add(order.id, "退货")
    workspace.notes.undo(action)
    assert workspace.notes.of(order.id) == []


@pytest.mark.parametrize("text", ["", "  \n", "x" * 2001, "a\0b"])
def test_a_note_that_is_none_is_refused(workspace: Workspace, order: Order, text: str) -> None:
    with pytest.raises(BadInputError):
        workspace.notes.add(order.id, text)
    assert workspace.notes.of(order.id) == []


def test_a_note_that_is_gone_cannot_be_changed(workspace: Workspace) -> None:
    with pytest.raises(NotFoundError):
        workspace.notes.edit("nothing", "text")


def test_a_flag_is_given_changed_and_taken_off(workspace: Workspace, order: Order) -> None:
    workspace.notes.flag(order.id, Flag.BLUE)
    assert workspace.orders.by_number(NO).flag is Flag.BLUE
    workspace.notes.flag(order.id, None)
    assert workspace.orders.by_number(NO).flag is None


def test_a_waybill_entered_by_hand_can_be_taken_away(workspace: Workspace, order: Order) -> None:
    workspace.notes.enter_waybill(order, " SF138 5628716739 ", "顺丰")
    entered = workspace.orders.by_number(NO).waybills[0]
    assert (entered.number, entered.courier) == ("SF1385628716739", "顺丰")
    workspace.notes.remove_waybill(order, entered)
    assert workspace.orders.by_number(NO).waybills == ()


@pytest.mark.parametrize("number", ["", "   ", "9" * 51])
def test_no_waybill_is_entered_that_can_be_none(
    workspace: Workspace, order: Order, number: str
) -> None:
    with pytest.raises(BadInputError):
        workspace.notes.enter_waybill(order, number)


def test_what_is_said_of_a_buyer_stands_at_all_their_orders(
    workspace: Workspace, order: Order
) -> None:
    page = workspace.orders.page(order)
    said = replace(page.buyer, tier="VIP2", kind="老客", no_promises="不再补偿", tags=("爱砍价",))
    workspace.notes.describe_buyer(said)
    assert len(page.others) == 1
    assert workspace.orders.page(page.others[0]).buyer == said


def test_who_looked_at_a_phone_is_written_down(workspace: Workspace, order: Order) -> None:
    workspace.people.name_desk("客服1")
    workspace.notes.reveal(order.id, "phone")
    (look,) = workspace.notes.looks(order.id)
    assert (look["agent"], look["what"]) == ("客服1", "phone")


def test_an_order_fills_in_a_reply(workspace: Workspace, order: Order) -> None:
    values = workspace.values(order, "zh")
    assert values["buyer"] == "tb_测试甲"
    assert values["paid"] == "178.00元"
    assert values["product"] == "纯棉短袖T恤 白色 L"
    assert "waybill" not in values
