"""What agents propose for the approved library, and what the supervisor decides."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from uuid6 import uuid7

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.people.people import People
from csconsole.replies.editing import Editing
from csconsole.replies.editing_model import Proposal
from csconsole.replies.editing_rules import checked, new_id
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import Reply, in_language
from csconsole.replies.store import PROPOSAL, ReplyStore, as_patch, from_patch
from csconsole.storage import clock
from csconsole.storage.journal import Action
from csconsole.storage.store import Store


class Proposals:
    """The proposals in an open store."""

    def __init__(
        self, store: Store, library: ReplyLibrary, editing: Editing, people: People
    ) -> None:
        self._store, self._library, self._editing = store, library, editing
        self._people = people
        self._replies = ReplyStore(store)

    def propose(self, reply: Reply, note: str = "") -> str:
        """Keep what an agent proposes: a changed reply, or a new one; returns its id.

        An agent's own reply is proposed as it is now, to become one of the approved library;
        what the agent makes of it afterwards does not slip into the proposal.

        Raises:
            BadInputError: it could not be kept as it is, or it changes nothing.
            NotFoundError: the reply was put away, or is another agent's own.
        """
        known = self._library.get(reply.id) if reply.id else None
        if known is None and reply.id in self._replies.ids():
            raise NotFoundError(_("there is no reply {id}").format(id=reply.id))
        wanted = replace(reply, id=reply.id or new_id(in_language(reply.title, "")), owner="")
        wanted = checked(wanted, {one.id: one for one in self._library.layers.everybodys()})
        present = as_patch(known) if known and not known.owner else {}
        fields = {
            key: value
            for key, value in as_patch(wanted).items()
            if key not in present or value != present[key]
        }
        if not fields:
            raise BadInputError(_("nothing was changed"))
        patch = {
            "reply": wanted.id,
            "fields": fields,
            "note": note.strip(),
            "agent": self._people.agent,
            "at": clock.wall_clock(),
            "decision": "",
        }
        proposal_id = str(uuid7())
        self._store.journal.write(PROPOSAL.name, proposal_id, patch, cause="reply.propose")
        return proposal_id

    def open(self) -> list[Proposal]:
        """What is not decided yet, oldest first: all of it for the supervisor, else one's own."""
        found = [self._proposal(row) for row in self._replies.proposals()]
        if self._people.shows_supervisor():
            return found
        return [proposal for proposal in found if proposal.agent == self._people.agent]

    def accept(self, proposal_id: str) -> Reply:
        """Let a proposal become the reply; the supervisor's decision.

        Raises:
            NotFoundError: there is none, or it was decided already.
            BadInputError: it does not fit into the library any more.
            SupervisorNeededError: nobody has shown to be the supervisor.
        """
        self._people.require_supervisor()
        proposal = self._find(proposal_id)
        if not proposal.proposed.title:  # only some fields of a reply that is not there any more
            raise BadInputError(_("the reply of this proposal was put away"))
        decision = {"decision": "accepted"}
        return self._editing.adopt(
            proposal.proposed, lambda action: _write(action, proposal, decision)
        )

    def reject(self, proposal_id: str) -> None:
        """Leave the library as it is; the supervisor's decision."""
        self._people.require_supervisor()
        proposal = self._find(proposal_id)
        patch = {"decision": "rejected"}
        self._store.journal.write(PROPOSAL.name, proposal.id, patch, cause="reply.reject")

    def withdraw(self, proposal_id: str) -> None:
        """Take back what the agent proposed.

        Raises:
            NotFoundError: there is none of the agent's own, or it was decided already.
        """
        proposal = self._find(proposal_id)
        patch = {"decision": "withdrawn"}
        self._store.journal.write(PROPOSAL.name, proposal.id, patch, cause="reply.withdraw")

    def _find(self, proposal_id: str) -> Proposal:
        for proposal in self.open():
            if proposal.id == proposal_id:
                return proposal
        raise NotFoundError(_("there is no open proposal {id}").format(id=proposal_id))

    def _proposal(self, row: Mapping[str, Any]) -> Proposal:
        present = self._library.layers.get(row["reply"], "")
        old = as_patch(present) if present else {}
        new = {**old, **row["fields"]}
        return Proposal(
            id=row["id"],
            agent=row["agent"] or "",
            at=clock.from_milliseconds(row["at"]),
            note=row["note"] or "",
            present=present,
            proposed=from_patch(row["reply"], new),
            fields={
                name: (old.get(name), value)
                for name, value in row["fields"].items()
                if value != old.get(name) and (value or old.get(name))
            },
        )


def _write(action: Action, proposal: Proposal, decision: Mapping[str, str]) -> None:
    action.write(PROPOSAL.name, proposal.id, decision)
