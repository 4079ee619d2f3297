"""What a reply answers stands in its statements; what it asks the buyer in return leads astray."""

import re

_SENTENCE = re.compile(r"[^。！？!?；;\n~～]*[。！？!?；;\n~～]*")
_ASKS = re.compile(r"[?？]|[吗呢][\s~～。！!]*$")


def statements(text: str) -> str:
    """A text without its questions; the whole text where it asks only."""
    kept = [part for part in _SENTENCE.findall(text) if part and not _ASKS.search(part)]
    return "".join(kept) or text
