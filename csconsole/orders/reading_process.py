"""Reading a large export in a process beside the one that writes it into the store.

Reading and writing take about as long, and most laptops have a core to spare. The two are joined
by a pipe, so that neither the file nor its records are ever held as a whole.
"""

import contextlib
import marshal
import struct
import subprocess
import sys
import traceback
from collections.abc import Iterator, Mapping
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import BinaryIO

from csconsole.errors import BadInputError, BusyError, DamagedError, NotFoundError, UserError
from csconsole.language import _, choose, chosen
from csconsole.orders.lots import Heading, Lot, heading_of, lots_of, packed, unpacked
from csconsole.orders.reading.exports import open_export
from csconsole.orders.reading.model import Asked
from csconsole.second_process import answering, asking, started

_LARGE = 2_000_000  # bytes of a file; a smaller one is read before a process has started
_FRAME = struct.Struct("<cI")
_HEADING, _LOT, _REFUSAL, _FAULT, _END = b"H", b"L", b"R", b"F", b"E"
_REFUSALS: Mapping[str, type[UserError]] = {
    kind.__name__: kind for kind in (BadInputError, BusyError, DamagedError, NotFoundError)
}


@dataclass(frozen=True)
class OpenedExport:
    """An export whose records are still to come.

    Attributes:
        lots: its records; iterating raises `BadInputError` where the file cannot be read on.
    """

    heading: Heading
    lots: Iterator[Lot]


@contextlib.contextmanager
def opened_export(path: Path, asked: Asked, layouts: Path | None) -> Iterator[OpenedExport]:
    """Open an export, a large one in a process of its own, which ends with the `with`.

    Raises:
        BadInputError: it cannot be read, or its columns are not known.
    """
    process = _started(path, asked, layouts) if _is_large(path) else None
    if process is None:
        export = open_export(path, asked, layouts)
        yield OpenedExport(heading_of(export), lots_of(export.records))
        return
    with process:
        try:
            told = _frames(process, path)
            heading = next(told)
            if not isinstance(heading, Heading):
                raise TypeError("the reading process told no heading")
            yield OpenedExport(heading, (lot for lot in told if isinstance(lot, Lot)))
        finally:
            process.kill()


def _is_large(path: Path) -> bool:
    try:
        return path.is_file() and path.stat().st_size >= _LARGE
    except OSError:  # whoever opens it says why
        return False


def _started(path: Path, asked: Asked, layouts: Path | None) -> subprocess.Popen[bytes] | None:
    """The process, which was told what to read; None where none can be started."""
    process = started("csconsole.orders.reading_process")
    if process is not None:  # otherwise it is read here
        task = (str(path), asked.platform, dict(asked.columns), str(layouts or ""), chosen())
        with contextlib.suppress(BrokenPipeError), asking(process) as way:
            way.write(marshal.dumps(task))
    return process


def _frames(process: subprocess.Popen[bytes], path: Path) -> Iterator[Heading | Lot]:
    """What the process tells, until its end.

    Raises:
        BadInputError: the file cannot be read, or the process has ended before it.
        RuntimeError: a fault of the program.
    """
    way = answering(process)
    while True:
        head = way.read(_FRAME.size)
        kind, length = _FRAME.unpack(head) if len(head) == _FRAME.size else (b"", 0)
        body = way.read(length)
        if not kind or len(body) < length:
            raise BadInputError(_("the file was not read to its end"), place=str(path))
        if kind == _END:
            return
        if kind == _LOT:
            yield unpacked(body)
            continue
        told = marshal.loads(body)  # noqa: S302  (our own process's)
        if kind == _HEADING:
            yield Heading(*told)
        elif kind == _REFUSAL:
            name, sentence, place, hint = told
            raise _REFUSALS.get(name, UserError)(sentence, place=place, hint=hint)
        else:
            raise RuntimeError(f"reading in a process of its own failed:\n{told}")


def read_beside(task: BinaryIO, answer: BinaryIO) -> None:
    """Do what was asked for, and answer in frames; the process's own side."""

    def tell(kind: bytes, body: bytes = b"") -> None:
        answer.write(_FRAME.pack(kind, len(body)) + body)

    path, platform, columns, layouts, language = marshal.loads(task.read())  # noqa: S302
    choose([language])
    try:
        asked = Asked(platform, columns)
        export = open_export(Path(path), asked, Path(layouts) if layouts else None)
        tell(_HEADING, marshal.dumps(astuple(heading_of(export))))
        for lot in lots_of(export.records):
            tell(_LOT, packed(lot))
        tell(_END)
    except UserError as refusal:
        told = (type(refusal).__name__, refusal.sentence, refusal.place, refusal.hint)
        tell(_REFUSAL, marshal.dumps(told))
    except BrokenPipeError:  # nobody listens any more
        return
    except Exception:  # noqa: BLE001  (told by the process that asked, as any fault is)
        tell(_FAULT, marshal.dumps(traceback.format_exc()))
    answer.flush()


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        read_beside(sys.stdin.buffer, sys.stdout.buffer)
