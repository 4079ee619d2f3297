"""Files that are the old ones or the new ones after a power cut, never a half."""

import os
import resource
import stat
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from csconsole.files import make_private_folder, write_atomically, write_privately


@pytest.fixture
def folder(tmp_path):
    path = tmp_path / "folder"
    path.mkdir(mode=0o755)
    return path


def mode(path):
    return stat.S_IMODE(path.stat().st_mode)


@contextmanager
def full_disk() -> Iterator[None]:
    """No file may grow beyond a kilobyte, as on a disk that has no more room."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def write_on_a_full_disk(path):
    with full_disk():
        write_atomically(path, b"new" * 10_000)


def test_a_file_is_written_and_replaced(folder):
    path = folder / "设置.json"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(folder.iterdir()) == [path]


def test_a_full_disk_keeps_the_old_file_and_leaves_no_draft(folder):
    path = folder / "settings.json"
    write_atomically(path, b"old")
    with pytest.raises(OSError, match=r"large|space"):
        write_on_a_full_disk(path)
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


def test_content_that_cannot_be_written_keeps_the_old_file(folder):
    path = folder / "settings.json"
    write_atomically(path, b"old")
    with pytest.raises(TypeError):
        write_atomically(path, "text, not bytes")
    assert path.read_bytes() == b"old"
    assert list(folder.iterdir()) == [path]


def test_a_folder_in_the_place_of_the_file_stays_and_no_draft_with_it(folder):
    path = folder / "settings.json"
    path.mkdir()
    with pytest.raises(OSError, match=r"settings\.json"):
        write_atomically(path, b"new")
    assert list(folder.iterdir()) == [path]


def test_a_missing_folder_is_not_made_for_a_shared_file(folder):
    with pytest.raises(FileNotFoundError):
        write_atomically(folder / "missing" / "export.yaml", b"new")
    assert list(folder.iterdir()) == []


def test_a_shared_file_can_be_read_by_all_whatever_the_mask(folder):
    mask = os.umask(0o077)
    try:
        write_atomically(folder / "export.yaml", b"shared")
    finally:
        os.umask(mask)
    assert mode(folder / "export.yaml") == 0o644


def test_a_private_file_and_its_folders_are_for_their_owner_alone(folder):
    mask = os.umask(0)
    try:
        write_privately(folder / "config" / "keys" / "a.key", b"secret")
    finally:
        os.umask(mask)
    assert mode(folder / "config" / "keys" / "a.key") == 0o600
    assert mode(folder / "config" / "keys") == 0o700


def test_a_file_that_was_open_to_all_is_closed_when_it_is_written_privately(folder):
    path = folder / "settings.json"
    path.write_bytes(b"old")
    path.chmod(0o644)
    write_privately(path, b"new")
    assert mode(path) == 0o600


def test_a_folder_that_is_there_is_left_as_it_is(folder):
    make_private_folder(folder)
    assert mode(folder) == 0o755
