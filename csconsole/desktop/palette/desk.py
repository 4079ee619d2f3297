"""The palette, put together: a key opens it wherever one is, and Enter leads back into the chat."""

import time

from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

from csconsole.desktop.dialogs import Surrounding
from csconsole.desktop.following import Following, own_windows
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.main_window import MainWindow
from csconsole.desktop.palette.answering import Answering
from csconsole.desktop.palette.copied_now import CopiedNow
from csconsole.desktop.palette.keys import Go
from csconsole.desktop.palette.opening_key import OpeningKey
from csconsole.desktop.palette.placing import palette_place
from csconsole.desktop.palette.sending import Opening, Sending
from csconsole.desktop.palette.state import PaletteState, Release, forbidden_words
from csconsole.desktop.palette.window import SIZE, PaletteWindow
from csconsole.desktop.replies.state import RepliesState
from csconsole.desktop.running import Wish
from csconsole.desktop.system.applications import read_chosen_keys
from csconsole.desktop.system.model import System, Target
from csconsole.desktop.system.present import present_system
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.workspace.workspace import Workspace

_IDLE_MS = 600  # after the window has come up
# After opening: Qt takes 0.4 s to believe in a lost focus under X11, and a window manager that is
# busy takes longer to give the palette the keyboard.
_SETTLED_SECONDS = 2.0


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
        self.sending.sent.connect(self._on_sent)
        self.window: PaletteWindow | None = None
        self._main: MainWindow | None = None
        self._workspace: Workspace | None = None
        self._answering: Answering | None = None
        self._opening: Opening | None = None
        self._is_wished = False
        self._programs: dict[str, None] = {}  # over which the palette was opened, in turn
        # Whose window had the keyboard before ours came up; a start with the palette is for that.
        self._at_start = self._last = self._foreground()
        self.copied = CopiedNow(self.system, self)
        self.key = OpeningKey(self.system, self.toggle)

    def serve(self, main: MainWindow, workspace: Workspace) -> None:
        """Work for a window: its library, its language, its look."""
        self._main, self._workspace = main, workspace
        if self.window is not None:
            self.window.deleteLater()
            self.window = None
        main.near = lambda: Surrounding(self.key.judge, self.system.no_paste, tuple(self._programs))
        main.palette_asked.connect(lambda: self.open(self._before_ours()))
        windows = self.system.windows
        if windows is not None and workspace.settings.strip == "chat":
            main.side_mode.follow(Following(windows, main))
        self._take_keys(main, workspace)
        if self._is_wished:
            self._is_wished = False
            QTimer.singleShot(0, self, lambda: self.open(self._at_start))
        elif QGuiApplication.platformName() != "offscreen":
            QTimer.singleShot(_IDLE_MS, self, self._made)

    def _take_keys(self, main: MainWindow, workspace: Workspace) -> None:
        """Listen to the key of the settings, and paste with theirs; what cannot be is said."""
        why = self.key.listen(workspace.settings.hotkey)
        told = _("The palette has no key: {why}. Choose another in the settings (Ctrl+,)")
        if not why:
            told = _(
                "The keys that paste are as usual: {why}. Choose them in the settings (Ctrl+,)"
            )
            try:
                self.sending.keys = read_chosen_keys(workspace.settings.paste_keys)
            except UserError as error:
                why = error.sentence
        if why:
            QTimer.singleShot(0, main, lambda: main.notices.say(told.format(why=why)))

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
        if target is not None and target.names:
            self._programs[target.names[0]] = None
        window = self._made()
        if window is None or self._answering is None or self._workspace is None:
            return
        language = self._workspace.settings.reply_language
        self._answering.begin(self.copied.text(), language)
        place = palette_place(target, SIZE)
        self._opening = Opening(at, target, place, self._answering.message)
        window.open_at(self._opening.place)
        if windows is not None:
            windows.come_forward(int(window.winId()))
        else:
            window.activateWindow()

    def _before_ours(self) -> Target | None:
        """The window of another program that lies below ours, or was worked in last."""
        windows = self.system.windows
        return (windows.uppermost(own_windows()) if windows is not None else None) or self._last

    def _foreground(self) -> Target | None:
        """The window of another program that has the keyboard."""
        windows = self.system.windows
        target = windows.foreground() if windows is not None else None
        return None if target is not None and target.id in own_windows() else target

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

    def _on_sent(self) -> None:
        """A reply is with the buyer: that window is the chat that the strip stands beside."""
        self._show_saved()
        if self._main is not None and self._opening is not None and self._opening.target:
            self._main.side_mode.turn_to(self._opening.target)

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
            self._answering = Answering(self.window, main.page.state, self._jobs)
            self.window.escaped.connect(self._on_escaped)
            self.window.turned_away.connect(self._on_turned_away)
            self.window.resize(SIZE)
            self.window.winId()
            self._show_saved()
            self.window.grab()  # painted once, so that the first opening is as quick as the others
        return self.window
