"""The tables' place in the window: they are made when they are shown first.

The library that draws their charts takes a third of a second to load, which a start need not pay.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.people.supervision import Supervision
from csconsole.workspace.workspace import Workspace

if TYPE_CHECKING:
    from csconsole.desktop.reports.view import ReportsView


class TablesTab(QWidget):
    """Holds the tables.

    Signals:
        ticket_opened, reply_opened: the id of what was chosen in them.
    """

    ticket_opened = Signal(str)
    reply_opened = Signal(str)

    def __init__(self, make: Callable[[], "ReportsView"]) -> None:
        super().__init__()
        self._make = make
        self.view: ReportsView | None = None
        QVBoxLayout(self).setContentsMargins(0, 0, 0, 0)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  (Qt's name)
        """Make the tables, if it is the first time."""
        if self.view is None:
            self.view = self._make()
            self.view.ticket_opened.connect(self.ticket_opened)
            self.view.reply_opened.connect(self.reply_opened)
            layout = self.layout()
            assert layout is not None
            layout.addWidget(self.view)
            self.view.show()
            self.setFocusProxy(self.view)
            if self.hasFocus():
                self.view.setFocus(Qt.FocusReason.OtherFocusReason)
        super().showEvent(event)


def tables_tab(
    workspace: Workspace,
    jobs: Jobs,
    notices: Notices,
    supervision: Supervision,
    passphrase: str | None,
) -> TablesTab:
    """The place of a store's tables."""
    now, places = workspace.now, workspace.places

    def make() -> "ReportsView":
        from csconsole.desktop.reports.view import ReportsView  # noqa: PLC0415  (see above)

        view = ReportsView(now, jobs, notices, places, passphrase)
        view.exporting.allow = supervision.when_allowed
        return view

    return TablesTab(make)
