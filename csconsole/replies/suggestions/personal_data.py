"""Taking personal data out of a message before it is learned.

What is taken out leaves a mark, so that the sentence still reads: `我的手机是<number>`. When in
doubt it is taken out: a learned message needs its question, not its details.
"""

import re
from collections.abc import Sequence

from csconsole.replies.suggestions.personal_names import FAMILY

_STOP = r"[，,。;；？?！!\n]"
_UNTIL_STOP = r"[^，,。;；？?！!\n]+"
_ASKS = r"什么|怎么|多久|多少|能不|可以|可不|是不|有没|会不|要不|还要|还能|发货|吗|呢|的"
_STATED_ZH = (  # whatever follows up to the next stop is an address or a person
    r"((?:收件|收货|联系|寄件)(?:人|地址|方)?|地址|住址|家住|住在|姓名|名字|我叫|我是叫|电话|手机号?"
    r"|昵称|会员名|用户名|账号|帐号|户名|微信号?|邮箱)"
    rf"(?:信息)?\s*(?:[:：]|改成|改为|换成|变成|填成|是|叫|为|在)+\s*{_UNTIL_STOP}"
)
_STATED_EN = (
    r"(\b(?:address(?: is|:)|(?:ship|deliver|send)(?: (?:it|them|this))? to:"
    r"|(?:ship|deliver|send|mail|change|move)\b[^.;?!\n]{0,40}? (?:to|at)(?= [^.;?!\n]*\d))\s*)"
    r"[^.;?!\n]+"
)
_NAMED_EN = (
    r"(\b(?:my name is|i am called|name:|recipient:?|account name:?)\s+)"
    r"(?:[\w.'-]+\s*){1,3}?(?=\s+(?:and|i|my|but|the|where|when|can)\b|[,.;?!\n]|$)"
)
_NAMED = (
    r"(我叫|收件人|收货人|联系人|姓名\s|名字\s)\s*[\u4e00-\u9fff·]{2,4}"
    rf"(?={_STOP}|[\s\d<]|$)"
)
# A name begins with a family name; what stands beside it tells that it is one.
_PERSON = rf"(?:{FAMILY})[\u4e00-\u9fff]{{1,2}}"
_NAME_BEHIND = rf"(我是|本人|这是|改成|换成|改为|寄给|发给|送给|姓){_PERSON}(?={_STOP}|[\s\d<收]|$)"
_NAME_BEFORE = (
    rf"{_PERSON}(?=签?收(?:{_STOP}|[\s\d<]|$)|的(?:快递|包裹|订单|单子|件)|[，,\s]*<number>)"
    rf"|(?<=<number>)[，,\s]*{_PERSON}(?={_STOP}|\s|$)"
)
_HONOURED = rf"(?:{FAMILY})[\u4e00-\u9fff]{{0,2}}(?:先生|女士|小姐|太太|阿姨)"
_TAIL = rf"(?:(?!{_ASKS})[\dA-Za-z\-\u4e00-\u9fff#]){{0,24}}"
_ADDRESS_ZH = (
    r"[\u4e00-\u9fff]{2,8}(?:省|自治区|市|区|县)[\u4e00-\u9fff\d]{1,24}"
    rf"(?:路|街|道|巷|弄|村|镇|乡|小区|花园|大厦|号楼|单元|室|号){_TAIL}"
)
_STREET_ZH = rf"[\u4e00-\u9fff]{{2,16}}(?:路|街|大道|巷|弄|胡同)\d+(?:号|弄|-){_TAIL}"
_BUILDING_ZH = (
    r"(?:[\u4e00-\u9fff]{2,8}(?:小区|花园|公寓|大厦|广场|新村|家园|苑|府|宿舍))?"
    rf"[\dA-Za-z]+(?:号楼|栋|幢|座|单元|室){_TAIL}"
)
_ADDRESS_EN = (
    r"\d{1,5}[a-z]?\s+(?:[a-z]+\s){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|dr)\b\.?"
)
_ACCOUNT = (
    r"(?:微信|薇信|威信|[vw]信|微❤|威❤|扣扣|旺旺|支付宝|抖音|小红书|昵称|会员名|用户名|[账帐]号)"
    r"(?:号|id|名)?\s*(?:[:：是叫为]\s*)*[a-z0-9][\w.-]{4,}"
    r"|\b(?:qq|vx|wx|weixin|wechat|whatsapp|telegram|skype|alipay)"
    r"(?:号|\s?id|\s?number)?\s*(?:[:：是]\s*|\bis\s+)*(?=[\w.-]*[\d_])[a-z0-9_][\w.-]{4,}"
    r"|\b(?:qq|vx|wx|weixin|wechat|whatsapp|telegram|skype|ins|id)\s*(?:[:：是]\s*|\bis\s+)[\w.-]{3,}"
    r"|(?<=加)我?\s*v\s*[:：]?\s*[a-z][\w-]{4,}|@[\w-]{2,}"
)
_NAME_EN = (
    r"\b(?:mr|mrs|ms|miss|dr)\.?\s+[a-z]+"
    r"|(?-i:(?<=\b[Ii]'m )|(?<=\b[Ii]’m )|(?<=\bI am )|(?<=\b[Tt]his is )|(?<=\b[Cc]ontact: )"
    r"|(?<=\b[Bb]est, )|(?<=\b[Rr]egards, )|(?<=\b[Tt]hanks, ))"
    r"(?-i:[A-Z][a-z]+(?:\s+[A-Z][a-z]+){0,2})"
)
_CODE = r"(?=[a-z-]*\d)[a-z\d]+(?:-[a-z\d]+)*"  # letters and digits
_OF_ORDER = (
    r"(\b(?:order|tracking|parcel|invoice|ticket|case)(?:\s+(?:number|no\.?|id))?(?:\s+is)?[\s:#]+"
    rf"|(?:订单|单|运单)号?\s*(?:[:：是]\s*)*)(?=[a-z\d]*-|[a-z\d]{{5,}}){_CODE}"
)
_RULES = tuple(
    (re.compile(pattern, re.IGNORECASE | re.ASCII), mark)
    for pattern, mark in (
        (r"https?://\S+|www\.\S+|\b[\w-]+(?:\.[\w-]+)+/\S*", "<link>"),
        (
            r"[\w.+-]+\s?@\s?[\w-]+(?:\.[\w-]+)*|(?:\b[\w.+-]+ )?\b[\w.+-]+ at [\w-]+ dot [a-z]+\b",
            "<mail>",
        ),
        (_STATED_ZH, r"\1<private>"),
        (rf"(昵称|会员名|用户名|旺旺名?)\s+{_UNTIL_STOP}", r"\1<private>"),
        (_ACCOUNT, "<account>"),
        (_NAMED, r"\1<private>"),
        (_NAMED_EN, r"\1<private>"),
        (_STATED_EN, r"\1<address>"),
        (_ADDRESS_ZH, "<address>"),
        (_STREET_ZH, "<address>"),
        (_BUILDING_ZH, "<address>"),
        (_ADDRESS_EN, "<address>"),
        (_HONOURED, "<name>"),
        (_NAME_BEHIND, r"\1<name>"),
        (_NAME_EN, "<name>"),
        (r"[(（]?\+?\d[\d\s().-]{5,}\d[xX]?", "<number>"),
        (_OF_ORDER, r"\1<number>"),
        (r"(?=(?:[a-z-]*\d){4})[a-z\d]+(?:-[a-z\d]+)*", "<number>"),
        (r"[零〇一二三四五六七八九幺两]{7,}", "<number>"),
        (r"#\s*[\w-]*\d[\w-]*", "<number>"),
        (_NAME_BEFORE, "<name>"),
    )
)
_LONGEST = 300
_WIDE = {  # letters and digits as wide as Chinese characters, and what stands in numbers
    ord(wide): ord(wide) - 0xFEE0
    for wide in map(chr, (*range(0xFF10, 0xFF5B), 0xFF0B, 0xFF0D, 0xFF0E))
    if wide not in "：；？"
}
_SHORTEST_KNOWN = 2  # characters of a name


def without_personal_data(message: str, known: Sequence[str] = ()) -> str:
    """A message without numbers of orders and phones, names, addresses and accounts.

    `known`: names and the like of the buyer, which are taken out wherever they stand.
    """
    for one in sorted(known, key=len, reverse=True):
        if len(one) >= _SHORTEST_KNOWN:
            message = message.replace(one, "<private>")
    message = message.translate(_WIDE)
    for pattern, mark in _RULES:
        message = pattern.sub(mark, message)
    return " ".join(message.split())[:_LONGEST]
