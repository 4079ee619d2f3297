"""What must hold of a reply that somebody wrote by hand: all that holds of one in a file."""

import re
import secrets
from collections.abc import Mapping
from dataclasses import replace

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.folding import fold, readings
from csconsole.replies.library_file import read_text, write_library
from csconsole.replies.library_rules import check_against, shortcut_key
from csconsole.replies.model import Placed, Reply, in_language

_LONGEST_NAME = 48  # letters of an id that tell the title
_RANDOM_BYTES = 2
_NO_LETTERS = re.compile("[^a-z0-9]+")


def new_id(title: str) -> str:
    """An id for a new reply: its title in pinyin, and a few letters of chance.

    Chance, because two laptops that do not see each other may each make a reply of one title.
    """
    told = "-".join("".join(_spelt(fold(title))).split())
    told = _NO_LETTERS.sub("-", told)[:_LONGEST_NAME].strip("-") or "reply"
    return f"{told}-{secrets.token_hex(_RANDOM_BYTES)}"


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
