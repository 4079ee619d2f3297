"""How long the issue tables take, and how much memory: workbook, CSV folder, pages to print.

python -m benchmarks.reports            10,000 and 100,000 tickets
python -m benchmarks.reports 5000       so many
python -m benchmarks.reports --window   the window meanwhile, at 10,000; --where: what it waited for
"""

import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from uuid6 import uuid7

from benchmarks.measuring import load
from benchmarks.tickets import NOW, ticket
from csconsole.storage.places import places
from csconsole.storage.store import Store, open_store
from csconsole.tickets.model import Deed
from csconsole.tickets.store import ACTION, TICKET
from csconsole.workspace.workspace import FEATURES

COUNTS = (10_000, 100_000)
# Seconds of one workbook, and megabytes; the design's section 1 has such laptops in mind.
LIMITS = {10_000: 3.0, 100_000: 20.0}
MOST_MEMORY = 300
_GOODS = ("纯棉短袖T恤 白色", "真皮皮带 黑色", "儿童保温杯", "折叠晴雨伞", "羊毛混纺围巾")
_REASONS = ("quality", "damaged", "wrong-item", "missing", "size", "colour", "unwanted")
_YEAR = (date(2025, 11, 22), date(2026, 11, 22))
_PRINTED = (date(2026, 5, 1), date(2026, 5, 4))  # a thousand of 100,000


def fill(store: Store, count: int, seed: int = 1) -> None:
    """Write a year of tickets with forms that are filled in, on orders with goods."""
    drawn = random.Random(seed)
    ids = [str(uuid7()) for _count in range(count)]
    told = [(id_, dict(_rich(at, drawn))) for at, id_ in enumerate(ids)]
    owed = [
        (str(uuid7()), {"ticket": id_, "deed": drawn.choice(list(Deed)).value, "due": due,
                        "done": None if patch.get("closed") is None else due - 600})
        for id_, patch in told
        for due in [patch["opened"] + drawn.randrange(3_600, 172_800)]
    ]  # fmt: skip
    orders = (
        (f"order-{at}", {"shop": "shop-0", "no": str(3_100_000_000_000_000_000 + at),
                         "currency": "CNY", "lines": [{"title": drawn.choice(_GOODS),
                                                       "quantity": 1 + at % 3}]})
        for at in range(min(count, 80_000))
    )  # fmt: skip
    store.expect_many_writes()
    with store.journal.action("tickets.benchmark") as action:
        action.write_many("shop", [("shop-0", {"platform": "taobao", "name": "晨光小店"})])
        action.write_many("order", orders)
        action.write_many(TICKET.name, told)
        action.write_many(ACTION.name, owed)


def measure(folder: Path, span: tuple[date, date], target: Path) -> tuple[float, float, float]:
    """Seconds by the clock, seconds of processor and megabytes of one `report`."""
    start = time.perf_counter()
    command = ["report", str(span[0]), "--until", str(span[1]), "--out", str(target), "--json"]
    child = subprocess.Popen(
        [sys.executable, "-m", "csconsole", "--data-dir", str(folder), *command],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _number, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        raise RuntimeError(f"{target.name} was not written")
    return time.perf_counter() - start, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> int:
    """Measure, tell, and say whether every workbook stays within its limits."""
    if sys.argv[1:2] == ["--fill"]:
        store = open_store(places(Path(sys.argv[3]) / "profile"), FEATURES)
        fill(store, int(sys.argv[2]))
        store.close()
        return 0
    if "--window" in sys.argv:
        from benchmarks.report_window import measure as measure_window  # noqa: PLC0415  (Qt)

        told = [int(one) for one in sys.argv if one.isdigit()]
        where = "--where" in sys.argv
        return int(not measure_window(told[0] if told else COUNTS[0], fill, _YEAR, where=where))
    counts = [int(one) for one in sys.argv[1:] if one.isdigit()] or list(COUNTS)
    is_slow = False
    for count in counts:
        with tempfile.TemporaryDirectory() as told:
            folder = Path(told)
            # In a process of its own: a child begins with the memory of its parent.
            made = [sys.executable, "-m", "benchmarks.reports", "--fill", str(count), told]
            subprocess.run(made, check=True)
            print(f"{count} tickets; {load()}")
            for name, span in (("a.xlsx", _YEAR), ("tables", _YEAR), ("a.pdf", _PRINTED)):
                clock, processor, memory = measure(folder / "profile", span, folder / name)
                print(
                    f"{name:8} {span[0]} to {span[1]}  {clock:6.2f} s, processor "
                    f"{processor:6.2f} s, {memory:4.0f} MB"
                )
                if name == "a.xlsx":
                    is_slow |= clock > LIMITS.get(count, 20.0) or memory > MOST_MEMORY
    return int(is_slow)


def _rich(at: int, drawn: random.Random) -> Iterator[tuple[str, Any]]:
    told = dict(ticket(at, drawn, NOW))
    opened = told["opened"]
    told |= {"shop": "shop-0", "currency": "CNY", "responded": opened + drawn.randrange(90_000)}
    told |= {"complaint": "", "resolution": "已与买家协商一致，原路退款，买家表示满意。"}
    if told["kind"] in {"return", "exchange"}:
        told |= {
            "reason": drawn.choice(_REASONS), "reason_note": "收到货后发现与页面图片有色差",
            "wish": "return", "goods": "received", "condition": "opened", "decision": "accepted",
            "return_waybill": f"SF{1_300_000_000_000 + at}", "platform_no": f"{10**17 + at}",
            "platform_due": opened + 400_000,
        }  # fmt: skip
    elif told["kind"] == "tracking":
        told |= {"courier": "yto", "problem": "not-moving", "outcome": "delivered"}
    else:
        told |= {
            "product": drawn.choice(_GOODS), "defect": "袖口开线，领口有污渍，拍照已留存",
            "photos_wanted": 3, "photos_received": drawn.randrange(4), "responsible": "factory",
            "inspection": "confirmed", "verified_by": "客服1",
        }  # fmt: skip
    if told["kind"] == "return" and told.get("closed"):
        told |= {"refund_amount": drawn.randrange(1_000, 30_000), "refunded_at": opened + 80_000}
    if drawn.random() < 1 / 50:
        told["complaint"] = "差评威胁"
    yield from told.items()


if __name__ == "__main__":
    sys.exit(main())
