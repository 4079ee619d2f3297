"""The tables in the window: the same numbers as the workbook's, by mouse, by key, and as files."""

from datetime import timedelta

import openpyxl
import pytest
from expected_tables import Expected
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shop_month import ZONE

from csconsole.desktop import theme
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.reports.bar_chart import BarChart
from csconsole.desktop.reports.choosing import Choosing
from csconsole.desktop.reports.state import Range, days_of
from csconsole.desktop.reports.view import ReportsView
from csconsole.workspace.workspace import open_workspace

PATIENCE_MS = 30_000
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support")


class Desk:
    """The view over a month, and hands to use it."""

    def __init__(self, qtbot, profile, month):
        self.qtbot, self.month = qtbot, month
        month.workspace.close()
        self.window, self.jobs = QWidget(), Jobs()
        qtbot.addWidget(self.window)
        self.notices = Notices(self.window)
        self.said, self.wanted, self.opened = [], [], []
        self.notices.said.connect(self.said.append)
        now = month.end - timedelta(hours=1)
        self.view = ReportsView(lambda: now, self.jobs, self.notices, profile)
        self.view.tickets_wanted.connect(self.wanted.append)
        self.view.ticket_opened.connect(self.opened.append)
        QVBoxLayout(self.window).addWidget(self.view)
        self.window.resize(1000, 800)
        opened = []
        self.jobs.open(lambda: open_workspace(profile), opened.append, opened.append)
        qtbot.waitUntil(lambda: bool(opened), timeout=PATIENCE_MS)
        with qtbot.waitSignal(self.view.renewed, timeout=PATIENCE_MS):
            self.window.show()
        self.choose(Range.MONTH)

    def choose(self, chosen):
        box = self.view.choosing.range
        with self.qtbot.waitSignal(self.view.renewed, timeout=PATIENCE_MS):
            box.setCurrentIndex(box.findData(chosen.value))

    def settle(self):
        """Wait until the worker has done what it was given."""
        done = []
        self.jobs.run(lambda _workspace: None, done.append)
        self.qtbot.waitUntil(lambda: bool(done), timeout=PATIENCE_MS)

    def chart(self, title) -> BarChart:
        return next(one for one in self.view.board.charts() if one.chart.title == title)

    def tile(self, name):
        return next(one for one in self.view.board.tiles if one.text().endswith(name))

    @property
    def expected(self):
        end = self.month.end.astimezone(ZONE).date() - timedelta(days=1)
        return Expected(self.month.known, end.replace(day=1), end)

    def rows(self):
        return self.view.table.tickets.rows


@pytest.fixture
def desk(qtbot, profile, month):
    theme.apply(QApplication.instance(), "light")
    made = Desk(qtbot, profile, month)
    yield made
    made.jobs.close()


def ids(cases):
    return {case.id for case in cases}


def test_the_numbers_on_the_screen_are_those_of_the_month(desk):
    counts = desk.expected.counts()
    for name, item in (("tickets", "售后单总数"), ("closed", "已结案"), ("unsolved", "期末未解决")):
        assert desk.tile(name).text() == f"{counts['总计', item]}  {name}"
    days = {bar.name: bar.count for bar in desk.chart("Opened per day").chart.bars}
    found = {item: n for (group, item), n in counts.items() if group == "每日登记"}
    assert {day: n for day, n in days.items() if n} == found
    agents = {bar.name: bar.count for bar in desk.chart("Agents").chart.bars}
    assert agents == {item: n for (group, item), n in counts.items() if group == "客服"}


def test_reasons_stand_in_the_order_of_pareto(desk):
    bars = desk.chart("Reasons").chart.bars
    assert [bar.count for bar in bars] == sorted((bar.count for bar in bars), reverse=True)
    assert bars[-1].running == pytest.approx(1)


def test_a_click_on_a_bar_shows_the_tickets_behind_it(desk):
    chart = desk.chart("Agents")
    desk.view._scroll.ensureWidgetVisible(chart)
    place = chart.place_of(0).toPoint()
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=place)
    desk.settle()
    bar = chart.chart.bars[0]
    (wanted,) = desk.wanted
    assert set(wanted) < set(bar.ids)  # the part of the bar that was clicked on
    assert {row.id for row in desk.rows()} == set(wanted)
    assert {row.cells[3] for row in desk.rows()} == {bar.name}


def test_a_click_beside_the_bars_shows_nothing(desk):
    chart = desk.chart("Agents")
    QTest.mouseClick(chart.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    desk.settle()
    assert desk.wanted == []


def test_the_arrows_go_along_the_bars_and_enter_opens_one(desk):
    chart = desk.chart("Agents")
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    assert chart.marked == 0
    QTest.keyClick(chart, Qt.Key.Key_Down)
    QTest.keyClick(chart, Qt.Key.Key_Return)
    desk.settle()
    owner = chart.chart.bars[1].name
    assert set(desk.wanted[-1]) == ids(one for one in desk.expected.known if one.owner == owner)
    assert owner in desk.view.behind.text()
    QTest.keyClick(desk.view.table, Qt.Key.Key_Return)
    assert desk.opened == [desk.rows()[0].id]


def test_a_number_shows_its_tickets(desk):
    desk.tile("unsolved").click()
    desk.settle()
    open_ones = [one for one in desk.expected.known if desk.expected.is_open(one)]
    assert set(desk.wanted[-1]) == ids(open_ones)


def test_only_one_agent_s_tickets_are_counted_where_one_is_chosen(desk):
    box = desk.view.choosing.agent
    with desk.qtbot.waitSignal(desk.view.renewed, timeout=PATIENCE_MS):
        box.setCurrentIndex(box.findData("小秋"))
    own = [one for one in desk.expected.known if one.owner == "小秋"]
    assert desk.tile("tickets").text() == f"{len(own)}  tickets"


def test_any_days_can_be_chosen(desk):
    day = desk.month.known[0].opened.astimezone(ZONE).date()
    with desk.qtbot.waitSignal(desk.view.renewed, timeout=PATIENCE_MS):
        desk.view.choosing.choose(day, day)
    expected = Expected(desk.month.known, day, day)
    assert desk.tile("tickets").text() == f"{len(expected.known)}  tickets"
    assert desk.view.choosing.begin.isVisible()


def test_replies_that_were_never_sent_are_listed(desk):
    replies = desk.view.replies
    assert replies.never.count() > 0
    assert replies.most.count() == 0


def test_the_tables_are_written_beside_the_window(desk, tmp_path):
    exporting = desk.view.exporting
    with desk.qtbot.waitSignal(exporting.written, timeout=PATIENCE_MS) as written:
        exporting.begin(desk.view.dashboard.asked, tmp_path / "日报.xlsx")
        assert desk.view.export_bar.line.isVisibleTo(desk.view)
    assert written.args == [[str(tmp_path / "日报.xlsx")]]
    assert openpyxl.load_workbook(tmp_path / "日报.xlsx").sheetnames[0] == "汇总"
    assert desk.view.export_bar.folder.isVisibleTo(desk.view)
    assert "日报.xlsx" in desk.said[-1]


def test_a_stopped_export_leaves_what_was_there(desk, tmp_path):
    target = tmp_path / "日报.xlsx"
    target.write_bytes(b"old")
    exporting = desk.view.exporting
    with desk.qtbot.waitSignal(exporting.ended, timeout=PATIENCE_MS):
        exporting.begin(desk.view.dashboard.asked, target)
        exporting.stop()
    assert target.read_bytes() == b"old"
    assert not list(tmp_path.glob(".日报*"))
    assert not exporting.is_running


def test_what_cannot_be_written_is_told_in_the_window(desk, tmp_path, monkeypatch):
    complaints = []
    monkeypatch.setattr(desk.notices, "complain", complaints.append)
    exporting = desk.view.exporting
    with desk.qtbot.waitSignal(exporting.ended, timeout=PATIENCE_MS):
        exporting.begin(desk.view.dashboard.asked, tmp_path / "missing" / "a.xlsx")
    desk.qtbot.waitUntil(lambda: bool(complaints), timeout=PATIENCE_MS)
    assert "the file cannot be written" in str(complaints[0])


def test_whole_data_asks_for_the_supervisor(desk, tmp_path):
    asked = []
    desk.view.exporting.allow = asked.append
    desk.view.exporting.begin(desk.view.dashboard.asked, tmp_path / "a.xlsx", is_revealed=True)
    assert len(asked) == 1
    assert not desk.view.exporting.is_running


def test_the_menu_writes_what_is_shown(desk, tmp_path, monkeypatch):
    begun = []
    monkeypatch.setattr(
        "csconsole.desktop.reports.exporting.QFileDialog.getSaveFileName",
        lambda *_told: (str(tmp_path / "tables"), ""),
    )
    monkeypatch.setattr(
        desk.view.exporting, "begin", lambda asked, target, **more: begun.append((target, more))
    )
    bar = desk.view.export_bar
    bar.whole.setChecked(True)
    bar.menu.actions()[0].trigger()
    bar.menu.actions()[0].trigger()
    assert begun == [
        (tmp_path / "tables.xlsx", {"is_revealed": True}),
        (tmp_path / "tables.xlsx", {"is_revealed": False}),
    ]


def test_f5_reckons_anew(desk):
    with desk.qtbot.waitSignal(desk.view.renewed, timeout=PATIENCE_MS):
        QTest.keyClick(desk.view, Qt.Key.Key_F5)


@pytest.mark.parametrize("width", [420, 1300])
@pytest.mark.parametrize("look", ["light", "dark"])
def test_nothing_is_cut_off_at_the_side(desk, width, look):
    theme.apply(QApplication.instance(), look)
    desk.window.resize(width, 800)
    desk.settle()
    right = desk.view._scroll.viewport().width()
    for chart in desk.view.board.charts():
        place = chart.mapTo(desk.view._scroll.widget(), QPoint(chart.width(), 0))
        assert place.x() <= right
    assert all(tile.geometry().right() <= right for tile in desk.view.board.tiles)


def test_a_week_begins_on_monday_and_a_month_on_its_first(desk):
    thursday = desk.month.known[0].opened.date().replace(day=15)
    assert days_of(Range.WEEK, thursday)[0].weekday() == 0
    assert days_of(Range.MONTH, thursday) == (thursday.replace(day=1), thursday)
    assert days_of(Range.YESTERDAY, thursday) == (thursday - timedelta(days=1),) * 2


def test_shops_are_offered_where_there_are_several(qtbot):
    choosing = Choosing()
    qtbot.addWidget(choosing)
    choosing.show_names(("一店", "二店"), ("小夏",))
    choosing.shop.setCurrentIndex(2)
    choosing.show_names(("一店", "二店"), ("小夏",))
    assert choosing.shop.currentData() == "二店"
    assert choosing.shop.isVisibleTo(choosing)
    assert not choosing.agent.isVisibleTo(choosing)


def test_what_is_chosen_meanwhile_is_what_is_shown(desk):
    box = desk.view.choosing.range
    box.setCurrentIndex(box.findData(Range.TODAY.value))
    with desk.qtbot.waitSignal(desk.view.renewed, timeout=PATIENCE_MS):
        box.setCurrentIndex(box.findData(Range.WEEK.value))
    asked = desk.view.dashboard.asked
    assert asked.begin.weekday() == 0
    assert (asked.until - asked.begin).days == asked.until.weekday()
