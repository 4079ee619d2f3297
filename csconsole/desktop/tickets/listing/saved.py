"""Filters that an agent keeps under a name, on this device; no Qt."""

import json
from dataclasses import dataclass, replace

_MOST = 30
_LONGEST = 500


@dataclass(frozen=True)
class SavedFilter:
    """A line of the search box under a name."""

    name: str
    text: str


@dataclass(frozen=True)
class SavedFilters:
    """Those that are kept, in their order."""

    filters: tuple[SavedFilter, ...] = ()

    @classmethod
    def read(cls, kept: str) -> "SavedFilters":
        """Those of a setting; what can be none of them is left out."""
        try:
            told = json.loads(kept or "[]")
        except ValueError:
            return cls()
        if not isinstance(told, list):
            return cls()
        pairs = [one for one in told if isinstance(one, list) and len(one) == len(("name", "text"))]
        found = [SavedFilter(*one) for one in pairs if all(isinstance(part, str) for part in one)]
        return cls(tuple(found[:_MOST]))

    def written(self) -> str:
        """As a setting keeps them."""
        return json.dumps([[one.name, one.text] for one in self.filters], ensure_ascii=False)

    def with_one(self, name: str, text: str) -> "SavedFilters":
        """With one more; one of the same name gives way, at its place."""
        new = SavedFilter(" ".join(name.split())[:_LONGEST], text[:_LONGEST])
        if any(one.name == new.name for one in self.filters):
            return SavedFilters(tuple(new if one.name == new.name else one for one in self.filters))
        return replace(self, filters=(*self.filters, new)[-_MOST:])

    def without(self, name: str) -> "SavedFilters":
        """Without the one of a name."""
        return SavedFilters(tuple(one for one in self.filters if one.name != name))
