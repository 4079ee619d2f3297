"""The cells of a row, turned into the fields of an order, of its goods and of a refund."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from csconsole.language import N_, _
from csconsole.orders.model import Flag, Stage
from csconsole.orders.reading import amounts
from csconsole.orders.reading.cells import is_spoilt, titles
from csconsole.orders.reading.headers import comparable
from csconsole.orders.reading.moments import clock, earliest_in
from csconsole.orders.reading.recognising import Column, Head

TEXTS = (
    "buyer", "recipient", "phone", "address", "buyer_note", "shop_note", "courier", "sku",
    "variant", "title", "line_status", "refund_status", "kind", "reason", "explanation",
    "return_courier",
)  # fmt: skip
IDS = ("waybill", "item", "goods", "return_waybill")
MONEY = ("total", "paid", "freight", "refunded", "price", "amount_of_line", "amount")
MOMENTS = ("created", "paid_at", "shipped_at", "finished_at", "applied", "refund_finished")
PROMISES = ("promised", "deadline")
COUNTS = ("quantity", "pieces", "kinds")
_SEPARATOR = " / "
_ORDER_OF_STAGES = tuple(Stage)

Complain = Callable[[Column, str, str], None]


class FieldReader:
    """What the cells of a sheet's rows say, in our fields and kinds.

    A cell that cannot be read is told to `complain`, with its column and the reason, and is left
    out. The reason is "" where a cell may well hold something else, such as a promise in words.
    """

    def __init__(self, head: Head, complain: Complain) -> None:
        self._head = head
        self._complain = complain
        self._platform = head.layout.platform
        self._clock = clock(self._platform.zone)
        self._begins = tuple(
            (word[:-1], stage) for word, stage in self._platform.stages.items() if word[-1] == "*"
        )

    def read(
        self, columns: Sequence[Column], cells: Sequence[str], currency: str
    ) -> dict[str, Any]:
        """The fields of a row; what says nothing is left out."""
        found: dict[str, Any] = {}
        for column in columns:
            text = cells[column.at] if column.at is not None else column.text(cells)
            if text:
                value = self._value(column, text, currency)
                if value is not None:
                    found[column.field] = value
        return found

    def currency(self, cells: Sequence[str], before: str) -> str:
        """In which currency a row's amounts are; `before` is that of the row above."""
        column = self._head.columns.get("currency")
        text = column.text(cells) if column else ""
        if column and text:
            code = amounts.currency_code(text)
            if code:
                return code
            self._complain(column, text, _("this is no currency"))
        return before or self._platform.currency

    def stage(self, status: str, *, closed: bool) -> Stage | None:
        """How far an order is; of several words the one that is furthest counts."""
        if closed:
            return Stage.CLOSED
        stages = [self._stage_of(part) for part in (status, *status.split(_SEPARATOR))]
        known = [stage for stage in stages if stage]
        return max(known, key=_ORDER_OF_STAGES.index) if known else None

    def flag(self, column: Column, text: str) -> Flag | None:
        """The colour that a cell names."""
        found = self._platform.flags.get(comparable(text))
        if found is None:
            self._complain(column, text, "")
        return found

    def line(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """One kind of goods out of the fields of a row."""
        line = {field: told[field] for field in _LINE if field in told}
        if "line_status" in told:
            line["status"] = told["line_status"]
        whole, quantity = told.get("amount_of_line"), told.get("quantity")
        if "price" not in line and whole is not None and quantity and whole % quantity == 0:
            line["price"] = whole // quantity
        return line

    def listed(self, told: Mapping[str, Any], text: str) -> list[dict[str, Any]]:
        """The goods of a list of titles, with the quantity where only one can be meant."""
        named = titles(text, told.get("kinds"))
        pieces = told.get("pieces")
        lines: list[dict[str, Any]] = [{"title": title} for title in named]
        if pieces is not None and (pieces == len(lines) or told.get("kinds", 1) == 1 == len(lines)):
            for line in lines:
                line["quantity"] = pieces // len(lines)
        return lines

    def packed(self, cells: Sequence[str], currency: str) -> list[dict[str, Any]]:
        """The goods of cells that tell one each, as `name:…|quantity:…`."""
        keys = {key: field for field, key in self._head.layout.packed.items() if field != "cell"}
        lines = []
        for at in self._head.packed:
            told: dict[str, Any] = {}
            for part in cells[at].split("|"):
                key, _colon, text = part.partition(":")
                field = keys.get(comparable(key))
                if field and text.strip():
                    column = Column(field, ((at,),))
                    told[field] = self._value(column, text.strip(), currency)
            line = self.line({field: value for field, value in told.items() if value is not None})
            if line:
                lines.append(line)
        return lines

    def _value(self, column: Column, text: str, currency: str) -> Any:
        field = column.field
        meant = self._head.layout.words.get(field)
        if meant and text in meant:
            return meant[text]
        value: Any = text
        why = ""
        if field in _MOMENTS:
            value, why = self._clock(text), N_("this is no date")
        elif field in _MONEY:
            value, why = amounts.minor_units(text, currency), N_("this is no amount")
        elif field in _COUNTS:
            value, why = amounts.count(text), N_("this is no count")
        elif field in _PROMISES:
            moment = self._clock(text)
            value = earliest_in(text, self._clock) if moment is None else moment
        elif field in _IDS and is_spoilt(text):
            value, why = None, N_("a spreadsheet program has rounded this")
        if value is None:
            self._complain(column, text, _(why) if why else "")
        return value

    def _stage_of(self, text: str) -> Stage | None:
        word = comparable(text)
        if found := self._platform.stages.get(word):
            return found
        return next((stage for start, stage in self._begins if word.startswith(start)), None)


_MOMENTS = frozenset(MOMENTS)
_MONEY = frozenset(MONEY)
_COUNTS = frozenset(COUNTS)
_PROMISES = frozenset(PROMISES)
_IDS = frozenset(IDS)
_LINE = ("title", "sku", "variant", "quantity", "price", "item", "goods")
