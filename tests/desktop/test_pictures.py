"""Pictures of replies: attached in the editor, shown beside the text, copied when pressed."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QDropEvent, QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from csconsole.desktop.replies.editing.editor import ReplyEditor

CONTROL, NONE = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.NoModifier


@pytest.fixture
def picture(tmp_path, qapp):
    """A picture in a file."""
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#3377aa"))
    path = tmp_path / "address.png"
    image.save(str(path))
    return path


@pytest.fixture
def editor(desk):
    """The editor of the greeting."""
    desk.find("wh")
    desk.press(Qt.Key.Key_E, CONTROL)
    desk.wait_for_worker()
    return desk.dialog(ReplyEditor)


def drop(field, path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    place, copy, left = QPoint(5, 5), Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    QApplication.sendEvent(field, QDragEnterEvent(place, copy, data, left, NONE))
    QApplication.sendEvent(field, QDropEvent(place.toPointF(), copy, data, left, NONE))


def save(desk):
    desk.press(Qt.Key.Key_S, CONTROL)
    desk.wait_for_worker()
    desk.wait_for_worker()
    return desk.ask(lambda workspace: workspace.replies.get("greet")).pictures


def test_a_dropped_picture_is_kept_encrypted_with_the_reply(desk, editor, picture):
    drop(editor.form.pictures, picture)
    desk.wait_for_worker()
    (name,) = save(desk)
    kept = desk.ask(lambda workspace: workspace.pictures.content(name))
    assert kept == picture.read_bytes()
    picture.unlink()
    assert desk.ask(lambda workspace: workspace.pictures.content(name)) == kept


def test_a_pressed_picture_is_taken_out(desk, editor, picture):
    drop(editor.form.pictures, picture)
    desk.wait_for_worker()
    (name,) = editor.form.pictures.names()
    editor.form.pictures.thumbnails.button(name).click()
    assert editor.form.pictures.names() == ()


def test_what_is_no_picture_is_refused(desk, editor, tmp_path, dialogs):
    path = tmp_path / "notes.png"
    path.write_text("no picture")
    drop(editor.form.pictures, path)
    desk.wait_for_worker()
    assert editor.form.pictures.names() == ()
    assert any("no picture" in box.text() for box in dialogs() if hasattr(box, "text"))


def test_the_pictures_of_a_reply_stand_below_its_text_and_are_copied(
    desk, editor, picture, clipboard
):
    drop(editor.form.pictures, picture)
    desk.wait_for_worker()
    (name,) = save(desk)
    shown = desk.window.editing.attached.thumbnails
    assert shown.isVisible()
    shown.button(name).click()
    desk.wait_for_worker()
    assert QGuiApplication.clipboard().image().width() == 200
    assert desk.said[-1] == "The picture was copied"


def test_a_reply_without_pictures_shows_none(desk):
    assert not desk.window.editing.attached.thumbnails.isVisible()


def test_a_picture_that_is_not_here_is_told(desk):
    def attach(workspace):
        reply = workspace.replies.get("greet")
        workspace.editing.save(type(reply)(**{**vars(reply), "pictures": ("address.png",)}))

    desk.ask(attach)
    desk.window._on_reloaded(None)
    desk.find("wh")
    desk.wait_for_worker()
    shown = desk.window.editing.attached.thumbnails
    assert shown.button("address.png").text() == "address.png"
    shown.button("address.png").click()
    desk.wait_for_worker()
    assert desk.said[-1] == "This picture is not on this computer"
