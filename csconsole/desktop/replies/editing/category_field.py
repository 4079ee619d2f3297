"""A field for a category: known ones by their names, new ones as a path."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QCompleter, QSizePolicy, QWidget

from csconsole.language import _
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import category_prefixes
from csconsole.replies.variables import known_categories

_LEAST_LETTERS = 12


class CategoryField(QComboBox):
    """Categories by their names; what is none of them is a path of its own."""

    def __init__(self, library: ReplyLibrary, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setEditable(True)
        self.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_LEAST_LETTERS)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Category"))
        self.addItem("", "")
        for path in _known(library):
            self.addItem(category_name(library, path, language), path)
        completer = QCompleter(self.model(), self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setCompleter(completer)

    def show_path(self, path: str) -> None:
        """Show a category."""
        at = self.findData(path)
        if at >= 0:
            self.setCurrentIndex(at)
        else:
            self.setEditText(path)

    def path(self) -> str:
        """The path that is chosen or was typed."""
        typed = self.currentText().strip()
        at = self.findText(typed, Qt.MatchFlag.MatchFixedString)
        return str(self.itemData(at)) if at >= 0 else typed


def category_name(library: ReplyLibrary, path: str, language: str) -> str:
    """A category with all that it lies in, in words."""
    return " / ".join(library.category_label(one, language) for one in category_prefixes(path))


def _known(library: ReplyLibrary) -> Iterable[str]:
    return dict.fromkeys([*known_categories(), *sorted(library.categories())])
