"""Painting the cards: every shipped one, at every width, in both looks, inside its place."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QAbstractListModel, QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyleOptionViewItem

from csconsole.desktop import theme
from csconsole.desktop.replies.delegate import CardDelegate
from csconsole.desktop.replies.model import Role
from csconsole.desktop.replies.state import Card, RepliesState
from csconsole.storage.places import Places
from csconsole.workspace.workspace import Workspace

WIDTHS = (200, 473, 560, 900)
OUTSIDE = QColor("#ff00ff")
MARGIN = 8
PLAIN = QStyle.StateFlag.State_Enabled
CHOSEN = PLAIN | QStyle.StateFlag.State_Selected
HOVERED = PLAIN | QStyle.StateFlag.State_MouseOver


class Cards(QAbstractListModel):
    def __init__(self, cards: list[Card | None]) -> None:
        super().__init__()
        self.cards = cards

    def rowCount(self, parent: QModelIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return len(self.cards)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return self.cards[index.row()] if role == Role.CARD else None


@pytest.fixture(params=["light", "dark"])
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[str]:
    theme.apply(qapp, request.param)
    yield request.param
    theme.apply(qapp, "light")


def painted(
    card: Card | None,
    width: int,
    state: QStyle.StateFlag = PLAIN,
    delegate: CardDelegate | None = None,
) -> QImage:
    """A card on a ground of a colour that no card has."""
    model, delegate = Cards([card]), delegate or CardDelegate()
    option = QStyleOptionViewItem()
    option.font = QApplication.font()
    option.state = state
    index = model.index(0)
    size: QSize = delegate.sizeHint(option, index)
    option.rect = QRect(MARGIN, MARGIN, width, size.height())
    image = QImage(width + 2 * MARGIN, size.height() + 2 * MARGIN, QImage.Format.Format_RGB32)
    image.fill(OUTSIDE)
    painter = QPainter(image)
    delegate.paint(painter, option, index)
    painter.end()
    return image


def touched(image: QImage) -> QRect:
    """What was painted on."""
    rows = [
        (x, y)
        for y in range(image.height())
        for x in range(image.width())
        if image.pixelColor(x, y) != OUTSIDE
    ]
    if not rows:
        return QRect()
    columns, lines = zip(*rows, strict=True)
    return QRect(min(columns), min(lines), max(columns) - min(columns), max(lines) - min(lines))


def card(title: str = "", text: str = "", shortcut: str = "", **kept: object) -> Card:
    marks = {"title_marks": [], "text_marks": [], "shortcut_marks": []}
    return Card(title=title, text=text, shortcut=shortcut, category="", **{**marks, **kept})


def cards_of(workspace: Workspace, language: str, query: str) -> list[Card]:
    """Every reply of the library as a card, with what a query matches."""
    state = RepliesState(
        workspace.replies,
        language=language,
        interface_language=language,
        values={},
        now=workspace.now,
    )
    state.query = state.finding.query = (
        query  # the whole list is kept: every card is painted with its marks
    )
    return [state.card(row) for row in range(len(state.results))]


@pytest.mark.parametrize(
    ("look", "language", "query"),
    [("light", "zh", "tuihuo yf"), ("dark", "en", "return the")],
    indirect=["look"],
)
def test_every_shipped_reply_is_painted_at_every_width(
    look: str, shipped_profile: Places, open_profile, language: str, query: str
) -> None:
    cards = cards_of(open_profile(shipped_profile), language, query)
    assert len(cards) > 100
    assert any(one.text_marks for one in cards)
    for one in cards:
        for width in WIDTHS:
            assert not painted(one, width).isNull()


@pytest.mark.parametrize("width", [200, 473])
def test_a_card_paints_nothing_outside_its_place(look: str, width: int) -> None:
    long = card("退货运费谁出" * 20, "亲，🎉" * 60, "thyf", text_marks=[(0, 200)])
    place = QRect(MARGIN, MARGIN, width, CardDelegate().sizeHint(None, None).height())
    assert place.contains(touched(painted(long, width)))


def test_a_long_shortcut_and_a_long_category_leave_the_title_its_room(qapp: QApplication) -> None:
    crowded = Card("退货" * 40, "亲", "s" * 12, "售后 / 退货" * 5, [], [], [])
    assert painted(crowded, 320) != painted(card("", "亲", "s" * 12), 320)


def test_a_row_without_a_card_is_left_empty(qapp: QApplication) -> None:
    assert touched(painted(None, 300)).isNull()


def test_a_card_that_is_chosen_or_pointed_at_looks_different(look: str) -> None:
    one = card("退货", "亲")
    pictures = [painted(one, 300, state) for state in (PLAIN, CHOSEN, HOVERED)]
    assert pictures[0] != pictures[1]
    assert pictures[0] != pictures[2]
    assert pictures[1] != pictures[2]


def test_a_mark_is_seen(look: str) -> None:
    plain = painted(card("退货", "亲退货", "th"), 300)
    assert plain != painted(card("退货", "亲退货", "th", title_marks=[(0, 2)]), 300)
    assert plain != painted(card("退货", "亲退货", "th", text_marks=[(1, 3)]), 300)
    assert plain != painted(card("退货", "亲退货", "th", shortcut_marks=[(0, 2)]), 300)


def test_a_mark_behind_an_emoji_stands_where_the_characters_are(qapp: QApplication) -> None:
    behind = painted(card("题", "🎉🎉退货", text_marks=[(2, 4)]), 300)
    shifted = painted(card("题", "🎉🎉退货", text_marks=[(1, 3)]), 300)
    assert behind != shifted
    mark = QColor(theme.colours().mark)
    yellow = [
        x
        for x in range(behind.width())
        for y in range(behind.height())
        if behind.pixelColor(x, y) == mark
    ]
    emoji_ends = MARGIN + theme.SPACE_LARGE + 2 * 14
    assert min(yellow) >= emoji_ends - 4


@pytest.mark.parametrize("count", range(31, 41))
def test_an_emoji_at_the_cut_is_cut_whole_or_not_at_all(qapp: QApplication, count: int) -> None:
    whole = ["退"] * count + ["🎉", "👨\u200d👩\u200d👧", "👍🏽"] * 20
    picture = painted(card("题", "".join(whole)), 300)
    cuts = ("".join(whole[:kept]) + "…" for kept in range(30, 46))
    assert any(picture == painted(card("题", cut), 300) for cut in cuts)


@given(
    text=st.text(alphabet="退货 a🎉👨\u200d👩👍🏽\n\t\u3000\u00a0…", max_size=120),
    marks=st.lists(st.tuples(st.integers(0, 60), st.integers(1, 60)), max_size=4),
    width=st.integers(200, 900),
)
def test_any_text_with_any_marks_is_painted(
    qapp: QApplication, text: str, marks: list[tuple[int, int]], width: int
) -> None:
    ranges = [(min(at, len(text)), min(at + length, len(text))) for at, length in marks]
    one = Card(text, text, text[:8], text, ranges, ranges, ranges)
    assert not painted(one, width).isNull()


@pytest.mark.parametrize("width", [0, 10, 40])
def test_a_place_without_room_is_painted_without_a_fault(qapp: QApplication, width: int) -> None:
    one = card("退货运费谁出", "亲，在的。" * 9, "thyf", text_marks=[(0, 4)])
    assert not painted(one, width).isNull()


def test_every_card_has_the_same_height(qapp: QApplication) -> None:
    delegate, option = CardDelegate(), QStyleOptionViewItem()
    model = Cards([card("a"), card("b", "亲" * 300)])
    heights = {delegate.sizeHint(option, model.index(row)).height() for row in range(2)}
    assert len(heights) == 1


def test_cards_look_the_same_however_often_they_are_painted(look: str) -> None:
    used = CardDelegate()
    long = card("退货运费谁出" * 20, "亲，🎉退货" * 60, "thyf")
    marked = card("退货运费谁出" * 20, "亲，🎉退货" * 60, "thyf", text_marks=[(2, 4), (7, 9)])
    for one in (long, marked, long, marked):
        for width in WIDTHS:
            assert painted(one, width, delegate=used) == painted(one, width)


def test_cards_follow_the_look_that_is_chosen(qapp: QApplication) -> None:
    used, one = CardDelegate(), card("退货", "亲退货", "th", text_marks=[(1, 3)])
    light = painted(one, 300, delegate=used)
    theme.apply(qapp, "dark")
    dark = painted(one, 300, delegate=used)
    assert dark == painted(one, 300)
    theme.apply(qapp, "light")
    assert light == painted(one, 300, delegate=used) != dark


def test_a_mark_behind_an_emoji_stands_on_its_word(look: str) -> None:
    ground = theme.colour("mark")

    def marked(text: str, start: int) -> list[int]:
        image = painted(card("", text, text_marks=[(start, start + 2)]), 300)
        row = image.height() // 2
        return [x for x in range(image.width()) if image.pixelColor(x, row) == ground]

    behind, first = marked("🎉退货", 1), marked("退货", 0)
    assert min(behind) > min(first)
    assert marked("🎉🎉退货", 2)[0] > behind[0]
