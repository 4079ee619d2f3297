"""The head of a ticket: what it is, how urgent, what runs out next, and who answers for it."""

from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.tickets.case import Case
from csconsole.desktop.tickets.look import dress
from csconsole.desktop.tickets.telling import (
    badge,
    clock_text,
    clock_tone,
    owed_text,
    tier_name,
)
from csconsole.language import _
from csconsole.tickets.complaints import LABELS
from csconsole.tickets.model import NextAction, Tier

_CHIP_HEIGHT = 24
_TIER_TONES = {Tier.ORDINARY: "quiet", Tier.URGENT: "due", Tier.MAJOR: "forbidden"}


class TicketHead(QWidget):
    """Number, kind, state, tier, buyer, order, owner, clocks, and what is owed next.

    Signals:
        tier_asked, complaint_asked, owner_asked: one of them is to be changed.
        done_asked: the id of what was owed and is done.
        left: the ticket is to be put away.
    """

    tier_asked = Signal()
    complaint_asked = Signal()
    owner_asked = Signal()
    done_asked = Signal(str)
    left = Signal()

    def __init__(self, more: QToolButton) -> None:
        super().__init__()
        self._next: NextAction | None = None
        self.title, self.about = _label("heading"), _label("quiet")
        self.about.setWordWrap(True)
        self.state, self.badge = _label("chip"), _label("quiet")
        self.tier = _button(_("How urgent it is (Alt+U)"), self.tier_asked.emit)
        self.owner = _button(_("Who answers for it (Alt+G)"), self.owner_asked.emit)
        self.complaint = _button(
            _("What the buyer complains of (Alt+B)"), self.complaint_asked.emit
        )
        self.owed = _label("quiet")
        self.owed.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.done = QPushButton(_("Done"))
        self.done.setToolTip(_("What is owed next is done (Alt+D)"))
        self.done.setAutoDefault(False)
        self.done.clicked.connect(self.do_next)
        self._clocks: list[QLabel] = []
        self._lay_out(more)

    def show_new(self, title: str, about: str) -> None:
        """Show what is about to be opened."""
        self._clear()
        self.title.setText(title)
        self.about.setText(about)
        self.about.setVisible(bool(about))

    def show_case(self, case: Case, now: datetime) -> None:
        """Show a ticket."""
        ticket = case.ticket
        self._clear()
        self.title.setText(ticket.number)
        self._tell(self.state, f"{case.kind_label} · {case.state_label}", "chip")
        shown = badge(ticket, case.clocks, now)
        self._tell(self.badge, shown.text, shown.tone)
        order = _("order {no}").format(no=ticket.order_no) if ticket.order_no else ""
        linked = ", ".join(one.number for one in case.others)
        linked = _("linked: {numbers}").format(numbers=linked) if linked else ""
        about = " · ".join(filter(None, (ticket.buyer, case.buyer_tier, order, linked)))
        self._tell(self.about, about, "quiet")
        self.about.setVisible(bool(about))
        self.tier.setText(f"{tier_name(ticket.tier)} ▾")
        dress(self.tier, "tone", _TIER_TONES[ticket.tier])
        self.owner.setText(f"{ticket.owner or _('nobody')} ▾")
        told = [_(LABELS[one]) for one in ticket.complaints] or filter(None, [ticket.complaint])
        self.complaint.setText(", ".join(told))
        tip = filter(None, (ticket.complaint, self.complaint.accessibleName()))
        self.complaint.setToolTip("\n".join(tip))
        dress(
            self.complaint,
            "tone",
            "forbidden" if ticket.complaints or ticket.complaint else "quiet",
        )
        for label, clock in zip(self._clocks, case.clocks, strict=False):
            self._tell(label, clock_text(clock, now), clock_tone(clock, now))
        for widget in (self.state, self.badge, self.tier, self.owner):
            widget.show()
        self.complaint.setVisible(bool(self.complaint.text()))
        self._show_next(case, now)

    def do_next(self) -> None:
        """What is owed next is done."""
        if self._next is not None:
            self.done_asked.emit(self._next.id)

    def _show_next(self, case: Case, now: datetime) -> None:
        owed = sorted(case.ticket.owed, key=lambda one: (one.due is None, one.due or now))
        self._next = owed[0] if owed else None
        self.owed.setVisible(bool(owed))
        self.done.setVisible(bool(owed))
        if owed:
            self._tell(self.owed, _("Owed: {what}").format(what=owed_text(owed[0], now)), "quiet")
            self.owed.setToolTip("\n".join(owed_text(one, now) for one in owed))

    def _clear(self) -> None:
        self._next = None
        for widget in (
            self.state, self.badge, self.tier, self.owner, self.complaint, self.owed, self.done,
            *self._clocks,
        ):  # fmt: skip
            widget.hide()

    def _tell(self, label: QLabel, text: str, tone: str) -> None:
        dress(label, "tone", tone)
        label.setText(text)
        label.show()

    def _lay_out(self, more: QToolButton) -> None:
        close = _button(_("Away with it (Esc)"), self.left.emit)
        close.setText("×")
        top = QHBoxLayout()
        top.setSpacing(theme.SPACE)
        top.addWidget(self.title)
        top.addWidget(self.tier)
        top.addStretch()
        top.addWidget(more)
        top.addWidget(close)
        runs = QWidget()
        flow = FlowLayout(runs, theme.SPACE)
        for chip in (self.state, self.badge):
            chip.setMinimumHeight(_CHIP_HEIGHT)
        flow.addWidget(self.state)
        flow.addWidget(self.badge)
        for widget in (self.owner, self.complaint):
            flow.addWidget(widget)
        times = QWidget()
        clocks = FlowLayout(times, theme.SPACE_LARGE)
        for _at in range(3):
            label = _label("quiet")
            self._clocks.append(label)
            clocks.addWidget(label)
        owed = QHBoxLayout()
        owed.addWidget(self.owed, stretch=1)
        owed.addWidget(self.done)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.SPACE_SMALL)
        column.addLayout(top)
        column.addWidget(self.about)
        column.addWidget(runs)
        column.addWidget(times)
        column.addLayout(owed)


def _label(role: str) -> QLabel:
    label = QLabel()
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    return label


def _button(told: str, do: object) -> QToolButton:
    button = QToolButton()
    button.setProperty("role", "talk")
    button.setToolTip(told)
    button.setAccessibleName(told)
    button.clicked.connect(do)
    return button
