"""The issue tables of an open store: read, counted and written."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from uuid6 import uuid7

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.orders.exporting import REVEALED
from csconsole.orders.store import DISCLOSURE
from csconsole.people.people import People
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.reviewing import ended, never_used
from csconsole.replies.store import ReplyStore
from csconsole.reports.columns import Tables, tables
from csconsole.reports.csv_folder import CsvFolder
from csconsole.reports.figures import Count
from csconsole.reports.files import Files
from csconsole.reports.filling import OF_TICKETS, Filling
from csconsole.reports.issues import Issues, Progress
from csconsole.reports.model import (
    Asked,
    Dashboard,
    Figure,
    Issue,
    Named,
    ReplyCount,
    ReplyFigures,
    SelfChecked,
    Sheet,
    Told,
    Written,
)
from csconsole.reports.reckoning import Reckoning
from csconsole.reports.rows import Cell, FigureRows, IssueRows, self_check_row
from csconsole.reports.store import Part
from csconsole.reports.telling import told_above
from csconsole.reports.writing import drafted, put_in_place, unwritable
from csconsole.settings import Settings
from csconsole.storage.store import Store
from csconsole.tickets.workflow_file import workflows

if TYPE_CHECKING:
    from csconsole.reports.beside import Beside
    from csconsole.reports.workbook import Book

WORKBOOK, PAPER = ".xlsx", ".pdf"
_ALMOST = 0.9  # of the work, when all tickets are on their sheets
_KNOWN = {WORKBOOK, PAPER}
_LIKE_ENDING = re.compile(r"\.[a-z][a-z0-9]{1,4}")  # of a file: `2026.11` may be a folder
SelfChecks = Callable[[date, date, str], Iterable[SelfChecked]]


def no_self_check(_begin: date, _until: date, _shop: str) -> Sequence[SelfChecked]:
    """The rows of the self-check where nothing keeps one."""
    return ()


class Reports:
    """Reads and writes the tables; used from the thread that opened the store.

    Attributes:
        store: what they are read from.
        tickets: reads and judges the tickets.
    """

    def __init__(
        self,
        store: Store,
        people: People,
        settings: Settings,
        library: ReplyLibrary,
        self_checks: SelfChecks = no_self_check,
    ) -> None:
        self.store, self._people, self._settings = store, people, settings
        self._library, self._self_checks = library, self_checks
        self.tickets = Issues(store)

    def today(self, now: datetime) -> date:
        """The business day of a moment."""
        return self.tickets.today(now)

    def issues(self, asked: Asked, now: datetime, *, in_order: bool = True) -> Iterator[Issue]:
        """The tickets of some days, the first opened first, or as they come.

        Raises:
            BadInputError: the days are none.
            NotFoundError: there is no shop of that name.
        """
        return self.tickets.of(asked, now, in_order=in_order)

    def read(
        self, asked: Asked, now: datetime, progress: Progress, part: Part | None
    ) -> Iterator[Issue]:
        """A part of them, telling how far it is; raises the same."""
        return self.tickets.of(asked, now, progress, part=part)

    def figures(self, asked: Asked, now: datetime) -> list[Figure]:
        """What the summary of some days tells; raises what `issues` raises."""
        count = Count(asked, workflows())
        for issue in self.issues(asked, now):
            count.take(issue)
        return count.figures()

    def reckoning(self, asked: Asked, now: datetime, language: str) -> Reckoning:
        """The same figures for a screen, a piece at a time; raises what `issues` raises."""

        def named(figures: list[Figure]) -> Dashboard:
            names = FigureRows(tables(language), workflows())
            told = tuple(Named(one, names.item(one)) for one in figures)
            return Dashboard(asked, told, self._reply_figures(asked, now, language))

        issues = self.issues(asked, now, in_order=False)
        return Reckoning(issues, Count(asked, workflows()), named)

    def dashboard(self, asked: Asked, now: datetime, language: str) -> Dashboard:
        """The same in one go."""
        reckoning = self.reckoning(asked, now, language)
        while not reckoning.step():
            pass
        return reckoning.dashboard()

    def _reply_figures(self, asked: Asked, now: datetime, language: str) -> ReplyFigures:
        replies = {reply.id: reply for reply in self._library.all()}
        uses = self.tickets.reading.reply_uses(self.tickets.span_of(asked, now), asked.agent)
        unused = never_used(replies.values(), ReplyStore(self.store).usage()[""])
        return ReplyFigures(
            most=tuple(
                ReplyCount(id_, replies[id_].title_in(language), count)
                for id_, count in uses
                if id_ in replies
            ),
            never=tuple(ReplyCount(one.id, one.title_in(language)) for one in unused),
            ended=tuple(
                ReplyCount(one.id, one.title_in(language))
                for one in ended(replies.values(), self.today(now))
            ),
        )

    def write(
        self,
        asked: Asked,
        target: Path,
        now: datetime,
        *,
        is_revealed: bool = False,
        progress: Progress = lambda _share: None,
    ) -> Written:
        """Write a workbook (.xlsx), pages (.pdf) or a folder of CSV files.

        What is there already stays as it is until the new one is whole.

        Raises:
            BadInputError: it cannot be written, the days are none, or the ending is another.
            NotFoundError: there is no shop or no agent of that name.
            SupervisorNeededError: only the supervisor may have personal data whole.
        """
        ending = target.suffix.lower()
        if _LIKE_ENDING.fullmatch(ending) and ending not in _KNOWN and not target.is_dir():
            raise BadInputError(
                _("the tables are written to {endings} or a folder").format(
                    endings=f"{WORKBOOK}, {PAPER}"
                ),
                place=target.name,
            )
        if is_revealed:
            self._people.require_supervisor()
        self.tickets.span_of(asked, now)  # what is wrong is told before any work
        self._check_agent(asked.agent)
        work = _Work(self, asked, now, tables(self._settings.report_language), progress)
        work.is_revealed = is_revealed
        with drafted(target) as folder:
            if ending == WORKBOOK:
                return self._write_workbook(work, folder, target)
            if ending == PAPER:
                return self._write_pages(work, folder, target)
            return self._write_folder(work, folder, target)

    def _check_agent(self, name: str) -> None:
        """Nobody gets empty tables for a name that was written wrong."""
        known = {agent.name for agent in self._people.everybody()}
        if name and name not in known and not self.tickets.reading.has_tickets_of(name):
            raise NotFoundError(_("no agent of this name works here"), place=name[:60])

    def _write_workbook(self, work: "_Work", folder: Path, target: Path) -> Written:
        from xlsxwriter.exceptions import XlsxWriterException  # noqa: PLC0415  (30 ms)

        from csconsole.reports.workbook import Book  # noqa: PLC0415

        draft = folder / "tables.xlsx"
        try:
            with closing(Book(draft, work.tables)) as book, work.beside(folder, book) as other:
                rows = work.fill(book, other)
        except XlsxWriterException as error:  # it wraps what the system says
            cause = error.args[0] if error.args else error
            raise unwritable(
                target, cause if isinstance(cause, OSError) else OSError(str(cause))
            ) from error
        put_in_place(draft, target)
        return Written((str(target),), rows)

    def _write_pages(self, work: "_Work", folder: Path, target: Path) -> Written:
        from csconsole.reports.fonts import chinese_font  # noqa: PLC0415
        from csconsole.reports.printable import Pages  # noqa: PLC0415  (0.5 s)

        draft = folder / "tables.pdf"
        with closing(Pages(draft, work.tables, chinese_font())) as pages:
            rows = work.fill(pages)
        put_in_place(draft, target)
        return Written((str(target),), rows)

    def _write_folder(self, work: "_Work", folder: Path, target: Path) -> Written:
        if target.exists() and not target.is_dir():
            raise BadInputError(_("this is a file and no folder"), place=str(target))
        with closing(CsvFolder(folder, work.tables)) as files:
            rows = work.fill(files)
        target.mkdir(exist_ok=True)
        for path in files.files.values():
            put_in_place(path, target / path.name)
        return Written(tuple(str(target / path.name) for path in files.files.values()), rows)

    def record_looks(self, orders: Sequence[str]) -> None:
        """Write down for each order that its buyer's data was taken, and by whom."""
        if not orders:
            return
        told = {
            "at": self.store.journal.now() // 1000, "agent": self._people.agent, "what": REVEALED,
        }  # fmt: skip
        with self.store.journal.action("reports.reveal", self._people.agent) as action:
            looks = ((str(uuid7()), {**told, "order_id": order}) for order in orders)
            action.write_many(DISCLOSURE.name, looks)

    def self_checks(self, asked: Asked) -> Iterable[SelfChecked]:
        """The rows of the self-checks of the days."""
        return self._self_checks(asked.begin, asked.until, asked.shop)

    def told(self, asked: Asked, now: datetime, *, is_masked: bool) -> Told:
        """What stands above the summary."""
        names = self.tickets.shop_names()
        shop = asked.shop or ", ".join(names) or self._settings.shop
        return Told(
            asked,
            now.astimezone(self.tickets.days.zone),
            shop,
            is_masked,
            self.tickets.reading.heads(),
        )

    def rows(self, known: Tables, *, is_masked: bool) -> IssueRows:
        """What makes rows of tickets."""
        return IssueRows(known, workflows(), self.tickets.days.zone, is_masked=is_masked)


class _Work:
    """One writing of the tables."""

    is_revealed = False

    def __init__(
        self, reports: Reports, asked: Asked, now: datetime, known: Tables, progress: Progress
    ) -> None:
        self.tables = known
        self._reports, self._asked, self._now, self._progress = reports, asked, now, progress

    def beside(self, folder: Path, book: "Book") -> AbstractContextManager["Beside | None"]:
        """Another process for the later of many tickets."""
        from csconsole.reports.beside import Wanted, beside  # noqa: PLC0415  (XlsxWriter again)

        wanted = Wanted(self._asked, self._now, self.tables.language, not self.is_revealed)
        return beside(self._reports.store, self._reports.tickets, wanted, folder, book)

    def fill(self, files: Files, other: "Beside | None" = None) -> dict[str, int]:
        """Write everything; how many rows each sheet has."""
        rows = self._reports.rows(self.tables, is_masked=not self.is_revealed)
        counts = dict.fromkeys(self.tables.layouts, 0)

        def add(sheet: Sheet, cells: list[Cell]) -> None:
            counts[sheet] += 1
            files.add(sheet, cells)

        layouts = self.tables.layouts
        columns = {sheet: files.columns(layouts[sheet]) for sheet in OF_TICKETS}
        filling = Filling(Count(self._asked, workflows()), rows, columns, add)
        filling.take(self._issues(other.ours if other else None))
        for row in self._reports.self_checks(self._asked):
            add(Sheet.SELF_CHECK, self_check_row(row, rows.local, self.tables))
        if other is not None:
            self._join(other, filling, counts)
        figures = filling.count.figures()
        of_figures = FigureRows(self.tables, workflows())
        cells = [of_figures.row(figure) for figure in figures]
        counts[Sheet.SUMMARY] = len(cells)
        self._reports.record_looks(list(filling.orders))
        told = self._reports.told(self._asked, self._now, is_masked=not self.is_revealed)
        files.finish(told_above(told, self.tables, workflows()), figures, cells)
        self._progress(1)
        return {self.tables.name(sheet): rows for sheet, rows in counts.items()}

    def _join(self, other: "Beside", filling: Filling, counts: dict[Sheet, int]) -> None:
        """Take what the other process has made, or make it here where it could not."""
        half = other.half(lambda: self._progress(_ALMOST))
        if half is None:
            filling.take(self._issues(other.theirs))
            return
        filling.count.take_over(half.count)
        filling.orders.update(dict.fromkeys(half.orders))
        for sheet, rows in half.rows.items():
            counts[sheet] += rows.count
            other.book.go_on(sheet, rows)

    def _issues(self, part: Part | None) -> Iterator[Issue]:
        def tell(share: float) -> None:
            self._progress(_ALMOST * share)

        return self._reports.read(self._asked, self._now, tell, part)
