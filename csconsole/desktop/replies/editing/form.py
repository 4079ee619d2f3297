"""The form of the editor: a page for each language, and what all languages share."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.replies.editing.category_field import CategoryField
from csconsole.desktop.replies.editing.draft import Draft
from csconsole.desktop.replies.editing.language_page import LanguagePage, MakeField
from csconsole.desktop.replies.editing.pictures_field import PicturesField
from csconsole.desktop.replies.editing.telling import language_label
from csconsole.desktop.replies.editing.text_field import TextField
from csconsole.language import _
from csconsole.replies.library import ReplyLibrary


class ReplyForm(QWidget):
    """A reply to be written.

    Signals:
        changed: something of it was changed, or another wording is looked at.
    """

    changed = Signal()

    def __init__(
        self,
        library: ReplyLibrary,
        interface_language: str,
        make_field: MakeField,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._library, self._interface_language = library, interface_language
        self._make_field = make_field
        self._draft: Draft | None = None
        self._pages: dict[str, LanguagePage] = {}
        self._looked_at: TextField | None = None
        self.tabs = QTabWidget()
        self.tabs.setAccessibleName(_("Languages"))
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setDrawBase(False)
        self.category = CategoryField(library, interface_language)
        self.shortcut = _line(_("Shortcut"), _("what you type to get exactly this reply"))
        self.tags = _line(_("Tags"), _("with blanks between them"))
        self.valid_from = _line(_("Valid from"), _("a day, such as 2026-11-30"))
        self.valid_until = _line(_("Valid until"), _("a day, or +7 for a week"))
        self.pictures: PicturesField | None = None
        self._lay_out()
        self.category.currentTextChanged.connect(self.changed)
        for line in (self.shortcut, self.tags, self.valid_from, self.valid_until):
            line.textChanged.connect(self.changed)
        self.tabs.currentChanged.connect(self._on_tab)

    def show_draft(self, draft: Draft, language: str) -> None:
        """Show a draft, the page of a language first."""
        self._draft = draft
        self.tabs.clear()
        self._pages.clear()
        for one, words in draft.words.items():
            page = LanguagePage(words, self._make_field)
            page.changed.connect(self.changed)
            page.text_entered.connect(self._on_entered)
            page.emoji_asked.connect(self._on_emoji)
            self._pages[one] = page
            self.tabs.addTab(page, language_label(one))
        self.category.show_path(draft.category)
        self.shortcut.setText(draft.shortcut)
        self.tags.setText(draft.tags)
        self.valid_from.setText(draft.valid_from)
        self.valid_until.setText(draft.valid_until)
        if self.pictures is not None:
            self.pictures.show_pictures(draft.pictures)
        if language in self._pages:
            self.tabs.setCurrentWidget(self._pages[language])
        self._looked_at = self.page().text

    def take_pictures(self, field: PicturesField) -> None:
        """Take a field for the reply's pictures in."""
        self.pictures = field
        self.shared.addRow(QLabel(_("Pictures")), field)
        if self._draft is not None:
            field.show_pictures(self._draft.pictures)
        field.changed.connect(self.changed)

    def draft(self) -> Draft:
        """What stands in the form now.

        Raises:
            LookupError: nothing was shown yet.
        """
        if self._draft is None:
            raise LookupError("no draft is shown")
        return Draft(
            base=self._draft.base,
            words={one: page.words() for one, page in self._pages.items()},
            category=self.category.path(),
            shortcut=self.shortcut.text(),
            tags=self.tags.text(),
            valid_from=self.valid_from.text(),
            valid_until=self.valid_until.text(),
            pictures=self._draft.pictures if self.pictures is None else self.pictures.names(),
        )

    @property
    def language(self) -> str:
        """The language whose page is shown."""
        shown = self.tabs.currentWidget()
        return next((one for one, page in self._pages.items() if page is shown), "")

    def page(self) -> LanguagePage:
        """The page that is shown."""
        return self._pages[self.language]

    def wording(self) -> TextField:
        """The field of the wording that is looked at: the one with the cursor last."""
        fields = self.page().wordings()
        return self._looked_at if self._looked_at in fields else fields[0]

    def pages(self) -> list[LanguagePage]:
        """Every page in the order of the tabs."""
        return list(self._pages.values())

    def _on_entered(self, field: TextField) -> None:
        self._looked_at = field
        self.changed.emit()

    def _on_emoji(self) -> None:
        self.wording().emoji_asked.emit()

    def _on_tab(self, at: int) -> None:
        if at >= 0 and self._draft is not None and self.language:
            self.changed.emit()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setHorizontalSpacing(theme.SPACE_LARGE)
        form.setVerticalSpacing(theme.SPACE)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
        days = QWidget()
        row = QHBoxLayout(days)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        until = QLabel(_("until"))
        until.setBuddy(self.valid_until)
        row.addWidget(self.valid_from, stretch=1)
        row.addWidget(until)
        row.addWidget(self.valid_until, stretch=1)
        for label, field, buddy in (
            (_("Category"), self.category, self.category),
            (_("Shortcut"), self.shortcut, self.shortcut),
            (_("Tags"), self.tags, self.tags),
            (_("Valid from"), days, self.valid_from),
        ):
            told = QLabel(label)
            told.setBuddy(buddy)
            form.addRow(told, field)
        self.shared = form
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, theme.SPACE, 0)
        column.setSpacing(theme.SPACE_LARGE)
        column.addWidget(self.tabs, stretch=1)
        column.addLayout(form)


def _line(name: str, hint: str) -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(hint)
    return line
