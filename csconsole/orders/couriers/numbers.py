"""A number as it stands on a parcel, and numbers that look like one and are none."""

import re
import unicodedata

from csconsole.errors import BadInputError
from csconsole.language import _

LONGEST = 200  # characters; the longest waybill has 39, and somebody may put blanks between them
_BLANKS = frozenset("\t\n\r\v\f")

# Telephones, and orders whose form says so: Pinduoduo's begin with the day, Amazon's are in three.
_NO_WAYBILLS = tuple(
    re.compile(pattern, re.ASCII)
    for pattern in (
        r"(?:(?:\+|00)?86)?1[3-9]\d{9}",
        r"0\d{2,3}-\d{7,8}",
        r"\d{6}-\d{15}",
        r"\d{3}-\d{7}-\d{7}",
    )
)
_COUNTED = "01234567890123456789"
_LEAST_TYPED = 8


def cleaned(number: str) -> str:
    """A number without blanks and hyphens, in capital letters; "" for what cannot be a waybill.

    Full-width signs become plain ones. What is left of a waybill are letters and digits of ASCII.

    Raises:
        BadInputError: nothing was given, more than any number has, or signs that nobody can see.
    """
    if len(number) > LONGEST:
        raise BadInputError(
            _("a waybill number has at most {most} characters").format(most=LONGEST)
        )
    if any(unicodedata.category(sign) in {"Cc", "Cs"} and sign not in _BLANKS for sign in number):
        raise BadInputError(_("a waybill number has no control characters"), place=repr(number))
    plain = unicodedata.normalize("NFKC", number)
    bare = "".join("-" if _is_hyphen(sign) else sign for sign in plain if not _is_unseen(sign))
    signs = bare.replace("-", "")
    if not signs:
        raise BadInputError(_("a waybill number must stand here"))
    if any(pattern.fullmatch(bare) for pattern in _NO_WAYBILLS):
        return ""
    if not (signs.isascii() and signs.isalnum()) or _is_no_waybill(signs):
        return ""
    return signs.upper()


def _is_no_waybill(signs: str) -> bool:
    """Whether it is a mobile number written in groups, or what somebody typed to fill a field."""
    if _NO_WAYBILLS[0].fullmatch(signs):
        return True
    if len(signs) < _LEAST_TYPED or not signs.isdigit():
        return False
    return _is_repeated(signs) or signs in _COUNTED


def _is_repeated(signs: str) -> bool:
    """Whether up to three digits come again and again: 0000…, 5685685…."""
    return any(signs == (signs[:size] * len(signs))[: len(signs)] for size in (1, 2, 3))


def _is_hyphen(sign: str) -> bool:
    return unicodedata.category(sign) == "Pd" or sign == "\u2212"  # the minus sign


def _is_unseen(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) == "Cf"
