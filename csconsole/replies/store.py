"""The tables of the replies, and what stands in them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from uuid6 import uuid7

from csconsole.replies.model import Reply, Usage, Use
from csconsole.replies.suggestions.model import LearnedPair
from csconsole.storage import clock
from csconsole.storage.encrypted_sqlite import Database, Migrations
from csconsole.storage.entities import Entity, Kind, Tables, create_table
from csconsole.storage.journal import Action, Undone
from csconsole.storage.store import Store

REPLY = Entity(
    "reply",
    "replies",
    {
        "title": Kind.JSON,
        "text": Kind.JSON,
        "category": Kind.TEXT,
        "shortcut": Kind.TEXT,
        "variants": Kind.JSON,
        "asks": Kind.JSON,
        "tags": Kind.JSON,
        "valid_from": Kind.TEXT,
        "valid_until": Kind.TEXT,
        "for_kind": Kind.TEXT,
        "for_states": Kind.JSON,
        "pictures": Kind.JSON,
        "archived": Kind.INTEGER,
        "owner": Kind.TEXT,
    },
)
USE = Entity(
    "reply_use",
    "reply_uses",
    {
        "reply": Kind.TEXT,
        "talk": Kind.TEXT,
        "language": Kind.TEXT,
        "at": Kind.INTEGER,
        "overridden": Kind.JSON,
        "order_id": Kind.TEXT,
    },
)
WORDING = Entity(
    "wording_rule",
    "wording_rules",
    {
        "word": Kind.TEXT,
        "severity": Kind.TEXT,
        "because": Kind.TEXT,
        "better": Kind.TEXT,
    },
)
LEARNED = Entity(
    "learned_pair",
    "learned_pairs",
    {"message": Kind.TEXT, "reply": Kind.TEXT, "at": Kind.INTEGER},
)
PROPOSAL = Entity(
    "reply_proposal",
    "reply_proposals",
    {
        "reply": Kind.TEXT,
        "fields": Kind.JSON,
        "note": Kind.TEXT,
        "agent": Kind.TEXT,
        "at": Kind.INTEGER,
        "decision": Kind.TEXT,
    },
)
FAVOURITE = Entity(
    "favourite", "favourites", {"agent": Kind.TEXT, "reply": Kind.TEXT, "at": Kind.INTEGER}
)
PASTE = Entity(
    "reply_paste",
    "reply_pastes",
    {"reply": Kind.TEXT, "typing": Kind.INTEGER, "took": Kind.INTEGER, "at": Kind.INTEGER},
)

_migrations = Migrations("replies")
TABLES = Tables("replies", _migrations, (REPLY, USE, LEARNED, PROPOSAL, FAVOURITE, WORDING, PASTE))
SEEDING = "replies.seed"  # the cause of the entries that a store began with
_SEEDED = "replies.seeded"
_TAKEN_BACK = "replies.taken_back"
_MOST_TAKEN_BACK = 1000


@_migrations()
def replies_and_uses(database: Database) -> None:
    """The library, and one row for each time that a reply was sent."""
    create_table(
        database,
        "replies",
        {
            "title": "TEXT",
            "text": "TEXT",
            "category": "TEXT",
            "shortcut": "TEXT",
            "variants": "TEXT",
            "asks": "TEXT",
            "tags": "TEXT",
            "valid_from": "TEXT",
            "valid_until": "TEXT",
            "for_kind": "TEXT",
            "for_states": "TEXT",
            "pictures": "TEXT",
            "archived": "INTEGER",
        },
    )
    create_table(
        database,
        "reply_uses",
        {"reply": "TEXT", "talk": "TEXT", "language": "TEXT", "at": "INTEGER"},
    )
    database.execute("CREATE INDEX reply_uses_of ON reply_uses (reply, at)")


@_migrations()
def learned_pairs(database: Database) -> None:
    """Which reply was sent to which message, free of personal data."""
    create_table(database, "learned_pairs", {"message": "TEXT", "reply": "TEXT", "at": "INTEGER"})


@_migrations()
def personal_replies(database: Database) -> None:
    """Agents' own replies, what they propose for the approved library, and their favourites."""
    database.execute("ALTER TABLE replies ADD COLUMN owner TEXT")
    create_table(
        database,
        "reply_proposals",
        {
            "reply": "TEXT",
            "fields": "TEXT",
            "note": "TEXT",
            "agent": "TEXT",
            "at": "INTEGER",
            "decision": "TEXT",
        },
    )
    create_table(database, "favourites", {"agent": "TEXT", "reply": "TEXT", "at": "INTEGER"})


@_migrations()
def wording_rules(database: Database) -> None:
    """The shop's own list of words, and which rules a sent reply went against knowingly."""
    create_table(
        database,
        "wording_rules",
        {"word": "TEXT", "severity": "TEXT", "because": "TEXT", "better": "TEXT"},
    )
    database.execute("ALTER TABLE reply_uses ADD COLUMN overridden TEXT")


@_migrations()
def orders_of_uses(database: Database) -> None:
    """To the buyer of which order a reply was sent; uses are looked up by their day."""
    database.execute("ALTER TABLE reply_uses ADD COLUMN order_id TEXT")
    database.execute("CREATE INDEX reply_uses_by_day ON reply_uses (at)")


@_migrations()
def reply_pastes(database: Database) -> None:
    """How long each paste from the palette took, and typing its text would have taken."""
    columns = {"reply": "TEXT", "typing": "INTEGER", "took": "INTEGER", "at": "INTEGER"}
    create_table(database, "reply_pastes", columns)


class ReplyStore:
    """The replies in an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def active(self, *, personal: bool = False) -> list[Reply]:
        """The approved replies, or with `personal` agents' own too, in the order of ids."""
        rows = self._store.database.query(
            "SELECT * FROM replies WHERE NOT deleted AND NOT ifnull(archived, 0) "
            "AND (? OR ifnull(owner, '') = '') ORDER BY id",
            [personal],
        )
        return [_reply(REPLY.loaded(row)) for row in rows]

    def archived(self) -> list[Reply]:
        """The replies that were put away."""
        rows = self._store.database.query(
            "SELECT * FROM replies WHERE NOT deleted AND ifnull(archived, 0) ORDER BY id"
        )
        return [_reply(REPLY.loaded(row)) for row in rows]

    def archived_ids(self) -> set[str]:
        """The ids of the approved replies that were put away, and of those that were undone."""
        rows = self._store.database.execute(
            "SELECT id FROM replies WHERE deleted "
            "OR (ifnull(archived, 0) AND ifnull(owner, '') = '')"
        )
        return {row[0] for row in rows}

    def ids(self) -> set[str]:
        """Every id that a reply has or had."""
        return {row[0] for row in self._store.database.execute("SELECT id FROM replies")}

    def own(self) -> list[Reply]:
        """All agents' own replies, archived ones among them."""
        rows = self._store.database.query(
            "SELECT * FROM replies WHERE NOT deleted AND ifnull(owner, '') != '' ORDER BY id"
        )
        return [_reply(REPLY.loaded(row)) for row in rows]

    def changed(self) -> dict[str, datetime]:
        """When each reply was changed last, archived ones too."""
        rows = self._store.database.execute("SELECT id, clock FROM replies")
        return {row[0]: clock.moment(row[1]) for row in rows}

    def last_import(self, cause: str) -> str | None:
        """The newest action of a cause that was not taken back yet; None where there is none."""
        rows = self._store.database.execute(
            "SELECT action, max(clock) FROM journal WHERE cause = ? "
            "GROUP BY action ORDER BY 2 DESC",
            (cause,),
        )
        undone = self.taken_back()
        return next((str(row[0]) for row in rows if row[0] not in undone), None)

    def taken_back(self) -> list[str]:
        """The actions that were taken back on this machine, oldest first."""
        return (self._store.fact(_TAKEN_BACK) or "").split()

    def take_back(self, action: str, *, agent: str) -> Undone:
        """Undo an action, and remember that it was."""
        with self._store.journal.action("undo", agent):
            undone = self._store.journal.undo(action, agent=agent)
            remembered = [*self.taken_back(), action][-_MOST_TAKEN_BACK:]
            self._store.set_fact(_TAKEN_BACK, " ".join(remembered))
        return undone

    def fingerprint(self) -> str:
        """What names the present state of the approved library: it changes with every reply."""
        row = self._store.database.execute(
            "SELECT count(*), max(clock) FROM replies WHERE ifnull(owner, '') = ''"
        ).fetchone()
        return f"{self._store.record.store} {row[0]} {row[1]}"

    def usage(self) -> dict[str, dict[str, Usage]]:
        """How often and how lately each reply was sent, per agent; by all of them under ""."""
        usage: dict[str, dict[str, Usage]] = {"": {}}
        rows = self._store.database.execute(
            "SELECT journal.agent, reply, count(*), max(at) FROM reply_uses "
            "JOIN journal ON journal.clock = reply_uses.clock "
            "WHERE NOT deleted GROUP BY journal.agent, reply"
        )
        for agent, reply_id, count, last in rows:
            everybody = usage[""].get(reply_id, Usage())
            usage[""][reply_id] = Usage(everybody.count + count, max(everybody.last, last))
            if agent:
                usage.setdefault(agent, {})[reply_id] = Usage(count, last)
        return usage

    def record_use(self, use: Use, *, at: int, agent: str) -> None:
        """Remember that a reply was sent; `at` in milliseconds since 1970."""
        patch: dict[str, Any] = {
            "reply": use.reply_id,
            "talk": use.talk,
            "language": use.language,
            "at": at,
        }
        if use.overridden:
            patch["overridden"] = list(use.overridden)
        if use.order:
            patch["order_id"] = use.order
        self._store.journal.write(USE.name, str(uuid7()), patch, cause="reply.use", agent=agent)

    def learned(self) -> list[LearnedPair]:
        """Every learned pair, oldest first."""
        rows = self._store.database.execute(
            "SELECT id, message, reply FROM learned_pairs WHERE NOT deleted ORDER BY id"
        )
        return [LearnedPair(*row) for row in rows]

    def learn(self, message: str, reply_id: str, *, at: int, agent: str) -> LearnedPair:
        """Keep a pair; the message must be free of personal data already."""
        pair = LearnedPair(str(uuid7()), message, reply_id)
        patch = {"message": message, "reply": reply_id, "at": at}
        self._store.journal.write(LEARNED.name, pair.id, patch, cause="reply.learn", agent=agent)
        return pair

    def unlearn(self, pair_ids: Iterable[str], *, agent: str) -> None:
        """Forget pairs for good: their words leave the journal, too."""
        with self._store.journal.action("reply.unlearn", agent) as action:
            for pair_id in pair_ids:
                action.forget(LEARNED.name, pair_id)

    def proposals(self) -> list[dict[str, Any]]:
        """What agents proposed and nobody decided yet, oldest first."""
        rows = self._store.database.query(
            "SELECT * FROM reply_proposals "
            "WHERE NOT deleted AND ifnull(decision, '') = '' ORDER BY id"
        )
        return [PROPOSAL.loaded(row) for row in rows]

    def favourites(self, agent: str) -> list[str]:
        """The replies that an agent has marked, the latest first."""
        rows = self._store.database.execute(
            "SELECT reply FROM favourites WHERE agent = ? AND NOT deleted ORDER BY at DESC, id",
            [agent],
        )
        return [row[0] for row in rows]

    def recent(self, agent: str, most: int) -> list[str]:
        """The replies that an agent sent last, the latest first, each once."""
        rows = self._store.database.execute(
            "SELECT reply FROM reply_uses JOIN journal ON journal.clock = reply_uses.clock "
            "WHERE journal.agent = ? AND NOT deleted "
            "GROUP BY reply ORDER BY max(at) DESC LIMIT ?",
            [agent, most],
        )
        return [row[0] for row in rows]

    def seed(self, replies: Iterable[Reply], edition: str) -> bool:
        """Fill a library that was never filled; False where it was."""
        with self._store.journal.action(SEEDING) as action:
            if self._store.fact(_SEEDED) is not None:
                return False
            for reply in replies:
                self.write(action, reply, as_patch(reply))
            self._store.set_fact(_SEEDED, edition)
        return True

    def is_seeded(self) -> bool:
        """Whether the library was ever filled from the shipped file."""
        return self._store.fact(_SEEDED) is not None

    def write(self, action: Action, reply: Reply, patch: Mapping[str, Any]) -> None:
        """Write some fields of a reply."""
        action.write(REPLY.name, reply.id, patch)

    def archive(self, action: Action, reply_id: str) -> None:
        """Put a reply away; its history stays."""
        action.write(REPLY.name, reply_id, {"archived": 1})


def as_patch(reply: Reply) -> dict[str, Any]:
    """Every field of a reply as the journal takes it."""
    return {
        "title": dict(reply.title),
        "text": dict(reply.text),
        "category": reply.category,
        "shortcut": reply.shortcut,
        "variants": {key: list(texts) for key, texts in reply.variants.items()},
        "asks": {key: list(texts) for key, texts in reply.asks.items()},
        "tags": list(reply.tags),
        "valid_from": reply.valid_from.isoformat() if reply.valid_from else None,
        "valid_until": reply.valid_until.isoformat() if reply.valid_until else None,
        "for_kind": reply.for_kind,
        "for_states": list(reply.for_states),
        "pictures": list(reply.pictures),
        "archived": 0,
        "owner": reply.owner,
    }


def from_patch(reply_id: str, patch: Mapping[str, Any]) -> Reply:
    """The reply that a whole patch describes; fields that are missing are empty."""
    return _reply({**dict.fromkeys(REPLY.fields), **patch, "id": reply_id})


def _reply(row: Mapping[str, Any]) -> Reply:
    return Reply(
        id=row["id"],
        title=row["title"] or {},
        text=row["text"] or {},
        category=row["category"] or "",
        shortcut=row["shortcut"] or "",
        variants=_tuples(row["variants"]),
        asks=_tuples(row["asks"]),
        tags=tuple(row["tags"] or ()),
        valid_from=_day(row["valid_from"]),
        valid_until=_day(row["valid_until"]),
        for_kind=row["for_kind"] or "",
        for_states=tuple(row["for_states"] or ()),
        pictures=tuple(row["pictures"] or ()),
        owner=row["owner"] or "",
    )


def _tuples(lists: Mapping[str, list[str]] | None) -> dict[str, tuple[str, ...]]:
    return {key: tuple(texts) for key, texts in (lists or {}).items()}


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
