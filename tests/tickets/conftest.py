"""What the tests of the tickets share: an order, and an afternoon on which things happen."""

from datetime import UTC, datetime

import pytest

from csconsole.orders.model import Line, Money, Order, Shop, Waybill
from csconsole.tickets.after_sales import AfterSales
from csconsole.tickets.tickets import Tickets
from csconsole.tickets.working import TicketWork
from csconsole.workspace.workspace import Workspace

NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
SHOP = Shop("shop", "taobao", "小店")


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def order() -> Order:
    """Two shirts and one pair of socks, paid with 178.00."""
    return Order(
        id="order",
        shop=SHOP,
        no="3100000000000000017",
        buyer="tb_测试甲",
        paid=Money(17_800, "CNY"),
        waybills=(Waybill("SF1385628716739", "sf"),),
        lines=(Line("衬衫", quantity=2), Line("袜子", quantity=1)),
    )


@pytest.fixture
def work(workspace: Workspace) -> TicketWork:
    return workspace.ticket_work


@pytest.fixture
def shelf(workspace: Workspace) -> Tickets:
    return workspace.tickets


@pytest.fixture
def after_sales(workspace: Workspace) -> AfterSales:
    return workspace.after_sales
