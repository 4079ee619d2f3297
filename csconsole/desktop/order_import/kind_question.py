"""The one question about a sheet that could be anything."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QWidget

from csconsole.language import _


def ask_kind(
    file: str, *, orders: Callable[[], None], replies: Callable[[], None], window: QWidget
) -> None:
    """Ask what stands in a sheet whose columns are not known."""
    box = QMessageBox(
        QMessageBox.Icon.Question,
        _("Import"),
        _("What stands in {file}?").format(file=file),
        parent=window,
    )
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.setInformativeText(_("Its columns are not known yet."))
    choices = ((_("Orders"), orders), (_("Replies"), replies))
    for text, do in choices:
        button = box.addButton(text, QMessageBox.ButtonRole.AcceptRole)
        button.clicked.connect(lambda _on=False, do=do: do())
    box.addButton(_("Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.open()
