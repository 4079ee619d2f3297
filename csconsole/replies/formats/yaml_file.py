"""YAML files of other programs: each value with its line, references shared and never copied."""

from io import BytesIO

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.located_yaml import MappingNode, Node, ScalarNode, SequenceNode, YamlStream
from csconsole.replies.formats.model import RefusalError
from csconsole.sheets.charset import decode
from csconsole.sheets.model import Source


def load(source: Source) -> Node | None:
    """The whole document; None for an empty file.

    Raises:
        BadInputError: it is not valid, with the line.
    """
    text = decode(source.content, source.name).text
    stream = YamlStream(BytesIO(text.encode("utf-8")), source.name, references=True)
    try:
        return stream.document()
    except RecursionError as error:
        raise BadInputError(_("the nesting is too deep"), place=f"{source.name}:1") from error


def scalar(node: Node | None) -> str:
    """The text of a node; "" for none.

    Raises:
        RefusalError: something else than a text stands there.
    """
    if node is None:
        return ""
    if not isinstance(node, ScalarNode):
        raise RefusalError(_("a text must stand here"))
    return "" if node.is_null else node.text


def mapping(node: Node | None) -> dict[str, Node]:
    """The keys of a node; none where there is no such node."""
    return node.items if isinstance(node, MappingNode) else {}


def sequence(node: Node | None) -> tuple[Node, ...]:
    """The items of a node; none where there is no such node."""
    return node.items if isinstance(node, SequenceNode) else ()
