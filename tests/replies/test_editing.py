"""Writing replies by hand: new, changed, copied, moved, put away and back, undone."""

from dataclasses import replace

import pytest
from small_shop import PASSPHRASE, own_reply

from csconsole.errors import BadInputError, NotFoundError
from csconsole.people.model import SupervisorNeededError
from csconsole.replies.editing_rules import new_id


def written(workspace):
    """How many entries the journal has."""
    return workspace.verify().entries


# New ones


def test_a_new_reply_is_found_at_once(small_shop):
    made = small_shop.editing.create(own_reply("发票怎么开", shortcut="fp"))
    assert small_shop.replies.search("fp")[0].reply == made
    assert made.owner == ""


def test_a_new_reply_has_an_id_that_tells_its_title(small_shop):
    made = small_shop.editing.create(own_reply("退货 FAQ"))
    assert made.id.startswith("tui-huo-faq-")
    assert small_shop.editing.create(own_reply("退货 FAQ")).id != made.id


@pytest.mark.parametrize("title", ["", "😊", "！！", "长" * 500])
def test_any_title_gives_an_id_that_a_library_file_can_hold(title):
    made = new_id(title)
    assert made
    assert len(made) <= 100
    assert set(made) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


def test_a_wished_id_is_kept_and_taken_only_once(small_shop):
    small_shop.editing.create(replace(own_reply(), id="my-own"))
    with pytest.raises(BadInputError, match="my-own already"):
        small_shop.editing.create(replace(own_reply(), id="my-own"))


def test_the_id_of_an_archived_reply_is_not_taken_again(small_shop):
    small_shop.editing.archive(["hello"])
    with pytest.raises(BadInputError, match="hello already"):
        small_shop.editing.create(replace(own_reply(), id="hello"))


@pytest.mark.parametrize(
    "wrong",
    [
        own_reply(title=" "),
        own_reply(text=""),
        own_reply(text="{"),
        own_reply(text="{>nowhere}"),
        own_reply(title="t" * 201),
        own_reply(title="a\nb"),
        own_reply(shortcut="two words"),
        own_reply(category="a//b"),
        replace(own_reply(), id="Not An Id"),
        replace(own_reply(), text={"zh": "x", "klingon language": "y"}),
    ],
)
def test_what_a_library_file_could_not_hold_is_refused(small_shop, wrong):
    before = written(small_shop)
    with pytest.raises(BadInputError):
        small_shop.editing.create(wrong)
    assert written(small_shop) == before


def test_a_shortcut_that_is_taken_is_refused_with_whose_it_is(small_shop):
    with pytest.raises(BadInputError, match="退货运费谁出"):
        small_shop.editing.create(own_reply(shortcut="THYF"))


def test_a_copy_has_another_id_and_no_shortcut(small_shop):
    copy = small_shop.editing.duplicate("freight")
    source = small_shop.replies.get("freight")
    assert copy.text == source.text
    assert copy.shortcut == ""
    assert copy.title["zh"] == "退货运费谁出 (copy)"


def test_even_the_longest_title_can_be_copied(small_shop):
    made = small_shop.editing.create(own_reply("长" * 200))
    assert small_shop.editing.duplicate(made.id).title["zh"].endswith("长 (copy)")


# Changes


def test_a_changed_reply_is_found_by_its_new_words(small_shop):
    reply = small_shop.replies.get("hello")
    small_shop.editing.save(replace(reply, title={"zh": "开场白"}))
    assert small_shop.replies.search("开场白")[0].reply.id == "hello"


def test_saving_what_is_there_already_writes_nothing(small_shop):
    before = written(small_shop)
    small_shop.editing.save(small_shop.replies.get("freight"))
    assert small_shop.editing.move(["address"], "after-sale/return") == ""
    assert written(small_shop) == before


def test_a_change_writes_the_changed_fields_alone(small_shop):
    reply = small_shop.replies.get("freight")
    small_shop.editing.save(replace(reply, tags=("运费",)))
    (newest, *_rest) = small_shop.editing.history("freight")
    assert newest.fields == {"tags": (["退货"], ["运费"])}


def test_a_reply_that_is_not_there_cannot_be_changed(small_shop):
    for reply_id in ("nowhere", ""):
        with pytest.raises(NotFoundError):
            small_shop.editing.save(replace(own_reply(), id=reply_id))


def test_a_reply_that_would_include_itself_is_refused(small_shop):
    hello, address = small_shop.replies.get("hello"), small_shop.replies.get("address")
    small_shop.editing.save(replace(hello, text={"zh": "{>address}"}))
    with pytest.raises(BadInputError, match="includes itself"):
        small_shop.editing.save(replace(address, text={"zh": "{>hello}"}))


def test_many_replies_are_moved_and_tagged_as_one_action(small_shop):
    editing = small_shop.editing
    action = editing.move(["freight", "hello"], "pre-sale")
    editing.tag(["freight", "hello"], add=["新", "新"], remove=["退货"])
    assert small_shop.replies.get("freight").tags == ("新",)
    assert {small_shop.replies.get(one).category for one in ("freight", "hello")} == {"pre-sale"}
    editing.undo(action)
    assert small_shop.replies.get("freight").category == "after-sale/return"
    assert small_shop.replies.get("hello").category == ""


def test_many_replies_are_changed_all_or_none(small_shop):
    before = written(small_shop)
    with pytest.raises(NotFoundError):
        small_shop.editing.move(["freight", "nowhere"], "pre-sale")
    with pytest.raises(BadInputError):
        small_shop.editing.move(["freight", "hello"], "a//b")
    assert written(small_shop) == before


def test_one_change_cannot_give_two_replies_the_same_shortcut(small_shop):
    with pytest.raises(BadInputError, match="belongs to"):
        small_shop.editing.change(
            ["freight", "hello"], lambda one: replace(one, shortcut="same"), cause="reply.edit"
        )


def test_one_change_can_exchange_two_shortcuts(small_shop):
    other = {"freight": "thdz", "address": "thyf"}
    small_shop.editing.change(
        other, lambda one: replace(one, shortcut=other[one.id]), cause="reply.edit"
    )
    assert small_shop.replies.get("freight").shortcut == "thdz"


# Put away and back


def test_an_archived_reply_is_not_found_and_comes_back_as_it_was(small_shop):
    before = small_shop.replies.get("freight")
    small_shop.editing.archive(["freight"])
    assert small_shop.replies.get("freight") is None
    assert [one.reply.id for one in small_shop.replies.search("thyf")] != ["freight"]
    assert [reply.id for reply in small_shop.editing.archived()][-1:] != []
    small_shop.editing.bring_back(["freight"])
    assert small_shop.replies.get("freight") == before


def test_what_is_not_in_the_archive_cannot_be_brought_back(small_shop):
    with pytest.raises(NotFoundError, match="not in the archive"):
        small_shop.editing.bring_back(["freight"])


def test_an_archived_reply_whose_shortcut_was_taken_stays_where_it_is(small_shop):
    small_shop.editing.archive(["freight"])
    small_shop.editing.create(own_reply(shortcut="thyf"))
    with pytest.raises(BadInputError, match="thyf belongs"):
        small_shop.editing.bring_back(["freight"])
    assert small_shop.replies.get("freight") is None


def test_two_archived_replies_of_one_shortcut_do_not_come_back_together(small_shop):
    small_shop.editing.archive(["freight"])
    twin = small_shop.editing.create(own_reply(shortcut="thyf"))
    small_shop.editing.archive([twin.id])
    with pytest.raises(BadInputError, match="thyf belongs"):
        small_shop.editing.bring_back(["freight", twin.id])


def test_a_reply_that_stands_inside_another_is_not_put_away(small_shop):
    hello = small_shop.replies.get("hello")
    small_shop.editing.save(replace(hello, variants={"zh": ("{>address}谢谢",)}))
    with pytest.raises(BadInputError, match="stands inside “问候”"):
        small_shop.editing.archive(["address"])
    small_shop.editing.archive(["address", "hello"])
    assert [reply.id for reply in small_shop.replies.all()] == ["freight"]


# History and undo


def test_the_history_tells_who_changed_what_and_when(small_shop):
    small_shop.people.sit_down("小李")
    reply = small_shop.replies.get("hello")
    small_shop.editing.save(replace(reply, text={"zh": "在的亲"}))
    newest, oldest = small_shop.editing.history("hello")
    assert (newest.agent, newest.cause) == ("小李", "reply.edit")
    assert newest.fields["text"] == ({"zh": "您好，很高兴为您服务！"}, {"zh": "在的亲"})
    assert newest.at >= oldest.at
    assert oldest.reply == reply


def test_the_history_of_an_archived_reply_is_still_told(small_shop):
    small_shop.editing.archive(["hello"])
    assert small_shop.editing.history("hello")[0].cause == "reply.archive"


def test_a_reply_is_put_back_to_what_it_was_after_a_change(small_shop):
    first = small_shop.replies.get("hello")
    for text in ("在", "在吗", "在的"):
        small_shop.editing.save(replace(first, text={"zh": text}))
    small_shop.editing.put_back("hello", small_shop.editing.history("hello")[-1])
    assert small_shop.replies.get("hello") == first
    assert len(small_shop.editing.history("hello")) == 5


def test_undoing_a_new_reply_takes_it_away_and_undoing_that_brings_it_back(small_shop):
    made = small_shop.editing.create(own_reply())
    (change,) = small_shop.editing.history(made.id)
    undone = small_shop.editing.undo(change.action)
    assert small_shop.replies.get(made.id) is None
    small_shop.editing.undo(undone.action)
    assert small_shop.replies.get(made.id) == made


def test_undo_leaves_alone_what_was_changed_since_and_names_it(small_shop):
    reply = small_shop.replies.get("freight")
    small_shop.editing.save(replace(reply, tags=("一",), category="pre-sale"))
    action = small_shop.editing.history("freight")[0].action
    small_shop.editing.tag(["freight"], add=["二"])
    undone = small_shop.editing.undo(action)
    assert undone.kept == (("reply", "freight", "tags"),)
    assert small_shop.replies.get("freight").tags == ("一", "二")
    assert small_shop.replies.get("freight").category == "after-sale/return"


def test_what_is_no_change_of_replies_cannot_be_undone_here(small_shop):
    (added, *_rest) = small_shop._store.journal.written_of("agent")
    (seeded, *_others) = (
        one for one in small_shop._store.journal.written_of("reply") if one.cause == "replies.seed"
    )
    for action in (added.action, seeded.action, "", "no-such-action"):
        with pytest.raises(NotFoundError, match="nothing to undo"):
            small_shop.editing.undo(action)


# Roles


def test_an_agent_changes_nothing_of_the_approved_library(desk):
    editing, reply = desk.editing, desk.replies.get("freight")
    action = editing.history("freight")[0].action
    before = written(desk)
    for forbidden in (
        lambda: editing.create(own_reply()),
        lambda: editing.save(replace(reply, tags=())),
        lambda: editing.save(replace(reply, owner="小李")),
        lambda: editing.duplicate("freight"),
        lambda: editing.move(["freight"], "pre-sale"),
        lambda: editing.archive(["freight"]),
        lambda: editing.put_back("hello", editing.history("freight")[0]),
        lambda: editing.undo(action),
    ):
        with pytest.raises(SupervisorNeededError):
            forbidden()
    assert written(desk) == before


def test_an_agent_cannot_undo_that_the_supervisor_put_a_reply_away(desk):
    desk.people.unlock(PASSPHRASE)
    action = desk.editing.archive(["freight"])
    desk.people.lock()
    for forbidden in (
        lambda: desk.editing.undo(action),
        lambda: desk.editing.bring_back(["freight"]),
    ):
        with pytest.raises(SupervisorNeededError):
            forbidden()
    assert desk.replies.get("freight") is None


def test_the_supervisor_does_all_of_it_under_the_name_at_the_desk(desk):
    desk.people.unlock(PASSPHRASE)
    desk.editing.archive(["freight"])
    assert desk.editing.history("freight")[0].agent == "小李"
