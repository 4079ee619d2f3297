"""Files that are no exports, or were made to do harm: one clear line, and nothing taken."""

import contextlib
import errno
import io
import os
import random
import tracemalloc
import zipfile

import pytest
from export_files import (
    DOUYIN_ORDERS,
    SHOPIFY_SHORT,
    TAOBAO_ORDERS,
    TMALL_REFUNDS,
    Read,
    compound_file,
    old_workbook,
    read,
    table,
    write_csv,
    write_workbook,
)
from hypothesis import given
from hypothesis import strategies as st

from csconsole.errors import BadInputError
from csconsole.orders.reading.exports import open_export, unknown_columns
from csconsole.orders.reading.model import ORDER_FIELDS, REFUND_FIELDS, Asked

ORDER = {"订单编号": "3100000000000000001", "买家会员名": "测试买家甲", "总金额": "1.00"}
ROWS = table(TAOBAO_ORDERS, ORDER, {**ORDER, "订单编号": "42"})


def refused(path) -> str:
    with pytest.raises(BadInputError) as refusal:
        open_export(path, Asked())
    assert "\n" not in str(refusal.value)
    return str(refusal.value).replace(str(path), "FILE")


def check(found: Read) -> None:
    """What was read keeps to the contract."""
    for one in found.orders:
        assert one.no
        assert set(one.fields) <= set(ORDER_FIELDS)
        assert all(isinstance(value, ORDER_FIELDS[name]) for name, value in one.fields.items())
        assert all(value not in ("", [], {}) for value in one.fields.values())
    for refund in found.refunds:
        assert refund.no
        assert all(isinstance(value, REFUND_FIELDS[name]) for name, value in refund.fields.items())


def read_or_refused(path) -> None:
    """Whatever else is raised is a fault of the program."""
    with contextlib.suppress(BadInputError):
        check(read(path))
    with contextlib.suppress(BadInputError):
        unknown_columns(path, Asked())


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "FILE: there is nothing in it"),
        (b" \r\n\t", "FILE: there is nothing in it"),
        (b"\xff\xfe", "there is nothing in it"),
        (b"%PDF-1.7\n\0\0\0\0 stream", "FILE: this is not a text file"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "FILE: this is not a text file"),
        (b"<html><table><tr><td>", "this is a web page under the name of a sheet"),
        (b"\xef\xbb\xbf <?xml version='1.0'?><Workbook>", "this is a web page"),
        (b'{"orders": [{"no": 1}]}', "this is no export that is known"),
        (b"hello", "this is no export that is known; the columns are: hello"),
        (b"PK\x03\x04 broken", "the archive is damaged or locked"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 broken", "the file is damaged"),
        (b"\x00" * 5000, "FILE: this is not a text file"),
        (bytes(range(256)) * 50, "FILE: this is not a text file"),
    ],
)
def test_a_file_of_another_kind_is_refused_in_one_line(tmp_path, content, why):
    path = tmp_path / "x.csv"
    path.write_bytes(content)
    assert why in refused(path)


def test_a_folder_a_missing_file_and_an_impossible_name_are_told(tmp_path):
    assert refused(tmp_path) == "FILE: this is a folder; name its files"
    assert os.strerror(errno.ENOENT) in refused(tmp_path / "none.csv")
    with pytest.raises(BadInputError, match="this is no name of a file"):
        open_export(tmp_path / "a\0b", Asked())


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes of this kind")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "x.csv")
    assert refused(tmp_path / "x.csv") == "FILE: this is not an ordinary file"


def test_a_file_that_another_program_holds_is_told(tmp_path, monkeypatch):
    path = write_csv(tmp_path / "x.csv", ROWS)

    def held(*_arguments, **_options):
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(type(path), "open", held)
    assert refused(path) == "FILE: the file cannot be read: The process cannot access the file"


def test_a_file_that_breaks_off_in_a_row_is_refused_as_a_whole(tmp_path):
    path = write_csv(tmp_path / "x.csv", [*ROWS, *ROWS[1:]])
    content = path.read_bytes()
    path.write_bytes(content[: content.rindex(b"42") + 3])
    assert refused(path) == (
        "FILE:5: the file breaks off: its last row has 2 cells of 45; export it again"
    )


def test_a_quotation_mark_that_is_never_closed_is_told_where_it_opens(tmp_path):
    path = write_csv(tmp_path / "x.csv", ROWS, "utf-8")
    path.write_bytes(path.read_bytes().replace("测试买家甲".encode(), '"测试买家甲'.encode(), 1))
    assert refused(path).startswith("FILE:2: a quotation mark")


@pytest.mark.parametrize(
    ("most", "one"), [("utf-8", "gbk"), ("utf-8-sig", "gbk"), ("gbk", "utf-8")]
)
def test_a_file_in_two_encodings_is_refused_with_the_line(tmp_path, most, one):
    rows = table(
        TAOBAO_ORDERS, *[{**ORDER, "收货地址": "浙江省杭州市示例路"} for _turn in range(2000)]
    )
    path = write_csv(tmp_path / "x.csv", rows, most)
    lines = path.read_bytes().split(b"\r\n")
    lines[1500] = lines[1500].decode(most.removesuffix("-sig")).encode(one)
    path.write_bytes(b"\r\n".join(lines))
    assert refused(path).startswith("FILE:1501: this ")


def test_a_zero_byte_far_below_is_found(tmp_path):
    rows = table(TAOBAO_ORDERS, *[{**ORDER, "订单编号": f"4{n}"} for n in range(9000)])
    path = write_csv(tmp_path / "x.csv", rows)
    content = path.read_bytes()
    path.write_bytes(content.replace(b"48500", b"4850\0"))
    assert refused(path) == "FILE:8502: this is not a text file"


@pytest.mark.parametrize("separator", [b",", b";", b"\t"])
def test_ten_million_columns_are_refused_without_making_room_for_them(tmp_path, separator):
    path = tmp_path / "x.csv"
    path.write_bytes("订单编号".encode() + separator * 10_000_000 + b"\r\n1")
    tracemalloc.start()
    try:
        why = refused(path)
        _now, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert why == "FILE:1: a line is longer than 2000000 characters"
    assert peak < 60_000_000


def test_a_row_of_thousands_of_cells_is_refused(tmp_path):
    path = write_csv(tmp_path / "x.csv", [*ROWS, ["1"] * 3000])
    assert refused(path) == "FILE:4: a row has more than 2000 cells"


def test_a_file_of_gigabytes_is_refused_unread(tmp_path):
    path = tmp_path / "x.csv"
    with path.open("wb") as file:
        file.write(b"a,b\n")
        file.truncate(5_000_000_000)
    assert "the file has 5000 MB; at most 1000 MB are read" in refused(path)


@pytest.mark.parametrize("write", [write_csv, write_workbook])
def test_formulas_in_cells_are_texts_and_nothing_else(tmp_path, write):
    evil = "=cmd|' /C calc'!A0"
    rows = table(TAOBAO_ORDERS, {**ORDER, "买家留言": evil, "收货人姓名": "@SUM(1+1)"})
    (order,) = read(write(tmp_path / ("x.csv" if write is write_csv else "x.xlsx"), rows)).orders
    assert order.fields["buyer_note"] == evil
    assert order.fields["recipient"] == "@SUM(1+1)"


def test_line_ends_of_every_system_are_taken(tmp_path):
    path = write_csv(tmp_path / "x.csv", ROWS, "gbk")
    content = path.read_bytes()
    for ending in (b"\n", b"\r", b"\r\n"):
        path.write_bytes(content.replace(b"\r\n", ending))
        assert [order.no for order in read(path).orders] == ["3100000000000000001", "42"]


def test_orders_whose_rows_lie_far_apart_are_whole_in_little_memory(tmp_path):
    shuffled = [
        {
            "主订单编号": f"7{n % 3000:05d}",
            "子订单编号": f"8{n}",
            "选购商品": f"杯{n}",
            "商品数量": "1",
        }
        for n in range(9000)
    ]
    random.Random(1).shuffle(shuffled)
    found = read(write_csv(tmp_path / "x.csv", table(DOUYIN_ORDERS, *shuffled)))
    assert len(found.orders) == 3000
    assert len(found.lines) == 9000
    assert all(len(order.fields["lines"]) == 3 for order in found.orders)


@given(st.binary(max_size=3000))
def test_any_bytes_are_records_or_one_clear_line(tmp_path_factory, content):
    path = tmp_path_factory.mktemp("fuzz") / "x.csv"
    path.write_bytes(content)
    read_or_refused(path)


CELLS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        ["", "1", "=1+1", "'", '"', "2.46E+18", "-", "##", "2026-01-01 00:00:00", "-0", "1e999",
         "￥", "9" * 400, "\t", "，", "a,b", "\r", "0000-00-00", "SF1,SF2", "\ufdd0", "\x1e\x1f"]
    ),
)  # fmt: skip


@pytest.mark.parametrize("header", [TAOBAO_ORDERS, DOUYIN_ORDERS, SHOPIFY_SHORT, TMALL_REFUNDS])
@given(st.lists(st.lists(CELLS, max_size=50), max_size=6))
def test_any_cells_are_records_or_one_clear_line(tmp_path_factory, header, rows):
    path = tmp_path_factory.mktemp("fuzz") / "x.csv"
    try:
        write_csv(path, [header, *rows], "utf-8")
    except UnicodeEncodeError:
        return
    read_or_refused(path)


DAMAGE = st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=4)), min_size=1, max_size=4)


def damaged(content: bytes, damage: list[tuple[float, bytes]], cut: float) -> bytes:
    for where, piece in damage:
        at = int(where * len(content))
        content = content[:at] + piece + content[at + len(piece) :]
    return content[: int(cut * len(content)) + 1]


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """The bytes of a whole file of each kind."""
    folder = tmp_path_factory.mktemp("whole")
    return {
        "csv": write_csv(folder / "x.csv", ROWS, "gbk").read_bytes(),
        "xlsx": write_workbook(folder / "x.xlsx", ROWS).read_bytes(),
        "xls": compound_file("Workbook", old_workbook(ROWS)),
    }


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xls"])
@given(damage=DAMAGE, cut=st.sampled_from([1.0, 1.0, 0.5, 0.9]))
def test_any_damage_gives_records_or_one_clear_line(tmp_path_factory, whole, kind, damage, cut):
    path = tmp_path_factory.mktemp("fuzz") / f"x.{kind}"
    path.write_bytes(damaged(whole[kind], damage, cut))
    read_or_refused(path)


@given(
    part=st.sampled_from(["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/sharedStrings.xml"]),
    damage=DAMAGE,
    cut=st.sampled_from([1.0, 1.0, 0.9]),
)
def test_any_damage_within_a_workbook_does_so_too(tmp_path_factory, whole, part, damage, cut):
    path = tmp_path_factory.mktemp("fuzz") / "x.xlsx"
    with zipfile.ZipFile(io.BytesIO(whole["xlsx"])) as before, zipfile.ZipFile(path, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            if info.filename == part:
                content = damaged(content, damage, cut)
            after.writestr(info.filename, content)
    read_or_refused(path)
