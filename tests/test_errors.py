"""What a person is told when something can be mended."""

import pytest

from csconsole import errors
from csconsole.errors import UserError

KINDS = [
    errors.BadInputError,
    errors.NotFoundError,
    errors.LockedError,
    errors.BusyError,
    errors.DamagedError,
]


def test_a_message_has_its_place_in_front_and_its_hint_behind():
    error = UserError("the line cannot be read", place="library.yaml:3", hint="mend it")
    assert str(error) == "library.yaml:3: the line cannot be read; mend it"


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ({}, "it is wrong"),
        ({"place": "here"}, "here: it is wrong"),
        ({"hint": "mend it"}, "it is wrong; mend it"),
    ],
)
def test_what_is_not_known_is_left_out(told, text):
    assert str(UserError("it is wrong", **told)) == text


def test_a_message_stays_on_one_line():
    error = UserError("it\nis  wrong", place="a\tfolder", hint="mend\r\nit ")
    assert str(error) == "a folder: it is wrong; mend it"


def test_the_parts_of_a_message_can_be_shown_apart():
    error = UserError("it is wrong", place="here", hint="mend it")
    assert (error.sentence, error.place, error.hint) == ("it is wrong", "here", "mend it")


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_caught_as_what_a_person_can_mend(kind):
    with pytest.raises(UserError, match="退货"):
        raise kind("退货", place="here")
