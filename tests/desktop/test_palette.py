"""The palette: from the key to the text in the chat, by keys alone."""

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QImage, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from csconsole.desktop.palette.desk import PaletteDesk
from csconsole.desktop.palette.window import PaletteWindow
from csconsole.desktop.system.keys import KeyCombination
from csconsole.desktop.system.model import Area, Copied, Limits, System, Target

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
PLAIN = Qt.KeyboardModifier.NoModifier
CHAT = Target(0xC0FFEE, ("chat",), Area(100, 100, 500, 400))
FREIGHT = "亲，退货运费由我们承担。"
FIRST = "3100000000000002233"
FORBIDDEN = """
format: 1
language: zh
replies:
  - {id: best, title: 最好, shortcut: zh, text: 这是全网第一的茶叶。}
  - {id: digits, title: 一号, shortcut: a1, text: 一号。}
  - {id: others, title: 二号, shortcut: ab, text: 二号。}
"""


class Screen:
    """Another program's window with the keyboard, which takes what is pasted into it."""

    def __init__(self) -> None:
        self.front: int = CHAT.id
        self.held = False
        self.takes_focus = True
        self.is_gone = False  # and another window has got its number
        self.pasted: list[str] = []
        self.pictures: list[tuple[int, int]] = []
        self.pressed: Callable[[], None] = lambda: None
        self.keys: KeyCombination | None = None
        self.taken = ""
        self.others: dict[str, bytes] = {}
        self.fetches: SlowFetches | None = None
        self.counts_copies, self.copies = False, 0
        self.names = CHAT.names
        self.used: list[KeyCombination] = []

    def listen(self, keys: KeyCombination, pressed: Callable[[], None]) -> None:
        self.keys, self.pressed = keys, pressed

    def refusal(self, keys: KeyCombination) -> str:
        return "they are taken" if str(keys) == self.taken else ""

    def silence(self) -> None:
        self.keys = None

    def foreground(self) -> Target | None:
        return replace(CHAT, names=self.names) if self.front == CHAT.id else None

    def uppermost(self, own: set[int]) -> Target | None:
        return CHAT

    def give_focus(self, target: Target) -> None:
        self.front = target.id if self.takes_focus else 0

    def has_focus(self, target: Target) -> bool:
        return self.front == target.id

    def exists(self, _target: Target) -> bool:
        was_gone, self.is_gone = self.is_gone, False
        return not was_gone

    def come_forward(self, window: int) -> None:
        self.front = window
        QApplication.processEvents()
        own = [one for one in QApplication.topLevelWidgets() if one.internalWinId() == window]
        own[0].activateWindow()

    def is_at_rest(self) -> bool:
        return not self.held

    def press_into(self, target: Target, keys: KeyCombination) -> bool:
        if not self.has_focus(target):
            return False
        self.used.append(keys)
        held = QGuiApplication.clipboard().mimeData()
        if held.hasUrls():
            image = QImage(held.urls()[0].toLocalFile())
            self.pictures.append((image.width(), image.height()))
        else:
            self.pasted.append(held.text())
        return True

    def text(self, limits: Limits) -> str:
        return self.others.get("text/plain", b"").decode()

    def everything(self, limits: Limits, *, selected: bool = False) -> Copied:
        return Copied(self.others, is_whole=True)


class SlowFetches:
    """A window that takes what it is given only after a while."""

    SECONDS = 0.2

    def __init__(self) -> None:
        self.begun = 0.0

    def watch(self) -> None:
        """Nobody else asks."""

    def begin(self, target: Target) -> None:
        self.begun = time.monotonic()

    def last(self) -> float | None:
        taken = self.begun + self.SECONDS
        return taken if time.monotonic() >= taken else None

    def end(self) -> None:
        """Nobody waits any more."""


class Agent:
    """Somebody who works in the chat, with the palette one key away."""

    def __init__(self, desk, screen: Screen) -> None:
        self.desk, self.screen, self.qtbot = desk, screen, desk.qtbot
        changes = (lambda: screen.copies) if screen.counts_copies else None
        marks = {"x-mark": b"secret"}
        fetches = screen.fetches
        system = System(
            "test", screen, screen, screen, screen, fetches, marks=marks, changes=changes
        )
        self.palette = PaletteDesk(desk.jobs, desk.window, system)
        self.palette.serve(desk.window, desk.jobs._workspace)

    @property
    def window(self) -> PaletteWindow:
        assert self.palette.window is not None
        return self.palette.window

    @property
    def said(self) -> str:
        return self.window.told.text()

    @property
    def told(self) -> str:
        """What is said where the palette was."""
        told = self.palette.sending._told
        return told.text() if told.isVisible() else ""

    @property
    def clipboard(self) -> str:
        return QGuiApplication.clipboard().text()

    def copy(self, text: str) -> None:
        """Copy something in the chat; it lies there as another program's."""
        QGuiApplication.clipboard().clear()
        self.screen.others = {"text/plain": text.encode()}
        self.palette.copied.at = float("inf")

    def open(self) -> None:
        """Press the key."""
        self.desk.window.activateWindow()  # offscreen, only an active program opens windows
        self.qtbot.waitUntil(self.desk.window.isActiveWindow)
        self.screen.front = CHAT.id
        self.screen.pressed()
        self.qtbot.waitUntil(lambda: self.window.isVisible() and self.window.isActiveWindow())
        self.desk.wait_for_worker()

    def type_in(self, text: str) -> None:
        QTest.keyClicks(QApplication.focusWidget(), text)

    def press(
        self, key: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
    ) -> None:
        QTest.keyClick(QApplication.focusWidget(), key, held)

    def wait_until_away(self) -> None:
        """Wait until the palette is put away, and the store knows what was sent."""
        self.qtbot.waitUntil(
            lambda: not self.window.isVisible() and not self.palette.sending.is_busy
        )
        self.desk.wait_for_worker()


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def sit_down(open_desk, screen) -> Iterator[Callable[..., Agent]]:
    agents: list[Agent] = []

    def sitting(*arguments, **told) -> Agent:
        agents.append(Agent(open_desk(*arguments, **told), screen))
        return agents[-1]

    yield sitting
    for agent in agents:
        agent.palette.close()


@pytest.fixture
def agent(sit_down) -> Agent:
    return sit_down()


def test_a_shortcut_and_enter_put_the_text_into_the_chat(agent, screen) -> None:
    agent.open()
    agent.type_in("thyf")
    agent.press(Key.Key_Return)
    agent.wait_until_away()
    assert screen.pasted == [FREIGHT]
    assert screen.front == CHAT.id


def test_a_space_behind_an_exact_shortcut_sends_it_at_once(agent, screen) -> None:
    agent.open()
    agent.type_in("thyf ")
    agent.wait_until_away()
    assert screen.pasted == [FREIGHT]


def test_what_was_on_the_clipboard_is_there_again(agent, screen) -> None:
    agent.copy("before")
    screen.others["text/html"] = b"<b>before</b>"
    agent.open()
    agent.type_in("thyf ")
    agent.wait_until_away()
    data = QGuiApplication.clipboard().mimeData()
    assert (data.text(), bytes(data.data("text/html").data())) == ("before", b"<b>before</b>")


def test_a_slow_window_is_left_in_peace_with_the_clipboard_for_longer(sit_down, screen) -> None:
    screen.fetches = SlowFetches()
    agent = sit_down()
    screen.others = {"text/plain": b"before"}
    agent.open()
    agent.type_in("thyf ")
    agent.qtbot.waitUntil(lambda: screen.pasted == [FREIGHT])
    agent.qtbot.waitUntil(lambda: agent.clipboard == "before")
    assert time.monotonic() - screen.fetches.begun >= 3 * SlowFetches.SECONDS


def test_what_was_copied_meanwhile_is_left_alone(agent, screen) -> None:
    def paste(target: Target, keys: KeyCombination) -> bool:
        screen.pasted.append(QGuiApplication.clipboard().text())
        copied = QMimeData()
        copied.setText("copied meanwhile")
        agent.qtbot.wait(1)
        QGuiApplication.clipboard().setMimeData(copied)
        return True

    screen.others = {"text/plain": b"before"}
    screen.press_into = paste
    agent.open()
    agent.type_in("thyf ")
    agent.wait_until_away()
    assert agent.clipboard == "copied meanwhile"


def test_what_is_copied_while_a_key_is_still_held_is_neither_pasted_nor_lost(agent, screen) -> None:
    screen.held = True
    agent.open()
    agent.type_in("thyf ")
    agent.qtbot.waitUntil(lambda: agent.palette.sending.is_busy)
    QGuiApplication.clipboard().setText("of another buyer")
    screen.held = False
    agent.wait_until_away()
    assert (screen.pasted, agent.clipboard) == ([], "of another buyer")
    assert agent.told == "Not pasted: something else was copied meanwhile"
    assert agent.desk.uses() == []


def test_what_is_copied_between_a_text_and_its_picture_is_neither_pasted_nor_lost(
    sit_down, screen, tmp_path
) -> None:
    agent = sit_down()
    put_size_table(agent, tmp_path)
    press = screen.press_into

    def press_and_copy(target: Target, keys: KeyCombination) -> bool:
        is_pressed = press(target, keys)
        QTimer.singleShot(
            200, agent.window, lambda: QGuiApplication.clipboard().setText("of another buyer")
        )
        return is_pressed

    screen.press_into = press_and_copy
    agent.open()
    agent.type_in("cm")
    agent.press(Key.Key_Return)
    agent.wait_until_away()
    assert (screen.pasted, screen.pictures) == (["如图"], [])
    assert agent.clipboard == "of another buyer"
    assert "something else was copied" in agent.told


def test_what_is_lent_bears_the_mark_that_keeps_it_out_of_histories(agent, screen) -> None:
    agent.open()
    agent.type_in("thyf")
    agent.press(Key.Key_Return, CTRL)
    agent.wait_until_away()
    assert QGuiApplication.clipboard().mimeData().hasFormat("x-mark")


def test_ctrl_enter_copies_only_and_says_what_is_left_to_do(agent, screen) -> None:
    agent.open()
    agent.type_in("thyf")
    agent.press(Key.Key_Return, CTRL)
    agent.wait_until_away()
    assert screen.pasted == []
    assert agent.clipboard == FREIGHT
    assert agent.told == "Copied; press Ctrl+V to paste it"
    assert screen.front == CHAT.id


def test_a_text_that_is_only_copied_for_a_terminal_names_the_keys_that_paste_there(
    agent, screen
) -> None:
    screen.names = ("xterm",)
    agent.open()
    agent.type_in("thyf")
    agent.press(Key.Key_Return, CTRL)
    agent.wait_until_away()
    assert agent.told == "Copied; press Shift+Ins to paste it"


def test_the_keys_that_the_settings_name_for_a_program_are_pressed(agent, screen) -> None:
    agent.desk.ask(lambda workspace: workspace.change_settings(paste_keys="chat=Ctrl+Shift+V"))
    agent.palette.serve(agent.desk.window, agent.desk.jobs._workspace)
    agent.open()
    agent.type_in("thyf ")
    agent.wait_until_away()
    assert [str(keys) for keys in screen.used] == ["Ctrl+Shift+V"]


def test_the_settings_offer_the_programs_that_the_palette_was_opened_over(agent, screen) -> None:
    agent.open()
    assert agent.desk.window.near().programs == ("chat",)


def test_keys_for_programs_that_nobody_can_read_are_told_and_all_paste_as_usual(
    agent, screen
) -> None:
    agent.desk.ask(lambda workspace: workspace.change_settings(paste_keys="chat"))
    agent.palette.serve(agent.desk.window, agent.desk.jobs._workspace)
    agent.qtbot.waitUntil(lambda: "names no program" in agent.desk.window.notices._toast.text())
    agent.open()
    agent.type_in("thyf ")
    agent.wait_until_away()
    assert screen.pasted == [FREIGHT]


def test_a_digit_sends_the_reply_that_bears_it(agent, screen) -> None:
    agent.open()
    agent.type_in("hd")
    second = agent.window.state.replies.results[1].reply
    agent.type_in("2")
    agent.wait_until_away()
    assert agent.desk.uses()[-1][0] == second.id


def test_a_digit_of_a_shortcut_is_typed(sit_down, screen) -> None:
    agent = sit_down(library=FORBIDDEN)
    agent.open()
    agent.type_in("a1")
    assert agent.window.box.text() == "a1"
    agent.press(Key.Key_Return)
    agent.wait_until_away()
    assert screen.pasted == ["一号。"]


def test_nothing_is_pasted_while_a_field_is_empty(agent, screen) -> None:
    agent.open()
    agent.type_in("qsr")
    agent.press(Key.Key_Return)
    assert agent.window.isVisible()
    assert agent.said == "Still to be filled in: 姓名"
    agent.type_in("Wang")
    agent.press(Key.Key_Return)
    agent.wait_until_away()
    assert screen.pasted == ["包裹由Wang签收。"]


def test_tab_walks_through_the_fields_that_are_still_empty(agent, screen) -> None:
    agent.open()
    agent.type_in("fhcn")
    agent.press(Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "姓名"
    agent.type_in("Li")
    agent.press(Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "发货日"
    agent.type_in("+1")
    agent.press(Key.Key_Tab)
    assert QApplication.focusWidget() is agent.window.box


def test_a_forbidden_word_stops_the_first_enter_and_the_second_is_written_down(
    sit_down, screen
) -> None:
    agent = sit_down(library=FORBIDDEN)
    agent.open()
    agent.type_in("zh")
    agent.press(Key.Key_Return)
    assert "forbidden" in agent.said
    assert screen.pasted == []
    agent.press(Key.Key_Return)
    agent.wait_until_away()
    assert screen.pasted == ["这是全网第一的茶叶。"]
    overridden = agent.desk.ask(
        lambda workspace: workspace._store.database.execute(
            "SELECT overridden FROM reply_uses"
        ).fetchall()
    )
    assert "[" in overridden[0][0]


def test_shift_enter_lets_the_text_be_changed_before_it_is_sent(agent, screen) -> None:
    agent.open()
    agent.type_in("thyf")
    agent.press(Key.Key_Return, SHIFT)
    agent.press(Key.Key_End, CTRL)
    agent.press(Key.Key_Return, SHIFT)
    agent.type_in("OK")
    agent.press(Key.Key_Return)
    agent.wait_until_away()
    assert screen.pasted == [f"{FREIGHT}\nOK"]


def test_the_text_that_is_changed_has_the_room_of_the_fields(agent, screen) -> None:
    agent.open()
    agent.type_in("qsr")
    agent.press(Key.Key_Tab)
    agent.type_in("Wang")
    assert agent.window.preview.form.isVisible()
    agent.press(Key.Key_Return, SHIFT)
    assert agent.window.is_editing
    assert not agent.window.preview.form.isVisible()
    agent.press(Key.Key_Escape)
    assert agent.window.preview.form.isVisible()


def test_esc_leaves_the_changed_text_and_then_the_palette(agent, screen) -> None:
    agent.open()
    agent.type_in("thyf")
    agent.press(Key.Key_Return, SHIFT)
    agent.type_in("changed")
    agent.press(Key.Key_Escape)
    assert agent.window.preview.text.toPlainText() == FREIGHT
    agent.press(Key.Key_Escape)
    agent.wait_until_away()
    assert screen.pasted == []
    assert screen.front == CHAT.id


def test_an_input_method_that_composes_keeps_its_keys(agent, screen) -> None:
    agent.open()
    QApplication.sendEvent(agent.window.box, QInputMethodEvent("tui", []))
    agent.press(Key.Key_Return)
    agent.type_in("1")
    agent.press(Key.Key_Escape)
    assert agent.window.isVisible()
    assert screen.pasted == []


def test_nothing_goes_into_another_window_than_the_one_remembered(agent, screen) -> None:
    screen.takes_focus = False
    agent.open()
    agent.type_in("thyf ")
    agent.wait_until_away()
    assert screen.pasted == []
    assert agent.clipboard == FREIGHT
    assert agent.told == "Copied; press Ctrl+V to paste it"


def test_a_window_that_got_the_number_of_the_one_that_is_gone_gets_nothing(agent, screen) -> None:
    agent.open()
    screen.is_gone = True
    agent.type_in("thyf ")
    agent.wait_until_away()
    assert screen.pasted == []
    assert agent.clipboard == FREIGHT
    assert agent.told == "Copied; press Ctrl+V to paste it"


def test_a_key_that_is_still_held_is_waited_for(agent, screen) -> None:
    screen.held = True
    agent.open()
    agent.type_in("thyf ")
    agent.qtbot.waitUntil(lambda: agent.palette.sending.is_busy)
    assert agent.window.isVisible()
    assert screen.pasted == []
    screen.held = False
    agent.wait_until_away()
    assert screen.pasted == [FREIGHT]


def test_the_key_that_is_pressed_during_a_paste_opens_the_palette_after_it(agent, screen) -> None:
    screen.held = True
    agent.open()
    agent.type_in("thyf ")
    agent.window.hide()
    screen.pressed()
    screen.held = False
    agent.qtbot.waitUntil(lambda: screen.pasted == [FREIGHT] and agent.window.isVisible())
    assert not agent.palette.sending.is_busy


def test_the_key_puts_an_open_palette_away(agent, screen) -> None:
    agent.open()
    screen.pressed()
    agent.wait_until_away()
    assert screen.front == CHAT.id


def test_a_message_that_was_copied_is_answered_at_once(agent, screen) -> None:
    agent.desk.wait_for_thoughts()
    agent.copy("退货的运费到底谁承担啊？")
    agent.open()
    assert agent.window.state.replies.finding.is_message
    agent.type_in("1")
    agent.wait_until_away()
    assert screen.pasted == [FREIGHT]
    learned = agent.desk.ask(
        lambda workspace: workspace._store.database.execute(
            "SELECT reply FROM learned_pairs"
        ).fetchall()
    )
    assert learned == [("freight",)]


def test_where_the_system_only_counts_copies_a_message_is_answered_and_what_was_given_back_not(
    sit_down, screen
) -> None:
    screen.counts_copies = True
    agent = sit_down()
    QGuiApplication.clipboard().clear()
    screen.others = {"text/plain": "退货的运费到底谁承担啊？".encode()}
    screen.copies += 1
    agent.open()
    assert agent.window.state.replies.finding.is_message
    agent.type_in("1")
    agent.wait_until_away()
    agent.palette.copied.at = float("-inf")
    screen.copies += 2  # lent, and given back
    agent.open()
    assert agent.window.box.text() == ""


def test_an_order_that_was_copied_fills_the_reply_and_the_next_opening_knows_it_no_more(
    sit_down, orders_profile, screen
) -> None:
    agent = sit_down(orders_profile)
    agent.copy(FIRST)
    agent.open()
    agent.qtbot.waitUntil(lambda: FIRST in agent.window.order.text())
    agent.type_in("fhcn")
    assert agent.window.state.replies.filled().text.startswith("买家甲，")
    agent.press(Key.Key_Escape)
    agent.copy("")
    agent.open()
    agent.type_in("fhcn")
    assert agent.window.state.replies.filled().text.startswith("亲，")


def test_the_order_of_the_talk_in_the_window_fills_in_only_when_it_is_asked_for(
    sit_down, orders_profile, screen
) -> None:
    agent = sit_down(orders_profile)
    agent.desk.open_order(FIRST)
    agent.open()
    agent.type_in("fhcn")
    assert agent.window.state.replies.filled().text.startswith("亲，")
    assert agent.window.order.text() == f"Fill in from order {FIRST}, 买家甲 (Ctrl+O)"
    agent.press(Key.Key_O, CTRL)
    assert agent.window.state.replies.filled().text.startswith("买家甲，")
    assert agent.window.order.text() == f"Filled in from order {FIRST}, 买家甲"


def put_size_table(agent: Agent, folder: Path) -> None:
    """Make the library one reply with a picture, and with one that is not there."""
    path = folder / "size.png"
    QImage(12, 8, QImage.Format.Format_RGB32).save(str(path))
    name = agent.desk.ask(lambda workspace: workspace.pictures.take(path))
    library = folder / "library.yaml"
    library.write_text(
        "format: 1\nlanguage: zh\nreplies:\n"
        f"  - {{id: size, title: 尺码, shortcut: cm, text: 如图, pictures: [{name}, gone.png]}}\n",
        encoding="utf-8",
    )
    agent.desk.ask(lambda workspace: workspace.replies.import_files([library], whole=True))


def test_pictures_follow_their_text(sit_down, screen, tmp_path) -> None:
    agent = sit_down()
    put_size_table(agent, tmp_path)
    agent.open()
    agent.type_in("cm")
    assert agent.window.pictures.text() == "with 2 pictures"
    agent.press(Key.Key_Return)
    agent.wait_until_away()
    assert (screen.pasted, screen.pictures) == (["如图"], [(12, 8)])
    assert "not on this computer" in agent.told


def test_what_is_written_down_of_a_paste_is_its_reply_and_times_and_no_word_of_it(
    agent, screen
) -> None:
    agent.open()
    agent.type_in("thyf ")
    agent.wait_until_away()
    rows = agent.desk.ask(
        lambda workspace: workspace._store.database.execute(
            "SELECT reply, typing, took FROM reply_pastes"
        ).fetchall()
    )
    (reply, typing, took) = rows[0]
    assert (reply, typing > 9000, 0 < took < 60_000) == ("freight", True, True)
    assert agent.desk.ask(lambda workspace: workspace.pastes.saved_since(0).pastes) == 1


def test_the_menu_of_the_window_opens_it_for_the_window_below_ours(agent, screen) -> None:
    agent.desk.window.activateWindow()
    agent.qtbot.waitUntil(agent.desk.window.isActiveWindow)
    screen.front = 0
    agent.desk.window.palette_asked.emit()
    agent.qtbot.waitUntil(agent.window.isVisible)
    agent.type_in("thyf ")
    agent.wait_until_away()
    assert screen.pasted == [FREIGHT]


def test_the_tray_opens_it_where_no_key_can(agent, screen) -> None:
    menu = agent.desk.window.tickets.tray.menu
    agent.desk.window.activateWindow()
    agent.qtbot.waitUntil(agent.desk.window.isActiveWindow)
    next(one for one in menu.actions() if one.text() == "Palette over the chat").trigger()
    agent.qtbot.waitUntil(agent.window.isVisible)


def test_the_settings_say_which_keys_are_taken(agent, screen) -> None:
    screen.taken = "Ctrl+Alt+K"
    assert agent.palette.key.judge("Ctrl+Alt+K") == "they are taken"
    assert agent.palette.key.judge("K") != ""
    assert agent.palette.key.judge("Ctrl+Alt+J") == ""
    assert agent.palette.key.judge("Hyper+J") != ""
