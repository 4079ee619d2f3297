"""The language of the program: which one is used, and that it speaks it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from csconsole import language
from csconsole.language import N_, _, choose, chosen, ngettext, system_languages

ROOT = Path(__file__).resolve().parent.parent
LANGUAGE_NAMES = ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")

TAGS = [
    ("zh_CN.UTF-8", "zh_CN"),
    ("zh_CN", "zh_CN"),
    ("zh-CN", "zh_CN"),
    ("zh", "zh_CN"),
    ("zh_SG", "zh_CN"),
    ("zh-Hans", "zh_CN"),
    ("zh-Hans-CN", "zh_CN"),
    ("zh-Hans-HK", "zh_CN"),
    ("zh_Hans_TW", "zh_CN"),
    ("ZH_cn.utf8", "zh_CN"),
    ("zh_CN.GB18030@pinyin", "zh_CN"),
    ("zh_TW.Big5", "zh_TW"),
    ("zh_TW", "zh_TW"),
    ("zh-Hant-HK", "zh_TW"),
    ("zh_HK", "zh_TW"),
    ("zh_MO.UTF-8", "zh_TW"),
    ("zh-Hant", "zh_TW"),
    ("en", "en"),
    ("en_GB.UTF-8", "en"),
    ("C", "en"),
    ("C.UTF-8", "en"),
    ("POSIX", "en"),
    ("pt_BR", "en"),
    ("ja_JP.UTF-8", "en"),
    ("", "en"),
]


@pytest.fixture
def environment(monkeypatch):
    """Have the environment ask for these languages and no others."""

    def asking(**values):
        for name in LANGUAGE_NAMES:
            monkeypatch.delenv(name, raising=False)
        for name, value in values.items():
            monkeypatch.setenv(name, value)

    return asking


@pytest.mark.parametrize(("tag", "expected"), TAGS)
def test_every_way_to_name_a_language_finds_its_catalogue(tag, expected):
    assert choose([tag]) == chosen() == expected


def test_the_first_language_that_there_is_is_used():
    assert choose(["pt_BR", "zh_TW", "zh_CN", "en"]) == "zh_TW"
    assert choose(["pt_BR", "ja"]) == "en"
    assert choose([]) == "en"


@pytest.mark.parametrize("tag", ["zh_CN", "zh_TW"])
def test_the_program_speaks_the_chosen_language(tag):
    choose([tag])
    assert _("the passphrase is wrong") != "the passphrase is wrong"
    choose(["en"])
    assert _("the passphrase is wrong") == "the passphrase is wrong"


def test_simplified_and_traditional_chinese_are_written_apart():
    choose(["zh_CN"])
    simplified = _("the passphrase is wrong")
    choose(["zh_TW"])
    assert _("the passphrase is wrong") != simplified


def test_english_counts_one_and_many():
    assert [ngettext("{n} reply", "{n} replies", count) for count in (0, 1, 2)] == [
        "{n} replies",
        "{n} reply",
        "{n} replies",
    ]


def test_a_sentence_without_a_translation_is_shown_as_it_is():
    choose(["zh_CN"])
    assert _("no catalogue has this sentence") == "no catalogue has this sentence"


def test_a_marked_constant_stays_as_it_is_until_it_is_shown():
    choose(["zh_CN"])
    assert N_("the passphrase is wrong") == "the passphrase is wrong"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"LANG": "zh_CN.UTF-8"}, ["zh_CN.UTF-8"]),
        ({"LANG": "en_GB", "LC_MESSAGES": "zh_TW"}, ["zh_TW"]),
        ({"LC_ALL": "C", "LANG": "zh_CN"}, ["C"]),
        ({"LANGUAGE": "pt_BR:zh_TW:en", "LC_ALL": "C"}, ["pt_BR", "zh_TW", "en"]),
        ({"LANGUAGE": "", "LANG": "zh_CN"}, ["zh_CN"]),
        ({"LANGUAGE": "::zh_CN:"}, ["zh_CN"]),
        ({}, []),
    ],
)
def test_the_system_says_which_languages_it_wants(environment, asked, expected):
    environment(**asked)
    assert system_languages() == expected


def test_the_languages_of_the_system_are_still_known_when_another_one_was_chosen(environment):
    environment(LANGUAGE="", LANG="zh_TW.UTF-8")
    choose(["en"])
    language.teach_libraries()
    assert system_languages() == ["zh_TW.UTF-8"]


def test_the_command_line_speaks_the_language_of_the_system():
    told = subprocess.run(
        [sys.executable, "-m", "csconsole", "--help"],
        capture_output=True,
        text=True,
        encoding="utf-8",
        cwd=ROOT,
        env=os.environ | {"LANGUAGE": "zh_CN"},
        check=True,
    )
    assert "用法" in told.stdout
    assert "Options" not in told.stdout
