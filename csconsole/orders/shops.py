"""To which shop a file belongs: asked once, then remembered by where the file comes from."""

from collections.abc import Mapping
from itertools import count

from csconsole.errors import BadInputError, NotFoundError
from csconsole.language import _
from csconsole.orders.model import Shop, order_id, shop_id
from csconsole.orders.rows import shop_of
from csconsole.orders.store import SHOP, OrderStore
from csconsole.storage.journal import Action
from csconsole.storage.store import Store

_REMEMBERED = "orders.shop of {platform} {told}"
_LONGEST_NAME = 60
_SECOND = 2
_A_DAY = 86_400  # seconds
Sample = Mapping[str, int | None]  # order number -> when it was placed


class Shops:
    """The shops in an open store."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._orders = OrderStore(store)

    def all(self) -> list[Shop]:
        """Every shop, by name."""
        return [shop_of(row) for row in self._orders.shops()]

    def by_id(self) -> dict[str, Shop]:
        """Every shop by its id."""
        return {shop.id: shop for shop in self.all()}

    def named(self, name: str) -> list[Shop]:
        """The shops of a name; of two platforms, perhaps.

        Raises:
            NotFoundError: there is none; the message lists those that there are.
        """
        found = [shop for shop in self.all() if _alike(shop.name) == _alike(name)]
        if not found:
            raise NotFoundError(
                _("there is no shop of this name; known are: {names}").format(
                    names=", ".join(shop.name for shop in self.all()) or _("none")
                ),
                place=name,
            )
        return found

    def of_file(self, platform: str, told: str, wanted: str, some: Sample) -> Shop:
        """The shop that a file belongs to; perhaps one that is not kept yet.

        `told` is the name of the shop that the file tells, `wanted` the one that the person has
        said ("" for none), `some` are the numbers of some of its orders, with their moments.

        Raises:
            BadInputError: the wanted name can be none.
        """
        known = [shop for shop in self.all() if shop.platform == platform]
        by_name = {_alike(shop.name): shop for shop in known}
        if wanted:
            name = _clean(wanted)
            return by_name.get(_alike(name)) or self._new(platform, name, known)
        remembered = self._store.fact(_source(platform, told))
        by_id = {shop.id: shop for shop in known}
        if remembered in by_id:
            return by_id[remembered]
        if told:
            name = _clean(told)
            return by_name.get(_alike(name)) or self._told(platform, name, known)
        return self._likeliest(platform, known, some)

    def is_known(self, platform: str, told: str) -> bool:
        """Whether nobody needs to be asked for the shop of such files: one was said, or is told."""
        remembered = self._store.fact(_source(platform, told))
        return bool(told) or any(shop.id == remembered for shop in self.all())

    def counts(self) -> dict[str, int]:
        """How many orders each shop has, by the shop's id."""
        return self._orders.count_by_shop()

    def keep(self, action: Action, shop: Shop, told: str, *, is_said: bool) -> None:
        """Keep a shop, and where a person has said so, that such files belong to it."""
        before = self.by_id().get(shop.id)
        if before != shop:
            action.write(SHOP.name, shop.id, {"platform": shop.platform, "name": shop.name})
        if is_said:
            self._store.set_fact(_source(shop.platform, told), shop.id)

    def rename(self, shop: str, name: str, agent: str) -> str:
        """Give a shop a better name; returns the action.

        Raises:
            BadInputError: the name can be none, or another shop of the platform has it.
        """
        clean = _clean(name)
        shops = self.by_id()
        for other in shops.values():
            is_beside = other.id != shop and other.platform == shops[shop].platform
            if is_beside and _alike(other.name) == _alike(clean):
                raise BadInputError(_("another shop has this name"), place=clean)
        patch = {"name": clean}
        return self._store.journal.write(SHOP.name, shop, patch, cause="shops.rename", agent=agent)

    def _told(self, platform: str, name: str, known: list[Shop]) -> Shop:
        """A shop that a file names: the platform's only one, if nobody has named that yet."""
        if len(known) == 1 and known[0].name == platform:
            return Shop(known[0].id, platform, name)
        return self._new(platform, name, known)

    def _new(self, platform: str, name: str, known: list[Shop]) -> Shop:
        return Shop(shop_id(platform, name if known else ""), platform, name)

    def _likeliest(self, platform: str, known: list[Shop], some: Sample) -> Shop:
        """The shop that has these orders, else the first that has no others of these numbers."""
        if not known:
            return Shop(shop_id(platform), platform, platform)
        agreeing = {shop.id: self._agreeing(shop, some) for shop in known}
        fitting = [shop for shop in known if agreeing[shop.id] >= 0]
        if fitting:
            return max(fitting, key=lambda shop: agreeing[shop.id])
        names = {shop.name for shop in known}
        name = next(name for at in count(_SECOND) if (name := f"{platform} {at}") not in names)
        return self._new(platform, name, known)

    def _agreeing(self, shop: Shop, some: Sample) -> int:
        """How many of these orders a shop has; -1 where it has other ones of the same numbers.

        The moment at which an order was placed never changes, while small shops on some platforms
        all begin with #1001.
        """
        rows = self._orders.orders([order_id(shop.id, no) for no in some])
        moments = [(row["created"], some[row["no"]]) for row in rows.values()]
        both = [(before, told) for before, told in moments if before and told]
        return -1 if any(abs(before - told) > _A_DAY for before, told in both) else len(rows)


def _source(platform: str, told: str) -> str:
    return _REMEMBERED.format(platform=platform, told=told)


def _alike(name: str) -> str:
    return " ".join(name.split()).casefold()


def _clean(name: str) -> str:
    bare = " ".join(name.split())
    if not bare or len(bare) > _LONGEST_NAME or not bare.isprintable():
        raise BadInputError(
            _("a shop's name has 1 to {most} characters").format(most=_LONGEST_NAME), place=name
        )
    return bare
