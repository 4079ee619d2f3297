"""An order that grows row by row, until all rows of its file that belong to it were read."""

import json
from collections.abc import Mapping
from typing import Any

from csconsole.orders.model import Stage
from csconsole.orders.reading.cells import waybills
from csconsole.orders.reading.layout import Layout
from csconsole.orders.reading.model import FileOrder

_ORDER_OF_STAGES = tuple(Stage)
_SETTLED = {Stage.PAID.value, Stage.SHIPPED.value, Stage.DONE.value}
_NOTES = ("buyer_note", "shop_note")
_LONGEST_JOINED = 4000


class GrowingOrder:
    """What the rows read so far tell of an order.

    The first row that tells a field counts, except: amounts that the layout tells in parts are
    summed, different notes are joined, the earliest promise is kept, and the order is as far as
    that of its goods that is least far, those that were cancelled aside.
    """

    def __init__(self, place: str, no: str) -> None:
        self.place = place
        self.no = no
        self.fields: dict[str, Any] = {}
        self.lines: list[dict[str, Any]] = []
        self.waybills: list[dict[str, str]] = []
        self.extra: dict[str, str] = {}
        self.whole_lines = False

    def add_fields(self, told: Mapping[str, Any], layout: Layout) -> None:
        """Take in the fields of a further row."""
        fields = self.fields
        for field, value in told.items():
            before = fields.get(field)
            if before is None:
                fields[field] = value
            elif field in layout.sums:
                fields[field] = before + value
            elif field in _NOTES and value not in before:
                fields[field] = f"{before}\n{value}"
            elif field == "promised":
                fields[field] = min(before, value)

    def add_status(self, status: str, stage: Stage | None) -> None:
        """Take in how far a further row says the order is."""
        before = self.fields.get("stage")
        if "status" in self.fields and (stage is None or not _is_nearer(stage, before)):
            return
        if status:
            self.fields["status"] = status
        if stage is not None:
            self.fields["stage"] = stage.value

    def add_waybills(self, text: str, courier: str) -> None:
        """Take in the parcels that a cell names."""
        known = {parcel["number"] for parcel in self.waybills}
        self.waybills += [one for one in waybills(text, courier) if one["number"] not in known]

    def add_line(self, line: Mapping[str, Any]) -> None:
        """Take in one kind of goods; a line with the same number is the same one."""
        item = line.get("item")
        if line and not (item and any(one.get("item") == item for one in self.lines)):
            self.lines.append(dict(line))

    def add_extra(self, name: str, text: str) -> None:
        """Keep what a further column says; different texts of several rows are joined."""
        before = self.extra.get(name)
        if before is None:
            self.extra[name] = text
        elif text not in before.split("; ") and len(before) < _LONGEST_JOINED:
            self.extra[name] = f"{before}; {text}"

    def finished(self, layout: Layout) -> FileOrder:
        """The order with all that was read of it."""
        fields = self.fields
        if (
            layout.paid_as_total
            and "paid" not in fields
            and "total" in fields
            and ("paid_at" in fields or fields.get("stage") in _SETTLED)
        ):
            fields["paid"] = fields["total"]
        if self.waybills:
            fields["waybills"] = self.waybills
        if self.lines:
            fields["lines"] = self.lines
        if self.extra:
            fields["extra"] = self.extra
        return FileOrder(self.place, self.no, fields, self.whole_lines and bool(self.lines))

    def packed(self) -> bytes:
        """The order in a form that takes little memory, for as long as a row is still missing."""
        return json.dumps(self.__dict__, ensure_ascii=False).encode("utf-8", "surrogatepass")

    @staticmethod
    def unpacked(kept: bytes) -> "GrowingOrder":
        """The order that was packed."""
        told = json.loads(kept.decode("utf-8", "surrogatepass"))
        order = GrowingOrder(told["place"], told["no"])
        order.__dict__.update(told)
        return order


def _is_nearer(stage: Stage, before: str | None) -> bool:
    """Whether a row is less far than those before it, cancelled ones being out of the race."""
    if before is None or before == Stage.CLOSED.value:
        return stage.value != before
    if stage is Stage.CLOSED:
        return False
    return _ORDER_OF_STAGES.index(stage) < _ORDER_OF_STAGES.index(Stage(before))
