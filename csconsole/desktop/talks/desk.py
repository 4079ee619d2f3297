"""The talks in the window: switched by keys and tabs, closed with a way back, kept a day."""

from collections.abc import Collection

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMainWindow

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.replies.page import RepliesPage
from csconsole.desktop.talks.state import Closed, TalksState
from csconsole.desktop.talks.strip import TalkStrip
from csconsole.language import _
from csconsole.talks.model import Spoken, Talk
from csconsole.talks.open_talks import OpenTalks

_KEPT_AFTER_MS = 1500  # after the last change
_MOST_KEYS = 9


class TalkDesk(QObject):
    """Leads the page of the replies from talk to talk.

    Signals:
        entered: another talk is before the agent, or its order is another one.
    """

    entered = Signal()

    def __init__(
        self, page: RepliesPage, jobs: Jobs, notices: Notices, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._page, self._jobs, self._notices = page, jobs, notices
        self.state = TalksState(page.state)
        self.strip = TalkStrip()
        self._kept: OpenTalks | None = None
        self._keeping = QTimer(self)
        self._keeping.setSingleShot(True)
        self._keeping.setInterval(_KEPT_AFTER_MS)
        self._keeping.timeout.connect(self.keep)
        self.strip.chosen.connect(self.switch)
        self.strip.close_asked.connect(self._close)
        self.strip.begin_asked.connect(self.begin)
        self.strip.language_asked.connect(page.next_language)
        page.model.modelReset.connect(self._show)
        page.preview.form.given.connect(self._show)
        page.sent.connect(self._show)
        for place in range(_MOST_KEYS):
            key = QShortcut(QKeySequence(f"Ctrl+{place + 1}"), window)
            key.activated.connect(lambda place=place: self.switch(place))
        self._show()

    def begin(self) -> None:
        """Serve another buyer."""
        self.state.begin()
        self._enter()

    def switch(self, place: int) -> None:
        """Go to a talk."""
        if self.state.switch(place):
            self._enter()
        else:
            self._show()

    def step(self, step: int) -> None:
        """Go to the next talk, or the one before, round and round."""
        self.switch((self.state.at + step) % len(self.state.labels()))

    def attach(self, order: str) -> None:
        """Let the talk before the agent be about an order, by its id; "" for none any more."""
        self.state.attach(order)
        self._show()
        self.entered.emit()

    def renew(self) -> None:
        """Show what the talks are called now."""
        self._show()

    def close_present(self) -> None:
        """Close the talk before the agent."""
        self._close(self.state.at)

    def drop(self, orders: Collection[str]) -> None:
        """Close every talk about one of these orders, for good; the talks are kept without it."""
        for order in orders:
            while (at := self.state.now().about(order)) is not None:
                self.state.close(at)
        self._enter()
        self.keep()

    def restore(self) -> None:
        """Go on with the talks that were open when the program ended, if it was today."""
        self._jobs.run(lambda workspace: workspace.talks.load(workspace.now()), self._on_kept)

    def take_over(self, other: "TalkDesk") -> None:
        """Go on where another window was."""
        talks = other.state.now()
        language = self.state.language
        self.state.take(
            OpenTalks(tuple(talk.speaking_as_set(language) for talk in talks.talks), talks.at)
        )
        self._enter()

    def keep(self) -> None:
        """Keep the talks for a restart."""
        self._keeping.stop()
        talks = self.state.now()
        if talks != self._kept:
            self._kept = talks
            self._jobs.run(lambda workspace: workspace.talks.save(talks, workspace.now()))

    def _close(self, place: int) -> None:
        name = self.state.labels()[place]
        closed = self.state.close(place)
        self._enter()
        if not closed.talk.is_untouched:
            self._notices.say(
                _("Closed: {talk}").format(talk=name), undo=lambda: self._reopen(closed)
            )

    def _reopen(self, closed: Closed) -> None:
        self.state.reopen(closed)
        self._enter()

    def _on_kept(self, talks: OpenTalks | None) -> None:
        if talks is not None:
            self.state.take(talks)
            self._enter()

    def _enter(self) -> None:
        self._page.show_talk()
        self._show()
        self.entered.emit()

    def _show(self, *_told: object) -> None:
        self.strip.show_talks(self.state.labels(), self.state.at)
        self.strip.show_language(*_language(self._page.state.talk))
        self._keeping.start()


def _language(talk: Talk) -> tuple[str, str]:
    """The language of a talk as the strip shows it, and what its tooltip says."""
    name = {"zh": _("Chinese"), "en": _("English")}.get(talk.language, talk.language)
    from_where = {
        Spoken.DETECTED: (_("{language}, detected"), _("The buyer writes so.")),
        Spoken.CHOSEN: (_("{language}, chosen"), _("Chosen for this talk.")),
        Spoken.SETTINGS: ("{language}", _("As the settings say.")),
    }
    shown, why = from_where[talk.spoken]
    tip = _("Language of the replies to this buyer. {why} Change it (F2)").format(why=why)
    return shown.format(language=name), tip
