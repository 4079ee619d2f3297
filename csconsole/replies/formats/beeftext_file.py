"""Writing a library as a file of Beeftext, version 10.

Beeftext knows neither languages nor variants, questions or days; a whole reply is kept beside
each combo under a key that it does not read.
"""

import json
import uuid
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Any

from csconsole.replies.formats.kept import KEPT_KEY, main_language, shown_title, to_keep
from csconsole.replies.formats.speaking import Speech, spoken
from csconsole.replies.model import Reply
from csconsole.replies.words import words

_VERSION = 10
_SPACE = uuid.UUID("5b1c9f7e-6a34-5c0c-9b1e-1f0f3a0c7d10")  # of the ids that we make
_QT_LETTERS = {
    "%Y": "yyyy", "%y": "yy", "%m": "MM", "%-m": "M", "%d": "dd", "%-d": "d", "%H": "HH",
    "%-H": "H", "%I": "hh", "%M": "mm", "%S": "ss", "%A": "dddd", "%B": "MMMM", "%%": "'%'",
}  # fmt: skip


def written(replies: Sequence[Reply]) -> str:
    """The text of the file."""
    library = {reply.id: reply for reply in replies}
    categories = sorted({reply.category for reply in replies if reply.category})
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%S.000")
    document = {
        "fileFormatVersion": _VERSION,
        "groups": [_group(category, now) for category in categories],
        "combos": [_combo(reply, library, now) for reply in replies],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _combo(reply: Reply, library: Mapping[str, Reply], now: str) -> dict[str, Any]:
    language = main_language(reply)
    snippet = spoken(reply.text[language], language, Speech(_plain, _asked, _moment), library)
    return {
        "uuid": _uuid(f"reply {reply.id}"),
        "name": shown_title(reply),
        "keyword": reply.shortcut,
        "snippet": snippet,
        "description": "",
        "matchingMode": 0,
        "caseSensitivity": 0,
        "creationDateTime": now,
        "modificationDateTime": now,
        "enabled": True,
        **({"group": _uuid(f"group {reply.category}")} if reply.category else {}),
        KEPT_KEY: to_keep(reply, snippet),
    }


def _group(category: str, now: str) -> dict[str, Any]:
    label = partial(words().category, language="zh")
    return {
        "uuid": _uuid(f"group {category}"),
        "name": label(category) if category in words().categories else category,
        "description": category,
        "creationDateTime": now,
        "modificationDateTime": now,
        "enabled": True,
    }


def _uuid(name: str) -> str:
    return f"{{{uuid.uuid5(_SPACE, name)}}}"


def _plain(text: str) -> str:
    return text


def _asked(label: str, default: str, choices: tuple[str, ...]) -> str:
    told = f"{label}: {'/'.join(choices)}" if choices else label
    escaped = told.replace("\\", "\\\\").replace("}", "\\}")
    return default if default and not choices else f"#{{input:{escaped}}}"


def _moment(seconds: int, pattern: str) -> str:
    for ours, theirs in sorted(_QT_LETTERS.items(), key=lambda pair: -len(pair[0])):
        pattern = pattern.replace(ours, f"\0{theirs}\0")
    pieces = pattern.split("\0")
    quoted = [piece if at % 2 else _quoted(piece) for at, piece in enumerate(pieces)]
    shift = f"{seconds:+d}s" if seconds else ""
    escaped = "".join(quoted).replace("\\", "\\\\").replace("}", "\\}")
    return f"#{{dateTime:{shift}:{escaped}}}"


def _quoted(words_: str) -> str:
    return (
        f"'{words_}'" if any(letter.isascii() and letter.isalpha() for letter in words_) else words_
    )
