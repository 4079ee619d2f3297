"""The only place that starts threads: work on the store runs in one worker, thinking in another.

The worker opens the workspace, so that its connection belongs to it; the window hands over
functions and gets their results back in its own thread.
"""

import logging
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from csconsole.errors import UserError
from csconsole.faults import described
from csconsole.people.model import SupervisorNeededError
from csconsole.workspace.workspace import Workspace

Result = TypeVar("Result")
_log = logging.getLogger(__name__)


class Jobs(QObject):
    """Work on the store, one piece after the other, with answers in the window's thread.

    Signals:
        refused: a piece of work ended with something that the user can mend.
        failed: a piece of work ended with a fault of the program.

    Attributes:
        ask_supervisor: called with (again, give up) when a piece of work needs the supervisor:
            to do it once more after somebody has unlocked, or to leave it.
    """

    refused = Signal(object)
    failed = Signal(object)
    _ended = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")
        self._thinker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="thinking")
        self._workspace: Workspace | None = None
        self._is_closed = False
        self._give_up: Callable[[], None] = lambda: None
        self.ask_supervisor: Callable[[Callable[[], None], Callable[[], None]], None] | None = None
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def open(
        self,
        open_workspace: Callable[[], Workspace],
        done: Callable[[Workspace], None],
        refused: Callable[[UserError], None],
    ) -> None:
        """Open the workspace in the worker; everything else works on it."""

        def work() -> Workspace:
            self._workspace = open_workspace()
            return self._workspace

        self._submit(work, done, refused)

    def run(
        self,
        work: Callable[[Workspace], Result],
        done: Callable[[Result], None] | None = None,
        refused: Callable[[UserError], None] | None = None,
    ) -> None:
        """Do a piece of work on the open workspace; `done` gets its result."""

        def on_workspace() -> Result:
            if self._workspace is None:
                raise RuntimeError("no workspace is open")
            return work(self._workspace)

        self._submit(on_workspace, done, refused)

    def think(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None],
        give_up: Callable[[], None] = lambda: None,
    ) -> None:
        """Do a piece of work that needs no store, without keeping the store waiting.

        `give_up` is called at the end of the program, and lets the work end soon.
        """
        if not self._is_closed:
            self._give_up = give_up
            self._watch(self._thinker.submit(work), (done, None, None))

    def close(self) -> None:
        """Finish what was begun, close the workspace and end the worker."""
        self._is_closed = True
        # Thinking changes nothing: what is thought to its end now interests nobody any more.
        self._thinker.shutdown(wait=False, cancel_futures=True)
        self._give_up()
        self._worker.submit(self._close_workspace)
        self._worker.shutdown(wait=True)

    def _close_workspace(self) -> None:
        if self._workspace is not None:
            self._workspace.close()
            self._workspace = None

    def _submit(
        self,
        work: Callable[[], Result],
        done: Callable[[Result], None] | None,
        refused: Callable[[UserError], None] | None,
    ) -> None:
        if not self._is_closed:
            answers = (done, refused, lambda: self._submit(work, done, refused))
            self._watch(self._worker.submit(work), answers)

    def _watch(self, future: Future[Result], answers: tuple[Any, Any, Any]) -> None:
        """Deliver an end to who waits for it: what to call then, at a refusal, and to try again."""
        future.add_done_callback(lambda ended: self._ended.emit((ended, *answers)))

    def _deliver(self, ended: tuple[Future[Any], Any, Any, Any]) -> None:
        future, done, refused, again = ended
        if future.cancelled() or (self._is_closed and future.exception() is None):
            return
        error = future.exception()
        if error is None:
            if done is not None:
                done(future.result())
        elif isinstance(error, UserError):
            self._refuse(error, refused or self.refused.emit, again)
        else:
            _log.error("a job failed: %s", described(error))
            self.failed.emit(error)

    def _refuse(
        self, error: UserError, refused: Callable[[UserError], None], again: Callable[[], None]
    ) -> None:
        if isinstance(error, SupervisorNeededError) and self.ask_supervisor is not None:
            self.ask_supervisor(again, lambda: refused(error))
        else:
            refused(error)
