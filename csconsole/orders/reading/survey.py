"""The first reading of a sheet's rows: their numbers, the shop, and whether there is an end.

A file that breaks off or changes its encoding in the middle is refused by it as a whole, before a
single order was handed out.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.reading.cells import cleaned, looks_rounded, wrong_with_number
from csconsole.orders.reading.model import Remark
from csconsole.orders.reading.recognising import Head

_MOST_SHOPS = 2
_FEW = 3
_LONG_NUMBER = 16

Row = tuple[int, Sequence[str]]


@dataclass
class Survey:
    """What the first reading found.

    Attributes:
        last: the number of an order whose rows do not stand together -> the line of its last row.
        shops: the first names of shops that the rows tell.
        numbers: how many different numbers there are.
        long, rounded: how many numbers are long, and how many of these end in zeros.
    """

    last: dict[str, int] = field(default_factory=dict)
    shops: list[str] = field(default_factory=list)
    numbers: int = 0
    long: int = 0
    rounded: int = 0

    @property
    def shop(self) -> str:
        """The shop that the file is of; "" where it tells none."""
        return self.shops[0] if self.shops else ""

    def add_shop(self, told: str) -> None:
        """A shop that a row tells."""
        if told and told not in self.shops:
            self.shops.append(told)

    def remarks(self, place: str) -> Iterator[Remark]:
        """What people should know of the file as a whole."""
        if len(self.shops) > 1:
            yield Remark(
                place,
                _(
                    "orders of several shops are in it ({shops}, …); all are taken as of {shop}"
                ).format(shops=", ".join(self.shops), shop=self.shop),
            )
        if self.rounded >= _FEW and self.rounded * 2 > self.long:
            yield Remark(
                place,
                _(
                    "most order numbers end in zeros: a spreadsheet program has probably rounded "
                    "them; import the platform's own file"
                ),
            )


def rows_below(rows: Iterable[Row], head: Head) -> Iterator[Row]:
    """The rows below the head that are not blank; a head that is repeated is none."""
    for line, row in rows:
        if line <= head.line or not any(row):
            continue
        if row[0] == head.names[0] and len(row) >= len(head.names) > 1 and _is_head(row, head):
            continue
        yield line, row


def surveyed(rows: Iterable[Row], head: Head, place: str, *, is_ended: bool) -> Survey:
    """Look at all rows below the head; `is_ended` tells whether the last line has an end.

    Raises:
        BadInputError: the file cannot be read, or breaks off in its last row.
    """
    found = Survey()
    seen: set[str] = set()
    before, line, width = "", 0, 0
    shortest = len(head.names)
    number, shop = head.columns.get("no"), head.columns.get("shop")
    cells_of_number = [at for source in number.sources for at in source] if number else []
    for line, row in rows_below(rows, head):
        shortest = min(shortest, width or shortest)
        width = len(row)
        no = next((no for at in cells_of_number if at < width and (no := cleaned(row[at]))), "")
        if no != before and no:
            if no in seen:
                found.last[no] = line
            elif not wrong_with_number(no):
                seen.add(no)
                found.long += len(no) >= _LONG_NUMBER
                found.rounded += looks_rounded(no)
            before = no
        elif no in found.last:
            found.last[no] = line
        if shop and len(found.shops) < _MOST_SHOPS and (at := shop.sources[0][0]) < width:
            found.add_shop(cleaned(row[at]))
    found.numbers = len(seen)
    if not is_ended and width < len(head.names) <= shortest and seen:
        raise BadInputError(
            _("the file breaks off: its last row has {cells} cells of {all}").format(
                cells=width, all=len(head.names)
            ),
            place=f"{place}:{line}",
            hint=_("export it again"),
        )
    return found


def _is_head(row: Sequence[str], head: Head) -> bool:
    return all(cell.strip() == name for cell, name in zip(row, head.names, strict=False))
