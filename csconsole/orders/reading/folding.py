"""The rows of a sheet, folded into orders and cases of refund.

An order is handed out as soon as its last row was read, so that no more than a few are in memory;
those whose rows lie far apart wait in a compact form.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from csconsole.language import _
from csconsole.orders.reading.cells import NO_NUMBER, cleaned, is_spoilt, wrong_with_number
from csconsole.orders.reading.fields import MONEY, FieldReader
from csconsole.orders.reading.growing import GrowingOrder
from csconsole.orders.reading.layout import LINE_COLUMNS, REFUND_COLUMNS, RowKind
from csconsole.orders.reading.model import FileRefund, Record, Refused, Remark
from csconsole.orders.reading.moments import clock, day_of_number
from csconsole.orders.reading.recognising import Column, Head
from csconsole.orders.reading.survey import Row, Survey, rows_below

_BY_HAND = {"no", "status", "closed", "currency", "waybill", "courier", "flag", "shop", "titles"}
_BESIDE = {"kinds", "pieces"}
# What the columns of a refund's sheet are called in its record.
_RENAMED = {"refund_status": "status", "title": "product", "refund_finished": "finished_at"}
_OF_REFUND = {
    name: _RENAMED.get(name, name) for name in (*REFUND_COLUMNS, "title", "sku") if name != "refund"
}
_MOST_REMARKS = 3  # of one kind about one column


class Folding:
    """One reading of the rows below a head."""

    def __init__(self, head: Head, survey: Survey, place: str) -> None:
        self._head = head
        self._layout = head.layout
        self._survey = survey
        self._place = place
        self._neutral = head.layout.platform.neutral
        self._fields = FieldReader(head, self._on_unread)
        self._clock = clock(head.layout.platform.zone)
        self._told: Counter[tuple[str, str]] = Counter()
        self._remarks: list[Remark] = []
        self._unread: list[tuple[str, str]] = []
        self._line = 0
        self._order: GrowingOrder | None = None
        self._order_line = 0
        self._waiting: dict[str, bytes] = {}
        known = head.columns
        # Of a refund's sheet, what it says of the order is all that is not about the refund.
        self._of_order = [
            known[name]
            for name in known
            if name not in {*_BY_HAND, *_BESIDE, *LINE_COLUMNS, *REFUND_COLUMNS}
        ]
        self._of_line = [known[name] for name in known if name in LINE_COLUMNS]
        self._beside = [known[name] for name in known if name in _BESIDE]
        self._of_refund = [known[name] for name in _OF_REFUND if name in known]
        self._has_lines = bool(self._of_line or "titles" in known or head.numbered or head.packed)

    def records(self, rows: Iterable[Row]) -> Iterator[Record]:
        """The orders, cases, refused rows and remarks."""
        yield from self._survey.remarks(self._place)
        for line, row in rows_below(rows, self._head):
            self._line = line
            yield from self._row(row)
            if self._remarks:
                yield from self._remarks
                self._remarks.clear()
        yield from self._put_aside()
        for kept in self._waiting.values():  # the file has changed between the two readings
            yield GrowingOrder.unpacked(kept).finished(self._layout)
        yield from self._left_untold()

    def _row(self, row: Sequence[str]) -> Iterator[Record]:
        cells = self._cleaned(row)
        if not any(cells):
            return
        if len(cells) > len(self._head.names):
            yield self._refused(
                _("the row has {cells} cells, but the head has {all}").format(
                    cells=len(cells), all=len(self._head.names)
                )
            )
            return
        no = self._text("no", cells)
        if self._layout.row is RowKind.REFUND:
            yield from self._refund(cells, no)
            return
        if not no and self._layout.fills_down and self._order:
            self._add(self._order, cells)
            return
        why = wrong_with_number(no)
        if why:
            yield from self._put_aside()
            yield self._refused(why)
            return
        yield from self._turn_to(no)
        if self._order:
            self._add(self._order, cells)

    def _cleaned(self, row: Sequence[str]) -> list[str]:
        neutral = self._neutral
        cells = [cell if not cell or cell.isalnum() else cleaned(cell) for cell in row]
        if not neutral.isdisjoint(cells):
            cells = ["" if cell in neutral else cell for cell in cells]
        missing = len(self._head.names) - len(cells)
        if missing > 0:
            cells += [""] * missing
        elif missing < 0 and not any(cells[missing:]):
            del cells[missing:]
        return cells

    def _turn_to(self, no: str) -> Iterator[Record]:
        """Go on with this order; the one before is handed out where nothing of it is to come."""
        if self._order and self._order.no == no:
            self._order_line = self._line
            return
        yield from self._put_aside()
        kept = self._waiting.pop(no, None)
        self._order = (
            GrowingOrder.unpacked(kept) if kept else GrowingOrder(f"{self._place}:{self._line}", no)
        )
        self._order_line = self._line

    def _put_aside(self) -> Iterator[Record]:
        order = self._order
        self._order = None
        if order is None:
            return
        if self._survey.last.get(order.no, 0) > self._order_line:
            self._waiting[order.no] = order.packed()
            return
        if self._layout.dated_number and "created" not in order.fields:
            day = day_of_number(order.no, self._clock)
            if day is not None:
                order.fields["created"] = day
        yield order.finished(self._layout)

    def _add(self, order: GrowingOrder, cells: Sequence[str]) -> None:
        """Take what a row says into its order."""
        fields = self._fields
        currency = fields.currency(cells, order.fields.get("currency", ""))
        told = fields.read(self._of_order, cells, currency)
        is_new = self._add_lines(order, cells, currency)
        if not is_new:
            told = {name: told[name] for name in told if name not in self._layout.sums}
        self._set_currency(order, told, currency)
        order.add_fields(told, self._layout)
        if self._layout.row is not RowKind.REFUND:
            status = self._text("status", cells)
            closed = bool(self._text("closed", cells))
            if status or closed:
                order.add_status(status, fields.stage(status, closed=closed))
        self._add_parcels(order, cells)
        flag = self._text("flag", cells)
        if flag and "platform_flag" not in order.fields:
            colour = fields.flag(self._head.columns["flag"], flag)
            if colour:
                order.fields["platform_flag"] = colour.value
        # A refund's sheet tells further things of the refund, not of the order.
        is_refund = self._layout.row is RowKind.REFUND
        for name, text in self._unread if is_refund else self._further(cells):
            order.add_extra(name, text)
        self._unread.clear()

    def _set_currency(self, order: GrowingOrder, told: dict[str, Any], currency: str) -> None:
        if currency and ("currency" in self._head.columns or not told.keys().isdisjoint(MONEY)):
            order.fields.setdefault("currency", currency)
        elif not currency and not told.keys().isdisjoint(MONEY):
            self._remark("", _("the file does not tell the currency of its amounts"), self._place)

    def _add_lines(self, order: GrowingOrder, cells: Sequence[str], currency: str) -> bool:
        """Take in the goods of a row; whether the row is not one that was there before."""
        if not self._has_lines or (order.lines and self._layout.row is RowKind.ORDER):
            return True
        before = len(order.lines)
        order.whole_lines = self._layout.row is RowKind.ITEM
        for columns in (self._of_line, *(list(one.values()) for one in self._head.numbered)):
            told = self._fields.read(columns, cells, currency)
            line = self._fields.line(told)
            if "amount_of_line" in told and "price" not in line:
                whole = next(one for one in columns if one.field == "amount_of_line")
                self._keep(whole, whole.text(cells))
            if line:
                order.add_line(line)
        for line in self._fields.packed(cells, currency):
            order.add_line(line)
        if self._head.numbered or self._head.packed:
            order.whole_lines = True
        named = self._text("titles", cells)
        if named and not order.lines:
            beside = self._fields.read(self._beside, cells, currency)
            for line in self._fields.listed(beside, named):
                order.add_line(line)
        return len(order.lines) > before or not self._of_line or "item" not in self._head.columns

    def _add_parcels(self, order: GrowingOrder, cells: Sequence[str]) -> None:
        text = self._text("waybill", cells)
        if not text:
            courier = self._text("courier", cells)
            if courier:
                self._keep(self._head.columns["courier"], courier)
        elif is_spoilt(text):
            self._on_unread(
                self._head.columns["waybill"], text, _("a spreadsheet program has rounded this")
            )
        else:
            order.add_waybills(text, self._text("courier", cells))

    def _further(self, cells: Sequence[str]) -> list[tuple[str, str]]:
        """What goes to no field: further columns, second names of a field, and what is unread."""
        found = [(name, cells[at]) for name, at in self._head.rest if cells[at]]
        for name, at, column in self._head.spare:
            if cells[at] and cells[at] not in column.text(cells):
                found.append((name, cells[at]))
        shop = self._head.columns.get("shop")
        if shop and (text := shop.text(cells)) and text != self._survey.shop:
            found.append((self._name(shop), text))
        return [*found, *self._unread]

    def _refund(self, cells: Sequence[str], order_no: str) -> Iterator[Record]:
        """The case of a row, and what the row says of its order."""
        no = self._text("refund", cells)
        why = wrong_with_number(no) or (wrong_with_number(order_no) if order_no else "")
        if why:
            yield self._refused(why if no or order_no else _(NO_NUMBER))
            return
        currency = self._fields.currency(cells, "")
        read = self._fields.read(self._of_refund, cells, currency)
        told: dict[str, Any] = {_OF_REFUND[name]: value for name, value in read.items()}
        if currency and "amount" in told:
            told["currency"] = currency
        further = self._further(cells)
        if not order_no:
            others = [one for name, one in self._head.columns.items() if name not in _OF_REFUND]
            further += [(self._name(one), one.text(cells)) for one in others if one.text(cells)]
        self._unread.clear()
        if further:
            told["told"] = dict(further)
        yield FileRefund(f"{self._place}:{self._line}", no, order_no, told)
        if order_no:
            yield from self._turn_to(order_no)
            if self._order:
                self._add(self._order, cells)

    def _text(self, name: str, cells: Sequence[str]) -> str:
        column = self._head.columns.get(name)
        return column.text(cells) if column else ""

    def _name(self, column: Column) -> str:
        return self._head.names[column.sources[0][0]]

    def _keep(self, column: Column, text: str) -> None:
        self._unread.append((self._name(column), text))

    def _on_unread(self, column: Column, text: str, why: str) -> None:
        self._keep(column, text)
        if why:
            place = f"{self._place}:{self._line}"
            name = self._name(column)
            self._remark(name, why, place, _("{column}: {text}: {why}").format(
                column=name, text=text[:60], why=why
            ))  # fmt: skip

    def _remark(self, name: str, why: str, place: str, sentence: str = "") -> None:
        self._told[name, why] += 1
        if self._told[name, why] <= (_MOST_REMARKS if name else 1):
            self._remarks.append(Remark(place, sentence or why))

    def _left_untold(self) -> Iterator[Remark]:
        for (name, why), times in self._told.items():
            if name and times > _MOST_REMARKS:
                yield Remark(
                    self._place,
                    _("{column}: {why} ({count} more)").format(
                        column=name, why=why, count=times - _MOST_REMARKS
                    ),
                )

    def _refused(self, why: str) -> Refused:
        return Refused(f"{self._place}:{self._line}", why)
