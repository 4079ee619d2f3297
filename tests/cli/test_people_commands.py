"""`csconsole agents` and `supervisor`: who works here, and who may do more."""

import pytest

from csconsole.cli.main import main

PASSPHRASE = "the supervisor's own"


@pytest.fixture
def secret(monkeypatch):
    """Give a secret in the surroundings."""

    def giving(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(f"CSCONSOLE_{name}", value)

    return giving


@pytest.fixture
def supervised(command, secret):
    """A shop of 小李 (PIN 1234) and 小王 with a supervisor."""
    secret(NEW_PIN="1234", NEW_SUPERVISOR=PASSPHRASE)
    command("agents", "add", "小李", "--pin")
    command("agents", "add", "小王")
    command("supervisor", "--set")


def test_agents_are_taken_in_and_listed(command, secret):
    secret(NEW_PIN="1234")
    told = command("agents", "add", "小李", "--pin", "--json").json
    assert told == {"name": "小李", "pin": True, "left": False, "here": False}
    assert command("agents", "add", "小王").out == "小王 works here now.\n"
    assert command("agents", "use", "小王", "--json").json == {"name": "小王"}
    assert command("agents", "list").out == "  小李 (with a PIN)\n* 小王\n"
    assert command("agents", "list", "--json").json == [
        {"name": "小李", "pin": True, "left": False, "here": False},
        {"name": "小王", "pin": False, "left": False, "here": True},
    ]


def test_the_desk_is_kept_for_the_next_command(command):
    command("agents", "add", "小王")
    assert command("agents", "use", "小王").out == "小王 is at this desk.\n"
    command("replies", "new", "--title", "自己的", "--text", "好的", "--own")
    assert command("search", "自己的", "--json").json[0]["title"] == "自己的"


def test_who_leaves_is_listed_for_programs_alone(command):
    command("agents", "add", "小王")
    assert command("agents", "remove", " 小王 ", "--json").json == {"name": "小王"}
    assert command("agents", "list").out == ""
    assert command("agents", "list", "--json").json[0]["left"] is True
    command("agents", "add", "小李")
    assert command("agents", "remove", "小李").out == "小李 works here no more.\n"


@pytest.mark.usefixtures("supervised")
def test_only_the_supervisor_takes_in_and_lets_go(command, secret):
    for arguments in (("add", "小张"), ("remove", "小王")):
        assert "only the supervisor" in command("agents", *arguments).reason
    secret(SUPERVISOR="a wrong one")
    assert "not the supervisor's passphrase" in command("agents", "add", "小张").reason
    secret(SUPERVISOR=PASSPHRASE)
    assert command("agents", "add", "小张").status == 0


@pytest.mark.usefixtures("supervised")
def test_a_pin_is_asked_of_whoever_works_under_its_name(command, secret):
    secret(AGENT="小李")
    assert "has a PIN" in command("search", "thyf").reason
    secret(PIN="0000")
    assert "not the PIN of 小李" in command("search", "thyf").reason
    secret(PIN="1234")
    assert command("search", "thyf").status == 0


def test_an_unknown_agent_is_named(command, secret):
    secret(AGENT="小张")
    assert command("search", "thyf").reason == "小张: no agent of this name works here"


@pytest.mark.usefixtures("supervised")
def test_a_pin_is_changed_and_taken_away(command, secret):
    secret(NEW_PIN="567890")
    assert "has a PIN" in command("agents", "pin", "小李").reason
    secret(PIN="1234")
    assert command("agents", "pin", "小李", "--json").json == {"name": "小李", "pin": True}
    secret(PIN="567890")
    assert command("agents", "pin", "小李", "--none").out == "小李 has no PIN any more.\n"
    assert command("agents", "pin", "小李").out == "小李 has a new PIN.\n"


@pytest.mark.usefixtures("supervised")
def test_the_supervisor_replaces_a_lost_pin(command, secret):
    secret(SUPERVISOR=PASSPHRASE, NEW_PIN="567890")
    assert command("agents", "pin", "小李").status == 0


@pytest.mark.parametrize("given", ["", "123", "abcd"])
def test_what_can_be_no_pin_is_refused(command, secret, given):
    secret(NEW_PIN=given)
    assert command("agents", "add", "小李", "--pin").reason
    assert command("agents", "list").out == ""


def test_the_passphrase_is_set_changed_and_removed(command, secret):
    assert command("supervisor", "--json").json == {"set": False}
    assert "everybody may do everything" in command("supervisor").out
    secret(NEW_SUPERVISOR=PASSPHRASE)
    assert command("supervisor", "--set").out == "A supervisor's passphrase is set.\n"
    secret(NEW_SUPERVISOR="another one")
    assert "only the supervisor" in command("supervisor", "--set").reason
    assert "only the supervisor" in command("supervisor", "--remove").reason
    secret(SUPERVISOR=PASSPHRASE)
    assert command("supervisor", "--set", "--json").json == {"set": True}
    assert "not the supervisor's" in command("supervisor", "--remove").reason
    secret(SUPERVISOR="another one")
    assert command("supervisor", "--remove", "--json").json == {"set": False}


def test_a_passphrase_is_set_or_removed_not_both(command):
    assert command("supervisor", "--set", "--remove").status == 2


def test_the_passphrase_is_asked_for_without_showing_it(shop, monkeypatch, capsys):
    monkeypatch.setattr("getpass.getpass", lambda *_args, **_more: PASSPHRASE)
    monkeypatch.setattr("click.termui.hidden_prompt_func", lambda _prompt: PASSPHRASE)
    with pytest.raises(SystemExit) as left:
        main(["--data-dir", str(shop.data), "supervisor", "--set"])
    assert left.value.code == 0
    assert PASSPHRASE not in "".join(capsys.readouterr())
