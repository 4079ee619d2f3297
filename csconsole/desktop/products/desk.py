"""What is done about the products: they are kept, taken away, moved in and out, and all undone."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.notices import Notices
from csconsole.desktop.products.dialog import ProductsDialog
from csconsole.desktop.products.draft import Draft
from csconsole.desktop.products.importing import ProductImport, StoppedError
from csconsole.errors import BadInputError, UserError
from csconsole.language import _, ngettext
from csconsole.orders.products.model import Product, Saved
from csconsole.workspace.workspace import Workspace


class ProductsDesk(QObject):
    """Shows the products beside the window, which stays usable.

    Signals:
        changed: the products are others now.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, notices: Notices, window: QWidget) -> None:
        super().__init__(window)
        self._jobs, self._window_notices, self._window = jobs, notices, window
        self._undoable: list[tuple[str, str]] = []
        self._put_off: dict[str, Draft] = {}  # what could not be kept, by the SKU
        self._dialog: ProductsDialog | None = None
        self._wanted = ""  # the SKU to be marked when the products are shown next
        self._is_beginning = False  # an empty form was asked for
        self._is_led = False  # somebody comes from elsewhere to one product

    def show(self) -> None:
        """Open the window of the products, or come back to it."""
        if self._dialog is not None:
            self._dialog.activateWindow()
            return
        self._dialog = dialog = ProductsDialog(self._window)
        importing = ProductImport(self._jobs, dialog, self)
        importing.done.connect(self._tell)
        importing.refused.connect(self._on_not_imported)
        dialog.table.chosen.connect(self._on_chosen)
        dialog.table.opened.connect(dialog.form.begin)
        dialog.table.remove_asked.connect(lambda: self._remove(dialog.table.skus()))
        dialog.model.written.connect(self._on_written)
        dialog.form.save_asked.connect(self._save)
        dialog.form.remove_asked.connect(lambda: self._remove([dialog.form.first.sku]))
        dialog.form.changed.connect(self._show_paired)
        dialog.new_asked.connect(self._begin_new)
        dialog.import_asked.connect(importing.ask)
        dialog.dropped.connect(importing.preview)
        dialog.export_asked.connect(self._export)
        dialog.undo_asked.connect(self._undo_last)
        dialog.closing.connect(self._keep_written)
        dialog.finished.connect(self._on_closed)
        dialog.show()
        dialog.search.setFocus()
        self._load()

    def show_product(self, sku: str) -> None:
        """Show the products and stand at one of them."""
        self._wanted, self._is_led = sku, True
        is_there = self._dialog is not None
        self.show()
        if is_there:
            self._load()

    def _load(self) -> None:
        self._jobs.run(lambda workspace: workspace.products.all(), self._on_loaded)

    def _on_loaded(self, products: list[Product]) -> None:
        dialog = self._dialog
        if dialog is None:
            return
        wanted = self._wanted or dialog.form.first.sku
        at, column = dialog.table.currentIndex().row(), dialog.table.currentIndex().column()
        dialog.model.show_products(products)
        dialog.show_counts()
        row = dialog.model.row_of(wanted)
        if row < 0 and self._wanted:  # what was just kept is to be seen, whatever is searched for
            dialog.search.clear()
            dialog.low.setChecked(False)
            row = dialog.model.row_of(wanted)
        self._wanted = ""
        if not self._is_beginning:
            dialog.mark(row if row >= 0 else at, max(0, column))
        if not products and not dialog.form.is_changed:
            dialog.form.show_product(None)
        if self._is_led:  # there is a table to stand in from now on
            dialog.table.setFocus()
        self._is_led = False
        self._show_paired()

    def _on_chosen(self, row: int) -> None:
        """Another row is the current one: what was written of the last one is kept."""
        dialog = self._dialog
        if dialog is None:
            return
        product = dialog.model.product(row)
        if product is not None and product.sku == dialog.form.first.sku:
            if not dialog.form.is_changed:
                dialog.form.show_product(product)
            return
        self._keep_written()
        self._is_beginning = False
        dialog.form.show_product(product)
        if product is not None and product.sku in self._put_off:
            dialog.form.fill(self._put_off.pop(product.sku))
        self._show_paired()

    def _begin_new(self) -> None:
        dialog = self._dialog
        if dialog is not None:
            self._keep_written()
            self._is_beginning = True
            dialog.table.clearSelection()
            dialog.form.show_product(None)
            if "" in self._put_off:
                dialog.form.fill(self._put_off.pop(""))
            self._show_paired()
            dialog.form.begin()

    def _save(self) -> None:
        """Keep what is written; where it cannot be, the form says why."""
        dialog = self._dialog
        if dialog is not None and dialog.form.is_changed:
            self._keep(dialog.form.draft(), dialog.form.first, self._on_not_saved)

    def _on_not_saved(self, error: UserError) -> None:
        if self._dialog is None:
            self._notices.complain(error)
        else:
            self._dialog.form.complain(error)

    def _keep_written(self) -> None:
        """Keep what is written before something else is shown; what cannot be is put off."""
        dialog = self._dialog
        if dialog is None or not dialog.form.is_changed:
            return
        draft, first = dialog.form.draft(), dialog.form.first
        dialog.form.fill(first)

        def put_off(error: UserError) -> None:
            self._put_off[draft.sku] = draft
            told = _("Not saved: {why}. What you wrote is there again with the product.")
            self._notices.say(told.format(why=error.sentence))

        self._keep(draft, first, put_off)

    def _keep(self, draft: Draft, first: Draft, refused: Callable[[UserError], None]) -> None:
        try:
            given = draft.given(first)
        except BadInputError as error:
            refused(error)
            return
        told = _("Saved: {sku}") if draft.sku else _("Added: {sku}")

        def on_saved(saved: Saved) -> None:
            self._show_saved(saved, first)
            self._tell(told.format(sku=saved.product.sku), saved.action)

        self._jobs.run(lambda workspace: _kept(workspace, draft, given), on_saved, refused)

    def _show_saved(self, saved: Saved, first: Draft) -> None:
        """Show what was kept, if nobody has gone on to something else meanwhile."""
        dialog = self._dialog
        if dialog is not None and dialog.form.first == first:
            dialog.form.show_product(saved.product)
            self._wanted, self._is_beginning = saved.product.sku, False

    def _on_written(self, sku: str, field: str, text: str) -> None:
        """A cell of the table was written in."""

        def on_saved(saved: Saved) -> None:
            self._tell(_("Saved: {sku}").format(sku=saved.product.sku), saved.action)

        def refused(error: UserError) -> None:
            dialog = self._dialog
            if dialog is None or dialog.form.first.sku != sku:
                self._notices.complain(error)
                return
            dialog.form.write_in(field, text)  # nothing that was typed is lost
            dialog.form.complain(error)

        self._jobs.run(
            lambda workspace: workspace.products.change(sku, [(field, text)]), on_saved, refused
        )

    def _remove(self, skus: list[str]) -> None:
        gone = [sku for sku in skus if sku]
        if not gone or self._dialog is None:
            return
        if self._dialog.form.first.sku in gone:
            self._dialog.form.fill(self._dialog.form.first)  # nothing of it is to be kept
        what = gone[0] if len(gone) == 1 else number_text(len(gone))
        said = _("Taken away: {what}").format(what=what)
        self._jobs.run(
            lambda workspace: workspace.products.remove(gone),
            lambda action: self._tell(said, action),
            self._notices.complain,
        )

    def _export(self) -> None:
        name, _chosen = QFileDialog.getSaveFileName(
            self._dialog,
            _("Export all products"),
            _("Products") + ".xlsx",
            f"{_('Workbook')} (*.xlsx);;CSV (*.csv)",
        )
        if not name:
            return
        path = Path(name) if Path(name).suffix else Path(f"{name}.xlsx")

        def told(count: int) -> None:
            said = ngettext(
                "{count} product was written to {file}",
                "{count} products were written to {file}",
                count,
            )
            self._notices.say(said.format(count=number_text(count), file=path.name))

        self._jobs.run(
            lambda workspace: workspace.products.export(path), told, self._notices.complain
        )

    def _on_not_imported(self, error: UserError) -> None:
        if isinstance(error, StoppedError):
            self._notices.say(error.sentence)
        else:
            self._notices.complain(error)

    def _tell(self, told: str, action: str) -> None:
        """Say what was done, offer to undo it, and show the products as they are now."""
        if not action:
            self._notices.say(told)
            return
        self._undoable.append((told, action))
        self._notices.say(told, undo=self._undo_last)
        self.changed.emit()
        self._load()

    def _undo_last(self) -> None:
        if not self._undoable:
            self._notices.say(_("There is nothing to undo"))
            return
        told, action = self._undoable.pop()

        def on_undone(kept: int) -> None:
            said = _("Undone: {what}").format(what=told)
            self._notices.say(
                said if not kept else _("{said}; what was changed since stays").format(said=said)
            )
            self.changed.emit()
            self._load()

        self._jobs.run(
            lambda workspace: workspace.products.undo(action), on_undone, self._notices.complain
        )

    def _show_paired(self) -> None:
        """Tell the names of what is written as pairings, and which of them are no product."""
        dialog = self._dialog
        if dialog is None:
            return
        written = dialog.form.lines["pairings"].text().replace("，", ",").replace("、", ",")
        parts = [part.strip() for part in written.replace("；", ",").replace(";", ",").split(",")]
        names = [
            dialog.model.name_of(part) or (_("{sku}: no such product").format(sku=part))
            for part in parts
            if part and dialog.model.name_of(part) != ""
        ]
        dialog.form.show_paired(" · ".join(names))

    def _on_closed(self) -> None:
        if self._dialog is not None:
            self._dialog.deleteLater()
            self._dialog = None

    @property
    def _notices(self) -> Notices:
        """Where somebody looks now."""
        return self._window_notices if self._dialog is None else self._dialog.notices


def _kept(workspace: Workspace, draft: Draft, given: list[tuple[str, str]]) -> Saved:
    """Keeps what was written, in the worker."""
    products = workspace.products
    if draft.sku:
        return products.change(draft.sku, given)
    return products.add(products.described(draft.texts["sku"], given))
