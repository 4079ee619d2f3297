"""The benchmark of the list of tickets measures what it says, on a small scale."""

from benchmarks.tickets import FILTERS, NOW, fill, measure
from csconsole.tickets.listing import SORTS, Filters
from csconsole.workspace.workspace import Workspace


def test_each_filter_is_measured_and_fits_some_tickets(workspace: Workspace) -> None:
    fill(workspace._store, 400)
    told = list(measure(workspace.tickets, 1))
    assert {name for name, *_rest in told} >= set(FILTERS)
    assert {sort for _name, sort, *_rest in told} == set(SORTS)
    counts = {name: count for name, _sort, count, _taken in told}
    assert (counts["all"], counts["text: every buyer"]) == (400, 400)
    assert 0 < counts["late"] < counts["open"] < counts["all"]


def test_a_page_tells_how_many_fit_however_it_counts_them(workspace: Workspace) -> None:
    fill(workspace._store, 1200)
    for filters in (Filters(), Filters(text="买家"), Filters(text="买家", kind="return")):
        every = workspace.tickets.listed(filters, NOW)
        page, count = workspace.tickets.page(filters, NOW, 10)
        assert count == len(every)
        assert page == every[:10]
