"""Workbooks: their sheets, their own types of cells, large ones, old ones, damaged ones."""

import datetime as dt
import io
import zipfile

import pytest
from export_files import (
    TAOBAO_ORDERS,
    compound_file,
    old_workbook,
    read,
    table,
    write_old_workbook,
    write_workbook,
)

from csconsole.errors import BadInputError
from csconsole.orders.reading import tables
from csconsole.orders.reading.exports import open_export
from csconsole.orders.reading.model import Asked
from csconsole.sheets import sliced_workbook
from csconsole.sheets.workbook import Limits

ORDER = {"订单编号": "3100000000000000001", "买家会员名": "测试买家甲", "总金额": "1.00"}
SHEET = "xl/worksheets/sheet1.xml"


def changed(path, change, part=SHEET):
    """The same workbook with one part changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(written, "w") as after:
        for info in before.infolist():
            content = before.read(info)
            after.writestr(info.filename, change(content) if info.filename == part else content)
    path.write_bytes(written.getvalue())
    return path


def refused(path) -> str:
    with pytest.raises(BadInputError) as refusal:
        open_export(path, Asked())
    assert refusal.value.place.startswith(str(path))
    return refusal.value.sentence


def test_dates_of_a_workbook_are_in_the_zone_of_the_platform(tmp_path):
    moment = dt.datetime(2026, 1, 15, 10, 30)  # noqa: DTZ001  (as in a sheet)
    row = {**ORDER, "订单创建时间": moment, "订单付款时间": 46037.4375}
    (order,) = read(write_workbook(tmp_path / "x.xlsx", table(TAOBAO_ORDERS, row))).orders
    expected = int(dt.datetime(2026, 1, 15, 2, 30, tzinfo=dt.UTC).timestamp())
    assert (order.fields["created"], order.fields["paid_at"]) == (expected, expected)


def test_a_blank_first_column_and_a_title_above_do_not_shift_the_rows(tmp_path):
    rows = [["", *row] for row in table(TAOBAO_ORDERS, ORDER)]
    path = write_workbook(tmp_path / "x.xlsx", [[""], ["", "一月"], [""], *rows])
    (order,) = read(path).orders
    assert order.place == f"{path}:5"
    assert order.fields["buyer"] == "测试买家甲"


def test_the_last_row_that_spreadsheet_programs_format_takes_no_room(tmp_path):
    path = write_workbook(tmp_path / "x.xlsx", table(TAOBAO_ORDERS, ORDER))
    changed(
        path,
        lambda content: content.replace(
            b"</sheetData>", b'<row r="1048576" ht="12.8" customFormat="false"/></sheetData>'
        ),
    )
    assert len(read(path).orders) == 1


@pytest.mark.parametrize("at_once", [0, 600_000])
def test_a_large_sheet_read_in_slices_tells_the_same(tmp_path, monkeypatch, at_once):
    monkeypatch.setattr(sliced_workbook, "_AT_ONCE", at_once)
    monkeypatch.setattr(sliced_workbook, "_SLICE", 20_000)
    orders = [{**ORDER, "订单编号": f"31{n:06d}", "买家留言": f"第{n}单\n谢谢"} for n in range(300)]
    rows = table(TAOBAO_ORDERS, *orders)
    path = write_workbook(tmp_path / "x.xlsx", rows, 说明=[["看这里"]])
    found = read(path)
    assert [order.no for order in found.orders] == [row["订单编号"] for row in orders]
    assert [order.place.rsplit(":")[-1] for order in found.orders] == [
        str(n + 2) for n in range(300)
    ]
    assert found.orders[-1].fields["buyer_note"] == "第299单\n谢谢"
    assert len(found.remarks) == 1


@pytest.mark.parametrize("reference", [b"XFD1048576", b"A9999999", b"AAAA1", b"1A", b"", b"A1:B2"])
def test_a_cell_in_the_last_corner_is_refused_before_room_is_made_for_it(tmp_path, reference):
    path = write_workbook(tmp_path / "x.xlsx", table(TAOBAO_ORDERS, ORDER))
    changed(path, lambda content: content.replace(b'r="B2"', b'r="' + reference + b'"'))
    assert refused(path).startswith("the workbook cannot be read: ")


def test_cells_without_a_place_in_an_endless_row_are_refused(tmp_path):
    path = write_workbook(tmp_path / "x.xlsx", table(TAOBAO_ORDERS, ORDER))
    many = b'<row r="1000000">' + b"<c><v>1</v></c>" * 20_000 + b"</row></sheetData>"
    changed(path, lambda content: content.replace(b"</sheetData>", many))
    assert refused(path).startswith("the workbook cannot be read: ")


def test_rows_with_millions_of_blank_ones_between_are_refused(tmp_path):
    path = write_workbook(tmp_path / "x.xlsx", table(TAOBAO_ORDERS, ORDER))
    far = b'<row r="800000"><c r="AS800000"><v>1</v></c></row></sheetData>'
    changed(path, lambda content: content.replace(b"</sheetData>", far))
    assert refused(path) == "the workbook cannot be read: a sheet has millions of blank cells"


def test_an_archive_that_unpacks_to_far_more_than_it_is_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(tables, "_LIMITS", Limits(unpacked=50_000_000))
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"<workbook/>")
        with archive.open(SHEET, "w", force_zip64=True) as part:
            for _turn in range(60):
                part.write(b" " * 1_000_000)
    assert path.stat().st_size < 100_000
    assert refused(path) == "it unpacks to more than 50 MB"


def test_an_archive_that_is_no_workbook_is_told(tmp_path):
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("orders.csv", "a,b")
    assert refused(path) == "this is an archive, but no workbook"


def test_a_workbook_that_breaks_off_is_refused(tmp_path):
    path = write_workbook(tmp_path / "x.xlsx", table(TAOBAO_ORDERS, ORDER))
    content = path.read_bytes()
    for length in (10, 100, len(content) // 2, len(content) - 1):
        path.write_bytes(content[:length])
        refused(path)


def test_a_workbook_without_rows_is_told(tmp_path):
    assert refused(write_workbook(tmp_path / "x.xlsx", [])) == "there is nothing in it"


def test_the_result_of_a_formula_is_read_and_its_error_is_nothing(tmp_path):
    path = write_workbook(tmp_path / "x.xlsx", table(TAOBAO_ORDERS, ORDER))
    cells = (
        b'<c r="B2" t="str"><f>"a"&amp;"b"</f><v>ab</v></c>'
        b'<c r="C2" t="e"><f>1/0</f><v>#DIV/0!</v></c>'
    )

    def with_formulas(content: bytes) -> bytes:
        start, end = content.index(b'<c r="B2"'), content.index(b'<c r="G2"')
        return content[:start] + cells + content[end:]

    (order,) = read(changed(path, with_formulas)).orders
    assert order.fields["buyer"] == "ab"
    assert "extra" not in order.fields


def test_a_number_of_an_old_workbook_may_be_spoilt_too(tmp_path):
    rows = table(TAOBAO_ORDERS, {**ORDER, "订单编号": 3.1e18}, {**ORDER, "订单编号": 42})
    found = read(write_old_workbook(tmp_path / "x.xls", rows))
    assert [order.no for order in found.orders] == ["42"]
    assert "spreadsheet program" in found.refused[0].why


def test_an_old_workbook_that_asks_for_more_room_than_there_is_is_refused(tmp_path):
    path = tmp_path / "x.xls"
    for dimensions in ((0xFFFFFFFF, 2), (65_536, 256), (2, 0xFFFF)):
        book = old_workbook(table(TAOBAO_ORDERS, ORDER), dimensions)
        path.write_bytes(compound_file("Workbook", book))
        assert refused(path).startswith("the workbook cannot be read: a sheet is larger than")


def test_other_documents_in_the_form_of_old_workbooks_are_told_apart(tmp_path):
    path = tmp_path / "x.xls"
    path.write_bytes(compound_file("WordDocument", b"text"))
    assert refused(path) == "this is a document, but no workbook"
    path.write_bytes(compound_file("EncryptedPackage", b"secret"))
    assert refused(path) == "the workbook is locked with a password"


def test_an_old_workbook_that_breaks_off_is_refused(tmp_path):
    path = write_old_workbook(tmp_path / "x.xls", table(TAOBAO_ORDERS, ORDER))
    content = path.read_bytes()
    for length in (8, 300, 600, 1500):
        path.write_bytes(content[:length])
        refused(path)
