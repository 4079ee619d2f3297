"""The people at a desk: which agent works, and whether the supervisor has unlocked more.

The window and the command line ask here, so that both obey alike. As long as a shop has set no
supervisor's passphrase, everybody may do everything.
"""

import unicodedata

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.people.model import (
    Agent,
    AtDesk,
    SupervisorNeededError,
    WrongPinError,
    check_passphrase,
    check_pin,
    clean_name,
)
from csconsole.people.store import PeopleStore
from csconsole.people.verifiers import fits, verifier
from csconsole.storage.store import Store


class People:
    """The agents of a shop and its supervisor, in an open store.

    Attributes:
        agent: the name of who works at this desk; empty where nobody said so.
    """

    def __init__(self, store: Store, agent: str = "") -> None:
        self._store = store
        self._people = PeopleStore(store)
        self._unlocked = False
        self._offered = ""
        self.agent = ""
        self._take_desk(self._at_the_desk(agent))

    def agents(self) -> list[Agent]:
        """Those who work here, by name."""
        return [agent for agent in self._people.agents() if not agent.left]

    def everybody(self) -> list[Agent]:
        """Those who work or worked here, by name."""
        return self._people.agents()

    def at_desk(self) -> AtDesk:
        """How things stand at this desk."""
        return AtDesk(tuple(self.agents()), self.agent, self.has_supervisor, self._unlocked)

    def stand_up(self) -> None:
        """Nobody sits at this desk until somebody sits down."""
        self.lock()
        self._take_desk("")

    def name_desk(self, name: str) -> None:
        """Give the desk the name of whoever sits there, in a shop that keeps no agents.

        Raises:
            BadInputError: agents are kept, who sit down instead.
        """
        if self.agents():
            raise BadInputError(_("an agent sits down by choosing the own name"), place=name)
        self._take_desk(name)

    def add(self, name: str, pin: str = "") -> Agent:
        """Take an agent in, or back.

        Raises:
            BadInputError: the name or the PIN can be none, or the name is taken.
            SupervisorNeededError: somebody else is here already, and nobody has unlocked.
        """
        name = clean_name(name)
        if pin:
            check_pin(pin)
        everybody = self._people.agents()
        if everybody:
            self.require_supervisor()
        same = next((agent for agent in everybody if _alike(agent.name) == _alike(name)), None)
        if same is not None and not same.left:
            raise BadInputError(_("there is an agent of this name already"), place=same.name)
        name = same.name if same else name  # as it stands in every record
        self._people.take_in(name, verifier(pin) if pin else None)
        return Agent(name, has_pin=bool(pin))

    def remove(self, name: str) -> Agent:
        """An agent works here no more, and leaves this desk; what was done under the name stays.

        Raises:
            NotFoundError: nobody of this name works here.
            SupervisorNeededError: nobody has unlocked.
        """
        self.require_supervisor()
        agent = self._known(name)
        self._people.let_go(agent.name)
        if agent.name == self.agent:
            self._take_desk("")
        return agent

    def bring_back(self, name: str) -> None:
        """Take back that an agent left; the PIN is the one of before.

        Raises:
            NotFoundError: nobody of this name ever worked here.
            SupervisorNeededError: nobody has unlocked.
        """
        self.require_supervisor()
        if name not in {agent.name for agent in self.everybody()}:
            raise NotFoundError(_("no agent of this name works here"), place=name)
        self._people.bring_back(name)

    def set_pin(self, name: str, pin: str, present: str = "") -> None:
        """Give an agent another PIN, or none (empty), knowing the present one or unlocked.

        A PIN guards its agent in a shop without a supervisor, too.

        Raises:
            BadInputError: it can be no PIN.
            WrongPinError: `present` is not the present PIN, and the supervisor has not unlocked.
        """
        agent = self._known(name)
        if pin:
            check_pin(pin)
        if not (self.has_supervisor and self.shows_supervisor()):
            self._check_pin(agent, present)
        self._people.set_pin(agent.name, verifier(pin) if pin else None)

    def sit_down(self, name: str, pin: str = "") -> Agent:
        """Let an agent take the desk; whatever the supervisor had unlocked is locked again.

        Raises:
            NotFoundError: nobody of this name works here.
            WrongPinError: the agent has a PIN and it is not this one.
        """
        agent = self._known(name)
        self._check_pin(agent, pin)
        self.lock()
        self._take_desk(agent.name)
        return agent

    @property
    def has_supervisor(self) -> bool:
        """Whether a supervisor's passphrase is set."""
        return bool(self._people.supervisor())

    @property
    def is_supervisor(self) -> bool:
        """Whether whoever sits here may do what only a supervisor may."""
        return self._unlocked or not self.has_supervisor

    def shows_supervisor(self) -> bool:
        """The same, with a passphrase that was offered tried first.

        Raises:
            SupervisorNeededError: it is another passphrase.
        """
        if self._offered and not self._unlocked and self.has_supervisor:
            self.require_supervisor()
        return self.is_supervisor

    def offer(self, passphrase: str) -> None:
        """Unlock with this passphrase as soon as that is needed, and not before: it takes long."""
        self._offered = passphrase

    def unlock(self, passphrase: str) -> None:
        """Show to be the supervisor; where no passphrase is set yet, set this one.

        Raises:
            SupervisorNeededError: it is another passphrase.
            BadInputError: it is too short to be set.
        """
        kept = self._people.supervisor()
        if not kept:
            self.set_passphrase(passphrase)
        elif not fits(passphrase, kept):
            raise SupervisorNeededError(_("this is not the supervisor's passphrase"))
        self._unlocked = True

    def lock(self) -> None:
        """From now on only what an agent may do is done."""
        self._unlocked = False

    def set_passphrase(self, passphrase: str | None) -> None:
        """Set the supervisor's passphrase, or take it away (None).

        Raises:
            SupervisorNeededError: another one is set and was not given.
            BadInputError: it is too short.
        """
        self.require_supervisor()
        if passphrase is not None:
            check_passphrase(passphrase)
        self._people.set_supervisor(None if passphrase is None else verifier(passphrase))
        self._unlocked = passphrase is not None

    def require_supervisor(self) -> None:
        """Stop here unless the supervisor is at the desk.

        Raises:
            SupervisorNeededError: with what to do.
            BadInputError: the passphrase that was offered is too short to be set.
        """
        if self._offered and not self._unlocked:
            passphrase, self._offered = self._offered, ""
            self.unlock(passphrase)
        if not self.is_supervisor:
            raise SupervisorNeededError(
                _("only the supervisor may do this"),
                hint=_("give the supervisor's passphrase (CSCONSOLE_SUPERVISOR)"),
            )

    def _at_the_desk(self, name: str) -> str:
        """Who is here at the start without having said so: nobody whom a PIN guards.

        As long as no agent was taken in, any name will do.
        """
        if not name or not self._people.agents():
            return name
        agent = next((one for one in self.agents() if _alike(one.name) == _alike(name)), None)
        return agent.name if agent and not agent.has_pin else ""

    def _take_desk(self, name: str) -> None:
        self.agent = self._store.journal.agent = name

    def _known(self, name: str) -> Agent:
        wanted = _alike(name)
        for agent in self.agents():
            if _alike(agent.name) == wanted:
                return agent
        raise NotFoundError(_("no agent of this name works here"), place=name)

    def _check_pin(self, agent: Agent, pin: str) -> None:
        if agent.has_pin and not fits(pin, self._people.pin(agent.name)):
            raise WrongPinError(
                _("this is not the PIN of {name}").format(name=agent.name)
                if pin
                else _("{name} has a PIN").format(name=agent.name),
                hint=_("ask the supervisor for another if it is lost") if pin else "",
            )


def _alike(name: str) -> str:
    """The form in which two names are compared: full-width letters and capitals are none apart."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()
