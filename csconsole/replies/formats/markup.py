"""Flattening HTML to the plain text that a chat program takes."""

import re
from html.parser import HTMLParser

_TAGGED = re.compile(
    r"<(?:/?(?:p|br|div|span|b|i|u|a|ul|ol|li|strong|em|h[1-6]|table|font))\b", re.IGNORECASE
)
_BREAKING = {"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table"}
_SILENT = {"script", "style", "head", "title"}
_MANY_LINES = re.compile(r"\n{3,}")


def is_markup(text: str) -> bool:
    """Whether a text is written in HTML."""
    return bool(_TAGGED.search(text))


def flattened(text: str) -> str:
    """The words of an HTML text, a line for each paragraph; nothing of it is run or loaded."""
    reader = _Words()
    reader.feed(text)
    reader.close()
    lines = "".join(reader.pieces).replace("\xa0", " ").split("\n")
    return _MANY_LINES.sub("\n\n", "\n".join(line.strip() for line in lines)).strip()


class _Words(HTMLParser):
    """Collects words, and where lines end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        self._silent += tag in _SILENT
        if tag in _BREAKING and self._needs_line(tag):
            self.pieces.append("\n")
        if tag == "li":
            self.pieces.append("• ")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BREAKING - {"br"} and self._needs_line(tag):
            self.pieces.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.pieces.append(re.sub(r"\s+", " ", data))

    def _needs_line(self, tag: str) -> bool:
        written = "".join(self.pieces[-1:]).strip(" ")
        return tag == "br" or bool(self.pieces and not written.endswith("\n"))
