"""Looking through a workbook of Excel 97 (.xls) before it is read.

The reader makes room for the rectangle that the file says its sheets have, before it has seen a
cell; a few bytes can ask for more memory than there is. So the records are walked once, which
needs only their lengths: [MS-CFB] tells how the file is cut into sectors, [MS-XLS] what a record
is. No value is looked at.
"""

import struct
from collections.abc import Iterable, Iterator

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.sheets.model import Source

MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_END_OF_CHAIN = 0xFFFFFFFA  # and above: no sector
_HEADER = struct.Struct("<24x2x2x2xHH6x4xII4xIIIII109I")
_ENTRY = struct.Struct("<64sHBB4x4x4x16x4x8x8xIQ")
_STREAM, _ROOT = 2, 5
_FREE = 0xFFFFFFFF
_NEW_HEADER = struct.Struct("<8s16xHHHHH6xIIIIIIIII")
_NEW_ENTRY = struct.Struct("<64sHBBIII16x4x16xIQ")
_MINI = 64  # bytes of a small sector
_LOCKED, _SHEET, _TEXTS, _END = 0x002F, 0x0085, 0x00FC, 0x000A
_DIMENSIONS, _DIMENSIONS_OF_2 = 0x0200, 0x0000
_DIMENSIONS_97 = struct.Struct("<IIHH")
_DIMENSIONS_95 = struct.Struct("<HHHH")
_COUNTS = struct.Struct("<II")
_OFFSET = struct.Struct("<I")
_PLACE = struct.Struct("<HH")
_CELLS = frozenset({
    0x0001, 0x0002, 0x0003, 0x0004, 0x0005, 0x0006, 0x0201, 0x0203, 0x0204, 0x0205, 0x0206, 0x0406,
    0x00D6, 0x00FD, 0x027E, 0x0207,
})  # fmt: skip
_MANY_CELLS = frozenset({0x00BD, 0x00BE})
_MOST_COLUMNS = 256
_MOST_SHEETS = 100
_FEW_TEXTS = 10_000  # room for so many is made without a look


def harmless_copy(source: Source, most_cells: int) -> bytes:
    """A workbook of Excel 97 with nothing in it but what was looked at.

    Raises:
        BadInputError: it is damaged, locked, another kind of document, or too large.
    """
    try:
        streams = dict(_CompoundFile(source.content).streams())
    except (struct.error, ValueError, IndexError) as error:
        raise _unreadable(source, _("the file is damaged")) from error
    if "EncryptedPackage" in streams:
        raise _locked(source)
    book = streams.get("Workbook") or streams.get("Book")
    if book is None:
        raise BadInputError(_("this is a document, but no workbook"), place=source.name)
    try:
        _check_cells(book, source, most_cells)
    except struct.error as error:
        raise _unreadable(source, _("the file is damaged")) from error
    return _compound_file(book)


def _check_cells(book: bytes, source: Source, most_cells: int) -> None:
    """Walk the records as the reader does: those of the book, then those of each sheet.

    A sheet begins wherever the book says, so the same bytes may be other records to it.
    """
    for start in _beginnings(book, source):
        rows = columns = 1
        for kind, body in _records(book, start):
            corner = _corner(kind, body)
            if corner:
                rows, columns = max(rows, corner[0]), max(columns, corner[1])
            if columns > _MOST_COLUMNS or rows * columns > most_cells:
                raise _unreadable(
                    source, _("a sheet is larger than {most} cells").format(most=most_cells)
                )


def _beginnings(book: bytes, source: Source) -> list[int]:
    """Where the sheets begin."""
    sheets = []
    for kind, body in _records(book, 0):
        if kind == _LOCKED:
            raise _locked(source)
        if kind == _SHEET and len(body) >= _OFFSET.size:
            sheets.append(_OFFSET.unpack_from(body)[0])
        if kind == _TEXTS and len(body) >= _COUNTS.size:
            texts = max(_COUNTS.unpack_from(body))
            if texts > max(len(book), _FEW_TEXTS):
                raise _unreadable(source, _("the file is damaged"))
    if len(sheets) > _MOST_SHEETS:
        raise _unreadable(source, _("it has more than {most} sheets").format(most=_MOST_SHEETS))
    if any(start >= len(book) for start in sheets):
        raise _unreadable(source, _("the file is damaged"))
    return sheets


def _corner(kind: int, body: memoryview) -> tuple[int, int] | None:
    """How many rows and columns a sheet has at least, as a record of it tells."""
    if kind == _DIMENSIONS and len(body) >= _DIMENSIONS_97.size:
        return _rectangle(*_DIMENSIONS_97.unpack_from(body))
    if kind in {_DIMENSIONS, _DIMENSIONS_OF_2} and len(body) >= _DIMENSIONS_95.size:
        return _rectangle(*_DIMENSIONS_95.unpack_from(body))
    if kind in _CELLS and len(body) >= _PLACE.size:
        row, column = _PLACE.unpack_from(body)
        return row + 1, column + 1
    if kind in _MANY_CELLS and len(body) >= _PLACE.size:
        return _PLACE.unpack_from(body)[0] + 1, int.from_bytes(body[-2:], "little") + 1
    return None


def _rectangle(first_row: int, rows: int, first_column: int, columns: int) -> tuple[int, int]:
    """The end of a rectangle that begins before it ends; the reader subtracts without a look."""
    if first_row > max(rows - 1, 0) or first_column > max(columns - 1, 0):
        raise struct.error(first_row, first_column)
    return rows, columns


def _records(book: bytes, at: int) -> Iterator[tuple[int, memoryview]]:
    view = memoryview(book)
    while at + 4 <= len(view):
        kind, length = struct.unpack_from("<HH", view, at)
        yield kind, view[at + 4 : at + 4 + length]
        if kind == _END:
            return
        at += 4 + length


class _CompoundFile:
    """The named streams of a compound file, which is a small file system of sectors.

    Raises:
        ValueError: a sector lies outside, or a chain has no end; `struct.error` and `IndexError`
            where a table is too short.
    """

    def __init__(self, content: bytes) -> None:
        told = _HEADER.unpack_from(content)
        shift, mini_shift, _count, self._directory, self._cutoff, mini, _minis, more, mores = told[
            :9
        ]
        if shift not in {9, 12} or mini_shift != 6:
            raise ValueError(shift)
        self._content = content
        self._size = 1 << shift
        self._words = struct.Struct(f"<{self._size // 4}I")
        self._fat = self._allocation(list(told[9:]), more, mores)
        self._mini_fat = self._table(self._chain(mini, self._fat))

    def streams(self) -> Iterator[tuple[str, bytes]]:
        """Each stream with its name."""
        small = b""
        entries = self._stream(self._directory)
        for at in range(0, len(entries) - _ENTRY.size + 1, _ENTRY.size):
            name, name_size, kind, _colour, start, length = _ENTRY.unpack_from(entries, at)
            if kind == _ROOT:
                small = self._stream(start)
            if kind != _STREAM:
                continue
            told = name[: max(0, name_size - 2)].decode("utf-16-le", "replace")
            length &= 0xFFFFFFFF  # the upper half is not always clean in old files
            if length >= self._cutoff:
                yield told, self._stream(start)[:length]
            else:
                chain = self._chain(start, self._mini_fat)
                pieces = (small[number * _MINI : (number + 1) * _MINI] for number in chain)
                yield told, b"".join(pieces)[:length]

    def _allocation(self, table: list[int], more: int, mores: int) -> list[int]:
        """The links between the sectors; their table itself may go on in further sectors."""
        for _turn in range(min(mores, len(self._content) // self._size)):
            if more >= _END_OF_CHAIN:
                break
            *further, more = self._words.unpack(self._sector(more))
            table += further
        return self._table(number for number in table if number < _END_OF_CHAIN)

    def _table(self, numbers: Iterable[int]) -> list[int]:
        return [word for number in numbers for word in self._words.unpack(self._sector(number))]

    def _stream(self, start: int) -> bytes:
        return b"".join(self._sector(number) for number in self._chain(start, self._fat))

    def _sector(self, number: int) -> bytes:
        if (number + 1) * self._size >= len(self._content):
            raise ValueError(number)
        return self._content[(number + 1) * self._size : (number + 2) * self._size]

    @staticmethod
    def _chain(start: int, links: list[int]) -> Iterator[int]:
        for _turn in range(len(links) + 1):
            if start >= _END_OF_CHAIN:
                return
            yield start
            start = links[start]
        raise ValueError(start)


def _compound_file(book: bytes) -> bytes:
    """A compound file with one stream: its header, links, directory, and the stream itself."""
    size = 4096
    content = book.ljust(-(-len(book) // size) * size, b"\0")
    count = len(content) // size
    tables = -(-(count + 2) // (size // 4 - 1))
    first = tables + 1
    links = [_FREE - 2] * tables + [_FREE - 1, *range(first + 1, first + count), _FREE - 1]
    links += [_FREE] * (tables * size // 4 - len(links))
    header = _NEW_HEADER.pack(
        MAGIC, 0x3E, 4, 0xFFFE, 12, 6, 1, tables, tables, 0, size, _FREE - 1, 0, _FREE - 1, 0
    )
    header += struct.pack("<109I", *range(tables), *[_FREE] * (109 - tables))
    entries = [
        ("Root Entry", _ROOT, 1, 0, 0),
        ("Workbook", _STREAM, _FREE, first, len(content)),
    ]
    directory = b"".join(
        _NEW_ENTRY.pack(
            name.encode("utf-16-le"), len(name) * 2 + 2, kind, 1, _FREE, _FREE, child, start, length
        )
        for name, kind, child, start, length in entries
    )
    table = struct.pack(f"<{len(links)}I", *links)
    return header.ljust(size, b"\0") + table + directory.ljust(size, b"\0") + content


def _locked(source: Source) -> BadInputError:
    return BadInputError(
        _("the workbook is locked with a password"),
        place=source.name,
        hint=_("open it and save it without one"),
    )


def _unreadable(source: Source, why: str) -> BadInputError:
    return BadInputError(_("the workbook cannot be read: {why}").format(why=why), place=source.name)
