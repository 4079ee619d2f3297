"""Replies inside replies: that all of them can be filled in, however they are put together."""

from collections.abc import Mapping

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies import wording
from csconsole.replies.model import Placed, Reply
from csconsole.replies.wording import DEEPEST_INCLUDE

_LONGEST = 100_000  # characters of a text with everything that it includes


class Includes:
    """The replies of a library with what their texts include, language by language."""

    def __init__(self, replies: Mapping[str, Reply]) -> None:
        self._replies = replies
        self._known: dict[tuple[str, str], tuple[int, int]] = {}

    def check(self, entry: Placed) -> None:
        """Make sure that every text of a reply can be put together.

        Raises:
            BadInputError: with the reply's place.
        """
        reply = entry.reply
        for language, text in reply.text.items():
            for one in (text, *reply.variants.get(language, ())):
                self._measure(one, language, entry, (reply.id,))

    def _measure(
        self, text: str, language: str, entry: Placed, path: tuple[str, ...]
    ) -> tuple[int, int]:
        """The depth and the length of a text with all that it includes."""
        depth, length = 0, len(text)
        if "{" not in text and "｛" not in text:
            return depth, length
        for id_ in wording.included(text):
            inner_depth, inner_length = self._measure_reply(id_, language, entry, path)
            depth, length = max(depth, inner_depth + 1), length + inner_length
        if depth > DEEPEST_INCLUDE or length > _LONGEST:
            raise BadInputError(
                _("the reply {id} includes too much").format(id=path[-1]), place=entry.place
            )
        return depth, length

    def _measure_reply(
        self, id_: str, language: str, entry: Placed, path: tuple[str, ...]
    ) -> tuple[int, int]:
        if id_ in path:
            raise BadInputError(
                _("the reply {id} includes itself").format(id=id_), place=entry.place
            )
        if (id_, language) not in self._known:
            reply = self._replies.get(id_)
            text = reply.text.get(language) if reply else None
            if text is None:
                raise BadInputError(
                    _("the included reply {id} does not exist").format(id=id_), place=entry.place
                )
            if len(path) > DEEPEST_INCLUDE:
                raise BadInputError(
                    _("the reply {id} includes too much").format(id=path[0]), place=entry.place
                )
            self._known[id_, language] = self._measure(text, language, entry, (*path, id_))
        return self._known[id_, language]
