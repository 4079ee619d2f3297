"""`csconsole tickets attach` and `evidence`: photos and files on a ticket."""

import pytest
from PySide6.QtGui import QColor, QImage


@pytest.fixture
def photo(tmp_path):
    """A photo in a file."""
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("#3377aa"))
    path = tmp_path / "杯子.jpg"
    assert image.save(str(path))
    return path


@pytest.fixture
def ticket(command):
    """The number of a ticket."""
    return command("tickets", "open", "recheck", "--json").json["number"]


def test_a_photo_is_attached_and_listed(command, ticket, photo):
    told = command("tickets", "attach", ticket, photo, "--json").json
    assert (told["ticket"], told["added"], told["unchanged"]) == (ticket, 1, 0)
    (listed,) = command("tickets", "evidence", ticket, "--json").json
    assert (listed["name"], listed["type"], listed["broken"]) == ("杯子.jpg", "jpeg", False)
    fields = command("tickets", "show", ticket, "--json").json["fields"]
    assert fields["photos_received"] == 1


def test_attaching_twice_changes_nothing(command, ticket, photo):
    command("tickets", "attach", ticket, photo)
    told = command("tickets", "attach", ticket, photo, "--json").json
    assert (told["added"], told["unchanged"], told["action"]) == (0, 1, None)


def test_one_bad_file_leaves_all_out(command, ticket, photo, tmp_path):
    huge = tmp_path / "film.mp4"
    with huge.open("wb") as file:
        file.truncate(500_000_000)
    reason = command("tickets", "attach", ticket, photo, huge).reason
    assert reason.startswith("film.mp4: the file has 500 MB; at most 20 MB are taken")
    assert command("tickets", "evidence", ticket, "--json").json == []


def test_a_broken_photo_is_told(command, ticket, photo):
    photo.write_bytes(photo.read_bytes()[:-20])
    assert "it is broken" in command("tickets", "attach", ticket, photo).out


def test_evidence_is_written_into_a_folder(command, ticket, photo, tmp_path):
    command("tickets", "attach", ticket, photo)
    out = tmp_path / "out"
    (listed,) = command("tickets", "evidence", ticket, "--save", out, "--json").json
    assert listed["file"] == str(out / "杯子.jpg")
    assert (out / "杯子.jpg").read_bytes() == photo.read_bytes()


def test_evidence_is_taken_out_and_put_back(command, ticket, photo):
    (piece,) = command("tickets", "attach", ticket, photo, "--json").json["evidence"]
    assert command("tickets", "evidence", ticket, "--remove", piece["id"], "--json").json == []
    (told,) = command("tickets", "evidence", ticket, "--removed", "--json").json
    assert told["removed"]
    (back,) = command("tickets", "evidence", ticket, "--put-back", piece["id"], "--json").json
    assert back["removed"] is None


def test_evidence_of_another_ticket_is_not_taken_out(command, ticket, photo):
    (piece,) = command("tickets", "attach", ticket, photo, "--json").json["evidence"]
    other = command("tickets", "open", "return", "--json").json["number"]
    assert "no such photo" in command("tickets", "evidence", other, "--remove", piece["id"]).reason


def test_the_timeline_on_the_command_line_tells_of_photos(command, ticket, photo):
    command("tickets", "attach", ticket, photo)
    told = command("tickets", "show", ticket, "--json").json["timeline"]
    assert "photo added: 杯子.jpg" in told[-1]["what"]
