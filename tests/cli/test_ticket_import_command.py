"""`csconsole tickets import`, and the tickets that an import of refund sheets opens by itself."""

import csv

import pytest

TMALL = (
    "订单编号", "退款编号", "买家会员名称", "买家实际支付金额", "宝贝标题", "买家退款金额",
    "是否需要退货", "退款的申请时间", "超时时间", "退款状态", "货物状态", "卖家退货地址",
    "退货物流单号", "买家退款原因", "买家退款说明",
)  # fmt: skip
CASE = (
    "3100000000000000017", "17722300000001", "tb_测试甲", "178.00", "马克杯", "89.00",
    "是", "2026-11-20 10:00:00", "2026-11-25 10:00:00", "买家已经申请退款，等待卖家同意",
    "买家已收到货", "浙江省杭州市1号", "", "质量问题", "杯子漏水",
)  # fmt: skip
DOUYIN = (
    "售后单号", "订单号", "商品单号", "商品名称", "售后类型", "退商品金额（元）", "售后状态",
    "售后申请时间", "售后原因", "退货物流单号", "退货物流状态", "换货商品信息", "自动处理截止时间",
)  # fmt: skip
EXCHANGE = (
    "7300000000000000001\t", "6900000000000000001\t", "6900000000000000002\t", "帆布鞋 36码",
    "换货", "0.00", "待商家收货", "2026-11-19 09:00:00", "尺码拍错/不喜欢", "YT1234567890123",
    "运输中", "帆布鞋 37码", "2026-11-24 09:00:00",
)  # fmt: skip


@pytest.fixture
def sheet(tmp_path):
    """Write a sheet of a platform."""

    def writing(header=TMALL, *rows, encoding="gb18030"):
        path = tmp_path / f"{header[0]}.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file).writerows([header, *(rows or [CASE])])
        return path

    return writing


def test_a_tmall_refund_sheet_opens_returns(command, sheet):
    told = command("orders", "import", sheet(), "--json").json
    assert {name: told["tickets"][name] for name in ("opened", "updated", "unchanged")} == {
        "opened": 1, "updated": 0, "unchanged": 0,
    }  # fmt: skip
    (ticket,) = command("tickets", "list", "--json").json
    assert (ticket["kind"], ticket["order"]) == ("return", "3100000000000000017")
    assert (ticket["fields"]["reason"], ticket["fields"]["refund_amount"]) == ("quality", 8900)
    assert ticket["platform_due"]


def test_a_douyin_after_sales_export_opens_exchanges(command, sheet):
    path = sheet(DOUYIN, EXCHANGE, encoding="utf-8-sig")
    assert command("orders", "import", path, "--json").json["tickets"]["opened"] == 1
    (ticket,) = command("tickets", "list", "--json").json
    assert (ticket["kind"], ticket["state"]) == ("exchange", "in-transit")
    assert ticket["fields"]["wanted_sku"] == "帆布鞋 37码"


def test_the_same_sheet_again_changes_no_ticket(command, sheet):
    command("orders", "import", sheet())
    told = command("orders", "import", sheet(), "--json").json["tickets"]
    assert (told["opened"], told["updated"], told["unchanged"]) == (0, 0, 1)
    assert told["action"] is None


def test_a_later_sheet_moves_the_ticket_on(command, sheet):
    command("orders", "import", sheet())
    later = [*CASE]
    later[TMALL.index("退款状态")] = "退款成功"
    told = command("orders", "import", sheet(TMALL, later), "--json").json["tickets"]
    assert told["updated"] == 1
    (ticket,) = command("tickets", "list", "--json").json
    assert ticket["state"] == "closed"


def test_a_rehearsed_import_of_orders_opens_no_ticket(command, sheet):
    assert command("orders", "import", sheet(), "--dry-run", "--json").json["tickets"] is None
    assert command("tickets", "list", "--json").json == []


def test_what_an_import_of_tickets_would_do_is_told(command, sheet):
    command("orders", "import", sheet())
    command("tickets", "undo-import")
    told = command("tickets", "import", "--dry-run", "--json").json
    assert (told["opened"], told["dry_run"], told["action"]) == (1, True, None)
    assert command("tickets", "list", "--json").json == []
    assert command("tickets", "import", "--json").json["opened"] == 1


def test_people_are_told_in_a_line(command, sheet):
    assert "Tickets: 1 opened, 0 updated, 0 unchanged" in command("orders", "import", sheet()).out


def test_a_case_without_a_ticket_is_told(command, sheet):
    repair = list(EXCHANGE)
    repair[DOUYIN.index("售后类型")] = "维修"
    command("orders", "import", sheet(DOUYIN, repair, encoding="utf-8-sig"))
    told = command("tickets", "import", "--json").json
    assert [one["where"] for one in told["skipped"]] == ["7300000000000000001"]
