"""Pictures travel with the library: written beside its file, and found there again."""

import struct
import zlib
from pathlib import Path

import pytest

from csconsole.errors import BadInputError
from csconsole.storage.places import places

LIBRARY = """
format: 1
language: zh
replies:
  - {id: size, title: 尺码, text: 如图, pictures: [NAMES]}
"""


def picture(shade: int) -> bytes:
    """A PNG of one pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        whole = kind + content
        return struct.pack(">I", len(content)) + whole + struct.pack(">I", zlib.crc32(whole))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    pixels = zlib.compress(bytes([0, shade]))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
    )


@pytest.fixture
def write(tmp_path):
    """Write a library file whose reply has these pictures."""

    def writing(*names: str) -> Path:
        path = tmp_path / "shop.yaml"
        path.write_text(LIBRARY.replace("NAMES", ", ".join(names)), encoding="utf-8")
        return path

    return writing


def pictures_of(workspace) -> list[bytes | None]:
    return [workspace.pictures.content(name) for name in workspace.replies.get("size").pictures]


def test_pictures_beside_a_library_file_are_taken_in_with_it(workspace, write, tmp_path):
    (tmp_path / "a.png").write_bytes(picture(1))
    (tmp_path / "shop-pictures").mkdir()
    (tmp_path / "shop-pictures" / "b.png").write_bytes(picture(2))
    done = workspace.replies.import_files([write("a.png", "b.png")], whole=True)
    assert pictures_of(workspace) == [picture(1), picture(2)]
    assert done.notes == ()


def test_a_dry_run_takes_no_picture(workspace, write, tmp_path):
    (tmp_path / "a.png").write_bytes(picture(1))
    workspace.replies.import_files([write("a.png")], dry_run=True)
    assert not list(tmp_path.rglob("attachments/*"))


@pytest.mark.parametrize("ending", ["yaml", "csv", "xlsx"])
def test_an_export_has_its_pictures_with_it_on_another_computer(
    ending, workspace, write, tmp_path, open_profile
):
    for at in (1, 2):
        (tmp_path / f"{at}.png").write_bytes(picture(at))
    workspace.replies.import_files([write("1.png", "2.png")], whole=True)
    out = tmp_path / "elsewhere" / f"export.{ending}"
    out.parent.mkdir()
    assert workspace.replies.export(out).pictures == 2
    other = open_profile(places(tmp_path / "other"))
    other.replies.import_files([out], whole=True)
    assert pictures_of(other) == [picture(1), picture(2)]
    assert other.replies.all() == workspace.replies.all()


def test_the_same_file_again_changes_nothing(workspace, write, tmp_path):
    (tmp_path / "a.png").write_bytes(picture(1))
    workspace.replies.import_files([write("a.png")], whole=True)
    done = workspace.replies.import_files([write("a.png")], whole=True)
    assert (done.updated, done.unchanged) == (0, 1)


def test_a_picture_that_is_nowhere_is_told_and_the_reply_taken(workspace, write):
    done = workspace.replies.import_files([write("gone.png")], whole=True)
    assert [note.what for note in done.notes] == [
        "the picture gone.png is neither beside the file nor known here"
    ]
    assert workspace.replies.get("size").pictures == ("gone.png",)


def test_what_is_no_picture_stops_the_import_and_the_library_stays(workspace, write, tmp_path):
    (tmp_path / "a.png").write_text("no picture")
    with pytest.raises(BadInputError, match="no picture"):
        workspace.replies.import_files([write("a.png")], whole=True)
    assert workspace.replies.get("size") is None


@pytest.mark.parametrize("name", ["../secret.png", "inner/../../secret.png", "link.png"])
def test_a_name_never_leads_out_of_the_folder_of_the_file(name, workspace, tmp_path):
    (tmp_path / "secret.png").write_bytes(picture(3))
    folder = tmp_path / "received"
    folder.mkdir()
    (folder / "link.png").symlink_to(tmp_path / "secret.png")
    (folder / "shop.yaml").write_text(LIBRARY.replace("NAMES", name), encoding="utf-8")
    done = workspace.replies.import_files([folder / "shop.yaml"], whole=True)
    assert pictures_of(workspace) == [None]
    assert len(done.notes) == 1


def test_a_library_without_pictures_is_exported_without_a_folder(workspace, tmp_path):
    assert workspace.replies.export(tmp_path / "out.yaml").pictures == 0
    assert not (tmp_path / "out-pictures").exists()
