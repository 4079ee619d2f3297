"""Forgetting a buyer: what goes, what is said of what stays, and that no byte is left of it."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from private_orders import LING, OTHER, WORDS, export, row, take
from raw_pages import found_in

from csconsole.errors import BadInputError, NotFoundError
from csconsole.orders.model import Flag, Whom
from csconsole.orders.reading.model import Asked
from csconsole.people.model import SupervisorNeededError
from csconsole.storage import rewriting
from csconsole.storage.attachments import Attachments
from csconsole.storage.forgotten import Kept
from csconsole.storage.places import Places, places
from csconsole.talks.model import Talk
from csconsole.talks.open_talks import OpenTalks
from csconsole.tickets.evidence_files import read_content
from csconsole.tickets.model import Kind
from csconsole.workspace.forgetting import Forgetting, Forgotten
from csconsole.workspace.workspace import Workspace

NOTE = "白鹭小姐要求换成蓝色礼盒"
OLD_NOTE = "先前说要绿色礼盒"


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a profile that the first test makes and every test gets a copy of."""
    return tmp_path_factory.mktemp("made-once") / "profile"


@pytest.fixture
def bare(made_once: Path, profile: Places, open_profile: Callable[..., Workspace]) -> Workspace:
    """A workspace without orders."""
    if not made_once.exists():
        open_profile(places(made_once)).close()
    shutil.copytree(made_once, profile.data)
    opened = open_profile(profile)
    opened.replies.learning.use_meaning(wanted=False)
    return opened


@pytest.fixture
def shop(bare: Workspace, tmp_path: Path) -> Workspace:
    """A shop with two buyers, of whom the first has left something everywhere."""
    second = {**LING, "note": "", "waybill": "YT0005366317000"}
    path = export(tmp_path, row(LING), row(second, no="3100000007919000002"), row(OTHER))
    take(bare, path)
    order = bare.orders.by_number(LING["no"])
    note, _action = bare.notes.add(order.id, OLD_NOTE)
    bare.notes.edit(note.id, NOTE)
    removed, _action = bare.notes.add(order.id, "电话13812345670打不通")
    bare.notes.remove(removed.id)
    bare.notes.enter_waybill(order, "SF1302345678901")
    buyer = bare.orders.buyer(order)
    bare.notes.describe_buyer(replace(buyer, tier="VIP白鹭级"))
    bare.notes.reveal(order.id, "all")
    return bare


def forget(workspace: Workspace, *, dry_run: bool = False, **whom: str) -> Forgotten:
    whom = whom or {"buyer": LING["buyer"]}
    return workspace.privacy.forgetting.forget(Whom(**whom), dry_run=dry_run)


def on_the_disk(workspace: Workspace, *words: str) -> set[str]:
    words = words or (*WORDS, NOTE, OLD_NOTE, "SF1302345678901", "VIP白鹭级", "13812345670打不通")
    return found_in(workspace.places.database, workspace._store.key, words)


# What goes


def test_the_raw_pages_hold_everything_before(shop: Workspace) -> None:
    assert on_the_disk(shop) == {*WORDS, NOTE, OLD_NOTE, "SF1302345678901", "VIP白鹭级",
                                 "13812345670打不通"}  # fmt: skip


def test_no_byte_of_the_buyer_is_left_on_any_page(shop: Workspace) -> None:
    forget(shop)
    assert on_the_disk(shop) == set()
    shop.close()
    assert on_the_disk(shop) == set()


def test_it_is_said_what_was_removed(shop: Workspace) -> None:
    done = forget(shop)
    assert done.counts == {"order": 2, "order_note": 2, "disclosure": 1, "buyer": 1}
    assert done.journal_entries == 9
    assert (done.learned, done.talks, done.attachments, done.mentions) == (0, 0, 0, 0)


def test_the_journal_still_proves_itself(shop: Workspace) -> None:
    forget(shop)
    assert shop.verify().problems == ()


def test_the_others_keep_what_they_have(shop: Workspace) -> None:
    before = shop.orders.by_number(OTHER["no"])
    forget(shop)
    assert shop.orders.by_number(OTHER["no"]) == before
    assert [order.no for order in shop.orders.find("")] == [OTHER["no"]]
    assert [order.no for order in shop.orders.find("诸葛")] == [OTHER["no"]]


def test_nothing_of_the_buyer_is_found_any_more(shop: Workspace) -> None:
    forget(shop)
    for text in ("欧阳", "白鹭", "13812345670", "5670", LING["no"], LING["waybill"], "tb_白鹭"):
        assert shop.orders.find(text) == [], text


def test_the_index_keeps_no_piece_of_the_name(shop: Workspace) -> None:
    execute = shop._store.database.execute
    execute("CREATE VIRTUAL TABLE temp.pieces USING fts5vocab(main, order_words, row)")
    pieces = "SELECT count(*) FROM temp.pieces WHERE term IN ('欧阳', '阳白', '白鹭', '670')"
    assert execute(pieces).fetchone()[0] > 3
    forget(shop)
    assert execute(pieces).fetchone()[0] == 0


def test_refund_cases_go_with_the_order(shop: Workspace) -> None:
    order = shop.orders.by_number(LING["no"])
    patch = {"order_id": order.id, "no": "77001", "explanation": "欧阳白鹭说破了"}
    shop._store.journal.write("refund", "r1", patch, cause="orders.import")
    assert forget(shop).counts["refund"] == 1
    assert on_the_disk(shop, "欧阳白鹭说破了") == set()


def test_orders_of_an_import_that_was_taken_back_go_too(shop: Workspace) -> None:
    shop.orders.undo_import()
    assert on_the_disk(shop)
    assert forget(shop).counts["order"] == 2
    assert on_the_disk(shop) == set()


def test_values_that_a_later_import_replaced_go_too(shop: Workspace, tmp_path: Path) -> None:
    moved = {**LING, "phone": "13700001111", "address": "上海市 浦东新区 示例镇新居路7号"}
    take(shop, export(tmp_path, row(moved), name="later.csv"))
    note, _action = shop.notes.add(shop.orders.by_number(OTHER["no"]).id, "与13812345670合并")
    done = forget(shop)
    assert done.mentions == 1
    assert on_the_disk(shop, *WORDS, "13700001111", "新居路7号", "与13812345670合并") == set()
    assert note.id not in {one.id for one in shop.notes.of(shop.orders.by_number(OTHER["no"]).id)}


def test_who_was_forgotten_and_buys_again_is_a_new_buyer(shop: Workspace, tmp_path: Path) -> None:
    forget(shop)
    take(shop, export(tmp_path, row(LING, no="3100000007919555555"), name="again.csv"))
    order = shop.orders.by_number("3100000007919555555")
    assert shop.orders.buyer(order).tier == ""
    shop.notes.describe_buyer(replace(shop.orders.buyer(order), tier="VIP1"))
    assert shop.orders.buyer(order).tier == "VIP1"
    assert shop.verify().problems == ()


def test_the_same_export_does_not_bring_the_forgotten_back(shop: Workspace, tmp_path: Path) -> None:
    forget(shop)
    done = shop.orders.import_files([export(tmp_path, row(LING))], Asked())
    assert [one.why for one in done.skipped] == ["this buyer's data was removed on request"]
    assert on_the_disk(shop) == set()


# Tickets


def test_tickets_of_the_buyers_orders_go_with_all_their_parts(shop: Workspace) -> None:
    order, work = shop.orders.by_number(LING["no"]), shop.ticket_work
    ticket = work.open(Kind.TRACKING, shop.now(), order)
    work.note(ticket.id, "白鹭女士说没收到包裹", shop.now())
    work.chase(ticket.id, "圆通余杭站", "派件员说放在门卫", shop.now(), None)
    work.open(Kind.RETURN, shop.now(), shop.orders.by_number(OTHER["no"]))
    done = forget(shop)
    assert (done.counts["ticket"], done.counts["ticket_note"], done.counts["ticket_chase"]) == (
        1, 1, 1,
    )  # fmt: skip
    words = (*WORDS, "白鹭女士说没收到包裹", "派件员说放在门卫")
    assert on_the_disk(shop, *words) == set()
    assert shop.tickets.of_order(order.id) == []
    assert len(shop.tickets.of_order(shop.orders.by_number(OTHER["no"]).id)) == 1
    assert shop.verify().problems == ()


def test_photos_on_the_tickets_of_the_buyer_go_too(shop: Workspace) -> None:
    ticket = shop.ticket_work.open(Kind.RETURN, shop.now(), shop.orders.by_number(LING["no"]))
    photo = read_content(b"GIF89a photo of the parcel", "白鹭女士的包裹.gif")
    (piece,) = shop.evidence.add(ticket.id, [photo], shop.now()).pieces
    shop.evidence.remove(piece.id, shop.now())
    done = forget(shop)
    assert (done.counts["ticket_evidence"], done.attachments) == (1, 1)
    assert shop.evidence.content(piece) is None
    assert on_the_disk(shop, "白鹭女士的包裹") == set()
    assert shop.verify().problems == ()


def test_a_photo_that_somebody_elses_ticket_has_stays_there(shop: Workspace) -> None:
    photo = read_content(b"GIF89a photo of the same cup", "cup.gif")
    for no in (LING["no"], OTHER["no"]):
        ticket = shop.ticket_work.open(Kind.RETURN, shop.now(), shop.orders.by_number(no))
        (piece,) = shop.evidence.add(ticket.id, [photo], shop.now()).pieces
    assert forget(shop).attachments == 0
    assert shop.evidence.content(piece) == photo.content


def test_a_buyer_of_whom_there_is_only_a_ticket_is_forgotten(bare: Workspace) -> None:
    patch = {"number": "R-1", "kind": "return", "state": "new", "buyer": "tb_无单之人"}
    bare._store.journal.write("ticket", "t1", patch, cause="tickets.open")
    assert forget(bare, buyer="tb_无单之人").counts == {"ticket": 1}
    assert on_the_disk(bare, "tb_无单之人") == set()


# What mentions the buyer elsewhere


def test_notes_on_other_orders_keep_their_text_without_the_buyers_words(shop: Workspace) -> None:
    other = shop.orders.by_number(OTHER["no"])
    text = f"和欧阳白鹭（138-1234-5670）的{LING['no']}一起发"
    note, _action = shop.notes.add(other.id, text)
    shop.notes.pin(note.id, pinned=True)
    done = forget(shop)
    (left,) = shop.notes.of(other.id)
    assert done.mentions == 1
    assert left.text == "和****（****）的****一起发"
    assert (left.at, left.agent, left.pinned) == (note.at, note.agent, True)
    assert on_the_disk(shop) == set()
    assert shop.verify().problems == ()


def test_a_short_name_may_be_a_word_and_is_only_told(bare: Workspace, tmp_path: Path) -> None:
    joy = {**LING, "recipient": "高兴"}
    take(bare, export(tmp_path, row(joy), row(OTHER)))
    other = bare.orders.by_number(OTHER["no"])
    bare.notes.add(other.id, "客人很高兴")
    done = forget(bare)
    assert [note.text for note in bare.notes.of(other.id)] == ["客人很高兴"]
    assert (f"a note on order {OTHER['no']}", "name") in told(done)


def told(done: Forgotten) -> list[tuple[str, str]]:
    return [(one.where, one.what) for one in done.remaining]


def test_learned_messages_that_speak_of_the_buyer_go(shop: Workspace) -> None:
    reply = shop.replies.all()[0].id
    shop.learn("白鹭家订的到哪里了呢，欧阳白鹭家的那件", reply)
    shop.learn("包裹到哪里了呢", reply)
    done = forget(shop)
    assert done.learned == 1
    assert [pair.message for pair in shop.replies.learning.pairs()] == ["包裹到哪里了呢"]
    assert on_the_disk(shop, "欧阳白鹭") == set()


def test_the_buyer_of_the_order_is_not_learned_of(shop: Workspace) -> None:
    order = shop.orders.by_number(LING["no"])
    shop.learn("欧阳白鹭家的那件包裹到哪里了呢", shop.replies.all()[0].id, order.id)
    (pair,) = shop.replies.learning.pairs()
    assert pair.message == "<private>家的那件包裹到哪里了呢"


def test_what_was_made_of_learned_messages_goes_with_them(shop: Workspace) -> None:
    shop.learn("白鹭家订的到哪里了呢，欧阳白鹭家的那件", shop.replies.all()[0].id)
    caches = [shop.places.suggestion_vectors, shop.places.suggestion_training("words")]
    for cache in caches:
        cache.write_bytes(b"made of learned messages")
    forget(shop)
    assert not [cache for cache in caches if cache.exists()]


def test_kept_talks_with_the_buyer_go_and_others_stay(shop: Workspace) -> None:
    talks = (
        Talk("zh", message="我是欧阳白鹭，催一下"),
        Talk("zh", answers={"order": LING["no"]}),
        Talk("zh", message="谢谢"),
    )
    shop.talks.save(OpenTalks(talks, at=1), shop.now())
    assert forget(shop, dry_run=True).talks == 2
    assert forget(shop).talks == 2
    left = shop.talks.load(shop.now())
    assert left is not None
    assert [talk.message for talk in left.talks] == ["谢谢"]


def test_no_file_of_talks_is_left_where_all_were_of_the_buyer(shop: Workspace) -> None:
    shop.talks.save(OpenTalks((Talk("zh", query="tb_白鹭_2077"),)), shop.now())
    forget(shop)
    assert not shop.places.open_talks.exists()


def test_replies_with_the_buyers_name_are_told_and_left(shop: Workspace, tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text("replies:\n- {id: dear, title: 问候, text: 欧阳白鹭您好}\n", encoding="utf-8")
    shop.replies.import_files([file])
    done = forget(shop)
    assert ("reply dear", "name") in told(done)
    assert shop.replies.get("dear") is not None


def test_another_buyers_order_to_the_same_phone_is_told_and_left(
    shop: Workspace, tmp_path: Path
) -> None:
    aunt = {**OTHER, "no": "3100000007919777777", "buyer": "tb_aunt", "phone": LING["phone"]}
    take(shop, export(tmp_path, row(aunt), name="aunt.csv"))
    assert ("order 3100000007919777777", "phone") in told(forget(shop))


def test_backups_made_before_are_named(shop: Workspace) -> None:
    made = shop.back_up()
    where = dict(told(forget(shop)))
    assert where[str(made)].startswith("a backup of 2")
    assert "files outside the program" in where


def test_another_window_that_has_the_store_open_is_named(shop: Workspace, open_profile) -> None:
    assert "another open window" not in dict(told(forget(shop, dry_run=True)))
    open_profile(shop.places)
    assert "another open window" in dict(told(forget(shop)))


def test_a_log_that_another_program_reads_is_told(
    shop: Workspace, open_profile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rewriting, "_PATIENCE_MS", 10)
    reader = open_profile(shop.places)._store.database.conn
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM orders").fetchone()
    done = forget(shop)
    reader.execute("ROLLBACK")
    assert str(shop.places.database) in dict(told(done))
    assert shop.privacy.forgetting.clean()
    assert on_the_disk(shop) == set()


# Who is meant


@pytest.mark.parametrize(
    "whom",
    [
        {"buyer": LING["buyer"]},
        {"order": LING["no"]},
        {"buyer": LING["recipient"], "phone": "+86 138 1234 5670"},
        {"buyer": "BAILU2077@example.com"},
        {"buyer": LING["buyer"], "platform": "taobao"},
    ],
)
def test_the_buyer_is_known_by(shop: Workspace, whom: dict[str, str]) -> None:
    assert forget(shop, **whom).counts["order"] == 2
    if "phone" not in whom and "@" not in whom.get("buyer", ""):
        assert on_the_disk(shop) == set()


@pytest.mark.parametrize(
    ("whom", "hint"),
    [
        ({"buyer": "tb_白鹭"}, "orders find"),
        ({"buyer": "欧阳白鹭"}, "--phone"),
        ({"buyer": "欧阳白鹭", "phone": "13900000000"}, "--phone"),
        ({"buyer": LING["buyer"], "platform": "shopify"}, "orders find"),
        ({"order": "404"}, "orders find"),
    ],
)
def test_nobody_is_forgotten_on_a_guess(shop: Workspace, whom: dict[str, str], hint: str) -> None:
    with pytest.raises(NotFoundError) as refused:
        forget(shop, **whom)
    assert hint in refused.value.hint
    assert LING["buyer"] not in str(refused.value)
    assert shop.orders.count() == 3


def test_a_name_of_which_the_platform_hides_a_part_is_nobodys(
    bare: Workspace, tmp_path: Path
) -> None:
    hidden = {**LING, "buyer": "t***7"}
    take(bare, export(tmp_path, row(hidden), row({**hidden, "no": "3100000000000000009"})))
    with pytest.raises(BadInputError, match="others may have the same"):
        forget(bare, buyer="t***7")
    assert forget(bare, order=LING["no"]).counts["order"] == 1


def test_the_same_name_in_another_shop_stays_where_one_is_named(
    shop: Workspace, tmp_path: Path
) -> None:
    again = export(tmp_path, row(LING, no="3100000007919888888"), name="second.csv")
    take(shop, again, shop="二店")
    done = forget(shop, buyer=LING["buyer"], shop="二店")
    assert done.counts == {"order": 1}
    assert shop.orders.by_number(LING["no"])
    assert forget(shop).counts["order"] == 2


# Who may, and what is written down


def test_only_the_supervisor_may_forget(shop: Workspace) -> None:
    shop.people.set_passphrase("only she knows")
    shop.people.lock()
    with pytest.raises(SupervisorNeededError):
        forget(shop)
    assert forget(shop, dry_run=True).counts["order"] == 2
    shop.people.unlock("only she knows")
    assert forget(shop).counts["order"] == 2


def test_a_dry_run_says_what_would_go_and_leaves_it(shop: Workspace) -> None:
    would = forget(shop, dry_run=True)
    assert shop.orders.count() == 3
    done = forget(shop)
    assert (would.counts, would.journal_entries) == (done.counts, done.journal_entries)


def test_it_is_written_down_who_forgot_how_much_and_not_whom(shop: Workspace) -> None:
    shop.people.add("小刘")
    shop.sit_down("小刘")
    forget(shop)
    rows = list(shop._store.database.query("SELECT * FROM forgettings"))
    assert [(row["agent"], row["why"]) for row in rows] == [("小刘", "request")]
    assert '"order": 2' in rows[0]["counts"]
    (entry,) = shop._store.journal.history("forgetting", rows[0]["id"])
    assert (entry.agent, entry.cause) == ("小刘", "orders.forget")


def test_forgetting_cannot_be_undone(shop: Workspace) -> None:
    forget(shop)
    row = shop._store.database.execute("SELECT id FROM forgettings").fetchone()
    action = shop._store.journal.history("forgetting", row[0])[0].action
    with pytest.raises(NotFoundError):
        shop.notes.undo(action)
    assert on_the_disk(shop) == set()


def test_attached_files_of_forgotten_things_go_unless_others_use_them(shop: Workspace) -> None:
    attachments = Attachments(shop._store)
    only, shared = attachments.keep(b"her parcel", "png"), attachments.keep(b"our logo", "png")
    shop._store.journal.write("reply", "logo", {"pictures": [shared]}, cause="reply.edit")

    class Tickets:
        def kept_of(self, orders, names):
            return Kept(attachments=[only, shared])

        def still_needing(self, orders):
            return set()

    forgetting = Forgetting(shop._store, shop.people, shop.orders, shop.replies, [Tickets()])
    done = forgetting.forget(Whom(LING["buyer"]))
    assert done.attachments == 1
    assert attachments.content(only) is None
    assert attachments.content(shared) == b"our logo"


def test_a_store_of_many_buyers_loses_only_the_one(bare: Workspace, tmp_path: Path) -> None:
    """Pages are divided and filled again: no stale copy may stay in their unused room."""
    rows = [row({**OTHER, "no": f"31000000079{at:08}", "buyer": f"tb_{at}"}) for at in range(600)]
    take(bare, export(tmp_path, *rows[:300], row(LING), *rows[300:]))
    order = bare.orders.by_number(LING["no"])
    for at in range(40):
        bare.notes.add(order.id, f"{NOTE}{at} " + "很长" * 200)
        other = bare.orders.by_number(f"31000000079{at:08}")
        bare.notes.add(other.id, f"第{at}条 " + "另外" * 300)
    bare.notes.flag(order.id, None)
    forget(bare)
    assert on_the_disk(bare, *WORDS, NOTE) == set()
    assert bare.orders.count() == 600
    assert bare.verify().problems == ()


def test_talks_are_only_a_day_old_at_most_after_a_forgetting(shop: Workspace) -> None:
    talks = OpenTalks((Talk("zh", message="欧阳白鹭"), Talk("zh", message="谢谢")))
    shop.talks.save(talks, shop.now() - timedelta(hours=23))
    forget(shop)
    assert shop.talks.load(shop.now() + timedelta(hours=2)) is None


def test_an_order_is_changed_twice_before_it_is_found_again(shop: Workspace) -> None:
    order = shop.orders.by_number(OTHER["no"])
    for flag in (Flag.RED, Flag.BLUE):
        shop.notes.flag(order.id, flag)
    assert shop.orders.by_number(OTHER["no"]).flag is Flag.BLUE


def test_others_of_the_same_name_are_no_trace_of_the_buyer(shop: Workspace, tmp_path: Path) -> None:
    namesake = {**OTHER, "no": "3100000007919444444", "recipient": LING["recipient"]}
    take(shop, export(tmp_path, row(namesake), name="namesake.csv"))
    assert [where for where, _what in told(forget(shop))] == ["files outside the program"]
    assert shop.orders.by_number("3100000007919444444").recipient.name == LING["recipient"]
