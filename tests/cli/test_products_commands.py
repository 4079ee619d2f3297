"""`csconsole products`: sheets in and out, products listed, changed, and what goes with them."""

import csv
import io

import pytest

SHEET = """\
商家编码,名称,库存,安全库存,搭配,材质
A-1,纯棉T恤,12,5,B-2,棉
B-2,牛仔裤,3,5,,牛仔布
2.46E+18,坏,1,,,
"""


@pytest.fixture
def sheet(tmp_path):
    """A sheet of two products and a spoilt row, in the encoding of Chinese programs."""
    path = tmp_path / "products.csv"
    path.write_text(SHEET, encoding="gb18030")
    return path


@pytest.fixture
def filled(command, sheet):
    """A profile with the products of the sheet."""
    command("products", "import", sheet)
    return command


def test_an_import_answers_with_every_key_of_the_contract(command, sheet):
    told = command("products", "import", sheet, "--json").json
    assert {key: told[key] for key in ("platform", "encoding", "orders", "lines")} == {
        "platform": None,
        "encoding": "gb18030",
        "orders": 0,
        "lines": 0,
    }
    assert (told["products"], told["added"], told["updated"], told["unchanged"]) == (2, 2, 0, 0)
    assert told["skipped"][0]["where"] == f"{sheet}:4"
    assert "shortened" in told["skipped"][0]["why"]
    assert told["action"]
    assert "changes" not in told


def test_a_dry_run_tells_the_changes_and_writes_nothing(filled, sheet):
    sheet.write_text("SKU,库存\nA-1,9\n", encoding="utf-8")
    told = filled("products", "import", sheet, "--dry-run", "--json").json
    assert told["changes"] == [
        {
            "where": f"{sheet}:2",
            "sku": "A-1",
            "name": "纯棉T恤",
            "state": "changed",
            "fields": {"stock": {"before": 12, "after": 9}},
        }
    ]
    assert filled("products", "show", "A-1", "--json").json["stock"] == 12


def test_people_are_told_the_counts_and_the_reasons(command, sheet):
    lines = command("products", "import", sheet, "--dry-run").out.splitlines()
    assert lines[0] == "Would add 2, update 0, leave 0."
    assert lines[1] == "Not taken: 1"
    assert lines[2].startswith(f"  {sheet}:4: “2.46E+18”")
    assert command("products", "import", sheet).out.startswith("Added 2, updated 0, left 0.")


def test_columns_are_named_where_nobody_knows_them(command, tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text("代号,多少\nA-1,3\n", encoding="utf-8")
    assert "the columns are: 代号, 多少" in command("products", "import", path).reason
    told = command("products", "import", path, "--map", "sku=代号,stock=多少", "--json").json
    assert told["added"] == 1
    assert command("products", "import", path, "--map", "sku").status == 2


def test_products_are_listed_and_found(filled):
    assert filled("products", "list").out.splitlines() == [
        "A-1 · 纯棉T恤 · 12 pieces",
        "B-2 · 牛仔裤 · 3 pieces · low",
    ]
    assert [one["sku"] for one in filled("products", "list", "牛仔", "--json").json] == ["B-2"]
    assert filled("products", "list", "丝绸", "--json").json == []


def test_low_lists_what_is_under_its_safety_stock(filled):
    (product,) = filled("products", "low", "--json").json
    assert (product["sku"], product["low"], product["standing"]) == ("B-2", True, "low")


def test_show_tells_all_of_a_product(filled):
    assert filled("products", "show", "a-1", "--json").json == {
        "sku": "A-1",
        "name": "纯棉T恤",
        "stock": 12,
        "safety_stock": 5,
        "standing": "enough",
        "low": False,
        "pairings": ["B-2"],
        "facts": {"材质": "棉"},
        "aliases": [],
        "goods": [],
        "shop": "",
    }
    assert "  材质: 棉" in filled("products", "show", "A-1").out.splitlines()
    assert filled("products", "show", "Z-9").reason == "Z-9: there is no product of this SKU"


def test_edit_changes_fields_and_undo_takes_it_back(filled):
    told = filled(
        "products", "edit", "A-1", "--set", "stock=1,200", "--set", "fact:尺码=S-XL", "--json"
    ).json
    assert (told["stock"], told["facts"]["尺码"]) == (1200, "S-XL")
    assert filled("products", "undo", told["action"], "--json").json["kept"] == 0
    assert filled("products", "show", "A-1", "--json").json["stock"] == 12
    assert filled("products", "edit", "A-1", "--set", "stock=12", "--json").json["action"] is None


def test_edit_refuses_what_it_does_not_know(filled):
    assert "price is not known" in filled("products", "edit", "A-1", "--set", "price=3").reason
    assert "no whole number" in filled("products", "edit", "A-1", "--set", "stock=x").reason
    assert filled("products", "edit", "A-1").status == 2
    assert filled("products", "edit", "A-1", "--set", "stock").status == 2


def test_products_are_added_and_taken_away(filled):
    told = filled("products", "add", "C-3", "--set", "name=袜子", "--json").json
    assert (told["name"], told["stock"]) == ("袜子", None)
    assert "already" in filled("products", "add", "c-3").reason
    assert filled("products", "remove", "C-3", "A-1").out == "Taken away: 2.\n"
    assert [one["sku"] for one in filled("products", "list", "--json").json] == ["B-2"]


def test_pairings_tell_what_to_offer(filled):
    assert filled("products", "pairings", "A-1", "--json").json == [
        {
            "sku": "B-2",
            "name": "牛仔裤",
            "stock": 3,
            "because": "named",
            "beside": ["A-1"],
            "count": 0,
        }
    ]
    assert filled("products", "pairings", "B-2").out == (
        "A-1 · 纯棉T恤 · 12 pieces  (goes with B-2)\n"
    )
    assert filled("products", "pairings", "A-1", "B-2", "--json").json == []


def test_an_export_is_a_sheet_that_comes_back_unchanged(filled, tmp_path):
    path = tmp_path / "all.csv"
    assert filled("products", "export", path, "--json").json == {"file": str(path), "products": 2}
    rows = list(csv.reader(io.StringIO(path.read_text("utf-8-sig"))))
    assert rows[1][:5] == ["A-1", "纯棉T恤", "12", "5", "B-2"]
    assert filled("products", "import", path, "--json").json["unchanged"] == 2
    book = tmp_path / "all.xlsx"
    assert filled("products", "export", book).out == f"2 products were written to {book}.\n"
    assert filled("products", "import", book, "--json").json["unchanged"] == 2
    assert "tells no format" in filled("products", "export", tmp_path / "all").reason
