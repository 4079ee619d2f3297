"""Evidence as tiles: small pictures with their names, walked through by keyboard."""

from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QIcon,
    QImage,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QListWidget, QListWidgetItem, QWidget

from csconsole.desktop import theme
from csconsole.desktop.tickets.evidence_taking import has_source
from csconsole.language import _
from csconsole.tickets.evidence import Piece
from csconsole.tickets.file_types import Sort

PICTURE = QSize(96, 72)
_TILE = QSize(116, 112)
_PIECE = Qt.ItemDataRole.UserRole
_LARGE = 1_000_000  # bytes
_KEYS = {Qt.Key.Key_Return, Qt.Key.Key_Enter}


class EvidenceTiles(QListWidget):
    """The tiles; each shows what it is until its picture was decoded.

    Signals:
        opened: a piece is to be looked at: its place among all.
        removed: these pieces are to be taken out.
        brought: something was dropped or pasted.
        moved: a piece is to go one place to the left (-1) or right (1): its id, and which way.
        undone: the last change is to be taken back.
    """

    opened = Signal(int)
    removed = Signal(list)
    brought = Signal(QMimeData)
    moved = Signal(str, int)
    undone = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("evidence")
        self.setAccessibleName(_("Photos and files"))
        self.setAccessibleDescription(_("Drop photos or files here, or paste a screenshot"))
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setUniformItemSizes(True)
        self.setIconSize(PICTURE)
        self.setGridSize(_TILE)
        self.setWordWrap(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setAcceptDrops(True)
        self.viewport().setAcceptDrops(True)  # which tiles that cannot be moved have taken away
        self.setMinimumHeight(_TILE.height() + 2 * theme.SPACE)
        self.itemDoubleClicked.connect(lambda item: self.opened.emit(self.row(item)))

    def show_pieces(self, pieces: Sequence[Piece]) -> None:
        """Show these; the place in the list and pictures that are there already stay."""
        row = self.currentRow()
        before = {piece.id: self.item(at).icon() for at, piece in enumerate(self.pieces())}
        self.clear()
        for at, piece in enumerate(pieces, 1):
            item = QListWidgetItem(before.get(piece.id) or _sign(_told_type(piece)), piece.name)
            item.setData(_PIECE, piece)
            item.setSizeHint(_TILE)
            self.addItem(item)
            self._tell(item, piece, f"{at} / {len(pieces)}")
        if pieces:
            self.setCurrentRow(max(0, min(row, len(pieces) - 1)))

    def pieces(self) -> list[Piece]:
        """What is shown."""
        return [self.item(at).data(_PIECE) for at in range(self.count())]

    def chosen(self) -> list[Piece]:
        """What is selected, in its order."""
        rows = sorted(self.row(item) for item in self.selectedItems())
        return [self.item(row).data(_PIECE) for row in rows]

    def choose(self, piece: str) -> None:
        """Go to a piece by its id."""
        ids = [one.id for one in self.pieces()]
        if piece in ids:
            self.setCurrentRow(ids.index(piece))

    def show_picture(self, attachment: str, picture: QImage | None) -> None:
        """A small picture was decoded; None: it cannot be shown."""
        for at, piece in enumerate(self.pieces()):
            if piece.attachment != attachment:
                continue
            item = self.item(at)
            if picture is not None:
                item.setIcon(_framed(picture, is_broken=piece.broken))
            elif piece.broken:
                item.setIcon(_sign(_("broken"), is_bad=True))

    def _tell(self, item: QListWidgetItem, piece: Piece, place: str) -> None:
        told = [piece.name, _told_type(piece), told_size(piece.size), piece.agent]
        if piece.broken:
            told.append(_("it is broken: ask for it again"))
            item.setForeground(theme.colour("forbidden"))
        item.setToolTip("\n".join(filter(None, told)))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(filter(None, [*told, place])))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's names from here on)
        """Delete takes out, Enter looks closely, Alt with an arrow moves, Ctrl+Z takes back."""
        alt = event.modifiers() == Qt.KeyboardModifier.AltModifier
        way = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if event.matches(QKeySequence.StandardKey.Delete) and self.chosen():
            self.removed.emit(self.chosen())
        elif event.key() in _KEYS and self.currentRow() >= 0:
            self.opened.emit(self.currentRow())
        elif alt and way and self.currentItem():
            self.moved.emit(self.currentItem().data(_PIECE).id, way)
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undone.emit()
        else:
            super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Files and pictures can be dropped here."""
        self._welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Anywhere on the tiles."""
        self._welcome(event)

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Take what was dropped."""
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()
        self.brought.emit(event.mimeData())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """The columns share the width."""
        super().resizeEvent(event)
        # As wide as beside a scroll bar, always: else the bar could come for want of its own room.
        bar = self.verticalScrollBar()
        room = self.contentsRect().width() - bar.sizeHint().width() - 2 * theme.SPACE_SMALL
        columns = max(1, room // _TILE.width())
        self.setGridSize(QSize(room // columns, _TILE.height()))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802
        """Where nothing is shown yet, say what can be done."""
        super().paintEvent(event)
        if self.count() == 0:
            painter = QPainter(self.viewport())
            painter.setPen(theme.colour("quiet"))
            room = (
                self.viewport()
                .rect()
                .adjusted(theme.SPACE_WIDE, theme.SPACE, -theme.SPACE_WIDE, -theme.SPACE)
            )
            centred = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(room, centred, self.accessibleDescription())
            painter.end()

    def _welcome(self, event: QDragEnterEvent | QDragMoveEvent) -> None:
        if has_source(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()


def told_size(size: int) -> str:
    """How large a file is, for people."""
    return f"{size / _LARGE:.1f} MB" if size >= _LARGE else f"{max(1, round(size / 1000))} kB"


def _told_type(piece: Piece) -> str:
    words = {Sort.VIDEO: _("video"), Sort.SOUND: _("sound")}
    told = piece.type.name.upper() if piece.type.name != "other" else _("file")
    return f"{words[piece.type.sort]} {told}" if piece.type.sort in words else told


def _sign(text: str, *, is_bad: bool = False) -> QIcon:
    """A tile with a word where there is no picture, or not yet."""
    pixmap = QPixmap(PICTURE)
    pixmap.fill(theme.colour("forbidden_ground" if is_bad else "hover"))
    painter = QPainter(pixmap)
    painter.setPen(theme.colour("forbidden" if is_bad else "quiet"))
    painter.setFont(theme.pixel_font(painter.font(), theme.TEXT_SMALL, bold=True))
    painter.drawText(pixmap.rect(), Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return _plain(pixmap)


def _framed(picture: QImage, *, is_broken: bool) -> QIcon:
    """A small picture in the middle of its tile; a broken one crossed by a word."""
    pixmap = QPixmap(PICTURE)
    pixmap.fill(theme.colour("hover"))
    painter = QPainter(pixmap)
    place = QRect(0, 0, picture.width(), picture.height())
    place.moveCenter(pixmap.rect().center())
    painter.drawImage(place, picture)
    if is_broken:
        band = QRect(0, PICTURE.height() - 22, PICTURE.width(), 22)
        painter.fillRect(band, theme.colour("forbidden_ground"))
        painter.setPen(theme.colour("forbidden"))
        painter.setFont(theme.pixel_font(painter.font(), theme.TEXT_SMALL, bold=True))
        painter.drawText(band, Qt.AlignmentFlag.AlignCenter, _("broken"))
    painter.end()
    return _plain(pixmap)


def _plain(pixmap: QPixmap) -> QIcon:
    """An icon that looks the same while it is selected."""
    icon = QIcon(pixmap)
    icon.addPixmap(pixmap, QIcon.Mode.Selected)
    return icon


def tile_look() -> str:
    """The style sheet of the tiles."""
    used = theme.colours()
    return (
        f"QListWidget#evidence {{ background: {used.surface}; border: 1px solid {used.line};"
        f" border-radius: {theme.RADIUS}px; outline: none; padding: {theme.SPACE_SMALL}px;"
        f" font-size: {theme.TEXT_SMALL}px; }}"
        f"QListWidget#evidence:focus {{ border: 2px solid {used.accent};"
        f" padding: {theme.SPACE_SMALL - 1}px; }}"
        f"QListWidget#evidence::item {{ border-radius: {theme.RADIUS}px; padding: 2px;"
        f" border: 2px solid transparent; }}"
        f"QListWidget#evidence::item:selected {{ background: {used.chosen};"
        f" color: {used.text}; border-color: {used.accent}; }}"
    )
