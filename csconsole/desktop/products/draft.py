"""What stands in the form of a product while somebody writes; it knows nothing of Qt.

Facts are lines of `label: text`; a line that begins with a blank goes on with the one above.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.products.model import FIELDS, Product

FACTS = "facts"
_LABELLED = re.compile(r"([^:：]*)[:：](.*)")


@dataclass(frozen=True)
class Draft:
    """A product as it is written.

    Attributes:
        sku: the SKU that it is known under; "" of a new one.
        texts: what stands in each field, by our names; `facts` is one of them.
    """

    sku: str
    texts: Mapping[str, str]

    def given(self, before: "Draft") -> list[tuple[str, str]]:
        """What was changed since, as the products take it: field and text; a fact by its label.

        Raises:
            BadInputError: a line of the facts has no label.
        """
        changed = [
            (name, text)
            for name, text in self.texts.items()
            if name != FACTS and text.strip() != before.texts[name].strip()
        ]
        if self.texts[FACTS].strip() == before.texts[FACTS].strip():
            return changed
        old, new = facts_of(before.texts[FACTS]), facts_of(self.texts[FACTS])
        gone = [(f"fact:{label}", "") for label in old if label not in new]
        told = [(f"fact:{label}", text) for label, text in new.items() if old.get(label) != text]
        return [*changed, *gone, *told]


def draft_of(product: Product | None) -> Draft:
    """A product as it stands in the form before anybody writes; None for a new one."""
    if product is None:
        return Draft("", dict.fromkeys([*FIELDS, FACTS], ""))
    return Draft(
        product.sku,
        {
            "sku": product.sku,
            "name": product.name,
            "stock": number_written(product.stock),
            "safety_stock": number_written(product.safety_stock),
            "pairings": ", ".join(product.pairings),
            "aliases": ", ".join(product.aliases),
            "goods": ", ".join(product.goods),
            "shop": product.shop,
            FACTS: facts_text(product.facts),
        },
    )


def number_written(number: int | None) -> str:
    """A number of pieces as somebody writes it; nothing where nobody told it."""
    return "" if number is None else str(number)


def facts_text(facts: Mapping[str, str]) -> str:
    """Facts as lines."""
    colon = _("{label}: {text}")
    return "\n".join(
        colon.format(label=label, text=text.replace("\n", "\n  ")) for label, text in facts.items()
    )


def facts_of(text: str) -> dict[str, str]:
    """The facts of some lines.

    Raises:
        BadInputError: a line has no label.
    """
    facts: dict[str, str] = {}
    last = ""
    for line in text.splitlines():
        if not line.strip():
            continue
        if line[0].isspace() and last:
            facts[last] = f"{facts[last]}\n{line.strip()}"
            continue
        found = _LABELLED.fullmatch(line)
        if found is None or not found[1].strip():
            raise BadInputError(
                _("“{line}” has no label, as in Material: cotton").format(line=line.strip()[:40])
            )
        last = found[1].strip()
        facts[last] = found[2].strip()
    return facts
