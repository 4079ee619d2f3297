"""What is asked before several replies are changed alike: a category, tags, or days."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QDialog, QFormLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.dialogs import buttons, column
from csconsole.desktop.replies.editing.category_field import CategoryField
from csconsole.desktop.replies.editing.days import check_order, day_from
from csconsole.desktop.replies.editing.draft import tags_from
from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import Reply

_WIDTH = 420


class MoveDialog(QDialog):
    """Asks for a category."""

    def __init__(
        self, library: ReplyLibrary, language: str, what: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        layout = _frame(self, _("Move"), what)
        self.field = CategoryField(library, language)
        form = _form(layout)
        _row(form, _("Category"), self.field)
        layout.addWidget(buttons(self, ok=_("Move"), cancel=_("Cancel")))
        self.field.setFocus()

    def show_path(self, path: str) -> None:
        """Show a category, ready to be overwritten."""
        self.field.show_path(path)
        line = self.field.lineEdit()
        if line is not None:
            line.selectAll()

    def path(self) -> str:
        """The category that was chosen."""
        return self.field.path()


class TagDialog(QDialog):
    """Asks for tags to give and to take."""

    def __init__(self, tags: Sequence[str], what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = _frame(self, _("Tags"), what)
        if tags:
            told = QLabel(_("Tags now: {tags}").format(tags=" ".join(f"#{tag}" for tag in tags)))
            told.setProperty("role", "quiet")
            told.setWordWrap(True)
            layout.addWidget(told)
        self._add, self._remove = _line(_("Give")), _line(_("Take away"))
        form = _form(layout)
        _row(form, _("Give"), self._add)
        _row(form, _("Take away"), self._remove)
        layout.addWidget(buttons(self, ok=_("Change the tags"), cancel=_("Cancel")))
        self._add.setFocus()

    def added(self) -> tuple[str, ...]:
        """The tags to give."""
        return tags_from(self._add.text())

    def removed(self) -> tuple[str, ...]:
        """The tags to take away."""
        return tags_from(self._remove.text())


class ValidityDialog(QDialog):
    """Asks for the first and the last day on which replies may be sent."""

    def __init__(self, reply: Reply, today: date, what: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        layout = _frame(self, _("Valid"), what)
        hint = _("a day, or +7 for a week; empty for no limit")
        self._from, self._until = _line(_("Valid from"), hint), _line(_("Valid until"), hint)
        self._from.setText(reply.valid_from.isoformat() if reply.valid_from else "")
        self._until.setText(reply.valid_until.isoformat() if reply.valid_until else "")
        form = _form(layout)
        _row(form, _("Valid from"), self._from)
        _row(form, _("Valid until"), self._until)
        self._fault = QLabel()
        self._fault.setProperty("role", "forbidden")
        self._fault.setWordWrap(True)
        self._fault.hide()
        layout.addWidget(self._fault)
        layout.addWidget(buttons(self, ok=_("Change the dates"), cancel=_("Cancel")))
        self._from.setFocus()

    def accept(self) -> None:
        """Close where the days are days; else say why not."""
        try:
            check_order(*self.days())
        except BadInputError as error:
            self._fault.setText("\n".join(part for part in (error.sentence, error.hint) if part))
            self._fault.show()
            return
        super().accept()

    def days(self) -> tuple[date | None, date | None]:
        """The first and the last day; None where there is no limit.

        Raises:
            BadInputError: what was typed is no day.
        """
        return day_from(self._from.text(), self._today), day_from(self._until.text(), self._today)


def _frame(dialog: QDialog, title: str, what: str) -> QVBoxLayout:
    dialog.setWindowTitle(title)
    dialog.setMinimumWidth(min(_WIDTH, 320))
    dialog.resize(_WIDTH, 0)
    layout = column(dialog)
    head = QLabel(what)
    head.setProperty("role", "heading")
    head.setWordWrap(True)
    layout.addWidget(head)
    return layout


def _form(layout: QVBoxLayout) -> QFormLayout:
    form = QFormLayout()
    form.setVerticalSpacing(theme.SPACE)
    form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.ExpandingFieldsGrow)
    layout.addLayout(form)
    return form


def _row(form: QFormLayout, name: str, field: QWidget) -> None:
    label = QLabel(name)
    label.setBuddy(field)
    form.addRow(label, field)


def _line(name: str, hint: str = "") -> QLineEdit:
    line = QLineEdit()
    line.setAccessibleName(name)
    line.setPlaceholderText(hint or _("with blanks between them"))
    return line
