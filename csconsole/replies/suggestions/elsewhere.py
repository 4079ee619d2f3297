"""What buyers also write and no shop answers: small talk and questions about the world."""

from functools import cache

import yaml

from csconsole.replies.folding import is_han
from csconsole.shipped import RESOURCES

_FORMAT = 1
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@cache
def small_talk() -> tuple[str, ...]:
    """The shipped list; a fault in the file is a fault of the program."""
    path = RESOURCES / "search" / "small_talk.yaml"
    told = yaml.load(path.read_text(encoding="utf-8"), _Loader)  # noqa: S506  (a safe loader)
    if told["format"] != _FORMAT:
        raise ValueError(f"{path}: unknown format")
    return tuple(told["messages"])


def small_talk_beside(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The list in the scripts that a library is written in; no other is worth its time."""
    scripts = {any(map(is_han, text)) for text in texts}
    return tuple(one for one in small_talk() if any(map(is_han, one)) in scripts)
