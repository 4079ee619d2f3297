"""What a fault leaves behind: where it was, and nothing that came from a buyer."""

import traceback
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.faults import described, traced

PHONE, NAME, MAIL = "13812345670", "欧阳白鹭", "bailu2077@example.com"
SPACED = "138 1234 5670"
ADDRESS = "浙江省 杭州市 余杭区 翠羽路100号"


def failing(raise_: object) -> BaseException:
    private = f"{PHONE} {NAME}"
    try:
        raise_()
    except Exception as error:  # noqa: BLE001  (whatever it is)
        assert private
        return error
    raise AssertionError


def number() -> None:
    int(f"{PHONE} ")
    int(f"{PHONE}号")


def moment() -> None:
    datetime.fromisoformat(NAME)


def encoding() -> None:
    f"{NAME}\ud800".encode()


def key() -> None:
    {}[f"{NAME} {PHONE}"]


def chained() -> None:
    try:
        number()
    except ValueError as error:
        raise RuntimeError(f"order of {MAIL}, +86 {SPACED}, it's for {NAME}") from error


def while_handling() -> None:
    try:
        key()
    except KeyError:
        moment()


FAULTS = {
    "a number": number,
    "a moment": moment,
    "a text that cannot be encoded": encoding,
    "a key": key,
    "a cause": chained,
    "another while handling it": while_handling,
    "a plain sentence": lambda: (_ for _ in ()).throw(RuntimeError(f"{ADDRESS} is far")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_no_value_stands_in_what_is_written_down(fault) -> None:
    error = failing(FAULTS[fault])
    for told in (traced(error), described(error)):
        for private in (PHONE, NAME, MAIL, SPACED, "翠羽路", "bailu"):
            assert private not in told


def test_the_lines_and_kinds_of_the_faults_are_told() -> None:
    told = traced(failing(chained))
    assert told.startswith("Traceback (most recent call last):\n")
    assert "in number" in told
    assert "ValueError: invalid literal for int() with base" in told
    assert "direct cause" in told
    assert told.splitlines()[-1].startswith("RuntimeError: order of …")
    assert "During handling" in traced(failing(while_handling))


def test_a_fault_without_words_is_told_by_its_kind() -> None:
    assert described(MemoryError()) == "MemoryError"
    assert described(OSError(28, "No space left on device")) == (
        "OSError: [Errno 28] No space left on device"
    )


def test_a_traceback_is_as_long_as_pythons_own() -> None:
    error = failing(while_handling)
    own = "".join(traceback.format_exception(error))
    assert traced(error).count("  File ") == own.count("  File ")


@given(st.text(), st.text(alphabet="0123456789", min_size=5))
def test_whatever_is_quoted_or_a_long_number_is_left_out(text: str, digits: str) -> None:
    said = described(ValueError(f"cannot take {text!r} nor {digits}"))
    assert digits not in said
    assert said.startswith("ValueError: cannot take …")
    assert "\n" not in said
