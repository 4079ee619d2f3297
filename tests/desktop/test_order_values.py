"""An order's values in replies: in its own talk alone, and after what the agent has given."""

from csconsole.desktop.talks.order_values import KnownOrder, OrderValues
from csconsole.talks.model import Talk

TOLD = {"order": "#1042", "buyer": "Wang", "address": "12 Long Street"}
ORDER = KnownOrder("one", "#1042", "Wang", {"zh": TOLD})
DESK = {"agent": "Lin", "shop": "Hills"}
TALK = Talk("zh").with_order("one")


def known() -> OrderValues:
    orders = OrderValues()
    orders.know(ORDER)
    return orders


def test_they_stand_beside_what_the_desk_knows():
    assert known().values(DESK, TALK) == {**DESK, "order": "#1042", "buyer": "Wang"}


def test_a_talk_about_another_order_or_none_has_none_of_them():
    assert known().values(DESK, Talk("zh")) == DESK
    assert known().values(DESK, Talk("zh").with_order("another")) == DESK


def test_what_the_agent_gave_goes_first_and_comes_back_when_it_is_emptied():
    assert "buyer" not in known().values(DESK, TALK.answered("buyer", "Mrs Wang"))
    assert known().values(DESK, TALK.answered("buyer", " "))["buyer"] == "Wang"


def test_the_address_is_filled_in_once_it_may_be_seen():
    orders = known()
    assert "address" not in orders.values(DESK, TALK)
    orders.revealed = "one"
    assert orders.values(DESK, TALK)["address"] == "12 Long Street"
    orders.revealed = "another"
    assert "address" not in orders.values(DESK, TALK)


def test_an_order_that_no_talk_is_about_is_forgotten():
    orders = known()
    orders.keep_only({"another"})
    assert orders.of(TALK) is None
