"""What the program thinks of a buyer's message, beside the window: it never keeps it waiting.

The words answer at once in the window's thread; meaning refines the answer from a worker. What an
agent really sends after a message is learned.
"""

from PySide6.QtCore import QObject, QTimer

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.replies.finding import MOST_SUGGESTIONS
from csconsole.desktop.replies.page import RepliesPage
from csconsole.replies.suggestions.model import Suggesting

_IDLE_MS = 2000  # after the window has come up or the library has changed


class Thoughts(QObject):
    """Prepares searching and suggesting for a page, refines suggestions and learns.

    What suggests is made when the program is idle, or as soon as something is typed that looks
    like a message; the encoders are loaded with the first message, so that the start is free of
    both.
    """

    def __init__(self, page: RepliesPage, jobs: Jobs, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._jobs = page, jobs
        self._engine: Suggesting | None = None
        self._is_asked_for = False
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.setInterval(_IDLE_MS)
        self._idle.timeout.connect(self._ask_for_engine)
        page.message_read.connect(self._on_message)
        page.answered.connect(self._on_answered)
        self.begin()

    def begin(self) -> None:
        """Prepare everything for the library as it is now."""
        self._is_asked_for = False
        self._page.state.finding.is_preparing = True
        self._jobs.run(lambda workspace: workspace.replies.prepare_search(), self._on_searchable)
        self._idle.start()

    def _ask_for_engine(self) -> None:
        if not self._is_asked_for:
            self._is_asked_for = True
            self._jobs.run(
                lambda workspace: workspace.replies.wording_check.prepare(), self._on_rules
            )
            self._jobs.run(lambda workspace: workspace.replies.suggestions(), self._on_engine)

    def _on_rules(self, _nothing: None) -> None:
        if self._page.state.chosen is not None:
            self._page.preview.show_text()

    def _on_searchable(self, _nothing: None) -> None:
        waited = self._page.state.finding.is_waiting or not self._page.state.results
        self._page.state.finding.is_preparing = False
        if waited:
            self._page.answer_again()

    def _on_engine(self, engine: Suggesting) -> None:
        self._engine = self._page.state.finding.suggestions = engine
        if self._page.state.finding.is_message:
            self._page.answer_again()

    def _on_message(self, message: str) -> None:
        engine = self._engine
        if engine is None:
            self._ask_for_engine()
            return
        today, context = self._page.state.today(), self._page.state.finding.context()
        self._jobs.think(
            lambda: engine.refine(message, limit=MOST_SUGGESTIONS, context=context, today=today),
            lambda found: self._page.take_suggestions(message, found),
            engine.give_up,
        )

    def _on_answered(self, message: str, reply_id: str) -> None:
        order = self._page.state.talk.order
        self._jobs.run(lambda workspace: workspace.learn(message, reply_id, order))
