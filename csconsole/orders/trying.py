"""How the first rows of an unknown sheet would read, before anybody decides on its columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csconsole.errors import BadInputError
from csconsole.orders.amounts import written
from csconsole.orders.model import Money
from csconsole.orders.reading.folding import Folding
from csconsole.orders.reading.layout_file import known_layouts
from csconsole.orders.reading.model import Asked, FileOrder, Record, Refused
from csconsole.orders.reading.recognising import find_head, layouts_for
from csconsole.orders.reading.survey import surveyed


@dataclass(frozen=True)
class TriedOrder:
    """An order as it would be read; each part as people read it, "" where nothing tells it.

    Attributes:
        why: why its row would not be taken; "" where it would.
    """

    no: str = ""
    buyer: str = ""
    goods: str = ""
    paid: str = ""
    why: str = ""


def try_columns(
    names: Sequence[str],
    samples: Sequence[Sequence[str]],
    platform: str,
    columns: Mapping[str, str],
) -> tuple[TriedOrder, ...]:
    """The orders in some rows below a head, read by columns that a person chose."""
    rows = [(at, row) for at, row in enumerate((names, *samples), 1)]
    asked = Asked(platform, columns)
    try:
        head = find_head(rows, asked, layouts_for(asked, known_layouts(None)))
        if head is None:
            return ()
        survey = surveyed(rows, head, "", is_ended=True)
        records = list(Folding(head, survey, "").records(rows))
    except BadInputError as error:
        return (TriedOrder(why=error.sentence),)
    return tuple(_tried(one) for one in records if isinstance(one, FileOrder | Refused))


def _tried(record: Record) -> TriedOrder:
    if isinstance(record, Refused):
        return TriedOrder(why=record.why)
    if not isinstance(record, FileOrder):
        raise TypeError(record)
    told = record.fields
    return TriedOrder(
        no=record.no,
        buyer=told.get("buyer", ""),
        goods="; ".join(_goods(line) for line in told.get("lines", ())),
        paid=_amount(told["paid"], told.get("currency", "")) if "paid" in told else "",
    )


def _amount(amount: int, currency: str) -> str:
    return written(Money(amount, currency), "").strip()  # nobody may have told the currency


def _goods(line: Mapping[str, object]) -> str:
    named = " ".join(str(line[key]) for key in ("title", "variant", "sku") if line.get(key))
    return f"{named} ×{line['quantity']}" if line.get("quantity") else named
