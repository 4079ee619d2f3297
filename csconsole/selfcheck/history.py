"""The days that were signed: a calendar, streaks, and every item of a while for a sheet."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from csconsole.selfcheck.checking import Found, SelfCheck
from csconsole.selfcheck.model import (
    DayMark,
    DayRecord,
    History,
    ItemRecord,
    Signature,
    State,
)
from csconsole.selfcheck.snapshot import Kept, kept_items
from csconsole.selfcheck.store import CheckStore
from csconsole.storage.store import Store
from csconsole.tickets.shop_hours import ShopHours

MOST_UNSIGNED = 31  # days of a while that are computed anew; each takes a part of a second
_A_DAY = timedelta(days=1)


class PastDays:
    """The days of an open store."""

    def __init__(self, store: Store, checks: SelfCheck) -> None:
        self._store, self._checks = store, checks
        self._kept = CheckStore(store, checks.shop)

    def of(self, checks: SelfCheck) -> "PastDays":
        """The same for the days of another shop."""
        return PastDays(self._store, checks)

    def history(self, first: date, last: date, now: datetime) -> History:
        """The days of a while, with who signed them, and the streaks of all days."""
        signatures = {one.day: one for one in self._kept.signatures(date.min, date.max)}
        marks = []
        for day in days_of(first, last):
            one = signatures.get(day)
            marks.append(DayMark(day, one, len(one.reasons) if one else 0))
        present, longest = streaks(signatures, self._checks.today(now), self._checks.rules.open)
        return History(tuple(marks), present, longest)

    def records(
        self, first: date, last: date, now: datetime, *, signed_alone: bool = False
    ) -> list[DayRecord]:
        """Each day of a while, with its items, the earliest first.

        Signed days are as they were signed. Other days are computed; of a long while only those
        of its end are, since each of them takes its time: the others have no items.
        """
        last = min(last, self._checks.today(now))
        oldest = last - MOST_UNSIGNED * _A_DAY
        signed = {one.day: one for one in self._kept.signatures(first, last)}
        found = []
        for day in days_of(first, last):
            if day in signed:
                found.append(self._signed(signed[day]))
            elif not signed_alone:
                items = self._checks.look(now, day) if day > oldest else []
                found.append(DayRecord(day, None, tuple(_record(day, one, None) for one in items)))
        return found

    def _signed(self, signature: Signature) -> DayRecord:
        kept = kept_items(self._kept.signed_items(signature.id))
        items = tuple(_record(signature.day, one, signature) for one in kept)
        return DayRecord(signature.day, signature, items)


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


def _record(day: date, one: Found | Kept, signature: Signature | None) -> ItemRecord:
    count = one.finding.count if isinstance(one, Found) else one.count
    reason = signature.reasons.get(one.item.id, "") if signature else ""
    if reason and signature is not None:
        who, at = signature.agent, signature.at
        return ItemRecord(day, one.item, State.EXPLAINED, count, reason, who, at)
    if one.tick is None:
        return ItemRecord(day, one.item, one.state, count)
    return ItemRecord(day, one.item, one.state, count, one.tick.note, one.tick.agent, one.tick.at)
