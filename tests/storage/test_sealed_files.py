"""Sealed files: opened by the right key for the right purpose, whole or not at all."""

from pathlib import Path

import pytest

from csconsole.storage import sealed_files
from csconsole.storage.sealed_files import open_file, seal_file

KEY, OTHER = bytes(32), bytes(range(32))


@pytest.fixture(autouse=True)
def _small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealed_files, "_CHUNK", 64)


@pytest.mark.parametrize("size", [0, 1, 63, 64, 65, 128, 1000])
def test_opens_what_was_sealed(tmp_path: Path, size: int) -> None:
    content = bytes(at % 251 for at in range(size))
    seal_file(tmp_path / "f", KEY, "test", content)
    assert open_file(tmp_path / "f", KEY, "test") == content


def test_nothing_readable_lies_on_the_disk(tmp_path: Path) -> None:
    seal_file(tmp_path / "f", KEY, "test", b"return policy " * 20)
    assert b"policy" not in (tmp_path / "f").read_bytes()


def test_another_key_or_purpose_does_not_open(tmp_path: Path) -> None:
    seal_file(tmp_path / "f", KEY, "test", b"content")
    assert open_file(tmp_path / "f", OTHER, "test") is None
    assert open_file(tmp_path / "f", KEY, "another") is None
    assert open_file(tmp_path / "none", KEY, "test") is None


@pytest.mark.parametrize("size", [0, 5, 40, 115, 195, 300])
def test_a_cut_or_changed_file_does_not_open(tmp_path: Path, size: int) -> None:
    path = tmp_path / "f"
    seal_file(path, KEY, "test", bytes(300))
    whole = path.read_bytes()
    path.write_bytes(whole[:size])
    assert open_file(path, KEY, "test") is None
    path.write_bytes(whole[:size] + bytes([whole[size] ^ 1]) + whole[size + 1 :])
    assert open_file(path, KEY, "test") is None


def test_chunks_cannot_change_places(tmp_path: Path) -> None:
    path = tmp_path / "f"
    seal_file(path, KEY, "test", bytes(192))
    whole = path.read_bytes()
    head = len(whole) - 3 * 80
    first, second, third = (whole[head + at : head + at + 80] for at in (0, 80, 160))
    path.write_bytes(whole[:head] + second + first + third)
    assert open_file(path, KEY, "test") is None
    path.write_bytes(whole[:head] + first + second)
    assert open_file(path, KEY, "test") is None
