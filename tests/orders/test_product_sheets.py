"""Sheets of products: which column is what, what spreadsheets spoil, what is refused and why."""

import pytest
import xlsxwriter

from csconsole.errors import BadInputError


@pytest.fixture
def sheet(tmp_path):
    """Write a CSV file."""

    def writing(text, name="products.csv", encoding="utf-8"):
        path = tmp_path / name
        path.write_bytes(text.encode(encoding))
        return path

    return writing


@pytest.fixture
def book(tmp_path):
    """Write a workbook of some sheets."""

    def writing(**sheets):
        path = tmp_path / "products.xlsx"
        with xlsxwriter.Workbook(path) as written:
            for name, rows in sheets.items():
                page = written.add_worksheet(name)
                for at, row in enumerate(rows):
                    page.write_row(at, 0, row)
        return path

    return writing


@pytest.fixture
def take(workspace):
    """Take files in and hand out what came of it."""
    return lambda *paths, **wishes: workspace.products.import_files(paths, **wishes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_sheet_is_read_in_whatever_encoding_it_was_written(workspace, sheet, take, encoding):
    path = sheet("商家编码,名称,库存\nA-1,纯棉T恤,12\n", encoding=encoding)
    assert take(path).encoding == encoding
    assert workspace.products.get("A-1").name == "纯棉T恤"


def test_columns_are_known_by_their_names_and_all_others_become_facts(workspace, sheet, take):
    take(
        sheet(
            "商品清单,,,,,,,,\n"
            "货号,商品名称,可用库存（件）,预警库存,关联商品,条码,商品ID,材质,面料成分说明\n"
            "A-1,T恤,12,5,B-2；C-3,690123,7123,纯棉,95% 棉\n"
        )
    )
    product = workspace.products.get("A-1")
    assert (product.name, product.stock, product.safety_stock) == ("T恤", 12, 5)
    assert product.pairings == ("B-2", "C-3")
    assert (product.aliases, product.goods) == (("690123",), ("7123",))
    assert product.facts == {"材质": "纯棉", "面料成分说明": "95% 棉"}


def test_the_code_of_the_variant_goes_before_the_code_of_the_goods(workspace, sheet, take):
    take(sheet("商品编码,规格编码,名称\nG-1,G-1-RED,红\nG-1,G-1-BLUE,蓝\n"))
    assert [one.sku for one in workspace.products.all()] == ["G-1-BLUE", "G-1-RED"]
    assert workspace.products.get("G-1-RED").facts == {"商品编码": "G-1"}


def test_a_person_can_say_which_column_holds_what(workspace, sheet, take):
    path = sheet("代号,货名,多少\nA-1,T恤,12\n")
    with pytest.raises(
        BadInputError, match=r"no column is known to hold the SKU.*代号, 货名, 多少"
    ):
        take(path)
    take(path, columns={"sku": "代号", "name": "货名", "stock": "多少"})
    assert workspace.products.get("A-1").stock == 12
    assert workspace.products.get("A-1").facts == {}


def test_a_column_that_is_not_there_and_an_unknown_field_are_refused(sheet, take):
    path = sheet("SKU,名称\nA-1,T恤\n")
    with pytest.raises(BadInputError, match="there is no column 数量"):
        take(path, columns={"stock": "数量"})
    with pytest.raises(BadInputError, match="price is not known"):
        take(path, columns={"price": "名称"})


def test_what_guards_a_code_from_a_spreadsheet_is_undone(workspace, sheet, take):
    take(sheet('SKU,库存\n\'0123,1\n"=""0456""",2\n\t0789\t,3\n　Ａ－９　,4\n'))
    assert [one.sku for one in workspace.products.all()] == ["0123", "0456", "0789", "Ａ－９"]
    assert workspace.products.get("a-9").stock == 4


def test_a_code_that_a_spreadsheet_has_shortened_is_refused_with_its_row(sheet, take):
    told = take(sheet("SKU,库存\n2.46E+18,1\nA-1,2\n1E5,3\n"), dry_run=True)
    (refused,) = told.skipped
    assert refused.where.endswith("products.csv:2")
    assert "“2.46E+18” was a longer number" in refused.why
    assert told.added == 2


def test_a_long_number_in_a_workbook_is_refused_and_a_short_one_taken(workspace, book, take):
    told = take(book(货品=[["SKU", "库存"], [6901234567892, 3], [1234567890123456789, 4]]))
    assert workspace.products.get("6901234567892").stock == 3
    assert [one.where.rpartition("/")[2] for one in told.skipped] == ["products.xlsx:货品:3"]
    assert told.encoding == "xlsx"


def test_a_spoilt_number_beside_the_code_keeps_no_product_out(workspace, sheet, take):
    told = take(sheet("SKU,条码,商品ID,净重\nA-1,6.9E+12,7123,1.2E+19\n"))
    assert workspace.products.get("A-1").goods == ("7123",)
    assert workspace.products.get("A-1").facts == {}
    assert "left out" in told.remarks[0].what


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("12", 12),
        ("1,200", 1200),
        ("12 件", 12),
        ("-3", -3),
        ("１２", 12),
        ("12.0", 12),
        ("—", None),
    ],
)
def test_pieces_are_read_as_people_write_them(workspace, sheet, take, cell, number):
    take(sheet(f'SKU,名称,库存\nA-1,T恤,"{cell}"\n'))
    assert workspace.products.get("A-1").stock == number


@pytest.mark.parametrize("cell", ["充足", "12.5", "1万", "12e3", "3-5", "99999999999999"])
def test_what_is_no_number_of_pieces_refuses_its_row_alone(workspace, sheet, take, cell):
    told = take(sheet(f"SKU,库存\nA-1,{cell}\nB-2,5\n"))
    assert [one.where.rpartition(":")[2] for one in told.skipped] == ["2"]
    assert [one.sku for one in workspace.products.all()] == ["B-2"]


def test_a_row_without_a_code_is_refused_and_a_repeated_head_passed_over(sheet, take):
    told = take(sheet("SKU,名称\nA-1,T恤\n,合计\nSKU,名称\nB-2,裤\n"))
    assert (told.added, [one.why for one in told.skipped]) == (2, ["there is no SKU in it"])


def test_of_rows_with_one_code_the_last_counts_and_it_is_said(workspace, sheet, take):
    told = take(sheet("SKU,名称,库存\nA-1,T恤,1\na-1,T恤,7\n"))
    assert (told.products, told.added) == (1, 1)
    assert workspace.products.get("A-1").stock == 7
    assert told.remarks[0].what == (
        "a-1 comes again in products.csv:3, which counts; this row is left out"
    )


def test_what_no_buyer_must_learn_of_is_left_out_and_said(workspace, sheet, take):
    told = take(sheet("SKU,材质,成本价,供应商,序号\nA-1,棉,18,某厂,1\n"))
    assert workspace.products.get("A-1").facts == {"材质": "棉"}
    assert "成本价, 供应商" in told.remarks[0].what


def test_every_sheet_of_a_workbook_that_has_codes_is_read(workspace, book, take):
    told = take(
        book(上衣=[["SKU", "名称"], ["A-1", "T恤"]], 说明=[["请看"]], 裤=[["货号"], ["B-2"]])
    )
    assert [one.sku for one in workspace.products.all()] == ["A-1", "B-2"]
    assert "the sheet is left out" in told.remarks[0].what


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "the file is empty"),
        (b"\xd0\xcf\x11\xe0rest", "up to 2003"),
        (b"\x00\x01\x02", "text"),
    ],
)
def test_what_is_no_sheet_is_refused(tmp_path, take, content, reason):
    path = tmp_path / "odd.csv"
    path.write_bytes(content)
    with pytest.raises(BadInputError, match=reason):
        take(path)


def test_an_unknown_layout_is_told_with_what_is_known_of_it(workspace, sheet):
    known = sheet("SKU\nA-1\n", "known.csv")
    layout = workspace.products.unknown_layout([known, sheet("代号,库存\nA-1,3\n")])
    assert layout.names == ("代号", "库存")
    assert layout.samples == (("A-1", "3"),)
    assert layout.known == {"stock": "库存"}
    assert workspace.products.unknown_layout([known]) is None


def test_an_unknown_layout_of_a_workbook_is_told_too(workspace, book):
    layout = workspace.products.unknown_layout([book(货=[["代号", "名称"], ["A-1", "T恤"]])])
    assert layout.names == ("代号", "名称")
