"""An open store: the encrypted file with its key, its journal and the features' tables."""

from collections.abc import Iterable
from dataclasses import dataclass

from filelock import FileLock
from filelock import Timeout as LockTimeout

from csconsole.errors import BusyError, DamagedError, LockedError, NotFoundError
from csconsole.files import make_private_folder
from csconsole.language import _
from csconsole.storage import clock, keys
from csconsole.storage.connection import connect, speaking_to_users, widen_cache
from csconsole.storage.encrypted_sqlite import Database
from csconsole.storage.entities import Entities, Tables
from csconsole.storage.journal import Journal
from csconsole.storage.keys import Keeper, KeyRecord
from csconsole.storage.migrations import REBUILD, migrate
from csconsole.storage.places import Places
from csconsole.storage.presence import Presence
from csconsole.storage.sealing import new_recovery_code

_OPENING_SECONDS = 30

# Facts about a file on a device.
DEVICE = "device"
MADE = "made"  # set once its making was finished
RECOVERY_CODE = "recovery_code"  # kept, encrypted with the rest, until a person has seen it


@dataclass
class Store:
    """An open store, used from the thread that opened it.

    Attributes:
        new: whether it was made by this opening.
    """

    places: Places
    database: Database
    journal: Journal
    tables: tuple[Tables, ...]
    record: KeyRecord
    key: bytes
    presence: Presence
    new: bool

    def fact(self, name: str) -> str | None:
        """A fact about this file on this device."""
        return fact(self.database, name)

    def set_fact(self, name: str, value: str | None) -> None:
        """Remember a fact about this file; None forgets it."""
        set_fact(self.database, name, value)

    def expect_many_writes(self) -> None:
        """Make room in memory for an import."""
        widen_cache(self.database)

    def recovery_code(self) -> str | None:
        """The recovery code if nobody has confirmed yet that it was written down."""
        return self.fact(RECOVERY_CODE)

    def recovery_code_seen(self) -> None:
        """The recovery code was written down: it is kept nowhere any more."""
        self.set_fact(RECOVERY_CODE, None)

    def renew_recovery_code(self) -> str:
        """A new recovery code; the old one stops opening this store (not its older backups)."""
        code = new_recovery_code()
        self.set_fact(RECOVERY_CODE, code)
        self._take_code(code)
        return code

    def finish_renewal(self) -> None:
        """Do the second step of a renewal that was cut off after its first."""
        code = self.recovery_code()
        if code is not None and not _opens(self.record, code):
            self._take_code(code)

    def _take_code(self, code: str) -> None:
        """Have the key record open by this code; first kept, so that it is never lost half-way."""
        with opening(self.places):
            record = keys.read_record(self.places) or self.record
            self.record = keys.with_code(record, self.key, code)
            keys.write_record(self.places, self.record)

    def set_passphrase(self, passphrase: str | None) -> Keeper:
        """Wrap the key by a passphrase, or give it to this machine's own keeper (None)."""
        with opening(self.places):
            before = keys.read_record(self.places) or self.record
            self.record = keys.keep(self.places, before, self.key, passphrase)
            if self.record.keeper is not before.keeper:
                keys.let_go(self.places, before)
        return self.record.keeper

    @property
    def keeper(self) -> Keeper:
        """Who keeps the key."""
        return self.record.keeper

    def close(self) -> None:
        """Close the file; every acknowledged write is in it already."""
        self.database.close()
        self.presence.leave()


def unlock_with_code(places: Places, code: str, passphrase: str | None = None) -> None:
    """Give the key of a store whose keeper lost it to the best keeper at hand.

    Raises:
        LockedError: the code does not open it.
        NotFoundError: there is no store.
    """
    record = keys.read_record(places)
    if record is None:
        raise NotFoundError(_("there is no store yet"), place=str(places.data))
    with opening(places):
        keys.keep(places, record, record.open_with_code(code), passphrase)


def open_store(places: Places, tables: Iterable[Tables], passphrase: str | None = None) -> Store:
    """Open the store in `places`, making it where there is none.

    Raises:
        LockedError: the key is not to be had.
        DamagedError: the file or its key record is not what was written.
        BusyError: another program holds it.
    """
    tables = tuple(tables)
    make_data_folder(places)
    with opening(places):
        record = keys.read_record(places)
        if record is None:
            return _make(places, tables, passphrase)
        store = _open(places, tables, record, keys.find(places, record, passphrase))
    if store.fact(MADE) is None:  # its making was cut off before anybody could be given a code
        store.renew_recovery_code()
        store.set_fact(MADE, "yes")
        store.new = True
    store.finish_renewal()
    return store


def open_again(places: Places, key: bytes, tables: tuple[Tables, ...]) -> Store:
    """Open a store that another process of the program has open, by its key.

    Raises:
        NotFoundError: there is none any more.
        LockedError, DamagedError, BusyError: as `open_store`.
    """
    with opening(places):
        record = keys.read_record(places)
        if record is None:
            raise NotFoundError(_("there is no store yet"), place=str(places.data))
        return _open(places, tables, record, key)


def fact(database: Database, name: str) -> str | None:
    """A fact in a file."""
    row = database.execute("SELECT value FROM facts WHERE name = ?", [name]).fetchone()
    return str(row[0]) if row else None


def set_fact(database: Database, name: str, value: str | None) -> None:
    """Remember a fact in a file; None forgets it."""
    if value is None:
        database.execute("DELETE FROM facts WHERE name = ?", [name])
        return
    database.execute(
        "INSERT INTO facts (name, value) VALUES (?, ?) "
        "ON CONFLICT(name) DO UPDATE SET value = excluded.value",
        [name, value],
    )


def _make(places: Places, tables: tuple[Tables, ...], passphrase: str | None) -> Store:
    if places.database.exists():
        raise DamagedError(
            _("the key record of this store is missing"),
            place=str(places.key_record),
            hint=_("restore a backup: csconsole restore FILE"),
        )
    made = keys.make(places, passphrase)
    store = _open(places, tables, made.record, made.key)
    store.set_fact(RECOVERY_CODE, made.recovery_code)
    store.set_fact(MADE, "yes")
    store.new = True
    return store


def _opens(record: KeyRecord, code: str) -> bool:
    try:
        record.open_with_code(code)
    except LockedError:
        return False
    return True


def _open(places: Places, tables: tuple[Tables, ...], record: KeyRecord, key: bytes) -> Store:
    database = connect(places.database, key)
    try:
        with speaking_to_users(places.database):
            migrate(database, tables)
            journal = Journal(database, Entities(tables), _device(database), places.database)
            if fact(database, REBUILD):
                journal.rebuild(done=lambda: set_fact(database, REBUILD, None))
    except BaseException:
        database.close()
        raise
    presence = Presence(places.open_stores)
    return Store(places, database, journal, tables, record, key, presence, new=False)


def _device(database: Database) -> str:
    known = fact(database, DEVICE)
    if known:
        return known
    device = clock.new_device()
    set_fact(database, DEVICE, device)
    return device


def make_data_folder(places: Places) -> None:
    """Make the folder of the data.

    Raises:
        DamagedError: it cannot be made.
    """
    try:
        make_private_folder(places.data)
    except OSError as error:
        raise DamagedError(
            _("the data folder cannot be made: {why}").format(why=error.strerror or error),
            place=str(places.data),
            hint=_("choose another with --data-dir"),
        ) from error


class opening:  # noqa: N801  (read as a verb: with opening(places))
    """Hold the lock that whoever makes, migrates or replaces a store holds meanwhile."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._lock = FileLock(places.opening_lock, timeout=_OPENING_SECONDS)

    def __enter__(self) -> None:
        try:
            self._lock.acquire()
        except LockTimeout as error:
            raise BusyError(
                _("another program is opening or restoring this store"),
                place=str(self._places.database),
            ) from error
        except OSError as error:
            raise DamagedError(
                _("the data folder cannot be written: {why}").format(why=error.strerror or error),
                place=str(self._places.data),
            ) from error

    def __exit__(self, *_error: object) -> None:
        self._lock.release()
