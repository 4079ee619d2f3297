"""The end of the day, put together for the front ends and for sheets."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime

from csconsole import language
from csconsole.orders.products.products import Products
from csconsole.people.people import People
from csconsole.replies.library import ReplyLibrary
from csconsole.selfcheck.checking import SelfCheck
from csconsole.selfcheck.history import PastDays
from csconsole.selfcheck.model import DayRecord, Group, ItemRecord, State, Texts, in_language
from csconsole.selfcheck.notices import Notices
from csconsole.selfcheck.plans import Plans
from csconsole.selfcheck.signing import Signing
from csconsole.storage.store import Store

# A sheet may be in another language than the program.
_WORDS: Mapping[Group | State | str, Texts] = {
    Group.RECORDED: {"zh": "登记了吗", "en": "Recorded?"},
    Group.SOLVED: {"zh": "解决了吗", "en": "Solved?"},
    Group.READY: {"zh": "准备好了吗", "en": "Ready?"},
    State.OPEN: {"zh": "待办", "en": "open"},
    State.DONE: {"zh": "已完成", "en": "done"},
    State.EXPLAINED: {"zh": "已说明", "en": "explained"},
    "signature": {"zh": "签字", "en": "Signature"},
    "day": {"zh": "当日自查", "en": "The whole day"},
    "signed": {"zh": "已签字", "en": "signed"},
    "unsigned": {"zh": "未签字", "en": "not signed"},
    "not computed": {
        "zh": "较早的未签日不再逐项计算",
        "en": "Unsigned days of longer ago are not computed item by item",
    },
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

    def of_shop(self, shop: str) -> "DayWork":
        """The days of one shop, by its id, which are answered and signed apart; "" for all."""
        checks = self.checks.of_shop(shop)
        signing, past = self.signing.of(checks), self.past.of(checks)
        return replace(self, checks=checks, signing=signing, past=past)


@dataclass(frozen=True)
class SelfCheckRow:
    """One line of the sheet 自检, in the program's language.

    Attributes:
        shop: the name of the shop whose self-check it is; "" for all shops together.
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
    shop: str = ""


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


def selfcheck_rows(  # noqa: PLR0913  (what a sheet asks for)
    day: DayWork,
    first: date,
    last: date,
    now: datetime,
    spoken: str = "",
    *,
    shop: str = "",
    signed_alone: bool = False,
) -> list[SelfCheckRow]:
    """Each day from `first` to `last` and each of its items, the earliest day first.

    `spoken`: `zh` or `en` for the words of the sheet; "" for the program's language. `shop` is
    the name of the shop whose days they are; with `signed_alone` other days are left out.
    """

    def of_item(one: ItemRecord) -> SelfCheckRow:
        group, state = _word(one.item.group, spoken), _word(one.state, spoken)
        item = in_language(one.item.title, spoken or language.chosen())
        return SelfCheckRow(one.day, group, item, state, one.count, one.note, one.who, one.at, shop)

    rows = []
    for one in day.past.records(first, last, now, signed_alone=signed_alone):
        rows.append(_of_day(one, spoken, shop))
        rows += map(of_item, one.items)
    return rows


def _of_day(one: DayRecord, spoken: str, shop: str) -> SelfCheckRow:
    """What proves that a day was checked: who signed it, when, and where the journal stood."""
    signed = one.signed
    heads = [head.rsplit(" ", maxsplit=1)[-1] for head in signed.heads.values()] if signed else []
    not_computed = "" if one.items else _word("not computed", spoken)
    return SelfCheckRow(
        date=one.day,
        group=_word("signature", spoken),
        item=_word("day", spoken),
        state=_word("signed" if signed else "unsigned", spoken),
        count=one.left,
        note=" ".join(heads) or not_computed,
        who=signed.agent if signed else "",
        when=signed.at if signed else None,
        shop=shop,
    )


def _word(of: Group | State | str, spoken: str) -> str:
    return in_language(_WORDS[of], spoken or language.chosen())
