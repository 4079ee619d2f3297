"""The few things that are asked about an order: a waybill, a buyer's tags; a note's history."""

import re
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import (
    QDialog,
    QFormLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.dialogs import buttons, column
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.orders.view import Parcel, parcel
from csconsole.desktop.orders.words import moment_text, name_and_tags
from csconsole.language import _
from csconsole.orders.model import Buyer, NoteChange, Waybill

_WIDTH = 300
_TOLD_AFTER_MS = 120  # after the last letter of a number
_BETWEEN_TAGS = re.compile(r"[,，、;；\n]+")


class WaybillSheet(QDialog):
    """Asks for a waybill; says whose number it looks like while it is typed."""

    def __init__(self, jobs: Jobs, parent: QWidget) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self.setWindowTitle(_("Waybill"))
        self.setMinimumWidth(_WIDTH)
        self.number, self.courier = QLineEdit(), QLineEdit()
        self.told = QLabel(" ")
        self.told.setProperty("role", "quiet")
        self.told.setWordWrap(True)
        form = _form(((_("Number"), self.number), (_("Courier"), self.courier)))
        self.courier.setPlaceholderText(_("as the number looks"))
        self._telling = QTimer(self)
        self._telling.setSingleShot(True)
        self._telling.setInterval(_TOLD_AFTER_MS)
        self._telling.timeout.connect(self._recognise)
        self.number.textChanged.connect(lambda _text: self._telling.start())
        self.courier.textChanged.connect(lambda _text: self._telling.start())
        layout = column(self)
        layout.addLayout(form)
        layout.addWidget(self.told)
        layout.addWidget(buttons(self, ok=_("Enter"), cancel=_("Cancel")))
        self.number.setFocus()

    def _recognise(self) -> None:
        waybill = Waybill(self.number.text(), self.courier.text())
        self._jobs.think(lambda: parcel(waybill, waybill.courier), self._show)

    def _show(self, found: Parcel) -> None:
        if found.waybill.number == self.number.text():
            doubt = found.doubt
            if doubt and not found.is_wrong:
                doubt = _("or {couriers}").format(couriers=doubt)
            self.told.setText(name_and_tags(found.courier, doubt) or " ")


class BuyerSheet(QDialog):
    """Asks what is said of a buyer."""

    def __init__(self, buyer: Buyer, parent: QWidget) -> None:
        super().__init__(parent)
        self._buyer = buyer
        self.setWindowTitle(_("Buyer {name}").format(name=buyer.name))
        self.setMinimumWidth(_WIDTH)
        self.tier, self.kind = QLineEdit(buyer.tier), QLineEdit(buyer.kind)
        self.tags = QLineEdit(", ".join(buyer.tags))
        self.no_promises = QLineEdit(buyer.no_promises)
        self.tier.setPlaceholderText(_("such as VIP2"))
        self.kind.setPlaceholderText(_("such as regular or reseller"))
        self.tags.setPlaceholderText(_("with commas between"))
        self.no_promises.setPlaceholderText(_("such as no second refund without return"))
        form = _form(
            (
                (_("Tier"), self.tier),
                (_("Customer type"), self.kind),
                (_("Tags"), self.tags),
                (_("Must not be promised"), self.no_promises),
            )
        )
        layout = column(self)
        layout.addLayout(form)
        layout.addWidget(buttons(self, ok=_("Save"), cancel=_("Cancel")))

    def buyer(self) -> Buyer:
        """The buyer as entered."""
        tags = (tag.strip() for tag in _BETWEEN_TAGS.split(self.tags.text()))
        return replace(
            self._buyer,
            tier=self.tier.text(),
            kind=self.kind.text(),
            tags=tuple(dict.fromkeys(tag for tag in tags if tag)),
            no_promises=self.no_promises.text(),
        )


class HistorySheet(QDialog):
    """Shows every text that a note has had, the newest first."""

    def __init__(self, changes: list[NoteChange], now: datetime, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("History of the note"))
        self.setMinimumWidth(_WIDTH)
        self.list = QListWidget()
        self.list.setAccessibleName(self.windowTitle())
        self.list.setWordWrap(True)
        for change in reversed(changes):
            who = name_and_tags(moment_text(change.at, now), change.agent)
            QListWidgetItem(f"{who}\n{change.text}", self.list)
        self.list.setCurrentRow(0)
        layout = column(self)
        layout.addWidget(self.list)
        layout.addWidget(buttons(self, ok=_("Close")))


def _form(fields: tuple[tuple[str, QLineEdit], ...]) -> QFormLayout:
    form = QFormLayout()
    form.setVerticalSpacing(theme.SPACE)
    form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
    for words, field in fields:
        label = QLabel(words)
        label.setBuddy(field)
        field.setAccessibleName(words)
        form.addRow(label, field)
    return form
