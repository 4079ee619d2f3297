"""Approved replies and agents' own: the second never hide the first, nor are seen by others."""

import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from small_shop import SMALL_LIBRARY, own_reply

from csconsole.errors import BadInputError, NotFoundError
from csconsole.replies.library_file import write_library
from csconsole.storage.places import places
from csconsole.workspace.workspace import open_workspace

COPIED = {"title": "退货运费谁出", "text": "亲，退货的运费由我们承担。"}
QUERIES = [
    "", "t", "th", "thyf", "THYF", "退货", "运费", "退货运费谁出", "tuihuo", "tuihou", "return",
    "问候", "您好", "秘密", "mimi", "暗号", "#退货", "#秘密", "@秘密", "lang:zh", "lang:en",
    "地址 退货", "亲退货的运费由谁承担呢", "secret", "zzzz",
]  # fmt: skip


def ids(found):
    return [one.reply.id for one in found]


@pytest.fixture
def li(small_shop):
    """The small shop, without a supervisor, with 小李 at the desk."""
    small_shop.people.sit_down("小李")
    return small_shop


def keep_own(workspace, **fields):
    given = {**COPIED, **fields}
    return workspace.editing.create(own_reply(**given), personal=True)


# Own replies


def test_an_own_reply_is_written_changed_copied_and_put_away_without_the_supervisor(desk):
    own = keep_own(desk, title="我的")
    desk.editing.save(replace(own, shortcut="wd"))
    copy = desk.editing.duplicate("freight", personal=True)
    assert (own.owner, copy.owner) == ("小李", "小李")
    assert ids(desk.replies.search("wd"))[0] == own.id
    action = desk.editing.archive([own.id])
    assert [reply.id for reply in desk.editing.archived() if reply.owner] == [own.id]
    desk.editing.undo(action)
    desk.editing.archive([own.id])
    desk.editing.bring_back([own.id])
    desk.editing.put_back(own.id, desk.editing.history(own.id)[-1])
    assert desk.editing.find(own.id).shortcut == ""


def test_nobody_at_the_desk_has_no_own_replies(small_shop):
    with pytest.raises(BadInputError, match="nobody is at this desk"):
        keep_own(small_shop)


def test_an_own_reply_cannot_take_the_shortcut_of_an_approved_one(li):
    with pytest.raises(BadInputError, match="thyf belongs"):
        keep_own(li, shortcut="thyf")


def test_two_agents_may_use_one_shortcut_for_their_own(li):
    own = keep_own(li, shortcut="wd")
    li.people.sit_down("小王")
    others = keep_own(li, shortcut="wd", text="别的")
    assert ids(li.replies.search("wd", limit=1)) == [others.id]
    li.people.sit_down("小李")
    assert ids(li.replies.search("wd", limit=1)) == [own.id]


def test_an_own_reply_may_include_an_approved_one_but_not_the_other_way_round(li):
    own = keep_own(li, text="{>hello}亲")
    with pytest.raises(BadInputError, match="does not exist"):
        li.editing.save(replace(li.replies.get("freight"), text={"zh": f"{{>{own.id}}}"}))
    li.editing.archive(["hello"])  # an own reply holds no approved one back


# Another agent's own


def test_another_agents_own_reply_is_as_if_it_were_not_there(li):
    own = keep_own(li, title="秘密", tags=("秘密",), category="秘密")
    count, action = len(li.replies), li.editing.history(own.id)[0].action
    li.people.sit_down("小王")
    assert len(li.replies) == count - 1
    assert li.replies.get(own.id) is None
    assert own.id not in {reply.id for reply in li.replies.all()}
    assert "秘密" not in li.replies.categories()
    for hidden in (
        lambda: li.editing.find(own.id),
        lambda: li.editing.save(own),
        lambda: li.editing.archive([own.id]),
        lambda: li.editing.duplicate(own.id),
        lambda: li.editing.history(own.id),
    ):
        with pytest.raises(NotFoundError):
            hidden()
    li.people.set_passphrase("the supervisor's own")
    li.people.lock()
    with pytest.raises(Exception, match="only the supervisor"):
        li.editing.undo(action)


def test_another_agents_archived_reply_stays_hidden(li):
    own = keep_own(li)
    li.editing.archive([own.id])
    li.people.sit_down("小王")
    assert own.id not in {reply.id for reply in li.editing.archived()}
    with pytest.raises(NotFoundError):
        li.editing.bring_back([own.id])


def test_the_check_of_the_library_tells_nothing_of_another_agents_own(li):
    own = keep_own(li, text="加我V❤")
    assert own.id in {found.reply_id for found in li.replies.wording_check.lint()}
    li.people.sit_down("小王")
    assert own.id not in {found.reply_id for found in li.replies.wording_check.lint()}


@pytest.fixture(scope="module")
def answers(tmp_path_factory):
    """What each query finds for 小王, without and with another agent's own replies."""
    folder = tmp_path_factory.mktemp("two-agents")
    file = folder / "library.yaml"
    file.write_text(SMALL_LIBRARY, encoding="utf-8")
    # With a passphrase, no keyring of this machine is asked before the tests have put it aside.
    workspace = open_workspace(places(folder / "profile"), "a passphrase")
    workspace.replies.import_files([file], whole=True)
    for name in ("小李", "小王"):
        workspace.people.add(name)
    workspace.people.sit_down("小王")
    yield workspace
    workspace.close()


titles = st.sampled_from(
    ["退货运费谁出", "秘密", "暗号", "secret", "退货地址", "问候", "thyf", "运费", "tuihou"]
)
own_replies = st.lists(
    st.builds(
        own_reply,
        title=titles,
        text=titles,
        category=st.sampled_from(["", "after-sale/return", "秘密"]),
        tags=st.sampled_from([(), ("退货",), ("秘密",)]),
    ),
    max_size=4,
)


@given(own_replies, st.sampled_from(QUERIES), st.sampled_from(["", "after-sale", "秘密"]))
def test_own_replies_never_hide_approved_ones_nor_appear_for_others(
    answers, replies, query, category
):
    def found():
        return ids(answers.replies.search(query, category=category))

    answers.people.sit_down("小王")
    without = found()
    answers.people.sit_down("小李")
    own = {answers.editing.create(one, personal=True).id for one in replies}
    with_own = found()
    answers.people.sit_down("小王")
    for_another = found()
    answers.people.sit_down("小李")
    if own:
        answers.editing.archive(own)
    assert for_another == without
    assert [one for one in with_own if one not in own] == without


def test_an_exact_shortcut_finds_the_approved_reply_first_whatever_was_first(li):
    own = keep_own(li, shortcut="kd")
    made = li.editing.create(own_reply(shortcut="kd", text="快递"))
    assert ids(li.replies.search("kd"))[:2] == [made.id, own.id]


def test_a_twin_of_an_approved_reply_stands_behind_it(li):
    own = li.editing.duplicate("freight", personal=True)
    li.editing.save(replace(own, title={"zh": "退货运费谁出", "en": "Who pays the return postage"}))
    found = ids(li.replies.search("退货运费谁出"))
    assert found.index("freight") < found.index(own.id)
    assert ids(li.replies.search("退货运费谁出", limit=1)) == ["freight"]


def test_own_replies_stand_in_their_place_where_everything_is_listed(li):
    own = keep_own(li, category="after-sale/return")
    listed = li.replies.search("")
    places_ = [one.reply.category for one in listed]
    assert own.id in ids(listed)
    assert places_ == ["after-sale/return"] * 3 + [""]
    assert ids(listed[1:3]) == ids(list(listed))[1:3]
    assert listed[-1] == list(listed)[-1]
    with pytest.raises(IndexError):
        listed[4]


def test_use_orders_own_replies_too(li):
    keep_own(li, title="甲", text="一")
    second = keep_own(li, title="甲", text="二")
    for _time in range(3):
        li.replies.record_use(second.id, talk="t", language="zh", agent="小李")
    assert ids(li.replies.search("甲"))[0] == second.id


def test_own_replies_are_found_again_after_the_next_start(li, profile, open_profile):
    own = keep_own(li, title="我的")
    li.change_settings(agent="小李")
    li.close()
    assert ids(open_profile(profile).replies.search("我的")) == [own.id]


# Suggestions


def test_suggestions_of_approved_replies_are_the_same_whatever_an_agent_writes(li):
    message = "退货运费谁出呀"
    li.replies.learning.use_meaning(wanted=False)

    def suggested(**more):
        return [one.reply.id for one in li.replies.suggestions().suggest(message, **more)]

    before = suggested()
    own = keep_own(li)
    assert [one for one in suggested() if one != own.id] == before
    assert own.id in suggested()
    assert suggested(limit=1) == before[:1]
    li.sit_down("小王")
    assert suggested() == before


def test_an_own_reply_out_of_date_is_not_suggested(li):
    own = keep_own(li, title="双十一怎么买", valid_until=li.now().date())
    engine, today = li.replies.suggestions(), li.now().date()
    assert own in [one.reply for one in engine.suggest("双十一怎么买", today=today)]
    later = today.replace(year=today.year + 1)
    assert own not in [one.reply for one in engine.suggest("双十一怎么买", today=later)]


# Import, export, replace


@pytest.fixture
def file(tmp_path):
    numbers = itertools.count()

    def writing(*replies):
        path = tmp_path / f"library{next(numbers)}.yaml"
        path.write_text(write_library(replies), encoding="utf-8")
        return path

    return writing


def test_own_replies_are_not_given_out(li, tmp_path):
    own = keep_own(li)
    assert li.replies.export(tmp_path / "out.yaml").replies == 3
    assert own.id.encode() not in li.replies.export_bytes()


def test_own_replies_outlive_a_library_that_is_replaced(li, file):
    own = keep_own(li)
    done = li.replies.import_files([file(replace(own_reply(), id="new"))], whole=True)
    assert done.archived == 3
    assert {reply.id for reply in li.replies.all()} == {"new", own.id}


@pytest.mark.parametrize("policy", ["overwrite", "skip", "newer"])
def test_an_own_reply_makes_room_for_one_of_a_file_and_undo_gives_its_id_back(li, file, policy):
    own = li.editing.create(replace(own_reply(**COPIED), id="clash"), personal=True)
    before = li.replies.all()
    path = file(replace(own_reply("店里的", "店里的"), id="clash"))
    dry = li.replies.import_files([path], dry_run=True, policy=policy)
    assert [change.state for change in dry.changes] == ["new"]
    done = li.replies.import_files([path], policy=policy)
    assert (done.added, done.updated) == (1, 0)
    assert li.replies.get("clash").title == {"zh": "店里的"}
    (moved,) = (reply for reply in li.replies.all() if reply.owner)
    assert moved == replace(own, id=moved.id)
    assert moved.id != "clash"
    li.undo_import()
    assert li.replies.all() == before


def test_a_shortcut_of_an_own_reply_is_free_for_the_shop(li, file):
    keep_own(li, shortcut="fp")
    li.replies.import_files([file(replace(own_reply("发票", shortcut="fp"), id="invoice"))])
    assert ids(li.replies.search("fp", limit=1)) == ["invoice"]


# Between laptops


def test_two_laptops_that_wrote_apart_have_the_same_replies_after_an_exchange(
    li, tmp_path, open_profile
):
    other = open_profile(places(tmp_path / "other"))
    other.people.add("小李")
    other.people.sit_down("小李")
    keep_own(li, shortcut="wd", title="这台")
    keep_own(other, shortcut="wd", title="那台")
    li.editing.create(own_reply(shortcut="fp", text="这台写的"))
    other.editing.create(own_reply(shortcut="fp", text="那台写的"))
    for here, there in ((li, other), (other, li)):
        journal = there._store.journal
        here._store.journal.receive(list(journal.written_by(journal.device)))
        here.replies.reload()
    both = [{reply.id: reply for reply in one.replies.all()} for one in (li, other)]
    assert both[0] == both[1]
    for one in (li, other):
        assert len([reply for reply in both[0].values() if reply.shortcut == "wd"]) == 2
        assert len(one.replies.search("fp")) >= 2
        assert one.verify().problems == ()


def test_a_great_many_changes_at_once_are_found_in_both_layers(li, file):
    own = keep_own(li, title="我的")
    many = [replace(own_reply(f"条目{at}", shortcut=f"tm{at}"), id=f"m{at}") for at in range(200)]
    li.replies.import_files([file(*many)])
    assert ids(li.replies.search("tm150", limit=1)) == ["m150"]
    assert ids(li.replies.search("我的")) == [own.id]
    li.replies.import_files([file(many[0])], whole=True)
    assert {reply.id for reply in li.replies.all()} == {"m0", own.id}


def test_an_own_reply_is_suggested_by_its_questions(li):
    asked = {"zh": ("能不能送个小礼物",)}
    own = li.editing.create(own_reply("赠品", asks=asked), personal=True)
    engine = li.replies.suggestions()
    (last,) = [one for one in engine.suggest("能不能送个小礼物呀") if one.reply.owner]
    assert (last.reply, last.why) == (own, "能不能送个小礼物")
