"""Choosing what the tables are of: days, shop, agent and kind."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QDate, Signal
from PySide6.QtWidgets import QComboBox, QDateEdit, QWidget

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.reports.state import KIND_NAMES, RANGE_NAMES, Range, days_of
from csconsole.language import _
from csconsole.reports.model import Asked


class Choosing(QWidget):
    """The chosen days and what else is asked for.

    Signals:
        changed: something else is asked for.
    """

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._today = date.min
        self.range = _box(_("Days"))
        for one in Range:
            self.range.addItem(_(RANGE_NAMES[one]), one.value)
        self.begin, self.until = QDateEdit(), QDateEdit()
        for edit, name in ((self.begin, _("First day")), (self.until, _("Last day"))):
            edit.setCalendarPopup(True)
            edit.setDisplayFormat("yyyy-MM-dd")
            edit.setAccessibleName(name)
            edit.setToolTip(name)
            edit.hide()
            edit.dateChanged.connect(lambda _day: self.changed.emit())
        self.shop, self.agent, self.kind = _box(_("Shop")), _box(_("Agent")), _box(_("Kind"))
        self.kind.addItem(_("All kinds"), "")
        for kind, name in KIND_NAMES.items():
            self.kind.addItem(_(name), kind.value)
        self.show_names((), ())
        row = FlowLayout(self, theme.SPACE)
        for widget in (self.range, self.begin, self.until, self.shop, self.agent, self.kind):
            row.addWidget(widget)
        self.range.currentIndexChanged.connect(lambda _at: self._on_range())
        for box in (self.shop, self.agent, self.kind):
            box.currentIndexChanged.connect(lambda _at: self.changed.emit())
        self.setFocusProxy(self.range)

    @property
    def chosen_range(self) -> Range:
        """The range that is chosen."""
        return Range(self.range.currentData())

    def show_names(self, shops: Sequence[str], agents: Sequence[str]) -> None:
        """Offer these shops and agents; what is chosen stays so where it is among them."""
        for box, everything, names in (
            (self.shop, _("All shops"), shops),
            (self.agent, _("All agents"), agents),
        ):
            before = box.currentData()
            box.blockSignals(True)  # noqa: FBT003  (Qt's own form)
            box.clear()
            box.addItem(everything, "")
            for name in names:
                box.addItem(name, name)
            box.setCurrentIndex(max(0, box.findData(before)))
            box.blockSignals(False)  # noqa: FBT003
            box.setVisible(len(names) > 1)

    def asked(self, today: date) -> Asked:
        """What is asked for, on the shop's present day."""
        self._today = today
        begin, until = days_of(self.chosen_range, today)
        if self.chosen_range is Range.DAYS:
            begin, until = _day(self.begin), _day(self.until)
        return Asked(
            begin,
            max(begin, until),
            self.agent.currentData() or "",
            self.kind.currentData() or "",
            self.shop.currentData() or "",
        )

    def choose(self, begin: date, until: date) -> None:
        """Ask for these days."""
        self.blockSignals(True)  # noqa: FBT003  (one change, not three)
        self.range.setCurrentIndex(self.range.findData(Range.DAYS.value))
        self.begin.setDate(QDate(begin.year, begin.month, begin.day))
        self.until.setDate(QDate(until.year, until.month, until.day))
        self.blockSignals(False)  # noqa: FBT003
        self.changed.emit()

    def _on_range(self) -> None:
        is_free = self.chosen_range is Range.DAYS
        if is_free and self._today > date.min and self.begin.date() == QDate(2000, 1, 1):
            for edit in (self.begin, self.until):
                edit.blockSignals(True)  # noqa: FBT003
                edit.setDate(QDate(self._today.year, self._today.month, self._today.day))
                edit.blockSignals(False)  # noqa: FBT003
        for edit in (self.begin, self.until):
            edit.setVisible(is_free)
        self.changed.emit()


def _box(name: str) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    box.setToolTip(name)
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    return box


def _day(edit: QDateEdit) -> date:
    told = edit.date()
    return date(told.year(), told.month(), told.day())
