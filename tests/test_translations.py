"""The catalogues hold every sentence of the program, translated whole."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from csconsole.language import CATALOGUES
from csconsole.shipped import RESOURCES

ROOT = Path(__file__).resolve().parent.parent
PLACEHOLDER = re.compile(r"\{[^{}]*\}|%\(\w+\)[a-z]|%[sd]")

every_language = pytest.mark.parametrize("language", CATALOGUES)


def catalogue(language: str) -> Catalog:
    path = RESOURCES / "locale" / language / "LC_MESSAGES" / "csconsole.po"
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def sentences(language: str) -> list[tuple[str, str]]:
    """Each English sentence with its translation; of plural forms, the general one."""
    pairs = []
    for message in catalogue(language):
        if message.id:
            source = message.id if isinstance(message.id, str) else message.id[-1]
            text = message.string if isinstance(message.string, str) else message.string[-1]
            pairs.append((source, text))
    return pairs


def test_the_catalogues_are_in_step_with_the_code():
    told = subprocess.run(
        [sys.executable, "packaging/translations.py", "--check"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        check=False,
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


@every_language
def test_every_sentence_is_translated(language):
    pairs = sentences(language)
    assert len(pairs) > 100
    assert [source for source, text in pairs if not text.strip()] == []


@every_language
def test_no_translation_is_a_guess(language):
    assert [message.id for message in catalogue(language) if message.id and message.fuzzy] == []


@every_language
def test_a_translation_has_the_placeholders_of_its_sentence(language):
    wrong = [
        source
        for source, text in sentences(language)
        if text and sorted(PLACEHOLDER.findall(source)) != sorted(PLACEHOLDER.findall(text))
    ]
    assert wrong == []


@every_language
def test_a_translation_begins_and_ends_as_its_sentence(language):
    """Spaces and line ends at the rims are part of how sentences are put together."""
    wrong = [
        source
        for source, text in sentences(language)
        if text
        and (source[0].isspace(), source[-1].isspace()) != (text[0].isspace(), text[-1].isspace())
    ]
    assert wrong == []


@every_language
def test_a_translation_keeps_the_keys_of_menus_and_buttons(language):
    wrong = [
        source
        for source, text in sentences(language)
        if text and ("&" in source.replace("&&", "")) != ("&" in text.replace("&&", ""))
    ]
    assert wrong == []


def test_traditional_chinese_is_not_simplified_chinese():
    simplified, traditional = (dict(sentences(language)) for language in CATALOGUES)
    alike = [source for source in simplified if simplified[source] == traditional[source]]
    assert len(alike) < len(simplified) / 2
