"""The list of results: its model, its marks, and that it stays quick when it is long."""

import pytest
from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester

from csconsole.desktop.replies.model import ResultModel, Role
from csconsole.desktop.replies.state import RepliesState
from csconsole.replies.model import Reply
from csconsole.replies.store import ReplyStore, as_patch
from csconsole.storage.places import Places
from csconsole.workspace.workspace import Workspace

MANY = 10_000


def put_many(workspace: Workspace) -> None:
    """Ten thousand replies and nothing else."""
    replies = ReplyStore(workspace._store)
    with workspace._store.journal.action("replies.import") as action:
        for reply in workspace.replies.all():
            replies.archive(action, reply.id)
        for at in range(MANY):
            reply = Reply(f"r-{at}", {"zh": f"回复{at}"}, {"zh": f"第{at}条退货运费"})
            replies.write(action, reply, as_patch(reply))


@pytest.fixture
def state(small_profile: Places, open_profile) -> RepliesState:
    workspace: Workspace = open_profile(small_profile)
    return RepliesState(
        workspace.replies,
        language="zh",
        interface_language="en",
        values={},
        now=workspace.now,
    )


def marked(text: str, marks: list[tuple[int, int]]) -> list[str]:
    return [text[start:end] for start, end in marks]


def test_the_model_keeps_the_rules_of_qt(qtmodeltester, state: RepliesState) -> None:
    qtmodeltester.check(ResultModel(state))


def test_the_model_keeps_the_rules_of_qt_while_one_types(desk) -> None:
    tester = QAbstractItemModelTester(
        desk.page.model, QAbstractItemModelTester.FailureReportingMode.Fatal
    )
    for query in ("thyf", "退", "qqqq", "", "wh"):
        desk.find(query)
        desk.press(Qt.Key.Key_F2)
    assert tester.model() is desk.page.model


def test_what_is_beyond_the_list_is_nothing(state: RepliesState) -> None:
    model = ResultModel(state)
    last = model.index(model.rowCount() - 1)
    state.search("wh")
    assert model.data(QModelIndex(), Role.CARD) is None
    assert model.data(last, Role.CARD) is None
    assert model.rowCount(model.index(0)) == 0


def test_a_screen_reader_hears_title_shortcut_and_text(state: RepliesState) -> None:
    state.search("wh")
    model = ResultModel(state)
    index = model.index(0)
    assert model.data(index) == "问候"
    heard = model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "问候, wh, 在的亲，您请讲🌷"


def test_the_characters_that_matched_are_marked(desk) -> None:
    desk.type_in("yunfei")
    card = desk.card()
    assert marked(card.title, card.title_marks) == ["运费"]
    assert marked(card.text, card.text_marks) == ["运费"]


def test_a_shortcut_that_matched_is_marked(desk) -> None:
    desk.type_in("thy")
    card = desk.card()
    assert card.shortcut == "thyf"
    assert card.shortcut_marks


def test_what_matches_in_english_is_marked_in_english(desk) -> None:
    desk.press(Qt.Key.Key_F2)
    desk.type_in("postage")
    card = desk.card()
    assert marked(card.title, card.title_marks) == ["postage"]


def test_without_a_query_nothing_is_marked(desk) -> None:
    for row in range(len(desk.found)):
        card = desk.card(row)
        assert [*card.title_marks, *card.text_marks, *card.shortcut_marks] == []


def test_a_card_shows_the_text_on_one_line_with_its_presets(desk) -> None:
    desk.type_in("fhcn")
    text = desk.card().text
    assert "48小时内到" in text
    assert "［姓名］" in text
    assert "\n" not in text


def test_ten_thousand_results_are_walked_through_and_only_what_is_seen_is_made(
    open_desk, profile_with
) -> None:
    desk = open_desk(profile_with("many", put_many), size=(1120, 720))
    desk.wait_for_thoughts()
    assert desk.page.model.rowCount() == MANY
    for _page in range(20):
        desk.press(Qt.Key.Key_PageDown)
    assert desk.row > 50
    bar = desk.results.verticalScrollBar()
    whole = (MANY - 20) * desk.results.sizeHintForRow(0)
    desk.qtbot.waitUntil(lambda: bar.maximum() > whole, timeout=30_000)  # laid out bit by bit
    bar.setValue(bar.maximum())
    desk.window.grab()
    bottom = desk.results.viewport().rect().bottomLeft()
    assert desk.results.indexAt(bottom - QPoint(0, 20)).row() == MANY - 1
    assert 5 < len(desk.page.model._cards) < 500


def test_the_best_result_is_marked_after_every_key(desk) -> None:
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Down)
    desk.type_in("w")
    assert desk.row == 0
    desk.type_in("h")
    assert desk.row == 0
    assert desk.labels[0] == desk.card().title


def test_what_is_typed_before_the_library_is_prepared_is_answered_as_soon_as_it_is(
    open_desk, clipboard
) -> None:
    desk = open_desk(prepared=False)
    desk.type_in("thyf")
    desk.wait_for_worker()
    assert desk.found[0] == "freight"
    desk.press(Qt.Key.Key_Return)
    assert clipboard() == "亲，退货运费由我们承担。"


def test_no_match_says_what_was_looked_for_and_what_to_try(desk) -> None:
    desk.type_in("qqqq zzzz")
    said = desk.page._nothing
    assert said.isVisible()
    assert "qqqq zzzz" in said.text()
    assert not desk.results.isVisible()
    desk.find("wh")
    assert desk.results.isVisible()
    assert not said.isVisible()


def test_after_no_match_the_next_reply_is_shown_whole(desk) -> None:
    desk.type_in("qqqq zzzz")
    assert not desk.preview.copy_button.isVisible()
    desk.find("thyf")
    assert desk.preview.copy_button.isVisible()
    assert desk.text == "亲，退货运费由我们承担。"


def test_what_a_buyer_wrote_may_be_pasted_with_line_breaks(qapp, desk) -> None:
    qapp.clipboard().setText("你好\n退货运费谁出")
    desk.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert desk.found[0] == "freight"


@pytest.mark.parametrize("query", ["<b>退货</b>", "{", "｛?", "%s", "'; DROP TABLE replies", "\\"])
def test_odd_characters_are_looked_for_as_they_are(desk, query: str) -> None:
    desk.search_box.setText(query)
    assert desk.state.query == query
    assert desk.page._nothing.isVisible() is (desk.found == [])
