"""`replies learned` and `replies forget-learned`: what was learned from the agents' answers."""

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.errors import NotFoundError
from csconsole.language import N_, _


@click.command(help=N_("How many buyers' messages were learned for each reply."))
@common
def learned() -> None:
    """What was learned, as numbers: the messages themselves stay in the store.

    JSON: a list of `{id, title, messages}`, most first; `title` is "" for a reply that was put
    away since.
    """
    workspace = session().open()
    language = workspace.settings.reply_language
    told = []
    for reply_id, count in workspace.replies.learning.counts().items():
        reply = workspace.replies.get(reply_id)
        title = reply.title_in(language) if reply else ""
        told.append({"id": reply_id, "title": title, "messages": count})
    if session().json:
        print_json(told)
        return
    if not told:
        say(_("Nothing was learned yet."))
    for one in told:
        say("  ".join(str(part) for part in (one["messages"], one["id"], one["title"]) if part))


@click.command("forget-learned", help=N_("Forget what was learned, for good."))
@click.option("--reply", "reply_id", metavar="ID", help=N_("What was learned for this reply."))
@click.option("--all", "everything", is_flag=True, help=N_("All that was learned."))
@common
def forget_learned(*, reply_id: str | None, everything: bool) -> None:
    """Forget learned messages; they leave the store and its journal.

    JSON: `{forgotten}`, the number of messages.
    """
    if (reply_id is None) != everything:
        raise click.UsageError(_("give either --reply ID or --all"))
    workspace = session().open()
    learning = workspace.replies.learning
    if reply_id is None:
        count = learning.forget()
    elif reply_id in learning.counts() or workspace.replies.get(reply_id):
        count = learning.forget_reply(reply_id)
    else:
        raise NotFoundError(
            _("there is no reply {id}").format(id=reply_id),
            hint=_("csconsole replies learned tells the ids"),
        )
    if session().json:
        print_json({"forgotten": count})
    else:
        say(_("Messages forgotten: {count}.").format(count=count))
