"""sqlite-utils on SQLCipher: whoever needs sqlite-utils takes it from here."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import sqlcipher3
from sqlcipher3 import dbapi2

# sqlite-utils looks for an SQLite of this name first; with it, it catches SQLCipher's exceptions.
sys.modules.setdefault("pysqlite3", sqlcipher3)
sys.modules.setdefault("pysqlite3.dbapi2", dbapi2)


@contextmanager
def _not_there(*names: str) -> Iterator[None]:
    hidden = [name for name in names if name not in sys.modules]
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None: not to be found
    try:
        yield
    finally:
        for name in hidden:
            del sys.modules[name]


# It loads these where it finds them, to know the types of their numbers. None is ever stored here,
# and they take a third of the time that a command needs to start.
with _not_there("numpy", "pandas"):
    from sqlite_utils import Database, Migrations

__all__ = ["Database", "Migrations"]
