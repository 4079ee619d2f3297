"""`orders look`, `orders shops`, `orders rename-shop`: what stands around an import of orders."""

from dataclasses import asdict
from pathlib import Path

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.errors import BadInputError
from csconsole.language import N_, _
from csconsole.workspace.looking import FileKind, guessed_columns, look_at

_SHOWN = 8  # columns that people are shown of a sheet's first rows

_KINDS = {
    FileKind.ORDERS: N_("orders"),
    FileKind.REPLIES: N_("a library of replies"),
    FileKind.UNKNOWN: N_("a sheet whose columns are not known"),
}


@click.command(help=N_("Say what files are, and which columns an unknown sheet has."))
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--platform", default="", help=N_("The platform (default: as the files look)."))
@common
def look(files: tuple[Path, ...], *, platform: str) -> None:
    """Say what files are.

    JSON: `{files, unknown, platforms}`; `files` is a list of `{file, kind}` with the kinds
    `orders`, `replies` and `unknown`. `unknown` is null or the first sheet of which it must be
    said which column holds what, if it is one of orders: `{file, names, samples, fields,
    guesses}` with the names in its head, its first rows, what can be told of an order (field ->
    what it is called), and which column probably holds it (field -> name). `platforms` are the
    names for `--platform`.
    """
    looked = look_at(session().places, files, platform)
    unknown = looked.unknown
    guesses = guessed_columns(unknown.names) if unknown else {}
    if session().json:
        told = None
        if unknown:
            fields = {field: _(label) for field, label in unknown.fields.items()}
            told = {**asdict(unknown), "fields": fields, "guesses": guesses}
        kinds = [
            {"file": str(file), "kind": kind.value}
            for file, kind in zip(files, looked.kinds, strict=True)
        ]
        print_json({"files": kinds, "unknown": told, "platforms": looked.platforms})
        return
    for file, kind in zip(files, looked.kinds, strict=True):
        say(f"{file}: {_(_KINDS[kind])}")
    if unknown:
        say(_("Columns: {names}").format(names=", ".join(filter(None, unknown.names))))
        for field, name in guesses.items():
            say(f"  --map {field}={name}")


@click.command(help=N_("List the shops."))
@common
def shops() -> None:
    """List the shops.

    JSON: a list of `{name, platform, orders}`, `orders` being how many there are of it.
    """
    known = session().open().orders.shops
    counts = known.counts()
    listed = [
        {"name": one.name, "platform": one.platform, "orders": counts.get(one.id, 0)}
        for one in known.all()
    ]
    if session().json:
        print_json(listed)
        return
    for shop in listed:
        say(f"{shop['name']} · {shop['platform']} · {shop['orders']}")


@click.command("rename-shop", help=N_("Give a shop a better name."))
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option("--platform", default="", help=N_("Of which platform, where two have the name."))
@common
def rename_shop(old: str, new: str, *, platform: str) -> None:
    """Give a shop a better name.

    JSON: `{name, platform, action}`.
    """
    workspace = session().open()
    known = workspace.orders.shops
    found = [one for one in known.named(old) if platform in {"", one.platform}]
    if len(found) != 1:
        platforms = ", ".join(one.platform for one in known.named(old))
        raise BadInputError(
            _("shops of this name are on these platforms: {platforms}").format(platforms=platforms),
            place=old,
            hint=_("say which: --platform NAME"),
        )
    action = known.rename(found[0].id, new, workspace.people.agent)
    name = known.by_id()[found[0].id].name
    if session().json:
        print_json({"name": name, "platform": found[0].platform, "action": action})
    else:
        say(_("The shop is called {name} now.").format(name=name))
