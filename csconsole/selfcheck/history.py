"""The days that were signed: a calendar, streaks, and every item of a while for a sheet."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from csconsole.selfcheck.checking import SelfCheck
from csconsole.selfcheck.model import (
    Checked,
    CheckedDay,
    DayMark,
    History,
    ItemRecord,
)
from csconsole.selfcheck.store import CheckStore
from csconsole.storage.store import Store
from csconsole.tickets.shop_hours import ShopHours

MOST_UNSIGNED = 31  # days of a while that are computed anew; each takes a part of a second
_A_DAY = timedelta(days=1)


class PastDays:
    """The days of an open store."""

    def __init__(self, store: Store, checks: SelfCheck) -> None:
        self._kept, self._checks = CheckStore(store), checks

    def history(self, first: date, last: date, now: datetime) -> History:
        """The days of a while, with who signed them, and the streaks of all days."""
        signatures = {one.day: one for one in self._kept.signatures(date.min, date.max)}
        marks = []
        for day in days_of(first, last):
            one = signatures.get(day)
            marks.append(DayMark(day, one, len(one.reasons) if one else 0))
        present, longest = streaks(signatures, self._checks.today(now), self._checks.rules.open)
        return History(tuple(marks), present, longest)

    def records(self, first: date, last: date, now: datetime) -> list[ItemRecord]:
        """Each item of each day of a while, the earliest day first.

        Signed days are as they were signed. Other days are computed; of a long while only those
        of its end are, since each of them takes its time.
        """
        last = min(last, self._checks.today(now))
        oldest = last - MOST_UNSIGNED * _A_DAY
        signed = {one.day for one in self._kept.signatures(first, last)}
        return [
            record
            for day in days_of(first, last)
            if day in signed or day > oldest
            for record in _records(self._checks.check(now, day))
        ]


def streaks(signed: Iterable[date], today: date, hours: ShopHours) -> tuple[int, int]:
    """How many days up to today were signed one after another, and the longest such row.

    A day on which the shop does not work breaks no row; neither does today, which still lasts.
    """
    days = set(signed)
    if not days:
        return 0, 0
    present = longest = 0
    for day in days_of(min(days), max(today, *days)):
        if day in days:
            present += 1
            longest = max(longest, present)
        elif day < today and hours.works_on(day):
            present = 0
    return present, longest


def days_of(first: date, last: date) -> list[date]:
    """The days from one to another, both among them; none where the last is before the first."""
    return [first + count * _A_DAY for count in range((last - first).days + 1)]


def _records(checked: CheckedDay) -> Iterable[ItemRecord]:
    for one in checked.items:
        yield _record(checked, one)


def _record(checked: CheckedDay, one: Checked) -> ItemRecord:
    signed, tick = checked.signed, one.tick
    if one.reason and signed is not None:
        note, who, at = one.reason, signed.agent, signed.at
    elif tick is not None:
        note, who, at = tick.note, tick.agent, tick.at
    else:
        return ItemRecord(checked.day, one.item, one.state, one.count)
    return ItemRecord(checked.day, one.item, one.state, one.count, note, who, at)
