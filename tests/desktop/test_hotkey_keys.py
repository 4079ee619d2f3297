"""Keys as they are written, and how each program is pasted into."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from csconsole.desktop.system.applications import (
    read_chosen_keys,
    read_ways,
    shipped_ways,
    way_for,
    way_into,
    written_keys,
)
from csconsole.desktop.system.keys import (
    MODIFIERS,
    NAMED,
    KeyCombination,
    is_fit_for_everywhere,
    read_keys,
)
from csconsole.errors import BadInputError

keys = some.builds(
    lambda held, key: KeyCombination(tuple(one for one in MODIFIERS if one in held), key),
    some.sets(some.sampled_from(MODIFIERS)),
    some.sampled_from((*NAMED, *"ABCXYZ0129+-.,")),
)


@given(keys)
def test_keys_that_are_written_are_read_as_the_same(one):
    assert read_keys(str(one)) == one


@pytest.mark.parametrize("text", ["ctrl+alt+space", "Alt+Ctrl+Space", " Ctrl + Alt + Space "])
def test_order_case_and_blanks_do_not_matter(text):
    assert read_keys(text) == KeyCombination(("Ctrl", "Alt"), "Space")


@pytest.mark.parametrize("text", ["", "Ctrl+", "Hyper+A", "Ctrl+Nonsense", "A+B"])
def test_what_is_no_key_is_refused_with_an_example(text):
    with pytest.raises(BadInputError) as refused:
        read_keys(text)
    assert "Ctrl+Alt+Space" in refused.value.hint


@pytest.mark.parametrize(
    ("text", "fits"), [("A", False), ("Shift+A", False), ("F9", True), ("Ctrl+A", True)]
)
def test_a_letter_alone_is_not_taken_from_every_program(text, fits):
    assert is_fit_for_everywhere(read_keys(text)) is fits


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("xterm", "Shift+Ins"),
        ("gnome-terminal-server", "Ctrl+Shift+V"),
        ("chromium", "Ctrl+V"),
        ("wechat.exe", "Ctrl+V"),
    ],
)
def test_terminals_are_pasted_into_with_their_own_keys(name, keys):
    assert str(way_into(["window", name], shipped_ways()).keys) == keys


def test_no_picture_goes_into_a_terminal():
    assert way_into(["xterm"], shipped_ways()).pictures == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("format: 1\napplications: [{keys: Ctrl+V}]", "names"),
        ("format: 1\napplications: [{names: [a], keys: Hyper+V}]", "Hyper"),
        ("format: 1\napplications: [{names: [a], pictures: [gif]}]", "gif"),
        ("format: 2\napplications: []", "2"),
        ("", "empty"),
        ("{", ""),
    ],
)
def test_a_wrong_file_is_refused_with_its_name(tmp_path, text, told):
    path = tmp_path / "applications.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BadInputError) as refused:
        read_ways(path)
    assert str(path) in refused.value.place
    assert told in str(refused.value)


def test_keys_that_were_chosen_for_a_program_go_before_the_shipped_ones() -> None:
    chosen = read_chosen_keys("MyChat.exe = Shift+Ins; xterm=Ctrl+Shift+V")
    assert str(way_for(["mychat.exe"], chosen).keys) == "Shift+Ins"
    assert way_for(["mychat.exe"], chosen).selected
    assert str(way_for(["xterm"], chosen).keys) == "Ctrl+Shift+V"
    assert way_for(["xterm"], chosen).pictures == ()
    assert str(way_for(["other"], chosen).keys) == "Ctrl+V"


def test_chosen_keys_are_read_as_they_were_written() -> None:
    written = written_keys([("Chat", "Shift+Ins"), ("  ", "Ctrl+V"), ("term", "Ctrl+Shift+V")])
    assert written == "chat=Shift+Ins; term=Ctrl+Shift+V"
    assert list(read_chosen_keys(written)) == ["chat", "term"]


@pytest.mark.parametrize("text", ["chat", "=Ctrl+V", "chat=Hyper+V", "chat="])
def test_what_names_no_program_with_keys_is_refused(text) -> None:
    with pytest.raises(BadInputError):
        read_chosen_keys(text)


def test_ctrl_v_is_what_pastes_on_every_system_since_it_is_the_command_key_of_macos() -> None:
    assert str(way_into(["com.tencent.xinwechat"], shipped_ways()).keys) == "Ctrl+V"
