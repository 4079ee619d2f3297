"""The window of the products, by keys alone: searched, changed, imported, and all of it undone."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPushButton, QWidget

from csconsole.desktop import theme
from csconsole.desktop.products.dialog import ProductsDialog
from csconsole.desktop.products.draft import facts_of, facts_text
from csconsole.desktop.products.layout_dialog import LayoutDialog
from csconsole.desktop.products.preview import ProductPreview
from csconsole.errors import BadInputError
from csconsole.orders.products.model import Product

CONTROL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NAME, STOCK, STATE = 1, 2, 4
PRODUCTS = (
    Product("A-1", "纯棉T恤", 120, 20, ("B-2", "X-9"), {"材质": "新疆棉", "尺码": "S-XL"}),
    Product("B-2", "牛仔裤", 3, 10),
    Product("B-10", "背心", 0, 5),
    Product("C-3", "渔夫帽", 18),
)


class Shelf:
    """The window of the products, and what an agent sees in it."""

    def __init__(self, desk):
        self.desk = desk
        desk.press(Qt.Key.Key_G, CONTROL | Qt.KeyboardModifier.ShiftModifier)
        self.dialog = desk.dialog(ProductsDialog)
        self.said = []
        self.dialog.notices.said.connect(self.said.append)
        self.settle()

    def settle(self):
        """Wait for the work that was given, and for what follows from it."""
        for _again in range(3):
            self.desk.wait_for_worker()

    def press(self, key, modifier=Qt.KeyboardModifier.NoModifier):
        self.desk.press(key, modifier)
        self.settle()

    def undo(self):
        """Press the key that the last word in passing shows, and wait until it was heard."""
        self.dialog.activateWindow()
        self.desk.qtbot.waitUntil(self.dialog.isActiveWindow)
        self.desk.press(Qt.Key.Key_Z, CONTROL)
        self.desk.qtbot.waitUntil(lambda: self.said[-1].startswith("Undone"))
        self.settle()

    def write(self, text):
        """Put a text in the place of what stands in the field that has the focus."""
        self.desk.press(Qt.Key.Key_A, CONTROL)
        self.desk.type_in(text)

    @property
    def skus(self):
        model = self.dialog.model
        return [model.product(row).sku for row in range(model.rowCount())]

    def cell(self, row, column, role=Qt.ItemDataRole.DisplayRole):
        return self.dialog.model.index(row, column).data(role)

    def line(self, name):
        return self.dialog.form.lines[name]

    def kept(self, sku):
        return self.desk.ask(lambda workspace: workspace.products.get(sku))

    def all_kept(self):
        return [one.sku for one in self.desk.ask(lambda workspace: workspace.products.all())]


@pytest.fixture
def shelf(desk):
    """The window over four products."""

    def fill(workspace):
        for product in PRODUCTS:
            workspace.products.add(product)

    desk.ask(fill)
    return Shelf(desk)


@pytest.fixture
def empty(desk):
    """The window of a shop that has no products yet."""
    return Shelf(desk)


@pytest.fixture
def sheet(tmp_path):
    """Write a sheet."""

    def writing(text):
        path = tmp_path / "stock.csv"
        path.write_text(text, encoding="gb18030")
        return path

    return writing


def drop(dialog, path):
    """Drop a file on the window, as a file manager does."""
    files = QMimeData()
    files.setUrls([QUrl.fromLocalFile(str(path))])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    entering = QDragEnterEvent(QPoint(50, 50), action, files, buttons, keys)
    QApplication.sendEvent(dialog, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(dialog, QDropEvent(QPointF(50, 50), action, files, buttons, keys))


def test_a_key_opens_the_products_in_the_order_of_their_numbers(shelf):
    assert shelf.skus == ["A-1", "B-2", "B-10", "C-3"]
    assert shelf.line("name").text() == "纯棉T恤"
    assert shelf.dialog.search.hasFocus()


def test_too_little_is_told_by_word_and_colour(shelf):
    words = [shelf.cell(row, STATE) for row in range(4)]
    assert words == ["", "low", "sold out", ""]
    colour = Qt.ItemDataRole.ForegroundRole
    assert shelf.cell(1, STATE, colour) == theme.colour("due")
    assert shelf.cell(2, STOCK, colour) == theme.colour("late")
    assert shelf.cell(0, STOCK, colour) is None


def test_typing_finds_products_by_code_name_and_facts(shelf):
    shelf.desk.type_in("新疆 a-1")
    assert shelf.skus == ["A-1"]
    shelf.press(Qt.Key.Key_Escape)
    assert len(shelf.skus) == 4
    shelf.desk.type_in("丝绸")
    assert shelf.skus == []
    assert "No product matches" in shelf.dialog._nothing.text()


def test_only_what_is_low_can_be_shown(shelf):
    assert shelf.dialog.low.text() == "Low stock  2"
    shelf.dialog.low.setFocus()
    shelf.press(Qt.Key.Key_Space)
    assert shelf.skus == ["B-2", "B-10"]
    shelf.press(Qt.Key.Key_Escape)
    assert len(shelf.skus) == 4


def test_a_stock_is_changed_in_the_form_and_undone_by_a_key(shelf):
    shelf.desk.press(Qt.Key.Key_Down)
    shelf.desk.press(Qt.Key.Key_Return)
    shelf.desk.press(Qt.Key.Key_Return)
    assert shelf.line("stock").hasFocus()
    shelf.write("30")
    shelf.press(Qt.Key.Key_Return)
    assert shelf.kept("B-2").stock == 30
    assert shelf.said[-1] == "Saved: B-2"
    assert shelf.cell(1, STATE) == ""
    shelf.undo()
    assert shelf.kept("B-2").stock == 3
    assert shelf.said[-1] == "Undone: Saved: B-2"
    assert shelf.line("stock").text() == "3"


def test_a_stock_is_changed_in_its_cell(shelf):
    shelf.dialog.table.setFocus()
    shelf.desk.press(Qt.Key.Key_Right)
    shelf.desk.press(Qt.Key.Key_Right)
    shelf.desk.press(Qt.Key.Key_F2)
    shelf.desk.type_in("1,250")
    shelf.press(Qt.Key.Key_Return)
    assert shelf.kept("A-1").stock == 1250
    assert shelf.cell(0, STOCK) == "1,250"
    assert shelf.line("stock").text() == "1250"
    assert shelf.dialog.table.currentIndex().column() == STOCK


def test_what_a_cell_refuses_goes_on_in_the_form(shelf):
    shelf.dialog.table.setFocus()
    shelf.desk.press(Qt.Key.Key_Right)
    shelf.desk.press(Qt.Key.Key_Right)
    shelf.desk.press(Qt.Key.Key_F2)
    shelf.desk.type_in("many")
    shelf.press(Qt.Key.Key_Return)
    assert shelf.dialog.form.fault.text() == "“many” is no whole number"
    assert shelf.line("stock").hasFocus()
    assert shelf.line("stock").selectedText() == "many"
    shelf.desk.type_in("7")
    shelf.press(Qt.Key.Key_S, CONTROL)
    assert shelf.kept("A-1").stock == 7
    assert not shelf.dialog.form.fault.isVisible()


def test_facts_are_lines_of_the_form(shelf):
    facts = shelf.dialog.form.facts
    assert facts.toPlainText() == "材质: 新疆棉\n尺码: S-XL"
    facts.setFocus()
    shelf.write("材质：精梳棉\n产地: 中国\n  新疆")
    shelf.press(Qt.Key.Key_S, CONTROL)
    assert shelf.kept("A-1").facts == {"材质": "精梳棉", "产地": "中国\n新疆"}


def test_a_fact_without_a_label_is_refused_where_it_was_written(shelf):
    shelf.dialog.form.facts.setFocus()
    shelf.write("纯棉")
    shelf.press(Qt.Key.Key_S, CONTROL)
    assert "“纯棉” has no label" in shelf.dialog.form.fault.text()
    assert shelf.kept("A-1").facts["材质"] == "新疆棉"


def test_pairings_are_told_by_their_names(shelf):
    assert shelf.dialog.form.paired.text() == "牛仔裤 · X-9: no such product"
    shelf.line("pairings").setFocus()
    shelf.write("C-3")
    assert shelf.dialog.form.paired.text() == "渔夫帽"


def test_what_was_written_is_kept_when_another_row_is_looked_at(shelf):
    shelf.line("name").setFocus()
    shelf.write("白T恤")
    shelf.desk.press(Qt.Key.Key_Escape)
    assert shelf.dialog.table.hasFocus()
    shelf.press(Qt.Key.Key_Down)
    assert shelf.kept("A-1").name == "白T恤"
    assert shelf.line("sku").text() == "B-2"
    assert shelf.cell(0, NAME) == "白T恤"


def test_what_cannot_be_kept_is_there_again_with_its_row(shelf):
    shelf.line("stock").setFocus()
    shelf.write("many")
    shelf.desk.press(Qt.Key.Key_Escape)
    shelf.press(Qt.Key.Key_Down)
    assert shelf.said[-1].startswith("Not saved: “many” is no whole number.")
    shelf.press(Qt.Key.Key_Up)
    assert shelf.line("stock").text() == "many"
    assert shelf.kept("A-1").stock == 120


def test_closing_keeps_what_was_written(shelf):
    shelf.line("name").setFocus()
    shelf.write("白T恤")
    shelf.desk.press(Qt.Key.Key_Escape)
    shelf.desk.press(Qt.Key.Key_Escape)
    shelf.settle()
    assert shelf.kept("A-1").name == "白T恤"
    assert shelf.desk.said[-1] == "Saved: A-1"


def test_a_new_product_is_written_by_keys_alone(shelf):
    shelf.desk.press(Qt.Key.Key_N, CONTROL)
    assert shelf.line("sku").hasFocus()
    for text in ("B-3", "Socks", "40", "5"):
        shelf.desk.type_in(text)
        shelf.desk.press(Qt.Key.Key_Tab)
    shelf.press(Qt.Key.Key_S, CONTROL)
    assert shelf.skus == ["A-1", "B-2", "B-3", "B-10", "C-3"]
    assert shelf.kept("B-3") == Product("B-3", "Socks", 40, 5)
    assert shelf.said[-1] == "Added: B-3"
    assert shelf.dialog.table.currentIndex().row() == 2
    assert shelf.dialog.form.save_button.text() == "Save"


def test_a_code_that_is_there_already_is_refused(shelf):
    shelf.desk.press(Qt.Key.Key_N, CONTROL)
    shelf.desk.type_in("a-1")
    shelf.press(Qt.Key.Key_Return)
    assert "already" in shelf.dialog.form.fault.text()
    assert shelf.line("sku").text() == "a-1"


def test_an_empty_form_stays_while_the_last_change_is_saved(shelf):
    shelf.line("name").setFocus()
    shelf.write("白T恤")
    shelf.press(Qt.Key.Key_N, CONTROL)
    assert shelf.kept("A-1").name == "白T恤"
    assert shelf.line("sku").text() == ""
    assert shelf.line("sku").hasFocus()


def test_rows_are_taken_away_by_a_key_and_come_back_by_another(shelf):
    shelf.dialog.table.setFocus()
    shelf.desk.press(Qt.Key.Key_Down, SHIFT)
    shelf.press(Qt.Key.Key_Delete)
    assert shelf.skus == ["B-10", "C-3"]
    assert shelf.said[-1] == "Taken away: 2"
    shelf.press(Qt.Key.Key_Z, CONTROL)
    assert shelf.skus == ["A-1", "B-2", "B-10", "C-3"]


def test_the_last_row_taken_away_leaves_a_window_that_says_what_to_do(shelf):
    shelf.dialog.table.setFocus()
    shelf.desk.press(Qt.Key.Key_A, CONTROL)
    shelf.press(Qt.Key.Key_Delete)
    assert shelf.skus == []
    assert shelf.line("sku").text() == ""
    assert "No products yet" in shelf.dialog._nothing.text()


def test_nothing_to_undo_is_said(shelf):
    shelf.dialog.table.setFocus()
    shelf.press(Qt.Key.Key_Z, CONTROL)
    assert shelf.said[-1] == "There is nothing to undo"


def test_an_empty_window_says_what_to_do_and_takes_a_product(empty):
    assert empty.dialog._nothing.isVisible()
    assert "Drop a sheet here" in empty.dialog._nothing.text()
    empty.line("sku").setFocus()
    empty.desk.type_in("A-1")
    empty.press(Qt.Key.Key_Return)
    assert empty.skus == ["A-1"]
    assert not empty.dialog._nothing.isVisible()


def test_a_dropped_sheet_is_shown_before_it_is_taken(shelf, sheet):
    drop(
        shelf.dialog,
        sheet("SKU,库存,材质\nA-1,99,\nC-3,18,\nD-4,1,棉\n2.46E+18,5,\nE-5,充足,\n"),
    )
    shelf.settle()
    preview = shelf.desk.dialog(ProductPreview)
    assert preview.told.text() == "1 new · 1 changed · 1 the same · 2 not taken"
    rows = [
        [preview.model.index(row, at).data() for at in range(4)]
        for row in range(preview.model.rowCount())
    ]
    assert rows[0][:3] == ["not taken", "", "stock.csv:5"]
    assert rows[1][3] == "“充足” is no whole number"
    assert ["changed", "A-1 · 纯棉T恤", "stock.csv:2", "Stock: 120 → 99"] in rows
    assert "was a longer number" in preview.whole.text()
    assert shelf.kept("A-1").stock == 120
    shelf.press(Qt.Key.Key_Return)
    assert shelf.said[-1] == "Imported: 1 new, 1 changed, 1 the same, 2 not taken"
    assert (shelf.kept("A-1").stock, shelf.skus[-1]) == (99, "D-4")
    shelf.undo()
    assert (shelf.kept("A-1").stock, shelf.all_kept()) == (120, ["A-1", "B-2", "B-10", "C-3"])


def test_a_sheet_that_changes_nothing_cannot_be_imported(shelf, sheet):
    drop(shelf.dialog, sheet("SKU,库存\nA-1,120\n"))
    shelf.settle()
    preview = shelf.desk.dialog(ProductPreview)
    assert "Nothing would change." in preview.told.text()
    assert not preview._go_on.isEnabled()


def test_the_column_of_the_code_is_asked_for_where_nobody_knows_it(shelf, sheet):
    drop(shelf.dialog, sheet("代号,库存\nA-1,99\n"))
    shelf.settle()
    asking = shelf.desk.dialog(LayoutDialog)
    assert asking.boxes["stock"].currentText() == "库存"
    assert asking.boxes["sku"].hasFocus()
    shelf.desk.press(Qt.Key.Key_Down)
    shelf.press(Qt.Key.Key_Return)
    assert "1 changed" in shelf.desk.dialog(ProductPreview).told.text()


def test_a_file_that_is_no_sheet_is_refused_with_its_reason(shelf, tmp_path, dialogs):
    path = tmp_path / "old.csv"
    path.write_bytes(b"\xd0\xcf\x11\xe0")
    drop(shelf.dialog, path)
    shelf.settle()
    told = [label.text() for box in dialogs() for label in box.findChildren(QLabel)]
    assert any("up to 2003" in text for text in told)


def test_sheets_are_asked_for_and_written_by_keys(shelf, sheet, tmp_path, monkeypatch):
    out = tmp_path / "all.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_told: (str(out), ""))
    shelf.press(Qt.Key.Key_E, CONTROL)
    assert shelf.said[-1] == "4 products were written to all.xlsx"
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_told: ([str(out)], ""))
    shelf.press(Qt.Key.Key_I, CONTROL)
    assert "4 the same" in shelf.desk.dialog(ProductPreview).told.text()


def test_an_import_goes_on_when_the_window_is_closed(shelf, sheet):
    drop(shelf.dialog, sheet("SKU,库存\nA-1,99\n"))
    shelf.settle()
    shelf.desk.dialog(ProductPreview).accept()
    shelf.dialog.reject()
    shelf.settle()
    assert shelf.kept("A-1").stock == 99
    assert shelf.desk.said[-1] == "Imported: 0 new, 1 changed, 0 the same"


def test_in_a_narrow_window_the_form_stands_under_the_table(shelf):
    shelf.dialog.resize(420, 700)
    shelf.desk.settle()
    table, form = shelf.dialog.table, shelf.dialog.form
    assert form.mapTo(shelf.dialog, QPoint()).y() > table.mapTo(shelf.dialog, QPoint()).y()
    assert table.isColumnHidden(5)
    assert not table.isColumnHidden(STATE)
    assert table.columnWidth(NAME) > 60


def test_every_control_has_a_name_and_a_place_in_the_tab_order(shelf):
    shelf.dialog.search.setFocus()
    reached = []
    for _again in range(40):
        reached.append(shelf.desk.focused)
        shelf.desk.press(Qt.Key.Key_Tab)
    wanted = [
        one
        for kind in (QLineEdit, QPushButton)
        for one in shelf.dialog.findChildren(kind)
        if one.isVisible() and one.isEnabled()
    ]
    for control in (*wanted, shelf.dialog.table, shelf.dialog.form.facts):
        assert isinstance(control, QWidget)
        assert control.accessibleName() or control.text()
        assert control in reached


def test_facts_of_several_lines_come_back_as_they_were():
    facts = {"材质": "棉", "说明": "第一行\n第二行: 有冒号"}
    assert facts_of(facts_text(facts)) == facts
    with pytest.raises(BadInputError):
        facts_of("纯棉")
