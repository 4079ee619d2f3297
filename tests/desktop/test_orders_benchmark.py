"""The benchmark of the orders measures what it says, on a small scale."""

import pytest

from benchmarks import orders


def test_imports_through_the_window_and_finding_are_measured(
    qapp, capsys: pytest.CaptureFixture[str]
) -> None:
    most = 2 * orders.WARM_UP
    found = orders.measure(40, 60, most=most)
    parts = [name for name, one in found.items() if isinstance(one, orders.Part)]
    assert parts[:4] == ["CSV, preview", "CSV, import", "CSV again, preview", "CSV again, import"]
    assert all(found[name].seconds > 0 for name in parts)
    assert found["whole number"].count == most
    assert found["part of a waybill"].p50 > 0
    assert "| workbook, import | 20 | " in capsys.readouterr().out


def test_what_is_typed_is_told_by_an_order_that_is_there() -> None:
    asked = orders.queries(30)
    numbers = {row[0] for row in orders.order_rows(30)}
    assert set(asked["whole number"]) <= numbers
    assert all(any(part in number for number in numbers) for part in asked["part of a number"])
