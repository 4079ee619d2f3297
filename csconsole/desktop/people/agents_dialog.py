"""The agents of the shop: taken in, given a PIN, let go."""

from collections.abc import Callable
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.dialogs import column
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.people.sheets import NewPinSheet
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.people.model import Agent, AtDesk
from csconsole.workspace.workspace import Workspace

_WIDTH, _LEAST_LIST = 440, 140  # pixels


class AgentsDialog(QDialog):
    """Who works here. What only the supervisor may do asks for the passphrase by itself.

    Signals:
        passphrase_asked: a supervisor's passphrase is wanted.
    """

    passphrase_asked = Signal()

    def __init__(self, desk: AtDesk, jobs: Jobs, notices: Notices, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Agents"))
        self.setMinimumWidth(min(_WIDTH, parent.width()))
        self._jobs, self._notices = jobs, notices
        self._desk = desk
        self._list = QListWidget()
        self._list.setAccessibleName(_("Agents"))
        self._list.setMinimumHeight(_LEAST_LIST)
        self._name = QLineEdit()
        self._name.setPlaceholderText(_("Name of a new agent"))
        self._name.setAccessibleName(_("Name of a new agent"))
        self._add_button = self._button(_("Add"), self._add)
        self._pin_button = self._button(_("PIN…"), self._ask_pin)
        self._remove_button = self._button(_("Remove"), self._remove)
        self._told = QLabel(_("Nobody is asked who sits here until an agent is added."))
        self._told.setWordWrap(True)
        self._told.setProperty("role", "quiet")
        self._open_to_all = QLabel(
            _("No supervisor's passphrase is set: everybody may do everything.")
        )
        self._open_to_all.setWordWrap(True)
        self._open_to_all.setProperty("role", "due")
        self._set_button = self._button(_("Set a passphrase…"), self.passphrase_asked.emit)
        self._list.currentRowChanged.connect(lambda _row: self._show_buttons())
        self._name.textChanged.connect(lambda _text: self._show_buttons())
        self._name.returnPressed.connect(self._add)
        self._lay_out()
        self._on_known(desk)

    def refresh(self) -> None:
        """Show how things stand now."""
        self._jobs.run(lambda workspace: workspace.people.at_desk(), self._on_known)

    @property
    def chosen(self) -> Agent | None:
        """The agent that is marked."""
        item = self._list.currentItem()
        return self._desk.one(str(item.data(Qt.ItemDataRole.UserRole))) if item else None

    def _button(self, text: str, do: Callable[[], None]) -> QPushButton:
        button = QPushButton(text)
        button.setAutoDefault(False)  # Enter in the line adds, and does nothing else
        button.clicked.connect(lambda _on=False: do())
        return button

    def _on_known(self, desk: AtDesk) -> None:
        marked = self.chosen
        self._desk = desk
        self._list.clear()
        for agent in desk.agents:
            shown = _("{name} (with a PIN)") if agent.has_pin else "{name}"
            item = QListWidgetItem(shown.format(name=agent.name))
            item.setData(Qt.ItemDataRole.UserRole, agent.name)
            self._list.addItem(item)
            if marked is not None and agent.name == marked.name:
                self._list.setCurrentItem(item)
        self._told.setVisible(not desk.agents)
        self._open_to_all.setVisible(not desk.has_supervisor)
        self._set_button.setVisible(not desk.has_supervisor)
        self._show_buttons()

    def _show_buttons(self) -> None:
        for button in (self._pin_button, self._remove_button):
            button.setEnabled(self.chosen is not None)
        self._add_button.setEnabled(bool(self._name.text().strip()))

    def _add(self) -> None:
        name = self._name.text()
        if name.strip():
            self._change(lambda workspace: workspace.people.add(name), self._name.clear)

    def _remove(self) -> None:
        agent = self.chosen
        if agent is None:
            return
        name = agent.name

        def back() -> None:
            self._change(lambda workspace: workspace.people.bring_back(name), lambda: None)

        def told() -> None:
            self._notices.say(_("{name} works here no more").format(name=name), undo=back)

        self._change(lambda workspace: workspace.people.remove(name), told)

    def _ask_pin(self) -> None:
        agent = self.chosen
        if agent is None:
            return
        is_free = self._desk.is_unlocked or not self._desk.has_supervisor
        sheet = NewPinSheet(agent.name, self, asks_present=agent.has_pin and not is_free)

        def trying() -> None:
            given = (agent.name, sheet.secret_given, sheet.present_given)
            self._jobs.run(
                lambda workspace: workspace.people.set_pin(*given),
                lambda _none: taken(),
                lambda error: sheet.refuse(_("{sentence}.").format(sentence=error.sentence)),
            )

        def taken() -> None:
            sheet.close_well()
            self.refresh()

        sheet.tried.connect(trying)
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _change(self, work: Callable[[Workspace], object], done: Callable[[], None]) -> None:
        def ended(_result: object) -> None:
            done()
            self.refresh()

        def refused(error: UserError) -> None:
            self._notices.complain(error)

        self._jobs.run(work, ended, refused)

    def _lay_out(self) -> None:
        acting = QVBoxLayout()
        acting.setSpacing(theme.SPACE)
        acting.addWidget(self._pin_button)
        acting.addWidget(self._remove_button)
        acting.addStretch()
        agents = QHBoxLayout()
        agents.setSpacing(theme.SPACE)
        agents.addWidget(self._list, stretch=1)
        agents.addLayout(acting)
        adding = QHBoxLayout()
        adding.setSpacing(theme.SPACE)
        adding.addWidget(self._name, stretch=1)
        adding.addWidget(self._add_button)
        layout = column(self)
        layout.addLayout(adding)
        layout.addWidget(self._told)
        layout.addLayout(agents)
        layout.addWidget(self._open_to_all)
        layout.addWidget(self._set_button, alignment=Qt.AlignmentFlag.AlignLeft)
        closing = self._button(_("Close"), self.accept)
        layout.addWidget(closing, alignment=Qt.AlignmentFlag.AlignRight)
        stops = [self._name, self._add_button, self._list, self._pin_button, self._remove_button]
        for before, after in pairwise([*stops, self._set_button, closing]):
            self.setTabOrder(before, after)
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)
