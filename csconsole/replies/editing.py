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
from csconsole.replies.editing_rules import (
    check_nobody_includes,
    checked,
    copied_title,
    new_id,
)
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import Reply, in_language
from csconsole.replies.store import PROPOSAL, REPLY, SEEDING, ReplyStore, as_patch
from csconsole.storage.entities import DELETED
from csconsole.storage.journal import Action, Entry, Undone
from csconsole.storage.store import Store


class Editing:
    """Changes the replies of an open store."""

    def __init__(self, store: Store, library: ReplyLibrary, people: People) -> None:
        self._store, self._library, self._people = store, library, people
        self._replies = ReplyStore(store)

    def find(self, reply_id: str) -> Reply:
        """The reply of an id as it is now, be it in the archive or not.

        Raises:
            NotFoundError: there is none, or it is another agent's own.
        """
        away = (reply for reply in self.archived() if reply.id == reply_id)
        found = self._library.get(reply_id) or next(away, None)
        if found is None:
            raise _no_reply(reply_id)
        return found

    def create(self, reply: Reply, *, personal: bool = False) -> Reply:
        """Keep a new reply; it is given an id if it has none. With `personal` it is the agent's.

        Raises:
            BadInputError: it cannot be kept as it is.
            SupervisorNeededError: only the supervisor may add to the approved library.
        """
        owner = _own_name(self._people) if personal else ""
        made = replace(reply, id=reply.id or _free_id(self._replies, reply), owner=owner)
        if made.id in self._replies.ids():
            raise BadInputError(_("there is a reply {id} already").format(id=made.id))
        self._write("reply.new", [made])
        return self._reply(made.id)

    def save(self, reply: Reply) -> Reply:
        """Keep a changed reply, in the layer that it is in.

        Raises:
            BadInputError: it cannot be kept as it is.
            NotFoundError: there is none of its id.
            SupervisorNeededError: it is of the approved library, or another agent's.
        """
        present = self._reply(reply.id)
        self._write("reply.edit", [replace(reply, owner=present.owner)])
        return self._reply(reply.id)

    def adopt(self, reply: Reply, noted: Callable[[Action], None] = lambda _action: None) -> Reply:
        """Let a reply stand in the approved library as the supervisor decided, whosever it was.

        `noted` writes down, in the same action, that it was decided.
        """
        self._people.require_supervisor()
        adopted = replace(reply, owner="")
        (kept,) = self._checked([adopted])
        with self._store.journal.action("reply.accept") as action:
            self._keep(action, [kept])
            noted(action)
        self._library.reload()
        return self._reply(reply.id)

    def duplicate(self, reply_id: str, *, personal: bool = False) -> Reply:
        """Keep a copy under another id, without the shortcut, which can belong to one only."""
        source = self._reply(reply_id)
        titles = {language: copied_title(title) for language, title in source.title.items()}
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
        """Put replies away, nothing of them is lost; the action to undo it by.

        Raises:
            BadInputError: another one has one of them inside.
            NotFoundError: there is none of an id.
            SupervisorNeededError: one is of the approved library.
        """
        chosen = [self._reply(reply_id) for reply_id in dict.fromkeys(reply_ids)]
        self._permit(chosen)
        check_nobody_includes(chosen, self._library.layers.everybodys())
        with self._store.journal.action("reply.archive") as action:
            for reply in chosen:
                self._replies.archive(action, reply.id)
        self._library.reload()
        return action.id

    def archived(self) -> list[Reply]:
        """The replies that were put away and that the agent may see, the latest first."""
        when = self._replies.changed()
        found = [reply for reply in self._replies.archived() if self._is_seen(reply)]
        return sorted(found, key=lambda reply: when[reply.id], reverse=True)

    def bring_back(self, reply_ids: Iterable[str]) -> str:
        """Take replies out of the archive; the action to undo it by.

        Raises:
            BadInputError: one does not fit into the library any more.
            NotFoundError: one is not in the archive.
        """
        away = {reply.id: reply for reply in self.archived()}
        chosen = list(dict.fromkeys(reply_ids))
        for reply_id in chosen:
            if reply_id not in away:
                raise NotFoundError(_("the reply {id} is not in the archive").format(id=reply_id))
        return self._write("reply.unarchive", [away[reply_id] for reply_id in chosen])

    def history(self, reply_id: str) -> list[Change]:
        """What became of a reply, newest first, be it in the archive or not.

        Raises:
            NotFoundError: there is none, or it is another agent's own.
        """
        found = changes(self._store.journal.history(REPLY.name, reply_id))
        if not found or not self._is_seen(found[0].reply):
            raise _no_reply(reply_id)
        return found

    def last_action(self, reply_id: str) -> str:
        """The action that changed a reply last, to undo it by; "" where there is none."""
        entries = self._store.journal.history(REPLY.name, reply_id)
        return entries[-1].action if entries else ""

    def put_back(self, reply_id: str, change: Change) -> str:
        """Make a reply again what it was after one of its changes; the action to undo it by."""
        present = self._reply(reply_id)
        former = replace(change.reply, id=present.id, owner=present.owner)
        return self._write("reply.put_back", [former])

    def undo(self, action: str) -> Undone:
        """Take back what an action did to replies; fields that changed since stay and are named.

        Raises:
            NotFoundError: there is no such action, or it is none that can be undone here.
            SupervisorNeededError: a reply of the approved library was, or would be, changed.
        """
        journal = self._store.journal
        entries = journal.entries_of(action)
        if not entries or not all(_can_be_undone(entry) for entry in entries):
            raise NotFoundError(_("there is nothing to undo under {id}").format(id=action))
        touched = dict.fromkeys(one.entity_id for one in entries if one.entity == REPLY.name)
        for reply_id in touched:
            history = changes(journal.history(REPLY.name, reply_id))
            before = [one for one in history if one.action != action]
            self._permit(one.reply for one in (*history[:1], *before[:1]))
        if len(touched) < len(entries):
            self._people.require_supervisor()  # a decision about a proposal
        undone = journal.undo(action)
        self._library.reload()
        return undone

    def _write(self, cause: str, replies: Sequence[Reply]) -> str:
        """Keep replies as one action; the ones that stay as they are are left out."""
        library = self._everybodys()
        self._permit(replies)
        self._permit(library[one.id] for one in replies if one.id in library)
        kept = self._checked(replies)
        changed = [reply for reply in kept if reply != library.get(reply.id)]
        if not changed:
            return ""
        with self._store.journal.action(cause) as action:
            self._keep(action, changed)
        self._library.reload()
        return action.id

    def _checked(self, replies: Sequence[Reply]) -> list[Reply]:
        """The replies as they are kept, when they fit into the library and to each other."""
        library = self._everybodys() | {reply.id: reply for reply in replies}
        return [checked(reply, library) for reply in replies]

    def _keep(self, action: Action, replies: Sequence[Reply]) -> None:
        library = self._everybodys()
        for reply in replies:
            patch = changed_fields(reply, library.get(reply.id))
            if patch:
                self._replies.write(action, reply, patch)

    def _everybodys(self) -> dict[str, Reply]:
        return {reply.id: reply for reply in self._library.layers.everybodys()}

    def _permit(self, replies: Iterable[Reply]) -> None:
        """Stop unless all are the agent's own, or the supervisor is here."""
        if any(not reply.owner or reply.owner != self._people.agent for reply in replies):
            self._people.require_supervisor()

    def _is_seen(self, reply: Reply) -> bool:
        return reply.owner in ("", self._people.agent)

    def _reply(self, reply_id: str) -> Reply:
        reply = self._library.get(reply_id)
        if reply is None:
            raise _no_reply(reply_id)
        return reply


def changed_fields(reply: Reply, present: Reply | None) -> dict[str, object]:
    """What is to be written of a reply; all of it for one that is new or was put away."""
    new = as_patch(reply)
    if present is None:
        return {**new, DELETED: False}
    old = as_patch(present)
    return {name: value for name, value in new.items() if value != old[name]}


def _can_be_undone(entry: Entry) -> bool:
    """Whether an entry is about replies; the library that a store began with stays."""
    return entry.entity in (REPLY.name, PROPOSAL.name) and entry.cause != SEEDING


def _no_reply(reply_id: str) -> NotFoundError:
    return NotFoundError(_("there is no reply {id}").format(id=reply_id))


def _own_name(people: People) -> str:
    """Whose own a reply of this desk is.

    Raises:
        BadInputError: nobody sits here.
    """
    if not people.agent:
        raise BadInputError(
            _("nobody is at this desk, whose own reply it could be"),
            hint=_("choose an agent first"),
        )
    return people.agent


def _free_id(replies: ReplyStore, reply: Reply) -> str:
    taken = replies.ids()
    while (made := new_id(in_language(reply.title, ""))) in taken:
        pass
    return made
