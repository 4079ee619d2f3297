"""Writing tables where it cannot be done, and texts that spreadsheets would calculate."""

import csv
import itertools
import os
from contextlib import closing

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.errors import BadInputError
from csconsole.orders.model import Money
from csconsole.reports.columns import tables
from csconsole.reports.csv_folder import CsvFolder
from csconsole.reports.model import Asked, Sheet
from csconsole.reports.reports import Reports
from csconsole.reports.workbook import Book
from csconsole.reports.writing import drafted, remove_drafts
from csconsole.sheets.cells import unguarded

OLD = b"what was there before"
SIGNS = [*"=+-@\t＝＋－＠'&<\n 中", "_x0041_"]
DANGEROUS = st.lists(st.sampled_from([*SIGNS, "1", "a"]), min_size=1, max_size=8).map("".join)
CELLS = st.one_of(DANGEROUS, st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20))
COLUMNS = tables("zh").layouts[Sheet.SELF_CHECK].columns
numbers = itertools.count()


@pytest.fixture
def day(month):
    return Asked(month.known[0].opened.date(), month.known[0].opened.date())


def filled(tmp_path_factory, kind, texts):
    """Tables of one sheet with these texts, each in a row; the folder they are in."""
    folder = tmp_path_factory.mktemp(f"tables{next(numbers)}")
    book = kind(folder / "a.xlsx" if kind is Book else folder, tables("zh"))
    for text in texts:
        book.add(Sheet.SELF_CHECK, [None, text, *[None] * (len(COLUMNS) - 2)])
    with closing(book):
        book.finish([("", "")], [], [])
    return folder


@given(st.lists(CELLS.filter(str.strip), min_size=1, max_size=5))
def test_a_workbook_keeps_every_text_as_a_text(tmp_path_factory, texts):
    folder = filled(tmp_path_factory, Book, texts)
    sheet = openpyxl.load_workbook(folder / "a.xlsx")["自检"]
    cells = [sheet.cell(row, 2) for row in range(2, 2 + len(texts))]
    # openpyxl leaves the sign that guards what looks like an escaped one; Excel takes it away.
    assert [cell.value.replace("_x005F_", "_") for cell in cells] == texts
    assert all(cell.data_type == "s" for cell in cells)


@given(st.lists(DANGEROUS, min_size=1, max_size=5))
def test_no_cell_of_a_csv_file_is_calculated(tmp_path_factory, texts):
    folder = filled(tmp_path_factory, CsvFolder, texts)
    content = (folder / "自检.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(content.splitlines(keepends=True)))[1:]
    cells = [row[1] for row in rows]
    assert not any(cell.startswith(tuple("=+-@\t＝＋－＠")) for cell in cells)
    assert [unguarded(cell.removesuffix("\t")) for cell in cells] == [
        text.removesuffix("\t") for text in texts
    ]


@pytest.mark.parametrize("text", ["坏\x01控\ufffe字", "甲\r\n乙", "😀" * 30_000])
def test_a_text_is_the_same_in_workbook_and_csv(tmp_path_factory, text):
    book = openpyxl.load_workbook(filled(tmp_path_factory, Book, [text]) / "a.xlsx")
    content = (filled(tmp_path_factory, CsvFolder, [text]) / "自检.csv").read_bytes()
    rows = list(csv.reader(content.decode("utf-8-sig").splitlines(keepends=True)))
    assert rows[1][1] == book["自检"]["B2"].value


def test_signs_that_no_workbook_can_hold_are_left_out(tmp_path_factory):
    folder = filled(tmp_path_factory, Book, ["a\x00b\x07c\ud800d", "x" * 40_000])
    sheet = openpyxl.load_workbook(folder / "a.xlsx")["自检"]
    assert sheet["B2"].value == "abcd"
    assert len(sheet["B3"].value) == 32_000


def test_a_cell_of_signs_that_count_twice_is_no_longer_than_excel_takes(tmp_path_factory):
    folder = filled(tmp_path_factory, Book, ["😀" * 30_000])
    told = openpyxl.load_workbook(folder / "a.xlsx")["自检"]["B2"].value
    assert set(told) == {"😀"}
    assert 31_000 < len(told.encode("utf-16-le")) // 2 <= 32_767


def test_a_row_is_as_high_as_the_lines_of_its_longest_text(tmp_path):
    book = Book(tmp_path / "a.xlsx", tables("zh"))
    layout = tables("zh").layouts[Sheet.RETURN]
    at = [column.name for column in layout.columns].index("goods")
    for goods in ("伞 ×1", "伞 ×1\n袜 ×2\n杯 ×1", "很长的名称" * 8, "很长的名称" * 800, None):
        book.add(Sheet.RETURN, [goods if one == at else None for one in range(len(layout.columns))])
    with closing(book):
        book.finish([("", "")], [], [])
    rows = openpyxl.load_workbook(tmp_path / "a.xlsx")["退货"].row_dimensions
    assert [rows[row].height for row in range(2, 7)] == [None, 48, 48, 128, None]


def test_the_summary_tells_names_without_signs_that_no_workbook_can_hold(tmp_path):
    book = Book(tmp_path / "a.xlsx", tables("zh"))
    with closing(book):
        book.finish([("", "")], [], [["商品", "坏\x01控\ufffe字"] + [None] * 8])
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["汇总"]["B11"].value == "坏控字"


def test_money_of_every_currency_is_a_number_in_its_own_form(tmp_path):
    book = Book(tmp_path / "a.xlsx", tables("zh"))
    layout = tables("zh").layouts[Sheet.RETURN]
    at = [column.name for column in layout.columns].index("refund_amount")
    for money in (Money(17_800, "CNY"), Money(500, "JPY"), Money(1_234, "CHF")):
        cells = [None] * len(layout.columns)
        cells[at] = money
        book.add(Sheet.RETURN, cells)
    with closing(book):
        book.finish([("", "")], [], [])
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["退货"]
    found = [(sheet.cell(row, at + 1).value, sheet.cell(row, at + 1).number_format)
             for row in (2, 3, 4)]  # fmt: skip
    assert found == [(178, '"¥"#,##0.00'), (500, '"¥"#,##0'), (12.34, '#,##0.00 "CHF"')]


@pytest.mark.parametrize("name", ["日报.xlsx", "日报.pdf"])
def test_the_old_file_stays_where_the_disk_is_full(month, day, tmp_path, name):
    resource = pytest.importorskip("resource")
    target = tmp_path / name
    target.write_bytes(OLD)
    reports = month.workspace.reports
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2_000, before[1]))
    try:
        with pytest.raises(BadInputError) as refused:
            reports.write(day, target, month.end)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert "the file cannot be written" in str(refused.value)
    assert target.read_bytes() == OLD
    assert [path.name for path in tmp_path.iterdir() if "draft" in path.name] == []


def test_a_new_workbook_takes_the_place_of_the_old_one(month, day, tmp_path):
    target = tmp_path / "日报.xlsx"
    target.write_bytes(OLD)
    month.workspace.reports.write(day, target, month.end)
    assert openpyxl.load_workbook(target).sheetnames[0] == "汇总"
    if os.name == "posix":
        assert target.stat().st_mode & 0o077 == 0


def test_other_files_of_a_folder_stay(month, day, tmp_path):
    folder = tmp_path / "日报"
    folder.mkdir()
    (folder / "别的.txt").write_bytes(OLD)
    month.workspace.reports.write(day, folder, month.end)
    assert (folder / "别的.txt").read_bytes() == OLD
    assert (folder / "汇总.csv").exists()


def test_a_file_is_no_folder(month, day, tmp_path):
    (tmp_path / "日报").write_bytes(OLD)
    with pytest.raises(BadInputError):
        month.workspace.reports.write(day, tmp_path / "日报", month.end)
    assert (tmp_path / "日报").read_bytes() == OLD


def test_what_an_ended_process_left_is_taken_away(tmp_path):
    target = tmp_path / "日报.xlsx"
    with drafted(target) as folder:
        (folder / "half").write_bytes(OLD)
        other = tmp_path / "别的.xlsx"
        with drafted(other) as kept:
            remove_drafts(target)
            assert not folder.exists()
            assert kept.exists()


def test_what_a_killed_process_left_long_ago_is_taken_away_by_the_next_one(month, day, tmp_path):
    target = tmp_path / "日报.xlsx"
    left, running = (tmp_path / f".日报.xlsx.{name}.csconsole-draft" for name in ("0a", "0b"))
    for folder in (left, running):
        folder.mkdir()
        (folder / "half").write_bytes(OLD)
    os.utime(left, (1_000_000_000, 1_000_000_000))
    month.workspace.reports.write(day, target, month.end)
    assert not left.exists()
    assert running.exists()


def test_the_tables_of_all_shops_name_all_of_them_whatever_the_desk_s_own_is(month, day, tmp_path):
    workspace = month.workspace
    told = {"platform": "jd", "name": "另一家"}
    workspace._store.journal.write("shop", "shop-2", told, cause="orders.import", agent="")
    workspace.change_settings(shop="晨光小店")
    workspace.reports.write(day, tmp_path / "a.xlsx", month.end)
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["汇总"]
    assert set(sheet["B2"].value.split(", ")) == {"晨光小店", "另一家"}


def test_an_unknown_reader_of_the_self_check_gives_rows_to_its_sheet(month, day, tmp_path):
    class Row:
        date, group, item, state = day.begin, "已解决", "该退的款都退了", "完成"
        count, note, who, when, shop = 0, "", "小夏", month.end, ""

    workspace = month.workspace
    reports = Reports(
        workspace._store,
        workspace.people,
        workspace.settings,
        workspace.replies,
        lambda begin, until, _shop: [Row()] if begin == until == day.begin else [],
    )
    told = reports.write(day, tmp_path / "a.xlsx", month.end)
    assert told.rows["自检"] == 1
    row = [cell.value for cell in openpyxl.load_workbook(tmp_path / "a.xlsx")["自检"][2]]
    assert row[1:6] == ["全部", "已解决", "该退的款都退了", "完成", 0]
