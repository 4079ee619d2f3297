"""What is offered beside the goods of an order."""

from csconsole.orders.model import Line
from csconsole.orders.products.catalogue import Catalogue
from csconsole.orders.products.model import Because, Product
from csconsole.orders.products.pairing import suggestions


def offered(products, *skus, together=None, most=5):
    lines = [Line("", sku=sku) for sku in skus]
    return suggestions(lines, Catalogue(products), together, most)


def skus(found):
    return [one.product.sku for one in found]


SHIRT = Product("T-1", stock=9, pairings=("K-2", "S-3"))
TROUSERS = Product("K-2", stock=9, pairings=("S-3",))
SOCKS = Product("S-3", stock=9)
HAT = Product("H-4", stock=9, pairings=("T-1",))
SHOP = [SHIRT, TROUSERS, SOCKS, HAT]


def test_what_the_shop_named_is_offered_in_its_order_then_what_names_the_goods():
    found = offered(SHOP, "T-1")
    assert skus(found) == ["K-2", "S-3", "H-4"]
    assert [one.because for one in found] == [Because.NAMED, Because.NAMED, Because.NAMES]
    assert found[0].beside == ("T-1",)


def test_nothing_is_offered_that_is_in_the_order_already():
    assert skus(offered(SHOP, "T-1", "k-2")) == ["S-3", "H-4"]


def test_what_goes_with_several_of_the_goods_comes_first():
    found = offered([SHIRT, TROUSERS, SOCKS, HAT, Product("A-0", pairings=("T-1",))], "T-1", "K-2")
    assert found[0].product == SOCKS
    assert found[0].beside == ("T-1", "K-2")


def test_what_is_sold_out_is_not_offered_and_what_nobody_counted_is():
    products = [SHIRT, Product("K-2", stock=0), Product("S-3", stock=None)]
    assert skus(offered(products, "T-1")) == ["S-3"]


def test_what_was_often_bought_together_follows_what_was_named():
    together = {"t-1": {"Z-9": 7, "K-2": 30, "Y-8": 9, "X-7": 1, "W-6": 5}}
    products = [*SHOP, Product("Z-9"), Product("Y-8"), Product("X-7"), Product("W-6", stock=0)]
    found = offered(products, "T-1", together=together, most=9)
    assert skus(found) == ["K-2", "S-3", "H-4", "Y-8", "Z-9"]
    assert (found[3].because, found[3].count) == (Because.BOUGHT, 9)


def test_a_pairing_can_be_named_by_a_whole_name_or_a_bar_code():
    products = [Product("T-1", pairings=("白袜子", "690123")), Product("S-3", "白袜子"),
                Product("H-4", aliases=("690123",))]  # fmt: skip
    assert skus(offered(products, "T-1")) == ["S-3", "H-4"]


def test_no_more_is_offered_than_was_asked_for():
    assert skus(offered(SHOP, "T-1", most=1)) == ["K-2"]


def test_goods_that_nobody_knows_offer_nothing():
    assert offered(SHOP, "unknown", "") == []
