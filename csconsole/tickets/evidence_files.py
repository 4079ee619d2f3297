"""Files that can become evidence: read with care, looked at, and named so that any system can."""

import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.tickets.file_types import OTHER, PROGRAM, FileType, is_broken, recognised

LARGEST = 20_000_000  # bytes of one file; what chat apps and phones send is smaller
_LONGEST_NAME = 100
_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|]')
# Windows opens these devices whatever ending follows.
_DEVICES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
# A double click runs these, whatever stands in them.
_RUNS = re.compile(r"(?i)exe|com|scr|pif|bat|cmd|lnk|msi|hta|js|jse|vbs|vbe|wsf|ps1|reg|jar|app")


@dataclass(frozen=True)
class NewFile:
    """A file that can become evidence: it was read and looked at.

    Attributes:
        name: what people see, with an ending that fits its content.
        broken: whether it is cut off or damaged.
    """

    name: str
    content: bytes
    type: FileType
    broken: bool = False


def read_file(path: Path) -> NewFile:
    """A file from a disk as evidence; its size is looked at before it is read.

    Raises:
        BadInputError: it cannot be read, is empty, too large, or a program.
    """
    try:
        told = path.stat()
        if not stat.S_ISREG(told.st_mode):  # a folder, or a device that never ends
            raise BadInputError(_("this is no file"), place=str(path))
        _check_size(told.st_size, path.name)
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else None
        raise BadInputError(
            _("the file cannot be read: {why}").format(why=why or error), place=str(path)
        ) from error
    return read_content(content, path.name)


def read_content(content: bytes, name: str) -> NewFile:
    """A content that is no file yet, such as a screenshot, as evidence.

    Raises:
        BadInputError: it is empty, too large, or a program.
    """
    _check_size(len(content), name)
    kind = recognised(content)
    if kind is PROGRAM:
        raise BadInputError(_("this is a program; it is not taken as evidence"), place=name)
    return NewFile(clean_name(name, kind), content, kind, is_broken(content, kind))


def clean_name(name: str, kind: FileType) -> str:
    """A name that any system can write, with an ending that fits the content."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(sign for sign in last if unicodedata.category(sign) not in {"Cc", "Cf", "Cs"})
    bare = _NOT_IN_NAMES.sub("_", shown).strip(" .") or "file"
    if _DEVICES.fullmatch(bare):
        bare = f"_{bare}"
    stem, dot, ending = bare.rpartition(".")
    fits = ending.lower() in kind.endings or (kind is OTHER and not _RUNS.fullmatch(ending))
    if not dot or not fits:
        stem, ending = bare, ending_of(kind)
    return f"{stem[:_LONGEST_NAME]}.{ending[:16]}"


def ending_of(kind: FileType) -> str:
    """The usual ending of names of such files."""
    return kind.endings[0] if kind.endings else "bin"


def _check_size(size: int, name: str) -> None:
    if size == 0:
        raise BadInputError(_("the file is empty"), place=name)
    if size > LARGEST:
        raise BadInputError(
            _("the file has {size} MB; at most {most} MB are taken").format(
                size=f"{size / 1_000_000:.0f}", most=LARGEST // 1_000_000
            ),
            place=name,
            hint=_("take a smaller picture, or cut the video"),
        )
