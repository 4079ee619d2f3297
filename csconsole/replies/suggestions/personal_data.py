"""Taking personal data out of a message before it is learned.

What is taken out leaves a mark, so that the sentence still reads: `我的手机是<number>`. When in
doubt it is taken out: a learned message needs its question, not its details.
"""

import re

_STATED_ZH = (  # whatever follows up to the next stop is an address or a person
    r"((?:收件|收货|联系|寄件)(?:人|地址|方)?|地址|住址|家住|住在|姓名|名字|我叫|我是叫|电话|手机号?)"
    r"(?:信息)?\s*(?:[:：]|改成|改为|换成|变成|填成|是|叫|为|在)+\s*[^，,。;；？?！!\n]+"
)
_STATED_EN = (
    r"((?:my name is|i am called|name:|recipient:?|address(?: is|:)|ship(?: it)? to:?"
    r"|deliver(?: it)? to:?)\s+)[^,.;?!\n]+(?:,\s*[^,.;?!\n]*\d[^,.;?!\n]*)*"
)
_NAMED = r"(我叫|收件人|收货人|联系人)\s*[\u4e00-\u9fff·]{2,4}(?=[，,。;；？?！!\s\d]|$)"
_ADDRESS_ZH = (
    r"[\u4e00-\u9fff]{2,8}(?:省|自治区|市|区|县)[\u4e00-\u9fff\d]{1,24}"
    r"(?:路|街|道|巷|弄|村|镇|乡|小区|花园|大厦|号楼|单元|室|号)[\d\-\u4e00-\u9fff]{0,16}"
)
_ADDRESS_EN = r"\d{1,5}\s+(?:[a-z]+\s){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|dr)\b\.?"
_ACCOUNT = r"(?:微信|qq|vx|wx|wechat|whatsapp|telegram)(?:号|id)?\s*[:：是]?\s*[\w-]{5,}"
_NAME = r"\b(?:mr|mrs|ms|miss|dr)\.?\s+[a-z]+|[\u4e00-\u9fff]{1,3}(?:先生|女士|小姐)"
_RULES = tuple(
    (re.compile(pattern, re.IGNORECASE), mark)
    for pattern, mark in (
        (r"https?://\S+|www\.\S+", "<link>"),
        (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", "<mail>"),
        (_ACCOUNT, "<account>"),
        (_STATED_ZH, r"\1<private>"),
        (_NAMED, r"\1<private>"),
        (_STATED_EN, r"\1<private>"),
        (_ADDRESS_ZH, "<address>"),
        (_ADDRESS_EN, "<address>"),
        (_NAME, "<name>"),
        (r"\+?\d[\d\s().-]{5,}\d", "<number>"),
        (r"(?:[a-z]{1,4}-?)?\d{4,}(?:-\d+)*[a-z\d]*", "<number>"),
        (r"#\s*[\w-]*\d[\w-]*", "<number>"),
    )
)
_LONGEST = 300


def without_personal_data(message: str) -> str:
    """A message without numbers of orders and phones, names, addresses and accounts."""
    for pattern, mark in _RULES:
        message = pattern.sub(mark, message)
    return " ".join(message.split())[:_LONGEST]
