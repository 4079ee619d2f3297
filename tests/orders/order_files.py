"""Small exports for tests: Taobao's order list with a few columns, written as people get it."""

import csv
from pathlib import Path

HEADER = (
    "订单编号", "买家会员名", "总金额", "买家实际支付金额", "订单状态", "收货人姓名", "收货地址 ",
    "联系手机", "订单创建时间", "订单付款时间 ", "宝贝标题 ", "宝贝种类 ", "物流单号 ", "物流公司",
    "订单备注", "运送方式",
)  # fmt: skip
FIRST = {
    "订单编号": '="3100000000000000017"',
    "买家会员名": "tb_测试甲",
    "总金额": "189.00",
    "买家实际支付金额": "178.00",
    "订单状态": "买家已付款，等待卖家发货",
    "收货人姓名": "测试买家甲",
    "收货地址 ": "浙江省 杭州市 余杭区 示例街道测试路100号",
    "联系手机": "'13800138000",
    "订单创建时间": "2026-11-01 10:00:00",
    "订单付款时间 ": "2026-11-01 10:05:00",
    "宝贝标题 ": "纯棉短袖T恤 白色 L",
    "宝贝种类 ": "1",
    "运送方式": "快递",
}
SECOND = {
    **FIRST,
    "订单编号": "3100000000000000024",
    "买家会员名": "tb_测试乙",
    "收货人姓名": "测试买家乙",
    "联系手机": "13900139000",
    "订单状态": "卖家已发货，等待买家确认",
    "宝贝标题 ": "婴儿湿巾 80抽",
    "物流单号 ": "YT8962646785389",
    "物流公司": "圆通速递",
    "订单创建时间": "2026-11-02 10:00:00",
}
NO, OTHER_NO = "3100000000000000017", "3100000000000000024"


def order_list(folder: Path, *rows: dict[str, str], name: str = "orders.csv") -> Path:
    """An order list in GB18030."""
    path = folder / name
    with path.open("w", encoding="gb18030", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for row in rows:
            writer.writerow([row.get(column, "") for column in HEADER])
    return path
