"""What was typed is told apart: the message of a buyer, or a search."""

import pytest

from csconsole.replies.messages import reads_as_message


@pytest.mark.parametrize(
    "text",
    [
        "在吗", "你好", "有货吗", "包邮吗", "怎么退", "多久到", "啥时候发", "咋还没到", "我要退货",
        "我想退款", "东西坏了", "发错货了", "少发了一件", "退款还没到账", "能开发票不", "发货了没",
        "收到货是坏的", "给我改个地址", "帮我催一下", "赶紧发货", "不发货我退了", "到底发不发",
        "发什么快递？", "退货运费谁出", "物流三天没更新了", "不是说48小时发货的嘛",
        "hi", "hello", "How long?", "what size", "refund please", "please cancel",
        "i want a refund", "it arrived broken", "has it shipped yet", "cancel my order",
        "never received it", "need a refund asap", "it doesn't fit me", "it doesn’t fit",
        "the item is damaged", "where's my parcel", "do u have this in red",
        "missing parts in the box",
    ],
)  # fmt: skip
def test_a_sentence_of_a_buyer_reads_as_a_message(text: str) -> None:
    assert reads_as_message(text)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "退", "退货", "退货运费", "发货时间", "thyf", "tuihuo", "tui货", "退货 运费",
        "尺码表", "七天无理由退货", "退换货政策", "物流异常处理", "质量问题退货运费",
        "已发货修改地址", "节假日发货安排", "缺货 换款 退款", "商品了解", "除了运费", "是否包邮",
        "#退货 怎么退", "@return where is it", "lang:en where is my parcel",
        "refund", "return policy", "size chart", "out of stock", "damaged item", "refnud",
        "exchange different size", "cancel before dispatch", "😊😊", "123456", "ok",
    ],
)  # fmt: skip
def test_what_one_types_to_find_a_reply_reads_as_a_search(text: str) -> None:
    assert not reads_as_message(text)
