"""What must hold between the replies of a library: one id, one shortcut, no endless includes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies import wording
from csconsole.replies.model import Reply


@dataclass(frozen=True)
class Placed:
    """A reply with the place that it was read from, such as `scripts.yaml:12`."""

    reply: Reply
    place: str


def shortcut_key(shortcut: str) -> str:
    """The form in which two shortcuts are compared."""
    return shortcut.casefold()


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
        BadInputError: a shortcut is taken, an included reply is missing, or includes run in a
            circle.
    """
    placed = {entry.reply.id: entry for entry in replies}
    merged = {**library, **{id_: entry.reply for id_, entry in placed.items()}}
    taken = {
        shortcut_key(reply.shortcut): reply
        for reply in library.values()
        if reply.shortcut and reply.id not in placed
    }
    includes = {id_: _includes(reply) for id_, reply in merged.items()}
    for entry in placed.values():
        owner = taken.get(shortcut_key(entry.reply.shortcut))
        if owner:
            raise BadInputError(
                _("the shortcut {shortcut} belongs to the reply {id} already").format(
                    shortcut=entry.reply.shortcut, id=owner.id
                ),
                place=entry.place,
            )
        _check_includes(entry, includes)


def _includes(reply: Reply) -> list[str]:
    texts = [*reply.text.values(), *(text for texts in reply.variants.values() for text in texts)]
    return [id_ for text in texts if "{" in text or "｛" in text for id_ in wording.included(text)]


def _check_includes(entry: Placed, includes: Mapping[str, list[str]]) -> None:
    """Walk from a reply through all that it includes, and refuse to meet it again."""
    seen: set[str] = set()
    waiting = list(includes[entry.reply.id])
    while waiting:
        id_ = waiting.pop()
        if id_ == entry.reply.id:
            raise BadInputError(
                _("the reply {id} includes itself").format(id=id_), place=entry.place
            )
        if id_ not in includes:
            raise BadInputError(
                _("the included reply {id} does not exist").format(id=id_), place=entry.place
            )
        if id_ not in seen:
            seen.add(id_)
            waiting.extend(includes[id_])
