"""Backups: one file that holds the encrypted store and its wrapped key.

The file is a zip (nothing in it is compressed, since ciphertext does not compress) of
`store.db`, a copy made by SQLite's online backup; `keys.json`, the key wrapped by recovery code
and passphrase, so that it opens on another machine; and `manifest.json`, what it is. Attached
files are copied once into a folder beside it, under the same key.
"""

import json
import lzma
import os
import shutil
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import csconsole
from csconsole.errors import BadInputError, DamagedError
from csconsole.files import make_private_folder, sync_folder
from csconsole.language import _
from csconsole.storage.attachments import FOLDER as ATTACHMENTS
from csconsole.storage.attachments import copy_attachments
from csconsole.storage.connection import connect, speaking_to_users
from csconsole.storage.encrypted_sqlite import Database
from csconsole.storage.keys import KeyRecord, read_record
from csconsole.storage.store import Store

SUFFIX = ".csbackup"
_FORMAT = 1
# What zipfile and json raise for a file that was cut or changed.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    KeyError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
_STORE, _KEYS, _MANIFEST = "store.db", "keys.json", "manifest.json"


@dataclass(frozen=True)
class BackupFile:
    """A backup that was read: its key record and what its manifest says."""

    path: Path
    record: KeyRecord
    made: str

    def extract(self, target: Path) -> None:
        """Write the encrypted store inside to `target`.

        Raises:
            DamagedError: the file is cut or changed.
        """
        try:
            with (
                zipfile.ZipFile(self.path) as bundle,
                bundle.open(_STORE) as source,
                target.open("wb") as file,
            ):
                shutil.copyfileobj(source, file)
                file.flush()
                os.fsync(file.fileno())
        except _UNREADABLE as error:
            raise DamagedError(_("the backup is damaged"), place=str(self.path)) from error


def back_up(store: Store, folder: Path) -> Path:
    """Make a backup of an open store in `folder`, checked by opening it; returns its file.

    Raises:
        BadInputError: the folder cannot be written.
        DamagedError: the copy does not hold together.
    """
    now = datetime.now(UTC)
    try:
        make_private_folder(folder)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".backup-") as name:
            draft = Path(name) / _STORE
            copy_encrypted(store.database, draft, store.key)
            record = read_record(store.places) or store.record  # as another window left it
            bundle = _bundle(Path(name), draft, record, now)
            target = _free_name(folder, now)
            bundle.replace(target)
        copy_attachments(store.places.attachments, folder / ATTACHMENTS)
        sync_folder(folder)
    except OSError as error:
        raise BadInputError(
            _("the backup cannot be written: {why}").format(why=error.strerror or error),
            place=str(folder),
            hint=_("choose another folder"),
        ) from error
    return target


def read_backup(path: Path) -> BackupFile:
    """Read what a backup is, without opening the store in it.

    Raises:
        BadInputError: it is not a backup of this program, or of a newer one.
    """
    try:
        with zipfile.ZipFile(path) as bundle:
            manifest = json.loads(bundle.read(_MANIFEST))
            record = KeyRecord.from_json(bundle.read(_KEYS), str(path))
            bundle.getinfo(_STORE)
            if manifest["format"] != _FORMAT:
                raise BadInputError(
                    _("this backup was made by a newer version of the program"), place=str(path)
                )
            return BackupFile(path, record, str(manifest["made"]))
    except OSError as error:
        raise BadInputError(
            _("the backup cannot be read: {why}").format(why=error.strerror or error),
            place=str(path),
        ) from error
    except _UNREADABLE as error:
        raise BadInputError(
            _("this is not a backup of csconsole, or it is damaged"), place=str(path)
        ) from error


def copy_encrypted(source: Database, target: Path, key: bytes) -> None:
    """Copy an open store into a new file under `key`, in one piece, and check the copy.

    Raises:
        DamagedError: the copy does not hold together.
    """
    with speaking_to_users(target), opened(target, key) as copy:
        source.conn.backup(copy.conn)
        copy.execute("PRAGMA journal_mode = DELETE")
        check_pages(copy, target)
    with target.open("rb+") as file:
        os.fsync(file.fileno())


def check_pages(database: Database, place: Path) -> None:
    """Check every page of an open file.

    Raises:
        DamagedError: a page is not what was written.
    """
    problems = [str(row[0]) for row in database.execute("PRAGMA cipher_integrity_check")]
    problems += [str(row[0]) for row in database.execute("PRAGMA quick_check") if row[0] != "ok"]
    if problems:
        raise DamagedError(
            _("the store is damaged: {what}").format(what=problems[0]), place=str(place)
        )


@contextmanager
def opened(path: Path, key: bytes) -> Iterator[Database]:
    """An encrypted file, open for the time of a `with`."""
    database = connect(path, key)
    try:
        yield database
    finally:
        database.close()


def _bundle(folder: Path, store: Path, record: KeyRecord, now: datetime) -> Path:
    path = folder / "bundle"
    manifest = {
        "format": _FORMAT,
        "made": now.isoformat(timespec="seconds"),
        "program": csconsole.__version__,
    }
    with path.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as bundle:
            bundle.writestr(_MANIFEST, json.dumps(manifest))
            bundle.writestr(_KEYS, record.to_json())
            bundle.write(store, _STORE)
        file.flush()
        os.fsync(file.fileno())
    return path


def _free_name(folder: Path, now: datetime) -> Path:
    stem = f"csconsole-{now.astimezone():%Y%m%d-%H%M%S}"
    names = (f"{stem}{'' if count == 1 else f'-{count}'}{SUFFIX}" for count in range(1, 1000))
    return next(folder / name for name in names if not (folder / name).exists())
