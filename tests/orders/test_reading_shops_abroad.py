"""Exports of Shopify, WooCommerce and Amazon."""

import time
from datetime import UTC, datetime

import pytest
from export_files import (
    AMAZON_ALL,
    AMAZON_ORDERS,
    SHOPIFY,
    SHOPIFY_SHORT,
    WOO_ITEMS,
    WOO_PACKED,
    WOO_SIDE_BY_SIDE,
    read,
    table,
    write_csv,
    write_workbook,
)

SHOP = {
    "Name": "#1050",
    "Email": "buyer@example.com",
    "Financial Status": "paid",
    "Paid at": "2025-12-06 10:37:33 -0500",
    "Fulfillment Status": "unfulfilled",
    "Currency": "USD",
    "Shipping": "5.00",
    "Total": "1,049.97",
    "Created at": "2025-12-06 10:37:30 -0500",
    "Lineitem quantity": "2",
    "Lineitem name": "Wallet - Brown",
    "Lineitem price": "509.98",
    "Lineitem sku": "W-1",
    "Shipping Name": "Test Buyer",
    "Shipping Address1": "1 Example Street",
    "Shipping City": "Exampletown",
    "Shipping Zip": "'00123",
    "Shipping Country": "US",
    "Shipping Phone": "+15550100",
    "Notes": "first line\nsecond line",
    "Refunded Amount": "0.00",
    "Id": "6798481490219",
}


def moment(*parts: int) -> int:
    return int(datetime(*parts, tzinfo=UTC).timestamp())


@pytest.mark.parametrize("write", [write_csv, write_workbook])
def test_further_items_of_shopify_are_folded_into_the_order_above(tmp_path, write):
    further = {
        "Name": "#1050",
        "Lineitem quantity": "1",
        "Lineitem name": "Mat",
        "Lineitem price": "25.01",
    }
    path = write(
        tmp_path / f"x.{'csv' if write is write_csv else 'xlsx'}", table(SHOPIFY, SHOP, further)
    )
    found = read(path)
    (order,) = found.orders
    assert found.export.platform == "shopify"
    assert order.no == "#1050"
    assert (order.fields["total"], order.fields["paid"]) == (104997, 104997)
    assert order.fields["currency"] == "USD"
    assert order.fields["paid_at"] == moment(2025, 12, 6, 15, 37, 33)
    assert order.fields["address"] == "1 Example Street Exampletown 00123 US"
    assert order.fields["buyer_note"] == "first line\nsecond line"
    assert (order.fields["status"], order.fields["stage"]) == ("paid / unfulfilled", "paid")
    assert order.whole_lines
    assert order.fields["lines"] == [
        {"title": "Wallet - Brown", "sku": "W-1", "quantity": 2, "price": 50998},
        {"title": "Mat", "quantity": 1, "price": 2501},
    ]


def test_rows_without_a_number_belong_to_the_order_above(tmp_path):
    first = {
        "Id": "1",
        "Name": "#1",
        "Financial Status": "paid",
        "Currency": "EUR",
        "Total": "10",
        "Lineitem name": "Jar",
        "Lineitem quantity": "1",
    }
    rows = table(
        SHOPIFY_SHORT,
        first,
        {"Lineitem name": "Lid", "Lineitem quantity": "1"},
        {**first, "Id": "2", "Name": "#2"},
    )
    found = read(write_csv(tmp_path / "x.csv", rows, "utf-8"))
    assert [order.no for order in found.orders] == ["#1", "#2"]
    assert [line["title"] for line in found.lines] == ["Jar", "Lid", "Jar"]
    assert found.refused == []


def test_a_first_row_without_a_number_is_refused(tmp_path):
    rows = table(SHOPIFY_SHORT, {"Lineitem name": "Lid"}, {"Name": "#2", "Lineitem name": "Jar"})
    found = read(write_csv(tmp_path / "x.csv", rows))
    assert [(one.where[-2:], one.why) for one in found.refused] == [
        (":2", "there is no order number")
    ]
    assert [order.no for order in found.orders] == ["#2"]


@pytest.mark.parametrize(
    ("told", "stage"),
    [
        ({"Financial Status": "pending"}, "unpaid"),
        ({"Financial Status": "pending", "Fulfillment Status": "fulfilled"}, "shipped"),
        ({"Financial Status": "refunded", "Fulfillment Status": "fulfilled"}, "closed"),
        ({"Cancelled at": "2025-12-07 10:00:00 -0500"}, "closed"),
    ],
)
def test_the_words_of_shopify_together_say_how_far_an_order_is(tmp_path, told, stage):
    (order,) = read(write_csv(tmp_path / "x.csv", table(SHOPIFY, {**SHOP, **told}))).orders
    assert order.fields["stage"] == stage


def test_what_is_not_yet_paid_is_not_told_as_paid(tmp_path):
    row = {**SHOP, "Financial Status": "pending", "Paid at": ""}
    (order,) = read(write_csv(tmp_path / "x.csv", table(SHOPIFY, row))).orders
    assert order.fields["total"] == 104997
    assert "paid" not in order.fields


@pytest.mark.parametrize(("currency", "amount"), [("JPY", 1050), ("KWD", 1049970), ("USD", 104997)])
def test_amounts_are_in_the_minor_unit_of_their_currency(tmp_path, currency, amount):
    path = write_csv(tmp_path / "x.csv", table(SHOPIFY, {**SHOP, "Currency": currency}))
    assert read(path).orders[0].fields["total"] == amount


def test_the_reports_of_amazon_are_separated_by_tabs_and_dated_in_utc(tmp_path):
    first = {
        "amazon-order-id": "112-0000000-0000002",
        "purchase-date": "2026-04-11T14:42:00+00:00",
        "order-status": "Shipped - Delivered to Buyer",
        "product-name": 'Mug "blue"',
        "sku": "MUG",
        "asin": "B000000001",
        "item-status": "Shipped",
        "quantity": "2",
        "currency": "EUR",
        "item-price": "42.00",
        "shipping-price": "5.99",
        "ship-city": "Hamburg",
        "ship-country": "DE",
    }
    second = {
        **first,
        "product-name": "Napkins",
        "sku": "N",
        "quantity": "3",
        "item-price": "10.00",
        "shipping-price": "1.01",
        "asin": "",
    }
    found = read(write_csv(tmp_path / "x.txt", table(AMAZON_ALL, first, second), "utf-8", "\t"))
    (order,) = found.orders
    assert found.export.layout == "amazon-all-orders"
    assert order.fields["created"] == moment(2026, 4, 11, 14, 42)
    assert order.fields["stage"] == "done"
    assert order.fields["freight"] == 700
    assert "total" not in order.fields
    assert order.fields["lines"] == [
        {
            "title": 'Mug "blue"',
            "sku": "MUG",
            "quantity": 2,
            "goods": "B000000001",
            "status": "Shipped",
            "price": 2100,
        },
        {"title": "Napkins", "sku": "N", "quantity": 3, "status": "Shipped"},
    ]
    # A price that cannot be divided is kept as it was told.
    assert order.fields["extra"]["item-price"] == "10.00"


def test_the_report_of_orders_to_be_sent_is_read(tmp_path):
    row = {
        "order-id": "112-0000000-0000003",
        "order-item-id": "55555",
        "purchase-date": "2026-04-11T14:42:00Z",
        "buyer-name": "Test Buyer",
        "product-name": "Mug",
        "sku": "MUG",
        "quantity-purchased": "1",
        "currency": "JPY",
        "item-price": "1200",
        "recipient-name": "Test Recipient",
        "ship-address-1": "1 Example Street",
        "ship-city": "Exampletown",
        "ship-country": "JP",
    }
    found = read(write_csv(tmp_path / "x.txt", table(AMAZON_ORDERS, row), "utf-8", "\t"))
    (order,) = found.orders
    assert (found.export.layout, found.export.platform) == ("amazon-orders", "amazon")
    assert order.fields["buyer"] == "Test Buyer"
    assert order.fields["lines"][0]["price"] == 1200
    assert order.fields["lines"][0]["item"] == "55555"


@pytest.fixture
def _new_york(monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("_new_york")
@pytest.mark.skipif(not hasattr(time, "tzset"), reason="the zone of Windows cannot be set")
def test_dates_without_an_offset_are_in_the_zone_of_this_machine(tmp_path):
    row = {
        "Order Number": "1001",
        "Order Status": "completed",
        "Order Date": "2026-01-15",
        "Order Total": "149.00",
        "Item Name": "Mini",
        "Item Quantity": "1",
    }
    (order,) = read(write_csv(tmp_path / "x.csv", table(WOO_ITEMS, row))).orders
    assert order.fields["created"] == moment(2026, 1, 15, 5)


def test_a_sheet_with_an_item_in_each_row_of_woocommerce_is_read(tmp_path):
    first = {
        "Order Number": "1001",
        "Order Status": "processing",
        "Order Date": "January 15, 2026 3:04 pm",
        "Order Total": "149.00",
        "Billing Email": "buyer@example.com",
        "Billing First Name": "Test",
        "Billing Last Name": "Payer",
        "Shipping First Name": "Test",
        "Shipping Last Name": "Buyer",
        "Shipping Address 1": "1 Example Street",
        "Shipping City": "Exampletown",
        "Item Name": "Mini",
        "Item Quantity": "1",
    }
    rows = table(WOO_ITEMS, first, {**first, "Item Name": "Maxi", "Item Quantity": "2"})
    found = read(write_csv(tmp_path / "x.csv", rows))
    (order,) = found.orders
    assert found.export.platform == "woocommerce"
    assert order.fields["recipient"] == "Test Buyer"
    assert order.fields["paid"] == 14900
    assert [line["title"] for line in order.fields["lines"]] == ["Mini", "Maxi"]
    assert "created" in order.fields
    # Nothing tells which money this is, and that is said once.
    assert "currency" not in order.fields
    assert [remark.what for remark in found.remarks] == [
        "the file does not tell the currency of its amounts"
    ]


def test_items_side_by_side_are_lines_of_their_order(tmp_path):
    row = {
        "order_id": "77",
        "order_number": "WC-77",
        "order_date": "2026-01-15 10:00:00",
        "status": "wc-completed",
        "order_total": "30.00",
        "order_currency": "EUR",
        "customer_email": "buyer@example.com",
        "shipping_first_name": "Test",
        "shipping_last_name": "Buyer",
        "Product Item 1 Name": "Jar",
        "Product Item 1 id": "5",
        "Product Item 1 SKU": "JAR",
        "Product Item 1 Quantity": "2",
        "Product Item 1 Subtotal": "20.00",
        "Product Item 2 Name": "Lid",
        "Product Item 2 Quantity": "1",
        "Product Item 2 Subtotal": "10.00",
    }
    found = read(write_csv(tmp_path / "x.csv", table(WOO_SIDE_BY_SIDE, row)))
    (order,) = found.orders
    assert (order.no, order.fields["stage"], order.whole_lines) == ("WC-77", "done", True)
    assert order.fields["lines"] == [
        {"title": "Jar", "sku": "JAR", "quantity": 2, "price": 1000, "goods": "5"},
        {"title": "Lid", "quantity": 1, "price": 1000},
    ]


def test_items_packed_into_a_cell_are_lines_of_their_order(tmp_path):
    row = {
        "order_id": "78",
        "order_number_formatted": "WC-78",
        "order_number": "78",
        "date": "2026-01-15 10:00:00",
        "status": "on-hold",
        "order_total": "30.00",
        "order_currency": "EUR",
        "billing_email": "buyer@example.com",
        "order_item_1": "id:9|name:Jar: large|product_id:5|sku:JAR|quantity:2|sub_total:20.00",
        "order_item_2": "name:Lid|quantity:1|sub_total:10.00",
    }
    found = read(write_csv(tmp_path / "x.csv", table(WOO_PACKED, row)))
    (order,) = found.orders
    assert (order.no, order.fields["stage"]) == ("WC-78", "unpaid")
    assert order.fields["lines"] == [
        {"title": "Jar: large", "sku": "JAR", "quantity": 2, "goods": "5", "price": 1000},
        {"title": "Lid", "quantity": 1, "price": 1000},
    ]
