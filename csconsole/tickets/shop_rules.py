"""The rules of a shop for its tickets: hours, holidays, limits; a supervisor changes them."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.people.people import People
from csconsole.storage.store import Store
from csconsole.tickets.business_days import BusinessDays
from csconsole.tickets.model import Tier
from csconsole.tickets.public_holidays import COUNTRIES, NO_HOLIDAYS
from csconsole.tickets.shop_hours import ALWAYS_OPEN, EVERY_DAY, USUAL_HOURS, Deadlines, ShopHours
from csconsole.tickets.store import RULES, TicketStore

_OF_ALL = "all"  # the one row: the rules of all shops
_MOST_HOURS = 24 * 365
_MOST_DAYS = 365
_MOST_AMOUNT = 10**12
_MOST_OWN_DAYS = 400
_LATEST_START = 12  # hours after midnight; a day that begins later is the next one


@dataclass(frozen=True)
class ShopRules:
    """The rules of a shop.

    Attributes:
        hours: until the first response and until the solution, by tier.
        compensation_limit: the most that an agent may give a buyer, in the minor unit; None for
            any amount.
        visit_days, visit_days_vip: days from the end of a case to the follow-up visit that is
            proposed; 0 for none.
        zone: the name of the shop's time zone; "" for the one of each computer.
        day_starts: the hour at which a day of the shop begins.
    """

    hours: Mapping[Tier, tuple[int, int]]
    open: ShopHours = ALWAYS_OPEN
    compensation_limit: int | None = None
    visit_days: int = 3
    visit_days_vip: int = 1
    zone: str = ""
    day_starts: int = 0

    @property
    def business_days(self) -> BusinessDays:
        """When the shop's days begin."""
        return BusinessDays(self.open.zone, self.day_starts)

    @property
    def deadlines(self) -> Deadlines:
        """How long the shop takes for a case."""
        return Deadlines(self.hours, self.open)


class Rules:
    """The rules in an open store, which all laptops of the shop share."""

    def __init__(self, store: Store, people: People) -> None:
        self._store, self._people = store, people
        self._tickets = TicketStore(store)

    def present(self) -> ShopRules:
        """The rules as they are; what nobody has changed is as usual."""
        return present_rules(self._tickets)

    def change(self, told: Mapping[str, str]) -> ShopRules:
        """Change rules, each told by its name as a text; an empty text makes it the usual one.

        Raises:
            BadInputError: a text can be no such rule; nothing is changed.
            SupervisorNeededError: nobody has shown to be the supervisor.
        """
        patch = {name: read_rule(name, text) for name, text in told.items()}
        self._people.require_supervisor()
        if patch:
            with self._store.journal.action("tickets.rules", self._people.agent) as action:
                action.write(RULES.name, _OF_ALL, patch)
                # The clocks of every open ticket may run out at another time now.
                self._store.database.execute(
                    "INSERT INTO tickets_to_list SELECT id FROM tickets WHERE closed IS NULL "
                    "AND id NOT IN (SELECT ticket FROM tickets_to_list)"
                )
        return self.present()


def present_rules(tickets: TicketStore) -> ShopRules:
    """The rules as they are in a store."""
    rows = list(tickets.rows(RULES, "id = ? AND deleted = 0", (_OF_ALL,)))
    return rules_of(rows[0] if rows else {})


def rules_of(row: Mapping[str, Any]) -> ShopRules:
    """The rules of a stored row; a value that can be none gives way to the usual one."""
    opens, closes = _time_of(row.get("opens")), _time_of(row.get("closes"))
    zone = _zone_of(row.get("zone"))
    days = frozenset(day for day in row.get("days") or () if day in EVERY_DAY)
    numbers = {
        name: row[name]
        for name in ("visit_days", "visit_days_vip", "day_starts")
        if row.get(name) is not None
    }
    return ShopRules(
        hours={tier: tuple(row.get(tier.value) or USUAL_HOURS[tier]) for tier in Tier},
        open=ShopHours(
            opens=opens,
            closes=closes,
            days=days or EVERY_DAY,
            closed_days=_dates_of(row.get("closed_days")),
            worked_days=_dates_of(row.get("worked_days")),
            public=COUNTRIES.get(row.get("holidays") or "", NO_HOLIDAYS),
            zone=zone,
        ),
        compensation_limit=row.get("compensation_limit"),
        zone=row["zone"] if zone else "",
        **numbers,
    )


def read_rule(name: str, text: str) -> Any:
    """What somebody wrote as the value of a rule; None for an empty text.

    Raises:
        BadInputError: there is no such rule, or it can be none; the rule is its place.
    """
    if name not in _READERS:
        raise BadInputError(
            _("{told} is not known; known are {known}").format(
                told=name, known=", ".join(_READERS)
            ),
            place=name,
        )
    bare = text.strip()
    if not bare:
        return None
    try:
        return _READERS[name](bare)
    except (ValueError, ZoneInfoNotFoundError) as error:
        raise BadInputError(_FORMS[_READERS[name]](), place=name) from error


def _hours(text: str) -> list[int]:
    read = re.fullmatch(r"(\d{1,4})\s*/\s*(\d{1,4})", text, re.ASCII)
    if read is None:
        raise ValueError(text)
    first, solution = int(read[1]), int(read[2])
    if not 0 < first <= solution <= _MOST_HOURS:
        raise ValueError(text)
    return [first, solution]


def _time(text: str) -> str:
    bare = "00:00" if text == "24:00" else text
    return time.fromisoformat(bare if len(bare) > len("9:00") else f"0{bare}").strftime("%H:%M")


def _days(text: str) -> list[int]:
    """Weekdays as people count them, Monday 1 to Sunday 7: `1-5, 7`."""
    found: set[int] = set()
    for part in text.split(","):
        first, _dash, last = part.strip().partition("-")
        begin, end = int(first), int(last or first)
        if not 1 <= begin <= end <= len(EVERY_DAY):
            raise ValueError(text)
        found |= set(range(begin - 1, end))
    return sorted(found)


def _dates(text: str) -> list[str]:
    """Days and spans of days: `2027-02-05..2027-02-12, 2027-05-01`."""
    found: set[date] = set()
    for part in text.split(","):
        first, _dots, last = part.strip().partition("..")
        begin = date.fromisoformat(first)
        end = date.fromisoformat(last or first)
        count = (end - begin).days + 1
        if not 0 < count <= _MOST_OWN_DAYS - len(found):
            raise ValueError(text)
        found |= {begin + timedelta(days=one) for one in range(count)}
    return [day.isoformat() for day in sorted(found)]


def _zone(text: str) -> str:
    return ZoneInfo(text).key


def _country(text: str) -> str:
    if text.upper() not in COUNTRIES:
        raise ValueError(text)
    return text.upper()


def _amount(text: str) -> int:
    """An amount in the minor unit of a currency of two digits, such as yuan."""
    read = re.fullmatch(r"(\d{1,9})(?:\.(\d{1,2}))?", text, re.ASCII)
    if read is None:
        raise ValueError(text)
    return min(_MOST_AMOUNT, int(read[1]) * 100 + int((read[2] or "").ljust(2, "0")))


def _count_of_days(text: str) -> int:
    number = int(text)
    if not 0 <= number <= _MOST_DAYS:
        raise ValueError(text)
    return number


def _hour_of_start(text: str) -> int:
    hour = int(text)
    if not 0 <= hour <= _LATEST_START:
        raise ValueError(text)
    return hour


_READERS: Mapping[str, Callable[[str], Any]] = {
    **{tier.value: _hours for tier in Tier},
    "opens": _time,
    "closes": _time,
    "days": _days,
    "holidays": _country,
    "closed_days": _dates,
    "worked_days": _dates,
    "zone": _zone,
    "compensation_limit": _amount,
    "visit_days": _count_of_days,
    "visit_days_vip": _count_of_days,
    "day_starts": _hour_of_start,
}
_FORMS: Mapping[Callable[[str], Any], Callable[[], str]] = {
    _hours: lambda: _("hours are told as RESPONSE/SOLUTION, such as 4/24"),
    _time: lambda: _("a time of day such as 09:00 must stand here"),
    _days: lambda: _("weekdays are told from 1 (Monday) to 7, such as 1-5"),
    _country: lambda: _("public holidays are known of: {known}").format(
        known=", ".join(filter(None, COUNTRIES))
    ),
    _dates: lambda: _("days are told as 2027-02-05..2027-02-12, 2027-05-01"),
    _zone: lambda: _("a time zone such as Asia/Shanghai must stand here"),
    _amount: lambda: _("an amount such as 178.00 must stand here"),
    _count_of_days: lambda: _("a number of days must stand here"),
    _hour_of_start: lambda: _("an hour from 0 to 12 must stand here"),
}


def _time_of(told: str | None) -> time:
    try:
        return time.fromisoformat(told or "00:00")
    except ValueError:
        return time()


def _zone_of(told: str | None) -> ZoneInfo | None:
    try:
        return ZoneInfo(told) if told else None
    except (ValueError, ZoneInfoNotFoundError):
        return None


def _dates_of(told: list[str] | None) -> frozenset[date]:
    return frozenset(date.fromisoformat(one) for one in told or ())
