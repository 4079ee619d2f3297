"""Every command of editing in the window, wired to the page of the replies."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from csconsole.desktop.actions import COMMANDS
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.replies.editing.acts import Acts
from csconsole.desktop.replies.editing.list_keys import ListKeys, WindowKeys
from csconsole.desktop.replies.editing.supervisor import SupervisorQuestion
from csconsole.desktop.replies.editing.work import Work
from csconsole.desktop.replies.editing.writing import Writing
from csconsole.desktop.replies.page import RepliesPage


class EditingCommands(QObject):
    """What an agent or the supervisor does to the library from the page of the replies.

    Attributes:
        work: does the work in the store's worker; `work.changed` tells that the library is
            another one, `work.ask_supervisor` may be replaced by another way of asking.
    """

    def __init__(
        self,
        page: RepliesPage,
        jobs: Jobs,
        notices: Notices,
        now: Callable[[], datetime],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self.work = Work(jobs, notices, SupervisorQuestion(jobs, window), self)
        self.writing = Writing(page, self.work, notices, now, window)
        self.acts = Acts(page, self.work, notices, window)
        keys = {
            Qt.Key.Key_Delete: self.acts.archive,
            Qt.Key.Key_M: self.acts.move,
            Qt.Key.Key_T: self.acts.tag,
            Qt.Key.Key_V: self.acts.date,
        }
        ListKeys(page.results, keys, self)
        own = [one.keys for one in COMMANDS if one.group == "library" and one.keys]
        WindowKeys(page, own)

    def doing(self) -> dict[str, Callable[[], None]]:
        """What each command of the menu does."""
        return {
            "new_reply": self.writing.new,
            "edit_reply": self.writing.edit,
            "duplicate_reply": self.writing.duplicate,
            "archive_reply": self.acts.archive,
            "move_reply": self.acts.move,
            "tag_reply": self.acts.tag,
            "date_reply": self.acts.date,
            "undo_change": self.work.undo,
        }
