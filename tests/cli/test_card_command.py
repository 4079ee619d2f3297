"""`csconsole tickets card`: a PDF for the parcel, without a display."""

import csv

import pytest

SHEET = (
    "订单编号", "退款编号", "买家会员名称", "买家实际支付金额", "宝贝标题", "买家退款金额",
    "是否需要退货", "退款的申请时间", "退款状态", "卖家真实姓名", "卖家退货地址", "卖家手机",
    "买家退款原因",
)  # fmt: skip
CASE = (
    "3100000000000000017", "17722300000001", "tb_测试甲", "178.00", "马克杯", "89.00", "是",
    "2026-11-20 10:00:00", "待商家处理", "张仓库", "浙江省杭州市1号", "13800000000", "质量问题",
)  # fmt: skip


@pytest.fixture
def returned(command, tmp_path):
    """The command line on a profile with the ticket of a refund sheet, R-1120-01."""
    path = tmp_path / "refunds.csv"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([SHEET, CASE])
    command("orders", "import", path)
    return command


def test_a_card_needs_no_display(returned, shop, program, tmp_path):
    out = tmp_path / "card.pdf"
    ran = program("--data-dir", str(shop.data), "tickets", "card", "r-1120-01", "--out", str(out))
    assert ran.status == 0, ran.err
    assert out.read_bytes().startswith(b"%PDF")


def test_the_code_of_the_card_finds_the_ticket(returned, tmp_path):
    out = tmp_path / "card.pdf"
    told = returned(
        "tickets", "card", "R-1120-01", "--out", out, "--size", "a5", "--language", "zh", "--json"
    ).json
    assert told == {"ticket": "R-1120-01", "file": str(out), "code": "CSCONSOLE:R-1120-01"}
    assert returned("tickets", "show", told["code"].lower(), "--json").json["number"] == "R-1120-01"


def test_the_return_address_comes_from_the_platforms_sheet(returned, open_profile, shop):
    made = open_profile(shop).cards.card("R-1120-01", "zh")
    assert made.address == ("张仓库 13800000000", "浙江省杭州市1号")


def test_a_ticket_without_a_parcel_has_no_card(command, tmp_path):
    number = command("tickets", "open", "recheck", "--json").json["number"]
    reason = command("tickets", "card", number, "--out", tmp_path / "card.pdf").reason
    assert "only a return and an exchange have a card" in reason


def test_a_folder_that_is_not_there_is_told(returned, tmp_path):
    reason = returned("tickets", "card", "R-1120-01", "--out", tmp_path / "none" / "c.pdf").reason
    assert "cannot be written" in reason
