"""What is pasted, one thing after the other: the text, then each picture in the forms of chats."""

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QUrl
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter

from csconsole.desktop.palette.clipboard_loan import Lent
from csconsole.desktop.replies.editing.thumbnails import decoded
from csconsole.desktop.system.applications import FILES, PNG
from csconsole.workspace.workspace import Workspace

_PNG_BEGINS = b"\x89PNG"


@dataclass(frozen=True)
class Picture:
    """A picture of a reply.

    Attributes:
        content: the file as it was taken in.
        kind: what its file is called behind the dot.
        png: the same picture as PNG.
    """

    content: bytes
    kind: str
    png: bytes
    image: QImage


def read_pictures(workspace: Workspace, names: Sequence[str]) -> list[Picture | None]:
    """The pictures of a reply; None for one that is not on this computer. In any thread."""
    return [_picture(workspace.pictures.content(name), name) for name in names]


def text_part(text: str, marks: Mapping[str, bytes]) -> Lent:
    """A text, kept out of histories where the system has a mark for that."""
    part = Lent(marks)
    part.setText(text)
    return part


class PictureFiles:
    """Files for programs that take a picture only as a file; they go with the program."""

    def __init__(self) -> None:
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._count = 0

    def part(self, picture: Picture, forms: Sequence[str], marks: Mapping[str, bytes]) -> Lent:
        """A picture in the forms that a program takes.

        Raises:
            OSError: its file cannot be written.
        """
        part = Lent(marks)
        if PNG in forms:
            part.setData("image/png", picture.png)
            if QGuiApplication.platformName() != "xcb":
                part.setImageData(picture.image)  # on Windows as DIB, on macOS as TIFF
        if FILES in forms:
            part.setUrls([QUrl.fromLocalFile(str(self._file(picture)))])
        return part

    def remove(self) -> None:
        """Remove the files."""
        if self._folder is not None:
            self._folder.cleanup()
            self._folder = None

    def _file(self, picture: Picture) -> Path:
        if self._folder is None:
            self._folder = tempfile.TemporaryDirectory(prefix="csconsole-")
        self._count += 1
        path = Path(self._folder.name) / f"{self._count}.{picture.kind}"
        path.write_bytes(picture.content)
        return path


def _picture(content: bytes | None, name: str) -> Picture | None:
    image = decoded(content)
    if content is None or image is None:
        return None
    kind = Path(name).suffix.removeprefix(".") or "png"
    png = content if content.startswith(_PNG_BEGINS) else _as_png(image)
    return Picture(content, kind, png, image)


def _as_png(image: QImage) -> bytes:
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(buffer, QByteArray(b"png")).write(image)
    return bytes(content.data())
