"""The pictures of a reply in the editor: added from files or by dropping them, and taken away."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.replies.editing.thumbnails import Thumbnails
from csconsole.desktop.replies.editing.work import Work
from csconsole.language import _

_ENDINGS = "*.png *.jpg *.jpeg *.gif *.webp *.bmp"


class PicturesField(QWidget):
    """Pictures with a button to add one; pressing a picture takes it out.

    Signals:
        changed: there are other pictures now.
    """

    changed = Signal()

    def __init__(self, work: Work, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.setAcceptDrops(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.thumbnails = Thumbnails(work, _("take it out"))
        self.thumbnails.chosen.connect(self._take_out)
        self.add_button = QPushButton(_("Add a picture…"))
        self.add_button.setToolTip(_("Or drop a file here"))
        self.add_button.setAutoDefault(False)
        self.add_button.clicked.connect(self._ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_SMALL)
        column.addWidget(self.thumbnails)
        column.addWidget(self.add_button)

    def names(self) -> tuple[str, ...]:
        """The pictures by their names, in their order."""
        return self.thumbnails.names()

    def show_pictures(self, names: tuple[str, ...]) -> None:
        """Show a reply's pictures."""
        self.thumbnails.show_pictures(names)

    def add(self, paths: list[Path]) -> None:
        """Keep copies of files and show them."""
        self._work.run(
            lambda workspace: [workspace.pictures.take(path) for path in paths], self._on_kept
        )

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802  (Qt's name)
        """Files can be dropped here."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802  (Qt's name)
        """Add the files that were dropped."""
        event.acceptProposedAction()
        urls = event.mimeData().urls()
        self.add([Path(url.toLocalFile()) for url in urls if url.isLocalFile()])

    def _ask(self) -> None:
        names, _chosen = QFileDialog.getOpenFileNames(
            self, _("Add a picture"), "", f"{_('Pictures')} ({_ENDINGS})"
        )
        if names:
            self.add([Path(name) for name in names])

    def _on_kept(self, names: list[str]) -> None:
        self.thumbnails.show_pictures(tuple(dict.fromkeys([*self.names(), *names])))
        self.changed.emit()

    def _take_out(self, name: str) -> None:
        self.add_button.setFocus()
        self.thumbnails.show_pictures(tuple(one for one in self.names() if one != name))
        self.changed.emit()
