"""What fields and changes of a reply are called, and values as lines to read; no Qt."""

from typing import Any

from csconsole.language import N_, _

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
    "_deleted": N_("Taken away"),
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


def as_lines(value: Any) -> str:
    """A field's value as lines, each language under its name."""
    if value is None or value == "":
        return ""
    if isinstance(value, dict):
        parts = [(language_label(key), as_lines(one)) for key, one in value.items()]
        return "\n".join(f"{name}: {told}" for name, told in parts if told)
    if isinstance(value, list | tuple):
        return "\n".join(str(one) for one in value)
    if isinstance(value, bool) or value in {0, 1}:
        return _("yes") if value else _("no")
    return str(value)
