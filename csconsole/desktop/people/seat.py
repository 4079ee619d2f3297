"""Who sits at this desk: asked at the start and by a key, told in the status line."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMainWindow, QStatusBar, QToolButton

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.people.agents_dialog import AgentsDialog
from csconsole.desktop.people.sit_down_sheet import SitDownSheet
from csconsole.desktop.people.supervision import Supervision
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.people.model import AtDesk
from csconsole.settings import Settings
from csconsole.workspace.workspace import Workspace

_LONGEST_NAME = 160  # pixels; a longer one is cut here and whole in the tooltip


class Seat(QObject):
    """The agent at this desk, and the supervisor beside.

    Signals:
        taken: the name of who sits here now.
        settled: nobody need be asked who sits here, or somebody has said so.

    Attributes:
        desk: how things stood when they were last asked for.
    """

    taken = Signal(str)
    settled = Signal()

    def __init__(
        self,
        workspace: Workspace,
        jobs: Jobs,
        notices: Notices,
        window: QMainWindow,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._jobs, self._notices, self._window = jobs, notices, window
        self._last = settings.agent
        self._sheet: SitDownSheet | None = None
        self._is_settled = False
        self.desk = AtDesk(agent=workspace.people.agent)
        self.supervision = Supervision(jobs, notices, window, int(settings.lock_after))
        self.supervision.changed.connect(self.refresh)
        self._lock_button = _status_button("due")
        self._lock_button.setToolTip(_("What only the supervisor may do is open; click to lock"))
        self._lock_button.clicked.connect(self.supervision.lock)
        self._agent_button = _status_button("quiet")
        self._agent_button.setMaximumWidth(_LONGEST_NAME)
        self._agent_button.clicked.connect(self.switch)

    def add_to(self, line: QStatusBar) -> None:
        """Tell in a status line who sits here, and whether the supervisor has unlocked."""
        line.addPermanentWidget(self._lock_button)
        line.addPermanentWidget(self._agent_button)
        self._show()
        self.refresh()

    def begin(self) -> None:
        """Ask who sits here, where agents are kept and none of them sits here already."""
        self._jobs.run(_at_desk, self._on_begun)

    def switch(self) -> None:
        """Let somebody else sit down; where no agents are kept, show how to keep them."""
        self._jobs.run(_at_desk, self._on_switching)

    def manage(self) -> None:
        """Show the agents, to take in and let go."""
        self._jobs.run(_at_desk, self._on_managing)

    def refresh(self) -> None:
        """Show how things stand now."""
        self._jobs.run(_at_desk, self._on_known)

    def take_over(self, other: "Seat") -> None:
        """Go on as another window was."""
        self._is_settled = other._is_settled  # noqa: SLF001  (the same class)
        self.supervision.take_over(other.supervision)

    def _on_known(self, desk: AtDesk) -> None:
        before, self.desk = self.desk, desk
        self.supervision.is_set = desk.has_supervisor
        self._show()
        if before.agent != desk.agent:
            self.taken.emit(desk.agent)

    def _on_begun(self, desk: AtDesk) -> None:
        self._on_known(desk)
        if desk.agents and not desk.is_taken:
            self._ask(desk)
        else:
            self._settle()

    def _on_switching(self, desk: AtDesk) -> None:
        self._on_known(desk)
        if desk.agents:
            self._ask(desk)
        else:
            self._on_managing(desk)

    def _on_managing(self, desk: AtDesk) -> None:
        self._on_known(desk)
        dialog = AgentsDialog(desk, self._jobs, self._notices, self._window)
        dialog.passphrase_asked.connect(self.supervision.set_passphrase)
        self.supervision.changed.connect(dialog.refresh)
        dialog.finished.connect(dialog.deleteLater)
        dialog.finished.connect(self.begin)
        dialog.open()

    def _ask(self, desk: AtDesk) -> None:
        if self._sheet is not None:
            return
        last = desk.agent if desk.is_taken else self._last
        self._sheet = sheet = SitDownSheet(desk, last, self._window)
        sheet.tried.connect(lambda: self._try(sheet))
        sheet.finished.connect(self._on_sheet_closed)
        if not desk.is_taken:  # nobody works here under no name
            sheet.rejected.connect(self._window.close)
        sheet.open()

    def _try(self, sheet: SitDownSheet) -> None:
        name, pin = sheet.name, sheet.pin
        self._jobs.run(_sitting_down(name, pin), lambda told: self._on_tried(sheet, name, told))

    def _on_tried(self, sheet: SitDownSheet, name: str, refusal: str) -> None:
        if refusal:
            sheet.refuse(refusal)
            return
        self._last = name
        sheet.close_well()
        self.supervision.forget()
        self._settle()
        self._notices.say(_("{name} sits here now").format(name=name))

    def _settle(self) -> None:
        """Say once that the work can begin."""
        if not self._is_settled:
            self._is_settled = True
            self.settled.emit()

    def _on_sheet_closed(self) -> None:
        if self._sheet is not None:
            self._sheet.deleteLater()
        self._sheet = None

    def _show(self) -> None:
        self._lock_button.setVisible(self.supervision.is_unlocked)
        self._lock_button.setText(_("Unlocked"))  # short: it has room in the narrowest window
        self._lock_button.setAccessibleName(_("Supervisor unlocked"))
        name = self.desk.agent
        self._agent_button.setVisible(bool(name or self.desk.agents))
        self._agent_button.setText(name or _("Who sits here?"))
        tip = _("Somebody else sits down (F8)")
        self._agent_button.setToolTip(f"{name}\n{tip}" if name else tip)


def _status_button(role: str) -> QToolButton:
    button = QToolButton()
    button.setProperty("role", role)
    button.hide()
    return button


def _at_desk(workspace: Workspace) -> AtDesk:
    return workspace.people.at_desk()


def _sitting_down(name: str, pin: str) -> Callable[[Workspace], str]:
    """Sits down in the worker; what speaks against it, or nothing."""

    def work(workspace: Workspace) -> str:
        try:
            workspace.sit_down(name, pin)
        except UserError as error:
            return _("{sentence}.").format(sentence=error.sentence)
        return ""

    return work
