"""What is in the files of an import, ours and foreign ones, as replies that fit together."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.formats.becoming import become
from csconsole.replies.formats.model import Asked, Entry, Refused, Remark
from csconsole.replies.formats.registry import Opened, open_foreign
from csconsole.replies.includes import Includes
from csconsole.replies.library_file import read_library
from csconsole.replies.library_rules import checked, shortcut_key
from csconsole.replies.model import FileRead, Noted, Placed, Reply, Skipped

Progress = Callable[[float], None]  # told the share that is done, from 0 to 1
Stays = Callable[[str, datetime | None], bool]


@dataclass
class Intake:
    """What the files of an import hold.

    Attributes:
        placed: the replies; no id and no shortcut stands twice among them.
        modified: when the files say that a reply was changed, by id.
    """

    placed: list[Placed] = field(default_factory=list)
    modified: dict[str, datetime] = field(default_factory=dict)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[Noted] = field(default_factory=list)
    files: list[FileRead] = field(default_factory=list)


def read_files(
    paths: Sequence[Path],
    progress: Progress,
    asked: Asked,
    library: Mapping[str, Reply],
    stays: Stays,
) -> Intake:
    """The replies of several files, which must not contradict each other.

    `progress` is told the share of the bytes that were read, `library` has the replies that stay
    unless the files change them.

    Raises:
        BadInputError: with file, line and reason; nothing of the files is to be used then.
    """
    sizes = [_size(path) for path in paths]
    whole = sum(sizes) or 1
    intake = Intake()
    entries: list[Entry] = []
    remarks: list[Remark] = []
    for at, path in enumerate(paths):
        before = sum(sizes[:at])

        def told(read: int, before: int = before) -> None:
            progress((before + read) / whole)

        opened = open_foreign(path, asked)
        if opened.items is None:
            ours = read_library(path, told)
            intake.placed += ours
            intake.files.append(FileRead(str(path), opened.format, len(ours)))
        else:
            _sort(opened, intake, entries, remarks)
            told(sizes[at])
    intake.placed = checked(intake.placed)
    _take(entries, intake, remarks, library, stays)
    intake.notes = _counted(remarks)
    return intake


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it will say why


def _sort(opened: Opened, intake: Intake, entries: list[Entry], remarks: list[Remark]) -> None:
    count = 0
    for item in opened.items or ():
        if isinstance(item, Remark):
            remarks.append(item)
            continue
        count += 1
        if isinstance(item, Refused):
            intake.skipped.append(Skipped(item.where, item.why))
        else:
            entries.append(item)
    intake.files.append(FileRead(str(opened.path), opened.format, count))


def _take(
    entries: Sequence[Entry],
    intake: Intake,
    remarks: list[Remark],
    library: Mapping[str, Reply],
    stays: Stays,
) -> None:
    """Make the entries replies that fit to the library and to the files of ours."""
    own = {placed.reply.id: placed.reply for placed in intake.placed}
    merged = {**library, **own}
    owners = {shortcut_key(reply.shortcut): reply.id for reply in merged.values() if reply.shortcut}
    taken = become(entries, owners, stays)
    refused = [Skipped(one.where, one.why) for one in taken.refused]
    fitting = {placed.reply.id: (placed, entry) for placed, entry in taken.placed}
    for id_ in fitting.keys() & own.keys():
        placed, _ignored = fitting.pop(id_)
        refused.append(
            Skipped(placed.place, _("the id {id} stands in the files twice").format(id=id_))
        )
    for place, why in _not_to_be_put_together(fitting, merged):
        refused.append(Skipped(place, why))
    intake.placed += [placed for placed, _entry in fitting.values()]
    intake.modified = {
        id_: entry.modified for id_, (_placed, entry) in fitting.items() if entry.modified
    }
    intake.skipped += refused
    remarks += taken.remarks


def _not_to_be_put_together(
    fitting: dict[str, tuple[Placed, Entry]], merged: Mapping[str, Reply]
) -> list[tuple[str, str]]:
    """Take out the replies whose includes fail, and those that include them in turn."""
    including = {id_ for id_, (placed, _e) in fitting.items() if _includes(placed.reply)}
    gone: list[tuple[str, str]] = []
    again = True
    while again and including:
        again = False
        includes = Includes(
            {**merged, **{id_: placed.reply for id_, (placed, _e) in fitting.items()}}
        )
        for id_ in sorted(including):
            try:
                includes.check(fitting[id_][0])
            except BadInputError as error:
                gone.append((fitting[id_][0].place, error.sentence))
                del fitting[id_]
                including.discard(id_)
                again = True
    return gone


def _includes(reply: Reply) -> bool:
    texts = [*reply.text.values(), *(text for texts in reply.variants.values() for text in texts)]
    return any("{>" in text or "＞" in text or "{ " in text or "｛" in text for text in texts)


def _counted(remarks: Sequence[Remark]) -> list[Noted]:
    """The same remark about the same file once, with how often it applies."""
    found: dict[tuple[str, str], Noted] = {}
    for remark in remarks:
        key = (remark.where.rsplit(":", maxsplit=1)[0], remark.what)
        before = found.get(key)
        count = before.count + 1 if before else 1
        found[key] = Noted(before.where if before else remark.where, remark.what, count)
    return list(found.values())
