"""The journal behind editing: its entries add up to the present, and undo gives back the same."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from library_strategies import replies
from small_shop import SMALL_LIBRARY

from csconsole.errors import UserError
from csconsole.storage.places import places
from csconsole.workspace.workspace import open_workspace


@pytest.fixture(scope="module")
def shop(tmp_path_factory):
    """A workspace of the small library, kept over the examples of a test."""
    folder = tmp_path_factory.mktemp("history")
    file = folder / "library.yaml"
    file.write_text(SMALL_LIBRARY, encoding="utf-8")
    # With a passphrase, no keyring of this machine is asked before the tests have put it aside.
    workspace = open_workspace(places(folder / "profile"), "a passphrase")
    workspace.replies.import_files([file], whole=True)
    workspace.people.add("小李")
    workspace.people.sit_down("小李")
    yield workspace
    workspace.close()


def present(workspace):
    return sorted(workspace.replies.all(), key=lambda reply: reply.id)


@given(replies(), st.booleans())
def test_an_edit_that_is_undone_leaves_what_was_there(shop, drawn, personal):
    made = shop.editing.create(replace(drawn, shortcut=""), personal=personal)
    before = present(shop)
    (first,) = shop.editing.history(made.id)
    saved = shop.editing.save(replace(made, title={"zh": "改过的"}, tags=(), variants={}))
    assert saved.title == {"zh": "改过的"}
    action = shop.editing.history(made.id)[0].action
    undone = shop.editing.undo(action)
    if action != first.action:
        assert present(shop) == before
        shop.editing.undo(undone.action)
        assert shop.replies.get(made.id) == saved
    shop.editing.archive([made.id])


@given(st.lists(replies(), min_size=1, max_size=4))
def test_the_history_adds_up_to_the_present_and_every_state_can_be_had_again(shop, drawn):
    states = []
    made = shop.editing.create(replace(drawn[0], shortcut=""))
    for one in drawn:
        saved = shop.editing.save(replace(one, id=made.id, shortcut=""))
        if not states or saved != states[-1]:
            states.append(saved)
    history = shop.editing.history(made.id)
    assert history[0].reply == shop.replies.get(made.id)
    assert [change.reply for change in history][::-1] == states
    oldest = history[-1]
    shop.editing.put_back(made.id, oldest)
    assert shop.editing.find(made.id) == states[0]
    shop.editing.archive([made.id])


steps = st.sampled_from(["tag", "move", "archive", "bring_back", "duplicate", "undo"])


@given(st.lists(st.tuples(steps, st.sampled_from(["freight", "address", "hello"])), max_size=12))
def test_whatever_is_done_the_window_shows_what_the_store_holds(shop, done):
    actions = []
    for step, reply_id in done:
        try:
            if step == "tag":
                actions.append(shop.editing.tag([reply_id], add=[f"标{len(actions)}"]))
            elif step == "move":
                actions.append(shop.editing.move([reply_id], f"pre-sale/{len(actions)}"))
            elif step == "duplicate":
                copy = shop.editing.duplicate(reply_id)
                actions.append(shop.editing.history(copy.id)[0].action)
            elif step == "undo" and actions:
                actions.append(shop.editing.undo(actions.pop()).action)
            elif step != "undo":
                actions.append(getattr(shop.editing, step)([reply_id]))
        except UserError:
            pass  # it is in the archive, or it is not
    shown = present(shop)
    shop.replies.reload()
    assert present(shop) == shown
    for reply in shown:
        assert shop.editing.history(reply.id)[0].reply == reply
    assert shop.verify().problems == ()
