"""What is dropped, pasted or chosen as evidence, taken in by the store's worker."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData
from PySide6.QtGui import QImage, QImageWriter

from csconsole.errors import BadInputError, UserError
from csconsole.language import _
from csconsole.tickets.evidence import Added, Piece
from csconsole.tickets.evidence_files import NewFile, read_content, read_file
from csconsole.workspace.workspace import Workspace

Source = Path | QImage


@dataclass(frozen=True)
class Taken:
    """What taking several files came to.

    Attributes:
        added: None where not one could be taken.
        refused: why the others were not.
        pieces: all evidence on the ticket now.
    """

    added: Added | None
    refused: tuple[UserError, ...]
    pieces: tuple[Piece, ...]


def sources_of(data: QMimeData) -> list[Source]:
    """The files in what was dropped or copied, else its picture; none where it has neither."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    if paths:
        return [*paths]
    image = data.imageData() if data.hasImage() else None
    return [image] if isinstance(image, QImage) and not image.isNull() else []


def has_source(data: QMimeData) -> bool:
    """Whether there is something in it that can be evidence; nothing is decoded."""
    return data.hasImage() or any(url.isLocalFile() for url in data.urls())


def take(workspace: Workspace, ticket: str, sources: Sequence[Source]) -> Taken:
    """Add what can be taken to a ticket, and tell why the rest cannot."""
    now = workspace.now()
    files: list[NewFile] = []
    refused: list[UserError] = []
    for source in sources:
        try:
            files.append(read_file(source) if isinstance(source, Path) else _shot(source, now))
        except UserError as error:
            refused.append(error)
    added = workspace.evidence.add(ticket, files, now) if files else None
    return Taken(added, tuple(refused), tuple(workspace.evidence.of(ticket)))


def complaint(refused: Sequence[UserError]) -> UserError:
    """One word about several files that were not taken."""
    if len(refused) == 1:
        return refused[0]
    lines = "\n".join(f"{error.place}: {error.sentence}" for error in refused[:10])
    return BadInputError(
        _("{count} files were not taken").format(count=len(refused)) + f":\n{lines}",
        hint=refused[0].hint,
    )


def _shot(image: QImage, now: datetime) -> NewFile:
    """A picture of the clipboard, such as a screenshot, as a PNG file."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    name = f"{_('screenshot')} {now:%m-%d %H.%M.%S}.png"
    return read_content(bytes(buffer.data().data()), name)
