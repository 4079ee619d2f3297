"""`csconsole orders`: what stands around an import, and what must not come in."""

import os
import zipfile

import pytest

from benchmarks.order_corpus import order_rows, write_csv
from csconsole.storage.places import places

ODD = "本店订单号,买家旺旺,宝贝名称,件数,实收\nD1,小王,杯子 红,2,12.50\nD2,小李,碗,1,8.00\n"


@pytest.fixture
def export(tmp_path):
    """Ten orders in Taobao's columns; the file tells no shop."""
    return write_csv(tmp_path / "orders.csv", order_rows(10, shop=""))


@pytest.fixture
def odd(tmp_path):
    path = tmp_path / "odd.csv"
    path.write_text(ODD, encoding="utf-8")
    return path


# What files are


def test_exports_libraries_and_unknown_sheets_are_told_apart(run, export, odd, tmp_path):
    library = tmp_path / "library.yaml"
    library.write_text("replies: [{id: new, title: 新, text: 新的一条}]\n", encoding="utf-8")
    told = run("orders", "look", export, odd, library, "--json").json
    assert [one["kind"] for one in told["files"]] == ["orders", "unknown", "replies"]


def test_a_sheet_of_replies_is_a_library(run, tmp_path):
    sheet = tmp_path / "replies.csv"
    sheet.write_text("标题,快捷编码,内容\n道谢,dx,谢谢亲\n", encoding="utf-8")
    told = run("orders", "look", sheet, "--json").json
    assert told["files"] == [{"file": str(sheet), "kind": "replies"}]


def test_columns_of_an_unknown_sheet_are_shown_with_a_guess(run, odd):
    unknown = run("orders", "look", odd, "--json").json["unknown"]
    assert unknown["names"][0] == "本店订单号"
    assert unknown["samples"][1][0] == "D2"
    assert unknown["guesses"] == {
        "no": "本店订单号",
        "buyer": "买家旺旺",
        "title": "宝贝名称",
        "quantity": "件数",
        "paid": "实收",
    }


def test_people_are_told_which_options_to_try(run, odd):
    ran = run("orders", "look", odd)
    assert ran.status == 0
    assert f"{odd}: a sheet whose columns are not known" in ran.out
    assert "--map no=本店订单号" in ran.out


def test_looking_at_files_makes_no_store(run, export, tmp_path):
    where = places(tmp_path / "nothing yet")
    run("--data-dir", where.data, "orders", "look", export)
    assert not where.database.exists()


# The shop of a file


def test_the_shop_is_not_known_until_somebody_has_said_it(command, export):
    first = command("orders", "import", export, "--dry-run", "--json").json
    assert (first["shop"], first["shop_known"]) == ("taobao", False)
    command("orders", "import", export, "--shop", "山货铺")
    second = command("orders", "import", export, "--dry-run", "--json").json
    assert (second["shop"], second["shop_known"]) == ("山货铺", True)


def test_nobody_is_asked_for_a_shop_that_the_file_tells(command, tmp_path):
    told = write_csv(tmp_path / "told.csv", order_rows(3, shop="样例小店"))
    found = command("orders", "import", told, "--dry-run", "--json").json
    assert (found["shop"], found["shop_known"]) == ("样例小店", True)


def test_shops_are_listed_with_their_orders(command, export):
    command("orders", "import", export, "--shop", "山货铺")
    told = command("orders", "shops", "--json").json
    assert told == [{"name": "山货铺", "platform": "taobao", "orders": 10}]
    assert command("orders", "shops").out == "山货铺 · taobao · 10\n"


def test_a_shop_gets_a_better_name_and_keeps_its_orders(command, export):
    command("orders", "import", export)
    told = command("orders", "rename-shop", "taobao", "山货铺", "--json").json
    assert (told["name"], told["platform"]) == ("山货铺", "taobao")
    assert command("orders", "import", export, "--json").json["unchanged"] == 10
    assert command("orders", "shops").out == "山货铺 · taobao · 10\n"


def test_two_shops_of_a_platform_cannot_have_one_name(command, export):
    command("orders", "import", export, "--shop", "一店")
    command("orders", "import", export, "--shop", "二店")
    assert "another shop has this name" in command("orders", "rename-shop", "一店", "二店").reason


def test_a_shop_that_is_not_there_cannot_be_renamed(command):
    assert "there is no shop of this name" in command("orders", "rename-shop", "无", "有").reason


# Again, and newer


def test_a_second_import_changes_nothing(command, export):
    command("orders", "import", export)
    told = command("orders", "import", export, "--json").json
    assert (told["added"], told["updated"], told["unchanged"]) == (0, 0, 10)
    assert told["action"] is None


def test_a_newer_export_updates_and_leaves_notes_alone(command, tmp_path, export):
    command("orders", "import", export)
    no = next(order_rows(1))[0]
    command("orders", "note", no, "买家要求周五发", "--flag", "red")
    newer = write_csv(tmp_path / "newer.csv", order_rows(10, shop="", later=10))
    assert command("orders", "import", newer, "--json").json["updated"] > 0
    shown = command("orders", "show", no, "--json").json
    assert [note["text"] for note in shown["notes"]] == ["买家要求周五发"]
    assert shown["flag"] == "red"


def test_only_as_many_reasons_are_told_as_one_wants(command, tmp_path):
    rows = [["", *row[1:]] for row in order_rows(30, shop="")]
    file = write_csv(tmp_path / "bad.csv", [*order_rows(1, shop=""), *rows])
    told = command("orders", "import", file, "--dry-run", "--json", "--reasons", "5").json
    assert (told["rejected"], len(told["skipped"])) == (30, 5)


def test_progress_is_told_a_thousand_times_at_most(command, tmp_path):
    file = write_csv(tmp_path / "many.csv", order_rows(3000, shop=""))
    lines = command("orders", "import", file, "--progress", "--dry-run").err.splitlines()
    shares = [float(line.split()[1]) for line in lines if line.startswith("progress ")]
    assert shares == sorted(set(shares))
    assert 10 < len(shares) <= 1001


# What must not come in


def hostile_nul(folder, export):
    path = folder / "nul.csv"
    path.write_bytes(export.read_bytes()[:900] + b"\0" * 200)
    return path


def hostile_wide(folder, _export):
    path = folder / "wide.csv"
    with path.open("w", encoding="ascii") as file:
        for at in range(0, 10_000_000, 1_000_000):
            file.write(",".join(map(str, range(at, at + 1_000_000))) + ",")
    return path


def hostile_truncated_workbook(folder, _export):
    path = folder / "half.xlsx"
    whole = folder / "whole.xlsx"
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", os.urandom(9000).hex())
    path.write_bytes(whole.read_bytes()[:4000])
    return path


def hostile_bomb(folder, _export):
    path = folder / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as part:
            for _piece in range(2200):
                part.write(b" " * 1_000_000)
    return path


def hostile_folder(folder, _export):
    path = folder / "folder.csv"
    path.mkdir()
    return path


def hostile_missing(folder, _export):
    return folder / "gone.csv"


def hostile_broken_off(folder, export):
    path = folder / "broken.csv"
    path.write_bytes(export.read_bytes()[:-40] + '"从没关上'.encode("gb18030"))
    return path


@pytest.mark.parametrize(
    "make",
    [
        hostile_nul,
        hostile_wide,
        hostile_truncated_workbook,
        hostile_bomb,
        hostile_folder,
        hostile_missing,
        hostile_broken_off,
    ],
)
def test_a_hostile_file_is_refused_in_one_line_and_nothing_comes_in(
    command, export, tmp_path, make
):
    file = make(tmp_path, export)
    reason = command("orders", "import", export, file).reason
    assert file.name in reason
    assert len(reason) < 400
    assert command("orders", "shops", "--json").json == []
