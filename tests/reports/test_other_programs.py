"""What other programs make of the tables; only where they are installed."""

import shutil
import subprocess
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from csconsole.reports.model import Asked

MARCH = Asked(date(2035, 3, 1), date(2035, 3, 31))


@pytest.fixture
def workbook(month, tmp_path):
    target = tmp_path / "tables.xlsx"
    month.workspace.reports.write(MARCH, target, month.end)
    return target


def test_libreoffice_opens_the_workbook_and_prints_every_sheet(workbook, tmp_path):
    program = shutil.which("soffice")
    if program is None:
        pytest.skip("LibreOffice is not installed")
    profile = f"-env:UserInstallation={(tmp_path / 'office').as_uri()}"
    told = ["--headless", "--convert-to", "pdf", "--outdir", str(tmp_path), str(workbook)]
    subprocess.run([program, profile, *told], check=True, capture_output=True, timeout=180)
    content = (tmp_path / "tables.pdf").read_bytes()
    assert content.startswith(b"%PDF-")
    assert content.count(b"/Type/Page/") + content.count(b"/Type/Page\n") >= 8


def test_our_own_reader_of_workbooks_reads_every_row(workbook, month):
    book = CalamineWorkbook.from_path(workbook)
    rows = book.get_sheet_by_name("退货").to_python()
    own = [one for one in month.known if one.kind == "return"]
    assert {row[0] for row in rows[1:]} == {one.number for one in own}
