"""The check digits that the couriers and standards give as examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.orders.couriers.check_digits import METHODS, wanted

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


@pytest.mark.parametrize(
    ("method", "body", "digit"),
    [
        ("s10", "47312482", "9"),
        ("luhn", "7992739871", "3"),
        ("mod10-1-2", "999AA1012345678", "4"),
        ("mod10-3-1", "03600029145", "2"),
        ("fedex", "98657878885", "5"),
        ("mod7", "123456789", "1"),
    ],
)
def test_a_published_example_comes_out(method, body, digit):
    assert wanted(method, body) == digit


@pytest.mark.parametrize(("body", "digit"), [("00000000", "5"), ("00000008", "0")])
def test_the_two_rests_of_a_post_that_no_digit_stands_for_have_their_own(body, digit):
    assert wanted("s10", body) == digit


@given(st.text("0123456789", min_size=8, max_size=8))
def test_every_method_gives_one_sign(body):
    for method in METHODS:
        assert wanted(method, body) in _SIGNS
        assert len(wanted(method, body)) == 1


@given(st.text("0123456789", min_size=14, max_size=27))
def test_the_letters_of_dpd_hold_what_iso_7064_asks(body):
    rest = 36
    for sign in body:
        rest = ((rest + int(sign)) % 36 or 36) * 2 % 37
    assert (rest + _SIGNS.index(wanted("mod37-36", body))) % 36 == 1
