"""How much of an order its tickets take: part returns leave the rest for others."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.tickets.model import Kind, Ticket

_TAKING = {Kind.RETURN, Kind.EXCHANGE}


def takes_goods(ticket: Ticket) -> bool:
    """Whether the goods of a ticket cannot be in another one, too.

    Those of a case that was cancelled, refused or joined to another are free again; so are those
    of an exchange that has ended, as the buyer has new ones.
    """
    fields = ticket.fields
    free = (
        ticket.kind not in _TAKING,
        ticket.state == "cancelled" or bool(ticket.goes_on_in),
        fields.get("decision") == "rejected",
        fields.get("wish") == "freight",
        ticket.kind is Kind.EXCHANGE and ticket.closed is not None and "refunded_at" not in fields,
    )
    return not any(free)


def taken(tickets: Iterable[Ticket]) -> Counter[int]:
    """How many of each line (from 1) tickets take."""
    counts: Counter[int] = Counter()
    for ticket in tickets:
        if takes_goods(ticket):
            counts.update(quantities(ticket.fields.get("lines") or ()))
    return counts


def quantities(lines: Sequence[Mapping[str, Any]]) -> Counter[int]:
    """The pieces of each line that a form tells."""
    return Counter({int(one["line"]): int(one["quantity"]) for one in lines})


def as_lines(counts: Mapping[int, int]) -> list[dict[str, int]]:
    """Pieces of lines as a form keeps them."""
    return [
        {"line": line, "quantity": count} for line, count in sorted(counts.items()) if count > 0
    ]


def left(ordered: Sequence[int], others: Iterable[Ticket]) -> list[dict[str, int]]:
    """The lines of an order that no other ticket takes, as a form keeps them."""
    gone = taken(others)
    return as_lines({at: count - gone[at] for at, count in enumerate(ordered, 1)})


def check_lines(ticket: Ticket, others: Iterable[Ticket]) -> None:
    """Make sure that a ticket has no more goods than were ordered and are left.

    Raises:
        BadInputError: at the field of the lines.
    """
    if not ticket.ordered or not ticket.fields.get("lines"):
        return
    gone = taken(others) if takes_goods(ticket) else Counter[int]()
    for line, count in quantities(ticket.fields["lines"]).items():
        if line > len(ticket.ordered):
            raise BadInputError(
                _("the order has {count} lines").format(count=len(ticket.ordered)), place="lines"
            )
        most = ticket.ordered[line - 1] - gone[line]
        if count > most:
            raise BadInputError(
                _(
                    "of line {line} {most} are left: {ordered} were ordered, {gone} are in other "
                    "tickets"
                ).format(
                    line=line, most=max(0, most), ordered=ticket.ordered[line - 1], gone=gone[line]
                ),
                place="lines",
            )
