"""What was copied elsewhere, as far as it may name an order; no Qt.

A text is looked for once, and only its digest is remembered, to know it again; it is never
written down anywhere.
"""

import hashlib
import re
from dataclasses import dataclass

from csconsole.errors import UserError
from csconsole.orders.model import Order
from csconsole.workspace.workspace import Workspace

LONGEST = 200  # characters; what is longer is a text and no name or number
_NUMBER = re.compile(r"#?[A-Za-z0-9][A-Za-z0-9-]{4,39}")
_MOST_NUMBERS = 4  # in one text
_LEAST_NAME = 2  # characters


@dataclass(frozen=True)
class Named:
    """What a text may mean, most likely first.

    Attributes:
        whole: the text itself, which may be a buyer's name.
        numbers: what in it may be the number of an order or a parcel.
    """

    whole: str
    numbers: tuple[str, ...]


class CopiedTexts:
    """Tells which copied text is worth looking for."""

    def __init__(self) -> None:
        self._last = b""

    def read(self, text: str) -> Named | None:
        """What a text may name; None where it is no name, or was looked for just now."""
        if len(text) > LONGEST:
            return None
        bare = text.strip()
        if len(bare) < _LEAST_NAME or len(bare.splitlines()) != 1:
            return None
        digest = hashlib.sha256(bare.encode("utf-8", "surrogatepass")).digest()
        if digest == self._last:
            return None
        self._last = digest
        numbers = [one for one in _NUMBER.findall(bare) if any(map(str.isdigit, one))]
        return Named(bare, tuple(dict.fromkeys(numbers[:_MOST_NUMBERS])))


def order_of(workspace: Workspace, named: Named) -> Order | None:
    """The order that a copied text names: by its number, its waybill or exactly its buyer."""
    for number in dict.fromkeys((named.whole, *named.numbers)):
        try:
            return workspace.orders.by_number(number)
        except UserError:  # none has it, or several shops do: nothing to offer
            continue
    for number in named.numbers:
        found = workspace.orders.find(number, 3)
        exact = [one for one in found if any(way.number == number for way in one.waybills)]
        if exact:
            return exact[0]
    return next(iter(workspace.orders.of_buyer_named(named.whole, 1)), None)
