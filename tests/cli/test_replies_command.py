"""`csconsole replies`: the library moved in and out."""

import pytest

from csconsole.storage.places import places

NEW = "replies: [{id: new, title: 新, text: 新的一条, shortcut: xin}]\n"


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "new.yaml"
    path.write_text(NEW, encoding="utf-8")
    return path


def library(open_profile, shop):
    workspace = open_profile(shop)
    ids = sorted(reply.id for reply in workspace.replies.all())
    workspace.close()
    return ids


# Import


def test_json_of_an_import_has_its_counts_and_its_action(command, file):
    told = command("replies", "import", file, "--json").json
    assert told.pop("action")
    assert told.pop("files") == [{"file": str(file), "format": "yaml", "entries": 1}]
    assert told == {
        "added": 1,
        "updated": 0,
        "unchanged": 0,
        "skipped": [],
        "archived": 0,
        "dry_run": False,
        "notes": [],
    }


def test_what_was_imported_is_found(command, file):
    command("replies", "import", file)
    assert command("search", "xin", "--json").json[0]["text"] == "新的一条"


def test_a_second_import_names_no_action(command, file):
    command("replies", "import", file)
    told = command("replies", "import", file, "--json").json
    assert (told["unchanged"], told["action"]) == (1, None)


def test_people_are_told_the_counts(command, file):
    ran = command("replies", "import", file)
    assert (ran.status, ran.out) == (0, "Added 1, updated 0, left 0, archived 0.\n")


def test_a_dry_run_says_what_it_would_do_and_does_nothing(command, file, open_profile, shop):
    ran = command("replies", "import", file, "--replace", "--dry-run")
    assert (ran.status, ran.out) == (0, "Would add 1, update 0, leave 0, archive 3.\n")
    told = command("replies", "import", file, "--replace", "--dry-run", "--json").json
    assert (told["added"], told["archived"], told["dry_run"], told["action"]) == (1, 3, True, None)
    assert library(open_profile, shop) == ["greeting", "return-address", "return-freight"]


def test_replacing_leaves_exactly_the_files(command, file, open_profile, shop):
    told = command("replies", "import", file, "--replace", "--json").json
    assert (told["added"], told["archived"]) == (1, 3)
    assert library(open_profile, shop) == ["new"]


def test_several_files_are_taken_together(command, file, tmp_path, open_profile, shop):
    other = tmp_path / "other.yaml"
    other.write_text(NEW.replace("new", "other").replace("xin", "ling"), encoding="utf-8")
    assert command("replies", "import", file, other, "--json").json["added"] == 2
    assert {"new", "other"} <= set(library(open_profile, shop))


def test_a_refused_file_is_named_with_its_line_and_nothing_is_taken(
    command, file, tmp_path, open_profile, shop
):
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("format: 1\nreplies:\n- id: a\n  title: b\n  txt: c\n", encoding="utf-8")
    ran = command("replies", "import", file, wrong, "--json")
    assert ran.reason.startswith(f"{wrong}:5: the key txt is not known")
    assert ran.out == ""
    assert "new" not in library(open_profile, shop)


def test_a_file_that_is_not_there_and_a_folder_are_refused(command, tmp_path):
    assert "cannot be read" in command("replies", "import", tmp_path / "no.yaml").reason
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "nothing in this folder" in command("replies", "import", empty).reason


def test_progress_is_told_on_standard_error_and_json_on_standard_output(command, file):
    ran = command("replies", "import", file, "--progress", "--json")
    assert ran.json["added"] == 1
    told = [line for line in ran.err.splitlines() if line.startswith("progress ")]
    shares = [float(line.removeprefix("progress ")) for line in told]
    assert shares
    assert shares == sorted(shares)


# Export


def test_an_export_imports_elsewhere_as_the_same_library(
    command, run, tmp_path, open_profile, shop
):
    path = tmp_path / "export.yaml"
    assert command("replies", "export", path, "--json").json == {
        "file": str(path),
        "replies": 3,
        "pictures": 0,
    }
    other = tmp_path / "other"
    run("replies", "import", path, "--replace", "--data-dir", other)
    assert open_profile(places(other)).replies.all() == open_profile(shop).replies.all()


def test_people_are_told_where_the_export_is(command, tmp_path):
    path = tmp_path / "export.yaml"
    assert command("replies", "export", path).out == f"3 replies were written to {path}.\n"


def test_an_export_to_standard_output_is_the_same_text(command, tmp_path):
    path = tmp_path / "export.yaml"
    command("replies", "export", path)
    ran = command("replies", "export", "-")
    assert (ran.status, ran.out) == (0, path.read_text(encoding="utf-8"))


def test_an_export_replaces_an_older_file(command, tmp_path):
    path = tmp_path / "export.yaml"
    path.write_text("old", encoding="utf-8")
    command("replies", "export", path)
    assert path.read_text(encoding="utf-8").startswith("format: 1\n")


def test_json_is_never_mixed_with_an_export_to_standard_output(command):
    ran = command("replies", "export", "-", "--json")
    assert not ran.out.startswith("format: 1")


@pytest.mark.parametrize("name", ["", "no/such/folder/export.yaml", "a" * 300])
def test_an_export_that_cannot_be_written_is_refused_by_its_name(command, tmp_path, name):
    path = tmp_path / name
    assert command("replies", "export", path).reason.startswith(f"{path}: the file cannot be")


@pytest.mark.parametrize(
    "arguments",
    [["import"], ["import", "--format", "doc", "x"], ["export"], ["export", "a", "b"], ["burn"]],
)
def test_wrong_usage_ends_with_status_2(command, arguments):
    ran = command("replies", *arguments)
    assert (ran.status, ran.out) == (2, "")


def test_a_file_without_replies_does_not_empty_the_library(command, tmp_path, open_profile, shop):
    path = tmp_path / "empty.yaml"
    path.write_text("replies: []\n", encoding="utf-8")
    for more in ((), ("--dry-run",)):
        reason = command("replies", "import", path, "--replace", *more).reason
        assert reason.startswith(f"{path}: there is no reply in the files")
        assert "leave --replace out" in reason
    assert len(library(open_profile, shop)) == 3
    assert command("replies", "import", path, "--json").json["added"] == 0


def test_a_dry_run_tells_its_progress_to_the_end(command, file):
    ran = command("replies", "import", file, "--dry-run", "--progress")
    told = [line for line in ran.err.splitlines() if line.startswith("progress ")]
    assert told[-1] == "progress 1.000"


def test_an_export_says_where_its_pictures_are(command, tmp_path, open_profile, shop):
    with_picture = tmp_path / "with.yaml"
    with_picture.write_text(NEW.replace("}]", ", pictures: [a.gif]}]"), encoding="utf-8")
    (tmp_path / "a.gif").write_bytes(b"GIF89a and so on")
    command("replies", "import", with_picture)
    out = tmp_path / "out.yaml"
    told = command("replies", "export", out)
    folder = tmp_path / "out-pictures"
    assert told.out.splitlines()[1] == f"Beside it, 1 picture in {folder}."
    assert [file.read_bytes() for file in folder.iterdir()] == [b"GIF89a and so on"]
