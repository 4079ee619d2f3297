"""The tables of a month that was lived, against what the month's own account comes to."""

import csv
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pytest
from expected_tables import KINDS, Expected

from csconsole.reports import reckoning
from csconsole.reports.model import Asked, Group
from csconsole.workspace.workspace import Workspace

DAY = date(2035, 3, 14)
WHOLE = (date(2035, 3, 1), date(2035, 3, 31))
SHEETS = ["汇总", "退货", "换货", "查单", "质量回检", "需拍照", "问题件", "未解决", "自检"]
SUMMARY_HEAD = 10  # its row, counted from 1
SPANS = [(DAY, DAY), (DAY, DAY + timedelta(days=6)), WHOLE]


def written(month, target: Path, begin: date, until: date, **more) -> dict:
    asked = Asked(begin, until)
    return month.workspace.reports.write(asked, target, month.end, **more)


def table(sheet, head: int = 1) -> list[dict]:
    """The rows of a sheet below its head, by the names of the columns."""
    rows = list(sheet.iter_rows(min_row=head, values_only=True))
    names = [name for name in rows[0] if name is not None]
    told = [dict(zip(names, row, strict=False)) for row in rows[1:]]
    return [row for row in told if any(cell is not None for cell in row.values())]


def counts(rows: list[dict]) -> dict:
    return {(row["统计项"], row["项目"]): int(row["件数"]) for row in rows if int(row["件数"])}


@pytest.mark.parametrize("span", SPANS)
def test_every_row_of_the_workbook_is_what_the_month_s_own_account_says(month, tmp_path, span):
    target = tmp_path / "日报.xlsx"
    written(month, target, *span)
    book = openpyxl.load_workbook(target)
    assert book.sheetnames == SHEETS
    for name, expected in Expected(month.known, *span).sheets().items():
        found = table(book[name])
        own = [{key: row[key] for key in expected[0]} for row in found] if expected else found
        assert own == expected, name


@pytest.mark.parametrize("span", SPANS)
def test_the_summary_counts_every_ticket_once(month, tmp_path, span):
    target = tmp_path / "日报.xlsx"
    told = written(month, target, *span)
    rows = table(openpyxl.load_workbook(target)["汇总"], SUMMARY_HEAD)
    expected = Expected(month.known, *span)
    assert counts(rows) == expected.counts()
    refunded = [row["金额"] for row in rows if row["统计项"] == "已退款"]
    assert sum(refunded) == pytest.approx(expected.refunded())
    kinds = {name: told.rows[name] for name in KINDS.values()}
    assert sum(kinds.values()) == expected.counts()["总计", "售后单总数"]


def test_the_csv_folder_tells_the_same_as_the_workbook(month, tmp_path):
    written(month, tmp_path / "日报.xlsx", *WHOLE)
    told = written(month, tmp_path / "日报", *WHOLE)
    assert [Path(file).name for file in told.files] == [f"{name}.csv" for name in SHEETS]
    book = openpyxl.load_workbook(tmp_path / "日报.xlsx")
    for name in SHEETS:
        content = (tmp_path / "日报" / f"{name}.csv").read_bytes()
        assert content.startswith(b"\xef\xbb\xbf")
        rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines(keepends=True)))
        cells = table(book[name], SUMMARY_HEAD if name == "汇总" else 1)
        assert [as_text(row) for row in cells] == [as_bare(row) for row in rows], name


def as_text(row: dict) -> dict:
    """The cells of a workbook as a CSV file tells them."""
    told = {}
    for name, cell in row.items():
        if cell is None:
            told[name] = ""
        elif hasattr(cell, "strftime"):
            told[name] = cell.strftime("%Y-%m-%d %H:%M")
        elif name in {"占比", "累计占比"}:
            told[name] = f"{cell:.4f}"
        elif name in {"金额", "退款金额", "差价", "运费", "补偿金额"}:
            told[name] = f"{cell:.2f}"
        else:
            told[name] = str(cell)
    return told


def as_bare(row: dict) -> dict:
    """Cells of a CSV file without what keeps them from being calculated."""
    return {name: cell.rstrip("\t").removeprefix("'") for name, cell in row.items()}


@pytest.mark.parametrize("span", SPANS)
def test_the_figures_on_the_screen_are_those_of_the_summary(month, span):
    figures = month.workspace.reports.figures(Asked(*span), month.end)
    expected = Expected(month.known, *span)
    whole = next(one for one in figures if one.group is Group.ALL)
    assert set(whole.tickets) == {one.id for one in expected.known}
    by_day = {one.item: one.count for one in figures if one.group is Group.DAY}
    days = {item: n for (group, item), n in expected.counts().items() if group == "每日登记"}
    assert {day: n for day, n in by_day.items() if n} == days


@pytest.mark.parametrize("begins", [0, 4, 12])
def test_a_day_begins_at_the_shop_s_own_hour(month, begins):
    month.workspace.after_sales.rules.change({"day_starts": str(begins)})
    reports = month.workspace.reports
    for day in (DAY, DAY + timedelta(days=9)):
        found = {issue.ticket.number for issue in reports.issues(Asked(day, day), month.end)}
        assert found == {one.number for one in Expected(month.known, day, day, begins).known}


def test_what_is_asked_for_one_agent_and_one_kind_is_theirs_alone(month):
    asked = Asked(*WHOLE, agent="小夏", kind="return", shop="晨光小店")
    found = {issue.ticket.number for issue in month.workspace.reports.issues(asked, month.end)}
    own = {one.number for one in month.known if (one.owner, one.kind) == ("小夏", "return")}
    assert own
    assert found == own


def test_dates_and_amounts_are_real_and_every_table_has_filters(month, tmp_path):
    target = tmp_path / "日报.xlsx"
    written(month, target, *WHOLE)
    book = openpyxl.load_workbook(target)
    sheet = book["退货"]
    heads = [cell.value for cell in sheet[1]]
    rows = list(sheet.iter_rows(min_row=2))
    refunds = [row[heads.index("退款金额")] for row in rows]
    assert {cell.value for cell in refunds if cell.value is not None} == {19.9, 88.0}
    assert all(cell.number_format == '"¥"#,##0.00' for cell in refunds if cell.value is not None)
    assert all(row[heads.index("登记时间")].is_date for row in rows)
    for name in SHEETS:
        (found,) = book[name].tables.values()
        assert found.autoFilter is not None
        assert book[name].freeze_panes is not None
        assert book[name].page_setup.orientation == "landscape"
        assert book[name].page_setup.paperSize == 9
    assert len(book["汇总"]._charts) == 3


def test_titles_that_look_like_formulas_stay_text(month, tmp_path):
    target = tmp_path / "日报.xlsx"
    written(month, target, *WHOLE)
    cells = [
        cell
        for sheet in openpyxl.load_workbook(target)
        for row in sheet.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and "HYPERLINK" in cell.value
    ]
    assert cells
    assert {cell.data_type for cell in cells} == {"s"}


def test_sheets_and_heads_are_english_where_the_setting_says_so(month, tmp_path):
    month.workspace.change_settings(report_language="en")
    target = tmp_path / "tables.xlsx"
    told = written(month, target, DAY, DAY)
    book = openpyxl.load_workbook(target)
    assert list(told.rows) == book.sheetnames
    assert book.sheetnames[0] == "Summary"
    assert book["Returns"]["A1"].value == "Number"
    chinese = [name for name in book.sheetnames if not name.isascii()]
    assert not chinese


def test_personal_data_is_masked_and_the_first_sheet_says_so(month, tmp_path):
    target = tmp_path / "日报.xlsx"
    written(month, target, *WHOLE)
    text = all_text(target)
    assert "个人信息已脱敏。" in text
    assert "13812345678" not in text
    assert "138****5678" in text
    assert not any(one.buyer in text for one in month.known)


def test_a_supervisor_gets_the_data_whole_and_it_is_written_down(month, tmp_path):
    target = tmp_path / "日报.xlsx"
    written(month, target, *WHOLE, is_revealed=True)
    text = all_text(target)
    assert "13812345678" in text
    assert "包含完整个人信息" in text
    assert month.known[0].buyer in text
    looks = month.workspace.privacy.looks.of(f"order-{int(month.known[0].order_no[-5:])}", 5)
    assert [look.what for look in looks] == ["export"]


def test_the_heads_of_the_chains_stand_on_the_summary(month, tmp_path):
    target = tmp_path / "日报.xlsx"
    written(month, target, DAY, DAY)
    (head,) = month.workspace.verify().heads.values()
    assert head in all_text(target)


def all_text(path: Path) -> str:
    book = openpyxl.load_workbook(path)
    return "\n".join(
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    )


def test_a_workspace_without_tickets_gets_empty_tables(workspace: Workspace, tmp_path):
    asked = Asked(DAY, DAY)
    told = workspace.reports.write(asked, tmp_path / "a.xlsx", workspace.now())
    assert {name: rows for name, rows in told.rows.items() if name != "汇总"} == dict.fromkeys(
        SHEETS[1:], 0
    )
    assert openpyxl.load_workbook(tmp_path / "a.xlsx").sheetnames == SHEETS


def test_figures_that_are_reckoned_a_piece_at_a_time_are_the_same(month, monkeypatch):
    asked, reports = Asked(*WHOLE), month.workspace.reports
    whole = reports.dashboard(asked, month.end, "en")
    monkeypatch.setattr(reckoning, "_A_PIECE", 0)
    pieces = reports.reckoning(asked, month.end, "en")
    steps = 1
    while not pieces.step():
        steps += 1
    assert steps > len(month.known) / 2
    found = {(one.name, one.figure.group, one.figure.count) for one in pieces.dashboard().figures}
    assert found == {(one.name, one.figure.group, one.figure.count) for one in whole.figures}
