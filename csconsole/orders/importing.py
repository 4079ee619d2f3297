"""Taking export files into the orders: what is new, what changes, what stays."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from csconsole.language import _
from csconsole.orders.finding import AT_ONCE as _AT_ONCE
from csconsole.orders.finding import OrderIndex
from csconsole.orders.lots import Heading, Lot
from csconsole.orders.merging import order_patch, refund_patch
from csconsole.orders.model import (
    ImportedFile,
    ImportedOrders,
    NotTaken,
    Shop,
    order_id,
    refund_id,
)
from csconsole.orders.reading.model import Asked, FileRefund
from csconsole.orders.reading_process import OpenedExport, opened_export
from csconsole.orders.shops import Shops
from csconsole.orders.store import ORDER, REFUND, OrderStore
from csconsole.storage.entities import DELETED
from csconsole.storage.journal import Action
from csconsole.storage.store import Store

CAUSE = "orders.import"
_SAMPLE = 20
Progress = Callable[[float], None]
Patches = list[tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class Wanted:
    """What the person who imports has said.

    Attributes:
        shop: the name of the shop that the files belong to; "" to find out.
        layouts: the folder of the shop's own layouts; None for none.
        agent: who that person is.
        dry_run: only to tell what would become of the files.
    """

    asked: Asked = field(default_factory=Asked)
    shop: str = ""
    layouts: Path | None = None
    agent: str = ""
    dry_run: bool = False


@dataclass
class Counted:
    """What a file that is being read has come to so far.

    Attributes:
        numbers: the numbers of its orders.
        lines, refunds: how many lines and refund cases it has.
    """

    numbers: set[str] = field(default_factory=set)
    lines: int = 0
    refunds: int = 0

    def add(self, lot: Lot) -> None:
        """Count a lot."""
        self.numbers.update(one.no for one in lot.orders)
        self.numbers.update(one.order for one in lot.cases if one.order)
        self.lines += sum(len(one.fields.get("lines", ())) for one in lot.orders)
        self.lines += sum(len(one.fields.get("lines", ())) for one in lot.cases)
        self.refunds += len(lot.cases)


@dataclass
class Tally:
    """What happens to the orders: id -> `new`, `changed` or `same`."""

    states: dict[str, str] = field(default_factory=dict)
    skipped: list[NotTaken] = field(default_factory=list)
    remarks: list[NotTaken] = field(default_factory=list)
    cases: list[str] = field(default_factory=list)

    def count(self, order: str, state: str) -> None:
        """Count an order; once new or changed, it stays so."""
        rank = ("same", "changed", "new")
        before = self.states.get(order, "same")
        self.states[order] = max(before, state, key=rank.index)


def take(store: Store, paths: Sequence[Path], wanted: Wanted, progress: Progress) -> ImportedOrders:
    """Take files in as one action, or only tell what would become of them.

    Raises:
        BadInputError: a file cannot be read; nothing of any file is taken then.
    """
    intake = _Intake(store, wanted)
    if wanted.dry_run and len(paths) == 1:  # needs no lock, however long it takes
        return _outcome([intake.rehearse(paths[0], progress)], intake.tally, "")
    files: list[ImportedFile] = []
    store.expect_many_writes()
    try:
        with store.journal.action(CAUSE, wanted.agent) as action:
            for at, path in enumerate(paths):
                files.append(intake.write(path, action, _part(progress, at, len(paths))))
            _take_back_a_rehearsal(wanted)
    except _RehearsedError:
        return _outcome(files, intake.tally, "")
    return _outcome(files, intake.tally, action.id)


class _RehearsedError(Exception):
    """Everything was done, to be taken back: one file of several may change what another does."""


def _take_back_a_rehearsal(wanted: Wanted) -> None:
    if wanted.dry_run:
        raise _RehearsedError


class _Intake:
    """Taking files into a store, one after another."""

    def __init__(self, store: Store, wanted: Wanted) -> None:
        self._wanted = wanted
        self._orders, self._shops = OrderStore(store), Shops(store)
        self._new = _NewOrders(OrderIndex(store))
        self.tally = Tally()

    def rehearse(self, path: Path, progress: Progress) -> ImportedFile:
        """Only count what would become of a file."""
        counted = Counted()
        with opened_export(path, self._wanted.asked, self._wanted.layouts) as export:
            shop, lots = self._begun(export)
            for lot in lots:
                self._patches(lot, shop, counted)
                progress(_share(counted, export.heading))
        return self._told(path, export.heading, shop, counted)

    def write(self, path: Path, action: Action, progress: Progress) -> ImportedFile:
        """Write what a file changes."""
        counted = Counted()
        with opened_export(path, self._wanted.asked, self._wanted.layouts) as export:
            shop, lots = self._begun(export)
            is_said = bool(self._wanted.shop)
            self._shops.keep(action, shop, export.heading.shop, is_said=is_said)
            for lot in lots:
                orders, cases = self._patches(lot, shop, counted)
                action.write_many(ORDER.name, orders)
                action.write_many(REFUND.name, cases)
                self._new.place(_AT_ONCE)
                progress(_share(counted, export.heading))
            self._new.place()
        return self._told(path, export.heading, shop, counted)

    def _begun(self, export: OpenedExport) -> tuple[Shop, Iterator[Lot]]:
        """The shop that a file belongs to, told by its first orders, and all its lots."""
        first = next(export.lots, Lot())
        some = {one.no: one.fields.get("created") for one in first.orders[:_SAMPLE]}
        some |= {one.order: None for one in first.cases[:_SAMPLE] if one.order not in some}
        some.pop("", None)
        heading = export.heading
        shop = self._shops.of_file(heading.platform, heading.shop, self._wanted.shop, some)
        return shop, chain([first], export.lots)

    def _patches(self, lot: Lot, shop: Shop, counted: Counted) -> tuple[Patches, Patches]:
        counted.add(lot)
        self.tally.skipped += lot.skipped
        self.tally.remarks += lot.remarks
        orders = _order_patches(self._orders, lot, shop, (self.tally, self._new))
        return orders, _refund_patches(self._orders, lot.cases, shop, self.tally)

    def _told(self, path: Path, heading: Heading, shop: Shop, counted: Counted) -> ImportedFile:
        return ImportedFile(
            file=str(path),
            platform=heading.platform,
            layout=heading.layout,
            encoding=heading.encoding,
            shop=shop.name,
            orders=len(counted.numbers),
            lines=counted.lines,
            refunds=counted.refunds,
            shop_known=self._shops.is_known(heading.platform, heading.shop),
        )


class _NewOrders:
    """New orders that the index takes by the thousand; it was told their pieces when they came.

    An order that comes again before that is left to the index, which looks at what stands then.
    """

    def __init__(self, index: OrderIndex) -> None:
        self._index = index
        self._waiting: dict[str, tuple[int | None, str]] = {}
        self._left: set[str] = set()

    def add(self, order_id: str, created: int | None, words: str) -> None:
        """An order that was not known."""
        if order_id not in self._left:
            self._waiting[order_id] = (created, words)

    def leave(self, order_id: str) -> None:
        """An order that was known, or comes a second time."""
        self._waiting.pop(order_id, None)
        self._left.add(order_id)

    def place(self, at_least: int = 1) -> None:
        """Hand them to the index, if there are so many."""
        if len(self._waiting) >= at_least:
            self._index.place_new([(id_, *told) for id_, told in self._waiting.items()])
            self._waiting.clear()


def _share(counted: Counted, heading: Heading) -> float:
    done = max(len(counted.numbers), counted.refunds)
    return min(1.0, done / heading.expected) if heading.expected else 0.0


def _order_patches(
    orders: OrderStore, lot: Lot, shop: Shop, telling: tuple[Tally, _NewOrders]
) -> Patches:
    tally, new = telling
    ids = [order_id(shop.id, one.no) for one in lot.orders]
    known = orders.orders(ids, with_deleted=True)
    patches: Patches = []
    seen: set[str] = set()
    for id_, one, words in zip(ids, lot.orders, lot.words, strict=True):
        before = known.get(id_)
        if before is not None and before[DELETED] and before["no"] is None:
            tally.skipped.append(NotTaken(one.place, _("this buyer's data was removed on request")))
            continue
        patch = order_patch(before, one, shop.id)
        if before is not None and before[DELETED]:
            patch[DELETED] = False
        is_new = before is None or bool(before[DELETED])
        tally.count(id_, "new" if is_new else "changed" if patch else "same")
        if patch:
            patches.append((id_, patch))
        if before is None and id_ not in seen:
            new.add(id_, one.fields.get("created"), words)
        else:
            new.leave(id_)
        seen.add(id_)
    return patches


def _refund_patches(
    orders: OrderStore, told: list[FileRefund], shop: Shop, tally: Tally
) -> Patches:
    ids = [refund_id(shop.id, one.no) for one in told]
    known = orders.refunds(ids)
    of = {one.order: order_id(shop.id, one.order) for one in told if one.order}
    forgotten = {
        id_
        for id_, row in orders.orders(list(of.values()), with_deleted=True).items()
        if row[DELETED] and row["no"] is None
    }
    patches: Patches = []
    for id_, one in zip(ids, told, strict=True):
        order = of.get(one.order, "")
        before = known.get(id_)
        if order in forgotten or (before is not None and before["no"] is None):
            continue
        tally.cases.append(id_)
        patch = refund_patch(before, one, order)
        if before is not None and before[DELETED]:
            patch[DELETED] = False
        if patch:
            patches.append((id_, patch))
        if order:
            tally.count(order, "changed" if patch else "same")
    return patches


def _part(progress: Progress, at: int, files: int) -> Progress:
    return lambda share: progress((at + share) / files)


def _outcome(files: list[ImportedFile], tally: Tally, action: str) -> ImportedOrders:
    states = list(tally.states.values())
    added, updated = states.count("new"), states.count("changed")
    return ImportedOrders(
        files=tuple(files),
        added=added,
        updated=updated,
        unchanged=states.count("same"),
        skipped=tuple(tally.skipped),
        notes=tuple(tally.remarks),
        action=action if added or updated else "",
        cases=tuple(tally.cases),
    )
