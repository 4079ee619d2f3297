"""Who works at the console: agents, and the supervisor whose passphrase opens more."""

import unicodedata
from dataclasses import dataclass

from csconsole.errors import BadInputError, UserError
from csconsole.language import _

LONGEST_NAME = 40
LEAST_PIN, LONGEST_PIN = 4, 12
LEAST_PASSPHRASE = 6


@dataclass(frozen=True)
class Agent:
    """Somebody who answers buyers; known in every record by the name.

    Attributes:
        has_pin: whether the name alone does not open the desk.
        left: whether the agent works here no more; what was done under the name stays.
    """

    name: str
    has_pin: bool = False
    left: bool = False


@dataclass(frozen=True)
class AtDesk:
    """Who works here, who sits at this desk, and how far the supervisor has opened it.

    Attributes:
        agents: those who work here, by name.
        agent: who sits here; empty where nobody said so.
        has_supervisor: whether a supervisor's passphrase is set.
        is_unlocked: whether the supervisor has unlocked; never where no passphrase is set.
    """

    agents: tuple[Agent, ...] = ()
    agent: str = ""
    has_supervisor: bool = False
    is_unlocked: bool = False

    @property
    def is_taken(self) -> bool:
        """Whether one of those who work here sits at this desk."""
        return any(one.name == self.agent for one in self.agents)

    def one(self, name: str) -> Agent | None:
        """The agent of that name."""
        return next((one for one in self.agents if one.name == name), None)


class SupervisorNeededError(UserError):
    """Something that only the supervisor may do, while nobody has shown to be the supervisor."""


class WrongPinError(UserError):
    """The PIN is not the agent's, or none was given."""


def clean_name(name: str) -> str:
    """A name as it is kept: composed, without blanks around it.

    Raises:
        BadInputError: it is empty, too long, or has signs that nobody can see.
    """
    name = " ".join(unicodedata.normalize("NFC", name).split())
    if not name:
        raise BadInputError(_("an agent needs a name"))
    if len(name) > LONGEST_NAME:
        raise BadInputError(
            _("the name is longer than {count} characters").format(count=LONGEST_NAME), place=name
        )
    if any(unicodedata.category(sign).startswith("C") for sign in name):
        raise BadInputError(_("the name has signs that cannot be seen"), place=repr(name))
    return name


def check_pin(pin: str) -> None:
    """Make sure that a PIN can be one.

    Raises:
        BadInputError: it is not of 4 to 12 digits.
    """
    pin = unicodedata.normalize("NFKC", pin)  # digits that an input method made wide
    if not (pin.isascii() and pin.isdigit() and LEAST_PIN <= len(pin) <= LONGEST_PIN):
        raise BadInputError(
            _("a PIN has {least} to {most} digits").format(least=LEAST_PIN, most=LONGEST_PIN)
        )


def check_passphrase(passphrase: str) -> None:
    """Make sure that a supervisor's passphrase can be one.

    Raises:
        BadInputError: it is too short.
    """
    if len(passphrase.strip()) < LEAST_PASSPHRASE:
        raise BadInputError(
            _("the passphrase needs at least {count} characters").format(count=LEAST_PASSPHRASE)
        )
