"""The filters of the list as chips and menus: each writes into the search box what it means."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QInputDialog, QMenu, QToolButton, QWidget

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.tickets.listing.menu_chip import MenuChip
from csconsole.desktop.tickets.listing.query import (
    DAYS,
    ME,
    SORTS,
    Query,
    QueryReader,
    shown,
    tokens,
    with_filter,
    with_flag,
)
from csconsole.desktop.tickets.listing.saved import SavedFilters
from csconsole.language import _
from csconsole.tickets.labels import tier_name
from csconsole.tickets.model import Tier
from csconsole.tickets.moving import in_language

_MOST_NUMBERS = 9


class FilterBar(QWidget):
    """Chips of what is on or off, menus of what is one of several.

    Signals:
        asked: a line for the search box.
        kept: the filters that are kept are others now.
    """

    asked = Signal(str)
    kept = Signal(object)

    def __init__(self, reader: QueryReader, saved: SavedFilters) -> None:
        super().__init__()
        self._reader = reader
        self._text, self._query = "", Query()
        self.saved = saved
        self.owners: Sequence[str] = ()
        self._row = FlowLayout(self, theme.SPACE_SMALL)
        self.flags = {
            "open": self._flag("open", _("Still open"), _("Only tickets that are not closed")),
            "late": self._flag("late", _("Late"), _("Only those of which something has run out")),
            "complaint": self._flag(
                "complaint", _("Complaint"), _("Only those with a complaint beyond the case")
            ),
        }
        self.menus = {
            "kind": self._menu(_("Kind"), self._kinds),
            "state": self._menu(_("State"), self._states),
            "tier": self._menu(_("Tier"), self._tiers),
            "owner": self._menu(_("Owner"), self._owners),
            "on": self._menu(_("Opened"), self._days),
            "sort": self._menu(_("Sort"), self._sorts),
        }
        self._every = self._menu(_("Filters"), self._all)
        self._every.hide()
        self.menus["saved"] = self._menu(_("Kept filters"), self._saved)
        tip = _("Filters that you keep: 1 to 9 in the menu (Ctrl+L)")
        self.menus["saved"].setToolTip(tip)

    def show_query(self, text: str, query: Query) -> None:
        """Show what a line asks for."""
        self._text, self._query = text, query
        filters = query.filters
        for flag, is_on in (
            ("open", filters.open_only),
            ("late", filters.late),
            ("complaint", filters.complaint),
        ):
            self.flags[flag].setChecked(is_on)
        named = {one.name: one.value for one in tokens(text) if one.name}
        self._every.setChecked(bool(named.keys() - {"is"}))
        for name, button in self.menus.items():
            button.setChecked(bool(named.get(name)))
            button.setText(self._label(name, named.get(name, "")))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Where there is no room for a line of all menus, one chip has them."""
        super().resizeEvent(event)
        self._fit(event.size().width())

    def _fit(self, width: int) -> None:
        chips = [*self.flags.values(), *self.menus.values()]
        needed = sum(one.sizeHint().width() + theme.SPACE_SMALL for one in chips)
        is_narrow = needed > width
        if self._every.isHidden() == is_narrow:
            self._every.setVisible(is_narrow)
            for name, chip in self.menus.items():
                chip.setVisible(name == "saved" or not is_narrow)

    def chips(self) -> list[QToolButton]:
        """All chips, in their order."""
        return [*self.flags.values(), *self.menus.values(), self._every]

    def open_saved(self) -> None:
        """Show the filters that are kept."""
        self.menus["saved"].open_menu()

    def _label(self, name: str, value: str) -> str:
        titles = {
            "kind": _("Kind"), "state": _("State"), "tier": _("Tier"), "owner": _("Owner"),
            "on": _("Opened"), "sort": _("Sort"), "saved": _("Kept filters"),
        }  # fmt: skip
        return f"{titles[name]}: {value} ▾" if value else f"{titles[name]} ▾"

    def _flag(self, flag: str, text: str, tip: str) -> QToolButton:
        chip = self._chip(text)
        chip.setToolTip(tip)
        chip.clicked.connect(lambda on: self._on_flag(flag, on=on))
        return chip

    def _on_flag(self, flag: str, *, on: bool) -> None:
        text = with_flag(self._text, flag, on=on)
        if flag == "open" and not on:  # closed ones are wanted, too
            text = with_flag(text, "all", on=True)
        self.asked.emit(text)

    def _menu(self, text: str, fill: Callable[[QMenu], None]) -> MenuChip:
        chip = MenuChip(f"{text} ▾", fill, self)
        chip.setAccessibleName(text)
        chip.setCheckable(True)
        chip.clicked.connect(lambda on: chip.setChecked(not on))  # it tells what is asked for
        self._row.addWidget(chip)
        return chip

    def _chip(self, text: str) -> QToolButton:
        chip = QToolButton(self)
        chip.setText(text)
        chip.setCheckable(True)
        chip.setProperty("role", "chip")
        self._row.addWidget(chip)
        return chip

    def _pick(self, menu: QMenu, name: str, value: str, text: str = "") -> None:
        """An entry that sets a filter; chosen once more it takes it out."""
        present = next((one.value for one in tokens(self._text) if one.name == name), "")
        action = menu.addAction((text or value).replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(present == value)
        wanted = "" if present == value else value
        action.triggered.connect(
            lambda _on=False: self.asked.emit(with_filter(self._text, name, wanted))
        )

    def _all(self, menu: QMenu) -> None:
        """Every menu but that of the kept filters, one inside the other."""
        for name, fill in (
            ("kind", self._kinds),
            ("state", self._states),
            ("tier", self._tiers),
            ("owner", self._owners),
            ("on", self._days),
            ("sort", self._sorts),
        ):
            fill(menu.addMenu(self.menus[name].text().removesuffix(" ▾")))

    def _kinds(self, menu: QMenu) -> None:
        for workflow in self._reader.workflows.values():
            self._pick(menu, "kind", in_language(workflow.label))

    def _states(self, menu: QMenu) -> None:
        kind = self._query.filters.kind
        for workflow in self._reader.workflows.values():
            if kind in {"", workflow.kind.value}:
                inner = menu if kind else menu.addMenu(in_language(workflow.label))
                for _workflow, _name, label in self._reader.states(workflow.kind.value):
                    self._pick(inner, "state", label)

    def _tiers(self, menu: QMenu) -> None:
        for tier in Tier:
            self._pick(menu, "tier", tier_name(tier))

    def _owners(self, menu: QMenu) -> None:
        self._pick(menu, "owner", shown(ME), _("Me"))
        for owner in self.owners:
            self._pick(menu, "owner", owner)

    def _days(self, menu: QMenu) -> None:
        self._pick(menu, "on", shown(DAYS[0]), _("Opened today"))
        self._pick(menu, "on", shown(DAYS[-1]), _("Opened yesterday"))
        note = menu.addAction(_("Another day: type on:2026-11-20"))
        note.setEnabled(False)

    def _sorts(self, menu: QMenu) -> None:
        for words in SORTS.values():
            self._pick(menu, "sort", shown(words))

    def _saved(self, menu: QMenu) -> None:
        for at, one in enumerate(self.saved.filters, 1):
            number = f"&{at}  " if at <= _MOST_NUMBERS else "    "
            action = menu.addAction(number + one.name.replace("&", "&&"))
            action.setToolTip(one.text)
            action.triggered.connect(partial(self._apply, one.text))
        if self.saved.filters:
            menu.addSeparator()
        keep = menu.addAction(_("&Keep this filter…"))
        keep.setEnabled(bool(self._text.strip()))
        keep.triggered.connect(lambda _on=False: self.ask_name())
        if self.saved.filters:
            gone = menu.addMenu(_("&Delete"))
            for one in self.saved.filters:
                action = gone.addAction(one.name.replace("&", "&&"))
                action.triggered.connect(partial(self._forget, one.name))

    def ask_name(self) -> None:
        """Ask for the name under which the present filter is kept."""
        text = self._text.strip()
        sheet = QInputDialog(self)
        sheet.setWindowTitle(_("Keep this filter"))
        sheet.setLabelText(_("Name"))
        sheet.setTextValue(text)
        sheet.textValueSelected.connect(
            lambda name: self._keep(self.saved.with_one(name, text)) if name.strip() else None
        )
        sheet.finished.connect(sheet.deleteLater)
        sheet.open()

    def _apply(self, text: str, _on: object = None) -> None:
        self.asked.emit(text)

    def _forget(self, name: str, _on: object = None) -> None:
        self._keep(self.saved.without(name))

    def _keep(self, saved: SavedFilters) -> None:
        self.saved = saved
        self.kept.emit(saved)
