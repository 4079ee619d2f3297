"""Evidence: photos and files on tickets, kept encrypted, counted, removed with undo."""

import os
from datetime import UTC, datetime

import evidence_samples
import pytest

from csconsole.errors import BadInputError, NotFoundError
from csconsole.tickets.evidence import MOST, attachments_of
from csconsole.tickets.evidence_files import LARGEST, clean_name, read_content, read_file
from csconsole.tickets.file_types import TYPES
from csconsole.tickets.model import Kind

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
PHOTO, OTHER_PHOTO = evidence_samples.picture(), evidence_samples.picture(colour="#aa3311")


@pytest.fixture
def ticket(workspace):
    """A quality recheck."""
    return workspace.ticket_work.open(Kind.RECHECK, NOW)


@pytest.fixture
def add(workspace, ticket):
    """Add contents to the ticket."""

    def adding(*contents, name="杯子.jpg", to=ticket):
        files = [read_content(content, name) for content in contents]
        return workspace.evidence.add(to.id, files, NOW)

    return adding


@pytest.fixture
def names(workspace, ticket):
    """The names of the evidence on the ticket, in its order."""
    return lambda: [piece.name for piece in workspace.evidence.of(ticket.id)]


@pytest.fixture
def photos(workspace, ticket):
    """How many photos the ticket counts."""
    return lambda: workspace.tickets.find(ticket.id).fields.get("photos_received")


def test_what_is_added_can_be_looked_at_again(workspace, add):
    (piece,) = add(PHOTO).pieces
    assert (piece.name, piece.type.name, piece.size) == ("杯子.jpg", "jpeg", len(PHOTO))
    assert workspace.evidence.content(piece) == PHOTO


def test_nothing_readable_of_it_lies_on_the_disk(profile, workspace, add):
    add(PHOTO)
    files = [path for path in profile.data.rglob("*") if path.is_file()]
    assert files
    assert not any(PHOTO[100:140] in path.read_bytes() for path in files)


def test_evidence_keeps_the_order_in_which_it_came(add, names):
    add(PHOTO, name="b.jpg")
    add(OTHER_PHOTO, name="a.jpg")
    assert names() == ["b.jpg", "a.jpg"]


def test_the_order_can_be_changed_and_put_back(workspace, ticket, add, names):
    first, second = add(PHOTO, name="1.jpg").pieces + add(OTHER_PHOTO, name="2.jpg").pieces
    action = workspace.evidence.arrange(ticket.id, [second.id, first.id])
    assert names() == ["2.jpg", "1.jpg"]
    workspace.evidence.undo(action)
    assert names() == ["1.jpg", "2.jpg"]


def test_the_same_photo_is_not_added_twice(add, names):
    add(PHOTO)
    again = add(PHOTO, OTHER_PHOTO, name="copy.jpg")
    assert (len(again.pieces), again.known) == (2, 1)
    assert names() == ["杯子.jpg", "copy.jpg"]


def test_one_content_on_two_tickets_is_kept_once(profile, workspace, add):
    add(PHOTO)
    add(PHOTO, to=workspace.ticket_work.open(Kind.RETURN, NOW))
    assert len([path for path in profile.attachments.iterdir() if path.is_file()]) == 1


def test_the_count_of_photos_follows(workspace, add, photos):
    piece = add(PHOTO, OTHER_PHOTO).pieces[0]
    assert photos() == 2
    action = workspace.evidence.remove(piece.id, NOW)
    assert photos() == 1
    workspace.evidence.undo(action)
    assert photos() == 2


def test_a_broken_photo_is_kept_and_told_but_not_counted(add, photos):
    (piece,) = add(PHOTO[:-40]).pieces
    assert piece.broken
    assert photos() is None


def test_a_video_is_no_photo(add, photos):
    (piece,) = add(evidence_samples.video(), name="开箱.mp4").pieces
    assert piece.type.name == "mp4"
    assert photos() is None


def test_the_count_is_right_after_an_early_addition_was_undone(workspace, add, photos):
    first = add(PHOTO)
    add(OTHER_PHOTO)
    workspace.evidence.undo(first.action)
    assert photos() == 1


def test_removed_evidence_is_put_back_by_undo(workspace, add, names):
    (piece,) = add(PHOTO).pieces
    action = workspace.evidence.remove(piece.id, NOW)
    assert names() == []
    workspace.evidence.undo(action)
    assert names() == ["杯子.jpg"]


def test_what_was_removed_can_be_added_again(workspace, add, names):
    (piece,) = add(PHOTO).pieces
    workspace.evidence.remove(piece.id, NOW)
    add(PHOTO)
    assert names() == ["杯子.jpg"]


def test_what_was_undone_can_be_added_again_and_undone_again(workspace, add, names):
    workspace.evidence.undo(add(PHOTO).action)
    again = add(PHOTO)
    assert names() == ["杯子.jpg"]
    workspace.evidence.undo(again.action)
    assert names() == []


def test_the_timeline_tells_what_came_and_went(workspace, ticket, add):
    (piece,) = add(PHOTO).pieces
    action = workspace.evidence.remove(piece.id, NOW)
    workspace.evidence.undo(action)
    told = [event.what for event in workspace.tickets.timeline(ticket.id)]
    assert told[1].startswith("photo added: 杯子.jpg")
    assert told[2].startswith("taken out: 杯子.jpg")
    assert told[3].startswith("put back: 杯子.jpg")


def test_a_file_of_500_mb_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "film.mp4"
    with path.open("wb") as file:
        file.truncate(500_000_000)
    with pytest.raises(BadInputError, match="500 MB; at most 20 MB") as refused:
        read_file(path)
    assert refused.value.place == "film.mp4"


def test_a_content_that_is_too_large_is_refused():
    with pytest.raises(BadInputError, match="at most 20 MB"):
        read_content(bytes(LARGEST + 1), "a.bin")


def test_an_empty_file_is_refused():
    with pytest.raises(BadInputError, match="empty"):
        read_content(b"", "a.jpg")


def test_a_program_is_refused():
    with pytest.raises(BadInputError, match="program"):
        read_content(b"MZ\x90\0", "photo.jpg")


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(BadInputError, match="no file"):
        read_file(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="Windows has no named pipes in folders")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(BadInputError, match="no file"):
        read_file(tmp_path / "pipe")


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(BadInputError, match="cannot be read"):
        read_file(tmp_path / "none.jpg")


def test_a_ticket_has_a_most_of_evidence(workspace, ticket):
    files = [read_content(f"note {number}".encode(), "n.txt") for number in range(MOST + 1)]
    with pytest.raises(BadInputError, match="at most 200"):
        workspace.evidence.add(ticket.id, files, NOW)
    assert workspace.evidence.of(ticket.id) == []


def test_removing_what_is_not_there_is_told(workspace):
    with pytest.raises(NotFoundError):
        workspace.evidence.remove("none", NOW)


def test_saved_files_are_readable_and_overwrite_nothing(tmp_path, workspace, add):
    pieces = add(PHOTO, OTHER_PHOTO, name="../../photo.jpg").pieces
    first, second = workspace.evidence.save(pieces, tmp_path / "out")
    assert (first.name, second.name) == ("photo.jpg", "photo (2).jpg")
    assert (first.read_bytes(), second.read_bytes()) == (PHOTO, OTHER_PHOTO)


def test_a_content_that_is_missing_is_told_when_saved(tmp_path, profile, workspace, add):
    pieces = add(PHOTO).pieces
    (profile.attachments / pieces[0].attachment).unlink()
    assert workspace.evidence.content(pieces[0]) is None
    with pytest.raises(BadInputError, match="not on this computer"):
        workspace.evidence.save(pieces, tmp_path / "out")


@pytest.mark.parametrize(
    ("told", "kind", "clean"),
    [
        ("IMG_1.JPG", "jpeg", "IMG_1.JPG"),
        ("photo.exe", "jpeg", "photo.exe.jpg"),
        ("C:\\photos\\杯子?.png", "png", "杯子_.png"),
        ("con.jpg", "jpeg", "_con.jpg"),
        ("", "png", "file.png"),
        ("a\u202egpj.exe", "other", "agpj.exe.bin"),
        ("sound.wav", "other", "sound.wav"),
        ("🫖" * 300 + ".png", "png", "🫖" * 100 + ".png"),
    ],
)
def test_a_name_can_be_written_on_any_system_and_fits_its_content(told, kind, clean):
    assert clean_name(told, TYPES[kind]) == clean


def test_forgetting_finds_all_evidence_that_tickets_ever_had(workspace, ticket, add):
    (first,) = add(PHOTO).pieces
    (second,) = (undone := add(OTHER_PHOTO)).pieces
    workspace.evidence.remove(first.id, NOW)
    workspace.evidence.undo(undone.action)
    found = attachments_of(workspace._store, [ticket.id])
    assert found == {first.id: first.attachment, second.id: second.attachment}
