"""The way of exports into the orders: dropped or opened, looked through, shown, taken in."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QMainWindow

from csconsole.desktop.command_process import WatchedCommand
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.notices import Notices
from csconsole.desktop.order_import.columns import ChosenColumns, OrderColumnsDialog
from csconsole.desktop.order_import.kind_question import ask_kind
from csconsole.desktop.order_import.preview import OrderPreview
from csconsole.desktop.order_import.shops import ShopsDialog
from csconsole.errors import BadInputError, UserError
from csconsole.language import _
from csconsole.orders.model import Shop
from csconsole.storage.places import Places
from csconsole.workspace.looking import FileKind, TriedOrder, keep_layout, try_columns

_ENDINGS = "*.csv *.tsv *.txt *.xlsx *.xls"
_MOST_REASONS = 5000  # that are listed; a file with more of them is the wrong file

Paths = Sequence[Path]


@dataclass(frozen=True)
class Surroundings:
    """What an import works with.

    Attributes:
        window: where dialogs and progress are shown.
    """

    places: Places
    passphrase: str | None
    jobs: Jobs
    notices: Notices
    window: QMainWindow


class OrderImports(QObject):
    """Imports of orders, one at a time, each in a process beside the window.

    Signals:
        changed: orders or shops are others now.
    """

    changed = Signal()

    def __init__(self, around: Surroundings, take_library: Callable[[Paths], None]) -> None:
        """`take_library` gets files that turn out to be a library of replies."""
        super().__init__(around.window)
        self._around, self._take_library = around, take_library
        self._jobs, self._notices, self._window = around.jobs, around.notices, around.window
        self._running: WatchedCommand | None = None
        self._asking: OrderColumnsDialog | None = None

    def doing(self) -> dict[str, Callable[[], None]]:
        """What each command of the menu does."""
        return {
            "import_orders": self.ask,
            "undo_orders": self.undo,
            "shops": self.show_shops,
        }

    def ask(self) -> None:
        """Ask for files of orders and show what would become of them."""
        names, _chosen = QFileDialog.getOpenFileNames(
            self._window,
            _("Import orders"),
            "",
            f"{_('Exports of platforms')} ({_ENDINGS});;{_('All files')} (*)",
        )
        if names:
            self.preview([Path(name) for name in names])

    def drop(self, paths: Paths) -> None:
        """Find out what files are, and show what would become of them."""
        if paths:
            self._look(paths, lambda told: self._on_looked(paths, told))

    def preview(self, paths: Paths) -> None:
        """Show what would become of files of orders."""
        self._look(paths, lambda told: self._on_orders(paths, told))

    def undo(self, action: str = "") -> None:
        """Take an import back, the last one where none is named."""
        command = ["orders", "undo-import", *([action] if action else [])]
        told = _("Taking the import back…")
        if run := self._run(told, command, (), can_stop=False):
            run.done.connect(self._on_undone)

    def show_shops(self) -> None:
        """Show the shops, to give them better names."""
        dialog = ShopsDialog(self._jobs, self._notices, self._window)
        dialog.changed.connect(self.changed)
        _open(dialog)

    def _run(
        self,
        told: str,
        command: Sequence[str],
        paths: Paths,
        *,
        can_stop: bool = True,
    ) -> WatchedCommand | None:
        """Begin a command; None where one runs already."""
        if self._running is not None:
            self._notices.say(_("An import is still running"))
            return None
        places, passphrase = self._around.places, self._around.passphrase
        run = WatchedCommand(places, passphrase, self._window, told, can_stop=can_stop)
        run.refused.connect(lambda why: self._notices.complain(UserError(why)))
        run.finished.connect(self._on_ended)
        self._running = run
        run.run(command, [str(path) for path in paths])
        return run

    def _on_ended(self) -> None:
        self._running = None

    def _look(self, paths: Paths, then: Callable[[Mapping[str, Any]], None]) -> None:
        if run := self._run(_("Looking…"), ["orders", "look"], paths):
            run.done.connect(then)

    def _on_looked(self, paths: Paths, told: Mapping[str, Any]) -> None:
        kinds = {FileKind(one["kind"]) for one in told["files"]}
        if FileKind.ORDERS in kinds and FileKind.REPLIES in kinds:
            self._notices.complain(
                BadInputError(
                    _("some of these files are orders, others are replies"),
                    hint=_("Drop them one after the other."),
                )
            )
        elif FileKind.REPLIES in kinds:
            self._take_library(paths)
        elif kinds == {FileKind.UNKNOWN}:
            ask_kind(
                paths[0].name,
                orders=lambda: self._on_orders(paths, told),
                replies=lambda: self._take_library(paths),
                window=self._window,
            )
        else:
            self._on_orders(paths, told)

    def _on_orders(self, paths: Paths, told: Mapping[str, Any]) -> None:
        if told["unknown"] is None:
            self._look_through(paths, ())
            return
        dialog = OrderColumnsDialog(told, self._window, must_keep=len(paths) > 1)
        dialog.changed.connect(lambda: self._try(dialog))
        dialog.accepted.connect(lambda: self._on_columns(paths, dialog.chosen))
        dialog.finished.connect(lambda: setattr(self, "_asking", None))
        self._asking = dialog
        _open(dialog)
        self._try(dialog)

    def _try(self, dialog: OrderColumnsDialog) -> None:
        chosen, unknown = dialog.chosen, dialog.unknown
        names, samples = unknown["names"], unknown["samples"]

        def show(orders: tuple[TriedOrder, ...]) -> None:
            if self._asking is dialog and dialog.chosen == chosen:
                dialog.show_read(orders)

        self._jobs.think(lambda: try_columns(names, samples, chosen.platform, chosen.columns), show)

    def _on_columns(self, paths: Paths, chosen: ChosenColumns) -> None:
        if not chosen.is_kept:
            self._look_through(paths, chosen.options())
            return
        self._jobs.run(
            lambda workspace: keep_layout(workspace.places, chosen.platform, chosen.columns),
            lambda _path: self.preview(paths),  # another file may be unknown, too
            self._notices.complain,
        )

    def _look_through(self, paths: Paths, options: Sequence[str]) -> None:
        if run := self._dry_run(paths, options):
            run.done.connect(lambda told: self._on_looked_through(paths, options, told))

    def _dry_run(self, paths: Paths, options: Sequence[str]) -> WatchedCommand | None:
        limits = ["--reasons", str(_MOST_REASONS), "--progress", "--dry-run"]
        command = ["orders", "import", *options, *limits]
        return self._run(_("Looking through…"), command, paths)

    def _on_looked_through(
        self, paths: Paths, options: Sequence[str], told: Mapping[str, Any]
    ) -> None:
        self._jobs.run(
            lambda workspace: workspace.orders.shops.all(),
            lambda shops: self._show(paths, options, told, shops),
            self._notices.complain,
        )

    def _show(
        self, paths: Paths, options: Sequence[str], told: Mapping[str, Any], shops: list[Shop]
    ) -> None:
        names = [shop.name for shop in shops if shop.platform == told["platform"]]
        dialog = OrderPreview(told, names, self._window)

        def again() -> None:
            if run := self._dry_run(paths, [*options, "--shop", dialog.shop]):
                dialog.wait()
                run.done.connect(dialog.show_result)
                run.refused.connect(dialog.reject)
                run.stopped.connect(dialog.reject)
                dialog.rejected.connect(run.stop)

        dialog.shop_chosen.connect(again)
        dialog.accepted.connect(lambda: self._take(paths, [*options, *dialog.options()]))
        _open(dialog)

    def _take(self, paths: Paths, options: Sequence[str]) -> None:
        """Take files in; what stood there before is asked for, to know what a stop has left."""
        self._jobs.run(
            lambda workspace: workspace.orders.last_import(),
            lambda before: self._take_after(paths, options, before),
            self._notices.complain,
        )

    def _take_after(self, paths: Paths, options: Sequence[str], before: str) -> None:
        limits = ["--reasons", "0", "--progress"]
        run = self._run(_("Importing…"), ["orders", "import", *options, *limits], paths)
        if run is not None:
            run.done.connect(self._on_imported)
            run.stopped.connect(lambda: self._on_stopped(before))

    def _on_imported(self, told: Mapping[str, Any]) -> None:
        text = _("Imported: {added} new, {updated} changed, {unchanged} the same").format(
            added=number_text(told["added"]),
            updated=number_text(told["updated"]),
            unchanged=number_text(told["unchanged"]),
        )
        if told["rejected"]:
            text += _(", {count} not taken").format(count=number_text(told["rejected"]))
        self._say(text, told["action"] or "")

    def _on_stopped(self, before: str) -> None:
        """It may have been stopped too late: what is written then is whole."""

        def tell(last: str) -> None:
            if last == before:
                self._notices.say(_("Stopped; nothing was imported"))
            else:
                self._say(_("It was too late to stop: the orders are imported"), last)

        self._jobs.run(
            lambda workspace: workspace.orders.last_import(), tell, self._notices.complain
        )

    def _say(self, text: str, action: str) -> None:
        self._notices.say(text, undo=(lambda: self.undo(action)) if action else None)
        self.changed.emit()

    def _on_undone(self, told: Mapping[str, Any]) -> None:
        kept = number_text(told["kept"])
        self._notices.say(_("The import was undone; {kept} later changes stay.").format(kept=kept))
        self.changed.emit()


def _open(dialog: QDialog) -> None:
    """Open a dialog and let the window live meanwhile."""
    dialog.open()
    dialog.finished.connect(dialog.deleteLater)
