"""Rules of the wording check as files: read whole, or refused with the line."""

import pytest

from csconsole.errors import BadInputError
from csconsole.replies.checking.alternatives import written_out
from csconsole.replies.checking.checker import Checker
from csconsole.replies.checking.model import Severity
from csconsole.replies.checking.rule_file import read_rules

RULE = """format: 1
sets:
  who: [我, 咱]
harmless: [好东西]
hosts: [example.com]
denials: {directly: [不], before: [请勿], around: [骗子], no_denials: [不要犹豫]}
lookalikes: {v: ѵ}
rules:
  - id: sample
    severity: forbidden
    because: {zh: 原因, en: reason}
    advice: {zh: 建议, en: advice}
    words: [加<who>, {坏(东西|货): 好货}, 东西]
    unless: [东西两边]
    denied: harmless
  - id: link
    severity: risky
    because: {zh: 原因, en: reason}
    detector: web-address
"""


@pytest.fixture
def read(tmp_path):
    def reading(*texts):
        paths = []
        for at, text in enumerate(texts):
            paths.append(tmp_path / f"{at}.yaml")
            paths[-1].write_text(text, encoding="utf-8")
        return read_rules(paths)

    return reading


def words_of(checker, text):
    return [finding.word for finding in checker.check(text)]


def test_a_rule_finds_its_words_and_leaves_the_harmless_ones(read):
    checker = Checker(read(RULE))
    assert words_of(checker, "加咱，坏货和东西") == ["加咱", "坏货", "东西"]
    assert words_of(checker, "好东西，东西两边") == []


def test_a_better_wording_belongs_to_its_word(read):
    [finding] = Checker(read(RULE)).check("坏东西")
    assert (finding.better, finding.severity) == ("好货", Severity.FORBIDDEN)


@pytest.mark.parametrize("text", ["不加我", "请勿加我", "加我的是骗子"])
def test_a_denial_makes_a_word_what_the_rule_says(read, text):
    assert words_of(Checker(read(RULE)), text) == []


def test_what_looks_like_a_denial_is_none(read):
    assert words_of(Checker(read(RULE)), "不要犹豫加我") == ["加我"]


def test_sites_that_are_known_may_be_linked_to(read):
    checker = Checker(read(RULE))
    assert words_of(checker, "www.example.com/a 和 www.example.org/b") == ["www.example.org/b"]


def test_several_files_are_one_set_of_rules(read):
    other = "format: 1\nharmless: [坏东西]\nhosts: [example.org]\n"
    rules = read(RULE, other)
    assert rules.hosts == {"example.com", "example.org"}
    assert words_of(Checker(rules), "坏东西") == []


@pytest.mark.parametrize(
    ("before", "after", "line"),
    [
        ("format: 1", "format: 2", 1),
        ("format: 1\n", "", 1),
        ("severity: forbidden", "severity: deadly", 10),
        ("because: {zh: 原因, en: reason}\n    advice", "advice", 9),
        ("{zh: 原因, en: reason}", "{zh: 原因}", 11),
        ("{zh: 原因, en: reason}", "原因", 11),
        ("{zh: 原因, en: reason}", "{zh: 原因, en: reason, fr: raison}", 11),
        ("加<who>", "加<whom>", 13),
        ("坏(东西|货)", "坏(东西|货", 13),
        ("坏(东西|货)", "(|)", 13),
        ("denied: harmless", "denied: perhaps", 15),
        ("denied: harmless", "gaps: none", 15),
        ("denied: harmless", "color: red", 15),
        ("denied: harmless", "detector: mail-address", 9),
        ("detector: web-address", "detector: magic", 19),
        ("    detector: web-address\n", "", 16),
        ("id: link", "id: sample", 16),
        ("id: link", "id: Link!", 16),
        ("words: [", "words: {x: [", 13),
        ("harmless: [好东西]", "harmless: 好东西", 4),
        ("hosts: [example.com]", "hosts: [[a]]", 5),
        ("denials: {directly", "denials: {indirectly", 6),
        ("lookalikes: {v: ѵ}", "lookalikes: [v]", 7),
        ("harmless:", "harmful:", 4),
        ("hosts:", "harmless:", 5),
    ],
)
def test_a_fault_in_a_file_is_told_with_its_line(read, before, after, line):
    text = RULE.replace(before, after, 1)
    if after.endswith("{x: ["):
        text = text.replace("东西]\n    unless", "东西]}\n    unless")
    with pytest.raises(BadInputError) as refused:
        read(text)
    assert refused.value.place.endswith(f".yaml:{line}")


def test_an_empty_or_missing_file_is_refused(read, tmp_path):
    with pytest.raises(BadInputError, match="empty"):
        read("")
    with pytest.raises(BadInputError, match="cannot be read"):
        read_rules([tmp_path / "none.yaml"])


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("最好", ["最好"]),
        ("最(好|棒)", ["最好", "最棒"]),
        ("最?好", ["最好", "好"]),
        ("(最|很)?好", ["最好", "很好", "好"]),
        ("<v>信", ["v信", "薇信"]),
        ("<v>?信(号(码)?)?", ["v信号码", "v信号", "v信", "薇信号码", "薇信号", "薇信",
                             "信号码", "信号", "信"]),
    ],
)  # fmt: skip
def test_alternatives_are_written_out(entry, words):
    assert written_out(entry, {"v": ["v", "薇"]}) == words


@pytest.mark.parametrize("entry", ["(", "a)", "(a|b", "<v", "a|", "?", "(1|2|3|4|5|6|7|8|9)" * 4])
def test_alternatives_that_mean_nothing_or_too_much_are_refused(entry):
    with pytest.raises((ValueError, KeyError)):
        written_out(entry, {"v": ["v"]})
