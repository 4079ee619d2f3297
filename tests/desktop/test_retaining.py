"""Old orders are forgotten while the window is open, if the settings say so."""

import pytest

from csconsole.settings import Settings, save
from csconsole.storage.places import Places
from csconsole.workspace.workspace import open_workspace

LONG_AGO, LATELY = 1_600_000_000, 4_000_000_000


def with_orders(where: Places, *moments: int) -> None:
    workspace = open_workspace(where)
    with workspace._store.journal.action("orders.import") as action:
        for at, moment in enumerate(moments):
            action.write("order", f"o{at}", {"no": str(at), "shop": "s", "created": moment})
    workspace.close()


def keep_for(where: Places, days: str) -> None:
    save(where.settings, Settings(retention_days=days))


@pytest.fixture
def begin(qtbot, start):
    """Start the program; what it says in passing, and how many orders there are then."""

    def beginning() -> tuple[str, int]:
        console = start()
        counted: list[int] = []
        for _step in range(3):  # each step of the forgetting comes behind what was asked before
            counted.clear()
            console.jobs.run(lambda one: one.orders.count(), counted.append)
            qtbot.waitUntil(lambda: bool(counted))
        return console.window.notices._toast.text(), counted[0]

    return beginning


def test_old_orders_go_at_the_start_and_it_is_said(begin, small_profile: Places) -> None:
    with_orders(small_profile, LONG_AGO, LONG_AGO, LATELY)
    keep_for(small_profile, "90")
    assert begin() == ("2 old orders were forgotten, as the settings say.", 1)


def test_orders_stay_where_the_settings_keep_them(begin, small_profile: Places) -> None:
    with_orders(small_profile, LONG_AGO)
    assert begin() == ("", 1)


def test_nothing_is_said_where_nothing_was_old(begin, small_profile: Places) -> None:
    with_orders(small_profile, LATELY)
    keep_for(small_profile, "90")
    assert begin() == ("", 1)
