"""The replies that fit a ticket, filled in with what the ticket tells."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from csconsole.orders.amounts import written
from csconsole.orders.model import Money, Order, Waybill
from csconsole.replies.checking.model import Severity
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import Field, Reply
from csconsole.tickets.macros import fitting_macro, macros
from csconsole.tickets.model import Deed, Ticket
from csconsole.workspace.order_values import courier_name, order_values

_VISIT, _VIP = "follow-up/visit", "follow-up/vip"
_PERSONAL = {"address"}  # filled in on the page of the replies, once somebody has asked to see it
# What replies ask for and a ticket knows, by the labels that the library asks with.
_NEW_NUMBER = ("新单号", "new tracking number")
_NEW_COURIER = ("快递", "courier")


@dataclass(frozen=True)
class Follows:
    """What follows from sending a reply.

    Attributes:
        to: the state that the ticket goes to; "" for none.
        contact: hours to the next contact; None for none.
        owes: what is owed from then on, with the hours until it is due.
    """

    to: str = ""
    contact: int | None = None
    owes: Mapping[Deed, int] = field(default_factory=dict)


@dataclass(frozen=True)
class FittingReply:
    """A reply as it would be sent from a ticket now.

    Attributes:
        fields: what can be asked of the agent for it.
        missing: the labels of what must still be given; it stands in the text as ［label］.
        follows: what comes of sending it; None for nothing but the record.
    """

    id: str
    title: str
    text: str
    tags: tuple[str, ...] = ()
    fields: tuple[Field, ...] = ()
    missing: tuple[str, ...] = ()
    follows: Follows | None = None


@dataclass(frozen=True)
class Speaking:
    """How a reply is filled in.

    Attributes:
        language: of the buyer.
        answers: what the agent gave, by field.
        known: values of the desk and the shop, by name.
    """

    language: str
    answers: Mapping[str, str]
    known: Mapping[str, str]


class TicketReplies:
    """Finds and fills in the replies of tickets."""

    def __init__(self, library: ReplyLibrary) -> None:
        self._library = library

    def fitting(
        self, ticket: Ticket, order: Order | None, speaking: Speaking, now: datetime
    ) -> list[FittingReply]:
        """The replies for a ticket's kind and state, those that move it on first."""
        mine = [macro for macro in macros() if macro.kind is ticket.kind]
        ids, tags = {macro.reply for macro in mine}, {macro.tag for macro in mine} - {""}
        found = []
        for reply in self._library.all():  # which may be a hundred thousand
            is_followed = reply.id in ids or not tags.isdisjoint(reply.tags)
            macro = fitting_macro(ticket, reply.id, reply.tags) if is_followed else None
            named = reply.for_kind == ticket.kind.value and (
                not reply.for_states or ticket.state in reply.for_states
            )
            if (macro or named) and reply.is_valid_on(now.date()):
                found.append((macro is None, reply))
        found.sort(key=lambda one: one[0])
        return [self.filled(reply, ticket, order, speaking, now) for _plain, reply in found]

    def forbidden_in(self, text: str) -> list[str]:
        """The words in a text that must not be sent; the rules are read the first time."""
        findings = self._library.wording_check.check(text)
        forbidden = (one.word for one in findings if one.severity is Severity.FORBIDDEN)
        return list(dict.fromkeys(" ".join(word.split()) for word in forbidden))

    def of_visit(
        self,
        ticket: Ticket,
        order: Order | None,
        speaking: Speaking,
        now: datetime,
        *,
        vip: bool,
    ) -> FittingReply | None:
        """What a follow-up visit begins with; None where the library has nothing for it."""
        wanted = [*([_VIP] if vip else ()), _VISIT]
        found = [
            (wanted.index(reply.category), reply)
            for reply in self._library.all()
            if reply.category in wanted
            and reply.for_kind in {"", ticket.kind.value}
            and reply.is_valid_on(now.date())
        ]
        found.sort(key=lambda one: (one[0], not one[1].for_kind))
        if not found:
            return None
        return self.filled(found[0][1], ticket, order, speaking, now)

    def filled(
        self, reply: Reply, ticket: Ticket, order: Order | None, speaking: Speaking, now: datetime
    ) -> FittingReply:
        """One reply, filled in."""
        language = speaking.language
        values = {**speaking.known, **ticket_values(ticket, order, language)}
        given = {**_answers(ticket, language), **speaking.answers}
        context = self._library.context(language, values, given, now)
        text = reply.text_in(language)
        filled = self._library.fill(text, context)
        macro = fitting_macro(ticket, reply.id, reply.tags)
        return FittingReply(
            id=reply.id,
            title=reply.title_in(language),
            text=filled.text,
            tags=reply.tags,
            fields=tuple(self._library.fields(text, context)),
            missing=filled.missing,
            follows=Follows(macro.to, macro.contact, macro.owes) if macro else None,
        )


def ticket_values(ticket: Ticket, order: Order | None, language: str) -> dict[str, str]:
    """The named values of a ticket in the language of a reply; what is not known is left out."""
    told = order_values(order, language) if order else {}
    fields = ticket.fields
    currency = order.paid.currency if order and order.paid else "CNY"
    refund = fields.get("refund_amount")
    number = str(fields.get("waybill") or "")
    carrier = Waybill(number, str(fields.get("courier") or "")) if number else None
    own = {
        "ticket": ticket.number,
        "order": ticket.order_no,
        "buyer": ticket.buyer,
        "product": str(fields.get("product") or ""),
        "refund": written(Money(refund, currency), language) if isinstance(refund, int) else "",
        "return_waybill": str(fields.get("return_waybill") or ""),
        "waybill": number,
        "courier": courier_name(carrier, language) if carrier else "",
    }
    both = {**told, **{name: text for name, text in own.items() if text}}
    return {name: text for name, text in both.items() if name not in _PERSONAL}


def _answers(ticket: Ticket, language: str) -> dict[str, str]:
    """What replies ask the agent for, where the ticket knows it."""
    number = str(ticket.fields.get("replacement_waybill") or "")
    if not number:
        return {}
    carrier = courier_name(Waybill(number), language)
    found = dict.fromkeys(_NEW_NUMBER, number)
    return {**found, **(dict.fromkeys(_NEW_COURIER, carrier[:2]) if language == "zh" else {})}
