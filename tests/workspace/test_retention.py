"""Orders are kept as long as the shop wants, and not longer."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from private_orders import LING, OTHER, export, row, take
from raw_pages import found_in

from csconsole.orders.model import Flag
from csconsole.people.model import SupervisorNeededError
from csconsole.replies.store import ReplyStore
from csconsole.settings import Settings
from csconsole.storage.places import Places, places
from csconsole.tickets.model import Kind
from csconsole.workspace import retention as module
from csconsole.workspace.workspace import Workspace

NOW = datetime(2026, 11, 22, 12, 0).astimezone()
DAY = timedelta(days=1)


def day(ago: int) -> str:
    return f"{NOW - ago * DAY:%Y-%m-%d}"


@pytest.fixture(scope="session")
def kept_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made-once") / "kept-profile"


@pytest.fixture
def shop(kept_profile: Path, profile: Places, open_profile: Callable[..., Workspace]) -> Workspace:
    """A shop without orders."""
    if not kept_profile.exists():
        open_profile(places(kept_profile)).close()
    shutil.copytree(kept_profile, profile.data)
    opened = open_profile(profile)
    opened.replies.learning.use_meaning(wanted=False)
    return opened


def numbers(workspace: Workspace) -> set[str]:
    return {order.no for order in workspace.orders.find("")}


def retain(workspace: Workspace, days: int = 90, **wishes: object) -> module.Retained:
    return workspace.privacy.retention.retain(days, NOW, **wishes)


def test_old_orders_go_for_good_and_newer_ones_stay(shop: Workspace, tmp_path: Path) -> None:
    take(shop, export(tmp_path, row(LING, day=day(91)), row(OTHER, day=day(89))))
    order = shop.orders.by_number(LING["no"])
    shop.notes.add(order.id, "白鹭小姐要蓝色礼盒")
    done = retain(shop)
    assert (done.orders, done.still_open, done.is_clean) == (1, 0, True)
    assert numbers(shop) == {OTHER["no"]}
    words = (*LING.values(), "白鹭小姐要蓝色礼盒")
    assert found_in(shop.places.database, shop._store.key, words) == set()
    assert shop.verify().problems == ()


def test_the_last_moment_of_an_order_counts(shop: Workspace, tmp_path: Path) -> None:
    take(shop, export(tmp_path, row(LING, day=day(200)), row(OTHER, day=day(200))))
    order = shop.orders.by_number(LING["no"])
    patch = {"finished_at": int((NOW - 5 * DAY).timestamp())}
    shop._store.journal.write("order", order.id, patch, cause="orders.import")
    assert retain(shop).orders == 1
    assert numbers(shop) == {LING["no"]}


@pytest.mark.parametrize(
    ("status", "ago", "goes"),
    [
        ("交易成功", 100, True),
        ("交易关闭", 100, True),
        ("卖家已发货，等待买家确认", 100, True),
        ("买家已付款，等待卖家发货", 100, False),
        ("等待买家付款", 100, False),
        ("买家已付款，等待卖家发货", 181, True),
    ],
)
def test_open_orders_are_kept_longer(
    shop: Workspace, tmp_path: Path, status: str, ago: int, goes: bool
) -> None:
    take(shop, export(tmp_path, row(LING, status=status, day=day(ago))))
    done = retain(shop)
    assert (done.orders, done.still_open) == ((1, 0) if goes else (0, 1))


def test_orders_with_an_open_ticket_are_kept(shop: Workspace, tmp_path: Path) -> None:
    take(shop, export(tmp_path, row(LING, day=day(100)), row(OTHER, day=day(100))))
    shop.ticket_work.open(Kind.RETURN, NOW, shop.orders.by_number(LING["no"]))
    assert retain(shop).orders == 1
    assert numbers(shop) == {LING["no"]}


def test_what_is_said_of_a_buyer_goes_with_the_last_order(shop: Workspace, tmp_path: Path) -> None:
    take(shop, export(tmp_path, row(LING, day=day(100)), row(OTHER, day=day(100)),
                      row(OTHER, no="3100000007919555555", day=day(3))))  # fmt: skip
    for person in (LING, OTHER):
        buyer = shop.orders.buyer(shop.orders.by_number(person["no"]))
        shop.notes.describe_buyer(type(buyer)(**{**vars(buyer), "tier": "VIP1"}))
    retain(shop)
    rows = shop._store.database.execute("SELECT name FROM buyers WHERE deleted = 0").fetchall()
    assert rows == [(OTHER["buyer"],)]


def test_learned_messages_that_name_the_order_go_too(shop: Workspace, tmp_path: Path) -> None:
    take(shop, export(tmp_path, row(LING, day=day(100))))
    reply = shop.replies.all()[0].id
    for message in ("欧阳白鹭的包裹到哪里了呢", "包裹到哪里了呢"):  # as older programs learned
        ReplyStore(shop._store).learn(message, reply, at=0, agent="")
    retain(shop)
    assert [pair.message for pair in shop.replies.learning.pairs()] == ["包裹到哪里了呢"]


def test_many_go_in_several_steps_between_which_others_write(
    shop: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, open_profile
) -> None:
    monkeypatch.setattr(module, "_AT_ONCE", 3)
    rows = [row(LING, no=f"31000000079{at:08}", day=day(100)) for at in range(7)]
    take(shop, export(tmp_path, *rows, row(OTHER, day=day(1))))
    other = open_profile(shop.places)
    number = shop.orders.by_number(OTHER["no"]).id
    heard: list[int] = []

    def write_meanwhile(orders: int) -> None:
        heard.append(orders)
        other.notes.flag(number, Flag.RED)

    assert retain(shop, progress=write_meanwhile).orders == 7
    assert heard == [3, 6, 7]
    assert shop.orders.by_number(OTHER["no"]).flag is Flag.RED
    assert shop.verify().problems == ()


def test_an_order_of_which_no_moment_is_known_counts_from_its_import(shop: Workspace) -> None:
    written = shop.now()
    shop._store.journal.write("order", "o1", {"no": "1", "shop": "s"}, cause="orders.import")
    shop._store.journal.now = lambda: int((written + 90 * DAY).timestamp() * 1000)
    shop._store.journal.write("order", "o2", {"no": "2", "shop": "s"}, cause="orders.import")
    assert shop.privacy.retention.retain(90, written + 100 * DAY).orders == 1
    assert numbers(shop) == {"2"}


def test_a_dry_run_counts_and_leaves(shop: Workspace, tmp_path: Path) -> None:
    take(shop, export(tmp_path, row(LING, day=day(100)), row(OTHER, day=day(100))))
    assert retain(shop, dry_run=True).orders == 2
    assert len(numbers(shop)) == 2


def test_forgetting_by_age_twice_finds_nothing_more(shop: Workspace, tmp_path: Path) -> None:
    take(shop, export(tmp_path, row(LING, day=day(100))))
    assert [retain(shop).orders, retain(shop).orders] == [1, 0]


def test_it_is_written_down_how_many_went(shop: Workspace, tmp_path: Path) -> None:
    take(shop, export(tmp_path, row(LING, day=day(100))))
    retain(shop)
    assert shop._store.database.execute("SELECT why, counts FROM forgettings").fetchall() == [
        ("age", '{"order": 1}')
    ]


def test_only_the_supervisor_says_how_long_orders_are_kept(shop: Workspace) -> None:
    shop.people.set_passphrase("only she knows")
    shop.people.lock()
    with pytest.raises(SupervisorNeededError):
        shop.change_settings(retention_days="90")
    with pytest.raises(SupervisorNeededError):
        retain(shop)
    shop.change_settings(theme="dark")
    shop.people.unlock("only she knows")
    assert shop.change_settings(retention_days="90").retention_days == "90"


def test_orders_are_kept_for_good_unless_the_settings_say_otherwise() -> None:
    assert Settings().retention_days == ""
