"""Pictures and files for the tests of evidence, made by their formats' rules."""

import io
import struct
import zipfile

from PySide6.QtCore import QBuffer, QIODevice
from PySide6.QtGui import QColor, QImage


def picture(kind: str = "JPEG", colour: str = "#3377aa", size: tuple[int, int] = (40, 30)) -> bytes:
    """A picture as a camera or a screenshot would give it."""
    image = QImage(*size, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, kind)
    return bytes(buffer.data().data())


def box(kind: bytes, content: bytes = b"") -> bytes:
    """A box of an ISO media file."""
    return struct.pack(">I", 8 + len(content)) + kind + content


def video() -> bytes:
    """The frame of an MP4."""
    return box(b"ftyp", b"isom\0\0\2\0") + box(b"moov", b"\0" * 40) + box(b"mdat", b"\1" * 200)


def heic() -> bytes:
    """The frame of a picture of a phone."""
    return box(b"ftyp", b"heic\0\0\0\0") + box(b"meta", b"\0" * 40) + box(b"mdat", b"\1" * 200)


def zipped(*names: str) -> bytes:
    """A zip with members of these names."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name in names:
            file.writestr(name, "content")
    return buffer.getvalue()


GIF = b"GIF89a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"  # one pixel
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
WEBP = b"RIFF" + struct.pack("<I", 24) + b"WEBPVP8 " + b"\1" * 16

SAMPLES = {
    "jpeg": picture("JPEG"),
    "png": picture("PNG"),
    "bmp": picture("BMP"),
    "gif": GIF,
    "webp": WEBP,
    "heic": heic(),
    "mp4": video(),
    "pdf": PDF,
    "zip": zipped("a.txt"),
    "docx": zipped("[Content_Types].xml", "word/document.xml"),
    "xlsx": zipped("[Content_Types].xml", "xl/workbook.xml"),
}
