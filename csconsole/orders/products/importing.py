"""Taking sheets of products in: what is new, what changes, what stays.

A sheet changes what it tells: a column that it has not, and a cell that is blank, leave a product
as it is. So a warehouse's list of stocks takes no pairing away.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.products.catalogue import Catalogue
from csconsole.orders.products.cleaning import checked
from csconsole.orders.products.model import Change, ImportedProducts, Product, code_of
from csconsole.orders.products.sheet import FileProduct, read_sheet
from csconsole.orders.products.store import ProductStore, as_patch, new_patch
from csconsole.orders.products.words import comparable
from csconsole.orders.reading.model import Refused, Remark

CAUSE = "products.import"
_TELL_EVERY = 200  # products

Progress = Callable[[float], None]  # the share that is done; may raise a UserError to stop it


@dataclass
class Intake:
    """What stands in some files.

    Attributes:
        rows: the last row of each product, by its code.
        remarks: what else people should know.
    """

    encodings: list[str] = field(default_factory=list)
    rows: dict[str, FileProduct] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def take(self, row: FileProduct) -> None:
        """Take a row; one of the same SKU that came before gives way to it."""
        before = self.rows.pop(code_of(row.sku), None)
        if before is not None:
            told = _("{sku} comes again in {where}, which counts; this row is left out")
            self.remarks.append(
                Remark(before.place, told.format(sku=row.sku, where=Path(row.place).name))
            )
        self.rows[code_of(row.sku)] = row


@dataclass(frozen=True)
class Plan:
    """What an import is going to write: the fields that change, by the product's id."""

    patches: Sequence[tuple[str, Mapping[str, Any]]]
    outcome: ImportedProducts


def read_files(paths: Sequence[Path], asked: Mapping[str, str]) -> Intake:
    """Everything that some files tell.

    Raises:
        BadInputError: a file cannot be read, or no column of it is known to hold the SKU.
    """
    intake = Intake()
    for path in paths:
        sheet = read_sheet(path, asked)
        intake.encodings.append(sheet.encoding)
        for item in sheet.items:
            if isinstance(item, FileProduct):
                intake.take(item)
            elif isinstance(item, Refused):
                intake.refused.append(item)
            else:
                intake.remarks.append(item)
    return intake


def plan(intake: Intake, present: Catalogue) -> Plan:
    """Compare files with the products that are there."""
    by_sku = {code_of(one.sku): one for one in present}
    patches: list[tuple[str, Mapping[str, Any]]] = []
    changes: list[Change] = []
    refused = list(intake.refused)
    for code, row in intake.rows.items():
        before = by_sku.get(code)
        try:
            after = checked(_merged(before or Product(row.sku), row.fields))
        except BadInputError as error:
            refused.append(Refused(row.place, error.sentence))
            continue
        changed = _differences(before, after)
        state = "new" if before is None else "changed" if changed else "same"
        changes.append(Change(row.place, after.sku, after.name, state, changed))
        if before is None:
            patches.append((after.id, new_patch(after)))
        elif changed:
            old, new = as_patch(before), as_patch(after)
            patches.append((after.id, {name: new[name] for name in new if new[name] != old[name]}))
    states = [change.state for change in changes]
    outcome = ImportedProducts(
        encoding=", ".join(dict.fromkeys(intake.encodings)),
        products=len(changes),
        added=states.count("new"),
        updated=states.count("changed"),
        unchanged=states.count("same"),
        skipped=tuple(refused),
        remarks=tuple(intake.remarks),
        changes=tuple(changes),
    )
    return Plan(patches, outcome)


def carry_out(store: ProductStore, planned: Plan, progress: Progress) -> ImportedProducts:
    """Write a plan as one action: all of it or nothing."""
    done = replace(planned.outcome, changes=())
    if not planned.patches:
        progress(1.0)
        return done
    with store.action(CAUSE) as action:
        for at, (product_id, patch) in enumerate(planned.patches):
            store.write(action, product_id, patch)
            if at % _TELL_EVERY == 0:
                progress(at / len(planned.patches))
    progress(1.0)
    return replace(done, action=action.id)


def _merged(product: Product, told: Mapping[str, Any]) -> Product:
    """A product with what a row tells of it; its SKU stays as it was written first."""
    fields = {name: value for name, value in told.items() if name != "facts"}
    labels = {comparable(label): label for label in product.facts}
    facts = {labels.get(comparable(label), label): text for label, text in told["facts"].items()}
    return replace(product, **fields, facts={**product.facts, **facts})


def _differences(before: Product | None, after: Product) -> dict[str, tuple[Any, Any]]:
    """What changes, fact by fact; nothing of a product that is new."""
    if before is None:
        return {}
    old, new = as_patch(before), as_patch(after)
    facts_before, facts_after = old.pop("facts"), new.pop("facts")
    changed = {name: (old[name], new[name]) for name in new if new[name] != old[name]}
    for label in facts_after:
        if facts_before.get(label) != facts_after[label]:
            changed[label] = (facts_before.get(label), facts_after[label])
    return changed
