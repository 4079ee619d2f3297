"""The pictures of replies, kept as attachments of the store."""

from pathlib import Path

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.storage.attachments import Attachments

LARGEST = 10_000_000  # bytes; chat apps take no larger picture
# How the files of each kind begin; what a file is called says nothing.
_BEGINNINGS = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"BM": "bmp",
}


class Pictures:
    """Takes pictures in and gives them out."""

    def __init__(self, attachments: Attachments) -> None:
        self._attachments = attachments

    def take(self, path: Path) -> str:
        """Keep a copy of a picture; its name, by which a reply holds it.

        Raises:
            BadInputError: the file cannot be read, is no picture, or is too large.
        """
        return self.take_content(_read(path), path.name)

    def name_of(self, path: Path) -> str:
        """The name that a picture has once it is taken.

        Raises:
            BadInputError: the file cannot be read, is no picture, or is too large.
        """
        content = _read(path)
        return self._attachments.name_of(content, _kind(content, path.name))

    def take_content(self, content: bytes, place: str = "") -> str:
        """Keep a picture that is no file yet; its name.

        Raises:
            BadInputError: it is no picture, or too large.
        """
        return self._attachments.keep(content, _kind(content, place))

    def content(self, name: str) -> bytes | None:
        """A picture by its name; None where it is not on this computer."""
        return self._attachments.content(name)


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise _too_large(path.name)
        return path.read_bytes()
    except OSError as error:
        raise BadInputError(
            _("the file cannot be read: {why}").format(why=error.strerror or error),
            place=str(path),
        ) from error


def _kind(content: bytes, place: str) -> str:
    """Which kind of picture a content is."""
    if len(content) > LARGEST:
        raise _too_large(place)
    kind = next((kind for begin, kind in _BEGINNINGS.items() if content.startswith(begin)), "")
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        kind = "webp"
    if not kind:
        raise BadInputError(
            _("this is no picture"), place=place, hint=_("take a PNG, JPEG, GIF or WebP file")
        )
    return kind


def _too_large(place: str) -> BadInputError:
    told = _("the picture has more than {most} MB").format(most=LARGEST // 1_000_000)
    return BadInputError(told, place=place)
