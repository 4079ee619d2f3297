"""The gaps that people leave in their texts, turned into our values and questions.

Sheets hold `[尺码]`, `【订单号】`, `{姓名}` or `XX`; help desks write `{{contact.name}}` and
`#{ticket.customer.firstname}`. A bracket that is no gap (a picture of a chat program, a button, a
heading, a link) stays as it is.
"""

import re
from collections.abc import Callable, Iterable

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies import wording
from csconsole.replies.folding import is_han
from csconsole.replies.formats.grammar import ask, choice, plain, value
from csconsole.replies.formats.wordlist import comparable, word_list
from csconsole.replies.words import words

_LONGEST_LABEL = 40
_GAP = re.compile(
    r"`(?P<code>[^`\n]*)`"
    r"|\#\{(?P<zammad>[\w.]+)\}"
    r"|\{\{\s*(?P<chatwoot>[\w.]+)\s*\}\}"
    r"|(?<![A-Za-z0-9_\])])\[(?P<square>[^\[\]\n]{1,60})\](?![(\[])"
    r"|【(?P<black>[^【】\[\]\n]{1,20})】"
    r"|(?P<brace>[{｛][^{}｛｝\n]{1,80}[}｝])"
    r"|(?<![A-Za-z0-9])(?P<crosses>[Xx]{2,6}|[×Ｘ]{2,6})(?![A-Za-z0-9])"
)
_NO_LABEL = re.compile(r"[。！？；!?;]|^[\d\W_]*$")
_PLACEHOLDER = re.compile(r"[XYNxyn×Ｘ]+([-~～][XYNxyn×Ｘ]+)?")
_UNIT = re.compile(r"[^\W\d_A-Za-z]{1,2}")
# What help desks call the things that we know; the beginning of a name is enough.
_DESK_VALUES = (
    (r"(ticket\.)?customer\.(firstname|lastname|fullname|name|login).*", "buyer"),
    (r"contact\.(name|first_name|last_name|full_name)", "buyer"),
    (
        r"(ticket\.owner|user|agent)\.(firstname|lastname|fullname|name|first_name|last_name).*",
        "agent",
    ),
    (r"(ticket\.(number|id)|conversation\.(id|display_id))", "ticket"),
    (
        r"((ticket\.)?(customer\.)?organization|config\.(organization|product_name)|inbox|account)(\.name)?",
        "shop",
    ),
)


class Gaps:
    """Turns the gaps of one text; collects what people should know about it."""

    def __init__(self, *, brackets: bool = True, desk: bool = True) -> None:
        self.notes: list[str] = []
        self._brackets, self._desk = brackets, desk

    def filled(self, text: str) -> str:
        """The text in our grammar."""
        pieces: list[str] = []
        at = 0
        for found in _GAP.finditer(text):
            turned = self._turned(found, text)
            if turned is not None:
                pieces += [plain(text[at : found.start()]), turned]
                at = found.end()
        return "".join([*pieces, plain(text[at:])])

    def _turned(self, found: re.Match[str], text: str) -> str | None:
        """What a gap becomes; None where it is none."""
        kind = found.lastgroup
        inner = found[kind] if kind else ""
        desk: dict[str, Callable[[str], str | None]] = {
            "zammad": self._desk_value,
            "chatwoot": self._desk_value,
        }
        if kind in desk:
            return desk[kind](inner) if self._desk else None
        if kind == "code" or not self._brackets:
            # Chatwoot leaves what stands between backticks alone.
            return plain(found[0]) if kind == "code" and self._desk and "{{" in inner else None
        if kind == "brace":
            return self._brace(inner[1:-1])
        if kind == "crosses" or _PLACEHOLDER.fullmatch(inner):
            unit = _UNIT.match(text, found.end())
            return ask(inner + (unit[0] if unit else ""))
        if kind == "black" and (found.start() == 0 or text[found.start() - 1] == "\n"):
            return None  # a heading
        return self._bracket(inner)

    def _bracket(self, inner: str) -> str | None:
        label = inner.strip()
        if comparable(label) in word_list().not_gaps:
            return None
        options = [part.strip() for part in re.split(r"[/／|]", label)]
        if len(options) > 1 and all(options):
            return choice(label, options)
        if _NO_LABEL.search(label):
            return None
        return self._named(label)

    def _brace(self, inner: str) -> str:
        """Our own grammar where it is that, else a question."""
        try:
            (part,) = wording.parse(f"{{{inner}}}")
        except (BadInputError, ValueError):
            return self._named(inner)
        known = {*words().values, *wording.MOMENTS}
        if isinstance(part, wording.Ask) or (
            isinstance(part, wording.Value) and part.name in known
        ):
            return f"{{{inner}}}"
        return self._named(inner)

    def _named(self, label: str) -> str:
        name = word_list().values.get(comparable(label))
        return value(name) if name else ask(label[:_LONGEST_LABEL])

    def _desk_value(self, path: str) -> str:
        for pattern, name in _DESK_VALUES:
            if re.fullmatch(pattern, path):
                return value(name)
        label = path.rsplit(".", maxsplit=1)[-1].replace("_", " ")
        self.notes.append(_("{name} is asked of the agent").format(name=path))
        return ask(label)


def language_of(texts: Iterable[str]) -> str:
    """Chinese where there is a Chinese character, else English."""
    return "zh" if any(is_han(character) for text in texts for character in text) else "en"
