"""What people write into the self-check: short, on one line, and never empty where it counts."""

from csconsole.errors import BadInputError
from csconsole.language import _

LONGEST_NOTE = 300
LONGEST_PLAN = 200
LONGEST_NOTICE = 1000
LONGEST_TITLE = 80


def bare_text(text: str, place: str, most: int) -> str:
    """A text without blanks around it and lines in it; it may be empty.

    Raises:
        BadInputError: it is too long, or has signs that cannot be kept.
    """
    bare = " ".join(text.split())
    if len(bare) > most:
        raise BadInputError(
            _("a text has at most {most} characters").format(most=most), place=place
        )
    if "\0" in bare:
        raise BadInputError(_("the text has signs that cannot be kept"), place=place)
    return bare


def said_text(text: str, place: str, most: int) -> str:
    """The same of a text that must say something.

    Raises:
        BadInputError: it is empty, too long, or has signs that cannot be kept.
    """
    bare = bare_text(text, place, most)
    if not bare:
        raise BadInputError(_("a text must stand here"), place=place)
    return bare
