"""The tables of the tickets, and what stands in them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlite_utils import Database, Migrations

from csconsole.storage.entities import Entity, Kind, Tables, create_table
from csconsole.storage.store import Store
from csconsole.tickets.evidence_store import EVIDENCE

# Every field that a form can have is a column of its own: so the journal tells what was changed,
# and two agents who fill in different fields of a ticket do not overwrite each other.
FORM_FIELDS = (
    "reason", "reason_note", "wish", "lines", "return_waybill", "card", "freight_payer", "freight",
    "goods", "decision", "decision_reason", "condition", "refund_amount", "refund_due",
    "refunded_at", "platform_no", "platform_due", "wanted_sku", "price_difference",
    "replacement_waybill", "waybill", "courier", "problem", "next_contact", "outcome", "product",
    "batch", "defect", "photos_wanted", "photos_received", "inspection", "verified_by",
    "responsible", "remedy", "resolution", "compensation", "coupon", "satisfaction",
)  # fmt: skip
_TEXTS = (
    "number", "kind", "state", "tier", "shop", "order_id", "order_no", "buyer", "owner",
    "complaint", "currency",
)  # fmt: skip
_NUMBERS = ("paid", "opened", "tier_since", "responded", "paused", "paused_for", "closed")
TICKET = Entity(
    "ticket",
    "tickets",
    {
        **dict.fromkeys(_TEXTS, Kind.TEXT),
        **dict.fromkeys(_NUMBERS, Kind.INTEGER),
        "links": Kind.JSON,
        **dict.fromkeys(FORM_FIELDS, Kind.JSON),
    },
)
ACTION = Entity(
    "ticket_action",
    "ticket_actions",
    {
        "ticket": Kind.TEXT,
        "deed": Kind.TEXT,
        "due": Kind.INTEGER,
        "done": Kind.INTEGER,
        "agent": Kind.TEXT,
    },
)
CHASE = Entity(
    "ticket_chase",
    "ticket_chases",
    {
        "ticket": Kind.TEXT,
        "at": Kind.INTEGER,
        "agent": Kind.TEXT,
        "whom": Kind.TEXT,
        "answer": Kind.TEXT,
        "next_contact": Kind.INTEGER,
    },
)
NOTE = Entity(
    "ticket_note",
    "ticket_notes",
    {"ticket": Kind.TEXT, "at": Kind.INTEGER, "agent": Kind.TEXT, "text": Kind.TEXT},
)
SENT = Entity(
    "ticket_reply",
    "ticket_replies",
    {"ticket": Kind.TEXT, "at": Kind.INTEGER, "agent": Kind.TEXT, "reply": Kind.TEXT},
)

_migrations = Migrations("tickets")
TABLES = Tables("tickets", _migrations, (TICKET, ACTION, CHASE, NOTE, SENT))
PARTS = (ACTION, CHASE, NOTE, SENT, EVIDENCE)


@_migrations()
def tickets_and_what_is_owed(database: Database) -> None:
    """Tickets with their forms, what is owed on them, chases, notes and replies sent."""
    text, number = "TEXT", "INTEGER"
    form = (
        "reason", "reason_note", "wish", "lines", "return_waybill", "card", "freight_payer",
        "freight", "goods", "decision", "decision_reason", "condition", "refund_amount",
        "refund_due", "refunded_at", "platform_no", "platform_due", "wanted_sku",
        "price_difference", "replacement_waybill", "waybill", "courier", "problem", "next_contact",
        "outcome", "product", "batch", "defect", "photos_wanted", "photos_received", "inspection",
        "verified_by", "responsible", "remedy", "resolution", "compensation", "coupon",
        "satisfaction",
    )  # fmt: skip
    texts = (
        "number", "kind", "state", "tier", "shop", "order_id", "order_no", "buyer", "owner",
        "complaint", "currency", "links",
    )  # fmt: skip
    numbers = ("paid", "opened", "tier_since", "responded", "paused", "paused_for", "closed")
    columns = {**dict.fromkeys((*texts, *form), text), **dict.fromkeys(numbers, number)}
    create_table(database, "tickets", columns)
    for table, told in (
        ("ticket_actions", {"deed": text, "due": number, "done": number, "agent": text}),
        (
            "ticket_chases",
            {"at": number, "agent": text, "whom": text, "answer": text, "next_contact": number},
        ),
        ("ticket_notes", {"at": number, "agent": text, "text": text}),
        ("ticket_replies", {"at": number, "agent": text, "reply": text}),
    ):
        create_table(database, table, {"ticket": text, **told})
        database.execute(f"CREATE INDEX {table}_of ON {table} (ticket)")
    for index in (
        "tickets_by_number ON tickets (number)",
        "tickets_of_order ON tickets (order_id)",
        "tickets_by_day ON tickets (opened)",
        "tickets_open ON tickets (closed, opened)",
        "ticket_actions_due ON ticket_actions (done, due)",
    ):
        database.execute(f"CREATE INDEX {index}")


class TicketStore:
    """Reading the tables of the tickets; a row is a dict of the entity's fields with its id."""

    def __init__(self, store: Store) -> None:
        self._execute = store.database.execute

    def tickets(self, where: str, values: Sequence[Any] = (), most: int = -1) -> list[Any]:
        """The tickets that fit a condition, the latest first."""
        condition = f"deleted = 0 AND {where} ORDER BY opened DESC, number DESC LIMIT ?"
        return list(self._rows(TICKET, condition, (*values, most)))

    def parts(self, entity: Entity, tickets: Sequence[str]) -> dict[str, list[Any]]:
        """What belongs to tickets, by ticket, the oldest first."""
        found: dict[str, list[Any]] = {ticket: [] for ticket in tickets}
        for at in range(0, len(tickets), 500):
            some = tickets[at : at + 500]
            marks = ", ".join("?" for _id in some)
            where = f"deleted = 0 AND ticket IN ({marks}) ORDER BY id"
            for row in self._rows(entity, where, some):
                found[row["ticket"]].append(row)
        return found

    def numbers_like(self, pattern: str) -> list[str]:
        """The numbers of tickets that begin alike, taken ones too."""
        rows = self._execute("SELECT number FROM tickets WHERE number GLOB ?", [pattern])
        return [row[0] for row in rows]

    def belonging(self) -> list[tuple[str, str, str, str, str]]:
        """What cases of a platform are told by: (id, kind, shop, platform's number, order).

        Of the tickets that have such a number, and of the open ones of an order.
        """
        rows = self._execute(
            "SELECT id, kind, coalesce(shop, ''), coalesce(json_extract(platform_no, '$'), ''), "
            "coalesce(order_id, '') FROM tickets WHERE deleted = 0 AND "
            "(platform_no IS NOT NULL OR (closed IS NULL AND order_id IS NOT NULL))"
        )
        return [(row[0], row[1], row[2], str(row[3]), row[4]) for row in rows]

    def taken_away(self) -> list[str]:
        """The ids of the tickets whose opening was taken back."""
        rows = self._execute("SELECT id FROM tickets WHERE deleted = 1")
        return [row[0] for row in rows]

    def has_note(self, note: str) -> bool:
        """Whether there is a note of this id, a removed one, too."""
        row = self._execute("SELECT 1 FROM ticket_notes WHERE id = ?", [note]).fetchone()
        return row is not None

    def owing(self, until: int) -> list[str]:
        """The ids of the tickets with something owed until then."""
        rows = self._execute(
            "SELECT DISTINCT ticket FROM ticket_actions WHERE deleted = 0 AND done IS NULL "
            "AND due <= ?",
            [until],
        )
        return [row[0] for row in rows]

    def _rows(
        self, entity: Entity, where: str, values: Sequence[Any] = ()
    ) -> Iterator[dict[str, Any]]:
        names = ("id", *entity.fields)
        columns = ", ".join(f"[{name}]" for name in names)
        sql = f"SELECT {columns} FROM [{entity.table}] WHERE {where}"  # noqa: S608
        for row in self._execute(sql, list(values)):
            told: Mapping[str, Any] = dict(zip(names, row, strict=True))
            yield entity.loaded(told)
