"""The list that is checked: the shipped one, or the shop's own, which the supervisor keeps."""

from collections.abc import Iterable
from pathlib import Path

from csconsole.errors import NotFoundError
from csconsole.files import write_atomically
from csconsole.language import _
from csconsole.people.people import People
from csconsole.selfcheck.item_file import read_file, read_items, usual_items, usual_text
from csconsole.selfcheck.item_text import written
from csconsole.selfcheck.model import CheckItem
from csconsole.selfcheck.store import CHECKLIST, OF_ALL, CheckStore
from csconsole.storage.store import Store


class Checklist:
    """The list in an open store, which all laptops of the shop share."""

    def __init__(self, store: Store, people: People) -> None:
        self._store, self._people = store, people
        self._kept = CheckStore(store)
        self._known: tuple[str, tuple[CheckItem, ...]] = ("", ())

    @property
    def is_own(self) -> bool:
        """Whether the shop has a list of its own."""
        return bool(self._kept.checklist())

    def items(self) -> tuple[CheckItem, ...]:
        """What is checked, group by group.

        Raises:
            BadInputError: the shop's own list has a fault that this program does not know.
        """
        text = self._kept.checklist()
        if not text:
            return usual_items()
        if self._known[0] != text:
            self._known = (text, read_items(text, _("the shop's own list")))
        return self._known[1]

    @property
    def usual(self) -> tuple[CheckItem, ...]:
        """The shipped list."""
        return usual_items()

    def item(self, item: str) -> CheckItem:
        """The item of an id.

        Raises:
            NotFoundError: the list has none.
        """
        found = next((one for one in self.items() if one.id == item.strip()), None)
        if found is None:
            known = ", ".join(one.id for one in self.items())
            raise NotFoundError(
                _("the list has no such item"),
                place=item[:60],
                hint=_("known are: {known}").format(known=known),
            )
        return found

    def export(self, path: Path) -> None:
        """Write the list to a file, where it can be changed.

        Raises:
            OSError: the file cannot be written.
        """
        write_atomically(path, (self._kept.checklist() or usual_text()).encode("utf-8"))

    def take(self, path: Path) -> tuple[CheckItem, ...]:
        """Make the list of a file the shop's own.

        Raises:
            BadInputError: the file has a fault, told with its line; the list stays as it was.
            SupervisorNeededError: nobody has shown to be the supervisor.
        """
        text = read_file(path)
        self._people.require_supervisor()
        self._write(text)
        return self.items()

    def take_items(self, items: Iterable[CheckItem]) -> tuple[CheckItem, ...]:
        """Make these items the shop's own list.

        Raises:
            BadInputError: the list has a fault; the present one stays.
            SupervisorNeededError: nobody has shown to be the supervisor.
        """
        text = written(items)
        read_items(text, _("the shop's own list"))
        self._people.require_supervisor()
        self._write(text)
        return self.items()

    def take_usual(self) -> None:
        """Go back to the shipped list.

        Raises:
            SupervisorNeededError: nobody has shown to be the supervisor.
        """
        self._people.require_supervisor()
        self._write("")

    def _write(self, text: str) -> None:
        agent = self._people.agent
        self._store.journal.write(
            CHECKLIST.name, OF_ALL, {"text": text}, cause="selfcheck.list", agent=agent
        )
