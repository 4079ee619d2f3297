"""Forgetting people: whom a request means, and taking their orders out of the store for good."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.orders.model import Order, Whom, buyer_id
from csconsole.orders.orders import Orders
from csconsole.orders.store import BUYER, DISCLOSURE, NOTE, ORDER, REFUND
from csconsole.orders.traces import Traces, words_of
from csconsole.people.masking import is_hidden
from csconsole.storage.forgotten import Kept, Thing
from csconsole.storage.journal import Action
from csconsole.storage.store import Store

_AT_ONCE = 400


@dataclass(frozen=True)
class Person:
    """Who is meant.

    Attributes:
        orders: the ids of all orders, those of an import that was taken back among them.
        buyers: the ids of what agents have said of the buyer.
        names: the names on the platforms; none where these are hidden.
    """

    orders: tuple[str, ...] = ()
    buyers: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


class OrderForgetting:
    """The orders' part of forgetting, in an open store."""

    def __init__(self, store: Store, orders: Orders) -> None:
        self._store, self._orders = store, orders
        self._execute = store.database.execute

    def person(self, whom: Whom) -> Person:
        """The person that is meant; without orders where nobody of that name has ordered here.

        Raises:
            NotFoundError: there is no order of that number.
            BadInputError: several people may have that name, since the platform hides a part.
        """
        if whom.order:
            return self._of_order(self._orders.by_number(whom.order, whom.shop))
        if is_hidden(whom.buyer):
            raise BadInputError(
                _("the platform hides a part of this name: others may have the same"),
                hint=_("name an order of the buyer: --order NO"),
            )
        return self._named(whom)

    def traces(self, things: Iterable[Thing], names: Iterable[str] = ()) -> Traces:
        """What leads to the people of some things; values that were replaced count, too."""
        patches = (
            entry.patch
            for entity, id_ in things
            if entity not in {NOTE.name, DISCLOSURE.name}
            for entry in self._store.journal.history(entity, id_)
        )
        named = ({"buyer": name} for name in names)
        return Traces(words_of([*named, *(patch for patch in patches if patch)]))

    def kept_of(self, person: Person) -> Kept:
        """All that the orders keep of people, deleted things among them."""
        orders = person.orders
        found = [(ORDER.name, id_) for id_ in orders]
        found += [(BUYER.name, id_) for id_ in person.buyers]
        for entity in (NOTE, REFUND, DISCLOSURE):
            for some in _lots(orders):
                sql = f"SELECT id FROM [{entity.table}] WHERE order_id IN ({_marks(some)})"  # noqa: S608
                found += [(entity.name, row[0]) for row in self._execute(sql, list(some))]
        return Kept(found)

    def forget(self, action: Action, things: Iterable[Thing]) -> int:
        """Forget things for good; how many entries of the journal lost their values."""
        return sum(action.forget(entity, id_) for entity, id_ in things)

    def clean_index(self) -> None:
        """Have the index of words hold nothing of what was forgotten."""
        self._orders.index.bring_up_to_date()
        self._orders.index.empty()

    def _of_order(self, order: Order) -> Person:
        """The buyer of an order; that order alone where nobody knows the buyer."""
        if not order.buyer or is_hidden(order.buyer):
            return Person((order.id,))
        person = self._named(Whom(order.buyer, platform=order.platform))
        return replace(person, orders=tuple(dict.fromkeys((order.id, *person.orders))))

    def _named(self, whom: Whom) -> Person:
        rows = self._rows_named(whom)
        told = self._execute("SELECT id, platform FROM buyers WHERE name = ?", [whom.buyer.strip()])
        buyers = told.fetchall()
        if whom.platform or whom.shop:  # else also what an import left that was taken back
            shops = {shop.id: shop for shop in self._shops(whom)}
            rows = [(id_, shop) for id_, shop in rows if shop in shops]
            platforms = {shop.platform for shop in shops.values()}
            buyers = [(id_, platform) for id_, platform in buyers if platform in platforms]
            if whom.shop and self._buys_elsewhere(whom.buyer.strip(), shops):
                buyers = []
        orders = dict.fromkeys(id_ for id_, _shop in rows)
        described = sorted(id_ for id_, _platform in buyers)
        return Person(tuple(orders), tuple(described), (whom.buyer.strip(),))

    def _shops(self, whom: Whom) -> list[Any]:
        shops = self._orders.shops.named(whom.shop) if whom.shop else self._orders.shops.all()
        wanted = whom.platform.strip().lower()
        return [shop for shop in shops if wanted in {"", shop.platform.lower()}]

    def _rows_named(self, whom: Whom) -> list[tuple[str, str]]:
        name = whom.buyer.strip()
        if not name:
            return []
        there = "SELECT id, shop FROM orders WHERE no IS NOT NULL AND "
        rows = self._execute(f"{there} buyer = ?", [name]).fetchall()
        if "@" in name:
            low = name.lower()
            rows += self._execute(f"{there} lower(buyer) = ?", [low]).fetchall()
            told = self._execute(
                "SELECT orders.id, shop FROM orders, json_each(extra) "
                "WHERE no IS NOT NULL AND lower(json_each.value) = ?",
                [low],
            )
            rows += told.fetchall()
        if whom.phone:
            told = self._execute(
                "SELECT id, shop, phone FROM orders WHERE no IS NOT NULL AND recipient = ?", [name]
            )
            wanted = _digits(whom.phone)
            rows += [(id_, shop) for id_, shop, phone in told if _digits(phone or "") == wanted]
        return rows

    def _buys_elsewhere(self, name: str, shops: Mapping[str, Any]) -> bool:
        rows = self._execute("SELECT DISTINCT shop FROM orders WHERE buyer = ?", [name])
        return any(row[0] not in shops for row in rows)

    def nobody(self, whom: Whom) -> NotFoundError:
        """Why nobody is meant, with what to say instead."""
        is_recipient = self._execute(
            "SELECT 1 FROM orders WHERE recipient = ? LIMIT 1", [whom.buyer.strip() or None]
        ).fetchone()
        return NotFoundError(
            _("no buyer of this name has orders here"),
            hint=_("a recipient has it: add --phone PHONE, or name an order: --order NO")
            if is_recipient
            else _("look for a part of it: csconsole orders find TEXT"),
        )

    def orphans(self, orders: Sequence[str]) -> list[str]:
        """The buyers of some orders of whom nothing would be left without these."""
        names: set[tuple[str, str]] = set()
        platforms = {shop.id: shop.platform for shop in self._orders.shops.all()}
        for some in _lots(orders):
            sql = f"SELECT DISTINCT shop, buyer FROM orders WHERE id IN ({_marks(some)})"  # noqa: S608
            names |= {
                (platforms.get(shop, ""), name)
                for shop, name in self._execute(sql, list(some))
                if name
            }
        going = set(orders)
        return [
            id_
            for platform, name in sorted(names)
            if self._is_described(id_ := buyer_id(platform, name))
            and all(
                row[0] in going
                for row in self._execute("SELECT id FROM orders WHERE buyer = ?", [name])
            )
        ]

    def _is_described(self, id_: str) -> bool:
        sql = "SELECT 1 FROM buyers WHERE id = ? AND name IS NOT NULL"
        return self._execute(sql, [id_]).fetchone() is not None


def _lots(ids: Sequence[str]) -> Iterable[Sequence[str]]:
    return (ids[at : at + _AT_ONCE] for at in range(0, len(ids), _AT_ONCE))


def _marks(ids: Sequence[str]) -> str:
    return ", ".join("?" for _id in ids)


def _digits(phone: str) -> str:
    """The digits of a phone number without China's own prefix, for comparing two of them."""
    digits = re.sub(r"\D", "", phone)
    return digits[2:] if len(digits) == len("8613800138000") and digits[:2] == "86" else digits
