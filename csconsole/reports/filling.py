"""Putting tickets on the sheets that they belong to, and counting them."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from csconsole.reports.columns import Column
from csconsole.reports.figures import Count
from csconsole.reports.model import Issue, Sheet
from csconsole.reports.rows import Cell, IssueRows

OF_TICKETS: Sequence[Sheet] = tuple(
    sheet for sheet in Sheet if sheet not in {Sheet.SUMMARY, Sheet.SELF_CHECK}
)


class Filling:
    """Sheets that are being filled.

    `columns` are those of each sheet, `add` takes a row of one.

    Attributes:
        count: what the tickets come to.
        orders: whose buyers stand in the sheets; kept only where they do so unmasked.
    """

    def __init__(
        self,
        count: Count,
        rows: IssueRows,
        columns: Mapping[Sheet, Sequence[Column]],
        add: Callable[[Sheet, list[Cell]], None],
    ) -> None:
        self.count, self.orders = count, dict[str, None]()
        self._is_revealed, self._add = not rows.is_masked, add
        self._makers = {sheet: rows.maker(columns[sheet]) for sheet in OF_TICKETS}

    def take(self, issues: Iterable[Issue]) -> None:
        """Put some more tickets on their sheets."""
        take, add, makers = self.count.take, self._add, self._makers
        for issue in issues:
            take(issue)
            if self._is_revealed and issue.ticket.order:
                self.orders[issue.ticket.order] = None
            for sheet in issue.sheets:
                add(sheet, makers[sheet](issue))
