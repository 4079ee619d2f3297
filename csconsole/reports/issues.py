"""The tickets of some days, read and judged, one after the other."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

from csconsole.orders.shops import Shops
from csconsole.reports.days import span_of
from csconsole.reports.judging import issue_of
from csconsole.reports.model import Around, Asked, Issue, Span
from csconsole.reports.store import Part, Read, ReportStore
from csconsole.storage.store import Store
from csconsole.tickets.model import Kind
from csconsole.tickets.shop_rules import present_rules
from csconsole.tickets.store import TicketStore

_TOLD_EVERY = 500  # tickets
Progress = Callable[[float], None]


class Issues:
    """Reads the tickets; used from the thread that opened the store.

    Attributes:
        days: what the shop calls a day.
        reading: the tables that they are read from.
    """

    def __init__(self, store: Store) -> None:
        self.reading = ReportStore(store)
        self._shops = Shops(store)
        self._rules = present_rules(TicketStore(store))
        self.days = self._rules.business_days
        self._prepared: tuple[Asked, datetime] | None = None

    def today(self, now: datetime) -> date:
        """The business day of a moment."""
        return self.days.day_of(now)

    def span_of(self, asked: Asked, now: datetime) -> Span:
        """The moments of some days.

        Raises:
            BadInputError: the days are none.
        """
        return span_of(asked, self.days, now)

    def of(
        self,
        asked: Asked,
        now: datetime,
        progress: Progress = lambda _share: None,
        *,
        in_order: bool = True,
        part: Part | None = None,
    ) -> Iterator[Issue]:
        """The tickets of some days, the first opened first, or as they come.

        Raises:
            BadInputError: the days are none.
            NotFoundError: there is no shop of that name.
        """
        span = self._prepare(asked, now)
        whole = self.reading.how_many(part)
        names = {shop.id: shop.name for shop in self._shops.all()}
        for at, read in enumerate(self.reading.read(in_order=in_order, part=part)):
            if at % _TOLD_EVERY == 0:
                progress(at / whole)
            around = _around(read, names.get(read.ticket.shop, ""))
            day = self.days.day_of(read.ticket.opened)
            issue = issue_of(read.ticket, around, span, day, self._rules.deadlines)
            if issue is not None:
                yield issue

    def parted(self, asked: Asked, now: datetime, first: Callable[[int], int]) -> int | None:
        """When the first tickets of two parts had been opened; `first` tells how many of all.

        None where the second part would have none. Raises what `of` raises.
        """
        self._prepare(asked, now)
        self._prepared = (asked, now)  # the first part is read next, of the same tickets
        return self.reading.opened_at(first(self.reading.how_many()))

    def shop_names(self) -> list[str]:
        """What the shops are called."""
        return [shop.name for shop in self._shops.all()]

    def _prepare(self, asked: Asked, now: datetime) -> Span:
        span = self.span_of(asked, now)
        if self._prepared != (asked, now):
            shops = [shop.id for shop in self._shops.named(asked.shop)] if asked.shop else []
            self.reading.prepare(span, shops, asked.agent, asked.kind)
        self._prepared = None
        return span


def _around(read: Read, shop: str) -> Around:
    """What a ticket is about: the lines that it names, or all of its order."""
    ticket = read.ticket
    named = ticket.fields.get("lines")
    if isinstance(named, list) and named:
        lines = [
            (read.lines[one["line"] - 1][0], one["quantity"])
            for one in named
            if isinstance(one, dict) and 0 < one.get("line", 0) <= len(read.lines)
        ]
    else:
        lines = list(read.lines)
    product = str(ticket.fields.get("product") or "") if ticket.kind is Kind.RECHECK else ""
    names = [product] if product else [title for title, _quantity in lines if title]
    goods = [f"{title} ×{count}" if count is not None else title for title, count in lines if title]
    return Around(
        shop=shop,
        currency=read.currency,
        goods="\n".join(goods),
        products=tuple(dict.fromkeys(names)),
        is_changed=read.is_changed,
    )
