"""Tickets that belong together: split, linked, merged, turned into another kind."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QComboBox, QLineEdit

from csconsole.desktop.tickets.asking import Asking
from csconsole.desktop.tickets.case import Case, Goods, OtherTicket
from csconsole.desktop.tickets.form.editors import GoodsEditor
from csconsole.language import N_, _
from csconsole.tickets.model import Kind, Ticket
from csconsole.tickets.quantities import quantities
from csconsole.tickets.workflow_file import workflows
from csconsole.workspace.workspace import Workspace

if TYPE_CHECKING:
    from csconsole.desktop.tickets.view import TicketView

_TURNS = {
    Kind.RETURN: N_("Goes on as a return"),
    Kind.EXCHANGE: N_("Goes on as an exchange"),
    Kind.TRACKING: N_("Goes on as a tracking"),
    Kind.RECHECK: N_("Goes on as a quality recheck"),
}


class JoiningActs(QObject):
    """Offers in a ticket's menu what is done with several tickets."""

    def __init__(self, view: "TicketView") -> None:
        super().__init__(view)
        self._view = view
        menu = view.menu
        menu.offer(_("Split…"), self.split, _can_be_split)
        menu.offer(_("Link with a ticket…"), self.link)
        menu.offer(_("Take a link off…"), self.unlink, lambda case: bool(case.others))
        menu.offer(_("Merge a duplicate into this one…"), self.merge, _is_open)
        for kind, text in _TURNS.items():
            menu.offer(_(text), partial(self.turn, kind), partial(_can_turn, kind))

    def split(self) -> None:
        """Ask which goods go into a ticket of their own."""
        case = self._view.case
        if case is None:
            return
        asking = Asking(
            _("Split {number}").format(number=case.ticket.number),
            _("These goods go into a ticket of their own, which is as far and owes the same."),
            _("Split"),
            self._view.window(),
        )
        editor = GoodsEditor(_goods(case))
        asking.ask(_("Goods"), editor)
        asking.tried.connect(lambda: self._split(case.ticket, editor.text(), asking))
        asking.open()
        editor.setFocus()

    def link(self) -> None:
        """Ask which ticket belongs to this one."""
        self._ask_other(
            _("Link {number}"),
            _("The number of the ticket that belongs to it, such as R-1121-03."),
            _("Link"),
            lambda workspace, ticket, other: workspace.after_sales.joining.link(ticket, other),
            _("Linked: {number}"),
        )

    def merge(self) -> None:
        """Ask which ticket is a duplicate of this one."""
        self._ask_other(
            _("Merge into {number}"),
            _("The number of the duplicate. It ends; its notes and what it owes go on here."),
            _("Merge"),
            lambda workspace, ticket, other: workspace.after_sales.joining.merge(
                ticket, other, workspace.now()
            ),
            _("Merged: {number}"),
        )

    def unlink(self) -> None:
        """Ask which ticket does not belong to this one."""
        case = self._view.case
        if case is None:
            return
        ticket, number = case.ticket.id, case.ticket.number
        asking = Asking(
            _("Take a link off {number}").format(number=number), "", _("Take it off"),
            self._view.window(),
        )  # fmt: skip
        box = QComboBox()
        for other in case.others:
            box.addItem(f"{other.number} · {other.told}", other)
        asking.ask(_("Ticket"), box)

        def go() -> None:
            other: OtherTicket = box.currentData()
            self._view.acts.do(
                ticket,
                lambda workspace: workspace.after_sales.joining.unlink(ticket, other.id),
                lambda _ticket: _("The link with {number} is off").format(number=other.number),
                asking.close_well,
                asking.refuse,
            )

        asking.tried.connect(go)
        asking.open()

    def turn(self, kind: Kind) -> None:
        """Have the case go on as one of another kind, which is shown then."""
        case = self._view.case
        if case is None:
            return
        ticket = case.ticket.id
        self._view.acts.do(
            ticket,
            lambda workspace: workspace.after_sales.joining.turn_into(
                ticket, kind, workspace.now()
            ),
            lambda new: _("Goes on in {number}").format(number=new.number),
            self._go_to,
        )

    def _split(self, ticket: Ticket, lines: str, asking: Asking) -> None:
        if not lines:
            asking.refuse(_("nothing was chosen"))
            return
        self._view.acts.do(
            ticket.id,
            lambda workspace: workspace.after_sales.joining.split(
                ticket.id, lines, workspace.now()
            ),
            lambda new: _("Split off: {number}").format(number=new.number),
            asking.close_well,
            asking.refuse,
        )

    def _ask_other(
        self,
        title: str,
        told: str,
        ok: str,
        work: Callable[[Workspace, str, str], Ticket],
        done: str,
    ) -> None:
        case = self._view.case
        if case is None:
            return
        ticket = case.ticket.id
        asking = Asking(title.format(number=case.ticket.number), told, ok, self._view.window())
        line = QLineEdit()
        asking.ask(_("Ticket"), line)

        def go() -> None:
            other = line.text().strip()
            self._view.acts.do(
                ticket,
                lambda workspace: work(workspace, ticket, other),
                lambda _ticket: done.format(number=other.upper()),
                asking.close_well,
                asking.refuse,
            )

        asking.tried.connect(go)
        asking.open()
        line.setFocus()

    def _go_to(self, new: Ticket) -> None:
        self._view.state.settle()
        self._view.show_ticket(new.id)


def _is_open(case: Case) -> bool:
    return case.ticket.closed is None


def _can_be_split(case: Case) -> bool:
    counts = quantities(case.ticket.fields.get("lines") or ())
    return _is_open(case) and sum(counts.values()) > 1


def _can_turn(kind: Kind, case: Case) -> bool:
    return (
        _is_open(case)
        and case.ticket.kind is not kind
        and case.ticket.state in workflows()[kind].states
    )


def _goods(case: Case) -> list[Goods]:
    """The lines of the order, with as many of each as the ticket has."""
    counts = quantities(case.ticket.fields.get("lines") or ())
    lines = case.order.lines if case.order else ()
    last = max([len(lines), *counts])
    titles = [line.title for line in lines] + [""] * (last - len(lines))
    return [Goods(title, counts.get(at, 0)) for at, title in enumerate(titles, 1)]
