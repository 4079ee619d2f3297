"""Text files that are too large to be held: decoded strictly, piece by piece, line by line.

A person's sheet fits in memory, a year's export of a platform may not. So the encoding is found
out first, over the whole file where that is needed, and the lines are then read as often as they
are wanted.
"""

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.sheets.cells import sniffed
from csconsole.sheets.charset import (
    SAMPLE,
    believable,
    guessed_encoding,
    is_mixed_up,
    marked_encoding,
)
from csconsole.sheets.opening import check_file, unreadable

LONGEST_LINE = 2_000_000  # characters
WIDEST_ROW = 2_000  # cells
_PIECE = 262_144  # bytes
_LARGEST_CELL = 1_000_000
# A character that no text has; a quotation mark that is never closed swallows it.
_END = "\ufdd0"


@dataclass(frozen=True)
class LongText:
    """A text file whose encoding is known.

    Attributes:
        guessed: whether nothing but likelihood speaks for the encoding.
        newline: what ends its lines.
        head: its beginning.
    """

    path: Path
    encoding: str
    guessed: bool
    newline: str
    head: str

    def lines(self) -> Iterator[str]:
        """The lines, each with a line feed at its end.

        Raises:
            BadInputError: it is no text, a part has another encoding, or it cannot be read.
        """
        number = 0
        for text, is_last in _without_cuts(_pieces(self.path, self.encoding), self.newline):
            lines = text.split(self.newline)
            if not is_last or not lines[-1]:
                lines.pop()
            for line in lines:
                number += 1
                if len(line) > LONGEST_LINE:
                    raise _too_long(self.path, number)
                yield line + "\n"

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows of a sheet as comma-separated values, with the number of their first line.

        Raises:
            BadInputError: as `lines`; a quotation mark is never closed; a row has too many cells.
        """
        csv.field_size_limit(_LARGEST_CELL)
        lines = chain(self.lines(), (_END,))
        rows = csv.reader(lines, delimiter=sniffed(self.head))
        line = 1
        try:
            for row in rows:
                if row and row[-1].endswith(_END):
                    if row == [_END]:
                        return
                    raise BadInputError(
                        _("a quotation mark is opened here and never closed"),
                        place=f"{self.path}:{line}",
                    )
                if len(row) > WIDEST_ROW:
                    raise _too_wide(self.path, line)
                yield line, row
                line = rows.line_num + 1
        except csv.Error as error:
            raise BadInputError(
                _("this is not valid CSV: {why}").format(why=error), place=f"{self.path}:{line}"
            ) from error

    @property
    def ends_with_newline(self) -> bool:
        """Whether its last line is ended; the file of a download that broke off is not."""
        try:
            with self.path.open("rb") as file:
                file.seek(max(0, self.path.stat().st_size - 4))
                return file.read().rstrip(b"\0").endswith((b"\n", b"\r"))
        except OSError as error:
            raise unreadable(self.path, error) from error


def open_long_text(path: Path, most: int) -> LongText:
    """A text file of at most so many bytes, its encoding found out.

    Raises:
        BadInputError: it is no text, too large, or cannot be read.
    """
    check_file(path, most)
    try:
        with path.open("rb") as file:
            sample = file.read(SAMPLE)
    except OSError as error:
        raise unreadable(path, error) from error
    encoding, guessed = marked_encoding(sample, str(path)), False
    if not encoding:
        encoding, guessed = _found_out(path, sample)
    head = codecs.getincrementaldecoder(encoding)("replace").decode(sample)
    newline = "\n" if "\n" in head or "\r" not in head else "\r"
    return LongText(path, encoding, guessed, newline, head.replace("\r", "\n"))


def _found_out(path: Path, sample: bytes) -> tuple[str, bool]:
    """The encoding of a file without a mark, and whether it was guessed."""
    failed = None
    try:
        for _text, _is_last in _pieces(path, "utf-8"):
            pass
    except BadInputError as error:
        failed = error
    if failed is None:
        return "utf-8", False
    telling = _telling(path, sample)
    encoding = believable(telling)
    if encoding:
        return encoding, False
    if believable(telling, ("utf-8",)):
        raise failed
    return guessed_encoding(telling, str(path)), True


def _telling(path: Path, sample: bytes) -> bytes:
    """Some of the first lines that are more than ASCII."""
    if not sample.isascii():
        return sample
    try:
        with path.open("rb") as file:
            while piece := file.read(_PIECE):
                if not piece.isascii():
                    start = next(at for at, byte in enumerate(piece) if byte > 127)
                    return piece[start : start + SAMPLE]
    except OSError as error:
        raise unreadable(path, error) from error
    return sample


def _pieces(path: Path, encoding: str) -> Iterator[tuple[str, bool]]:
    """The decoded pieces of a file, and whether each is the last."""
    decoder = codecs.getincrementaldecoder(encoding)()
    lines = 1
    try:
        with path.open("rb") as file:
            while True:
                piece = file.read(_PIECE)
                text = decoder.decode(piece, not piece)
                if "\0" in text:
                    line = lines + text[: text.index("\0")].count("\n")
                    raise BadInputError(_("this is not a text file"), place=f"{path}:{line}")
                if encoding == "gb18030" and (at := is_mixed_up(piece)):
                    raise BadInputError(
                        _("this line is in UTF-8, the others are in {encoding}").format(
                            encoding="GB18030"
                        ),
                        place=f"{path}:{lines + at - 1}",
                        hint=_("export it again, and do not join files by hand"),
                    )
                yield text, not piece
                lines += text.count("\n")
                if not piece:
                    return
    except UnicodeDecodeError as error:
        line = lines + error.object[: error.start].decode(encoding, "replace").count("\n")
        raise BadInputError(
            _("this is not valid {encoding}: {why}").format(
                encoding=encoding.upper().removesuffix("-SIG"), why=error.reason
            ),
            place=f"{path}:{line}",
        ) from error
    except OSError as error:
        raise unreadable(path, error) from error


def _without_cuts(pieces: Iterator[tuple[str, bool]], newline: str) -> Iterator[tuple[str, bool]]:
    """The same text cut at the ends of lines."""
    carried: list[str] = []
    length = 0
    for text, is_last in pieces:
        cut = text.rfind(newline) + 1
        if cut or is_last:
            carried.append(text[:cut] if not is_last else text)
            yield "".join(carried), is_last
            carried, length = [text[cut:]], len(text) - cut
        else:
            carried.append(text)
            length += len(text)
        if length > LONGEST_LINE:
            break
    if length > LONGEST_LINE:
        yield "".join(carried), True


def _too_long(path: Path, line: int) -> BadInputError:
    return BadInputError(
        _("a line is longer than {most} characters").format(most=LONGEST_LINE),
        place=f"{path}:{line}",
    )


def _too_wide(path: Path, line: int) -> BadInputError:
    return BadInputError(
        _("a row has more than {most} cells").format(most=WIDEST_ROW), place=f"{path}:{line}"
    )
