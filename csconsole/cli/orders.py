"""`orders`: exports of platforms taken in, orders found and shown, notes written."""

import re
from dataclasses import asdict
from datetime import timedelta
from pathlib import Path
from typing import Any

import click

from csconsole.cli.options import common, session
from csconsole.cli.order_answers import (
    note_as_json,
    order_as_json,
    page_as_json,
    show_notes,
    show_order,
)
from csconsole.cli.printing import ProgressLines, print_json, say
from csconsole.cli.taken_back import show_taken_back
from csconsole.cli.ticket_import import cases_as_json, cases_summary
from csconsole.language import N_, _
from csconsole.orders.model import Flag, ImportedOrders
from csconsole.orders.reading.model import Asked
from csconsole.tickets.importing import ImportedTickets

_PAIRS = re.compile(r",(?=\s*[a-z_]+\s*=)")
_SHOWN = 20  # reasons that people are shown; --json has all of them
_FLAGS = (*(flag.value for flag in Flag), "none")


@click.group(help=N_("Orders: import exports of the platforms, find, show, write notes."))
@common
def orders() -> None:
    """The group of commands about orders."""


def _columns(
    _context: click.Context, _parameter: click.Parameter, told: tuple[str, ...]
) -> dict[str, str]:
    pairs = [pair.partition("=") for one in told for pair in _PAIRS.split(one) if pair.strip()]
    if not all(equals and field.strip() and column.strip() for field, equals, column in pairs):
        raise click.BadParameter(_("it has the form no=COLUMN,buyer=COLUMN"))
    return {field.strip(): column.strip() for field, _equals, column in pairs}


_shop = click.option("--shop", default="", help=N_("Name of the shop."))


@orders.command("import", help=N_("Take exports of platforms in: CSV, text and workbooks."))
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option("--platform", default="", help=N_("The platform (default: as the files look)."))
@click.option(
    "--map",
    "columns",
    multiple=True,
    callback=_columns,
    metavar="FIELD=COLUMN,…",
    help=N_("Which column holds what, as in no=COLUMN,buyer=COLUMN."),
)
@click.option("--dry-run", is_flag=True, help=N_("Only say what would be done."))
@click.option(
    "--progress", "telling", is_flag=True, help=N_("Say on standard error how far it has come.")
)
@click.option(
    "--reasons",
    type=click.IntRange(0),
    help=N_("How many of the rows that are not taken, and of the notes, are told (default: all)."),
)
@_shop
@common
def import_(  # noqa: PLR0913  (one for each option)
    *,
    files: tuple[Path, ...],
    platform: str,
    columns: dict[str, str],
    dry_run: bool,
    telling: bool,
    reasons: int | None,
    shop: str,
) -> None:
    """Take exports in; importing the same file twice changes nothing.

    JSON: `{platform, encoding, orders, lines, refunds, added, updated, unchanged, rejected,
    skipped, notes, files, shop, shop_known, dry_run, action}`; `orders` counts the different orders
    of the files, `lines` their kinds of goods, `refunds` the platform's refund cases; `rejected` is
    how many rows were not taken, `skipped` a list of `{where, why}` of them, `notes` one of what
    else is to be known (with `--reasons` the first of them alone); `files` a list of `{file,
    platform, layout, encoding, shop, orders, lines, refunds, shop_known}`; `platform`, `encoding`
    and `shop` are null where the files differ. `shop_known` says that nobody needs to be asked for
    the shop, since it was said for such files before, or the file tells it. `action` names the
    change in the journal, for `orders undo-import`. `tickets` is `{opened, updated, unchanged,
    action}`: what the refund cases of the files came to (null with `--dry-run`). With
    `--progress` lines `progress 0.420` on standard error.
    """
    workspace = session().open()
    done = workspace.orders.import_files(
        files,
        Asked(platform, columns),
        shop=shop,
        dry_run=dry_run,
        progress=ProgressLines() if telling else lambda _share: None,
    )
    cases = None if dry_run else workspace.platform_tickets.take(workspace.now(), done.cases)
    if session().json:
        told = _imported_as_json(done, reasons, dry_run=dry_run)
        print_json({**told, "tickets": cases and cases_as_json(cases)})
        return
    say(_summary(done, dry_run=dry_run))
    _show_imported(done, cases, _SHOWN if reasons is None else reasons)


@orders.command("undo-import", help=N_("Take an import back (without ACTION the last one)."))
@click.argument("action", required=False, default="", metavar="[ACTION]")
@common
def undo_import(action: str) -> None:
    """Take an import back as a whole; what agents wrote on its orders stays.

    JSON: `{action, kept}`; `kept` is the number of fields that were changed again since.
    """
    show_taken_back(session().open().orders.undo_import(action))


@orders.command(help=N_("Show an order."))
@click.argument("no", metavar="NO")
@click.option("--reveal", is_flag=True, help=N_("Show phone and address; it is written down who."))
@_shop
@common
def show(no: str, *, reveal: bool, shop: str) -> None:
    """Show an order.

    JSON: `{no, shop, platform, buyer, status, stage, paid, total, created, paid_at, shipped_at,
    finished_at, promised, recipient, waybills, lines, buyer_note, shop_note, flag, notes, tickets,
    buyer_tags, other_orders, refunds, extra}`. Money is `{amount, currency}` in the currency's
    minor unit (17800 CNY are 178.00 yuan), a moment is ISO 8601 with its offset. `recipient` is
    `{name, phone, address}`, masked without `--reveal`; `waybills` a list of `{number, courier}`,
    `lines` one of `{title, sku, variant, quantity, price, item, status}`, `notes` one of
    `{id, at, agent, text, pinned, edited}`, `refunds` one of `{no, status, deadline, told}`:
    the platform's own cases; `tickets` is a list of `{id, number, kind, state}`. `extra` has
    the other columns of the export.
    """
    workspace = session().open()
    order = workspace.orders.by_number(no, shop)
    if reveal:
        workspace.notes.reveal(order.id, "all")
    notes = workspace.notes.of(order.id)
    if session().json:
        page = page_as_json(workspace.orders.page(order))
        print_json({**order_as_json(workspace, order, notes, revealed=reveal), **page})
        return
    show_order(workspace, order, revealed=reveal)
    show_notes(notes)


@orders.command(help=N_("Find orders by any part of number, buyer, waybill, phone or goods."))
@click.argument("text", nargs=-1, metavar="[TEXT]")
@click.option("--limit", default=20, type=click.IntRange(1, 1000), help=N_("How many at most."))
@_shop
@common
def find(text: tuple[str, ...], limit: int, shop: str) -> None:
    """Find orders; without a text the latest ones.

    JSON: a list of orders, as `orders show` gives them, without what stands beside an order.
    """
    workspace = session().open()
    found = workspace.orders.find(" ".join(text), limit, shop)
    if session().json:
        notes = workspace.notes
        print_json(
            [order_as_json(workspace, one, notes.of(one.id), revealed=False) for one in found]
        )
        return
    for one in found:
        show_order(workspace, one)


@orders.command("to-send", help=N_("List paid orders that must be sent soon."))
@click.option("--within", default=12, type=click.IntRange(0, 24 * 60), help=N_("Hours from now."))
@common
def to_send(within: int) -> None:
    """List what must be sent: until the promised time, or two days after it was paid.

    JSON: a list of orders, as `orders find` gives them, the most urgent first.
    """
    workspace = session().open()
    found = workspace.orders.to_send(workspace.now(), timedelta(hours=within))
    if session().json:
        print_json([order_as_json(workspace, one, [], revealed=False) for one in found])
        return
    for one in found:
        show_order(workspace, one)


@orders.command(help=N_("Write a note on an order."))
@click.argument("no", metavar="NO")
@click.argument("text", nargs=-1, metavar="TEXT")
@click.option("--flag", type=click.Choice(_FLAGS), help=N_("Give the order a flag."))
@_shop
@common
def note(no: str, text: tuple[str, ...], flag: str | None, shop: str) -> None:
    """Write a note, give a flag, or both.

    JSON: the note `{id, at, agent, text, pinned, edited}` with `order`, `flag` and `action`; where
    only a flag was given, the note's own keys are null.
    """
    if not text and flag is None:
        raise click.UsageError(_("a note needs a text"))
    workspace = session().open()
    order = workspace.orders.by_number(no, shop)
    colour = Flag(flag) if flag and flag != "none" else None
    told: dict[str, Any] = dict.fromkeys(("id", "at", "agent", "text", "pinned", "edited"))
    if text:
        written, action = workspace.notes.note_and_flag(order.id, " ".join(text), colour)
        told = note_as_json(written)
    if flag is not None and (flag == "none" or not text):
        action = workspace.notes.flag(order.id, colour)
    shown = flag if flag not in {None, "none"} else None
    present = shown or (order.flag.value if order.flag and flag is None else None)
    if session().json:
        print_json({**told, "order": order.no, "flag": present, "action": action})
    else:
        say(_("Noted on {no}.").format(no=order.no))


@orders.command(help=N_("Enter a waybill by hand."))
@click.argument("no", metavar="NO")
@click.argument("number", metavar="NUMBER")
@click.option("--courier", default="", help=N_("Who carries it (default: as the number looks)."))
@_shop
@common
def waybill(no: str, number: str, courier: str, shop: str) -> None:
    """Enter a waybill by hand; a later import leaves it alone.

    JSON: `{order, waybills}`, with `{number, courier}` each.
    """
    workspace = session().open()
    order = workspace.orders.by_number(no, shop)
    workspace.notes.enter_waybill(order, number, courier)
    order = workspace.orders.by_number(no, shop)
    told = order_as_json(workspace, order, [], revealed=False)["waybills"]
    if session().json:
        print_json({"order": order.no, "waybills": told})
    else:
        for one in told:
            say(f"{one['number']} {one['courier']}")


def _imported_as_json(
    done: ImportedOrders, reasons: int | None, *, dry_run: bool
) -> dict[str, Any]:
    files = done.files
    common_ = {
        name: next(iter({getattr(one, name) for one in files}))
        if len({getattr(one, name) for one in files}) == 1
        else None
        for name in ("platform", "encoding", "shop")
    }
    return {
        **common_,
        "orders": sum(one.orders for one in files),
        "lines": sum(one.lines for one in files),
        "refunds": sum(one.refunds for one in files),
        "added": done.added,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "rejected": len(done.skipped),
        "skipped": [asdict(one) for one in done.skipped[:reasons]],
        "notes": [asdict(one) for one in done.notes[:reasons]],
        "files": [asdict(one) for one in files],
        "shop_known": all(one.shop_known for one in files),
        "dry_run": dry_run,
        "action": done.action or None,
    }


def _show_imported(done: ImportedOrders, cases: ImportedTickets | None, most: int) -> None:
    if cases and done.cases:
        say(cases_summary(cases))
    for title, told in ((_("Not taken: {count}"), done.skipped), ("", done.notes)):
        if told and title:
            say(title.format(count=len(told)))
        for one in told[:most]:
            say(f"  {one.where}: {one.why}")
        if len(told) > most:
            say("  …")


def _summary(done: ImportedOrders, *, dry_run: bool) -> str:
    told = (
        _("Would add {added}, update {updated}, leave {unchanged} orders.")
        if dry_run
        else _("Added {added}, updated {updated}, left {unchanged} orders.")
    )
    return told.format(added=done.added, updated=done.updated, unchanged=done.unchanged)
