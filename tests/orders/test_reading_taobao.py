"""Exports of Taobao, Tmall and 千牛."""

from datetime import UTC, datetime

import pytest
from export_files import (
    QIANNIU_ITEMS,
    QIANNIU_ORDERS,
    TAOBAO_ITEMS,
    TAOBAO_LATER,
    TAOBAO_ORDERS,
    read,
    table,
    write_csv,
    write_old_workbook,
    write_workbook,
)

ORDER = {
    "订单编号": "3100000000000000001",
    "买家会员名": "测试买家甲",
    "买家应付邮费": "10.00",
    "总金额": "49.90",
    "买家实际支付金额": "39.90",
    "订单状态": "卖家已发货，等待买家确认",
    "买家留言": "麻烦尽快发货\n谢谢",
    "收货人姓名": "甲某",
    "收货地址": "浙江省 杭州市 示例路1号(000000)",
    "联系手机": "'13800138000",
    "订单创建时间": "2026-01-15 10:30:00",
    "订单付款时间": "2026/1/15 10:31",
    "宝贝标题": "纯棉T恤 白色 ,帆布双肩包, 15寸",
    "宝贝种类": "2",
    "宝贝总数量": "2",
    "物流单号": "YT0000000000001",
    "物流公司": "圆通速递",
    "订单备注": "已登记",
    "店铺名称": "示例旗舰店",
    "买家服务费": "0元",
}


def moment(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())


def test_an_order_says_who_bought_what_when_and_for_how_much(tmp_path):
    found = read(write_csv(tmp_path / "ExportOrderList.csv", table(TAOBAO_ORDERS, ORDER), "gbk"))
    assert (found.export.platform, found.export.layout) == ("taobao", "taobao-orders")
    assert (found.export.encoding, found.export.shop) == ("gb18030", "示例旗舰店")
    (order,) = found.orders
    assert order.no == "3100000000000000001"
    assert order.place.endswith("ExportOrderList.csv:2")
    assert order.whole_lines is False
    assert dict(order.fields) == {
        "buyer": "测试买家甲",
        "status": "卖家已发货，等待买家确认",
        "stage": "shipped",
        "currency": "CNY",
        "total": 4990,
        "paid": 3990,
        "freight": 1000,
        "created": moment(2026, 1, 15, 2, 30),
        "paid_at": moment(2026, 1, 15, 2, 31),
        "recipient": "甲某",
        "phone": "13800138000",
        "address": "浙江省 杭州市 示例路1号(000000)",
        "waybills": [{"number": "YT0000000000001", "courier": "圆通速递"}],
        "lines": [
            {"title": "纯棉T恤 白色", "quantity": 1},
            {"title": "帆布双肩包, 15寸", "quantity": 1},
        ],
        "buyer_note": "麻烦尽快发货\n谢谢",
        "shop_note": "已登记",
        "extra": {"宝贝种类": "2", "宝贝总数量": "2", "买家服务费": "0元"},
    }


@pytest.mark.parametrize("encoding", ["gbk", "gb18030", "utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("separator", [",", "\t", ";"])
def test_encoding_and_separator_are_seen_in_the_file(tmp_path, encoding, separator):
    path = write_csv(tmp_path / "x.csv", table(TAOBAO_ORDERS, ORDER), encoding, separator)
    (order,) = read(path).orders
    assert order.fields["buyer"] == "测试买家甲"
    assert order.fields["phone"] == "13800138000"


@pytest.mark.parametrize(
    ("write", "encoding"), [(write_workbook, "xlsx"), (write_old_workbook, "xls")]
)
def test_a_workbook_tells_the_same_as_the_text(tmp_path, write, encoding):
    rows = table(TAOBAO_ORDERS, ORDER)
    of_text = read(write_csv(tmp_path / "x.csv", rows))
    of_book = read(write(tmp_path / f"x.{encoding}", rows))
    assert of_book.export.encoding == encoding
    assert of_book.orders[0].fields == of_text.orders[0].fields


def test_later_lists_with_more_columns_are_the_same_layout(tmp_path):
    row = {
        **ORDER,
        "支付单号": "P-1",
        "确认收货时间": "2026-01-20 08:00:00",
        "发货时间": "2026-01-16 08:00:00",
        "打款商家金额": "39.90元",
        "退款金额": "5.00",
    }
    (order,) = read(write_csv(tmp_path / "x.csv", table(TAOBAO_LATER, row))).orders
    assert order.no == "3100000000000000001"
    assert order.fields["finished_at"] == moment(2026, 1, 20)
    assert order.fields["shipped_at"] == moment(2026, 1, 16)
    assert order.fields["refunded"] == 500
    assert order.fields["extra"]["打款商家金额"] == "39.90元"


def test_titles_that_cannot_be_told_apart_stay_one_line(tmp_path):
    row = {**ORDER, "宝贝标题": "A,B,C", "宝贝种类": "2"}
    (order,) = read(write_csv(tmp_path / "x.csv", table(TAOBAO_ORDERS, row))).orders
    assert order.fields["lines"] == [{"title": "A,B,C"}]


def test_one_kind_of_goods_has_all_pieces(tmp_path):
    row = {**ORDER, "宝贝标题": "帆布双肩包, 15寸", "宝贝种类": "1", "宝贝总数量": "3"}
    (order,) = read(write_csv(tmp_path / "x.csv", table(TAOBAO_ORDERS, row))).orders
    assert order.fields["lines"] == [{"title": "帆布双肩包, 15寸", "quantity": 3}]


@pytest.mark.parametrize(
    ("status", "stage"),
    [
        ("等待买家付款", "unpaid"),
        ("买家已付款，等待卖家发货", "paid"),
        ("买家已付款,等待卖家发货", "paid"),
        ("卖家已发货，等待买家确认", "shipped"),
        ("交易成功", "done"),
        ("交易关闭", "closed"),
    ],
)
def test_a_status_says_how_far_the_order_is(tmp_path, status, stage):
    path = write_csv(tmp_path / "x.csv", table(TAOBAO_ORDERS, {**ORDER, "订单状态": status}))
    (order,) = read(path).orders
    assert (order.fields["status"], order.fields["stage"]) == (status, stage)


def test_an_unknown_status_is_kept_in_its_own_words(tmp_path):
    path = write_csv(tmp_path / "x.csv", table(TAOBAO_ORDERS, {**ORDER, "订单状态": "定金已付"}))
    fields = read(path).orders[0].fields
    assert fields["status"] == "定金已付"
    assert "stage" not in fields


def test_a_shorter_list_of_ones_own_choice_is_still_of_taobao(tmp_path):
    header = ["订单编号", "总金额", "买家实际支付金额", "收货地址 ", "订单创建时间", "退款金额"]
    rows = [header, ["7", "178.8", "0.0", "上海", "2020-02-21 00:00:00", "0.0"]]
    found = read(write_csv(tmp_path / "x.csv", rows))
    assert found.export.platform == "taobao"
    assert found.orders[0].fields["total"] == 17880
    assert "lines" not in found.orders[0].fields


def test_the_list_of_items_gives_whole_lines(tmp_path):
    rows = table(
        TAOBAO_ITEMS,
        {
            "订单编号": "31001",
            "标题": "T恤",
            "价格": "39.90",
            "购买数量": "2",
            "商品属性": "颜色：白",
            "商家编码": "TS-01",
            "订单状态": "交易成功",
        },
        {
            "订单编号": "31001",
            "标题": "湿巾",
            "价格": "9.90",
            "购买数量": "1",
            "订单状态": "交易成功",
        },
        {
            "订单编号": "31002",
            "标题": "湿巾",
            "价格": "9.90",
            "购买数量": "5",
            "订单状态": "交易关闭",
        },
    )
    found = read(write_csv(tmp_path / "ExportOrderDetailList.csv", rows, "gbk"))
    assert found.export.layout == "taobao-items"
    assert [order.no for order in found.orders] == ["31001", "31002"]
    assert all(order.whole_lines for order in found.orders)
    assert found.orders[0].fields["lines"] == [
        {
            "title": "T恤",
            "sku": "TS-01",
            "variant": "颜色：白",
            "quantity": 2,
            "price": 3990,
            "status": "交易成功",
        },
        {"title": "湿巾", "quantity": 1, "price": 990, "status": "交易成功"},
    ]


def test_the_workbook_of_orders_tells_until_when_they_must_be_sent(tmp_path):
    rows = table(
        QIANNIU_ORDERS,
        {
            "订单编号": "4100000000000000001",
            "买家实付金额": "12.50",
            "订单付款时间": datetime(2026, 6, 9, 22, 17),  # noqa: DTZ001  (as in a sheet)
            "应发货时间": "子订单1： 2026-06-12 10:00前 ;子订单2： 2026-06-11 22:17前 ;",
            "商家备注": "加急",
            "备注标签": "红旗",
        },
    )
    found = read(write_workbook(tmp_path / "x.xlsx", rows))
    (order,) = found.orders
    assert (found.export.platform, found.export.encoding) == ("taobao", "xlsx")
    assert order.fields["promised"] == moment(2026, 6, 11, 14, 17)
    assert order.fields["paid_at"] == moment(2026, 6, 9, 14, 17)
    assert order.fields["platform_flag"] == "red"
    assert order.fields["paid"] == 1250


def test_a_promise_without_a_date_and_an_unknown_tag_are_kept_as_told(tmp_path):
    row = {
        "订单编号": "4101",
        "买家实付金额": "1",
        "应发货时间": "付款后48小时内",
        "备注标签": "老客",
    }
    rows = table(QIANNIU_ORDERS, {**row, "订单付款时间": "2026-06-09 22:17:00"})
    found = read(write_workbook(tmp_path / "x.xlsx", rows))
    assert found.orders[0].fields["extra"] == {"应发货时间": "付款后48小时内", "备注标签": "老客"}
    assert found.remarks == []


def test_the_workbook_of_items_is_folded_into_orders(tmp_path):
    first = {
        "子订单编号": "5001",
        "主订单编号": "5000",
        "商品标题": "T恤",
        "商品价格": "30",
        "购买数量": 1,
        "订单状态": "交易关闭",
        "买家应付货款": "30.00",
        "买家实付金额": "28.00",
        "退款金额": "28.00",
        "商品 ID": "88",
        "物流单号": "SF0000000000001",
        "物流公司": "顺丰速运",
        "主订单买家留言": "白色",
    }
    second = {
        **first,
        "子订单编号": "5002",
        "商品标题": "湿巾",
        "订单状态": "卖家已发货，等待买家确认",
        "买家实付金额": "2.50",
        "买家应付货款": "3.00",
        "退款金额": "0",
        "物流单号": "SF0000000000002",
    }
    found = read(write_workbook(tmp_path / "x.xlsx", table(QIANNIU_ITEMS, first, second)))
    (order,) = found.orders
    assert found.export.layout == "qianniu-items"
    assert order.no == "5000"
    assert [line["item"] for line in order.fields["lines"]] == ["5001", "5002"]
    assert (order.fields["paid"], order.fields["total"], order.fields["refunded"]) == (
        3050,
        3300,
        2800,
    )
    assert [one["number"] for one in order.fields["waybills"]] == [
        "SF0000000000001",
        "SF0000000000002",
    ]
    # What was cancelled of it does not make the order cancelled.
    assert order.fields["stage"] == "shipped"
    assert order.fields["buyer_note"] == "白色"


def test_a_workbook_with_orders_and_items_gives_both(tmp_path):
    orders = table(
        QIANNIU_ORDERS, {"订单编号": "5000", "买家实付金额": "3", "订单付款时间": "2026-01-01"}
    )
    items = table(
        QIANNIU_ITEMS,
        {"子订单编号": "5001", "主订单编号": "5000", "商品标题": "T恤", "购买数量": 1},
    )
    path = write_workbook(tmp_path / "x.xlsx", orders, 商品=items, 说明=[["看这里"]])
    found = read(path)
    assert [order.no for order in found.orders] == ["5000", "5000"]
    assert found.orders[1].place == f"{path}:商品:2"
    assert [remark.where for remark in found.remarks] == [f"{path}:说明"]


def test_orders_of_several_shops_are_told(tmp_path):
    rows = table(TAOBAO_ORDERS, ORDER, {**ORDER, "订单编号": "31002", "店铺名称": "示例专卖店"})
    found = read(write_csv(tmp_path / "x.csv", rows))
    assert found.export.shop == "示例旗舰店"
    assert len(found.remarks) == 1
    assert found.orders[1].fields["extra"]["店铺名称"] == "示例专卖店"
