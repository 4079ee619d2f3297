"""The variables and forms of espanso in our grammar.

Variables of the types script and shell are commands: they are never run, and an entry that needs
one is refused.
"""

import re
from collections.abc import Iterable, Mapping, Sequence

from csconsole.language import _
from csconsole.located_yaml import MappingNode, Node, ScalarNode
from csconsole.replies.formats.grammar import ask, choice, moment, plain
from csconsole.replies.formats.model import Reference, RefusalError, Wording
from csconsole.replies.formats.yaml_file import mapping, scalar, sequence

_CURSOR = "$|$"
_VARIABLE = re.compile(r"\{\{\s*(\w+)(?:\.(\w+))?\s*\}\}")
_FIELD = re.compile(r"\[\[\s*(\w+)\s*\]\]")
_COMMANDS = {"script", "shell"}
_DEEPEST = 10
_LONGEST = 100_000  # characters that variables may add up to
_MOST_CHOICES = 500

Pieces = list[str | Reference]


class EspansoText:
    """The texts of one match, with the variables that it knows."""

    def __init__(self, variables: Iterable[Node], fields: Mapping[str, Node] | None = None) -> None:
        self.notes: list[str] = []
        self._variables = {scalar(mapping(node).get("name")): mapping(node) for node in variables}
        self._fields = fields or {}
        self._left = _LONGEST

    def replaced(self, text: str) -> Wording:
        """A text with variables.

        Raises:
            RefusalError: it needs a command, or says what our grammar cannot.
        """
        return tuple(self._pieces(text, ()))

    def form(self, layout: str) -> Wording:
        """A form: its layout is the text, its fields are questions.

        Raises:
            RefusalError: it needs a command, or says what our grammar cannot.
        """
        return tuple(self._form(layout, self._fields, ()))

    def _pieces(self, text: str, path: Sequence[str]) -> Pieces:
        if len(path) > _DEEPEST:
            raise RefusalError(_("it includes too much"))
        self._left -= len(text)
        if self._left < 0:
            raise RefusalError(_("a text is longer than {most} characters").format(most=_LONGEST))
        pieces: Pieces = []
        at = 0
        for found in _VARIABLE.finditer(text):
            pieces.append(self._plain(text[at : found.start()]))
            pieces += self._variable(found, path)
            at = found.end()
        pieces.append(self._plain(text[at:]))
        return [piece for piece in pieces if piece]

    def _plain(self, text: str) -> str:
        if _CURSOR in text:
            self._note(_("the place of the cursor was left out"))
        return plain(text.replace(_CURSOR, ""))

    def _variable(self, found: re.Match[str], path: Sequence[str]) -> Pieces:
        name, field = found[1], found[2]
        variable = self._variables.get(name)
        if variable is None:
            if name == "clipboard":
                return self._clipboard()
            self._note(_("{name} is not known; it stays as it is written").format(name=found[0]))
            return [plain(found[0])]
        if name in path:
            raise RefusalError(_("it includes itself"))
        kind, params = scalar(variable.get("type")), mapping(variable.get("params"))
        inner = (*path, name)
        if kind in _COMMANDS:
            raise RefusalError(
                _("it runs a program ({program}); that is never done").format(program=kind)
            )
        if kind == "form":
            fields = mapping(params.get("fields"))
            if field:
                return self._field(field, fields, inner)
            return self._form(scalar(params.get("layout")), fields, inner)
        return self._simple(kind, name, params, inner)

    def _simple(
        self, kind: str, name: str, params: Mapping[str, Node], path: Sequence[str]
    ) -> Pieces:
        if kind == "date":
            return [self._date(params)]
        if kind == "echo":
            return self._pieces(scalar(params.get("echo")), path)
        if kind == "clipboard":
            return self._clipboard()
        if kind == "match":
            return [Reference(scalar(params.get("trigger")))]
        if kind == "random":
            self._note(_("what was drawn by chance is chosen by the agent"))
            return [choice(_words(name), self._options(params.get("choices"), path))]
        if kind == "choice":
            return [choice(_words(name), self._options(params.get("values"), path))]
        raise RefusalError(_("variables of the type {type} are not known").format(type=kind or "?"))

    def _date(self, params: Mapping[str, Node]) -> str:
        if "locale" in params or "tz" in params:
            self._note(_("the language and time zone of a date were left out"))
        offset = scalar(params.get("offset")) or "0"
        if not re.fullmatch(r"[+-]?\d{1,12}", offset):
            raise RefusalError(
                _("a moment cannot be shifted by {seconds} s").format(seconds=offset)
            )
        return moment(scalar(params.get("format")) or "%Y-%m-%d", int(offset))

    def _clipboard(self) -> Pieces:
        self._note(_("the clipboard is asked of the agent"))
        return [ask("clipboard")]

    def _form(self, layout: str, fields: Mapping[str, Node], path: Sequence[str]) -> Pieces:
        # Before version 2.1 a field was written with braces.
        pattern = _FIELD if _FIELD.search(layout) else _VARIABLE
        pieces: Pieces = []
        at = 0
        for found in pattern.finditer(layout):
            if pattern is _VARIABLE and found[1] in self._variables:
                continue
            pieces += self._pieces(layout[at : found.start()], path)
            pieces += self._field(found[1], fields, path)
            at = found.end()
        return [*pieces, *self._pieces(layout[at:], path)]

    def _field(self, name: str, fields: Mapping[str, Node], path: Sequence[str]) -> Pieces:
        told = mapping(fields.get(name))
        kind = scalar(told.get("type"))
        default = self._flat(scalar(told.get("default")), path)
        if kind in {"choice", "list"}:
            options = self._options(told.get("values"), path)
            first = [default] if default in options else []
            return [choice(_words(name), [*first, *options])]
        return [ask(_words(name), default or None)]

    def _options(self, node: Node | None, path: Sequence[str]) -> list[str]:
        """The choices: lines of one text, texts, or labels with what stands for them."""
        if isinstance(node, ScalarNode):
            told = self._flat(node.text, path).splitlines()
        else:
            told = []
            for item in sequence(node)[: _MOST_CHOICES + 1]:
                if isinstance(item, MappingNode):
                    self._note(_("the labels of choices were left out"))
                    told.append(
                        self._flat(scalar(item.items.get("id") or item.items.get("label")), path)
                    )
                else:
                    told.append(self._flat(scalar(item), path))
        if len(told) > _MOST_CHOICES:
            self._note(_("only the first {most} choices are kept").format(most=_MOST_CHOICES))
        return [one.strip() for one in told[:_MOST_CHOICES] if one.strip()]

    def _flat(self, text: str, path: Sequence[str]) -> str:
        """A text inside a question: only what echoes may stand in it."""
        if not _VARIABLE.search(text):
            return text
        pieces = self._pieces(text, path)
        if any(
            isinstance(piece, Reference) or re.search(r"(?<!\{)\{[^{]", piece) for piece in pieces
        ):
            raise RefusalError(_("a choice is made of another question"))
        return "".join(map(str, pieces)).replace("{{", "{").replace("}}", "}")

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


def _words(name: str) -> str:
    return name.replace("_", " ").strip() or name
