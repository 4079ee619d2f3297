"""Changing what is checked, in the window: read, changed, kept, in the store's worker."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csconsole.desktop.day.list_draft import ListDraft
from csconsole.desktop.day.list_sheets import CheckListSheet
from csconsole.desktop.day.sheets import open_sheet
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.selfcheck.model import CheckItem


class ListWork(QObject):
    """Shows the list of the self-check, for the supervisor to change.

    Signals:
        changed: another list is kept.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._jobs, self._notices, self._window = jobs, notices, window

    def show(self) -> None:
        """Show the list."""
        self._jobs.run(
            lambda workspace: ListDraft(
                workspace.day.checks.checklist.items(), workspace.day.checks.checklist.usual
            ),
            self._open,
        )

    def _open(self, draft: ListDraft) -> None:
        sheet = CheckListSheet(draft, self._window)
        is_open = [True]  # an answer may come after it was closed
        sheet.finished.connect(lambda _result: is_open.clear())

        def kept(_done: object) -> None:
            if is_open:
                sheet.done(CheckListSheet.DialogCode.Accepted)
            self._notices.say(_("The list is kept"))
            self.changed.emit()

        def refused(error: UserError) -> None:
            if is_open:
                sheet.tell_fault(error.sentence)

        def save(chosen: Sequence[CheckItem]) -> None:
            self._jobs.run(
                lambda workspace: workspace.day.checks.checklist.take_items(chosen), kept, refused
            )

        sheet.save_asked.connect(save)
        sheet.usual_asked.connect(
            lambda: self._jobs.run(
                lambda workspace: workspace.day.checks.checklist.take_usual(), kept, refused
            )
        )
        open_sheet(sheet, lambda: None)
