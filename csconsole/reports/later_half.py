"""The process that makes the rows of the later tickets of a large workbook."""

import os
import pickle
import sys
import threading
import traceback

from csconsole.errors import UserError
from csconsole.reports.beside import ANSWER, Half, Task
from csconsole.reports.columns import tables
from csconsole.reports.figures import Count
from csconsole.reports.filling import OF_TICKETS, Filling
from csconsole.reports.issues import Issues
from csconsole.reports.row_files import RowFile
from csconsole.reports.rows import IssueRows
from csconsole.reports.store import Part
from csconsole.storage.store import open_again
from csconsole.tickets.workflow_file import workflows


def make_half(task: Task) -> Half:
    """Make the rows of the later tickets.

    Raises:
        UserError: the store cannot be read.
        OSError: the rows cannot be written.
    """
    store = open_again(task.places, task.key, task.features)
    wanted, issues = task.wanted, Issues(store)
    known = tables(wanted.language)
    rows = {
        sheet: RowFile(task.styles[sheet], task.folder / f"{sheet}.rows") for sheet in OF_TICKETS
    }
    columns = {sheet: known.layouts[sheet].columns for sheet in OF_TICKETS}
    filling = Filling(
        Count(wanted.asked, workflows()),
        IssueRows(known, workflows(), issues.days.zone, is_masked=wanted.is_masked),
        columns,
        lambda sheet, cells: rows[sheet].add(cells),
    )
    filling.take(issues.of(wanted.asked, wanted.now, part=Part(task.parted, is_later=True)))
    for file in rows.values():
        file.close()
    store.close()
    return Half(rows, filling.count, list(filling.orders))


def main() -> int:
    """Do what is asked for; the process's own side."""
    task = pickle.load(sys.stdin.buffer)  # noqa: S301  (our own process's)
    threading.Thread(target=_end_with_whoever_asked, daemon=True).start()
    answer: Half | str
    try:
        answer = make_half(task)
    except (UserError, OSError):
        return 1
    except Exception:  # noqa: BLE001  (told by the process that asked, as any fault is)
        answer = traceback.format_exc()
    with (task.folder / ANSWER).open("wb") as file:
        pickle.dump(answer, file)
    return 0


def _end_with_whoever_asked() -> None:
    os.read(sys.stdin.fileno(), 1)  # not through the buffer, which the end of this process needs
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
