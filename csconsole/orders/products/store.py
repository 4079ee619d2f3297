"""The table of products."""

from collections.abc import Mapping
from typing import Any

from csconsole.orders.products.model import Product
from csconsole.storage.encrypted_sqlite import Database, Migrations
from csconsole.storage.entities import DELETED, Entity, Kind, Tables, create_table
from csconsole.storage.journal import Action, Undone
from csconsole.storage.store import Store

PRODUCT = Entity(
    "product",
    "products",
    {
        "sku": Kind.TEXT,
        "name": Kind.TEXT,
        "stock": Kind.INTEGER,
        "safety_stock": Kind.INTEGER,
        "pairings": Kind.JSON,
        "facts": Kind.JSON,
        "aliases": Kind.JSON,
        "goods": Kind.JSON,
        "shop": Kind.TEXT,
    },
)

_migrations = Migrations("products")
TABLES = Tables("products", _migrations, (PRODUCT,))


@_migrations()
def products(database: Database) -> None:
    """One row for each SKU."""
    create_table(
        database,
        "products",
        {
            "sku": "TEXT",
            "name": "TEXT",
            "stock": "INTEGER",
            "safety_stock": "INTEGER",
            "pairings": "TEXT",
            "facts": "TEXT",
            "aliases": "TEXT",
            "goods": "TEXT",
            "shop": "TEXT",
        },
    )


class ProductStore:
    """The products in an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.action = store.journal.action

    def active(self) -> list[Product]:
        """The products that were not taken away."""
        rows = self._store.database.query(
            "SELECT * FROM products WHERE NOT deleted AND ifnull(sku, '') != ''"
        )
        return [_product(PRODUCT.loaded(row)) for row in rows]

    def fingerprint(self) -> tuple[int, str]:
        """What names the present state of all products: it changes with every write."""
        row = self._store.database.execute(
            "SELECT count(*), ifnull(max(clock), '') FROM products"
        ).fetchone()
        return int(row[0]), str(row[1])

    def write(self, action: Action, product_id: str, patch: Mapping[str, Any]) -> None:
        """Write some fields of a product."""
        action.write(PRODUCT.name, product_id, patch)

    def remove(self, action: Action, product_id: str) -> None:
        """Take a product away; its history stays."""
        action.write(PRODUCT.name, product_id, {DELETED: True})

    def concerns_products(self, action: str) -> bool:
        """Whether an action is known and changed products alone."""
        entries = self._store.journal.entries_of(action)
        return bool(entries) and all(entry.entity == PRODUCT.name for entry in entries)

    def undo(self, action: str) -> Undone:
        """Put back what an action changed.

        Raises:
            NotFoundError: there is no such action.
        """
        return self._store.journal.undo(action)


def as_patch(product: Product) -> dict[str, Any]:
    """Every field of a product as the journal takes it."""
    return {
        "sku": product.sku,
        "name": product.name,
        "stock": product.stock,
        "safety_stock": product.safety_stock,
        "pairings": list(product.pairings),
        "facts": dict(product.facts),
        "aliases": list(product.aliases),
        "goods": list(product.goods),
        "shop": product.shop,
    }


def new_patch(product: Product) -> dict[str, Any]:
    """Every field of a product that was not there, or was taken away."""
    return {**as_patch(product), DELETED: False}


def _product(row: Mapping[str, Any]) -> Product:
    return Product(
        sku=row["sku"],
        name=row["name"] or "",
        stock=row["stock"],
        safety_stock=row["safety_stock"],
        pairings=tuple(row["pairings"] or ()),
        facts=row["facts"] or {},
        aliases=tuple(row["aliases"] or ()),
        goods=tuple(row["goods"] or ()),
        shop=row["shop"] or "",
    )
