"""The stages and categories as chips: what they count, what they show."""

import pytest
from PySide6.QtCore import Qt

from csconsole.storage.places import Places

NESTED = """
format: 1
language: zh
replies:
  - {id: a, title: 甲, text: 甲, category: after-sale}
  - {id: b, title: 乙, text: 乙, category: after-sale/return}
  - {id: c, title: 丙, text: 丙, category: after-sale/return/postage}
  - {id: d, title: 丁, text: 丁, category: shop-talk}
  - {id: e, title: 戊, text: 戊}
"""


def chips(desk) -> list[str]:
    return [chip.text() for chip in desk.chips()]


def click(desk, text: str) -> None:
    chip = next(chip for chip in desk.chips() if chip.text() == text)
    desk.qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)


def pressed(desk) -> list[str]:
    return [chip.text() for chip in desk.chips() if chip.isChecked()]


def test_the_stages_come_in_their_order_with_their_counts(desk) -> None:
    assert chips(desk) == ["All  8", "Pre-sale  1", "In-sale  2", "After-sale  2", "Follow-up  3"]
    assert pressed(desk) == ["All  8"]


def test_the_counts_of_the_stages_add_up(open_desk, every_category: Places) -> None:
    desk = open_desk(every_category)
    whole, *stages = [int(text.split()[-1]) for text in chips(desk)]
    assert whole == sum(stages) == len(desk.found)


def test_as_many_replies_are_shown_as_the_chip_counts(open_desk) -> None:
    rows = "".join(f"  - {{id: r-{at}, title: 回复{at}, text: 文}}\n" for at in range(300))
    desk = open_desk(library=f"format: 1\nlanguage: zh\nreplies:\n{rows}")
    assert chips(desk) == ["All  300"]
    assert desk.page.model.rowCount() == 300


def test_a_click_on_a_stage_shows_what_lies_in_it_and_its_categories(desk) -> None:
    click(desk, "After-sale  2")
    assert set(desk.found) == {"freight", "payer"}
    assert chips(desk)[5:] == ["All  2", "Return  2"]
    assert pressed(desk) == ["After-sale  2", "All  2"]


def test_a_click_on_a_category_shows_what_lies_in_it(desk) -> None:
    click(desk, "Follow-up  3")
    click(desk, "Holiday  3")
    assert set(desk.found) == {"over", "to-come", "on-now"}
    assert pressed(desk) == ["Follow-up  3", "Holiday  3"]


def test_all_shows_everything_again_and_takes_the_categories_away(desk) -> None:
    click(desk, "Follow-up  3")
    click(desk, "All  8")
    assert len(desk.found) == 8
    assert chips(desk)[5:] == []


def test_a_search_stays_inside_the_category(desk) -> None:
    click(desk, "Follow-up  3")
    desk.find("thyf")
    assert "freight" not in desk.found


def test_a_query_goes_along_into_another_stage(desk) -> None:
    desk.find("huodong")
    click(desk, "Follow-up  3")
    assert desk.search_box.text() == "huodong"
    assert set(desk.found) == {"over", "to-come", "on-now"}


def test_the_labels_are_in_the_language_of_the_window(open_desk) -> None:
    desk = open_desk(tag="zh_CN")
    assert [text.split()[0] for text in chips(desk)[1:]] == ["售前", "售中", "售后", "回访"]
    assert desk.card().category.startswith("售前 / ")


def test_a_chip_tells_a_screen_reader_its_label_and_count(desk) -> None:
    assert [chip.accessibleName() for chip in desk.chips()][:2] == ["All, 8", "Pre-sale, 1"]


@pytest.fixture
def nested(open_desk):
    return open_desk(library=NESTED)


def test_a_category_of_the_shop_stands_behind_the_stages(nested) -> None:
    assert chips(nested) == ["All  5", "After-sale  3", "shop-talk  1"]


def test_a_stage_counts_the_replies_that_lie_in_it_directly(nested) -> None:
    click(nested, "After-sale  3")
    assert len(nested.found) == 3
    assert chips(nested)[3:] == ["All  3", "Return  2"]


def test_a_category_without_inner_ones_has_no_second_row(nested) -> None:
    click(nested, "shop-talk  1")
    assert nested.found == ["d"]
    assert chips(nested) == ["All  5", "After-sale  3", "shop-talk  1"]


def test_a_reply_without_a_category_is_found_among_all(nested) -> None:
    nested.find("戊")
    assert nested.found == ["e"]
    assert nested.card().category == ""
