"""Who keeps the key of a store, and how it is found again.

The key is 32 random bytes. It is kept by the system's keyring; with a passphrase set, the
passphrase wraps it instead; where there is neither, a key file in the config folder serves.
A record beside the database says which, and holds the key wrapped by the recovery code.
"""

import json
import secrets
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from uuid6 import uuid7

from csconsole.errors import BadInputError, DamagedError, LockedError, PassphraseError
from csconsole.files import write_privately
from csconsole.language import _
from csconsole.storage import keyrings, sealing
from csconsole.storage.places import Places
from csconsole.storage.sealing import Sealed, WrongSecretError

_FORMAT = 1


class Keeper(StrEnum):
    """Who keeps the key."""

    KEYRING = "keyring"
    PASSPHRASE = "passphrase"  # noqa: S105  (the name of a keeper)
    FILE = "file"


@dataclass(frozen=True)
class KeyRecord:
    """What lies beside the database about its key; nothing in it opens the store by itself."""

    store: str
    keeper: Keeper
    recovery: Sealed
    passphrase: Sealed | None = None

    def to_json(self) -> bytes:
        """The record as it lies on the disk and in backups."""
        return (json.dumps({"format": _FORMAT, **asdict(self)}, indent=2) + "\n").encode("utf-8")

    @classmethod
    def from_json(cls, text: bytes, place: str) -> "KeyRecord":
        """Read a record.

        Raises:
            DamagedError: it is not one.
        """
        try:
            return cls._from_dict(json.loads(text))
        except (ValueError, KeyError, TypeError) as error:
            raise DamagedError(_("this is not a key record"), place=place) from error

    @classmethod
    def _from_dict(cls, kept: dict[str, Any]) -> "KeyRecord":
        if kept["format"] != _FORMAT:
            raise ValueError(kept["format"])
        passphrase = kept["passphrase"]
        return cls(
            store=str(kept["store"]),
            keeper=Keeper(kept["keeper"]),
            recovery=Sealed(**kept["recovery"]),
            passphrase=Sealed(**passphrase) if passphrase else None,
        )

    def open_with_code(self, code: str) -> bytes:
        """The key, by the recovery code.

        Raises:
            LockedError: the code is another one.
        """
        try:
            return sealing.open_with_code(self.recovery, code, _recovery_purpose(self.store))
        except WrongSecretError as error:
            raise LockedError(
                _("the recovery code does not open this store"),
                hint=_("check the letters of the printed code"),
            ) from error

    def open_with_passphrase(self, passphrase: str) -> bytes:
        """The key, by the passphrase.

        Raises:
            LockedError: the passphrase is another one, or none was ever set.
        """
        if self.passphrase is None:
            raise LockedError(_("no passphrase was ever set for this store"))
        try:
            return sealing.open_with_passphrase(
                self.passphrase, passphrase, _passphrase_purpose(self.store)
            )
        except WrongSecretError as error:
            raise PassphraseError(_("the passphrase is wrong")) from error


@dataclass(frozen=True)
class NewKey:
    """A key that was just made, with its record and the code that is shown once."""

    key: bytes
    record: KeyRecord
    recovery_code: str


def make(places: Places, passphrase: str | None) -> NewKey:
    """Make a key for a store that does not exist yet, and have it kept."""
    store = str(uuid7())
    key = secrets.token_bytes(sealing.KEY_BYTES)
    code = sealing.new_recovery_code()
    recovery = sealing.seal_with_code(key, code, _recovery_purpose(store))
    record = KeyRecord(store, Keeper.FILE, recovery)
    return NewKey(key, keep(places, record, key, passphrase), code)


def keep(places: Places, record: KeyRecord, key: bytes, passphrase: str | None) -> KeyRecord:
    """Give `key` to the best keeper at hand and write the record that says so."""
    if passphrase:
        sealed = sealing.seal_with_passphrase(key, passphrase, _passphrase_purpose(record.store))
        record = replace(record, keeper=Keeper.PASSPHRASE, passphrase=sealed)
    elif keyrings.store(record.store, key):
        record = replace(record, keeper=Keeper.KEYRING, passphrase=None)
    else:
        _write(places.key_file(record.store), key.hex().encode("ascii") + b"\n")
        record = replace(record, keeper=Keeper.FILE, passphrase=None)
    write_record(places, record)
    return record


def let_go(places: Places, record: KeyRecord) -> None:
    """Have the keeper that a record names forget the key, once another one has it."""
    if record.keeper is Keeper.KEYRING:
        keyrings.forget(record.store)
    elif record.keeper is Keeper.FILE:
        places.key_file(record.store).unlink(missing_ok=True)


def write_record(places: Places, record: KeyRecord) -> None:
    """Put the record beside the database."""
    _write(places.key_record, record.to_json())


def read_record(places: Places) -> KeyRecord | None:
    """The record beside the database; None where no store was made yet.

    Raises:
        DamagedError: the record cannot be read.
    """
    try:
        text = places.key_record.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DamagedError(
            _("the key record cannot be read: {why}").format(why=error.strerror or error),
            place=str(places.key_record),
        ) from error
    return KeyRecord.from_json(text, str(places.key_record))


def find(places: Places, record: KeyRecord, passphrase: str | None) -> bytes:
    """The key of an existing store.

    Raises:
        LockedError: its keeper does not give it out.
    """
    if record.keeper is Keeper.PASSPHRASE:
        if not passphrase:
            raise PassphraseError(
                _("this store is locked with a passphrase"),
                place=str(places.database),
                hint=_("set CSCONSOLE_PASSPHRASE, or open the window and type it"),
            )
        return record.open_with_passphrase(passphrase)
    if record.keeper is Keeper.KEYRING:
        key = keyrings.fetch(record.store)
    else:
        key = _from_file(places.key_file(record.store))
    if key is None:
        raise LockedError(
            _("the key of this store is not where it was kept ({keeper})").format(
                keeper=record.keeper
            ),
            place=str(places.database),
            hint=_("open it with the recovery code: csconsole recovery-code --unlock"),
        )
    return key


def with_code(record: KeyRecord, key: bytes, code: str) -> KeyRecord:
    """The record as a recovery code opens it; the code before stops opening it."""
    recovery = sealing.seal_with_code(key, code, _recovery_purpose(record.store))
    return replace(record, recovery=recovery)


def _write(path: Path, content: bytes) -> None:
    try:
        write_privately(path, content)
    except OSError as error:
        raise BadInputError(
            _("the key cannot be kept: {why}").format(why=error.strerror or error),
            place=str(path),
            hint=_("choose another with --data-dir"),
        ) from error


def _from_file(path: Path) -> bytes | None:
    try:
        key = bytes.fromhex(path.read_text(encoding="ascii").strip())
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, ValueError) as error:
        raise DamagedError(_("this is not a key file"), place=str(path)) from error
    if len(key) != sealing.KEY_BYTES:
        raise DamagedError(_("this is not a key file"), place=str(path))
    return key


def _recovery_purpose(store: str) -> str:
    return f"{store} recovery"


def _passphrase_purpose(store: str) -> str:
    return f"{store} passphrase"
