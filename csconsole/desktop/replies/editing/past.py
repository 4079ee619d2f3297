"""What was: the history of the reply that is looked at, and the archive."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csconsole.desktop.notices import Notices
from csconsole.desktop.replies.editing.archive import ArchiveDialog
from csconsole.desktop.replies.editing.history import HistoryDialog
from csconsole.desktop.replies.editing.selection import lead_to
from csconsole.desktop.replies.editing.work import Work
from csconsole.desktop.replies.page import RepliesPage
from csconsole.language import _
from csconsole.replies.editing_model import Change
from csconsole.replies.model import Reply


class Past(QObject):
    """Opens histories and the archive, and brings back what they show."""

    def __init__(self, page: RepliesPage, work: Work, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._page, self._work, self._notices = page, work, notices
        self._window = window

    def history(self) -> None:
        """Show what became of the reply that is looked at."""
        reply = self._page.state.chosen
        if reply is None:
            self._notices.say(_("No reply is chosen"))
            return
        dialog = HistoryDialog(reply.title_in(self._page.state.language), self._window)
        dialog.put_back_asked.connect(lambda change: self._put_back(dialog, reply, change))
        dialog.undo_asked.connect(lambda change: self._take_back(dialog, change))
        dialog.finished.connect(dialog.deleteLater)
        self._work.run(lambda workspace: workspace.editing.history(reply.id), dialog.show_changes)
        dialog.open()

    def archive(self) -> None:
        """Show what was put away."""
        dialog = ArchiveDialog(self._page.state.language, self._window)
        dialog.back_asked.connect(lambda replies: self._bring_back(dialog, replies))
        dialog.finished.connect(dialog.deleteLater)
        self._work.run(lambda workspace: workspace.editing.archived(), dialog.show_replies)
        dialog.open()

    def _put_back(self, dialog: HistoryDialog, reply: Reply, change: Change) -> None:
        told = _("Put back: {title}").format(title=reply.title_in(self._page.state.language))
        dialog.accept()
        self._work.change(lambda workspace: workspace.editing.put_back(reply.id, change), told)

    def _take_back(self, dialog: HistoryDialog, change: Change) -> None:
        told = _("The change was taken back")
        dialog.accept()
        self._work.change(lambda workspace: workspace.editing.undo(change.action).action, told)

    def _bring_back(self, dialog: ArchiveDialog, replies: list[Reply]) -> None:
        titles = ", ".join(reply.title_in(self._page.state.language) for reply in replies)
        ids = [reply.id for reply in replies]
        dialog.accept()
        self._work.change(
            lambda workspace: workspace.editing.bring_back(ids),
            _("Brought back: {titles}").format(titles=titles),
            lambda: lead_to(self._page, ids[0]),
        )
