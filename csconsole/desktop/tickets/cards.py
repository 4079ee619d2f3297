"""Drawing the cards of tickets: onto paper, and into PDF files that need no display."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

import segno
from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QPagedPaintDevice,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
)
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from csconsole.desktop import theme
from csconsole.errors import BadInputError
from csconsole.files import PRIVATE_FILE, write_atomically
from csconsole.language import _
from csconsole.tickets.cards import Card

SIZES = {"a6": QPageSize.PageSizeId.A6, "a5": QPageSize.PageSizeId.A5}
_DOTS = 600  # per inch
_WIDTH = 105.0  # mm of an A6 sheet; everything below is told for that and grows with the sheet
_MARGIN = 7.0
_QR = 25.0
_QUIET = 4.8  # mm of white below the code: at least four of its squares; beside it is more
_LABELS = 25.0
_GAP, _BETWEEN = 3.0, 1.1
_WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
_INK, _LABEL_INK, _LINE_INK = "#000000", "#444444", "#808080"


@dataclass(frozen=True)
class _Letters:
    """How a text is written; `size` in mm."""

    size: float
    ink: str = _INK
    bold: bool = False


_TITLE, _NUMBER = _Letters(7.0, bold=True), _Letters(5.4, bold=True)
_TEXT, _LABEL = _Letters(3.5), _Letters(2.9, _LABEL_INK)


def save_pdf(card: Card, path: Path, size: str) -> None:
    """Write a card as a PDF file; it has personal data, so that its owner alone can read it.

    Raises:
        BadInputError: the file cannot be written.
    """
    try:
        write_atomically(path, pdf(card, size), PRIVATE_FILE)
    except OSError as error:
        raise BadInputError(
            _("the file cannot be written: {why}").format(why=error.strerror or error),
            place=str(path),
        ) from error


def pdf(card: Card, size: str) -> bytes:
    """A card as a PDF document of a size of `SIZES`."""
    _application_without_window()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(_DOTS)
    writer.setTitle(f"{card.title} {card.number}")
    writer.setCreator("csconsole")
    _draw_on(writer, card, size)
    return bytes(buffer.data().data())


def print_card(card: Card, size: str, parent: QWidget | None) -> bool:
    """Ask for a printer and print a card; whether it was printed."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(f"{card.title} {card.number}")
    printer.setPageSize(QPageSize(SIZES[size]))
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return False
    _draw_on(printer, card, size)
    return True


def _application_without_window() -> None:
    """Have Qt's fonts at hand on the command line; nothing is shown, and no display is needed."""
    if QGuiApplication.instance() is not None:
        return
    # Elsewhere than on Linux a program has its system's fonts only with the system's own plug-in.
    if sys.platform not in {"win32", "darwin"}:
        os.environ["QT_QPA_PLATFORM"] = "offscreen"
    _Kept.application = QGuiApplication([])


class _Kept:
    """Qt's application must live as long as something is drawn."""

    application: QGuiApplication | None = None


def _draw_on(device: QPagedPaintDevice, card: Card, size: str) -> None:
    page = QPageSize(SIZES[size])
    device.setPageLayout(
        QPageLayout(
            page, QPageLayout.Orientation.Portrait, QMarginsF(), QPageLayout.Unit.Millimeter
        )
    )
    painter = QPainter()
    if not painter.begin(device):
        raise BadInputError(_("the card cannot be printed there"), place=card.number)
    try:
        sheet = page.size(QPageSize.Unit.Millimeter)
        dots = device.logicalDpiX() / 25.4
        CardPainter(painter, card, sheet.width() / _WIDTH * dots).draw(
            sheet.height() * _WIDTH / sheet.width()
        )
    finally:
        painter.end()


class CardPainter:
    """Draws one card from its top to its bottom; all lengths are mm of an A6 sheet."""

    def __init__(self, painter: QPainter, card: Card, scale: float) -> None:
        self._painter, self._card, self._scale = painter, card, scale
        self._right = _WIDTH - _MARGIN

    def draw(self, height: float) -> None:
        """Draw the card on a sheet of this height."""
        bottom = self._foot(height - _MARGIN)
        at = self._head()
        for label, text in self._card.rows:
            at = self._row(at, label, text, bottom)
        self._goods(at, bottom)

    def _head(self) -> float:
        """Title and number at the left, the code at the right."""
        card, top = self._card, _MARGIN
        room = self._right - _MARGIN - _QR - _GAP
        self._code(QRectF(self._right - _QR, top, _QR, _QR))
        at = top + 1 + self._text(_MARGIN, top + 1, room, card.title, _TITLE)
        self._text(_MARGIN, at + 2, room, card.number, _NUMBER)
        return self._rule(top + _QR + _QUIET)

    def _row(self, top: float, label: str, text: str, bottom: float) -> float:
        """A label with its text; left out where the sheet has no room for it any more."""
        room = self._right - _MARGIN - _LABELS
        text = self._short(room, text)
        height = self._height(room, text, _TEXT)
        if top + height > bottom:
            return top
        self._text(_MARGIN, top + _TEXT.size - _LABEL.size, _LABELS - 2, label, _LABEL)
        self._text(_MARGIN + _LABELS, top, room, text, _TEXT)
        return top + height + _BETWEEN

    def _goods(self, top: float, bottom: float) -> None:
        """The goods, as many as there is room for, and how many more there are."""
        goods = self._card.goods
        if not goods:
            return
        at = self._rule(top + 1)
        self._text(_MARGIN, at, _LABELS - 2, self._card.goods_label, _LABEL)
        room = self._right - _MARGIN - _LABELS
        line = self._height(room, "x", _TEXT) + _BETWEEN
        for count, text in enumerate(goods):
            height = self._height(room, text, _TEXT)
            is_last = count == len(goods) - 1
            if at + height + (0 if is_last else line) > bottom:
                more = self._card.more.format(count=len(goods) - count)
                self._text(_MARGIN + _LABELS, at, room, more, _TEXT)
                return
            self._text(_MARGIN + _LABELS, at, room, text, _TEXT)
            at += height + _BETWEEN

    def _foot(self, bottom: float) -> float:
        """The request, and above it the address; where the room above them ends."""
        card, room = self._card, self._right - _MARGIN
        top = bottom - self._height(room, card.request, _LABEL)
        self._text(_MARGIN, top, room, card.request, _LABEL)
        if not card.address:
            self._rule(top - _GAP)
            return top - _GAP - 1
        room -= _LABELS
        heights = [self._height(room, line, _TEXT) + _BETWEEN for line in card.address]
        at = top - _GAP - sum(heights)
        self._rule(at - _GAP)
        self._text(_MARGIN, at, _LABELS - 2, card.address_label, _LABEL)
        above = at - _GAP - 1
        for line, height in zip(card.address, heights, strict=True):
            self._text(_MARGIN + _LABELS, at, room, line, _TEXT)
            at += height
        return above

    def _code(self, square: QRectF) -> None:
        """The QR code as black squares; told twice over, so that a crease does no harm."""
        matrix = segno.make_qr(self._card.code, error="q").matrix
        side = square.width() / len(matrix)
        for row, modules in enumerate(matrix):
            for column, is_black in enumerate(modules):
                if is_black:
                    left = square.left() + column * side
                    top = square.top() + row * side
                    # Each ends where the next begins, so that no hair of white is between them.
                    here, there = self._dots(left, top), self._dots(left + side, top + side)
                    black = QRectF(here[0], here[1], there[0] - here[0], there[1] - here[1])
                    self._painter.fillRect(black, QColor(_INK))

    def _dots(self, x: float, y: float) -> tuple[int, int]:
        return round(x * self._scale), round(y * self._scale)

    def _rule(self, at: float) -> float:
        """A line across; where what follows begins."""
        self._painter.setPen(QPen(QColor(_LINE_INK), 0.2 * self._scale))
        y = at * self._scale
        self._painter.drawLine(
            round(_MARGIN * self._scale), round(y), round(self._right * self._scale), round(y)
        )
        return at + 2

    def _short(self, room: float, text: str) -> str:
        """As much of a text as has room on two lines, so that nothing crowds out what follows."""
        most = self._height(room, "x\nx", _TEXT) * 1.1
        shown = text
        while self._height(room, shown, _TEXT) > most:
            text = text[: len(text) * 9 // 10]
            shown = f"{text.rstrip()}…"
        return shown

    def _height(self, room: float, text: str, letters: _Letters) -> float:
        return self._room(0, 0, room, text, letters).height() / self._scale

    def _text(self, left: float, top: float, room: float, text: str, letters: _Letters) -> float:
        """Write a text, wrapped where it must be; how high it is."""
        written = self._room(left, top, room, text, letters)
        self._painter.setPen(QColor(letters.ink))
        self._painter.drawText(written.adjusted(0, 0, 1, 1), _WRAP, text)
        return written.height() / self._scale

    def _room(self, left: float, top: float, room: float, text: str, letters: _Letters) -> QRectF:
        """The dots that a text takes."""
        self._painter.setFont(self._font(letters))
        x, y = self._dots(left, top)
        return self._painter.boundingRect(QRectF(x, y, room * self._scale, 1e7), _WRAP, text)

    def _font(self, letters: _Letters) -> QFont:
        font = QFont(self._painter.font())
        family = theme.chinese_family()
        if family:
            font.setFamilies([family])
        font.setPixelSize(round(letters.size * self._scale))
        font.setBold(letters.bold)
        return font
