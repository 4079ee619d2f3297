"""Reading a file of questions, one a line."""

import io
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

from csconsole.cli.printing import print_json_line
from csconsole.errors import BadInputError
from csconsole.language import _

_ENCODING = "utf-8-sig"  # editors on Windows put a mark before the text


Found = TypeVar("Found")


def answer_lines(
    path: Path,
    answering: Callable[[str], Sequence[Found]],
    as_json: Callable[[Found], dict[str, Any]],
) -> None:
    """Print a JSON line `{query, ms, results}` for each line of a file."""
    for query in lines_of(path):
        start = time.perf_counter()
        found = answering(query)
        taken = 1000 * (time.perf_counter() - start)
        results = [as_json(one) for one in found]
        print_json_line({"query": query, "ms": round(taken, 3), "results": results})


def lines_of(path: Path) -> Iterator[str]:
    """The lines of a file, or of standard input for `-`, as they come.

    Raises:
        BadInputError: it cannot be read, or is not text in UTF-8.
    """
    try:
        if str(path) == "-":
            reader = io.TextIOWrapper(_standard_input(), encoding=_ENCODING)
            yield from _bare(reader)
            reader.detach()
        else:
            with path.open(encoding=_ENCODING) as file:
                yield from _bare(file)
    except OSError as error:
        raise BadInputError(
            _("the file cannot be read: {why}").format(why=error.strerror or error),
            place=str(path),
        ) from error
    except UnicodeDecodeError as error:
        raise BadInputError(
            _("the file is not text in UTF-8: {why}").format(why=error.reason), place=str(path)
        ) from error


def _standard_input() -> io.BufferedReader | io.BytesIO:
    buffer = getattr(sys.stdin, "buffer", None)
    if isinstance(buffer, io.BufferedReader | io.BytesIO):
        return buffer
    return io.BytesIO(sys.stdin.read().encode("utf-8"))


def _bare(file: io.TextIOBase | io.TextIOWrapper) -> Iterator[str]:
    for line in file:
        yield line.rstrip("\r\n")
