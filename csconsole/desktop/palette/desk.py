"""The palette, put together: a key opens it wherever one is, and Enter leads back into the chat."""

import time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.main_window import MainWindow
from csconsole.desktop.orders.copied import CopiedTexts, order_of
from csconsole.desktop.orders.view import OrderView, read_view
from csconsole.desktop.palette.keys import Go
from csconsole.desktop.palette.placing import palette_place
from csconsole.desktop.palette.sending import Opening, Sending
from csconsole.desktop.palette.state import PaletteState, Release, forbidden_words
from csconsole.desktop.palette.window import SIZE, PaletteWindow
from csconsole.desktop.replies.finding import MOST_SUGGESTIONS
from csconsole.desktop.replies.state import RepliesState
from csconsole.desktop.running import Wish
from csconsole.desktop.system.keys import is_fit_for_everywhere, read_keys
from csconsole.desktop.system.model import Limits, System, Target
from csconsole.desktop.system.present import present_system
from csconsole.desktop.talks.order_values import KnownOrder
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.orders.model import Order
from csconsole.replies.suggestions.model import Suggesting, Suggestion
from csconsole.workspace.workspace import Workspace

_FRESH_SECONDS = 12.0  # what was copied longer ago was copied for something else
_COPIED = Limits(seconds=0.04, most_bytes=100_000)
_IDLE_MS = 600  # after the window has come up
_SETTLED_SECONDS = 0.6  # after opening; Qt takes 0.4 to believe in a lost focus under X11
_LONGEST_MESSAGE = 2000  # characters


class PaletteDesk(QObject):
    """Opens the palette and carries out what is chosen in it.

    Attributes:
        system: the parts of this system.
        window: the palette's window; None until it was made.
    """

    def __init__(
        self, jobs: Jobs, parent: QObject | None = None, system: System | None = None
    ) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.system = system or present_system(self)
        self.sending = Sending(self.system, jobs, self)
        self.sending.let_go.connect(self._hide)
        self.sending.done.connect(self._on_done)
        self.sending.sent.connect(self._show_saved)
        self.window: PaletteWindow | None = None
        self._main: MainWindow | None = None
        self._workspace: Workspace | None = None
        self._engine: Suggesting | None = None
        self._offered: KnownOrder | None = None
        self._opening: Opening | None = None
        self._is_wished = False
        # Whose window had the keyboard before ours came up; a start with the palette is for that.
        self._at_start = self._last = self._foreground()
        self._copied_at = float("-inf")
        self._texts = CopiedTexts()
        QGuiApplication.clipboard().dataChanged.connect(self._on_copied)

    def serve(self, main: MainWindow, workspace: Workspace) -> None:
        """Work for a window: its library, its language, its look."""
        self._main, self._workspace = main, workspace
        if self.window is not None:
            self.window.deleteLater()
            self.window = None
        main.judge_keys = self.judge_keys
        main.palette_asked.connect(lambda: self.open(self._last))
        self._listen(workspace.settings.hotkey)
        if self._is_wished:
            self._is_wished = False
            QTimer.singleShot(0, self, lambda: self.open(self._at_start))
        elif QGuiApplication.platformName() != "offscreen":
            QTimer.singleShot(_IDLE_MS, self, self._made)

    def grant(self, wish: Wish) -> None:
        """Do what a start of the program asks for, now or once there is a window."""
        if wish is Wish.PALETTE and self._main is None:
            self._is_wished = True
        elif wish is Wish.PALETTE:
            self.toggle()
        else:
            self._show_windows()

    def _show_windows(self) -> None:
        """Bring what is open of the program to the front."""
        for window in [one for one in QApplication.topLevelWidgets() if one.isVisible()]:
            if not isinstance(window, QMainWindow | QDialog):
                continue
            window.setWindowState(window.windowState() & ~Qt.WindowState.WindowMinimized)
            window.raise_()
            window.activateWindow()
            if self.system.windows is not None:
                self.system.windows.come_forward(int(window.winId()))

    def toggle(self) -> None:
        """Open the palette, or put it away and give the keyboard back."""
        if self.window is not None and self.window.isVisible():
            self._leave(gives_back=True)
        elif self.sending.is_busy:
            self._is_wished = True  # a paste takes a moment; the key is not lost
        else:
            self.open()

    def _on_done(self) -> None:
        if self._is_wished:
            self._is_wished = False
            self.open()

    def open(self, target: Target | None = None) -> None:
        """Open the palette for a window, or the one that has the keyboard now."""
        at = time.perf_counter()
        windows = self.system.windows
        target = self._last = target or self._foreground()
        window = self._made()
        if window is None or self._main is None or self._workspace is None:
            return
        self._opening = Opening(at, target, palette_place(target, SIZE))
        self._refresh_state(window.state.replies)
        self._begin(window)
        window.open_at(self._opening.place)
        if windows is not None:
            windows.come_forward(int(window.winId()))
        else:
            window.activateWindow()

    def _foreground(self) -> Target | None:
        """The window of another program that has the keyboard."""
        windows = self.system.windows
        target = windows.foreground() if windows is not None else None
        return None if target is not None and target.id in _own_windows() else target

    def _begin(self, window: PaletteWindow) -> None:
        """Read what was copied just now, if anything was."""
        opening, workspace = self._opening, self._workspace
        if opening is None or workspace is None:
            return
        copied = self._copied()
        replies = window.state.replies
        is_message = replies.library.reads_as_message(copied)
        opening.message = copied if is_message else ""
        window.state.begin(workspace.settings.reply_language, opening.message)
        self._offer_order(window)
        self._think(window, opening)
        named = self._texts.read(copied)
        if named is not None:
            self._jobs.run(
                lambda one: _view_of(one, order_of(one, named)),
                lambda view: self._on_order(opening, view),
            )

    def _think(self, window: PaletteWindow, opening: Opening) -> None:
        """Answer the message better than its words alone can, beside the window."""
        engine, message = self._engine, opening.message
        if not message:
            return
        if engine is None:
            self._jobs.run(lambda one: one.replies.suggestions(), self._on_engine)
            return
        today = window.state.replies.today()

        def take(found: list[Suggestion]) -> None:
            untouched = opening is self._opening and window.box.text() and window.is_untouched
            if untouched and window.state.replies.take_suggestions(message, found):
                window.renew()

        self._jobs.think(lambda: engine.refine(message, limit=MOST_SUGGESTIONS, today=today), take)

    def _on_engine(self, engine: Suggesting) -> None:
        """What suggests is there: a message that waits for it is answered."""
        self._engine = engine
        window, opening = self.window, self._opening
        if window is not None:
            window.state.replies.finding.suggestions = engine
            if opening is not None and opening.message and window.isVisible():
                if window.is_untouched:
                    window.state.replies.search(opening.message)
                    window.renew()
                self._think(window, opening)

    def _copied(self) -> str:
        """What another program has put on the clipboard in the last seconds."""
        clipboard = QGuiApplication.clipboard()
        is_fresh = time.monotonic() - self._copied_at < _FRESH_SECONDS
        if not is_fresh or clipboard.ownsClipboard():
            return ""
        reader = self.system.clipboard
        text = reader.text(_COPIED) if reader is not None else clipboard.text()
        return text.strip() if len(text) <= _LONGEST_MESSAGE else ""

    def _offer_order(self, window: PaletteWindow) -> None:
        """Offer the order of the talk before the agent; only on request does it fill anything."""
        state = self._main.page.state if self._main is not None else None
        self._offered = state.orders.of(state.talk) if state is not None else None
        told = ""
        if self._offered is not None:
            told = _("Fill in from order {no} (Ctrl+O)").format(no=self._named(self._offered))
        window.offer_order(told, is_taken=False)

    def _on_order_asked(self) -> None:
        if self.window is not None and self._offered is not None:
            self._take_order(self.window, self._offered)

    def _take_order(self, window: PaletteWindow, order: KnownOrder) -> None:
        window.state.take_order(order)
        told = _("Filled in from order {no}").format(no=self._named(order))
        window.offer_order(told, is_taken=True)
        window.renew()

    @staticmethod
    def _named(order: KnownOrder) -> str:
        return f"{order.no}, {order.buyer}" if order.buyer else order.no

    def _on_order(self, opening: Opening, view: OrderView | None) -> None:
        window = self.window
        if view is None or window is None or opening is not self._opening:
            return
        self._take_order(window, view.known)

    def _on_go(self, going: Go, edited: str | None) -> None:
        window, opening = self.window, self._opening
        if window is None or opening is None or self.sending.is_busy:
            return
        window.answer_now()
        if window.state.replies.chosen is None:
            window.say(_("Nothing is chosen"))
            return
        release = window.state.release(edited)
        if not release.may_go:
            self._stop(window, release)
            return
        pause = int(self._workspace.settings.paste_pause) / 1000 if self._workspace else 0
        if going is Go.PASTE:
            self.sending.paste(window.state, opening, release.text, pause)
        else:
            self.sending.copy(window.state, opening, release.text)
        if not self.sending.is_busy:
            self._leave(gives_back=True)

    def _stop(self, window: PaletteWindow, release: Release) -> None:
        """Say what keeps the text, where it can be mended."""
        if release.missing is not None:
            window.stop_editing()
            window.preview.focus_field(release.missing)
            lacking = ", ".join(release.lacking)
            window.say(_("Still to be filled in: {fields}").format(fields=lacking))
            return
        if not window.is_editing:
            window.preview.show_stopped()
        window.say(
            _("Not pasted, forbidden: {words}. Enter again pastes it all the same.").format(
                words=forbidden_words(release.forbidden)
            )
        )

    def _show_saved(self) -> None:
        """Tell the agent quietly what the palette has saved today."""
        window, workspace = self.window, self._workspace
        if window is None or workspace is None:
            return
        midnight = workspace.now().replace(hour=0, minute=0, second=0, microsecond=0)
        since = round(1000 * midnight.timestamp())
        self._jobs.run(lambda one: one.pastes.saved_since(since), window.show_saved)

    def _leave(self, *, gives_back: bool) -> None:
        """Put the palette away; the window before gets the keyboard, unless another was chosen."""
        opening, windows = self._opening, self.system.windows
        if gives_back and windows is not None and opening is not None and opening.target:
            windows.give_focus(opening.target)
        self._hide()

    def _on_turned_away(self) -> None:
        """Somebody went to another window, or Qt hears only now of the last time."""
        opening, window = self._opening, self.window
        if opening is None or window is None or self.sending.is_busy or self._is_in_front():
            return
        since = time.perf_counter() - opening.at
        if since > _SETTLED_SECONDS:
            self._hide()
            return
        left = round(1000 * (_SETTLED_SECONDS - since)) + 1
        QTimer.singleShot(left, window, lambda: self._hide_unless_used(opening))

    def _hide_unless_used(self, opening: Opening) -> None:
        """Put the palette away that nobody turned to since it was opened."""
        window = self.window
        if window is not None and opening is self._opening and not window.isActiveWindow():
            self._on_turned_away()

    def _is_in_front(self) -> bool:
        """Whether the system says that the palette is the window in use, whatever Qt believes."""
        window, windows = self.window, self.system.windows
        target = windows.foreground() if windows is not None else None
        return window is not None and target is not None and target.id == int(window.winId())

    def _on_escaped(self) -> None:
        if not self.sending.is_busy:
            self._leave(gives_back=True)

    def _hide(self) -> None:
        if self.window is not None:
            self.window.hide()

    def close(self) -> None:
        """Give everything back to the system, and leave nothing behind."""
        self.sending.close()
        self.system.close()
        if self.window is not None:
            self.window.deleteLater()

    def judge_keys(self, text: str) -> str:
        """Why keys cannot open the palette from everywhere; empty where they can, or none are."""
        hotkey = self.system.hotkey
        if hotkey is None or not text:
            return self.system.no_hotkey
        try:
            keys = read_keys(text)
        except UserError as error:
            return error.sentence
        if not is_fit_for_everywhere(keys):
            return _("hold Ctrl or Alt with it, or nobody could type {keys} any more").format(
                keys=keys
            )
        return hotkey.refusal(keys)

    def _listen(self, text: str) -> None:
        """Listen to the keys of the settings, or say why that cannot be."""
        hotkey, main = self.system.hotkey, self._main
        if hotkey is None:
            return
        if not text:
            hotkey.silence()
            return
        refused = self.judge_keys(text)
        try:
            if not refused:
                hotkey.listen(read_keys(text), self.toggle)
        except UserError as error:
            refused = error.sentence
        if refused and main is not None:
            told = _("The palette has no key: {why}. Choose another in the settings (Ctrl+,)")
            QTimer.singleShot(0, main, lambda: main.notices.say(told.format(why=refused)))

    def _on_copied(self) -> None:
        if not QGuiApplication.clipboard().ownsClipboard():
            self._copied_at = time.monotonic()

    def _made(self) -> PaletteWindow | None:
        """The window, made the first time and kept."""
        main, workspace = self._main, self._workspace
        if self.window is None and main is not None and workspace is not None:
            replies = RepliesState(
                workspace.replies,
                language=workspace.settings.reply_language,
                interface_language=main.page.state.interface_language,
                values=workspace.values(),
                now=workspace.now,
            )
            self.window = PaletteWindow(PaletteState(replies))
            self.window.go.connect(self._on_go)
            self.window.order_asked.connect(self._on_order_asked)
            self.window.escaped.connect(self._on_escaped)
            self.window.turned_away.connect(self._on_turned_away)
            self.window.resize(SIZE)
            self.window.winId()
            self._show_saved()
            self.window.grab()  # painted once, so that the first opening is as quick as the others
        return self.window

    def _refresh_state(self, replies: RepliesState) -> None:
        """Know what the window knows by now: who sits here, and what suggests replies."""
        if self._main is not None:
            state = self._main.page.state
            replies.values = dict(state.values)
            self._engine = state.finding.suggestions or self._engine
            replies.finding.suggestions = self._engine
            replies.finding.is_preparing = state.finding.is_preparing


def _own_windows() -> set[int]:
    return {
        int(widget.winId())
        for widget in QApplication.topLevelWidgets()
        if widget.isWindow() and widget.internalWinId()
    }


def _view_of(workspace: Workspace, order: Order | None) -> OrderView | None:
    return read_view(workspace, order.id) if order is not None else None
