"""A month of a shop's life: worked through the program, and written down apart by plain means.

Nothing that is expected comes out of the program: every life keeps its own account of what it did,
when, and until when something was due, by the hours that docs/workflows.md tells.
"""

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from csconsole.tickets.model import Kind, Tier
from csconsole.workspace.workspace import Workspace

ZONE = ZoneInfo("Asia/Shanghai")
FIRST = datetime(2035, 3, 1, tzinfo=ZONE)  # later than any clock on which the tests may run
DAYS = 31
AGENTS = ("小夏", "小秋", "小冬")
GOODS = ("纯棉衬衫", "羊毛袜", "=HYPERLINK(1)", "保温杯", "雨伞")
REASONS = ("quality", "damaged", "size", "unwanted")
HOURS = {"ordinary": (24, 48), "urgent": (4, 24), "major": (1, 12)}
PHONE = "13812345678"


@dataclass
class Owed:
    deed: str
    asked: datetime
    due: datetime
    done: datetime | None = None


@dataclass
class Known:
    """What a test knows of a ticket."""

    kind: str
    tier: str
    owner: str
    buyer: str
    order_no: str
    goods: list[tuple[str, int]]
    opened: datetime
    state: str = ""
    id: str = ""
    number: str = ""
    reason: str = ""
    touched: list[datetime] = field(default_factory=list)
    responded: datetime | None = None
    closed: datetime | None = None
    pauses: list[list[datetime | None]] = field(default_factory=list)
    owed: list[Owed] = field(default_factory=list)
    refund: tuple[datetime, int] | None = None

    def response_due(self) -> datetime:
        return self.opened + timedelta(hours=HOURS[self.tier][0])

    def solution_due(self, at: datetime) -> datetime:
        stood = timedelta()
        for begin, end in self.pauses:
            stood += max(timedelta(), (end or at) - begin)
        return self.opened + timedelta(hours=HOURS[self.tier][1]) + stood

    def products(self) -> list[str]:
        titles = [title for title, _count in self.goods]
        return titles[:1] if self.kind == "recheck" else list(dict.fromkeys(titles))


class ShopMonth:
    """Lives a month in a workspace.

    Attributes:
        known: every ticket, in the order of opening.
        now: the moment at which the last thing was done.
    """

    END = FIRST + timedelta(days=DAYS)

    def __init__(self, workspace: Workspace, count: int = 90, seed: int = 7) -> None:
        self.workspace, self.known, self.now = workspace, list[Known](), FIRST
        self._drawn = random.Random(seed)
        self._store = workspace._store
        self._store.journal.now = lambda: round(self.now.timestamp() * 1000)
        workspace.after_sales.rules.change({"zone": ZONE.key})
        for agent in AGENTS:
            workspace.people.add(agent)
        self._make_orders(count)
        ahead: list[tuple[datetime, int, Iterator[float]]] = []
        for at in range(count):
            opened = FIRST + timedelta(minutes=self._drawn.randrange(DAYS * 24 * 60))
            heapq.heappush(ahead, (opened, at, self._life(at)))
        while ahead:
            self.now, at, life = heapq.heappop(ahead)
            wait = next(life, None)
            if wait is not None and self.now + timedelta(hours=wait) < self.END:
                heapq.heappush(ahead, (self.now + timedelta(hours=wait), at, life))

    def _make_orders(self, count: int) -> None:
        with self._store.journal.action("orders.import") as action:
            action.write("shop", "shop-1", {"platform": "taobao", "name": "晨光小店"})
            for at in range(count):
                lines = [
                    {"title": GOODS[(at + one) % len(GOODS)], "quantity": 1 + at % 2}
                    for one in range(1 + at % 3 // 2)
                ]
                order = {
                    "shop": "shop-1", "no": f"35000000000000{at:05d}", "buyer": f"云朵{at}号",
                    "paid": 20_000, "currency": "CNY", "lines": lines, "phone": PHONE,
                    "created": int(FIRST.timestamp()),
                }  # fmt: skip
                action.write("order", f"order-{at}", order)

    def _life(self, at: int) -> Iterator[float]:
        drawn = self._drawn
        kind, tier = drawn.choice(list(Kind)), drawn.choices(list(HOURS), [6, 3, 1])[0]
        no, owner = f"35000000000000{at:05d}", drawn.choice(AGENTS)
        self.workspace.people.sit_down(owner)
        order = self.workspace.orders.by_number(no)
        goods = [(line.title, line.quantity or 0) for line in order.lines]
        case = Known(kind.value, tier, owner, order.buyer, no, goods, self.now)
        told = {"reason": drawn.choice(REASONS)} if kind in {Kind.RETURN, Kind.EXCHANGE} else {}
        case.reason = told.get("reason", "")
        opened = self.workspace.ticket_work.open(
            kind, self.now, order, values=told, tier=Tier(tier)
        )
        case.id, case.number, case.state = opened.id, opened.number, opened.state
        case.touched.append(self.now)
        self.known.append(case)
        yield from self._answer(case)
        lives: dict[Kind, Callable[[Known], Iterator[float]]] = {
            Kind.RETURN: self._return, Kind.EXCHANGE: self._exchange,
            Kind.TRACKING: self._tracking, Kind.RECHECK: self._recheck,
        }  # fmt: skip
        yield from lives[kind](case)

    def _answer(self, case: Known) -> Iterator[float]:
        yield self._drawn.choice((0.5, 2, 6, 30))
        self.workspace.ticket_work.sent(case.id, "greeting", self.now)
        case.responded = self.now
        case.touched.append(self.now)
        yield self._drawn.choice((1, 5, 12))

    def _return(self, case: Known) -> Iterator[float]:
        self._move(case, "approved", {"wish": "return"}, pauses=True)
        yield self._drawn.choice((20, 60))
        self._move(case, "in-transit", {"return_waybill": "SF1385628716739"})
        yield self._drawn.choice((24, 48))
        self._move(case, "received", owes={"inspect": 24, "refund": 48})
        yield self._drawn.choice((4, 30, 200))
        amount = self._drawn.choice(("19.90", "88.00"))
        told = {"refund_amount": amount, "condition": "new", "decision": "accepted"}
        self._move(case, "refunded", told, settles={"inspect", "refund"})
        case.refund = (self.now, round(float(amount) * 100))
        yield 3
        self._close(case)

    def _exchange(self, case: Known) -> Iterator[float]:
        self._move(case, "approved", {"wanted_sku": "A-1"}, pauses=True)
        yield self._drawn.choice((12, 90))
        self._move(case, "reshipped", {"replacement_waybill": "YT1234567890123"})
        yield 30
        self._close(case)

    def _tracking(self, case: Known) -> Iterator[float]:
        self.workspace.ticket_work.chase(case.id, "顺丰", "在查", self.now, None)
        told = {"waybill": "SF1385628716739", "problem": self._drawn.choice(("lost", "stuck"))}
        self._move(case, "asked-courier", told, owes={"chase": 24})
        case.reason = told["problem"]
        yield self._drawn.choice((5, 40))
        self._move(case, "found", owes={"reply": 4}, settles={"chase"})
        yield self._drawn.choice((1, 9))
        self.workspace.ticket_work.sent(case.id, "found", self.now)
        self._settle(case, {"reply"})
        yield 2
        self._close(case, {"outcome": "found"})

    def _recheck(self, case: Known) -> Iterator[float]:
        told = {"defect": f"开线，请回电 {PHONE}"}
        self._move(case, "photos-wanted", told, owes={"photo": 48}, pauses=True)
        yield self._drawn.choice((10, 70))
        self._move(case, "photos-received", owes={"inspect": 24}, settles={"photo"})
        yield self._drawn.choice((3, 50))
        told = {"verified_by": case.owner, "responsible": "factory"}
        self._move(case, "confirmed", told, settles={"inspect"})
        yield 6
        self._close(case)

    def _close(self, case: Known, told: dict[str, str] | None = None) -> None:
        self._move(case, "closed", {"resolution": "办妥", **(told or {})})
        case.closed = self.now

    def _move(  # a move is all of this
        self,
        case: Known,
        to: str,
        told: dict[str, str] | None = None,
        *,
        owes: dict[str, int] | None = None,
        settles: set[str] = frozenset(),
        pauses: bool = False,
    ) -> None:
        self.workspace.ticket_work.move(case.id, to, self.now, told)
        case.state = to
        if case.pauses and case.pauses[-1][1] is None:
            case.pauses[-1][1] = self.now
        if pauses:
            case.pauses.append([self.now, None])
        self._settle(case, settles)
        for deed, hours in (owes or {}).items():
            case.owed.append(Owed(deed, self.now, self.now + timedelta(hours=hours)))

    def _settle(self, case: Known, deeds: set[str]) -> None:
        case.touched.append(self.now)
        for one in case.owed:
            if one.deed in deeds and one.done is None:
                one.done = self.now
