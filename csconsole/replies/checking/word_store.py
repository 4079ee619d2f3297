"""The shop's own list of words, as it stands in the store."""

from uuid6 import uuid7

from csconsole.replies.checking.model import Severity, ShopWord
from csconsole.replies.store import WORDING
from csconsole.storage.store import Store


class WordStore:
    """The shop's own words in an open store; used from the store's thread."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def all(self) -> list[ShopWord]:
        """Every word of the list, oldest first."""
        rows = self._store.database.query(
            "SELECT * FROM wording_rules WHERE NOT deleted ORDER BY id"
        )
        return [
            ShopWord(
                row["id"],
                row["word"],
                Severity(row["severity"]),
                row["because"] or "",
                row["better"] or "",
            )
            for row in rows
            if row["word"] and row["severity"] in set(Severity)
        ]

    def add(self, word: ShopWord, agent: str) -> None:
        """Put a word on the list, or change the one of its id."""
        patch = {
            "word": word.word,
            "severity": word.severity.value,
            "because": word.because,
            "better": word.better,
        }
        self._store.journal.write(WORDING.name, word.id, patch, cause="wording.add", agent=agent)

    def remove(self, word_id: str, agent: str) -> None:
        """Take a word off the list; its history stays."""
        patch = {"deleted": True}
        self._store.journal.write(WORDING.name, word_id, patch, cause="wording.remove", agent=agent)


def new_word(text: str, severity: Severity, because: str = "", better: str = "") -> ShopWord:
    """A word that is on no list yet."""
    return ShopWord(str(uuid7()), text, severity, because, better)
