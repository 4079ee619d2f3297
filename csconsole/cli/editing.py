"""`replies show`, `new`, `edit` and what belongs to them: the library written by hand."""

from collections.abc import Mapping, Sequence
from typing import Any

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.language import N_, _
from csconsole.replies.described import described, with_fields
from csconsole.replies.model import LANGUAGES, Reply
from csconsole.workspace.workspace import Workspace

fields_option = click.option(
    "--set",
    "given",
    multiple=True,
    metavar="FIELD=VALUE",
    help=N_("A field, as in title=…, text:en=…, tags=… (once for each), until=2026-11-12."),
)


@click.command(help=N_("Show a reply with all that it has."))
@click.argument("reply_id", metavar="ID")
@common
def show(reply_id: str) -> None:
    """Show a reply, be it in the archive or not.

    JSON: `{id, category, title, shortcut, text, variants, asks, tags, valid, for, pictures, owner,
    archived}`, in the form of the library file; `owner` is the agent whose own it is, or "".
    """
    workspace = session().open()
    reply = workspace.editing.find(reply_id)
    _tell(workspace, reply, archived=workspace.replies.get(reply_id) is None)


@click.command(help=N_("Keep a new reply: an approved one, or one's own with --own."))
@click.option("--title", required=True, metavar="TEXT", help=N_("What it is called."))
@click.option("--text", required=True, metavar="TEXT", help=N_("What is sent."))
@click.option(
    "--language",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    show_default=True,
    help=N_("Language of title and text."),
)
@click.option("--category", default="", metavar="PATH", help=N_("As in after-sale/return."))
@click.option("--shortcut", default="", metavar="TEXT", help=N_("What is typed for it."))
@click.option("--own", is_flag=True, help=N_("For the agent at this desk alone."))
@common
def new(*, title: str, text: str, language: str, category: str, shortcut: str, own: bool) -> None:  # noqa: PLR0913  (one for each option)
    """Keep a new reply.

    JSON: the reply as `replies show` has it, and `action`, to undo it by.
    """
    workspace = session().open()
    reply = Reply("", {language: title}, {language: text}, category=category, shortcut=shortcut)
    made = workspace.editing.create(reply, personal=own)
    _tell(workspace, made, action=_last_action(workspace, made.id))


@click.command(help=N_("Change fields of a reply."))
@click.argument("reply_id", metavar="ID")
@fields_option
@common
def edit(reply_id: str, given: Sequence[str]) -> None:
    """Change a reply.

    JSON: the reply as `replies show` has it, and `action`, to undo it by; null where nothing
    was changed.
    """
    if not given:
        raise click.UsageError(_("give at least one --set FIELD=VALUE"))
    workspace = session().open()
    before = _last_action(workspace, reply_id)
    saved = workspace.editing.save(with_fields(workspace.editing.find(reply_id), given))
    action = _last_action(workspace, reply_id)
    _tell(workspace, saved, action=action if action != before else None)


@click.command(help=N_("Put replies away; nothing of them is lost."))
@click.argument("reply_ids", metavar="ID…", nargs=-1, required=True)
@common
def archive(reply_ids: Sequence[str]) -> None:
    """Put replies away, all or none.

    JSON: `{action, replies}`: what to undo it by, and the ids.
    """
    action = session().open().editing.archive(reply_ids)
    _tell_action(action, reply_ids, _("Put away: {count}."))


@click.command(help=N_("Take replies out of the archive."))
@click.argument("reply_ids", metavar="ID…", nargs=-1, required=True)
@common
def unarchive(reply_ids: Sequence[str]) -> None:
    """Take replies out of the archive, all or none.

    JSON: `{action, replies}`: what to undo it by, and the ids.
    """
    action = session().open().editing.bring_back(reply_ids)
    _tell_action(action, reply_ids, _("Back in the library: {count}."))


@click.command(help=N_("Tell what became of a reply, newest first."))
@click.argument("reply_id", metavar="ID")
@common
def history(reply_id: str) -> None:
    """Tell the changes of a reply.

    JSON: `[{at, agent, action, cause, fields}]`, newest first; `fields` maps each changed field
    to `{before, after}`.
    """
    changes = session().open().editing.history(reply_id)
    if session().json:
        print_json(
            [
                {
                    "at": change.at.isoformat(timespec="seconds"),
                    "agent": change.agent,
                    "action": change.action,
                    "cause": change.cause,
                    "fields": differences(change.fields),
                }
                for change in changes
            ]
        )
        return
    for change in changes:
        at = f"{change.at.astimezone():%Y-%m-%d %H:%M}"
        say(click.style("  ".join(filter(None, (at, change.agent, change.cause))), bold=True))
        say(f"  {change.action}")
        show_differences(change.fields)


@click.command(help=N_("Take back what an action did to replies (replies history tells it)."))
@click.argument("action")
@common
def undo(action: str) -> None:
    """Take an action back.

    JSON: `{action, undone, kept}`; `undone` is the action that was named, `kept` a list of
    `{id, field}` of what was changed again since, which stays.
    """
    done = session().open().editing.undo(action)
    if session().json:
        kept = [{"id": reply_id, "field": field} for _entity, reply_id, field in done.kept]
        print_json({"action": done.action, "undone": action, "kept": kept})
    else:
        say(_("The change was undone; {kept} later changes stay.").format(kept=len(done.kept)))


def differences(fields: Mapping[str, tuple[Any, Any]]) -> dict[str, dict[str, Any]]:
    """What changed, for programs."""
    return {name: {"before": old, "after": new} for name, (old, new) in fields.items()}


def show_differences(fields: Mapping[str, tuple[Any, Any]]) -> None:
    """What changed, for people."""
    for name, (old, new) in fields.items():
        say(f"  {name}: {_shown(old)} → {_shown(new)}")


def _shown(value: object) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_shown(one)}" for key, one in value.items()) or "–"
    if isinstance(value, list):
        return ", ".join(map(_shown, value)) or "–"
    return "–" if value is None else " ".join(str(value).split()) or "–"


def _last_action(workspace: Workspace, reply_id: str) -> str:
    return workspace.editing.history(reply_id)[0].action


def _tell_action(action: str, reply_ids: Sequence[str], told: str) -> None:
    if session().json:
        print_json({"action": action, "replies": list(dict.fromkeys(reply_ids))})
    else:
        say(told.format(count=len(set(reply_ids))))


def _tell(workspace: Workspace, reply: Reply, **more: object) -> None:
    """A reply with what else there is to say."""
    fields = {**described(reply), "archived": False, **more}
    if session().json:
        print_json(fields)
        return
    for name, value in fields.items():
        if value:
            label = workspace.replies.category_label(str(value), workspace.settings.reply_language)
            say(f"{name}: {label if name == 'category' else _shown(value)}")
