"""The evidence in the form of a ticket: dropped, pasted, looked at, taken out, by keyboard too."""

import time
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox, QVBoxLayout, QWidget

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.desktop.tickets.evidence_field import EvidenceField
from csconsole.desktop.tickets.evidence_view import EvidenceView
from csconsole.tickets.model import Kind
from csconsole.workspace.workspace import open_workspace

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
PATIENCE = 10


class Form:
    """A window with nothing but the field, on a real workspace."""

    def __init__(self, qtbot, where):
        self.qtbot, self.jobs, self.ready = qtbot, Jobs(), []
        self.jobs.open(lambda: open_workspace(where), self.ready.append, self.ready.append)
        self.window = QWidget()
        self.notices = Notices(self.window)
        self.said = []
        self.notices.said.connect(self.said.append)
        self.jobs.failed.connect(lambda error: pytest.fail(repr(error)))
        self.field = EvidenceField(self.jobs, self.notices)
        QVBoxLayout(self.window).addWidget(self.field)
        self.window.resize(640, 320)
        self.ticket = self.ask(lambda workspace: workspace.ticket_work.open(Kind.RECHECK, NOW)).id
        self.field.show_ticket(self.ticket)
        with qtbot.waitActive(self.window):
            self.window.show()
            self.window.activateWindow()
        self.field.tiles.setFocus()
        self.settle()

    @property
    def tiles(self):
        return self.field.tiles

    @property
    def names(self):
        return [piece.name for piece in self.tiles.pieces()]

    def ask(self, work):
        answer = self.jobs._worker.submit(lambda: work(self.jobs._workspace)).result(PATIENCE)
        QApplication.processEvents()
        return answer

    def settle(self):
        """Wait until the worker has done everything, with what follows from it."""
        for _round in range(3):
            self.ask(lambda _workspace: True)

    def press(self, key, modifier=NONE, widget=None):
        QTest.keyClick(widget or QApplication.focusWidget() or self.window, key, modifier)
        self.settle()

    def kept(self):
        return self.ask(lambda workspace: workspace.evidence.of(self.ticket))

    def drop(self, *paths):
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        place, copy, left = QPoint(20, 20), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        onto = self.tiles.viewport()
        QApplication.sendEvent(onto, QDragEnterEvent(place, copy, data, left, NONE))
        QApplication.sendEvent(onto, QDropEvent(place.toPointF(), copy, data, left, NONE))
        self.settle()

    def view(self):
        (shown,) = views()
        return shown

    def close(self):
        self.settle()
        self.jobs.close()
        self.window.hide()
        self.window.deleteLater()


@pytest.fixture
def form(qtbot, qapp, small_profile, clipboard):
    """The field, empty."""
    made = Form(qtbot, small_profile)
    yield made
    for widget in QApplication.topLevelWidgets():
        if isinstance(widget, EvidenceView | QMessageBox):
            widget.close()
    made.close()


@pytest.fixture
def photo(tmp_path, qapp):
    """Make photos in files."""

    def making(name, colour="#3377aa", size=(400, 300)):
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        path = tmp_path / name
        assert image.save(str(path))
        return path

    return making


@pytest.fixture
def two(form, photo):
    """The field with two photos."""
    form.drop(photo("a.jpg"), photo("b.png", "#aa3311"))
    return form


def views():
    shown = [one for one in QApplication.topLevelWidgets() if isinstance(one, EvidenceView)]
    return [one for one in shown if one.isVisible()]


def complaints():
    return [box.text() for box in QApplication.topLevelWidgets() if isinstance(box, QMessageBox)]


def test_dropped_photos_are_kept_in_their_order_and_shown(two):
    assert two.names == ["a.jpg", "b.png"]
    assert [piece.name for piece in two.kept()] == ["a.jpg", "b.png"]
    colours = [
        two.tiles.item(at).icon().pixmap(96, 72).toImage().pixelColor(48, 36) for at in (0, 1)
    ]
    assert colours[1] == QColor("#aa3311")
    assert abs(colours[0].red() - 0x33) < 6


def test_a_screenshot_is_pasted(form):
    image = QImage(300, 200, QImage.Format.Format_RGB32)
    image.fill(QColor("#22aa44"))
    QGuiApplication.clipboard().setImage(image)
    form.press(Qt.Key.Key_V, CONTROL)
    (piece,) = form.kept()
    assert piece.type.name == "png"
    assert piece.name.startswith("screenshot 1")


def test_copied_files_are_pasted(form, photo):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo("a.jpg")))])
    QGuiApplication.clipboard().setMimeData(data)
    form.press(Qt.Key.Key_V, CONTROL)
    assert form.names == ["a.jpg"]


def test_an_empty_clipboard_is_told(form):
    form.field.paste_button.click()
    assert form.said == ["There is no picture and no file in the clipboard"]


def test_a_huge_file_is_told_and_the_others_are_taken(form, photo, tmp_path):
    huge = tmp_path / "film.mp4"
    with huge.open("wb") as file:
        file.truncate(500_000_000)
    form.drop(huge, photo("a.jpg"))
    assert form.names == ["a.jpg"]
    assert any("500 MB" in text for text in complaints())


def test_several_refused_files_are_told_at_once(form, tmp_path):
    paths = [tmp_path / "a.jpg", tmp_path / "b.jpg"]
    for path in paths:
        path.touch()
    form.drop(*paths)
    (told,) = complaints()
    assert told.startswith("2 files were not taken")


@pytest.mark.qt_log_ignore("Corrupt JPEG", "propagateSizeHints")
def test_a_broken_photo_is_shown_as_such(form, photo):
    path = photo("a.jpg")
    path.write_bytes(path.read_bytes()[:-30])
    form.drop(path)
    item = form.tiles.item(0)
    assert "ask for it again" in item.toolTip()
    assert "ask for it again" in item.data(Qt.ItemDataRole.AccessibleTextRole)
    assert any("broken: a.jpg" in said for said in form.said)


def test_a_file_that_is_no_picture_has_a_tile(form, tmp_path):
    path = tmp_path / "发票.pdf"
    path.write_bytes(b"%PDF-1.4\n%%EOF\n")
    form.drop(path)
    assert form.names == ["发票.pdf"]
    assert "PDF" in form.tiles.item(0).toolTip()


def test_the_same_photo_again_is_told(two, photo):
    two.drop(photo("c.png", "#aa3311"))
    assert two.names == ["a.jpg", "b.png"]
    assert two.said[-1] == "It is there already"


def test_delete_takes_out_and_ctrl_z_puts_back(two):
    two.tiles.setCurrentRow(0)
    two.press(Qt.Key.Key_Delete)
    assert two.names == ["b.png"]
    assert two.said[-1] == "Taken out: a.jpg"
    two.press(Qt.Key.Key_Z, CONTROL)
    assert two.names == ["a.jpg", "b.png"]
    two.press(Qt.Key.Key_Z, CONTROL)
    assert two.names == []
    two.press(Qt.Key.Key_Z, CONTROL)
    assert two.said[-1] == "There is nothing to undo"


def test_several_are_taken_out_at_once(two):
    two.press(Qt.Key.Key_A, CONTROL)
    two.press(Qt.Key.Key_Delete)
    assert two.names == []
    two.press(Qt.Key.Key_Z, CONTROL)
    assert two.names == ["a.jpg", "b.png"]


def test_alt_and_an_arrow_move_a_photo(two):
    two.tiles.setCurrentRow(1)
    two.press(Qt.Key.Key_Left, ALT)
    assert two.names == ["b.png", "a.jpg"]
    assert two.tiles.currentRow() == 0
    two.press(Qt.Key.Key_Left, ALT)
    assert two.names == ["b.png", "a.jpg"]


def test_arrows_walk_and_enter_looks_closely(two):
    two.tiles.setCurrentRow(0)
    two.press(Qt.Key.Key_Right)
    assert two.tiles.currentRow() == 1
    two.press(Qt.Key.Key_Return)
    view = two.view()
    two.qtbot.waitUntil(lambda: not view.picture.pixmap().isNull())
    assert view.windowTitle() == "b.png"
    assert view.picture.pixmap().toImage().pixelColor(5, 5) == QColor("#aa3311")


def test_the_view_goes_on_by_arrows_and_the_tiles_follow(two):
    two.tiles.setCurrentRow(0)
    two.press(Qt.Key.Key_Return)
    view = two.view()
    two.press(Qt.Key.Key_Right)
    assert view.piece().name == "b.png"
    assert two.tiles.currentRow() == 1
    two.press(Qt.Key.Key_Right)
    assert view.piece().name == "a.jpg"
    two.press(Qt.Key.Key_Escape)
    assert views() == []


def test_a_large_photo_fits_the_view_and_the_space_bar_shows_it_whole(form, photo):
    form.drop(photo("large.png", size=(3000, 2000)))
    form.press(Qt.Key.Key_Return)
    view = form.view()
    form.qtbot.waitUntil(lambda: not view.picture.pixmap().isNull())
    assert view.picture.pixmap().width() <= view.scroll_area.viewport().width()
    form.press(Qt.Key.Key_Space)
    form.qtbot.waitUntil(lambda: view.picture.pixmap().width() == 3000)


def test_in_its_true_size_arrows_move_the_picture(two, photo):
    two.drop(photo("large.png", size=(3000, 2000)))
    two.press(Qt.Key.Key_Return)
    view = two.view()
    two.press(Qt.Key.Key_Space)
    two.qtbot.waitUntil(lambda: view.picture.pixmap().width() == 3000)
    two.press(Qt.Key.Key_Right)
    assert view.piece().name == "large.png"
    assert view.scroll_area.horizontalScrollBar().value() > 0


def test_a_broken_photo_is_told_in_full_view(form, tmp_path):
    path = tmp_path / "a.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 50)
    form.drop(path)
    form.press(Qt.Key.Key_Return)
    view = form.view()
    form.settle()
    assert view.picture.text() == "This picture is broken: ask for it again"


def test_what_is_shown_is_saved_as_a_file(two, tmp_path):
    two.tiles.setCurrentRow(1)
    two.press(Qt.Key.Key_Return)
    two.view().save(tmp_path / "out.png")
    two.settle()
    assert QImage(str(tmp_path / "out.png")).pixelColor(5, 5) == QColor("#aa3311")
    assert two.said[-1] == "Saved: out.png"


def test_another_ticket_shows_its_own_evidence(two):
    other = two.ask(lambda workspace: workspace.ticket_work.open(Kind.RETURN, NOW)).id
    two.field.show_ticket(other)
    two.settle()
    assert two.names == []
    two.field.show_ticket(two.ticket)
    two.settle()
    assert two.names == ["a.jpg", "b.png"]


def test_what_is_offered_to_be_undone_is_undone_on_its_own_ticket(two):
    two.tiles.setCurrentRow(0)
    two.press(Qt.Key.Key_Delete)
    two.field.show_ticket(two.ask(lambda here: here.ticket_work.open(Kind.RETURN, NOW)).id)
    two.settle()
    two.notices._offer.button.click()
    two.settle()
    assert two.names == []
    assert [piece.name for piece in two.kept()] == ["a.jpg", "b.png"]


def test_without_a_ticket_nothing_is_taken(form, photo):
    form.field.show_ticket("")
    form.field.add([photo("a.jpg")])
    form.settle()
    assert form.kept() == []


def test_the_form_is_told_that_the_evidence_changed(form, photo):
    told = []
    form.field.changed.connect(told.append)
    form.drop(photo("a.jpg"))
    assert told == [form.ticket]


def test_the_window_is_not_held_up_by_large_photos(form, photo):
    path = photo("large.png", size=(6000, 4000))
    begun = time.perf_counter()
    form.field.add([path, path, path])
    assert time.perf_counter() - begun < 0.05
    longest, last = 0.0, time.perf_counter()
    while not form.names:
        QApplication.processEvents()
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    assert longest < 0.25


def test_every_control_can_be_reached_and_has_a_name(form):
    for control in (form.tiles, form.field.add_button, form.field.paste_button):
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert control.accessibleName() or control.text()
    key = QKeySequence(QKeySequence.StandardKey.Paste)
    told = key.toString(QKeySequence.SequenceFormat.NativeText)
    assert told in form.field.paste_button.toolTip()
