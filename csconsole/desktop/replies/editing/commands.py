"""Every command of editing in the window, wired to the page of the replies."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from csconsole.desktop.actions import COMMANDS
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.replies.editing.acts import Acts
from csconsole.desktop.replies.editing.attached import Attached
from csconsole.desktop.replies.editing.care import Care
from csconsole.desktop.replies.editing.dragging import ChipDrops
from csconsole.desktop.replies.editing.favourites import FavouriteMarks
from csconsole.desktop.replies.editing.list_keys import ListKeys, WindowKeys
from csconsole.desktop.replies.editing.past import Past
from csconsole.desktop.replies.editing.proposals import Decisions
from csconsole.desktop.replies.editing.work import Work
from csconsole.desktop.replies.editing.writing import Writing
from csconsole.desktop.replies.page import RepliesPage
from csconsole.desktop.replies.quick_lists import FAVOURITES, MOST_USED, RECENT, is_quick_list

_GROUPS = {"lists", "library", "undo"}  # of the commands whose keys no line of text may keep


class EditingCommands(QObject):
    """What an agent or the supervisor does to the library from the page of the replies.

    Attributes:
        work: does the work in the store's worker; `work.changed` tells that the library is
            another one.
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
        self.work = Work(jobs, notices, self)
        self.writing = Writing(page, self.work, notices, now, window)
        self.acts = Acts(page, self.work, notices, window)
        self.favourites = FavouriteMarks(page, self.work, notices, window)
        self.past = Past(page, self.work, notices, window)
        self.decisions = Decisions(page, self.work, notices, window)
        self.care = Care(page, self.work, self.acts, self.writing, window)
        self.care.proposals_asked.connect(self.decisions.show)
        self.attached = Attached(page, self.work, notices, self)
        keys = {
            Qt.Key.Key_Delete: self.acts.archive,
            Qt.Key.Key_M: self.acts.move,
            Qt.Key.Key_T: self.acts.tag,
            Qt.Key.Key_V: self.acts.date,
            Qt.Key.Key_H: self.past.history,
        }
        ListKeys(page.results, keys, self)
        drops = ChipDrops(page.results, page.categories, _takes, self)
        drops.dropped.connect(self._on_dropped)
        own = [one.keys for one in COMMANDS if one.group in _GROUPS and one.keys]
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
            "favourite": self.favourites.toggle,
            "show_favourites": partial(self.favourites.show_list, FAVOURITES),
            "show_recent": partial(self.favourites.show_list, RECENT),
            "show_most_used": partial(self.favourites.show_list, MOST_USED),
            "history": self.past.history,
            "archive": self.past.archive,
            "proposals": self.decisions.show,
            "care": self.care.show,
        }

    def _on_dropped(self, ids: list[str], path: str) -> None:
        if path == FAVOURITES:
            for reply_id in ids:
                self.favourites.mark(reply_id, marked=True)
        else:
            self.acts.move_to(ids, path)


def _takes(path: str) -> bool:
    """Whether replies can be dropped on a chip: on a category, or among the favourites."""
    return path == FAVOURITES or bool(path and not is_quick_list(path))
