"""The list below the cursor that offers how a variable goes on."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from csconsole.language import _
from csconsole.replies.variables import Variable

_MOST_LINES = 7
_WIDTH = 320


class OffersList(QListWidget):
    """Offers; the text field above it keeps the focus and leads it.

    Signals:
        chosen: an offer was clicked.
    """

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent
        self.setObjectName("offers")
        self.setAccessibleName(_("Variables"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemClicked.connect(lambda item: self.chosen.emit(_offer(item)))
        self.hide()

    def show_offers(self, offers: Sequence[Variable], below: QPoint, above: QPoint) -> None:
        """Show these below a point of the parent, or above one where there is no room below."""
        self.clear()
        for offer in offers:
            item = QListWidgetItem(f"{{{offer.written}}}   {offer.meaning}")
            item.setData(Qt.ItemDataRole.UserRole, offer)
            self.addItem(item)
        if not offers:
            self.hide()
            return
        self.setCurrentRow(0)
        room = self._window.rect()
        height = self.sizeHintForRow(0) * min(len(offers), _MOST_LINES) + 2 * self.frameWidth() + 8
        width = min(_WIDTH, room.width())
        top = below.y() if below.y() + height <= room.height() else max(0, above.y() - height)
        self.setGeometry(max(0, min(below.x(), room.width() - width)), top, width, height)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Mark the next offer, or the one before, around the end."""
        self.setCurrentRow((self.currentRow() + by) % max(1, self.count()))

    def current(self) -> Variable | None:
        """The offer that is marked."""
        return _offer(self.currentItem())


def _offer(item: QListWidgetItem | None) -> Variable | None:
    return item.data(Qt.ItemDataRole.UserRole) if item is not None else None
