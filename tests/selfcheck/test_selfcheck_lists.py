"""The list as data: read with located errors, changed by the supervisor; plans and notices."""

from datetime import timedelta

import pytest

from csconsole.errors import BadInputError, NotFoundError
from csconsole.people.model import SupervisorNeededError
from csconsole.selfcheck.item_file import read_items, usual_items, usual_text
from csconsole.selfcheck.item_text import written
from csconsole.selfcheck.model import Group, ItemKind

ITEM = """\
  - id: {id}
    group: ready
    kind: {kind}
    title: {{zh: 样例, en: Sample}}
"""


def listed(*parts):
    return "format: 1\nitems:\n" + "".join(parts)


def test_the_shipped_list_has_the_three_groups_in_their_order():
    items = usual_items()
    assert [group for group in dict.fromkeys(one.group for one in items)] == list(Group)  # noqa: C416
    assert sum(one.kind is ItemKind.MANUAL for one in items) == 2


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ("items: []\n", 0, "the key format is missing"),
        (listed("  - id: a\n"), 3, "the key group is missing"),
        (listed(ITEM.format(id="A b", kind="manual")), 3, "small letters"),
        (listed(ITEM.format(id="a", kind="guess")), 5, "guess is not known"),
        (listed(ITEM.format(id="a", kind="computed")), 3, "the key rule is missing"),
        (
            listed(ITEM.format(id="a", kind="computed"), "    rule: magic\n"),
            7,
            "magic is not known",
        ),
        (
            listed(ITEM.format(id="a", kind="computed"), "    rule: actions-due\n"),
            3,
            "the key deeds is missing",
        ),
        (
            listed(
                ITEM.format(id="a", kind="computed"), "    rule: actions-due\n    deeds: [sing]\n"
            ),
            8,
            "sing is not known",
        ),
        (
            listed(
                ITEM.format(id="a", kind="computed"),
                "    rule: fields-missing\n    fields: {return: [defect]}\n",
            ),
            8,
            "defect is not known",
        ),
        (listed(ITEM.format(id="a", kind="manual"), "    rule: stock\n"), 7, "rule is not known"),
        (listed(*[ITEM.format(id="a", kind="manual")] * 2), 7, "the id a stands twice"),
        ("format: 2\nitems: []\n", 1, "this format is not known"),
        ("format: 1\nitems: []\n", 2, "a list has at least one item"),
        (
            listed(
                ITEM.format(id="a", kind="computed"),
                "    rule: replies-without-ticket\n    categories: [aftersale/return]\n",
            ),
            8,
            "a category begins with one of: pre-sale",
        ),
        ("- 1\n", 1, "keys with values"),
        ("format: [\n", 0, "the file cannot be read"),
    ],
)
def test_a_fault_in_a_list_is_told_with_its_line(text, line, why):
    with pytest.raises(BadInputError, match=why) as refused:
        read_items(text, "own.yaml")
    assert refused.value.place == (f"own.yaml:{line}" if line else "own.yaml")


def test_the_supervisor_makes_a_changed_list_the_shops_own(workspace, day, tmp_path, now):
    path = tmp_path / "list.yaml"
    day.checks.checklist.export(path)
    assert path.read_text(encoding="utf-8") == usual_text()
    path.write_text(listed(ITEM.format(id="lights", kind="manual")), encoding="utf-8")
    day.checks.checklist.take(path)
    assert day.checks.checklist.is_own
    assert [one.item.id for one in day.checks.check(now).items] == ["lights"]
    day.checks.checklist.take_usual()
    assert day.checks.checklist.items() == usual_items()


@pytest.mark.parametrize("title", ["关灯", "{zh: 关灯}"])
def test_a_title_in_one_language_stands_for_both(title):
    text = f"format: 1\nitems:\n  - {{id: a, group: ready, kind: manual, title: {title}}}\n"
    (item,) = read_items(text, "own.yaml")
    assert item.title == {"zh": "关灯", "en": "关灯"}


def test_a_list_is_written_as_it_is_read():
    assert read_items(written(usual_items()), "written") == usual_items()


def test_items_that_were_chosen_are_the_shops_own_list(day):
    chosen = [one for one in day.checks.checklist.usual if one.id != "stock"]
    assert day.checks.checklist.take_items(chosen) == tuple(chosen)
    assert day.checks.checklist.is_own


def test_no_items_at_all_are_refused(day):
    with pytest.raises(BadInputError, match="at least one item"):
        day.checks.checklist.take_items([])
    assert not day.checks.checklist.is_own


def test_a_list_with_a_fault_leaves_the_present_one(day, tmp_path):
    path = tmp_path / "list.yaml"
    path.write_text(listed(ITEM.format(id="a", kind="guess")), encoding="utf-8")
    with pytest.raises(BadInputError, match="guess"):
        day.checks.checklist.take(path)
    assert not day.checks.checklist.is_own


def test_nobody_but_the_supervisor_changes_the_list_or_makes_notices(workspace, day, tmp_path, now):
    workspace.people.set_passphrase("the supervisor's own")
    workspace.people.lock()
    path = tmp_path / "list.yaml"
    day.checks.checklist.export(path)
    for change in (
        lambda: day.checks.checklist.take(path),
        day.checks.checklist.take_usual,
        lambda: day.notices.add("双12", day.checks.today(now)),
    ):
        with pytest.raises(SupervisorNeededError):
            change()


def test_a_plan_is_named_by_its_text_as_it_begins(day, now):
    today = day.checks.today(now)
    day.plans.add("打电话给老客户", today)
    day.plans.add("打印标签", today)
    assert day.plans.do("打电话", now).done is not None
    assert [one.text for one in day.plans.of(today) if one.done is None] == ["打印标签"]
    with pytest.raises(NotFoundError):
        day.plans.find("没有")


def test_a_plan_that_was_done_can_be_taken_back_and_one_that_was_removed_restored(day, now):
    today = day.checks.today(now)
    plan = day.plans.add("盘点", today)
    day.plans.do(plan.id, now)
    assert day.plans.undo(plan.id).done is None
    day.plans.remove(plan.id)
    assert day.plans.of(today) == []
    day.plans.restore(plan.id)
    assert [one.id for one in day.plans.of(today)] == [plan.id]


def test_a_plan_needs_a_text_of_bearable_length(day, now):
    for text in (" ", "长" * 201, "a\0b"):
        with pytest.raises(BadInputError):
            day.plans.add(text, day.checks.today(now))


def test_a_notice_has_days_and_replies_that_there_are(day, now):
    today = day.checks.today(now)
    with pytest.raises(BadInputError, match="before the first"):
        day.notices.add("双12", today, today - timedelta(days=1))
    with pytest.raises(NotFoundError, match="no reply of this id"):
        day.notices.add("双12", today, replies=["nothing"])


def test_unread_notices_of_the_day_are_shown_to_each_agent_until_read(workspace, day, now):
    workspace.people.add("客服甲")
    workspace.people.add("客服乙")
    today = day.checks.today(now)
    notice = day.notices.add("双12：满300减40", today)
    workspace.people.sit_down("客服甲")
    assert day.notices.unread(today) == [notice]
    day.notices.acknowledge(notice.id[-6:], now)
    assert day.notices.unread(today) == []
    workspace.people.sit_down("客服乙")
    assert len(day.notices.unread(today)) == 1
    day.notices.remove(notice.id)
    assert day.notices.all() == []
