"""The small shop that the tests of editing work in: its library, and replies to add."""

from csconsole.replies.model import Reply

PASSPHRASE = "the supervisor's own"
SMALL_LIBRARY = """\
replies:
  - id: freight
    category: after-sale/return
    title: {zh: 退货运费谁出, en: Who pays the return postage}
    shortcut: thyf
    text: {zh: 亲，退货的运费由我们承担。, en: We pay for the return.}
    tags: [退货]
  - id: address
    category: after-sale/return
    title: 退货地址
    shortcut: thdz
    text: 亲，退货请寄到原来的仓库。
  - id: hello
    title: 问候
    text: 您好，很高兴为您服务！
"""


def own_reply(title="我的退货说明", text="亲，我来帮您办理退货。", **fields):
    """A reply that somebody writes by hand."""
    return Reply("", {"zh": title}, {"zh": text}, **fields)
