"""Changes of a product as somebody writes them: `stock=12`, `fact:材质=纯棉`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.products.cleaning import listed, pieces
from csconsole.orders.products.model import FIELDS, Product
from csconsole.orders.products.words import comparable

_FACT = "fact:"
_READERS: Mapping[str, Any] = {
    "stock": pieces,
    "safety_stock": pieces,
    "pairings": listed,
    "aliases": listed,
    "goods": listed,
}


def with_fields(product: Product, given: Sequence[tuple[str, str]]) -> Product:
    """A product with some fields changed; an empty value takes away what was there.

    Raises:
        BadInputError: a field is not known, or a value does not fit it.
    """
    for name, value in given:
        if name.startswith(_FACT):
            label = name.removeprefix(_FACT).strip()
            others = {k: v for k, v in product.facts.items() if comparable(k) != comparable(label)}
            product = replace(
                product, facts={**others, **({label: value} if value.strip() else {})}
            )
        elif name in FIELDS:
            try:
                product = replace(product, **{name: _READERS.get(name, str)(value)})
            except BadInputError as error:
                raise BadInputError(error.sentence, place=name, hint=error.hint) from error
        else:
            raise BadInputError(
                _("{field} is not known; known are {known}").format(
                    field=name, known=", ".join([*FIELDS, f"{_FACT}…"])
                ),
                place="--set",
            )
    return product
