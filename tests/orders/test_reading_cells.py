"""What stands in the cells of exports: numbers, amounts, dates, parcels, titles."""

import json
from datetime import UTC, datetime

import export_files
import pytest
from export_files import TAOBAO_ORDERS, read, table, write_csv, write_workbook
from hypothesis import given
from hypothesis import strategies as st

from csconsole.orders.reading.amounts import count, minor_units
from csconsole.orders.reading.cells import cleaned, titles, waybills
from csconsole.orders.reading.headers import comparable
from csconsole.orders.reading.layout_file import shipped_layouts
from csconsole.orders.reading.moments import clock, earliest_in

ORDER = {"订单编号": "3100000000000000001", "买家会员名": "测试买家甲", "总金额": "1.00"}
HEADERS = {
    name: header
    for name, header in vars(export_files).items()
    if name[0].isupper() and isinstance(header, list)
}


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ('="3100000000000000001"', "3100000000000000001"),
        ("'3100000000000000001", "3100000000000000001"),
        ("\t3100000000000000001\t", "3100000000000000001"),
        ("　3100000000000000001 \xa0", "3100000000000000001"),
        ("\ufeff3100000000000000001", "3100000000000000001"),
        ('="00123"', "00123"),
        ("#1050", "#1050"),
        ("260115-123456789012345", "260115-123456789012345"),
        ("007", "007"),
    ],
)
def test_a_number_is_text_without_what_guards_it(tmp_path, cell, number):
    path = write_csv(tmp_path / "x.csv", table(TAOBAO_ORDERS, {**ORDER, "订单编号": cell}))
    assert [order.no for order in read(path).orders] == [number]


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("2.46E+18", "a spreadsheet program has made 2.46E+18 of the order number"),
        ("2.46e18", "a spreadsheet program has made 2.46e18 of the order number"),
        ("3,1E+18", "a spreadsheet program has made 3,1E+18 of the order number"),
        ("", "there is no order number"),
        ("  ", "there is no order number"),
        ("=A1+1", "the order number is a formula"),
        ("9" * 65, "the order number is longer than 64 characters"),
        ("12\x0734", "the order number has characters that no number has"),
        ("12\n34", "the order number has characters that no number has"),
    ],
)
def test_a_row_whose_number_is_lost_is_refused_and_the_others_are_taken(tmp_path, cell, why):
    rows = table(TAOBAO_ORDERS, {**ORDER, "订单编号": cell}, {**ORDER, "订单编号": "42"})
    found = read(write_csv(tmp_path / "x.csv", rows))
    assert [order.no for order in found.orders] == ["42"]
    (refused,) = found.refused
    assert refused.why.startswith(why)
    assert refused.where == f"{tmp_path / 'x.csv'}:2"


@pytest.mark.parametrize("number", [3100000000000000001, 1e15, 9007199254740993])
def test_a_long_number_that_is_no_text_in_a_workbook_is_refused(tmp_path, number):
    path = write_workbook(tmp_path / "x.xlsx", table(TAOBAO_ORDERS, {**ORDER, "订单编号": number}))
    found = read(path)
    assert found.orders == []
    assert "spreadsheet program" in found.refused[0].why


def test_a_short_number_of_a_workbook_is_text_without_decimals(tmp_path):
    row = {**ORDER, "订单编号": 123456789012345, "总金额": 12.5, "宝贝总数量": 3, "宝贝标题": "杯"}
    (order,) = read(write_workbook(tmp_path / "x.xlsx", table(TAOBAO_ORDERS, row))).orders
    assert order.no == "123456789012345"
    assert order.fields["total"] == 1250
    assert order.fields["extra"]["宝贝总数量"] == "3"


def test_numbers_that_all_end_in_zeros_are_told(tmp_path):
    rows = [{**ORDER, "订单编号": f"3100000{n}00000000000"} for n in range(1, 6)]
    found = read(write_csv(tmp_path / "x.csv", table(TAOBAO_ORDERS, *rows)))
    assert len(found.orders) == 5
    assert "end in zeros" in found.remarks[0].what


def test_a_rounded_waybill_is_left_out_and_told(tmp_path):
    path = write_csv(tmp_path / "x.csv", table(TAOBAO_ORDERS, {**ORDER, "物流单号": "4.3E+14"}))
    found = read(path)
    assert "waybills" not in found.orders[0].fields
    assert found.orders[0].fields["extra"]["物流单号"] == "4.3E+14"
    assert found.remarks[0].where == f"{path}:2"


@pytest.mark.parametrize(
    ("text", "currency", "amount"),
    [
        ("12.50", "CNY", 1250),
        ("￥1,234.5", "CNY", 123450),
        ("12元", "CNY", 1200),
        ("-3.10", "CNY", -310),
        ("−3.10", "CNY", -310),
        ("(3.10)", "USD", -310),
        ("US$ 1,299.00", "USD", 129900),
        ("1299 EUR", "EUR", 129900),
        ("1.299,50", "EUR", 129950),
        ("12,5", "EUR", 1250),
        ("1,23,456.00", "INR", 12345600),
        ("1,234", "USD", 123400),
        ("0.30000000000000004", "CNY", 30),
        (".5", "USD", 50),
        ("1 234,50 €", "EUR", 123450),
        ("1200", "JPY", 1200),
        ("1.234", "KWD", 1234),
        ("12.50", "", 1250),
    ],
)
def test_amounts_are_read_as_people_write_them(text, currency, amount):
    assert minor_units(text, currency) == amount


@pytest.mark.parametrize(
    "text", ["", "abc", "1.2.3", "1e5", "NaN", "Infinity", "１２x", "--5", "9" * 50, "12%"]
)
def test_what_is_no_amount_is_none(text):
    assert minor_units(text, "CNY") is None


@given(st.text(max_size=50), st.sampled_from(["CNY", "JPY", "KWD", ""]))
def test_any_text_is_an_amount_or_none(text, currency):
    assert isinstance(minor_units(text, currency), int | None)
    assert isinstance(count(text), int | None)


@given(st.integers(-(10**12), 10**12))
def test_every_amount_is_read_back_to_the_fen(fen):
    sign = "-" if fen < 0 else ""
    text = f"{sign}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
    assert minor_units(text, "CNY") == fen
    assert minor_units(text.replace(",", ""), "CNY") == fen


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-15 10:30:05",
        "2026/01/15 10:30:05",
        "2026/1/15 10:30:05",
        "2026.1.15 10:30:05",
        "2026年1月15日 10:30:05",
        "2026年1月15日10时30分05秒",
        "2026-01-15T10:30:05+08:00",
        "2026-01-15T02:30:05Z",
        "2026-01-15T02:30:05.123Z",
        "2026-01-14 21:30:05 -0500",
        "2026-01-15 02:30:05 UTC",
        "20260115103005",
        "20260115 10:30:05",
        "Jan 15, 2026 10:30:05 AM",
        "15 January 2026 10:30:05",
        "46037.437557870",
    ],
)
def test_dates_are_read_in_every_form_that_exports_have(text):
    assert clock("+08:00")(text) == int(datetime(2026, 1, 15, 2, 30, 5, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    "text",
    ["", "-", "yesterday", "2026-13-01", "2026-02-30 10:00:00", "2026-01-01 25:00:00", "1/2/2026",
     "0000-00-00 00:00:00", "9999-12-31 00:00:00", "12", "2026-01-1٣ 10:00:00", "Foo 15, 2026"],
)  # fmt: skip
def test_what_is_no_date_or_could_be_two_is_none(text):
    assert clock("+08:00")(text) is None
    assert clock("local")(text) is None


@given(st.datetimes(datetime(1991, 1, 1), datetime(2099, 1, 1)), st.integers(-12, 14))  # noqa: DTZ001
def test_every_moment_is_read_back_in_its_zone(wall, hours):
    zone = f"{'-' if hours < 0 else '+'}{abs(hours):02d}:00"
    moment = int(wall.replace(microsecond=0, tzinfo=UTC).timestamp()) - hours * 3600
    assert clock(zone)(f"{wall:%Y-%m-%d %H:%M:%S}") == moment
    assert clock("+08:00")(f"{wall:%Y-%m-%dT%H:%M:%S}{zone}") == moment


@given(st.text(alphabet="0123456789-/: TZ年月日+.", max_size=30))
def test_any_text_is_a_moment_or_none(text):
    for zone in ("+08:00", "local"):
        assert isinstance(clock(zone)(text), int | None)
        assert isinstance(earliest_in(text, clock(zone)), int | None)


def test_cells_that_cannot_be_read_are_kept_as_told_and_named_a_few_times(tmp_path):
    rows = [
        {**ORDER, "订单编号": f"4{n}", "总金额": "面议", "订单付款时间": "昨天"} for n in range(10)
    ]
    found = read(write_csv(tmp_path / "x.csv", table(TAOBAO_ORDERS, *rows)))
    assert len(found.orders) == 10
    assert found.orders[0].fields["extra"] == {"总金额": "面议", "订单付款时间": "昨天"}
    told = [remark.what for remark in found.remarks]
    assert told.count("总金额: 面议: this is no amount") == 3
    assert "总金额: this is no amount (7 more)" in told
    assert len(told) == 8


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("'13800138000", "13800138000"),
        ('="13800138000"', "13800138000"),
        ('="say ""hi"""', 'say "hi"'),
        ("'+8613800138000", "+8613800138000"),
        ("'s-Gravenhage", "'s-Gravenhage"),
        ("'quoted'", "'quoted'"),
        ("'", ""),
        ("=1+1", "=1+1"),
        ('=HYPERLINK("x")', '=HYPERLINK("x")'),
        (" a\nb ", "a\nb"),
    ],
)
def test_a_cell_loses_what_guards_it_and_nothing_else(cell, text):
    assert cleaned(cell) == text


@pytest.mark.parametrize(
    ("text", "courier", "parcels"),
    [
        ("YT1", "圆通", [("YT1", "圆通")]),
        ("YT1,SF2", "圆通,顺丰", [("YT1", "圆通"), ("SF2", "顺丰")]),
        ("YT1；YT2", "圆通", [("YT1", "圆通"), ("YT2", "圆通")]),
        ("YT1 YT1\nYT2", "", [("YT1", ""), ("YT2", "")]),
        ("顺丰:SF1、圆通：YT2", "", [("SF1", "顺丰"), ("YT2", "圆通")]),
        ("YT1", "Example Express Ltd", [("YT1", "Example Express Ltd")]),
    ],
)
def test_several_parcels_in_a_cell_are_told_apart(text, courier, parcels):
    found = [(one["number"], one.get("courier", "")) for one in waybills(text, courier)]
    assert found == parcels


@given(st.lists(st.text(alphabet="衫裤, 红", min_size=1, max_size=6), min_size=2, max_size=5))
def test_a_list_of_titles_is_split_into_as_many_as_it_says_or_not_at_all(names):
    text = " ,".join(names)
    assert len(titles(text, len(names))) in {1, len(names)}


def test_a_row_with_more_cells_than_the_head_is_refused(tmp_path):
    rows = [*table(TAOBAO_ORDERS, ORDER), ["42", "乙", *["x"] * 60]]
    found = read(write_csv(tmp_path / "x.csv", rows))
    assert len(found.orders) == 1
    assert found.refused[0].why == "the row has 62 cells, but the head has 45"


def test_blank_cells_beyond_the_head_and_missing_ones_at_the_end_are_nothing(tmp_path):
    rows = [*table(TAOBAO_ORDERS, ORDER), ["42", "乙", *[""] * 60], ["43", "丙"], [], ["", " "]]
    found = read(write_csv(tmp_path / "x.csv", rows))
    assert [order.no for order in found.orders] == ["3100000000000000001", "42", "43"]
    assert found.refused == []


def test_a_title_above_the_head_and_a_repeated_head_are_no_rows(tmp_path):
    rows = table(TAOBAO_ORDERS, ORDER, {**ORDER, "订单编号": "42"})
    path = write_csv(tmp_path / "x.csv", [["一月的订单"], [], *rows[:2], rows[0], rows[2]])
    found = read(path)
    assert [order.no for order in found.orders] == ["3100000000000000001", "42"]
    assert found.orders[0].place == f"{path}:4"
    assert found.refused == []


def test_headers_are_known_whatever_their_width_case_and_unit(tmp_path):
    header = [
        "＊订单编号",
        "买家会员名：",
        "总 金 额（元）",
        "买家实际支付金额(元)",
        "订单创建时间\t",
    ]
    rows = [header, ["42", "甲", "1", "2", "2026-01-01 00:00:00"]]
    fields = read(write_csv(tmp_path / "x.csv", rows)).orders[0].fields
    assert (fields["buyer"], fields["total"], fields["paid"]) == ("甲", 100, 200)


def test_the_second_of_two_columns_with_one_name_is_kept_too(tmp_path):
    rows = table([*TAOBAO_ORDERS, "x"], {**ORDER, "退款金额": "1.00"})
    rows[0][-1] = "退款金额"
    rows[1][-1] = "2.00"
    fields = read(write_csv(tmp_path / "x.csv", rows)).orders[0].fields
    assert fields["refunded"] == 100
    assert fields["extra"]["退款金额 (2)"] == "2.00"


def test_a_multi_line_note_counts_its_lines_for_the_places_below(tmp_path):
    rows = table(TAOBAO_ORDERS, {**ORDER, "买家留言": "一\n二\n三"}, {**ORDER, "订单编号": "42"})
    path = write_csv(tmp_path / "x.csv", rows)
    found = read(path)
    assert found.orders[0].fields["buyer_note"] == "一\n二\n三"
    assert found.orders[1].place == f"{path}:5"


@pytest.mark.parametrize("name", HEADERS)
def test_no_column_of_any_layout_is_lost(tmp_path, name):
    """Every cell is filled with a text of its own; each must be found again."""
    header = HEADERS[name]
    useless = {name for layout in shipped_layouts() for name in layout.useless}
    told = {
        column.strip(): f"zz{at:03d}zz"
        for at, column in enumerate(header)
        if comparable(column) not in useless
    }
    packed = {column: f"name:{text}" for column, text in told.items() if "order_item_" in column}
    found = read(write_csv(tmp_path / "x.csv", table(header, {**told, **packed})))
    assert (found.refused, len(found.orders)) == ([], 1)
    records = [*found.orders, *found.refunds]
    everything = json.dumps([[one.no, dict(one.fields)] for one in records], ensure_ascii=False)
    everything += found.export.shop
    assert {column: text for column, text in told.items() if text not in everything} == {}
