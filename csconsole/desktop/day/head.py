"""The head of the page of the day: which day it is, how it stands, what can be done with it."""

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import (
    QBoxLayout,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.day.rows import told_of_day
from csconsole.desktop.day.state import DayView
from csconsole.language import _
from csconsole.selfcheck.model import State

_NARROW = 560  # pixels; below it the buttons stand below the day
_SHOP_KEY = "Alt+P"
_LEFT, _RIGHT = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class DayHead(QWidget):
    """Tells the day, and holds its buttons.

    Signals:
        shop_chosen: the name of the shop whose days are wanted; "" for all of them together.
    """

    shop_chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.shop = _shop_box()
        self.shop.activated.connect(lambda _at: self.shop_chosen.emit(self.shop.currentData()))
        QShortcut(_SHOP_KEY, self).activated.connect(self._offer_shops)
        self.heading, self.told = QLabel(), QLabel()
        self.heading.setProperty("role", "heading")
        self.told.setProperty("role", "quiet")
        self.told.setWordWrap(True)
        self.earlier = _button("‹", _("The day before (Alt+Left)"), "Alt+Left")
        self.later = _button("›", _("The next day (Alt+Right)"), "Alt+Right")
        self.days = _button(_("Days"), _("Which days were signed (Alt+D)"), "Alt+D")
        self.sign, self.reopen = QPushButton(_("Sign…")), QPushButton(_("Open again…"))
        self.sign.setToolTip(_("Sign the day (Ctrl+Shift+S)"))
        self.sign.setProperty("role", "primary")
        self.sign.setEnabled(False)
        self.reopen.setToolTip(_("The supervisor can open a signed day again"))
        self.reopen.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.SPACE_SMALL)
        for button in (self.shop, self.earlier, self.later, self.days, self.reopen, self.sign):
            row.addWidget(button)
        self._row = row
        self._along = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._along.setSpacing(theme.SPACE_SMALL)
        self._along.addWidget(self.heading, stretch=1)
        self._along.addLayout(row)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_SMALL)
        layout.addLayout(self._along)
        layout.addWidget(self.told)
        self.fit(0)  # a page that nobody has seen yet must not widen the window

    def show_view(self, view: DayView) -> None:
        """Tell a day."""
        signed = view.checked.signed
        self._show_heading(view)
        self._show_shops(view)
        self.told.setText(told_of_day(view.checked, view.zone))
        left = any(one.state is State.OPEN for one in view.checked.items)
        tone = "late" if left and signed is None else "done"
        self.told.setStyleSheet(f"color: {getattr(theme.colours(), tone)};")
        heads = signed.heads.values() if signed is not None else ()
        self.told.setToolTip("\n".join(heads))
        self.sign.setVisible(signed is None)
        self.sign.setEnabled(signed is None)
        self.reopen.setVisible(signed is not None)
        self.later.setEnabled(not view.is_today)

    def fit(self, width: int) -> None:
        """Put the buttons below the day where they do not fit beside it."""
        is_narrow = width < _NARROW
        direction = QBoxLayout.Direction
        self._along.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        self._row.setAlignment(_LEFT if is_narrow else _RIGHT)

    def _offer_shops(self) -> None:
        if self.shop.isVisible():
            self.shop.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.shop.showPopup()

    def _show_shops(self, view: DayView) -> None:
        """Offer the shops where there are several."""
        told = [self.shop.itemData(at) for at in range(self.shop.count())]
        if told != ["", *view.shops]:
            self.shop.clear()
            self.shop.addItem(_("All shops"), "")
            for name in view.shops:
                self.shop.addItem(name, name)
        self.shop.setCurrentIndex(max(0, self.shop.findData(view.shop)))
        self.shop.setVisible(len(view.shops) > 1)

    def _show_heading(self, view: DayView) -> None:
        day = view.checked.day
        weekday = QLocale().standaloneDayName(day.isoweekday(), QLocale.FormatType.ShortFormat)
        today = _("today") if view.is_today else ""
        self.heading.setText(" · ".join(filter(None, (f"{day:%Y-%m-%d}", weekday, today))))


def _shop_box() -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(_("Shop"))
    told = _("Each shop can be checked and signed by itself ({key})")
    box.setToolTip(told.format(key=_SHOP_KEY))
    box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
    box.hide()
    return box


def _button(text: str, tip: str, key: str) -> QToolButton:
    button = QToolButton()
    button.setText(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setShortcut(key)
    return button
