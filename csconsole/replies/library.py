"""The live library: what the workspace hands out to the window and the command line."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from csconsole.files import write_atomically
from csconsole.replies import filling, importing, matching, query
from csconsole.replies.library_file import read_library, write_library
from csconsole.replies.model import (
    Field,
    Filled,
    Found,
    Imported,
    Reply,
    category_prefixes,
    in_language,
)
from csconsole.replies.search import SearchIndex
from csconsole.replies.store import ReplyStore
from csconsole.replies.suggestions.learning import Learning
from csconsole.replies.words import words
from csconsole.shipped import SCRIPTS
from csconsole.storage import clock
from csconsole.storage.store import Store

if TYPE_CHECKING:
    from csconsole.replies.suggestions.engine import SuggestionEngine


class ReplyLibrary:
    """The replies of an open store: found, filled in, counted, taken in and given out.

    Writing uses the store and so its thread; searching and filling in read what was loaded and
    may be called from another thread. So may the suggestion engine that is handed out.

    Attributes:
        learning: learns from what is sent after which message.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._replies = ReplyStore(store)
        self._seed()
        self._index = SearchIndex((), {})
        self.learning = Learning(self._replies, self.all)
        self.reload()

    def reload(self) -> None:
        """Read the library again, after it was changed."""
        self._index = SearchIndex(self._replies.active(), self._replies.usage())
        self.learning.library_changed()

    def __len__(self) -> int:
        return len(self._index)

    def all(self) -> list[Reply]:
        """Every reply that can be sent."""
        return list(self._index.replies())

    def get(self, reply_id: str) -> Reply | None:
        """The reply of that id."""
        return self._index.get(reply_id)

    def search(self, text: str, *, limit: int | None = None, category: str = "") -> list[Found]:
        """The replies that answer a query, best first."""
        return self._index.search(text, limit=limit, category=category, now=clock.wall_clock())

    def suggestions(self) -> "SuggestionEngine":
        """What suggests replies for a buyer's message; made anew after a change."""
        return self.learning.engine()

    def marks(self, query_text: str, text: str, *, near: bool = False) -> list[tuple[int, int]]:
        """The ranges of a text that a query matches, for highlighting."""
        return matching.marks(query.parse(query_text), text, near=near)

    def categories(self) -> dict[str, int]:
        """How many replies lie in each category, inner ones counted in the outer too."""
        counts: dict[str, int] = {}
        for reply in self._index.replies():
            for path in category_prefixes(reply.category):
                counts[path] = counts.get(path, 0) + 1
        return counts

    def category_label(self, path: str, language: str) -> str:
        """What a category is called."""
        return words().category(path, language)

    def fields(self, text: str, context: filling.Context) -> list[Field]:
        """What the agent can be asked for in a text."""
        return filling.fields(text, context)

    def fill(self, text: str, context: filling.Context) -> Filled:
        """A text with its variables replaced."""
        return filling.fill(text, context)

    def context(
        self, language: str, values: Mapping[str, str], answers: Mapping[str, str], now: datetime
    ) -> filling.Context:
        """What is known while filling in a reply in a language."""

        def find_text(reply_id: str) -> str | None:
            reply = self.get(reply_id)
            return in_language(reply.text, language) if reply else None

        return filling.Context(language, now, values, answers, find_text)

    def record_use(self, reply_id: str, *, talk: str, language: str, agent: str) -> None:
        """Remember that a reply was sent."""
        at = clock.wall_clock()
        self._replies.record_use(reply_id, talk=talk, language=language, at=at, agent=agent)
        self._index.used(reply_id, at)

    def import_files(
        self, paths: Sequence[Path], *, whole: bool = False, dry_run: bool = False, agent: str = ""
    ) -> Imported:
        """Take library files in, all or nothing.

        Raises:
            BadInputError: with file, line and reason; the library stays as it was.
        """
        placed = importing.read_files(paths)
        library = {reply.id: reply for reply in self._replies.active()}
        planned = importing.plan(placed, library, self._replies.archived_ids(), whole=whole)
        if dry_run:
            return planned.result()
        done = importing.carry_out(self._store, self._replies, planned, agent)
        self.reload()
        return done

    def export_text(self) -> str:
        """The whole library as the text of a library file."""
        return write_library(self._replies.active())

    def export(self, path: Path) -> int:
        """Write the whole library to a file; the number of replies in it.

        Raises:
            OSError: the file cannot be written.
        """
        replies = self._replies.active()
        write_atomically(path, write_library(replies).encode("utf-8"))
        return len(replies)

    def _seed(self) -> None:
        """Fill a new library from the shipped file, once."""
        if self._replies.is_seeded():
            return
        edition = hashlib.sha256(SCRIPTS.read_bytes()).hexdigest()
        self._replies.seed([placed.reply for placed in read_library(SCRIPTS)], edition)
