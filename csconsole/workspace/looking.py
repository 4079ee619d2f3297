"""What files are that somebody drops: exports of orders, or libraries of replies.

Told by what stands in them, without opening the store.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import count
from pathlib import Path

from csconsole.errors import UserError
from csconsole.orders.guessing import guessed_columns
from csconsole.orders.reading.exports import known_platforms, unknown_columns, write_layout
from csconsole.orders.reading.model import Asked, UnknownExport
from csconsole.orders.trying import TriedOrder, try_columns
from csconsole.replies.moving import is_library
from csconsole.storage.places import Places

__all__ = [
    "FileKind",
    "Looked",
    "TriedOrder",
    "guessed_columns",
    "keep_layout",
    "look_at",
    "try_columns",
]


class FileKind(StrEnum):
    """What a file is; `unknown` is a sheet of which nothing tells it."""

    ORDERS = "orders"
    REPLIES = "replies"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Looked:
    """What some files are.

    Attributes:
        kinds: of each file.
        unknown: the first sheet of which a person must say which column holds what, if it is one
            of orders; None where there is none.
        platforms: the names of the platforms whose layouts are known.
    """

    kinds: tuple[FileKind, ...]
    unknown: UnknownExport | None
    platforms: tuple[str, ...]


def look_at(places: Places, paths: Sequence[Path], platform: str = "") -> Looked:
    """Find out what files are.

    Raises:
        BadInputError: a file cannot be read, or is neither a sheet nor a library.
    """
    layouts = order_layouts(places)
    asked = Asked(platform)
    looked = [_look(path, asked, layouts) for path in paths]
    return Looked(
        tuple(kind for kind, _unknown in looked),
        next((unknown for _kind, unknown in looked if unknown), None),
        known_platforms(layouts),
    )


def order_layouts(places: Places) -> Path:
    """The folder in which the shop's own layouts of exports lie."""
    return places.config / "layouts"


def keep_layout(places: Places, platform: str, columns: Mapping[str, str]) -> Path:
    """Keep which column holds what, so that further files are read by it; returns the file.

    Raises:
        BadInputError: it cannot be kept; the message says why.
    """
    folder = order_layouts(places)
    taken = {path.stem for path in folder.glob("*.yaml")}
    name = next(name for at in count(1) if (name := f"own-{at}") not in taken)
    return write_layout(folder, name, platform, columns)


def _look(path: Path, asked: Asked, layouts: Path) -> tuple[FileKind, UnknownExport | None]:
    unknown: UnknownExport | None = None
    refusal: UserError | None = None
    try:
        unknown = unknown_columns(path, asked, layouts)
        if unknown is None:
            return FileKind.ORDERS, None
    except UserError as error:
        refusal = error
    try:
        if is_library(path):
            return FileKind.REPLIES, unknown
    except UserError as error:
        refusal = refusal or (error if unknown is None else None)
    if refusal is not None:
        raise refusal
    return FileKind.UNKNOWN, unknown
