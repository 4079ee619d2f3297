"""The page of the replies: search box, categories, results and the reply that is looked at."""

from collections.abc import Sequence
from itertools import pairwise

from PySide6.QtCore import QElapsedTimer, QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QListView,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.notices import Notices
from csconsole.desktop.replies.category_bar import CategoryBar
from csconsole.desktop.replies.delegate import CardDelegate
from csconsole.desktop.replies.model import ResultModel
from csconsole.desktop.replies.preview import Preview
from csconsole.desktop.replies.preview_turn import PreviewTurn
from csconsole.desktop.replies.result_list import ResultList
from csconsole.desktop.replies.search_box import SearchBox
from csconsole.desktop.replies.state import RepliesState
from csconsole.language import _
from csconsole.replies.checking.model import Finding
from csconsole.replies.suggestions.model import Suggestion
from csconsole.talks.model import Talk

_THINKING_MS = 150  # after the last key
_READING_MS = 700  # as soon as one may have taken the first reply in
_LOW = 560  # pixels; below it the categories inside a stage are left out
_NARROW = 760  # pixels; below it the preview stands under the list


class RepliesPage(QWidget):
    """Finding a reply, filling it in and copying it.

    Signals:
        sent: (reply id, talk, overridden rules of the wording check) when a filled-in text was
            put on the clipboard.
        answered: (message, reply id) when that answered what a buyer wrote.
        message_read: what a buyer wrote, once it has stood a moment; it can be thought over.

    Attributes:
        is_choosing: whether the agent moved the mark since the last answer.
    """

    sent = Signal(str, Talk, tuple)
    answered = Signal(str, str)
    message_read = Signal(str)

    def __init__(
        self,
        state: RepliesState,
        notices: Notices,
        corner: QWidget | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.state = state
        self._notices = notices
        self.search_box = SearchBox()
        self.search_box.setPlaceholderText(_("Search, or paste what the buyer wrote"))
        self.search_box.setAccessibleName(_("Search the replies"))
        self.categories = CategoryBar()
        self.model = ResultModel(state, self)
        self.results = self._result_list()
        self._nothing = QLabel()
        self._nothing.setProperty("role", "quiet")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._reading = QLabel()
        self._reading.setProperty("role", "quiet")
        self._reading.setWordWrap(True)
        self._reading.hide()
        self._shown = QElapsedTimer()  # since the present answer came
        self._shown.start()
        self.is_choosing = False
        self._thinking = QTimer(self)
        self._thinking.setSingleShot(True)
        self._thinking.setInterval(_THINKING_MS)
        self._thinking.timeout.connect(lambda: self.message_read.emit(self.state.query))
        self.preview = Preview(state)
        self.turn = PreviewTurn(self.preview, state, self.search_box)
        self._splitter = QSplitter()
        self._lay_out(corner)
        self._connect()
        self.renew()
        self.search_box.setFocus(Qt.FocusReason.OtherFocusReason)

    def renew(self) -> None:
        """Show the state as it is now."""
        self.model.renew()
        state = self.state
        self.categories.show_categories(
            len(state.library),
            state.categories.stages(),
            state.categories.inside(state.category),
            state.category,
        )
        stops = [self.search_box, *self.categories.chips(), self.results]
        for before, after in pairwise(stops):
            self.setTabOrder(before, after)
        self._show_chosen()

    def focus_search(self) -> None:
        """Put the cursor into the search box with its text selected."""
        self.search_box.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search_box.selectAll()

    def copy(self) -> None:
        """Put the filled-in text on the clipboard, or go to the field that is still empty."""
        self.turn.finish()
        if self.state.finding.is_waiting:  # Enter came before the library was prepared
            self.state.finding.is_preparing = False
            self.answer_again()
        if self.state.chosen is None:
            self._notices.say(_("Nothing is chosen to be copied"))
            return
        filled = self.state.filled()
        missing = filled.first_missing(self.state.fields())
        if missing is not None:
            self.preview.focus_field(missing)
            lacking = ", ".join(filled.missing)
            self._notices.say(_("Still to be filled in: {fields}").format(fields=lacking))
            return
        forbidden = self.state.guard.stops(filled.text)
        if forbidden:
            self.preview.show_stopped()
            self._notices.say(_stopped(forbidden))
            return
        QGuiApplication.clipboard().setText(filled.text)
        reply = self.state.sent()
        self.sent.emit(reply.id, self.state.talk, self.state.guard.overridden)
        self.preview.show_text()
        if self.state.finding.is_message:
            self.answered.emit(self.state.query, reply.id)
        title = reply.title_in(self.state.language)
        if reply.is_valid_on(self.state.today()):
            self._notices.say(_("Copied: {title}").format(title=title))
        else:
            self._notices.say(_("Copied, though not valid today: {title}").format(title=title))

    def read_otherwise(self) -> None:
        """Read what was typed as a message and not as a search, or the other way round."""
        self.state.finding.read_otherwise()
        self.answer_again()

    def answer_again(self) -> None:
        """Answer what was typed once more, as it can be answered now."""
        self.state.search(self.state.query)
        self._show_results()

    def take_suggestions(self, message: str, found: list[Suggestion]) -> None:
        """Show what was thought of, unless the agent is choosing already."""
        untouched = not self.is_choosing and self.search_box.hasFocus()
        if untouched and self.state.take_suggestions(message, found, keep=self.is_being_read):
            self.model.renew()
            self._show_chosen()
            self._show_reading()

    @property
    def is_being_read(self) -> bool:
        """Whether the first reply has stood there so long that it may be about to be sent."""
        return self._shown.hasExpired(_READING_MS)

    def next_wording(self) -> None:
        """Show another wording of the reply that is looked at."""
        self.state.next_wording()
        self.preview.renew()

    def next_language(self) -> None:
        """Show and send the replies in the other language."""
        self.state.next_language()
        row = self.results.currentIndex().row()
        self.model.renew()
        self._choose_row(max(0, row))

    def show_talk(self) -> None:
        """Show the talk that the state has entered."""
        self.search_box.setText(self.state.query)
        self.renew()
        self.preview.renew()
        self._show_reading()
        self.focus_search()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  (Qt's name)
        """Put the preview beside the list, or under it where there is no room."""
        super().resizeEvent(event)
        narrow = event.size().width() < _NARROW
        wanted = Qt.Orientation.Vertical if narrow else Qt.Orientation.Horizontal
        if self._splitter.orientation() is not wanted:
            self._splitter.setOrientation(wanted)
        self.categories.keep_short(short=event.size().height() < _LOW)

    def _result_list(self) -> QListView:
        view = ResultList()
        view.setObjectName("results")
        view.setAccessibleName(_("Replies that were found"))
        view.setModel(self.model)
        view.setItemDelegate(CardDelegate(view))
        return view

    def _connect(self) -> None:
        self.search_box.textChanged.connect(self._on_typed)
        self.search_box.copy_asked.connect(self.copy)
        self.search_box.list_key.connect(self._on_list_key)
        self.search_box.escaped.connect(lambda: self._on_category(""))
        self.categories.chosen.connect(self._on_category)
        self.results.selectionModel().currentChanged.connect(self._on_current)
        self.results.activated.connect(lambda _index: self.copy())
        self.preview.copy_asked.connect(self.copy)
        self.preview.left.connect(self.focus_search)
        self.preview.wording_asked.connect(self.next_wording)
        self.preview.language_asked.connect(self.next_language)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Esc anywhere on the page leads back to the search box."""
        if event.key() == Qt.Key.Key_Escape:
            self.focus_search()
        else:
            super().keyPressEvent(event)

    def _on_typed(self, text: str) -> None:
        if text == self.state.query:
            return  # it was put there, and is answered already
        self._notices.work_goes_on()
        self.state.search(text)
        with self.turn.list_first():
            self._show_results()

    def _show_results(self) -> None:
        self.is_choosing = False
        self._shown.start()
        self.model.renew()
        self._show_chosen()
        self._show_reading()
        if self.state.finding.could_be_message:
            self._thinking.start()

    def _show_reading(self) -> None:
        """Say how what was typed is read, where it could be read otherwise."""
        state = self.state
        if state.finding.is_message and state.finding.are_sure:
            told = _("Suggested for what the buyer wrote. F4 searches the words instead.")
        elif state.finding.is_message and state.results:
            told = _("No reply is sure to fit this message. These share words with it.")
        elif state.finding.is_read_as_search:
            told = _("Found by the words. F4 reads them as a message of the buyer.")
        else:
            told = ""
        self._reading.setText(told)
        self._reading.setVisible(bool(told))

    def _on_category(self, path: str) -> None:
        self.state.enter_category(path)
        self.renew()

    def _on_list_key(self, event: QKeyEvent) -> None:
        """Let the list move its own mark, while the cursor stays in the box."""
        self.is_choosing = True
        copy = QKeyEvent(event.type(), event.key(), event.modifiers(), event.text())
        with self.turn.list_first():
            QApplication.sendEvent(self.results, copy)

    def _on_current(self, current: QModelIndex, _before: QModelIndex) -> None:
        if current.isValid():
            self.state.choose(current.row())
            self.turn.show()

    def _show_chosen(self) -> None:
        found = bool(self.state.results)
        self.results.setVisible(found)
        self._nothing.setVisible(not found)
        if found:
            self._choose_row(self.state.row())
            return
        self._nothing.setText(_why_nothing(self.state))
        self.turn.show()

    def _choose_row(self, row: int) -> None:
        """Mark a row after the list was renewed: `_on_current` follows and shows it."""
        index = self.model.index(row)
        self.results.setCurrentIndex(index)
        self.results.scrollTo(index)

    def _lay_out(self, corner: QWidget | None) -> None:
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE)
        top.addWidget(self.search_box, stretch=1)
        if corner is not None:
            top.addWidget(corner)
        found = QWidget()
        column = QVBoxLayout(found)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.results)
        column.addWidget(self._nothing, stretch=1)
        self._splitter.addWidget(found)
        self._splitter.addWidget(self.preview)
        self._splitter.setChildrenCollapsible(False)
        self._splitter.setHandleWidth(theme.SPACE)
        self._splitter.setSizes([560, 520])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(*[theme.SPACE_LARGE] * 4)
        layout.setSpacing(theme.SPACE)
        layout.addLayout(top)
        layout.addWidget(self._reading)
        layout.addWidget(self.categories)
        layout.addWidget(self._splitter, stretch=1)


def _why_nothing(state: RepliesState) -> str:
    """What is said where no reply stands."""
    if state.finding.is_waiting:
        return _("Preparing the library for searching…")
    if state.finding.is_message:
        return _("No reply fits this message.\nSearch with a word or two of what it asks.")
    told = _("No reply matches “{query}”.\nTry fewer characters, or another category.")
    return told.format(query=state.query)


def _stopped(forbidden: Sequence[Finding]) -> str:
    """What is said when forbidden words keep a text from being copied."""
    words = dict.fromkeys(" ".join(one.word.split()) for one in forbidden)
    return _("Not copied, forbidden: {words}. Enter again copies it all the same.").format(
        words=", ".join(words)
    )
