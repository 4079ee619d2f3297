"""The end of the day, put together for the front ends and for sheets."""

from dataclasses import dataclass
from datetime import date, datetime

from csconsole.language import _
from csconsole.orders.products.products import Products
from csconsole.people.people import People
from csconsole.replies.library import ReplyLibrary
from csconsole.selfcheck.checking import SelfCheck
from csconsole.selfcheck.history import PastDays
from csconsole.selfcheck.notices import Notices
from csconsole.selfcheck.plans import Plans
from csconsole.selfcheck.signing import Signing
from csconsole.selfcheck.telling import GROUPS, STATES, title_of
from csconsole.storage.store import Store


@dataclass(frozen=True)
class DayWork:
    """What the end of a day is made of; used from the thread that opened the store.

    Attributes:
        checks: the list, computed and answered.
        signing: signs days.
        plans: the plans of the day.
        notices: what agents are to know.
        past: the days that were signed.
    """

    checks: SelfCheck
    signing: Signing
    plans: Plans
    notices: Notices
    past: PastDays


@dataclass(frozen=True)
class SelfCheckRow:
    """One line of the sheet 自检, in the program's language.

    Attributes:
        note: the note of whoever ticked the item, or the reason why it was left open.
        when: when that was; None where nobody did.
    """

    date: date
    group: str
    item: str
    state: str
    count: int
    note: str
    who: str
    when: datetime | None


def day_work(store: Store, people: People, library: ReplyLibrary, products: Products) -> DayWork:
    """Everything on one store."""
    checks = SelfCheck(store, people, library, products)
    return DayWork(
        checks=checks,
        signing=Signing(store, people, checks),
        plans=Plans(store, people),
        notices=Notices(store, people, library),
        past=PastDays(store, checks),
    )


def selfcheck_rows(day: DayWork, first: date, last: date, now: datetime) -> list[SelfCheckRow]:
    """Each item of each day from `first` to `last`, the earliest day first."""
    return [
        SelfCheckRow(
            one.day,
            _(GROUPS[one.item.group]),
            title_of(one.item),
            _(STATES[one.state]),
            one.count,
            one.note,
            one.who,
            one.at,
        )
        for one in day.past.records(first, last, now)
    ]
