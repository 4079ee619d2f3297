"""Sheets of other programs and of people, as CSV and workbook."""

import pytest
import xlsxwriter
from foreign_files import take

from csconsole.errors import BadInputError

QIANNIU = """\
登记日期,分组,快捷编码,快捷短语,是否加入团队
2026-01-02,售后-退货,thyf,运费我们出,是
,,zz,,
"""


@pytest.fixture
def sheet(tmp_path):
    def writing(text, name="sheet.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return writing


@pytest.fixture
def workbook(tmp_path):
    def writing(**pages):
        path = tmp_path / "sheet.xlsx"
        with xlsxwriter.Workbook(path) as book:
            for name, rows in pages.items():
                page = book.add_worksheet(name)
                for at, row in enumerate(rows):
                    page.write_row(at, 0, row)
        return path

    return writing


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_sheet_of_qianniu_is_read_in_every_encoding(sheet, encoding):
    taken = take(sheet(QIANNIU, encoding=encoding))
    (reply,) = taken.replies
    assert (reply.shortcut, reply.category) == ("thyf", "after-sale/return")
    assert reply.text == {"zh": "运费我们出"}
    assert taken.refused == {"3": "the text is empty"}
    assert taken.format == "csv"


@pytest.mark.parametrize("separator", ",;\t|")
def test_the_separator_is_found(sheet, separator):
    text = "分类,标题,内容\n售前,你好,在的亲\n".replace(",", separator)
    (reply,) = take(sheet(text)).replies
    assert (reply.category, reply.title["zh"], reply.text["zh"]) == ("pre-sale", "你好", "在的亲")


def test_the_order_of_the_columns_and_rows_above_the_head_do_not_matter(sheet):
    text = "我们的话术,,\n\n内容,分类,标题\n好的,售中/发货,一\n"
    (reply,) = take(sheet(text)).replies
    assert (reply.category, reply.title["zh"], reply.text["zh"]) == ("in-sale/发货", "一", "好的")


def test_a_workbook_is_read_sheet_by_sheet(workbook):
    path = workbook(
        甲=[["标题", "内容"], ["一", "第一条"], ["二", 2]],
        说明=[["随便写的"]],
        乙=[["标题", "内容"], ["三", ""]],
    )
    taken = take(path)
    assert taken.texts == ["第一条", "2"]
    assert taken.refused == {"2": "the text is empty"}
    assert taken.notes == ["no column is known to hold the texts; the sheet is left out"]


def test_text_modules_of_zammad(sheet):
    text = (
        "id;name;keywords;content;note;active\n"
        '1;Hi;hello~~~hey;"<p>Dear #{ticket.customer.firstname}</p><p>x</p>";;true\n'
        "2;Off;;x;;false\n"
    )
    taken = take(sheet(text))
    (reply,) = taken.replies
    assert reply.text == {"en": "Dear {buyer}\nx"}
    assert reply.tags == ("hello", "hey")
    assert taken.refused == {"3": "it is switched off in the other program"}


def test_canned_responses_of_chatwoot(sheet):
    taken = take(sheet("short_code,content\nhi,Hello {{contact.name}}\n"))
    assert (taken.texts, taken.replies[0].shortcut) == (["Hello {buyer}"], "hi")


def test_a_headless_csv_of_textexpander_is_grouped_by_its_file(sheet):
    text = 'thx,"Thank you, dear customer."\nbye,Good bye and until soon.\n'
    taken = take(sheet(text, "team.2026.csv"))
    assert (taken.format, taken.replies[0].category) == ("textexpander", "team")
    assert taken.texts == ["Thank you, dear customer.", "Good bye and until soon."]


def test_a_headless_csv_of_beeftext_has_three_columns(sheet):
    text = 'thx,"Thank you, dear customer.",Thanks\nbye,Good bye and until soon.,\nx,y\n'
    taken = take(sheet(text), "beeftext")
    assert [reply.title["en"] for reply in taken.replies] == ["Thanks", "bye"]
    assert taken.refused == {"3": "the row has 2 cells instead of 3"}


def test_columns_that_are_not_known_are_named(sheet):
    with pytest.raises(BadInputError, match="the columns are: 甲, 乙; say which: --map"):
        take(sheet("甲,乙\n一,第一条。\n"))


def test_a_person_can_say_which_column_holds_what(sheet):
    (reply,) = take(sheet("甲,乙\n一,第一条。\n"), text="乙", title="甲").replies
    assert (reply.title["zh"], reply.text["zh"]) == ("一", "第一条。")


@pytest.mark.parametrize(
    ("columns", "reason"),
    [({"text": "丙"}, "no column 丙"), ({"words": "乙"}, "words is not known")],
)
def test_a_wrong_word_about_the_columns_is_refused(sheet, columns, reason):
    with pytest.raises(BadInputError, match=reason):
        take(sheet("甲,乙\n一,第一条。\n"), **columns)


def test_the_ids_of_a_file_stay_and_one_that_stands_twice_is_refused(sheet):
    taken = take(sheet("id,标题,内容\nCS_01,一,甲\ncs-01,二,乙\n7,三,丙\n"))
    kept, made = [reply.id for reply in taken.replies]
    assert (kept, made[:6]) == ("cs-01", "sheet-")
    assert list(taken.refused.values()) == ["the id cs-01 stands in the files twice"]


def test_entries_of_one_title_are_told_apart(sheet):
    ids = [reply.id for reply in take(sheet("标题,内容\n一,甲\n一,乙\n")).replies]
    assert len(set(ids)) == 2
    assert ids == [reply.id for reply in take(sheet("标题,内容\n一,甲\n一,乙\n")).replies]


def test_a_shortcut_that_stands_twice_becomes_a_tag(sheet):
    taken = take(sheet("快捷编码,快捷短语\nAB,甲\nab,乙\n"))
    assert [(reply.shortcut, reply.tags) for reply in taken.replies] == [("AB", ()), ("", ("ab",))]
    assert taken.notes == ["its shortcut belongs to another reply already; it became a tag"]


@pytest.mark.parametrize(
    ("folder", "category"),
    [
        ("售后", "after-sale"), ("Aftersales", "after-sale"), ("售前咨询", "pre-sale/咨询"),
        ("售后-退货", "after-sale/return"), ("退货", "after-sale/return"),
        ("我的/其他", "我的/其他"), ("售中 > 发货", "in-sale/发货"), ("回访", "follow-up"),
        ("", ""),
    ],
)  # fmt: skip
def test_groups_become_categories_under_their_stage(sheet, folder, category):
    (reply,) = take(sheet(f"分组,标题,内容\n{folder},一,甲\n")).replies
    assert reply.category == category


def test_guards_against_formulas_are_taken_away(sheet):
    taken = take(sheet('标题,内容\n一,\'=1+1\n二,"=""0123"""\n三,\'x\'\n'))
    assert taken.texts == ["=1+1", "0123", "'x'"]


def test_columns_that_say_nothing_to_us_are_named_once(sheet):
    taken = take(sheet("标题,内容,颜色\n一,甲,红\n二,乙,蓝\n"))
    assert taken.notes == ["columns that are not known were left out: 颜色"]


def test_phrases_of_sogou_with_several_lines_and_dates(sheet):
    text = "; 说明\nth,1=退货地址[地址]\nrq,1=#$year年$month月\ndh,2=\n第一行\n第二行\n"
    taken = take(sheet(text, "phrases.ini", "utf-16"))
    assert taken.format == "sogou"
    assert taken.texts == ["退货地址{address}", "{date:%Y}年{date:%-m}月", "第一行\n第二行"]
    assert [reply.shortcut for reply in taken.replies] == ["th", "rq", "dh"]
