"""Where the data of one installation lies on the disk."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from csconsole.errors import BadInputError
from csconsole.language import _

APPLICATION = "csconsole"
CONFIG_DIR = "CSCONSOLE_CONFIG_DIR"  # tells a second process where the first one's settings lie


@dataclass(frozen=True)
class Places:
    """The folders of one installation and the files in them.

    Attributes:
        data: the encrypted store and what belongs to it.
        config: the settings of this device and, where nothing better keeps it, the key file.
    """

    data: Path
    config: Path

    @property
    def database(self) -> Path:
        """The encrypted SQLite file."""
        return self.data / "csconsole.db"

    @property
    def key_record(self) -> Path:
        """What is said about the key: who keeps it, and the key wrapped by code and passphrase."""
        return self.data / "csconsole.keys.json"

    @property
    def opening_lock(self) -> Path:
        """Held while a store is made, migrated or restored."""
        return self.data / "csconsole.lock"

    @property
    def open_stores(self) -> Path:
        """A lock file for each program that has the store open."""
        return self.data / "open"

    @property
    def backups(self) -> Path:
        """Where backups go when no other folder is named."""
        return self.data / "backups"

    @property
    def replaced(self) -> Path:
        """Where `restore` keeps the file that it replaced."""
        return self.data / "replaced"

    @property
    def suggestion_vectors(self) -> Path:
        """The vectors of the library's texts, encrypted; made again where it is missing."""
        return self.data / "suggestions.cache"

    def suggestion_training(self, tier: str) -> Path:
        """What a tier of the suggestions learned, encrypted; may be deleted at any time."""
        return self.data / f"suggestions-{tier}.cache"

    @property
    def attachments(self) -> Path:
        """The files that belong to replies and the like, encrypted."""
        return self.data / "attachments"

    @property
    def search_cache(self) -> Path:
        """The library prepared for searching, encrypted; may be deleted at any time."""
        return self.data / "search.cache"

    @property
    def open_talks(self) -> Path:
        """The talks that were open last, encrypted; may be deleted at any time."""
        return self.data / "talks.sealed"

    @property
    def ticket_drafts(self) -> Path:
        """Half-filled forms of tickets, encrypted; may be deleted at any time."""
        return self.data / "ticket-drafts.sealed"

    @property
    def settings(self) -> Path:
        """The settings of this device."""
        return self.config / "settings.json"

    def key_file(self, store_id: str) -> Path:
        """The key itself, readable by its owner alone, where there is no keyring."""
        return self.config / "keys" / f"{store_id}.key"


def places(data_dir: Path | None = None) -> Places:
    """The places for a named data folder (settings inside it), or the system's usual ones."""
    if data_dir is not None:
        folder = _expanded(data_dir).absolute()
        told = os.environ.get(CONFIG_DIR)
        return Places(data=folder, config=Path(told) if told else folder / "config")
    data = Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))
    config = Path(platformdirs.user_config_dir(APPLICATION, appauthor=False, roaming=False))
    # Windows and macOS have one folder for both.
    return Places(data=data, config=config / "config" if config == data else config)


def _expanded(folder: Path) -> Path:
    try:
        return folder.expanduser()
    except RuntimeError as error:
        raise BadInputError(
            _("there is nobody of that name here"),
            place=str(folder),
            hint=_("choose another with --data-dir"),
        ) from error
