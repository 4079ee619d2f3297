"""The library moved in and out: an import as one action, its undo, and exports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from csconsole.errors import NotFoundError
from csconsole.language import _
from csconsole.replies import importing
from csconsole.replies.formats.columns import find_head
from csconsole.replies.formats.model import Asked
from csconsole.replies.formats.recognising import format_of_folder
from csconsole.replies.formats.registry import first_rows
from csconsole.replies.intake import Progress, read_files
from csconsole.replies.model import Imported, Policy, UndoneImport, UnknownColumns
from csconsole.replies.picture_files import PicturesBeside
from csconsole.replies.pictures import Pictures
from csconsole.replies.store import ReplyStore
from csconsole.sheets.opening import is_folder
from csconsole.storage.attachments import Attachments
from csconsole.storage.store import Store

_READING = 0.6  # the share of an import's time that reading takes


@dataclass(frozen=True)
class Wishes:
    """How somebody wants files to be taken in.

    Attributes:
        whole: the library becomes exactly the files.
        dry_run: only say what would be done.
        format: the format of all files; "" where each is to be looked at.
        columns: our field -> the header of a sheet's column.
    """

    whole: bool = False
    dry_run: bool = False
    agent: str = ""
    format: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    policy: Policy = Policy.OVERWRITE


def take_in(
    store: Store, replies: ReplyStore, paths: Sequence[Path], wishes: Wishes, progress: Progress
) -> Imported:
    """Take files in, or say what would be done.

    Raises:
        BadInputError: with file, line and reason; the library stays as it was.
    """
    present = importing.Present(
        {reply.id: reply for reply in replies.active()},
        replies.archived_ids(),
        replies.changed(),
        {reply.id: reply for reply in replies.own()},
    )
    intake = read_files(
        paths,
        lambda share: progress(share * _READING),
        Asked(wishes.format, wishes.columns),
        {} if wishes.whole else present.library,
        present.stays(wishes.policy),
    )
    beside = PicturesBeside(paths, Pictures(Attachments(store)))
    intake.placed = beside.named(intake.placed)
    intake.notes += beside.notes
    if wishes.whole:
        importing.check_something_is_left(intake)
    planned = importing.plan(intake, present, wishes.policy, whole=wishes.whole)
    if wishes.dry_run:
        progress(1.0)
        return planned.outcome
    beside.keep(reply for reply, _patch in planned.patches)
    return importing.carry_out(
        store,
        replies,
        planned,
        wishes.agent,
        lambda share: progress(_READING + share * (1 - _READING)),
    )


def unknown_columns(paths: Sequence[Path]) -> UnknownColumns | None:
    """The first sheet among some files of which a person must say which column holds what.

    Raises:
        BadInputError: a file cannot be read.
    """
    for path in paths:
        rows = first_rows(path)
        if rows and find_head(rows, {}, str(path)) is None:
            return UnknownColumns(str(path), tuple(rows[0]), tuple(map(tuple, rows[1:])))
    return None


def is_library(path: Path) -> bool:
    """Whether a file looks like a library: by its format, or by the columns of its sheet.

    Raises:
        BadInputError: it cannot be read, or nothing tells what it is.
    """
    if is_folder(path):
        return bool(format_of_folder(path))
    rows = first_rows(path)
    return not rows or find_head(rows, {}, str(path)) is not None


def undo_import(store: Store, action: str, agent: str) -> UndoneImport:
    """Take an import back, the last one where no action is named.

    Raises:
        NotFoundError: there is no such import, or none that was not taken back already.
    """
    replies = ReplyStore(store)
    found = action or replies.last_import(importing.CAUSE)
    if not found or found in replies.taken_back():
        raise NotFoundError(_("there is no import to undo"))
    if any(entry.cause != importing.CAUSE for entry in store.journal.entries_of(found)):
        raise NotFoundError(_("{id} is no import").format(id=found))
    undone = replies.take_back(found, agent=agent)
    kept = tuple((reply_id, name) for _entity, reply_id, name in undone.kept)
    return UndoneImport(undone.action, found, kept)
