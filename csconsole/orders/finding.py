"""Finding orders by any part of what is known of them."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any
from zlib import crc32

from csconsole.orders.store import OrderStore
from csconsole.orders.words import asked_pieces, asked_words, order_words, pieces, squeeze
from csconsole.storage.store import Store

AT_ONCE = 4000  # orders that are put into the index in one go
_MINUTE = 60
_IN_A_MINUTE = 1024  # places
_LEAST_LOOKED_AT = 60  # matches that are ranked
_FALSE = 4  # times as many as are wanted, since pieces may stand in another order
_READ = 60  # rows at a time
Found = Mapping[str, Any]


class OrderIndex:
    """The index of words in an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._orders = OrderStore(store)
        self._execute = store.database.execute
        self._many = store.database.conn.executemany

    def find(self, text: str, most: int, shops: Collection[str] | None = None) -> list[Found]:
        """The rows of the orders that have all words of a text, the likeliest first.

        An order of exactly that number, waybill, name or phone end comes first, then the latest.
        Nothing asked for gives the latest. `shops`: only orders of these; None for all.
        """
        self.bring_up_to_date()
        words = asked_words(text)
        if not words:
            where, values = ("1", []) if shops is None else _in_shops(shops)
            return self._read(self._orders.order_ids(where, values, most))
        looked = self._looked_at(words, squeeze(text), max(most, _LEAST_LOOKED_AT), shops)
        exact = self._orders.order_ids("no IN (?, ?)", (text.strip(), f"#{text.strip()}"))
        known = {row["id"] for _near, row in looked}
        missed = self._orders.searched([id_ for id_ in exact if id_ not in known]).values()
        first = [(0, row) for row in missed if shops is None or row["shop"] in shops]
        ranked = sorted([*first, *looked], key=lambda one: one[0])
        return self._read([row["id"] for _near, row in ranked[:most]])

    def _looked_at(
        self, words: list[str], whole: str, most: int, shops: Collection[str] | None
    ) -> list[tuple[int, Found]]:
        """The latest rows that have all words, each with how near it is to what was typed."""
        looked: list[tuple[int, Found]] = []
        for row in self._candidates(words, most):
            had = order_words(row)
            fits = all(any(word in one for one in had) for word in words)
            if fits and (shops is None or row["shop"] in shops):
                looked.append((_nearness(row, had, whole), row))
            if len(looked) == most:
                break
        return looked

    def bring_up_to_date(self, progress: Callable[[float], None] = lambda _share: None) -> None:
        """Take every changed order into the index, a few at a time so that others can write."""
        left = self._execute("SELECT count(*) FROM orders_to_place").fetchone()[0]
        done = 0
        while done < left:
            with self._store.journal.transaction():
                rows = self._execute(
                    "SELECT id FROM orders_to_place ORDER BY rowid LIMIT ?", [AT_ONCE]
                )
                ids = [row[0] for row in rows]
                self._place(ids)
            done += max(len(ids), 1)
            progress(min(1.0, done / left))

    def place_new(self, told: Sequence[tuple[str, int | None, str]]) -> None:
        """Take orders in that are new, each with its moment and pieces, in the caller's action."""
        moments = {order_id: created for order_id, created, _words in told}
        places = self._places(moments)
        self._insert((places[order_id], words) for order_id, _created, words in told)
        self._many("DELETE FROM orders_to_place WHERE id = ?", [(one,) for one in moments])

    def empty(self) -> None:
        """Merge the index, so that nothing of deleted orders stays in it."""
        self._execute("INSERT INTO order_words (order_words) VALUES ('optimize')")

    def _place(self, ids: list[str]) -> None:
        marks = ", ".join("?" for _id in ids)
        known = self._execute(f"SELECT place FROM order_places WHERE id IN ({marks})", ids)  # noqa: S608
        before = known.fetchall()
        self._many("DELETE FROM order_words WHERE rowid = ?", before)
        self._many("DELETE FROM order_places WHERE place = ?", before)
        rows = self._orders.searched(ids)
        places = self._places({one: row["created"] for one, row in rows.items()})
        self._insert((places[one], pieces(order_words(row))) for one, row in rows.items())
        self._many("DELETE FROM orders_to_place WHERE id = ?", [(order_id,) for order_id in ids])

    def _places(self, moments: Mapping[str, int | None]) -> dict[str, int]:
        """A place for each of these orders, near those of its time; they have none yet."""
        wished = [(_wished_place(one, created), one) for one, created in moments.items()]
        self._many("INSERT OR IGNORE INTO order_places VALUES (?, ?)", wished)
        marks = ", ".join("?" for _id in moments)
        placed = self._execute(
            f"SELECT id, place FROM order_places WHERE id IN ({marks})",  # noqa: S608
            list(moments),
        )
        places = dict(placed.fetchall())
        for wish, order_id in wished:
            if order_id not in places:  # another order has it
                places[order_id] = self._free_place(wish)
                place = [places[order_id], order_id]
                self._execute("INSERT INTO order_places VALUES (?, ?)", place)
        return places

    def _insert(self, words: Iterable[tuple[int, str]]) -> None:
        """Write words at their places, in the order of these: the index is built of runs."""
        self._many("INSERT INTO order_words (rowid, words) VALUES (?, ?)", sorted(words))

    def _free_place(self, taken: int) -> int:
        """The next free place after one that is taken."""
        free = self._execute(
            "SELECT place + 1 FROM order_places AS one WHERE place >= ? AND NOT EXISTS "
            "(SELECT 1 FROM order_places WHERE place = one.place + 1) ORDER BY place LIMIT 1",
            [taken],
        ).fetchone()
        return int(free[0])

    def _candidates(self, words: list[str], most: int) -> Iterator[Found]:
        asked = asked_pieces(words)
        if asked:
            # Read to its end at once: a cursor left open would keep the index from being written.
            places = self._execute(
                "SELECT id FROM order_places WHERE place IN (SELECT rowid FROM order_words "
                "WHERE order_words MATCH ? ORDER BY rowid DESC LIMIT ?) ORDER BY place DESC",
                [" AND ".join(asked), _FALSE * most],
            ).fetchall()
            ids = [row[0] for row in places]
        else:
            ids = self._orders.order_ids("1", most=_FALSE * most)
        for at in range(0, len(ids), _READ):
            rows = self._orders.searched(ids[at : at + _READ])
            yield from (rows[id_] for id_ in ids[at : at + _READ] if id_ in rows)

    def _read(self, ids: list[str]) -> list[Found]:
        rows = self._orders.orders(ids)
        return [rows[order_id] for order_id in ids if order_id in rows]


def _wished_place(order_id: str, created: int | None) -> int:
    """A place in the order of time; one of no known time stands before all others.

    Near places keep the index small; within a minute, and without one, the id decides.
    """
    chance = crc32(order_id.encode())
    if created is None:
        return -1 - chance
    return created // _MINUTE * _IN_A_MINUTE + chance % _IN_A_MINUTE


def _nearness(row: Found, had: list[str], asked: str) -> int:
    """0 for exactly what was asked for, 1 for what ends with it or begins so, 2 for the rest."""
    if asked in had:
        return 0
    named = had[: 4 + len(row["waybills"] or ())]
    return 1 if any(word.endswith(asked) or word.startswith(asked) for word in named) else 2


def _in_shops(shops: Collection[str]) -> tuple[str, list[str]]:
    return f"shop IN ({', '.join('?' for _shop in shops)})", list(shops)
