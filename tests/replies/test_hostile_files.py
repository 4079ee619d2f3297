"""Bad files: each is refused in one line with its place, quickly, and nothing is taken."""

import json
import os
import plistlib
import zipfile
from contextlib import suppress

import pytest
import xlsxwriter
from foreign_files import take
from hypothesis import given
from hypothesis import strategies as st

from csconsole.errors import BadInputError
from csconsole.replies.exporting import WRITERS
from csconsole.replies.library_file import read_library
from csconsole.shipped import SCRIPTS

ENDINGS = {"csv": "csv", "xlsx": "xlsx", "beeftext": "json", "espanso": "yml", "yaml": "yaml"}
SHIPPED = [placed.reply for placed in read_library(SCRIPTS)][:3]
GOOD = {
    **{f"ours.{ending}": WRITERS[name](SHIPPED) for name, ending in ENDINGS.items()},
    "sheet.csv": "分组,快捷编码,快捷短语\n售后,thyf,[订单号]XX元\n".encode("gbk"),
    "phrases.ini": "th,1=退货\nrq,2=#$year年\nx,3=\n一\n二\n".encode("utf-16"),
    "group.plist": plistlib.dumps({"snippetsTE2": [{"plainText": "%fillpopup:name=a:b:c%"}]}),
    "group.textexpander": plistlib.dumps(
        {"snippetsTE2": [{"abbreviation": "a", "plainText": "b"}]}, fmt=plistlib.FMT_BINARY
    ),
    "canned.json": b'[{"short_code": "a", "content": "b {{contact.name}}", "id": 1}]',
}
MARKS = [
    b"{{",
    b"}",
    b"[[",
    b"#{",
    b"%",
    b"\0",
    b"\xff",
    b"null",
    b"[]",
    b"1e999",
    b'"',
    b"\n",
    b",",
    b":",
    b"*a",
    b"&a",
]
MANY = 200_001  # more entries than a file may have


def echoes(depth):
    variables = [{"name": "v0", "type": "echo", "params": {"echo": "lol"}}]
    for at in range(1, depth + 1):
        twice = f"{{{{v{at - 1}}}}}" * 2
        variables.append({"name": f"v{at}", "type": "echo", "params": {"echo": twice}})
    match = {"trigger": "a", "replace": f"{{{{v{depth}}}}}", "vars": variables}
    return json.dumps({"matches": [match]})


TEXTS = {
    "empty.csv": ("", "empty"),
    "empty.json": (" \n", "empty"),
    "empty.yml": ("", "empty"),
    "mark.txt": ("\ufeff", "empty"),
    "blank.yml": ("\ufeff\n\n", "empty"),
    "zeros.csv": ("a\0b\0\0\0c\0\0", "not valid UTF-16|not a text file"),
    "cut.json": ('{"combos": [', "not valid JSON"),
    "deep.json": ("[" * 100_000, "nesting is too deep"),
    "deep.yml": ("matches: " + "[" * 100_000, "nesting is too deep"),
    "loop.yml": ("matches: &a [*a]", "a reference leads to itself"),
    "nothing.yml": ("matches: *a", "a reference leads to itself or to nothing|not valid YAML"),
    "list.yml": ("- a\n- b\n", "keys with values"),
    "quote.csv": ('title,text\n"a,b\n' + "c,d\n" * 300_000, "not valid CSV"),
    "many.csv": ("title,text\n" + "a,b\n" * MANY, "more than 200000 entries"),
    "lines.txt": ("a\n" * 1_000_000, "no column is known"),
    "broken.plist": ('<?xml version="1.0"?><plist><dict>', "property list"),
    "entity.plist": ('<?xml version="1.0"?><!DOCTYPE plist [<!ENTITY a "b">]><plist/>', "ENTITY"),
    "no.textexpander": ('<?xml version="1.0"?><plist><array/></plist>', "no file of TextExpander"),
    "object.json": ('{"a": 1}', "a list must stand here"),
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_bad_text_is_refused_with_its_place(tmp_path, name):
    text, reason = TEXTS[name]
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError, match=reason) as refused:
        take(path)
    assert refused.value.place.startswith(str(path))
    assert len(str(refused.value).splitlines()) == 1


@pytest.mark.parametrize("name", ["a.csv", "a.yml", "a.json", "a.xlsx", "a.txt"])
def test_a_file_of_200_mb_is_refused_before_it_is_read(tmp_path, name):
    path = tmp_path / name
    path.touch()
    os.truncate(path, 200_000_000)
    with pytest.raises(BadInputError, match=r"200 MB; at most 48 MB"):
        take(path)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such files")
def test_a_device_and_a_pipe_are_refused(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", *map(type(tmp_path), ["/dev/zero", "/dev/null"])):
        with pytest.raises(BadInputError, match="not an ordinary file"):
            take(path)


def test_echoes_that_double_are_stopped(tmp_path):
    path = tmp_path / "bomb.yml"
    path.write_text(echoes(60), encoding="utf-8")
    taken = take(path)
    assert (taken.replies, list(taken.refused.values())) == ([], ["it includes too much"])


def test_references_that_multiply_cost_nothing(tmp_path):
    lines = ["matches:", " - {trigger: a, replace: b, vars: &v0 [{name: x}]}"]
    lines += [
        f" - {{trigger: t{at}, replace: b, vars: &v{at} [{', '.join([f'*v{at - 1}'] * 9)}]}}"
        for at in range(1, 60)
    ]
    path = tmp_path / "bomb.yml"
    path.write_text("\n".join(lines), encoding="utf-8")
    assert len(take(path).replies) == 60


# Archives and workbooks


@pytest.mark.parametrize("content", [b"PK\3\4nothing", b"PK\5\6" + b"\0" * 18, b"PK"])
def test_a_damaged_archive_is_refused(tmp_path, content):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    with pytest.raises(BadInputError, match=r"damaged|no match file"):
        take(path)


@pytest.mark.parametrize("name", ["package.yml", "xl/worksheets/sheet1.xml"])
def test_an_archive_that_unpacks_without_end_is_refused(tmp_path, name):
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml" if name.startswith("xl") else "_manifest.yml", "")
        archive.writestr(name, " " * 210_000_000)
    assert path.stat().st_size < 1_000_000
    with pytest.raises(BadInputError, match="unpacks to more than 200 MB"):
        take(path)


def test_a_workbook_with_a_cell_in_the_last_corner_is_refused(tmp_path):
    path = tmp_path / "corner.xlsx"
    with xlsxwriter.Workbook(path) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, ["title", "text"])
        page.write_string(1_048_575, 16_383, "x")
    with pytest.raises(BadInputError, match="larger than 4000000 cells"):
        take(path)


def test_a_workbook_without_texts_names_its_columns(tmp_path):
    path = tmp_path / "other.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write_row(0, 0, ["甲", "乙"])
    with pytest.raises(BadInputError, match="the columns are: 甲, 乙"):
        take(path)


def test_a_workbook_that_is_none_is_refused(tmp_path):
    path = tmp_path / "none.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook><sheets><sheet name='a'")
    with pytest.raises(BadInputError, match="the workbook cannot be read"):
        take(path)


def test_an_old_workbook_is_asked_for_in_the_new_format(tmp_path):
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500)
    with pytest.raises(BadInputError, match=r"save it as \.xlsx"):
        take(path)


# Damage of every kind


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("damaged")


@given(
    name=st.sampled_from(sorted(GOOD)),
    cuts=st.lists(
        st.tuples(st.floats(0, 1), st.integers(0, 30), st.sampled_from(MARKS)), max_size=4
    ),
)
def test_a_damaged_file_is_read_or_refused_but_never_a_fault(folder, name, cuts):
    content = GOOD[name]
    for share, length, mark in cuts:
        at = int(share * len(content))
        content = content[:at] + mark + content[at + length :]
    path = folder / name
    path.write_bytes(content)
    with suppress(BadInputError):
        take(path)
