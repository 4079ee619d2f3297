"""The order and the ticket of a talk change the order of what is suggested."""

import pytest
from PySide6.QtCore import Qt
from ticket_page_samples import FIRST, THIRD

from csconsole.tickets.model import Kind

Key = Qt.Key
MESSAGE = "请问处理到哪一步了呀？"
LIBRARY = """
format: 1
language: zh
replies:
  - {id: exchange-stage, title: 换货进度, text: 在办。, asks: [处理到哪一步], for: {kind: exchange}}
  - {id: return-stage, title: 退货进度, text: 在办。, asks: [处理到哪一步], for: {kind: return}}
  - {id: freight, title: 运费谁出, text: 我们出。, asks: [退回去要我出运费吗]}
  - {id: size, title: 尺码, text: 请看尺码表。, asks: [穿什么尺码合适]}
"""


@pytest.fixture
def two_cases(open_desk, orders_profile):
    """A window on two orders, one with an open return and one with an open exchange."""
    desk = open_desk(orders_profile, agent="Lin", library=LIBRARY)
    desk.wait_for_thoughts()
    for no, kind in ((FIRST, Kind.RETURN), (THIRD, Kind.EXCHANGE)):
        desk.ask(lambda one, no=no, kind=kind: _opened(one, no, kind))
    return desk


def _opened(workspace, no, kind):
    order = workspace.orders.by_number(no) if no else None
    return workspace.ticket_work.open(kind, workspace.now(), order, values={"reason": "quality"}).id


@pytest.mark.parametrize(
    ("no", "first"),
    [(FIRST, "return-stage"), (THIRD, "exchange-stage")],
    ids=["return", "exchange"],
)
def test_the_open_ticket_of_the_order_puts_its_replies_up(two_cases, no: str, first: str) -> None:
    two_cases.open_order(no)
    two_cases.find(MESSAGE)
    assert two_cases.found[0] == first
    two_cases.qtbot.waitSignal(two_cases.page.message_read).wait()
    two_cases.wait_for_thoughts()
    assert two_cases.found[0] == first


def test_a_message_that_stands_there_is_weighed_again_for_the_order_that_came(two_cases) -> None:
    two_cases.find(MESSAGE)
    assert two_cases.found[0] == "return-stage"
    two_cases.open_order(THIRD)
    assert two_cases.page.search_box.text() == MESSAGE
    assert two_cases.found[0] == "exchange-stage"


def test_a_ticket_that_is_shown_goes_before_that_of_the_order(two_cases) -> None:
    two_cases.open_order(FIRST)
    other = two_cases.ask(lambda one: _opened(one, "", Kind.EXCHANGE))
    two_cases.window.tickets_beside.show_ticket(other)
    two_cases.wait_for_worker()
    two_cases.find(MESSAGE)
    assert two_cases.found[0] == "exchange-stage"
