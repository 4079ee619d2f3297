"""The window: it frames the pages and says quietly how things stand."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QByteArray, QPoint, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QMainWindow,
    QMenu,
    QToolButton,
)

from csconsole.desktop.actions import enable_for_page, fill_menu, make_actions
from csconsole.desktop.day.desk import DayDesk, Neighbours
from csconsole.desktop.dialogs import (
    AboutDialog,
    KeysDialog,
    NewCodeQuestion,
    RecoveryCodeDialog,
    SettingsDialog,
    Surrounding,
)
from csconsole.desktop.imports import Imports
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.menu_elsewhere import MenuElsewhere
from csconsole.desktop.notices import Notices
from csconsole.desktop.order_import.imports import OrderImports, Surroundings
from csconsole.desktop.orders.desk import OrdersDesk
from csconsole.desktop.people.seat import Seat
from csconsole.desktop.products.desk import ProductsDesk
from csconsole.desktop.replies.editing.commands import EditingCommands
from csconsole.desktop.replies.page import RepliesPage
from csconsole.desktop.replies.state import RepliesState
from csconsole.desktop.replies.thoughts import Thoughts
from csconsole.desktop.reports.tab import TablesTab, tables_tab
from csconsole.desktop.side_mode import SideMode
from csconsole.desktop.talks.desk import TalkDesk
from csconsole.desktop.tickets.beside_talk import TicketsBesideTalk
from csconsole.desktop.tickets.desk import TicketsDesk
from csconsole.desktop.tickets.handover import HandoverDesk
from csconsole.desktop.undoing import Undoing
from csconsole.language import _, ngettext
from csconsole.talks.model import Talk
from csconsole.workspace.doctor import key_warning
from csconsole.workspace.workspace import Workspace

_SIZE = (1120, 720)
_LEAST = (320, 420)
_ROOM_FOR_COUNT = 480
_ANY_WIDTH = 16_777_215  # Qt's own way to say so


class MainWindow(QMainWindow):
    """One calm window, made to stand beside a chat app.

    Signals:
        closed: the window was closed, and the program ends.
        settings_changed: the settings were saved; the window may have to be made anew.
        palette_asked: the palette is to be opened.

    Attributes:
        near: gives what the settings must know of the system.
    """

    closed = Signal()
    settings_changed = Signal(object)
    palette_asked = Signal()

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        interface_language: str,
        passphrase: str | None = None,
    ) -> None:
        super().__init__()
        self.setWindowTitle("csconsole")
        self.setMinimumSize(*_LEAST)
        self._jobs = jobs
        self._places = workspace.places
        self.settings = workspace.settings
        self.notices = Notices(self)
        self.page = _make_page(workspace, interface_language, self.notices, self._menu_button())
        self.talks = TalkDesk(self.page, jobs, self.notices, self)
        self.orders = OrdersDesk(workspace, (self.talks, self.page), jobs, self.notices, self)
        self.setCentralWidget(self.orders.frame)
        self._make_imports(passphrase)
        self.seat = Seat(workspace, jobs, self.notices, self, self.settings)
        self._make_tickets(workspace)
        self.side_mode = SideMode(self)
        self.near: Callable[[], Surrounding] = Surrounding
        self.editing = EditingCommands(self.page, jobs, self.notices, workspace.now, self)
        self.products = ProductsDesk(jobs, self.notices, self)
        tables = tables_tab(workspace, jobs, self.notices, self.seat.supervision, passphrase)
        self.day = _make_day(self, jobs, tables)
        self.setAcceptDrops(True)
        self._actions = make_actions(self, self._doing())
        self.orders.frame.shown.connect(partial(enable_for_page, self._actions))
        fill_menu(self._menu, self._actions)
        self._show_status(workspace)
        self.menu_elsewhere = MenuElsewhere(self._menu, self.orders.frame, self)
        self._connect()
        self._thoughts = Thoughts(self.page, jobs, self)
        self._place()
        self.page.focus_search()  # the strip stands before it, but nobody begins there

    def _connect(self) -> None:
        self.seat.taken.connect(self._on_seat_taken)
        self.seat.settled.connect(self.talks.restore)
        self.seat.supervision.changed.connect(self._fit_status)
        self.imports.allow = self.seat.supervision.when_allowed
        self.editing.work.changed.connect(lambda: self._on_reloaded(None))
        self.products.changed.connect(self.orders.renew)
        self.page.sent.connect(self._on_sent)
        self.tickets.tray.palette_asked.connect(self.palette_asked)

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  (Qt's name)
        """Remember the window's size and place."""
        self.side_mode.leave()
        self.talks.keep()
        self.tickets.stop()
        self.tickets_beside.view.writing.keep()
        kept = bytes(self.saveGeometry().toBase64().data()).decode("ascii")
        panel = self.orders.beside.kept
        self._jobs.run(lambda one: one.change_settings(window=kept, order_panel=panel))
        super().closeEvent(event)
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Leave the room of a narrow window to what must be said."""
        super().resizeEvent(event)
        self._fit_status()

    def _fit_status(self) -> None:
        has_room = self.width() >= _ROOM_FOR_COUNT
        self._count.setVisible(has_room)
        self.menu_elsewhere.fit(self.width())
        crowded = self.seat.supervision.is_unlocked and not has_room
        self._code_button.setMaximumWidth(0 if crowded else _ANY_WIDTH)

    def show_recovery_code(self, code: str | None) -> None:
        """Show the recovery code if it was never confirmed; else offer a new one."""
        if code is None:
            _open(
                NewCodeQuestion(
                    lambda: self._jobs.run(
                        lambda workspace: workspace.renew_recovery_code(), self.show_recovery_code
                    ),
                    self,
                )
            )
            return
        self._code_button.setVisible(True)
        dialog = RecoveryCodeDialog(code, self)
        dialog.accepted.connect(self._on_code_seen)
        _open(dialog)

    def _doing(self) -> dict[str, Callable[[], None]]:
        """What each command does."""
        return {
            **_of_replies(self.page),
            **self.editing.doing(),
            "undo_change": Undoing(
                self.notices,
                self.orders.frame,
                {"replies": self.editing.work.undo, "tickets": self.tickets.acts.undo},
            ).undo,
            **self.orders.doing(),
            **self.tickets_beside.doing(),
            **self.tickets.doing(),
            **self.day.doing(),
            "begin_talk": self.talks.begin,
            "close_talk": self.talks.close_present,
            "next_talk": lambda: self.talks.step(1),
            "previous_talk": lambda: self.talks.step(-1),
            "agent": self.seat.switch,
            "agents": self.seat.manage,
            "supervisor": self.seat.supervision.open_sheet,
            "products": self.products.show,
            **self.order_imports.doing(),
            "import": self.imports.ask,
            "undo_import": self.imports.undo,
            "palette": self.palette_asked.emit,
            "side_mode": self.side_mode.toggle,
            "settings": self._ask_settings,
            "recovery_code": lambda: self._jobs.run(
                lambda workspace: workspace.recovery_code(), self.show_recovery_code
            ),
            "keys": lambda: _open(KeysDialog(self)),
            "about": lambda: _open(AboutDialog(str(self._places.data), self)),
            "quit": lambda: _close(self),
        }

    def _make_imports(self, passphrase: str | None) -> None:
        self.imports = Imports(self._places, passphrase, self._jobs, self.notices, self)
        self.imports.changed.connect(self._on_changed)
        around = Surroundings(self._places, passphrase, self._jobs, self.notices, self)
        self.order_imports = OrderImports(around, self.imports.preview)
        self.order_imports.changed.connect(self.orders.renew)

    def _make_tickets(self, workspace: Workspace) -> None:
        self.tickets_beside = TicketsBesideTalk(self.orders, self.talks, self.page, self._jobs)
        handover = HandoverDesk(self.seat, self._jobs, self.notices, self)
        self.tickets_beside.join(handover)
        self.tickets = TicketsDesk(
            workspace, (self.orders, self.page), self._jobs, self.notices, self
        )
        self.tickets.join(self.tickets_beside)
        self.order_imports.changed.connect(self.tickets.renew)

    def _menu_button(self) -> QToolButton:
        self._menu = QMenu(self)
        button = QToolButton()
        button.setObjectName("menu")
        button.setText("☰")
        button.setAccessibleName(_("Menu"))
        button.setToolTip(_("Menu (F10)"))
        button.setShortcut("F10")
        button.setMenu(self._menu)
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _show_status(self, workspace: Workspace) -> None:
        self.statusBar().setSizeGripEnabled(False)
        self._count = QLabel()
        self._show_count(len(workspace.replies))
        self.statusBar().addWidget(self._count)
        self._code_button = QToolButton()
        self._code_button.setText(_("Note the recovery code"))
        self._code_button.setProperty("role", "quiet")
        self._code_button.setToolTip(
            _("It opens the data when nothing else does, and is shown only until then")
        )
        self._code_button.setVisible(False)
        self._code_button.clicked.connect(self._actions["recovery_code"].trigger)
        self.statusBar().addPermanentWidget(self._code_button)
        self._jobs.run(lambda one: one.recovery_code() is not None, self._code_button.setVisible)
        warning = key_warning(workspace.keeper)
        if warning:
            label = QLabel(_("no theft protection"))
            label.setToolTip(warning)
            self.statusBar().addPermanentWidget(label)
        self.tickets.add_to(self.statusBar())
        self.seat.add_to(self.statusBar())

    def _show_count(self, count: int) -> None:
        told = ngettext("{count} reply", "{count} replies", count)
        self._count.setText(told.format(count=number_text(count)))

    def _place(self) -> None:
        """Where it was when it was last closed, or in the middle of the screen."""
        kept = QByteArray.fromBase64(self.settings.window.encode("ascii", "ignore"))
        if not kept.isEmpty() and self.restoreGeometry(kept):
            return
        room = QGuiApplication.primaryScreen().availableGeometry()
        self.resize(min(_SIZE[0], room.width()), min(_SIZE[1], room.height()))
        self.move(room.center() - QPoint(self.width() // 2, self.height() // 2))

    def _on_sent(self, reply_id: str, talk: Talk, overridden: tuple[str, ...]) -> None:
        self._jobs.run(
            lambda workspace: workspace.replies.record_use(
                reply_id,
                talk=talk.id,
                language=talk.language,
                agent=workspace.people.agent,
                overridden=overridden,
                order=talk.order,
            )
        )

    def take_over(self, other: "MainWindow") -> None:
        """Go on where another window was, which had another look or language."""
        self.setGeometry(other.geometry())
        self.side_mode.take_over(other.side_mode)
        self.orders.take_over(other.orders)
        self.talks.take_over(other.talks)
        self.tickets_beside.take_over(other.tickets_beside)
        self.seat.take_over(other.seat)

    def import_files(self, paths: Sequence[Path]) -> None:
        """Take files in at once, in a process beside the window."""
        self.imports.take(paths)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  (Qt's name)
        """Files can be dropped on the window."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  (Qt's name)
        """Show what would become of dropped files: orders, or a library."""
        urls = event.mimeData().urls()
        self.order_imports.drop([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _on_seat_taken(self, agent: str) -> None:
        self.page.state.values["agent"] = agent
        self.orders.hide_personal()
        self.tickets.renew_people()
        self.editing.favourites.renew()
        self.page.state.refresh()
        self.page.renew()

    def _on_changed(self) -> None:
        self._jobs.run(lambda workspace: workspace.replies.reload(), self._on_reloaded)

    def _on_reloaded(self, _nothing: None) -> None:
        self._thoughts.begin()
        self.page.state.refresh()
        self.page.renew()
        self._show_count(len(self.page.state.library))

    def _ask_settings(self) -> None:
        kept = bool(self.seat.desk.agents)
        dialog = SettingsDialog(self.settings, self, agents_are_kept=kept, near=self.near())
        dialog.accepted.connect(lambda: self._save_settings(dialog.values()))
        _open(dialog)

    def _save_settings(self, values: dict[str, str]) -> None:
        changed = self.settings_changed.emit
        self._jobs.run(lambda workspace: workspace.change_settings(**values), changed)

    def _on_code_seen(self) -> None:
        self._code_button.setVisible(False)
        self._jobs.run(lambda workspace: workspace.recovery_code_seen())


def _close(window: QMainWindow) -> None:
    window.close()


def _open(dialog: QDialog) -> None:
    """Open a dialog that goes when it is closed, and let the window live meanwhile."""
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _of_replies(page: RepliesPage) -> dict[str, Callable[[], None]]:
    """What the commands of the replies do."""
    return {
        "copy": page.copy,
        "wording": page.next_wording,
        "language": page.next_language,
        "reading": page.read_otherwise,
        "next_stage": lambda: page.categories.step(1),
        "previous_stage": lambda: page.categories.step(-1),
    }


def _make_day(window: MainWindow, jobs: Jobs, tables: TablesTab) -> DayDesk:
    """The page of the day, with what its rows lead to."""
    near = Neighbours(
        window.orders, window.tickets, window.page, window.editing, window.products, window.seat
    )
    day = DayDesk(near, jobs, window.notices, window)
    day.add_tables(tables)
    return day


def _make_page(
    workspace: Workspace, interface_language: str, notices: Notices, corner: QToolButton
) -> RepliesPage:
    state = RepliesState(
        workspace.replies,
        language=workspace.settings.reply_language,
        interface_language=interface_language.split("_", maxsplit=1)[0],
        values=workspace.values(),
        now=workspace.now,
    )
    return RepliesPage(state, notices, corner=corner)
