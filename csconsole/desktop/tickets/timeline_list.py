"""The timeline of a ticket: what was done, by whom and when, the latest first."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from csconsole.desktop.orders.words import exact_text, moment_text, name_and_tags
from csconsole.desktop.tickets.case import Case
from csconsole.language import _

_MOST_SIGNS = 2000  # of one event; a text of a megabyte is whole in its note


class TimelineList(QListWidget):
    """Every change, note, chase, reply and photo of one ticket."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._now = now
        self._events: object = ()  # those that are shown
        self.setAccessibleName(_("What was done on the ticket"))
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def show_case(self, case: Case) -> None:
        """Show a ticket's timeline."""
        now = self._now()
        if case.events == self._events:
            return
        self._events = case.events
        self.clear()
        for event in reversed(case.events):
            who = name_and_tags(moment_text(event.at, now), event.agent)
            item = QListWidgetItem(f"{who}\n{event.what[:_MOST_SIGNS]}", self)
            item.setToolTip(exact_text(event.at, now))
        self.setCurrentRow(0)
