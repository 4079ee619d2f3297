"""A talk: one buyer who is being served, with what was already given and sent for this buyer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from uuid6 import uuid7

from csconsole.talks.detecting import language_of


class Spoken(StrEnum):
    """Where a talk has its language from."""

    SETTINGS = "settings"
    DETECTED = "detected"
    CHOSEN = "chosen"


@dataclass(frozen=True)
class Talk:
    """What is known of one talk; nothing of it is ever seen in another.

    Attributes:
        language: the language that its replies are sent in.
        answers: what the agent filled in, by field name.
        sent: how often each reply was sent, by reply id.
        said: which wordings of a reply the buyer has read, by reply id, the latest last.
        message: what the buyer wrote last.
        spoken: where the language is from.
        number: tells the talk from the others that are open; 1 is the first.
        query: what stands in the search box.
        category: the category that is looked into.
        reply_id: the reply that is looked at.
        wordings: which wording of a reply is shown, where that is not the one whose turn it is.
        order: the id of the order that is talked about; "" for none.
    """

    language: str
    id: str = field(default_factory=lambda: str(uuid7()))
    answers: Mapping[str, str] = field(default_factory=dict)
    sent: Mapping[str, int] = field(default_factory=dict)
    said: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    message: str = ""
    spoken: Spoken = Spoken.SETTINGS
    number: int = 1
    query: str = ""
    category: str = ""
    reply_id: str = ""
    wordings: Mapping[str, int] = field(default_factory=dict)
    order: str = ""

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was typed, given or sent for a buyer yet, and no order is known."""
        said = self.answers or self.sent or self.message or self.query.strip()
        return not (said or self.order)

    def answered(self, name: str, text: str) -> "Talk":
        """The talk with one more answer."""
        return replace(self, answers={**self.answers, name: text})

    def with_sent(self, reply_id: str, wording: int = 0) -> "Talk":
        """The talk with one more reply sent, in one of its wordings."""
        before = [at for at in self.said.get(reply_id, ()) if at != wording]
        return replace(
            self,
            sent={**self.sent, reply_id: self.sent.get(reply_id, 0) + 1},
            said={**self.said, reply_id: (*before, wording)},
        )

    def turn(self, reply_id: str, count: int) -> int:
        """Which of a reply's wordings comes next: one that the buyer has not read, the next first.

        Where the buyer has read them all, the one of longest ago.
        """
        said = [at for at in self.said.get(reply_id, ()) if at < count]
        if not said:
            return 0
        following = [(said[-1] + step) % count for step in range(1, count)]
        return next((at for at in following if at not in said), said[0])

    def asked(self, message: str) -> "Talk":
        """The talk with what the buyer wrote; its language follows, unless it was chosen."""
        talk = replace(self, message=message)
        found = "" if self.spoken is Spoken.CHOSEN else language_of(message)
        return replace(talk, language=found, spoken=Spoken.DETECTED) if found else talk

    def speaking(self, language: str) -> "Talk":
        """The talk in another language, as the agent chose; it stays so whatever is written."""
        return replace(self, language=language, spoken=Spoken.CHOSEN)

    def speaking_as_set(self, language: str) -> "Talk":
        """The talk in the language of the settings, unless it has one of its own."""
        return replace(self, language=language) if self.spoken is Spoken.SETTINGS else self

    def showing(self, reply_id: str, wording: int | None) -> "Talk":
        """The talk with a certain wording of a reply shown, or (None) the one whose turn it is."""
        others = {id_: at for id_, at in self.wordings.items() if id_ != reply_id}
        return replace(self, wordings=others if wording is None else {**others, reply_id: wording})

    def with_order(self, order: str) -> "Talk":
        """The talk about an order, by its id; "" for none any more."""
        return replace(self, order=order)

    def looking(self, query: str, category: str, reply_id: str) -> "Talk":
        """The talk as it is left: what stands in the box, and the reply that is looked at."""
        return replace(self, query=query, category=category, reply_id=reply_id)
