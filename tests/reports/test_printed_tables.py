"""Pages to print: a font that has Chinese signs, lines that have room, and no more than is read."""

import re
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from csconsole.errors import BadInputError, NotFoundError
from csconsole.orders.model import Money
from csconsole.reports import printable
from csconsole.reports.columns import tables
from csconsole.reports.fonts import chinese_font, font_folders
from csconsole.reports.lines import LineBreaker
from csconsole.reports.model import Asked, Sheet

MARCH = Asked(date(2035, 3, 1), date(2035, 3, 31))


@pytest.fixture
def needs_font() -> None:
    try:
        chinese_font()
    except NotFoundError:
        pytest.skip("no Chinese font on this machine")


def breaker() -> LineBreaker:
    """One sign is as wide as another, and a Chinese one twice."""
    return LineBreaker(lambda text: sum(1 if ord(one) < 256 else 2 for one in text),
                       {*range(32, 127), *range(0x4E00, 0xA000), ord("…")})  # fmt: skip


@pytest.mark.usefixtures("needs_font")
def test_the_font_is_inside_the_file_and_no_more_of_it_than_is_shown(month, tmp_path):
    target = tmp_path / "日报.pdf"
    told = month.workspace.reports.write(MARCH, target, month.end)
    content = target.read_bytes()
    assert told.files == (str(target),)
    assert re.search(rb"/BaseFont /[A-Z]{6}\+", content)
    assert len(content) < 600_000
    assert content.count(b"/Type /Page\n") >= len(told.rows)


def test_one_clear_line_says_that_there_is_no_chinese_font(tmp_path):
    with pytest.raises(NotFoundError, match="there is no Chinese font on this computer"):
        chinese_font([tmp_path])


def test_a_font_is_found_wherever_it_lies_in_the_folders(tmp_path):
    (tmp_path / "truetype").mkdir()
    (tmp_path / "truetype" / "SimHei.ttf").touch()
    assert chinese_font([tmp_path]).path == tmp_path / "truetype" / "SimHei.ttf"


def test_every_system_has_its_folders(monkeypatch):
    for system in ("linux", "win32", "darwin"):
        monkeypatch.setattr("csconsole.reports.fonts.sys.platform", system)
        assert all(isinstance(folder, Path) for folder in font_folders())


@pytest.fixture
def pages(needs_font: None, tmp_path: Path) -> Iterator[printable.Pages]:
    with closing(printable.Pages(tmp_path / "a.pdf", tables("zh"), chinese_font())) as pages:
        yield pages


def summary_widths(pages: printable.Pages, name: str) -> dict[str, float]:
    columns = tables("zh").layouts[Sheet.SUMMARY].paper
    heads = tables("zh").heads(columns)
    rows = [["商品", name, 12_345, 1, 1, 1, 1, 0.5, 1.0, Money(123_456_789, "CNY")]]
    widths = pages._pages._widths(columns, tables("zh"), [heads, *rows])
    return {column.name: width for column, width in zip(columns, widths, strict=True)}


def test_a_very_long_name_leaves_the_numbers_beside_it_their_room(pages):
    widths = summary_widths(pages, "很长很长的商品名称" * 12)
    assert sum(widths.values()) == pytest.approx(pages._pages.epw)
    for name, shown in (("count", "12,345"), ("share", "50.0%"), ("amount", "1,234,567.89元")):
        assert widths[name] > pages._pages.get_string_width(shown)


def test_what_stands_above_the_summary_is_never_cut_off_at_the_side(pages):
    pages._pages.begin_sheet("汇总")
    before = pages._pages.get_y()
    pages._pages.tell([("日志校验码", "0123456789abcdef: " * 30)])
    one_line = 3.6 + 1.4
    assert pages._pages.get_y() - before > 3 * one_line


@pytest.mark.usefixtures("needs_font")
def test_more_rows_than_anybody_prints_are_refused(month, tmp_path, monkeypatch):
    monkeypatch.setattr(printable, "MOST_ROWS", 20)
    with pytest.raises(BadInputError, match="more than 20 rows are too many to print"):
        month.workspace.reports.write(MARCH, tmp_path / "a.pdf", month.end)
    assert not (tmp_path / "a.pdf").exists()


def test_words_are_broken_at_blanks_and_chinese_anywhere():
    assert breaker().lines("one two three", 8, 9) == ["one two", "three"]
    assert breaker().lines("买家要求退货退款", 8, 9) == ["买家要求", "退货退款"]


def test_a_long_number_is_broken_where_the_room_ends():
    assert breaker().lines("3500000000000", 5, 9) == ["35000", "00000", "000"]


def test_what_goes_beyond_the_last_line_is_shown_to_be_missing():
    assert breaker().lines("买家要求退货退款", 4, 2) == ["买家", "要…"]


def test_signs_that_the_font_lacks_are_shown_as_such():
    assert breaker().clean("好🌷") == "好□"
