"""Opening foreign files: plain files, folders and archives, with a roof over their size."""

import io
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.sheets.model import Source

LARGEST_FILE = 48_000_000  # bytes
LARGEST_UNPACKED = 200_000_000  # bytes of everything in an archive
_MOST_MEMBERS = 10_000
_PIECE = 1_000_000


def open_file(path: Path, largest: int = LARGEST_FILE) -> Source:
    """The bytes of one ordinary file of at most `largest` bytes.

    Raises:
        BadInputError: it is none, it is too large, or it cannot be read.
    """
    check_file(path, largest)
    try:
        with path.open("rb") as file:
            content = file.read(largest + 1)
        check_size(len(content), path, largest)
        return Source(path, str(path), content, path.parent.name)
    except OSError as error:
        raise unreadable(path, error) from error


def check_file(path: Path, largest: int) -> None:
    """Refuse what is no ordinary file, before it is opened: a pipe would be waited for.

    Raises:
        BadInputError: it is none, it is larger than so many bytes, or it cannot be reached.
    """
    try:
        status = path.stat()
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if not stat.S_ISREG(status.st_mode):
        raise BadInputError(_("this is not an ordinary file"), place=str(path))
    check_size(status.st_size, path, largest)


def is_folder(path: Path) -> bool:
    """Whether a path leads to a folder; one that leads nowhere is refused by its reader."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def check_size(size: int, path: Path, largest: int = LARGEST_FILE) -> None:
    """Refuse a file that is larger than what is read, a library if nothing else is said.

    Raises:
        BadInputError: it is.
    """
    if size > largest:
        raise BadInputError(
            _("the file has {size} MB; at most {most} MB are read").format(
                size=f"{size / 1e6:.0f}", most=f"{largest / 1e6:.0f}"
            ),
            place=f"{path}:1",
            hint=_("split it into several files"),
        )


def unreadable(path: Path, error: OSError | ValueError) -> BadInputError:
    """What to say where the system does not let us read; a `ValueError` is about the name."""
    if isinstance(error, OSError):
        why = _("the file cannot be read: {why}").format(why=error.strerror or error)
        return BadInputError(why, place=str(path))
    return BadInputError(_("this is no name of a file"), place=repr(str(path)))


def files_in(folder: Path, *endings: str) -> list[Path]:
    """The ordinary files below a folder with one of these endings, in the order of names.

    Raises:
        BadInputError: there are too many, or the folder cannot be read.
    """
    found: list[Path] = []
    try:
        for path in folder.rglob("*"):
            if path.name.lower().endswith(endings) and path.is_file() and not path.is_symlink():
                found.append(path)
            if len(found) > _MOST_MEMBERS:
                raise BadInputError(
                    _("there are more than {most} files in it").format(most=_MOST_MEMBERS),
                    place=str(folder),
                )
    except OSError as error:
        raise unreadable(folder, error) from error
    return sorted(found)


def members(source: Source, *endings: str) -> Iterator[tuple[str, bytes]]:
    """The files of an archive with one of these endings; nothing is ever written to the disk.

    Every byte is counted while it is unpacked, so that an archive that tells less than it holds
    is caught.

    Raises:
        BadInputError: it is damaged, locked, or unpacks to more than is read.
    """
    left = LARGEST_UNPACKED
    with open_archive(source) as archive:
        infos = archive.infolist()
        if len(infos) > _MOST_MEMBERS:
            raise too_much(source)
        for info in sorted(infos, key=lambda one: one.filename):
            if not PurePosixPath(info.filename).name.lower().endswith(endings):
                continue
            content = read_member(archive, info, source, min(left, LARGEST_FILE))
            left -= len(content)
            yield info.filename, content


def open_archive(source: Source) -> zipfile.ZipFile:
    """A zip archive.

    Raises:
        BadInputError: it is none.
    """
    try:
        return zipfile.ZipFile(io.BytesIO(source.content))
    except (zipfile.BadZipFile, RuntimeError, ValueError, OSError) as error:
        raise _damaged(source, error) from error


def read_member(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source, most: int
) -> bytes:
    """One file of an archive.

    Raises:
        BadInputError: it is damaged, locked or larger than `most` bytes.
    """
    pieces = []
    left = most
    for piece in pieces_of(archive, info, source):
        left -= len(piece)
        if left < 0:
            raise too_much(source)
        pieces.append(piece)
    return b"".join(pieces)


def pieces_of(archive: zipfile.ZipFile, info: zipfile.ZipInfo, source: Source) -> Iterator[bytes]:
    """One file of an archive, piece by piece.

    Raises:
        BadInputError: it is damaged or locked.
    """
    try:
        with archive.open(info) as file:
            while piece := file.read(_PIECE):
                yield piece
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError, OSError) as error:
        raise _damaged(source, error) from error


def too_much(source: Source, most: int = LARGEST_UNPACKED) -> BadInputError:
    """What to say of an archive that unpacks to more than is read."""
    return BadInputError(
        _("it unpacks to more than {most} MB").format(most=most // 1_000_000),
        place=source.name,
    )


def _damaged(source: Source, error: Exception) -> BadInputError:
    return BadInputError(
        _("the archive is damaged or locked: {why}").format(why=error), place=source.name
    )
