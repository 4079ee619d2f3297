"""`replies propose` and what the supervisor decides, and what there is to clean up."""

from collections.abc import Sequence
from typing import Any

import click

from csconsole.cli.answers import show_reply
from csconsole.cli.editing import differences, fields_option, show_differences
from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.language import N_, _
from csconsole.replies.described import described, with_fields
from csconsole.replies.model import Reply
from csconsole.workspace.workspace import Workspace

_SOON = 3  # days


@click.command(help=N_("Propose a change of a reply, or one's own reply, for the whole shop."))
@click.argument("reply_id", metavar="ID")
@fields_option
@click.option("--note", default="", metavar="TEXT", help=N_("Why."))
@common
def propose(reply_id: str, given: Sequence[str], note: str) -> None:
    """Propose a changed reply; an own one needs no change to be proposed.

    JSON: `{id}`, the proposal's.
    """
    workspace = session().open()
    wanted = with_fields(workspace.editing.find(reply_id), given)
    proposal_id = workspace.proposals.propose(wanted, note)
    if session().json:
        print_json({"id": proposal_id})
    else:
        say(_("Proposed to the supervisor: {id}").format(id=proposal_id))


@click.command(help=N_("List what was proposed: one's own, or as the supervisor all of it."))
@common
def proposals() -> None:
    """List the proposals that nobody has decided yet, oldest first.

    JSON: `[{id, agent, at, note, reply, title, new, fields}]`; `reply` is the reply's id, `new`
    whether there is none of it in the approved library, `fields` maps each field to
    `{before, after}`.
    """
    workspace = session().open()
    found, language = workspace.proposals.open(), workspace.settings.reply_language
    if session().json:
        print_json(
            [
                {
                    "id": one.id,
                    "agent": one.agent,
                    "at": one.at.isoformat(timespec="seconds"),
                    "note": one.note,
                    "reply": one.proposed.id,
                    "title": one.proposed.title_in(language),
                    "new": one.present is None,
                    "fields": differences(one.fields),
                }
                for one in found
            ]
        )
        return
    for one in found:
        head = (f"{one.at.astimezone():%Y-%m-%d %H:%M}", one.agent, one.proposed.title_in(language))
        say(click.style("  ".join(filter(None, head)), bold=True))
        say(f"  {one.id}")
        if one.note:
            say(f"  {one.note}")
        show_differences(one.fields)
    if not found:
        say(_("Nothing is proposed."))


@click.command(help=N_("Let a proposal become the reply (the supervisor's decision)."))
@click.argument("proposal_id", metavar="ID")
@common
def accept(proposal_id: str) -> None:
    """Accept a proposal.

    JSON: the reply in the form of the library file, and its `owner`.
    """
    workspace = session().open()
    reply = workspace.proposals.accept(proposal_id)
    if session().json:
        print_json(described(reply))
    else:
        show_reply(workspace, reply, workspace.settings.reply_language)


@click.command(help=N_("Leave the library as it is (the supervisor's decision)."))
@click.argument("proposal_id", metavar="ID")
@common
def reject(proposal_id: str) -> None:
    """Reject a proposal.

    JSON: `{id}`, the proposal's.
    """
    session().open().proposals.reject(proposal_id)
    if session().json:
        print_json({"id": proposal_id})
    else:
        say(_("Rejected: {id}").format(id=proposal_id))


@click.command(help=N_("List the pairs of replies with nearly the same text."))
@common
def duplicates() -> None:
    """List near-same replies, most alike first.

    JSON: `[{one, other, language, likeness}]`: two ids, and how alike they are, of 100.
    """
    found = session().open().review.duplicates()
    if session().json:
        print_json(
            [
                {
                    "one": pair.one.id,
                    "other": pair.other.id,
                    "language": pair.language,
                    "likeness": round(pair.likeness, 1),
                }
                for pair in found
            ]
        )
        return
    for pair in found:
        say(f"{pair.likeness:.0f}%  {pair.language}  {pair.one.id}  {pair.other.id}")
    if not found:
        say(_("No two replies are nearly the same."))


@click.command(help=N_("List the replies that nobody ever sent."))
@common
def unused() -> None:
    """List what was never sent.

    JSON: `[{id, title, category, until}]`; `until` is the last day, or null.
    """
    workspace = session().open()
    _list(workspace, workspace.review.never_used(), _("Every reply was sent before."))


@click.command(help=N_("List the replies whose last day is near."))
@click.option(
    "--days",
    type=click.IntRange(0, 3650),
    default=_SOON,
    show_default=True,
    help=N_("How many days from today."),
)
@common
def ending(days: int) -> None:
    """List what ends today or in the next days, the soonest first.

    JSON: `[{id, title, category, until}]`; `until` is the last day.
    """
    workspace = session().open()
    found = workspace.review.ending(workspace.now().date(), days)
    _list(workspace, found, _("No reply ends soon."))


def _list(workspace: Workspace, replies: Sequence[Reply], none: str) -> None:
    language = workspace.settings.reply_language
    found: list[dict[str, Any]] = [
        {
            "id": reply.id,
            "title": reply.title_in(language),
            "category": reply.category,
            "until": reply.valid_until.isoformat() if reply.valid_until else None,
        }
        for reply in replies
    ]
    if session().json:
        print_json(found)
        return
    for one in found:
        say("  ".join(filter(None, (one["until"], one["id"], one["title"]))))
    if not found:
        say(none)
