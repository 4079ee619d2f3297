"""Which tickets are marked in a list, kept while the list is read anew."""

from PySide6.QtCore import QItemSelectionModel

from csconsole.desktop.tickets.listing.finding import TicketFinding
from csconsole.desktop.tickets.listing.table import CardTable

_MOST = 500  # marks that are looked up one by one
_Flag = QItemSelectionModel.SelectionFlag


class Marks:
    """The marks as they are now: rows are other tickets once something was read anew."""

    def __init__(self, table: CardTable, finding: TicketFinding) -> None:
        self._table, self._finding = table, finding
        self._row = table.currentIndex().row()
        self._current = table.card
        rows = table.marked_rows() if table.marked_count() <= _MOST else []
        self._cards = {row: finding.card(row) for row in rows}

    def begin_anew(self) -> None:
        """Something else is listed: its first row is looked at."""
        self._table.clearSelection()
        self._table.scrollToTop()
        if self._finding.count:
            self._table.look_at(0)

    def restore(self, *, was_reset: bool) -> None:
        """Mark the same tickets, where they are now; what is gone leaves its place to the next."""
        moved = any(
            card is not None and ((now := self._finding.card(row)) is None or now.id != card.id)
            for row, card in self._cards.items()
        )
        if not was_reset and not moved:
            return
        if not self._finding.count:
            return
        selection = self._table.selectionModel()
        selection.clearSelection()
        row = self._finding.row_of(self._current.id) if self._current else self._row
        if row < 0:
            row = min(max(0, self._row), self._finding.count - 1)
        model = self._table.model()
        selection.setCurrentIndex(model.index(row, 0), _Flag.NoUpdate)
        wanted = [self._finding.row_of(card.id) for card in self._cards.values() if card]
        for one in [at for at in wanted if at >= 0] or [row]:
            selection.select(model.index(one, 0), _Flag.Select | _Flag.Rows)
        self._table.scrollTo(model.index(row, 0))
