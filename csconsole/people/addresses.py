"""How much of an address may be shown: the parts that many thousands of people share.

Chinese addresses begin with province, city and district, whose names end in fixed signs; what
merely ends like a district (a housing estate, 小区; the second part of one, 二区) is none. Western
ones end with city and country, as far as commas tell. What fits no form is not shown at all.
"""

import re
from functools import cache

_PROVINCE = (
    r"(?P<province>北京|天津|上海|重[庆慶]|河北|山西|[辽遼][宁寧]|吉林|黑[龙龍]江|江[苏蘇]|浙江|安徽|"
    r"福建|江西|山[东東]|河南|湖北|湖南|[广廣][东東]|海南|四川|[贵貴]州|[云雲]南|[陕陝]西|甘[肃肅]|青海|"
    r"[台臺][湾灣]|[内內]蒙古|[广廣]西|西藏|[宁寧]夏|新疆|香港|澳[门門])"
    r"(?:省|特别行政区|特別行政區|(?:壮族|壯族|回族|维吾尔|維吾爾)?自治[区區]|市(?![场場区區]))?"
)
_HAN = r"\u3400-\u9fff"
# Signs of streets and houses; the few that names of cities and districts may begin or end with
# (路桥区, 鼓楼区, 新乡市) are told by their place.
_FIRST = rf"(?![街巷弄村栋幢棟号號室座層层组組])[{_HAN}]"
_NEXT = rf"(?![路道])(?![镇鎮乡鄉楼樓](?![市县縣区區])){_FIRST}"


def _name(least: int, most: int) -> str:
    """The form of a name of so many characters, its last sign not counted."""
    return f"{_FIRST}(?:{_NEXT}){{{least - 1},{most - 1}}}?"


_NO_CITY = r"(?<![超城夜菜门門集都闹鬧]市)"
_CITY = (
    rf"(?:省直辖县级行政区划|自治区直辖县级行政区划|县(?=\s)|"
    rf"{_name(2, 8)}(?:自治州|地区|地區|盟|市(?![场場区區民政]))){_NO_CITY}"
)
_DISTRICT = (
    rf"(?:{_name(1, 14)}自治[县縣旗]|{_name(2, 8)}族[区區]|{_name(1, 5)}[县縣]|{_name(1, 6)}旗|"
    rf"{_name(1, 4)}市(?![场場区區])|{_name(1, 5)}[区區](?![间間域号號])){_NO_CITY}"
    r"(?<![小社园園校厂廠院片街景场場库庫宅舍活属屬墅寓店站业業务務一二三四五六七八九十][区區])"
    r"(?<![^省市州盟地\s,，]{2}[东東西南北中后後前][区區])"
)
_ISLANDS = r"(?:香港岛|香港島|九龙|九龍|新界)(?!站|塘|湾|灣|城|大道)"
_CHINESE = (
    rf"(?:中国|中國|中华人民共和国)?[\s,，]*(?:{_PROVINCE})?[\s,，]*"
    rf"(?P<city>{_CITY}|{_ISLANDS})?[\s,，]*(?P<district>{_DISTRICT})?"
)
_BREAK = re.compile(r"\s*[,，;；\n]\s*")
_ANY_HAN = re.compile(f"[{_HAN}]")
_STREET = re.compile(
    r"\b(?:street|st|road|rd|avenue|ave|av|lane|ln|drive|dr|court|ct|close|boulevard|blvd|way|"
    r"square|sq|place|pl|terrace|crescent|house|flat|apt|apartment|floor|block|building|bldg|"
    r"unit|suite|ste|room|rm|box|cottage|hall|tower|gate|row|mews|hill|highway|hwy|route|rue|via|"
    r"viale|piazza|calle|avenida|plaza|praça|rua|chemin|allée|impasse|ul|ulica|am|an der|auf der|"
    r"im|zum|c/o|attn|care of)\b\.?|(?:stra(?:ß|ss)e|str\.|weg|platz|gasse|allee|laan|straat|"
    r"gatan|vej|gata|katu|utca|plein|ring|damm|ufer|hof)\b",
    re.IGNORECASE,
)
_POSTCODE_FIRST = re.compile(r"(?:[A-Z]{1,2}-)?\d{4,6}\s+(?P<city>[^\d]+)")
_STATE = re.compile(r"(?P<city>[A-Z]{2,3})\s+\d{4,5}(?:-\d{4})?")
_COUNTRY = re.compile(
    r"argentina|australia|austria|belgium|brazil|canada|chile|china|colombia|czechia|denmark|egypt|"
    r"finland|france|germany|greece|hungary|iceland|india|indonesia|ireland|israel|italy|japan|"
    r"(?:south )?korea|malaysia|mexico|morocco|(?:the )?netherlands|norway|pakistan|peru|"
    r"philippines|poland|portugal|romania|russia|singapore|slovakia|slovenia|spain|sweden|"
    r"switzerland|thailand|turkey|ukraine|uk|usa|united kingdom|united states(?: of america)?|"
    r"united arab emirates|vietnam|new zealand|south africa|saudi arabia|hong kong|deutschland|"
    r"österreich|schweiz|españa|italia|us|gb|de|fr|it|es|nl|be|at|ch|se|no|dk|fi|pl|pt|cz|ie|ca|"
    r"au|nz|jp|kr|sg|my|th|vn|in",
    re.IGNORECASE,
)
_LONGEST_PLACE = 30  # characters


@cache
def _chinese() -> re.Pattern[str]:
    """The form of an address, made when one is met: it takes longer than most commands need."""
    return re.compile(_CHINESE)


def shared_part(address: str) -> str:
    """What of an address many people share: its city and district; "" where that cannot be told."""
    if _ANY_HAN.search(address):
        found = _chinese().match(address.strip())
        if found is None or not (found["province"] or found["city"]):
            return ""  # a district alone may be a housing estate
        return found[0].strip(" ,，\t\n")
    return ", ".join(_western([part.strip() for part in _BREAK.split(address) if part.strip()]))


def _western(parts: list[str]) -> list[str]:
    if len(parts) == 1:  # nothing tells where the street ends
        return []
    if parts and _COUNTRY.fullmatch(parts[0]):  # written from the large to the small
        return parts[:1]
    last = parts[-1] if parts else ""
    if not _is_place(last):
        return []
    before = parts[-2] if len(parts) > 2 else ""
    coded = _POSTCODE_FIRST.fullmatch(before) or _STATE.fullmatch(before)
    city = coded["city"].strip() if coded else before
    is_region = coded is not None or any(sign.isdigit() for sign in "".join(parts[:-2]))
    return [city, last] if _is_place(city) and is_region else [last]


def _is_place(part: str) -> bool:
    """Whether a part can be the name of a city or a country."""
    is_plain = not any(sign.isdigit() for sign in part)
    return bool(part) and is_plain and len(part) <= _LONGEST_PLACE and not _STREET.search(part)
