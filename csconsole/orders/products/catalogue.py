"""All products, to be looked up by whatever an order or a person calls them."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from csconsole.orders.model import Line
from csconsole.orders.products.model import Product, code_of, in_order, searched_text


class Catalogue:
    """Products by their codes and names; never changed once it is made."""

    def __init__(self, products: Iterable[Product]) -> None:
        self._products = sorted(products, key=in_order)
        self._by_sku = {code_of(one.sku): one for one in self._products}
        self._by_other: dict[str, Product] = {}
        self._by_goods = _unambiguous(self._products, lambda one: one.goods)
        self._by_name = _unambiguous(self._products, lambda one: (one.name,))
        self._found_in: list[str] | None = None
        self._naming: dict[str, list[Product]] | None = None
        for product in self._products:
            for alias in product.aliases:
                self._by_other.setdefault(code_of(alias), product)

    def __iter__(self) -> Iterator[Product]:
        """Every product, in the order of SKUs."""
        return iter(self._products)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._products)

    def get(self, code: str) -> Product | None:
        """The product of a SKU or another code of it; None for none."""
        wanted = code_of(code)
        return self._by_sku.get(wanted) or self._by_other.get(wanted)

    def meant(self, text: str) -> Product | None:
        """The product that a code or a whole name means; None where none or several do."""
        return self.get(text) or self._by_name.get(code_of(text))

    def naming(self, product: Product) -> list[Product]:
        """The products that name this one as going well with them."""
        if self._naming is None:
            self._naming = {}
            for other in self._products:
                for named in map(self.meant, other.pairings):
                    if named is not None:
                        self._naming.setdefault(named.id, []).append(other)
        return self._naming.get(product.id, [])

    def of_line(self, line: Line) -> Product | None:
        """The product that a line of an order is of: by its SKU, else its goods, else its title.

        A number of goods or a title that several products have tells none of them.
        """
        found = self.get(line.sku) if line.sku else None
        found = found or (self._by_goods.get(code_of(line.goods)) if line.goods else None)
        return found or (self._by_name.get(code_of(line.title)) if line.title else None)

    def find(self, text: str) -> list[Product]:
        """The products whose codes, name or facts have every word of a text; the SKU's first."""
        sought = code_of(text).split()
        if self._found_in is None:
            self._found_in = [searched_text(one) for one in self._products]
        found = [
            product
            for product, words in zip(self._products, self._found_in, strict=True)
            if all(word in words for word in sought)
        ]
        whole = code_of(text)
        return sorted(found, key=lambda one: _distance(one, whole))


def _distance(product: Product, wanted: str) -> int:
    """How far what was sought stands from the product's own code and name."""
    sku = code_of(product.sku)
    if sku == wanted:
        return 0
    return 1 if sku.startswith(wanted) else 2 if wanted in code_of(product.name) else 3


def _unambiguous(
    products: Sequence[Product], keys: Callable[[Product], Iterable[str]]
) -> dict[str, Product]:
    """What only one product is called, with that product."""
    found: dict[str, Product | None] = {}
    for product in products:
        for key in keys(product):
            if key:
                found[code_of(key)] = None if code_of(key) in found else product
    return {key: product for key, product in found.items() if product is not None}
