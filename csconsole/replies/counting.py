"""Which replies are in most of some bitmaps, counted for all replies at once.

The counts are binary numbers: one bitmap holds the lowest digit of all of them, the next one the
second, and so on.
"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from csconsole.replies.grams import Bits, Ids, first_ids, how_many

_Words = npt.NDArray[np.uint64]  # bitmaps as machine words


def in_most(rows: Bits, least: int, alive: Bits | None, most: int) -> Ids:
    """The `most` replies that are in most of some bitmaps, and in `least` of them.

    Of replies that are in equally many the first ones are taken.
    """
    if least > len(rows):
        return np.zeros(0, np.int32)
    digits = _counted(rows.view(np.uint64))
    living = None if alive is None else alive.view(np.uint64)
    surely, found = None, _reaching(digits, least, living)
    above, below = len(rows) + 1, least  # so many are reached by too few, and by enough
    while above - below > 1 and how_many(found.view(np.uint8)) > most:
        middle = (above + below) // 2
        fewer = _reaching(digits, middle, living)
        if how_many(fewer.view(np.uint8)) < most:
            above, surely = middle, fewer
        else:
            below, found = middle, fewer
    if surely is None:
        return first_ids(found.view(np.uint8), most)
    ids = first_ids(surely.view(np.uint8), most)
    others = first_ids((found & ~surely).view(np.uint8), most - len(ids))
    return np.concatenate([ids, others])


def _counted(rows: _Words) -> list[_Words]:
    """In how many rows each bit is set: the digits, the lowest first."""
    digits = []
    left = list(rows)
    while left:
        carried = []
        while len(left) > 2:
            one, two, three = left.pop(), left.pop(), left.pop()
            half = one ^ two
            carried.append(one & two | half & three)
            left.append(half ^ three)
        if len(left) > 1:
            one, two = left
            carried.append(one & two)
            left = [one ^ two]
        digits += left
        left = carried
    return digits


def _reaching(digits: Sequence[_Words], least: int, living: _Words | None) -> _Words:
    """The replies whose count is `least` or more, which is at least 1."""
    found = np.zeros_like(digits[0])
    for at, digit in enumerate(digits):
        found = found & digit if (least - 1) >> at & 1 else found | digit
    if least > 1 << len(digits):
        found[:] = 0
    return found if living is None else found & living
