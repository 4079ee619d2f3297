"""A platform's own after-sales case, and what it tells of a ticket of ours; nothing is written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from csconsole.orders.model import Order
from csconsole.tickets.model import FieldKind, Kind, Workflow
from csconsole.tickets.platform_words import PlatformWords, folded
from csconsole.tickets.values import LONGEST_TEXT

_LONGEST_WAYBILL = 50
# How far the platform is -> our state while the case goes on.
_STATES = {
    "requested": "requested", "approved": "approved", "in-transit": "in-transit",
    "received": "received", "refused": "refused", "reshipped": "reshipped",
    "refunded": "refunded", "exchanged": "reshipped", "withdrawn": "",
}  # fmt: skip
_ENDS = {"refunded", "exchanged", "withdrawn"}
_DECISIONS = {"refused": "rejected", "refunded": "accepted", "exchanged": "accepted"}
_GOODS = {"in-transit": "in-transit", "received": "received"}


@dataclass(frozen=True)
class PlatformCase:
    """A case of refund, return or exchange as the platform's sheet tells it.

    Attributes:
        shop: the id of the shop; "" where nobody knows.
        changed: the journal's reading at which a sheet told something new of it last.
        no: the platform's number of it.
        type, status, reason, explanation: in the platform's words.
        amount: the refund, in the minor unit; None where not told.
        applied, deadline, finished: seconds since 1970, UTC; None where not told.
        told: what else the sheet says, under its own headers.
        order: the order as far as it is known.
    """

    id: str
    shop: str
    changed: str
    no: str
    type: str = ""
    status: str = ""
    reason: str = ""
    explanation: str = ""
    amount: int | None = None
    currency: str = ""
    product: str = ""
    sku: str = ""
    applied: int | None = None
    deadline: int | None = None
    finished: int | None = None
    return_waybill: str = ""
    told: Mapping[str, str] = field(default_factory=dict)
    order: Order | None = None


@dataclass(frozen=True)
class ToldTicket:
    """What a case tells of a ticket.

    Attributes:
        fields: of the form, only those that the sheet tells.
        state: where the ticket stands as long as it is open; "" where the words say nothing.
        ends: `refunded`, `exchanged` or `withdrawn` where the platform has closed the case.
        stepped_in: the platform itself has stepped in.
    """

    kind: Kind
    fields: Mapping[str, Any]
    state: str = ""
    ends: str = ""
    stepped_in: bool = False


def kind_of(case: PlatformCase, words: PlatformWords) -> Kind | None:
    """Which ticket a case is; None for one that has none here, or whose type nobody knows.

    A sheet without a type is one of refunds.
    """
    if not case.type.strip():
        return Kind.RETURN
    meaning = words.types.meaning(case.type)
    if meaning == "exchange":
        return Kind.EXCHANGE
    return None if meaning in {"", "none"} else Kind.RETURN


def told_ticket(case: PlatformCase, workflow: Workflow, words: PlatformWords) -> ToldTicket:
    """What a case tells of the ticket of a kind."""
    wish = words.types.meaning(case.type)
    status = words.statuses.meaning(case.status)
    if workflow.kind is Kind.EXCHANGE and status == "refunded" and "退款" not in case.status:
        status = "exchanged"  # 售后成功 says only that it went well
    no_goods = wish in {"refund-only", "freight"} and workflow.kind is Kind.RETURN
    state = _STATES.get(status, "")
    if no_goods and state in {"approved", "in-transit", "received"}:
        state = "requested"  # nothing comes back: what is left to be done is the refund
    fields = {
        "platform_no": case.no,
        "platform_due": None if status in _ENDS else case.deadline,
        "wish": wish,
        "refund_amount": case.amount or None,
        "return_waybill": _waybill(case.return_waybill),
        "decision": _DECISIONS.get(status),
        "decision_reason": case.status if status == "refused" else None,
        "refunded_at": case.finished if status == "refunded" else None,
        **_reason(case, words),
        **_columns(case, workflow, words),
    }
    fields["goods"] = "not-needed" if no_goods else fields.get("goods") or _GOODS.get(status)
    told = {name: value for name, value in fields.items() if value and name in workflow.fields}
    if status in _ENDS:
        told["platform_due"] = None
    return ToldTicket(
        workflow.kind,
        told,
        state,
        ends=status if status in _ENDS else "",
        stepped_in=words.stepped_in.is_told(case.told, case.status),
    )


def lines_of(case: PlatformCase) -> list[dict[str, int]]:
    """Which goods of the order a case is about; all of them where it does not tell."""
    lines = case.order.lines if case.order else ()
    found = [
        at
        for at, line in enumerate(lines, 1)
        if (case.sku and line.sku == case.sku)
        or (case.product and folded(line.title) == folded(case.product))
    ]
    wanted = found or range(1, len(lines) + 1)
    return [{"line": at, "quantity": lines[at - 1].quantity or 1} for at in wanted]


def _reason(case: PlatformCase, words: PlatformWords) -> dict[str, Any]:
    """Our reason; the platform's own words where it is none of ours, and what the buyer says."""
    if not case.reason and not case.explanation:
        return {}
    meaning = words.reasons.meaning(case.reason) or words.reasons.meaning(case.explanation)
    parts = (case.explanation,) if meaning else (case.reason, case.explanation)
    return {"reason": meaning or "other", "reason_note": _short(": ".join(filter(None, parts)))}


def _columns(case: PlatformCase, workflow: Workflow, words: PlatformWords) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, headers in words.columns.items():
        texts = [text for header in headers if (text := case.told.get(header, "").strip())]
        if name not in workflow.fields or not texts:
            continue
        if name == "goods":
            meanings = (words.goods.meaning(text) for text in texts)
            found[name] = next(filter(None, meanings), None)
        elif workflow.fields[name].kind is FieldKind.WAYBILL:
            found[name] = _waybill(texts[0])
        else:
            found[name] = _short(texts[0])
    return found


def _waybill(text: str) -> str:
    """A number of a parcel; "" for what can be none."""
    bare = "".join(text.split()).upper()
    return bare if 0 < len(bare) <= _LONGEST_WAYBILL and bare.isprintable() else ""


def _short(text: str) -> str:
    bare = "".join(sign if sign.isprintable() else " " for sign in text).strip()
    return bare if len(bare) <= LONGEST_TEXT else f"{bare[: LONGEST_TEXT - 1]}…"
