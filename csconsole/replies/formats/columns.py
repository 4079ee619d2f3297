"""Which column of a sheet holds what: by the names in its head, or as a person says."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.formats.wordlist import FIELDS, comparable, word_list

_HEAD_WITHIN = 10  # rows; a title and remarks may stand above the head
_WIDEST_NAME = 60
# Our own exports name the language behind the field: `text:zh`.
OWN_FIELDS = ("title", "text", "variants", "asks")
OWN_COLUMN = re.compile(rf"({'|'.join(OWN_FIELDS)}):([a-z]{{2,3}}(?:-[A-Za-z0-9]{{2,8}})*)")


@dataclass(frozen=True)
class Head:
    """The head of a sheet.

    Attributes:
        names: the head's cells as written.
        fields: our field -> the number of its column, from 0.
        unknown: the names that say nothing to us.
        at: the number of the row, from 0.
    """

    names: tuple[str, ...]
    fields: Mapping[str, int]
    unknown: tuple[str, ...]
    at: int

    @property
    def is_our_own(self) -> bool:
        """Whether an export of ours has this head."""
        return "id" in self.names and any(map(OWN_COLUMN.fullmatch, self.names))

    def cell(self, row: Sequence[str], field: str) -> str:
        """What a row says about a field; "" for nothing."""
        at = self.fields.get(field)
        return row[at] if at is not None and at < len(row) else ""


def find_head(rows: Sequence[Sequence[str]], columns: Mapping[str, str], place: str) -> Head | None:
    """The head among the first rows; None where no row can be one.

    `columns` (our field -> name of a column) is what a person said.

    Raises:
        BadInputError: a named column is not there.
    """
    if columns:
        return _asked_for(rows, columns, place)
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        head = _head(row, at)
        if head.is_our_own or "text" in head.fields:
            return head
    return None


def no_head(rows: Sequence[Sequence[str]], place: str) -> BadInputError:
    """What to say of a sheet in which no column is known to hold the texts."""
    names = next((row for row in rows if any(cell.strip() for cell in row)), [])
    told = ", ".join(_shortened(name) for name in names if name.strip())
    return BadInputError(
        _("no column is known to hold the texts; the columns are: {names}").format(names=told),
        place=place,
        hint=_("say which: {option}").format(option="--map text=… --map title=…"),
    )


def _head(row: Sequence[str], at: int) -> Head:
    words = word_list()
    fields: dict[str, int] = {}
    unknown: list[str] = []
    for number, name in enumerate(row):
        if len(name) > _WIDEST_NAME or not name.strip():
            continue
        field = words.columns.get(comparable(name))
        if field and field not in fields:
            fields[field] = number
        elif field or comparable(name) not in words.without_use:
            unknown.append(name.strip())
    if "category" not in fields and "subcategory" in fields:
        fields["category"] = fields.pop("subcategory")
    return Head(tuple(name.strip() for name in row), fields, tuple(unknown), at)


def _asked_for(rows: Sequence[Sequence[str]], columns: Mapping[str, str], place: str) -> Head:
    for field in columns:
        if field not in FIELDS:
            raise BadInputError(
                _("{field} is not known; known are {known}").format(
                    field=field, known=", ".join(FIELDS)
                ),
                place="--map",
            )
    for at, row in enumerate(rows[:_HEAD_WITHIN]):
        numbers = {comparable(name): number for number, name in reversed(list(enumerate(row)))}
        if all(comparable(name) in numbers for name in columns.values()):
            head = _head(row, at)
            asked = {field: numbers[comparable(name)] for field, name in columns.items()}
            kept = {f: n for f, n in head.fields.items() if n not in asked.values()}
            unknown = tuple(n for n in head.unknown if numbers[comparable(n)] not in asked.values())
            return Head(head.names, {**kept, **asked}, unknown, at)
    named = {comparable(name) for row in rows[:_HEAD_WITHIN] for name in row}
    missing = [name for name in columns.values() if comparable(name) not in named]
    names = next((row for row in rows if any(cell.strip() for cell in row)), [])
    raise BadInputError(
        _("there is no column {column}; the columns are: {names}").format(
            column=", ".join(missing or columns.values()), names=", ".join(map(_shortened, names))
        ),
        place=place,
    )


def _shortened(name: str) -> str:
    words = " ".join(name.split())
    return words if len(words) <= _WIDEST_NAME else words[:_WIDEST_NAME] + "…"
