"""Every word of the window comes from the catalogues."""

import gettext

import pytest
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QMessageBox,
    QWidget,
)

from csconsole import language, settings
from csconsole.desktop.actions import key_list
from csconsole.desktop.crash import FaultReporter
from csconsole.desktop.dialogs import (
    KeysDialog,
    PassphraseDialog,
    RecoveryCodeDialog,
    SettingsDialog,
)
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.library_import import LibraryImport
from csconsole.desktop.people.agents_dialog import AgentsDialog
from csconsole.desktop.people.sheets import NewPinSheet
from csconsole.desktop.people.sit_down_sheet import SitDownSheet
from csconsole.desktop.people.supervisor_sheet import SupervisorSheet
from csconsole.desktop.progress_line import ProgressLine
from csconsole.people.model import Agent, AtDesk
from csconsole.settings import Settings
from csconsole.storage.places import Places

BRACKETS = "⟦⟧"
# Signs and names, and what Qt says in its own catalogues.
NOT_WORDS = {
    "☰",
    "⋯",
    "‹",
    "›",
    "+",
    "×",
    "csconsole",
    "OK",
    "Show Details...",
    "Hide Details...",
    "&OK",
}


class Bracketed(gettext.NullTranslations):
    """A language in which every message stands in brackets."""

    def gettext(self, message: str) -> str:
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"


STAFF = AtDesk((Agent("Li", has_pin=True),), "Li")


@pytest.fixture
def bracketed(open_desk, monkeypatch: pytest.MonkeyPatch):
    """A window in the language of brackets."""

    def opening(**kept: str):
        choose = language.choose

        def choosing(tags: object) -> str:
            tag = choose(tags)
            monkeypatch.setattr(language._Chosen, "catalogue", Bracketed())
            return tag

        monkeypatch.setattr(language, "choose", choosing)
        return open_desk(**kept)

    return opening


def words(window: QWidget) -> set[str]:
    """Everything that a window says: shown, in tooltips, to screen readers."""
    said: set[str] = {window.windowTitle()}
    for widget in [window, *window.findChildren(QWidget)]:
        said |= {widget.toolTip(), widget.accessibleName(), widget.accessibleDescription()}
        if isinstance(widget, QLabel | QAbstractButton):
            said.add(widget.text())
        if isinstance(widget, QLineEdit):
            said.add(widget.placeholderText())
        if isinstance(widget, QComboBox):
            said |= {widget.itemText(at) for at in range(widget.count())}
        if isinstance(widget, QMessageBox):
            said |= {widget.text(), widget.informativeText()}
    return {text for text in said if text.strip()} - NOT_WORDS


def bare(said: set[str], data: set[str] = frozenset()) -> set[str]:
    """What is said without brackets and is not data."""
    return {text for text in said if not set(BRACKETS) & set(text) and text not in data}


def data_of(desk) -> set[str]:
    """The words that come from the library."""
    said: set[str] = set()
    for found in desk.state.results:
        reply = found.reply
        said |= {*reply.title.values(), desk.state.category_label(reply)}
    said |= {desk.preview._title.text(), desk.preview._place.text()}
    for field in desk.state.fields():
        said |= {field.label, *field.choices}
    return said


@pytest.mark.parametrize("query", ["", "thyf", "fhcn", "jhd", "xhd", "cqhd"])
def test_every_word_of_the_window_is_translated(bracketed, query: str) -> None:
    desk = bracketed(agent="Lin")
    desk.find(query)
    stages = {f"{one.label}  {one.count}" for one in desk.state.categories.stages()}
    stages |= {f"{one.label}, {one.count}" for one in desk.state.categories.stages()}
    assert bare(words(desk.window), data_of(desk) | stages | {"Lin"}) == set()


def test_what_is_said_when_nothing_is_found_is_translated(bracketed) -> None:
    desk = bracketed()
    desk.find("qqqq zzzz")
    assert desk.page._nothing.text().startswith("⟦")


def test_every_command_of_the_menu_is_translated(bracketed) -> None:
    desk = bracketed()
    shown = {a.text() for a in desk.window._menu.actions() if not a.isSeparator()}
    assert shown
    assert bare(shown) == set()


def test_every_word_in_passing_is_translated(bracketed) -> None:
    desk = bracketed()
    for query in ("wh", "qsr", "jhd", "qqqq zzzz"):
        desk.find(query)
        desk.page.copy()
    desk.window.talks.close_present()
    assert len(desk.said) == 5
    assert bare(set(desk.said)) == set()


@pytest.mark.parametrize(
    "kind",
    [
        lambda window: SettingsDialog(Settings(), window),
        lambda window: PassphraseDialog("⟦locked⟧", window),
        lambda window: RecoveryCodeDialog("A-B-C", window),
        KeysDialog,
        lambda window: AgentsDialog(STAFF, Jobs(), window.notices, window),
        lambda window: SitDownSheet(STAFF, "Li", window),
        lambda window: NewPinSheet("Li", window, asks_present=True),
        SupervisorSheet,
    ],
    ids=["settings", "passphrase", "recovery code", "keys", "agents", "who", "PIN", "supervisor"],
)
def test_every_word_of_a_dialog_is_translated(bracketed, kind) -> None:
    desk = bracketed()
    keys = {keys for _text, keys in key_list()}
    assert bare(words(kind(desk.window)), keys | {"A-B-C", "Li"}) == set()


def test_every_word_of_a_question_is_translated(bracketed) -> None:
    desk = bracketed()
    desk.window.show_recovery_code(None)
    desk.qtbot.waitUntil(lambda: bool(desk.window.findChildren(QMessageBox)))
    (box,) = desk.window.findChildren(QMessageBox)
    shown = {text for text in words(box) if not text.startswith("csconsole ")}
    assert bare(shown) == set()


def test_the_words_about_a_fault_are_translated(bracketed, small_profile) -> None:
    bracketed()
    reporter = FaultReporter(small_profile)
    reporter.report(ZeroDivisionError())
    assert reporter._open.text().startswith("⟦")
    reporter._open.accept()


def test_every_word_of_an_import_is_translated(bracketed, small_profile) -> None:
    desk = bracketed()
    LibraryImport(small_profile.data, None, desk.window)
    (line,) = desk.window.findChildren(ProgressLine)
    assert bare(words(line)) == set()


def test_the_keys_in_the_list_of_keys_are_named_in_one_language(
    start, small_profile: Places
) -> None:
    settings.save(small_profile.settings, Settings(language="zh_CN"))
    start()
    native = QKeySequence.SequenceFormat.NativeText
    shown = dict(key_list())
    assert QKeySequence("Return").toString(native) != "Return"
    assert shown["复制选中的回复"] == QKeySequence("Return").toString(native)
    assert "Return" not in " ".join(shown.values())


@pytest.mark.parametrize("tag", ["zh_CN", "zh_TW"])
def test_a_chinese_window_speaks_no_english(open_desk, tag: str) -> None:
    desk = open_desk(tag=tag)
    desk.find("fhcn")
    latin = {
        text
        for text in words(desk.window)
        if not any("\u4e00" <= character <= "\u9fff" for character in text)
    }
    assert latin <= {"fhcn", "+", "×", "⋯", "‹", "›"}


@pytest.mark.parametrize("tag", ["en", "zh_CN", "zh_TW"])
def test_days_are_written_so_that_nobody_takes_the_month_for_the_day(open_desk, tag: str) -> None:
    desk = open_desk(tag=tag)
    desk.find("xhd")
    (told,) = [words for words in desk.labels if "2999" in words or "/99" in words]
    assert "11/1/99" not in told
    assert "1/11/99" not in told


def test_no_dialog_is_forgotten_by_these_tests() -> None:
    kinds = {
        one.__name__ for one in QDialog.__subclasses__() if one.__module__ == KeysDialog.__module__
    }
    asking = {"SettingsDialog", "PassphraseDialog", "RecoveryCodeDialog"}
    assert kinds == asking | {"KeysDialog", "AboutDialog"}
