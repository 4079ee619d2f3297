"""`csconsole replies`: files of other programs, from the command line."""

import json

import pytest


@pytest.fixture
def sheet(tmp_path):
    path = tmp_path / "sheet.csv"
    path.write_text("标题,内容,启用\n新,新的一条,是\n旧,旧的一条,否\n", encoding="gbk")
    return path


def test_what_was_not_taken_is_listed_with_place_and_reason(command, sheet):
    told = command("replies", "import", sheet, "--json").json
    why = "it is switched off in the other program"
    assert (told["added"], told["skipped"]) == (1, [{"where": f"{sheet}:3", "why": why}])
    assert told["files"] == [{"file": str(sheet), "format": "csv", "entries": 2}]


def test_people_are_told_what_was_not_taken(command, sheet):
    ran = command("replies", "import", sheet)
    assert "Not taken: 1\n" in ran.out
    assert f"{sheet}:3: it is switched off" in ran.out


def test_a_dry_run_lists_what_would_become_of_each_entry(command, sheet):
    told = command("replies", "import", sheet, "--dry-run", "--json").json
    assert [(one["title"], one["state"]) for one in told["changes"]] == [("新", "new")]


def test_columns_can_be_named(command, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("甲,乙\n新,新的一条。\n", encoding="utf-8")
    assert "the columns are: 甲, 乙" in command("replies", "import", path).reason
    told = command("replies", "import", path, "--map", "title=甲,text=乙", "--json").json
    assert told["added"] == 1
    assert command("search", "新的一条", "--json").json[0]["title"] == "新"


@pytest.mark.parametrize("said", ["title", "title=", "=甲"])
def test_a_map_of_another_form_is_wrong_usage(command, sheet, said):
    assert command("replies", "import", sheet, "--map", said).status == 2


def test_a_policy_is_obeyed(command, sheet):
    command("replies", "import", sheet)
    sheet.write_text("标题,内容\n新,改了\n", encoding="utf-8")
    told = command("replies", "import", sheet, "--policy", "skip", "--json").json
    assert (told["updated"], len(told["skipped"])) == (0, 1)


def test_an_import_is_undone(command, sheet):
    action = command("replies", "import", sheet, "--json").json["action"]
    told = command("replies", "undo-import", "--json").json
    assert (told["undone"], told["kept"]) == (action, [])
    assert command("search", "新的一条", "--json").json == []
    assert command("replies", "undo-import", action).reason == "there is no import to undo"


def test_there_must_be_an_import_to_undo(run, profile):
    run("--data-dir", profile.data, "doctor")
    ran = run("--data-dir", profile.data, "replies", "undo-import")
    assert ran.status == 1
    assert "there is no import to undo" in ran.err


@pytest.mark.parametrize("ending", ["csv", "xlsx", "json", "yml", "yaml"])
def test_the_name_of_a_file_tells_the_format_of_an_export(command, tmp_path, ending):
    path = tmp_path / f"library.{ending}"
    command("replies", "export", path)
    told = command("replies", "import", path, "--json").json
    assert (told["unchanged"], told["added"], told["action"]) == (3, 0, None)


def test_an_export_goes_to_standard_output_in_the_named_format(command):
    ran = command("replies", "export", "-", "--format", "beeftext")
    assert len(json.loads(ran.out)["combos"]) == 3
