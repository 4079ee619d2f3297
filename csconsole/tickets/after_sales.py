"""All that an agent and a supervisor do with tickets beyond filling them in, for the workspace."""

from dataclasses import dataclass

from csconsole.people.people import People
from csconsole.storage.store import Store
from csconsole.tickets.closing import Closing
from csconsole.tickets.complaints import Complaints
from csconsole.tickets.desk import TicketDesk
from csconsole.tickets.drafts import KeptDrafts
from csconsole.tickets.handover import Handovers
from csconsole.tickets.joining import Joining
from csconsole.tickets.reminders import Reminders
from csconsole.tickets.sending import Sending
from csconsole.tickets.several import SeveralTickets
from csconsole.tickets.shop_rules import Rules


@dataclass(frozen=True)
class AfterSales:
    """What stands on the tickets of an open store; used from the thread that opened it.

    Attributes:
        joining: tickets split, linked, merged, turned into another kind.
        complaints: complaints, tiers, owners, and what the supervisor is told.
        closing: cases closed, and follow-up visits.
        sending: replies sent from a ticket, with their macros.
        handovers: what agents leave to each other.
        reminders: what is told before it is late.
        rules: the shop's hours, holidays and limits.
        drafts: half-filled forms over a crash.
        several: one thing done to several tickets.
    """

    joining: Joining
    complaints: Complaints
    closing: Closing
    sending: Sending
    handovers: Handovers
    reminders: Reminders
    rules: Rules
    drafts: KeptDrafts
    several: SeveralTickets


def after_sales(store: Store, desk: TicketDesk, people: People) -> AfterSales:
    """Everything on one desk."""
    return AfterSales(
        joining=Joining(desk),
        complaints=Complaints(desk),
        closing=Closing(desk),
        sending=Sending(desk),
        handovers=Handovers(desk),
        reminders=Reminders(store, desk),
        rules=Rules(store, people),
        drafts=KeptDrafts(store),
        several=SeveralTickets(store, desk),
    )
