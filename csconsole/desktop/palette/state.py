"""What the palette knows and decides, beside what the replies themselves tell; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from csconsole.desktop.replies.state import RepliesState
from csconsole.desktop.talks.order_values import KnownOrder
from csconsole.replies.checking.model import Finding
from csconsole.replies.model import Filled
from csconsole.talks.model import Talk

MOST_DIGITS = 9


@dataclass(frozen=True)
class Release:
    """Whether a text may leave, and what keeps it.

    Attributes:
        missing: the name of the first field that must still be filled in; None where none must.
        lacking: the labels of all such fields.
        forbidden: the words for which it is stopped.
    """

    text: str
    missing: str | None = None
    lacking: tuple[str, ...] = ()
    forbidden: tuple[Finding, ...] = ()

    @property
    def may_go(self) -> bool:
        """Whether nothing keeps it."""
        return self.missing is None and not self.forbidden


class PaletteState:
    """One opening of the palette: a talk of its own, so that no buyer's values reach another.

    Attributes:
        replies: what is searched, looked at and filled in.
        order: the order that values are taken from; None while there is none.
    """

    def __init__(self, replies: RepliesState) -> None:
        self.replies = replies
        self.order: KnownOrder | None = None

    def begin(self, language: str, message: str = "") -> None:
        """Begin anew, with what the buyer wrote where that is known."""
        self.order = None
        self.replies.orders.keep_only(())
        self.replies.enter(Talk(language, query=message))

    def take_order(self, order: KnownOrder) -> None:
        """Fill in from an order."""
        self.order = order
        self.replies.orders.know(order)
        self.replies.talk = self.replies.talk.with_order(order.id)

    def row_for_digit(self, character: str) -> int | None:
        """The row that a digit picks; None where it belongs to what is being typed.

        It does where a number is being typed (after #, or another digit), or a shortcut.
        """
        query = self.replies.query
        if character not in "123456789" or query.startswith("#") or not character:
            return None
        is_typed = not self.replies.finding.is_message
        if is_typed and any(map(str.isdigit, query)):
            return None
        typed = (query + character).casefold()
        if (
            is_typed
            and query
            and any(
                reply.shortcut.casefold().startswith(typed) for reply in self.replies.library.all()
            )
        ):
            return None
        row = int(character) - 1
        return row if row < len(self.replies.results) else None

    def row_of_shortcut(self) -> int | None:
        """The row of the reply whose shortcut is exactly what was typed."""
        query = self.replies.query.strip().casefold()
        rows = (
            at
            for at, found in enumerate(self.replies.results[:MOST_DIGITS])
            if query and found.reply.shortcut.casefold() == query
        )
        return next(rows, None)

    def next_lacking(self, after: str | None) -> str | None:
        """The next field that is still empty, behind the one named, from the last to the first."""
        fields = self.replies.fields()
        lacking = set(self.replies.filled().missing)
        names = [field.name for field in fields]
        start = names.index(after) + 1 if after in names else 0
        turn = [*fields[start:], *fields[:start]]
        return next((one.name for one in turn if one.label in lacking and one.name != after), None)

    def release(self, edited: str | None = None) -> Release:
        """Whether the text, or what an agent has made of it, may leave now."""
        filled = self.replies.filled()
        missing = filled.first_missing(self.replies.fields())
        text = filled.text if edited is None else edited
        if missing is not None and (edited is None or _still_lacks(filled, edited)):
            return Release(text, missing, filled.missing)
        return Release(text, forbidden=tuple(self.replies.guard.stops(text)))


def _still_lacks(filled: Filled, text: str) -> bool:
    return any(f"［{label}］" in text for label in filled.missing)


def forbidden_words(findings: Sequence[Finding]) -> str:
    """The words of findings, each once."""
    return ", ".join(dict.fromkeys(" ".join(one.word.split()) for one in findings))
