"""Exports of orders, invented: the columns of Taobao's list of orders, deterministically filled."""

import csv
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import xlsxwriter

HEAD = (
    "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,"
    "买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名,收货地址,运送方式,联系电话,联系手机,"
    "订单创建时间,订单付款时间,宝贝标题,宝贝种类,物流单号,物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,"
    "订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,定金排名,修改后的sku,"
    "修改后的收货地址,异常信息,卡券抵扣,积分抵扣,是否是O2O交易,退款金额,确认收货时间,主播ID,主播昵称,"
    "数字资产"
).split(",")
GOODS = "毛衣 短袖 雨伞 茶杯 台灯 书包 拖鞋 毛巾 水壶 围巾 手套 帽子 坐垫 相框 花瓶 木梳".split()
COLOURS = "红色 白色 黑色 蓝色 灰色 米色 墨绿 杏色".split()
SIZES = "S M L XL 均码 小号 大号".split()
NAMES = "云 山 河 林 竹 石 松 月 星 雪 雨 风 禾 木 舟 桥".split()
STATES = ("等待买家付款", "买家已付款，等待卖家发货", "卖家已发货，等待买家确认", "交易成功")
CITIES = (
    "浙江省 杭州市 余杭区",
    "广东省 深圳市 南山区",
    "四川省 成都市 武侯区",
    "江苏省 苏州市 虎丘区",
)
START = datetime(2026, 1, 1, 8, 0)  # noqa: DTZ001  (as a platform writes it, without a zone)


def order_rows(
    count: int, *, shop: str = "样例小店", first: int = 0, later: int = 0
) -> Iterator[list[str]]:
    """So many orders, numbered from `first` on; `later`: so many of them have moved on since."""
    for at in range(first, first + count):
        yield _row(at, shop, moved=at - first < later)


def write_csv(path: Path, rows: Iterator[list[str]]) -> Path:
    """A file as the platform's download gives it: GBK, CR LF, everything as text."""
    with path.open("w", encoding="gb18030", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEAD)
        table.writerows(rows)
    return path


def write_workbook(path: Path, rows: Iterator[list[str]]) -> Path:
    """The same as a workbook."""
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet("订单")
        for line, row in enumerate((HEAD, *rows)):
            for at, cell in enumerate(row):
                if cell:
                    sheet.write_string(line, at, cell)
    return path


def _row(at: int, shop: str, *, moved: bool) -> list[str]:
    random = Random(at)
    price = random.randrange(590, 39900)
    pieces = random.choice((1, 1, 1, 2, 3))
    state = random.randrange(4)
    placed = START + timedelta(seconds=47 * at)
    if moved:
        state = min(3, state + 1)
    total = f"{price * pieces / 100:.2f}"
    title = f"{random.choice(GOODS)} {random.choice(COLOURS)} {random.choice(SIZES)} 款式{at % 300}"
    told = {
        "订单编号": str(3_100_000_000_000_000_000 + at * 7_919_023_758),
        "买家会员名": f"tb{random.randrange(10**8):08d}",
        "买家支付宝账号": "***",
        "买家应付货款": total,
        "买家应付邮费": "0.00",
        "买家支付积分": "0",
        "总金额": total,
        "返点积分": "0",
        "买家实际支付金额": total if state else "0.00",
        "买家实际支付积分": "0",
        "订单状态": STATES[state],
        "买家留言": "请尽快发货" if random.random() < 0.1 else "",
        "收货人姓名": "样" + random.choice(NAMES) + random.choice(NAMES),
        "收货地址": f"{random.choice(CITIES)} 样例路{random.randrange(1, 999)}号(000000)",
        "运送方式": "快递",
        "联系手机": f"1380000{random.randrange(10**4):04d}",
        "订单创建时间": f"{placed:%Y-%m-%d %H:%M:%S}",
        "订单付款时间": f"{placed + timedelta(minutes=3):%Y-%m-%d %H:%M:%S}" if state else "",
        "宝贝标题": title,
        "宝贝种类": "1",
        "物流单号": f"YT{random.randrange(10**13):013d}" if state > 1 else "",
        "物流公司": "圆通速递" if state > 1 else "",
        "宝贝总数量": str(pieces),
        "店铺Id": "0",
        "店铺名称": shop,
        "订单关闭原因": "订单未关闭",
        "卖家服务费": "0",
        "买家服务费": "0元",
        "是否手机订单": "手机订单",
        "退款金额": "0.00",
    }
    return [told.get(name, "") for name in HEAD]
