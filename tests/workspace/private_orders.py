"""Exports with made-up buyers, as 淘宝 and Shopify write them."""

from pathlib import Path

from csconsole.orders.reading.model import Asked
from csconsole.workspace.workspace import Workspace

HEADS = (
    "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家实际支付金额,订单状态,买家留言,收货人姓名,收货地址,"
    "联系手机,订单创建时间,订单付款时间,宝贝标题,物流单号,物流公司,订单备注,宝贝总数量"
)
LING = {
    "no": "3100000007919023758",
    "buyer": "tb_白鹭_2077",
    "mail": "bailu2077@example.com",
    "note": "请发到门卫室王师傅那里",
    "recipient": "欧阳白鹭",
    "address": "浙江省 杭州市 余杭区 示例街道翠羽路100号云栖苑1幢101室(310000)",
    "phone": "13812345670",
    "waybill": "YT0005366317656",
}
OTHER = {
    "no": "3100000007919023999",
    "buyer": "tb_other",
    "recipient": "诸葛青",
    "address": "广东省 深圳市 南山区 样例街道虚构大道8号",
    "phone": "13912345671",
    "waybill": "YT0005366317999",
}
WORDS = tuple(LING.values())


def row(
    person: dict[str, str], *, no: str = "", status: str = "交易成功", day: str = "2026-01-01"
) -> str:
    """A row of the export."""
    cells = [
        no or person["no"], person["buyer"], person.get("mail", ""), "39.90", "39.90", status,
        person.get("note", ""), person["recipient"], person["address"], person["phone"],
        f"{day} 10:00:00", f"{day} 10:05:00", "纯棉短袖T恤", person.get("waybill", ""), "圆通速递",
        "", "1",
    ]  # fmt: skip
    return ",".join(f'"{cell}"' for cell in cells)


def export(folder: Path, *rows: str, name: str = "orders.csv") -> Path:
    """The file of an export."""
    path = folder / name
    path.write_text("\n".join((HEADS, *rows)) + "\n", encoding="utf-8")
    return path


def take(workspace: Workspace, path: Path, shop: str = "") -> None:
    """Import an export."""
    done = workspace.orders.import_files([path], Asked(), shop=shop)
    assert not done.skipped
