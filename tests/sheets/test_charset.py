"""Finding out how a text is encoded: what is certain first, a guess last and told."""

from contextlib import suppress

import pytest
from foreign_files import take
from hypothesis import given
from hypothesis import strategies as st

from csconsole.errors import BadInputError
from csconsole.sheets.charset import decode

SHEET = "标题,内容\n退货,亲，退货运费由我们承担，请您放心寄回～\n"
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0\ufeff")


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"), ("utf-8-sig", "utf-8-sig"), ("gb2312", "gb18030"), ("gbk", "gb18030"),
        ("gb18030", "gb18030"), ("utf-16", "utf-16"), ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"), ("utf-32", "utf-32"),
    ],
)  # fmt: skip
def test_every_way_in_which_chinese_programs_write_is_found(encoding, found):
    decoded = decode(SHEET.encode(encoding), "x")
    assert (decoded.text, decoded.encoding, decoded.guessed) == (SHEET, found, False)


def test_traditional_chinese_and_western_texts_are_found():
    assert decode("親，退貨運費由我們負擔，請放心寄回".encode("big5"), "x").encoding == "big5"
    western = "Die Rücksendung übernehmen wir für Sie, schöne Grüße"
    assert decode(western.encode("cp1252"), "x").text == western


def test_a_guess_is_told(tmp_path):
    path = tmp_path / "russian.csv"
    text = "title,text\nвозврат,Здравствуйте, доставка за наш счёт и без вопросов\n"
    path.write_bytes(text.replace("те, д", "те д").encode("cp1251"))
    taken = take(path)
    assert taken.notes[0].startswith("the encoding was guessed: cp1251")


@given(text=st.text(characters, min_size=1))
def test_utf_8_is_never_taken_for_anything_else(text):
    assert decode(text.encode("utf-8"), "x").text == text


@given(content=st.binary(max_size=200))
def test_any_bytes_are_a_text_or_refused(content):
    with suppress(BadInputError):
        assert isinstance(decode(content, "x").text, str)


@pytest.mark.parametrize(
    "content", [b"\xef\xbb\xbf\xff", b"\xff\xfe\x00", b"a\nb\n\xef\xbb\0\xbf\0\0"]
)
def test_what_its_mark_promises_and_does_not_hold_is_refused(content):
    with pytest.raises(BadInputError):
        decode(content, "x")
