"""`orders forget`, `retain`, `looks` and `export`: the buyers' personal data."""

from pathlib import Path
from typing import Any

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.errors import BadInputError
from csconsole.language import N_, _
from csconsole.orders.model import Chosen, Whom
from csconsole.workspace.forgetting import Forgotten

_shop = click.option("--shop", default="", help=N_("Name of the shop."))
_dry_run = click.option("--dry-run", is_flag=True, help=N_("Only say what would be done."))
_LONGEST_DAYS = 36_500


@click.command(help=N_("Forget a buyer for good, with all orders and notes; the supervisor's."))
@click.argument("buyer", required=False, default="", metavar="[BUYER]")
@click.option("--order", default="", metavar="NO", help=N_("The buyer of this order."))
@click.option(
    "--phone", default="", help=N_("BUYER is the name of a recipient who has this phone.")
)
@click.option("--platform", default="", help=N_("Only on this platform."))
@_shop
@_dry_run
@common
def forget(  # noqa: PLR0913  (one for each option)
    *, buyer: str, order: str, phone: str, platform: str, shop: str, dry_run: bool
) -> None:
    """Remove a buyer's data from tables, index, journal, learned messages, talks and files.

    BUYER is the name on the platform or the e-mail address, exactly. JSON: `{buyer, orders,
    notes, refunds, looks, buyers, mentions, learned, talks, attachments, journal_entries,
    remaining, dry_run}`: how many orders, notes on them, refund cases, records of looks and
    descriptions of the buyer were removed; in how many notes on other orders the buyer's words
    were hidden; how many learned messages, kept talks and attached files went, and how many
    entries of the journal lost their values. `remaining` is a list of `{where, what}` of what the
    program leaves alone, such as backups made before. It cannot be undone.
    """
    if bool(buyer.strip()) == bool(order.strip()):
        raise click.UsageError(_("give either BUYER or --order NO"))
    workspace = session().open()
    whom = Whom(buyer.strip(), order.strip(), phone.strip(), platform, shop)
    done = workspace.privacy.forgetting.forget(whom, dry_run=dry_run)
    told = _forgotten_as_json(done)
    if session().json:
        print_json({"buyer": whom.buyer or None, **told, "dry_run": dry_run})
        return
    sentence = (
        _("Would forget {orders} orders and {notes} notes.")
        if dry_run
        else _("Forgotten: {orders} orders and {notes} notes.")
    )
    say(sentence.format(orders=told["orders"], notes=told["notes"]))
    if done.remaining:
        say(_("Not removed:"))
    for one in done.remaining:
        say(f"  {one.where}: {one.what}")


@click.command(help=N_("Forget the orders that are older than the shop keeps them."))
@click.option(
    "--days",
    type=click.IntRange(1, _LONGEST_DAYS),
    help=N_("Keep orders for so many days (default: as the settings say)."),
)
@_dry_run
@common
def retain(*, days: int | None, dry_run: bool) -> None:
    """Forget orders whose last moment (finished, sent, paid, placed) is so many days ago.

    Orders that were paid and not sent are kept 90 days longer. JSON: `{days, orders, still_open,
    is_clean, dry_run}`; `still_open` is the number of old orders that are kept so, `is_clean`
    whether the file could be written anew, so that no unused page of it holds a trace.
    """
    workspace = session().open()
    days = days or int(workspace.settings.retention_days or 0)
    if not days:
        raise BadInputError(
            _("the settings do not say how long orders are kept"), hint=_("say it: --days N")
        )
    done = workspace.privacy.retention.retain(days, workspace.now(), dry_run=dry_run)
    if session().json:
        print_json(
            {
                "days": days,
                "orders": done.orders,
                "still_open": done.still_open,
                "is_clean": done.is_clean,
                "dry_run": dry_run,
            }
        )
        return
    told = (
        _("Would forget {orders} orders; {open} old ones are still open.")
        if dry_run
        else _("Forgotten: {orders} orders; {open} old ones are still open.")
    )
    say(told.format(orders=done.orders, open=done.still_open))


@click.command(help=N_("Show who looked at personal data (of an order), and when."))
@click.argument("no", required=False, default="", metavar="[NO]")
@click.option("--limit", default=100, type=click.IntRange(1, 100_000), help=N_("How many at most."))
@_shop
@common
def looks(no: str, limit: int, shop: str) -> None:
    """List who looked at phones and addresses, the newest first.

    JSON: a list of `{at, agent, order, what}`; `what` is phone, address, all, or export for a
    file that was written with `orders export --reveal`.
    """
    workspace = session().open()
    order = workspace.orders.by_number(no, shop).id if no else ""
    found = workspace.privacy.looks.of(order, limit)
    if session().json:
        told = [{**vars(one), "at": one.at.astimezone().isoformat(timespec="seconds")}
                for one in found]  # fmt: skip
        print_json(told)
        return
    for one in found:
        say(f"{one.at.astimezone():%Y-%m-%d %H:%M}  {one.agent}  {one.order}  {_(one.what)}")


@click.command(help=N_("Write orders to a CSV file or a workbook, phone and address masked."))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--find", "text", default="", help=N_("Only orders that have these words."))
@click.option(
    "--reveal", is_flag=True, help=N_("Phone and address whole; the supervisor's, written down.")
)
@_shop
@common
def export(*, file: Path, text: str, reveal: bool, shop: str) -> None:
    """Write orders to FILE.csv or FILE.xlsx.

    JSON: `{file, orders, masked}`. Phones and e-mail addresses inside notes are masked, too. For
    each order that is revealed it is written down who took it (`orders looks`).
    """
    workspace = session().open()
    count = workspace.privacy.export.write(file, Chosen(shop, text, reveal))
    if session().json:
        print_json({"file": str(file), "orders": count, "masked": not reveal})
    else:
        say(_("Written: {count} orders.").format(count=count))


def _forgotten_as_json(done: Forgotten) -> dict[str, Any]:
    counted = {
        "orders": "order", "notes": "order_note", "refunds": "refund", "looks": "disclosure",
        "buyers": "buyer",
    }  # fmt: skip
    return {
        **{name: done.counts.get(entity, 0) for name, entity in counted.items()},
        "mentions": done.mentions,
        "learned": done.learned,
        "talks": done.talks,
        "attachments": done.attachments,
        "journal_entries": done.journal_entries,
        "remaining": [{"where": one.where, "what": one.what} for one in done.remaining],
    }
