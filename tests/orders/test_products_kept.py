"""Products in the store: imported, changed, renamed, taken away, and all of it undone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from csconsole.errors import BadInputError, NotFoundError
from csconsole.orders.model import Line
from csconsole.orders.products.catalogue import Catalogue
from csconsole.orders.products.cleaning import checked
from csconsole.orders.products.exporting import WRITERS
from csconsole.orders.products.importing import plan, read_files
from csconsole.orders.products.model import Product, Standing

SHEET = "SKU,名称,库存,安全库存,搭配,材质\nA-1,T恤,12,5,B-2,棉\nB-2,裤,3,5,,\n"


@pytest.fixture
def shop(workspace, tmp_path):
    """The products of a shop with two."""
    path = tmp_path / "shop.csv"
    path.write_text(SHEET, encoding="utf-8")
    workspace.products.import_files([path])
    return workspace.products


@pytest.fixture
def take(shop, tmp_path):
    """Take the text of a sheet in."""

    def taking(text, **wishes):
        path = tmp_path / "more.csv"
        path.write_text(text, encoding="utf-8")
        return shop.import_files([path], **wishes)

    return taking


def counts(told):
    return told.added, told.updated, told.unchanged


def test_the_same_file_twice_changes_nothing(shop, take):
    before = shop.all()
    told = take(SHEET)
    assert counts(told) == (0, 0, 2)
    assert told.action == ""
    assert shop.all() == before


def test_a_dry_run_says_what_would_change_and_changes_nothing(shop, take):
    told = take("SKU,库存,材质\nA-1,9,亚麻\nC-3,1,\n", dry_run=True)
    assert counts(told) == (1, 1, 0)
    assert told.changes[0].fields == {"stock": (12, 9), "材质": ("棉", "亚麻")}
    assert [one.sku for one in shop.all()] == ["A-1", "B-2"]


def test_what_a_sheet_does_not_tell_stays(shop, take):
    take("SKU,名称,库存,安全库存,尺码\nA-1,,9,—,S-XL\n")
    product = shop.get("A-1")
    assert (product.name, product.stock, product.safety_stock) == ("T恤", 9, 5)
    assert product.pairings == ("B-2",)
    assert product.facts == {"材质": "棉", "尺码": "S-XL"}


def test_an_import_is_taken_back_as_a_whole(shop, take):
    before = shop.all()
    told = take("SKU,库存\nA-1,9\nC-3,1\n")
    assert len(shop.all()) == 3
    assert shop.undo(told.action) == 0
    assert shop.all() == before


def test_a_refused_file_leaves_the_products_as_they_were(shop, take, tmp_path):
    good = tmp_path / "good.csv"
    good.write_text("SKU\nC-3\n", encoding="utf-8")
    bad = tmp_path / "bad.csv"
    bad.write_text("nothing,known\n1,2\n", encoding="utf-8")
    with pytest.raises(BadInputError):
        shop.import_files([good, bad])
    assert len(shop.all()) == 2


def test_an_import_that_is_stopped_writes_nothing(shop, take):
    def stop(_share):
        raise BadInputError("enough")

    with pytest.raises(BadInputError, match="enough"):
        take("SKU,库存\nA-1,9\nC-3,1\n", progress=stop)
    assert shop.get("A-1").stock == 12
    assert len(shop.all()) == 2


def test_codes_are_found_whatever_their_width_and_case(shop):
    shop.change("A-1", [("aliases", "690123、690456")])
    assert shop.get("ａ-1").sku == "A-1"
    assert shop.get(" 690456 ").sku == "A-1"
    with pytest.raises(NotFoundError, match="no product of this SKU"):
        shop.get("Z-9")


def test_products_are_found_by_every_word_of_codes_name_and_facts(shop):
    assert [one.sku for one in shop.find("t恤 棉")] == ["A-1"]
    assert [one.sku for one in shop.find("-")] == ["A-1", "B-2"]
    assert shop.find("b-2")[0].sku == "B-2"
    assert shop.find("丝绸") == []


def test_codes_are_in_the_order_of_their_numbers(shop):
    for sku in ("A-10", "A-2", "10", "9"):
        shop.add(Product(sku))
    assert [one.sku for one in shop.all()] == ["9", "10", "A-1", "A-2", "A-10", "B-2"]


def test_fields_and_facts_are_changed_and_taken_away(shop):
    shop.change("A-1", [("stock", "20 件"), ("fact:尺码", "S-XL"), ("fact:材质", "")])
    product = shop.get("A-1")
    assert product.stock == 20
    assert product.facts == {"尺码": "S-XL"}
    assert shop.change("A-1", [("stock", "")]).product.stock is None


def test_a_change_that_changes_nothing_is_no_action(shop):
    assert shop.change("A-1", [("stock", "12")]).action == ""


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("stock", "many", "no whole number"),
        ("safety_stock", "-1", "below zero"),
        ("price", "3", "price is not known"),
        ("fact:库存", "3", "place of its own"),
        ("sku", "B-2", "already"),
        ("sku", " ", "needs a SKU"),
        ("sku", "2.46E+18", "shortened"),
        ("name", "长" * 501, "longer than"),
    ],
)
def test_what_cannot_be_kept_is_refused_with_a_reason(shop, field, value, reason):
    before = shop.all()
    with pytest.raises(BadInputError, match=reason):
        shop.change("A-1", [(field, value)])
    assert shop.all() == before


def test_a_new_code_is_followed_by_the_pairings_of_others_and_undone_with_them(shop):
    before = shop.all()
    saved = shop.change("b-2", [("sku", "B-22")])
    assert [one.sku for one in shop.all()] == ["A-1", "B-22"]
    assert shop.get("A-1").pairings == ("B-22",)
    shop.undo(saved.action)
    assert shop.all() == before


def test_what_was_taken_away_comes_back_by_undo_as_it_was(shop):
    before = shop.all()
    action = shop.remove(["a-1", "B-2"])
    assert shop.all() == []
    shop.undo(action)
    assert shop.all() == before


def test_what_was_taken_away_is_new_when_it_is_imported_again(shop, take):
    shop.remove(["A-1"])
    assert counts(take("SKU,名称\nA-1,新T恤\n")) == (1, 0, 0)
    assert shop.get("A-1") == Product("A-1", "新T恤")


def test_all_are_taken_away_or_none(shop):
    with pytest.raises(NotFoundError):
        shop.remove(["A-1", "Z-9"])
    assert len(shop.all()) == 2


def test_a_later_change_stays_when_an_earlier_one_is_undone(shop):
    saved = shop.change("A-1", [("stock", "1"), ("name", "衫")])
    shop.change("A-1", [("stock", "2")])
    assert shop.undo(saved.action) == 1
    assert (shop.get("A-1").stock, shop.get("A-1").name) == (2, "T恤")


def test_only_changes_of_products_are_undone_here(workspace, shop):
    workspace.people.add("小李")
    entry = workspace._store.journal.history("agent", "小李")[0]
    for action in (entry.action, "no such action"):
        with pytest.raises(NotFoundError):
            shop.undo(action)


def test_there_is_too_little_under_the_safety_stock_alone(shop):
    assert [one.sku for one in shop.low_stock()] == ["B-2"]
    shop.change("B-2", [("stock", "5")])
    assert shop.low_stock() == []


@pytest.mark.parametrize(
    ("stock", "safety", "standing"),
    [
        (None, 5, Standing.UNKNOWN),
        (0, None, Standing.SOLD_OUT),
        (-2, 5, Standing.SOLD_OUT),
        (4, 5, Standing.LOW),
        (5, 5, Standing.ENOUGH),
        (1, None, Standing.ENOUGH),
    ],
)
def test_how_a_stock_stands(stock, safety, standing):
    assert Product("A", stock=stock, safety_stock=safety).standing is standing


def test_a_line_of_an_order_is_of_the_product_of_its_code_goods_or_title(shop):
    shop.change("B-2", [("goods", "7123")])
    assert shop.of_line(Line("?", sku="a-1")).sku == "A-1"
    assert shop.of_line(Line("?", sku="unknown", goods="7123")).sku == "B-2"
    assert shop.of_line(Line("T恤")).sku == "A-1"
    shop.add(Product("A-2", "T恤"))
    assert shop.of_line(Line("T恤")) is None


def test_another_program_s_change_is_seen_at_once(shop, workspace, open_profile):
    other = open_profile(workspace.places)
    other.products.change("A-1", [("stock", "99")])
    assert shop.get("A-1").stock == 99


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_an_export_is_taken_back_unchanged(shop, tmp_path, ending):
    shop.add(Product("=1+1", "-5°C 可用", -3, facts={"@提示": "+86", "说明": "第一行\n第二行"}))
    path = tmp_path / f"all.{ending}"
    assert shop.export(path) == 3
    assert counts(shop.import_files([path])) == (0, 0, 3)


def test_no_cell_of_an_export_is_calculated(shop, tmp_path):
    shop.add(Product("=cmd|'/c calc'!A0", "@SUM(1)", facts={"提示": "+1"}))
    path = tmp_path / "all.csv"
    shop.export(path)
    cells = [cell for line in path.read_text("utf-8-sig").splitlines() for cell in line.split(",")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def test_an_export_needs_an_ending_and_a_place(shop, tmp_path):
    with pytest.raises(BadInputError, match="tells no format"):
        shop.export(tmp_path / "all.doc")
    with pytest.raises(BadInputError, match="cannot be written"):
        shop.export(tmp_path / "nowhere" / "all.csv")


codes = st.text(st.characters(codec="utf-8"), min_size=1, max_size=12)
products = st.builds(
    Product,
    sku=codes,
    name=st.text(max_size=20),
    stock=st.none() | st.integers(-1000, 10**9),
    safety_stock=st.none() | st.integers(0, 10**9),
    pairings=st.lists(codes, max_size=3).map(tuple),
    facts=st.dictionaries(
        st.sampled_from(["材质", "Care", "备注", "卖点"]), st.text(max_size=40), max_size=4
    ),
    aliases=st.lists(codes, max_size=2).map(tuple),
)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
@given(listed=st.lists(products, max_size=4))
def test_whatever_can_be_kept_is_written_and_read_unchanged(tmp_path_factory, ending, listed):
    kept = {}
    for product in listed:
        try:
            clean = checked(product)
        except BadInputError:
            continue
        kept[clean.id] = clean
    path = tmp_path_factory.mktemp("trip") / f"all.{ending}"
    path.write_bytes(WRITERS[ending](list(kept.values())))
    outcome = plan(read_files([path], {}), Catalogue(kept.values())).outcome
    assert [change.fields for change in outcome.changes if change.state != "same"] == []
    assert outcome.unchanged == len(kept)
