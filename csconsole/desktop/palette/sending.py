"""Carrying out what is chosen in the palette: pasting, or copying, and writing down that it was."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QKeySequence

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.palette.parts import Picture, PictureFiles, read_pictures, text_part
from csconsole.desktop.palette.pasting import Outcome, Pasted, Paster
from csconsole.desktop.palette.state import PaletteState
from csconsole.desktop.palette.told import Told
from csconsole.desktop.system.applications import Way, read_chosen_keys, way_for
from csconsole.desktop.system.model import System, Target
from csconsole.language import _, ngettext
from csconsole.workspace.workspace import Workspace

Record = Callable[[Pasted], None]


@dataclass
class Opening:
    """One opening of the palette.

    Attributes:
        at: when, by `time.perf_counter`.
        target: the window to paste into; None where none was known.
        message: what the buyer wrote, where that was copied.
    """

    at: float
    target: Target | None
    place: QRect
    message: str = ""


class Sending(QObject):
    """Sends the reply that is looked at on its way.

    Attributes:
        keys: what pastes into programs for which the agent has chosen it.

    Signals:
        let_go: the palette may hide.
        done: nothing is under way any more.
        sent: a reply is where it was to go, and that was handed to the store.
    """

    let_go = Signal()
    done = Signal()
    sent = Signal()

    def __init__(self, system: System, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system, self._jobs = system, jobs
        self.keys = read_chosen_keys("")
        self._told = Told()
        self._files = PictureFiles()
        self._paster = Paster(system, self)
        self._paster.let_go.connect(self.let_go)
        self._paster.ended.connect(self._on_ended)
        self._is_reading = False
        jobs.refused.connect(self._on_unread)
        jobs.failed.connect(self._on_unread)
        self._record: Record | None = None
        self._parts = 0
        self._opening: Opening | None = None

    @property
    def is_busy(self) -> bool:
        """Whether something is under way."""
        return self._paster.is_busy or self._is_reading

    def paste(self, state: PaletteState, opening: Opening, text: str, pause: float) -> None:
        """Paste a text and the pictures of its reply; copy it where that is all that can be done.

        `pause` is in seconds, between one paste and the next.
        """
        target = opening.target
        if target is None or not self._system.can_paste:
            self.copy(state, opening, text)
            return
        self._begin(state, opening, text)
        chosen = state.replies.chosen
        names = chosen.pictures if chosen is not None else ()
        if not names or not self._way(target).pictures:
            self._go(target, text, [], pause)
            return

        def read(pictures: list[Picture | None]) -> None:
            self._is_reading = False
            self._go(target, text, pictures, pause)

        self._is_reading = True
        self._jobs.run(lambda workspace: read_pictures(workspace, names), read)

    def copy(self, state: PaletteState, opening: Opening, text: str) -> None:
        """Only put a text on the clipboard."""
        self._begin(state, opening, text)
        self._parts = 1
        selected = self._way(opening.target).selected
        self._paster.copy(text_part(text, self._system.marks), selected=selected)
        self._on_ended(Pasted(Outcome.COPIED))

    def say(self, text: str, place: QRect) -> None:
        """Say a word where the palette was."""
        self._told.say(text, place)

    def close(self) -> None:
        """Leave nothing behind."""
        self._files.remove()
        self._told.deleteLater()

    def _on_unread(self, _error: Exception) -> None:
        """Somebody's work in the store ended badly, perhaps the reading of our pictures."""
        self._is_reading = False

    def _way(self, target: Target | None) -> Way:
        return way_for(target.names, self.keys) if target is not None else Way()

    def _go(self, target: Target, text: str, pictures: list[Picture | None], pause: float) -> None:
        way, marks = self._way(target), self._system.marks
        there = [one for one in pictures if one is not None]
        parts = [text_part(text, marks)] if text.strip() else []
        parts += [self._files.part(one, way.pictures, marks) for one in there]
        self._parts = len(parts)
        if len(there) < len(pictures) and self._opening is not None:
            self.say(_("A picture of this reply is not on this computer"), self._opening.place)
        self._paster.paste(target, way, parts, pause)

    def _begin(self, state: PaletteState, opening: Opening, text: str) -> None:
        """Know what is to be written down once the text has left."""
        replies = state.replies
        chosen, talk, overridden = replies.chosen, replies.talk, replies.guard.overridden
        if chosen is None:
            raise LookupError("no reply is looked at")
        self._opening = opening

        def record(pasted: Pasted) -> None:
            took_ms = round(1000 * (time.perf_counter() - opening.at))

            def write(workspace: Workspace) -> None:
                workspace.replies.record_use(
                    chosen.id,
                    talk=talk.id,
                    language=talk.language,
                    agent=workspace.people.agent,
                    overridden=overridden,
                )
                if pasted.outcome is Outcome.PASTED:
                    workspace.pastes.record(chosen.id, text, took_ms)
                if opening.message:
                    workspace.learn(opening.message, chosen.id, talk.order)

            self._jobs.run(write, lambda _done: self.sent.emit())

        self._record = record

    def _on_ended(self, pasted: Pasted) -> None:
        self.let_go.emit()
        is_gone = pasted.outcome is Outcome.OVERTAKEN and not pasted.parts
        if self._record is not None and not is_gone:
            self._record(pasted)
        told = self._word_about(pasted)
        if told and self._opening is not None:
            self.say(told, self._opening.place)
        self.done.emit()

    def _word_about(self, pasted: Pasted) -> str:
        if pasted.outcome is Outcome.OVERTAKEN and not pasted.parts:
            return _("Not pasted: something else was copied meanwhile")
        if pasted.outcome is Outcome.OVERTAKEN:
            return _("Not everything was pasted: something else was copied meanwhile")
        if pasted.outcome is Outcome.COPIED:
            way = self._way(self._opening.target if self._opening is not None else None)
            keys = QKeySequence(str(way.keys)).toString(QKeySequence.SequenceFormat.NativeText)
            told = _("Copied; press {keys} to paste it")
            if pasted.parts:
                told = ngettext(
                    "{count} part is pasted, the next is copied; press {keys}",
                    "{count} parts are pasted, the next is copied; press {keys}",
                    pasted.parts,
                )
            return told.format(count=pasted.parts, keys=keys)
        if not pasted.was_whole:
            return _("Not everything that was on the clipboard could be put back")
        return ""
