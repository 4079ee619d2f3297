"""The command line; with nothing asked of it, it opens the window."""

import io
import logging
import sys
from typing import NoReturn

import click

import csconsole
from csconsole import language
from csconsole.cli import (
    cards,
    checking,
    editing,
    evidence,
    filling,
    handover,
    keeping,
    learned,
    library,
    order_files,
    orders,
    people,
    privacy,
    products,
    proposing,
    reporting,
    searching,
    selfcheck,
    selfcheck_lists,
    suggesting,
    ticket_import,
    ticket_rules,
    ticket_work,
    tickets,
    waybills,
    window,
)
from csconsole.cli.options import Session, common, session
from csconsole.cli.printing import complain
from csconsole.errors import UserError
from csconsole.faults import described, traced, write_fault
from csconsole.language import N_, _

_REFUSED = 1


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    help=N_("The console of a shop's customer service. Without a command it opens the window."),
)
@click.version_option(csconsole.__version__, prog_name="csconsole")
@common
@click.pass_context
def commands(context: click.Context) -> None:
    """Run a command, or open the window."""
    if context.invoked_subcommand is None:
        context.exit(window.open_window(session()))


for _command in (order_files.look, order_files.shops, order_files.rename_shop):
    orders.orders.add_command(_command)
for _command in (
    searching.search,
    suggesting.suggest,
    waybills.waybill,
    library.replies,
    orders.orders,
    tickets.tickets,
    handover.handover,
    people.agents,
    people.supervisor,
    products.products,
    selfcheck.selfcheck,
    reporting.report,
    keeping.backup,
    keeping.restore,
    keeping.verify,
    keeping.doctor,
    keeping.selftest,
    keeping.recovery_code,
    keeping.passphrase,
    window.palette,
):
    commands.add_command(_command)
for _command in (
    checking.check,
    checking.wording,
    filling.fill,
    editing.show,
    editing.new,
    editing.edit,
    editing.archive,
    editing.unarchive,
    editing.history,
    editing.undo,
    proposing.propose,
    proposing.proposals,
    proposing.accept,
    proposing.reject,
    proposing.duplicates,
    proposing.unused,
    proposing.ending,
    learned.learned,
    learned.forget_learned,
):
    library.replies.add_command(_command)
for _command in (
    cards.card,
    evidence.attach,
    evidence.evidence,
    ticket_import.import_,
    ticket_import.undo_import,
    *ticket_work.COMMANDS,
    ticket_rules.rules,
):
    tickets.tickets.add_command(_command)

for _command in (selfcheck_lists.plan, selfcheck_lists.notice, selfcheck_lists.items):
    selfcheck.selfcheck.add_command(_command)

for _command in (privacy.forget, privacy.retain, privacy.looks, privacy.export):
    orders.orders.add_command(_command)


def main(arguments: list[str] | None = None) -> NoReturn:
    """Run the program and leave with its exit status: 0 done, 1 refused, 2 wrong usage."""
    _use_utf8()
    logging.basicConfig(format="csconsole: %(message)s", level=logging.WARNING)
    language.choose(language.system_languages())
    language.teach_libraries()
    _translate(commands)
    asked = Session()
    try:
        status = commands.main(arguments, prog_name="csconsole", standalone_mode=False, obj=asked)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        complain(_("stopped"))
        sys.exit(_REFUSED)
    except UserError as error:
        complain(str(error))
        sys.exit(_REFUSED)
    except BrokenPipeError:
        sys.stderr.close()  # whoever read our output has gone; nothing is left to say
        sys.exit(_REFUSED)
    except Exception as error:  # noqa: BLE001  (the one place where our own faults end)
        complain(_fault(asked, error))
        sys.exit(_REFUSED)
    sys.exit(status if isinstance(status, int) else 0)


def _fault(asked: Session, error: Exception) -> str:
    """Write a fault of our own down and say where, on one line."""
    try:
        path = write_fault(asked.places.config, traced(error))
    except (OSError, UserError):
        return _("a fault of the program: {error}").format(error=described(error))
    return _("a fault of the program: {error}; details are in {file}").format(
        error=described(error), file=path
    )


# What click says itself, so that the catalogues have it.
CLICK_WORDS = (
    N_("Usage:"),
    N_("Options"),
    N_("Commands"),
    N_("Error: {message}"),
    N_("Try '{command} {option}' for help."),
    N_("Show this message and exit."),
    N_("Show the version and exit."),
    N_("No such option {name!r}."),
    N_("No such command {name!r}."),
    N_("Missing argument"),
    N_("Missing command."),
    N_("Invalid value for {param_hint}: {message}"),
    N_("{value!r} is not in the range {range}."),
    N_("{value} is not in the range {range}."),
    N_("{value!r} is not a valid {number_type}."),
    N_("{name} {filename!r} does not exist."),
    N_("{name} {filename!r} is a directory."),
    N_("{name} {filename!r} is a file."),
    N_("Could not open file {filename!r}: {message}"),
    N_("default: {default}"),
    N_("env var: {var}"),
    N_("%(prog)s, version %(version)s"),
    N_("Repeat for confirmation"),
    N_("Error: The two entered values do not match."),
)


def _use_utf8() -> None:
    """Write UTF-8 whatever the terminal's code page is; never fail on what cannot be written."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


_sources: dict[int, str] = {}  # the English help of each command and option, by its identity


def _translate(command: click.Command) -> None:
    """Put the help texts, marked where they are written, into the chosen language."""
    for told in (command, *command.params):
        if isinstance(told, click.Command | click.Option) and told.help:
            source = _sources.setdefault(id(told), told.help)
            told.help = _(source)
    if isinstance(command, click.Group):
        for inner in command.commands.values():
            _translate(inner)
