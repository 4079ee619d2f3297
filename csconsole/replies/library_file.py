"""The library file, format 1: reading it with the line of whatever is wrong, and writing it.

docs/library-file.md describes the format for people. A file is taken whole or not at all.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

import yaml

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.located_yaml import Node, Readable, ScalarNode, YamlStream
from csconsole.replies.library_rules import checked
from csconsole.replies.model import Placed, Reply
from csconsole.replies.reply_fields import as_dict
from csconsole.replies.reply_node import LANGUAGE, ReplyReader, check_keys, in_language

FORMAT = 1
LARGEST_FILE = 48_000_000  # bytes; some 100,000 replies
_DEFAULT_LANGUAGE = "zh"
_KEYS = ("format", "language", "replies")


def read_library(path: Path, told: Callable[[int], None] = lambda _bytes: None) -> list[Placed]:
    """Every reply of a library file; `told` hears now and then how many bytes were read.

    Raises:
        BadInputError: with file, line and reason; nothing of the file is to be used then.
    """
    try:
        size = path.stat().st_size
        if size > LARGEST_FILE:
            raise BadInputError(
                _("the file has {size} MB; at most {most} MB are read").format(
                    size=f"{size / 1e6:.0f}", most=f"{LARGEST_FILE / 1e6:.0f}"
                ),
                place=f"{path}:1",
                hint=_("split it into several files"),
            )
        with path.open("rb") as file:
            return checked(list(_read(_Telling(file, told), str(path))))
    except OSError as error:
        raise BadInputError(
            _("the file cannot be read: {why}").format(why=error.strerror or error),
            place=str(path),
        ) from error


def read_text(text: str, name: str) -> list[Placed]:
    """Every reply of a library file's text; `name` stands for the file.

    Raises:
        BadInputError: with line and reason.
    """
    return checked(list(_read(BytesIO(text.encode("utf-8")), name)))


def write_library(replies: Iterable[Reply], language: str = _DEFAULT_LANGUAGE) -> str:
    """The text of a library file that reads back as exactly these replies."""
    head = f"format: {FORMAT}\nlanguage: {language}\n"
    entries = [_dumped(as_dict(reply)) for reply in replies]
    return head + ("replies:\n" + "".join(entries) if entries else "replies: []\n")


def _dumped(entry: dict[str, Any]) -> str:
    """One item of the list, in the file's form.

    libyaml writes emoji as escapes; the slower writer in Python writes them as themselves.
    """
    told = json.dumps(entry, ensure_ascii=False)
    beyond = max(told) > "\uffff" and not set("\x85\u2028\u2029") & set(told)
    quick = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    return yaml.dump(
        [entry],
        Dumper=yaml.SafeDumper if beyond else quick,
        allow_unicode=True,
        sort_keys=False,
        width=100_000,
    )


class _Telling:
    """A file that tells how far it was read."""

    def __init__(self, file: BinaryIO, told: Callable[[int], None]) -> None:
        self._file, self._told = file, told

    def read(self, size: int = -1) -> bytes:
        """The next piece."""
        self._told(self._file.tell())
        return self._file.read(size)

    def seek(self, at: int) -> int:
        """Go to a byte."""
        return self._file.seek(at)


def _read(file: Readable, name: str) -> Iterator[Placed]:
    """The replies as they come; those read before the file's language is known are mended."""
    stream = YamlStream(file, name)
    if stream.begin_mapping() is None:
        raise stream.bad(1, _("the file is empty"))
    language = _DEFAULT_LANGUAGE
    found: list[Placed] = []
    seen: set[str] = set()
    while (key := stream.key()) is not None:
        if key.text in seen:
            raise stream.bad(key.line, _("the key {key} stands twice").format(key=key.text))
        seen.add(key.text)
        if key.text == "format":
            _check_format(stream, stream.value())
        elif key.text == "language":
            language = _language(stream, stream.value())
        elif key.text == "replies":
            reader = ReplyReader(stream)
            found = [Placed(reader.reply(n), f"{name}:{n.line}") for n in stream.values()]
        else:
            check_keys(stream, {key.text: key.line}, _KEYS)
    stream.finish()
    if "replies" not in seen:
        raise stream.bad(1, _("the key {key} is missing").format(key="replies"))
    for placed in found:
        yield replace(placed, reply=in_language(placed.reply, language))


def _check_format(stream: YamlStream, node: Node) -> None:
    if not isinstance(node, ScalarNode) or node.text != str(FORMAT):
        raise stream.bad(
            node.line,
            _("this format is not known; {format} is").format(format=FORMAT),
        )


def _language(stream: YamlStream, node: Node) -> str:
    if not isinstance(node, ScalarNode) or not LANGUAGE.fullmatch(node.text):
        raise stream.bad(node.line, _("a language such as zh or en must stand here"))
    return node.text
