"""The palette's window: small, frameless, made once and kept; it shows, and hands keys on."""

import warnings

from PySide6.QtCore import QEvent, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.palette.keys import Go, PaletteKeys
from csconsole.desktop.palette.row_delegate import ROW_HEIGHT, RowDelegate
from csconsole.desktop.palette.state import MOST_DIGITS, PaletteState
from csconsole.desktop.replies.model import ResultModel
from csconsole.desktop.replies.preview import Preview
from csconsole.desktop.replies.result_list import ResultList
from csconsole.desktop.replies.search_box import SearchBox
from csconsole.language import _, ngettext
from csconsole.replies.pastes import Saved

SIZE = QSize(780, 372)
_ROWS_WIDTH = 350
_FLAGS = Qt.WindowType.Tool | Qt.WindowType.FramelessWindowHint | Qt.WindowType.WindowStaysOnTopHint


class PaletteWindow(QFrame):
    """Search box, nine rows, and the reply that is looked at.

    Attributes:
        is_untouched: whether the agent has neither typed nor walked since it opened.

    Signals:
        go: what is to become of the text, as `Go`, and the text as it was edited or None.
        escaped: Esc was pressed.
        turned_away: somebody turned to another window.
        order_asked: the order that is offered is to fill the replies.
    """

    go = Signal(object, object)
    escaped = Signal()
    turned_away = Signal()
    order_asked = Signal()

    def __init__(self, state: PaletteState) -> None:
        super().__init__(None, _FLAGS)
        self.setObjectName("palette")
        self.setWindowTitle(_("csconsole palette"))
        self.state = state
        self.box = SearchBox()
        self.box.setPlaceholderText(_("Search, a shortcut, or what the buyer wrote"))
        self.box.setAccessibleName(_("Search the replies"))
        self.model = ResultModel(state.replies, self)
        self.rows = _make_rows(self.model)
        self.preview = Preview(state.replies)
        self.preview.copy_button.setText(_("Paste"))
        self.preview.copy_button.setToolTip(_("Paste the filled-in text (Enter)"))
        self.told = _quiet()
        self.order = QToolButton()
        self.order.setProperty("role", "quiet")
        self.order.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.pictures = _quiet()
        self.preview.add_below(self.pictures)
        self.foot = _quiet()
        self.foot.setText(
            _("Enter pastes, Ctrl+Enter copies, Shift+Enter edits, 1 to 9 pick, Esc goes back")
        )
        self.saved = _quiet()
        self._is_active = False
        self.is_untouched = True
        self._keys = PaletteKeys(self)
        self._lay_out()
        self._connect()

    @property
    def is_editing(self) -> bool:
        """Whether the text itself is being changed."""
        return not self.preview.text.isReadOnly()

    def open_at(self, place: QRect) -> None:
        """Show what the state holds now, with the cursor in the box."""
        self.stop_editing()
        self._is_active = False
        self.is_untouched = True
        self.box.setText(" ".join(self.state.replies.query.split()))
        self.renew()
        self.setGeometry(place)
        self.box.setFocus(Qt.FocusReason.PopupFocusReason)
        self.box.selectAll()
        self.show()
        self.raise_()
        if QApplication.focusWindow() is self.windowHandle() and not self.isActiveWindow():
            _be_active(self)

    def renew(self) -> None:
        """Show the results and the reply that is looked at."""
        self.model.renew()
        found = bool(self.state.replies.results)
        self.rows.setVisible(found)
        if found:
            index = self.model.index(self.state.replies.row())
            self.rows.setCurrentIndex(index)
            self.rows.scrollTo(index)
            self.say("")
        elif self.state.replies.finding.is_waiting:
            self.say(_("Preparing the library for searching…"))
        else:
            self.say(_("No reply matches. Try fewer characters."))
        self.preview.renew()

    def answer_now(self) -> None:
        """Answer what was typed before a large library was prepared for searching."""
        finding = self.state.replies.finding
        if finding.is_waiting:
            finding.is_preparing = False
            self.state.replies.search(self.state.replies.query)
            self.renew()

    def say(self, text: str) -> None:
        """Say something under the search box."""
        self.told.setText(text)
        self.told.setAccessibleName(text)
        self.told.setVisible(bool(text))

    def show_saved(self, saved: Saved) -> None:
        """Tell what was saved today, once it is worth a word."""
        minutes = saved.seconds // 60
        told = ngettext(
            "Today: {count} pasted, about {minutes} minute of typing saved",
            "Today: {count} pasted, about {minutes} minutes of typing saved",
            minutes,
        )
        self.saved.setText(told.format(count=saved.pastes, minutes=minutes))
        self.saved.setVisible(minutes > 0)

    def _show_pictures(self) -> None:
        chosen = self.state.replies.chosen
        count = len(chosen.pictures) if chosen is not None else 0
        told = ngettext("with {count} picture", "with {count} pictures", count)
        self.pictures.setText(told.format(count=count))
        self.pictures.setVisible(count > 0)

    def offer_order(self, text: str, *, is_taken: bool) -> None:
        """Tell from which order the replies are filled in, or could be."""
        self.order.setText(text)
        self.order.setVisible(bool(text))
        self.order.setEnabled(not is_taken)

    def edit(self) -> None:
        """Let the agent change the text before it is sent."""
        self.preview.text.setReadOnly(False)
        self.preview.form.hide()  # its room is the text's now
        self.preview.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.say(_("Edit: Enter pastes, Shift+Enter begins a new line, Esc leaves it as it was"))

    def stop_editing(self) -> None:
        """The text is again what the reply says."""
        if self.is_editing:
            self.preview.text.setReadOnly(True)
            self.preview.form.setVisible(bool(self.state.replies.fields()))
            self.preview.show_text()
            self.say("")
            self.box.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """What a field does not want for itself, and no input method either."""
        if self.box.is_composing or not self._keys.on_key(event):
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, N802  (Qt's own form)
        """Tab walks through the fields that are still empty; backwards it leads to the box."""
        if self.is_editing:
            return False
        name = self._focused_field()
        following = self.state.next_lacking(name) if forward else None
        if following is None and forward and name is None:
            following = next((one.name for one in self.state.replies.fields()), None)
        if following is not None:
            self.preview.focus_field(following)
        else:
            self.box.setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  (Qt's name)
        """Somebody turned to another window: the palette goes, and leaves that one alone."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.ActivationChange:
            was_active, self._is_active = self._is_active, self.isActiveWindow()
            if was_active and not self._is_active and self.isVisible():
                self.turned_away.emit()

    def choose(self, row: int) -> None:
        """Look at a row."""
        self.rows.setCurrentIndex(self.model.index(row))

    def next_language(self) -> None:
        """Show and send the replies in the other language."""
        self.state.replies.next_language()
        self.renew()

    def next_wording(self) -> None:
        """Show another wording of the reply that is looked at."""
        self.state.replies.next_wording()
        self.preview.renew()

    def read_otherwise(self) -> None:
        """Read what was typed as a message and not as a search, or the other way round."""
        self.state.replies.finding.read_otherwise()
        self.state.replies.search(self.state.replies.query)
        self.renew()

    def _focused_field(self) -> str | None:
        focused = QApplication.focusWidget()
        fields = self.state.replies.fields()
        return next(
            (one.name for one in fields if self.preview.form.field(one.name) is focused), None
        )

    def _on_typed(self, text: str) -> None:
        replies = self.state.replies
        if text == " ".join(replies.query.split()):
            return  # it was put there, and is answered already
        self.is_untouched = False
        replies.search(text)
        self.renew()

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid() and current.row() != self.state.replies.row():
            self.state.replies.choose(current.row())
            self.preview.renew()

    def _on_list_key(self, event: QKeyEvent) -> None:
        self.is_untouched = False
        copy = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        QApplication.sendEvent(self.rows, copy)

    def _connect(self) -> None:
        self.box.textChanged.connect(self._on_typed)
        self.box.list_key.connect(self._on_list_key)
        self.rows.selectionModel().currentChanged.connect(self._on_current)
        self.rows.activated.connect(lambda _index: self.go.emit(Go.PASTE, None))
        self.preview.copy_asked.connect(lambda: self.go.emit(Go.PASTE, None))
        self.preview.left.connect(self.box.setFocus)
        self.preview.form.may_edit = True
        self.preview.form.edit_asked.connect(self._keys.ask_to_edit)
        self.preview.renewed.connect(self._show_pictures)
        self.preview.wording_asked.connect(self.next_wording)
        self.preview.language_asked.connect(self.next_language)
        self.order.clicked.connect(self.order_asked)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(*[theme.SPACE_LARGE] * 4)
        column.setSpacing(theme.SPACE)
        column.addWidget(self.box)
        column.addWidget(self.told)
        column.addWidget(self.order, alignment=Qt.AlignmentFlag.AlignLeft)
        found = QHBoxLayout()
        found.setSpacing(theme.SPACE)
        found.addWidget(self.rows, alignment=Qt.AlignmentFlag.AlignTop)
        found.addWidget(self.preview, stretch=1)
        column.addLayout(found, stretch=1)
        column.addStretch()
        foot = QHBoxLayout()
        foot.addWidget(self.foot, stretch=1)
        foot.addWidget(self.saved)
        column.addLayout(foot)
        self.saved.hide()
        self.told.hide()
        self.order.hide()


def _be_active(window: QWidget) -> None:
    """Let a window that was shown again at once know that it has the keyboard.

    Under X11 Qt takes 400 ms to believe that a window has lost the focus. One that is shown again
    meanwhile has it without having noticed, and only this call, which Qt would like to be used by
    nobody, tells it so.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        QApplication.setActiveWindow(window)


def _quiet() -> QLabel:
    label = QLabel()
    label.setProperty("role", "quiet")
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _make_rows(model: ResultModel) -> ResultList:
    rows = ResultList()
    rows.setObjectName("rows")
    rows.setAccessibleName(_("Replies that were found"))
    rows.setModel(model)
    rows.setItemDelegate(RowDelegate(rows))
    rows.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    rows.setFixedSize(_ROWS_WIDTH, MOST_DIGITS * ROW_HEIGHT + 4)
    rows.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return rows
