"""The couriers by the names that exports of the platforms give them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.orders.couriers.recognising import courier_named
from csconsole.orders.couriers.rule_file import shipped_couriers


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("圆通速递", "yto"),
        ("圆通", "yto"),
        ("YTO", "yto"),
        ("yuantong", "yto"),
        ("圆通速递(义乌)", "yto"),
        ("【圆通速递】", "yto"),
        ("中通快递", "zto"),
        ("中通快运", "zto_freight"),
        ("ＺＴＯ", "zto"),
        ("顺丰速运", "sf"),
        ("SF Express", "sf"),
        ("顺丰（陆运）", "sf"),
        ("申通快递", "sto"),
        ("韵达快递", "yunda"),
        ("韵达快运", "yunda_freight"),
        ("极兔速递（原百世快递）", "jt"),
        ("京东物流", "jd"),
        ("中国邮政EMS", "ems"),
        ("EMS", "ems"),
        ("E邮宝", "ems"),
        ("邮政快递包裹", "china_post"),
        ("中国邮政", "china_post"),
        ("百世快递", "best"),
        ("百世汇通快递", "best"),
        ("天天快递", "ttk"),
        ("德邦物流", "deppon"),
        ("丹鸟物流", "cainiao"),
        ("众邮快递", "zhongyou"),
        ("丰网速运", "fengwang"),
        ("壹米滴答", "yimidida"),
        ("安能物流", "ane"),
        ("国际Fedex", "fedex"),
        ("DHL快递", "dhl"),
        ("United States Postal Service", "usps"),
        ("快递：圆通", "yto"),
        ("挪威邮政", "s10_no"),
        ("德国邮政(DeutschePost)", "s10_de"),
        ("刚果（布）邮政", "s10_cg"),
        ("日本邮政(EMS)", "s10_jp"),
    ],
)
def test_a_courier_is_known_by_what_exports_call_it(name, code):
    assert courier_named(name).code == code


@pytest.mark.parametrize(
    "name",
    ["", "  ", "其他", "无需物流", "自提", "商家自送", "postscript", "()", "优优速递", "月球邮政"],
)
def test_what_names_no_courier_is_nobody(name):
    assert courier_named(name) is None


def test_every_courier_is_known_by_its_code_and_its_names():
    for courier in shipped_couriers().by_code.values():
        for name in (courier.code, *courier.names.values()):
            assert courier_named(name) == courier


def test_no_synonym_belongs_to_two_couriers():
    owners: dict[str, str] = {}
    for courier in shipped_couriers().by_code.values():
        for name in courier.synonyms:
            assert owners.setdefault(name.casefold(), courier.code) == courier.code


@given(st.text(max_size=300))
def test_any_text_names_a_courier_or_nobody(text):
    found = courier_named(text)
    assert found is None or found.code in shipped_couriers().by_code
