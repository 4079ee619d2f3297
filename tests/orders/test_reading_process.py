"""A large export is read in a process of its own, and nobody can tell but by the clock."""

import io
import os
import signal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from order_files import FIRST, NO, SECOND, order_list

from csconsole import language
from csconsole.errors import BadInputError
from csconsole.orders import reading_process
from csconsole.orders.lots import Lot, packed, unpacked
from csconsole.orders.model import NotTaken
from csconsole.orders.reading.model import Asked, FileOrder, FileRefund
from csconsole.orders.reading_process import opened_export, read_beside
from csconsole.workspace.workspace import Workspace

SHORT = st.text(max_size=12)
FIELDS = st.dictionaries(SHORT, st.one_of(SHORT, st.integers(), st.lists(SHORT)), max_size=4)
NOT_TAKEN = st.lists(st.builds(NotTaken, SHORT, SHORT), max_size=3)


@pytest.fixture
def _all_beside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every file counts as a large one."""
    monkeypatch.setattr(reading_process, "_LARGE", 0)


def many_orders(folder: Path, count: int) -> Path:
    rows = [{**FIRST, "订单编号": f"31000000000{at:08d}"} for at in range(count)]
    return order_list(folder, *rows)


@given(
    st.lists(st.builds(FileOrder, SHORT, SHORT, FIELDS, st.booleans()), max_size=3),
    st.lists(st.builds(FileRefund, SHORT, SHORT, SHORT, FIELDS), max_size=3),
    NOT_TAKEN,
    NOT_TAKEN,
)
def test_a_lot_is_the_same_at_the_other_end_of_the_pipe(orders, cases, skipped, remarks) -> None:
    lot = Lot(orders, [one.no for one in orders], cases, skipped, remarks)
    assert unpacked(packed(lot)) == lot


def test_a_file_read_beside_tells_what_it_tells_here(tmp_path: Path, monkeypatch) -> None:
    path = order_list(tmp_path, FIRST, SECOND, {**FIRST, "订单编号": "2.46E+18"})
    with opened_export(path, Asked(), None) as export:
        here = (export.heading, list(export.lots))
    monkeypatch.setattr(reading_process, "_LARGE", 0)
    with opened_export(path, Asked(), None) as export:
        assert (export.heading, list(export.lots)) == here
    assert here[1][0].skipped


@pytest.mark.usefixtures("_all_beside")
def test_orders_that_were_read_beside_are_found_at_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = order_list(tmp_path, FIRST, SECOND)
    assert workspace.orders.import_files([path], Asked()).added == 2
    assert [order.no for order in workspace.orders.find(NO[-9:])] == [NO]
    assert workspace.orders.import_files([path], Asked()).unchanged == 2


@pytest.mark.usefixtures("_all_beside")
def test_an_order_that_comes_twice_is_found_by_what_came_last(
    workspace: Workspace, tmp_path: Path
) -> None:
    first = order_list(tmp_path, FIRST, name="a.csv")
    second = order_list(tmp_path, {**FIRST, "物流单号 ": "SF1385628716739"}, name="b.csv")
    workspace.orders.import_files([first, second], Asked())
    assert [order.no for order in workspace.orders.find("8716739")] == [NO]


@pytest.mark.usefixtures("_all_beside")
def test_a_file_that_breaks_off_is_refused_in_the_chosen_language(tmp_path: Path) -> None:
    language.choose(["zh_CN"])
    path = order_list(tmp_path, FIRST, SECOND)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(BadInputError) as refusal, opened_export(path, Asked(), None):
        pass
    assert refusal.value.place.startswith(str(path))
    assert refusal.value.sentence.startswith("文件不完整")


@pytest.mark.usefixtures("_all_beside")
def test_a_reading_process_that_dies_leaves_the_orders_as_they_were(
    workspace: Workspace, tmp_path: Path, monkeypatch
) -> None:
    started = reading_process._started
    processes = []

    def remembered(*told):
        processes.append(started(*told))
        return processes[-1]

    def kill(share: float) -> None:
        if share:
            os.kill(processes[0].pid, signal.SIGTERM)

    monkeypatch.setattr(reading_process, "_started", remembered)
    path = many_orders(tmp_path, 6_000)
    with pytest.raises(BadInputError, match="was not read to its end"):
        workspace.orders.import_files([path], Asked(), progress=kill)
    assert workspace.orders.count() == 0
    assert workspace.orders.find("310000") == []


@pytest.mark.usefixtures("_all_beside")
def test_the_process_ends_with_whoever_asked(tmp_path: Path, monkeypatch) -> None:
    ended = []
    started = reading_process._started
    monkeypatch.setattr(
        reading_process, "_started", lambda *told: ended.append(started(*told)) or ended[-1]
    )
    with opened_export(many_orders(tmp_path, 3_000), Asked(), None):
        pass
    assert ended[0].returncode is not None


def test_a_system_that_starts_no_process_has_the_file_read_here(
    tmp_path: Path, monkeypatch
) -> None:
    def refused(*_told, **_options):
        raise OSError("no more processes")

    monkeypatch.setattr(reading_process, "_LARGE", 0)
    monkeypatch.setattr(reading_process.subprocess, "Popen", refused)
    with opened_export(order_list(tmp_path, FIRST), Asked(), None) as export:
        assert [order.no for lot in export.lots for order in lot.orders] == [NO]


def test_a_fault_of_the_reading_is_told_as_one(tmp_path: Path, monkeypatch) -> None:
    def broken(*_told):
        raise ZeroDivisionError("a fault")

    monkeypatch.setattr(reading_process, "open_export", broken)
    answer = io.BytesIO()
    asked = reading_process.marshal.dumps((str(tmp_path), "", {}, "", "en"))
    read_beside(io.BytesIO(asked), answer)
    assert b"ZeroDivisionError: a fault" in answer.getvalue()
