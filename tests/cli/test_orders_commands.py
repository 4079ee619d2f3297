"""`csconsole orders`: exports taken in, orders found and shown, notes written."""

import csv
import json

import pytest

NO = "3100000000000000017"
HEADER = (
    "订单编号", "买家会员名", "总金额", "买家实际支付金额", "订单状态", "收货人姓名", "收货地址 ",
    "联系手机", "订单创建时间", "订单付款时间 ", "宝贝标题 ", "宝贝种类 ", "物流单号 ",
)  # fmt: skip
ROW = (
    f'="{NO}"', "tb_测试甲", "189.00", "178.00", "买家已付款，等待卖家发货", "测试买家甲",
    "浙江省 杭州市 余杭区 示例街道测试路100号", "'13800138000", "2026-11-01 10:00:00",
    "2026-11-01 10:05:00", "纯棉短袖T恤 白色 L", "1", "",
)  # fmt: skip


@pytest.fixture
def export(tmp_path):
    """An order list of one order, as Taobao writes it."""
    path = tmp_path / "ExportOrderList.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([HEADER, ROW])
    return path


@pytest.fixture
def ordered(command, export):
    """The command line on a profile that has the order."""
    command("orders", "import", export)
    return command


def test_an_import_tells_what_it_found_and_did(command, export):
    told = command("orders", "import", export, "--json").json
    expected = {"orders": 1, "lines": 1, "added": 1, "updated": 0, "unchanged": 0, "skipped": []}
    assert {name: told[name] for name in expected} == expected
    assert (told["platform"], told["encoding"]) == ("taobao", "gb18030")


def test_a_second_import_changes_nothing(ordered, export):
    told = ordered("orders", "import", export, "--json").json
    assert (told["added"], told["updated"], told["unchanged"]) == (0, 0, 1)
    assert told["action"] is None


def test_a_dry_run_only_says_what_would_be_done(command, export):
    said = command("orders", "import", export, "--dry-run").out
    assert said == "Would add 1, update 0, leave 0 orders.\n"
    assert command("orders", "find", "--json").json == []


def test_an_order_is_shown_with_phone_and_address_masked(ordered):
    told = ordered("orders", "show", NO, "--json").json
    assert told["paid"] == {"amount": 17800, "currency": "CNY"}
    assert told["recipient"] == {
        "name": "测试买家甲",
        "phone": "138****8000",
        "address": "浙江省 杭州市 余杭区 ****",
    }
    assert told["lines"][0]["title"] == "纯棉短袖T恤 白色 L"
    assert (told["notes"], told["tickets"], told["flag"]) == ([], [], None)


def test_what_is_masked_is_shown_when_asked_for(ordered):
    told = ordered("orders", "show", NO, "--reveal", "--json").json
    assert told["recipient"]["phone"] == "13800138000"


def test_an_order_is_found_by_its_phone(ordered):
    assert [one["no"] for one in ordered("orders", "find", "8000", "--json").json] == [NO]
    assert "13800138000" not in ordered("orders", "find", "8000").out


def test_a_note_and_a_flag_are_written_at_once(ordered):
    told = ordered("orders", "note", NO, "要开发票", "--flag", "red", "--json").json
    assert (told["text"], told["flag"]) == ("要开发票", "red")
    shown = ordered("orders", "show", NO, "--json").json
    assert shown["flag"] == "red"
    assert [note["id"] for note in shown["notes"]] == [told["id"]]


def test_a_flag_is_given_and_taken_off_without_a_note(ordered):
    ordered("orders", "note", NO, "--flag", "blue")
    assert ordered("orders", "show", NO, "--json").json["flag"] == "blue"
    ordered("orders", "note", NO, "--flag", "none")
    assert ordered("orders", "show", NO, "--json").json["flag"] is None


def test_a_waybill_is_entered_by_hand_and_its_courier_told(ordered):
    told = ordered("orders", "waybill", NO, "SF1385628716739", "--json").json
    assert told["waybills"][0]["number"] == "SF1385628716739"
    assert "SF" in told["waybills"][0]["courier"]


def test_an_order_fills_in_a_reply(ordered, shop, run, tmp_path):
    library = tmp_path / "library.yaml"
    library.write_text(
        "replies:\n  - id: paid\n    title: 已付\n    text: '{buyer} {paid}'\n", encoding="utf-8"
    )
    run("--data-dir", shop.data, "replies", "import", library)
    told = ordered("replies", "fill", "paid", "--order", NO, "--json").json
    assert told["text"] == "tb_测试甲 178.00元"


def test_paid_orders_are_listed_before_they_are_late(ordered):
    assert [one["no"] for one in ordered("orders", "to-send", "--json").json] == [NO]


def test_an_import_is_taken_back(ordered):
    ordered("orders", "undo-import")
    assert ordered("orders", "find", "--json").json == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", "404"),
        ("note", "404", "text"),
        ("waybill", "404", "SF1385628716739"),
        ("show", NO, "--shop", "nobody's"),
        ("waybill", NO, " "),
    ],
)
def test_what_cannot_be_done_is_said_in_one_line(ordered, arguments):
    assert ordered("orders", *arguments).reason


def test_a_file_that_is_no_export_is_refused_and_nothing_imported(command, tmp_path):
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n1,2\n", encoding="utf-8")
    assert str(bad) in command("orders", "import", bad).reason
    assert command("orders", "find", "--json").json == []


def test_an_unknown_layout_is_read_by_the_columns_that_are_named(command, tmp_path):
    sheet = tmp_path / "sheet.csv"
    sheet.write_text("编码,顾客\n7001,小测试\n", encoding="utf-8")
    columns = ("--map", "no=编码,buyer=顾客")
    told = command("orders", "import", sheet, *columns, "--platform", "other", "--json").json
    assert told["added"] == 1
    assert command("orders", "show", "7001", "--json").json["buyer"] == "小测试"


def test_progress_is_told_on_standard_error(command, export):
    ran = command("orders", "import", export, "--progress", "--json")
    assert json.loads(ran.out)["added"] == 1
    assert "progress 1.000" in ran.err
