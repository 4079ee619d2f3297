"""A reply's text without its variables, for checking what the shop itself wrote in it."""

import re

from csconsole.replies.checking.reading import BARRIER

_BRACES = re.compile(r"[{｛]([^{}｛｝]*)[}｝]")
# What an agent can choose from, or what is preset, will be sent as it stands.
_WRITTEN = re.compile(
    r"^\s*(?:[?？]\s*[^:：=＝@＠|｜]*[:：=＝]|[^?？>＞:：|｜]*[|｜])(?P<written>.*)$", re.DOTALL
)
_SLASH = re.compile(r"(?<!\\)/")


def without_variables(text: str) -> str:
    """A text of the same length in which no word reaches across a variable.

    The choices and presets of a variable stay, each by itself; names and labels go.
    """
    return _BRACES.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    body = found[1]
    written = _WRITTEN.match(body)
    if written is None:
        return BARRIER * len(found[0])
    hidden = BARRIER * (1 + written.start("written"))
    return hidden + _SLASH.sub(BARRIER, written["written"]) + BARRIER
