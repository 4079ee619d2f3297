"""What a ticket's form knows: what was typed, what it means, and what is wrong with it; no Qt."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from csconsole.desktop.orders.view import parcel
from csconsole.desktop.orders.words import left_text, moment_text
from csconsole.desktop.tickets.case import Case, Goods, currency_of, goods_of
from csconsole.desktop.tickets.moments import read_moment, written
from csconsole.desktop.tickets.telling import money_text, typed
from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.model import Order, Waybill
from csconsole.tickets.form_file import asked_fields, needing
from csconsole.tickets.model import FieldKind, FieldRule, Ticket, Workflow
from csconsole.tickets.moving import in_language
from csconsole.tickets.values import read_value
from csconsole.workspace.ticket_forms import Begun

_NONE = re.compile(r"\s*\d+\s*:\s*0*\s*")
_COUNTED = re.compile(r"\s*(\d+)\s*[:xX×]\s*(.*?)\s*")


@dataclass(frozen=True)
class Form:
    """A form, before anybody types into it.

    Attributes:
        ticket: None for a new one.
        order_id, order_no: of the order; "" for none.
        names: the fields that are asked for.
        values: what is kept or proposed, by field.
        needs: for each field the moves that need it, in words.
        copied: fields whose value was copied last.
    """

    workflow: Workflow
    ticket: Ticket | None = None
    order: Order | None = None
    names: tuple[str, ...] = ()
    values: Mapping[str, Any] = field(default_factory=dict)
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    copied: tuple[str, ...] = ()

    @property
    def needed_next(self) -> tuple[str, ...]:
        """The fields that the usual next move needs: the first that the kind tells."""
        state = self.ticket.state if self.ticket else self.workflow.start
        moves = self.workflow.moves_from(state)
        return moves[0].needs if moves else ()

    @property
    def place(self) -> str:
        """The name under which its draft is kept."""
        if self.ticket is not None:
            return f"ticket {self.ticket.id}"
        return f"new {self.workflow.kind.value} {self.order.id if self.order else ''}"

    @property
    def goods(self) -> tuple[Goods, ...]:
        """The lines of the order."""
        return goods_of(self.order)

    @property
    def currency(self) -> str:
        """The currency of its amounts."""
        return currency_of(self.order)


@dataclass(frozen=True)
class Said:
    """What stands under a field: a remark, or what is wrong."""

    text: str = ""
    tone: str = "quiet"

    @property
    def is_wrong(self) -> bool:
        """Whether it cannot be saved so."""
        return self.tone == "forbidden"


def new_form(begun: Begun) -> Form:
    """The form of a new ticket."""
    workflow = begun.workflow
    names = asked_fields(workflow, workflow.start, _visible(workflow, begun.values), new=True)
    return Form(
        workflow=workflow,
        order=begun.order,
        names=tuple(names),
        values=begun.values,
        needs=_needs(workflow, workflow.start),
        copied=begun.copied,
    )


def form_of(case: Case) -> Form:
    """The form of a ticket as it is."""
    workflow, ticket = case.workflow, case.ticket
    names = asked_fields(workflow, ticket.state, _visible(workflow, ticket.fields))
    return Form(
        workflow=workflow,
        ticket=ticket,
        order=case.order,
        names=tuple(names),
        values=ticket.fields,
        needs=_needs(workflow, ticket.state),
    )


def _visible(workflow: Workflow, values: Mapping[str, Any]) -> dict[str, Any]:
    """What was told beyond what every ticket of the kind begins with."""
    usual = workflow.defaults
    return {name: value for name, value in values.items() if usual.get(name) != value}


def _needs(workflow: Workflow, state: str) -> dict[str, tuple[str, ...]]:
    return {
        name: tuple(in_language(move.label) for move in moves)
        for name, moves in needing(workflow, state).items()
    }


class FormState:
    """What stands in a form."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self.now = now
        self.form: Form | None = None
        self._typed: dict[str, str] = {}
        self._refused: dict[str, str] = {}
        self._remarks: dict[tuple[str, str], Said] = {}

    def begin(self, form: Form, draft: Mapping[str, str] | None = None) -> None:
        """Show a form; `draft` is what was typed into it before."""
        self.form = form
        self._refused = {}
        known = {name: text for name, text in (draft or {}).items() if name in form.workflow.fields}
        self._typed = {name: text for name, text in known.items() if text != self._kept(name)}

    def settle(self) -> None:
        """What was typed is written; what is typed from now on is not."""
        self._typed, self._refused = {}, {}

    def end(self) -> None:
        """No form is shown any more."""
        self.form = None
        self.settle()

    def names(self) -> list[str]:
        """The fields that are shown: those that are asked for, and those with something typed."""
        if self.form is None:
            return []
        wanted = {*self.form.names, *self._typed}
        return [name for name in self.form.workflow.fields if name in wanted]

    def rule(self, name: str) -> FieldRule:
        """What a field is."""
        return self._form.workflow.fields[name]

    def text(self, name: str) -> str:
        """What stands in a field."""
        return self._typed.get(name, self._kept(name))

    def type(self, name: str, text: str) -> None:
        """Something was typed."""
        if self.form is None:
            return
        self._refused.pop(name, None)
        if text == self._kept(name):
            self._typed.pop(name, None)
        else:
            self._typed[name] = text

    @property
    def is_touched(self) -> bool:
        """Whether something was typed that is not kept yet."""
        return bool(self._typed)

    def draft(self) -> dict[str, str]:
        """What was typed, as it was typed."""
        return dict(self._typed)

    def values(self) -> dict[str, str]:
        """What is to be written, as the ticket's fields take it."""
        if self.form is None:
            return {}
        told = {name: self._readable(name) for name in self._typed}
        if self.form.ticket is None:
            asked = {name: self._readable(name) for name in self.form.names if self.text(name)}
            told = {**asked, **told}
        return told

    def refuse(self, name: str, sentence: str) -> bool:
        """A value was not taken; False where there is no such field in the form."""
        if self.form is None or name not in self.form.workflow.fields:
            return False
        self._refused[name] = sentence
        return True

    def remark(self, name: str, text: str, said: Said) -> None:
        """Something was found out about what stands in a field; told as long as it stands there."""
        self._remarks = {(name, text): said}

    def wrong(self) -> dict[str, str]:
        """What is wrong in the form, by field."""
        said = {name: self.said(name) for name in self.names()}
        return {name: one.text for name, one in said.items() if one.is_wrong}

    def said(self, name: str) -> Said:
        """What is to be said of a field as it stands."""
        if self.form is None:
            return Said()
        if name in self._refused:
            return Said(_sentence(self._refused[name]), "forbidden")
        text = self.text(name)
        if not text.strip():
            return Said()
        try:
            value = read_value(
                self.rule(name), self._readable(name), self._form.currency, self.now()
            )
        except BadInputError as error:
            return Said(_sentence(self._counts(name) or error.sentence), "forbidden")
        remark = self._remarks.get((name, text.strip()))
        return remark or self._of_value(name, value)

    def _of_value(self, name: str, value: Any) -> Said:
        kind = self.rule(name).kind
        if kind is FieldKind.MONEY:
            return self._of_money(name, value)
        if kind is FieldKind.MOMENT:
            return self._of_moment(value)
        if kind is FieldKind.WAYBILL:
            return self._of_waybill(name, value)
        if kind is FieldKind.LINES:
            wrong = self._counts(name)
            return Said(wrong, "forbidden") if wrong else Said()
        return Said()

    def _of_money(self, name: str, value: int) -> Said:
        paid = self._form.order.paid if self._form.order else None
        if name != "refund_amount" or paid is None:
            return Said()
        told = money_text(paid.amount, paid.currency)
        if value > paid.amount:
            return Said(_("More than what was paid: {paid}").format(paid=told), "forbidden")
        return Said(_("{paid} were paid").format(paid=told))

    def _of_moment(self, value: int) -> Said:
        at, now = datetime.fromtimestamp(value, UTC).astimezone(self.now().tzinfo), self.now()
        ordered = self._form.order.created if self._form.order else None
        if ordered is not None and at < ordered:
            when = moment_text(ordered, now)
            return Said(_("That is before the order: {when}").format(when=when), "forbidden")
        told = moment_text(at, now)
        return Said(f"{told} · {left_text(at, now)}" if at > now else told)

    def _of_waybill(self, name: str, value: str) -> Said:
        told = self.text("courier") if name == "waybill" and "courier" in self.names() else ""
        found = parcel(Waybill(value, told), told)
        # The courier that is named may be the one of the number before.
        alone = parcel(Waybill(value), "") if told else found
        if found.is_wrong or alone.is_wrong:
            doubt = found.doubt if found.is_wrong else alone.doubt
            return Said(_sentence(doubt), "due")
        copied = _("as copied") if name in self._form.copied and name not in self._typed else ""
        return Said(" · ".join(filter(None, (found.courier, found.doubt, copied))))

    def _counts(self, name: str) -> str:
        """What is wrong with quantities, where the lines of the order are known."""
        goods = self._form.goods
        if self.rule(name).kind is not FieldKind.LINES or not goods:
            return ""
        for part in re.split(r"[,，;；]", self.text(name)):
            read = _COUNTED.fullmatch(part)
            if read is None or not 1 <= int(read[1]) <= len(goods):
                continue
            most = goods[int(read[1]) - 1].ordered
            if not (read[2].isdecimal() and 0 <= int(read[2]) <= most):
                return _("Line {line}: a quantity from 0 to {most} must stand here").format(
                    line=read[1], most=most
                )
        return ""

    def _readable(self, name: str) -> str:
        """What was typed, as the ticket's fields take it: moments in words are worked out."""
        text = self.text(name)
        if self.rule(name).kind is FieldKind.MOMENT and text.strip():
            at = read_moment(text, self.now())
            return written(at) if at else text
        if self.rule(name).kind is FieldKind.LINES and self._form.goods:
            parts = re.split(r"[,，;；]", text)
            return ", ".join(
                part for part in parts if not re.fullmatch(r"\s*\d+\s*:\s*0*\s*", part)
            )
        return text

    def _kept(self, name: str) -> str:
        form = self.form
        if form is None:
            return ""
        return typed(form.workflow.fields[name], form.values.get(name), form.currency, self.now())

    @property
    def _form(self) -> Form:
        if self.form is None:
            raise LookupError("no form is shown")
        return self.form


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
