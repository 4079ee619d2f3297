"""The library cared for: near-same texts, what nobody uses, what ends, what is proposed."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QTabBar, QWidget

from csconsole.desktop.locale_texts import day_text
from csconsole.desktop.replies.editing.acts import Acts
from csconsole.desktop.replies.editing.list_dialog import ListDialog
from csconsole.desktop.replies.editing.selection import lead_to
from csconsole.desktop.replies.editing.work import Work
from csconsole.desktop.replies.editing.writing import Writing
from csconsole.desktop.replies.page import RepliesPage
from csconsole.language import _
from csconsole.replies.model import Reply, Usage
from csconsole.replies.reviewing import Alike, Reviewed, review
from csconsole.workspace.workspace import Workspace

_SOON = 14  # days; a supervisor looks further ahead than an agent


@dataclass(frozen=True)
class Row:
    """One thing to look at.

    Attributes:
        reply: what the row leads to.
        other: what it is nearly the same as; None for every other kind of row.
        language: the one in which the two are nearly the same.
    """

    text: str
    reply: Reply
    other: Reply | None = None
    language: str = ""


class CareDialog(ListDialog):
    """What a supervisor looks through, kind by kind.

    Signals:
        show_asked, edit_asked: (reply) it is to be looked at or changed.
        archive_asked: (replies) they are to be put away.
        proposals_asked: the open proposals are to be decided.
    """

    show_asked = Signal(object)
    edit_asked = Signal(object)
    archive_asked = Signal(list)
    proposals_asked = Signal()

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Care for the library"), _("Nothing to be cared for here"), parent)
        self._language = language
        self._kinds: list[list[Row]] = []
        self.kinds = QTabBar()
        self.kinds.setAccessibleName(_("What to look at"))
        self.kinds.setExpanding(False)
        self.kinds.setDrawBase(False)
        self.kinds.currentChanged.connect(self._on_kind)
        self.layout_column.insertWidget(0, self.kinds)
        self.nothing.setText(_("Looking through the library…"))
        self.add_button(
            _("Show"),
            lambda: self.show_asked.emit(self.current().reply),
            {_("Enter"): Qt.Key.Key_Return},
            primary=True,
        )
        self.add_button(
            _("Change…"),
            lambda: self.edit_asked.emit(self.current().reply),
            {"E": Qt.Key.Key_E},
        )
        self.add_button(_("Archive"), self._on_archive, {_("Del"): Qt.Key.Key_Delete})
        proposals = self.add_button(_("Proposals…"), self.proposals_asked.emit, {})
        proposals.setEnabled(True)
        proposals.setProperty("needs_row", False)  # noqa: FBT003  (Qt's form)
        self._proposals = proposals
        self.rows.setSelectionMode(self.rows.SelectionMode.ExtendedSelection)

    def show_review(self, review: Reviewed, proposals: int) -> None:
        """Show what was found."""
        kinds = (
            (_("Nearly the same"), [self._alike(pair) for pair in _each_pair(review.alike)]),
            (_("Ended"), [self._dated(reply) for reply in review.ended]),
            (_("Ends soon"), [self._dated(reply) for reply in review.ending]),
            (_("Never used"), [self._plain(reply) for reply in review.unused]),
        )
        self._kinds = [rows for _name, rows in kinds]
        at = max(0, self.kinds.currentIndex())
        self.kinds.blockSignals(True)  # noqa: FBT003  (Qt's form)
        while self.kinds.count():
            self.kinds.removeTab(0)
        for name, rows in kinds:
            self.kinds.addTab(f"{name}  {len(rows)}")
        self.kinds.setCurrentIndex(at)
        self.kinds.blockSignals(False)  # noqa: FBT003  (Qt's form)
        self._proposals.setText(_("Proposals: {count}…").format(count=proposals))
        self._on_kind(at)

    def show_thing(self, thing: Row) -> None:
        """Show a reply, or two against each other."""
        reply, other = thing.reply, thing.other
        if other is None:
            whole = {"title": (reply.title, reply.title), "text": (reply.text, reply.text)}
            self.shown.show_fields(whole)
            return
        fields = {
            "title": (self._title(other), self._title(reply)),
            "text": (other.text_in(thing.language), reply.text_in(thing.language)),
        }
        self.shown.show_fields(fields, _("What only the second has is underlined"))

    def _alike(self, pair: Alike) -> Row:
        titles = f"{self._title(pair.one)} ≈ {self._title(pair.other)}"
        return Row(f"{pair.likeness:.0f} %  {titles}", pair.other, pair.one, pair.language)

    def _dated(self, reply: Reply) -> Row:
        until = day_text(reply.valid_until) if reply.valid_until else ""
        return Row(f"{self._title(reply)} · {until}", reply)

    def _plain(self, reply: Reply) -> Row:
        return Row(self._title(reply), reply)

    def _title(self, reply: Reply) -> str:
        return reply.title_in(self._language)

    def _on_kind(self, at: int) -> None:
        if 0 <= at < len(self._kinds):
            self.rows.setCurrentRow(-1)
            self.fill([(row.text, row) for row in self._kinds[at]])

    def _on_archive(self) -> None:
        chosen = [item.data(Qt.ItemDataRole.UserRole).reply for item in self.rows.selectedItems()]
        self.archive_asked.emit(chosen or [self.current().reply])


class Care(QObject):
    """Looks through the library in the worker, and leads to what was found.

    Signals:
        proposals_asked: the open proposals are to be decided.
    """

    proposals_asked = Signal()

    def __init__(
        self,
        page: RepliesPage,
        work: Work,
        acts: Acts,
        writing: Writing,
        window: QWidget,
    ) -> None:
        super().__init__(window)
        self._page, self._work, self._acts, self._writing = page, work, acts, writing
        self._window = window
        self._dialog: CareDialog | None = None
        work.changed.connect(self._renew)

    def show(self) -> None:
        """Open the dialog beside the window, which stays usable."""
        if self._dialog is not None:
            self._dialog.activateWindow()
            return
        dialog = CareDialog(self._page.state.language, self._window)
        dialog.show_asked.connect(self._lead_to)
        dialog.edit_asked.connect(self._writing.write)
        dialog.archive_asked.connect(self._acts.archive_these)
        dialog.proposals_asked.connect(self.proposals_asked)
        dialog.finished.connect(self._on_closed)
        self._dialog = dialog
        dialog.show()
        self._renew()

    def _renew(self) -> None:
        if self._dialog is not None:
            self._work.run(_gathered, self._look_through)

    def _look_through(self, gathered: "_Gathered") -> None:
        """Compare the texts beside the store's worker: in a large library that takes seconds."""
        replies, usage, proposals = gathered
        today = self._page.state.today()

        def show(found: Reviewed) -> None:
            if self._dialog is not None:
                self._dialog.show_review(found, proposals)

        self._work.think(lambda: review(replies, usage, today, _SOON), show)

    def _on_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    def _lead_to(self, reply: Reply) -> None:
        lead_to(self._page, reply.id)
        self._window.activateWindow()
        self._page.focus_search()


def _each_pair(alike: Sequence[Alike]) -> list[Alike]:
    """Each two replies once, in the language in which they are most alike."""
    found: dict[tuple[str, str], Alike] = {}
    for pair in alike:
        found.setdefault((pair.one.id, pair.other.id), pair)
    return list(found.values())


_Gathered = tuple[list[Reply], dict[str, Usage], int]


def _gathered(workspace: Workspace) -> _Gathered:
    """What the store knows: the replies that the agent sees, their use, how many proposals."""
    seen = ("", workspace.people.agent)
    replies = [reply for reply in workspace.replies.all() if reply.owner in seen]
    return replies, workspace.favourites.usage(), len(workspace.proposals.open())
