"""The benchmarks of the issue tables measure what they say, on a small scale."""

import sys
from datetime import date
from pathlib import Path

import pytest

from benchmarks import reports
from benchmarks.report_window import measure

SPAN = (date(2026, 5, 1), date(2026, 5, 4))


def test_every_form_of_the_tables_is_measured_in_a_process_of_its_own(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(reports, "_YEAR", SPAN)
    monkeypatch.setattr(reports, "_PRINTED", SPAN)
    monkeypatch.setattr(sys, "argv", ["reports", "300"])

    reports.main()

    told = capsys.readouterr().out
    assert told.startswith("300 tickets;")
    assert [name for name in ("a.xlsx", "tables", "a.pdf") if f"\n{name:8} " in told] == [
        "a.xlsx", "tables", "a.pdf",
    ]  # fmt: skip


def test_the_window_is_watched_while_tables_are_shown_written_and_stopped(
    qapp: object, capsys: pytest.CaptureFixture[str]
) -> None:
    measure(300, reports.fill, SPAN)

    told = capsys.readouterr().out
    for part in ("the tables shown first", "the figures of all days", "the workbook"):
        assert f"\n| {part} | " in told


def test_a_report_that_is_refused_is_no_figure(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="was not written"):
        reports.measure(tmp_path, (SPAN[1], SPAN[0]), tmp_path / "a.xlsx")
