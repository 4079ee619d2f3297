"""The tables of the self-check, and what stands in them."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any

from csconsole.selfcheck.model import Notice, Plan, Signature, Tick
from csconsole.storage.encrypted_sqlite import Database, Migrations
from csconsole.storage.entities import Entity, Kind, Tables, create_table
from csconsole.storage.store import Store

TICK = Entity(
    "check_tick",
    "check_ticks",
    {
        **dict.fromkeys(("day", "item", "agent", "note"), Kind.TEXT),
        **dict.fromkeys(("at", "count"), Kind.INTEGER),
        "shop": Kind.TEXT,
        "seen": Kind.JSON,
    },
)
PLAN = Entity(
    "day_plan",
    "day_plans",
    {
        **dict.fromkeys(("day", "text", "agent", "done_by"), Kind.TEXT),
        "done": Kind.INTEGER,
    },
)
NOTICE = Entity(
    "notice",
    "notices",
    {**dict.fromkeys(("text", "first", "last", "agent"), Kind.TEXT), "replies": Kind.JSON},
)
ACKNOWLEDGED = Entity(
    "notice_acknowledged",
    "notices_acknowledged",
    {"notice": Kind.TEXT, "agent": Kind.TEXT, "at": Kind.INTEGER},
)
SIGNATURE = Entity(
    "day_signed",
    "days_signed",
    {
        **dict.fromkeys(("day", "agent"), Kind.TEXT),
        "at": Kind.INTEGER,
        **dict.fromkeys(("reasons", "items", "heads"), Kind.JSON),
        "shop": Kind.TEXT,
    },
)
# One row: the text of the shop's own list, in the form of resources/selfcheck.
CHECKLIST = Entity("checklist", "checklists", {"text": Kind.TEXT})
OF_ALL = "all"
_OF_SHOP = "coalesce(shop, '') = ?"

_migrations = Migrations("selfcheck")
TABLES = Tables("selfcheck", _migrations, (TICK, PLAN, NOTICE, ACKNOWLEDGED, SIGNATURE, CHECKLIST))


@_migrations()
def ticks_plans_notices_and_signed_days(database: Database) -> None:
    """What people answer, plan, make known and sign."""
    text, number = "TEXT", "INTEGER"
    for table, columns in (
        (
            "check_ticks",
            {
                **dict.fromkeys(("day", "item", "agent", "note"), text),
                "at": number,
                "count": number,
            },
        ),
        (
            "day_plans",
            {**dict.fromkeys(("day", "text", "agent", "done_by"), text), "done": number},
        ),
        ("notices", dict.fromkeys(("text", "first", "last", "agent", "replies"), text)),
        ("notices_acknowledged", {"notice": text, "agent": text, "at": number}),
        (
            "days_signed",
            {**dict.fromkeys(("day", "agent", "reasons", "items", "heads"), text), "at": number},
        ),
        ("checklists", {"text": text}),
    ):
        create_table(database, table, columns)
    for index in (
        "check_ticks_of_day ON check_ticks (day)",
        "day_plans_open ON day_plans (done, day)",
        "notices_by_day ON notices (last)",
        "notices_acknowledged_of ON notices_acknowledged (notice)",
        "days_signed_of ON days_signed (day)",
    ):
        database.execute(f"CREATE INDEX {index}")


@_migrations()
def checks_of_one_shop(database: Database) -> None:
    """The shop whose self-check was answered or signed; none of it for all shops together."""
    for table in ("check_ticks", "days_signed"):
        database.execute(f"ALTER TABLE {table} ADD COLUMN shop TEXT")


@_migrations()
def what_was_looked_at(database: Database) -> None:
    """The rows that somebody had before them when they answered."""
    database.execute("ALTER TABLE check_ticks ADD COLUMN seen TEXT")


class CheckStore:
    """Reading the tables of the self-check.

    `shop` is the id of the shop whose answers and signatures are read; "" for those of all shops
    together. Plans, notices and the list belong to no shop.
    """

    def __init__(self, store: Store, shop: str = "") -> None:
        self._execute, self._shop = store.database.execute, shop

    def ticks(self, day: date) -> dict[str, Tick]:
        """What people answered on a day, by item."""
        where = f"deleted = 0 AND day = ? AND {_OF_SHOP}"
        rows = self._rows(TICK, where, [day.isoformat(), self._shop])
        return {
            row["item"]: Tick(
                row["agent"] or "",
                moment(row["at"]),
                row["note"] or "",
                row["count"] or 0,
                frozenset(row["seen"] or ()),
            )
            for row in rows
            if row["item"]
        }

    def plans(self, where: str, values: Sequence[Any]) -> list[Plan]:
        """The plans that fit a condition, the earliest first."""
        rows = self._rows(PLAN, f"deleted = 0 AND {where} ORDER BY day, id", values)
        return [
            Plan(
                id=row["id"],
                day=date.fromisoformat(row["day"]),
                text=row["text"] or "",
                agent=row["agent"] or "",
                done=moment(row["done"]) if row["done"] is not None else None,
                done_by=row["done_by"] or "",
            )
            for row in rows
            if row["day"]
        ]

    def notices(self, where: str, values: Sequence[Any] = ()) -> list[Notice]:
        """The notices that fit a condition, the first to begin first, with who has read them."""
        rows = list(self._rows(NOTICE, f"deleted = 0 AND {where} ORDER BY [first], id", values))
        return [
            Notice(
                id=row["id"],
                text=row["text"] or "",
                first=date.fromisoformat(row["first"]),
                last=date.fromisoformat(row["last"]),
                replies=tuple(row["replies"] or ()),
                agent=row["agent"] or "",
                acknowledged=self._acknowledged(row["id"]),
            )
            for row in rows
            if row["first"] and row["last"]
        ]

    def signatures(self, first: date, last: date) -> list[Signature]:
        """Who signed which day: the first one of each day, the earliest day first.

        Two laptops may each have signed a day before they met; what was signed first counts.
        """
        rows = self._rows(
            SIGNATURE,
            f"deleted = 0 AND day BETWEEN ? AND ? AND {_OF_SHOP} "
            "ORDER BY day DESC, at DESC, id DESC",
            [first.isoformat(), last.isoformat(), self._shop],
        )
        found = {row["day"]: _signature(row) for row in rows if row["at"] is not None}
        return [found[day] for day in sorted(found)]

    def signature_before(self, day: date) -> Signature | None:
        """The signature of the latest signed day before a day."""
        row = self._execute(
            f"SELECT max(day) FROM days_signed WHERE deleted = 0 AND day < ? AND {_OF_SHOP}",  # noqa: S608
            [day.isoformat(), self._shop],
        ).fetchone()
        if not row[0]:
            return None
        latest = date.fromisoformat(row[0])
        return next(iter(self.signatures(latest, latest)), None)

    def every_signature(self) -> list[Signature]:
        """Every signature of every shop."""
        rows = self._rows(SIGNATURE, "deleted = 0 AND at IS NOT NULL ORDER BY day, at, id")
        return [_signature(row) for row in rows if row["day"]]

    def signed_items(self, signature: str) -> list[Any]:
        """The snapshot of the items that was signed."""
        row = next(self._rows(SIGNATURE, "id = ?", [signature]), None)
        return list(row["items"] or ()) if row else []

    def checklist(self) -> str:
        """The text of the shop's own list; "" where it has none."""
        row = next(self._rows(CHECKLIST, "deleted = 0 AND id = ?", [OF_ALL]), None)
        return (row["text"] or "") if row else ""

    def _acknowledged(self, notice: str) -> dict[str, datetime]:
        rows = self._rows(ACKNOWLEDGED, "deleted = 0 AND notice = ? ORDER BY at, id", [notice])
        return {row["agent"] or "": moment(row["at"]) for row in rows}

    def _rows(
        self, entity: Entity, where: str, values: Sequence[Any] = ()
    ) -> Iterator[dict[str, Any]]:
        names = ("id", *entity.fields)
        columns = ", ".join(f"[{name}]" for name in names)
        sql = f"SELECT {columns} FROM [{entity.table}] WHERE {where}"  # noqa: S608
        for row in self._execute(sql, list(values)):
            told: Mapping[str, Any] = dict(zip(names, row, strict=True))
            yield entity.loaded(told)


def moment(seconds: int | None) -> datetime:
    """Seconds since 1970 as a moment, UTC."""
    return datetime.fromtimestamp(seconds or 0, UTC)


def _signature(row: Mapping[str, Any]) -> Signature:
    return Signature(
        id=row["id"],
        day=date.fromisoformat(row["day"]),
        agent=row["agent"] or "",
        at=moment(row["at"]),
        reasons=dict(row["reasons"] or {}),
        heads=dict(row["heads"] or {}),
    )
