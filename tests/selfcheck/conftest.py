"""What the tests of the self-check share: a shop with an order, and the moment they are at."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from csconsole.orders.model import Order, order_id
from csconsole.selfcheck.model import Checked, State
from csconsole.tickets.model import Kind, Ticket
from csconsole.workspace.selfchecking import DayWork
from csconsole.workspace.workspace import Workspace

ORDER_NO = "3100000000000000017"


@pytest.fixture
def now(workspace: Workspace) -> datetime:
    """The present moment, since notes and sent replies bear it."""
    return workspace.now()


@pytest.fixture
def day(workspace: Workspace) -> DayWork:
    return workspace.day


@pytest.fixture
def write(workspace: Workspace) -> Callable[..., str]:
    """Write a thing as an import would; returns its id."""

    def writing(entity: str, id_: str, **patch: Any) -> str:
        workspace._store.journal.write(entity, id_, patch, cause="orders.import")
        return id_

    return writing


@pytest.fixture
def order(workspace: Workspace, write: Callable[..., str], now: datetime) -> Order:
    """An order of yesterday that was sent."""
    write("shop", "shop", platform="taobao", name="小店")
    id_ = order_id("shop", ORDER_NO)
    created = int((now - timedelta(days=1)).timestamp())
    lines = [{"title": "衬衫", "sku": "CS-1", "quantity": 1}]
    told = {"no": ORDER_NO, "buyer": "tb_测试甲", "stage": "shipped", "created": created}
    write("order", id_, shop="shop", status="卖家已发货", lines=lines, **told)
    found = workspace.orders.by_id(id_)
    assert found is not None
    return found


@pytest.fixture
def opened(workspace: Workspace, now: datetime, order: Order) -> Callable[..., Ticket]:
    """Open a ticket on the order."""

    def opening(kind: Kind = Kind.RETURN, at: datetime | None = None, **values: str) -> Ticket:
        return workspace.ticket_work.open(kind, at or now, order, values=values)

    return opening


@pytest.fixture
def look(day: DayWork, now: datetime) -> Callable[..., Checked]:
    """An item as it stands, now or at another moment."""

    def looking(item: str, at: datetime | None = None) -> Checked:
        found = day.checks.check(at or now).of(item)
        assert found is not None
        return found

    return looking


@pytest.fixture
def answered(day: DayWork, now: datetime) -> dict[str, str]:
    """A reason for whatever is open."""
    return {
        one.item.id: "明天处理" for one in day.checks.check(now).items if one.state is State.OPEN
    }
