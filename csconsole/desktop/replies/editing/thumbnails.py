"""Small pictures as buttons, decoded in the worker so that the window never waits for one."""

from collections.abc import Sequence

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt, Signal
from PySide6.QtGui import QIcon, QImage, QImageReader, QPixmap
from PySide6.QtWidgets import QToolButton, QWidget

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.replies.editing.work import Work
from csconsole.language import _

_SMALL = QSize(72, 72)
_LARGEST = 12000  # pixels a side; a file that says more is none to be opened
_SHORTEST_NAME = 40  # characters; a longer name is a digest and says nothing to a person


class Thumbnails(QWidget):
    """A row of small pictures.

    Signals:
        chosen: the name of a picture that was pressed.
    """

    chosen = Signal(str)

    def __init__(self, work: Work, told: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work, self._told = work, told
        self._buttons: dict[str, QToolButton] = {}
        self._line = FlowLayout(self, theme.SPACE)
        self.hide()

    def names(self) -> tuple[str, ...]:
        """The pictures that are shown, in their order."""
        return tuple(self._buttons)

    def button(self, name: str) -> QToolButton:
        """The button of a picture."""
        return self._buttons[name]

    def show_pictures(self, names: Sequence[str]) -> None:
        """Show these; each appears once it was decoded."""
        if tuple(names) == self.names():
            return
        for button in self._buttons.values():
            self._line.removeWidget(button)
            button.hide()
            button.deleteLater()
        self._buttons = {name: self._button(at, name) for at, name in enumerate(names)}
        self.setVisible(bool(names))
        for name in self._buttons:
            self._load(name)

    def _button(self, at: int, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setIconSize(_SMALL)
        button.setText("…")
        button.setMinimumSize(_SMALL)
        label = _("Picture {number}").format(number=at + 1)
        button.setAccessibleName(f"{label}, {self._told}")
        button.setToolTip(self._told)
        button.clicked.connect(lambda _on=False: self.chosen.emit(name))
        self._line.addWidget(button)
        if self.isVisible():
            button.show()
        return button

    def _load(self, name: str) -> None:
        def show(picture: QImage | None) -> None:
            button = self._buttons.get(name)
            if button is None:
                return
            if picture is None:
                button.setText(name if len(name) < _SHORTEST_NAME else _("not here"))
                button.setToolTip(_("This picture is not on this computer"))
                return
            button.setText("")
            button.setIcon(QIcon(QPixmap.fromImage(picture)))

        self._work.run(lambda workspace: decoded(workspace.pictures.content(name), _SMALL), show)


def decoded(content: bytes | None, within: QSize | None = None) -> QImage | None:
    """A picture, no larger than a size; None where it is none. May be called in any thread."""
    if content is None:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(content))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer)
    reader.setAutoTransform(True)
    size = reader.size()
    if max(size.width(), size.height()) > _LARGEST:
        return None
    if within is not None and size.isValid():
        small = size.scaled(within, Qt.AspectRatioMode.KeepAspectRatio)
        if small.width() < size.width():
            reader.setScaledSize(small)
    picture = reader.read()
    return None if picture.isNull() else picture
