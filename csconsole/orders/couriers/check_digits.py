"""The check digits of waybills: each method reckons the sign that must follow a number.

Sources: UPU standard S10 (posts), the rule of threes and ones of GS1 and USPS Publication 199,
ISO 7064 (DPD), ISO/IEC 7812 (Luhn), and what UPS, FedEx and DHL tell those who print labels.
"""

from collections.abc import Callable, Mapping
from itertools import cycle

_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_FEDEX_WEIGHTS = (1, 3, 7)
_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def wanted(method: str, body: str) -> str:
    """The check digit that belongs to a body of digits and capital letters."""
    return METHODS[method](body)


def _mod10(*weights: int) -> Callable[[str], str]:
    """The sum with weights in turn from the left, filled up to the next ten."""

    def reckoning(body: str) -> str:
        total = sum(_value(sign) * weight for sign, weight in zip(body, cycle(weights)))
        return str(-total % 10)

    return reckoning


def _value(sign: str) -> int:
    """What a sign counts; a letter as UPS has it: A is 2, H is 9, I is 0 again."""
    return int(sign) if sign.isdigit() else (ord(sign) - ord("A") + 2) % 10


def _s10(body: str) -> str:
    total = sum(int(sign) * weight for sign, weight in zip(body, _S10_WEIGHTS, strict=True))
    rest = 11 - total % 11
    return {10: "0", 11: "5"}.get(rest, str(rest))


def _fedex(body: str) -> str:
    """The weights 1, 3 and 7 in turn from the right; a rest of ten is a nought."""
    pairs = zip(reversed(body), cycle(_FEDEX_WEIGHTS))
    return str(sum(int(sign) * weight for sign, weight in pairs) % 11 % 10)


def _mod7(body: str) -> str:
    return str(int(body) % 7)


def _luhn(body: str) -> str:
    """Every second digit from the right doubled, and the digits of all that summed up."""
    total = 0
    for at, sign in enumerate(reversed(body)):
        doubled = int(sign) * (1 if at % 2 else 2)
        total += doubled // 10 + doubled % 10
    return str(-total % 10)


def _mod37_36(body: str) -> str:
    rest = 36
    for sign in body:
        rest = (rest + _ALPHABET.index(sign)) % 36 or 36
        rest = rest * 2 % 37
    return _ALPHABET[(37 - rest) % 36]


METHODS: Mapping[str, Callable[[str], str]] = {
    "mod10-1-2": _mod10(1, 2),
    "mod10-1-3": _mod10(1, 3),
    "mod10-3-1": _mod10(3, 1),
    "s10": _s10,
    "fedex": _fedex,
    "mod7": _mod7,
    "luhn": _luhn,
    "mod37-36": _mod37_36,
}
