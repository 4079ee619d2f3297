"""Writing a library as a match file of espanso.

espanso knows neither languages nor variants, questions or days; a whole reply is kept in a
comment before each match.
"""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

import yaml

from csconsole.replies.formats.kept import KEPT_KEY, main_language, shown_title, to_keep
from csconsole.replies.formats.speaking import Speech, spoken
from csconsole.replies.model import Reply

_COMMENT = re.compile(rb"^\s*# " + KEPT_KEY.encode() + rb" (\{.*\})\s*$")
_LINE_ENDS = set("\x85\u2028\u2029")
_LONGEST_COMMENT = 1_000_000
_NAME = "csconsole_form"


def written(replies: Sequence[Reply]) -> str:
    """The text of the file."""
    library = {reply.id: reply for reply in replies}
    return "matches:" + ("".join(_entry(reply, library) for reply in replies) or " []\n")


def kept_by_line(content: bytes) -> dict[int, Any]:
    """What the comments of a file keep, by line."""
    kept: dict[int, Any] = {}
    if b"# " + KEPT_KEY.encode() not in content:
        return kept
    for number, line in enumerate(content.split(b"\n"), 1):
        found = _COMMENT.match(line) if len(line) < _LONGEST_COMMENT else None
        if found:
            try:
                kept[number] = json.loads(found[1])
            except (ValueError, RecursionError):
                continue  # somebody edited it: what espanso shows is taken instead
    return kept


def _entry(reply: Reply, library: Mapping[str, Reply]) -> str:
    text, variables = _replacement(reply, library)
    match: dict[str, Any] = {}
    if reply.shortcut:
        match["trigger"] = reply.shortcut
    match["replace"] = text
    match["label"] = shown_title(reply)
    if reply.tags:
        match["search_terms"] = list(reply.tags)
    if variables:
        match["vars"] = variables
    # PyYAML writes these line ends as themselves, and reads them back as others.
    as_itself = not _LINE_ENDS & set(json.dumps(match, ensure_ascii=False))
    dumped = yaml.safe_dump([match], allow_unicode=as_itself, sort_keys=False, width=100_000)
    indented = "".join(f"  {line}\n" if line else "\n" for line in dumped[:-1].split("\n"))
    kept = json.dumps(to_keep(reply, text), ensure_ascii=True)
    return f"\n  # {KEPT_KEY} {kept}\n{indented}"


def _replacement(reply: Reply, library: Mapping[str, Reply]) -> tuple[str, list[dict[str, Any]]]:
    """The replacement, and the variables that it needs: one form, and one for each moment."""
    fields: dict[str, dict[str, Any]] = {}
    labels: dict[str, str] = {}
    moments: dict[tuple[int, str], str] = {}

    def asked(label: str, default: str, choices: tuple[str, ...]) -> str:
        name = labels.setdefault(label, f"field{len(labels) + 1}")
        if choices:
            fields[name] = {"type": "choice", "values": list(choices), "default": choices[0]}
        elif default:
            fields.setdefault(name, {"default": default})
        return f"{{{{{_NAME}.{name}}}}}"

    def moment(seconds: int, pattern: str) -> str:
        return f"{{{{{moments.setdefault((seconds, pattern), f'moment{len(moments) + 1}')}}}}}"

    language = main_language(reply)
    speech = Speech(lambda text: text, asked, moment)
    text = spoken(reply.text[language], language, speech, library)
    variables: list[dict[str, Any]] = [
        {
            "name": name,
            "type": "date",
            "params": {"format": pattern, **({"offset": at} if at else {})},
        }
        for (at, pattern), name in moments.items()
    ]
    if labels:
        layout = "\n".join(f"{label}: [[{name}]]" for label, name in labels.items())
        params = {"layout": layout, **({"fields": fields} if fields else {})}
        variables.append({"name": _NAME, "type": "form", "params": params})
    return text, variables
