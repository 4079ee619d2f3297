"""A month of days: which were signed, which with something left open, and the streak."""

from calendar import monthrange
from datetime import date, timedelta

from PySide6.QtCore import QDate, QLocale, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from csconsole.desktop import theme
from csconsole.language import _
from csconsole.selfcheck.model import DayMark, History

_CELL_WIDTH, _CELL_HEIGHT = 34, 30
_HEAD, _WEEKDAYS, _FOOT = 28, 22, 26  # pixels of the lines above and below the days
_WEEKS, _DAYS = 6, 7
_A_DAY = timedelta(days=1)


class CalendarView(QWidget):
    """The days of a month; arrows walk them, Enter shows one.

    Signals:
        month_wanted: (first, last): the days whose signatures are to be shown.
        day_wanted: a day was chosen.
        left: Esc was pressed.
    """

    month_wanted = Signal(object, object)
    day_wanted = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._today = self.day = date(2000, 1, 1)
        self._marks: dict[date, DayMark] = {}
        self._history = History(())

    def sizeHint(self) -> QSize:  # noqa: N802  (Qt's name)
        """Six weeks, with what stands above and below them."""
        high = _HEAD + _WEEKDAYS + _WEEKS * _CELL_HEIGHT + _FOOT
        return QSize(_DAYS * _CELL_WIDTH, high)

    def show_day(self, day: date, today: date) -> None:
        """A day is before the agent."""
        self._today, self.day = today, day
        self._ask()

    def show_history(self, history: History) -> None:
        """The signed days were read."""
        self._history = history
        self._marks = {one.day: one for one in history.days}
        self._tell()
        self.update()

    def renew(self) -> None:
        """Days may have been signed."""
        self._ask()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  (Qt's name)
        """Arrows go from day to day, PgUp and PgDown from month to month, Enter shows the day."""
        key = Qt.Key(event.key())
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -_DAYS,
            Qt.Key.Key_Down: _DAYS,
        }
        if key in steps:
            self._go(self.day + steps[key] * _A_DAY)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self._go(_month_on(self.day, -1 if key is Qt.Key.Key_PageUp else 1))
        elif key is Qt.Key.Key_Home:
            self._go(self._today)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space}:
            self.day_wanted.emit(self.day)
        elif key is Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  (Qt's name)
        """A click shows the day under it."""
        place = event.position().toPoint()
        row = (place.y() - _HEAD - _WEEKDAYS) // _CELL_HEIGHT
        at = place.x() // _CELL_WIDTH
        if 0 <= row < _WEEKS and 0 <= at < _DAYS:
            day = self._first() + (row * _DAYS + at) * _A_DAY
            if day <= self._today:
                self._go(day)
                self.day_wanted.emit(day)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  (Qt's name)
        """Paint the month."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        locale = QLocale()
        width = _DAYS * _CELL_WIDTH
        painter.setFont(theme.pixel_font(self.font(), theme.TEXT_BODY, bold=True))
        painter.setPen(theme.colour("text"))
        month = QRect(theme.SPACE, 0, width - theme.SPACE, _HEAD)
        painter.drawText(month, Qt.AlignmentFlag.AlignVCenter, self._month_name())
        small = theme.pixel_font(self.font(), theme.TEXT_SMALL)
        painter.setFont(small)
        painter.setPen(theme.colour("quiet"))
        for at in range(_DAYS):
            name = locale.standaloneDayName(at + 1, QLocale.FormatType.NarrowFormat)
            place = QRect(at * _CELL_WIDTH, _HEAD, _CELL_WIDTH, _WEEKDAYS)
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, name)
        for at in range(_WEEKS * _DAYS):
            self._paint_day(painter, self._first() + at * _A_DAY, at)
        painter.setFont(small)
        painter.setPen(theme.colour("quiet"))
        below = QRect(theme.SPACE, self.height() - _FOOT, width - theme.SPACE, _FOOT)
        painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self.told())

    def told(self) -> str:
        """The streaks, in words."""
        told = _("{count} in a row · longest {longest}")
        return told.format(count=self._history.streak, longest=self._history.longest)

    def _paint_day(self, painter: QPainter, day: date, at: int) -> None:
        row, column = divmod(at, _DAYS)
        top = _HEAD + _WEEKDAYS + row * _CELL_HEIGHT
        cell = QRect(column * _CELL_WIDTH, top, _CELL_WIDTH, _CELL_HEIGHT)
        inner = QRectF(cell).adjusted(2, 1.5, -2, -1.5)
        if day == self.day:
            painter.setBrush(theme.colour("chosen"))
            is_here = self.hasFocus()
            painter.setPen(QPen(theme.colour("accent"), 2) if is_here else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(inner, 4, 4)
        mark = self._marks.get(day)
        signed = mark is not None and mark.signed is not None
        tone = "quiet"
        if day.month == self.day.month and day <= self._today:
            tone = "text"
        if signed and mark is not None:
            tone = "due" if mark.explained else "done"
        is_today = day == self._today
        painter.setFont(theme.pixel_font(self.font(), theme.TEXT_SMALL, bold=signed or is_today))
        painter.setPen(theme.colour(tone))
        number = cell.adjusted(0, 0, 0, -8) if signed else cell
        painter.drawText(number, Qt.AlignmentFlag.AlignCenter, str(day.day))
        if signed and mark is not None:
            sign = "!" if mark.explained else "✓"
            below = cell.adjusted(0, _CELL_HEIGHT - 15, 0, -1)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter, sign)
        if is_today:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawRoundedRect(inner, 4, 4)

    def _go(self, day: date) -> None:
        if day > self._today:
            return
        moved = (day.year, day.month) != (self.day.year, self.day.month)
        self.day = day
        if moved:
            self._ask()
        self._tell()
        self.update()

    def _ask(self) -> None:
        first = self._first()
        self.month_wanted.emit(first, first + (_WEEKS * _DAYS - 1) * _A_DAY)
        self.update()

    def _tell(self) -> None:
        """Let a screen reader say the day that one stands on."""
        mark = self._marks.get(self.day)
        if mark is not None and mark.signed is not None:
            standing = _("signed by {name}").format(name=mark.signed.agent)
        else:
            standing = _("not signed")
        self.setAccessibleName(f"{self.day.isoformat()}, {standing}")
        self.setToolTip(f"{self.day.isoformat()} · {standing}\n{self.told()}")

    def _first(self) -> date:
        """The Monday of the week in which the month begins."""
        first = self.day.replace(day=1)
        return first - first.weekday() * _A_DAY

    def _month_name(self) -> str:
        first = QDate(self.day.year, self.day.month, 1)
        return QLocale().toString(first, _("MMMM yyyy"))


def _month_on(day: date, step: int) -> date:
    """The same day of another month, or its last one."""
    count = day.year * 12 + day.month - 1 + step
    year, month = divmod(count, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
