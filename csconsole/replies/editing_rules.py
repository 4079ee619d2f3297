"""What must hold of a reply that somebody wrote by hand: all that holds of one in a file."""

import re
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies import wording
from csconsole.replies.folding import fold, readings
from csconsole.replies.library_file import read_text, write_library
from csconsole.replies.library_rules import check_against, shortcut_key
from csconsole.replies.model import Placed, Reply, in_language
from csconsole.replies.reply_node import LONGEST_TITLE

_LONGEST_NAME = 48  # letters of an id that tell the title
_RANDOM_BYTES = 4
_NO_LETTERS = re.compile("[^a-z0-9]+")


def new_id(title: str) -> str:
    """An id for a new reply: its title in pinyin, and a few letters of chance.

    Chance, because two laptops that do not see each other may each make a reply of one title.
    """
    told = "-".join("".join(_spelt(fold(title))).split())
    told = _NO_LETTERS.sub("-", told)[:_LONGEST_NAME].strip("-") or "reply"
    return f"{told}-{secrets.token_hex(_RANDOM_BYTES)}"


def copied_title(title: str) -> str:
    """What the copy of a reply is called; still short enough for a title."""
    told = _("{title} (copy)")
    return told.format(title=title[: LONGEST_TITLE - len(told)].rstrip())


def check_nobody_includes(replies: Sequence[Reply], library: Iterable[Reply]) -> None:
    """Make sure that what is put away stands inside no reply that stays.

    An agent's own reply holds no approved one back.

    Raises:
        BadInputError: with the title of the one that has it inside.
    """
    gone = {reply.id: reply for reply in replies}
    for other in library:
        if other.id in gone:
            continue
        for reply_id in _included(other):
            if reply_id in gone and other.owner in ("", gone[reply_id].owner):
                raise BadInputError(
                    _("the reply {id} stands inside “{title}”").format(
                        id=reply_id, title=in_language(other.title, "")
                    ),
                    hint=_("change that one first"),
                )


def _included(reply: Reply) -> Iterable[str]:
    texts = [*reply.text.values(), *(one for many in reply.variants.values() for one in many)]
    for text in texts:
        if "{" in text or "｛" in text:
            yield from wording.included(text)


def _spelt(title: str) -> list[str]:
    return [f" {sounds[0]} " if (sounds := readings(sign)) else sign for sign in title]


def checked(reply: Reply, library: Mapping[str, Reply]) -> Reply:
    """The reply as it is kept, when it fits into a library.

    Raises:
        BadInputError: what is wrong with it, without a place.
    """
    try:
        (placed,) = read_text(write_library([reply]), "")
        kept = replace(placed.reply, owner=reply.owner)
        _check_shortcut(kept, library)
        visible = {id_: one for id_, one in library.items() if one.owner in ("", reply.owner)}
        check_against([Placed(kept, "")], {**visible, kept.id: kept})
    except BadInputError as error:
        raise BadInputError(error.sentence, hint=error.hint) from error
    except UnicodeEncodeError as error:  # what a terminal of another encoding gives
        raise BadInputError(_("the text has halves of characters")) from error
    return kept


def _check_shortcut(reply: Reply, library: Mapping[str, Reply]) -> None:
    wanted = shortcut_key(reply.shortcut)
    for other in library.values() if wanted else ():
        clash = shortcut_key(other.shortcut) == wanted and other.id != reply.id
        if clash and other.owner in ("", reply.owner):
            raise BadInputError(
                _("the shortcut {shortcut} belongs to “{title}” already").format(
                    shortcut=reply.shortcut, title=in_language(other.title, "")
                )
            )
