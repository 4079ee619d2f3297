"""Our own sheets: a row for each reply, a column for each field and language.

Lists stand in one cell, an item a line, with a line break inside an item as a backslash and n. What
a workbook's cell cannot carry (32,767 characters, control characters) is kept whole on a hidden
sheet, and counts as long as nobody has changed what is shown.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from csconsole.errors import BadInputError
from csconsole.replies.formats.columns import OWN_COLUMN, Head
from csconsole.replies.formats.model import Entry, Refused
from csconsole.replies.model import Reply
from csconsole.replies.reply_fields import as_dict, from_dict

EXACT_SHEET = "csconsole"
EXACT_PIECE = 30_000  # characters of one cell
_DIGITS = 12
LONGEST_CELL = 32_000  # Excel takes 32,767, counted in UTF-16
_PLAIN_COLUMNS = (
    "id", "category", "shortcut", "tags", "valid from", "valid until", "for kind", "for states",
    "pictures",
)  # fmt: skip
_UNSHOWN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\r]|_x[0-9A-Fa-f]{4}_")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def header(replies: Sequence[Reply]) -> list[str]:
    """The columns that some replies need."""

    def columns(field: str) -> list[str]:
        used = {language for reply in replies for language in getattr(reply, field)}
        order = sorted(
            used, key=lambda language: (language not in {"zh", "en"}, language != "zh", language)
        )
        return [f"{field}:{language}" for language in order] or (
            [f"{field}:zh"] if field in {"title", "text"} else []
        )

    return [
        *_PLAIN_COLUMNS[:2], *columns("title"), "shortcut", *columns("text"),
        *columns("variants"), *columns("asks"), *_PLAIN_COLUMNS[3:],
    ]  # fmt: skip


def row(reply: Reply, names: Iterable[str]) -> list[str]:
    """The cells of a reply in the order of the columns."""
    cells = {
        "id": reply.id,
        "category": reply.category,
        "shortcut": reply.shortcut,
        "tags": _list(reply.tags),
        "valid from": reply.valid_from.isoformat() if reply.valid_from else "",
        "valid until": reply.valid_until.isoformat() if reply.valid_until else "",
        "for kind": reply.for_kind,
        "for states": _list(reply.for_states),
        "pictures": _list(reply.pictures),
        **{f"title:{language}": text for language, text in reply.title.items()},
        **{f"text:{language}": text for language, text in reply.text.items()},
        **{f"variants:{language}": _list(texts) for language, texts in reply.variants.items()},
        **{f"asks:{language}": _list(texts) for language, texts in reply.asks.items()},
    }
    return [cells.get(name, "") for name in names]


def shown(cell: str) -> str:
    """A cell as a workbook can carry it."""
    return _UNSHOWN.sub("�", cell)[: LONGEST_CELL // 2] if is_hidden(cell) else cell


def is_hidden(cell: str) -> bool:
    """Whether a workbook's cell cannot carry a text as it is."""
    wide = len(cell) > LONGEST_CELL // 2 and len(cell.encode("utf-16-le")) > 2 * LONGEST_CELL
    return wide or bool(_UNSHOWN.search(cell))


def exact_pieces(reply: Reply) -> list[str]:
    """The row of the hidden sheet: the id, and the reply in pieces."""
    told = json.dumps(as_dict(reply), ensure_ascii=True)
    pieces = [told[at : at + EXACT_PIECE] for at in range(0, len(told), EXACT_PIECE)]
    return [reply.id, *pieces]


def exact_rows(rows: Iterable[Sequence[str]]) -> dict[str, str]:
    """What the hidden sheet says, by id."""
    return {cells[0]: "".join(cells[1:]) for cells in rows if cells}


def strange_columns(head: Head) -> list[str]:
    """The columns that somebody has added to an export."""
    return [
        name
        for name in head.names
        if name and name not in _PLAIN_COLUMNS and not OWN_COLUMN.fullmatch(name)
    ]


def entry(
    head: Head, cells: Sequence[str], place: str, exact: Mapping[str, str]
) -> Entry | Refused:
    """The reply of a row, or why it is none."""
    written = {name: cell for name, cell in zip(head.names, cells, strict=False) if name}
    told = exact.get(written.get("id", ""))
    try:
        if told:
            written = dict(_restored(written, json.loads(told)))
        if not written.get("id", "").strip():
            written["id"] = _new_id(written)
        reply = from_dict(_fields(written))
    except (BadInputError, ValueError) as error:
        why = error.sentence if isinstance(error, BadInputError) else str(error)
        return Refused(place, why)
    return Entry(place, "", reply.id, (), "", exact=reply, reply_id=reply.id)


def _new_id(written: Mapping[str, str]) -> str:
    """The id of a row that somebody has added: made of its title, so that it stays."""
    titles = [cell for name, cell in written.items() if name.startswith("title:") and cell]
    digest = hashlib.sha256("\n".join(titles or written.values()).encode()).hexdigest()
    return f"sheet-{digest[:_DIGITS]}"


def _restored(written: Mapping[str, str], told: object) -> Iterator[tuple[str, str]]:
    """What is shown, with the whole of it where nobody has changed what is shown."""
    whole = row(from_dict(told), written)
    for (name, cell), kept in zip(written.items(), whole, strict=True):
        yield name, kept if shown(kept) == cell else cell


def _fields(written: Mapping[str, str]) -> dict[str, object]:
    fields: dict[str, dict[str, object]] = {"title": {}, "text": {}, "variants": {}, "asks": {}}
    plain: dict[str, object] = {}
    for name, cell in written.items():
        language = OWN_COLUMN.fullmatch(name)
        if not cell.strip():
            continue
        if language:
            is_list = language[1] in {"variants", "asks"}
            fields[language[1]][language[2]] = _items(cell) if is_list else cell
        elif name in {"tags", "pictures", "for states"}:
            plain[name] = _items(cell)
        elif name in _PLAIN_COLUMNS:
            plain[name] = cell
    valid = {k: plain.pop(f"valid {k}") for k in ("from", "until") if f"valid {k}" in plain}
    states = plain.pop("for states", None)
    belongs = {"kind": plain.pop("for kind", None), "states": states}
    return {
        **plain,
        **{name: texts for name, texts in fields.items() if texts},
        **({"valid": valid} if valid else {}),
        **({"for": {k: v for k, v in belongs.items() if v}} if belongs["kind"] or states else {}),
    }


def _list(texts: Iterable[str]) -> str:
    escaped = (
        text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") for text in texts
    )
    return "\n".join(escaped)


def _items(cell: str) -> list[str]:
    letters = {"n": "\n", "r": "\r"}
    lines = cell.split("\n")
    return [
        _ESCAPED.sub(lambda found: letters.get(found[1], found[1]), line) for line in lines if line
    ]
