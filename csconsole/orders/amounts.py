"""Amounts of money as people read them.

ISO 4217 says how many digits a currency's minor unit has: two, but for the few named here.
"""

from decimal import Decimal

from csconsole.orders.model import Money

_USUAL_DIGITS = 2
_DIGITS = {
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI",
         "VND", "VUV", "XAF", "XOF", "XPF"),
        0,
    ),
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
}  # fmt: skip
_SIGNS = {"CNY": "¥", "USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "HKD": "HK$", "TWD": "NT$"}


def minor_digits(currency: str) -> int:
    """How many digits stand behind the point."""
    return _DIGITS.get(currency, _USUAL_DIGITS)


def decimal(money: Money) -> Decimal:
    """An amount in the currency's unit."""
    return Decimal(money.amount).scaleb(-minor_digits(money.currency))


def written(money: Money, language: str) -> str:
    """An amount as a reply in a language says it: 178.00元, ¥178.00, 48.00 CHF."""
    number = f"{decimal(money):,.{minor_digits(money.currency)}f}"
    if money.currency == "CNY" and language == "zh":
        return f"{number.replace(',', '')}元"
    sign = _SIGNS.get(money.currency)
    return f"{sign}{number}" if sign else f"{number} {money.currency}"
