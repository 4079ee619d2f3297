"""Libraries of any size, made deterministically, and what somebody types who searches them."""

import random
import re
from collections.abc import Iterator
from functools import cache

from csconsole.replies.folding import is_han, readings
from csconsole.replies.library_file import read_library
from csconsole.replies.model import Reply
from csconsole.shipped import SCRIPTS

TOPICS = (
    "退货 换货 退款 运费 发票 物流 快递 包裹 签收 拒收 保修 维修 配件 尺码 颜色 材质 库存 补货 "
    "预售 定金 优惠券 满减 赠品 会员 积分 差价 保价 改价 催单 催付 发货 延迟 改地址 海关 关税 "
    "直播 团购 批发 好评 差评 投诉 纠纷 赔付 假货 色差 破损 漏发 错发 少件 质检 合格证 说明书 "
    "安装 调试 重置 充电 电池 防水 清洗 保养"
).split()
KINDS = (
    "说明 处理 提醒 确认 咨询 流程 政策 安抚 跟进 回复 话术 邀请 通知 指南 解释 登记 查询 升级"
).split()
GOODS = (
    "羽绒服 连衣裙 牛仔裤 运动鞋 行李箱 双肩包 蓝牙耳机 充电宝 手机壳 平板电脑 键盘 鼠标 显示器 "
    "台灯 加湿器 空气炸锅 电饭煲 保温杯 床单 枕头 毛巾 儿童座椅 奶瓶 婴儿车 猫粮 狗粮 面膜 口红 "
    "洗发水 防晒霜 项链 手表 茶叶 咖啡 坚果 牛肉干 蜂蜜 橄榄油 自行车 帐篷 瑜伽垫 哑铃 吉他 "
    "画笔 拼图 积木"
).split()
ENGLISH = (
    "return exchange refund shipping invoice tracking parcel delivery warranty repair "
    "replacement size colour material stock restock preorder deposit coupon discount gift "
    "membership points price reminder address customs duty wholesale review complaint dispute "
    "compensation damaged missing"
).split()
_CLAUSES = re.compile(r"[^，。！？,.!?\n]{4,40}[，。！？,.!?]?")


@cache
def _clauses(language: str) -> list[str]:
    texts = [placed.reply.text.get(language, "") for placed in read_library(SCRIPTS)]
    return [clause for text in texts for clause in _CLAUSES.findall(text) if "{" not in clause]


def corpus(count: int, seed: int = 1) -> list[Reply]:
    """A library of `count` replies of 20 to 200 characters."""
    made = random.Random(seed)
    return [_reply(made, number) for number in range(count)]


def _reply(made: random.Random, number: int) -> Reply:
    topics = made.sample(TOPICS, 2)
    goods = made.choice(GOODS)
    english = made.random() < 0.3
    said = made.sample(ENGLISH, 2)
    title = {"zh": made.choice(["", goods]) + topics[0] + made.choice(KINDS)}
    if english:
        title["en"] = f"{said[0].capitalize()} {said[1]} {made.choice(ENGLISH)}"
    text = {"zh": _text(made, "zh", f"{goods}{topics[0]}{topics[1]}，")}
    if english and made.random() < 0.5:
        text["en"] = _text(made, "en", f"About the {said[0]} of order {made.randint(100, 999)}, ")
    return Reply(
        id=f"reply-{number:07}",
        title=title,
        text=text,
        category=made.choice(("pre-sale/product", "after-sale/return", "in-sale/shipping", "x/y")),
        shortcut=f"q{number:x}" if made.random() < 0.5 else "",
        tags=tuple(topics) if made.random() < 0.5 else (),
    )


def _text(made: random.Random, language: str, beginning: str) -> str:
    text, size = beginning, made.randint(20, 200)
    while len(text) < size:
        text += made.choice(_clauses(language))
        if made.random() < 0.3:
            text += made.choice(GOODS) + str(made.randint(2, 99))
    return text[:200]


def keystrokes(replies: list[Reply], count: int = 3000, seed: int = 2) -> list[str]:
    """What stands in the box after each of `count` key presses."""
    typed: list[str] = []
    made = random.Random(seed)
    while len(typed) < count:
        typed.extend(_typed(made, made.choice(replies)))
    return typed[:count]


def _typed(made: random.Random, reply: Reply) -> Iterator[str]:
    """One search: the words grow, as they do under the fingers, or come whole from a paste."""
    title = reply.title["zh"]
    clauses = "".join(c if is_han(c) else " " for c in reply.text["zh"]).split()
    clause = made.choice([one for one in clauses if len(one) > 3] or [title])
    sounds = [readings(c)[0] if is_han(c) else c for c in title]
    english = reply.title.get("en", made.choice(ENGLISH)).lower()
    at = made.randrange(1, len(title) - 1)
    way = made.randrange(11)
    if way in (0, 1, 2):
        whole = (title, "".join(sounds), english)[way]
        yield from (whole[:size] for size in range(1, min(len(whole), 14) + 1))
    elif way == 3:
        yield from (clause[:size] for size in range(1, min(len(clause), 8) + 1))
    elif way == 4:
        initials = "".join(sound[0] for sound in sounds)
        yield from (initials[:size] for size in range(1, len(initials) + 1))
    elif way == 5:
        yield title[:at] + made.choice("的了在是我有和人这中") + title[at + 1 :]
        yield title[:at] + title[at + 1 :]
    elif way == 6:
        letters = "".join(sounds)
        at = made.randrange(1, len(letters) - 1)
        yield letters[:at] + made.choice("abcdefgxyz") + letters[at + 1 :]
    elif way == 7:
        at = made.randrange(1, len(english) - 1)
        yield english[:at] + english[at + 1 :]
    elif way == 8:
        words = [title[:2], clause[:2]]
        made.shuffle(words)
        yield " ".join(words)
    elif way == 9:
        yield title[:at] + "".join(sounds[at:])
        yield title[:at] + "".join(sound[0] for sound in sounds[at:])
    else:
        yield clause[:3] + "的" + clause[4:7]
