"""Tickets as rows of the table under the charts, read in the store's worker."""

from collections.abc import Sequence
from datetime import datetime

from csconsole.desktop.reports.ticket_table import TicketRow
from csconsole.tickets.clocks import next_due
from csconsole.tickets.model import Texts
from csconsole.workspace.workspace import Workspace

_FORM = "%m-%d %H:%M"


def ticket_rows(
    workspace: Workspace, ids: Sequence[str], now: datetime, language: str
) -> tuple[TicketRow, ...]:
    """The tickets of ids, in their order."""
    deadlines = workspace.tickets.deadlines()
    zone = deadlines.open.zone

    def told(moment: datetime | None) -> str:
        return moment.astimezone(zone).strftime(_FORM) if moment else ""

    rows = []
    for ticket in workspace.tickets.of_ids(ids):
        workflow = workspace.tickets.workflow(ticket.kind)
        state = workflow.states.get(ticket.state)
        due = next_due(ticket, deadlines)
        cells = (
            ticket.number,
            _in(workflow.label, language),
            _in(state.label, language) if state else ticket.state,
            ticket.owner,
            ticket.order_no,
            ticket.buyer,
            told(ticket.opened),
            told(due),
        )
        rows.append(TicketRow(ticket.id, cells, due is not None and due < now))
    return tuple(rows)


def _in(texts: Texts, language: str) -> str:
    return texts.get(language) or next(iter(texts.values()), "")
