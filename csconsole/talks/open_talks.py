"""The talks that are open at once, of which one is before the agent."""

from dataclasses import dataclass, replace

from csconsole.talks.model import Talk

_LONGEST_LABEL = 16  # characters of a name or a message
_WHOLE_NUMBER = 8  # characters of an order's number that are shown whole
_NUMBER_END = 4
BUYER = "buyer"  # the name under which a buyer's name is answered


@dataclass(frozen=True)
class OpenTalks:
    """Several talks side by side; what is done in one is done in that one alone.

    Attributes:
        talks: in the order of their tabs; never empty.
        at: which one is before the agent.
    """

    talks: tuple[Talk, ...]
    at: int = 0

    @property
    def present(self) -> Talk:
        """The talk before the agent."""
        return self.talks[self.at]

    def with_present(self, talk: Talk) -> "OpenTalks":
        """The talk before the agent as it has become."""
        return replace(self, talks=(*self.talks[: self.at], talk, *self.talks[self.at + 1 :]))

    def begun(self, language: str) -> "OpenTalks":
        """One more talk, and that one before the agent; an untouched one is used first."""
        for at, talk in enumerate(self.talks):
            if talk.is_untouched:
                return replace(self, at=at)
        talk = Talk(language, number=self._free_number())
        return OpenTalks((*self.talks, talk), len(self.talks))

    def switched(self, at: int) -> "OpenTalks":
        """Another talk before the agent; nothing changes where there is none."""
        return replace(self, at=at) if 0 <= at < len(self.talks) else self

    def without(self, at: int, language: str) -> "OpenTalks":
        """A talk is closed; after the last one a new one begins."""
        left = (*self.talks[:at], *self.talks[at + 1 :])
        if not left:
            return OpenTalks((Talk(language),))
        before = self.at - 1 if at < self.at else self.at
        return OpenTalks(left, min(before, len(left) - 1))

    def with_back(self, talk: Talk, at: int) -> "OpenTalks":
        """A closed talk in its place again, and before the agent."""
        if any(one.id == talk.id for one in self.talks):
            return self
        if len(self.talks) == 1 and self.present.is_untouched:
            return OpenTalks((talk,))
        if any(one.number == talk.number for one in self.talks):
            talk = replace(talk, number=self._free_number())
        at = min(at, len(self.talks))
        return OpenTalks((*self.talks[:at], talk, *self.talks[at:]), at)

    def joined(self, other: "OpenTalks") -> "OpenTalks":
        """These talks with others in front of them; an untouched one gives way."""
        if len(self.talks) == 1 and self.present.is_untouched:
            return other
        joined = self
        for at, talk in enumerate(other.talks):
            joined = joined.with_back(talk, at)
        return joined.switched([one.id for one in joined.talks].index(self.present.id))

    def about(self, order: str) -> int | None:
        """Where the talk about an order stands; None where there is none."""
        places = (at for at, talk in enumerate(self.talks) if order and talk.order == order)
        return next(places, None)

    def _free_number(self) -> int:
        taken = {talk.number for talk in self.talks}
        return next(number for number in range(1, len(taken) + 2) if number not in taken)


def label(talk: Talk, buyer: str = "", number: str = "") -> str:
    """What a talk is called: the buyer's name, else how the message begins, else nothing.

    Where its order is known, its buyer's name serves if the agent gave none, and its number's end
    stands behind.
    """
    name = " ".join((talk.answers.get(BUYER, "").strip() or buyer).split())
    told = _cut(name or ("" if number else " ".join(talk.message.split())))
    return " · ".join(part for part in (told, _end(number)) if part)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"


def _end(number: str) -> str:
    """The end of an order's number: numbers of one day begin alike."""
    return number if len(number) <= _WHOLE_NUMBER else f"…{number[-_NUMBER_END:]}"
