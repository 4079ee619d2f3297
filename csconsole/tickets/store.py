"""The tables of the tickets, and what stands in them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from csconsole.storage.encrypted_sqlite import Database, Migrations
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
    "complaint", "currency", "goes_on_in",
)  # fmt: skip
_NUMBERS = (
    "paid", "opened", "tier_since", "responded", "paused", "paused_for", "closed", "agreed",
)  # fmt: skip
TICKET = Entity(
    "ticket",
    "tickets",
    {
        **dict.fromkeys(_TEXTS, Kind.TEXT),
        **dict.fromkeys(_NUMBERS, Kind.INTEGER),
        **dict.fromkeys(("links", "complaints", "ordered"), Kind.JSON),
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
ATTENTION = Entity(
    "ticket_attention",
    "ticket_attentions",
    {
        **dict.fromkeys(("ticket", "agent", "why", "text", "seen_by"), Kind.TEXT),
        **dict.fromkeys(("at", "seen"), Kind.INTEGER),
    },
)
VISIT = Entity(
    "ticket_visit",
    "ticket_visits",
    {
        **dict.fromkeys(("ticket", "agent", "owner"), Kind.TEXT),
        **dict.fromkeys(("due", "done"), Kind.INTEGER),
    },
)
HANDOVER = Entity(
    "handover",
    "handovers",
    {
        **dict.fromkeys(("giver", "taker", "note", "accepted_by"), Kind.TEXT),
        **dict.fromkeys(("at", "accepted"), Kind.INTEGER),
        "tickets": Kind.JSON,
    },
)
# One row, whose fields are settings of the shop; another supervisor may change another of them.
RULES = Entity(
    "ticket_rules",
    "ticket_rules",
    {
        **dict.fromkeys(
            ("ordinary", "urgent", "major", "days", "closed_days", "worked_days"), Kind.JSON
        ),
        **dict.fromkeys(("opens", "closes", "zone", "holidays"), Kind.TEXT),
        **dict.fromkeys(
            ("compensation_limit", "visit_days", "visit_days_vip", "day_starts"), Kind.INTEGER
        ),
    },
)

_migrations = Migrations("tickets")
PARTS = (ACTION, CHASE, NOTE, SENT, ATTENTION, VISIT, EVIDENCE)
TABLES = Tables(
    "tickets",
    _migrations,
    (TICKET, ACTION, CHASE, NOTE, SENT, ATTENTION, VISIT, HANDOVER, RULES),
)


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


@_migrations()
def joined_tickets_visits_handovers_and_rules(database: Database) -> None:
    """What tickets become of each other, visits, handovers, the shop's rules, the list."""
    text, number = "TEXT", "INTEGER"
    for column, kind in (
        ("goes_on_in", text),
        ("complaints", text),
        ("ordered", text),
        ("agreed", number),
    ):
        database.execute(f"ALTER TABLE tickets ADD COLUMN [{column}] {kind}")
    texts = ("ticket", "agent", "why", "text", "seen_by")
    attention = {**dict.fromkeys(texts, text), "at": number, "seen": number}
    create_table(database, "ticket_attentions", attention)
    visit = {"ticket": text, "agent": text, "owner": text, "due": number, "done": number}
    create_table(database, "ticket_visits", visit)
    handover = dict.fromkeys(("giver", "taker", "note", "accepted_by", "tickets"), text)
    create_table(database, "handovers", {**handover, "at": number, "accepted": number})
    rules = (
        "ordinary", "urgent", "major", "days", "closed_days", "worked_days", "opens", "closes",
        "zone",
    )  # fmt: skip
    numbers = ("compensation_limit", "visit_days", "visit_days_vip")
    columns = {**dict.fromkeys((*rules, "holidays"), text), **dict.fromkeys(numbers, number)}
    create_table(database, "ticket_rules", columns)
    for index in (
        "ticket_attentions_of ON ticket_attentions (ticket)",
        "ticket_attentions_new ON ticket_attentions (seen, at)",
        "ticket_visits_of ON ticket_visits (ticket)",
        "ticket_visits_due ON ticket_visits (done, due)",
    ):
        database.execute(f"CREATE INDEX {index}")
    _listing(database)


@_migrations()
def open_tickets_by_urgency(database: Database) -> None:
    """What the list of open tickets is filtered and sorted by, in one index of its own."""
    database.execute(
        "CREATE INDEX ticket_list_urgent ON ticket_list "
        "(due, place, kind, state, tier, owner, shop, complained) WHERE closed IS NULL"
    )


@_migrations()
def business_days(database: Database) -> None:
    """The hour at which a day of the shop begins."""
    database.execute("ALTER TABLE ticket_rules ADD COLUMN day_starts INTEGER")


def _listing(database: Database) -> None:
    """The list of tickets (listing.py), which triggers keep told of every change; and reminders.

    The list is in the order of time, so that the latest come first without sorting.
    """
    database.execute(
        """
        CREATE TABLE ticket_list (
            place INTEGER PRIMARY KEY,    -- in the order of time
            ticket TEXT NOT NULL, kind TEXT, state TEXT, tier TEXT, owner TEXT, shop TEXT,
            order_id TEXT, closed INTEGER, complained INTEGER,
            due INTEGER NOT NULL          -- when the next clock or action runs out
        )
        """
    )
    database.execute("CREATE TABLE ticket_texts (place INTEGER PRIMARY KEY, text TEXT NOT NULL)")
    for column in ("ticket", "kind", "state", "tier", "owner", "shop", "order_id", "due"):
        database.execute(f"CREATE INDEX ticket_list_by_{column} ON ticket_list ({column})")
    database.execute("CREATE INDEX ticket_list_open ON ticket_list (place) WHERE closed IS NULL")
    database.execute("CREATE INDEX ticket_list_complained ON ticket_list (place) WHERE complained")
    database.execute("CREATE TABLE tickets_to_list (ticket TEXT PRIMARY KEY) WITHOUT ROWID")
    database.execute("CREATE TABLE ticket_reminders (key TEXT PRIMARY KEY, at INTEGER NOT NULL)")
    for table, column in (("tickets", "id"), ("ticket_actions", "ticket")):
        for event, row in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            database.execute(
                f"CREATE TRIGGER {table}_list_{event.lower()} AFTER {event} ON {table} BEGIN "  # noqa: S608
                f"INSERT INTO tickets_to_list SELECT {row}.{column} "
                f"WHERE {row}.{column} IS NOT NULL AND NOT EXISTS "
                f"(SELECT 1 FROM tickets_to_list WHERE ticket = {row}.{column}); END"
            )
    database.execute(
        # An action that moves to another ticket is no longer owed on the one that it leaves.
        "CREATE TRIGGER ticket_actions_list_moved AFTER UPDATE OF ticket ON ticket_actions "
        "WHEN OLD.ticket IS NOT NEW.ticket AND OLD.ticket IS NOT NULL BEGIN "
        "INSERT INTO tickets_to_list SELECT OLD.ticket WHERE NOT EXISTS "
        "(SELECT 1 FROM tickets_to_list WHERE ticket = OLD.ticket); END"
    )
    database.execute("INSERT INTO tickets_to_list SELECT id FROM tickets")


class TicketStore:
    """Reading the tables of the tickets; a row is a dict of the entity's fields with its id."""

    def __init__(self, store: Store) -> None:
        self._execute = store.database.execute

    def tickets(self, where: str, values: Sequence[Any] = (), most: int = -1) -> list[Any]:
        """The tickets that fit a condition, the latest first."""
        condition = f"deleted = 0 AND {where} ORDER BY opened DESC, number DESC LIMIT ?"
        return list(self.rows(TICKET, condition, (*values, most)))

    def parts(self, entity: Entity, tickets: Sequence[str]) -> dict[str, list[Any]]:
        """What belongs to tickets, by ticket, the oldest first."""
        found: dict[str, list[Any]] = {ticket: [] for ticket in tickets}
        for at in range(0, len(tickets), 500):
            some = tickets[at : at + 500]
            marks = ", ".join("?" for _id in some)
            where = f"deleted = 0 AND ticket IN ({marks}) ORDER BY id"
            for row in self.rows(entity, where, some):
                found[row["ticket"]].append(row)
        return found

    def part_ids(self, entity: Entity, ticket: str) -> list[str]:
        """The ids of what belongs to a ticket, with what was taken back."""
        sql = f"SELECT id FROM [{entity.table}] WHERE ticket = ? ORDER BY id"  # noqa: S608
        return [row[0] for row in self._execute(sql, [ticket])]

    def number_of(self, ticket: str) -> str:
        """The number of the ticket of an id; "" where it is not there any more."""
        sql = "SELECT number FROM tickets WHERE id = ? AND deleted = 0"
        row = self._execute(sql, [ticket]).fetchone()
        return (row[0] or "") if row else ""

    def numbers_like(self, pattern: str) -> list[str]:
        """The numbers of tickets that begin alike, taken ones too."""
        rows = self._execute("SELECT number FROM tickets WHERE number GLOB ?", [pattern])
        return [row[0] for row in rows]

    def belonging(self) -> list[tuple[str, str, str, str, str]]:
        """What cases of a platform are told by: (id, kind, shop, platform's number, order).

        Of the tickets that have such a number, and of the open ones of an order; those that go on
        in another ticket come last.
        """
        rows = self._execute(
            "SELECT id, kind, coalesce(shop, ''), coalesce(json_extract(platform_no, '$'), ''), "
            "coalesce(order_id, '') FROM tickets WHERE deleted = 0 AND "
            "(platform_no IS NOT NULL OR (closed IS NULL AND order_id IS NOT NULL)) "
            "ORDER BY goes_on_in IS NOT NULL"
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
        """The ids of the tickets with something owed until then, or for no time."""
        rows = self._execute(
            "SELECT DISTINCT ticket FROM ticket_actions WHERE deleted = 0 AND done IS NULL "
            "AND (due <= ? OR due IS NULL)",
            [until],
        )
        return [row[0] for row in rows]

    def rows(
        self, entity: Entity, where: str, values: Sequence[Any] = ()
    ) -> Iterator[dict[str, Any]]:
        """The rows of an entity that fit a condition."""
        names = ("id", *entity.fields)
        columns = ", ".join(f"[{name}]" for name in names)
        sql = f"SELECT {columns} FROM [{entity.table}] WHERE {where}"  # noqa: S608
        for row in self._execute(sql, list(values)):
            told: Mapping[str, Any] = dict(zip(names, row, strict=True))
            yield entity.loaded(told)
