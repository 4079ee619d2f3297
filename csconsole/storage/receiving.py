"""What another device wrote is looked at before it is taken: its form, its date, its digest."""

from typing import TYPE_CHECKING

from csconsole.errors import BadInputError, DamagedError
from csconsole.language import _
from csconsole.storage import chain, clock
from csconsole.storage.entities import Entity

if TYPE_CHECKING:
    from csconsole.storage.journal import Entry


def check_received(entry: "Entry", target: Entity | None, now: int) -> str | None:
    """Make sure that an entry can be taken; returns the text of its patch, None for none.

    `target` is what it is about, None for what only a newer program knows; `now` in milliseconds.

    Raises:
        BadInputError: it was written more than a day from now.
        DamagedError: it is not what its digest says.
    """
    text = None if entry.patch is None else chain.canonical(entry.patch)
    if not clock.is_reading(entry.clock):
        raise DamagedError(_("a received change is not what its device wrote"))
    if clock.is_far_ahead(entry.clock, now):
        raise BadInputError(
            _("a received change is dated {moment}, which is yet to come").format(
                moment=clock.told(entry.clock)
            ),
            place=clock.device_of(entry.clock),
            hint=_("set the clocks of both computers right"),
        )
    is_known = target is None or target.takes(entry.patch or {})
    is_whole = text is None or chain.digest(entry.salt or b"", text) == entry.digest
    if not (is_known and is_whole):
        raise DamagedError(_("a received change is not what its device wrote"))
    return text
