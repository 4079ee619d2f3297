"""What no list of words can find: numbers with a check digit, addresses, variables left over."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from csconsole.replies.checking.digits import Digits, Run, runs

Span = tuple[int, int]


@dataclass(frozen=True)
class Subject:
    """What detectors look at.

    Attributes:
        folded: a text in its plain form.
        hosts: the web sites that may be linked to.
    """

    folded: str
    hosts: frozenset[str]

    @cached_property
    def runs(self) -> list[Run]:
        """The runs of digits, found once for all detectors."""
        return list(runs(self.folded))


Detector = Callable[[Subject], Iterator[Span]]

_MOBILE = re.compile(r"1[3-9]\d{9}")
_COUNTRY = re.compile(r"(?:00)?86(?=1[3-9]\d{9}$)")
_LANDLINE = re.compile(r"0(?:10|2\d|[3-9]\d{2})\d{7,8}")
_ID_DIGITS = re.compile(r"(?<![0-9a-z])\d{6}(?:19|20)\d{9}[0-9x](?![0-9a-z])")
_ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)  # GB 11643-1999
_ID_CHECKS = "10x98765432"
# First digits of a payment card by their length: UnionPay, Visa, Mastercard.
_CARD = {
    16: re.compile(r"62|4|5[1-5]"),
    17: re.compile(r"62"),
    18: re.compile(r"62"),
    19: re.compile(r"62"),
}
_LONG = range(15, 20)
_HIDDEN_LEAST, _HIDDEN_MOST = 7, 12
_MAIL = re.compile(r"[a-z0-9][a-z0-9._%+-]{0,63}@[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63})+")
_ENDINGS = (
    "com|cn|net|org|top|shop|vip|xyz|cc|io|biz|info|site|store|club|link|online|live|app|me|co|tv"
    "|hk|tw|uk|de|jp|ru|ltd|gg|ly|to"
)
_SURE_ENDINGS = "com|cn|net|org|top|shop|vip|xyz|cc|io|biz"
_LINK = re.compile(
    r"(?P<scheme>https?[:：]/{1,2})?(?<![a-z0-9@.-])"
    r"(?P<host>(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?[.。])+"
    rf"(?P<ending>{_ENDINGS}))(?![a-z0-9-])(?P<path>[/?#:][^\s，。！？；、（）)\"'<>\u4e00-\u9fff]*)?"
)
_ACCOUNT = re.compile(
    r"(?<![a-z0-9])(?:[薇威微维卫徽扣叩]|vx?|wx?|qq?)[\s信号心x❤]{0,3}[:：=是为][\s:：]{0,2}"
    r"(?:[a-z][a-z0-9_-]{3,19}|[1-9]\d{4,10})(?![a-z0-9])"
    r"|(?:球球|秋秋|企鹅|扣扣|抠抠|叩叩|口口|扣号|叩号|q号)号?[\s:：是]{0,3}[1-9]\d{4,10}(?!\d)"
)
_GAP_LABELS = (  # what stands in square brackets in ready-made texts for somebody to replace
    "姓名|名字|买家|客户|客户姓名|买家姓名|订单号|订单编号|单号|快递单号|运单号|快递公司|金额|日期"
    "|时间|地址|电话|产品|产品名|产品名称|商品名|商品名称|商品|店铺名|店铺名称|数量|天数|链接|原因"
    "|尺码|颜色|规格|name|your name|customer name|order number|order no|date|time|amount|product"
    "|product name|tracking number|link|days|number|shop name"
)
_VARIABLE = re.compile(
    r"\$?\{\{?[^{}\n]{1,80}\}\}?|［[^［］\n]{1,40}］|%\(\w+\)s|<%=?[^%\n]{1,60}%>"
    rf"|\[(?:{_GAP_LABELS})\]"
)
_LETTER = re.compile(r"[^\W\d_]")


def mobile_numbers(subject: Subject) -> Iterator[Span]:
    """Chinese mobile numbers, with or without the country's code."""
    for run in subject.runs:
        for length in (11, 13, 15):
            for number in run.numbers(length):
                bare = _COUNTRY.sub("", number.value)
                if _MOBILE.fullmatch(bare):
                    yield number.start, number.end


def landline_numbers(subject: Subject) -> Iterator[Span]:
    """Chinese landline numbers with their area's code."""
    for run in subject.runs:
        for length in (10, 11, 12):
            for number in run.numbers(length):
                if _LANDLINE.fullmatch(number.value):
                    yield number.start, number.end


def hidden_numbers(subject: Subject) -> Iterator[Span]:
    """Numbers written so that a filter does not see them: most digits as characters."""
    for run in subject.runs:
        digits = run.digits
        length = len(digits.value)
        is_written_out = digits.plain * 2 < length
        if _HIDDEN_LEAST <= length <= _HIDDEN_MOST and is_written_out and not _counts_up(digits):
            yield digits.start, digits.end


def identity_cards(subject: Subject) -> Iterator[Span]:
    """Chinese identity card numbers: a day of birth and a check digit that fit (GB 11643)."""
    for found in _ID_DIGITS.finditer(subject.folded):
        number = found[0]
        weighted = sum(int(c) * w for c, w in zip(number, _ID_WEIGHTS, strict=False))
        if _ID_CHECKS[weighted % 11] == number[-1] and _is_day(number[6:14]):
            yield found.span()


def bank_cards(subject: Subject) -> Iterator[Span]:
    """Numbers of payment cards: an issuer's first digits and the check digit (ISO/IEC 7812)."""
    for run in subject.runs:
        for length, issuer in _CARD.items():
            for number in run.numbers(length):
                if issuer.match(number.value) and _luhn(number.value):
                    yield number.start, number.end


def long_numbers(subject: Subject) -> Iterator[Span]:
    """Any number as long as that of a card or an identity card."""
    for run in subject.runs:
        for length in _LONG:
            for number in run.numbers(length):
                yield number.start, number.end
    for found in _ID_DIGITS.finditer(subject.folded):
        yield found.span()


def mail_addresses(subject: Subject) -> Iterator[Span]:
    """E-mail addresses."""
    if "@" in subject.folded:
        for found in _MAIL.finditer(subject.folded):
            yield found.span()


def web_addresses(subject: Subject) -> Iterator[Span]:
    """Addresses of web sites other than those that may be linked to."""
    for found in _LINK.finditer(subject.folded):
        is_sure = re.fullmatch(_SURE_ENDINGS, found["ending"]) is not None
        is_link = found["scheme"] or found["path"] or found["host"].startswith("www.")
        if (is_sure or is_link) and not _is_known(found["host"].replace("。", "."), subject.hosts):
            yield found.span()


def account_names(subject: Subject) -> Iterator[Span]:
    """An account of a chat program, named by one letter: 薇：abc123, q: 12345678."""
    for found in _ACCOUNT.finditer(subject.folded):
        yield found.span()


def unfilled_variables(subject: Subject) -> Iterator[Span]:
    """Variables that nobody has filled in: {buyer}, ［姓名］."""
    for found in _VARIABLE.finditer(subject.folded):
        if _LETTER.search(found[0]):
            yield found.span()


DETECTORS: Mapping[str, Detector] = {
    "mobile-number": mobile_numbers,
    "landline-number": landline_numbers,
    "hidden-number": hidden_numbers,
    "identity-card": identity_cards,
    "bank-card": bank_cards,
    "long-number": long_numbers,
    "mail-address": mail_addresses,
    "web-address": web_addresses,
    "account-name": account_names,
    "unfilled-variable": unfilled_variables,
}


def _luhn(value: str) -> bool:
    doubled = (int(c) * (1 + at % 2) for at, c in enumerate(reversed(value)))
    return sum(one if one < 10 else one - 9 for one in doubled) % 10 == 0


def _counts_up(digits: Digits) -> bool:
    """Whether the digits only count: 一二三四五六七."""
    steps = {int(b) - int(a) for a, b in zip(digits.value, digits.value[1:], strict=False)}
    return steps <= {1} or steps <= {-1} or steps <= {0}


def _is_day(written: str) -> bool:
    try:
        day = date.fromisoformat(f"{written[:4]}-{written[4:6]}-{written[6:]}")
    except ValueError:
        return False
    return day.year >= 1900


def _is_known(host: str, hosts: frozenset[str]) -> bool:
    parts = host.split(".")
    return any(".".join(parts[at:]) in hosts for at in range(len(parts)))
