"""A talk: one buyer who is being served, with what was already given and sent for this buyer."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from uuid6 import uuid7


@dataclass(frozen=True)
class Talk:
    """What is known of one talk; nothing of it is ever seen in another.

    Attributes:
        language: the language that its replies are sent in.
        answers: what the agent filled in, by field name.
        sent: how often each reply was sent, by reply id.
        message: what the buyer wrote last.
    """

    language: str
    id: str = field(default_factory=lambda: str(uuid7()))
    answers: Mapping[str, str] = field(default_factory=dict)
    sent: Mapping[str, int] = field(default_factory=dict)
    message: str = ""

    def answered(self, name: str, text: str) -> "Talk":
        """The talk with one more answer."""
        return replace(self, answers={**self.answers, name: text})

    def with_sent(self, reply_id: str) -> "Talk":
        """The talk with one more reply sent."""
        return replace(self, sent={**self.sent, reply_id: self.sent.get(reply_id, 0) + 1})

    def asked(self, message: str) -> "Talk":
        """The talk with what the buyer wrote."""
        return replace(self, message=message)

    def speaking(self, language: str) -> "Talk":
        """The talk in another language; what was answered in one does not fit the other's words."""
        return replace(self, language=language)
