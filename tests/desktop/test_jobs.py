"""Work on the store runs in one worker and answers in the window's thread."""

import threading
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QObject, Signal
from pytestqt.qtbot import QtBot

from csconsole.desktop.jobs import Jobs
from csconsole.errors import BadInputError
from csconsole.storage.places import Places
from csconsole.workspace.workspace import Workspace, open_workspace


class Sender(QObject):
    sent = Signal(int)


@pytest.fixture
def jobs(qtbot: QtBot, small_profile: Places) -> Iterator[Jobs]:
    worker = Jobs()
    opened: list[Workspace] = []
    worker.open(lambda: open_workspace(small_profile), opened.append, pytest.fail)
    qtbot.waitUntil(lambda: bool(opened))
    yield worker
    worker.close()


def broken(_workspace: Workspace) -> None:
    raise ZeroDivisionError("a fault")


def unreadable(_workspace: Workspace) -> None:
    raise BadInputError("the file cannot be read")


def test_a_signal_can_be_emitted_as_often_as_a_day_needs(qapp: object) -> None:
    # PySide6 6.12.0 on Python 3.11 frees None once too often with each emit and aborts the
    # program after some 560 of them, which is half an hour of typing.
    sender, received = Sender(), []
    sender.sent.connect(received.append)
    for number in range(5000):
        sender.sent.emit(number)
    assert received == list(range(5000))


def test_work_runs_in_the_worker_and_its_result_comes_to_the_window(
    qtbot: QtBot, jobs: Jobs
) -> None:
    threads: list[str] = []

    def work(_workspace: Workspace) -> str:
        return threading.current_thread().name

    def done(worker: str) -> None:
        threads.extend([worker, threading.current_thread().name])

    jobs.run(work, done)
    qtbot.waitUntil(lambda: bool(threads))
    assert threads[0].startswith("store")
    assert threads[1] == threading.main_thread().name


def test_pieces_of_work_are_done_in_the_order_they_were_given(qtbot: QtBot, jobs: Jobs) -> None:
    answers: list[int] = []
    for number in range(50):
        jobs.run(lambda _workspace, number=number: number, answers.append)
    qtbot.waitUntil(lambda: len(answers) == 50)
    assert answers == list(range(50))


def test_a_refusal_goes_to_whoever_asked(qtbot: QtBot, jobs: Jobs) -> None:
    refused: list[BadInputError] = []
    jobs.run(unreadable, refused=refused.append)
    qtbot.waitUntil(lambda: bool(refused))
    assert refused[0].sentence == "the file cannot be read"


def test_a_refusal_that_nobody_waits_for_is_told_to_all(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.refused) as told:
        jobs.run(unreadable)
    assert told.args[0].sentence == "the file cannot be read"


def test_a_fault_is_told_and_the_worker_goes_on(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.failed) as told:
        jobs.run(broken)
    assert isinstance(told.args[0], ZeroDivisionError)
    counted: list[int] = []
    jobs.run(lambda workspace: len(workspace.replies), counted.append)
    qtbot.waitUntil(lambda: bool(counted))
    assert counted == [8]


def test_work_before_a_workspace_is_open_is_a_fault(qtbot: QtBot) -> None:
    worker = Jobs()
    with qtbot.waitSignal(worker.failed):
        worker.run(len)
    worker.close()


def test_closing_finishes_what_was_begun(
    qtbot: QtBot, small_profile: Places, open_profile: Callable[..., Workspace]
) -> None:
    worker = Jobs()
    worker.open(lambda: open_workspace(small_profile), id, pytest.fail)
    for _again in range(20):
        worker.run(
            lambda workspace: workspace.replies.record_use(
                "greet", talk="t", language="zh", agent="Lin"
            )
        )
    worker.close()
    assert open_profile(small_profile)._store.database["reply_uses"].count == 20


def test_thinking_does_not_keep_the_store_waiting(qtbot: QtBot, jobs: Jobs) -> None:
    free, answers = threading.Event(), []
    jobs.think(lambda: free.wait(10), answers.append)
    counted: list[int] = []
    jobs.run(lambda workspace: len(workspace.replies), counted.append)
    qtbot.waitUntil(lambda: counted == [8])
    assert answers == []
    free.set()
    qtbot.waitUntil(lambda: answers == [True])


def test_a_fault_in_thinking_is_told(qtbot: QtBot, jobs: Jobs) -> None:
    with qtbot.waitSignal(jobs.failed) as told:
        jobs.think(lambda: broken(None), pytest.fail)
    assert isinstance(told.args[0], ZeroDivisionError)


def test_after_closing_nothing_is_answered_any_more(qtbot: QtBot, small_profile: Places) -> None:
    worker, answers = Jobs(), []
    worker.open(lambda: open_workspace(small_profile), answers.append, pytest.fail)
    worker.run(lambda workspace: len(workspace.replies), answers.append)
    worker.close()
    qtbot.wait(1)
    assert answers == []


def test_closing_lets_thinking_end_soon(small_profile: Places) -> None:
    worker, free, ended = Jobs(), threading.Event(), threading.Event()
    worker.open(lambda: open_workspace(small_profile), lambda _workspace: None, pytest.fail)
    worker.think(lambda: free.wait(10) and ended.set(), lambda _nothing: None, free.set)
    worker.close()
    assert ended.wait(10)
