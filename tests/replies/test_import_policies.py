"""What becomes of replies that the library has already: policies, dry runs, undo."""

import json

import pytest

from csconsole.errors import BadInputError, NotFoundError
from csconsole.replies.model import Policy

HEAD = "id,标题,快捷编码,内容,更新时间\n"


@pytest.fixture
def library(workspace, tmp_path):
    path = tmp_path / "start.yaml"
    path.write_text("replies: [{id: one, title: 一, text: 旧, shortcut: yi}]", encoding="utf-8")
    workspace.replies.import_files([path], whole=True)
    return workspace.replies


@pytest.fixture
def sheet(tmp_path):
    def writing(*rows):
        path = tmp_path / "sheet.csv"
        path.write_text(HEAD + "".join(f"{row}\n" for row in rows), encoding="utf-8")
        return path

    return writing


def text(library, reply_id="one"):
    return library.get(reply_id).text["zh"]


def counts(done):
    return (done.added, done.updated, done.unchanged, len(done.skipped))


def test_a_reply_of_another_wording_is_overwritten(library, sheet):
    done = library.import_files([sheet("one,一,yi,新,", "two,二,er,二,")])
    assert (counts(done), text(library)) == ((1, 1, 0, 0), "新")


def test_the_policy_skip_keeps_what_is_there_and_says_so(library, sheet):
    path = sheet("one,一,yi,新,", "two,二,YI,二,")
    done = library.import_files([path], policy=Policy.SKIP)
    assert (counts(done), text(library)) == ((1, 0, 0, 1), "旧")
    assert done.skipped[0].why == "the library's own wording is kept"
    assert library.get("two").shortcut == ""


@pytest.mark.parametrize(
    ("modified", "kept"), [("2001-01-01 10:00", "旧"), ("2999-01-01 10:00", "新"), ("", "新")]
)
def test_the_policy_newer_keeps_the_newer_one(library, sheet, modified, kept):
    library.import_files([sheet(f"one,一,yi,新,{modified}")], policy=Policy.NEWER)
    assert text(library) == kept


def test_an_archived_reply_stays_archived_where_the_library_counts(library, sheet, tmp_path):
    other = tmp_path / "other.yaml"
    other.write_text("replies: [{id: two, title: 二, text: 二}]", encoding="utf-8")
    library.import_files([other], whole=True)
    done = library.import_files([sheet("one,一,yi,新,")], policy=Policy.SKIP)
    assert (counts(done), library.get("one")) == ((0, 0, 0, 1), None)


def test_a_shortcut_of_the_library_is_never_taken_away(library, sheet):
    done = library.import_files([sheet("two,二,yi,二,")])
    assert (library.get("one").shortcut, library.get("two").shortcut) == ("yi", "")
    assert "belongs to another reply already" in done.notes[0].what


def test_a_dry_run_shows_what_becomes_of_every_entry(library, sheet):
    done = library.import_files([sheet("one,一,yi,新,", "two,二,,二,", "x,空,,,")], dry_run=True)
    assert [(change.id, change.state) for change in done.changes] == [
        ("one", "changed"), ("two", "new"),
    ]  # fmt: skip
    assert (len(done.skipped), text(library)) == (1, "旧")


def test_a_second_import_changes_nothing(library, sheet):
    path = sheet("one,一,yi,新,", "two,二,yi,二,", ",三,,三,")
    library.import_files([path])
    assert counts(library.import_files([path])) == (0, 0, 3, 0)


def test_one_undo_takes_a_whole_import_back(workspace, library, sheet):
    library.import_files([sheet("one,一,yi,新,", "two,二,,二,")])
    undone = workspace.undo_import()
    assert undone.kept == ()
    assert (text(library), library.get("two")) == ("旧", None)


def test_what_was_changed_since_the_import_stays(workspace, library, sheet):
    first = library.import_files([sheet("one,一,yi,新,")]).action
    library.import_files([sheet("one,一,yi,更新,")])
    undone = workspace.undo_import(first)
    assert (undone.kept, text(library)) == ((("one", "text"),), "更新")


def test_imports_are_undone_one_after_the_other(workspace, library, sheet):
    library.import_files([sheet("one,一,yi,新,")])
    library.import_files([sheet("one,一,yi,更新,")])
    workspace.undo_import()
    assert text(library) == "新"
    workspace.undo_import()
    assert text(library) == "旧"


def test_what_is_no_import_cannot_be_undone_as_one(workspace, library):
    with pytest.raises(NotFoundError):
        workspace.undo_import("nothing")


def test_one_bad_file_among_good_ones_stops_all(library, sheet, tmp_path):
    bad = tmp_path / "bad.json"
    bad.write_text("{", encoding="utf-8")
    with pytest.raises(BadInputError):
        library.import_files([sheet("one,一,yi,新,"), bad])
    assert text(library) == "旧"


def test_files_of_ours_and_of_others_are_taken_together(library, sheet, tmp_path):
    ours = tmp_path / "ours.yaml"
    ours.write_text("replies: [{id: three, title: 三, text: 三, shortcut: er}]", encoding="utf-8")
    theirs = tmp_path / "theirs.json"
    combo = {"keyword": "er", "snippet": "二", "uuid": "{u}"}
    theirs.write_text(json.dumps({"fileFormatVersion": 10, "combos": [combo]}), encoding="utf-8")
    done = library.import_files([theirs, ours])
    assert counts(done) == (2, 0, 0, 0)
    assert (library.get("three").shortcut, library.get("beeftext-u").shortcut) == ("er", "")
    assert [file.format for file in done.files] == ["beeftext", "yaml"]


# What a foreign file may bring along


def test_a_title_loses_the_signs_that_nobody_can_see(library, sheet):
    library.import_files([sheet("three,第\x07三\x1b条,san,三,")])
    assert library.get("three").title == {"zh": "第 三 条"}


def test_a_question_that_is_too_long_is_left_out_and_said(library, tmp_path):
    combo = {"keyword": "wt", "name": "问", "snippet": "答", "description": "问" * 501}
    path = tmp_path / "combos.json"
    path.write_text(
        json.dumps({"fileFormatVersion": 7, "combos": [combo], "groups": []}), encoding="utf-8"
    )
    done = library.import_files([path])
    assert "more than 500 characters" in str(done.notes)
    assert library.search("wt")[0].reply.asks == {}
