"""One key that takes back what was done last, wherever it was done."""

from collections.abc import Callable, Mapping

from csconsole.desktop.frame import Frame
from csconsole.desktop.notices import Notices
from csconsole.language import _


class Undoing:
    """What is offered to be undone just now; else the last change on the page that is shown."""

    def __init__(
        self, notices: Notices, frame: Frame, of_page: Mapping[str, Callable[[], None]]
    ) -> None:
        self._notices, self._frame, self._of_page = notices, frame, dict(of_page)

    def undo(self) -> None:
        """Take it back, or say that there is nothing."""
        if self._notices.take_back():
            return
        undo = self._of_page.get(self._frame.present)
        if undo is None:
            self._notices.say(_("There is nothing to undo"))
        else:
            undo()
