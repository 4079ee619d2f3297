"""Filling in: every variable replaced by what is known, given or preset, and its place told."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.errors import BadInputError
from csconsole.replies import filling
from csconsole.replies.filling import Context
from csconsole.replies.model import AskKind, Field

SATURDAY = datetime(2026, 11, 21, 10, 30, tzinfo=UTC)


def context(language="zh", *, values=None, answers=None, now=SATURDAY, replies=None):
    return Context(language, now, values or {}, answers or {}, (replies or {}).get)


def fill(text, **known):
    return filling.fill(text, context(**known))


def fields(text, **known):
    return filling.fields(text, context(**known))


def pieces(filled):
    """What stands at each span, with the variable's name."""
    return [(name, filled.text[start:end]) for start, end, name in filled.spans]


# Values


def test_a_known_value_is_put_in():
    filled = fill("亲爱的{buyer}您好", values={"buyer": "买家甲"})
    assert (filled.text, filled.missing) == ("亲爱的买家甲您好", ())


def test_a_fallback_stands_where_nothing_is_known():
    assert fill("{buyer|亲}您好").text == "亲您好"
    assert fill("{buyer|}您好").text == "您好"
    assert fill("{buyer|亲}您好", values={"buyer": ""}).text == "亲您好"


def test_a_known_value_goes_before_the_fallback():
    assert fill("{buyer|亲}", values={"buyer": "买家甲"}).text == "买家甲"


def test_an_answer_goes_before_the_fallback_but_not_before_what_is_known():
    assert fill("{buyer|亲}", answers={"buyer": "买家乙"}).text == "买家乙"
    known = fill("{buyer|亲}", answers={"buyer": "买家乙"}, values={"buyer": "买家甲"})
    assert known.text == "买家甲"


def test_what_is_missing_stands_in_the_text_as_its_label():
    filled = fill("包裹{waybill}由{courier}派送")
    assert filled.text == "包裹［运单号］由［快递］派送"
    assert filled.missing == ("运单号", "快递")


def test_what_is_missing_is_told_in_the_language_of_the_reply():
    filled = fill("Parcel {waybill}", language="en")
    assert (filled.text, filled.missing) == ("Parcel ［waybill number］", ("waybill number",))


def test_what_is_missing_twice_is_told_once():
    assert fill("{order}，{order}，{?尺码}，{?尺码}").missing == ("订单号", "尺码")


def test_a_name_that_nobody_knows_is_asked_for_by_itself():
    assert fields("{colour}") == [Field("colour", "colour")]
    assert fill("{colour}", answers={"colour": "红"}).text == "红"


def test_braces_in_what_is_put_in_mean_nothing():
    tricky = "{agent} {?a} {>b} }} {{"
    assert fill("{buyer}", values={"buyer": tricky}).text == tricky
    assert fill("{?话}", answers={"话": tricky}).text == tricky


def test_doubled_braces_become_one():
    assert fill("{{好}}").text == "{好}"


# What the agent is asked for


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("{?尺码}", Field("尺码", "尺码")),
        ("{?尺码=M}", Field("尺码", "尺码", default="M")),
        ("{?尺码=}", Field("尺码", "尺码", required=False)),
        ("{?日期@date}", Field("日期", "日期", AskKind.DATE)),
        ("{?小时@number=48}", Field("小时", "小时", AskKind.NUMBER, "48")),
        ("{?原因: 质量/不喜欢}", Field("原因", "原因", AskKind.CHOICE, "质量", ("质量", "不喜欢"))),
        ("{order}", Field("order", "订单号")),
        ("{buyer|亲}", Field("buyer", "买家", required=False)),
    ],
)
def test_each_variable_becomes_a_field(text, field):
    assert fields(text) == [field]


def test_what_is_known_is_not_asked_for():
    assert fields("{buyer}{shop|本店}", values={"buyer": "甲", "shop": "店"}) == []
    assert [field.name for field in fields("{buyer}", values={"buyer": ""})] == ["buyer"]


def test_the_clock_is_not_asked_for():
    assert fields("{date}{time+2h}{weekday}{greeting}{date:%d}") == []


def test_fields_stand_in_the_order_of_the_text_and_each_once():
    names = [field.name for field in fields("{?b}{order}{?a}{?b}{order}")]
    assert names == ["b", "order", "a"]


def test_an_answer_is_put_in_without_the_blanks_around_it():
    assert fill("{?尺码}码", answers={"尺码": " L \n"}).text == "L码"


def test_a_preset_stands_until_it_is_replaced():
    assert fill("{?小时@number=48}小时").text == "48小时"
    assert fill("{?小时@number=48}小时", answers={"小时": "24"}).text == "24小时"


def test_a_preset_that_was_emptied_is_missing():
    filled = fill("{?小时@number=48}小时", answers={"小时": " "})
    assert (filled.text, filled.missing) == ("［小时］小时", ("小时",))


def test_what_may_stay_empty_is_not_missing():
    filled = fill("好{?备注=}的")
    assert (filled.text, filled.missing) == ("好的", ())
    assert fill("好{?备注=}的", answers={"备注": "呀"}).text == "好呀的"


def test_the_first_choice_is_preselected():
    text = r"{?原因: 质量问题/不喜欢/1\/2}"
    assert fill(text).text == "质量问题"
    assert fill(text, answers={"原因": "1/2"}).text == "1/2"


def test_one_answer_serves_every_place_that_asks_for_it():
    assert fill("{?尺码}码，{?尺码}码", answers={"尺码": "L"}).text == "L码，L码"


def test_an_answer_that_a_later_place_requires_is_required():
    (field,) = fields("{?尺码=}……{?尺码}")
    assert field.required == bool(fill("{?尺码=}……{?尺码}").missing)


# Days and the clock


@pytest.mark.parametrize(
    ("language", "written"),
    [("zh", "12月1日"), ("en", "1 December")],
)
def test_a_day_is_written_as_the_language_writes_it(language, written):
    filled = fill("{?日期@date}", language=language, answers={"日期": "2026-12-01"})
    assert filled.text == written


def test_a_day_in_the_agents_own_words_stays_as_it_is():
    assert fill("{?日期@date}", answers={"日期": "下周三"}).text == "下周三"
    assert fill("{?日期@date}", answers={"日期": "2026-02-30"}).text == "2026-02-30"


def test_a_preset_day_is_written_as_the_language_writes_it():
    assert fill("{?日期@date=2026-12-01}").text == "12月1日"


@pytest.mark.parametrize(
    ("text", "chinese", "english"),
    [
        ("{date}", "11月21日", "21 November"),
        ("{time}", "10:30", "10:30"),
        ("{weekday}", "星期六", "Saturday"),
        ("{greeting}", "早上好", "Good morning"),
        ("{date+3d}", "11月24日", "24 November"),
        ("{date-1w}", "11月14日", "14 November"),
        ("{date+40d}", "12月31日", "31 December"),
        ("{date+41d}", "1月1日", "1 January"),
        ("{time+90m}", "12:00", "12:00"),
        ("{time+14h}", "00:30", "00:30"),
        ("{weekday+2d}", "星期一", "Monday"),
        ("{greeting+3h}", "下午好", "Good afternoon"),
        ("{date+3d:%m月%d日}", "11月24日", "11月24日"),
        ("{date:%Y-%m-%d}", "2026-11-21", "2026-11-21"),
        ("{date:%y/%-m/%-d}", "26/11/21", "26/11/21"),
        ("{time:%H:%M:%S}", "10:30:00", "10:30:00"),
        ("{time+3h:%I点}", "01点", "01点"),
        ("{time-2h:%-H点}", "8点", "8点"),
        ("{date:%A %B}", "星期六 十一月", "Saturday November"),
        ("{date:100%%}", "100%", "100%"),
        ("{weekday:%d}", "21", "21"),
    ],
)
def test_the_clock_is_written_in_each_language(text, chinese, english):
    assert fill(text).text == chinese
    assert fill(text, language="en").text == english


@pytest.mark.parametrize(
    ("hour", "chinese", "english"),
    [
        (0, "晚上好", "Good evening"),
        (4, "晚上好", "Good evening"),
        (5, "早上好", "Good morning"),
        (10, "早上好", "Good morning"),
        (11, "中午好", "Good morning"),
        (12, "中午好", "Good afternoon"),
        (13, "下午好", "Good afternoon"),
        (17, "下午好", "Good afternoon"),
        (18, "晚上好", "Good evening"),
        (23, "晚上好", "Good evening"),
    ],
)
def test_the_greeting_follows_the_hour(hour, chinese, english):
    now = SATURDAY.replace(hour=hour, minute=59)
    assert fill("{greeting}", now=now).text == chinese
    assert fill("{greeting}", language="en", now=now).text == english


def test_a_leap_day_is_a_day():
    now = datetime(2028, 2, 28, 23, 30, tzinfo=UTC)
    assert fill("{date+1d}，{date+30m}", now=now).text == "2月29日，2月29日"


# Replies inside replies


def test_a_reply_stands_inside_another():
    filled = fill(
        "寄到：{>address}，谢谢", replies={"address": "{shop}仓库"}, values={"shop": "店"}
    )
    assert filled.text == "寄到：店仓库，谢谢"
    assert pieces(filled) == [("shop", "店")]


def test_what_an_included_reply_asks_for_is_asked_for_in_its_place():
    replies = {"inner": "{?b}{>innermost}", "innermost": "{?c}"}
    assert [field.name for field in fields("{?a}{>inner}{?d}", replies=replies)] == list("abcd")


def test_a_reply_may_stand_in_another_more_than_once():
    assert fill("{>a}{>a}", replies={"a": "好"}).text == "好好"


def test_an_included_reply_that_is_not_there_is_refused_by_its_id():
    with pytest.raises(BadInputError, match="included reply gone does not exist"):
        fill("{>gone}")


def test_a_circle_that_came_into_the_library_ends():
    with pytest.raises(BadInputError):
        fill("{>a}", replies={"a": "{>b}", "b": "{>a}"})


# Spans


def test_spans_tell_where_each_variable_stands():
    filled = fill(
        "😊👨‍👩‍👧{buyer}𠮷，{?原因: 质量问题/不喜欢}{{ {date}{waybill}{note|}",
        values={"buyer": "买😊家"},
    )
    assert pieces(filled) == [
        ("buyer", "买😊家"),
        ("原因", "质量问题"),
        ("date", "11月21日"),
        ("waybill", "［运单号］"),
        ("note", ""),
    ]


variables = st.lists(
    st.sampled_from(
        ["{buyer}", "{?a}", "{?b=x}", "{?c=}", "{date}", "{shop|s}", "{>r}", "{{", "}}"]
    )
    | st.text(st.characters(exclude_characters="{}｛｝"), max_size=5)
).map("".join)


@given(text=variables, buyer=st.text(), answer=st.text())
def test_spans_lie_in_the_text_in_order_and_hold_what_was_put_in(text, buyer, answer):
    filled = fill(
        text, values={"buyer": buyer}, answers={"a": answer}, replies={"r": "{buyer}{?a}{weekday}"}
    )
    known = {
        "buyer": buyer or "［买家］",
        "a": answer.strip() or "［a］",
        "b": "x",
        "c": "",
        "date": "11月21日",
        "shop": "s",
        "weekday": "星期六",
    }
    at = 0
    for start, end, name in filled.spans:
        assert at <= start <= end
        assert filled.text[start:end] == known[name]
        at = end
    assert at <= len(filled.text)


# Languages


def test_nothing_of_one_language_stands_in_the_other(workspace):
    library = workspace.replies
    for reply in library.all():
        for text in reply.wordings("en"):
            filled = library.fill(text, library.context("en", {}, {}, SATURDAY))
            assert not any("\u4e00" <= character <= "\u9fff" for character in filled.text)


def test_an_included_reply_comes_in_the_language_of_the_reply(workspace):
    library = workspace.replies
    text = "{>return-address}"
    chinese = library.fill(text, library.context("zh", {}, {}, SATURDAY)).text
    english = library.fill(text, library.context("en", {}, {}, SATURDAY)).text
    assert "退货" in chinese
    assert "eturn" in english


def test_chinese_is_not_put_into_an_english_text_by_an_include(workspace, tmp_path):
    path = tmp_path / "library.yaml"
    path.write_text(
        "replies:\n"
        "- {id: address, title: 地址, text: 仓库地址}\n"
        '- {id: where, title: 寄到哪, text: {zh: "{>address}", en: "Send it to {>address}"}}\n',
        encoding="utf-8",
    )
    with pytest.raises(BadInputError):
        workspace.replies.import_files([path])
