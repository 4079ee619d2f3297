"""Short lists of replies: the agent's favourites, what was sent lately and most; no Qt."""

from collections.abc import Sequence
from dataclasses import dataclass

from csconsole.language import N_, _
from csconsole.replies.model import Found

FAVOURITES, RECENT, MOST_USED = "?favourites", "?recent", "?most-used"
_LABELS = {
    FAVOURITES: N_("★ Favourites"),
    RECENT: N_("Recent"),
    MOST_USED: N_("Most used"),
}


@dataclass(frozen=True)
class QuickLists:
    """The lists of whoever is at the desk, by ids; they stand beside the stages as categories.

    Attributes:
        favourites: the latest first.
        recent: the latest first.
        most_used: the most used first.
    """

    favourites: tuple[str, ...] = ()
    recent: tuple[str, ...] = ()
    most_used: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """The lists that have something in them."""
        return [name for name in _LABELS if self.ids(name)]

    def ids(self, name: str) -> tuple[str, ...]:
        """The replies of a list, in its order."""
        lists = {FAVOURITES: self.favourites, RECENT: self.recent, MOST_USED: self.most_used}
        return lists.get(name, ())

    def kept(self, name: str, found: Sequence[Found], *, in_order: bool) -> list[Found]:
        """What is in a list; `in_order` of the list, else as it was found."""
        place = {reply_id: at for at, reply_id in enumerate(self.ids(name))}
        kept = [one for one in found if one.reply.id in place]
        return sorted(kept, key=lambda one: place[one.reply.id]) if in_order else kept


def is_quick_list(category: str) -> bool:
    """Whether what is shown is one of these lists and no category of the library."""
    return category in _LABELS


def quick_label(name: str) -> str:
    """What a list is called."""
    return _(_LABELS[name])
