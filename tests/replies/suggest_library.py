"""A small library in two languages, for the tests of suggestions."""

from csconsole.replies.model import Reply


def reply(key: str, title: dict[str, str], *asks: str, kind: str = "", text: str = "") -> Reply:
    language = next(iter(title))
    return Reply(
        key,
        title,
        {language: text or next(iter(title.values()))},
        asks={language: asks},
        for_kind=kind,
        for_states=("approved",) if kind else (),
    )


LIBRARY = [
    reply(
        "freight",
        {"zh": "退货运费谁出"},
        "退货邮费谁承担",
        "寄回去的快递费谁付",
        "运费你们出吗",
        "退货要自己出邮费吗",
        kind="return",
    ),
    reply(
        "dispatch",
        {"zh": "发货时间"},
        "什么时候发货",
        "多久能发出",
        "今天能发吗",
        "几号发货",
    ),
    reply(
        "tracking",
        {"zh": "物流查询"},
        "我的快递到哪了",
        "包裹怎么还没到",
        "物流一直不更新",
        "查一下我的单号",
        kind="tracking",
    ),
    reply(
        "invoice",
        {"zh": "开具发票"},
        "可以开发票吗",
        "发票抬头怎么填",
        "能开专票吗",
        "电子发票在哪里",
    ),
    reply(
        "refund",
        {"en": "Refund time"},
        "when do I get my money back",
        "how long does a refund take",
        "my refund has not arrived",
        "where is my refund",
    ),
    reply(
        "cancel",
        {"en": "Cancel an order"},
        "I want to cancel my order",
        "please cancel the purchase",
        "can I still call off my order",
        "how to cancel",
    ),
    reply(
        "size",
        {"en": "Choosing a size"},
        "which size should I take",
        "does it run small",
        "what size for 170 cm",
        "is there a size chart",
    ),
]
