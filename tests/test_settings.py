"""The settings of this device."""

import json
import stat
from dataclasses import fields

import pytest

from csconsole.errors import BadInputError
from csconsole.language import _, choose
from csconsole.settings import Settings, changed, load, save


@pytest.fixture
def path(tmp_path):
    return tmp_path / "config" / "settings.json"


@pytest.fixture
def written(path):
    """Write the settings file as somebody's editor would."""

    def writing(text):
        path.parent.mkdir()
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return path

    return writing


def test_without_a_file_everything_has_its_default(path):
    assert load(path) == Settings()
    assert not path.exists()


def test_what_was_saved_is_read_again(path):
    settings = changed(Settings(), language="zh_TW", agent="客服 “一”\n", shop="小店\u2028")
    save(path, settings)
    assert load(path) == settings


def test_a_setting_that_is_missing_in_the_file_has_its_default(written):
    assert load(written('{"theme": "dark"}')) == changed(Settings(), theme="dark")


def test_a_setting_of_a_newer_program_is_ignored(written):
    assert load(written('{"theme": "dark", "sounds": [1, 2]}')) == changed(Settings(), theme="dark")


BROKEN = {
    "no JSON": "theme = dark",
    "cut": '{"theme": "da',
    "empty": "",
    "a list": "[]",
    "a text": '"dark"',
    "null": "null",
    "no UTF-8": b'{"agent": "\xff"}',
    "a number": '{"theme": 1}',
    "nothing": '{"agent": null}',
    "a list as a value": '{"language": ["zh_CN"]}',
    "no such theme": '{"theme": "pink"}',
    "no such language": '{"language": "pt_BR"}',
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_file_that_cannot_be_taken_is_named_and_left_as_it_is(written, kind):
    path = written(BROKEN[kind])
    before = path.read_bytes()
    with pytest.raises(BadInputError) as refused:
        load(path)
    assert refused.value.place == str(path)
    assert refused.value.hint
    assert path.read_bytes() == before


def test_a_wrong_value_is_named(written):
    with pytest.raises(BadInputError, match="theme cannot be pink"):
        load(written('{"theme": "pink"}'))


def test_a_file_with_a_byte_order_mark_is_read(written):
    assert load(written(b'\xef\xbb\xbf{"theme": "dark"}')).theme == "dark"


def test_a_folder_in_the_place_of_the_file_is_named(path):
    path.mkdir(parents=True)
    with pytest.raises(BadInputError) as refused:
        load(path)
    assert refused.value.place == str(path)


def test_settings_are_private_and_nothing_else_lies_beside_them(path):
    save(path, Settings())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


def test_settings_can_be_read_and_mended_by_a_person(path):
    save(path, changed(Settings(), agent="客服1"))
    text = path.read_text(encoding="utf-8")
    assert '"agent": "客服1"' in text
    assert text.count("\n") > len(fields(Settings))
    assert json.loads(text)["language"] == "system"


def test_changing_settings_leaves_the_former_ones_alone():
    former = Settings()
    assert changed(former, theme="dark").theme == "dark"
    assert former.theme == "system"


@pytest.mark.parametrize("setting", fields(Settings), ids=lambda setting: setting.name)
def test_every_setting_is_described_and_has_a_default_that_can_be_chosen(setting):
    description, choices = setting.metadata["description"], setting.metadata["choices"]
    assert description
    assert not choices or setting.default in choices
    choose(["zh_CN"])
    assert _(description) != description
