"""Files of couriers: what ships is whole, and what is wrong in one is said with its line."""

import pytest

from csconsole.errors import BadInputError
from csconsole.orders.couriers.rule_file import read_couriers, shipped_couriers

HEAD = "format: 1\ncouriers:\n"
COURIER = "  - {code: one, name: {zh: 一, en: One}, page: https://one.example/{number}}\n"
COURIER = COURIER.replace("https://one.example/{number}", '"https://one.example/{number}"')


def rule(**parts: str) -> str:
    told = {"pattern": r"A\d{5}", "form": "letters", "told": "{zh: 一, en: one}"} | parts
    lines = "".join(f"        {key}: {value}\n" for key, value in told.items() if value)
    return (
        HEAD
        + "  - code: one\n    name: {zh: 一, en: One}\n    page: https://one.example/\n    rules:\n"
        + lines.replace("        ", "      - ", 1)
    )


@pytest.fixture
def read(tmp_path):
    def reading(text: str | bytes):
        path = tmp_path / "couriers.yaml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_couriers([path])

    return reading


def test_a_file_gives_its_couriers_in_their_order(read):
    found = read(HEAD + COURIER + COURIER.replace("one", "two"))
    assert list(found.by_code) == ["one", "two"]
    assert found.by_code["one"].link("A/1?") == "https://one.example/A%2F1%3F"


def test_a_rule_is_read_with_its_check_digit(read):
    pattern = r"B(?P<body>\d{8})(?P<check>\d)"
    [told] = read(rule(pattern=pattern, check="s10", only_right="yes")).by_code["one"].rules
    assert (told.check.method, told.only_right) == ("s10", True)
    assert told.pattern.fullmatch("B123456785")


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("", 1, "the file is empty"),
        ("format: 2\ncouriers: []\n", 1, "this format is not known; 1 is"),
        ("format: 1\n", 1, "the key couriers is missing"),
        ("format: 1\nrules: []\ncouriers: []\n", 2, "the key rules is not known"),
        ("format: 1\nformat: 1\n", 2, "the key format stands twice"),
        ("format: 1\ncouriers: {}\n", 2, "a list must stand here"),
        ("- one\n", 1, "keys with values must stand here"),
        ("format: [\n", 2, "this is not valid YAML"),
        (HEAD + COURIER + COURIER, 4, "the id one stands twice"),
        (HEAD + COURIER.replace("https", "http"), 3, "a page must begin with https://"),
        (HEAD + COURIER.replace("en: One", "fr: Un"), 3, "the key fr is not known"),
        (HEAD + COURIER.replace("code: one", 'code: " "'), 3, "a text must stand here"),
        (rule(form="perhaps"), 8, "perhaps is not known; known are letters"),
        (rule(pattern="'('"), 7, "this is no regular expression"),
        (rule(pattern="'" + "A" * 301 + "'"), 7, "a text is longer than 300 characters"),
        (rule(check="s10"), 7, "a check digit needs the groups body and check"),
        (rule(check="mod8"), 10, "mod8 is not known"),
        (rule(told=""), 7, "the key told is missing"),
    ],
)
def test_what_is_wrong_in_a_file_is_said_with_its_line(read, text, line, sentence):
    with pytest.raises(BadInputError) as refused:
        read(text)
    assert sentence in refused.value.sentence
    assert refused.value.place.endswith(f"couriers.yaml:{line}")


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"format: \x01\n"])
def test_a_file_that_is_no_text_is_refused(read, content):
    with pytest.raises(BadInputError, match="not valid YAML"):
        read(content)


def test_a_file_that_is_not_there_is_said(tmp_path):
    with pytest.raises(BadInputError, match="cannot be read"):
        read_couriers([tmp_path / "none.yaml"])


def test_the_posts_need_the_letters_of_the_country(read):
    posts = r"""posts:
  pattern: '(?P<body>\d{8})(?P<check>\d)'
  check: s10
  form: letters
  told: {zh: 一, en: one}
  page: https://one.example/
  countries: {}
"""
    with pytest.raises(BadInputError, match="needs the group country"):
        read(HEAD + COURIER + posts)


def test_what_ships_is_read():
    shipped = shipped_couriers()
    assert len(shipped.by_code) > 250
    assert len(shipped.posts) > 200


def test_every_page_is_a_safe_address():
    for courier in shipped_couriers().by_code.values():
        link = courier.link("A B/..&x=1#")
        assert link.startswith("https://")
        assert "A B" not in link
        assert "{" not in link
