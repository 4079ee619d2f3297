"""The archive: what was put away, to be looked at and brought back."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from csconsole.desktop.replies.editing.list_dialog import ListDialog
from csconsole.language import _
from csconsole.replies.model import Reply


class ArchiveDialog(ListDialog):
    """The replies that were put away.

    Signals:
        back_asked: replies are to be brought back.
    """

    back_asked = Signal(list)

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(_("Archive"), _("Nothing is archived"), parent)
        self._language = language
        self._replies: list[Reply] = []
        self.rows.setSelectionMode(self.rows.SelectionMode.ExtendedSelection)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("Search the archive"))
        self.search.setAccessibleName(_("Search the archive"))
        self.search.textChanged.connect(lambda _text: self._show(focus=False))
        self.layout_column.insertWidget(0, self.search)
        self.add_button(
            _("Bring back"), self._on_back, {_("Enter"): Qt.Key.Key_Return}, primary=True
        )

    def show_replies(self, replies: list[Reply]) -> None:
        """Show what is archived."""
        self._replies = replies
        self._show()

    def show_thing(self, thing: Reply) -> None:
        """Show a reply."""
        known = {
            "text": thing.text,
            "category": thing.category,
            "shortcut": thing.shortcut,
            "tags": thing.tags,
        }
        self.shown.show_fields(
            {name: (value, value) for name, value in known.items() if value},
            thing.title_in(self._language),
        )

    def _show(self, *, focus: bool = True) -> None:
        wanted = self.search.text().strip().lower()
        rows = [(reply.title_in(self._language), reply) for reply in self._replies]
        self.fill(
            [
                (title, reply)
                for title, reply in rows
                if wanted in " ".join((title, reply.shortcut, *reply.text.values())).lower()
            ]
        )
        if not focus:
            self.search.setFocus()

    def _on_back(self) -> None:
        chosen = [item.data(Qt.ItemDataRole.UserRole) for item in self.rows.selectedItems()]
        self.back_asked.emit(chosen or [self.current()])
