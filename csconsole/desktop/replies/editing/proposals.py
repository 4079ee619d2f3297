"""What agents propose: looked through, accepted or rejected by the supervisor."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from csconsole.desktop.notices import Notices
from csconsole.desktop.replies.editing.history import moment_text
from csconsole.desktop.replies.editing.list_dialog import ListDialog
from csconsole.desktop.replies.editing.work import Work
from csconsole.desktop.replies.page import RepliesPage
from csconsole.errors import UserError
from csconsole.language import N_, _
from csconsole.replies.editing_model import Proposal
from csconsole.workspace.workspace import Workspace


class ProposalsDialog(ListDialog):
    """The open proposals with what they would change.

    Signals:
        accept_asked, reject_asked, withdraw_asked: what is to become of a proposal.
    """

    accept_asked = Signal(object)
    reject_asked = Signal(object)
    withdraw_asked = Signal(object)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Proposals"), _("Nobody proposes anything"), parent)
        self._language = language
        self.accept_button = self.add_button(
            _("Accept"),
            lambda: self.accept_asked.emit(self.current()),
            {"A": Qt.Key.Key_A},
            primary=True,
        )
        self.reject_button = self.add_button(
            _("Reject"), lambda: self.reject_asked.emit(self.current()), {"R": Qt.Key.Key_R}
        )
        self.withdraw_button = self.add_button(
            _("Withdraw my proposal"),
            lambda: self.withdraw_asked.emit(self.current()),
            {"W": Qt.Key.Key_W},
        )
        self._agent = ""

    def show_proposals(self, proposals: list[Proposal], agent: str) -> None:
        """Show what is not decided; `agent` is at the desk."""
        self._agent = agent
        self.fill([(self._row(one), one) for one in proposals])

    def show_thing(self, thing: Proposal) -> None:
        """Show what a proposal would change."""
        parts = (
            _("proposed by {agent}").format(agent=thing.agent or "?"),
            moment_text(thing.at),
            _("a new reply") if thing.present is None else "",
            thing.note,
        )
        self.shown.show_fields(thing.fields, " · ".join(part for part in parts if part))
        self.withdraw_button.setVisible(thing.agent == self._agent)

    def _row(self, proposal: Proposal) -> str:
        title = proposal.proposed.title_in(self._language)
        return f"{title} · {proposal.agent}" if proposal.agent else title


class Decisions(QObject):
    """Opens the proposals and carries out what was decided."""

    def __init__(self, page: RepliesPage, work: Work, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._page, self._work, self._notices = page, work, notices
        self._window = window

    def show(self) -> None:
        """Show the open proposals."""
        dialog = ProposalsDialog(self._page.state.language, self._window)
        dialog.accept_asked.connect(lambda one: self._decide(dialog, one, "accept"))
        dialog.reject_asked.connect(lambda one: self._decide(dialog, one, "reject"))
        dialog.withdraw_asked.connect(lambda one: self._decide(dialog, one, "withdraw"))
        dialog.finished.connect(dialog.deleteLater)
        self._fill(dialog)
        dialog.open()

    def _fill(self, dialog: ProposalsDialog) -> None:
        self._work.run(
            lambda workspace: (workspace.proposals.open(), workspace.people.agent),
            lambda told: dialog.show_proposals(*told) if dialog.isVisible() else None,
        )

    def _decide(self, dialog: ProposalsDialog, proposal: Proposal, how: str) -> None:
        title = proposal.proposed.title_in(self._page.state.language)
        told = _(_DECISIONS[how][1]).format(title=title)

        def done(_nothing: object) -> None:
            if how == "accept":
                self._work.changed.emit()
            self._notices.say(told)
            self._fill(dialog)

        def refused(error: UserError) -> None:
            self._notices.complain(error)
            self._fill(dialog)

        decide = _DECISIONS[how][0]
        self._work.run(lambda workspace: decide(workspace, proposal.id), done, refused)


def _accept(workspace: Workspace, proposal_id: str) -> None:
    workspace.proposals.accept(proposal_id)


def _reject(workspace: Workspace, proposal_id: str) -> None:
    workspace.proposals.reject(proposal_id)


def _withdraw(workspace: Workspace, proposal_id: str) -> None:
    workspace.proposals.withdraw(proposal_id)


_DECISIONS = {
    "accept": (_accept, N_("Accepted: {title}")),
    "reject": (_reject, N_("Rejected: {title}")),
    "withdraw": (_withdraw, N_("Withdrawn: {title}")),
}
