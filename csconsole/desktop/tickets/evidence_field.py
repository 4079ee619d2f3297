"""The evidence on a ticket in its form: photos and files, dropped, pasted or chosen."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QGuiApplication, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QFileDialog,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.replies.editing.thumbnails import decoded
from csconsole.desktop.tickets.evidence_taking import Source, Taken, complaint, sources_of, take
from csconsole.desktop.tickets.evidence_tiles import PICTURE, EvidenceTiles, tile_look
from csconsole.desktop.tickets.evidence_view import EvidenceView
from csconsole.language import _
from csconsole.tickets.evidence import Piece
from csconsole.tickets.file_types import Sort
from csconsole.workspace.workspace import Workspace


class EvidenceField(QWidget):
    """Photos and files of one ticket; everything that takes time is done by the store's worker.

    Signals:
        changed: the evidence on the ticket of this id is other than before.

    Attributes:
        tiles: the small pictures.
        add_button, paste_button: what else can be done.
    """

    changed = Signal(str)

    def __init__(self, jobs: Jobs, notices: Notices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._notices = jobs, notices
        self._ticket = ""
        self._actions: list[str] = []  # what can be taken back, the last one last
        self.tiles = EvidenceTiles()
        self.tiles.opened.connect(self.look)
        self.tiles.removed.connect(self.remove)
        self.tiles.brought.connect(self._on_brought)
        self.tiles.moved.connect(self._move)
        self.tiles.undone.connect(self.undo)
        self.add_button = QPushButton(_("Add photos or files…"))
        self.add_button.clicked.connect(self._ask)
        self.paste_button = QPushButton(_("Paste"))
        self.paste_button.clicked.connect(self.paste)
        self._lay_out()
        shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(self.paste)
        self.show_ticket("")

    def show_ticket(self, ticket: str) -> None:
        """Show the evidence on a ticket, by its id; "" for none yet."""
        if ticket != self._ticket:
            self._actions = []
            self._show([])
        self._ticket = ticket
        self.setEnabled(bool(ticket))
        if ticket:
            self._jobs.run(
                lambda workspace: workspace.evidence.of(ticket),
                lambda pieces: self._on_loaded(ticket, pieces),
                self._notices.complain,
            )

    def add(self, sources: list[Source]) -> None:
        """Take files and pictures in; those that cannot be taken are told."""
        ticket = self._ticket
        if ticket and sources:
            self._jobs.run(
                lambda workspace: take(workspace, ticket, sources),
                lambda taken: self._on_taken(ticket, taken),
                self._notices.complain,
            )

    def paste(self) -> None:
        """Take what was copied: a screenshot, or files."""
        copied: QMimeData | None = QGuiApplication.clipboard().mimeData()  # the stubs know no None
        sources = sources_of(copied) if copied is not None else []
        if sources:
            self.add(sources)
        else:
            self._notices.say(_("There is no picture and no file in the clipboard"))

    def remove(self, pieces: list[Piece]) -> None:
        """Take pieces out; it can be taken back."""
        told = pieces[0].name if len(pieces) == 1 else _("{count} files").format(count=len(pieces))
        ids = [piece.id for piece in pieces]
        self._change(
            lambda workspace: workspace.evidence.remove_all(ids, workspace.now()),
            _("Taken out: {name}").format(name=told),
        )

    def undo(self) -> None:
        """Take the last change back that was made here."""
        if not self._actions:
            self._notices.say(_("There is nothing to undo"))
            return
        self._take_back(self._ticket, self._actions[-1])

    def look(self, at: int) -> None:
        """Show a piece in full."""
        view = EvidenceView(self._jobs, self._notices, self.tiles.pieces(), at, self.window())
        view.looked.connect(self.tiles.setCurrentRow)
        view.open()

    def _lay_out(self) -> None:
        buttons = QWidget()
        line = FlowLayout(buttons, theme.SPACE)
        for button in (self.add_button, self.paste_button):
            button.setAutoDefault(False)
            line.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_SMALL)
        column.addWidget(self.tiles, stretch=1)
        column.addWidget(buttons)
        key = QKeySequence(QKeySequence.StandardKey.Paste)
        told = key.toString(QKeySequence.SequenceFormat.NativeText)
        self.paste_button.setToolTip(_("Take what was copied ({key})").format(key=told))
        self.setStyleSheet(tile_look())
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def _ask(self) -> None:
        names, _chosen = QFileDialog.getOpenFileNames(self, _("Add photos or files"))
        self.add([Path(name) for name in names])

    def _on_brought(self, data: QMimeData) -> None:
        self.add(sources_of(data))

    def _move(self, piece: str, way: int) -> None:
        ids = [one.id for one in self.tiles.pieces()]
        at = ids.index(piece)
        to = at + way
        if not 0 <= to < len(ids):
            return
        ids[at], ids[to] = ids[to], ids[at]
        ticket = self._ticket
        self._change(
            lambda workspace: workspace.evidence.arrange(ticket, ids),
            _("Moved"),
            lambda: self.tiles.choose(piece),
        )

    def _change(
        self, work: Callable[[Workspace], str], told: str, then: Callable[[], None] = lambda: None
    ) -> None:
        ticket = self._ticket

        def working(workspace: Workspace) -> tuple[str, list[Piece]]:
            return work(workspace), workspace.evidence.of(ticket)

        def done(answer: tuple[str, list[Piece]]) -> None:
            action, pieces = answer
            self._on_loaded(ticket, pieces)
            then()
            self._offer_undo(ticket, action, told)

        self._jobs.run(working, done, self._notices.complain)

    def _take_back(self, ticket: str, action: str) -> None:
        """Undo one change, of a ticket that may have left the field by now."""
        if action in self._actions:
            self._actions.remove(action)

        def work(workspace: Workspace) -> list[Piece]:
            workspace.evidence.undo(action)
            return workspace.evidence.of(ticket)

        def done(pieces: list[Piece]) -> None:
            self._on_loaded(ticket, pieces)
            self._notices.say(_("Undone"))
            self.changed.emit(ticket)

        self._jobs.run(work, done, self._notices.complain)

    def _on_taken(self, ticket: str, taken: Taken) -> None:
        self._on_loaded(ticket, list(taken.pieces))
        if taken.added is not None:
            self.tiles.choose(taken.added.pieces[-1].id)
            new = len(taken.added.pieces) - taken.added.known
            told = _("Added: {count}").format(count=new) if new else _("It is there already")
            broken = [piece.name for piece in taken.added.pieces if piece.broken]
            if broken:
                told += " · " + _("broken: {names}").format(names=", ".join(broken[:3]))
            self._offer_undo(ticket, taken.added.action, told)
        if taken.refused:
            self._notices.complain(complaint(taken.refused))

    def _offer_undo(self, ticket: str, action: str, told: str) -> None:
        if not action:
            self._notices.say(told)
            return
        if ticket == self._ticket:
            self._actions.append(action)
            self._notices.offer(told, _("Undo"), lambda: self._take_back(ticket, action))
        self.changed.emit(ticket)

    def _on_loaded(self, ticket: str, pieces: list[Piece]) -> None:
        if ticket == self._ticket:  # else another one is before the agent by now
            self._show(pieces)

    def _show(self, pieces: list[Piece]) -> None:
        known = {piece.id for piece in self.tiles.pieces()}
        self.tiles.show_pieces(pieces)
        for piece in pieces:
            if piece.id not in known and piece.type.sort is Sort.PICTURE:
                self._load(piece)

    def _load(self, piece: Piece) -> None:
        def show(picture: QImage | None) -> None:
            self.tiles.show_picture(piece.attachment, picture)

        self._jobs.run(lambda workspace: decoded(workspace.evidence.content(piece), PICTURE), show)
