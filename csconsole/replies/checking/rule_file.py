"""Reading rules of the wording check from YAML, with the line of whatever is wrong.

docs/wording-rules.md describes the format for people.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.located_yaml import Node, ScalarNode, YamlStream
from csconsole.replies.checking.alternatives import Sets
from csconsole.replies.checking.model import Denials, Rules, WordingRule
from csconsole.replies.checking.rule_node import RuleReader
from csconsole.shipped import RESOURCES

FORMAT = 1
_KEYS = ("format", "sets", "harmless", "hosts", "denials", "lookalikes", "rules")
_DENIAL_KEYS = ("directly", "before", "around", "no_denials")


@cache
def shipped_rules() -> Rules:
    """The rules that ship with the program; a fault in a file is a fault of the program."""
    return read_rules(sorted((RESOURCES / "wording").glob("*.yaml")))


def read_rules(paths: Iterable[Path]) -> Rules:
    """The rules of several files together.

    Raises:
        BadInputError: with file, line and reason.
    """
    rules: dict[str, WordingRule] = {}
    harmless: list[str] = []
    hosts: set[str] = set()
    denials = Denials()
    lookalikes: dict[str, str] = {}
    for path in paths:
        reader, nodes = _nodes(path)
        sets = reader.sets(nodes.get("sets"))
        for rule, line in reader.rules(nodes.get("rules"), sets):
            if rule.id in rules:
                raise reader.bad(line, _("the id {id} stands twice").format(id=rule.id))
            rules[rule.id] = rule
        harmless += reader.phrases(nodes.get("harmless"), sets)
        hosts.update(reader.strings(nodes.get("hosts")))
        denials = _joined(denials, _denials(reader, nodes.get("denials"), sets))
        lookalikes |= _lookalikes(reader, nodes.get("lookalikes"))
    return Rules(tuple(rules.values()), tuple(harmless), frozenset(hosts), denials, lookalikes)


def _nodes(path: Path) -> tuple[RuleReader, dict[str, Node]]:
    """The parts of a file by their key."""
    nodes: dict[str, Node] = {}
    try:
        with path.open("rb") as file:
            stream = YamlStream(file, str(path))
            reader = RuleReader(stream)
            if stream.begin_mapping() is None:
                raise stream.bad(1, _("the file is empty"))
            while (key := stream.key()) is not None:
                reader.check_known({key.text: key.line}, _KEYS)
                if key.text in nodes:
                    raise stream.bad(key.line, _("the key {key} stands twice").format(key=key.text))
                nodes[key.text] = stream.value()
            stream.finish()
    except OSError as error:
        raise BadInputError(
            _("the file cannot be read: {why}").format(why=error.strerror or error),
            place=str(path),
        ) from error
    told = nodes.get("format")
    if not isinstance(told, ScalarNode) or told.text != str(FORMAT):
        raise stream.bad(
            told.line if told else 1,
            _("this format is not known; {format} is").format(format=FORMAT),
        )
    return reader, nodes


def _denials(reader: RuleReader, node: Node | None, sets: Sets) -> Denials:
    if node is None:
        return Denials()
    parts = reader.mapping(node)
    reader.check_known(parts.lines, _DENIAL_KEYS)
    return Denials(
        **{key: tuple(reader.phrases(parts.items.get(key), sets)) for key in _DENIAL_KEYS}
    )


def _joined(one: Denials, other: Denials) -> Denials:
    return Denials(
        one.directly + other.directly,
        one.before + other.before,
        one.around + other.around,
        one.no_denials + other.no_denials,
    )


def _lookalikes(reader: RuleReader, node: Node | None) -> dict[str, str]:
    """Which character stands for which plain one."""
    if node is None:
        return {}
    written = {key: reader.text(value) for key, value in reader.mapping(node).items.items()}
    return {c: plain for plain, alike in written.items() for c in alike}
