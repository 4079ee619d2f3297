"""Proposals decided by keys, and what a supervisor looks through to keep the library clean."""

import pytest
from PySide6.QtCore import Qt

from csconsole.desktop.replies.editing.care import CareDialog
from csconsole.desktop.replies.editing.editor import ReplyEditor
from csconsole.desktop.replies.editing.proposals import ProposalsDialog

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PASSPHRASE = "the supervisor's own"


@pytest.fixture
def proposed(desk):
    """An agent's proposal to greet otherwise."""

    def propose(workspace):
        workspace.people.add("Lin")
        workspace.sit_down("Lin")
        reply = workspace.replies.get("greet")
        changed = {**reply.text, "zh": "在的亲，请问有什么可以帮您🌷"}
        workspace.proposals.propose(type(reply)(**{**vars(reply), "text": changed}), "friendlier")

    desk.ask(propose)
    return desk


@pytest.fixture
def care(desk):
    """Open the care of the library and wait for what it found."""

    def opening():
        desk.press(Qt.Key.Key_L, CONTROL | SHIFT)
        dialog = desk.dialog(CareDialog)
        desk.wait_for_worker()
        desk.qtbot.waitUntil(lambda: dialog.kinds.count() == 4)
        return dialog

    return opening


def text(desk, reply_id="greet"):
    return desk.ask(lambda workspace: workspace.replies.get(reply_id)).text["zh"]


def open_proposals(desk):
    desk.press(Qt.Key.Key_P, CONTROL | SHIFT)
    dialog = desk.dialog(ProposalsDialog)
    desk.wait_for_worker()
    return dialog


def rows(dialog):
    return [dialog.rows.item(row).text() for row in range(dialog.rows.count())]


def test_a_proposal_shows_old_and_new_and_who_wants_it(proposed):
    dialog = open_proposals(proposed)
    shown = dialog.shown.toPlainText()
    assert rows(dialog) == ["问候 · Lin"]
    assert "proposed by Lin" in shown
    assert "friendlier" in shown
    assert "请问有什么可以帮" in shown
    assert "讲" in shown


def test_one_key_accepts_a_proposal(proposed):
    dialog = open_proposals(proposed)
    proposed.press(Qt.Key.Key_A)
    proposed.wait_for_worker()
    proposed.wait_for_worker()
    assert text(proposed) == "在的亲，请问有什么可以帮您🌷"
    assert rows(dialog) == []
    assert proposed.said[-1] == "Accepted: 问候"


def test_one_key_rejects_a_proposal(proposed):
    before = text(proposed)
    dialog = open_proposals(proposed)
    proposed.press(Qt.Key.Key_R)
    proposed.wait_for_worker()
    proposed.wait_for_worker()
    assert text(proposed) == before
    assert rows(dialog) == []


def test_an_agent_withdraws_a_proposal(proposed):
    dialog = open_proposals(proposed)
    proposed.press(Qt.Key.Key_W)
    proposed.wait_for_worker()
    proposed.wait_for_worker()
    assert rows(dialog) == []
    assert proposed.said[-1] == "Withdrawn: 问候"


def test_accepting_asks_for_the_supervisor(proposed):
    def lock(workspace):
        workspace.people.set_passphrase(PASSPHRASE)
        workspace.people.lock()

    proposed.ask(lock)
    open_proposals(proposed)
    proposed.press(Qt.Key.Key_A)
    proposed.wait_for_worker()
    proposed.type_in(PASSPHRASE)
    proposed.press(Qt.Key.Key_Return)
    proposed.wait_for_worker()
    proposed.wait_for_worker()
    assert text(proposed) == "在的亲，请问有什么可以帮您🌷"


def test_without_proposals_the_dialog_says_so(desk):
    dialog = open_proposals(desk)
    assert dialog.nothing.isVisible()
    assert dialog.nothing.text() == "Nobody proposes anything"


def test_near_same_texts_are_found_and_shown_against_each_other(desk, care):
    desk.ask(lambda workspace: workspace.editing.duplicate("promise"))
    dialog = care()
    (row,) = rows(dialog)
    assert row.startswith("100 %")
    assert "发货承诺 (copy)" in row
    assert "What only the second has" in dialog.shown.toPlainText()


def test_what_ended_and_what_nobody_used_is_listed(desk, care):
    desk.find("wh")
    desk.press(Qt.Key.Key_Return)
    dialog = care()
    dialog.kinds.setCurrentIndex(1)
    assert [row.split(" · ")[0] for row in rows(dialog)] == ["旧活动"]
    dialog.kinds.setCurrentIndex(3)
    assert "问候" not in rows(dialog)
    assert len(rows(dialog)) == 7


def test_a_row_leads_to_its_reply(desk, care):
    dialog = care()
    dialog.kinds.setCurrentIndex(1)
    dialog.rows.setFocus()
    desk.press(Qt.Key.Key_Return)
    assert desk.state.chosen.id == "over"


def test_a_row_is_archived_and_the_list_follows(desk, care):
    dialog = care()
    dialog.kinds.setCurrentIndex(1)
    dialog.rows.setFocus()
    desk.press(Qt.Key.Key_Delete)
    desk.wait_for_worker()
    desk.wait_for_worker()
    desk.qtbot.waitUntil(lambda: rows(dialog) == [])
    assert desk.ask(lambda workspace: workspace.replies.get("over")) is None


def test_a_row_is_changed_in_the_editor(desk, care):
    dialog = care()
    dialog.kinds.setCurrentIndex(1)
    dialog.rows.setFocus()
    desk.press(Qt.Key.Key_E)
    assert desk.dialog(ReplyEditor).form.page().title.text() == "旧活动"
