"""The benchmark of the window measures what it says, on a small scale."""

import time

import pytest
from PySide6.QtCore import QTimer

from benchmarks import window
from benchmarks.held_up import HeldUp


def test_the_way_of_a_library_into_the_window_and_key_presses_are_measured(
    qapp, capsys: pytest.CaptureFixture[str]
) -> None:
    found = window.measure(60, 20, suggesting=False)
    assert list(found) == [
        "gaps: import",
        "gaps: reading it from the store, showing it",
        "gaps: preparing the search",
        "key press to painted list",
        "the same, processor time",
        "of it the search",
        "the preview after it",
    ]
    pressed = found["key press to painted list"]
    assert pressed.count == 20
    assert 0 < found["of it the search"].p50 < pressed.p50 <= pressed.longest
    assert "| key press to painted list | 60 | " in capsys.readouterr().out


def test_what_kept_the_window_waiting_is_named(qtbot) -> None:
    held_up = HeldUp(late_ms=10)
    beat = window.Heartbeat(held_up)
    beat.start()
    qtbot.waitUntil(lambda: len(beat.gaps) > 3)
    QTimer.singleShot(0, lambda: keep_busy(0.1))
    before = len(beat.gaps)
    qtbot.waitUntil(lambda: len(beat.gaps) > before + 3)
    assert max(beat.stop()) > 90
    assert any("keep_busy" in line and "window: " in line for line in held_up.told())


def keep_busy(seconds: float) -> None:
    """Work without a pause."""
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        pass
