"""The few things that the palette needs of the system, the same for all of them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from csconsole.desktop.system.keys import KeyCombination
from csconsole.errors import UserError


class HotkeyError(UserError):
    """A key cannot be had: another program has it, or the system gives none away."""


@dataclass(frozen=True)
class Area:
    """A rectangle in the pixels of the screens, as the system counts them."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Target:
    """A window of another program, remembered because it had the keyboard.

    Attributes:
        id: the system's own number of the window.
        names: what its program is called, in lower case.
        area: where the window stands; None where the system does not tell.
        caret: where its text cursor stands; None where the system does not tell.
        inner: macOS counts programs, and their windows apart: the window; 0 elsewhere.
    """

    id: int
    names: tuple[str, ...] = ()
    area: Area | None = None
    caret: Area | None = None
    inner: int = 0


TEXT = "text/plain"


@dataclass(frozen=True)
class Limits:
    """How long is waited for what others hold on the clipboard, and how much is taken."""

    seconds: float = 0.2
    most_bytes: int = 32 * 1024 * 1024


@dataclass(frozen=True)
class Copied:
    """What lay on the clipboard.

    Attributes:
        formats: the content of each format, by its name; a plain text by `TEXT`.
        is_whole: whether all of it could be read.
    """

    formats: Mapping[str, bytes]
    is_whole: bool


class Clipboard(Protocol):
    """What other programs have put on the clipboard."""

    def text(self, limits: Limits) -> str:
        """The plain text on the clipboard; empty where none can be had in time."""

    def everything(self, limits: Limits, *, selected: bool = False) -> Copied:
        """Every format on the clipboard, or (X11) of what is selected."""


class Hotkey(Protocol):
    """A key that reaches the program whichever window has the keyboard."""

    def listen(self, keys: KeyCombination, pressed: Callable[[], None]) -> None:
        """Call `pressed` whenever the keys are pressed, instead of what was listened to before.

        Raises:
            HotkeyError: they cannot be had; what was listened to before still is.
        """

    def refusal(self, keys: KeyCombination) -> str:
        """Why keys cannot be had, as a sentence without a full stop; empty where they can."""

    def silence(self) -> None:
        """Listen no more."""


class Windows(Protocol):
    """The windows of other programs."""

    def foreground(self) -> Target | None:
        """The window that has the keyboard; None where that is ours, or cannot be told."""

    def give_focus(self, target: Target) -> None:
        """Ask that a window gets the keyboard back."""

    def has_focus(self, target: Target) -> bool:
        """Whether it has it."""

    def come_forward(self, window: int) -> None:
        """Bring a window of ours to the front, with the keyboard."""

    def uppermost(self, own: Collection[int]) -> Target | None:
        """The uppermost window of another program, whoever has the keyboard; `own` are ours."""

    def exists(self, target: Target) -> bool:
        """Whether a window is still open, be it put away."""

    def area(self, target: Target) -> Area | None:
        """Where a window stands now, with its frame; None where it has gone or is put away."""


class Keyboard(Protocol):
    """The keys as another program sees them."""

    def is_at_rest(self) -> bool:
        """Whether no key is held down that would mix with those that are pressed for the agent."""

    def press_into(self, target: Target, keys: KeyCombination) -> bool:
        """Press and let go as if the agent had, if a window has the keyboard at that moment."""


class Fetches(Protocol):
    """Tells whether the window that was pasted into has taken what lies on the clipboard."""

    def watch(self) -> None:
        """Something is about to lie on the clipboard: who asks now is no window to paste into."""

    def begin(self, target: Target) -> None:
        """The keys are about to be pressed: what was fetched before does not count."""

    def last(self) -> float | None:
        """When the window fetched last, by `time.monotonic`; None where it has not yet."""

    def end(self) -> None:
        """Nobody waits any more."""


@dataclass(frozen=True)
class System:
    """The parts of a system, as far as it lets us have them.

    Attributes:
        hotkey, windows, keyboard: None where the system has no such thing to give.
        clipboard: None where Qt's own is asked.
        fetches: None where only the clipboard itself can tell.
        marks: clipboard formats that keep a text out of histories, with their content.
        changes: counts what is copied, where Qt hears of it only once our window is in use.
        conceal: called when something was laid on the clipboard, where a mark is no format.
        no_hotkey, no_paste: why not, and what to use instead, for people; empty where it goes.
        closing: gives everything back, when called.
    """

    name: str
    hotkey: Hotkey | None = None
    windows: Windows | None = None
    keyboard: Keyboard | None = None
    clipboard: Clipboard | None = None
    fetches: Fetches | None = None
    marks: Mapping[str, bytes] = field(default_factory=dict)
    changes: Callable[[], int] | None = None
    conceal: Callable[[], None] | None = None
    no_hotkey: str = ""
    no_paste: str = ""
    closing: Sequence[Callable[[], None]] = ()

    @property
    def can_paste(self) -> bool:
        """Whether a text can be put into another program's window."""
        return self.windows is not None and self.keyboard is not None

    def close(self) -> None:
        """Give everything back to the system."""
        for close in self.closing:
            close()
