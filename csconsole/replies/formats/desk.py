"""Help desks: the text modules of Zammad (YAML, JSON) and the canned responses of Chatwoot."""

from collections.abc import Iterator, Mapping
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.located_yaml import MappingNode, Node, SequenceNode
from csconsole.replies.formats import json_file, yaml_file
from csconsole.replies.formats.gaps import Gaps
from csconsole.replies.formats.json_file import text_of
from csconsole.replies.formats.markup import flattened, is_markup
from csconsole.replies.formats.model import Asked, Entry, Item, RefusalError, Refused
from csconsole.replies.formats.sheet import LISTED, moment_of
from csconsole.replies.formats.yaml_file import scalar
from csconsole.sheets.model import Source

_LISTS = ("payload", "canned_responses", "text_modules", "data", "phrases", "responses")


def read_yaml(source: Source, _asked: Asked) -> Iterator[Item]:
    """Text modules: a list of name, keywords, content.

    Raises:
        BadInputError: it is no such list.
    """
    document = yaml_file.load(source)
    if not isinstance(document, SequenceNode):
        raise BadInputError(_("a list must stand here"), place=f"{source.name}:1")
    for node in document.items:
        place = f"{source.name}:{node.line}"
        try:
            yield _entry(_module(node), place)
        except RefusalError as refusal:
            yield Refused(place, refusal.why)


def read_json(source: Source, _asked: Asked) -> Iterator[Item]:
    """An array of canned responses or text modules, alone or under one key.

    Raises:
        BadInputError: there is no such array.
    """
    told = json_file.load(source)
    if isinstance(told, dict):
        told = next((told[key] for key in _LISTS if isinstance(told.get(key), list)), None)
    if not isinstance(told, list):
        raise BadInputError(_("a list must stand here"), place=f"{source.name}:1")
    for number, one in enumerate(told, 1):
        place = f"{source.name}:[{number}]"
        try:
            yield _entry(_response(one), place)
        except RefusalError as refusal:
            yield Refused(place, refusal.why)


def _module(node: Node) -> dict[str, str]:
    if not isinstance(node, MappingNode):
        raise RefusalError(_("keys with values must stand here"))
    return {key: scalar(value) for key, value in node.items.items()}


def _response(one: Any) -> dict[str, str]:
    if not isinstance(one, dict):
        raise RefusalError(_("keys with values must stand here"))
    return {key: _told(value) for key, value in one.items()}


def _told(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(text_of(part) for part in value)
    return str(value).lower() if isinstance(value, bool) else text_of(value)


def _entry(told: Mapping[str, str], place: str) -> Entry:
    if told.get("active", "true").casefold() in {"false", "no"}:
        raise RefusalError(_("it is switched off in the other program"))
    names = ("content", "text", "template", "body_text", "message")
    text = next((told[name] for name in names if told.get(name)), "")
    code = (told.get("short_code") or told.get("shortcut") or "").strip()
    title = (told.get("name") or told.get("title") or "").strip()
    notes: list[str] = []
    if is_markup(text):
        text = flattened(text)
        notes.append(_("the layout of HTML was left out"))
    gaps = Gaps(brackets=False)
    filled = gaps.filled(text)
    tags = LISTED.split("\n".join([told.get("keywords", ""), told.get("tags", "")]))
    folder = (told.get("category") or "").strip()
    return Entry(
        place=place,
        program="chatwoot" if "short_code" in told else "zammad",
        key=code or title or text,
        wording=(filled,),
        original=text,
        title=title or code,
        folders=(folder,) if folder else (),
        shortcuts=(code,) if code else (),
        tags=tuple(tag.strip() for tag in tags if tag.strip()),
        modified=moment_of(told.get("updated_at", "")),
        reply_id=(told.get("id") or "").strip(),
        notes=(*notes, *gaps.notes),
    )
