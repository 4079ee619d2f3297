"""A large workbook is made by two processes, and is the same as of one."""

import os
import signal

import openpyxl
import pytest

from csconsole.reports import beside
from csconsole.reports.beside import Beside, Half
from csconsole.reports.model import Asked


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.fixture
def shared_out(monkeypatch):
    """As if the month were of many tickets: half of them are the other process's."""
    halves: list[Half | None] = []
    whole = Beside.half

    def noted(self, waiting):
        halves.append(whole(self, waiting))
        return halves[-1]

    monkeypatch.setattr(beside, "_our_share", lambda whole: whole // 2)
    monkeypatch.setattr(Beside, "half", noted)
    return halves


@pytest.fixture
def written(month, tmp_path):
    """Writes the workbook of the whole month; its sheets as rows."""
    days = [known.opened.date() for known in month.known]
    asked = Asked(min(days), max(days))

    def write(*, is_revealed=False):
        target = tmp_path / "tables.xlsx"
        month.workspace.reports.write(asked, target, month.end, is_revealed=is_revealed)
        assert [path.name for path in tmp_path.iterdir() if "tables" in path.name] == [target.name]
        book = openpyxl.load_workbook(target)
        widths = {page.title: page.column_dimensions["B"].width for page in book}
        return {page.title: list(page.iter_rows(values_only=True)) for page in book}, widths

    return write


def test_the_workbook_of_two_processes_is_that_of_one(month, written, shared_out, monkeypatch):
    two = written()
    monkeypatch.setattr(beside, "_our_share", lambda whole: whole)
    one = written()

    assert len(shared_out) == 1
    assert shared_out[0] is not None
    assert 0 < sum(rows.count for rows in shared_out[0].rows.values()) < len(month.known) * 3
    assert two == one


def test_where_the_other_process_dies_the_workbook_is_whole_all_the_same(
    written, shared_out, monkeypatch
):
    begun = Beside.__init__

    def killed(self, process, task, book):
        begun(self, process, task, book)
        os.kill(process.pid, getattr(signal, "SIGKILL", signal.SIGTERM))

    one = written()
    monkeypatch.setattr(Beside, "__init__", killed)
    two = written()

    assert shared_out[0] is not None
    assert shared_out[1] is None
    assert two == one


def test_whose_data_the_other_process_took_is_written_down_too(month, written, shared_out):
    written(is_revealed=True)

    found = month.workspace.reports.store.database.execute("SELECT order_id FROM disclosures")
    assert shared_out[0] is not None
    assert {row[0] for row in found} >= {*shared_out[0].orders}
    assert shared_out[0].orders


def test_few_tickets_are_written_by_one_process(written, monkeypatch):
    monkeypatch.setattr(beside, "started", lambda _module: pytest.fail("a process was started"))

    assert written()[0]["汇总"]


def test_stopping_ends_the_other_process_and_leaves_nothing(
    month, tmp_path, shared_out, monkeypatch
):
    started = []
    start = beside.started
    monkeypatch.setattr(beside, "started", lambda name: started.append(start(name)) or started[-1])
    day = month.known[0].opened.date()

    def stop(_share):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        month.workspace.reports.write(
            Asked(day, month.end.date()), tmp_path / "a.xlsx", month.end, progress=stop
        )

    assert started[0].poll() is not None
    assert not list(tmp_path.glob("*a.xlsx*"))
    assert not shared_out
