"""`backup`, `restore`, `verify`, `doctor`, `selftest` and the keys: care of the data."""

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import complain, print_json, say
from csconsole.errors import BadInputError, LockedError, UserError
from csconsole.language import N_, _
from csconsole.selftest import run_selftest
from csconsole.storage.restoring import Secrets
from csconsole.workspace.doctor import Check, State, examine
from csconsole.workspace.workspace import open_workspace, restore_backup, unlock

_CODE = "CSCONSOLE_RECOVERY_CODE"


@click.command(help=N_("Make a backup (in DIR), checked by opening it."))
@click.argument("folder", metavar="[DIR]", required=False, type=click.Path(path_type=Path))
@common
def backup(folder: Path | None) -> None:
    """Make a backup.

    JSON: `{file, bytes}`.
    """
    workspace = session().open()
    made = workspace.back_up(folder.absolute() if folder else None)
    if session().json:
        print_json({"file": str(made), "bytes": made.stat().st_size})
    else:
        say(_("The backup is {file}.").format(file=made))


@click.command(help=N_("Put a backup in the place of the present data, which is kept."))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@common
def restore(file: Path) -> None:
    """Restore a backup.

    It is opened by CSCONSOLE_RECOVERY_CODE, by CSCONSOLE_PASSPHRASE, or by the key that this
    machine has. JSON: `{made, kept, keeper}`: when the backup was made, the folder in which the
    data lies that was here before (null where there was none), and who keeps the key now:
    passphrase, keyring or file.
    """
    secrets = Secrets(session().passphrase, os.environ.get(_CODE) or None)
    try:
        done = restore_backup(session().places, file, secrets)
    except LockedError:
        if secrets.recovery_code or not sys.stdin.isatty():
            raise
        code = click.prompt(_("Recovery code"), err=True)
        done = restore_backup(session().places, file, replace(secrets, recovery_code=code))
    if done.lost_passphrase:
        complain(
            _(
                "the restored data is not locked with a passphrase any more; set one: {command}"
            ).format(command="csconsole passphrase --set")
        )
    if session().json:
        kept = str(done.kept) if done.kept else None
        print_json({"made": done.made, "kept": kept, "keeper": str(done.keeper)})
        return
    say(_("Restored what was saved at {made}.").format(made=done.made))
    if done.kept:
        say(_("What was here before lies in {folder}.").format(folder=done.kept))


@click.command(help=N_("Prove that the data is what was once written."))
@common
def verify() -> None:
    """Check pages, journal and tables; exit status 1 where something is wrong.

    JSON: `{ok, entries, rows, heads, problems}`; `heads` maps each device to the last link of its
    chain in the journal, `problems` is a list of sentences.
    """
    verified = session().open().verify()
    if session().json:
        print_json(
            {
                "ok": not verified.problems,
                "entries": verified.entries,
                "rows": verified.rows,
                "heads": dict(verified.heads),
                "problems": list(verified.problems),
            }
        )
    else:
        for problem in verified.problems:
            say(problem)
        for device, head in verified.heads.items():
            say(_("The journal of {device} ends with {head}.").format(device=device, head=head))
    if verified.problems:
        raise UserError(
            _("the data is not what was written: {what}").format(what=verified.problems[0]),
            hint=_("restore a backup: csconsole restore FILE"),
        )
    if not session().json:
        say(
            _("All {entries} entries and {rows} rows are as they were written.").format(
                entries=verified.entries, rows=verified.rows
            )
        )


@click.command(help=N_("Look at this installation and say how to mend what is wrong."))
@common
def doctor() -> None:
    """Look at everything; exit status 1 where something is wrong.

    JSON: `{checks: [{name, state, detail, advice}]}`, `state` being ok, warning or wrong.
    """
    asked = session()
    checks = examine(asked.places, lambda: open_workspace(asked.places, asked.passphrase))
    _report(checks)


@click.command(help=N_("Open everything on a temporary profile and say whether it works."))
@common
def selftest() -> None:
    """Run the self-test; exit status 1 where a part fails.

    JSON: `{checks: [{name, state, detail, advice}]}`.
    """
    _report(run_selftest())


@click.command("recovery-code", help=N_("Show the recovery code once, to be printed."))
@click.option("--renew", is_flag=True, help=N_("Make a new code; the old one stops working."))
@click.option(
    "--unlock", "unlocking", is_flag=True, help=N_("Open a store whose key was lost, by its code.")
)
@common
def recovery_code(renew: bool, unlocking: bool) -> None:  # noqa: FBT001  (click's own form)
    """Show, renew or use the recovery code.

    `--unlock` takes the code from CSCONSOLE_RECOVERY_CODE or asks for it. JSON:
    `{recovery_code}`, or `{unlocked}`.
    """
    if unlocking:
        given = os.environ.get(_CODE) or click.prompt(_("Recovery code"), err=True)
        unlock(session().places, given, session().passphrase)
        if session().json:
            print_json({"unlocked": True})
        else:
            say(_("The store is open again."))
        return
    workspace = session().open()
    code = workspace.renew_recovery_code() if renew else workspace.recovery_code()
    if code is None:
        raise UserError(
            _("the recovery code was shown already and is kept nowhere"),
            hint=_("make a new one: csconsole recovery-code --renew"),
        )
    if session().json:
        print_json({"recovery_code": code})
    else:
        say(code)
        click.echo(
            _("Write it down: it opens the data and every backup, and is not shown again."),
            err=True,
        )
    workspace.recovery_code_seen()


@click.command(help=N_("Lock the data with a passphrase, or unlock it for this machine."))
@click.option("--set", "setting", is_flag=True, help=N_("Ask for a passphrase and use it."))
@click.option("--remove", is_flag=True, help=N_("Let this machine keep the key again."))
@common
def passphrase(setting: bool, remove: bool) -> None:  # noqa: FBT001  (click's own form)
    """Set or remove the passphrase.

    `--set` takes the new one from CSCONSOLE_NEW_PASSPHRASE or asks for it. JSON: `{keeper}`:
    passphrase, keyring or file.
    """
    if setting == remove:
        raise click.UsageError(_("give --set or --remove"))
    workspace = session().open()
    new = None
    if setting:
        new = os.environ.get("CSCONSOLE_NEW_PASSPHRASE") or click.prompt(
            _("New passphrase"), hide_input=True, confirmation_prompt=True, err=True
        )
        if not new.strip():
            raise BadInputError(_("the passphrase is empty"))
    keeper = workspace.set_passphrase(new)
    if session().json:
        print_json({"keeper": str(keeper)})
    else:
        say(_("The key is kept by: {keeper}").format(keeper=keeper))


def _report(checks: Sequence[Check]) -> None:
    """Print some checks.

    Raises:
        UserError: one of them is wrong, with the first that is.
    """
    if session().json:
        print_json({"checks": [_check_as_json(check) for check in checks]})
    else:
        for check in checks:
            say(_check_line(check))
    wrong = [check for check in checks if check.state is State.WRONG]
    if wrong:
        raise UserError(f"{wrong[0].name}: {wrong[0].detail}", hint=wrong[0].advice)


def _check_as_json(check: Check) -> dict[str, str]:
    return {
        "name": check.name,
        "state": str(check.state),
        "detail": check.detail,
        "advice": check.advice,
    }


def _check_line(check: Check) -> str:
    state, name = str(check.state), check.name
    line = f"{_(state)}\t{_(name)}: {check.detail}"
    return f"{line} ({check.advice})" if check.advice else line
