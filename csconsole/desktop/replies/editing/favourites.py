"""Favourites, and the short lists beside the stages."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from csconsole.desktop.notices import Notices
from csconsole.desktop.replies.editing.work import Work
from csconsole.desktop.replies.page import RepliesPage
from csconsole.desktop.replies.quick_lists import QuickLists
from csconsole.language import _
from csconsole.workspace.workspace import Workspace


class FavouriteMarks(QObject):
    """Marks favourites and keeps the short lists of the page."""

    def __init__(self, page: RepliesPage, work: Work, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._page, self._work, self._notices = page, work, notices
        # Queued, so that the store has written the use down before the lists are read.
        page.sent.connect(self._on_sent, Qt.ConnectionType.QueuedConnection)
        self.renew()

    def toggle(self) -> None:
        """Mark the reply that is looked at, or take its mark away."""
        reply = self._page.state.chosen
        if reply is None:
            self._notices.say(_("No reply is chosen"))
            return
        self.mark(reply.id, marked=reply.id not in self._page.state.finding.quick.favourites)

    def mark(self, reply_id: str, *, marked: bool) -> None:
        """Mark a reply as a favourite, or take the mark away."""
        told = _("Marked as a favourite") if marked else _("No favourite any more")

        def change(workspace: Workspace) -> QuickLists:
            workspace.favourites.mark(reply_id, marked=marked)
            return _lists(workspace)

        def show(lists: QuickLists) -> None:
            self._show(lists)
            self._notices.say(told)

        self._work.run(change, show)

    def show_list(self, name: str) -> None:
        """Show one of the lists, or everything again where it is shown already."""
        state = self._page.state
        if name not in state.finding.quick.names():
            self._notices.say(_("There is nothing in this list yet"))
            return
        state.enter_category("" if state.category == name else name)
        self._page.renew()

    def renew(self) -> None:
        """Read the lists again: another agent is at the desk, or something was sent."""
        self._work.run(_lists, self._show)

    def _on_sent(self, *_told: object) -> None:
        self.renew()

    def _show(self, lists: QuickLists) -> None:
        state = self._page.state
        before, state.finding.quick = state.finding.quick, lists
        if lists == before:
            return
        if state.category and state.category in before.names():
            state.enter_category(state.category if state.category in lists.names() else "")
            self._page.renew()
        elif lists.favourites != before.favourites or lists.names() != before.names():
            row = self._page.results.currentIndex().row()
            self._page.renew()
            self._page.results.setCurrentIndex(self._page.model.index(row))


def _lists(workspace: Workspace) -> QuickLists:
    kept = workspace.favourites
    known = workspace.replies.get
    return QuickLists(
        favourites=tuple(one for one in kept.ids() if known(one)),
        recent=tuple(one for one in kept.recent() if known(one)),
        most_used=tuple(one for one in kept.most_used() if known(one)),
    )
