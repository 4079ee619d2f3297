"""The benchmark of the window's list of tickets measures what it says, on a small scale."""

from benchmarks import ticket_window
from benchmarks.tickets import fill


def test_scrolling_and_every_filter_are_measured(qapp, monkeypatch, capsys) -> None:
    monkeypatch.setattr(ticket_window, "_STEPS", 20)
    found = list(ticket_window.measure(300, fill, rounds=1))
    parts = [part for part, _taken, _limit in found]
    assert parts[:3] == ["gaps: wheel", "gaps: page by page", "gaps: bar drawn through"]
    assert parts[3::2] == [f"typed: {text}" for text in ticket_window.FILTERS]
    assert parts[4::2] == [f"by the clock: {text}" for text in ticket_window.FILTERS]
    assert all(taken.count > 0 and taken.longest > 0 for _part, taken, _limit in found)
    ticket_window.told(300, iter(found))
    assert "| gaps: wheel | 300 |" in capsys.readouterr().out
