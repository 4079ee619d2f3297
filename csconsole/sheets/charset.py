"""Finding out how the bytes of a text are to be read.

What is certain comes first: a mark at the beginning, then strictly valid UTF-8, then UTF-16 told
by its zero bytes. Chinese programs write GB18030 (or its forerunners GBK and GB2312), which nearly
any bytes can be mistaken for; it is believed where the characters are those that people write.
Only what is left is guessed.
"""

import codecs
from collections.abc import Callable
from dataclasses import dataclass, replace

from csconsole.errors import BadInputError
from csconsole.language import _

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_SAMPLE = 65_536  # bytes
_SIGNS = "，。、；：？！「」『』（）《》…—～　"
_QUOTES = "€™…—–·•‘’“”«»¡¿©®°£"
_MOST_ACCENTS = 0.2  # of the characters of a Western text
_USUAL = 0.9  # the share of usual characters that a Chinese text has at least


@dataclass(frozen=True)
class Decoded:
    """A text, and the encoding that its bytes were in.

    Attributes:
        guessed: whether nothing but likelihood speaks for the encoding.
    """

    text: str
    encoding: str
    guessed: bool = False


def decode(content: bytes, name: str) -> Decoded:
    """The text of some bytes.

    Raises:
        BadInputError: they are no text, or nothing tells how to read them.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding, name)
    sample = content[:_SAMPLE]
    wide = _utf16(sample)
    if wide:
        return _strictly(content, wide, name)
    if b"\0" in sample:
        raise BadInputError(_("this is not a text file"), place=name)
    for encoding, believable in _TRIED:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if believable(text):
            return Decoded(text, encoding)
    return _guessed(content, name)


def _strictly(content: bytes, encoding: str, name: str) -> Decoded:
    try:
        return Decoded(content.decode(encoding), encoding)
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise BadInputError(
            _("this is not valid {encoding}: {why}").format(
                encoding=encoding.upper().removesuffix("-SIG"), why=error.reason
            ),
            place=f"{name}:{line}",
        ) from error


def _utf16(sample: bytes) -> str:
    """UTF-16 without a mark has a zero beside every character of ASCII, line ends at least."""
    if b"\0" not in sample:
        return ""
    for encoding in ("utf-16-le", "utf-16-be"):
        text = sample[: len(sample) // 2 * 2].decode(encoding, "replace")
        usual = sum(
            (one.isprintable() and _is_usual_or_ascii(one)) or one in "\r\n\t" for one in text
        )
        if usual >= _USUAL * len(text):
            return encoding
    return ""


def _is_usual_or_ascii(character: str) -> bool:
    return character.isascii() or _is_usual(character)


def _looks_chinese(text: str) -> bool:
    foreign = [character for character in text[:_SAMPLE] if not character.isascii()]
    usual = sum(map(_is_usual, foreign))
    return usual >= _USUAL * len(foreign)


def _looks_traditional(text: str) -> bool:
    foreign = [character for character in text[:_SAMPLE] if not character.isascii()]
    usual = sum("\u4e00" <= one <= "\u9fff" or one in _SIGNS for one in foreign)
    return usual >= _USUAL * len(foreign)


def _looks_western(text: str) -> bool:
    """Latin letters, and not too many of them with accents."""
    foreign = [character for character in text[:_SAMPLE] if not character.isascii()]
    letters = sum("\u00c0" <= one <= "\u00ff" or one in _QUOTES for one in foreign)
    return letters == len(foreign) and len(foreign) < _MOST_ACCENTS * len(text)


def _is_usual(character: str) -> bool:
    """Whether a character is one of the 7,000 of GB 2312, which running text is made of."""
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return character >= "\U0001f300" or character in "€™…—–·•"
    return not "\u0400" <= character < "\u0460"  # Cyrillic: what Latin letters are mistaken for


_TRIED: tuple[tuple[str, Callable[[str], bool]], ...] = (
    ("utf-8", lambda _text: True),
    ("gb18030", _looks_chinese),
    ("big5", _looks_traditional),
    ("cp1252", _looks_western),
)


def _guessed(content: bytes, name: str) -> Decoded:
    from charset_normalizer import from_bytes  # noqa: PLC0415  (15 ms, seldom needed)

    best = from_bytes(content[:_SAMPLE]).best()
    if best is None:
        raise BadInputError(
            _("the encoding of the text is not known"),
            place=name,
            hint=_("save it in UTF-8"),
        )
    return replace(_strictly(content, best.encoding, name), guessed=True)
