"""Which column of a sheet of products holds what: by the names in its head, or as people say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.products.cleaning import LONGEST_LABEL, MOST_FACTS, clean_label
from csconsole.orders.products.model import FIELDS
from csconsole.orders.products.words import comparable, words

HEAD_WITHIN = 10  # rows; a title and remarks may stand above the head


@dataclass(frozen=True)
class Head:
    """The head of a sheet.

    Attributes:
        fields: our field -> the number of its column, from 0.
        facts: label -> the number of the column.
        kept_back: the names of columns that no buyer must learn of.
        at: the number of the row, from 0.
        sku_name: what the column of the SKU is called, in the form in which names are compared.
    """

    fields: Mapping[str, int]
    facts: Mapping[str, int]
    kept_back: tuple[str, ...]
    at: int
    sku_name: str

    def is_repeated_by(self, row: Sequence[str]) -> bool:
        """Whether a row is a head again, as in sheets that were joined."""
        at = self.fields["sku"]
        return at < len(row) and comparable(row[at]) == self.sku_name


def find_head(rows: Sequence[Sequence[str]], asked: Mapping[str, str], place: str) -> Head | None:
    """The head among the first rows; None where no row can be one.

    `asked` (our field -> name of a column) is what a person said.

    Raises:
        BadInputError: a field is not known, or a named column is not there.
    """
    for field in asked:
        if field not in FIELDS:
            raise BadInputError(
                _("{field} is not known; known are {known}").format(
                    field=field, known=", ".join(FIELDS)
                ),
                place="--map",
            )
    wanted = {field: comparable(name) for field, name in asked.items()}
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        names = [comparable(cell) if cell.strip() else "" for cell in row]
        if not all(name in names for name in wanted.values()):
            continue
        head = _head(row, {field: names.index(name) for field, name in wanted.items()}, at)
        if head is not None:
            return head
    if asked:
        raise _no_such_column(rows, asked, place)
    return None


def no_head(rows: Sequence[Sequence[str]], place: str) -> BadInputError:
    """What to say of a sheet in which no column is known to hold the SKU."""
    return BadInputError(
        _("no column is known to hold the SKU; the columns are: {names}").format(
            names=_first_names(rows)
        ),
        place=place,
        hint=_("say which: {option}").format(option="--map sku=…"),
    )


def known_columns(row: Sequence[str], asked: Mapping[str, int] | None = None) -> dict[str, int]:
    """Our field -> the number of the column that holds it, as asked for or by its name."""
    asked = asked or {}
    best: dict[str, tuple[int, int]] = {field: (-1, number) for field, number in asked.items()}
    for number, cell in enumerate(row):
        known = _known(cell)
        if known is not None and number not in asked.values():
            field, rank = known
            if field not in asked:
                best[field] = min(best.get(field, (rank, number)), (rank, number))
    return {field: number for field, (_rank, number) in best.items()}


def _head(row: Sequence[str], asked: Mapping[str, int], at: int) -> Head | None:
    """A row as a head; None where it names no SKU."""
    fields = known_columns(row, asked)
    if "sku" not in fields:
        return None
    facts: dict[str, int] = {}
    kept_back: list[str] = []
    for number, cell in enumerate(row):
        label = clean_label(cell)
        if number in fields.values() or not label or len(label) > LONGEST_LABEL:
            continue
        if comparable(label) in words().kept_from_buyers:
            kept_back.append(label)
        elif comparable(label) not in words().without_use and len(facts) < MOST_FACTS:
            facts.setdefault(label, number)
    return Head(fields, facts, tuple(kept_back), at, comparable(row[fields["sku"]]))


def _known(cell: str) -> tuple[str, int] | None:
    """The field that a column's name stands for, and how far behind other names."""
    name = comparable(cell) if cell.strip() and len(cell) <= LONGEST_LABEL else ""
    if not name:
        return None
    ours = {comparable(_(label)): (field, 0) for field, label in FIELDS.items()}
    return ours.get(name) or words().columns.get(name)


def _no_such_column(
    rows: Sequence[Sequence[str]], asked: Mapping[str, str], place: str
) -> BadInputError:
    named = {comparable(cell) for row in rows[:HEAD_WITHIN] for cell in row}
    missing = [name for name in asked.values() if comparable(name) not in named]
    if not missing:
        return no_head(rows, place)
    return BadInputError(
        _("there is no column {column}; the columns are: {names}").format(
            column=", ".join(missing), names=_first_names(rows)
        ),
        place=place,
    )


def _first_names(rows: Sequence[Sequence[str]]) -> str:
    """The names of the first row that has any."""
    first = next((row for row in rows if any(cell.strip() for cell in row)), [])
    names = (" ".join(cell.split())[:LONGEST_LABEL] for cell in first)
    return ", ".join(name for name in names if name)
