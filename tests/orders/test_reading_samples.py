"""The sample files beside the checkout are read with every order and every line of goods."""

import csv
from pathlib import Path

import pytest
from export_files import read

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "orders"

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not beside it")

# File: platform, encoding, how its column of numbers is called, whether a row is a line.
TOLD = {
    "1791430000_orders.SYNTHETIC.csv": ("douyin", "utf-8-sig", "主订单编号", True),
    "ExportOrderList202601151030.SYNTHETIC.gbk.csv": ("taobao", "gb18030", "订单编号", False),
    "amazon_all_orders_sample.tsv": ("amazon", "utf-8", "amazon-order-id", True),
    "orders_export_devstore_inr.csv": ("shopify", "utf-8", "Name", True),
    "orders_export_short_header.csv": ("shopify", "utf-8", "Name", True),
    "tmall_order_report.csv": ("taobao", "utf-8", "订单编号", False),
    "woocommerce_export_plugin_sample.csv": ("woocommerce", "utf-8", "Order Number", True),
}


def counted(name: str) -> tuple[int, int]:
    """The true numbers of orders and of lines, counted without the readers."""
    _platform, encoding, column, is_line = TOLD[name]
    with (SAMPLES / name).open(encoding=encoding, newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t" if name.endswith("tsv") else ","))
    orders = {row[column] for row in rows if row[column].strip()}
    if is_line:
        return len(orders), len(rows)
    kinds = next((header for header in rows[0] if header.strip() == "宝贝种类"), None)
    return len(orders), sum(int(row[kinds]) for row in rows) if kinds else 0


@pytest.mark.parametrize("name", TOLD)
def test_a_sample_gives_its_true_counts(name):
    platform, encoding, _column, _is_line = TOLD[name]
    found = read(SAMPLES / name)
    assert (found.export.platform, found.export.encoding) == (platform, encoding)
    assert found.refused == []
    assert len({order.no for order in found.orders}) == len(found.orders)
    assert (len(found.orders), len(found.lines)) == counted(name)


def test_every_file_among_the_samples_is_counted():
    assert {path.name for path in SAMPLES.iterdir() if path.is_file()} == set(TOLD)
