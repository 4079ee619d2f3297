"""`agents` and `supervisor`: who works here, and who may do more."""

import os

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.errors import BadInputError
from csconsole.language import N_, _
from csconsole.people.model import Agent

_NEW_PIN = "CSCONSOLE_NEW_PIN"
_NEW_SUPERVISOR = "CSCONSOLE_NEW_SUPERVISOR"


@click.group(help=N_("The agents of the shop: who works at the console."))
@common
def agents() -> None:
    """The group of commands about agents."""


@agents.command("list", help=N_("List the agents."))
@common
def list_() -> None:
    """List the agents.

    JSON: `[{name, pin, left, here}]`: whether there is a PIN, whether the agent works here no
    more, and who is at this desk.
    """
    people = session().open().people
    if session().json:
        print_json([_as_json(agent, people.agent) for agent in people.everybody()])
        return
    for agent in people.agents():
        told = _("{name} (with a PIN)") if agent.has_pin else "{name}"
        say(("* " if agent.name == people.agent else "  ") + told.format(name=agent.name))


@agents.command(help=N_("Take an agent in; asks for a PIN with --pin."))
@click.argument("name")
@click.option("--pin", "with_pin", is_flag=True, help=N_("Ask for a PIN."))
@common
def add(name: str, with_pin: bool) -> None:  # noqa: FBT001  (click's own form)
    """Take an agent in.

    The first one may be taken in by everybody, others by the supervisor. The PIN may stand in
    CSCONSOLE_NEW_PIN. JSON: the agent.
    """
    people = session().open().people
    _tell(people.add(name, _new_pin() if with_pin else ""), people.agent)


@agents.command(help=N_("An agent works here no more; what was done under the name stays."))
@click.argument("name")
@common
def remove(name: str) -> None:
    """Let an agent go.

    Only the supervisor may. JSON: `{name}`.
    """
    gone = session().open().people.remove(name)
    if session().json:
        print_json({"name": gone.name})
    else:
        say(_("{name} works here no more.").format(name=gone.name))


@agents.command(help=N_("Give an agent another PIN, or none with --none."))
@click.argument("name")
@click.option("--none", "without", is_flag=True, help=N_("No PIN any more."))
@common
def pin(name: str, without: bool) -> None:  # noqa: FBT001  (click's own form)
    """Change a PIN.

    The present one stands in CSCONSOLE_PIN, the new one may stand in CSCONSOLE_NEW_PIN.
    JSON: `{name, pin}`.
    """
    people = session().open().people
    new = "" if without else _new_pin()
    people.set_pin(name, new, os.environ.get("CSCONSOLE_PIN", ""))
    if session().json:
        print_json({"name": name, "pin": bool(new)})
    else:
        told = _("{name} has a new PIN.") if new else _("{name} has no PIN any more.")
        say(told.format(name=name))


@agents.command(help=N_("Sit down at this desk: changes carry this name from now on."))
@click.argument("name")
@common
def use(name: str) -> None:
    """Take the desk.

    The PIN, where there is one, stands in CSCONSOLE_PIN. JSON: `{name}`.
    """
    workspace = session().open()
    workspace.sit_down(name, os.environ.get("CSCONSOLE_PIN", ""))
    if session().json:
        print_json({"name": workspace.people.agent})
    else:
        say(_("{name} is at this desk.").format(name=workspace.people.agent))


@click.command(help=N_("Tell whether a supervisor's passphrase is set; set or remove it."))
@click.option("--set", "setting", is_flag=True, help=N_("Ask for a passphrase and use it."))
@click.option("--remove", is_flag=True, help=N_("Remove it: everybody may do everything."))
@common
def supervisor(setting: bool, remove: bool) -> None:  # noqa: FBT001  (click's own form)
    """Set or remove the supervisor's passphrase.

    The present one stands in CSCONSOLE_SUPERVISOR, the new one may stand in
    CSCONSOLE_NEW_SUPERVISOR. JSON: `{set}`.
    """
    if setting and remove:
        raise click.UsageError(_("--set and --remove do not go together"))
    people = session().open().people
    if setting:
        people.set_passphrase(_new_secret(_NEW_SUPERVISOR, _("New passphrase")))
    elif remove:
        people.set_passphrase(None)
    if session().json:
        print_json({"set": people.has_supervisor})
    elif people.has_supervisor:
        say(_("A supervisor's passphrase is set."))
    else:
        say(_("No supervisor's passphrase is set: everybody may do everything."))


def _new_pin() -> str:
    return _new_secret(_NEW_PIN, _("New PIN"))


def _new_secret(variable: str, label: str) -> str:
    """A secret from the environment, or asked for without showing it."""
    given = os.environ.get(variable)
    if given is None:
        given = click.prompt(label, hide_input=True, confirmation_prompt=True, err=True)
    if not given:
        raise BadInputError(_("nothing was given"), place=variable)
    return str(given)


def _tell(agent: Agent, here: str) -> None:
    if session().json:
        print_json(_as_json(agent, here))
    else:
        say(_("{name} works here now.").format(name=agent.name))


def _as_json(agent: Agent, here: str) -> dict[str, object]:
    return {
        "name": agent.name,
        "pin": agent.has_pin,
        "left": agent.left,
        "here": agent.name == here,
    }
