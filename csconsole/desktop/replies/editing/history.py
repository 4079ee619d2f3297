"""The history of a reply: who changed what and when, put back or undone."""

from datetime import datetime

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QWidget

from csconsole.desktop.replies.editing.list_dialog import ListDialog
from csconsole.desktop.replies.editing.telling import cause_label
from csconsole.language import _
from csconsole.replies.editing_model import Change


class HistoryDialog(ListDialog):
    """Every change of a reply, the newest first.

    Signals:
        put_back_asked: the reply is to be again what it was after a change.
        undo_asked: a change is to be taken back.
    """

    put_back_asked = Signal(object)
    undo_asked = Signal(object)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(
            _("History: {title}").format(title=title), _("Nothing is known of this reply"), parent
        )
        self.add_button(
            _("Put this version back"),
            lambda: self.put_back_asked.emit(self.current()),
            {_("Enter"): Qt.Key.Key_Return},
            primary=True,
        )
        self.add_button(
            _("Take this change back"),
            lambda: self.undo_asked.emit(self.current()),
            {"U": Qt.Key.Key_U},
        )

    def show_changes(self, changes: list[Change]) -> None:
        """Show what became of the reply."""
        self.fill([(_row(change), change) for change in changes])

    def show_thing(self, thing: Change) -> None:
        """Show what a change did."""
        self.shown.show_fields(thing.fields, _row(thing))


def moment_text(moment: datetime) -> str:
    """A moment in this machine's time, as the language writes it."""
    told = QDateTime.fromMSecsSinceEpoch(int(moment.timestamp() * 1000))
    return QLocale().toString(told, QLocale.FormatType.ShortFormat)


def _row(change: Change) -> str:
    parts = (moment_text(change.at), change.agent, cause_label(change.cause))
    return " · ".join(part for part in parts if part)
