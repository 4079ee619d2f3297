"""The notices in the window: listed, made known, taken away, in the store's worker."""

from datetime import timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csconsole.desktop.day.notice_sheets import NoticeSheet, NoticesSheet
from csconsole.desktop.day.sheets import open_sheet
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.language import _
from csconsole.selfcheck.model import Notice
from csconsole.workspace.workspace import Workspace

_AHEAD = timedelta(days=366)


class NoticeWork(QObject):
    """Shows the notices, and what the supervisor does with them.

    Signals:
        changed: there is another notice, or one less.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._jobs, self._notices, self._window = jobs, notices, window

    def show(self) -> None:
        """Show the notices of today and the days to come."""
        sheet = NoticesSheet(self._window)
        is_open = [True]  # an answer may come after it was closed
        sheet.new_asked.connect(self._write)
        sheet.remove_asked.connect(self._remove)

        def renew() -> None:
            self._jobs.run(_listed, lambda told: sheet.show_notices(told) if is_open else None)

        def close(_result: int) -> None:
            is_open.clear()
            self.changed.disconnect(renew)

        self.changed.connect(renew)
        sheet.finished.connect(close)
        renew()
        open_sheet(sheet, lambda: None)

    def _write(self) -> None:
        self._jobs.run(
            lambda workspace: workspace.day.checks.today(workspace.now()),
            lambda today: self._ask(NoticeSheet(today, self._window)),
        )

    def _ask(self, sheet: NoticeSheet) -> None:
        def keep() -> None:
            text, codes = sheet.text.text(), sheet.codes()
            first, last = sheet.days()
            self._jobs.run(
                lambda workspace: workspace.day.notices.add(
                    text, first, last, [_reply_id(workspace, code) for code in codes]
                ),
                lambda notice: self._told(_("Made known: {text}").format(text=notice.text)),
            )

        open_sheet(sheet, keep)

    def _remove(self, notice: str) -> None:
        self._jobs.run(
            lambda workspace: workspace.day.notices.remove(notice),
            lambda gone: self._told(_("Taken away: {text}").format(text=gone.text)),
        )

    def _told(self, text: str) -> None:
        self._notices.say(text)
        self.changed.emit()


def _listed(workspace: Workspace) -> list[tuple[Notice, str]]:
    """The notices with the titles of their replies."""
    today = workspace.day.checks.today(workspace.now())
    return [
        (one, ", ".join(workspace.day.checks.reply_title(reply) for reply in one.replies))
        for one in workspace.day.notices.of(today, today + _AHEAD)
    ]


def _reply_id(workspace: Workspace, code: str) -> str:
    """The id of the reply of an id or a shortcut."""
    found = (one.id for one in workspace.replies.all() if code in {one.id, one.shortcut})
    return next(found, code)
