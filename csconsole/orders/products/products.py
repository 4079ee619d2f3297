"""The products of an open store: looked up, changed, moved in and out.

Every agent may change them, since stock changes all day; each change is one action of the journal,
to be undone as one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from csconsole.errors import BadInputError, NotFoundError
from csconsole.files import write_atomically
from csconsole.language import _
from csconsole.orders.model import Line
from csconsole.orders.products import importing
from csconsole.orders.products.catalogue import Catalogue
from csconsole.orders.products.cleaning import checked
from csconsole.orders.products.described import with_fields
from csconsole.orders.products.exporting import WRITERS, format_for
from csconsole.orders.products.model import (
    ImportedProducts,
    Product,
    Saved,
    Suggestion,
    UnknownLayout,
    code_of,
)
from csconsole.orders.products.pairing import MOST, Together, suggestions
from csconsole.orders.products.sheet import unknown_layout
from csconsole.orders.products.store import ProductStore, as_patch, new_patch
from csconsole.storage.journal import Action
from csconsole.storage.store import Store


class Products:
    """What the shop sells, in an open store; used from the thread that opened it."""

    def __init__(self, store: Store) -> None:
        self._products = ProductStore(store)
        self._known: tuple[tuple[int, str], Catalogue] | None = None

    def all(self) -> list[Product]:
        """Every product, in the order of SKUs."""
        return list(self._catalogue())

    def get(self, code: str) -> Product:
        """The product of a SKU, or of another code of it.

        Raises:
            NotFoundError: there is none.
        """
        found = self._catalogue().get(code)
        if found is None:
            raise NotFoundError(_("there is no product of this SKU"), place=code)
        return found

    def find(self, text: str) -> list[Product]:
        """The products whose codes, name or facts have every word of a text."""
        return self._catalogue().find(text)

    def of_line(self, line: Line) -> Product | None:
        """The product that a line of an order is of; None where nothing tells."""
        return self._catalogue().of_line(line)

    def low_stock(self) -> list[Product]:
        """The products of which there are fewer pieces than there should be."""
        return [product for product in self._catalogue() if product.is_low]

    def pairings_for(
        self, lines: Sequence[Line], together: Together | None = None, most: int = MOST
    ) -> list[Suggestion]:
        """What to offer beside the lines of an order, the best first.

        `together` tells what was bought along with what: SKU -> SKU -> in how many orders.
        """
        return suggestions(lines, self._catalogue(), together, most)

    def add(self, product: Product) -> Saved:
        """Keep a new product.

        Raises:
            BadInputError: it cannot be kept as it is, or its SKU is there already.
        """
        new = checked(product)
        self._check_is_free(new)
        with self._products.action("product.add") as action:
            self._products.write(action, new.id, new_patch(new))
        return Saved(new, action.id)

    def save(self, sku: str, product: Product) -> Saved:
        """Keep a changed product that was known under a SKU; it may have another from now on.

        The pairings of others follow to the new SKU.

        Raises:
            NotFoundError: there is no product of that SKU.
            BadInputError: it cannot be kept as it is, or its new SKU is another product's.
        """
        before, after = self.get(sku), checked(product)
        old, new = as_patch(before), as_patch(after)
        patch = {name: new[name] for name in new if new[name] != old[name]}
        if not patch:
            return Saved(before, "")
        if after.id != before.id:
            self._check_is_free(after)
        with self._products.action("product.edit") as action:
            if after.id == before.id:
                self._products.write(action, after.id, patch)
            else:
                self._products.remove(action, before.id)
                self._products.write(action, after.id, new_patch(after))
                self._rename_in_pairings(action, before, after)
        return Saved(after, action.id)

    def change(self, sku: str, given: Sequence[tuple[str, str]]) -> Saved:
        """Change some fields, as in `("stock", "12")` or `("fact:材质", "纯棉")`.

        Raises:
            NotFoundError: there is no product of that SKU.
            BadInputError: a field is not known, or a value does not fit it.
        """
        product = self.get(sku)
        return self.save(product.sku, with_fields(product, given))

    def described(self, sku: str, given: Sequence[tuple[str, str]]) -> Product:
        """A new product of a SKU with some fields, not kept yet.

        Raises:
            BadInputError: a field is not known, or a value does not fit it.
        """
        return checked(with_fields(Product(sku), given))

    def remove(self, skus: Sequence[str]) -> str:
        """Take products away, all or none; their history stays. The action to undo it by.

        Raises:
            NotFoundError: there is no product of a SKU.
        """
        gone = {product.id: product for product in map(self.get, skus)}
        with self._products.action("product.remove") as action:
            for product_id in gone:
                self._products.remove(action, product_id)
        return action.id

    def undo(self, action: str) -> int:
        """Take back what an action did to products; how many later changes stay.

        Raises:
            NotFoundError: there is no such action, or it was another kind of change.
        """
        if not self._products.concerns_products(action):
            raise NotFoundError(_("there is nothing to undo under {id}").format(id=action))
        return len(self._products.undo(action).kept)

    def unknown_layout(self, paths: Sequence[Path]) -> UnknownLayout | None:
        """The first sheet of which a person must say which column holds the SKU; None for none.

        Raises:
            BadInputError: a file cannot be read.
        """
        return unknown_layout(paths)

    def import_files(
        self,
        paths: Sequence[Path],
        *,
        dry_run: bool = False,
        columns: Mapping[str, str] | None = None,
        progress: importing.Progress = lambda _share: None,
    ) -> ImportedProducts:
        """Take sheets in as one action, or say what would be done.

        `columns` maps our fields to the headers of columns, where a person said so.

        Raises:
            BadInputError: a file cannot be read; the products stay as they were.
        """
        intake = importing.read_files(paths, columns or {})
        planned = importing.plan(intake, self._catalogue())
        if dry_run:
            return planned.outcome
        return importing.carry_out(self._products, planned, progress)

    def export(self, path: Path, wanted: str = "") -> int:
        """Write every product to a file as `csv` or `xlsx`; how many there are.

        Raises:
            BadInputError: the file's ending tells no format, or it cannot be written.
        """
        products = self.all()
        content = WRITERS[wanted or format_for(path)](products)
        try:
            write_atomically(path, content)
        except OSError as error:
            raise BadInputError(
                _("the file cannot be written: {why}").format(why=error.strerror or error),
                place=str(path),
            ) from error
        return len(products)

    def _catalogue(self) -> Catalogue:
        """All products as they are now; read anew only where something was written since."""
        present = self._products.fingerprint()
        if self._known is None or self._known[0] != present:
            self._known = (present, Catalogue(self._products.active()))
        return self._known[1]

    def _check_is_free(self, product: Product) -> None:
        by_sku = {other.id: other for other in self._catalogue()}
        if product.id in by_sku:
            raise BadInputError(
                _("there is a product of this SKU already"), place=by_sku[product.id].sku
            )

    def _rename_in_pairings(self, action: Action, before: Product, after: Product) -> None:
        old = code_of(before.sku)
        for other in self._catalogue():
            if other.id == before.id or old not in map(code_of, other.pairings):
                continue
            pairings = [after.sku if code_of(one) == old else one for one in other.pairings]
            renamed = checked(replace(other, pairings=tuple(pairings)))
            self._products.write(action, other.id, {"pairings": list(renamed.pairings)})
