"""Putting a backup in the place of the present store, which is kept.

Where there is a store whose key is at hand, the restored one is written under that key, so that
this machine's keyring, passphrase and recovery code go on as they are and only one file changes
its place. Elsewhere (a new machine, a lost key) the backup's own key and recovery code are taken.
A restored store is a new device of the journal: what was written here after the backup may have
gone to other laptops under the old name.
"""

import shutil
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from csconsole.errors import BusyError, DamagedError, LockedError
from csconsole.files import make_private_folder, sync_folder
from csconsole.language import _
from csconsole.storage import clock, keys
from csconsole.storage.attachments import FOLDER as ATTACHMENTS
from csconsole.storage.attachments import take_attachments
from csconsole.storage.backup import BackupFile, check_pages, copy_encrypted, opened, read_backup
from csconsole.storage.connection import DatabaseError, OperationalError, speaking_to_users
from csconsole.storage.entities import Tables
from csconsole.storage.migrations import migrate
from csconsole.storage.places import Places
from csconsole.storage.presence import is_anybody_there
from csconsole.storage.store import DEVICE, RECOVERY_CODE, make_data_folder, opening, set_fact


@dataclass(frozen=True)
class Secrets:
    """What the user gave to open things with."""

    passphrase: str | None = None
    recovery_code: str | None = None


@dataclass(frozen=True)
class Restored:
    """What was done.

    Attributes:
        made: when the backup was made.
        kept: where the file lies that it replaced.
        keeper: who keeps the key now.
        lost_passphrase: whether a passphrase locked this before and locks it no more.
    """

    made: str
    kept: Path | None
    keeper: keys.Keeper
    lost_passphrase: bool = False


@dataclass(frozen=True)
class _Present:
    """The store that stands in the place now, as far as it can be opened.

    Attributes:
        code: its recovery code, if nobody has confirmed yet that it was written down.
    """

    record: keys.KeyRecord
    key: bytes
    code: str | None


def restore(places: Places, path: Path, tables: Iterable[Tables], secrets: Secrets) -> Restored:
    """Put the backup at `path` in the place of the present store, which is kept beside it.

    Raises:
        BadInputError: the file is no backup.
        LockedError: nothing at hand opens it.
        DamagedError: what is in it does not hold together.
        BusyError: the present store is in use.
    """
    backup = read_backup(path)
    backup_key = _backup_key(places, backup, secrets)
    make_data_folder(places)
    with opening(places), tempfile.TemporaryDirectory(dir=places.data, prefix=".restore-") as name:
        if is_anybody_there(places.open_stores):
            raise _in_use(places)
        present = _present(places, secrets)
        ready = _prepare(Path(name), backup, backup_key, tables, present)
        key = present.key if present else backup_key
        _take_attachments(places, path, backup_key, key)
        kept = _keep_present(places, present)
        before = _present_record(places)
        record = present.record if present else _take_over(places, backup, backup_key, secrets)
        ready.replace(places.database)
        sync_folder(places.data)
    was_locked = keys.Keeper.PASSPHRASE in {one.keeper for one in (before, backup.record) if one}
    lost = was_locked and record.keeper is not keys.Keeper.PASSPHRASE
    return Restored(backup.made, kept, record.keeper, lost)


def _take_over(
    places: Places, backup: BackupFile, backup_key: bytes, secrets: Secrets
) -> keys.KeyRecord:
    """Have the backup's key kept here: by the passphrase that locked the store, if it was this one.

    The passphrase need not be known for that, as what it wraps is the same key.
    """
    before = _present_record(places)
    is_same = before is not None and before.store == backup.record.store
    if before and is_same and before.passphrase and not secrets.passphrase:
        locked = replace(backup.record, keeper=keys.Keeper.PASSPHRASE, passphrase=before.passphrase)
        keys.write_record(places, locked)
        return locked
    return keys.keep(places, backup.record, backup_key, secrets.passphrase)


def _backup_key(places: Places, backup: BackupFile, secrets: Secrets) -> bytes:
    """The key of what is in the backup: by the code, by this machine, or by the passphrase."""
    if secrets.recovery_code:
        return backup.record.open_with_code(secrets.recovery_code)
    present = _present_record(places)
    record = present if present and present.store == backup.record.store else backup.record
    try:
        return keys.find(places, record, secrets.passphrase)
    except LockedError as error:
        if secrets.passphrase and backup.record.passphrase:
            return backup.record.open_with_passphrase(secrets.passphrase)
        raise LockedError(
            _("this machine has no key for this backup"),
            place=str(backup.path),
            hint=_("give the printed recovery code: CSCONSOLE_RECOVERY_CODE"),
        ) from error


def _present_record(places: Places) -> keys.KeyRecord | None:
    """The key record of the present store; None where it is lost or damaged."""
    try:
        return keys.read_record(places)
    except DamagedError:
        return None


def _present(places: Places, secrets: Secrets) -> _Present | None:
    """The present store if its key is at hand and opens it."""
    record = _present_record(places)
    if record is None or not places.database.exists():
        return None
    own = _kept_key(places, record, secrets)
    if own is None:
        return None
    try:
        with opened(places.database, own) as database:
            _leave_alone(database.execute("PRAGMA journal_mode = DELETE").fetchone()[0], places)
            if not database["facts"].exists():
                return None
            code = database.execute(
                "SELECT value FROM facts WHERE name = ?", [RECOVERY_CODE]
            ).fetchone()
    except (LockedError, DamagedError):
        return None  # damaged: a reason to restore; its files are kept as they are
    except OperationalError as error:
        raise _in_use(places) from error
    except DatabaseError:
        return None
    return _Present(record, own, code[0] if code else None)


def _kept_key(places: Places, record: keys.KeyRecord, secrets: Secrets) -> bytes | None:
    """The key that this machine keeps for the present store; None where it is lost or locked."""
    try:
        return keys.find(places, record, secrets.passphrase)
    except (LockedError, DamagedError):
        return None


def _leave_alone(journal_mode: str, places: Places) -> None:
    """Leaving WAL needs the file for oneself: the sure sign that no other program has it open."""
    if journal_mode != "delete":
        raise _in_use(places)


def _in_use(places: Places) -> BusyError:
    return BusyError(
        _("the present store is in use"),
        place=str(places.database),
        hint=_("close the console and try again"),
    )


def _prepare(
    folder: Path,
    backup: BackupFile,
    backup_key: bytes,
    tables: Iterable[Tables],
    present: _Present | None,
) -> Path:
    """The file that is to stand in the place: checked, migrated, under the right key."""
    extracted, ready = folder / "extracted.db", folder / "ready.db"
    backup.extract(extracted)
    key = present.key if present else backup_key
    with speaking_to_users(backup.path), opened(extracted, backup_key) as database:
        check_pages(database, backup.path)
        if not database["journal"].exists():
            raise DamagedError(_("there is no store in this backup"), place=str(backup.path))
        migrate(database, tables)
        copy_encrypted(database, ready, key)
    with opened(ready, key) as database:
        set_fact(database, DEVICE, clock.new_device())
        if present:  # the code in the backup is not the one that opens the present record
            set_fact(database, RECOVERY_CODE, present.code)
        database.execute("PRAGMA journal_mode = DELETE")
    return ready


def _take_attachments(places: Places, path: Path, backup_key: bytes, key: bytes) -> None:
    """Take the attached files beside a backup; those that are here already stay."""
    try:
        take_attachments(path.parent / ATTACHMENTS, backup_key, places.attachments, key)
    except OSError as error:
        raise DamagedError(
            _("the data folder cannot be written: {why}").format(why=error.strerror or error),
            place=str(places.attachments),
        ) from error


def _keep_present(places: Places, present: _Present | None) -> Path | None:
    """Copy what stands in the place now into a dated folder; returns the folder."""
    names = (
        places.database,
        places.key_record,
        places.database.with_name(places.database.name + "-wal"),
        places.database.with_name(places.database.name + "-shm"),
    )
    there = [path for path in names if path.exists()]
    if not places.database.exists():
        return None
    make_private_folder(places.replaced)
    stamp = f"{datetime.now(UTC).astimezone():%Y%m%d-%H%M%S}-"
    folder = Path(tempfile.mkdtemp(dir=places.replaced, prefix=stamp))
    for path in there:
        shutil.copy2(path, folder / path.name)
    if present is None:
        for path in names[2:]:  # they belong to the replaced file and would spoil the new one
            path.unlink(missing_ok=True)
    return folder
