"""The grammar of a reply's text: every form that it has, and everything that it refuses."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.errors import BadInputError
from csconsole.replies.filling import Context, fields, fill
from csconsole.replies.model import AskKind
from csconsole.replies.wording import Ask, Include, Value, Words, included, parse

HOUR, DAY = 3600, 86400


def asked(label, default=None, kind=AskKind.TEXT, choices=()):
    return Ask(label, kind, default, choices)


def choice(label, *choices):
    return Ask(label, AskKind.CHOICE, choices[0], choices)


# What is read


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("{buyer}", Value("buyer")),
        ("{ buyer }", Value("buyer")),
        ("{return_waybill}", Value("return_waybill")),
        ("{买家}", Value("买家")),
        ("{buyer|亲}", Value("buyer", "亲")),
        ("{buyer|}", Value("buyer", "")),
        ("{buyer|a|b}", Value("buyer", "a|b")),
        ("{buyer| 亲 }", Value("buyer", " 亲")),
        ("{date}", Value("date")),
        ("{time}", Value("time")),
        ("{weekday}", Value("weekday")),
        ("{greeting}", Value("greeting")),
        ("{date+3d}", Value("date", shift=3 * DAY)),
        ("{date + 3 d}", Value("date", shift=3 * DAY)),
        ("{date-1w}", Value("date", shift=-7 * DAY)),
        ("{time+90m}", Value("time", shift=90 * 60)),
        ("{time-2h}", Value("time", shift=-2 * HOUR)),
        ("{weekday+1d}", Value("weekday", shift=DAY)),
        ("{date:%m月%d日}", Value("date", pattern="%m月%d日")),
        ("{date+3d:%-m月%-d日}", Value("date", shift=3 * DAY, pattern="%-m月%-d日")),
        ("{time:%H:%M}", Value("time", pattern="%H:%M")),
        ("{date:%Y%%}", Value("date", pattern="%Y%%")),
        ("{?尺码}", asked("尺码")),
        ("{? 尺码 }", asked("尺码")),
        ("{?尺码=M}", asked("尺码", "M")),
        ("{?尺码= M }", asked("尺码", "M")),
        ("{?尺码=}", asked("尺码", "")),
        ("{?时间=9:30}", asked("时间", "9:30")),
        ("{?式子=a=b}", asked("式子", "a=b")),
        ("{?原因: 质量问题/不喜欢}", choice("原因", "质量问题", "不喜欢")),
        ("{?原因:只有一个}", choice("原因", "只有一个")),
        ("{?原因: a/ /b/}", choice("原因", "a", "b")),
        (r"{?尺寸: 1\/2/3\/4}", choice("尺寸", "1/2", "3/4")),
        ("{?时间: 9:30/10:30}", choice("时间", "9:30", "10:30")),
        ("{?日期@date}", asked("日期", kind=AskKind.DATE)),
        ("{?日期@ date }", asked("日期", kind=AskKind.DATE)),
        ("{?小时@number}", asked("小时", kind=AskKind.NUMBER)),
        ("{?小时@number=48}", asked("小时", "48", AskKind.NUMBER)),
        ("{?小时@number=}", asked("小时", "", AskKind.NUMBER)),
        ("{?话@text=好}", asked("话", "好")),
        ("{>return-address}", Include("return-address")),
        ("{> return-address }", Include("return-address")),
        ("{{", Words("{")),
        ("}}", Words("}")),
        ("{{buyer}}", Words("{buyer}")),
        ("}", Words("}")),
        ("a}b", Words("a}b")),
        ("亲，您好😊\n第二行", Words("亲，您好😊\n第二行")),
    ],
)
def test_each_form_of_the_grammar_is_read(text, part):
    assert parse(text) == (part,)


@pytest.mark.parametrize(
    ("full_width", "narrow"),
    [
        ("｛buyer｝", "{buyer}"),
        ("｛buyer｜亲｝", "{buyer|亲}"),
        ("｛？尺码｝", "{?尺码}"),
        ("｛？尺码＝M｝", "{?尺码=M}"),
        ("｛？原因：质量问题/不喜欢｝", "{?原因: 质量问题/不喜欢}"),
        ("{？原因：质量问题/不喜欢}", "{?原因: 质量问题/不喜欢}"),
        ("｛？日期＠date｝", "{?日期@date}"),
        ("｛？小时＠number＝48｝", "{?小时@number=48}"),
        ("｛＞return-address｝", "{>return-address}"),
        ("｛date＋3d｝", "{date+3d}"),
        ("｛date－3d｝", "{date-3d}"),
        ("｛date＋3d：%m月%d日｝", "{date+3d:%m月%d日}"),
        ("｛｛", "{{"),
        ("｝｝", "}}"),
        ("｛buyer}", "{buyer}"),
    ],
)
def test_full_width_forms_mean_the_same(full_width, narrow):
    assert parse(full_width) == parse(narrow)


def test_full_width_marks_outside_braces_stay_as_they_are():
    text = "真的？是的：好＝好＠｜＞％｝"
    assert parse(text) == (Words(text),)


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("{buyer|真的？}", Value("buyer", "真的？")),
        ("{buyer|甲｜乙}", Value("buyer", "甲｜乙")),
        ("{?答复=好＝好？}", asked("答复", "好＝好？")),
        ("{?答复@text=好＝好}", asked("答复", "好＝好")),
        ("{?答复: 是？/不：是}", choice("答复", "是？", "不：是")),
        ("{time:%H：%M}", Value("time", pattern="%H：%M")),
    ],
)
def test_full_width_marks_in_what_is_said_stay_as_they_are(text, part):
    assert parse(text) == (part,)


def test_words_and_variables_stand_in_their_order():
    assert parse("亲{buyer}，{?a}{>b}。{{}}") == (
        Words("亲"),
        Value("buyer"),
        Words("，"),
        asked("a"),
        Include("b"),
        Words("。{}"),
    )


def test_braces_beside_a_variable_stay_braces():
    assert parse("{{{buyer}}}") == (Words("{"), Value("buyer"), Words("}"))


def test_an_empty_text_has_no_parts():
    assert parse("") == ()


def test_the_included_replies_of_a_text_are_named_in_order():
    assert included("{>b}{buyer}{>a}{>b}") == ["b", "a", "b"]


# What is refused


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{", "the brace is not closed"),
        ("a{buyer", "the brace is not closed"),
        ("｛buyer", "the brace is not closed"),
        ("{{{", "the brace is not closed"),
        ("{buyer} {?a", "the brace is not closed"),
        ("{}", "a name is missing"),
        ("{ }", "a name is missing"),
        ("{|亲}", "a name is missing"),
        ("{:%d}", "a name is missing"),
        ("{+3d}", "a name is missing"),
        ("{3d}", "a name is missing"),
        ("{-}", "a name is missing"),
        ("{!buyer}", "a name is missing"),
        ("{?}", "the question has no label"),
        ("{? }", "the question has no label"),
        ("{?=a}", "the question has no label"),
        ("{?: a/b}", "the question has no label"),
        ("{?@date}", "the question has no label"),
        ("{?a:}", "nothing to choose from"),
        ("{?a: / }", "nothing to choose from"),
        ("{?a@}", "date, number or text"),
        ("{?a@colour}", "date, number or text"),
        ("{?a@Date}", "date, number or text"),
        ("{?a@date: x}", "date, number or text"),
        ("{?a@choice}", "date, number or text"),
        ("{?a@choice=b}", "date, number or text"),
        ("{>}", "id stands behind >"),
        ("{> }", "id stands behind >"),
        ("{>Return}", "id stands behind >"),
        ("{>a b}", "id stands behind >"),
        ("{>../secret}", "id stands behind >"),
        ("{buyer name}", "after the name stands a shift"),
        ("{buyer.name}", "after the name stands a shift"),
        ("{buyer[0]}", "after the name stands a shift"),
        ("{buyer()}", "after the name stands a shift"),
        ("{date+d}", "after the name stands a shift"),
        ("{date+3}", "after the name stands a shift"),
        ("{date+3y}", "after the name stands a shift"),
        ("{date+3D}", "after the name stands a shift"),
        ("{date+12345d}", "after the name stands a shift"),
        ("{date+1.5d}", "after the name stands a shift"),
        ("{date+3d+1h}", "after the name stands a shift"),
        ("{date*3d}", "after the name stands a shift"),
        ("{buyer+3d}", "can be shifted"),
        ("{buyer:%d}", "can be shifted"),
        ("{buyer:}", "can be shifted"),
        ("{date:%Q}", "%Q has no meaning"),
        ("{date:%-M}", "%-M has no meaning"),
        ("{date:%s}", "%s has no meaning"),
        ("{date:%é}", "%é has no meaning"),
        ("{date:%月}", "%月 has no meaning"),
        ("{date:100%}", "has no meaning"),
        ("{date:%-}", "has no meaning"),
    ],
)
def test_what_has_no_meaning_is_refused_with_its_reason(text, reason):
    with pytest.raises(BadInputError) as refused:
        parse(text)
    assert reason in refused.value.sentence


def test_the_refusal_repeats_the_variable():
    with pytest.raises(BadInputError, match=r"\{date:%Q\} cannot be read"):
        parse("发货日期：{date:%Q}，请留意")


# Whatever anybody writes

grammar = st.text(
    st.sampled_from("{}｛｝?？>＞|｜=＝:：@＠+＋-－%％/\\ \n0379٣３adehmMwYtxn_名字é😊")
)
pieces = st.lists(
    st.sampled_from(
        ["{", "}", "?", ":", "@", "=", "|", ">", "/", "\\/", "+3d", "+9999w", "-9999w", "%", "%-d",
         "date", "time", "weekday", "greeting", "buyer", "number", "choice", "原因", " "]
    )
).map("".join)  # fmt: skip
braceless = st.text(st.characters(exclude_characters="{}｛｝"))
CONTEXT = Context("zh", datetime(2026, 11, 21, 10, 30, tzinfo=UTC), {}, {}, lambda _id: None)


@given(text=grammar | pieces | st.text())
def test_any_text_is_read_or_refused_and_nothing_else_happens(text):
    try:
        parts = parse(text)
    except BadInputError:
        return
    if not any(isinstance(part, Include) for part in parts):
        filled = fill(text, CONTEXT)
        assert all(label in filled.text for label in filled.missing)
        assert all(field.name for field in fields(text, CONTEXT))


@given(text=braceless)
def test_a_text_without_braces_is_filled_in_with_itself(text):
    filled = fill(text, CONTEXT)
    assert (filled.text, filled.missing, filled.spans) == (text, (), ())


@given(text=st.text())
def test_a_text_with_doubled_braces_is_filled_in_with_itself(text):
    doubled = text.replace("{", "{{").replace("}", "}}").replace("｛", "｛｛").replace("｝", "｝｝")
    narrow = text.translate(str.maketrans("｛｝", "{}"))
    assert fill(doubled, CONTEXT).text == narrow
