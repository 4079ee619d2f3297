"""Orders as files for other programs: masked unless the supervisor says otherwise."""

import csv
import io
import shutil
import zipfile
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from private_orders import LING, OTHER, export, row, take
from python_calamine import CalamineWorkbook

from csconsole.errors import BadInputError, NotFoundError
from csconsole.orders.model import Chosen
from csconsole.people.model import SupervisorNeededError
from csconsole.storage.places import Places, places
from csconsole.workspace.workspace import Workspace

EVIL = '=HYPERLINK("http://example.com";"win")'


@pytest.fixture(scope="session")
def exporting_profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("made-once") / "exporting-profile"


@pytest.fixture
def shop(
    exporting_profile: Path,
    profile: Places,
    open_profile: Callable[..., Workspace],
    tmp_path: Path,
) -> Workspace:
    """A shop with two orders and a note that holds what should not get out."""
    if not exporting_profile.exists():
        made = open_profile(places(exporting_profile))
        take(made, export(tmp_path, row({**LING, "note": "到付打13812345670"}), row(OTHER)))
        order = made.orders.by_number(LING["no"])
        made.notes.add(order.id, "另一个电话13711112222，放云栖苑1幢101室")
        made.notes.add(order.id, EVIL)
        made.close()
    shutil.copytree(exporting_profile, profile.data)
    return open_profile(profile)


def write(workspace: Workspace, path: Path, **chosen: object) -> int:
    return workspace.privacy.export.write(path, Chosen(**chosen))


def csv_rows(path: Path) -> list[list[str]]:
    text = path.read_bytes().decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def book_rows(path: Path) -> list[list[object]]:
    return CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def cell(rows: list[list[object]], head: str, at: int = 1) -> object:
    return rows[at][rows[0].index(head)]


ENDINGS = pytest.mark.parametrize("ending", ["csv", "xlsx"])


def all_text(path: Path) -> str:
    rows = csv_rows(path) if path.suffix == ".csv" else book_rows(path)
    return "\n".join(str(one) for cells in rows for one in cells)


@ENDINGS
def test_phone_and_address_are_masked_wherever_they_stand(
    shop: Workspace, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"out.{ending}"
    assert write(shop, path) == 2
    told = all_text(path)
    for private in (LING["phone"], "翠羽路", "云栖苑", "13711112222", OTHER["phone"], "虚构大道"):
        assert private not in told
    assert "138****5670" in told
    assert "浙江省 杭州市 余杭区 ****" in told
    assert "137****2222" in told


@ENDINGS
def test_the_supervisor_gets_them_whole_and_it_is_written_down(
    shop: Workspace, tmp_path: Path, ending: str
) -> None:
    shop.people.add("小刘")
    shop.sit_down("小刘")
    path = tmp_path / f"out.{ending}"
    assert write(shop, path, is_revealed=True, text="欧阳") == 1
    assert LING["phone"] in all_text(path)
    assert LING["address"] in all_text(path)
    (look,) = shop.privacy.looks.of()
    assert (look.agent, look.order, look.what) == ("小刘", LING["no"], "export")
    assert shop.privacy.looks.of(shop.orders.by_number(OTHER["no"]).id) == []


def test_nobody_else_gets_them_whole(shop: Workspace, tmp_path: Path) -> None:
    shop.people.set_passphrase("only she knows")
    shop.people.lock()
    path = tmp_path / "out.csv"
    with pytest.raises(SupervisorNeededError):
        write(shop, path, is_revealed=True)
    assert not path.exists()
    assert shop.privacy.looks.of() == []
    assert write(shop, path) == 2


@ENDINGS
def test_numbers_that_name_something_stay_text(
    shop: Workspace, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"out.{ending}"
    write(shop, path, text=LING["no"])
    rows = csv_rows(path) if ending == "csv" else book_rows(path)
    number = cell(rows, "Order number")
    assert isinstance(number, str)
    assert number.rstrip("\t") == LING["no"]
    assert number.endswith("\t") == (ending == "csv")  # without it Excel reads 3.1E+18


@ENDINGS
def test_no_cell_is_calculated(shop: Workspace, tmp_path: Path, ending: str) -> None:
    path = tmp_path / f"out.{ending}"
    write(shop, path, text="欧阳")
    if ending == "csv":
        notes = cell(csv_rows(path), "Notes")
        assert notes.startswith("'=HYPERLINK")
    else:
        assert str(cell(book_rows(path), "Notes")).startswith("=HYPERLINK")  # a text, no formula
        with zipfile.ZipFile(path) as book:
            assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


@ENDINGS
def test_amounts_and_moments_are_what_spreadsheets_read(
    shop: Workspace, tmp_path: Path, ending: str
) -> None:
    path = tmp_path / f"out.{ending}"
    write(shop, path, text=LING["no"])
    rows = csv_rows(path) if ending == "csv" else book_rows(path)
    assert cell(rows, "Paid by the buyer") == ("39.90" if ending == "csv" else 39.9)
    placed = datetime(2026, 1, 1, 10, tzinfo=timezone(timedelta(hours=8))).astimezone()
    assert cell(rows, "Ordered on") == f"{placed:%Y-%m-%d %H:%M:%S}"
    assert cell(rows, "Currency") == "CNY"


def test_only_the_orders_of_a_shop_are_written(shop: Workspace, tmp_path: Path) -> None:
    take(shop, export(tmp_path, row(LING, no="3100000007919666666"), name="b.csv"), shop="二店")
    assert write(shop, tmp_path / "out.csv", shop="二店") == 1
    assert write(shop, tmp_path / "out.csv") == 3
    with pytest.raises(NotFoundError):
        write(shop, tmp_path / "out.csv", shop="三店")


def test_every_order_that_fits_is_written_and_not_only_the_likeliest(
    shop: Workspace, tmp_path: Path
) -> None:
    rows = [row({**OTHER, "no": f"32000000079{at:08}"}) for at in range(700)]
    take(shop, export(tmp_path, *rows, name="many.csv"))
    assert write(shop, tmp_path / "out.csv", text="诸葛青") == 701


def test_no_order_makes_a_file_with_its_heads_alone(shop: Workspace, tmp_path: Path) -> None:
    assert write(shop, tmp_path / "out.xlsx", text="nobody at all") == 0
    assert len(book_rows(tmp_path / "out.xlsx")) == 1


def test_a_file_of_another_kind_is_refused(shop: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match=r"\.csv, \.xlsx"):
        write(shop, tmp_path / "out.pdf")


def test_a_folder_that_is_not_there_is_told(shop: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInputError, match="cannot be written"):
        write(shop, tmp_path / "no" / "out.csv")
