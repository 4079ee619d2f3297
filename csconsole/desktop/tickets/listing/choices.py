"""What can be done to the tickets that are marked, as menus; read in the worker."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QInputDialog, QMenu, QWidget

from csconsole.desktop.tickets.listing.acts import TicketActs
from csconsole.desktop.tickets.listing.menu_chip import choose_first
from csconsole.language import _
from csconsole.tickets.labels import deed_name, tier_name
from csconsole.tickets.model import Deed, Tier
from csconsole.tickets.moving import in_language
from csconsole.workspace.workspace import Workspace

MOST = 500  # tickets to which something is done at once


@dataclass(frozen=True)
class Choices:
    """What can be done to some tickets.

    Attributes:
        moves: the states that at least one of them can go to, with what the move is called.
        owners: who can answer for them; `are_agents`: nobody else can.
    """

    tickets: tuple[str, ...]
    deeds: tuple[Deed, ...] = ()
    moves: tuple[tuple[str, str], ...] = ()
    owners: tuple[str, ...] = ()
    are_agents: bool = False


def read_choices(workspace: Workspace, ids: Sequence[str]) -> Choices:
    """What can be done to the tickets of these ids."""
    tickets = workspace.tickets.of_ids(ids)
    moves: dict[tuple[str, str], None] = {}
    for kind, state in dict.fromkeys((one.kind, one.state) for one in tickets):
        for move in workspace.tickets.workflow(kind).moves_from(state):
            moves[move.to, in_language(move.label)] = None
    agents = tuple(one.name for one in workspace.people.agents())
    known = dict.fromkeys([workspace.people.agent, *(one.owner for one in tickets)])
    return Choices(
        tickets=tuple(one.id for one in tickets),
        deeds=tuple(dict.fromkeys(action.deed for one in tickets for action in one.owed)),
        moves=tuple(moves),
        owners=agents or tuple(name for name in known if name),
        are_agents=bool(agents),
    )


class ChoiceMenus:
    """Shows what can be done, and does what is chosen."""

    def __init__(self, acts: TicketActs, parent: QWidget) -> None:
        self._acts, self._parent = acts, parent

    def show(self, which: str, choices: Choices, at: QPoint) -> None:
        """One of `tier`, `owner`, `do`, `move` as a menu; `all` of them in one."""
        menu = self._menu()
        fill = {"tier": self._tiers, "owner": self._owners, "do": self._deeds, "move": self._moves}
        if which == "do" and len(choices.deeds) == 1:  # nothing to choose: one key does it
            self._acts.do(choices.tickets, choices.deeds[0])
            return
        if which in fill:
            fill[which](menu, choices)
        else:
            for title, one in (
                (_("Done"), self._deeds),
                (_("Move on"), self._moves),
                (_("Tier"), self._tiers),
                (_("Owner"), self._owners),
            ):
                one(menu.addMenu(title), choices)
        menu.popup(at)
        choose_first(menu)

    def _menu(self) -> QMenu:
        menu = QMenu(self._parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def _tiers(self, menu: QMenu, choices: Choices) -> None:
        for tier in Tier:
            do = partial(self._acts.give_tier, choices.tickets, tier)
            _add(menu, tier_name(tier), do)

    def _owners(self, menu: QMenu, choices: Choices) -> None:
        for name in choices.owners:
            _add(menu, name, partial(self._acts.give_to, choices.tickets, name))
        if not choices.are_agents:
            _add(menu, _("Somebody else…"), partial(self._ask_owner, choices))

    def _deeds(self, menu: QMenu, choices: Choices) -> None:
        for deed in choices.deeds:
            _add(menu, deed_name(deed), partial(self._acts.do, choices.tickets, deed))
        _say_nothing(menu, _("Nothing is owed"))

    def _moves(self, menu: QMenu, choices: Choices) -> None:
        for to, label in choices.moves:
            _add(menu, label, partial(self._acts.move, choices.tickets, to, label))
        _say_nothing(menu, _("No move leads on from here"))

    def _ask_owner(self, choices: Choices) -> None:
        sheet = QInputDialog(self._parent)
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.setWindowTitle(_("Owner"))
        sheet.setLabelText(_("Who answers for it?"))
        sheet.textValueSelected.connect(partial(self._acts.give_to, choices.tickets))
        sheet.open()


def _add(menu: QMenu, text: str, do: Callable[[], None]) -> None:
    action = menu.addAction(text.replace("&", "&&"))
    action.triggered.connect(lambda _on=False: do())


def _say_nothing(menu: QMenu, text: str) -> None:
    if menu.isEmpty():
        menu.addAction(text).setEnabled(False)
