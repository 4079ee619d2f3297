"""The end of the day, put together for the front ends and for sheets."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from csconsole import language
from csconsole.language import _
from csconsole.orders.products.products import Products
from csconsole.people.people import People
from csconsole.replies.library import ReplyLibrary
from csconsole.selfcheck.checking import SelfCheck
from csconsole.selfcheck.history import PastDays
from csconsole.selfcheck.model import Group, State, Texts, in_language
from csconsole.selfcheck.notices import Notices
from csconsole.selfcheck.plans import Plans
from csconsole.selfcheck.signing import Signing
from csconsole.selfcheck.telling import GROUPS, STATES
from csconsole.storage.store import Store

# A sheet may be in another language than the program.
_WORDS: Mapping[Group | State, Texts] = {
    Group.RECORDED: {"zh": "登记了吗", "en": "Recorded?"},
    Group.SOLVED: {"zh": "解决了吗", "en": "Solved?"},
    Group.READY: {"zh": "准备好了吗", "en": "Ready?"},
    State.OPEN: {"zh": "待办", "en": "open"},
    State.DONE: {"zh": "已完成", "en": "done"},
    State.EXPLAINED: {"zh": "已说明", "en": "explained"},
}


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


def selfcheck_rows(
    day: DayWork, first: date, last: date, now: datetime, spoken: str = ""
) -> list[SelfCheckRow]:
    """Each item of each day from `first` to `last`, the earliest day first.

    `spoken`: `zh` or `en` for the words of the sheet; "" for the program's language.
    """

    def word(of: Group | State, told: str) -> str:
        return in_language(_WORDS[of], spoken) if spoken else _(told)

    return [
        SelfCheckRow(
            date=one.day,
            group=word(one.item.group, GROUPS[one.item.group]),
            item=in_language(one.item.title, spoken or language.chosen()),
            state=word(one.state, STATES[one.state]),
            count=one.count,
            note=one.note,
            who=one.who,
            when=one.at,
        )
        for one in day.past.records(first, last, now)
    ]
