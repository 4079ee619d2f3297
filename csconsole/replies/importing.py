"""Taking files into the library: what is new, what changes, what stays, and how to undo it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.editing_rules import new_id
from csconsole.replies.intake import Intake, Progress, Stays
from csconsole.replies.library_rules import check_against
from csconsole.replies.model import (
    Change,
    Imported,
    Placed,
    Policy,
    Reply,
    Skipped,
    in_language,
)
from csconsole.replies.store import ReplyStore, as_patch
from csconsole.storage.entities import DELETED
from csconsole.storage.store import Store

CAUSE = "replies.import"
_TELL_EVERY = 500  # replies


@dataclass(frozen=True)
class Present:
    """What the library has before an import.

    Attributes:
        library: the replies that can be sent, by id.
        put_away: the ids of archived replies; an import brings them back.
        changed: when each of both was changed last.
        own: agents' own replies; one whose id a file has for the shop goes on under another.
    """

    library: Mapping[str, Reply]
    put_away: set[str]
    changed: Mapping[str, datetime]
    own: Mapping[str, Reply] = field(default_factory=dict)

    def stays(self, policy: Policy) -> Stays:
        """Whether the present reply of an id stays, when a file has another one."""

        def staying(reply_id: str, modified: datetime | None) -> bool:
            present = self.changed.get(reply_id)
            if present is None or policy is Policy.OVERWRITE:
                return False
            return policy is Policy.SKIP or (modified is not None and modified <= present)

        return staying


@dataclass(frozen=True)
class ImportPlan:
    """What an import is going to write.

    Attributes:
        patches: the fields that change, by reply; all of them for a new one.
        archived: the ids that are put away.
        aside: agents' own replies that make room, under the ids that they have from now on.
        outcome: the counts and reasons, for people.
    """

    patches: tuple[tuple[Reply, Mapping[str, Any]], ...]
    archived: tuple[str, ...]
    aside: tuple[Reply, ...]
    outcome: Imported


def plan(intake: Intake, present: Present, policy: Policy, *, whole: bool) -> ImportPlan:
    """Compare files with the library; `whole`: the library becomes exactly the files.

    Raises:
        BadInputError: a shortcut or an included reply does not fit the library.
    """
    stays = present.stays(policy)
    ids = {entry.reply.id for entry in intake.placed}
    gone = tuple(sorted(set(present.library) - ids)) if whole else ()
    patches: list[tuple[Reply, Mapping[str, Any]]] = []
    skipped = list(intake.skipped)
    written: list[Placed] = []
    changes: list[Change] = []
    for entry in intake.placed:
        patch = _patch(entry.reply, present)
        state = _state(entry.reply.id, patch, present)
        if state == "changed" and stays(entry.reply.id, intake.modified.get(entry.reply.id)):
            skipped.append(Skipped(entry.place, _("the library's own wording is kept")))
            continue
        written.append(entry)
        title = next(iter(entry.reply.title.values()))
        changes.append(Change(entry.place, entry.reply.id, title, state))
        if patch:
            patches.append((entry.reply, patch))
    check_against(written, {} if whole else present.library)
    states = [change.state for change in changes]
    outcome = Imported(
        added=states.count("new"),
        updated=states.count("changed"),
        unchanged=states.count("same"),
        archived=len(gone),
        skipped=tuple(skipped),
        notes=tuple(intake.notes),
        changes=tuple(changes),
        files=tuple(intake.files),
    )
    return ImportPlan(tuple(patches), gone, _aside(patches, present), outcome)


def check_something_is_left(intake: Intake) -> None:
    """Make sure that a library which becomes exactly the files is not emptied by them.

    Raises:
        BadInputError: there is no reply in the files.
    """
    if not intake.placed:
        raise BadInputError(
            _("there is no reply in the files: the whole library would be archived"),
            place=", ".join(read.file for read in intake.files),
            hint=_("leave --replace out, or archive replies: csconsole replies archive ID…"),
        )


def _aside(
    patches: Sequence[tuple[Reply, Mapping[str, Any]]], present: Present
) -> tuple[Reply, ...]:
    taken = [present.own[reply.id] for reply, _patch in patches if reply.id in present.own]
    return tuple(replace(one, id=new_id(in_language(one.title, ""))) for one in taken)


def _patch(reply: Reply, present: Present) -> dict[str, Any]:
    before = present.library.get(reply.id)
    new = as_patch(reply)
    if reply.id in present.put_away:
        new = {**new, DELETED: False}
    old = as_patch(before) if before else {}
    return {key: value for key, value in new.items() if key not in old or old[key] != value}


def _state(reply_id: str, patch: Mapping[str, Any], present: Present) -> str:
    if not patch:
        return "same"
    return "changed" if reply_id in present.library or reply_id in present.put_away else "new"


def carry_out(
    store: Store, replies: ReplyStore, planned: ImportPlan, agent: str, progress: Progress
) -> Imported:
    """Write a plan as one action: all of it or nothing."""
    done = replace(planned.outcome, changes=())
    if not planned.patches and not planned.archived:
        return done
    with store.journal.action(CAUSE, agent) as action:
        for reply in planned.aside:
            replies.write(action, reply, as_patch(reply))
        for at, (reply, patch) in enumerate(planned.patches):
            replies.write(action, reply, patch)
            if at % _TELL_EVERY == 0:
                progress(at / len(planned.patches))
        for reply_id in planned.archived:
            replies.archive(action, reply_id)
    return replace(done, action=action.id)
