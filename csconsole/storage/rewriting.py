"""Writing the file anew, so that nothing that was deleted stays on any of its pages.

SQLite overwrites what it deletes (`secure_delete`), but where a page was divided earlier a copy
may stand in its unused middle, and older pages stand in the log until that is cut. 100,000 orders
(240 MB) take some three seconds.
"""

from csconsole.storage.connection import OperationalError
from csconsole.storage.store import Store

_PATIENCE_MS = 5000  # a window that reads just now is soon done


def rewrite(store: Store) -> bool:
    """Write the file anew and cut its log; False where the disk or another program is in the way.

    What was deleted is deleted in any case; until a later call succeeds, traces of it may stand
    on unused pages, encrypted like all others.
    """
    execute = store.database.execute
    before = execute("PRAGMA busy_timeout").fetchone()[0]
    execute(f"PRAGMA busy_timeout = {_PATIENCE_MS}")
    try:
        execute("VACUUM")
        blocked = execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except OperationalError:
        return False
    finally:
        execute(f"PRAGMA busy_timeout = {before}")
    return not blocked
