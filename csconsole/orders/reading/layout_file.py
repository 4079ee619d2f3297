"""Reading layouts from YAML, every complaint with its line, and writing a layout of one's own.

docs/order-layouts.md describes the format for people.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from csconsole.errors import BadInputError
from csconsole.files import write_atomically
from csconsole.language import _
from csconsole.located_yaml import YamlStream
from csconsole.orders.reading.headers import pattern
from csconsole.orders.reading.layout import LABELS, LINE_COLUMNS, OTHER, Layout
from csconsole.orders.reading.layout_node import FORMAT, LayoutReader
from csconsole.sheets.opening import unreadable
from csconsole.shipped import RESOURCES

_SHIPPED = RESOURCES / "orders" / "platforms"
_GENERAL = RESOURCES / "orders" / "columns.yaml"
_MOST_FILES = 200


@cache
def shipped_layouts() -> tuple[Layout, ...]:
    """The layouts that ship with the program; a fault in a file is a fault of the program."""
    return _layouts(sorted(_SHIPPED.glob("*.yaml")))


@cache
def general_layout() -> Layout:
    """The columns of a sheet that no layout fits, by the names that such columns mostly have."""
    return _layouts([_GENERAL])[0]


def known_layouts(folder: Path | None) -> tuple[Layout, ...]:
    """A shop's own layouts in a folder, then the shipped ones.

    Raises:
        BadInputError: a file in the folder is not a file of layouts, with its line.
    """
    if folder is None or not folder.is_dir():
        return shipped_layouts()
    return _layouts(sorted(folder.glob("*.yaml"))[:_MOST_FILES]) + shipped_layouts()


def known_platforms(folder: Path | None = None) -> tuple[str, ...]:
    """The names of the platforms whose layouts are known, and `other`.

    Raises:
        BadInputError: as `known_layouts`.
    """
    names = dict.fromkeys(layout.platform.name for layout in known_layouts(folder))
    return (*names, OTHER)


def write_layout(folder: Path, name: str, platform: str, columns: Mapping[str, str]) -> Path:
    """Keep which column holds what (our field -> header) as a layout of the shop's own.

    A sheet that has all of these columns is read by it from then on.

    Raises:
        BadInputError: no column holds the order's number, a field or name cannot be kept, or the
            folder cannot be written.
    """
    checked_columns(columns)
    chosen = {field: header.strip() for field, header in columns.items() if header.strip()}
    if not chosen.get("no"):
        raise BadInputError(
            _("no column is chosen for the order number"), hint=_("choose one for it")
        )
    file = "".join(c if c.isalnum() or c in "-_" else "-" for c in name.strip())[:60].strip("-")
    if not file:
        raise BadInputError(_("a layout needs a name"))
    told: dict[str, Any] = {"format": FORMAT, "platform": platform or OTHER}
    told["layouts"] = [
        {
            "name": file,
            "row": "item" if set(chosen) & set(LINE_COLUMNS) else "order",
            "needs": list(dict.fromkeys(chosen.values())),
            "columns": {field: [header] for field, header in chosen.items()},
        }
    ]
    path = folder / f"{file}.yaml"
    text = yaml.safe_dump(told, allow_unicode=True, sort_keys=False)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text.encode())
    except OSError as error:
        raise BadInputError(
            _("the file cannot be written: {why}").format(why=error.strerror or error),
            place=str(path),
        ) from error
    _layouts([path])
    return path


def checked_columns(columns: Mapping[str, str]) -> None:
    """Refuse fields that a person cannot choose a column for.

    Raises:
        BadInputError: there is one.
    """
    for field in columns:
        if field not in LABELS:
            raise BadInputError(
                _("{field} is not known; known are {known}").format(
                    field=field, known=", ".join(LABELS)
                ),
                place="--map",
            )


def _layouts(paths: Iterable[Path]) -> tuple[Layout, ...]:
    found: list[Layout] = []
    for path in paths:
        try:
            with path.open("rb") as file:
                stream = YamlStream(file, str(path))
                found += LayoutReader(stream, pattern).layouts(stream.document())
        except OSError as error:
            raise unreadable(path, error) from error
    return tuple(found)
