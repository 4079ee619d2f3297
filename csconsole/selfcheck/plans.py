"""The plans of the day: a short list of tasks; what is not done is carried over."""

from datetime import date, datetime

from uuid6 import uuid7

from csconsole.errors import NotFoundError
from csconsole.language import _
from csconsole.people.people import People
from csconsole.selfcheck.model import Plan
from csconsole.selfcheck.store import PLAN, CheckStore
from csconsole.selfcheck.texts import LONGEST_PLAN, said_text
from csconsole.storage.entities import DELETED
from csconsole.storage.store import Store

_LEAST_OF_AN_ID = 4  # characters of its end by which a plan can be named


class Plans:
    """The plans in an open store."""

    def __init__(self, store: Store, people: People) -> None:
        self._store, self._people = store, people
        self._kept = CheckStore(store)

    def add(self, text: str, day: date) -> Plan:
        """Plan something for a day.

        Raises:
            BadInputError: the text is empty or too long.
        """
        plan, agent = str(uuid7()), self._people.agent
        text = said_text(text, "plan", LONGEST_PLAN)
        self._write("plan.add", plan, {"day": day.isoformat(), "text": text, "agent": agent})
        return Plan(plan, day, text, agent)

    def of(self, day: date) -> list[Plan]:
        """What is to be done on a day, with what was left of earlier ones, and what was done."""
        midnight = f"{day.isoformat()}"
        where = "day = ? OR day < ? AND done IS NULL"
        return self._kept.plans(f"({where})", [midnight, midnight])

    def find(self, plan: str) -> Plan:
        """The plan of an id, of the end of one, or of a text that begins so.

        Raises:
            NotFoundError: there is none, or there are several that are not done.
        """
        bare = plan.strip()
        every = self._kept.plans("1", ())
        left = [one for one in every if one.done is None] if bare else []
        is_end = len(bare) >= _LEAST_OF_AN_ID
        found = (
            [one for one in every if one.id == bare]
            or [one for one in every if is_end and one.id.endswith(bare)]
            or [one for one in left if one.text == bare]
            or [one for one in left if one.text.startswith(bare)]
        )
        if len(found) != 1:
            raise NotFoundError(
                _("there is no such plan") if not found else _("several plans are called so"),
                place=bare[:60],
            )
        return found[0]

    def do(self, plan: str, now: datetime) -> Plan:
        """A plan is done.

        Raises:
            NotFoundError: there is no such plan.
        """
        found = self.find(plan)
        done = {"done": int(now.timestamp()), "done_by": self._people.agent}
        self._write("plan.do", found.id, done)
        return self.find(found.id)

    def undo(self, plan: str) -> Plan:
        """A plan is not done after all.

        Raises:
            NotFoundError: there is no such plan.
        """
        found = self.find(plan)
        self._write("plan.undo", found.id, {"done": None, "done_by": ""})
        return self.find(found.id)

    def remove(self, plan: str) -> Plan:
        """Take a plan off the list.

        Raises:
            NotFoundError: there is no such plan.
        """
        found = self.find(plan)
        self._write("plan.remove", found.id, {DELETED: True})
        return found

    def restore(self, plan: str) -> None:
        """Put a plan of this id on the list again."""
        self._write("plan.restore", plan, {DELETED: False})

    def _write(self, cause: str, plan: str, patch: dict[str, object]) -> None:
        agent = self._people.agent
        self._store.journal.write(PLAN.name, plan, patch, cause=cause, agent=agent)
