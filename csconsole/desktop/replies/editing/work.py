"""Work on the library for the dialogs of editing: it asks for the supervisor, and can be undone."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.workspace.workspace import Workspace

Result = TypeVar("Result")
Refused = Callable[[UserError], None]


class Work(QObject):
    """Does work in the store's worker for somebody who may need the supervisor for it.

    Signals:
        changed: the library, or what an agent keeps beside it, is another one now.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._notices = jobs, notices
        self._undoable: list[tuple[str, str]] = []

    def run(
        self,
        what: Callable[[Workspace], Result],
        done: Callable[[Result], None],
        refused: Refused | None = None,
    ) -> None:
        """Do a piece of work; for the supervisor is asked where all jobs are done."""
        self._jobs.run(what, done, refused or self._notices.complain)

    def think(self, what: Callable[[], Result], done: Callable[[Result], None]) -> None:
        """Do a piece of work that needs no store."""
        self._jobs.think(what, done)

    def change(
        self,
        what: Callable[[Workspace], str],
        told: str,
        done: Callable[[], None] = lambda: None,
        refused: Refused | None = None,
    ) -> None:
        """Change the library by one action, say so, and offer to undo it.

        `what` returns the action to undo it by; "" where nothing was changed.
        """

        def on_done(action: str) -> None:
            self.changed.emit()
            done()
            if action:
                self._undoable.append((told, action))
                self._notices.offer(told, _("Undo"), self.undo)
            else:
                self._notices.say(_("Nothing was changed"))

        self.run(what, on_done, refused)

    def undo(self) -> None:
        """Take back what was changed last here and is not taken back yet."""
        if not self._undoable:
            self._notices.say(_("There is nothing to undo"))
            return
        told, action = self._undoable.pop()

        def on_undone(kept: int) -> None:
            self.changed.emit()
            said = _("Undone: {what}").format(what=told)
            self._notices.say(
                said if not kept else _("{said}; what was changed since stays").format(said=said)
            )

        self.run(lambda workspace: len(workspace.editing.undo(action).kept), on_undone)
