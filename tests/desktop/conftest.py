"""What the tests of the window get: a real window over a real workspace, and hands to use it."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

if os.environ.get("CSCONSOLE_ONSCREEN") != "1":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded by anything below

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QToolButton,
    QWidget,
)
from pytestqt.qtbot import QtBot

from csconsole import language, settings
from csconsole.desktop import theme
from csconsole.desktop.application import Console
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.locale_texts import use_language
from csconsole.desktop.main_window import MainWindow
from csconsole.desktop.orders.panel import OrderPanel
from csconsole.desktop.orders.rows import Row
from csconsole.desktop.replies.model import Role
from csconsole.desktop.replies.state import Card
from csconsole.errors import UserError
from csconsole.orders.model import Order
from csconsole.orders.reading.model import Asked
from csconsole.replies.words import words
from csconsole.storage.places import Places, places
from csconsole.workspace.workspace import Workspace, open_workspace

PATIENCE = 60  # seconds, for what is long on a busy machine
LOOKS = {"light": theme.LIGHT, "dark": theme.DARK}
Filling = Callable[[Workspace], None]

LIBRARY = """
format: 1
language: zh
replies:
  - id: greet
    category: pre-sale/greeting
    title: {zh: 问候, en: Greeting}
    shortcut: wh
    text: {zh: "在的亲，您请讲🌷", en: "Hello, I am here 🌷"}
  - id: freight
    category: after-sale/return
    title: {zh: 退货运费谁出, en: Who pays the postage}
    shortcut: thyf
    text:
      zh: "亲，退货运费由{?承担: 我们/您}承担。"
      en: "The postage is on {?party: us/you}."
    variants:
      zh: ["您好，这一单的运费{?承担: 我们/您}来出。", "运费归{?承担: 我们/您}。"]
      en: ["For this one the postage is on {?party: us/you}."]
    asks:
      zh: [退货邮费谁承担, 退回去要我出运费吗, 运费你们报销吗]
      en: [who pays the return postage, do I pay for the return]
    tags: [退货, 运费]
  - id: promise
    category: in-sale/dispatch
    title: {zh: 发货承诺, en: Promise of dispatch}
    shortcut: fhcn
    text:
      zh: "{buyer|亲}，{?姓名}的包裹{?发货日@date}发出，{?小时@number=48}小时内到{?备注=}。"
      en: "{buyer|Hello}, {?name}'s parcel leaves on {?day@date}, in {?hours@number=48} h{?note=}."
  - id: signed
    category: in-sale/dispatch
    title: {zh: 签收人, en: Who signed}
    shortcut: qsr
    text: {zh: "包裹由{?姓名}签收。", en: "The parcel was signed by {?name}."}
  - id: payer
    category: after-sale/return
    title: {zh: 谁来垫付, en: Who pays first}
    shortcut: sldf
    text: {zh: "先由{?承担: 店铺/平台}垫付。", en: "{?party: The shop/The platform} pays first."}
  - id: over
    category: follow-up/holiday
    title: {zh: 旧活动, en: An old sale}
    shortcut: jhd
    text: {zh: "活动进行中。", en: "The sale is on."}
    valid: {until: 2020-11-11}
  - id: to-come
    category: follow-up/holiday
    title: {zh: 新活动, en: A sale to come}
    shortcut: xhd
    text: {zh: "活动就要来了。", en: "The sale is coming."}
    valid: {from: 2999-11-01}
  - id: on-now
    category: follow-up/holiday
    title: {zh: 长期活动, en: A long sale}
    shortcut: cqhd
    text: {zh: "活动一直有。", en: "The sale goes on."}
    valid: {until: 2999-12-31}
"""


ORDER_COLUMNS = (
    "订单编号", "买家会员名", "总金额", "买家实际支付金额", "订单状态", "买家留言", "收货人姓名",
    "收货地址", "联系手机", "订单创建时间", "订单付款时间", "宝贝标题", "物流单号", "物流公司",
    "订单备注", "宝贝总数量", "店铺名称",
)  # fmt: skip
FIRST, SECOND, THIRD = "3100000000000002233", "3100000000000004455", "3100000000000006677"
SENT, LATE = "3100000000000008899", "3100000000000009911"


def order_rows() -> list[tuple[str, ...]]:
    """Orders of 买家甲 (two), 买家乙, 买家丙 and 买家丁; the last must have been sent yesterday."""

    def row(no: str, buyer: str, hours: int, status: str, **more: str) -> tuple[str, ...]:
        in_china = timezone(timedelta(hours=8))  # whose time the platform writes
        at = f"{datetime.now(in_china) - timedelta(hours=hours):%Y-%m-%d %H:%M:%S}"
        told = {
            "订单编号": no, "买家会员名": buyer, "总金额": "178.00", "买家实际支付金额": "178.00",
            "订单状态": status, "收货人姓名": "王芳", "联系手机": "13800138000",
            "收货地址": "浙江省 杭州市 西湖区 示例路100号1幢101室", "订单创建时间": at,
            "订单付款时间": at, "宝贝标题": "陶瓷马克杯", "宝贝总数量": "2", "店铺名称": "山货铺",
            **more,
        }  # fmt: skip
        return tuple(told.get(name, "") for name in ORDER_COLUMNS)

    waiting, done, sent = "买家已付款，等待卖家发货", "交易成功", "卖家已发货，等待买家确认"
    return [
        row(FIRST, "买家甲", 40, waiting, 买家留言="请周三前送到"),
        row(SECOND, "买家甲", 300, done, 宝贝标题="竹编茶盘"),
        row(THIRD, "买家乙", 2, waiting, 联系手机="13900139111", 宝贝标题="纯棉短袖T恤"),
        row(SENT, "买家丙", 90, sent, 物流单号="SF1234567890123", 物流公司="顺丰速运"),
        row(LATE, "买家丁", 72, waiting),
    ]


def put_orders(workspace: Workspace) -> None:
    """Put the few replies and the orders above into a store."""
    put_library(workspace, LIBRARY)
    path = workspace.places.data / "ExportOrderList.csv"
    lines = [ORDER_COLUMNS, *order_rows()]
    path.write_text("\n".join(",".join(line) for line in lines), encoding="utf-8-sig")
    done = workspace.orders.import_files([path], Asked())
    assert done.added == len(lines) - 1, done


def pytest_itemcollected(item: pytest.Item) -> None:
    """Let the offscreen platform say that there is no window manager to raise its windows."""
    item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))


class Desk:
    """A window on the screen, and what an agent does with it."""

    def __init__(self, qtbot: QtBot, window: MainWindow, jobs: Jobs) -> None:
        self.qtbot, self.window, self.jobs = qtbot, window, jobs
        self.page, self.state = window.page, window.page.state
        self.search_box, self.results = self.page.search_box, self.page.results
        self.preview, self.form = self.page.preview, self.page.preview.form
        self.said: list[str] = []
        window.notices.said.connect(self.said.append)
        self._closed = False

    def close(self) -> None:
        """Close the window and wait for the worker, as the program does at its end."""
        if not self._closed:
            self._closed = True
            self.wait_for_worker()
            self.window.close()
            self.jobs.close()

    def press(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
    ) -> None:
        """Press a key where the focus is."""
        QTest.keyClick(self.focused, key, modifier)
        QApplication.processEvents()

    def type_in(self, text: str) -> None:
        """Type letters where the focus is; what no key bears comes from an input method."""
        if text.isascii():
            QTest.keyClicks(self.focused, text)
            QApplication.processEvents()
        else:
            self.commit(text)

    def find(self, text: str) -> None:
        """Search for something from anywhere."""
        self.press(Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
        self.press(Qt.Key.Key_Delete)
        self.type_in(text)
        self.settle()

    def settle(self) -> None:
        """Let the layouts come to rest, as they do before anybody looks."""
        before: list[object] = []
        while before != (now := [w.geometry() for w in self.window.findChildren(QWidget)]):
            before = now
            QApplication.processEvents()

    def resize(self, width: int, height: int) -> None:
        """Draw the window to another size."""
        self.window.resize(width, height)
        self.qtbot.waitUntil(lambda: self.window.orders.frame.width() == width)
        self.settle()

    def compose(self, text: str) -> None:
        """Have an input method show letters that it has not committed."""
        QApplication.sendEvent(self.focused, QInputMethodEvent(text, []))

    def commit(self, text: str) -> None:
        """Have the input method hand its characters over."""
        event = QInputMethodEvent()
        event.setCommitString(text)
        QApplication.sendEvent(self.focused, event)
        QApplication.processEvents()

    def click_card(self, row: int, *, double: bool = False) -> None:
        """Click a result with the mouse."""
        place = self.results.visualRect(self.page.model.index(row)).center()
        QTest.mouseClick(self.results.viewport(), Qt.MouseButton.LeftButton, pos=place)
        if double:
            QTest.mouseDClick(self.results.viewport(), Qt.MouseButton.LeftButton, pos=place)
        QApplication.processEvents()

    def field(self, label: str) -> QLineEdit | QComboBox:
        """The field of that label."""
        return next(
            widget
            for widget in self.form.findChildren(QWidget)
            if isinstance(widget, QLineEdit | QComboBox) and widget.accessibleName() == label
        )

    def chips(self) -> list[QToolButton]:
        """The chips that are shown, in their order."""
        return [chip for chip in self.page.categories.findChildren(QToolButton) if chip.isVisible()]

    def ask(self, work: Callable[[Workspace], Any]) -> Any:
        """What the worker answers, after all that it was given before."""
        answer = self.jobs._worker.submit(lambda: work(self.jobs._workspace)).result(PATIENCE)
        QApplication.processEvents()
        return answer

    def wait_for_worker(self) -> None:
        """Wait until the worker has done what it was given, and the window knows."""
        self.ask(lambda _workspace: True)

    def wait_for_thoughts(self) -> None:
        """Wait until the library is prepared for searching and suggesting."""
        self.window._thoughts._ask_for_engine()
        self.wait_for_worker()
        assert self.state.finding.suggestions is not None
        self.jobs._thinker.submit(lambda: True).result(PATIENCE)
        QApplication.processEvents()

    def order(self, no: str) -> Order:
        """The order of a number."""
        return self.ask(lambda workspace: workspace.orders.by_number(no))

    def open_order(self, no: str) -> None:
        """Find an order on its page and put it into the talk, by keys alone."""
        self.press(Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
        self.type_in(no)
        self.press(Qt.Key.Key_Return)
        self.wait_for_orders()

    def wait_for_orders(self) -> None:
        """Wait until the worker has read what the window asks about orders, and it is shown."""
        for _round in range(3):  # an answer may lead to the next question
            self.wait_for_worker()
            self.qtbot.waitUntil(lambda: not self.window.orders._looking.isActive())
        self.settle()

    @property
    def panel(self) -> OrderPanel:
        """The order panel of the page that is shown."""
        return self.window.orders.panel

    def value(self, label: str) -> Row:
        """The value of the order panel that is called so."""
        return next(row for row in self.panel.list.rows.rows if row.label == label)

    def values(self) -> list[str]:
        """Every text on the order panel."""
        rows = self.panel.list.rows.rows
        return [part for row in rows for part in (row.text, row.detail) if part]

    def uses(self) -> list[tuple[Any, ...]]:
        """The uses of replies that the store holds: reply, talk, language."""
        return self.ask(
            lambda workspace: workspace._store.database.execute(
                "SELECT reply, talk, language FROM reply_uses ORDER BY at, id"
            ).fetchall()
        )

    def dialog(self, kind: type[QDialog] = QDialog) -> QDialog:
        """The dialog of a kind, once it has the focus."""
        self.qtbot.waitUntil(lambda: any(one.isActiveWindow() for one in open_dialogs(kind)))
        return open_dialogs(kind)[0]

    def card(self, row: int = 0) -> Card:
        """What a row of the list shows."""
        return self.page.model.index(row).data(Role.CARD)

    @property
    def focused(self) -> QWidget:
        """Where the focus is."""
        return QApplication.focusWidget() or self.window

    @property
    def found(self) -> list[str]:
        """The ids of the results."""
        return [found.reply.id for found in self.state.results]

    @property
    def row(self) -> int:
        """The row that is marked."""
        return self.results.currentIndex().row()

    @property
    def text(self) -> str:
        """The text that is shown."""
        return self.preview.text.toPlainText()

    @property
    def labels(self) -> list[str]:
        """Every word that stands on the preview outside its fields."""
        return [label.text() for label in self.preview.findChildren(QLabel) if label.isVisible()]


def open_dialogs(kind: type[QDialog] = QDialog) -> list[QDialog]:
    """The dialogs that are on the screen."""
    return [
        widget
        for widget in QApplication.topLevelWidgets()
        if isinstance(widget, kind) and widget.isVisible()
    ]


@pytest.fixture
def dialogs() -> Callable[..., list[QDialog]]:
    """Tells the dialogs of a kind that are on the screen."""
    return open_dialogs


@pytest.fixture(autouse=True)
def _loops_that_go_on(qapp: QApplication) -> Iterator[None]:
    """A program that ended in this process has told the event loops of later tests to end, too."""
    qapp.setQuitOnLastWindowClosed(False)
    yield
    qapp.setQuitOnLastWindowClosed(False)
    for widget in qapp.topLevelWidgets():  # what is still open would be taken for a later test's
        if isinstance(widget, QDialog | MainWindow):
            widget.hide()
    QTimer.singleShot(0, lambda: qapp.exit(0))
    qapp.exec()
    QCoreApplication.removePostedEvents(qapp, QEvent.Type.Quit)


@pytest.fixture(scope="session")
def _patterns(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Profiles that are made once and copied."""
    return tmp_path_factory.mktemp("patterns")


@pytest.fixture
def profile_with(tmp_path: Path, _patterns: Path) -> Callable[[str, Filling], Places]:
    """Copy a profile that is made and filled the first time it is named."""

    def copying(name: str, fill: Filling) -> Places:
        pattern, copy = _patterns / name, tmp_path / f"{name} profile"
        if not pattern.exists():
            workspace = open_workspace(places(pattern))
            fill(workspace)
            workspace.close()
        shutil.copytree(pattern, copy)
        return places(copy)

    return copying


@pytest.fixture
def orders_profile(profile_with: Callable[[str, Filling], Places]) -> Places:
    """A profile with the few replies and a few orders."""
    return profile_with("orders", put_orders)


@pytest.fixture
def order_desk(open_desk: Callable[..., "Desk"], orders_profile: Places) -> "Desk":
    """A window over the few replies and orders."""
    return open_desk(orders_profile, agent="Lin")


@pytest.fixture
def shipped_profile(profile_with: Callable[[str, Filling], Places]) -> Places:
    """A profile with the shipped library."""
    return profile_with("shipped", lambda _workspace: None)


@pytest.fixture
def shipped_orders(profile_with: Callable[[str, Filling], Places]) -> Places:
    """A profile with the shipped library and the few orders."""

    def fill(workspace: Workspace) -> None:
        shipped = workspace.replies.export_bytes().decode("utf-8")
        put_orders(workspace)
        put_library(workspace, shipped)

    return profile_with("shipped orders", fill)


@pytest.fixture
def every_category(profile_with: Callable[[str, Filling], Places]) -> Places:
    """A profile with one reply in each category of the shipped library."""
    paths = [path for path in words().categories if "/" in path]
    rows = "".join(
        f"  - {{id: r-{at}, title: 回复{at}, shortcut: r{at}, text: 第{at}条, category: {path}}}\n"
        for at, path in enumerate(paths)
    )
    library = f"format: 1\nlanguage: zh\nreplies:\n{rows}"
    return profile_with("every category", lambda workspace: put_library(workspace, library))


@pytest.fixture
def small_profile(profile_with: Callable[[str, Filling], Places]) -> Places:
    """A profile with the few replies above."""
    return profile_with("small", lambda workspace: put_library(workspace, LIBRARY))


def put_library(workspace: Workspace, library: str) -> None:
    """Put a library file in the place of the present library."""
    path = workspace.places.data / "library.yaml"
    path.write_text(library, encoding="utf-8")
    workspace.replies.import_files([path], whole=True)


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[Callable[[], str]]:
    """Tells what the clipboard holds, which is nothing at first."""
    QGuiApplication.clipboard().clear()
    yield lambda: QGuiApplication.clipboard().text()
    QGuiApplication.clipboard().clear()


@pytest.fixture
def open_desk(
    qtbot: QtBot, qapp: QApplication, small_profile: Places, clipboard: object
) -> Iterator[Callable[..., Desk]]:
    """Open windows, and close them with their workers when the test ends."""
    opened: list[Desk] = []

    def opening(
        where: Places = small_profile,
        *,
        library: str | None = None,
        look: str = "light",
        tag: str = "en",
        size: tuple[int, int] | None = None,
        prepared: bool = True,
        **kept: str,
    ) -> Desk:
        if library is not None:
            workspace = open_workspace(where)
            put_library(workspace, library)
            workspace.close()
        if kept:
            settings.save(where.settings, settings.Settings(**kept))
        use_language(language.choose([tag]))
        if theme.colours() is not LOOKS[look] or not qapp.styleSheet():
            theme.apply(qapp, look)
        jobs = Jobs()
        ready: list[Workspace] = []
        refused: list[UserError] = []
        jobs.open(lambda: open_workspace(where), ready.append, refused.append)
        jobs._worker.submit(lambda: True).result(PATIENCE)
        QApplication.processEvents()
        assert not refused, refused
        window = MainWindow(ready[0], jobs, tag)
        if size is not None:
            window.resize(*size)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        opened.append(desk := Desk(qtbot, window, jobs))
        if prepared:
            desk.wait_for_worker()
        return desk

    yield opening
    for dialog in open_dialogs():
        dialog.reject()
    for desk in opened:
        desk.close()
        desk.window.deleteLater()
    QApplication.sendPostedEvents()


@pytest.fixture
def desk(open_desk: Callable[..., Desk]) -> Desk:
    """A window over the few replies above."""
    return open_desk()


@pytest.fixture
def start(
    qtbot: QtBot, qapp: QApplication, small_profile: Places, clipboard: object
) -> Iterator[Callable[..., Console]]:
    """Start the program as its users do, up to what it shows first."""
    started: list[Console] = []

    def starting(where: Places = small_profile, passphrase: str | None = None) -> Console:
        console = Console(qapp, where, passphrase)
        started.append(console)
        qtbot.waitUntil(lambda: bool(console.window or open_dialogs() or console.refusal))
        if console.window is not None:
            with qtbot.waitActive(console.window):
                console.window.activateWindow()
        return console

    yield starting
    for dialog in open_dialogs():
        dialog.reject()
    for console in started:
        if console.window is not None:
            console.window.close()
        console.close()
        if console.window is not None:
            console.window.deleteLater()
        console.deleteLater()
    QApplication.sendPostedEvents()


@pytest.fixture
def words_of() -> Callable[[QWidget], Mapping[str, QWidget]]:
    """Tells every word that a window or dialog shows, each with the widget that shows it."""

    def reading(window: QWidget) -> Mapping[str, QWidget]:
        shown: dict[str, QWidget] = {}
        for widget in [window, *window.findChildren(QWidget)]:
            if isinstance(widget, QLabel | QAbstractButton):
                shown[widget.text()] = widget
        return {text: widget for text, widget in shown.items() if text}

    return reading
