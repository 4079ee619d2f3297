"""What is kept of a secret: it tells the right one from all others, and nothing else."""

import pytest

from csconsole.people.verifiers import fits, verifier


def test_two_verifiers_of_one_secret_differ_and_fit():
    one, other = verifier("1234"), verifier("1234")
    assert one != other
    assert fits("1234", one)
    assert fits("1234", other)
    assert not fits("1235", one)


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "1234",
        "$argon2id$",
        "$argon2id$v=19$m=65536,t=3,p=4$c2FsdA$",
        "$argon2i$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0c2FsdA$aGFzaA",
        "$argon2id$v=19$m=a,t=3,p=4$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2g",
        "$argon2id$v=19$m=65536,t=0,p=0$c2FsdHNhbHRzYWx0c2FsdA$aGFzaGhhc2g",
        "口令",
        "\ud800",
    ],
)
def test_a_damaged_verifier_fits_nothing(kept):
    assert not fits("1234", kept)
