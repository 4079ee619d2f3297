"""Writing the library by hand: new replies, changes of one or many, put away and back, undone.

The approved library belongs to the supervisor; an agent's own replies belong to the agent, who
proposes what should hold for all (`proposals`). Who may do what is checked here, for the window
and the command line alike; each call is one action of the journal, to be undone as one.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.people.people import People
from csconsole.replies.changes import changes
from csconsole.replies.editing_model import Change
from csconsole.replies.editing_rules import checked, new_id
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import Reply, in_language
from csconsole.replies.store import REPLY, ReplyStore, as_patch
from csconsole.storage.entities import DELETED
from csconsole.storage.journal import Undone
from csconsole.storage.store import Store


class Editing:
    """Changes the replies of an open store."""

    def __init__(self, store: Store, library: ReplyLibrary, people: People) -> None:
        self._store, self._library, self._people = store, library, people
        self._replies = ReplyStore(store)

    def create(self, reply: Reply, *, personal: bool = False) -> Reply:
        """Keep a new reply; it is given an id if it has none. With `personal` it is the agent's.

        Raises:
            BadInputError: it cannot be kept as it is.
            SupervisorNeededError: only the supervisor may add to the approved library.
        """
        owner = self._own_name() if personal else ""
        made = replace(reply, id=reply.id or new_id(in_language(reply.title, "")), owner=owner)
        if self._library.get(made.id) or made.id in self._replies.archived_ids():
            raise BadInputError(_("there is a reply {id} already").format(id=made.id))
        self._write("reply.new", [made])
        return self._reply(made.id)

    def save(self, reply: Reply) -> Reply:
        """Keep a changed reply.

        Raises:
            BadInputError: it cannot be kept as it is.
            NotFoundError: there is none of its id.
            SupervisorNeededError: it is of the approved library, or another agent's.
        """
        self._reply(reply.id)
        self._write("reply.edit", [reply])
        return self._reply(reply.id)

    def adopt(self, reply: Reply) -> None:
        """Let a reply stand in the approved library as the supervisor decided, whosever it was."""
        self._people.require_supervisor()
        self._write("reply.accept", [replace(reply, owner="")])

    def duplicate(self, reply_id: str, *, personal: bool = False) -> Reply:
        """Keep a copy under another id, without the shortcut, which can belong to one only."""
        source = self._reply(reply_id)
        titles = {
            language: _("{title} (copy)").format(title=title)
            for language, title in source.title.items()
        }
        copy = replace(source, id="", title=titles, shortcut="")
        return self.create(copy, personal=personal)

    def change(
        self, reply_ids: Iterable[str], change: Callable[[Reply], Reply], *, cause: str
    ) -> str:
        """Change many replies alike, all or none; the action to undo it by, "" if none changed."""
        return self._write(cause, [change(self._reply(reply_id)) for reply_id in reply_ids])

    def move(self, reply_ids: Iterable[str], category: str) -> str:
        """Put replies into a category; the action to undo it by."""
        return self.change(
            reply_ids, lambda one: replace(one, category=category), cause="reply.move"
        )

    def tag(
        self, reply_ids: Iterable[str], *, add: Sequence[str] = (), remove: Sequence[str] = ()
    ) -> str:
        """Give tags to replies and take others from them; the action to undo it by."""

        def tagged(reply: Reply) -> Reply:
            kept = [tag for tag in reply.tags if tag not in remove]
            return replace(reply, tags=tuple(dict.fromkeys([*kept, *add])))

        return self.change(reply_ids, tagged, cause="reply.tag")

    def date(
        self, reply_ids: Iterable[str], valid_from: date | None, valid_until: date | None
    ) -> str:
        """Give replies their first and their last day; the action to undo it by."""
        return self.change(
            reply_ids,
            lambda one: replace(one, valid_from=valid_from, valid_until=valid_until),
            cause="reply.valid",
        )

    def archive(self, reply_ids: Iterable[str]) -> str:
        """Put replies away, nothing of them is lost; the action to undo it by."""
        chosen = [self._reply(reply_id) for reply_id in reply_ids]
        self._permit(chosen)
        with self._store.journal.action("reply.archive") as action:
            for reply in chosen:
                self._replies.archive(action, reply.id)
        self._library.reload()
        return action.id

    def archived(self) -> list[Reply]:
        """The replies that were put away and that the agent may see, the latest first."""
        seen, when = ("", self._people.agent), self._replies.changed()
        found = [reply for reply in self._replies.archived() if reply.owner in seen]
        return sorted(found, key=lambda reply: when[reply.id], reverse=True)

    def bring_back(self, reply_ids: Iterable[str]) -> str:
        """Take replies out of the archive; the action to undo it by.

        Raises:
            BadInputError: one does not fit into the library any more.
        """
        away = {reply.id: reply for reply in self._replies.archived()}
        chosen = [away[reply_id] for reply_id in reply_ids if reply_id in away]
        return self._write("reply.unarchive", chosen)

    def history(self, reply_id: str) -> list[Change]:
        """What became of a reply, newest first."""
        return changes(self._store.journal.history(REPLY.name, reply_id))

    def last_action(self, reply_id: str) -> str:
        """The action that changed a reply last, to undo it by; "" where there is none."""
        entries = self._store.journal.history(REPLY.name, reply_id)
        return entries[-1].action if entries else ""

    def put_back(self, reply_id: str, change: Change) -> str:
        """Make a reply again what it was after one of its changes; the action to undo it by."""
        present = self._reply(reply_id)
        return self._write("reply.put_back", [replace(change.reply, owner=present.owner)])

    def undo(self, action: str) -> Undone:
        """Take back what an action did; fields that changed since stay and are named.

        Raises:
            NotFoundError: there is no such action.
        """
        entries = self._store.journal.entries_of(action)
        touched = {entry.entity_id for entry in entries if entry.entity == REPLY.name}
        self._permit_owners(self._replies.owners(touched))
        undone = self._store.journal.undo(action)
        self._library.reload()
        return undone

    def _write(self, cause: str, replies: Sequence[Reply]) -> str:
        """Keep replies as one action; the ones that stay as they are are left out."""
        library = {reply.id: reply for reply in self._library.all()}
        kept = [checked(reply, library) for reply in replies]
        changed = [reply for reply in kept if reply != library.get(reply.id)]
        self._permit([*changed, *(library[one.id] for one in changed if one.id in library)])
        if not changed:
            return ""
        with self._store.journal.action(cause) as action:
            for reply in changed:
                self._replies.write(action, reply, self._patch(reply, library.get(reply.id)))
        self._library.reload()
        return action.id

    def _patch(self, reply: Reply, present: Reply | None) -> dict[str, object]:
        new = as_patch(reply)
        if present is None:
            return {**new, DELETED: False}
        old = as_patch(present)
        return {name: value for name, value in new.items() if value != old[name]}

    def _permit(self, replies: Iterable[Reply]) -> None:
        """Stop unless all are the agent's own, or the supervisor is here."""
        self._permit_owners(reply.owner for reply in replies)

    def _permit_owners(self, owners: Iterable[str]) -> None:
        if any(not owner or owner != self._people.agent for owner in owners):
            self._people.require_supervisor()

    def _own_name(self) -> str:
        if not self._people.agent:
            raise BadInputError(
                _("nobody is at this desk, whose own reply it could be"),
                hint=_("choose an agent first"),
            )
        return self._people.agent

    def _reply(self, reply_id: str) -> Reply:
        reply = self._library.get(reply_id)
        if reply is None or reply.owner not in ("", self._people.agent):
            raise NotFoundError(_("there is no reply {id}").format(id=reply_id))
        return reply
