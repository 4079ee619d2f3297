"""What fields and changes of a reply are called, and values as lines to read; no Qt."""

from collections.abc import Mapping
from typing import Any

from csconsole.language import N_, _, chosen
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import LANGUAGES, category_prefixes

_FIELDS = {
    "title": N_("Title"),
    "text": N_("Text"),
    "category": N_("Category"),
    "shortcut": N_("Shortcut"),
    "variants": N_("Other wordings"),
    "asks": N_("Questions it answers"),
    "tags": N_("Tags"),
    "valid_from": N_("Valid from"),
    "valid_until": N_("Valid until"),
    "for_kind": N_("Belongs to"),
    "for_states": N_("In the states"),
    "pictures": N_("Pictures"),
    "archived": N_("Archived"),
    "owner": N_("Own reply of"),
}
_CAUSES = {
    "replies.seed": N_("came with the program"),
    "replies.import": N_("imported"),
    "reply.new": N_("made"),
    "reply.edit": N_("changed"),
    "reply.accept": N_("accepted from a proposal"),
    "reply.move": N_("moved"),
    "reply.tag": N_("tags changed"),
    "reply.valid": N_("dates changed"),
    "reply.archive": N_("archived"),
    "reply.unarchive": N_("brought back"),
    "reply.put_back": N_("put back"),
    "undo": N_("undone"),
}
LANGUAGE_NAMES = {"zh": N_("Chinese"), "en": N_("English")}


def field_label(name: str) -> str:
    """What a field is called."""
    return _(_FIELDS.get(name, name))


def cause_label(cause: str) -> str:
    """What a cause of the journal did."""
    return _(_CAUSES.get(cause, cause))


def language_label(language: str) -> str:
    """What a language is called."""
    return _(LANGUAGE_NAMES.get(language, language))


def told_fields(fields: Mapping[str, tuple[Any, Any]]) -> list[tuple[str, str, str]]:
    """Fields in the order of the form, each with its value before and after as lines.

    Of texts in several languages those are left out that are the same in both.
    """
    order = {name: at for at, name in enumerate(_FIELDS)}
    told = []
    for name in sorted(fields, key=lambda one: order.get(one, len(order))):
        old, new = _differing(*fields[name])
        before, after = as_lines(old), as_lines(new)
        if name == "category":
            before, after = _category(before), _category(after)
        if (before or after) and name in _FIELDS:
            told.append((name, before, after))
    return told


def _differing(old: Any, new: Any) -> tuple[Any, Any]:
    if not isinstance(old, dict) or not isinstance(new, dict) or old == new:
        return old, new
    kept = [key for key in {**old, **new} if old.get(key) != new.get(key)]
    return {key: old.get(key) for key in kept}, {key: new.get(key) for key in kept}


def _category(path: str) -> str:
    language = chosen().split("_", maxsplit=1)[0]
    return " / ".join(ReplyLibrary.category_label(one, language) for one in category_prefixes(path))


def as_lines(value: Any) -> str:
    """A field's value as lines, each language under its name."""
    if value is None or value == "":
        return ""
    if isinstance(value, dict):
        keys = [*(key for key in LANGUAGES if key in value), *sorted(set(value) - set(LANGUAGES))]
        parts = [(language_label(key), as_lines(value[key])) for key in keys]
        return "\n".join(f"{name}: {told}" for name, told in parts if told)
    if isinstance(value, list | tuple):
        return "\n".join(str(one) for one in value)
    if isinstance(value, bool) or value in {0, 1}:
        return _("yes") if value else _("no")
    return str(value)
