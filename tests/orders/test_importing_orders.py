"""Taking exports in: what is new, what changes, what stays, and whose it is."""

from pathlib import Path

import pytest
from order_files import FIRST, NO, OTHER_NO, SECOND, order_list

from csconsole.errors import BadInputError, NotFoundError
from csconsole.orders.model import Flag, ImportedOrders, Money
from csconsole.orders.reading.model import Asked
from csconsole.workspace.workspace import Workspace


def taken(workspace: Workspace, *paths: Path, shop: str = "", dry: bool = False) -> ImportedOrders:
    return workspace.orders.import_files(paths, Asked(), shop=shop, dry_run=dry)


def test_an_export_becomes_orders_with_all_that_it_tells(
    workspace: Workspace, tmp_path: Path
) -> None:
    taken(workspace, order_list(tmp_path, FIRST))
    order = workspace.orders.by_number(NO)
    assert order.buyer == "tb_测试甲"
    assert order.paid == Money(17800, "CNY")
    assert order.recipient.phone == "13800138000"
    assert [line.title for line in order.lines] == ["纯棉短袖T恤 白色 L"]
    assert order.extra["运送方式"] == "快递"


def test_the_same_file_twice_changes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    path = order_list(tmp_path, FIRST, SECOND)
    assert taken(workspace, path).added == 2
    again = taken(workspace, path)
    assert (again.added, again.updated, again.unchanged, again.action) == (0, 0, 2, "")


def test_a_newer_export_updates_the_order(workspace: Workspace, tmp_path: Path) -> None:
    taken(workspace, order_list(tmp_path, FIRST))
    sent = {**FIRST, "订单状态": "卖家已发货，等待买家确认", "物流单号 ": "SF1385628716739"}
    assert taken(workspace, order_list(tmp_path, sent)).updated == 1
    order = workspace.orders.by_number(NO)
    assert order.stage == "shipped"
    assert order.waybills[0].number == "SF1385628716739"


def test_an_older_export_only_fills_in_what_is_missing(
    workspace: Workspace, tmp_path: Path
) -> None:
    sent = {**FIRST, "订单状态": "卖家已发货，等待买家确认", "宝贝标题 ": "", "宝贝种类 ": ""}
    taken(workspace, order_list(tmp_path, sent))
    taken(workspace, order_list(tmp_path, FIRST))
    order = workspace.orders.by_number(NO)
    assert order.stage == "shipped"
    assert order.lines[0].title == "纯棉短袖T恤 白色 L"


def test_what_a_newer_export_hides_stays_known(workspace: Workspace, tmp_path: Path) -> None:
    taken(workspace, order_list(tmp_path, FIRST))
    taken(workspace, order_list(tmp_path, {**FIRST, "联系手机": "138****8000"}))
    assert workspace.orders.by_number(NO).recipient.phone == "13800138000"


def test_a_masked_phone_is_kept_as_it_is(workspace: Workspace, tmp_path: Path) -> None:
    taken(workspace, order_list(tmp_path, {**FIRST, "联系手机": "138****8000"}))
    assert workspace.orders.by_number(NO).recipient.phone == "138****8000"


def test_what_agents_wrote_survives_a_newer_export(workspace: Workspace, tmp_path: Path) -> None:
    taken(workspace, order_list(tmp_path, FIRST))
    order = workspace.orders.by_number(NO)
    workspace.notes.note_and_flag(order.id, "要开发票", Flag.RED)
    workspace.notes.enter_waybill(order, "SF1385628716739")
    taken(workspace, order_list(tmp_path, {**FIRST, "物流单号 ": "YT8962646785389"}))
    order = workspace.orders.by_number(NO)
    assert [note.text for note in workspace.notes.of(order.id)] == ["要开发票"]
    assert order.flag is Flag.RED
    assert [one.number for one in order.waybills] == ["SF1385628716739", "YT8962646785389"]


def test_a_dry_run_tells_the_same_and_writes_nothing(workspace: Workspace, tmp_path: Path) -> None:
    told = taken(workspace, order_list(tmp_path, FIRST, SECOND), dry=True)
    assert (told.added, told.action) == (2, "")
    assert workspace.orders.count() == 0


def test_a_dry_run_of_several_files_sees_what_they_share(
    workspace: Workspace, tmp_path: Path
) -> None:
    first = order_list(tmp_path, FIRST)
    second = order_list(tmp_path, FIRST, SECOND, name="second.csv")
    told = taken(workspace, first, second, dry=True)
    assert (told.added, workspace.orders.count()) == (2, 0)


def test_one_bad_file_keeps_all_files_out(workspace: Workspace, tmp_path: Path) -> None:
    bad = tmp_path / "bad.csv"
    bad.write_bytes(b"\0\1\2")
    with pytest.raises(BadInputError):
        taken(workspace, order_list(tmp_path, FIRST), bad)
    assert workspace.orders.count() == 0


def test_an_import_is_taken_back_and_its_notes_stay(workspace: Workspace, tmp_path: Path) -> None:
    path = order_list(tmp_path, FIRST)
    done = taken(workspace, path)
    order = workspace.orders.by_number(NO)
    workspace.notes.add(order.id, "要开发票")
    workspace.orders.undo_import(done.action)
    assert workspace.orders.count() == 0
    taken(workspace, path)
    assert len(workspace.notes.of(order.id)) == 1


def test_after_an_undone_import_nothing_of_it_is_found(
    workspace: Workspace, tmp_path: Path
) -> None:
    taken(workspace, order_list(tmp_path, FIRST))
    workspace.orders.undo_import()
    assert workspace.orders.find("测试买家甲") == []


def test_the_shop_is_named_after_the_platform_at_first(
    workspace: Workspace, tmp_path: Path
) -> None:
    taken(workspace, order_list(tmp_path, FIRST))
    assert workspace.orders.by_number(NO).shop.name == "taobao"


def test_a_named_shop_is_remembered_for_such_files(workspace: Workspace, tmp_path: Path) -> None:
    taken(workspace, order_list(tmp_path, FIRST), shop="小店")
    taken(workspace, order_list(tmp_path, SECOND))
    assert workspace.orders.by_number(OTHER_NO).shop.name == "小店"


def test_a_number_of_two_shops_is_asked_back(workspace: Workspace, tmp_path: Path) -> None:
    taken(workspace, order_list(tmp_path, FIRST), shop="一店")
    taken(workspace, order_list(tmp_path, FIRST), shop="二店")
    with pytest.raises(BadInputError, match="several shops"):
        workspace.orders.by_number(NO)
    assert workspace.orders.by_number(NO, "二店").shop.name == "二店"


def test_an_unknown_shop_is_told_with_those_that_there_are(
    workspace: Workspace, tmp_path: Path
) -> None:
    taken(workspace, order_list(tmp_path, FIRST))
    with pytest.raises(NotFoundError, match="taobao"):
        workspace.orders.by_number(NO, "没有的店")


def test_shops_that_count_alike_are_kept_apart(workspace: Workspace, tmp_path: Path) -> None:
    taken(workspace, order_list(tmp_path, {**FIRST, "订单编号": "1001"}))
    later = {**SECOND, "订单编号": "1001", "订单创建时间": "2026-11-09 10:00:00"}
    assert taken(workspace, order_list(tmp_path, later)).added == 1
    assert workspace.orders.by_number("1001", "taobao").buyer == "tb_测试甲"
    assert workspace.orders.by_number("1001", "taobao 2").buyer == "tb_测试乙"


def test_a_number_that_excel_has_spoilt_is_refused_with_its_line(
    workspace: Workspace, tmp_path: Path
) -> None:
    told = taken(workspace, order_list(tmp_path, {**FIRST, "订单编号": "3.1E+18"}, SECOND))
    assert told.added == 1
    assert told.skipped[0].where.endswith("orders.csv:2")
