"""What the tables of some days must tell, reckoned from the month's own account alone."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from shop_month import DAYS, FIRST, ZONE, Known, Owed

KINDS = {"return": "退货", "exchange": "换货", "tracking": "查单", "recheck": "质量回检"}
STATES = {
    "return": {
        "requested": "待审核", "approved": "待买家寄回", "in-transit": "退回途中",
        "received": "已收货待处理", "refunded": "已退款", "closed": "已关闭",
    },
    "exchange": {
        "requested": "待审核", "approved": "待买家寄回", "reshipped": "已换出", "closed": "已关闭",
    },
    "tracking": {
        "open": "待查", "asked-courier": "已催件", "found": "已找到", "closed": "已关闭",
    },
    "recheck": {
        "open": "待受理", "photos-wanted": "待买家补图", "photos-received": "已收图待质检",
        "confirmed": "属实", "closed": "已关闭",
    },
}  # fmt: skip
REASONS = {
    "quality": "质量问题", "damaged": "运输破损", "size": "尺码不合适", "unwanted": "不想要了",
    "lost": "疑似丢件", "stuck": "中转滞留",
}  # fmt: skip
TIERS = {"ordinary": "普通", "urgent": "紧急", "major": "重大"}
DEEDS = {
    "refund": "退款", "chase": "催单", "photo": "拍照", "reply": "回复", "inspect": "质检",
}  # fmt: skip


class Expected:
    """The tables of some days; `begins` is the hour at which a day begins."""

    def __init__(self, known: list[Known], begin: date, until: date, begins: int = 0) -> None:
        self.begin, self.until, self.begins = begin, until, begins
        self.start = datetime.combine(begin, time(begins), ZONE)
        self.end = datetime.combine(until + timedelta(days=1), time(begins), ZONE)
        self.at = min(self.end, FIRST + timedelta(days=DAYS))
        self.known = [one for one in known if one.opened < self.end and self.why(one)]

    def within(self, moment: datetime | None) -> bool:
        return moment is not None and self.start <= moment < self.end

    def dues(self, case: Known) -> list[tuple[str, datetime, datetime | None]]:
        """What is or was due: what it is, until when, and when it was met."""
        met = min(filter(None, (case.responded, case.closed)), default=None)
        dues = [("响应", case.response_due(), met)]
        solution = case.solution_due(self.at)
        standing = case.pauses[-1][0] if case.pauses and case.pauses[-1][1] is None else None
        if standing is None or solution <= standing:
            dues.append(("解决", solution, case.closed))
        for one in self.asked(case):
            done = min(filter(None, (one.done, case.closed)), default=None)
            dues.append(("待办", one.due, done))
        return dues

    def why(self, case: Known) -> str:
        waiting = [due for _what, due, met in self.dues(case) if met is None or met >= self.start]
        told = (
            ("新登记", self.within(case.opened)),
            ("有变动", any(map(self.within, case.touched))),
            ("到期", any(map(self.within, waiting))),
            ("逾期", any(due < self.start for due in waiting)),
        )
        return "、".join(word for word, holds in told if holds)

    def late(self, case: Known) -> str:
        found = {what for what, due, met in self.dues(case) if min(met or self.at, self.at) > due}
        return "、".join(what for what in ("响应", "解决", "待办") if what in found)

    def is_open(self, case: Known) -> bool:
        return case.closed is None or case.closed >= self.end

    def asked(self, case: Known) -> list[Owed]:
        return [one for one in case.owed if one.asked < self.end]

    def owed(self, case: Known) -> list[str]:
        return [
            f"{DEEDS[one.deed]} {one.due.astimezone(ZONE):%m-%d %H:%M}"
            for one in self.asked(case)
            if one.done is None or one.done >= self.end
        ]

    def wants_photos(self, case: Known) -> bool:
        return self.is_open(case) and (
            any(one.startswith("拍照") for one in self.owed(case)) or case.state == "photos-wanted"
        )

    def row(self, case: Known) -> dict[str, object]:
        """The cells that every sheet of tickets has."""
        return {
            "售后单号": case.number,
            "列入原因": self.why(case),
            "超时": self.late(case) or None,
            "状态": STATES[case.kind][case.state],
            "等级": TIERS[case.tier],
            "负责客服": case.owner,
            "店铺": "晨光小店",
            "订单号": case.order_no,
            "买家": f"{case.buyer[0]}**{case.buyer[-1]}",
            "商品": "\n".join(f"{title} ×{count}" for title, count in case.goods),
            "登记时间": case.opened.astimezone(ZONE).replace(tzinfo=None),
            "待办": "、".join(self.owed(case)) or None,
        }

    def sheets(self) -> dict[str, list[dict[str, object]]]:
        """The rows of each sheet of tickets, the first opened first."""
        ordered = sorted(self.known, key=lambda one: (one.opened, one.number))
        chosen = {
            **{name: lambda one, kind=kind: one.kind == kind for kind, name in KINDS.items()},
            "需拍照": self.wants_photos,
            "问题件": lambda one: bool(self.owed(one)),
            "未解决": self.is_open,
        }
        return {
            name: [self.row(one) for one in ordered if stands(one)]
            for name, stands in chosen.items()
        }

    def counts(self) -> dict[tuple[str, str], int]:
        """The summary: how many tickets, by group and item; each once."""
        found: Counter[tuple[str, str]] = Counter()
        answered = {True: "按时响应", False: "响应超时"}
        solved = {True: "按时解决", False: "解决超时"}
        for case in self.known:
            items = [("总计", "售后单总数"), ("类型", KINDS[case.kind])]
            words = {"到期": "到期", "有变动": "有变动", "新登记": "新登记", "逾期": "此前逾期"}
            items += [("总计", words[word]) for word in self.why(case).split("、")]
            for word, holds in (
                ("前期结转", not self.within(case.opened)),
                ("已结案", self.within(case.closed)),
                ("需拍照", self.wants_photos(case)),
                ("问题件", bool(self.owed(case))),
                ("期末未解决", self.is_open(case)),
                ("超时", bool(self.late(case))),
            ):
                items += [("总计", word)] if holds else []
            items.append(("状态", f"{KINDS[case.kind]} · {STATES[case.kind][case.state]}"))
            items.append(("等级", TIERS[case.tier]))
            if case.kind != "recheck":
                items.append(("原因", REASONS[case.reason] if case.reason else "（未填写）"))
            items += [("商品", product) for product in case.products()]
            items += [("客服", case.owner), ("店铺", "晨光小店")]
            items += self._in_time(case.response_due(), case.responded, answered)
            items += self._in_time(case.solution_due(self.at), case.closed, solved)
            if case.refund and self.within(case.refund[0]):
                items.append(("已退款", "CNY"))
            if self.within(case.opened):
                local = case.opened.astimezone(ZONE) - timedelta(hours=self.begins)
                items.append(("每日登记", local.date().isoformat()))
            found.update(items)
        return dict(found)

    def _in_time(
        self, due: datetime, met: datetime | None, words: dict[bool, str]
    ) -> list[tuple[str, str]]:
        if met is not None and met < self.end:
            return [("时效", words[met <= due])]
        return [("时效", words[False])] if self.at > due else []

    def refunded(self) -> float:
        amounts = [one.refund[1] for one in self.known if one.refund and self.within(one.refund[0])]
        return sum(amounts) / 100
