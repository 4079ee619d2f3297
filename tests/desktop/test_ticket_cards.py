"""Cards on paper: the code has its squares, nothing runs out of the sheet, the PDF is one."""

import re

import pytest
import segno
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtPrintSupport import QPrinter

from csconsole.desktop.tickets import cards
from csconsole.tickets.cards import Card

ROWS = (("订单号", "3100000000000000017"), ("买家", "tb_测试甲"), ("原因", "质量问题"))
SCALE = 10  # dots of a millimetre


def card(rows=ROWS, goods=("马克杯 × 1",), address=("张仓库 138", "杭州")):
    return Card(
        "退货卡", "R-1121-03", "CSCONSOLE:R-1121-03", tuple(rows), "商品", tuple(goods),
        "另有 {count} 种", "寄回地址", tuple(address), "请将此卡放入包裹",
    )  # fmt: skip


def drawn(made):
    image = QImage(105 * SCALE, 148 * SCALE, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    cards.CardPainter(painter, made, SCALE).draw(148)
    painter.end()
    return image


def is_white(image, x, y, width, height):
    part = image.copy(
        round(x * SCALE), round(y * SCALE), round(width * SCALE), round(height * SCALE)
    )
    blank = QImage(part.size(), part.format())
    blank.fill(QColor("white"))
    return part == blank


def test_the_code_on_the_card_has_the_squares_of_the_code(qapp):
    image = drawn(card())
    matrix = segno.make_qr("CSCONSOLE:R-1121-03", error="q").matrix
    side = 25 / len(matrix)
    for row, squares in enumerate(matrix):
        for column, is_black in enumerate(squares):
            x, y = 73 + (column + 0.5) * side, 7 + (row + 0.5) * side
            colour = image.pixelColor(round(x * SCALE), round(y * SCALE))
            assert (colour == QColor("black")) == bool(is_black)


def test_white_stands_around_the_code(qapp):
    image = drawn(card())
    assert is_white(image, 68.5, 2, 4.4, 30)
    assert is_white(image, 68.5, 32.1, 30, 4.4)


def test_nothing_runs_out_of_the_sheet_or_into_the_address(qapp):
    long = "很长的名字" * 40
    rows = [*ROWS, ("店铺", long), ("买家", "b" * 400)]
    image = drawn(card(rows, [f"{long} × {at}" for at in range(30)], [long, long]))
    assert is_white(image, 0, 0, 6.5, 148)
    assert is_white(image, 98.6, 0, 6.4, 148)
    assert is_white(image, 0, 142, 105, 6)


def test_a_long_text_leaves_room_for_what_follows(qapp):
    short = drawn(card([("买家", "b" * 400), ROWS[2]], ()))
    shorter = drawn(card([("买家", "b" * 400)], ()))
    assert short != shorter


@pytest.mark.parametrize("size", ["a6", "a5"])
def test_a_pdf_is_one_page_of_its_size(qapp, size):
    content = cards.pdf(card(), size)
    width = {"a6": b"29[78]", "a5": b"(419|420)"}[size]  # points
    assert content.startswith(b"%PDF")
    assert content.count(b"/Type /Page\n") == 1
    assert re.search(rb"/MediaBox \[0 0 " + width, content)


def test_a_printer_gets_the_same_card_on_its_own_sheet(qapp, tmp_path):
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    cards._draw_on(printer, card(), "a6")
    assert re.search(rb"/MediaBox \[0 0 29[78]", (tmp_path / "printed.pdf").read_bytes())
