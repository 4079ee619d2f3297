"""What was not foreseen is shown once, with details, and written down; refusals are sentences."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QMessageBox, QPushButton

from csconsole import settings
from csconsole.desktop.application import Console
from csconsole.desktop.crash import FaultReporter
from csconsole.errors import BadInputError
from csconsole.storage.places import Places


class UnforeseenError(Exception):
    pass


def broken(_workspace: object) -> None:
    raise UnforeseenError("the cup fell")


def unreadable(_workspace: object) -> None:
    raise BadInputError("the file cannot be read", place="a.yaml:3", hint="mend it <b>now</b>")


def written(where: Places) -> list[Path]:
    return list(where.config.glob("fault-*.txt"))


@pytest.fixture
def console(start) -> Console:
    return start()


@pytest.fixture
def reporter(qapp: object, small_profile: Places, dialogs) -> Iterator[FaultReporter]:
    yield FaultReporter(small_profile)
    for box in dialogs():
        box.accept()


def test_a_fault_in_the_worker_is_shown_with_its_details_and_written_down(
    qtbot, console: Console, dialogs, small_profile: Places
) -> None:
    console.jobs.run(broken)
    qtbot.waitUntil(lambda: bool(dialogs()))
    (box,) = dialogs(QMessageBox)
    assert "saved is safe" in box.text()
    assert "UnforeseenError: the cup fell" in box.detailedText()
    assert "in broken" in box.detailedText()
    assert box.detailedText().startswith("csconsole ")
    (path,) = written(small_profile)
    assert path.read_text(encoding="utf-8") == box.detailedText()


def test_a_fault_in_the_window_is_shown_too(qtbot, console: Console, dialogs) -> None:
    try:
        broken(None)
    except UnforeseenError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    (box,) = dialogs(QMessageBox)
    assert "UnforeseenError" in box.detailedText()


def test_after_a_fault_the_window_goes_on(qtbot, console: Console, dialogs) -> None:
    console.jobs.run(broken)
    qtbot.waitUntil(lambda: bool(dialogs()))
    dialogs()[0].accept()
    page = console.window.page
    qtbot.keyClicks(page.search_box, "wh")
    qtbot.keyClick(page.search_box, Qt.Key.Key_Return)
    counted: list[int] = []
    console.jobs.run(lambda one: one._store.database["reply_uses"].count, counted.append)
    qtbot.waitUntil(lambda: counted == [1])


def test_many_faults_at_once_make_one_dialog(reporter: FaultReporter, dialogs) -> None:
    for _again in range(5):
        reporter.report(UnforeseenError())
    assert len(dialogs(QMessageBox)) == 1


def test_a_fault_after_the_dialog_was_closed_is_shown_again(
    qtbot, reporter: FaultReporter, dialogs
) -> None:
    reporter.report(UnforeseenError("first"))
    dialogs()[0].accept()
    reporter.report(UnforeseenError("second"))
    assert "second" in dialogs(QMessageBox)[0].detailedText()


def test_two_faults_in_one_second_are_both_written_down(
    reporter: FaultReporter, small_profile: Places
) -> None:
    reporter.report(UnforeseenError("first"))
    reporter.report(UnforeseenError("second"))
    kept = "".join(path.read_text(encoding="utf-8") for path in written(small_profile))
    assert "first" in kept
    assert "second" in kept


def test_a_fault_that_cannot_be_written_down_is_shown_all_the_same(
    qtbot, reporter: FaultReporter, tmp_path: Path, dialogs
) -> None:
    (tmp_path / "file").write_text("not a folder", encoding="utf-8")
    reporter._places = Places(tmp_path, tmp_path / "file")
    with qtbot.waitSignal(reporter.reported) as told:
        reporter.report(UnforeseenError("the cup fell"))
    assert "the cup fell" in told.args[0]
    assert dialogs(QMessageBox)


def test_a_fault_is_shown_where_there_is_no_terminal(
    reporter: FaultReporter, dialogs, monkeypatch: pytest.MonkeyPatch
) -> None:
    # A Windows program without a console has no stderr at all.
    monkeypatch.setattr(sys, "stderr", None)
    reporter.report(UnforeseenError("the cup fell"))
    assert dialogs(QMessageBox)


def test_a_refused_piece_of_work_shows_its_sentence_place_and_hint(
    qtbot, console: Console, dialogs
) -> None:
    console.jobs.run(unreadable)
    qtbot.waitUntil(lambda: bool(dialogs()))
    (box,) = dialogs(QMessageBox)
    assert box.text() == "the file cannot be read"
    assert box.informativeText() == "a.yaml:3\nmend it <b>now</b>"


def test_what_a_refusal_quotes_is_shown_as_it_is(qtbot, console: Console, dialogs) -> None:
    console.jobs.run(unreadable)
    qtbot.waitUntil(lambda: bool(dialogs()))
    (label,) = [one for one in dialogs()[0].findChildren(QLabel) if "<b>" in one.text()]
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_the_dialogs_of_refusals_are_not_piled_up_in_memory(
    qtbot, console: Console, dialogs
) -> None:
    for _again in range(3):
        console.jobs.run(unreadable)
        qtbot.waitUntil(lambda: bool(dialogs()))
        dialogs()[0].accept()
        qtbot.waitUntil(lambda: not dialogs())
    qtbot.waitUntil(lambda: console.window.findChildren(QMessageBox) == [])


def test_every_button_of_a_fault_is_in_the_language_of_the_window(
    qtbot, start, small_profile: Places, dialogs
) -> None:
    settings.save(small_profile.settings, settings.Settings(language="zh_CN"))
    console = start()
    console.jobs.run(broken)
    qtbot.waitUntil(lambda: bool(dialogs()))
    texts = [button.text() for button in dialogs()[0].findChildren(QPushButton)]
    assert texts
    assert not any(text.isascii() for text in texts if text)


def test_only_the_newest_faults_are_kept(reporter: FaultReporter, small_profile: Places) -> None:
    for number in range(23):
        reporter.report(UnforeseenError(f"cup {number}"))
    kept = sorted(written(small_profile))
    assert len(kept) == 20
    assert "cup 3\n" in kept[0].read_text(encoding="utf-8")
    assert "cup 22\n" in kept[-1].read_text(encoding="utf-8")
