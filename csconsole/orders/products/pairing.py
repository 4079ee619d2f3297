"""What to offer beside the goods of an order."""

from collections.abc import Mapping, Sequence

from csconsole.orders.model import Line
from csconsole.orders.products.catalogue import Catalogue
from csconsole.orders.products.model import Because, Product, Standing, Suggestion, code_of

MOST = 5
_LEAST_TOGETHER = 2  # orders; what one buyer took once says nothing

Together = Mapping[str, Mapping[str, int]]  # SKU -> SKU -> in how many orders both were


def suggestions(
    lines: Sequence[Line], catalogue: Catalogue, together: Together | None = None, most: int = MOST
) -> list[Suggestion]:
    """What goes well with the lines of an order, the best first.

    What the shop named comes first: for the products of the order, then by others for them; what
    several of them share before the rest. What buyers have often bought together follows. Nothing
    that is sold out is offered, and nothing that is in the order already; a product whose stock
    nobody told may be there.
    """
    bought = _products_of(lines, catalogue)
    inside = {product.id for product in bought}
    taken = {code_of(line.sku) for line in lines if line.sku}
    found: dict[str, Suggestion] = {}
    for one in (*_named(bought, catalogue), *_naming(bought, catalogue)):
        if _can_be_offered(one.product, inside, taken):
            before = found.setdefault(one.product.id, one)
            beside = tuple(dict.fromkeys((*before.beside, *one.beside)))
            found[one.product.id] = Suggestion(before.product, before.because, beside)
    ranked = sorted(found.values(), key=lambda one: -len(one.beside))
    for one in _often_bought(lines, catalogue, together or {}):
        if one.product.id not in found and _can_be_offered(one.product, inside, taken):
            ranked.append(one)
    return ranked[:most]


def _products_of(lines: Sequence[Line], catalogue: Catalogue) -> list[Product]:
    found = (catalogue.of_line(line) for line in lines)
    return list({product.id: product for product in found if product is not None}.values())


def _named(bought: Sequence[Product], catalogue: Catalogue) -> list[Suggestion]:
    """What the products of the order name."""
    return [
        Suggestion(other, Because.NAMED, (product.sku,))
        for product in bought
        for other in map(catalogue.meant, product.pairings)
        if other is not None
    ]


def _naming(bought: Sequence[Product], catalogue: Catalogue) -> list[Suggestion]:
    """What names the products of the order."""
    return [
        Suggestion(other, Because.NAMES, (product.sku,))
        for product in bought
        for other in catalogue.naming(product)
    ]


def _often_bought(
    lines: Sequence[Line], catalogue: Catalogue, together: Together
) -> list[Suggestion]:
    """What was in other orders with the same goods, the most frequent first."""
    counts: dict[str, int] = {}
    beside: dict[str, list[str]] = {}
    by_code = {code_of(sku): others for sku, others in together.items()}
    for code, sku in {code_of(line.sku): line.sku for line in lines if line.sku}.items():
        for other, count in by_code.get(code, {}).items():
            counts[code_of(other)] = counts.get(code_of(other), 0) + count
            beside.setdefault(code_of(other), []).append(sku)
    often = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    return [
        Suggestion(product, Because.BOUGHT, tuple(beside[code]), count)
        for code, count in often
        if count >= _LEAST_TOGETHER and (product := catalogue.get(code)) is not None
    ]


def _can_be_offered(product: Product, inside: set[str], taken: set[str]) -> bool:
    if product.id in inside or code_of(product.sku) in taken:
        return False
    return product.standing is not Standing.SOLD_OUT
