"""What can stand between braces in a reply, with what it means: for whoever writes one."""

from dataclasses import dataclass

from csconsole.language import N_, _
from csconsole.replies.words import words

# What is asked of the agent, and the clock: name, meaning, and what is to be overwritten in it.
_CLOCK = (
    ("date", N_("today's date")),
    ("date+3d", N_("the date in three days")),
    ("time", N_("the time of day")),
    ("weekday", N_("the day of the week")),
    ("greeting", N_("good morning, good evening: by the clock")),
)
_ASKED = (
    ("?label", N_("asks for a text"), "label"),
    ("?label: a/b", N_("asks for one of several"), "label: a/b"),
    ("?label@date", N_("asks for a day"), "label"),
    ("?label@number", N_("asks for a number"), "label"),
    ("?label=", N_("asks for a text that may stay empty"), "label"),
)
_INSIDE = (">reply-id", N_("another reply inside this one"), "reply-id")


@dataclass(frozen=True)
class Variable:
    """Something that can stand between braces.

    Attributes:
        written: what stands between the braces.
        meaning: what it becomes, in words.
        open: the part of `written` that the writer replaces; empty for none.
    """

    written: str
    meaning: str
    open: str = ""


def variables(language: str) -> list[Variable]:
    """Everything that can stand between braces, the named values first.

    `language` is that of the labels; the rest is told in the program's own.
    """
    labels = words()
    named = [Variable(name, labels.value(name, language)) for name in labels.values]
    clock = [Variable(name, _(meaning)) for name, meaning in _CLOCK]
    asked = [Variable(written, _(meaning), part) for written, meaning, part in (*_ASKED, _INSIDE)]
    return [*named, *clock, *asked]


def known_categories() -> list[str]:
    """The paths of the categories that have a label, in their order."""
    return list(words().categories)
