"""A reply as somebody describes it field by field: all that it has, and some fields set anew."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.model import Reply
from csconsole.replies.reply_fields import as_dict, from_dict

_BY_LANGUAGE = ("title", "text", "variants", "asks")
_LISTS = ("variants", "asks", "tags", "pictures", "states")
_INNER = {"from": "valid", "until": "valid", "kind": "for", "states": "for"}
FIELDS = (
    "title", "text", "category", "shortcut", "variants", "asks", "tags", "from", "until", "kind",
    "states", "pictures",
)  # fmt: skip


def described(reply: Reply) -> dict[str, Any]:
    """Every key of the library file, with what the reply has there, and whose own it is."""
    empty = {
        "id": "", "category": "", "title": {}, "shortcut": "", "text": {}, "variants": {},
        "asks": {}, "tags": [], "valid": {}, "for": {}, "pictures": [],
    }  # fmt: skip
    return {**empty, **as_dict(reply), "owner": reply.owner}


def with_fields(reply: Reply, given: Sequence[str]) -> Reply:
    """The reply with fields set anew, as in `title=…`, `text:en=…`, `tags=…`, `until=2026-11-12`.

    A field of texts is set in the reply's first language unless one is named. A list is given
    item by item, by naming its field as often; nothing behind the sign takes away what is there.

    Raises:
        BadInputError: there is no such field, or the reply cannot be so.
    """
    told: dict[str, Any] = as_dict(reply)
    fresh: set[str] = set()
    for pair in given:
        name, equals, value = pair.partition("=")
        field, _colon, language = name.strip().partition(":")
        if not equals or field not in FIELDS or (language and field not in _BY_LANGUAGE):
            raise BadInputError(
                _("there is no field {field}; there are {known}").format(
                    field=name.strip(), known=", ".join(FIELDS)
                ),
                place="--set",
            )
        _set(told, field, language or next(iter(reply.text)), value, again=name in fresh)
        fresh.add(name)
    return replace(
        from_dict({key: value for key, value in told.items() if value}), owner=reply.owner
    )


def _set(told: dict[str, Any], field: str, language: str, value: str, *, again: bool) -> None:
    """Set one field, or with `again` add to the list that was begun."""
    key = language if field in _BY_LANGUAGE else field
    outer = field if field in _BY_LANGUAGE else _INNER.get(field, "")
    place = told.setdefault(outer, {}) if outer else told
    if not value:
        place.pop(key, None)
    elif field in _LISTS:
        place[key] = [*(place.get(key, ()) if again else ()), value]
    else:
        place[key] = value
