"""Reading a library file: every key of the format, and every refusal with the line it names."""

from datetime import date

import pytest

from csconsole.errors import BadInputError
from csconsole.replies.library_file import LARGEST_FILE, read_library

HEAD = "format: 1\nlanguage: zh\nreplies:\n"
REPLY = "  - id: fine\n    title: 好\n    text: 好的\n"
SECOND = "  - id: second\n    title: 第二\n    text: 第二条\n"
WRONG_LINE = "#!"  # stands in a comment at the line that the refusal must name
LONGEST_TEXT = 100_000


@pytest.fixture
def path(tmp_path):
    return tmp_path / "library.yaml"


@pytest.fixture
def read(path):
    def reading(content):
        path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
        return [placed.reply for placed in read_library(path)]

    return reading


def refusal(path, content):
    """What the reader says about a content, and the line that it names."""
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return refusal_of(path)


def refusal_of(path):
    with pytest.raises(BadInputError) as refused:
        read_library(path)
    place, line = refused.value.place.rsplit(":", maxsplit=1)
    assert place == str(path)
    return refused.value.sentence, int(line)


def with_value(entry):
    """A file of one reply in which one key has this value."""
    key = entry.partition(":")[0].strip('"')
    needed = {"id": "a", "title": "T", "text": "x"}
    lines = [f"{name}: {value}" for name, value in needed.items() if name != key]
    return HEAD + "  - " + "\n    ".join([*lines, f"{entry} {WRONG_LINE}"]) + "\n"


def marked_line(content):
    return 1 + content[: content.index(WRONG_LINE)].count("\n")


# What is read


def test_every_key_of_the_format_is_read(read):
    (reply,) = read("""\
format: 1
language: zh
replies:
  - id: return-freight
    category: after-sale/return
    title: {zh: 退货运费谁出, en: Who pays the return postage}
    shortcut: thyf
    text: {zh: "亲，{buyer|您}好", en: "Hello {buyer|there}"}
    variants: {zh: ["您好"], en: ["Hi", "Dear customer"]}
    asks:
      zh: [退货邮费谁承担, 运费谁付]
      en: [do I pay for the return]
    tags: [退货, 运费]
    valid: {from: 2026-11-01, until: 2026-11-12}
    for: {kind: return, states: [approved, refused]}
    pictures: [return-address.png]
""")
    assert reply.id == "return-freight"
    assert reply.category == "after-sale/return"
    assert reply.title == {"zh": "退货运费谁出", "en": "Who pays the return postage"}
    assert reply.shortcut == "thyf"
    assert reply.text == {"zh": "亲，{buyer|您}好", "en": "Hello {buyer|there}"}
    assert reply.variants == {"zh": ("您好",), "en": ("Hi", "Dear customer")}
    assert reply.asks == {
        "zh": ("退货邮费谁承担", "运费谁付"),
        "en": ("do I pay for the return",),
    }
    assert reply.tags == ("退货", "运费")
    assert (reply.valid_from, reply.valid_until) == (date(2026, 11, 1), date(2026, 11, 12))
    assert (reply.for_kind, reply.for_states) == ("return", ("approved", "refused"))
    assert reply.pictures == ("return-address.png",)


def test_an_id_a_title_and_a_text_are_enough(read):
    (reply,) = read(HEAD + REPLY)
    assert (reply.id, reply.title, reply.text) == ("fine", {"zh": "好"}, {"zh": "好的"})
    assert (reply.category, reply.shortcut, reply.tags, reply.asks) == ("", "", (), {})
    assert (reply.valid_from, reply.valid_until, reply.for_kind) == (None, None, "")


def test_plain_strings_and_lists_mean_the_language_of_the_file(read):
    content = "    variants: [b, c]\n    asks: d\n"
    (reply,) = read("language: en\nreplies:\n  - id: a\n    title: T\n    text: x\n" + content)
    assert (reply.title, reply.text) == ({"en": "T"}, {"en": "x"})
    assert (reply.variants, reply.asks) == ({"en": ("b", "c")}, {"en": ("d",)})


def test_the_language_may_stand_behind_the_replies(read):
    (reply,) = read("replies:\n  - {id: a, title: T, text: {zh: 好}, asks: [b]}\nlanguage: en\n")
    assert (reply.title, reply.text, reply.asks) == ({"en": "T"}, {"zh": "好"}, {"en": ("b",)})


def test_a_file_that_names_no_language_is_chinese(read):
    (reply,) = read("replies: [{id: a, title: 好, text: 好的}]")
    assert reply.title == {"zh": "好"}


def test_the_files_language_leaves_language_maps_alone(read):
    (reply,) = read("language: en\nreplies: [{id: a, title: {zh: 好}, text: {zh: 好的}}]")
    assert (reply.title, reply.text) == ({"zh": "好"}, {"zh": "好的"})


@pytest.mark.parametrize("written", ["no", "007", "1.0", "yes", "2026-11-01", "1e3", "0x1F"])
def test_values_stay_as_they_were_written(read, written):
    plain = HEAD + f"  - id: a\n    title: {written}\n    text: {{zh: {written}}}\n"
    (reply,) = read(plain + f"    tags: [{written}]\n")
    assert (reply.title["zh"], reply.text["zh"], reply.tags) == (written, written, (written,))


@pytest.mark.parametrize("written", ["no", "007", "1.0", "null", "~", "true", "- a", "# b"])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_quoted_values_stay_as_they_were_written(read, written, quote):
    quoted = f"{quote}{written}{quote}"
    entry = f"  - id: a\n    title: {quoted}\n    text: {quoted}\n    tags: [{quoted}]\n"
    (reply,) = read(HEAD + entry)
    assert (reply.title["zh"], reply.text["zh"], reply.tags) == (written, written, (written,))


def test_keys_with_nothing_behind_them_are_as_if_not_written(read):
    keys = ["category", "shortcut", "variants", "asks", "tags", "valid", "for", "pictures"]
    (reply,) = read(HEAD + REPLY + "".join(f"    {key}:\n" for key in keys))
    assert (reply.category, reply.shortcut, reply.variants, reply.asks) == ("", "", {}, {})
    assert (reply.tags, reply.valid_from, reply.for_kind, reply.pictures) == ((), None, "", ())


def test_half_a_period_of_validity_may_stand_alone(read):
    begins, ends = read(
        HEAD
        + REPLY
        + "    valid: {from: 2026-11-01}\n"
        + SECOND
        + "    valid: {from: , until: 2026-11-12}\n"
    )
    assert (begins.valid_from, begins.valid_until) == (date(2026, 11, 1), None)
    assert (ends.valid_from, ends.valid_until) == (None, date(2026, 11, 12))


def test_a_kind_may_stand_without_states(read):
    (reply,) = read(HEAD + REPLY + "    for: {kind: recheck}\n")
    assert (reply.for_kind, reply.for_states) == ("recheck", ())


def test_blanks_around_a_category_and_a_title_do_not_count(read):
    (reply,) = read(HEAD + '  - id: a\n    title: " 好 "\n    text: 好\n    category: a / b c\n')
    assert (reply.title["zh"], reply.category) == ("好", "a/b c")


def test_a_text_of_several_lines_keeps_its_line_breaks_and_blanks(read):
    (reply,) = read(HEAD + "  - id: a\n    title: T\n    text: |\n      一\n\n        二 \n")
    assert reply.text["zh"] == "一\n\n  二 \n"


def test_a_file_without_replies_has_none(read):
    assert read("format: 1\nreplies: []\n") == []


def test_the_longest_allowed_text_is_read(read):
    (reply,) = read(HEAD + f"  - id: a\n    title: T\n    text: {'好' * LONGEST_TEXT}\n")
    assert len(reply.text["zh"]) == LONGEST_TEXT


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_file_that_an_editor_saved_with_a_byte_order_mark_is_read(read, encoding):
    (reply,) = read((HEAD + REPLY).encode(encoding))
    assert reply.text["zh"] == "好的"


def test_a_file_with_windows_line_ends_is_read(read):
    replies = read((HEAD + REPLY + SECOND).replace("\n", "\r\n"))
    assert [reply.text["zh"] for reply in replies] == ["好的", "第二条"]


def test_each_reply_knows_the_line_where_it_begins(path):
    path.write_text(HEAD + REPLY + "\n# and another\n" + SECOND, encoding="utf-8")
    assert [placed.place for placed in read_library(path)] == [f"{path}:4", f"{path}:9"]


# What is refused: the line with #! is the one that must be named.

AT_THE_TOP = {
    "a key that is not known": ("shop: x #!\n" + HEAD + REPLY, "shop is not known"),
    "a key twice": (HEAD + REPLY + "language: en #!\n", "language stands twice"),
    "a second list of replies": (HEAD + REPLY + "replies: [] #!\n", "replies stands twice"),
    "no replies": ("format: 1 #!\nlanguage: zh\n", "replies is missing"),
    "replies as a map": ("format: 1\nreplies: {a: b} #!\n", "a list must stand here"),
    "replies as a word": ("format: 1\nreplies: none #!\n", "a list must stand here"),
    "replies without a value": ("format: 1\nreplies: #!\n", "a list must stand here"),
    "a later format": ("language: zh\nformat: 2 #!\nreplies: []\n", "format is not known"),
    "a format behind": (HEAD.replace("format: 1\n", "") + REPLY + "format: 2 #!\n", "not known"),
    "a format as a list": ("format: [1] #!\nreplies: []\n", "format is not known"),
    "a language of one letter": ("language: z #!\nreplies: []\n", "a language such as"),
    "a language with a blank": ("language: zh cn #!\nreplies: []\n", "a language such as"),
    "a language as a list": ("language: [zh] #!\nreplies: []\n", "a language such as"),
    "no language": ("language: #!\nreplies: []\n", "a language such as"),
    "a list": ("- id: a #!\n", "keys with values"),
    "a word": ("hello #!\n", "keys with values"),
    "an empty file": (" #!", "empty"),
    "a file of comments": ("#!\n# nothing else\n\n", "empty"),
}

IN_A_REPLY = {
    "a word for a reply": (HEAD + "  - hello #!\n", "keys with values"),
    "a list for a reply": (HEAD + "  - [a] #!\n", "keys with values"),
    "nothing for a reply": (HEAD + REPLY + "  - #!\n", "keys with values"),
    "a key that is not known": (HEAD + REPLY + "    titel: x #!\n", "titel is not known"),
    "a key twice": (HEAD + REPLY + "    title: x #!\n", "title stands twice"),
    "no id": (HEAD + REPLY + "  - title: x #!\n    text: y\n", "id is missing"),
    "no title": (HEAD + REPLY + "  - id: x #!\n    text: y\n", "title is missing"),
    "no text": (HEAD + REPLY + "  - id: x #!\n    title: y\n", "text is missing"),
    "nothing as title": (HEAD + "  - id: x #!\n    title:\n    text: y\n", "title is missing"),
    "null as text": (HEAD + "  - id: x #!\n    title: y\n    text: null\n", "text is missing"),
    "an id twice": (
        HEAD + REPLY + SECOND + REPLY.replace("fine", "fine #!"),
        "fine stands at",
    ),
    "a shortcut twice": (
        HEAD + REPLY + "    shortcut: thyf\n" + SECOND.replace("d\n", "d #!\n", 1)
        + "    shortcut: thyf\n",
        "thyf stands at",
    ),
    "a shortcut twice in another case": (
        HEAD + REPLY + "    shortcut: thyf\n" + SECOND.replace("d\n", "d #!\n", 1)
        + "    shortcut: ThYF\n",
        "ThYF stands at",
    ),
    "a shortcut twice in full width": (
        HEAD + REPLY + "    shortcut: thyf\n" + SECOND.replace("d\n", "d #!\n", 1)
        + "    shortcut: ｔｈｙｆ\n",
        "stands at",
    ),
}  # fmt: skip

BAD_VALUES = {
    "id: Return": "id Return may have only",
    "id: -a": "may have only",
    "id: a b": "may have only",
    "id: a_b": "may have only",
    "id: 退货": "may have only",
    "id: ''": "may have only",
    f"id: {'a' * 101}": "may have only",
    "id: [a]": "a text must stand here",
    "id: {a: b}": "a text must stand here",
    "category: ''": "a category is a path",
    "category: /a": "a category is a path",
    "category: a/": "a category is a path",
    "category: a//b": "a category is a path",
    "category: [a, b]": "a text must stand here",
    "shortcut: ''": "one word of at most",
    "shortcut: a b": "one word of at most",
    "shortcut: ' a'": "one word of at most",
    "shortcut: 'a '": "one word of at most",
    f"shortcut: {'a' * 41}": "one word of at most",
    "shortcut: [a]": "a text must stand here",
    "title: ''": "the text is empty",
    "title: '  '": "the text is empty",
    "title: {}": "a text must stand here",
    "title: [a]": "keys with values",
    "title: {zh: [a]}": "a text must stand here",
    "title: {zh: {en: a}}": "a text must stand here",
    "title: {zh: a, en: ''}": "the text is empty",
    "title: {zh: a, en: null}": "the text is empty",
    "title: {zh: ~}": "the text is empty",
    "title: {zh: a, zh: b}": "zh stands twice",
    "title: {Chinese: a}": "Chinese is not a language",
    "title: {'': a}": "is not a language",
    f"title: {'好' * 201}": "a title is one line",
    '"title": "a\\nb"': "a title is one line",
    '"title": "a\\rb"': "a title is one line",
    '"title": "a\\Lb"': "a title is one line",
    '"title": "a\\x07b"': "a title has no control characters",
    '"title": "a\\tb"': "a title has no control characters",
    '"title": {zh: a, en: "b\\x9f"}': "a title has no control characters",
    '"shortcut": "a\\x1bb"': "a shortcut has no control characters",
    f"asks: {'问' * 501}": "a question has at most 500 characters",
    f"asks: {{zh: [短, {'问' * 501}]}}": "a question has at most 500 characters",
    "text: ''": "the text is empty",
    "text: '   '": "the text is empty",
    "text: {}": "a text must stand here",
    "text: [a]": "keys with values",
    "text: {zh: ''}": "the text is empty",
    "text: {zh: null}": "the text is empty",
    "text: {zh: a, Z: b}": "Z is not a language",
    "text: '{'": "the brace is not closed",
    "text: {zh: '{}'}": "a name is missing",
    "text: {zh: a, en: '{?a@colour}'}": "date, number or text",
    "variants: ['']": "the text is empty",
    "variants: ''": "the text is empty",
    "variants: {zh: '', en: a}": "the text is empty",
    "variants: {zh: {a: b}}": "a list must stand here",
    "variants: [[a]]": "a text must stand here",
    "variants: {Z: [a]}": "Z is not a language",
    "variants: ['fine', 'not {fine']": "the brace is not closed",
    "asks: [a, ' ']": "the text is empty",
    "asks: ''": "the text is empty",
    "asks: {zh: {a: b}}": "a list must stand here",
    "asks: {zh: [{a: b}]}": "a text must stand here",
    "asks: {1: [a]}": "1 is not a language",
    "tags: ['']": "the text is empty",
    "tags: ''": "the text is empty",
    "tags: {zh: [a]}": "a list must stand here",
    "tags: [[a]]": "a text must stand here",
    "pictures: ['']": "the text is empty",
    "pictures: {a: b}": "a list must stand here",
    "valid: 2026-11-01": "keys with values",
    "valid: [2026-11-01]": "keys with values",
    "valid: {from: tomorrow}": "a day such as 2026-11-01",
    "valid: {until: 2026-02-30}": "a day such as 2026-11-01",
    "valid: {until: 11/12/2026}": "a day such as 2026-11-01",
    "valid: {from: [2026-11-01]}": "a text must stand here",
    "valid: {to: 2026-11-01}": "to is not known",
    "valid: {from: 2026-11-12, until: 2026-11-01}": "it ends before it begins",
    "for: return": "keys with values",
    "for: {states: [approved]}": "kind is missing",
    "for: {kind: return, state: approved}": "state is not known",
    "for: {kind: [return]}": "a text must stand here",
    "for: {kind: }": "kind is missing",
    "for: {kind: null}": "kind is missing",
    "for: {kind: return, states: {a: b}}": "a list must stand here",
    "for: {kind: return, states: ['']}": "the text is empty",
}

NOT_OUR_YAML = {
    "an anchor": (HEAD + REPLY + "    tags: &all [a] #!\n", "anchors"),
    "a reference": (HEAD + REPLY + "    tags: *all #!\n", "references"),
    "references that multiply": (
        HEAD + REPLY + f"    tags: &a [x] #!\n    asks: &b [{'*a, ' * 9}]\n    valid: [*b, *b]\n",
        "anchors"),
    "a merged map": (HEAD + REPLY + "    <<: {category: a} #!\n", "<< is not known"),
    "an object of Python": (
        HEAD + REPLY + "    tags: !!python/object/apply:os.system [echo] #!\n", "tags"),
    "a tagged text": (HEAD + REPLY + "    category: !secret a #!\n", "tags"),
    "YAML's own tag": (HEAD + REPLY + "    category: !!str a #!\n", "tags"),
    "a second document": (HEAD + REPLY + "--- #!\nformat: 1\n", "a second document"),
    "nesting without end": (HEAD + REPLY + f"    tags: {'[' * 900}{']' * 900} #!\n", "too deep"),
    "nesting of maps": (HEAD + REPLY + f"    tags: {'{a: ' * 900}b{'}' * 900} #!\n", "too deep"),
    "a map as a key": (HEAD + REPLY + "    ? {a: b} #!\n    : c\n", "a key must be a word"),
    "a list as a key at the top": ("? [a] #!\n: b\n" + HEAD + REPLY, "a key must be a word"),
    "a tab as indentation": (HEAD + REPLY + "\ttags: [a] #!\n", "not valid YAML"),
    "a colon too many": (HEAD + "  - id: a: b #!\n", "not valid YAML"),
    "a text of half a character": (HEAD + '  - id: a\n    title: "\\ud83d" #!\n', "not valid YAML"),
    "a text that is too long": (
        HEAD + f"  - id: a\n    title: T\n    text: {'好' * (LONGEST_TEXT + 1)} #!\n",
        "longer than 100000",
    ),
}  # fmt: skip

REFUSED = [
    pytest.param(content, reason, id=f"{where}: {name}")
    for where, cases in {"top": AT_THE_TOP, "reply": IN_A_REPLY, "yaml": NOT_OUR_YAML}.items()
    for name, (content, reason) in cases.items()
] + [
    pytest.param(with_value(entry), reason, id=f"value: {entry[:40]}")
    for entry, reason in BAD_VALUES.items()
]


@pytest.mark.parametrize(("content", "reason"), REFUSED)
def test_what_is_wrong_is_refused_with_its_line(path, content, reason):
    sentence, line = refusal(path, content)
    assert reason in sentence
    assert line == marked_line(content)


def test_no_refused_file_changes_the_library(workspace, path):
    library, entries = workspace.replies.all(), workspace.verify().entries
    for refused in REFUSED:
        path.write_text(refused.values[0], encoding="utf-8")
        with pytest.raises(BadInputError):
            workspace.replies.import_files([path], whole=True)
    assert workspace.replies.all() == library
    assert workspace.verify().entries == entries


@pytest.mark.parametrize("key", ["title", "text", "variants"])
def test_the_line_is_that_of_the_wrong_language_not_of_the_first(path, key):
    wrong = f"'{{' {WRONG_LINE}" if key != "title" else f"{'x' * 201} {WRONG_LINE}"
    texts = f"      zh: fine\n      en: {wrong}\n"
    content = with_value(f"{key}:\n{texts}    tags: [a]").removesuffix(f" {WRONG_LINE}\n")
    _sentence, line = refusal(path, content)
    assert line == marked_line(content)


def test_the_line_is_that_of_the_wrong_variant_not_of_the_first(path):
    content = HEAD + REPLY + f"    variants:\n      zh:\n      - fine\n      - '{{' {WRONG_LINE}\n"
    _sentence, line = refusal(path, content)
    assert line == marked_line(content)


def test_lines_are_counted_alike_with_windows_line_ends(path):
    content = with_value("id: Return").replace("\n", "\r\n")
    assert refusal(path, content)[1] == marked_line(content)


def test_the_message_of_a_second_id_names_the_place_of_the_first(path):
    sentence, _line = refusal(path, HEAD + REPLY + SECOND + REPLY)
    assert f"{path}:4" in sentence


@pytest.mark.parametrize(
    "entry",
    [
        pytest.param(f'title: "好 {WRONG_LINE}\n    text: 好的\n', id="a quote"),
        pytest.param(f"tags: [a {WRONG_LINE}\n    text: x\n", id="a bracket"),
        pytest.param(f"title: {{zh: 好 {WRONG_LINE}\n    text: x\n", id="a brace"),
    ],
)
def test_what_is_left_open_is_refused_with_the_line_where_it_began(path, entry):
    content = HEAD + f"  - id: a\n    {entry}" + SECOND + "# more\n" * 20
    sentence, line = refusal(path, content)
    assert "not valid YAML" in sentence
    assert line == marked_line(content) or f"line {marked_line(content)}" in sentence


@pytest.mark.parametrize(
    ("content", "line"),
    [
        pytest.param((HEAD + REPLY).encode("gbk"), 5, id="GBK"),
        pytest.param((HEAD + REPLY).encode("big5"), 5, id="Big5"),
        pytest.param(
            (HEAD + REPLY.replace("好的", "ok\0")).replace("好", "x").encode(), 6, id="NUL"
        ),
        pytest.param((HEAD + REPLY).encode() + b"    tags: [\xff]\n", 7, id="a byte of no text"),
        pytest.param((HEAD + REPLY).encode() + b"    tags: [\x1b]\n", 7, id="a control character"),
        pytest.param((HEAD + REPLY).encode("utf-16-le"), 1, id="UTF-16 without its mark"),
    ],
)
def test_what_is_not_text_in_utf_8_is_refused_with_its_line(path, content, line):
    sentence, found = refusal(path, content)
    assert "not text in UTF-8" in sentence
    assert found == line


def test_a_huge_file_is_refused_by_its_size_alone(path):
    with path.open("wb") as file:
        file.truncate(LARGEST_FILE + 1_000_000)
    sentence, line = refusal_of(path)
    assert "49 MB" in sentence
    assert line == 1


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path):
    with pytest.raises(BadInputError, match="cannot be read") as refused:
        read_library(tmp_path / "nowhere.yaml")
    assert refused.value.place == str(tmp_path / "nowhere.yaml")


def test_a_folder_is_refused_by_name(tmp_path):
    with pytest.raises(BadInputError, match="cannot be read") as refused:
        read_library(tmp_path)
    assert refused.value.place == str(tmp_path)
