"""The way of a paste: the remembered window gets the keyboard back, and takes what is lent.

Every step is waited for, none is assumed; what cannot be done leaves the text on the clipboard.
"""

import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from csconsole.desktop.palette.clipboard_loan import ClipboardLoan, Lent
from csconsole.desktop.system.applications import Way
from csconsole.desktop.system.model import Keyboard, System, Target, Windows

_LOOKED_MS = 4  # between two looks
_LET_GO_SECONDS = 1.5  # a key that is still held would mix with those that are pressed
_FOCUS_SECONDS = 2.0
# A chat on a busy laptop takes its time. Told too soon to paste by hand, an agent pastes twice.
_FETCH_SECONDS = 5.0
# After the last fetch: programs ask for several forms one after the other, a slow one slowly. One
# that took so long to ask at all is given four times that between one question and the next; and
# on a busy machine our own looks come late, as the other program's questions do.
_QUIET_SECONDS, _LONGEST_QUIET = 0.4, 3.0
_SLOWNESS, _QUIET_LOOKS = 4, 60
_UNSEEN_SECONDS = 0.25  # longer where a history cannot be told from the window


class Outcome(StrEnum):
    """How a paste ended."""

    PASTED = "pasted"
    COPIED = "copied"  # it lies on the clipboard, and the agent has to paste it
    OVERTAKEN = "overtaken"  # somebody else has filled the clipboard, which is left to them


@dataclass(frozen=True)
class Pasted:
    """What became of a paste.

    Attributes:
        was_whole: whether the clipboard is again what it was, or belongs to somebody else now.
        parts: how many of the parts were pasted.
    """

    outcome: Outcome
    was_whole: bool = True
    parts: int = 0


@dataclass(frozen=True)
class _Wait:
    holds: Callable[[], bool]
    seconds: float


_Steps = Generator[_Wait, bool, Pasted]


class Paster(QObject):
    """Pastes one thing after the other into a remembered window.

    Signals:
        ended: what became of it, as `Pasted`.
        let_go: the palette may hide: the window is about to get the keyboard.
    """

    ended = Signal(object)
    let_go = Signal()

    def __init__(self, system: System, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system = system
        self._loan = ClipboardLoan(system, self)
        self._steps: _Steps | None = None
        self._waiting = _Wait(lambda: True, 0)
        self._until = 0.0
        self._looking = QTimer(self)
        self._looking.setTimerType(Qt.TimerType.PreciseTimer)
        self._looking.setInterval(_LOOKED_MS)
        self._looking.timeout.connect(self._look)

    @property
    def is_busy(self) -> bool:
        """Whether a paste is under way."""
        return self._steps is not None

    def copy(self, part: Lent, *, selected: bool = False) -> None:
        """Only lay something on the clipboard, and (X11) with it where what is selected lies."""
        self._loan.remember(selected=selected)
        self._loan.put(part)
        self._loan.keep_lent()

    def paste(self, target: Target, way: Way, parts: Sequence[Lent], pause: float) -> None:
        """Paste parts one after the other, with a pause in seconds between them."""
        windows, keyboard = self._system.windows, self._system.keyboard
        if windows is None or keyboard is None:
            raise LookupError("this system lets nobody paste")
        self._steps = self._go((windows, keyboard), (target, way), parts, pause)
        self._send(first=True)

    def _go(
        self,
        means: tuple[Windows, Keyboard],
        where: tuple[Target, Way],
        parts: Sequence[Lent],
        pause: float,
    ) -> _Steps:
        windows, keyboard = means
        target, way = where
        fetches = self._system.fetches
        self._loan.remember(selected=way.selected)
        if fetches is not None:
            fetches.watch()
        self._loan.put(parts[0])
        is_at_rest = yield _Wait(keyboard.is_at_rest, _LET_GO_SECONDS)
        windows.give_focus(target)
        self.let_go.emit()
        for at, part in enumerate(parts):
            if at and self._loan.is_lent:
                self._loan.put(part)
            if not (is_at_rest and (yield from self._press(means, where))):
                outcome = Outcome.COPIED if self._loan.is_lent else Outcome.OVERTAKEN
                self._loan.keep_lent()
                return Pasted(outcome, parts=at)
            if at + 1 < len(parts):
                yield _Wait(_after(pause), 2 * pause + 1)
        was_whole = self._loan.was_whole
        self._loan.give_back()
        return Pasted(Outcome.PASTED, was_whole, len(parts))

    def _press(
        self, means: tuple[Windows, Keyboard], where: tuple[Target, Way]
    ) -> Generator[_Wait, bool, bool]:
        """Press the keys that paste; whether the window has taken what lies there."""
        windows, keyboard = means
        target, way = where
        is_gone = False

        def is_settled() -> bool:
            """Whether the window has the keyboard, or is gone: another may get its number then."""
            nonlocal is_gone
            is_gone = is_gone or not windows.exists(target)
            return is_gone or windows.has_focus(target)

        yield _Wait(is_settled, _FOCUS_SECONDS)
        if is_gone:
            return False
        # The agent may have begun to type, which would mix with the keys that are pressed.
        is_at_rest = yield _Wait(keyboard.is_at_rest, _LET_GO_SECONDS)
        if not is_at_rest or not self._loan.is_lent:
            return False
        if self._system.fetches is not None:
            self._system.fetches.begin(target)
        if not keyboard.press_into(target, way.keys):
            return False
        yield _Wait(self._fetched(time.monotonic()), _FETCH_SECONDS)
        return self._last_fetch() is not None

    def _fetched(self, pressed_at: float) -> Callable[[], bool]:
        """Whether the window has taken what lies there, and asks for no more of it."""
        least = _UNSEEN_SECONDS if self._system.fetches is None else _QUIET_SECONDS
        quiet, seen, looks = 0.0, 0.0, 0

        def holds() -> bool:
            nonlocal quiet, seen, looks
            last = self._last_fetch()
            if last is None:
                return False
            looks = looks + 1 if last == seen else 0
            seen = last
            if not quiet:
                quiet = min(_LONGEST_QUIET, max(least, _SLOWNESS * (last - pressed_at)))
            is_quiet = time.monotonic() - max(last, pressed_at) >= quiet
            return is_quiet and looks >= _QUIET_LOOKS

        return holds

    def _last_fetch(self) -> float | None:
        """When what lies there was fetched last; None where it was not yet."""
        fetches = self._system.fetches
        return fetches.last() if fetches is not None else self._loan.fetched_at

    def _look(self) -> None:
        holds = self._waiting.holds()
        if holds or time.monotonic() >= self._until:
            self._send(holds)

    def _send(self, holds: bool = True, *, first: bool = False) -> None:  # noqa: FBT001, FBT002
        """Go on to the next thing that has to be waited for."""
        if self._steps is None:
            return
        try:
            while True:
                self._waiting = next(self._steps) if first else self._steps.send(holds)
                first = False
                self._until = time.monotonic() + self._waiting.seconds
                holds = self._waiting.holds()
                if not holds:
                    self._looking.start()
                    return
        except StopIteration as stopped:
            self._looking.stop()
            self._steps = None
            if self._system.fetches is not None:
                self._system.fetches.end()
            self.ended.emit(stopped.value)


def _after(seconds: float) -> Callable[[], bool]:
    until = time.monotonic() + seconds
    return lambda: time.monotonic() >= until
