"""Writing replies: the editor is opened, and what was written is kept in one of three ways."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from csconsole.desktop.notices import Notices
from csconsole.desktop.replies.editing.draft import Draft, draft_of, empty_reply
from csconsole.desktop.replies.editing.editor import Keeping, ReplyEditor, Standing
from csconsole.desktop.replies.editing.pictures_field import PicturesField
from csconsole.desktop.replies.editing.selection import lead_to
from csconsole.desktop.replies.editing.work import Work
from csconsole.desktop.replies.page import RepliesPage
from csconsole.language import _
from csconsole.replies.model import Reply
from csconsole.workspace.workspace import Workspace


class Writing(QObject):
    """Opens the editor for a new reply or one of the library, and keeps what was written.

    What was written and not kept waits here until the program ends.
    """

    def __init__(
        self,
        page: RepliesPage,
        work: Work,
        notices: Notices,
        now: Callable[[], datetime],
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._page, self._work, self._notices = page, work, notices
        self._now, self._window = now, window
        self._put_off: dict[str, Draft] = {}
        self._standing = Standing(page.state.values.get("agent", ""), is_supervisor=False)
        work.run(_standing, self._on_standing)

    def new(self) -> None:
        """Write a new reply, in the category that is shown."""
        category = self._page.state.category
        self.write(empty_reply("" if category.startswith("?") else category))

    def edit(self) -> None:
        """Change the reply that is looked at."""
        if self._page.state.chosen is None:
            self._notices.say(_("No reply is chosen"))
            return
        self.write(self._page.state.chosen)

    def duplicate(self) -> None:
        """Write a new reply that begins as a copy of the one that is looked at."""
        chosen = self._page.state.chosen
        if chosen is None:
            self._notices.say(_("No reply is chosen"))
            return
        titles = {
            language: _("{title} (copy)").format(title=title)
            for language, title in chosen.title.items()
        }
        self.write(replace(chosen, id="", title=titles, shortcut="", owner=""))

    def write(self, reply: Reply) -> None:
        """Open the editor at once; what the store has to say of it follows."""
        editor = self._open(reply)
        is_open = [True]
        editor.finished.connect(lambda _result: is_open.clear())

        def show(standing: Standing) -> None:
            self._standing = standing
            if is_open:
                editor.show_standing(standing)
                editor.show_findings()

        self._work.run(_look, show)

    def _open(self, reply: Reply) -> ReplyEditor:
        state = self._page.state
        editor = ReplyEditor(state, draft_of(reply), self._standing, self._now, self._window)
        editor.form.take_pictures(PicturesField(self._work))
        editor.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        waiting = self._put_off.pop(_key(reply), None)
        if waiting is not None:
            editor.go_on_with(waiting)
        editor.kept.connect(lambda how, written: self._keep(editor, how, written))
        editor.put_off.connect(self._on_put_off)
        editor.open()
        return editor

    def _keep(self, editor: ReplyEditor, how: Keeping, reply: Reply) -> None:
        def done(reply_id: str) -> None:
            editor.accept()
            if how is not Keeping.PROPOSED:
                lead_to(self._page, reply_id)

        kept: list[str] = []  # the id, which the worker learns

        def keep(workspace: Workspace) -> str:
            before = workspace.editing.last_action(reply.id) if reply.id else ""
            written = _KEEP[how](workspace, reply)
            kept.append(written.id)
            action = workspace.editing.last_action(written.id)
            return action if action != before else ""

        if how is Keeping.PROPOSED:
            self._propose(editor, reply)
            return
        title = reply.title_in(self._page.state.language)
        told = _("Saved: {title}").format(title=title)
        self._work.change(keep, told, lambda: done(kept[-1]), editor.complain)

    def _propose(self, editor: ReplyEditor, reply: Reply) -> None:
        def done(_proposal_id: str) -> None:
            editor.accept()
            self._work.changed.emit()
            self._notices.say(_("Proposed; the supervisor decides"))

        self._work.run(lambda workspace: workspace.proposals.propose(reply), done, editor.complain)

    def _on_standing(self, standing: Standing) -> None:
        self._standing = standing

    def _on_put_off(self, draft: Draft) -> None:
        self._put_off[_key(draft.base)] = draft
        self._notices.say(_("Not saved; what you wrote waits until you open it again"))


def _standing(workspace: Workspace) -> Standing:
    return Standing(workspace.people.agent, workspace.people.is_supervisor)


def _look(workspace: Workspace) -> Standing:
    """Who writes; and the rules of the wording check are read where they are not yet."""
    workspace.replies.wording_check.prepare()
    return _standing(workspace)


def _key(reply: Reply) -> str:
    return reply.id or "?new"


def _approve(workspace: Workspace, reply: Reply) -> Reply:
    """Keep a reply in the library of all."""
    if reply.owner:
        workspace.editing.adopt(reply)
        return reply
    return workspace.editing.save(reply) if reply.id else workspace.editing.create(reply)


def _as_own(workspace: Workspace, reply: Reply) -> Reply:
    """Keep a reply as the agent's own, beside an approved one that it was made from."""
    if reply.owner:
        return workspace.editing.save(reply)
    source = workspace.replies.get(reply.id) if reply.id else None
    taken = source is not None and source.shortcut == reply.shortcut
    own = replace(reply, id="", shortcut="" if taken else reply.shortcut)
    return workspace.editing.create(own, personal=True)


_KEEP = {Keeping.APPROVED: _approve, Keeping.OWN: _as_own}
