"""What must hold between the replies of a library: one id, one shortcut, no endless includes."""

from collections.abc import Iterable, Mapping

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.folding import fold
from csconsole.replies.includes import Includes
from csconsole.replies.model import Placed, Reply


def shortcut_key(shortcut: str) -> str:
    """The form in which two shortcuts are compared: as the search folds them, without blanks."""
    return "".join(fold(shortcut).split())


def checked(replies: list[Placed]) -> list[Placed]:
    """The same replies, when no id and no shortcut stands twice among them.

    Raises:
        BadInputError: with the place of the second.
    """
    ids: dict[str, str] = {}
    shortcuts: dict[str, str] = {}
    for placed in replies:
        reply, place = placed.reply, placed.place
        if reply.id in ids:
            raise BadInputError(
                _("the id {id} stands at {place} already").format(id=reply.id, place=ids[reply.id]),
                place=place,
            )
        ids[reply.id] = place
        shortcut = shortcut_key(reply.shortcut)
        if shortcut in shortcuts:
            raise BadInputError(
                _("the shortcut {shortcut} stands at {place} already").format(
                    shortcut=reply.shortcut, place=shortcuts[shortcut]
                ),
                place=place,
            )
        if shortcut:
            shortcuts[shortcut] = place
    return replies


def check_against(replies: Iterable[Placed], library: Mapping[str, Reply]) -> None:
    """Make sure that new replies fit into a library (without those that they replace).

    Raises:
        BadInputError: a shortcut is taken, or an included reply is missing, runs in a circle or
            makes the text too long.
    """
    placed = {entry.reply.id: entry for entry in replies}
    merged = {**library, **{id_: entry.reply for id_, entry in placed.items()}}
    taken = {
        shortcut_key(reply.shortcut): reply
        for reply in library.values()
        if reply.shortcut and reply.id not in placed
    }
    includes = Includes(merged)
    for entry in placed.values():
        owner = taken.get(shortcut_key(entry.reply.shortcut))
        if owner:
            raise BadInputError(
                _("the shortcut {shortcut} belongs to the reply {id} already").format(
                    shortcut=entry.reply.shortcut, id=owner.id
                ),
                place=entry.place,
            )
        includes.check(entry)
