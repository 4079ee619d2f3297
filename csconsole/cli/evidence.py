"""`tickets attach`, `tickets evidence`: photos and files on a ticket."""

from pathlib import Path
from typing import Any

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.errors import NotFoundError
from csconsole.language import N_, _
from csconsole.tickets.evidence import Piece
from csconsole.tickets.evidence_files import read_file


@click.command(help=N_("Add photos and files to a ticket as evidence."))
@click.argument("ticket", metavar="ID")
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@common
def attach(ticket: str, files: tuple[Path, ...]) -> None:
    """Add files, all of them or none; one that the ticket has already is not added twice.

    JSON: `{ticket, added, unchanged, evidence, action}`: the number of the ticket, how many files
    are new and how many were there, and the files as `tickets evidence` lists them.
    """
    workspace = session().open()
    found = workspace.tickets.find(ticket)
    read = [read_file(path) for path in files]
    done = workspace.evidence.add(found.id, read, workspace.now())
    if session().json:
        print_json(
            {
                "ticket": found.number,
                "added": len(done.pieces) - done.known,
                "unchanged": done.known,
                "evidence": [_as_json(piece) for piece in done.pieces],
                "action": done.action or None,
            }
        )
        return
    for piece in done.pieces:
        _show(piece)


@click.command(help=N_("List the photos and files of a ticket, or write them into a folder."))
@click.argument("ticket", metavar="ID")
@click.option(
    "--save",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help=N_("Write them into this folder, readable for everybody who can read it."),
)
@click.option("--remove", metavar="EVIDENCE", default="", help=N_("Take this one out."))
@click.option("--put-back", metavar="EVIDENCE", default="", help=N_("Put a removed one back."))
@click.option("--removed", "with_removed", is_flag=True, help=N_("List removed ones, too."))
@common
def evidence(
    *, ticket: str, folder: Path | None, remove: str, put_back: str, with_removed: bool
) -> None:
    """List the evidence on a ticket in its order.

    JSON: a list of `{id, name, type, size, broken, at, agent, removed, file}`; `type` is told by
    the content (`jpeg`, `png`, `mp4`, `pdf`, …), `size` in bytes, `broken` whether it is cut off
    or damaged, `removed` when it was taken out (null while it counts), `file` where `--save`
    wrote it (null without).
    """
    workspace = session().open()
    found = workspace.tickets.find(ticket)
    known = {piece.id for piece in workspace.evidence.of(found.id, with_removed=True)}
    for one in filter(None, (remove, put_back)):
        if one not in known:
            raise NotFoundError(_("the ticket has no such photo or file"), place=one)
    if remove:
        workspace.evidence.remove(remove, workspace.now())
    if put_back:
        workspace.evidence.put_back(put_back)
    pieces = workspace.evidence.of(found.id, with_removed=with_removed)
    saved: list[Path | None] = [None] * len(pieces)
    if folder is not None:
        saved = list(workspace.evidence.save(pieces, folder))
    if session().json:
        print_json(
            [
                {**_as_json(piece), "file": str(path) if path else None}
                for piece, path in zip(pieces, saved, strict=True)
            ]
        )
        return
    for piece in pieces:
        _show(piece)


def _as_json(piece: Piece) -> dict[str, Any]:
    return {
        "id": piece.id,
        "name": piece.name,
        "type": piece.type.name,
        "size": piece.size,
        "broken": piece.broken,
        "at": piece.at.astimezone().isoformat(timespec="seconds"),
        "agent": piece.agent,
        "removed": piece.removed.astimezone().isoformat(timespec="seconds")
        if piece.removed
        else None,
    }


def _show(piece: Piece) -> None:
    parts = [piece.name, piece.type.name, f"{piece.size / 1000:.0f} kB", piece.id]
    if piece.broken:
        parts.append(_("it is broken"))
    if piece.removed:
        parts.append(_("taken out"))
    say(" · ".join(parts))
