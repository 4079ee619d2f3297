"""The platforms' own sheets of refunds, after-sales and returns."""

from datetime import UTC, datetime

import pytest
from export_files import (
    AMAZON_RETURNS,
    DOUYIN_AFTERSALES,
    TMALL_REFUNDS,
    read,
    table,
    write_csv,
    write_workbook,
)

REFUND = {
    "订单编号": "3100000000000000001",
    "退款编号": "9100000000000000001",
    "订单付款时间": "2026-01-15 10:31:00",
    "商家编码": "TS-01",
    "买家会员名称": "测试买家甲",
    "买家实际支付金额": "39.90",
    "宝贝标题": "纯棉T恤",
    "买家退款金额": "30.00",
    "是否需要退货": "是",
    "退款的申请时间": "2026-01-18 09:00:00",
    "超时时间": "2026-01-20 09:00:00",
    "退款状态": "买家已经申请退款，等待卖家同意",
    "货物状态": "买家已收到货",
    "退货物流单号": "SF0000000000007",
    "退货物流公司": "顺丰速运",
    "买家退款原因": "尺码不符",
    "买家退款说明": "想换大一码\n谢谢",
    "卖家退货地址": "示例路3号",
    "完结时间": "",
}


def moment(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())


@pytest.mark.parametrize("write", [write_csv, write_workbook])
def test_a_refund_of_tmall_tells_its_case_and_its_order(tmp_path, write):
    ending = "csv" if write is write_csv else "xlsx"
    found = read(write(tmp_path / f"x.{ending}", table(TMALL_REFUNDS, REFUND)))
    (refund,) = found.refunds
    assert found.export.layout == "tmall-refunds"
    assert (refund.no, refund.order) == ("9100000000000000001", "3100000000000000001")
    assert dict(refund.fields) == {
        "status": "买家已经申请退款，等待卖家同意",
        "kind": "退货退款",
        "amount": 3000,
        "currency": "CNY",
        "reason": "尺码不符",
        "explanation": "想换大一码\n谢谢",
        "product": "纯棉T恤",
        "sku": "TS-01",
        "applied": moment(2026, 1, 18, 1),
        "deadline": moment(2026, 1, 20, 1),
        "return_waybill": "SF0000000000007",
        "return_courier": "顺丰速运",
        "told": {"货物状态": "买家已收到货", "卖家退货地址": "示例路3号"},
    }
    (order,) = found.orders
    assert order.whole_lines is False
    assert dict(order.fields) == {
        "buyer": "测试买家甲",
        "paid": 3990,
        "currency": "CNY",
        "paid_at": moment(2026, 1, 15, 2, 31),
        "lines": [{"title": "纯棉T恤", "sku": "TS-01"}],
    }


def test_two_refunds_of_an_order_are_two_cases_and_one_order(tmp_path):
    rows = table(
        TMALL_REFUNDS, REFUND, {**REFUND, "退款编号": "9100000000000000002", "宝贝标题": "湿巾"}
    )
    found = read(write_csv(tmp_path / "x.csv", rows, "gbk"))
    assert len(found.refunds) == 2
    assert [line["title"] for line in found.lines] == ["纯棉T恤", "湿巾"]
    assert len(found.orders) == 1


def test_a_refund_without_its_order_keeps_all_that_it_tells(tmp_path):
    found = read(write_csv(tmp_path / "x.csv", table(TMALL_REFUNDS, {**REFUND, "订单编号": ""})))
    (refund,) = found.refunds
    assert refund.order == ""
    assert refund.fields["told"]["买家会员名称"] == "测试买家甲"
    assert found.orders == []


@pytest.mark.parametrize(
    "spoilt", [{"退款编号": "9.1E+18"}, {"订单编号": "3.1E+18"}, {"退款编号": ""}]
)
def test_a_refund_whose_number_is_lost_is_refused(tmp_path, spoilt):
    found = read(write_csv(tmp_path / "x.csv", table(TMALL_REFUNDS, {**REFUND, **spoilt})))
    assert (found.refunds, found.orders, len(found.refused)) == ([], [], 1)


def test_after_sales_of_douyin_tell_when_the_platform_decides(tmp_path):
    row = {
        "售后单号": "\t140000000001",
        "订单号": "\t6917926768823650001",
        "商品单号": "\t6917926768823650001",
        "商品名称": "高领毛衣",
        "商品ID": "33",
        "售后类型": "仅退款",
        "退商品金额（元）": "30.90",
        "售后状态": "待商家处理",
        "售后申请时间": "2026-02-09 08:00:00",
        "售后原因": "不想要了",
        "自动处理截止时间": "2026-02-11 08:00:00",
        "发货物流单号": "YT0000000000002",
        "协商记录": "买家：尽快\n商家：好的",
        "商家编码": "SKU-001",
    }
    found = read(write_csv(tmp_path / "x.csv", table(DOUYIN_AFTERSALES, row)))
    (refund,) = found.refunds
    assert (refund.no, refund.order) == ("140000000001", "6917926768823650001")
    assert refund.fields["deadline"] == moment(2026, 2, 11)
    assert refund.fields["kind"] == "仅退款"
    assert refund.fields["amount"] == 3090
    assert refund.fields["told"]["协商记录"] == "买家：尽快\n商家：好的"
    assert found.orders[0].fields["waybills"] == [{"number": "YT0000000000002"}]


def test_returns_of_amazon_are_numbered_by_their_licence_plate(tmp_path):
    row = {
        "return-date": "2026-05-02T10:00:00+00:00",
        "order-id": "112-0000000-0000002",
        "sku": "MUG",
        "asin": "B000000001",
        "product-name": "Mug",
        "quantity": "1",
        "detailed-disposition": "CUSTOMER_DAMAGED",
        "reason": "DEFECTIVE",
        "status": "Unit returned",
        "license-plate-number": "LPN000000001",
        "customer-comments": "it came broken",
    }
    rows = table(AMAZON_RETURNS, row, {**row, "license-plate-number": ""})
    found = read(write_csv(tmp_path / "x.txt", rows, "utf-8", "\t"))
    plated, plain = found.refunds
    assert plated.no == "LPN000000001"
    assert plain.no == "2026-05-02T10:00:00+00:00 112-0000000-0000002 MUG"
    assert plated.fields["reason"] == "DEFECTIVE"
    assert plated.fields["explanation"] == "it came broken"
    assert plated.fields["applied"] == moment(2026, 5, 2, 10)
