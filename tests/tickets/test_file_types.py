"""What a file is, told by its content; a broken picture is told as such."""

import evidence_samples
import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.tickets.file_types import TYPES, is_broken, recognised

EVERY = pytest.mark.parametrize("name", sorted(evidence_samples.SAMPLES))


@EVERY
def test_a_file_is_recognised_by_its_content(name):
    assert recognised(evidence_samples.SAMPLES[name]).name == name


@EVERY
def test_a_whole_file_is_not_called_broken(name):
    content = evidence_samples.SAMPLES[name]
    assert not is_broken(content, recognised(content))


@EVERY
def test_a_file_that_was_cut_off_is_called_broken(name):
    content = evidence_samples.SAMPLES[name]
    assert is_broken(content[: len(content) * 2 // 3], TYPES[name])


def test_a_png_with_a_wrong_bit_is_broken():
    content = bytearray(evidence_samples.picture("PNG"))
    content[len(content) // 2] ^= 1
    assert is_broken(bytes(content), TYPES["png"])


def test_a_photo_with_bytes_behind_its_end_is_whole():
    """As phones write that keep a short film behind the photo."""
    content = evidence_samples.picture("JPEG") + evidence_samples.video()
    assert recognised(content).name == "jpeg"
    assert not is_broken(content, TYPES["jpeg"])


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("亲，收到的杯子碎了".encode(), "text"),
        ("亲，收到的杯子碎了".encode("gb18030"), "text"),
        (b"MZ\x90\0\3", "program"),
        (b"\x7fELF\2\1\1", "program"),
        (b"#!/bin/sh\nls\n", "program"),
        (b"#!AMR\n\x3c", "amr"),
        (b"\0\1\2\3\4", "other"),
    ],
)
def test_other_files_are_recognised(content, name):
    assert recognised(content).name == name


@given(st.binary(max_size=400), st.sampled_from(sorted(evidence_samples.SAMPLES)))
def test_no_content_is_too_strange_to_be_looked_at(tail, name):
    content = evidence_samples.SAMPLES[name][:12] + tail
    assert recognised(content).name in TYPES
    assert is_broken(content, TYPES[name]) in {True, False}
