"""`products`: what the shop sells, how much is there, and what goes well with it."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import click

from csconsole.cli.library import columns_told
from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.language import N_, _, ngettext
from csconsole.orders.model import Line
from csconsole.orders.products.model import (
    EXPORT_FORMATS,
    FIELDS,
    Because,
    ImportedProducts,
    Product,
    Saved,
    Standing,
    Suggestion,
)

_SHOWN = 20  # reasons that people are shown; --json has all of them
_STANDINGS = {Standing.SOLD_OUT: N_("sold out"), Standing.LOW: N_("low")}
_REASONS = {
    Because.NAMED: N_("goes with {skus}"),
    Because.NAMES: N_("goes with {skus}"),
    Because.BOUGHT: N_("bought with {skus}, {count} times"),
}


@click.group(help=N_("The products of the shop: stock, pairings, facts for answers."))
@common
def products() -> None:
    """The group of commands about products."""


@products.command("import", help=N_("Take sheets of products in (CSV or XLSX)."))
@click.argument("files", nargs=-1, required=True, metavar="FILE…", type=click.Path(path_type=Path))
@click.option(
    "--map",
    "columns",
    multiple=True,
    callback=columns_told,
    metavar="FIELD=COLUMN,…",
    help=N_("Which column of a sheet holds what, as in sku=货号,stock=库存."),
)
@click.option("--dry-run", is_flag=True, help=N_("Only say what would be done."))
@common
def import_(*, files: tuple[Path, ...], columns: dict[str, str], dry_run: bool) -> None:
    """Take sheets of products in.

    A column that a sheet has not, and a cell that is blank, leave a product as it is. Of rows
    with the same SKU the last one counts, which is said.

    JSON: `{platform, encoding, orders, lines, products, added, updated, unchanged, skipped,
    remarks, dry_run, action, changes}`; `platform` is null, `orders` and `lines` are 0, since a
    sheet of products tells none; `products` counts different ones; `skipped` is a list of
    `{where, why}`, `remarks` of `{where, what}`; `action` names the change, for `products undo`,
    or is null; `changes` is there with `--dry-run` alone: a list of `{where, sku, name, state,
    fields}` with the state `new`, `changed` or `same`, and `fields` of `{before, after}`.
    """
    done = session().open().products.import_files(files, dry_run=dry_run, columns=columns)
    if session().json:
        print_json(_import_as_json(done, dry_run=dry_run))
        return
    say(_summary(done, dry_run=dry_run))
    if done.skipped:
        say(_("Not taken: {count}").format(count=len(done.skipped)))
    _say_some([f"  {one.where}: {one.why}" for one in done.skipped])
    _say_some([f"{one.where}: {one.what}" for one in done.remarks])


@products.command(help=N_("Write all products to a sheet (.csv or .xlsx)."))
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option(
    "--format",
    "wanted",
    type=click.Choice(EXPORT_FORMATS),
    help=N_("Form of the file (default: as its name ends)."),
)
@common
def export(file: Path, wanted: str | None) -> None:
    """Write all products to a sheet, which `products import` takes back unchanged.

    JSON: `{file, products}`, the number of products.
    """
    count = session().open().products.export(file, wanted or "")
    if session().json:
        print_json({"file": str(file), "products": count})
    else:
        say(_("{count} products were written to {file}.").format(count=count, file=file))


@products.command("list", help=N_("List the products, or those that have every word of TEXT."))
@click.argument("text", nargs=-1, metavar="[TEXT]")
@common
def list_(text: tuple[str, ...]) -> None:
    """List products, found by codes, name and facts.

    JSON: a list of `{sku, name, stock, safety_stock, standing, low, pairings, facts, aliases,
    goods, shop}`; `standing` is `sold-out`, `low`, `enough` or `unknown`, `low` tells whether
    the stock is under the safety stock.
    """
    known = session().open().products
    _tell_all(known.find(" ".join(text)) if text else known.all())


@products.command(help=N_("List the products whose stock is under their safety stock."))
@common
def low() -> None:
    """List the products whose stock is under their safety stock.

    JSON: the products as `products list` has them.
    """
    _tell_all(session().open().products.low_stock())


@products.command(help=N_("Show a product with all that it has."))
@click.argument("sku", metavar="SKU")
@common
def show(sku: str) -> None:
    """Show a product, by its SKU or another code of it.

    JSON: the product as `products list` has it.
    """
    product = session().open().products.get(sku)
    if session().json:
        print_json(_as_json(product))
    else:
        _say_whole(product)


def _pairs(
    _context: click.Context, _parameter: click.Parameter, given: tuple[str, ...]
) -> list[tuple[str, str]]:
    """Fields and values out of `stock=12`."""
    pairs = [one.partition("=") for one in given]
    if not all(equals and name.strip() for name, equals, _value in pairs):
        raise click.BadParameter(_("it has the form FIELD=VALUE"))
    return [(name.strip(), value) for name, _equals, value in pairs]


_set_option = click.option(
    "--set",
    "given",
    multiple=True,
    callback=_pairs,
    metavar="FIELD=VALUE",
    help=N_("A field, as in stock=12, pairings=A1,B2 or fact:材质=纯棉; empty takes it away."),
)


@products.command(help=N_("Keep a new product."))
@click.argument("sku", metavar="SKU")
@_set_option
@common
def add(*, sku: str, given: list[tuple[str, str]]) -> None:
    """Keep a new product.

    JSON: the product as `products list` has it, and `action`, to undo it by.
    """
    known = session().open().products
    _tell_saved(known.add(known.described(sku, given)))


@products.command(help=N_("Change fields of a product; sku=… gives it another SKU."))
@click.argument("sku", metavar="SKU")
@_set_option
@common
def edit(*, sku: str, given: list[tuple[str, str]]) -> None:
    """Change a product.

    JSON: the product as `products list` has it, and `action`, to undo it by; null where nothing
    was changed.
    """
    if not given:
        raise click.UsageError(_("give at least one --set FIELD=VALUE"))
    _tell_saved(session().open().products.change(sku, given))


@products.command(help=N_("Take products away; their history stays."))
@click.argument("skus", metavar="SKU…", nargs=-1, required=True)
@common
def remove(skus: tuple[str, ...]) -> None:
    """Take products away, all or none.

    JSON: `{action, products}`: what to undo it by, and the SKUs.
    """
    action = session().open().products.remove(skus)
    if session().json:
        print_json({"action": action, "products": list(dict.fromkeys(skus))})
    else:
        say(_("Taken away: {count}.").format(count=len(set(skus))))


@products.command(help=N_("Take back what an action did to products, an import as a whole."))
@click.argument("action")
@common
def undo(action: str) -> None:
    """Take an action back.

    JSON: `{undone, kept}`: the action, and how many fields stay since they were changed again.
    """
    kept = session().open().products.undo(action)
    if session().json:
        print_json({"undone": action, "kept": kept})
    else:
        say(_("The change was undone; {kept} later changes stay.").format(kept=kept))


@products.command(help=N_("Tell what to offer beside products of an order."))
@click.argument("skus", metavar="SKU…", nargs=-1, required=True)
@common
def pairings(skus: tuple[str, ...]) -> None:
    """Tell what goes with some products and is in stock.

    JSON: a list of `{sku, name, stock, because, beside, count}`, the best first; `because` is
    `named` (one of the products names it), `names` (it names one of them) or `bought`, `beside`
    the SKUs that it goes with.
    """
    known = session().open().products
    lines = [Line(title=product.name, sku=product.sku) for product in map(known.get, skus)]
    found = known.pairings_for(lines)
    if session().json:
        print_json([_suggestion_as_json(one) for one in found])
        return
    for one in found:
        why = _(_REASONS[one.because]).format(skus=", ".join(one.beside), count=one.count)
        say(f"{_line(one.product)}  ({why})")


def _import_as_json(done: ImportedProducts, *, dry_run: bool) -> dict[str, object]:
    changes = [{**asdict(one), "fields": _differences(one.fields)} for one in done.changes]
    return {
        "platform": None,
        "encoding": done.encoding,
        "orders": 0,
        "lines": 0,
        "products": done.products,
        "added": done.added,
        "updated": done.updated,
        "unchanged": done.unchanged,
        "skipped": [asdict(one) for one in done.skipped],
        "remarks": [asdict(one) for one in done.remarks],
        "dry_run": dry_run,
        "action": done.action or None,
        **({"changes": changes} if dry_run else {}),
    }


def _differences(fields: Mapping[str, tuple[object, object]]) -> dict[str, object]:
    return {name: {"before": old, "after": new} for name, (old, new) in fields.items()}


def _summary(done: ImportedProducts, *, dry_run: bool) -> str:
    told = (
        _("Would add {added}, update {updated}, leave {unchanged}.")
        if dry_run
        else _("Added {added}, updated {updated}, left {unchanged}.")
    )
    return told.format(added=done.added, updated=done.updated, unchanged=done.unchanged)


def _say_some(lines: Sequence[str]) -> None:
    for line in lines[:_SHOWN]:
        say(line)
    if len(lines) > _SHOWN:
        say("  …")


def _as_json(product: Product) -> dict[str, object]:
    return {
        "sku": product.sku,
        "name": product.name,
        "stock": product.stock,
        "safety_stock": product.safety_stock,
        "standing": product.standing.value,
        "low": product.is_low,
        "pairings": list(product.pairings),
        "facts": dict(product.facts),
        "aliases": list(product.aliases),
        "goods": list(product.goods),
        "shop": product.shop,
    }


def _suggestion_as_json(one: Suggestion) -> dict[str, object]:
    return {
        "sku": one.product.sku,
        "name": one.product.name,
        "stock": one.product.stock,
        "because": one.because.value,
        "beside": list(one.beside),
        "count": one.count,
    }


def _tell_all(found: Sequence[Product]) -> None:
    if session().json:
        print_json([_as_json(product) for product in found])
        return
    for product in found:
        say(_line(product))


def _tell_saved(saved: Saved) -> None:
    if session().json:
        print_json({**_as_json(saved.product), "action": saved.action or None})
    else:
        _say_whole(saved.product)


def _line(product: Product) -> str:
    """A product on one line: SKU, name, pieces, and a word where there are too few."""
    told = [product.sku, product.name]
    if product.stock is not None:
        told.append(
            ngettext("{count} piece", "{count} pieces", product.stock).format(count=product.stock)
        )
    if product.standing in _STANDINGS:
        told.append(_(_STANDINGS[product.standing]))
    return " · ".join(filter(None, told))


def _say_whole(product: Product) -> None:
    say(click.style(_line(product), bold=True))
    values = {
        "safety_stock": product.safety_stock,
        "pairings": ", ".join(product.pairings),
        "aliases": ", ".join(product.aliases),
        "goods": ", ".join(product.goods),
        "shop": product.shop,
    }
    for name, value in values.items():
        if value not in {None, ""}:
            say(f"  {_(FIELDS[name])}: {value}")
    for label, text in product.facts.items():
        say(f"  {label}: {' '.join(text.split())}")
