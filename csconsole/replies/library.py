"""The live library: what the workspace hands out to the window and the command line."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from csconsole.files import write_atomically
from csconsole.replies import exporting, filling, moving
from csconsole.replies.checking.word_store import WordStore
from csconsole.replies.checking.wording_check import WordingCheck
from csconsole.replies.intake import Progress
from csconsole.replies.library_file import read_library
from csconsole.replies.model import (
    Exported,
    Field,
    Filled,
    Found,
    Imported,
    Policy,
    Reply,
    Use,
    category_prefixes,
)
from csconsole.replies.picture_files import write_pictures
from csconsole.replies.pictures import Pictures
from csconsole.replies.store import ReplyStore
from csconsole.replies.suggestions.learning import Learning
from csconsole.replies.words import words
from csconsole.shipped import SCRIPTS
from csconsole.storage import clock
from csconsole.storage.attachments import Attachments
from csconsole.storage.store import Store

if TYPE_CHECKING:
    from csconsole.replies.layers import Layers
    from csconsole.replies.suggestions.engine import SuggestionEngine


class ReplyLibrary:
    """The replies of an open store: found, filled in, counted, taken in and given out.

    Writing uses the store and so its thread; searching and filling in read what was loaded and
    may be called from another thread. So may the suggestion engine that is handed out. What is
    handed out is what the agent at the desk may see: the approved replies, and the agent's own.

    Attributes:
        learning: learns from what is sent after which message.
        wording_check: finds what must not, or should not, be sent.

    `permit` is asked before the approved library is changed, and raises where that may not be.
    """

    def __init__(self, store: Store, permit: Callable[[], None] = lambda: None) -> None:
        self._store, self._permit = store, permit
        self._replies = ReplyStore(store)
        self._seed()
        self.learning = Learning(
            self._replies,
            lambda: self.layers.seen_by(""),
            store,
            lambda: [reply for reply in self.all() if reply.owner],
        )
        self.wording_check = WordingCheck(WordStore(store), self.all, permit)

    def read(self) -> None:
        """Read the replies, unless that was done; until then only the store's thread may ask."""
        _read = self.layers

    @cached_property
    def layers(self) -> "Layers":
        """Both layers of replies in memory."""
        # They bring numpy, and read every reply: nothing for a command that is about tickets.
        from csconsole.replies.layers import Layers  # noqa: PLC0415

        return Layers(self._store, self._replies)

    def reload(self) -> None:
        """Read the library again, after it was changed."""
        self.layers.read_again()
        self.learning.library_changed()
        self.wording_check.reload()

    def prepare_search(self) -> None:
        """Make a large library ready for searching, from its cache where there is one.

        Takes seconds where there is none; in a thread of its own it leaves the others alone.
        """
        self.layers.prepare()

    @property
    def is_ready(self) -> bool:
        """Whether a search answers at once; a large library must be prepared first."""
        return self.layers.is_prepared

    @property
    def is_large(self) -> bool:
        """Whether preparing the library takes so long that nobody should wait for it."""
        return self.layers.are_many

    def __len__(self) -> int:
        return self.layers.count(self._desk)

    def all(self) -> list[Reply]:
        """Every reply that the agent at the desk can send, own ones last."""
        return self.layers.seen_by(self._desk)

    def get(self, reply_id: str) -> Reply | None:
        """The reply of that id; None for another agent's own, too."""
        return self.layers.get(reply_id, self._desk)

    def search(
        self, text: str, *, limit: int | None = None, category: str = "", agent: str = ""
    ) -> Sequence[Found]:
        """The replies that answer a query, best first; what the agent uses before its equals."""
        return self.layers.search(
            text,
            self._desk,
            limit=limit,
            category=category,
            liking=agent or self._desk,
        )

    def suggestions(self) -> "SuggestionEngine":
        """What suggests replies for a buyer's message; made anew after a change."""
        return self.learning.engine()

    def marks(self, query_text: str, text: str, *, near: bool = False) -> list[tuple[int, int]]:
        """The ranges of a text that a query matches, for highlighting."""
        # With numpy these take a fifth of the start of a command that marks nothing.
        from csconsole.replies import matching, query  # noqa: PLC0415

        return matching.marks(query.parse(query_text), text, near=near)

    def categories(self) -> dict[str, int]:
        """How many replies lie in each category, inner ones counted in the outer too."""
        counts: dict[str, int] = {}
        for reply in self.all():
            for path in category_prefixes(reply.category):
                counts[path] = counts.get(path, 0) + 1
        return counts

    @staticmethod
    def category_label(path: str, language: str) -> str:
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
            return reply.text.get(language) if reply else None

        return filling.Context(language, now, values, answers, find_text)

    def record_use(  # noqa: PLR0913  (what is known of a sending)
        self,
        reply_id: str,
        *,
        talk: str,
        language: str,
        agent: str,
        overridden: Sequence[str] = (),
        order: str = "",
    ) -> None:
        """Remember that a reply was sent, and against which rules of the wording check.

        `order`: the id of the order that the talk was about.
        """
        at = clock.wall_clock()
        use = Use(reply_id, talk, language, tuple(overridden), order)
        self._replies.record_use(use, at=at, agent=agent)
        self.layers.used(reply_id, at, agent or self._desk)

    def import_files(  # noqa: PLR0913  (what a person can wish for)
        self,
        paths: Sequence[Path],
        *,
        whole: bool = False,
        dry_run: bool = False,
        agent: str = "",
        progress: Progress = lambda _share: None,
        wanted: str = "",
        columns: Mapping[str, str] | None = None,
        policy: Policy = Policy.OVERWRITE,
    ) -> Imported:
        """Take files in, as one action that can be undone.

        A file that cannot be read stops all of it; an entry of a foreign file that cannot become
        a reply is skipped and named. `progress` hears the share that is done; `wanted` is the
        format of the files, else each is looked at; `columns` tells which column of a sheet holds
        which field.

        Raises:
            BadInputError: with file, line and reason; the library stays as it was.
        """
        if not dry_run:
            self._permit()
        wishes = moving.Wishes(whole, dry_run, agent, wanted, columns or {}, policy)
        done = moving.take_in(self._store, self._replies, paths, wishes, progress)
        if not dry_run:
            self.reload()
        return done

    def export_bytes(self, wanted: str = "yaml") -> bytes:
        """The whole library as the content of a file of a format."""
        return exporting.WRITERS[wanted](self._replies.active())

    def export(self, path: Path, wanted: str = "") -> Exported:
        """Write the whole library to a file, and its pictures into a folder beside it.

        Without a format the file's ending tells it. The forms of other programs name no pictures.

        Raises:
            OSError: the file cannot be written.
            BadInputError: the folder of the pictures cannot be written.
        """
        replies = self._replies.active()
        wanted = wanted or exporting.format_for(path)
        write_atomically(path, exporting.WRITERS[wanted](replies))
        pictures = 0
        if wanted in exporting.NAMING_PICTURES:
            pictures = write_pictures(path, replies, Pictures(Attachments(self._store)))
        return Exported(len(replies), pictures)

    @property
    def _desk(self) -> str:
        """Who is at the desk."""
        return self._store.journal.agent

    def _seed(self) -> None:
        """Fill a new library from the shipped file, once."""
        if self._replies.is_seeded():
            return
        edition = hashlib.sha256(SCRIPTS.read_bytes()).hexdigest()
        self._replies.seed([placed.reply for placed in read_library(SCRIPTS)], edition)
