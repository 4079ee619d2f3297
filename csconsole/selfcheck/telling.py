"""Rows of evidence in words: what a thing is called, and what of it is missing or due.

Rows keep ids and words of rules; names are looked up when somebody reads them.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, tzinfo

from csconsole import language
from csconsole.language import N_, _
from csconsole.orders.products.products import Products
from csconsole.replies.library import ReplyLibrary
from csconsole.selfcheck.model import CheckItem, Evidence, Group, Row, State, What, in_language
from csconsole.storage.store import Store
from csconsole.tickets.labels import DEEDS
from csconsole.tickets.model import Kind
from csconsole.tickets.workflow_file import workflows

GROUPS: Mapping[Group, str] = {
    Group.RECORDED: N_("Recorded?"),
    Group.SOLVED: N_("Solved?"),
    Group.READY: N_("Ready?"),
}
STATES: Mapping[State, str] = {
    State.OPEN: N_("open"),
    State.DONE: N_("done"),
    State.EXPLAINED: N_("explained"),
}
_DUE: Mapping[str, str] = {
    **{deed.value: name for deed, name in DEEDS.items()},
    "response": N_("first response"),
    "solution": N_("solution"),
    "contact": N_("next contact"),
    "platform": N_("the platform decides"),
    "send": N_("to be sent"),
    "ends": N_("ends tonight"),
    "starts": N_("starts tomorrow"),
}
_TABLES: Mapping[What, tuple[str, str]] = {
    What.TICKET: ("tickets", "number"),
    What.ORDER: ("orders", "no"),
    What.PLAN: ("day_plans", "text"),
    What.NOTICE: ("notices", "text"),
}
_AT_ONCE = 500


class Telling:
    """Puts rows into words, with what the features of an open store call things."""

    def __init__(self, store: Store, library: ReplyLibrary, products: Products) -> None:
        self._execute = store.database.execute
        self._library, self._products = library, products

    def tell(
        self, item: CheckItem, rows: Sequence[Row], moment: int, zone: tzinfo | None
    ) -> tuple[Evidence, ...]:
        """The rows of an item; what was due before the moment is late."""
        names = self.names(rows)
        words = _WORDS.get(item.rule, _due)
        return tuple(
            Evidence(
                row,
                names.get((row.what, row.id)) or _("no longer there"),
                _with_time(words(self, row), row.due, zone),
                is_late=row.due is not None and row.due < moment,
            )
            for row in rows
        )

    def names(self, rows: Iterable[Row]) -> dict[tuple[What, str], str]:
        """What things are called, as far as they are still there."""
        wanted: dict[What, dict[str, None]] = defaultdict(dict)
        for row in rows:
            wanted[row.what][row.id] = None
        found: dict[tuple[What, str], str] = {}
        for what, ids in wanted.items():
            if what in _TABLES:
                found |= {(what, id_): name for id_, name in self._kept(what, list(ids))}
            elif what is What.REPLY:
                found |= {(what, id_): self.reply(id_) for id_ in ids}
        products = self._product_names() if What.PRODUCT in wanted else {}
        return found | {
            (What.PRODUCT, sku): " · ".join(filter(None, (sku, products.get(sku, ""))))
            for sku in wanted[What.PRODUCT]
        }

    def reply(self, reply_id: str) -> str:
        """The title of a reply; its id where it is put away."""
        reply = self._library.get(reply_id)
        if reply is None:
            return reply_id
        spoken = language.chosen().split("_", maxsplit=1)[0]
        return reply.title.get(spoken) or next(iter(reply.title.values()), reply_id)

    def _product_names(self) -> dict[str, str]:
        return {product.sku: product.name for product in self._products.all()}

    def _kept(self, what: What, ids: Sequence[str]) -> Iterable[tuple[str, str]]:
        table, column = _TABLES[what]
        for at in range(0, len(ids), _AT_ONCE):
            some = ids[at : at + _AT_ONCE]
            marks = ", ".join("?" for _id in some)
            sql = f"SELECT id, {column} FROM {table} WHERE deleted = 0 AND id IN ({marks})"  # noqa: S608
            yield from ((row[0], row[1] or "") for row in self._execute(sql, some))


def title_of(item: CheckItem) -> str:
    """The title of an item in the program's language."""
    return in_language(item.title, language.chosen())


def _due(_telling: Telling, row: Row) -> str:
    return ", ".join(_(_DUE[word]) if word in _DUE else word for word in row.about)


def _sent(telling: Telling, row: Row) -> str:
    return _("sent: {replies}").format(replies=", ".join(map(telling.reply, row.about)))


def _noted(_telling: Telling, row: Row) -> str:
    return _("in a note: {words}").format(words=", ".join(row.about))


def _on_the_platform(_telling: Telling, row: Row) -> str:
    return _("on the platform: {status}").format(status=", ".join(row.about) or "?")


def _missing(_telling: Telling, row: Row) -> str:
    fields = {name: rule for flow in workflows().values() for name, rule in flow.fields.items()}
    labels = [
        in_language(fields[name].label, language.chosen()) if name in fields else name
        for name in row.about
    ]
    return _("missing: {fields}").format(fields=", ".join(labels))


def _state(_telling: Telling, row: Row) -> str:
    kind, state = row.about
    known = workflows()[Kind(kind)].states.get(state)
    return in_language(known.label, language.chosen()) if known else state


def _since(_telling: Telling, row: Row) -> str:
    if not row.about:
        return ""
    day = date.fromisoformat(row.about[0])
    return _("since {day}").format(day=f"{day:%m-%d}")


def _stock(_telling: Telling, row: Row) -> str:
    left, wanted = row.about
    return _("{left} left, at least {wanted} wanted").format(left=left, wanted=wanted)


def _pairings(_telling: Telling, row: Row) -> str:
    return _("offered with: {products}").format(products=", ".join(row.about))


def _unread(_telling: Telling, row: Row) -> str:
    names = ", ".join(filter(None, row.about))
    return _("not read by: {names}").format(names=names) if names else _("nobody has read it")


_WORDS: Mapping[str, Callable[[Telling, Row], str]] = {
    "replies-without-ticket": _sent,
    "notes-without-ticket": _noted,
    "cases-without-ticket": _on_the_platform,
    "fields-missing": _missing,
    "cases-without-action": _state,
    "plans": _since,
    "stock": _stock,
    "pairings": _pairings,
    "notices": _unread,
}


def _with_time(text: str, due: int | None, zone: tzinfo | None) -> str:
    if due is None:
        return text
    at = datetime.fromtimestamp(due, UTC).astimezone(zone)
    return " ".join(filter(None, (text, f"{at:%m-%d %H:%M}")))
