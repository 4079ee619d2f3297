"""Layouts are data: shipped ones, those of a shop's own, and sheets that none fits."""

from pathlib import Path

import pytest
from export_files import TAOBAO_ORDERS, read, table, write_csv, write_workbook

from csconsole.errors import BadInputError
from csconsole.orders.reading.exports import (
    known_platforms,
    open_export,
    unknown_columns,
    write_layout,
)
from csconsole.orders.reading.layout import COLUMNS, LABELS
from csconsole.orders.reading.layout_file import general_layout, known_layouts, shipped_layouts
from csconsole.orders.reading.model import Asked

STRANGE = [
    ["Ticket", "Who", "What", "When", "Sum"],
    ["T-1", "测试买家甲", "杯", "2026-01-15", "3.50"],
]
ASKED = {"no": "Ticket", "buyer": "who", "title": "What", "created": "When", "total": "Sum"}
OWN = """
format: 1
platform: kiosk
currency: EUR
zone: "+01:00"
neutral: ["none"]
stages: {done: [picked up]}
layouts:
  - name: kiosk-orders
    needs: [Ticket, [Sum, Amount]]
    columns:
      no: [Ticket]
      buyer: [[Who, Surname], Who]
      total: [Sum, Amount]
      created: [When]
      status: [State]
"""


def test_the_shipped_layouts_are_those_of_the_eight_platforms():
    assert {layout.platform.name for layout in shipped_layouts()} == {
        "1688", "amazon", "douyin", "jd", "pinduoduo", "shopify", "taobao", "woocommerce",
    }  # fmt: skip
    assert known_platforms()[-1] == "other"
    assert len({layout.name for layout in shipped_layouts()}) == len(shipped_layouts())


@pytest.mark.parametrize("layout", shipped_layouts(), ids=lambda layout: layout.name)
def test_every_shipped_layout_can_be_recognised_by_headers_it_reads_or_names(layout):
    assert len(layout.needs) >= 2
    assert all(layout.needs)
    assert not set().union(*layout.needs) & layout.lacks


def test_a_sheet_whose_columns_have_usual_names_is_read_without_a_layout(tmp_path):
    rows = [
        ["Order No.", "Customer", "Item", "Qty", "Order Date", "Total", "Colour"],
        ["A-1", "Test Buyer", "Jar", "2", "2026-01-15T10:00:00Z", "12.00", "red"],
        ["A-1", "Test Buyer", "Lid", "1", "2026-01-15T10:00:00Z", "12.00", "blue"],
    ]
    found = read(write_csv(tmp_path / "x.csv", rows, separator=";"))
    (order,) = found.orders
    assert (found.export.platform, found.export.layout) == ("other", "columns")
    assert order.fields["total"] == 1200
    assert order.fields["lines"] == [
        {"title": "Jar", "quantity": 2},
        {"title": "Lid", "quantity": 1},
    ]
    assert order.fields["extra"] == {"Colour": "red; blue"}


def test_such_a_sheet_is_of_the_platform_that_was_asked_for(tmp_path):
    rows = [["order no", "buyer", "order date", "total"], ["A-1", "甲", "2026-01-15 10:00:00", "3"]]
    path = write_csv(tmp_path / "x.csv", rows)
    found = read(path, Asked(platform="jd"))
    assert found.export.platform == "jd"
    assert found.orders[0].fields["currency"] == "CNY"


def test_a_platform_that_is_not_known_is_refused(tmp_path):
    with pytest.raises(BadInputError, match=r"--platform: ebuy is not known; known are 1688, "):
        open_export(write_csv(tmp_path / "x.csv", STRANGE), Asked(platform="ebuy"))


def test_a_sheet_of_unknown_columns_is_refused_with_their_names(tmp_path):
    path = write_csv(tmp_path / "x.csv", STRANGE)
    with pytest.raises(BadInputError) as refusal:
        open_export(path, Asked())
    assert str(refusal.value) == (
        f"{path}:1: this is no export that is known; the columns are: Ticket, Who, What, When, "
        "Sum; say which column holds what: --map no=… --map buyer=… --map title=…"
    )


def test_columns_that_a_person_names_are_read(tmp_path):
    found = read(write_csv(tmp_path / "x.csv", STRANGE), Asked(platform="jd", columns=ASKED))
    (order,) = found.orders
    assert (found.export.platform, order.no) == ("jd", "T-1")
    assert order.fields["lines"] == [{"title": "杯"}]
    assert order.fields["total"] == 350


def test_a_named_column_goes_before_what_a_layout_says(tmp_path):
    rows = table([*TAOBAO_ORDERS, "真名"], {"订单编号": "42", "买家会员名": "甲", "真名": "乙"})
    found = read(write_csv(tmp_path / "x.csv", rows), Asked(columns={"buyer": "真名"}))
    assert found.export.layout == "taobao-orders"
    assert found.orders[0].fields["buyer"] == "乙"
    assert found.orders[0].fields["extra"]["买家会员名"] == "甲"


@pytest.mark.parametrize(
    ("columns", "why"),
    [
        ({**ASKED, "paid": "Betrag"}, "there is no column Betrag; the columns are: Ticket, Who"),
        ({"number": "Ticket"}, "number is not known; known are no, buyer"),
    ],
)
def test_what_cannot_be_mapped_is_told(tmp_path, columns, why):
    with pytest.raises(BadInputError, match="--map: " + why):
        open_export(write_csv(tmp_path / "x.csv", STRANGE), Asked(columns=columns))


def test_the_columns_of_an_unknown_sheet_are_shown_with_its_first_rows(tmp_path):
    rows = [["一月"], *STRANGE, *[[f"T-{n}", "乙", "", "", ""] for n in range(20)]]
    shown = unknown_columns(write_workbook(tmp_path / "x.xlsx", rows), Asked())
    assert shown is not None
    assert shown.names == ("Ticket", "Who", "What", "When", "Sum")
    assert shown.samples[0] == ("T-1", "测试买家甲", "杯", "2026-01-15", "3.50")
    assert len(shown.samples) == 8
    assert shown.fields == LABELS


def test_nothing_is_to_be_asked_about_a_known_sheet(tmp_path):
    path = write_csv(tmp_path / "x.csv", table(TAOBAO_ORDERS, {"订单编号": "42"}))
    assert unknown_columns(path, Asked()) is None


def test_a_layout_of_the_shops_own_is_read_from_its_folder(tmp_path):
    folder = tmp_path / "layouts"
    folder.mkdir()
    (folder / "kiosk.yaml").write_text(OWN, "utf-8")
    rows = [
        ["ticket", "Who", "Surname", "SUM", "When", "State"],
        ["T-1", "Test", "Buyer", "3.50", "2026-01-15 10:00:00", "picked up"],
        ["T-2", "Test", "none", "4", "2026-01-15 10:00:00", ""],
    ]
    found = read(write_csv(tmp_path / "x.csv", rows), folder=folder)
    assert (found.export.platform, found.export.layout) == ("kiosk", "kiosk-orders")
    assert [order.fields["buyer"] for order in found.orders] == ["Test Buyer", "Test"]
    assert found.orders[0].fields["currency"] == "EUR"
    assert found.orders[0].fields["stage"] == "done"
    assert "kiosk" in known_platforms(folder)


def test_a_choice_of_columns_can_be_kept_as_a_layout(tmp_path):
    folder = tmp_path / "layouts"
    path = write_csv(tmp_path / "x.csv", STRANGE)
    kept = write_layout(folder, "Kiosk / 一月", "kiosk", ASKED)
    assert kept.parent == folder
    assert unknown_columns(path, Asked(), folder) is None
    found = read(path, folder=folder)
    assert found.export.platform == "kiosk"
    assert found.orders[0].fields["lines"] == [{"title": "杯"}]


@pytest.mark.parametrize(
    ("name", "columns", "why"),
    [
        ("kiosk", {"buyer": "Who"}, "no column is chosen for the order number"),
        ("../..", ASKED, "a layout needs a name"),
        ("kiosk", {"no": "Ticket", "nr": "Who"}, "nr is not known"),
    ],
)
def test_a_layout_that_could_not_be_read_is_not_kept(tmp_path, name, columns, why):
    with pytest.raises(BadInputError, match=why):
        write_layout(tmp_path / "layouts", name, "kiosk", columns)
    assert not list(tmp_path.rglob("*.yaml"))


@pytest.mark.parametrize(
    ("before", "after", "line", "why"),
    [
        ("format: 1", "format: 2", 2, "this format is not known; 1 is"),
        ("format: 1\n", "", 2, "this format is not known; 1 is"),
        ("platform: kiosk\n", "", 2, "the key platform is missing"),
        ("currency: EUR", "currency: Euro", 4, "a currency is three capital letters"),
        ('"+01:00"', "Berlin", 5, "a zone is local or like"),
        ("{done:", "{over:", 7, "over is not known; known are unpaid, paid"),
        ("    needs:", "    wants:", 10, "wants is not known; known are name, row"),
        ("buyer: [[Who, Surname], Who]", "buyers: [Who]", 13, "buyers is not known; known are no"),
        ("no: [Ticket]", "buyer_note: [Ticket]", 9, "the key no is missing"),
        ("no: [Ticket]", "no: Ticket", 12, "a list must stand here"),
        ("no: [Ticket]", "no: [{a: b}]", 12, "a text must stand here"),
        ("  - name", "  - sums: [gift]\n    name", 9, "gift is not known; known are total"),
        ("  - name", "  - row: page\n    name", 9, "page is not known; known are order, item"),
        ("  - name", "  - fills_down: maybe\n    name", 9, "maybe is not known; known are yes, no"),
        ("  - name", "  - packed: {title: name}\n    name", 9, "the key cell is missing"),
        (OWN, "", 1, "the file is empty"),
        (OWN, "- a\n", 1, "keys with values must stand here"),
        (OWN, "a: [", 2, "this is not valid YAML"),
    ],
)
def test_what_is_wrong_with_a_layout_is_told_with_its_line(tmp_path, before, after, line, why):
    assert before in OWN
    path = tmp_path / "kiosk.yaml"
    path.write_text(OWN.replace(before, after, 1), "utf-8")
    with pytest.raises(BadInputError) as refusal:
        known_layouts(tmp_path)
    assert refusal.value.place == f"{path}:{line}"
    assert why in refusal.value.sentence


def test_the_labels_of_the_mapping_are_fields_that_a_sheet_can_have():
    assert set(LABELS) <= set(general_layout().columns)


def test_the_example_of_the_guide_is_a_layout(tmp_path):
    guide = Path(__file__).resolve().parents[2] / "docs" / "order-layouts.md"
    text = guide.read_text("utf-8")
    (tmp_path / "kiosk.yaml").write_text(text.split("```yaml")[1].split("```")[0], "utf-8")
    assert known_layouts(tmp_path)[0].name == "kiosk-orders"
    for column in COLUMNS:
        assert f"`{column}`" in text
