"""`selfcheck plan`, `selfcheck notice`, `selfcheck items`: the lists around the self-check."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.cli.selfcheck import day_of, read_day
from csconsole.cli.tickets import iso
from csconsole.errors import BadInputError
from csconsole.language import N_, _
from csconsole.selfcheck.model import Notice, Plan
from csconsole.selfcheck.telling import GROUPS, title_of
from csconsole.workspace.workspace import Workspace

_Thing = TypeVar("_Thing", Plan, Notice)


@click.group(help=N_("The plans of the day; what is not done is carried over."))
@common
def plan() -> None:
    """The group of commands about plans."""


@plan.command("add", help=N_("Plan something."))
@click.argument("text")
@click.option("--date", "day", callback=read_day, help=N_("Another day than today."))
@common
def add_plan(text: str, day: date | int | None) -> None:
    """Plan something for a day.

    JSON: `{id, date, text, by, done, done_by}`.
    """
    workspace = session().open()
    _tell_plans([workspace.day.plans.add(text, day_of(workspace, day))], one=True)


@plan.command("done", help=N_("A plan is done; with --undo, not after all."))
@click.argument("plan_", metavar="PLAN")
@click.option("--undo", is_flag=True, help=N_("It is not done after all."))
@common
def plan_done(plan_: str, undo: bool) -> None:  # noqa: FBT001  (click's own form)
    """A plan is done; it is named by its text, as it begins, its id or the end of that.

    JSON: as `selfcheck plan add` gives it.
    """
    workspace = session().open()
    plans = workspace.day.plans
    _tell_plans([plans.undo(plan_) if undo else plans.do(plan_, workspace.now())], one=True)


@plan.command("remove", help=N_("Take a plan off the list."))
@click.argument("plan_", metavar="PLAN")
@common
def remove_plan(plan_: str) -> None:
    """Take a plan off the list.

    JSON: as `selfcheck plan add` gives it.
    """
    _tell_plans([session().open().day.plans.remove(plan_)], one=True)


@plan.command("list", help=N_("List the plans of a day."))
@click.argument("day", metavar="[DATE]", callback=read_day, required=False)
@common
def list_plans(day: date | int | None) -> None:
    """List the plans of a day, with what was left of the days before.

    JSON: a list of plans, as `selfcheck plan add` gives them.
    """
    workspace = session().open()
    _tell_plans(workspace.day.plans.of(day_of(workspace, day)))


@click.group(help=N_("Promotions and rules of the shop that every agent is to know."))
@common
def notice() -> None:
    """The group of commands about notices."""


@notice.command("add", help=N_("Make something known, for the supervisor."))
@click.argument("text")
@click.option("--from", "first", callback=read_day, help=N_("Its first day (default: today)."))
@click.option("--until", "last", callback=read_day, help=N_("Its last day (default: the first)."))
@click.option("--reply", "replies", multiple=True, help=N_("Id of a reply; may be repeated."))
@common
def add_notice(
    text: str, first: date | int | None, last: date | int | None, replies: tuple[str, ...]
) -> None:
    """Make something known for some days.

    JSON: `{id, text, from, until, replies, by, acknowledged}`; `acknowledged` tells when each
    agent read it.
    """
    workspace = session().open()
    begin = day_of(workspace, first)
    end = begin if last is None else day_of(workspace, last)
    _tell_notices([workspace.day.notices.add(text, begin, end, replies)], one=True)


@notice.command(help=N_("You have read a notice."))
@click.argument("notice_", metavar="NOTICE")
@common
def acknowledge(notice_: str) -> None:
    """Whoever sits here has read a notice; it is named by its id or the end of that.

    JSON: as `selfcheck notice add` gives it.
    """
    workspace = session().open()
    _tell_notices([workspace.day.notices.acknowledge(notice_, workspace.now())], one=True)


@notice.command("remove", help=N_("Take a notice away, for the supervisor."))
@click.argument("notice_", metavar="NOTICE")
@common
def remove_notice(notice_: str) -> None:
    """Take a notice away.

    JSON: as `selfcheck notice add` gives it.
    """
    _tell_notices([session().open().day.notices.remove(notice_)], one=True)


@notice.command("list", help=N_("List the notices of today and tomorrow, or all."))
@click.option("--all", "everything", is_flag=True, help=N_("Those of other days, too."))
@common
def list_notices(everything: bool) -> None:  # noqa: FBT001  (click's own form)
    """List notices.

    JSON: a list of notices, as `selfcheck notice add` gives them.
    """
    workspace = session().open()
    notices = workspace.day.notices
    today, tomorrow = day_of(workspace, 0), day_of(workspace, 1)
    _tell_notices(notices.all() if everything else notices.of(today, tomorrow))


@click.command(help=N_("Show what is checked; change it, for the supervisor."))
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("Write the list to a file, where it can be changed."),
)
@click.option(
    "--take",
    type=click.Path(dir_okay=False, path_type=Path),
    help=N_("Make the list of a file the shop's own."),
)
@click.option("--usual", is_flag=True, help=N_("Go back to the shipped list."))
@common
def items(out: Path | None, take: Path | None, usual: bool) -> None:  # noqa: FBT001  (click's)
    """Show the list, write it to a file, take it from one, or go back to the shipped one.

    JSON: `{own, items}`; an item is `{id, group, kind, title, rule}`.
    """
    workspace = session().open()
    checklist = workspace.day.checks.checklist
    if take is not None:
        checklist.take(take)
    elif usual:
        checklist.take_usual()
    if out is not None:
        _write_out(workspace, out)
    told = checklist.items()
    if session().json:
        listed = [
            {
                "id": one.id,
                "group": one.group.value,
                "kind": one.kind.value,
                "title": dict(one.title),
                "rule": one.rule,
            }
            for one in told
        ]
        print_json({"own": checklist.is_own, "items": listed})
        return
    for one in told:
        say(" · ".join((_(GROUPS[one.group]), title_of(one), one.rule or "–", f"[{one.id}]")))


def _write_out(workspace: Workspace, out: Path) -> None:
    try:
        workspace.day.checks.checklist.export(out)
    except OSError as error:
        raise BadInputError(
            _("the file cannot be written: {why}").format(why=error.strerror or error),
            place=str(out),
        ) from error


def _tell(
    things: Sequence[_Thing],
    as_json: Callable[[_Thing], dict[str, Any]],
    show: Callable[[_Thing], None],
    *,
    one: bool,
) -> None:
    """Tell of things: people one after the other, programs as a list, or `one` without it."""
    if session().json:
        told = [as_json(each) for each in things]
        print_json(told[0] if one else told)
        return
    for each in things:
        show(each)


def _tell_plans(plans: Sequence[Plan], *, one: bool = False) -> None:
    _tell(plans, _plan_as_json, _show_plan, one=one)


def _show_plan(plan: Plan) -> None:
    mark = "✓" if plan.done else "·"
    say(" ".join((mark, plan.day.isoformat(), plan.text, f"[{plan.id[-6:]}]")))


def _plan_as_json(one: Plan) -> dict[str, Any]:
    return {
        "id": one.id,
        "date": one.day.isoformat(),
        "text": one.text,
        "by": one.agent,
        "done": iso(one.done),
        "done_by": one.done_by,
    }


def _tell_notices(notices: Sequence[Notice], *, one: bool = False) -> None:
    _tell(notices, _notice_as_json, _show_notice, one=one)


def _show_notice(notice: Notice) -> None:
    span = notice.first.isoformat()
    if notice.last != notice.first:
        span += f"..{notice.last.isoformat()}"
    say(" ".join((span, notice.text, f"[{notice.id[-6:]}]")))
    if notice.acknowledged:
        names = ", ".join(name or "–" for name in notice.acknowledged)
        say("  " + _("read by: {names}").format(names=names))


def _notice_as_json(one: Notice) -> dict[str, Any]:
    return {
        "id": one.id,
        "text": one.text,
        "from": one.first.isoformat(),
        "until": one.last.isoformat(),
        "replies": list(one.replies),
        "by": one.agent,
        "acknowledged": {agent: iso(at) for agent, at in one.acknowledged.items()},
    }
