"""What an agent does to an order: each thing at once, said in passing, with a way back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.orders.rows import Row
from csconsole.desktop.orders.words import flag_name
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.orders.model import Buyer, Flag, Note, NoteChange, Order, Waybill
from csconsole.workspace.workspace import Workspace

_LONGEST_TOLD = 40  # characters of a value in a word in passing
Refused = Callable[[UserError], None]


class OrderActs(QObject):
    """Writes notes and marks of orders and buyers in the store's worker.

    Signals:
        changed: what agents have written on an order or buyer is another one now.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._jobs, self._notices = jobs, notices

    def copy(self, row: Row) -> None:
        """Put a value on the clipboard."""
        if row.copied:
            QGuiApplication.clipboard().setText(row.copied)
            self._notices.say(_("Copied: {title}").format(title=_short(row.copied)))

    def reveal(self, order_id: str, done: Callable[[], None]) -> None:
        """Write down that the agent looks at phone and address; then they may be shown."""
        self._jobs.run(
            lambda workspace: workspace.notes.reveal(order_id, "all"), lambda _nothing: done()
        )

    def add_note(self, order_id: str, text: str, refused: Refused) -> None:
        """Add a note."""

        def work(workspace: Workspace) -> str:
            _note, action = workspace.notes.add(order_id, text)
            return action

        self._do(work, _("Noted"), refused)

    def change_note(self, note: str, text: str, refused: Refused) -> None:
        """Change the text of a note."""
        self._do(lambda one: one.notes.edit(note, text), _("The note was changed"), refused)

    def pin_note(self, note: Note) -> None:
        """Keep a note above all others, or let it go."""
        told = _("The note is pinned no more") if note.pinned else _("The note is pinned")
        self._do(lambda one: one.notes.pin(note.id, pinned=not note.pinned), told)

    def remove_note(self, note: Note) -> None:
        """Take a note away."""
        self._do(lambda one: one.notes.remove(note.id), _("The note was removed"))

    def history(self, note: Note, done: Callable[[list[NoteChange]], None]) -> None:
        """Ask which texts a note has had."""
        self._jobs.run(lambda one: one.notes.history(note.id), done)

    def flag(self, order: Order, flag: Flag | None) -> None:
        """Give an order a flag, or take it off."""
        told = _("Flag: {colour}").format(colour=flag_name(flag)) if flag else _("No flag any more")
        self._do(lambda one: one.notes.flag(order.id, flag), told)

    def enter_waybill(self, order: Order, number: str, courier: str) -> None:
        """Enter a waybill by hand."""
        told = _("Entered: waybill {number}").format(number=number.strip())
        self._do(lambda one: one.notes.enter_waybill(order, number, courier), told)

    def remove_waybill(self, order: Order, waybill: Waybill) -> None:
        """Take a waybill away that was entered by hand."""
        told = _("Removed: waybill {number}").format(number=waybill.number)
        self._do(lambda one: one.notes.remove_waybill(order, waybill), told)

    def describe_buyer(self, buyer: Buyer) -> None:
        """Keep what is said of a buyer."""
        told = _("Kept: {what}").format(what=buyer.name)
        self._do(lambda one: one.notes.describe_buyer(buyer), told)

    def _do(
        self, work: Callable[[Workspace], str], told: str, refused: Refused | None = None
    ) -> None:
        def on_done(action: str) -> None:
            self.changed.emit()
            self._notices.say(told, undo=lambda: self._undo(action, told))

        def on_refused(error: UserError) -> None:
            if refused is not None:
                refused(error)
            self._notices.complain(error)

        self._jobs.run(work, on_done, on_refused)

    def _undo(self, action: str, told: str) -> None:
        def on_undone(_undone: object) -> None:
            self.changed.emit()
            self._notices.say(_("Undone: {what}").format(what=told))

        self._jobs.run(lambda one: one.notes.undo(action), on_undone, self._notices.complain)


def _short(text: str) -> str:
    """A value in one line, cut where it is long."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TOLD else f"{line[: _LONGEST_TOLD - 1]}…"
