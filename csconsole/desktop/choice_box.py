"""A box of choices in a page that is scrolled."""

from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox


class ChoiceBox(QComboBox):
    """Lets the wheel scroll the page: it would change, unseen, what lies under the pointer."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  (Qt's name)
        """Leave the wheel to what is scrolled."""
        event.ignore()
