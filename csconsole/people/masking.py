"""Masking personal data: enough is left to tell two buyers apart, too little to reach one."""

import re

HIDDEN = "****"
_SHORT_PHONE = 7  # digits
_DISTRICT = re.compile(
    r"^.{0,4}?(?:(?:省|自治区|特别行政区|市)\s*)?.{0,10}?(?:市|自治州|盟|地区)\s*"
    r"(?:.{1,8}?(?:区|县|市|旗)(?=\s|.))?"
)
_PARTS = re.compile(r"\s*[,，\n]\s*")
_KEPT_PARTS = 2  # of a Western address: city and country stand at its end
_SHORT_ADDRESS = 6


def is_hidden(text: str) -> bool:
    """Whether a platform itself has masked or encrypted a value."""
    return "*" in text or is_encrypted(text)


def is_encrypted(text: str) -> bool:
    """Whether a platform gives only a cipher, which nobody can read."""
    return text.startswith(("##", "$$", "~"))


def masked_phone(phone: str) -> str:
    """A phone number of which the first three and the last four digits are left."""
    if not phone or is_hidden(phone):
        return phone
    digits = re.sub(r"\D", "", phone)
    if len(digits) < _SHORT_PHONE:
        return HIDDEN
    return f"{digits[:3]}{HIDDEN}{digits[-4:]}"


def masked_address(address: str) -> str:
    """An address of which province, city and district are left, or the end of a Western one."""
    if not address or is_hidden(address):
        return address
    district = _DISTRICT.match(address)
    if district and district[0].strip():
        return f"{district[0].strip()} {HIDDEN}"
    parts = [part for part in _PARTS.split(address) if part]
    if len(parts) > _KEPT_PARTS:
        return ", ".join([HIDDEN, *parts[-_KEPT_PARTS:]])
    return f"{address[:2]}{HIDDEN}" if len(address) >= _SHORT_ADDRESS else HIDDEN
