"""Exports of 1688, 拼多多, 抖店 and 京东."""

from datetime import UTC, datetime

import pytest
from export_files import (
    ALIBABA,
    DOUYIN_ORDERS,
    JD,
    PINDUODUO_23,
    PINDUODUO_27,
    read,
    table,
    write_csv,
    write_workbook,
)

DOUYIN = {
    "主订单编号": "\t6917926768823650001",
    "子订单编号": "\t6917926768823650001",
    "选购商品": "高领毛衣",
    "商品规格": "\t默认规格",
    "商品数量": "2",
    "商家编码": "\tSKU-001",
    "订单应付金额": "30.90",
    "运费": "0.00",
    "收件人": "##密文",
    "收件人手机号": "$$密文",
    "省": "浙江省",
    "市": "杭州市",
    "详细地址": "##密文",
    "订单提交时间": "2026-02-08 05:13:29",
    "旗帜颜色": "绿",
    "商家备注": "-",
    "订单状态": "已发货",
    "承诺发货时间": "2026-02-10 05:13:29",
    "售后状态": "-",
}
PINDUODUO = {
    "商品": "无线蓝牙耳机",
    "订单号": "260115-123456789012345",
    "订单状态": "已发货，待收货",
    "商品总价(元)": "59.90",
    "邮费(元)": "0",
    "用户实付金额(元)": "49.9",
    "商品数量(件)": "1",
    "商品id": "777",
    "商品规格": "黑色",
    "商家编码-规格维度": "BT-1",
    "售后状态": "无售后或售后取消",
    "快递单号": "SF0000000000009",
    "快递公司": "顺丰速运",
}


def moment(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())


def test_ids_of_douyin_lose_the_tabs_and_keep_what_is_encrypted(tmp_path):
    found = read(write_csv(tmp_path / "x.csv", table(DOUYIN_ORDERS, DOUYIN)))
    (order,) = found.orders
    assert (found.export.platform, found.export.encoding) == ("douyin", "utf-8-sig")
    assert order.no == "6917926768823650001"
    assert order.fields["recipient"] == "##密文"
    assert order.fields["phone"] == "$$密文"
    assert order.fields["address"] == "浙江省 杭州市 ##密文"
    assert order.fields["promised"] == moment(2026, 2, 9, 21, 13, 29)
    assert order.fields["platform_flag"] == "green"
    assert order.fields["lines"] == [
        {
            "title": "高领毛衣",
            "sku": "SKU-001",
            "variant": "默认规格",
            "quantity": 2,
            "item": "6917926768823650001",
            "status": "已发货",
        }
    ]
    assert "shop_note" not in order.fields
    assert "extra" not in order.fields


def test_rows_of_one_order_are_folded_even_where_another_lies_between(tmp_path):
    rows = table(
        DOUYIN_ORDERS,
        DOUYIN,
        {**DOUYIN, "主订单编号": "700", "子订单编号": "700"},
        {
            **DOUYIN,
            "子订单编号": "6917926768823650002",
            "选购商品": "湿巾",
            "订单应付金额": "9.10",
            "订单状态": "待发货",
        },
    )
    found = read(write_csv(tmp_path / "x.csv", rows))
    by_number = {order.no: order for order in found.orders}
    assert len(found.orders) == 2
    order = by_number["6917926768823650001"]
    assert order.place.endswith(":2")
    assert [line["title"] for line in order.fields["lines"]] == ["高领毛衣", "湿巾"]
    assert order.fields["total"] == 4000
    # The order is as far as what is least far of it.
    assert (order.fields["status"], order.fields["stage"]) == ("待发货", "paid")


def test_a_row_that_stands_twice_counts_once(tmp_path):
    found = read(write_csv(tmp_path / "x.csv", table(DOUYIN_ORDERS, DOUYIN, DOUYIN)))
    assert len(found.lines) == 1
    assert found.orders[0].fields["total"] == 3090


@pytest.mark.parametrize("header", [PINDUODUO_27, PINDUODUO_23], ids=["27", "23"])
@pytest.mark.parametrize("encoding", ["utf-8", "gbk"])
def test_both_lists_of_pinduoduo_are_read(tmp_path, header, encoding):
    found = read(write_csv(tmp_path / "x.csv", table(header, PINDUODUO), encoding))
    (order,) = found.orders
    assert found.export.platform == "pinduoduo"
    assert order.fields["lines"] == [
        {"title": "无线蓝牙耳机", "sku": "BT-1", "variant": "黑色", "quantity": 1, "goods": "777"}
    ]
    assert (order.fields["total"], order.fields["paid"]) == (5990, 4990)
    assert order.fields["waybills"] == [{"number": "SF0000000000009", "courier": "顺丰速运"}]
    assert order.fields["stage"] == "shipped"
    assert "extra" not in order.fields  # no after-sales is nothing


def test_where_pinduoduo_tells_no_date_the_number_does(tmp_path):
    rows = table(
        PINDUODUO_27,
        PINDUODUO,
        {**PINDUODUO, "订单号": "260116-1", "订单成交时间": "2026-01-17 09:00:00"},
    )
    first, second = read(write_csv(tmp_path / "x.csv", rows)).orders
    assert first.fields["created"] == moment(2026, 1, 14, 16)
    assert second.fields["created"] == moment(2026, 1, 17, 1)


def test_masked_recipients_are_kept_as_they_are(tmp_path):
    header = [*PINDUODUO_27, "收货人", "手机", "省", "市", "区"]
    row = {
        **PINDUODUO,
        "收货人": "甲**",
        "手机": "138****8000",
        "省": "广东省",
        "市": "****",
        "区": "",
    }
    (order,) = read(write_csv(tmp_path / "x.csv", table(header, row))).orders
    assert order.fields["recipient"] == "甲**"
    assert order.fields["phone"] == "138****8000"
    assert order.fields["address"] == "广东省 ****"


@pytest.mark.parametrize("encoding", ["gbk", "utf-8-sig"])
def test_rows_of_jd_end_in_a_comma_and_tell_one_item_each(tmp_path, encoding):
    first = {
        "订单号": "290000000001",
        "商品ID": "100",
        "商品名称": "保温杯",
        "订购数量": "2",
        "京东价": "59.00",
        "下单时间": "2026-03-01 12:00:00",
        "订单金额": "130.00",
        "订单状态": "等待出库",
        "下单帐号": "测试买家乙",
        "客户姓名": "乙某",
        "联系电话": "138****0000",
        "订单备注": "送货前打电话",
        "商家备注": "已核对",
        "商家备注等级（等级1-5为由高到低）": "1",
        "运费金额": "12.00",
        "货号": "CUP-1",
    }
    second = {
        **first,
        "商品ID": "101",
        "商品名称": "杯刷",
        "订购数量": "1",
        "京东价": "12.00",
        "货号": "BR-1",
    }
    found = read(write_csv(tmp_path / "x.csv", table(JD, first, second), encoding))
    (order,) = found.orders
    assert (found.export.platform, order.no) == ("jd", "290000000001")
    assert order.fields["total"] == 13000
    assert order.fields["lines"] == [
        {"title": "保温杯", "sku": "CUP-1", "quantity": 2, "price": 5900, "goods": "100"},
        {"title": "杯刷", "sku": "BR-1", "quantity": 1, "price": 1200, "goods": "101"},
    ]
    assert order.fields["platform_flag"] == "red"
    assert order.fields["buyer_note"] == "送货前打电话"
    assert order.fields["shop_note"] == "已核对"
    assert order.fields["stage"] == "paid"


def test_a_deleted_order_of_jd_is_closed(tmp_path):
    row = {
        "订单号": "29",
        "商品ID": "1",
        "商品名称": "杯",
        "订购数量": "1",
        "订单状态": "(删除)等待出库",
    }
    (order,) = read(write_csv(tmp_path / "x.csv", table(JD, row), "gbk")).orders
    assert order.fields["stage"] == "closed"


@pytest.mark.parametrize("write", [write_csv, write_workbook])
def test_orders_of_1688_are_read_with_rows_that_only_name_goods(tmp_path, write):
    first = {
        "订单编号": "1900000000000000001",
        "买家公司名": "示例贸易公司",
        "买家会员名": "测试买家丙",
        "货品总价(元)": "100.00",
        "运费(元)": "8",
        "涨价或折扣(元)": "-5",
        "实付款(元)": "103.00",
        "订单状态": "等待买家确认收货",
        "订单创建时间": "2026-04-01 08:00:00",
        "收货人姓名": "丙某",
        "收货地址": "示例路2号",
        "联系手机": "13800138000",
        "货品标题": "纽扣",
        "单价(元)": "0.50",
        "数量": "100",
        "货号": "BTN",
    }
    rows = table(ALIBABA, first, {"货品标题": "拉链", "单价(元)": "5.00", "数量": "10"})
    found = read(write(tmp_path / f"x.{'csv' if write is write_csv else 'xlsx'}", rows))
    (order,) = found.orders
    assert found.export.platform == "1688"
    assert (order.fields["total"], order.fields["paid"], order.fields["freight"]) == (
        10000,
        10300,
        800,
    )
    assert order.fields["lines"] == [
        {"title": "纽扣", "sku": "BTN", "quantity": 100, "price": 50},
        {"title": "拉链", "quantity": 10, "price": 500},
    ]
    assert order.fields["extra"]["买家公司名"] == "示例贸易公司"
    assert order.fields["stage"] == "shipped"
