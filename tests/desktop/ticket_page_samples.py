"""Tickets of every kind for the tests of their page, and hands to use it."""

from datetime import timedelta

from csconsole.orders.reading.model import Asked
from csconsole.storage.places import Places
from csconsole.tickets.model import Complaint, Deed, Kind, Ticket, Tier
from csconsole.workspace.workspace import Workspace

HOUR = timedelta(hours=1)
FIRST, SECOND, THIRD = "3100000000000002233", "3100000000000004455", "3100000000000006677"
SENT, LATE = "3100000000000008899", "3100000000000009911"


def put_tickets(workspace: Workspace, orders: Places) -> None:
    """Five open tickets and a closed one, with what is owed on them.

    `orders`: a profile whose files of replies and orders they are for.
    """
    workspace.replies.import_files([orders.data / "library.yaml"], whole=True)
    workspace.orders.import_files([orders.data / "ExportOrderList.csv"], Asked())
    now, work = workspace.now(), workspace.ticket_work
    workspace.people.name_desk("Lin")

    def opened(kind: Kind, no: str, hours: float, tier: Tier, **values: str) -> Ticket:
        order = workspace.orders.by_number(no) if no else None
        return work.open(kind, now - hours * HOUR, order, values=values, tier=tier)

    back = opened(Kind.RETURN, FIRST, 3, Tier.ORDINARY, reason="quality")
    work.sent(back.id, "greet", now - 2 * HOUR)
    work.move(back.id, "approved", now - 2 * HOUR)
    here = opened(Kind.RETURN, SECOND, 20, Tier.URGENT, reason="size")
    work.move(here.id, "approved", now - 19 * HOUR)
    work.move(here.id, "received", now - 1 * HOUR)
    parcel = opened(Kind.TRACKING, SENT, 30, Tier.ORDINARY, problem="not-moving")
    work.owe(parcel.id, Deed.CHASE, now - 2 * HOUR)
    other = opened(Kind.EXCHANGE, THIRD, 1, Tier.ORDINARY, reason="colour")
    workspace.after_sales.complaints.complain(other.id, [Complaint.BAD_REVIEW], "色差", now)
    opened(Kind.RECHECK, "", 5, Tier.ORDINARY, product="陶瓷马克杯")
    gone = opened(Kind.RETURN, LATE, 50, Tier.ORDINARY, reason="unwanted")
    work.move(gone.id, "cancelled", now - 40 * HOUR)
