"""The button that writes the tables, how far that is, and the way to what was written."""

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from csconsole.desktop import theme
from csconsole.desktop.progress_line import ProgressLine
from csconsole.desktop.reports.exporting import FORMS, Exporting
from csconsole.language import _


class ExportBar(QWidget):
    """One line; `write` is called with the ending of a file and whether data is to be whole."""

    def __init__(self, exporting: Exporting, write: Callable[[str, bool], None]) -> None:
        super().__init__()
        self._write = write
        self.button = QPushButton(_("Export"))
        self.button.setToolTip(_("Write the tables of these days to a file (Ctrl+Shift+X)"))
        self.button.setShortcut("Ctrl+Shift+X")
        self.menu = QMenu(self)
        for ending, name in FORMS.items():
            self.menu.addAction(_(name)).triggered.connect(partial(self._on_chosen, ending))
        self.menu.addSeparator()
        self.whole = QAction(_("Personal data whole (supervisor)"), self.menu)
        self.whole.setCheckable(True)
        self.menu.addAction(self.whole)
        self.button.setMenu(self.menu)
        self.line = ProgressLine(_("Writing…"), self)
        self.line.hide()
        self.folder = QToolButton()
        self.folder.setText(_("Open folder"))
        self.folder.setProperty("role", "quiet")
        self.folder.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.SPACE)
        for widget in (self.button, self.line, self.folder):
            row.addWidget(widget)
        row.addStretch()
        self.setEnabled(False)
        self.folder.clicked.connect(lambda _on=False: exporting.open_folder())
        self.line.stop_asked.connect(exporting.stop)
        exporting.began.connect(self._on_began)
        exporting.progressed.connect(self.line.show_share)
        exporting.ended.connect(self._on_ended)
        exporting.written.connect(lambda _files: self.folder.show())

    def _on_chosen(self, ending: str, _is_on: bool = False) -> None:  # noqa: FBT001, FBT002  (Qt's form)
        is_revealed = self.whole.isChecked()
        self.whole.setChecked(False)  # each time anew: nobody hands data out by an old choice
        self._write(ending, is_revealed)

    def _on_began(self) -> None:
        self.folder.hide()
        self.button.setEnabled(False)
        self.line.show_share(0)
        self.line.show()

    def _on_ended(self) -> None:
        self.button.setEnabled(True)
        self.line.hide()
