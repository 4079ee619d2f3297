"""`csconsole replies new`, `edit` and what belongs to them: the library written by hand."""

import pytest

PASSPHRASE = "the supervisor's own"


@pytest.fixture
def at_desk(command, monkeypatch):
    """Choose who works at the desk, with or without the supervisor's passphrase."""
    for name in ("小李", "小王"):
        command("agents", "add", name)
    monkeypatch.setenv("CSCONSOLE_NEW_SUPERVISOR", PASSPHRASE)
    command("supervisor", "--set")

    def sitting(agent, *, supervisor=False):
        monkeypatch.setenv("CSCONSOLE_AGENT", agent)
        monkeypatch.setenv("CSCONSOLE_SUPERVISOR", PASSPHRASE if supervisor else "")

    return sitting


def ids(found):
    return [one["id"] for one in found]


# Showing and writing


def test_a_reply_is_shown_with_all_that_it_has(command):
    assert command("replies", "show", "return-freight", "--json").json == {
        "id": "return-freight",
        "category": "after-sale/return",
        "title": {"zh": "退货运费谁出", "en": "Who pays the return postage"},
        "shortcut": "thyf",
        "text": {"zh": "亲，运费我们出。\n谢谢", "en": "We pay."},
        "variants": {},
        "asks": {},
        "tags": [],
        "valid": {},
        "for": {},
        "pictures": [],
        "owner": "",
        "archived": False,
    }
    assert command("replies", "show", "greeting").out.splitlines() == [
        "id: greeting",
        "title: zh: 问候",
        "shortcut: wh",
        "text: zh: {greeting}",
    ]


def test_the_languages_of_a_reply_stay_in_the_order_of_the_file(command):
    told = command("replies", "show", "return-freight", "--json").json
    assert list(told["title"]) == ["zh", "en"]


def test_a_reply_that_is_not_there_is_named(command):
    for arguments in (("show", "no-such"), ("history", "no-such"), ("archive", "no-such")):
        assert command("replies", *arguments).reason == "there is no reply no-such"


def test_a_new_reply_is_kept_and_found(command):
    made = command(
        "replies", "new", "--title", "Invoice", "--text", "We send it.", "--language", "en",
        "--category", "after-sale", "--shortcut", "inv", "--json",
    ).json  # fmt: skip
    assert made["id"].startswith("invoice-")
    assert (made["title"], made["category"]) == ({"en": "Invoice"}, "after-sale")
    assert ids(command("search", "inv", "--json").json) == [made["id"]]
    command("replies", "undo", made["action"])
    assert command("search", "inv", "--json").json == []


def test_a_new_reply_that_cannot_be_is_refused_in_one_line(command):
    for arguments in (
        ("--title", "问候二", "--text", "{"),
        ("--title", "问候二", "--text", "好", "--shortcut", "thyf"),
        ("--title", "问\x07候", "--text", "好"),
        ("--title", "问候二", "--text", "\udcff"),
    ):
        assert command("replies", "new", *arguments).reason


def test_fields_are_set_one_by_one(command):
    told = command(
        "replies", "edit", "return-freight", "--set", "title:en=Postage", "--set", "tags=运费",
        "--set", "tags=退货", "--set", "until=2030-01-31", "--set", "shortcut=", "--set",
        "kind=return", "--set", "states=approved", "--json",
    ).json  # fmt: skip
    assert told["title"] == {"zh": "退货运费谁出", "en": "Postage"}
    assert told["tags"] == ["运费", "退货"]
    assert told["valid"] == {"until": "2030-01-31"}
    assert told["for"] == {"kind": "return", "states": ["approved"]}
    assert told["shortcut"] == ""


def test_a_field_without_a_language_is_set_in_the_first_one(command):
    told = command("replies", "edit", "return-freight", "--set", "text=好=的", "--json").json
    assert told["text"] == {"zh": "好=的", "en": "We pay."}


def test_a_language_is_taken_away_by_nothing(command):
    command("replies", "edit", "return-freight", "--set", "text:en=", "--set", "title:en=")
    told = command("replies", "show", "return-freight", "--json").json
    assert (list(told["text"]), list(told["title"])) == (["zh"], ["zh"])


def test_an_edit_that_changes_nothing_has_no_action(command):
    told = command("replies", "edit", "greeting", "--set", "shortcut=wh", "--json").json
    assert told["action"] is None


@pytest.mark.parametrize(
    "given", ["colour=red", "title", "tags:en=a", "owner=小李", "id=other", "until=tomorrow"]
)
def test_a_field_that_cannot_be_set_so_is_refused(command, given):
    assert command("replies", "edit", "greeting", "--set", given).reason


def test_an_edit_without_fields_is_wrong_usage(command):
    assert command("replies", "edit", "greeting").status == 2


def test_replies_are_put_away_and_taken_back(command):
    told = command("replies", "archive", "greeting", "return-address", "--json").json
    assert told["replies"] == ["greeting", "return-address"]
    assert command("replies", "show", "greeting", "--json").json["archived"] is True
    assert command("replies", "unarchive", "greeting").out == "Back in the library: 1.\n"
    assert command("replies", "archive", "greeting").out == "Put away: 1.\n"
    assert "not in the archive" in command("replies", "unarchive", "return-freight").reason
    command("replies", "undo", told["action"])
    assert ids(command("search", "thdz", "--json").json) == ["return-address"]


def test_the_history_tells_each_change_and_undo_takes_one_back(command):
    command("replies", "edit", "greeting", "--set", "text=在的")
    newest, *_older = command("replies", "history", "greeting", "--json").json
    assert newest["cause"] == "reply.edit"
    assert newest["fields"] == {"text": {"before": {"zh": "{greeting}"}, "after": {"zh": "在的"}}}
    assert "text: zh: {greeting} → zh: 在的" in command("replies", "history", "greeting").out
    told = command("replies", "undo", newest["action"], "--json").json
    assert (told["undone"], told["kept"]) == (newest["action"], [])
    assert command("replies", "show", "greeting", "--json").json["text"] == {"zh": "{greeting}"}


def test_undo_says_how_much_was_changed_since(command):
    first = command("replies", "edit", "greeting", "--set", "text=一", "--json").json["action"]
    command("replies", "edit", "greeting", "--set", "text=二")
    told = command("replies", "undo", first)
    assert told.out == "The change was undone; 1 later changes stay.\n"
    assert command("replies", "undo", "no-such").reason == "there is nothing to undo under no-such"


# Agents and the supervisor


def test_a_change_carries_the_agent_of_the_command(command, at_desk):
    at_desk("小王", supervisor=True)
    command("replies", "edit", "greeting", "--set", "text=在的")
    assert command("replies", "history", "greeting", "--json").json[0]["agent"] == "小王"


def test_an_import_carries_the_agent_of_the_command(command, at_desk, tmp_path):
    at_desk("小王", supervisor=True)
    file = tmp_path / "more.yaml"
    file.write_text("replies: [{id: more, title: 更多, text: 好}]", encoding="utf-8")
    command("replies", "import", file)
    assert command("replies", "history", "more", "--json").json[0]["agent"] == "小王"


def test_an_agent_writes_nothing_into_the_approved_library(command, at_desk):
    at_desk("小李")
    for arguments in (
        ("new", "--title", "新", "--text", "好"),
        ("edit", "greeting", "--set", "text=好"),
        ("archive", "greeting"),
        ("accept", "any"),
        ("reject", "any"),
    ):
        assert "only the supervisor" in command("replies", *arguments).reason


def test_an_own_reply_is_found_by_its_agent_alone(command, at_desk):
    at_desk("小李")
    own = command("replies", "new", "--title", "我的", "--text", "好", "--own", "--json").json["id"]
    assert ids(command("search", "我的", "--json").json) == [own]
    at_desk("小王", supervisor=True)
    assert command("search", "我的", "--json").json == []
    for arguments in (("show",), ("fill",), ("history",), ("archive",), ("propose",)):
        assert command("replies", *arguments, own).reason == f"there is no reply {own}"


def test_an_own_reply_is_suggested_to_its_agent_alone(command, at_desk):
    at_desk("小李")
    own = command(
        "replies", "new", "--title", "保修几年", "--text", "保修两年哦", "--own", "--json"
    ).json["id"]
    assert own in ids(command("suggest", "--lexical", "请问保修几年", "--json").json)
    at_desk("小王")
    assert own not in ids(command("suggest", "--lexical", "请问保修几年", "--json").json)


def test_nobody_at_the_desk_has_own_replies(command):
    refused = command("replies", "new", "--title", "我的", "--text", "好", "--own").reason
    assert "nobody is at this desk" in refused


def test_what_an_agent_proposes_becomes_the_reply_when_it_is_accepted(command, at_desk):
    at_desk("小李")
    told = command(
        "replies", "propose", "greeting", "--set", "text=在的亲", "--note", "短一点", "--json"
    ).json
    at_desk("小王", supervisor=True)
    (proposal,) = command("replies", "proposals", "--json").json
    assert (proposal["id"], proposal["agent"], proposal["note"]) == (told["id"], "小李", "短一点")
    assert (proposal["reply"], proposal["title"], proposal["new"]) == ("greeting", "问候", False)
    assert proposal["fields"] == {
        "text": {"before": {"zh": "{greeting}"}, "after": {"zh": "在的亲"}}
    }
    shown = command("replies", "proposals").out
    assert "小李  问候" in shown
    assert "短一点" in shown
    assert command("replies", "accept", told["id"], "--json").json["text"] == {"zh": "在的亲"}
    assert command("replies", "proposals").out == "Nothing is proposed.\n"


def test_a_rejected_proposal_leaves_the_library_as_it_is(command, at_desk):
    at_desk("小李")
    out = command("replies", "propose", "greeting", "--set", "text=在的亲").out
    proposal_id = out.split()[-1]
    at_desk("小李", supervisor=True)
    assert command("replies", "reject", proposal_id).out == f"Rejected: {proposal_id}\n"
    assert command("replies", "show", "greeting", "--json").json["text"] == {"zh": "{greeting}"}
    assert command("replies", "reject", proposal_id).reason


def test_an_own_reply_is_proposed_as_it_is(command, at_desk):
    at_desk("小李")
    own = command("replies", "new", "--title", "我的", "--text", "好", "--own", "--json").json["id"]
    proposal_id = command("replies", "propose", own, "--json").json["id"]
    at_desk("小王", supervisor=True)
    assert "我的" in command("replies", "accept", proposal_id).out
    assert ids(command("search", "我的", "--json").json) == [own]


# Cleaning up


def test_near_same_replies_are_listed(command):
    assert command("replies", "duplicates").out == "No two replies are nearly the same.\n"
    twin = command(
        "replies", "new", "--title", "又一条", "--text", "亲，运费我们出！谢谢", "--json"
    ).json["id"]
    (pair,) = command("replies", "duplicates", "--json").json
    assert {pair["one"], pair["other"]} == {twin, "return-freight"}
    assert (pair["language"], pair["likeness"]) == ("zh", 100.0)
    assert "100%  zh" in command("replies", "duplicates").out


def test_replies_that_were_never_sent_are_listed(command, shop, open_profile):
    workspace = open_profile(shop)
    workspace.replies.record_use("greeting", talk="t", language="zh", agent="")
    workspace.close()
    assert ids(command("replies", "unused", "--json").json) == ["return-address", "return-freight"]
    assert "return-freight  退货运费谁出" in command("replies", "unused").out


def test_replies_that_end_soon_are_listed(command, shop, open_profile):
    assert command("replies", "ending").out == "No reply ends soon.\n"
    today = open_profile(shop).now().date().isoformat()
    command("replies", "edit", "greeting", "--set", f"until={today}")
    assert command("replies", "ending", "--days", 0, "--json").json == [
        {"id": "greeting", "title": "问候", "category": "", "until": today}
    ]
    assert command("replies", "ending", "--days", -1).status == 2
