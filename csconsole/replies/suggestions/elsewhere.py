"""What buyers also write and no shop answers: small talk and questions about the world."""

from functools import cache

from csconsole.replies.folding import is_han
from csconsole.replies.suggestions.word_lists import read_list


@cache
def small_talk() -> tuple[str, ...]:
    """The shipped list; a fault in the file is a fault of the program."""
    return tuple(read_list("small_talk.yaml", "messages"))


def small_talk_beside(texts: tuple[str, ...]) -> tuple[str, ...]:
    """The list in the scripts that a library is written in; no other is worth its time."""
    scripts = {any(map(is_han, text)) for text in texts}
    return tuple(one for one in small_talk() if any(map(is_han, one)) in scripts)
