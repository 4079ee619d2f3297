"""Moving replies by the mouse: rows of the list are dragged onto the chip of a category."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QToolButton

from csconsole.desktop.replies.category_bar import CategoryBar
from csconsole.desktop.replies.model import REPLY_IDS

_ENTERING = {QEvent.Type.DragEnter, QEvent.Type.DragMove}


class ChipDrops(QObject):
    """Lets rows of the list be dragged, and chips take what is dropped on them.

    Signals:
        dropped: (ids of the replies, path of the chip).
    """

    dropped = Signal(list, str)

    def __init__(
        self, results: QListView, chips: CategoryBar, takes: Callable[[str], bool], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._chips, self._takes = chips, takes
        self._lit: QToolButton | None = None
        results.setDragEnabled(True)
        results.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        chips.setAcceptDrops(True)
        chips.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Light the chip below the mouse, and take what is dropped on it."""
        if event.type() is QEvent.Type.DragLeave:
            self._light(None)
        if not isinstance(event, QDropEvent) or not _ids(event):
            return super().eventFilter(watched, event)
        chip = self._chip(event.position().toPoint())
        if chip is None:
            self._light(None)
            event.ignore()
            # Entered between two chips: the move that follows may come upon one.
            if event.type() is QEvent.Type.DragEnter:
                event.accept()
        elif event.type() in _ENTERING:
            self._light(chip)
            event.acceptProposedAction()
        else:
            self._light(None)
            event.acceptProposedAction()
            self.dropped.emit(_ids(event), str(chip.property("path")))
        return True

    def _chip(self, place: QPoint) -> QToolButton | None:
        """The chip at a place, if it takes replies."""
        found = self._chips.childAt(place)
        if isinstance(found, QToolButton) and self._takes(str(found.property("path") or "")):
            return found
        return None

    def _light(self, chip: QToolButton | None) -> None:
        if self._lit is not chip:
            if self._lit is not None and self._lit in self._chips.chips():
                self._lit.setDown(False)
            self._lit = chip
            if chip is not None:
                chip.setDown(True)


def _ids(event: QDropEvent) -> Sequence[str]:
    told = bytes(event.mimeData().data(REPLY_IDS).data()).decode("utf-8")
    return [one for one in told.split("\n") if one]
