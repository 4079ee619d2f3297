"""The editor of a reply: a form, and beside it the text as a buyer would read it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.replies.editing.draft import Draft
from csconsole.desktop.replies.editing.emoji_picker import EmojiPicker
from csconsole.desktop.replies.editing.form import ReplyForm
from csconsole.desktop.replies.editing.live_preview import LivePreview
from csconsole.desktop.replies.editing.look import dress
from csconsole.desktop.replies.editing.text_field import TextField
from csconsole.desktop.replies.state import RepliesState
from csconsole.errors import BadInputError, UserError
from csconsole.language import _
from csconsole.replies.model import Reply
from csconsole.replies.variables import variables

_SIZE = (980, 660)
_NARROW = 720  # pixels; below it the preview stands under the form


class Keeping(StrEnum):
    """How a reply is kept."""

    APPROVED = "approved"  # in the library of all, as the supervisor
    OWN = "own"  # as the agent's own
    PROPOSED = "proposed"  # offered to the supervisor


@dataclass(frozen=True)
class Standing:
    """Who writes.

    Attributes:
        agent: the name of who is at the desk; empty where nobody said so.
    """

    agent: str
    is_supervisor: bool

    def ways(self, reply: Reply) -> list[Keeping]:
        """The ways in which a changed reply can be kept, the likeliest first."""
        if reply.owner:
            first, rest = [Keeping.OWN], [Keeping.PROPOSED, Keeping.APPROVED]
            return [*first, Keeping.APPROVED if self.is_supervisor else rest[0]]
        if self.is_supervisor:
            return [Keeping.APPROVED, *([Keeping.OWN] if self.agent else [])]
        own = [Keeping.OWN] if self.agent else []
        return [Keeping.PROPOSED, *own, Keeping.APPROVED]


class ReplyEditor(QDialog):
    """Writes one reply.

    Signals:
        kept: (how, reply) when it is to be kept; the dialog stays until it was.
        put_off: the draft, when the dialog was closed with changes in it.
    """

    kept = Signal(Keeping, Reply)
    put_off = Signal(object)

    def __init__(
        self,
        state: RepliesState,
        draft: Draft,
        standing: Standing,
        now: Callable[[], datetime],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._first = state, draft
        self._standing, self._now = standing, now
        self._buttons_row = QWidget()
        FlowLayout(self._buttons_row, theme.SPACE)
        self.setWindowTitle(_("Change a reply") if draft.base.id else _("New reply"))
        self._known = variables(state.interface_language)
        self.form = ReplyForm(state.library, state.interface_language, self._make_field)
        self.preview = LivePreview()
        self.fault = QLabel()
        self.fault.setProperty("role", "forbidden")
        self.fault.setTextFormat(Qt.TextFormat.PlainText)
        self.fault.setWordWrap(True)
        self.fault.hide()
        self.ways: dict[Keeping, QPushButton] = {}
        self._lay_out()
        dress(self)
        self.form.show_draft(draft, state.language)
        self._first = self.form.draft()
        self.form.changed.connect(self._on_changed)
        save = QShortcut(QKeySequence("Ctrl+S"), self)
        save.activated.connect(self._keep_likeliest)
        enter = QShortcut(QKeySequence("Ctrl+Return"), self)
        enter.activated.connect(self._keep_likeliest)
        self._on_changed()
        room = parent.window().size() if parent is not None else self.sizeHint()
        self.resize(min(_SIZE[0], max(room.width(), 360)), min(_SIZE[1], max(room.height(), 420)))
        page = self.form.page()
        (page.text if draft.base.id else page.title).setFocus()

    def go_on_with(self, draft: Draft) -> None:
        """Show what was written before and not kept."""
        self.form.show_draft(draft, self._state.language)
        self.complain(BadInputError(_("What you wrote before is here again and not saved yet")))
        self._on_changed(quietly=True)

    def complain(self, error: UserError) -> None:
        """Say why the reply was not kept."""
        self.fault.setText("\n".join(part for part in (error.sentence, error.hint) if part))
        self.fault.show()

    def show_findings(self) -> None:
        """Check again, once the rules of the wording check are there."""
        self._on_changed(quietly=True)

    def reject(self) -> None:
        """Close; what was written is handed over first, so that it is not lost."""
        draft = self.form.draft()
        if draft != self._first:
            self.put_off.emit(draft)
        super().reject()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Put the preview beside the form, or under it where there is no room."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        self._splitter.setOrientation(
            Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        )

    def keep(self, how: Keeping) -> None:
        """Ask for the reply to be kept, where it can be one."""
        try:
            reply = self.form.draft().reply(self._state.today())
        except BadInputError as error:
            self.complain(error)
            return
        self.fault.hide()
        self.kept.emit(how, reply)

    def _keep_likeliest(self) -> None:
        self.keep(next(iter(self.ways)))

    def _on_changed(self, *, quietly: bool = False) -> None:
        if not quietly:
            self.fault.hide()
        field = self.form.wording()
        text = field.toPlainText()
        check = self._state.library.wording_check
        for one in self.form.page().wordings():
            written = one.toPlainText()
            one.show_findings(check.check_written(written) if check.is_ready else [])
        self.preview.show_findings(check.check_written(text) if check.is_ready else [])
        context = self._state.library.context(
            self.form.language, self._state.values, {}, self._now()
        )
        try:
            filled = self._state.library.fill(text, context)
        except BadInputError as error:
            self.preview.show_fault(error)
            return
        self.preview.show_text(filled.text)

    def _make_field(self) -> TextField:
        field = TextField(self._known, self._state.library.all, self._state.language)
        field.emoji_asked.connect(lambda: self._ask_emoji(field))
        return field

    def _ask_emoji(self, field: TextField) -> None:
        picker = EmojiPicker(self._state.interface_language, self)
        picker.chosen.connect(field.put_in)
        picker.finished.connect(lambda _result: field.setFocus())
        picker.finished.connect(picker.deleteLater)
        picker.open()

    def _lay_out(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.form)
        self._splitter = QSplitter()
        self._splitter.addWidget(scroll)
        self._splitter.addWidget(self.preview)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme.SPACE)
        self._splitter.setSizes([600, 340])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE_WIDE] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addWidget(self._splitter, stretch=1)
        layout.addWidget(self.fault)
        layout.addWidget(self._buttons_row)
        self._make_buttons()

    def show_standing(self, standing: Standing) -> None:
        """Offer the ways of keeping that somebody else has, who was not known before."""
        if standing != self._standing:
            self._standing = standing
            self._make_buttons()

    def _make_buttons(self) -> None:
        for old in self._buttons_row.findChildren(QPushButton):
            old.hide()
            old.deleteLater()
        self.ways.clear()
        line = self._buttons_row.layout()
        for button in self._buttons():
            button.setParent(self._buttons_row)
            if line is not None:
                line.addWidget(button)
            button.show()

    def _buttons(self) -> list[QPushButton]:
        for at, way in enumerate(self._standing.ways(self._first.base)):
            button = QPushButton(self._labels()[way])
            button.setAutoDefault(False)
            if at == 0:
                button.setProperty("role", "primary")
                button.setToolTip(_("{what} (Ctrl+S)").format(what=button.text()))
            button.clicked.connect(lambda _on=False, way=way: self.keep(way))
            self.ways[way] = button
        cancel = QPushButton(_("Close"))
        cancel.setToolTip(_("Close; what you wrote is kept until the program ends (Esc)"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        return [*self.ways.values(), cancel]

    def _labels(self) -> Mapping[Keeping, str]:
        base = self._first.base
        if base.owner:
            return {
                Keeping.OWN: _("Save"),
                Keeping.PROPOSED: _("Propose for all"),
                Keeping.APPROVED: _("Approve for all"),
            }
        asked = self._standing.is_supervisor
        return {
            Keeping.APPROVED: _("Save") if asked else _("Save as the supervisor…"),
            Keeping.OWN: _("Save as my own reply"),
            Keeping.PROPOSED: _("Propose to the supervisor"),
        }
