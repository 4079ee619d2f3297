"""Breaking texts into lines of a width: between Chinese signs anywhere, else at blanks."""

from collections.abc import Callable

_ELLIPSIS = "…"
_UNKNOWN = "□"
_FIRST_WIDE = 0x2E80  # from here on a line may break before and after any sign


class LineBreaker:
    """Breaks texts as a font at its present size has room for them.

    `width` gives the width of a text, `known` are the code points that the font has.
    """

    def __init__(self, width: Callable[[str], float], known: set[int]) -> None:
        self._width, self._known = width, known
        self._widths: dict[str, float] = {}

    def clean(self, text: str) -> str:
        """A text in which what the font has no sign for is shown as such."""
        if text.isascii() and text.isprintable():
            return text
        told = " ".join(text.split())
        return "".join(sign if ord(sign) in self._known else _UNKNOWN for sign in told)

    def width(self, text: str) -> float:
        """The width of the widest line of a text."""
        return max(sum(map(self._sign_width, part)) for part in text.split("\n"))

    def lines(self, text: str, room: float, most: int) -> list[str]:
        """The lines of a text; what goes beyond the last one is left out, and that is shown."""
        found: list[str] = []
        for part in text.split("\n"):
            found += self._broken(self.clean(part), room)
        if len(found) <= most:
            return found
        return [*found[: most - 1], found[most - 1][:-1] + _ELLIPSIS]

    def _broken(self, text: str, room: float) -> list[str]:
        found: list[str] = []
        begin, at, used, blank = 0, 0, 0.0, -1
        while at < len(text):
            sign = text[at]
            width = self._sign_width(sign)
            if used + width > room and at > begin:
                end = blank if blank > begin and not _breaks(text, at) else at
                found.append(text[begin:end].rstrip())
                begin = at = end + (text[end] == " " if end < len(text) else 0)
                used, blank = 0.0, -1
                continue
            if sign == " ":
                blank = at
            used += width
            at += 1
        return [*found, text[begin:]]

    def _sign_width(self, sign: str) -> float:
        if sign not in self._widths:
            self._widths[sign] = self._width(sign)
        return self._widths[sign]


def _breaks(text: str, at: int) -> bool:
    """Whether a line may end before a sign."""
    return ord(text[at]) >= _FIRST_WIDE or ord(text[at - 1]) >= _FIRST_WIDE
