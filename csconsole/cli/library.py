"""`replies`: the library moved in and out."""

import re
from dataclasses import asdict
from pathlib import Path

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import ProgressLines, print_json, say
from csconsole.cli.taken_back import show_taken_back
from csconsole.errors import BadInputError
from csconsole.language import N_, _, ngettext
from csconsole.replies.model import EXPORT_FORMATS, IMPORT_FORMATS, Imported, Policy

_PAIRS = re.compile(r",(?=\s*[a-z]+\s*=)")  # a comma may stand in the name of a column, too
_SHOWN = 20  # reasons that people are shown; --json has all of them


@click.group(help=N_("Import and export the library of replies."))
@common
def replies() -> None:
    """The group of commands about the library."""


def columns_told(
    _context: click.Context, _parameter: click.Parameter, told: tuple[str, ...]
) -> dict[str, str]:
    """Fields and the columns that hold them, from `title=标题,text=内容`."""
    pairs = [pair.partition("=") for one in told for pair in _PAIRS.split(one) if pair.strip()]
    if not all(equals and field.strip() and column.strip() for field, equals, column in pairs):
        raise click.BadParameter(_("it has the form title=COLUMN,text=COLUMN"))
    return {field.strip(): column.strip() for field, _equals, column in pairs}


@replies.command(
    "import",
    help=N_("Take files in: libraries of ours, sheets, and files of other programs."),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "wanted",
    type=click.Choice(IMPORT_FORMATS),
    help=N_("Form of the files (default: each file is looked at)."),
)
@click.option(
    "--map",
    "columns",
    multiple=True,
    callback=columns_told,
    metavar="FIELD=COLUMN,…",
    help=N_("Which column of a sheet holds what, as in title=COLUMN,text=COLUMN."),
)
@click.option(
    "--policy",
    type=click.Choice([policy.value for policy in Policy]),
    default=Policy.OVERWRITE.value,
    help=N_("What becomes of a reply that the library has in another wording."),
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
def import_(  # noqa: PLR0913  (one for each option)
    *,
    files: tuple[Path, ...],
    wanted: str | None,
    columns: dict[str, str],
    policy: str,
    replace: bool,
    dry_run: bool,
    telling: bool,
) -> None:
    """Take files in.

    JSON: `{added, updated, unchanged, skipped, archived, dry_run, action, notes, files, changes}`;
    `skipped` is a list of `{where, why}` of the entries that were not taken (a library file of
    ours is taken whole or not at all), `notes` of `{where, what, count}` of what was left out of
    the taken ones, `files` of `{file, format, entries}`; `changes` is there with `--dry-run`
    alone: a list of `{where, id, title, state}` with the state `new`, `changed` or `same`.
    `action` names the change in the journal, for `replies undo-import`, or is null where nothing
    was written. With `--progress` lines `progress 0.420` on standard error.
    """
    workspace = session().open()
    done = workspace.replies.import_files(
        files,
        whole=replace,
        dry_run=dry_run,
        progress=ProgressLines() if telling else lambda _share: None,
        wanted=wanted or "",
        columns=columns,
        policy=Policy(policy),
    )
    if session().json:
        print_json(_as_json(done, dry_run=dry_run))
        return
    say(_summary(done, dry_run=dry_run))
    _say_reasons(done)


@replies.command("undo-import", help=N_("Take an import back (without ACTION the last one)."))
@click.argument("action", required=False, default="", metavar="[ACTION]")
@common
def undo_import(action: str) -> None:
    """Take an import back as a whole.

    JSON: `{action, undone, kept}`; `undone` is the import's action, `kept` a list of
    `{id, field}` of what was changed again since, which stays.
    """
    workspace = session().open()
    done = workspace.undo_import(action)
    kept = [{"id": reply_id, "field": field} for reply_id, field in done.kept]
    show_taken_back(done, {"action": done.action, "undone": done.undone, "kept": kept})


@replies.command(help=N_("Write the whole library to a file (- for standard output)."))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--format",
    "wanted",
    type=click.Choice(EXPORT_FORMATS),
    help=N_("Form of the file (default: as its name ends, else yaml)."),
)
@common
def export(file: Path, wanted: str | None) -> None:
    """Write the whole library, and its pictures into a folder beside the file.

    JSON: `{file, replies, pictures}`, the numbers of both. The pictures of `shop.yaml` lie in
    `shop-pictures`, where `replies import` finds them; CSV and workbooks have them, too.
    """
    if str(file) == "-" and session().json:
        raise click.UsageError(_("--json and - do not go together: both want standard output"))
    workspace = session().open()
    if str(file) == "-":
        click.echo(workspace.replies.export_bytes(wanted or "yaml"), nl=False)
        return
    try:
        done = workspace.replies.export(file, wanted or "")
    except OSError as error:
        raise BadInputError(
            _("the file cannot be written: {why}").format(why=error.strerror or error),
            place=str(file),
        ) from error
    if session().json:
        print_json({"file": str(file), "replies": done.replies, "pictures": done.pictures})
        return
    say(_("{count} replies were written to {file}.").format(count=done.replies, file=file))
    if done.pictures:
        told = ngettext(
            "Beside it, {count} picture in {folder}.",
            "Beside it, {count} pictures in {folder}.",
            done.pictures,
        )
        folder = file.with_name(f"{file.stem}-pictures")
        say(told.format(count=done.pictures, folder=folder))


def _as_json(done: Imported, *, dry_run: bool) -> dict[str, object]:
    return {
        "added": done.added,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "skipped": [asdict(one) for one in done.skipped],
        "archived": done.archived,
        "dry_run": dry_run,
        "action": done.action or None,
        "notes": [asdict(one) for one in done.notes],
        "files": [asdict(one) for one in done.files],
        **({"changes": [asdict(one) for one in done.changes]} if dry_run else {}),
    }


def _say_reasons(done: Imported) -> None:
    """What was not taken, and what was left out, for people."""
    if done.skipped:
        say(_("Not taken: {count}").format(count=len(done.skipped)))
    for skipped in done.skipped[:_SHOWN]:
        say(f"  {skipped.where}: {skipped.why}")
    if len(done.skipped) > _SHOWN:
        say("  …")
    for note in done.notes[:_SHOWN]:
        times = f" (×{note.count})" if note.count > 1 else ""
        say(f"{note.where}: {note.what}{times}")


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
