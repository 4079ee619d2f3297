"""The tables of the orders, and what stands in them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from csconsole.storage.encrypted_sqlite import Database, Migrations
from csconsole.storage.entities import Entity, Kind, Tables, create_table
from csconsole.storage.store import Store

SHOP = Entity("shop", "shops", {"platform": Kind.TEXT, "name": Kind.TEXT})
# What an export tells, then what the shop's agents add; an import never touches the latter.
OWN_FIELDS = ("flag", "hand_waybills")
ORDER = Entity(
    "order",
    "orders",
    {
        "shop": Kind.TEXT,
        "no": Kind.TEXT,
        "buyer": Kind.TEXT,
        "status": Kind.TEXT,
        "stage": Kind.TEXT,
        "currency": Kind.TEXT,
        "total": Kind.INTEGER,
        "paid": Kind.INTEGER,
        "freight": Kind.INTEGER,
        "refunded": Kind.INTEGER,
        "created": Kind.INTEGER,
        "paid_at": Kind.INTEGER,
        "shipped_at": Kind.INTEGER,
        "finished_at": Kind.INTEGER,
        "promised": Kind.INTEGER,
        "recipient": Kind.TEXT,
        "phone": Kind.TEXT,
        "address": Kind.TEXT,
        "waybills": Kind.JSON,
        "lines": Kind.JSON,
        "whole_lines": Kind.INTEGER,
        "buyer_note": Kind.TEXT,
        "shop_note": Kind.TEXT,
        "platform_flag": Kind.TEXT,
        "extra": Kind.JSON,
        "flag": Kind.TEXT,
        "hand_waybills": Kind.JSON,
    },
)
SEARCHED_FIELDS = (
    "shop", "no", "buyer", "recipient", "phone", "waybills", "hand_waybills", "lines", "created",
)  # fmt: skip
SEARCHED = Entity("order", "orders", {name: ORDER.fields[name] for name in SEARCHED_FIELDS})
REFUND = Entity(
    "refund",
    "refunds",
    {
        "order_id": Kind.TEXT,
        "no": Kind.TEXT,
        "status": Kind.TEXT,
        "kind": Kind.TEXT,
        "amount": Kind.INTEGER,
        "currency": Kind.TEXT,
        "reason": Kind.TEXT,
        "explanation": Kind.TEXT,
        "product": Kind.TEXT,
        "sku": Kind.TEXT,
        "applied": Kind.INTEGER,
        "deadline": Kind.INTEGER,
        "finished_at": Kind.INTEGER,
        "return_waybill": Kind.TEXT,
        "return_courier": Kind.TEXT,
        "told": Kind.JSON,
    },
)
NOTE = Entity(
    "order_note",
    "order_notes",
    {
        "order_id": Kind.TEXT,
        "at": Kind.INTEGER,
        "agent": Kind.TEXT,
        "text": Kind.TEXT,
        "pinned": Kind.INTEGER,
    },
)
BUYER = Entity(
    "buyer",
    "buyers",
    {
        "platform": Kind.TEXT,
        "name": Kind.TEXT,
        "tier": Kind.TEXT,
        "kind": Kind.TEXT,
        "no_promises": Kind.TEXT,
        "tags": Kind.JSON,
    },
)
DISCLOSURE = Entity(
    "disclosure",
    "disclosures",
    {"order_id": Kind.TEXT, "at": Kind.INTEGER, "agent": Kind.TEXT, "what": Kind.TEXT},
)
# That somebody was forgotten, and not who: `why` is `request` or `age`.
FORGETTING = Entity(
    "forgetting",
    "forgettings",
    {"at": Kind.INTEGER, "agent": Kind.TEXT, "why": Kind.TEXT, "counts": Kind.JSON},
)

_migrations = Migrations("orders")
TABLES = Tables("orders", _migrations, (SHOP, ORDER, REFUND, NOTE, BUYER, DISCLOSURE, FORGETTING))


@_migrations()
def orders_and_notes(database: Database) -> None:
    """Orders with their shops, the platforms' refund cases, buyers, notes, and who looked."""
    _tables(database)
    for index in (
        "orders_by_number ON orders (no)",
        "orders_of_buyer ON orders (buyer, shop)",
        "orders_by_day ON orders (created)",
        "orders_to_send ON orders (stage, promised)",
        "refunds_of_order ON refunds (order_id)",
        "notes_of_order ON order_notes (order_id, at)",
        "disclosures_of_order ON disclosures (order_id, at)",
    ):
        database.execute(f"CREATE INDEX {index}")
    _finding(database)


@_migrations()
def forgettings(database: Database) -> None:
    """That people were forgotten: when, by whom, how much went."""
    text, number = "TEXT", "INTEGER"
    columns = {"at": number, "agent": text, "why": text, "counts": text}
    create_table(database, "forgettings", columns)


@_migrations()
def notes_by_day(database: Database) -> None:
    """Notes are looked up by their day, too."""
    database.execute("CREATE INDEX notes_by_day ON order_notes (at)")


def _tables(database: Database) -> None:
    text, number = "TEXT", "INTEGER"
    create_table(database, "shops", {"platform": text, "name": text})
    texts = ("shop", "no", "buyer", "status", "stage", "currency", "recipient", "phone", "address")
    numbers = ("total", "paid", "freight", "refunded", "whole_lines")
    moments = ("created", "paid_at", "shipped_at", "finished_at", "promised")
    more = ("waybills", "lines", "buyer_note", "shop_note", "platform_flag", "extra")
    added = ("flag", "hand_waybills")
    create_table(
        database,
        "orders",
        {
            **dict.fromkeys((*texts, *more, *added), text),
            **dict.fromkeys((*numbers, *moments), number),
        },
    )
    told = ("order_id", "no", "status", "kind", "currency", "reason", "explanation", "product")
    back = ("sku", "return_waybill", "return_courier", "told")
    counted = ("amount", "applied", "deadline", "finished_at")
    refund_columns = {**dict.fromkeys((*told, *back), text), **dict.fromkeys(counted, number)}
    create_table(database, "refunds", refund_columns)
    create_table(
        database,
        "order_notes",
        {"order_id": text, "at": number, "agent": text, "text": text, "pinned": number},
    )
    buyer = ("platform", "name", "tier", "kind", "no_promises", "tags")
    create_table(database, "buyers", dict.fromkeys(buyer, text))
    create_table(
        database,
        "disclosures",
        {"order_id": text, "at": number, "agent": text, "what": text},
    )


def _finding(database: Database) -> None:
    """The index of words, and the list of the orders that it does not have yet as they are.

    Whatever changes an order (an import, an agent, an exchange, an undo) puts it on the list;
    whoever finds or has just imported brings the index up to date.
    """
    database.execute(
        "CREATE VIRTUAL TABLE order_words USING fts5(words, content='', contentless_delete=1, "
        "detail=none, tokenize='unicode61 remove_diacritics 0')"
    )
    database.execute("INSERT INTO order_words (order_words, rank) VALUES ('secure-delete', 1)")
    # Merging the index in larger lots costs an import a third less; a search then looks into 16
    # parts at most instead of 4.
    database.execute("INSERT INTO order_words (order_words, rank) VALUES ('automerge', 16)")
    # How many bytes are gathered before a run is written; its own 1 MB makes four times as many.
    database.execute("INSERT INTO order_words (order_words, rank) VALUES ('hashsize', 4194304)")
    database.execute("CREATE TABLE order_places (place INTEGER PRIMARY KEY, id TEXT NOT NULL)")
    database.execute("CREATE UNIQUE INDEX order_places_of ON order_places (id)")
    database.execute("CREATE TABLE orders_to_place (id TEXT PRIMARY KEY)")
    # No INSERT OR IGNORE: the policy of the statement that fires a trigger would count instead.
    for event, row in (("INSERT", "new"), ("UPDATE", "new"), ("DELETE", "old")):
        database.execute(
            f"CREATE TRIGGER orders_place_{event.lower()} AFTER {event} ON orders BEGIN "  # noqa: S608
            f"INSERT INTO orders_to_place SELECT {row}.id WHERE NOT EXISTS "
            f"(SELECT 1 FROM orders_to_place WHERE id = {row}.id); END"
        )


class OrderStore:
    """Reading the tables of the orders; a row is a dict of the entity's fields with its id."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._execute = store.database.execute

    def shops(self) -> list[dict[str, Any]]:
        """Every shop, by name."""
        return list(self._rows(SHOP, "deleted = 0 ORDER BY name, id"))

    def orders(self, ids: Sequence[str], *, with_deleted: bool = False) -> dict[str, Any]:
        """Orders by id; with deleted ones, each row has `deleted`, too."""
        deleted = "" if with_deleted else " AND deleted = 0"
        marks = ", ".join("?" for _id in ids)
        rows = self._rows(ORDER, f"id IN ({marks}){deleted}", ids, more=("deleted",))
        return {row["id"]: row for row in rows}

    def searched(self, ids: Sequence[str]) -> dict[str, Any]:
        """What orders are found by, by id."""
        marks = ", ".join("?" for _id in ids)
        where = f"deleted = 0 AND id IN ({marks})"
        return {row["id"]: row for row in self._rows(SEARCHED, where, ids)}

    def order_ids(self, where: str, values: Sequence[Any] = (), most: int = -1) -> list[str]:
        """The ids of the orders that fit a condition, the latest first."""
        rows = self._execute(
            f"SELECT id FROM orders WHERE deleted = 0 AND {where} "  # noqa: S608
            "ORDER BY created DESC, no DESC LIMIT ?",
            [*values, most],
        )
        return [row[0] for row in rows]

    def count(self) -> int:
        """How many orders there are."""
        return int(self._execute("SELECT count(*) FROM orders WHERE deleted = 0").fetchone()[0])

    def count_by_shop(self) -> dict[str, int]:
        """How many orders there are of each shop, by its id."""
        told = "SELECT shop, count(*) FROM orders WHERE deleted = 0 GROUP BY shop"
        return {row[0]: int(row[1]) for row in self._execute(told)}

    def refunds(self, ids: Sequence[str]) -> dict[str, Any]:
        """Refund cases by id."""
        marks = ", ".join("?" for _id in ids)
        rows = self._rows(REFUND, f"id IN ({marks})", ids, more=("deleted",))
        return {row["id"]: row for row in rows}

    def refunds_of(self, order_id: str) -> list[dict[str, Any]]:
        """The platform's refund cases of an order, the newest first."""
        where = "deleted = 0 AND order_id = ? ORDER BY applied DESC, no DESC"
        return list(self._rows(REFUND, where, (order_id,)))

    def latest_cases(self, shop: str, most: int = 50) -> list[dict[str, Any]]:
        """The refund cases of a shop that were applied for last."""
        where = (
            "deleted = 0 AND order_id IN (SELECT id FROM orders WHERE shop = ? AND deleted = 0) "
            "ORDER BY applied DESC LIMIT ?"
        )
        return list(self._rows(REFUND, where, (shop, most)))

    def cases(self, only: Iterable[str] | None = None) -> list[dict[str, Any]]:
        """The refund cases that sheets have told; `clock` is when one told something new last.

        `only`: the ids of the wanted ones.
        """
        told = "deleted = 0 AND no IS NOT NULL"
        if only is None:
            return list(self._rows(REFUND, told, more=("clock",)))
        ids = list(only)
        found: list[dict[str, Any]] = []
        for at in range(0, len(ids), 500):
            some = ids[at : at + 500]
            marks = ", ".join("?" for _id in some)
            found += self._rows(REFUND, f"{told} AND id IN ({marks})", some, more=("clock",))
        return found

    def notes_of(self, order_id: str) -> list[dict[str, Any]]:
        """The notes of an order: pinned ones first, then the newest."""
        where = "deleted = 0 AND order_id = ? ORDER BY coalesce(pinned, 0) DESC, at DESC, id DESC"
        return list(self._rows(NOTE, where, (order_id,)))

    def note_texts(self, orders: Sequence[str]) -> dict[str, list[str]]:
        """The texts of the notes of some orders, by order, the newest first."""
        marks = ", ".join("?" for _id in orders)
        rows = self._execute(
            f"SELECT order_id, text FROM order_notes WHERE deleted = 0 AND order_id IN ({marks}) "  # noqa: S608
            "ORDER BY at DESC, id DESC",
            list(orders),
        )
        found: dict[str, list[str]] = {}
        for order, text in rows:
            found.setdefault(order, []).append(text or "")
        return found

    def note(self, note_id: str) -> dict[str, Any] | None:
        """A note."""
        return next(self._rows(NOTE, "deleted = 0 AND id = ?", (note_id,)), None)

    def buyer(self, buyer_id: str) -> dict[str, Any] | None:
        """What the agents have said about a buyer."""
        return next(self._rows(BUYER, "deleted = 0 AND id = ?", (buyer_id,)), None)

    def disclosures_of(self, order_id: str) -> list[dict[str, Any]]:
        """Who looked at the personal data of an order, the newest first."""
        where = "deleted = 0 AND order_id = ? ORDER BY at DESC, id DESC"
        return list(self._rows(DISCLOSURE, where, (order_id,)))

    def _rows(
        self, entity: Entity, where: str, values: Sequence[Any] = (), more: Iterable[str] = ()
    ) -> Iterator[dict[str, Any]]:
        names = ("id", *entity.fields, *more)
        columns = ", ".join(f"[{name}]" for name in names)
        sql = f"SELECT {columns} FROM [{entity.table}] WHERE {where}"  # noqa: S608
        for row in self._execute(sql, list(values)):
            told: Mapping[str, Any] = dict(zip(names, row, strict=True))
            yield {**entity.loaded(told), **{name: told[name] for name in more}}
