"""One piece of evidence in full, with the way to the next and back."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QPixmap, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.replies.editing.thumbnails import decoded
from csconsole.desktop.tickets.evidence_tiles import told_size
from csconsole.language import _
from csconsole.tickets.evidence import Piece
from csconsole.tickets.file_types import Sort

_SIZE = QSize(860, 640)
_SETTLED_MS = 120


class EvidenceView(QDialog):
    """Shows pieces one at a time: as large as the window, or as large as they are.

    Signals:
        looked: the place of the piece that is shown now.
    """

    looked = Signal(int)

    def __init__(
        self,
        jobs: Jobs,
        notices: Notices,
        pieces: Sequence[Piece],
        at: int,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._jobs, self._notices, self._pieces, self._at = jobs, notices, list(pieces), at
        self._is_whole = False
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.picture.setTextFormat(Qt.TextFormat.PlainText)
        self.picture.setWordWrap(True)
        self.scroll_area = QScrollArea()
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setWidget(self.picture)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.scroll_area.setAccessibleName(_("Picture"))
        self.told = QLabel()
        self.told.setTextFormat(Qt.TextFormat.PlainText)
        self.told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SETTLED_MS)
        self._timer.timeout.connect(self._load)
        self._lay_out()
        screen = self.screen().availableGeometry().size()
        self.resize(_SIZE.boundedTo(screen * 0.9))
        self._show(at)

    def piece(self) -> Piece:
        """What is shown."""
        return self._pieces[self._at]

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """The space bar changes the size, Esc leaves."""
        if event.key() == Qt.Key.Key_Space and self.whole_button.isEnabled():
            self.whole_button.toggle()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """The picture follows, once the window has its size."""
        super().resizeEvent(event)
        if not self._is_whole:
            self._timer.start()

    def _lay_out(self) -> None:
        self.back_button = self._button(_("Previous"), "←", lambda: self._step(-1))
        self.next_button = self._button(_("Next"), "→", lambda: self._step(1))
        self.whole_button = QPushButton(_("True size"))
        self.whole_button.setCheckable(True)
        self.whole_button.setToolTip(_("Space"))
        self.whole_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.whole_button.setAutoDefault(False)
        self.whole_button.toggled.connect(self._on_whole)
        self.save_button = self._button(_("Save as…"), "", self._ask_where)
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE)
        row.addWidget(self.back_button)
        row.addWidget(self.next_button)
        row.addWidget(self.told, stretch=1)
        row.addWidget(self.whole_button)
        row.addWidget(self.save_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.SPACE, theme.SPACE, theme.SPACE, theme.SPACE)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.scroll_area, stretch=1)
        column.addLayout(row)
        # In its true size the arrows move the picture instead.
        ways = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
        self._arrows = [QShortcut(QKeySequence(key), self) for key in ways]
        for shortcut, way in zip(self._arrows, ways.values(), strict=True):
            shortcut.activated.connect(partial(self._step, way))
        self.scroll_area.setFocus()

    def _button(self, text: str, key: str, do: object) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(key)
        button.setAutoDefault(False)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(do)
        return button

    def _step(self, way: int) -> None:
        self._show((self._at + way) % len(self._pieces))

    def _show(self, at: int) -> None:
        self._at = at
        piece = self.piece()
        self.setWindowTitle(piece.name)
        place = f"{at + 1} / {len(self._pieces)}"
        broken = _("it is broken: ask for it again") if piece.broken else ""
        told = " · ".join(filter(None, [place, piece.name, told_size(piece.size), broken]))
        self.told.setText(told)
        self.told.setToolTip(told)
        for button in (self.back_button, self.next_button):
            button.setEnabled(len(self._pieces) > 1)
        self.whole_button.setEnabled(piece.type.sort is Sort.PICTURE)
        self.looked.emit(at)
        self._load()

    def _load(self) -> None:
        piece = self.piece()
        if piece.type.sort is not Sort.PICTURE:
            self._say(_("This file can be saved, and be looked at with its own program."))
            return
        within = None if self._is_whole else self.scroll_area.viewport().size()

        def show(told: tuple[bool, QImage | None]) -> None:
            is_here, picture = told
            if self.piece() is not piece or not self.isVisible():
                return
            if not is_here:
                self._say(_("This file is not on this computer"))
            elif picture is None:
                self._say(
                    _("This picture is broken: ask for it again")
                    if piece.broken
                    else _("This kind of picture cannot be shown here, but it can be saved.")
                )
            else:
                self.picture.setPixmap(QPixmap.fromImage(picture))
                self.picture.setAccessibleName(piece.name)

        self._jobs.run(lambda workspace: _decoded(workspace.evidence.content(piece), within), show)

    def _say(self, text: str) -> None:
        self.picture.setPixmap(QPixmap())
        self.picture.setText(text)
        self.picture.setAccessibleName(text)

    def _on_whole(self, is_whole: bool) -> None:  # noqa: FBT001  (Qt's own form)
        self._is_whole = is_whole
        for shortcut in self._arrows:
            shortcut.setEnabled(not is_whole)
        self._load()

    def _ask_where(self) -> None:
        piece = self.piece()
        name, _chosen = QFileDialog.getSaveFileName(self, _("Save as"), piece.name)
        if name:
            self.save(Path(name))

    def save(self, path: Path) -> None:
        """Write what is shown into a file that everybody can read who may read its folder."""
        piece = self.piece()
        self._jobs.run(
            lambda workspace: workspace.evidence.save_as(piece, path),
            lambda _path: self._notices.say(_("Saved: {name}").format(name=path.name)),
            self._notices.complain,
        )


def _decoded(content: bytes | None, within: QSize | None) -> tuple[bool, QImage | None]:
    return content is not None, decoded(content, within)
