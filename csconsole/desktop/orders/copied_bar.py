"""A quiet bar that offers the order whose number, waybill or buyer was copied elsewhere."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.orders.copied import CopiedTexts, order_of
from csconsole.desktop.orders.words import name_and_tags
from csconsole.language import _
from csconsole.orders.model import Order


class CopiedBar(QFrame):
    """Looks at the clipboard when the window becomes active, and at no other time.

    Signals:
        taken: the order that was offered is wanted.
    """

    taken = Signal(object)

    def __init__(self, jobs: Jobs, window: QWidget) -> None:
        super().__init__()
        self.setObjectName("copied")
        self._jobs, self._window = jobs, window
        self._texts = CopiedTexts()
        self.order: Order | None = None
        self._present = ""  # the order of the talk, which need not be offered
        self._told = QLabel()
        self._told.setTextFormat(Qt.TextFormat.PlainText)
        self._told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.button = _button(_("Open (Ctrl+O)"), _("Open this order (Ctrl+O)"))
        self.button.clicked.connect(self.take)
        closing = _button("×", _("Do not open it"))
        closing.clicked.connect(self.put_away)
        row = QHBoxLayout(self)
        row.setContentsMargins(theme.SPACE_LARGE, 0, theme.SPACE_SMALL, 0)
        row.addWidget(self._told, stretch=1)
        row.addWidget(self.button)
        row.addWidget(closing)
        self.hide()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """The agent comes back from another program."""
        if watched is self._window and event.type() is QEvent.Type.WindowActivate:
            self.look()
        return super().eventFilter(watched, event)

    def look(self) -> None:
        """Offer the order that the clipboard names, if it was copied elsewhere."""
        clipboard = QGuiApplication.clipboard()
        if QApplication.activeModalWidget() is not None or clipboard.ownsClipboard():
            return
        named = self._texts.read(clipboard.text())
        if named is not None:
            self.put_away()
            self._jobs.run(lambda workspace: order_of(workspace, named), self._offer)

    def know(self, order_id: str) -> None:
        """An order is before the agent, and need not be offered."""
        self._present = order_id
        if self.order is not None and self.order.id == order_id:
            self.put_away()

    def take(self) -> None:
        """Open what is offered."""
        order = self.order
        if order is not None:
            self.put_away()
            self.taken.emit(order)

    def put_away(self) -> None:
        """Offer nothing any more."""
        self.order = None
        self.hide()

    def _offer(self, order: Order | None) -> None:
        if order is None or order.id == self._present:
            return
        self.order = order
        buyer = order.buyer or order.recipient.name
        told = _("Copied: order {no}").format(no=order.no)
        self._told.setText(name_and_tags(told, buyer))
        self._told.setToolTip(self._told.text())
        self.setAccessibleName(self._told.text())
        self.show()


def _button(text: str, tip: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setProperty("role", "talk")
    return button
