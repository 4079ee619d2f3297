"""Taking library files in: the counts, what is written to the journal, and how to undo it."""

import shutil
from contextlib import suppress
from datetime import UTC, datetime

import pytest

from csconsole.errors import BadInputError
from csconsole.replies.library_rules import Placed, check_against
from csconsole.replies.model import Imported, Reply
from csconsole.storage.places import places

HEAD = "format: 1\nlanguage: zh\nreplies:\n"
ONE = "  - {id: one, title: 一, text: 第一条, shortcut: diyi, tags: [甲]}\n"
TWO = "  - {id: two, title: 二, text: 第二条, shortcut: dier}\n"
THREE = "  - {id: three, title: 三, text: 第三条, shortcut: disan}\n"


def write_library(path, *entries):
    path.write_text(HEAD + "".join(entries), encoding="utf-8")
    return path


@pytest.fixture
def write(tmp_path):
    def writing(*entries, name="library.yaml"):
        return write_library(tmp_path / name, *entries)

    return writing


@pytest.fixture(scope="module")
def made_once(tmp_path_factory):
    """The folder of a profile that the first test makes and every test gets a copy of."""
    return tmp_path_factory.mktemp("made-once") / "profile"


@pytest.fixture
def workspace(made_once, profile, open_profile):
    """A workspace whose library is one and two, and nothing else."""
    if not made_once.exists():
        made = open_profile(places(made_once))
        start = write_library(made_once.parent / "start.yaml", ONE, TWO)
        made.replies.import_files([start], whole=True)
        made.close()
    shutil.copytree(made_once, profile.data)
    return open_profile(profile)


@pytest.fixture
def library(workspace):
    return workspace.replies


@pytest.fixture
def shipped(profile, open_profile):
    """A new workspace with the shipped library."""
    return open_profile(profile)


@pytest.fixture
def journal(workspace):
    return workspace._store.journal


def ids(library):
    return sorted(reply.id for reply in library.all())


def counts(done):
    return (done.added, done.updated, done.unchanged, done.archived)


def history(journal, reply_id):
    return [entry.patch for entry in journal.history("reply", reply_id)]


# What an import does


def test_new_replies_are_added_and_found_at_once(library, write):
    done = library.import_files([write(THREE)])
    assert counts(done) == (1, 0, 0, 0)
    assert ids(library) == ["one", "three", "two"]
    assert library.search("disan")[0].reply.text["zh"] == "第三条"


def test_changed_replies_are_updated_and_equal_ones_left(library, write):
    done = library.import_files([write(ONE.replace("第一条", "新的一条"), TWO, THREE)])
    assert counts(done) == (1, 1, 1, 0)
    assert library.get("one").text["zh"] == "新的一条"


def test_only_the_changed_fields_are_written_to_the_journal(library, journal, write):
    before = len(history(journal, "one"))
    library.import_files([write(ONE.replace("第一条", "新的一条").replace("甲", "乙"), TWO)])
    assert history(journal, "one")[before:] == [{"text": {"zh": "新的一条"}, "tags": ["乙"]}]
    assert len(history(journal, "two")) == 1


def test_a_field_that_left_the_file_is_emptied(library, journal, write):
    library.import_files([write("  - {id: one, title: 一, text: 第一条}\n")])
    assert (library.get("one").tags, library.get("one").shortcut) == ((), "")
    assert history(journal, "one")[-1] == {"tags": [], "shortcut": ""}


def test_a_second_import_changes_and_writes_nothing(workspace, library, write):
    entries = workspace.verify().entries
    done = library.import_files([write(ONE, TWO)])
    assert done == Imported(added=0, updated=0, unchanged=2)
    assert workspace.verify().entries == entries


def test_the_order_of_languages_and_keys_is_no_change(library, write):
    library.import_files(
        [write("  - {id: a, title: {zh: 好, en: Good}, text: {zh: 好, en: Good}}\n")]
    )
    done = library.import_files(
        [write("  - {text: {en: Good, zh: 好}, title: {en: Good, zh: 好}, id: a}\n")]
    )
    assert counts(done) == (0, 0, 1, 0)


def test_replies_that_are_not_in_the_files_stay(library, write):
    library.import_files([write(THREE)])
    assert library.get("one") is not None


def test_who_imported_is_kept(library, journal, write):
    done = library.import_files([write(THREE)], agent="客服1")
    assert {(entry.agent, entry.cause) for entry in journal.entries_of(done.action)} == {
        ("客服1", "replies.import")
    }


def test_an_import_of_nothing_is_nothing(library, write):
    assert library.import_files([]) == Imported(0, 0, 0)
    assert ids(library) == ["one", "two"]


# Replacing the library


def test_replacing_archives_what_is_not_in_the_files(library, journal, write):
    done = library.import_files([write(TWO, THREE)], whole=True)
    assert counts(done) == (1, 0, 1, 1)
    assert ids(library) == ["three", "two"]
    assert library.search("diyi") == []
    assert history(journal, "one")[-1] == {"archived": 1}


def test_an_archived_reply_comes_back_with_the_next_import_that_has_it(library, write):
    library.import_files([write(TWO)], whole=True)
    done = library.import_files([write(ONE)])
    assert counts(done) == (0, 1, 0, 0)
    assert ids(library) == ["one", "two"]
    assert library.get("one").tags == ("甲",)


def test_a_shortcut_of_an_archived_reply_is_free(library, write):
    library.import_files([write(TWO)], whole=True)
    done = library.import_files([write(THREE.replace("disan", "diyi"))])
    assert counts(done) == (1, 0, 0, 0)


def test_replacing_by_what_is_there_changes_nothing(workspace, library, write):
    entries = workspace.verify().entries
    done = library.import_files([write(ONE, TWO)], whole=True)
    assert counts(done) == (0, 0, 2, 0)
    assert workspace.verify().entries == entries


def test_a_replaced_library_survives_reopening(workspace, library, write, profile, open_profile):
    library.import_files([write(THREE)], whole=True)
    workspace.close()
    assert ids(open_profile(profile).replies) == ["three"]


# Trying it out


def test_a_dry_run_tells_the_counts_and_writes_nothing(workspace, library, write):
    entries = workspace.verify().entries
    told = library.import_files([write(ONE, THREE)], whole=True, dry_run=True)
    assert told == Imported(added=1, updated=0, unchanged=1, archived=1, action="")
    assert ids(library) == ["one", "two"]
    assert workspace.verify().entries == entries
    done = library.import_files([write(ONE, THREE)], whole=True)
    assert counts(done) == counts(told)


def test_a_dry_run_refuses_what_the_import_would_refuse(library, write):
    with pytest.raises(BadInputError, match="belongs to the reply"):
        library.import_files([write(THREE.replace("disan", "diyi"))], dry_run=True)


# Several files


def test_several_files_are_one_action(library, journal, write):
    done = library.import_files([write(ONE, name="a.yaml"), write(THREE, name="b.yaml")])
    assert counts(done) == (1, 0, 1, 0)
    assert [entry.entity_id for entry in journal.entries_of(done.action)] == ["three"]


def test_each_file_has_its_own_language(library, write, tmp_path):
    english = tmp_path / "en.yaml"
    english.write_text("language: en\nreplies: [{id: e, title: E, text: English}]", "utf-8")
    library.import_files([write(THREE), english])
    assert (library.get("three").text, library.get("e").text) == (
        {"zh": "第三条"},
        {"en": "English"},
    )


@pytest.mark.parametrize(
    "second",
    [
        pytest.param("  - {id: bad}\n", id="a reply without a text"),
        pytest.param("  - {id: three, title: 三, text: 三}\n", id="an id of the first"),
        pytest.param(
            "  - {id: x, title: 三, text: 三, shortcut: DISAN}\n", id="a shortcut of the first"
        ),
        pytest.param("  - {id: x, title: 三, text: '{>gone}'}\n", id="an include of nothing"),
    ],
)
def test_a_failure_in_the_second_file_leaves_nothing_of_the_first(
    workspace, library, write, second
):
    entries = workspace.verify().entries
    first, wrong = write(THREE, name="a.yaml"), write(second, name="b.yaml")
    with pytest.raises(BadInputError) as refused:
        library.import_files([first, wrong], whole=True)
    assert refused.value.place == f"{wrong}:4"
    assert ids(library) == ["one", "two"]
    assert workspace.verify().entries == entries


def test_the_same_file_twice_is_refused_where_it_repeats_itself(library, write):
    path = write(THREE)
    with pytest.raises(BadInputError, match="three stands at"):
        library.import_files([path, path])


@pytest.mark.parametrize("name", ["nowhere.yaml", "a" * 300, "start.yaml/inside"])
def test_a_path_that_leads_nowhere_is_refused_by_its_name(library, write, tmp_path, name):
    path = write(THREE, name="start.yaml")
    with pytest.raises(BadInputError, match="cannot be read") as refused:
        library.import_files([path, tmp_path / name])
    assert refused.value.place == str(tmp_path / name)
    assert ids(library) == ["one", "two"]


# How far it has come


def test_progress_grows_from_the_first_byte_to_the_last_reply(library, write):
    shares = []
    many = [f"  - {{id: r{at}, title: 多, text: 很多}}\n" for at in range(1_200)]
    paths = [write(*many[:600], name="a.yaml"), write(*many[600:], name="b.yaml")]
    library.import_files(paths, progress=shares.append)
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert 0.5 < shares[-1] <= 1
    assert len(shares) > 3


def test_an_empty_file_has_no_progress_to_divide_by(library, tmp_path):
    path = tmp_path / "empty.yaml"
    path.touch()
    with pytest.raises(BadInputError, match="empty"):
        library.import_files([path], progress=lambda share: None)


# What must hold between replies


@pytest.mark.parametrize("shortcut", ["diyi", "DIYI", "ｄｉｙｉ"])
def test_a_shortcut_that_another_reply_has_is_refused(library, write, shortcut):
    path = write(THREE.replace("disan", shortcut))
    with pytest.raises(BadInputError, match="belongs to the reply one already") as refused:
        library.import_files([path])
    assert refused.value.place == f"{path}:4"


def test_two_replies_may_exchange_their_shortcuts_in_one_import(library, write):
    exchanged = [ONE.replace("diyi", "dier"), TWO.replace("dier", "diyi")]
    assert counts(library.import_files([write(*exchanged)])) == (0, 2, 0, 0)
    assert library.search("diyi")[0].reply.id == "two"


def test_replies_without_a_shortcut_do_not_clash(library, write):
    bare = [f"  - {{id: bare-{at}, title: 无, text: 无}}\n" for at in range(3)]
    assert counts(library.import_files([write(*bare)])) == (3, 0, 0, 0)


def test_a_reply_may_include_one_of_the_library(library, write):
    library.import_files([write("  - {id: x, title: 三, text: '见{>one}'}\n")])
    assert library.get("x").text["zh"] == "见{>one}"


@pytest.mark.parametrize(
    "entries",
    [
        pytest.param(["{id: a, title: 甲, text: '{>a}'}"], id="itself"),
        pytest.param(
            ["{id: a, title: 甲, text: '{>b}'}", "{id: b, title: 乙, text: '{>a}'}"], id="two"
        ),
        pytest.param(
            [
                "{id: a, title: 甲, text: '{>b}'}",
                "{id: b, title: 乙, text: 好, variants: ['{>c}']}",
                "{id: c, title: 丙, text: {zh: 好, en: '｛>a｝'}}",
            ],
            id="three, by variants and languages",
        ),
    ],
)
def test_replies_that_include_each_other_in_a_circle_are_refused(library, write, entries):
    with pytest.raises(BadInputError, match=r"includes itself|does not exist"):
        library.import_files([write(*(f"  - {entry}\n" for entry in entries))])
    assert ids(library) == ["one", "two"]


def test_a_circle_through_a_reply_of_the_library_is_refused(library, write):
    library.import_files([write("  - {id: x, title: 三, text: '{>one}'}\n")])
    with pytest.raises(BadInputError, match="reply one includes itself"):
        library.import_files([write("  - {id: one, title: 一, text: '{>x}'}\n")])


def test_an_include_of_what_is_put_away_by_the_same_import_is_refused(library, write):
    path = write("  - {id: x, title: 三, text: '{>one}'}\n")
    with pytest.raises(BadInputError, match="included reply one does not exist"):
        library.import_files([path], whole=True)


def chain(length, times=1):
    """Replies of which each includes the next, a number of times, and the last none."""
    return [
        Placed(Reply(f"r{at}", {"zh": "链"}, {"zh": f"{{>r{at + 1}}}" * times}), f"chain.yaml:{at}")
        for at in range(length - 1)
    ] + [Placed(Reply(f"r{length - 1}", {"zh": "链"}, {"zh": "好"}), "chain.yaml:99")]


@pytest.mark.parametrize("length", [3, 12])
def test_whatever_is_taken_in_can_be_filled_in(library, write, length):
    entries = [
        f"  - {{id: {entry.reply.id}, title: 链, text: '{entry.reply.text['zh']}'}}\n"
        for entry in chain(length)
    ]
    with suppress(BadInputError):
        library.import_files([write(*entries)])
    context = library.context("zh", {}, {}, datetime(2026, 11, 21, tzinfo=UTC))
    filled = {library.fill(reply.text["zh"], context).text for reply in library.all()}
    assert filled in ({"第一条", "第二条"}, {"第一条", "第二条", "好"})


def test_includes_that_multiply_without_end_are_refused():
    with pytest.raises(BadInputError):
        check_against(chain(6, times=1_000), {})


# Undo


def test_undoing_an_import_brings_the_former_library_back(library, journal, write):
    former = library.all()
    done = library.import_files([write(ONE.replace("第一条", "新的"), THREE)], whole=True)
    journal.undo(done.action)
    library.reload()
    assert library.all() == former
    assert library.get("three") is None


def test_undoing_brings_back_what_was_archived_before(library, journal, write):
    library.import_files([write(TWO)], whole=True)
    done = library.import_files([write(ONE)])
    journal.undo(done.action)
    library.reload()
    assert ids(library) == ["two"]


def test_an_import_that_was_undone_can_be_done_again(library, journal, write):
    path = write(THREE)
    journal.undo(library.import_files([path]).action)
    library.reload()
    assert ids(library) == ["one", "two"]
    library.import_files([path])
    assert ids(library) == ["one", "three", "two"]
    assert counts(library.import_files([path])) == (0, 0, 1, 0)


def test_an_undo_can_be_undone(library, journal, write):
    done = library.import_files([write(ONE.replace("第一条", "新的"))])
    undone = journal.undo(done.action)
    journal.undo(undone.action)
    library.reload()
    assert library.get("one").text["zh"] == "新的"


def test_a_replaced_shipped_library_comes_back_by_undo(shipped, write):
    former = shipped.replies.all()
    done = shipped.replies.import_files([write(THREE)], whole=True)
    assert done.archived == len(former)
    shipped._store.journal.undo(done.action)
    shipped.replies.reload()
    assert shipped.replies.all() == former


# Export


def test_an_export_reads_back_as_unchanged(shipped, tmp_path):
    path = tmp_path / "export.yaml"
    count = shipped.replies.export(path).replies
    done = shipped.replies.import_files([path], whole=True)
    assert counts(done) == (0, 0, count, 0)


def test_an_export_replaces_a_file_whole_or_not_at_all(library, tmp_path):
    path = tmp_path / "export.yaml"
    path.write_text("old", encoding="utf-8")
    library.export(path)
    assert path.read_bytes() == library.export_bytes()
    assert [entry.name for entry in tmp_path.glob("*export*")] == ["export.yaml"]


def test_a_failed_export_leaves_no_draft_behind(library, tmp_path):
    folder = tmp_path / "export"
    folder.mkdir()
    with pytest.raises(OSError, match="directory"):
        library.export(folder)
    assert list(tmp_path.glob(".export*")) == []
