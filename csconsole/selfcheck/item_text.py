"""Writing the list of the self-check as the YAML that `item_file` reads."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from csconsole.selfcheck.model import CheckItem, ItemKind


def written(items: Iterable[CheckItem]) -> str:
    """The text of a list."""
    told = {"format": 1, "items": [_told(one) for one in items]}
    return yaml.safe_dump(told, allow_unicode=True, sort_keys=False, width=100)


def _told(item: CheckItem) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": item.id,
        "group": item.group.value,
        "kind": item.kind.value,
        "title": dict(item.title),
    }
    if item.kind is ItemKind.MANUAL:
        return told
    told |= {"rule": item.rule, **{name: _plain(one) for name, one in item.parameters.items()}}
    return told | ({"looked": True} if item.looked else {})


def _plain(value: Any) -> Any:
    """A parameter as lists, maps and numbers alone."""
    if isinstance(value, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return list(value) if isinstance(value, tuple) else value
