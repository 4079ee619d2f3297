"""Exports in every format: taken in again they are the same library, everything included."""

import csv
import io
import json
import zipfile
from dataclasses import replace

import pytest
import yaml
from hypothesis import example, given
from library_strategies import AWKWARD, libraries

from csconsole.replies.exporting import WRITERS
from csconsole.replies.formats.model import Asked
from csconsole.replies.intake import read_files
from csconsole.replies.library_file import read_library
from csconsole.replies.model import Reply
from csconsole.shipped import SCRIPTS

ENDINGS = {"csv": "csv", "xlsx": "xlsx", "beeftext": "json", "espanso": "yml", "yaml": "yaml"}

every_format = pytest.mark.parametrize("name", ENDINGS)


@pytest.fixture(scope="module")
def given_and_taken(tmp_path_factory):
    folder = tmp_path_factory.mktemp("exports")

    def moving(name, library):
        path = folder / f"library.{ENDINGS[name]}"
        path.write_bytes(WRITERS[name](library))
        intake = read_files([path], lambda _share: None, Asked(), {}, lambda _id, _at: False)
        assert intake.skipped == []
        return [placed.reply for placed in intake.placed]

    return moving


@pytest.fixture(scope="module")
def shipped():
    return [placed.reply for placed in read_library(SCRIPTS)]


def one(text, **more):
    return Reply("a", {"zh": "T"}, {"zh": text}, **more)


@every_format
@given(library=libraries())
@example(library=[])
def test_a_library_comes_back_as_it_was_given_out(given_and_taken, name, library):
    assert given_and_taken(name, library) == library


@every_format
def test_the_shipped_library_comes_back_as_it_was_given_out(given_and_taken, name, shipped):
    assert given_and_taken(name, shipped) == shipped


@every_format
@pytest.mark.parametrize("awkward", AWKWARD)
def test_an_awkward_text_comes_back_as_it_was_given_out(given_and_taken, name, awkward):
    text = awkward if awkward.strip() else f"[{awkward}]"
    reply = one(text, asks={"zh": (text[:500],)}, tags=(text, "b"), variants={"zh": (text, "c")})
    assert given_and_taken(name, [reply]) == [reply]


@every_format
@pytest.mark.parametrize(
    "text",
    [
        "长" * 40_000,
        "a\x00b",
        "_x0041_",
        "a\rb",
        "'=1",
        "=1+1",
        "'",
        "''=",
        '="1"',
        "\ta",
        "-5",
        "+a",
        "@a",
        "＝1",
    ],
)
def test_what_a_cell_cannot_carry_comes_back_all_the_same(given_and_taken, name, text):
    reply = one(text, asks={"zh": (text[:500],)})
    assert given_and_taken(name, [reply]) == [reply]


# What others see in an export


@pytest.mark.parametrize("sign", "=+-@\t＝＋－＠")
def test_no_cell_of_a_csv_is_calculated_by_excel(sign):
    library = [one(f"{sign}cmd|' /C calc'!A0", shortcut=f"{sign}1", tags=(f"{sign}2",))]
    text = WRITERS["csv"](library).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(text, newline="")) for cell in row]
    assert [cell for cell in cells if cell.startswith(sign)] == []


def test_a_workbook_has_no_formula_and_no_link(tmp_path):
    path = tmp_path / "library.xlsx"
    path.write_bytes(WRITERS["xlsx"]([one('=HYPERLINK("http://x")'), one("http://example.org")]))
    with zipfile.ZipFile(path) as archive:
        page = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in page
    assert "hyperlink" not in page


def test_a_csv_opens_in_excel_in_the_right_encoding():
    assert WRITERS["csv"]([one("好")]).startswith(b"\xef\xbb\xbf")


def test_beeftext_sees_name_keyword_snippet_and_group():
    reply = one("亲，{?尺码}，{?颜色: 红/蓝}", shortcut="cm", category="after-sale/return")
    told = json.loads(WRITERS["beeftext"]([reply]))
    combo, group = told["combos"][0], told["groups"][0]
    assert (told["fileFormatVersion"], group["name"]) == (10, "退货")
    assert (combo["name"], combo["keyword"], combo["group"]) == ("T", "cm", group["uuid"])
    assert combo["snippet"] == "亲，#{input:尺码}，#{input:颜色: 红/蓝}"


def test_espanso_sees_a_form_and_a_date():
    reply = one("{?尺码} {date+3d:%m/%d} {{x}}", shortcut="cm")
    (match,) = yaml.safe_load(WRITERS["espanso"]([reply]))["matches"]
    assert match["trigger"] == "cm"
    assert match["replace"] == "{{csconsole_form.field1}} {{moment1}} {x}"
    date, form = match["vars"]
    assert date["params"] == {"format": "%m/%d", "offset": 259200}
    assert form["params"]["layout"] == "尺码: [[field1]]"


# What a person changes in an export


def test_a_cell_changed_in_a_sheet_counts(given_and_taken, tmp_path):
    reply = one("旧" * 20_000, tags=("留",))
    content = WRITERS["csv"]([reply]).decode("utf-8-sig").replace("旧" * 20_000, "新")
    path = tmp_path / "changed.csv"
    path.write_text(content, encoding="utf-8", newline="")
    intake = read_files([path], lambda _share: None, Asked(), {}, lambda _id, _at: False)
    assert [placed.reply for placed in intake.placed] == [replace(reply, text={"zh": "新"})]


def test_a_snippet_changed_in_beeftext_counts_and_the_rest_stays(tmp_path):
    reply = replace(
        one("旧", variants={"zh": ("另",)}, tags=("留",)), text={"zh": "旧", "en": "old"}
    )
    told = json.loads(WRITERS["beeftext"]([reply]))
    told["combos"][0] |= {"snippet": "新 #{input:尺码}", "keyword": "xin"}
    path = tmp_path / "changed.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    intake = read_files([path], lambda _share: None, Asked(), {}, lambda _id, _at: False)
    assert [placed.reply for placed in intake.placed] == [
        replace(reply, text={"zh": "新 {?尺码}", "en": "old"}, shortcut="xin")
    ]


def test_a_row_and_a_column_that_somebody_added_to_a_sheet(tmp_path):
    content = WRITERS["csv"]([one("好")]).decode("utf-8-sig").splitlines()
    content = [f"{content[0]},备注", f"{content[1]},x", content[1].replace("a,", ",", 1)]
    path = tmp_path / "added.csv"
    path.write_text("\n".join(content), encoding="utf-8")
    intake = read_files([path], lambda _share: None, Asked(), {}, lambda _id, _at: False)
    first, second = [placed.reply for placed in intake.placed]
    assert (first, second.text) == (one("好"), {"zh": "好"})
    assert second.id.startswith("sheet-")
    assert [note.what for note in intake.notes] == [
        "columns that are not known were left out: 备注"
    ]
