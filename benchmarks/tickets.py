"""How long the list of tickets takes to filter, search, sort and page.

python -m benchmarks.tickets            100,000 tickets
python -m benchmarks.tickets 5000       fewer
python -m benchmarks.tickets --window   the same through the window: scrolling, and filters typed
"""

import gc
import random
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from uuid6 import uuid7

from benchmarks.measuring import Times, load
from csconsole.storage.places import places
from csconsole.storage.store import Store, open_store
from csconsole.tickets.listing import LATEST, OLDEST, SORTS, Filters
from csconsole.tickets.model import Deed, Kind, Tier
from csconsole.tickets.store import ACTION, TICKET
from csconsole.tickets.tickets import Tickets
from csconsole.workspace.workspace import FEATURES

MANY = 100_000
PAGE = 100
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
LIMIT_MS = 50.0
_STATES = {
    Kind.RETURN: ("requested", "approved", "received", "closed", "cancelled"),
    Kind.EXCHANGE: ("requested", "reshipped", "closed", "cancelled"),
    Kind.TRACKING: ("open", "asked-courier", "found", "closed"),
    Kind.RECHECK: ("open", "confirmed", "closed"),
}
_DAY = (NOW - timedelta(days=30), NOW - timedelta(days=29))
FILTERS: Mapping[str, Filters] = {
    "all": Filters(),
    "kind": Filters(kind="exchange"),
    "state": Filters(state="asked-courier"),
    "tier": Filters(tier="major"),
    "owner": Filters(owner="客服7"),
    "nobody's": Filters(owner="客服99"),
    "shop": Filters(shop="shop-3"),
    "order": Filters(order="order-777"),
    "day": Filters(on=_DAY),
    "late": Filters(late=True),
    "open": Filters(open_only=True),
    "complaint": Filters(complaint=True),
    "text: a number": Filters(text="R-1015"),
    "text: an order": Filters(text="3100000000000004321"),
    "text: a waybill's end": Filters(text="004321"),
    "text: a buyer": Filters(text="买家777"),
    "text: two words": Filters(text="买家77 yt"),
    "text: every buyer": Filters(text="买家"),
    "text: every buyer, a kind": Filters(kind="exchange", text="买家"),
    "text: one, a kind": Filters(kind="exchange", text="004321"),
    "text: one, open": Filters(open_only=True, text="4321"),
    "text: nothing": Filters(text="zzzz"),
    "several": Filters("return", "approved", "urgent", "客服3", open_only=True, text="买家"),
}


def fill(store: Store, count: int, seed: int = 1, now: datetime = NOW) -> None:
    """Write so many tickets of the year before, one in six open, with what is owed on them."""
    ids = [str(uuid7()) for _count in range(count)]
    drawn = random.Random(seed)
    told = [(id_, dict(ticket(at, drawn, now))) for at, id_ in enumerate(ids)]
    owed = [
        (str(uuid7()), {"ticket": id_, "deed": drawn.choice(list(Deed)).value, "due": due})
        for id_, patch in told
        if patch.get("closed") is None
        for due in [int(now.timestamp()) + drawn.randrange(-90_000, 400_000)]
    ]
    store.expect_many_writes()
    with store.journal.action("tickets.benchmark") as action:
        action.write_many(TICKET.name, told)
        action.write_many(ACTION.name, owed)


def measure(shelf: Tickets, rounds: int) -> Iterator[tuple[str, str, int, Times]]:
    """Each filter with each order: how many fit, and the times of a page with their number."""
    for name, filters in FILTERS.items():
        for sort in SORTS if name in {"all", "late", "open", "text: a buyer"} else (LATEST,):
            count = shelf.page(filters, NOW, 1)[1]
            taken = [_timed(shelf, filters, sort, 0) for _round in range(rounds)]
            yield name, sort, count, Times.of(taken)
    deep = [_timed(shelf, Filters(), OLDEST, shelf.page(Filters(), NOW, 1)[1] - PAGE)]
    yield "the last page", OLDEST, PAGE, Times.of(deep * 2)


def main() -> int:
    """Measure, tell, and say whether every filter stays within its limit."""
    counts = [int(one) for one in sys.argv[1:] if one.isdigit()]
    count = counts[0] if counts else MANY
    if "--window" in sys.argv:
        from benchmarks import ticket_window  # noqa: PLC0415  (Qt, which nothing else here needs)

        sys.setswitchinterval(0.0005)  # as the program itself sets it
        return int(not ticket_window.told(count, ticket_window.measure(count, fill)))
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(places(Path(folder) / "profile"), FEATURES)
        start = time.perf_counter()
        fill(store, count)
        print(f"{count} tickets written in {time.perf_counter() - start:.1f} s; {load()}")
        shelf = Tickets(store)
        start = time.perf_counter()
        shelf.page(Filters(), NOW, PAGE)
        print(f"listed for the first time in {time.perf_counter() - start:.1f} s")
        gc.collect()
        gc.freeze()  # what the filling left is not looked through while others are measured
        worst = 0.0
        for name, sort, fitting, taken in measure(shelf, 40):
            worst = max(worst, taken.p95)
            print(
                f"{name:26} {sort:8} {fitting:7} fit   p50 {taken.p50:6.1f} ms   "
                f"p95 {taken.p95:6.1f} ms"
            )
        start = time.perf_counter()
        owed = shelf.owed(NOW + timedelta(hours=12))
        print(f"{len(owed)} owed today: {1000 * (time.perf_counter() - start):.0f} ms")
        store.close()
    print(f"slowest p95: {worst:.1f} ms (limit {LIMIT_MS:.0f})")
    return int(worst > LIMIT_MS)


def _timed(shelf: Tickets, filters: Filters, sort: str, begin: int) -> float:
    start = time.thread_time()  # what other programs take of the processor is left out
    shelf.page(filters, NOW, PAGE, sort=sort, begin=begin)
    return 1000 * (time.thread_time() - start)


def ticket(at: int, drawn: random.Random, now: datetime) -> Iterator[tuple[str, Any]]:
    """The fields of one ticket of the year before."""
    kind = drawn.choice(list(Kind))
    is_open = drawn.random() < 1 / 6
    states = _STATES[kind]
    opened = int(now.timestamp()) - drawn.randrange(3 * 86_400 if is_open else 365 * 86_400)
    day = datetime.fromtimestamp(opened, UTC)
    yield "number", f"{kind.value[0].upper()}-{day:%m%d}-{at:02d}"
    yield "kind", kind.value
    yield "state", drawn.choice(states[:-1]) if is_open else states[-1]
    yield "tier", drawn.choices([tier.value for tier in Tier], [8, 3, 1])[0]
    yield "shop", f"shop-{drawn.randrange(5)}"
    yield "order_id", f"order-{at % 80_000}"
    yield "order_no", f"{3_100_000_000_000_000_000 + at}"
    yield "buyer", f"买家{drawn.randrange(5000)}"
    yield "owner", f"客服{drawn.randrange(12)}"
    yield "opened", opened
    yield "tier_since", opened
    yield "waybill", f"YT{1_000_000_000_000 + at}"
    if drawn.random() < 1 / 50:
        yield "complaint", "差评"
    if not is_open:
        yield "closed", opened + 90_000
        yield "responded", opened + 600


if __name__ == "__main__":
    sys.exit(main())
