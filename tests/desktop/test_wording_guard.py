"""Forbidden words are stopped once before they leave; everything else is only shown."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QApplication

from csconsole.replies.checking.model import Severity

Key = Qt.Key
WAVE = QTextCharFormat.UnderlineStyle.WaveUnderline

LIBRARY = """
format: 1
language: zh
replies:
  - id: best
    title: {zh: 推荐, en: Recommended}
    shortcut: tj
    text: {zh: "🌷这款是全网最低价，放心拍。", en: "The best in the world."}
  - id: promise
    title: {zh: 时效, en: Time}
    shortcut: sx
    text: {zh: "保证明天送达哦。", en: "It takes two days."}
  - id: chat
    title: {zh: 说明, en: Note}
    shortcut: sm
    text: {zh: "您好，{?说明}。", en: "Hello, {?note}."}
  - id: fine
    title: {zh: 在的, en: Here}
    shortcut: zd
    text: {zh: "在的亲，您请讲。", en: "I am here."}
"""


@pytest.fixture
def desk(open_desk):
    made = open_desk(library=LIBRARY)
    made.wait_for_thoughts()
    return made


def overridden(desk) -> list[tuple[str, str | None]]:
    return desk.ask(
        lambda workspace: workspace._store.database.execute(
            "SELECT reply, overridden FROM reply_uses ORDER BY at, id"
        ).fetchall()
    )


def underlined(desk, piece: str) -> bool:
    cursor = desk.preview.text.document().find(piece)
    assert not cursor.isNull()
    cursor.setPosition(cursor.selectionEnd(), QTextCursor.MoveMode.MoveAnchor)
    return cursor.charFormat().underlineStyle() is WAVE


def test_the_first_enter_does_not_copy_a_forbidden_word(desk, clipboard: Callable) -> None:
    desk.find("tj")
    desk.press(Key.Key_Return)
    assert clipboard() == ""
    assert desk.uses() == []
    assert "全网最低价" in desk.said[-1]


def test_the_preview_says_what_is_forbidden_why_and_what_is_better(desk) -> None:
    desk.find("tj")
    line = next(label for label in desk.labels if "全网最低价" in label)
    assert line.startswith("forbidden")
    assert "活动价" in line
    assert "law" in line


def test_after_the_first_enter_the_preview_says_how_to_copy_all_the_same(desk) -> None:
    desk.find("tj")
    desk.press(Key.Key_Return)
    assert "Not copied. Enter again copies it all the same." in desk.labels


def test_a_second_enter_copies_and_the_journal_knows(desk, clipboard: Callable) -> None:
    desk.find("tj")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_Return)
    assert clipboard() == "🌷这款是全网最低价，放心拍。"
    [(reply, rules)] = overridden(desk)
    assert reply == "best"
    assert rules.startswith('["ad-')


def test_a_third_enter_is_stopped_again(desk) -> None:
    desk.find("tj")
    for _time in range(3):
        desk.press(Key.Key_Return)
    assert len(desk.uses()) == 1


def test_a_key_that_is_held_down_does_not_override(desk, clipboard: Callable) -> None:
    desk.find("tj")
    desk.press(Key.Key_Return)
    held = QKeyEvent(
        QEvent.Type.KeyPress, Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", True
    )
    QApplication.sendEvent(desk.focused, held)
    assert clipboard() == ""


def test_the_next_buyer_is_warned_for_anew(desk, clipboard: Callable) -> None:
    desk.find("tj")
    desk.press(Key.Key_Return)
    desk.press(Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    desk.press(Key.Key_Return)
    assert clipboard() == ""


def test_another_reply_in_between_is_warned_for_anew(desk, clipboard: Callable) -> None:
    desk.find("tj")
    desk.press(Key.Key_Return)
    desk.find("zd")
    desk.find("tj")
    desk.press(Key.Key_Return)
    assert clipboard() == ""


def test_what_is_risky_is_shown_and_not_stopped(desk, clipboard: Callable) -> None:
    desk.find("sx")
    assert any(label.startswith("risky") for label in desk.labels)
    desk.press(Key.Key_Return)
    assert clipboard() == "保证明天送达哦。"
    assert overridden(desk) == [("promise", None)]


def test_a_harmless_reply_shows_nothing(desk) -> None:
    desk.find("zd")
    assert not desk.preview.notes.isVisible()


def test_what_is_typed_into_a_field_is_checked_at_once(desk, clipboard: Callable) -> None:
    desk.find("sm")
    assert not desk.preview.notes.isVisible()  # what is empty is told by the field itself
    desk.field("说明").setFocus()
    desk.type_in("加我薇❤：abc888")
    assert any("薇" in label for label in desk.labels)
    desk.press(Key.Key_Return)
    assert clipboard() == ""
    desk.press(Key.Key_Return)
    assert clipboard() == "您好，加我薇❤：abc888。"


def test_the_words_are_underlined_behind_an_emoji(desk) -> None:
    desk.find("tj")
    assert underlined(desk, "全网最低价")
    assert not underlined(desk, "这款是")
    assert not underlined(desk, "放心拍")


def test_a_text_is_stopped_even_before_the_rules_were_read(open_desk, clipboard) -> None:
    desk = open_desk(library=LIBRARY)
    assert not desk.preview.notes.isVisible()
    desk.find("tj")
    desk.press(Key.Key_Return)
    assert clipboard() == ""


def test_a_word_of_the_shops_own_list_stops_the_text(open_desk, small_profile, clipboard) -> None:
    desk = open_desk(library=LIBRARY)
    desk.wait_for_thoughts()
    desk.ask(lambda workspace: workspace.replies.wording_check.add("您请讲", Severity.FORBIDDEN))
    desk.find("zd")
    desk.press(Key.Key_Return)
    assert clipboard() == ""
    assert any("The shop's own list" in label for label in desk.labels)


def test_checking_keeps_no_keystroke_waiting(desk) -> None:
    desk.find("sm")
    desk.state.give("说明", "这款" * 400)
    filled = desk.state.filled()
    best = 1.0
    for _time in range(5):
        start = time.perf_counter()
        desk.state.guard.findings(filled)
        best = min(best, time.perf_counter() - start)
    assert best < 0.016
