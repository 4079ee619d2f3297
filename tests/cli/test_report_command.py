"""`report`: the issue tables from the command line, and what it says where it cannot write them."""

import csv

import openpyxl
import pytest

SHEETS = ["汇总", "退货", "换货", "查单", "质量回检", "需拍照", "问题件", "未解决", "自检"]


def open_return(command):
    return command("tickets", "open", "return", "--set", "reason=quality", "--json").json


def test_today_s_tables_are_written_as_a_workbook(command, tmp_path):
    number = open_return(command)["number"]
    target = tmp_path / "日报.xlsx"
    told = command("report", "--out", target, "--json").json
    assert told["files"] == [str(target)]
    assert list(told["sheets"]) == SHEETS
    assert told["sheets"]["退货"] == told["sheets"]["未解决"] == 1
    assert openpyxl.load_workbook(target)["退货"]["A2"].value == number


def test_a_folder_gets_a_csv_file_for_each_sheet(command, tmp_path):
    open_return(command)
    told = command("report", "--out", tmp_path / "tables", "--json").json
    assert len(told["files"]) == len(SHEETS)
    text = (tmp_path / "tables" / "退货.csv").read_text(encoding="utf-8-sig")
    assert [row["原因"] for row in csv.DictReader(text.splitlines())] == ["质量问题"]


def test_pages_to_print_are_written(command, tmp_path):
    open_return(command)
    command("report", "--out", tmp_path / "a.pdf", "--json").json  # noqa: B018  (it went well)
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF-")


def test_a_day_without_tickets_has_empty_tables(command, tmp_path):
    open_return(command)
    told = command("report", "2020-01-01", "--until", "2020-01-31", "--out", tmp_path / "a.xlsx",
                   "--json").json  # fmt: skip
    kinds = set(SHEETS) - {"汇总", "自检"}  # the list of a day that nobody checked is told, too
    assert not any(told["sheets"][name] for name in kinds)


def test_people_read_the_file_and_the_rows(command, tmp_path):
    ran = command("report", "--out", tmp_path / "a.xlsx")
    assert str(tmp_path / "a.xlsx") in ran.out
    assert "汇总" in ran.out


def test_progress_ends_at_the_whole(command, tmp_path):
    ran = command("report", "--out", tmp_path / "a.xlsx", "--progress")
    assert ran.err.splitlines()[-1] == "progress 1.000"


def test_a_last_day_before_the_first_is_refused(command, tmp_path):
    ran = command("report", "2026-11-22", "--until", "2026-11-21", "--out", tmp_path / "a.xlsx")
    assert ran.reason == "the last day 2026-11-21 lies before the first 2026-11-22"


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_days_beyond_every_calendar_are_refused(command, tmp_path, day):
    ran = command("report", day, "--out", tmp_path / "a.xlsx")
    assert ran.reason == "there are no tables of these days"


def test_what_is_no_date_is_wrong_usage(command, tmp_path):
    assert command("report", "someday", "--out", tmp_path / "a.xlsx").status == 2


@pytest.mark.parametrize("day", ["yesterday", "昨天"])
def test_a_scheduler_writes_the_tables_of_yesterday_by_name(command, tmp_path, day):
    open_return(command)
    told = command("report", day, "--out", tmp_path / "a.xlsx", "--json").json
    assert told["sheets"]["退货"] == 0
    told = command("report", day, "--until", "today", "--out", tmp_path / "b.xlsx", "--json").json
    assert told["sheets"]["退货"] == 1


def test_an_unknown_agent_is_refused_before_anything_is_written(command, tmp_path):
    command("agents", "add", "小夏")
    ran = command("report", "--agent", "小厦", "--out", tmp_path / "a.xlsx")
    assert ran.reason == "小厦: no agent of this name works here"
    assert list(tmp_path.glob("*a.xlsx*")) == []
    assert command("report", "--agent", "小夏", "--out", tmp_path / "a.xlsx").status == 0


def test_an_unknown_shop_is_refused(command, tmp_path):
    ran = command("report", "--shop", "nobody's", "--out", tmp_path / "a.xlsx")
    assert "there is no shop of this name" in ran.reason


@pytest.mark.parametrize("name", ["a.xls", "a.xslx", "a.csv", "A.PDFF"])
def test_another_ending_is_refused(command, tmp_path, name):
    ran = command("report", "--out", tmp_path / name)
    assert ran.reason == f"{name}: the tables are written to .xlsx, .pdf or a folder"
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["2026.11", "日报.十一月", "tables"])
def test_a_folder_may_have_a_point_in_its_name(command, tmp_path, name):
    assert command("report", "--out", tmp_path / name).status == 0
    assert (tmp_path / name / "汇总.csv").exists()


@pytest.mark.parametrize("name", ["a.xlsx", "a.pdf", "tables"])
def test_a_missing_folder_is_told_in_one_line(command, tmp_path, name):
    ran = command("report", "--out", tmp_path / "missing" / name)
    assert "the file cannot be written" in ran.reason


def test_a_folder_of_the_file_s_name_stays_and_is_told(command, tmp_path):
    (tmp_path / "a.xlsx").mkdir()
    (tmp_path / "a.xlsx" / "kept").touch()
    ran = command("report", "--out", tmp_path / "a.xlsx")
    assert "the file cannot be written" in ran.reason
    assert [path.name for path in tmp_path.glob("*.xlsx/*")] == ["kept"]


def test_only_the_supervisor_gets_personal_data_whole(command, tmp_path, monkeypatch):
    monkeypatch.setenv("CSCONSOLE_NEW_SUPERVISOR", "open sesame")
    command("supervisor", "--set")
    ran = command("report", "--out", tmp_path / "a.xlsx", "--reveal")
    assert not (tmp_path / "a.xlsx").exists()
    assert ran.reason
    monkeypatch.setenv("CSCONSOLE_SUPERVISOR", "open sesame")
    assert command("report", "--out", tmp_path / "a.xlsx", "--unmasked").status == 0
