"""`replies`: the library moved in and out."""

from pathlib import Path

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.errors import BadInputError
from csconsole.language import N_, _
from csconsole.replies.model import Imported

_FORMATS = ("yaml",)


@click.group(help=N_("Import and export the library of replies."))
@common
def replies() -> None:
    """The group of commands about the library."""


@replies.command("import", help=N_("Take library files in: all of them, or nothing."))
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "_format",
    type=click.Choice(_FORMATS),
    default="yaml",
    help=N_("Form of the files."),
)
@click.option(
    "--replace",
    is_flag=True,
    help=N_("The library becomes exactly these files; other replies are archived."),
)
@click.option("--dry-run", is_flag=True, help=N_("Only say what would be done."))
@click.option(
    "--progress", "telling", is_flag=True, help=N_("Say on standard error how far it has come.")
)
@common
def import_(
    *, files: tuple[Path, ...], _format: str, replace: bool, dry_run: bool, telling: bool
) -> None:
    """Take library files in.

    JSON: `{added, updated, unchanged, skipped, archived, dry_run, action}`; `skipped` is a list
    of `{where, why}` (a library file is taken whole or not at all, so it is empty), `action`
    names the change in the journal, or is null where nothing was written. With `--progress`
    lines `progress 0.420` on standard error.
    """
    workspace = session().open()
    done = workspace.replies.import_files(
        files, whole=replace, dry_run=dry_run, progress=_tell if telling else lambda _share: None
    )
    if session().json:
        print_json(_as_json(done, dry_run=dry_run))
    else:
        say(_summary(done, dry_run=dry_run))


@replies.command(help=N_("Write the whole library to a file (- for standard output)."))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format", "_format", type=click.Choice(_FORMATS), default="yaml", help=N_("Form of the file.")
)
@common
def export(file: Path, _format: str) -> None:
    """Write the whole library.

    JSON: `{file, replies}`, the number of replies.
    """
    if str(file) == "-" and session().json:
        raise click.UsageError(_("--json and - do not go together: both want standard output"))
    workspace = session().open()
    if str(file) == "-":
        click.echo(workspace.replies.export_text(), nl=False)
        return
    try:
        count = workspace.replies.export(file)
    except OSError as error:
        raise BadInputError(
            _("the file cannot be written: {why}").format(why=error.strerror or error),
            place=str(file),
        ) from error
    if session().json:
        print_json({"file": str(file), "replies": count})
    else:
        say(_("{count} replies were written to {file}.").format(count=count, file=file))


def _tell(share: float) -> None:
    click.echo(f"progress {share:.3f}", err=True)


def _as_json(done: Imported, *, dry_run: bool) -> dict[str, object]:
    return {
        "added": done.added,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "skipped": [],
        "archived": done.archived,
        "dry_run": dry_run,
        "action": done.action or None,
    }


def _summary(done: Imported, *, dry_run: bool) -> str:
    told = (
        _("Would add {added}, update {updated}, leave {unchanged}, archive {archived}.")
        if dry_run
        else _("Added {added}, updated {updated}, left {unchanged}, archived {archived}.")
    )
    return told.format(
        added=done.added,
        updated=done.updated,
        unchanged=done.unchanged,
        archived=done.archived,
    )
