"""The categories of the library with their counts, as the page shows them; no Qt."""

from dataclasses import dataclass

from csconsole.desktop.replies.finding import Finding
from csconsole.desktop.replies.quick_lists import quick_label
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import CATEGORY_SEPARATOR, STAGES


@dataclass(frozen=True)
class Category:
    """A category as the page shows it."""

    path: str
    label: str
    count: int | None  # None where it says nothing


class CategoryList:
    """The stages, and the categories inside one of them."""

    def __init__(self, library: ReplyLibrary, language: str, finding: Finding) -> None:
        self._library, self._language, self._finding = library, language, finding

    def stages(self) -> list[Category]:
        """The outermost categories, the four stages first; then the short lists."""
        counts = self._library.categories()
        outer = [path for path in counts if CATEGORY_SEPARATOR not in path]
        order = {stage: at for at, stage in enumerate(STAGES)}
        outer.sort(key=lambda path: (order.get(path, len(order)), path))
        stages = [self._category(path, counts[path]) for path in outer]
        return [*stages, *self._quick()]

    def inside(self, category: str) -> list[Category]:
        """The categories inside the stage that a category lies in; none for no category."""
        stage = category.partition(CATEGORY_SEPARATOR)[0]
        return [
            self._category(path, count)
            for path, count in self._library.categories().items()
            if stage
            and path.startswith(stage + CATEGORY_SEPARATOR)
            and path.count(CATEGORY_SEPARATOR) == 1
        ]

    def _quick(self) -> list[Category]:
        return [Category(name, quick_label(name), None) for name in self._finding.quick.names()]

    def _category(self, path: str, count: int) -> Category:
        return Category(path, self._library.category_label(path, self._language), count)
