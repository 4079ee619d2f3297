"""Masking: enough is left to tell two buyers apart, too little to call or find one."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from csconsole.people.masking import (
    HIDDEN,
    is_hidden,
    masked_address,
    masked_mail,
    masked_name,
    masked_phone,
    masked_text,
)

PHONES = {
    "13800138000": "138****8000",
    "+86 138 0013 8000": "138****8000",
    "0086-13800138000": "138****8000",
    "86 13800138000": "138****8000",
    "１３８００１３８０００": "138****8000",
    "138-0013-8000": "138****8000",
    "17800000000-1234": "178****0000-****",
    "17800000000转1234": "178****0000-****",
    "0571-88888888": "057****8888",
    "0571-88888888-801": "057****8888-****",
    "(021)12345678": "021****5678",
    "8888888": "8****88",
    "400-800-8888": "400****88",
    "+44 7911 123456": "447****3456",
    "+1 (212) 555-1234": "121****1234",
    "212-555-1234 ext. 77": "212****34-****",
    "13800138000/0571-88888888": "138****8000/057****8888",
    "13800138000，13900139000": "138****8000/139****9000",
    "13800138000 13900139000": "138****8000/139****9000",
    "95533": "****",
    "无": "****",
    "138****8000": "138****8000",
    "138****8000-1234": "138****8000-1234",
    "13800138000*": "138****8000",
    "$$abcd13800138000==": "$$abcd13800138000==",
    "##secret": "##secret",
    "": "",
}


@pytest.mark.parametrize("phone", PHONES)
def test_a_phone_keeps_its_ends(phone: str) -> None:
    assert masked_phone(phone) == PHONES[phone]


phone_texts = st.from_regex(r"\+?[0-9][0-9 ()./,-]{0,24}", fullmatch=True) | st.text(max_size=20)


@given(phone_texts)
def test_no_phone_can_be_called_by_what_is_left(phone: str) -> None:
    assume(not phone.startswith(("##", "$$", "~")))
    masked = masked_phone(phone)
    assert bool(masked) == bool(phone)
    runs = re.findall(r"\d+", masked) if phone.strip() else []
    assert all(len(run) <= 4 for run in runs)


@given(st.integers(10**6, 10**15 - 1))
def test_at_least_four_digits_of_a_number_are_hidden(number: int) -> None:
    shown = re.sub(r"\D", "", masked_phone(str(number)))
    digits = str(number).removeprefix("86") if len(str(number)) == 13 else str(number)
    assert len(digits) - len(shown) >= 4


@given(st.integers(1_300_000_0000, 1_999_999_9999), st.integers(0, 99999))
def test_a_virtual_number_never_shows_its_extension(number: int, extension: int) -> None:
    masked = masked_phone(f"{number}-{extension}")
    assert masked == f"{str(number)[:3]}****{str(number)[-4:]}-****"


@given(phone_texts)
def test_masking_twice_shows_no_more(phone: str) -> None:
    once = masked_phone(phone)
    shown = set(re.findall(r"\d+", once))
    assert set(re.findall(r"\d+", masked_phone(once))) <= shown


# Addresses: what is left of them

CHINESE = {
    "浙江省 杭州市 余杭区 翠羽街道测试路100号云栖小区1幢101室(310000)": "浙江省 杭州市 余杭区",
    "浙江省杭州市余杭区翠羽街道测试路100号": "浙江省杭州市余杭区",
    "广东省 深圳市 南山区 样例街道虚构大道8号 A座, 12楼": "广东省 深圳市 南山区",
    "广东省东莞市长安镇乌沙村1号": "广东省东莞市",
    "北京市朝阳区建国路88号": "北京市朝阳区",
    "北京 北京市 朝阳区 三里屯街道1号": "北京 北京市 朝阳区",
    "上海市浦东新区世纪大道100号": "上海市浦东新区",
    "上海上海市浦东新区世纪大道100号": "上海上海市浦东新区",
    "天津市河东区大王庄街道": "天津市河东区",
    "重庆市 县 云阳县 双江街道": "重庆市 县 云阳县",
    "内蒙古自治区锡林郭勒盟锡林浩特市额尔敦街1号": "内蒙古自治区锡林郭勒盟锡林浩特市",
    "内蒙古自治区 呼伦贝尔市 鄂温克族自治旗 巴彦托海镇": "内蒙古自治区 呼伦贝尔市 鄂温克族自治旗",
    "新疆维吾尔自治区阿克苏地区库车市文化路2号": "新疆维吾尔自治区阿克苏地区库车市",
    "新疆 伊犁哈萨克自治州 察布查尔锡伯自治县 查布查尔镇": "新疆 伊犁哈萨克自治州 察布查尔锡伯自治县",  # noqa: E501
    "西藏自治区那曲市色尼区那曲镇": "西藏自治区那曲市色尼区",
    "广西壮族自治区桂林市阳朔县阳朔镇": "广西壮族自治区桂林市阳朔县",
    "贵州省黔西南布依族苗族自治州兴义市桔山街道": "贵州省黔西南布依族苗族自治州兴义市",
    "云南省临沧市双江拉祜族佤族布朗族傣族自治县勐勐镇1号": "云南省临沧市双江拉祜族佤族布朗族傣族自治县",  # noqa: E501
    "湖北省 省直辖县级行政区划 仙桃市 干河街道": "湖北省 省直辖县级行政区划 仙桃市",
    "香港特别行政区 九龙 油尖旺区 弥敦道100号": "香港特别行政区 九龙 油尖旺区",
    "香港九龍旺角彌敦道1號": "香港九龍",
    "台湾省 台北市 大安区 忠孝东路1号": "台湾省 台北市 大安区",
    "河北省唐山市路北区新华道3号": "河北省唐山市路北区",
    "浙江省台州市路桥区路南街道5号": "浙江省台州市路桥区",
    "黑龙江省哈尔滨市道外区南十四道街6号": "黑龙江省哈尔滨市道外区",
    "江苏省南京市鼓楼区中山路7号": "江苏省南京市鼓楼区",
    "河南省新乡市卫辉市比干大道": "河南省新乡市卫辉市",
    "江西省景德镇市珠山区莲社路": "江西省景德镇市珠山区",
    "山西省大同市云冈区口泉乡": "山西省大同市云冈区",
    "吉林省吉林市昌邑区天津街": "吉林省吉林市昌邑区",
    "大连市中山区人民路9号": "大连市中山区",
    "海南省三沙市西沙区永兴岛": "海南省三沙市西沙区",
    "四川省成都市武侯区***": "四川省成都市武侯区",
    "浙江省 杭州市 ***": "浙江省 杭州市",
    "内蒙古自治区": "内蒙古自治区",
    "上海": "上海",
}
NOT_DISTRICTS = {
    "杭州市翠苑一区12幢": "杭州市",
    "杭州市翠苑小区12幢": "杭州市",
    "杭州市翠苑东区12幢": "杭州市",
    "杭州市文一路西区3幢": "杭州市",
    "杭州市西湖文化广场E区": "杭州市",
    "浙江 城市花园3栋": "浙江",
    "江苏省苏州市工业园区星湖街1号": "江苏省苏州市",
    "余杭区翠羽街道1号": "",
    "幸福小区3栋2单元": "",
    "老超市后面红砖房": "",
    "王府井大街1号": "",
    "三单元": "",
}
WESTERN = {
    "12 Main St, Springfield, IL 62704, USA": "IL, USA",
    "12 Main St, Apt 4, Springfield, IL, 62704, US": "US",
    "Am Markt 5, 10115 Berlin, Germany": "Berlin, Germany",
    "Germany, 10115 Berlin, Am Markt 5": "Germany",
    "10 Downing Street, London SW1A 2AA, United Kingdom": "United Kingdom",
    "12 Main Street Springfield IL 62704 USA": "",
    "12 Main Street": "",
    "Apt 4, 12 Main Street": "",
    "USA, Springfield, 12 Main Street": "USA",
    "a": "",
}


@pytest.mark.parametrize("address", {**CHINESE, **NOT_DISTRICTS, **WESTERN})
def test_an_address_keeps_what_many_people_share(address: str) -> None:
    shared = {**CHINESE, **NOT_DISTRICTS, **WESTERN}[address]
    assert masked_address(address) == (f"{shared} {HIDDEN}" if shared else HIDDEN)


provinces = st.sampled_from(
    ["浙江省", "浙江", "广西壮族自治区", "上海市", "内蒙古自治区", "台湾省", ""]
)
cities = st.sampled_from(["杭州市", "新乡市", "景德镇市", "阿克苏地区", "恩施土家族苗族自治州", ""])
districts = st.sampled_from(
    ["余杭区", "鼓楼区", "路桥区", "阳朔县", "察布查尔锡伯自治县", "库车市", ""]
)
gaps = st.sampled_from(["", " ", "  "])
streets = st.sampled_from(
    [
        "翠羽街道",
        "文一路",
        "样例大道",
        "虚构镇",
        "云栖村",
        "测试乡",
        "南十四道街",
        "永兴巷",
        "花园弄",
    ]
)
houses = st.sampled_from(
    ["云栖小区", "城市花园", "翠苑一区", "翠苑东区", "红砖社区", "科技园区", "老超市旁", "夜市对面"]
)


@given(provinces, cities, districts, gaps, streets, houses, st.integers(1, 9999))
def test_no_street_estate_or_house_is_ever_seen(
    province, city, district, gap, street, house, number
) -> None:
    detail = f"{street}{number}号{house}{number}幢"
    masked = masked_address(gap.join((province, city, district, detail)))
    shown = masked.removesuffix(HIDDEN).strip()
    assert masked.endswith(HIDDEN)
    assert gap.join((province, city, district)).strip().startswith(shown)
    assert str(number) not in masked


@given(provinces, cities, gaps, houses, st.integers(1, 999))
def test_an_estate_is_no_district_even_without_a_street(province, city, gap, house, number) -> None:
    masked = masked_address(gap.join((province, city, f"{house}{number}幢")))
    assert house not in masked
    assert house[:2] not in masked


western_streets = st.sampled_from(
    ["12 Main St", "Flat 3, Elm Court", "Hauptstraße 5", "221b Baker Street", "5 rue de la Paix",
     "Rose Cottage, Mill Lane", "PO Box 77", "Unit 9, 4 High Rd", "Keizersgracht 100"]
)  # fmt: skip
western_cities = st.sampled_from(
    ["Springfield, IL 62704", "10115 Berlin", "London SW1A 2AA", "Paris"]
)
countries = st.sampled_from(["USA", "Germany", "United Kingdom", "France", ""])


@given(western_streets, western_cities, countries, st.permutations(range(3)))
def test_no_western_street_or_postcode_is_seen_in_any_order(street, city, country, order) -> None:
    parts = (street, city, country)
    masked = masked_address(", ".join(parts[at] for at in order if parts[at]))
    assert masked.endswith(HIDDEN)
    assert not re.search(r"\d", masked)
    for word in re.findall(r"[^\W\d]{4,}", street):
        assert not re.search(rf"\b{word}\b", masked)


@given(st.text(min_size=1, max_size=60))
def test_something_always_stands_for_an_address(address: str) -> None:
    masked = masked_address(address)
    assert masked
    assert address.startswith(("##", "$$", "~")) or not address.strip() or HIDDEN in masked


@given(st.text(alphabet="杭州市区县路街道号幢室浙江省余小社东西一二三镇乡村 ,0123", max_size=30))
def test_nothing_behind_a_house_number_is_seen(address: str) -> None:
    shown = masked_address(address).removesuffix(HIDDEN)
    assert not re.search(r"\d", shown)
    assert not re.search(r"[号幢室村街]", shown)


# Free texts


def test_phones_mails_and_addresses_inside_a_text_are_masked() -> None:
    text = "改寄 13812345678 李四 上海市浦东新区世纪大道8号101室，或 a.b@example.com，021-12345678"
    assert masked_text(text) == (
        "改寄 138****5678 李四 上海市浦东新区 ****，或 a****@example.com，021****5678"
    )


def test_the_recipients_own_phone_and_address_are_masked_however_they_are_written() -> None:
    told = masked_text(
        "打 5550100199 放云栖苑1幢101室门口", "5550100199", "某地 云栖苑1幢101室(310000)"
    )
    assert told == "打 555****99 放****门口"


def test_numbers_of_orders_and_amounts_stay() -> None:
    text = "订单3100000007919023758退款178.00元，满300减40，2026-11-22"
    assert masked_text(text) == text


@given(st.text(max_size=40), st.integers(1_300_000_0000, 1_999_999_9999))
def test_no_mobile_survives_in_a_text(around: str, number: int) -> None:
    text = f"{around} {number} {around}"
    assert str(number) not in masked_text(text)


def test_a_mail_keeps_its_first_letter_and_host() -> None:
    assert masked_mail("bailu2077@example.com") == "b****@example.com"
    assert masked_mail("tb_bailu") == "tb_bailu"


@pytest.mark.parametrize("text", ["138****8000", "##密文", "$$x", "~x"])
def test_what_a_platform_has_hidden_is_known(text: str) -> None:
    assert is_hidden(text)
    assert not is_hidden("13800138000")


@pytest.mark.parametrize("name", ["@小鱼儿", "小@鱼儿", "@buyer"])
def test_a_name_with_an_at_sign_that_is_no_mail_is_masked_like_any_other(name):
    assert masked_name(name) == f"{name[0]}**{name[-1]}"
