"""Libraries that hypothesis draws, and texts that have troubled a file format before."""

from dataclasses import replace

from hypothesis import strategies as st

from csconsole.replies.model import Reply

AWKWARD = [
    " 前后有空格 ", "一\n二\n\n三\n", "\n开头", "一\r\n二", "\t", "# 不是注释",
    "- 不是列表", "a: b",
    "'", '"', "''\"\"", "null", "~", "no", "007", "1.0", "2026-11-01", "=", "<<", "*", "&a",
    "!x", "%", "@", "`", "|", ">", "? x", "[a", "]", "{{a", "a}}", "{buyer|亲}", "😊👨‍👩‍👧",
    "שלום, עולם", "مرحبا", "\u200f\u202e", "\u2028", "\u2029", "\x85", "\ufeff", "\ufffd",
    "\x1b[31m", "\\", "\\n", "a" * 2000, "退货 " * 500, "𠮷", "\U0010ffff",
]  # fmt: skip

# What a text file can carry: all but halves of characters, which are no text in UTF-8.
characters = st.characters(exclude_categories=["Cs"])
one_line = st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"])
languages = st.sampled_from(["zh", "en", "zh-TW", "fil"])
prose = st.text(characters, min_size=1, max_size=30).filter(str.strip)
variables = st.sampled_from(
    ["{buyer|亲}", "{?原因: 质量问题/不喜欢}", "{{", "}}", "{date+3d:%m月%d日}"]
)


def escaped(text):
    """A text whose braces mean nothing."""
    return text.translate({ord(brace): 2 * brace for brace in "{}｛｝"})


wordings = st.builds(
    lambda before, variable, behind: escaped(before) + variable + escaped(behind),
    prose,
    st.just("") | variables,
    prose,
)
titles = st.text(one_line, min_size=1, max_size=30).map(str.strip).filter(bool)
words = st.text(one_line, min_size=1, max_size=10).map(lambda text: "".join(text.split()))
paths = st.lists(titles.map(lambda text: text.replace("/", "-")), max_size=3).map("/".join)
lists = st.lists(prose, max_size=3).map(tuple)


def by_language(values):
    return st.dictionaries(languages, values, min_size=1, max_size=3)


def filled_lists(values):
    full = st.lists(values, min_size=1, max_size=3).map(tuple)
    return st.dictionaries(languages, full, max_size=2)


@st.composite
def replies(draw):
    days = sorted(draw(st.lists(st.dates(), min_size=2, max_size=2)))
    kind = draw(st.just("") | prose)
    return Reply(
        id="",
        title=draw(by_language(titles)),
        text=draw(by_language(wordings)),
        category=draw(paths),
        shortcut=draw(st.just("") | words),
        variants=draw(filled_lists(wordings)),
        asks=draw(filled_lists(prose)),
        tags=draw(lists),
        valid_from=draw(st.sampled_from([None, days[0]])),
        valid_until=draw(st.sampled_from([None, days[1]])),
        for_kind=kind,
        for_states=draw(lists) if kind else (),
        pictures=draw(lists),
    )


@st.composite
def libraries(draw):
    drawn = draw(st.lists(replies(), max_size=4))
    return [
        replace(reply, id=f"reply-{at}", shortcut=reply.shortcut and f"{reply.shortcut}{at}")
        for at, reply in enumerate(drawn)
    ]
