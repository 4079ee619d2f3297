"""A quiet bar with the notices of the day, until whoever sits here has read each of them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QToolButton

from csconsole.desktop import theme
from csconsole.desktop.jobs import Jobs
from csconsole.language import _
from csconsole.selfcheck.model import Notice
from csconsole.workspace.workspace import Workspace

_KEY = "Alt+Y"  # no page may use it: the bar stands above all of them


class NoticeBar(QFrame):
    """Shows one notice after the other; it takes no focus.

    Signals:
        read: a notice was read.
    """

    read = Signal()

    def __init__(self, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("copied")
        self._jobs = jobs
        self.unread: list[Notice] = []
        self._told = QLabel()
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._told.setWordWrap(True)
        self.button = QToolButton()
        self.button.setProperty("role", "talk")
        self.button.setText(_("I have read it ({key})").format(key=_KEY))
        self.button.setToolTip(self.button.text())
        self.button.setAccessibleName(self.button.text())
        self.button.setShortcut(_KEY)
        self.button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.button.clicked.connect(self.acknowledge)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_LARGE, theme.SPACE_SMALL, theme.SPACE, theme.SPACE_SMALL)
        row.addWidget(self._told, stretch=1)
        row.addWidget(self.button, alignment=Qt.AlignmentFlag.AlignTop)
        self.hide()

    def renew(self) -> None:
        """Ask which notices of today are not read."""
        self._jobs.run(_unread, self._show)

    def acknowledge(self) -> None:
        """The notice that is shown was read."""
        if self.unread:
            notice = self.unread[0].id
            self._jobs.run(
                lambda workspace: workspace.day.notices.acknowledge(notice, workspace.now()),
                lambda _notice: self._on_read(),
            )

    def _on_read(self) -> None:
        self.renew()
        self.read.emit()

    def _show(self, unread: list[Notice]) -> None:
        self.unread = unread
        self.setVisible(bool(unread))
        if unread:
            told = _("Notice: {text}") if len(unread) == 1 else _("Notice: {text} ({count} more)")
            self._told.setText(told.format(text=unread[0].text, count=len(unread) - 1))
            self._told.setToolTip(self._told.text())
            self.setAccessibleName(self._told.text())


def _unread(workspace: Workspace) -> list[Notice]:
    """What whoever sits here has not read; where nobody sits in a shop of agents, nothing."""
    if workspace.people.agents() and not workspace.people.agent:
        return []
    today = workspace.day.checks.today(workspace.now())
    return workspace.day.notices.unread(today)
