"""What is done about a day: answered, planned, read, signed; each in the store's worker."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from csconsole.desktop.day.sheets import LineSheet, SignSheet, open_sheet
from csconsole.desktop.day.state import DayView
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.notices import Notices
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.selfcheck.model import Checked, CheckedDay, Notice, Plan, State
from csconsole.selfcheck.telling import title_of
from csconsole.workspace.workspace import Workspace


class DayActs(QObject):
    """Writes what an agent does about a day.

    Signals:
        changed: something was written.
        noticed: a notice was read.
    """

    changed = Signal()
    noticed = Signal()

    def __init__(self, jobs: Jobs, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._jobs, self._notices, self._window = jobs, notices, window

    def answer(self, one: Checked, view: DayView, *, with_note: bool = False) -> None:
        """Answer an item by hand, or take that back; what the program answers is left to it."""
        if not one.item.can_be_ticked:
            self._notices.say(_("The program answers this: it turns green once its rows are done"))
        elif with_note:
            self._ask_note(one, view)
        elif one.tick is not None and one.state is State.DONE:
            self._untick(one, view)
        elif one.state is State.OPEN:
            self._tick(one, view, "")

    def plan(self, text: str) -> None:
        """Plan something for today."""
        self._jobs.run(
            lambda workspace: workspace.day.plans.add(
                text, workspace.day.checks.today(workspace.now())
            ),
            lambda _plan: self.changed.emit(),
        )

    def do_plan(self, plan: str) -> None:
        """A plan is done; that can be taken back."""

        def done(plan: Plan) -> None:
            told = _("Done: {text}").format(text=plan.text)
            self._told(told, lambda workspace: workspace.day.plans.undo(plan.id))

        self._jobs.run(lambda workspace: workspace.day.plans.do(plan, workspace.now()), done)

    def remove_plan(self, plan: str) -> None:
        """A plan is taken off the list; that can be taken back."""

        def done(plan: Plan) -> None:
            told = _("Off the list: {text}").format(text=plan.text)
            self._told(told, lambda workspace: workspace.day.plans.restore(plan.id))

        self._jobs.run(lambda workspace: workspace.day.plans.remove(plan), done)

    def acknowledge(self, notice: str) -> None:
        """Whoever sits here has read a notice."""

        def done(notice: Notice) -> None:
            self._notices.say(_("Read: {text}").format(text=notice.text))
            self.changed.emit()
            self.noticed.emit()

        self._jobs.run(
            lambda workspace: workspace.day.notices.acknowledge(notice, workspace.now()), done
        )

    def sign(self, view: DayView) -> None:
        """Ask for the reasons of what is open, then lock the day."""
        if view.checked.signed is not None:
            self._notices.say(_("This day is signed already"))
            return
        if not view.agent:
            self._notices.say(_("Nobody sits at this desk: sit down first (F8)"))
            return
        sheet = SignSheet(view.agent, view.checked.open_items, self._window)
        if view.shop:
            sheet.setWindowTitle(f"{sheet.windowTitle()} · {view.shop}")
        open_sheet(sheet, lambda: self._sign(view, sheet.reasons()))

    def reopen(self, view: DayView) -> None:
        """Take the signature of a day back, for the supervisor."""

        def done(_nothing: None) -> None:
            self._notices.say(_("The day is open again"))
            self.changed.emit()

        day, shop = view.checked.day, view.shop
        self._jobs.run(lambda workspace: workspace.day_of_shop(shop).signing.reopen(day), done)

    def _ask_note(self, one: Checked, view: DayView) -> None:
        sheet = LineSheet(title_of(one.item), _("Note"), _("Answer"), self._window)
        if one.tick is not None:
            sheet.line.setText(one.tick.note)
        open_sheet(sheet, lambda: self._tick(one, view, sheet.line.text()))

    def _tick(self, one: Checked, view: DayView, note: str) -> None:
        item, day, shop = one.item.id, view.checked.day, view.shop
        self._jobs.run(
            lambda workspace: workspace.day_of_shop(shop).checks.tick(
                item, workspace.now(), day, note
            ),
            lambda _checked: self.changed.emit(),
        )

    def _untick(self, one: Checked, view: DayView) -> None:
        item, day, shop = one.item.id, view.checked.day, view.shop
        self._jobs.run(
            lambda workspace: workspace.day_of_shop(shop).checks.untick(item, workspace.now(), day),
            lambda _checked: self.changed.emit(),
        )

    def _sign(self, view: DayView, reasons: dict[str, str]) -> None:
        day, shop = view.checked.day, view.shop

        def done(_signed: CheckedDay) -> None:
            self._notices.say(_("The day is signed"))
            self.changed.emit()

        def refused(error: UserError) -> None:
            self.changed.emit()  # something was opened meanwhile: show it
            self._jobs.refused.emit(error)

        self._jobs.run(
            lambda workspace: workspace.day_of_shop(shop).signing.sign(
                workspace.now(), day, reasons
            ),
            done,
            refused,
        )

    def _told(self, text: str, undo: Callable[[Workspace], object]) -> None:
        """Say what was done, and how it is taken back."""
        again = self.changed.emit
        self._notices.say(text, lambda: self._jobs.run(undo, lambda _done: again()))
        again()
