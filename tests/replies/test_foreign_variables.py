"""The variables of other programs in our grammar, and everything that is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.replies import wording
from csconsole.replies.formats import beeftext_text, textexpander_text
from csconsole.replies.formats.gaps import Gaps
from csconsole.replies.formats.grammar import ask, choice, from_qt, moment, plain
from csconsole.replies.formats.model import Reference, RefusalError
from csconsole.replies.wording import Ask, Words, parse

anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=40)


# What we write is always our grammar


@given(text=anything)
def test_plain_words_mean_nothing_but_themselves(text):
    parts = parse(plain(text))
    assert all(isinstance(part, Words) for part in parts)
    narrow = text.translate(str.maketrans("｛｝", "{}"))
    assert "".join(part.text for part in parts) == narrow


@given(label=anything, default=anything)
def test_a_question_is_one_question_whatever_its_label_and_default(label, default):
    (part,) = parse(ask(label, default))
    assert isinstance(part, Ask)


@given(label=anything, options=st.lists(anything.filter(str.strip), min_size=1))
def test_a_choice_has_the_answers_that_it_was_given(label, options):
    narrow = str.maketrans("{}｛｝", "()（）")
    wanted = list(dict.fromkeys(option.translate(narrow).strip() for option in options))
    (part,) = parse(choice(label, options))
    assert [one.replace("＼", "\\") for one in part.choices] == [
        one.replace("＼", "\\") for one in wanted
    ]


@given(pattern=anything)
def test_a_pattern_of_a_date_can_be_read_or_is_refused(pattern):
    try:
        told = moment(pattern, 86400)
    except RefusalError:
        return
    wording.parse(told)


@given(text=anything)
def test_whatever_a_sheet_says_can_be_read(text):
    wording.parse(Gaps().filled(text))


@pytest.mark.parametrize(
    ("pattern", "told"),
    [
        ("%Y-%m-%d", "{date:%Y-%m-%d}"),
        ("%e %b", "{date:%-d %B}"),
        ("%F %T", "{date:%Y-%m-%d %H:%M:%S}"),
        (" %d ", " {date:%d} "),
        ("{%d}|%m", "{{{date:%d}}}|{date:%m}"),
        ("100%", "100%"),
    ],
)
def test_moments_are_told_in_our_letters(pattern, told):
    assert moment(pattern) == told


@pytest.mark.parametrize(
    ("seconds", "shift"),
    [(60, "+1m"), (-3600, "-1h"), (86400, "+1d"), (604800, "+1w"), (90000, "+25h")],
)
def test_a_shift_is_told_in_the_largest_unit(seconds, shift):
    assert moment("%d", seconds) == f"{{date{shift}:%d}}"


@pytest.mark.parametrize(("pattern", "seconds"), [("%p", 0), ("%Z", 0), ("%d", 61)])
def test_what_a_moment_cannot_say_is_refused(pattern, seconds):
    with pytest.raises(RefusalError):
        moment(pattern, seconds)


@pytest.mark.parametrize(
    ("qt", "ours"),
    [
        ("yyyy-MM-dd", "%Y-%m-%d"),
        ("d.M.yy HH:mm:ss", "%-d.%-m.%y %H:%M:%S"),
        ("dddd 'um' hh", "%A um %H"),
        ("yyyy年M月d日", "%Y年%-m月%-d日"),
    ],
)
def test_patterns_of_qt_are_told_in_our_letters(qt, ours):
    assert from_qt(qt) == ours


# Beeftext


@pytest.mark.parametrize(
    ("snippet", "ours"),
    [
        ("#{input:尺码}", "{?尺码}"),
        ("#{input:颜色: 红/蓝}", "{?颜色: 红/蓝}"),
        ("#{date} #{time}", "{date} {time}"),
        ("#{dateTime:+3d:yyyy-MM-dd}", "{date+3d:%Y-%m-%d}"),
        ("#{dateTime:yyyy}", "{date:%Y}"),
        ("#{dateTime::HH:mm}", "{date:%H:%M}"),
        ("a#{cursor}b", "ab"),
        ("#{clipboard}", "{?clipboard}"),
        ("{a} #{b}", "{?a} #{{b}}"),
    ],
)
def test_variables_of_beeftext_become_ours(snippet, ours):
    pieces, _notes = beeftext_text.snippet(snippet)
    assert "".join(pieces) == ours


def test_a_combo_inside_another_is_a_reference():
    assert beeftext_text.snippet("a#{combo:xx}b")[0] == ("a", Reference("xx"), "b")


@pytest.mark.parametrize(
    "snippet",
    ["#{powershell:C\\:\\\\x.ps1}", "#{envVar:PATH}", "#{dateTime:+1M:yyyy}", "#{dateTime:zzz}"],
)
def test_what_beeftext_runs_or_we_cannot_say_is_refused(snippet):
    with pytest.raises(RefusalError):
        beeftext_text.snippet(snippet)


# TextExpander


@pytest.mark.parametrize(
    ("snippet", "ours"),
    [
        ("%filltext:name=尺码:default=M:width=20%", "{?尺码=M}"),
        ("%fillarea:name=地址%", "{?地址}"),
        ("%fillpopup:name=颜色:红:default=蓝:绿%", "{?颜色: 蓝/红/绿}"),
        ("%filldate:name=日子%", "{?日子@date}"),
        ("%Y-%m-%d", "{date:%Y-%m-%d}"),
        ("%@+3D%1d.%1m.", "{date+3d:%-d.%-m}."),
        ("%clipboard", "{?clipboard}"),
        ("a%|b", "ab"),
        ("100%% {x}", "100% {{x}}"),
        ("%fillpart:name=p:default=yes%x%fillpartend%", "x"),
        ("a%key:tab%b", "a\tb"),
    ],
)
def test_macros_of_textexpander_become_ours(snippet, ours):
    pieces, _notes = textexpander_text.snippet(snippet)
    assert "".join(pieces) == ours


def test_a_snippet_inside_another_is_a_reference():
    assert textexpander_text.snippet("%snippet:abc%")[0] == (Reference("abc"),)


@pytest.mark.parametrize("snippet", ["%shell:rm.sh%", "%applescript:x%", "%@+1M%Y", "%p"])
def test_what_textexpander_runs_or_we_cannot_say_is_refused(snippet):
    with pytest.raises(RefusalError):
        textexpander_text.snippet(snippet)


# Sheets and help desks


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("您的[订单号]，[尺码]码", "您的{order}，{?尺码}码"),
        ("[Order Number] by [Carrier]", "{order} by {courier}"),
        ("您好【姓名】，{昵称}", "您好{?姓名}，{buyer}"),
        ("【公告】今天发货", "【公告】今天发货"),
        ("请点【确认收货】[微笑]", "请点【确认收货】[微笑]"),
        ("[手洗/机洗]", "{?手洗/机洗: 手洗/机洗}"),
        ("XX元，[X]天", "{?XX元}元，{?X天}天"),
        ("a[0] [文字](http://x)", "a[0] [文字](http://x)"),
        ("{{contact.name}}，{{conversation.id}}", "{buyer}，{ticket}"),
        ("`{{contact.name}}`", "`{{{{contact.name}}}}`"),
        ("#{ticket.customer.firstname} #{user.lastname}", "{buyer} {agent}"),
        ("#{ticket.priority.name}", "{?name}"),
        ("{buyer|亲} {?原因: 质量/尺码} {date+3d}", "{buyer|亲} {?原因: 质量/尺码} {date+3d}"),
        ("XXL 码 MAXX", "XXL 码 MAXX"),
    ],
)
def test_gaps_of_sheets_become_values_and_questions(text, ours):
    assert Gaps().filled(text) == ours
