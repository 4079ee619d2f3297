"""Finding out how the bytes of a text are to be read.

What is certain comes first: a mark at the beginning, then strictly valid UTF-8, then UTF-16 told
by its zero bytes. Chinese programs write GB18030 (or its forerunners GBK and GB2312), which nearly
any bytes can be mistaken for; it is believed where the characters are those that people write.
Only what is left is guessed.
"""

import codecs
import re
from collections.abc import Callable, Collection
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
SAMPLE = 65_536  # bytes
_IN_UTF8 = re.compile(rb"[\xe4-\xe9][\x80-\xbf]{2}[\xe4-\xe9][\x80-\xbf]{2}")
_LINE = 12  # bytes above ASCII from which on a line tells its own encoding
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
    marked = marked_encoding(content[:SAMPLE], name)
    if marked:
        return _strictly(content, marked, name)
    for encoding, is_likely in _TRIED:
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if is_likely(text):
            return Decoded(text, encoding)
    best = guessed_encoding(content[:SAMPLE], name)
    return replace(_strictly(content, best, name), guessed=True)


def marked_encoding(sample: bytes, name: str) -> str:
    """The encoding that a mark at the beginning or the zeros of UTF-16 tell; "" for none.

    Raises:
        BadInputError: there are zeros, and it is no UTF-16.
    """
    for mark, encoding in _MARKS:
        if sample.startswith(mark):
            return encoding
    wide = _utf16(sample)
    if not wide and b"\0" in sample:
        raise BadInputError(_("this is not a text file"), place=name)
    return wide


def believable(sample: bytes, encodings: Collection[str] = ()) -> str:
    """Which encoding the beginning of a text can be believed to be in; "" for none.

    Only what is in `encodings` is tried where they are given. The sample may end amid a character.
    """
    for encoding, is_likely in _TRIED:
        if encodings and encoding not in encodings:
            continue
        try:
            text = codecs.getincrementaldecoder(encoding)().decode(sample)
        except UnicodeDecodeError:
            continue
        if is_likely(text):
            return encoding
    return ""


def is_mixed_up(piece: bytes) -> int:
    """Which line of a piece of GB18030, from 1, is in UTF-8; 0 for none.

    Files that were joined by hand are so. What is UTF-8 can mostly be read as GB18030, too, but
    gives characters that nobody writes.
    """
    for number, line in enumerate(piece.split(b"\n"), 1):
        if line.isascii() or not _IN_UTF8.search(line):
            continue
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            continue
        if len(line) - sum(map(str.isascii, text)) >= _LINE and _looks_chinese(text):
            return number
    return 0


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
    foreign = [character for character in text[:SAMPLE] if not character.isascii()]
    usual = sum(map(_is_usual, foreign))
    return usual >= _USUAL * len(foreign)


def _looks_traditional(text: str) -> bool:
    foreign = [character for character in text[:SAMPLE] if not character.isascii()]
    usual = sum("\u4e00" <= one <= "\u9fff" or one in _SIGNS for one in foreign)
    return usual >= _USUAL * len(foreign)


def _looks_western(text: str) -> bool:
    """Latin letters, and not too many of them with accents."""
    foreign = [character for character in text[:SAMPLE] if not character.isascii()]
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


def guessed_encoding(sample: bytes, name: str) -> str:
    """The likeliest encoding where nothing speaks for one.

    Raises:
        BadInputError: none is likely.
    """
    from charset_normalizer import from_bytes  # noqa: PLC0415  (15 ms, seldom needed)

    best = from_bytes(sample).best()
    if best is None:
        raise BadInputError(
            _("the encoding of the text is not known"),
            place=name,
            hint=_("save it in UTF-8"),
        )
    return best.encoding
