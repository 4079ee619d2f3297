"""`selfcheck`: what is still open at the end of a day; items answered, the day signed."""

import os
from datetime import date, timedelta, tzinfo
from typing import Any

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.cli.tickets import iso
from csconsole.language import N_, _
from csconsole.selfcheck.model import Checked, CheckedDay, Evidence, Signature, State
from csconsole.selfcheck.telling import GROUPS, STATES, title_of
from csconsole.workspace.selfchecking import DayWork
from csconsole.workspace.workspace import Workspace

_NEAR = {"today": 0, "今天": 0, "今日": 0, "yesterday": -1, "昨天": -1, "昨日": -1,
         "tomorrow": 1, "明天": 1, "明日": 1}  # fmt: skip
_SHOWN = 5  # rows of an item that people are shown
_MARKS = {State.OPEN: ("✗", "red"), State.DONE: ("✓", "green"), State.EXPLAINED: ("!", "yellow")}


_shop = click.option("--shop", default="", help=N_("Name of the shop (default: all of them)."))


class _DayOrCommand(click.Group):
    """A group whose first word may be a day, too: `selfcheck 2026-11-22`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """What is no command is a day that is shown."""
        if args and args[0] not in self.commands:
            args = ["show", *args]
        return super().resolve_command(ctx, args)


def read_day(
    _context: click.Context, _parameter: click.Parameter, told: str | None
) -> date | int | None:
    """A day (2026-11-22, today, yesterday, tomorrow), or how far it is from today."""
    if told is None or told in _NEAR:
        return None if told is None else _NEAR[told]
    try:
        return date.fromisoformat(told)
    except ValueError as error:
        raise click.BadParameter(_("a day such as 2026-11-22 must stand here")) from error


def _days_of(workspace: Workspace, shop: str) -> DayWork:
    """The days of the shop that was asked for, before or behind the command's name."""
    before = click.get_current_context().parent
    told = shop or (before.params.get("shop") if before else "") or ""
    return workspace.day_of_shop(told)


def day_of(workspace: Workspace, told: date | int | None) -> date:
    """The day that was asked for; the shop's today where none was."""
    if isinstance(told, date):
        return told
    return workspace.day.checks.today(workspace.now()) + timedelta(days=told or 0)


@click.group(
    cls=_DayOrCommand,
    invoke_without_command=True,
    help=N_("The self-check of a day: what is still open, answered, signed."),
)
@_shop
@common
@click.pass_context
def selfcheck(context: click.Context, shop: str) -> None:
    """The group of commands about the end of the day; alone, it shows today.

    With a shop, the tickets and orders of that shop alone are looked at, and its days are answered
    and signed apart from those of all shops; the days of the only shop are those of all. Plans,
    stock, notices and replies belong to no shop and stand in the self-check of each.

    JSON: as `selfcheck show` gives it.
    """
    if context.invoked_subcommand is None:
        context.invoke(show, day=None, shop=shop)


@selfcheck.command(help=N_("Show a day: what is still open, and where."))
@click.argument("day", metavar="[DATE]", callback=read_day, required=False)
@_shop
@common
def show(day: date | int | None, shop: str) -> None:
    """Show the self-check of a day, today where none is named; a signed day as it was signed.

    JSON: `{date, items, signed}`; an item is `{id, title, group, kind, state, count, evidence,
    note, by, at, reason, carried, later}`. `group` is `recorded`, `solved` or `ready`, `kind` is
    `computed` or `manual`, `state` is `open`, `done` or `explained` (signed with a reason). A row
    of `evidence` is `{what, id, name, why, due, late}`, and `what` one of `ticket`, `order`,
    `reply`, `product`, `plan`, `notice`; at most 500 rows are listed, `count` counts all. `note`,
    `by` and `at` are of whoever ticked it, `reason` is why it was left open, `carried` the reason
    of the last signed day before, `{date, reason, by}`, or null, and `later` the count by now
    where that is another one than was signed. `signed` is null or `{by, at, reasons, heads}`.
    """
    workspace = session().open()
    checks = _days_of(workspace, shop).checks
    tell(checks.check(workspace.now(), day_of(workspace, day)), checks.days.zone)


@selfcheck.command(help=N_("Answer an item that the program cannot answer."))
@click.argument("item", metavar="ITEM")
@click.option("--note", default="", help=N_("What there is to say about it."))
@click.option("--date", "day", callback=read_day, help=N_("Another day than today."))
@_shop
@common
def tick(item: str, note: str, day: date | int | None, shop: str) -> None:
    """Answer an item by hand.

    JSON: the item, as `selfcheck show` gives it.
    """
    workspace = session().open()
    checks = _days_of(workspace, shop).checks
    ticked = checks.tick(item, workspace.now(), day_of(workspace, day), note=note)
    _tell_item(ticked, checks.days.zone)


@selfcheck.command(help=N_("Take the answer to an item back."))
@click.argument("item", metavar="ITEM")
@click.option("--date", "day", callback=read_day, help=N_("Another day than today."))
@_shop
@common
def untick(item: str, day: date | int | None, shop: str) -> None:
    """Take an answer back.

    JSON: the item, as `selfcheck show` gives it.
    """
    workspace = session().open()
    checks = _days_of(workspace, shop).checks
    _tell_item(checks.untick(item, workspace.now(), day_of(workspace, day)), checks.days.zone)


def _reasons(
    _context: click.Context, _parameter: click.Parameter, told: tuple[str, ...]
) -> dict[str, str]:
    pairs = [one.partition("=") for one in told]
    if not all(equals and item.strip() for item, equals, _text in pairs):
        raise click.BadParameter(_("it has the form ITEM=TEXT"))
    return {item.strip(): text for item, _equals, text in pairs}


@selfcheck.command(help=N_("Sign a day: it is kept as it stands, and locked."))
@click.argument("day", metavar="[DATE]", callback=read_day, required=False)
@click.option("--by", required=True, metavar="NAME", help=N_("Who signs."))
@click.option(
    "--reason",
    "reasons",
    multiple=True,
    callback=_reasons,
    metavar="ITEM=TEXT",
    help=N_("Why an item is left open; may be repeated."),
)
@_shop
@common
def sign(day: date | int | None, by: str, reasons: dict[str, str], shop: str) -> None:
    """Sign a day; an agent with a PIN gives it in CSCONSOLE_PIN.

    JSON: as `selfcheck show` gives it; in `heads` stands, by device, the last reading and link of
    the journal: noted elsewhere, they show any later change of what was before.
    """
    workspace = session().open()
    signing = _days_of(workspace, shop).signing  # a shop that is not there is told first
    if workspace.people.agents():
        workspace.people.sit_down(by, os.environ.get("CSCONSOLE_PIN", ""))
    elif by.strip() != workspace.people.agent:
        workspace.people.name_desk(by.strip())
    signed = signing.sign(workspace.now(), day_of(workspace, day), reasons)
    tell(signed, workspace.day.checks.days.zone)


@selfcheck.command(help=N_("Open a signed day again, for the supervisor."))
@click.argument("day", metavar="DATE", callback=read_day)
@_shop
@common
def reopen(day: date | int, shop: str) -> None:
    """Take the signature of a day back; the journal keeps that it was there.

    JSON: as `selfcheck show` gives it.
    """
    workspace = session().open()
    days = _days_of(workspace, shop)
    days.signing.reopen(day_of(workspace, day))
    tell(days.checks.check(workspace.now(), day_of(workspace, day)), days.checks.days.zone)


@selfcheck.command(help=N_("List the days of a while, and who signed them."))
@click.option("--since", callback=read_day, help=N_("The first day (default: 30 days ago)."))
@click.option("--until", callback=read_day, help=N_("The last day (default: today)."))
@_shop
@common
def days(since: date | int | None, until: date | int | None, shop: str) -> None:
    """List days.

    JSON: `{streak, longest, days}`; a day is `{date, signed, explained}`: `signed` is null or
    `{by, at, reasons, heads}`, and `explained` counts the items that were left open with a reason.
    """
    workspace = session().open()
    last = day_of(workspace, until)
    first = day_of(workspace, -30 if since is None else since)
    found = _days_of(workspace, shop).past.history(first, last, workspace.now())
    if session().json:
        marks = [
            {"date": one.day.isoformat(), "signed": _signed(one.signed), "explained": one.explained}
            for one in found.days
        ]
        print_json({"streak": found.streak, "longest": found.longest, "days": marks})
        return
    for one in found.days:
        who = one.signed.agent if one.signed else "–"
        left = _("{count} left open").format(count=one.explained) if one.explained else ""
        say(" · ".join(filter(None, (one.day.isoformat(), who, left))))
    say(
        _("days signed in a row: {count}, at most {longest}").format(
            count=found.streak, longest=found.longest
        )
    )


def tell(checked: CheckedDay, zone: tzinfo | None) -> None:
    """Print the self-check of a day, as JSON or for people."""
    if session().json:
        print_json(
            {
                "date": checked.day.isoformat(),
                "items": [_as_json(one) for one in checked.items],
                "signed": _signed(checked.signed),
            }
        )
        return
    say(click.style(checked.day.isoformat(), bold=True))
    group = None
    for one in checked.items:
        if one.item.group is not group:
            group = one.item.group
            say(click.style(_(GROUPS[group]), bold=True))
        _say_item(one, zone)
    if checked.signed is not None:
        told = _("signed by {name}, {at}")
        at = f"{checked.signed.at.astimezone(zone):%Y-%m-%d %H:%M}"
        say(told.format(name=checked.signed.agent, at=at))
        for device, head in checked.signed.heads.items():
            say(f"  {device}  {head.rsplit(' ', maxsplit=1)[-1]}")


def _tell_item(one: Checked, zone: tzinfo | None) -> None:
    if session().json:
        print_json(_as_json(one))
    else:
        _say_item(one, zone)


def _say_item(one: Checked, zone: tzinfo | None) -> None:
    mark, colour = _MARKS[one.state]
    count = str(one.count) if one.evidence or one.count > 1 else ""
    told = (title_of(one.item), count, _(STATES[one.state]), f"[{one.item.id}]")
    say("  " + click.style(f"{mark} {' · '.join(filter(None, told))}", fg=colour))
    for row in one.evidence[:_SHOWN]:
        say("      " + " · ".join(filter(None, (row.name, row.why))))
    if one.count > _SHOWN and len(one.evidence) > _SHOWN:
        say("      " + _("and {count} more").format(count=one.count - _SHOWN))
    if one.tick is not None:
        who = " ".join(filter(None, (one.tick.agent, f"{one.tick.at.astimezone(zone):%H:%M}")))
        say("      " + ": ".join(filter(None, (who, one.tick.note))))
    if one.reason:
        say("      " + _("reason: {text}").format(text=one.reason))
    if one.carried is not None:
        told_before = _("{day}, {name}: {text}")
        day = f"{one.carried.day:%m-%d}"
        say("      " + told_before.format(day=day, name=one.carried.agent, text=one.carried.reason))
    if one.later is not None:
        say("      " + _("later: {count}").format(count=one.later))


def _as_json(one: Checked) -> dict[str, Any]:
    tick, carried = one.tick, one.carried
    return {
        "id": one.item.id,
        "title": title_of(one.item),
        "group": one.item.group.value,
        "kind": one.item.kind.value,
        "state": one.state.value,
        "count": one.count,
        "evidence": [_evidence(row) for row in one.evidence],
        "note": tick.note if tick else "",
        "by": tick.agent if tick else "",
        "at": iso(tick.at) if tick else None,
        "reason": one.reason,
        "carried": {
            "date": carried.day.isoformat(),
            "reason": carried.reason,
            "by": carried.agent,
        }
        if carried
        else None,
        "later": one.later,
    }


def _evidence(row: Evidence) -> dict[str, Any]:
    return {
        "what": row.row.what.value,
        "id": row.row.id,
        "name": row.name,
        "why": row.why,
        "due": row.row.due,
        "late": row.is_late,
    }


def _signed(signature: Signature | None) -> dict[str, Any] | None:
    if signature is None:
        return None
    return {
        "by": signature.agent,
        "at": iso(signature.at),
        "reasons": dict(signature.reasons),
        "heads": dict(signature.heads),
    }
