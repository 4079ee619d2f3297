"""What is done to the replies that are marked in the list: one action each, with one undo."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from csconsole.desktop.notices import Notices
from csconsole.desktop.replies.editing.bulk import MoveDialog, TagDialog, ValidityDialog
from csconsole.desktop.replies.editing.category_field import category_name
from csconsole.desktop.replies.editing.selection import choose, neighbour, selected
from csconsole.desktop.replies.editing.work import Work
from csconsole.desktop.replies.page import RepliesPage
from csconsole.language import _
from csconsole.replies.model import Reply


class Acts(QObject):
    """Archives, moves, tags and dates the marked replies."""

    def __init__(self, page: RepliesPage, work: Work, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._page, self._work, self._notices = page, work, notices
        self._window = window

    def archive(self) -> None:
        """Put the marked replies away."""
        self._with_marked(self.archive_these)

    def move(self) -> None:
        """Ask for a category and put the marked replies there."""
        self._with_marked(self._ask_category)

    def tag(self) -> None:
        """Ask for tags to give and to take."""
        self._with_marked(self._ask_tags)

    def date(self) -> None:
        """Ask for the days on which the marked replies may be sent."""
        self._with_marked(self._ask_days)

    def archive_these(self, replies: Sequence[Reply]) -> None:
        """Put replies away."""
        ids = [reply.id for reply in replies]
        stays = neighbour(self._page)
        told = self._told(replies, _("Archived: {title}"), _("Archived: {count} replies"))
        self._work.change(
            lambda workspace: workspace.editing.archive(ids),
            told,
            lambda: _after(self._page, stays),
        )

    def move_to(self, ids: Sequence[str], category: str) -> None:
        """Put replies into a category."""
        replies = [one for id_ in ids if (one := self._page.state.library.get(id_))]
        state = self._page.state
        name = category_name(state.library, category, state.interface_language)
        told = _("{what} is in {category} now").format(
            what=self._head(replies),
            category=name or _("no category"),
        )
        self._work.change(lambda workspace: workspace.editing.move(ids, category), told)

    def _ask_category(self, replies: Sequence[Reply]) -> None:
        state = self._page.state
        dialog = MoveDialog(
            state.library, state.interface_language, self._head(replies), self._window
        )
        dialog.show_path(replies[0].category)
        ids = [reply.id for reply in replies]
        self._open(dialog, lambda: self.move_to(ids, dialog.path()))

    def _ask_tags(self, replies: Sequence[Reply]) -> None:
        tags = sorted({tag for reply in replies for tag in reply.tags})
        dialog = TagDialog(tags, self._head(replies), self._window)
        ids = [reply.id for reply in replies]

        def change() -> None:
            add, remove = dialog.added(), dialog.removed()
            told = _("Tags changed: {what}").format(what=self._head(replies))
            self._work.change(
                lambda workspace: workspace.editing.tag(ids, add=add, remove=remove), told
            )

        self._open(dialog, change)

    def _ask_days(self, replies: Sequence[Reply]) -> None:
        dialog = ValidityDialog(
            replies[0], self._page.state.today(), self._head(replies), self._window
        )
        ids = [reply.id for reply in replies]

        def change() -> None:
            days = dialog.days()
            told = _("Dates changed: {what}").format(what=self._head(replies))
            self._work.change(lambda workspace: workspace.editing.date(ids, *days), told)

        self._open(dialog, change)

    def _with_marked(self, act: Callable[[Sequence[Reply]], None]) -> None:
        replies = selected(self._page)
        if replies:
            act(replies)
        else:
            self._notices.say(_("No reply is chosen"))

    def _head(self, replies: Sequence[Reply]) -> str:
        return self._told(replies, "{title}", _("{count} replies"))

    def _told(self, replies: Sequence[Reply], one: str, several: str) -> str:
        if len(replies) == 1:
            return one.format(title=replies[0].title_in(self._page.state.language))
        return several.format(count=len(replies))

    def _open(
        self, dialog: "MoveDialog | TagDialog | ValidityDialog", do: Callable[[], None]
    ) -> None:
        dialog.accepted.connect(do)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()


def _after(page: RepliesPage, reply_id: str) -> None:
    if reply_id:
        choose(page, reply_id)
