"""The public test numbers, where they lie beside the repository."""

import csv
import json
from pathlib import Path

import pytest

from csconsole.orders.couriers.recognising import recognise

SAMPLES = Path(__file__).resolve().parents[3] / "shared" / "data" / "waybills"
CODES = {
    "中通": "zto", "圆通": "yto", "顺丰": "sf", "申通": "sto", "德邦": "deppon", "韵达": "yunda",
    "邮政": "ems", "京东": "jd", "极兔": "jt",
}  # fmt: skip

pytestmark = pytest.mark.skipif(not SAMPLES.is_dir(), reason="no public samples here")


def international():
    """Each courier with its numbers, those that are right and those that are wrong."""
    for path in sorted((SAMPLES / "jkeen" / "couriers").glob("*.json")):
        document = json.loads(path.read_text(encoding="utf-8"))
        numbers = [one["test_numbers"] for one in document["tracking_numbers"]]
        right = {number for one in numbers for number in one["valid"]}
        # A number that is wrong for one form of a courier may be right for another.
        wrong = {number for one in numbers for number in one["invalid"]} - right
        yield document["courier_code"], right, wrong


def is_valid(courier, number):
    return any(one.courier.code == courier and one.valid for one in recognise(number))


def test_every_right_number_is_its_couriers():
    missed = [
        (c, one) for c, right, _wrong in international() for one in right if not is_valid(c, one)
    ]
    assert missed == []


def test_no_wrong_number_is_called_right():
    taken = [(c, one) for c, _right, wrong in international() for one in wrong if is_valid(c, one)]
    assert taken == []


def test_every_chinese_number_has_its_courier_first():
    with (SAMPLES / "cn_test_numbers.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    first = {
        row["number"]: [one.courier.code for one in recognise(row["number"])][:1] for row in rows
    }
    wanted = {
        row["number"]: [CODES[row["carrier_name"]]] if row["carrier_name"] in CODES else []
        for row in rows
    }
    assert first == wanted
