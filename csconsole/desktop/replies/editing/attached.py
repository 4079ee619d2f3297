"""The pictures of the reply that is looked at: shown beside its text, copied when pressed."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QImage

from csconsole.desktop.notices import Notices
from csconsole.desktop.replies.editing.thumbnails import Thumbnails, decoded
from csconsole.desktop.replies.editing.work import Work
from csconsole.desktop.replies.page import RepliesPage
from csconsole.language import _


class Attached(QObject):
    """Keeps the pictures below the preview's text those of its reply."""

    def __init__(self, page: RepliesPage, work: Work, notices: Notices, parent: QObject) -> None:
        super().__init__(parent)
        self._page, self._work, self._notices = page, work, notices
        self.thumbnails = Thumbnails(work, _("copy it"))
        self.thumbnails.chosen.connect(self._copy)
        page.preview.add_below(self.thumbnails)
        page.preview.renewed.connect(self._show)
        self._show()

    def _show(self) -> None:
        reply = self._page.state.chosen
        self.thumbnails.show_pictures(reply.pictures if reply is not None else ())

    def _copy(self, name: str) -> None:
        def copy(picture: QImage | None) -> None:
            if picture is None:
                self._notices.say(_("This picture is not on this computer"))
                return
            QGuiApplication.clipboard().setImage(picture)
            self._notices.say(_("The picture was copied"))

        self._work.run(lambda workspace: decoded(workspace.pictures.content(name)), copy)
