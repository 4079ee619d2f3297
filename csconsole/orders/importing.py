"""Taking export files into the orders: what is new, what changes, what stays."""

import marshal
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

from csconsole.language import _
from csconsole.orders.merging import order_patch, refund_patch
from csconsole.orders.model import (
    ImportedFile,
    ImportedOrders,
    NotTaken,
    Shop,
    order_id,
    refund_id,
)
from csconsole.orders.reading.exports import open_export
from csconsole.orders.reading.model import Asked, FileOrder, FileRefund, Refused, Remark
from csconsole.orders.shops import Shops
from csconsole.orders.store import ORDER, REFUND, OrderStore
from csconsole.storage.entities import DELETED
from csconsole.storage.journal import Action
from csconsole.storage.store import Store

CAUSE = "orders.import"
_AT_ONCE = 500  # records that are compared with the store in one go
_SHARE_OF_READING = 0.5
_MANY = 20_000  # records; how far reading has come is not known before its end
_SAMPLE = 20
Progress = Callable[[float], None]


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
class Read:
    """A file that was read to its end; its records are kept as bytes.

    Attributes:
        told_shop: the name of the shop that it tells.
        some: the numbers of some of its orders, with the moments at which they were placed.
        counts: how many orders, lines and refund cases it has.
    """

    path: Path
    platform: str
    layout: str
    encoding: str
    told_shop: str
    some: dict[str, int | None]
    counts: tuple[int, int, int]
    records: list[bytes]


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
    tally = Tally()
    read = [_read(path, wanted, tally, progress) for path in paths]
    if wanted.dry_run and len(read) == 1:  # needs no lock, however long it takes
        shops = Shops(store)
        shop = _shop(shops, read[0], wanted)
        for _entity, _patches in _changes(store, read[0], shop, tally):
            pass
        return _outcome([_told(shops, read[0], shop)], tally, "")
    files: list[ImportedFile] = []
    store.expect_many_writes()
    try:
        with store.journal.action(CAUSE, wanted.agent) as action:
            for at, one in enumerate(read):
                length = (1 - _SHARE_OF_READING) / len(read)
                part = _part(progress, _SHARE_OF_READING + at * length, length)
                files.append(_write_file(store, action, one, wanted, (tally, part)))
            _take_back_a_rehearsal(wanted)
    except _RehearsedError:
        return _outcome(files, tally, "")
    return _outcome(files, tally, action.id)


class _RehearsedError(Exception):
    """Everything was done, to be taken back: one file of several may change what another does."""


def _take_back_a_rehearsal(wanted: Wanted) -> None:
    if wanted.dry_run:
        raise _RehearsedError


def _read(path: Path, wanted: Wanted, tally: Tally, progress: Progress) -> Read:
    export = open_export(path, wanted.asked, wanted.layouts)
    records: list[bytes] = []
    some: dict[str, int | None] = {}
    orders, lines, refunds = set(), 0, 0
    for record in export.records:
        if isinstance(record, Refused):
            tally.skipped.append(NotTaken(record.where, record.why))
        elif isinstance(record, Remark):
            tally.remarks.append(NotTaken(record.where, record.what))
        else:
            is_order = isinstance(record, FileOrder)
            number = record.no if isinstance(record, FileOrder) else record.order
            if number:
                orders.add(number)
            lines += len(record.fields.get("lines", ()))
            refunds += not is_order
            if number and len(some) < _SAMPLE:
                some[number] = record.fields.get("created") if is_order else None
            records.append(_packed(record))
        progress(_SHARE_OF_READING * len(records) / (len(records) + _MANY))
    return Read(
        path=path,
        platform=export.platform,
        layout=export.layout,
        encoding=export.encoding,
        told_shop=export.shop,
        some=some,
        counts=(len(orders), lines, refunds),
        records=records,
    )


def _shop(shops: Shops, read: Read, wanted: Wanted) -> Shop:
    return shops.of_file(read.platform, read.told_shop, wanted.shop, read.some)


def _told(shops: Shops, read: Read, shop: Shop) -> ImportedFile:
    orders, lines, refunds = read.counts
    return ImportedFile(
        file=str(read.path),
        platform=read.platform,
        layout=read.layout,
        encoding=read.encoding,
        shop=shop.name,
        orders=orders,
        lines=lines,
        refunds=refunds,
        shop_known=shops.is_known(read.platform, read.told_shop),
    )


def _packed(record: FileOrder | FileRefund) -> bytes:
    """A record as bytes that take a fifth of its room; they never leave this process."""
    if isinstance(record, FileOrder):
        return marshal.dumps((record.place, record.no, dict(record.fields), record.whole_lines))
    return marshal.dumps((record.place, record.no, record.order, dict(record.fields), None))


def _unpacked(packed: bytes) -> FileOrder | FileRefund:
    told = marshal.loads(packed)  # noqa: S302  (what _packed has just made)
    return FileRefund(*told[:-1]) if told[-1] is None else FileOrder(*told)


def _write_file(
    store: Store, action: Action, read: Read, wanted: Wanted, telling: tuple[Tally, Progress]
) -> ImportedFile:
    tally, progress = telling
    shops = Shops(store)
    shop = _shop(shops, read, wanted)
    shops.keep(action, shop, read.told_shop, is_said=bool(wanted.shop))
    done = 0
    for entity, patches in _changes(store, read, shop, tally):
        action.write_many(entity, patches)
        done += _AT_ONCE
        progress(min(1.0, done / max(1, len(read.records))))
    return _told(shops, read, shop)


def _changes(
    store: Store, read: Read, shop: Shop, tally: Tally
) -> Iterator[tuple[str, list[tuple[str, dict[str, Any]]]]]:
    """The patches that a file comes to, some hundred records at a time."""
    orders = OrderStore(store)
    records = map(_unpacked, read.records)
    while some := list(islice(records, _AT_ONCE)):
        told = [one for one in some if isinstance(one, FileOrder)]
        yield ORDER.name, _order_patches(orders, told, shop, tally)
        cases = [one for one in some if isinstance(one, FileRefund)]
        if cases:
            yield REFUND.name, _refund_patches(orders, cases, shop, tally)


def _order_patches(
    orders: OrderStore, told: list[FileOrder], shop: Shop, tally: Tally
) -> list[tuple[str, dict[str, Any]]]:
    ids = [order_id(shop.id, one.no) for one in told]
    known = orders.orders(ids, with_deleted=True)
    patches = []
    for id_, one in zip(ids, told, strict=True):
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
    return patches


def _refund_patches(
    orders: OrderStore, told: list[FileRefund], shop: Shop, tally: Tally
) -> list[tuple[str, dict[str, Any]]]:
    ids = [refund_id(shop.id, one.no) for one in told]
    known = orders.refunds(ids)
    of = {one.order: order_id(shop.id, one.order) for one in told if one.order}
    forgotten = {
        id_
        for id_, row in orders.orders(list(of.values()), with_deleted=True).items()
        if row[DELETED] and row["no"] is None
    }
    patches = []
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


def _part(progress: Progress, start: float, length: float) -> Progress:
    return lambda share: progress(start + share * length)


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
