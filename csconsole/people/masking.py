"""Masking personal data: enough is left to tell two buyers apart, too little to reach one."""

import re

from csconsole.people.addresses import shared_part

HIDDEN = "****"
_SHORT_PHONE = 7  # digits
_LONG_PHONE = 11  # digits of a Chinese mobile
_LONGEST_NUMBER = 15  # digits, as the ITU's E.164 says
_CHINA = "86"
_LONGEST_SHOWN_RUN = 4  # digits that a platform leaves on each side of its own stars
_SEALED = ("##", "$$", "~")  # how the platforms begin what they have encrypted
_BETWEEN_PHONES = re.compile(r"[/,;、，；|\n]+")
_EXTENSION = re.compile(
    r"(?<=\d)\s*(?P<sign>-|－|转|轉|#|ext\.?|extension|x)\s*\d{1,6}\s*$", re.IGNORECASE
)
_WHOLE_NUMBER = 10  # digits, behind which a dash begins an extension and no part of the number
_PHONE = re.compile(
    r"(?<!\d)(?:"
    r"(?:\+?86[-\s]?)?1[3-9]\d(?:[-\s]?\d{4}){2}(?:[-转#]\d{1,6})?"
    r"|\(?0\d{2,3}\)?[-\s]?\d{7,8}(?:-\d{1,6})?"
    r"|\+\d[\d\s().-]{6,}\d"
    r")(?!\d)"
)
_MAIL = re.compile(r"(?P<name>[\w.+-]+)@(?P<host>[\w-]+(?:\.[\w-]+)+)")
_ADDRESS = re.compile(
    r"[\u4e00-\u9fff]{2,8}[省市区县區縣][\s\u4e00-\u9fff\d]{1,24}"
    r"(?:路|街|道|巷|弄|村|镇|乡|小区|花园|大厦|号|楼|单元|室)[\d\-\u4e00-\u9fffA-Za-z]{0,20}"
    r"|[\u4e00-\u9fff]{2,10}\d{1,5}(?:号楼|幢|栋|座|单元|弄|号院)(?:[\d\-]{1,9}(?:单元|室|号)?){0,3}"
)
_SHORT_NAME = 2  # signs of which the second would tell the whole name
_LONG_PART = 6  # characters of an address that say more than a city's name


def is_hidden(text: str) -> bool:
    """Whether a platform itself has masked or encrypted a value."""
    return "*" in text or is_encrypted(text)


def is_encrypted(text: str) -> bool:
    """Whether a platform gives only a cipher, which nobody can read."""
    return text.startswith(_SEALED)


def masked_phone(phone: str) -> str:
    """A phone number, or several, of which the beginning and the end are left.

    A mobile keeps its first three and last four digits, a shorter number fewer: four stay hidden
    in any case. Extensions are hidden whole.
    """
    if not phone.strip() or _is_masked_phone(phone):
        return phone
    numbers = [one for one in _BETWEEN_PHONES.split(phone) if one.strip()]
    if len(numbers) == 1 and len(re.sub(r"\D", "", phone)) > _LONGEST_NUMBER:
        numbers = phone.split()  # two that only a blank keeps apart
    return "/".join(map(_masked_number, numbers)) or HIDDEN


def masked_address(address: str) -> str:
    """An address of which province, city and district are left, or city and country abroad."""
    if not address.strip() or address.startswith(_SEALED):
        return address
    shared = shared_part(address.partition("*")[0] if "*" in address else address)
    return f"{shared} {HIDDEN}" if shared else HIDDEN


def masked_mail(mail: str) -> str:
    """An e-mail address of which the first letter and the host are left."""
    return _MAIL.sub(lambda found: f"{found['name'][0]}{HIDDEN}@{found['host']}", mail)


def masked_name(name: str) -> str:
    """A buyer's name of which the first and the last sign are left, as the platforms do it."""
    bare = name.strip()
    if "@" in bare and (hidden := masked_mail(bare)) != bare:  # an @ alone makes no mail
        return hidden
    last = bare[-1] if len(bare) > _SHORT_NAME else ""
    return f"{bare[:1]}**{last}" if bare else ""


def masked_text(text: str, phone: str = "", address: str = "") -> str:
    """A text in which every phone number, e-mail and address is masked; given ones, too."""
    if not text:
        return text
    text = _without_parts(text, address)
    for number in _BETWEEN_PHONES.split(phone):
        if len(re.sub(r"\D", "", number)) >= _SHORT_PHONE and not is_hidden(number):
            text = text.replace(number.strip(), masked_phone(number))
    text = _PHONE.sub(lambda found: masked_phone(found[0]), text)
    return masked_mail(_ADDRESS.sub(lambda found: masked_address(found[0]), text))


def _without_parts(text: str, address: str) -> str:
    """A text in which every longer part of an address is hidden."""
    if not address:
        return text
    kept, at = [], 0
    while at < len(text):
        end = at + _LONG_PART
        if len(text) < end or text[at:end] not in address:
            kept.append(text[at])
            at += 1
            continue
        while end < len(text) and text[at : end + 1] in address:
            end += 1
        kept.append(HIDDEN)
        at = end
    return "".join(kept)


def _is_masked_phone(phone: str) -> bool:
    """Whether the platform shows too little of a number to call it."""
    if phone.startswith(_SEALED):
        return True
    runs = [len(run) for run in re.findall(r"\d+", phone)]
    return "*" in phone and max(runs, default=0) <= _LONGEST_SHOWN_RUN


def _masked_number(number: str) -> str:
    extension = _EXTENSION.search(number)
    if extension:
        main = number[: extension.start()]
        least = _WHOLE_NUMBER if extension["sign"] in "-－" else _SHORT_PHONE
        if len(re.sub(r"\D", "", main)) >= least:
            return f"{_masked_digits(main)}-{HIDDEN}"
    return _masked_digits(number)


def _masked_digits(number: str) -> str:
    digits = "".join(str(int(sign)) for sign in number if sign.isdecimal())
    digits = digits.removeprefix("00")
    if len(digits) == _LONG_PHONE + len(_CHINA) and digits.startswith(_CHINA):
        digits = digits[len(_CHINA) :]
    if len(digits) < _SHORT_PHONE:
        return HIDDEN
    first, last = (3, 4) if len(digits) >= _LONG_PHONE else ((len(digits) - 4) // 2, 2)
    return f"{digits[:first]}{HIDDEN}{digits[-last:]}"
