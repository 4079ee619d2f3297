"""Forgetting a buyer from the window: what would go is told first, since nothing brings it back."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QWidget,
)

from csconsole.desktop.dialogs import buttons, column
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.orders.view import OrderView
from csconsole.desktop.talks.desk import TalkDesk
from csconsole.language import _, ngettext
from csconsole.orders.model import Whom
from csconsole.workspace.forgetting import Forgotten

_LEAST_WIDTH = 360


class BuyerForgetting(QObject):
    """Asks, forgets, and closes the talks with the buyer; the supervisor's."""

    def __init__(self, talks: TalkDesk, jobs: Jobs, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._talks, self._jobs, self._notices, self._window = talks, jobs, notices, window

    def ask(self, view: OrderView, done: Callable[[], None]) -> None:
        """Tell what would be removed of the buyer of an order, and remove it if that is wanted."""
        order, name = view.order, view.order.buyer or view.order.recipient.name
        whom = Whom(order=order.no, shop=order.shop.name)
        every = [order.id, *(other.id for other in view.page.others)]

        def on_known(told: Forgotten) -> None:
            sheet = ForgetSheet(name, told, self._window)
            sheet.accepted.connect(lambda: self._forget(whom, every, done))
            sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            sheet.open()

        self._jobs.run(
            lambda workspace: workspace.privacy.forgetting.forget(whom, dry_run=True), on_known
        )

    def _forget(self, whom: Whom, orders: list[str], done: Callable[[], None]) -> None:
        self._talks.drop(orders)

        def on_forgotten(told: Forgotten) -> None:
            self._notices.say(_("Forgotten: {what}").format(what=told_counts(told)))
            done()

        self._jobs.run(lambda workspace: workspace.privacy.forgetting.forget(whom), on_forgotten)


class ForgetSheet(QDialog):
    """What would be removed, what stays, and a button that nobody presses by accident."""

    def __init__(self, name: str, told: Forgotten, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Forget the buyer"))
        self.setMinimumWidth(_LEAST_WIDTH)
        layout = column(self)
        said = QLabel(
            _(
                "All that is kept of {name} is removed for good: {what}. Nothing brings it back."
            ).format(name=name, what=told_counts(told))
        )
        said.setTextFormat(Qt.TextFormat.PlainText)
        said.setWordWrap(True)
        layout.addWidget(said)
        if told.remaining:
            layout.addWidget(QLabel(_("Not removed:")))
            remaining = QPlainTextEdit(
                "\n".join(f"{one.where}: {one.what}" for one in told.remaining)
            )
            remaining.setReadOnly(True)
            remaining.setTabChangesFocus(True)
            remaining.setAccessibleName(_("Not removed:"))
            layout.addWidget(remaining)
        box = buttons(self, ok=_("Forget for good"), cancel=_("Keep"))
        layout.addWidget(box)
        _stand_at_keep(box)


def told_counts(told: Forgotten) -> str:
    """How many things of each kind, in a sentence's form."""
    orders, notes = told.counts.get("order", 0), told.counts.get("order_note", 0)
    counted = (
        (ngettext("{count} order", "{count} orders", orders), orders),
        (ngettext("{count} note", "{count} notes", notes), notes),
        (ngettext("{count} file", "{count} files", told.attachments), told.attachments),
    )
    return ", ".join(words.format(count=count) for words, count in counted if count)


def _stand_at_keep(box: QDialogButtonBox) -> None:
    """Enter must not forget anybody: the button that keeps is the one that Enter presses."""
    for button in box.buttons():
        is_keep = box.buttonRole(button) is QDialogButtonBox.ButtonRole.RejectRole
        if isinstance(button, QPushButton):
            button.setDefault(is_keep)
            button.setAutoDefault(is_keep)
        button.setProperty("role", "primary" if is_keep else "quiet")
        if is_keep:
            button.setFocus()
