"""Whose waybill a number is."""

import contextlib
import string
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from waybill_samples import ALL, CHECKED, CHECKED_IN_SILENCE, CHECKED_WITHIN, UNCHECKED

from csconsole.errors import BadInputError
from csconsole.orders.couriers.model import Candidate
from csconsole.orders.couriers.recognising import recognise
from csconsole.orders.couriers.telling import why

# Weights and moduli in which two different digits never weigh the same.
_SURE = {"mod10-1-3", "mod10-3-1", "luhn", "mod37-36"}
_CHECKED_AT = (
    *((courier, number, len(number) - 1) for courier, number in CHECKED),
    *CHECKED_WITHIN,
)
WITHOUT_91 = "01052174500006348129"  # its digit may be reckoned with the 91 or without it
an_own_number = st.sampled_from(ALL)


def of(courier: str, found: tuple[Candidate, ...]) -> Candidate | None:
    return next((one for one in found if one.courier.code == courier), None)


def codes(number: str, told: str = "") -> list[str]:
    return [one.courier.code for one in recognise(number, told)]


@pytest.mark.parametrize(("courier", "number"), ALL)
def test_a_number_is_recognised_as_its_couriers(courier, number):
    found = of(courier, recognise(number))
    assert found is not None
    assert found.valid


@pytest.mark.parametrize(("courier", "number"), UNCHECKED)
def test_who_has_no_check_digit_says_so(courier, number):
    assert "there is no check digit" in why(of(courier, recognise(number)))


@pytest.mark.parametrize(("courier", "number", "at"), _CHECKED_AT)
def test_a_right_check_digit_is_told(courier, number, at):
    assert why(of(courier, recognise(number))).endswith("; the check digit is right")


@pytest.mark.parametrize(("courier", "number", "at"), _CHECKED_AT)
def test_a_wrong_check_digit_is_said_with_the_right_one(courier, number, at):
    signs = string.digits if number[at].isdigit() else string.ascii_uppercase
    also_right = {"7"} if number == WITHOUT_91 else set()
    for other in set(signs) - {number[at]} - also_right:
        found = of(courier, recognise(number[:at] + other + number[at + 1 :], told=courier))
        assert not found.valid
        assert f"{number[at]} would be right" in why(found)


@pytest.mark.parametrize(("courier", "number"), CHECKED_IN_SILENCE)
def test_a_form_told_by_its_check_digit_alone_is_not_guessed_at(courier, number):
    wrong = number[:-1] + str((int(number[-1]) + 3) % 10)
    found = of(courier, recognise(wrong))
    assert found is None or not found.valid


@given(st.sampled_from(_CHECKED_AT), st.data())
def test_one_slip_of_the_hand_is_noticed(sample, data):
    courier, number, _at = sample
    rule = of(courier, recognise(number)).rule
    assume(rule.check.method in _SURE and number != WITHOUT_91)
    start, end = rule.pattern.fullmatch(number).span("body")
    at = data.draw(st.integers(start, end - 1))
    assume(number[at].isdigit())
    other = data.draw(st.sampled_from(sorted(set(string.digits) - {number[at]})))
    found = of(courier, recognise(number[:at] + other + number[at + 1 :]))
    assert found is None or not found.valid or found.rule.pattern != rule.pattern


@given(an_own_number, st.data())
def test_blanks_hyphens_small_and_wide_letters_do_not_matter(sample, data):
    _courier, number = sample
    gaps = st.sampled_from(["", "", "", " ", "-", "\u3000", "\u00a0", "\u200b", "\t", "–"])
    written = "".join(sign + data.draw(gaps) for sign in number)
    written = data.draw(st.sampled_from([str.lower, str.upper, wide]))(written)
    assert recognise(written) == recognise(number)


def wide(text: str) -> str:
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in text)


@given(st.text(), st.text())
def test_whatever_is_typed_there_are_couriers_or_a_sentence(number, told):
    with contextlib.suppress(BadInputError):
        found = recognise(number, told)
        assert len({one.courier.code for one in found}) == len(found)
        assert all(why(one) and one.link.startswith("https://") for one in found)


@given(st.text("0123456789ABCDEFGHJKTZ", min_size=8, max_size=40))
def test_what_fits_stands_before_what_has_a_slip(number):
    valid = [one.valid for one in recognise(number)]
    assert valid == sorted(valid, reverse=True)


def test_letters_go_before_digits_and_digits_before_a_length():
    assert codes("RB473124829CN")[0] == "china_post"
    assert codes("78650912347765") == ["zto", "dhl"]
    assert codes("044176408231576") == ["fedex"]


def test_of_equal_forms_the_courier_with_more_parcels_goes_first():
    assert codes("431048213957726")[:2] == ["yunda", "sto"]
    assert codes("612998401755")[:2] == ["sf", "fedex"]


def test_forms_of_former_years_go_last_of_those_that_fit():
    found = codes("1160482139577")
    assert (found[0], found[-1]) == ("ems", "yunda")


def test_a_slip_in_a_mere_length_is_not_told_where_a_clear_form_fits():
    assert codes("318204759613028") == ["yunda"]


def test_yunexpress_and_yuantong_are_told_apart_by_their_length():
    assert codes("YT2048213957726113") == ["yunexpress"]
    assert codes("YT6048213957702") == ["yto"]


def test_jingdong_and_yodel_are_told_apart_by_their_length():
    assert codes("JDVA04821395772") == ["jd"]
    assert codes("JD0048213957726113") == ["yodel"]


def test_a_post_of_a_country_that_there_is_not_is_nobodys():
    assert codes("RB473124829QQ") == []


def test_the_courier_that_the_order_names_stands_first():
    assert codes("204817395261", "申通快递")[:2] == ["sto", "sf"]
    assert codes("612998401755", "FedEx国际")[:2] == ["fedex", "sf"]


def test_what_the_order_names_is_said():
    found = recognise("204817395261", "顺丰速运")[0]
    assert why(found) == "the order names this courier; 12 digits; there is no check digit"


def test_a_courier_whose_forms_do_not_fit_is_still_taken_from_the_order():
    found = recognise("AB12345", "众邮快递")[0]
    assert (found.courier.code, found.valid, found.named) == ("zhongyou", True, True)
    assert "none of its known forms" in why(found)


def test_a_courier_that_nobody_knows_changes_nothing():
    assert recognise("204817395261", "隔壁老王送货") == recognise("204817395261")


@pytest.mark.parametrize(
    "number",
    [
        "13800138000",
        "138 0013 8000",
        "+86 138-0013-8000",
        "8613800138000",
        "0571-87654321",
        "240518-123456789012345",
        "114-1234567-1234567",
        "000000000000",
        "1234567890",
        "5685685685685685",
        "3287654321098765432",
        "hello",
        "12",
        "顺丰",
        "SF1604821395772/YT6048213957702",
        "١٢٣٤٥٦٧٨٩٠١٢٣",
    ],
)
def test_telephones_orders_and_fillers_are_no_waybills(number):
    assert recognise(number) == ()


@pytest.mark.parametrize("number", ["13800138000", "240518-123456789012345", "111111111111"])
def test_a_courier_that_the_order_names_makes_no_waybill_of_them(number):
    assert recognise(number, "顺丰速运") == ()


@pytest.mark.parametrize("number", ["", "   ", "\u3000", "---", "9" * 10_000, "SF1\x00", "\ud800"])
def test_what_no_waybill_could_be_is_refused_in_one_line(number):
    with pytest.raises(BadInputError) as refused:
        recognise(number)
    assert len(str(refused.value).splitlines()) == 1


def test_a_thousand_numbers_are_recognised_within_a_second():
    numbers = [number for _courier, number in ALL]
    recognise(numbers[0])
    start = time.perf_counter()
    for at in range(1000):
        recognise(numbers[at % len(numbers)])
    assert time.perf_counter() - start < 1
