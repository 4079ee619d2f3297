"""What the page of the day knows: which day, what was found, what is shown of it; no Qt.

A day is asked for in the store's worker, one at a time: what is wanted meanwhile waits, and an
answer to anything but the latest wish is dropped.
"""

from dataclasses import dataclass
from datetime import date, tzinfo

from csconsole.desktop.day.rows import DayRow, Kind, day_rows
from csconsole.selfcheck.model import CheckedDay, History
from csconsole.workspace.workspace import Workspace


@dataclass(frozen=True)
class DayView:
    """What was read of a day.

    Attributes:
        today: the shop's today.
        agent: who sits at the desk.
        zone: whose times are told; None for this machine's.
        shop: the name of the shop whose day it is; "" for all of them together.
        shops: the names of all shops.
    """

    checked: CheckedDay
    today: date
    agent: str = ""
    zone: tzinfo | None = None
    shop: str = ""
    shops: tuple[str, ...] = ()

    @property
    def is_today(self) -> bool:
        """Whether it is the day that lasts."""
        return self.checked.day == self.today


class DayState:
    """The day before the agent.

    Attributes:
        wanted: the day that is to be shown; None for today, whichever that is.
        shop: the name of the shop whose days are shown; "" for all of them together.
        view: what was read of it; None as long as nothing was.
    """

    def __init__(self) -> None:
        self.wanted: date | None = None
        self.shop = ""
        self.view: DayView | None = None
        self._turned: set[str] = set()
        self._whole: set[str] = set()
        self._is_asked = False
        self._is_stale = True

    def want(self, day: date | None) -> None:
        """Another day is to be shown."""
        if self.view is not None and day == self.view.today:
            day = None
        if day != self.wanted:
            self._turned.clear()
            self._whole.clear()
        self.wanted = day
        self._is_stale = True

    def choose(self, shop: str) -> None:
        """The days of another shop are to be shown; "" for all of them together."""
        self.shop = shop
        self._turned.clear()
        self._whole.clear()
        self._is_stale = True

    def renew(self) -> None:
        """The same day is to be looked at anew."""
        self._is_stale = True

    def next_question(self) -> bool:
        """Whether the worker is to be asked now: it is not busy, and something is wanted."""
        if self._is_asked or not self._is_stale:
            return False
        self._is_asked, self._is_stale = True, False
        return True

    def take(self, view: DayView) -> bool:
        """The worker has answered; False where another day is wanted meanwhile."""
        self._is_asked = False
        if self.wanted not in {None, view.checked.day} or self.shop != view.shop:
            return False
        if self.wanted is None and not view.is_today:
            return False
        self.view = view
        return True

    def give_up(self) -> None:
        """The worker could not answer: the shop may have got another name."""
        self._is_asked, self.shop = False, ""

    def turn(self, row: DayRow, *, shown: bool | None = None) -> bool:
        """Show or hide what stands behind an item; False where that changes nothing."""
        if row.item is None:
            return False
        item = row.item.item.id
        if row.kind is Kind.MORE:
            self._whole.add(item)
            return True
        if row.kind is not Kind.ITEM or not row.item.evidence:
            return False
        is_shown = any(one.item is row.item and one.kind is not Kind.ITEM for one in self.rows())
        if shown is not None and shown == is_shown:
            return False
        self._turned ^= {item}
        return True

    def rows(self) -> list[DayRow]:
        """What the list shows."""
        if self.view is None:
            return []
        return day_rows(self.view.checked, self._turned, self._whole, self.view.zone)


def read_day(workspace: Workspace, day: date | None, shop: str = "") -> DayView:
    """Look at a day, in the store's worker.

    Raises:
        UserError: the day has not begun, or there is no such shop any more.
    """
    now = workspace.now()
    checks = workspace.day_of_shop(shop).checks
    return DayView(
        checks.check(now, day),
        checks.today(now),
        workspace.people.agent,
        checks.days.zone,
        shop,
        tuple(one.name for one in workspace.orders.shops.all()),
    )


def read_history(workspace: Workspace, first: date, last: date, shop: str = "") -> History:
    """The signed days of a while, in the store's worker."""
    return workspace.day_of_shop(shop).past.history(first, last, workspace.now())
