"""Taking library files into the library: what is new, what changes, what stays."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from csconsole.replies.library_file import read_library
from csconsole.replies.library_rules import check_against, checked
from csconsole.replies.model import Imported, Placed, Reply
from csconsole.replies.store import ReplyStore, as_patch
from csconsole.storage.entities import DELETED
from csconsole.storage.store import Store

Progress = Callable[[float], None]  # told the share that is done, from 0 to 1
_TELL_EVERY = 500  # replies


@dataclass(frozen=True)
class ImportPlan:
    """What an import is going to write.

    Attributes:
        patches: the fields that change, by reply; all of them for a new one.
        archived: the ids that are put away.
    """

    patches: tuple[tuple[Reply, Mapping[str, Any]], ...]
    archived: tuple[str, ...]
    added: int
    updated: int
    unchanged: int

    def result(self, action: str = "") -> Imported:
        """The counts, for people."""
        return Imported(self.added, self.updated, self.unchanged, len(self.archived), action)


def read_files(paths: Sequence[Path], progress: Progress) -> list[Placed]:
    """The replies of several files, which must not contradict each other.

    `progress` is told the share of the bytes that were read.

    Raises:
        BadInputError: with file, line and reason.
    """
    sizes = [_size(path) for path in paths]
    whole = sum(sizes) or 1
    found: list[Placed] = []
    for at, path in enumerate(paths):
        before = sum(sizes[:at])

        def told(read: int, before: int = before) -> None:
            progress((before + read) / whole)

        found += read_library(path, told)
    return checked(found)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0  # reading it will say why


def plan(
    placed: Sequence[Placed], library: Mapping[str, Reply], put_away: set[str], *, whole: bool
) -> ImportPlan:
    """Compare files with the library; `whole`: the library becomes exactly the files.

    `put_away` has the ids of archived replies: an import brings them back.

    Raises:
        BadInputError: a shortcut or an included reply does not fit the library.
    """
    ids = {entry.reply.id for entry in placed}
    gone = tuple(sorted(set(library) - ids)) if whole else ()
    check_against(placed, {} if whole else library)
    patches: list[tuple[Reply, Mapping[str, Any]]] = []
    added = unchanged = 0
    for entry in placed:
        present = library.get(entry.reply.id)
        new = as_patch(entry.reply)
        if entry.reply.id in put_away:
            new = {**new, DELETED: False}
        old = as_patch(present) if present else {}
        patch = {key: value for key, value in new.items() if key not in old or old[key] != value}
        if patch:
            patches.append((entry.reply, patch))
        if present is None and entry.reply.id not in put_away:
            added += 1
        unchanged += not patch
    updated = len(patches) - added
    return ImportPlan(tuple(patches), gone, added, updated, unchanged)


def carry_out(
    store: Store, replies: ReplyStore, planned: ImportPlan, agent: str, progress: Progress
) -> Imported:
    """Write a plan as one action: all of it or nothing."""
    if not planned.patches and not planned.archived:
        return planned.result()
    with store.journal.action("replies.import", agent) as action:
        for at, (reply, patch) in enumerate(planned.patches):
            replies.write(action, reply, patch)
            if at % _TELL_EVERY == 0:
                progress(at / len(planned.patches))
        for reply_id in planned.archived:
            replies.archive(action, reply_id)
    return planned.result(action.id)
