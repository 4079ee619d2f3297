"""The marks on a card: what somebody must know of a reply before sending it; no Qt."""

from dataclasses import dataclass
from datetime import date

from csconsole.language import _, ngettext
from csconsole.replies.model import Reply
from csconsole.replies.reviewing import ends_soon


@dataclass(frozen=True)
class Mark:
    """A word on a card.

    Attributes:
        colour: the name of its colour in the theme; the word alone says enough without it.
    """

    text: str
    colour: str


def card_marks(reply: Reply, today: date, *, is_favourite: bool) -> tuple[Mark, ...]:
    """The marks of a reply, the most important first."""
    found = [_dates(reply, today)]
    if reply.owner:
        found.append(Mark(_("my own"), "accent"))
    if is_favourite:
        found.append(Mark("★", "accent"))
    return tuple(mark for mark in found if mark is not None)


def _dates(reply: Reply, today: date) -> Mark | None:
    if reply.valid_until and reply.valid_until < today:
        return Mark(_("out of date"), "late")
    if reply.valid_from and today < reply.valid_from:
        return Mark(_("not yet valid"), "quiet")
    if not ends_soon(reply, today) or reply.valid_until is None:
        return None
    left = (reply.valid_until - today).days
    if not left:
        return Mark(_("ends today"), "due")
    told = ngettext("ends in {count} day", "ends in {count} days", left)
    return Mark(told.format(count=left), "due")
