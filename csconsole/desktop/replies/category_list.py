"""The categories of the library with their counts, as the page shows them; no Qt."""

from dataclasses import dataclass

from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import CATEGORY_SEPARATOR, STAGES


@dataclass(frozen=True)
class Category:
    """A category as the page shows it."""

    path: str
    label: str
    count: int


class CategoryList:
    """The stages, and the categories inside one of them."""

    def __init__(self, library: ReplyLibrary, language: str) -> None:
        self._library, self._language = library, language

    def stages(self) -> list[Category]:
        """The outermost categories, the four stages first."""
        counts = self._library.categories()
        outer = [path for path in counts if CATEGORY_SEPARATOR not in path]
        order = {stage: at for at, stage in enumerate(STAGES)}
        outer.sort(key=lambda path: (order.get(path, len(order)), path))
        return [self._category(path, counts[path]) for path in outer]

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

    def _category(self, path: str, count: int) -> Category:
        return Category(path, self._library.category_label(path, self._language), count)
