"""Small export files of every platform, with buyers that nobody is."""

# ruff: noqa: SIM905  (headers are read best as the line that they are)

import csv
import io
import struct
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import xlsxwriter

from csconsole.orders.reading.exports import open_export
from csconsole.orders.reading.model import Asked, Export, FileOrder, FileRefund, Refused, Remark

Rows = Sequence[Sequence[Any]]

# The headers of each platform's files; the rows of a test name those that it fills.
TAOBAO_ORDERS = (
    "订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,"
    "买家实际支付金额,买家实际支付积分,订单状态,买家留言,收货人姓名,"
    "收货地址 ,运送方式,联系电话 ,联系手机,"
    "订单创建时间,订单付款时间 ,宝贝标题 ,宝贝种类 ,物流单号 ,"
    "物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,"
    "订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,特权订金订单id,是否上传合同照片,"
    "是否上传小票,是否代付,定金排名,修改后的sku,修改后的收货地址,异常信息,天猫卡券抵扣,集分宝抵扣,"
    "是否是O2O交易,退款金额"
).split(",")
TAOBAO_LATER = [
    *TAOBAO_ORDERS[:3], "支付单号", "支付详情", *TAOBAO_ORDERS[3:-1], "新零售交易类型", "退款金额",
    "确认收货时间", "打款商家金额", "主订单编号", "发货时间", "商家备忘",
]  # fmt: skip
TAOBAO_ITEMS = (
    "订单编号,标题,价格,购买数量,外部系统编号,商品属性,套餐信息,备注,订单状态,商家编码".split(",")
)
QIANNIU_ORDERS = "订单编号,买家实付金额,订单付款时间,应发货时间,买家留言,商家备注,备注标签".split(
    ","
)
QIANNIU_ITEMS = (
    "子订单编号,主订单编号,商品标题,商品价格,购买数量,外部系统编号,商品属性,套餐信息,联系方式备注,订单状态,商家编码,"
    "支付单号,买家应付货款,买家实付金额,退款状态,退款金额,订单创建时间,订单付款时间,发货时间,应发货时间,淘鲜达渠道,"
    "飞猪购订单信息,免单资格,免单金额,商品 ID,备注标签,商家备注,"
    "主订单买家留言,物流单号,物流公司,是否主动赔付"
).split(",")
TMALL_REFUNDS = (
    "订单编号,退款编号,支付宝交易号,订单付款时间,商家编码,退款完结时间,买家会员名称,买家实际支付金额,宝贝标题,"
    "买家退款金额,手工退款/系统退款,是否需要退货,退款的申请时间,超时时间,退款状态,货物状态,退货物流信息,发货物流信息,"
    "客服介入状态,卖家真实姓名,卖家退货地址,卖家邮编,卖家电话,卖家手机,退货物流单号,退货物流公司,买家退款原因,"
    "买家退款说明,买家退货时间,责任方,售中或售后,商家备注,完结时间,部分退款/全部退款,审核操作人,举证超时,"
    "是否零秒响应,退款操作人,主数据编码"
).split(",")
ALIBABA = (
    "订单编号,买家公司名,买家会员名,卖家公司名,卖家会员名,货品总价(元),运费(元),涨价或折扣(元),实付款(元),订单状态,"
    "订单创建时间,订单付款时间,发货方,收货人姓名,收货地址,邮编,联系电话,联系手机,货品标题,单价(元),数量,单位,货号"
).split(",")
PINDUODUO_27 = (
    "商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),"
    "用户实付金额(元),商家实收金额(元),商品数量(件),发货时间,确认收货时间,商品id,商品规格,样式ID,商家编码-规格维度,"
    "商家编码-商品维度,商家备注,售后状态,快递单号,快递公司,订单成交时间,是否分期,分期期数,手续费承担方,分期方式"
).split(",")
PINDUODUO_23 = [PINDUODUO_27[22], *PINDUODUO_27[:22]]
DOUYIN_ORDERS = (
    "主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,商品单价,订单应付金额,运费,优惠总金额,平台优惠,"
    "商家优惠,达人优惠,商家改价,支付优惠,红包抵扣,支付方式,手续费,收件人,收件人手机号,省,市,区,街道,详细地址,"
    "是否修改过地址,地址修改时段,买家留言,订单提交时间,旗帜颜色,商家备注,订单完成时间,支付完成时间,APP渠道,流量来源,"
    "订单状态,承诺发货时间,订单类型,达人ID,达人昵称,售后状态,取消原因,发货时间,预计送达时间,建议发货时间（起）"
).split(",")
DOUYIN_AFTERSALES = (
    "售后单号,订单号,商品单号,商品名称,商品ID,应付金额（元）,商品运费（元）,支付优惠（元）,商品发货状态,售后类型,"
    "退商品金额（元）,退运费金额（元）,售后状态,售后申请时间,退款方式,售后原因,售后原因标签,退货物流单号,退货物流公司,"
    "自动处理截止时间,商家退款时间,用户到账时间,售后关闭时间,商家退货地址,仲裁状态,纠纷责任方,发货物流单号,换货物流单号,"
    "售后完结时间,订单备注,用户售后说明,售后备注,协商记录,商家编码,门店名称"
).split(",")
JD = (
    "订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,订单状态,订单类型,"
    "下单帐号,客户姓名,客户地址,联系电话,订单备注,发票类型,发票抬头,发票内容,商家备注,商家备注等级（等级1-5为由高到低）,"
    "运费金额,付款确认时间,增值税发票,货号,订单完成时间,订单来源,订单渠道,"
).split(",")
_ADDRESS = "Name,Street,Address1,Address2,Company,City,Zip,Province,Country,Phone".split(",")
SHOPIFY = [
    *(
        "Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,"
        "Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,"
        "Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,"
        "Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status"
    ).split(","),
    *(f"Billing {part}" for part in _ADDRESS),
    *(f"Shipping {part}" for part in _ADDRESS),
    *(
        "Notes,Note Attributes,Cancelled at,Payment Method,Payment Reference,Refunded Amount,"
        "Vendor,Outstanding Balance,Employee,Location,Device ID,Id,Tags,Risk Level,Source,"
        "Lineitem discount,Tax 1 Name,Tax 1 Value,Phone,Receipt Number,Duties,"
        "Billing Province Name,Shipping Province Name,Payment ID,Payment References"
    ).split(","),
]
SHOPIFY_SHORT = (
    "Id,Name,Email,Financial Status,Fulfillment Status,Paid at,Created at,Currency,Subtotal,"
    "Shipping,Taxes,Total,Source,Shipping Name,Shipping City,Shipping Country,Lineitem quantity,"
    "Lineitem name,Lineitem price,Lineitem SKU,Lineitem fulfillment status"
).split(",")
_WOO_ADDRESS = "first_name,last_name,company,address_1,address_2,city,state,postcode,country".split(
    ","
)
WOO_SIDE_BY_SIDE = [
    *(
        "order_id,order_number,order_date,paid_date,status,shipping_total,shipping_tax_total,"
        "fee_total,tax_total,cart_discount,order_discount,discount_total,order_total,"
        "order_currency,payment_method,payment_method_title,transaction_id,customer_ip_address,"
        "shipping_method,customer_id,customer_email,customer_note"
    ).split(","),
    *(f"{kind}_{part}" for kind in ("billing", "shipping") for part in _WOO_ADDRESS),
    "billing_email", "billing_phone",
    *(
        f"Product Item {number} {part}"
        for number in (1, 2)
        for part in ("Name", "id", "SKU", "Quantity", "Total", "Subtotal")
    ),
    "meta:_example", "wt_import_key",
]  # fmt: skip
WOO_PACKED = [
    "order_id", "order_number_formatted", "order_number", "date", "status", "order_total",
    "order_currency", "billing_first_name", "billing_last_name", "billing_email",
    "shipping_first_name", "shipping_last_name", "shipping_address_1", "shipping_city",
    "shipping_country", "customer_note", "order_item_1", "order_item_2", "order_notes",
    "shipping_method_1",
]  # fmt: skip
WOO_ITEMS = (
    "Order Number,Order Status,Order Date,Order Total,Billing First Name,Billing Last Name,"
    "Billing Email,Billing Phone,Shipping First Name,Shipping Last Name,Shipping Address 1,"
    "Shipping Address 2,Shipping City,Shipping State,Shipping Postcode,Shipping Country,Item Name,"
    "Item Quantity"
).split(",")
AMAZON_ALL = (
    "amazon-order-id,merchant-order-id,purchase-date,order-status,fulfillment-channel,"
    "sales-channel,product-name,sku,asin,item-status,quantity,currency,item-price,item-tax,"
    "shipping-price,shipping-tax,ship-city,ship-country"
).split(",")
AMAZON_ORDERS = (
    "order-id,order-item-id,purchase-date,payments-date,buyer-email,buyer-name,"
    "buyer-phone-number,sku,product-name,quantity-purchased,currency,item-price,item-tax,"
    "shipping-price,shipping-tax,ship-service-level,recipient-name,ship-address-1,ship-address-2,"
    "ship-address-3,ship-city,ship-state,ship-postal-code,ship-country,ship-phone-number,"
    "delivery-start-date,delivery-Instructions,sales-channel,is-business-order,is-prime"
).split(",")
AMAZON_RETURNS = (
    "return-date,order-id,sku,asin,fnsku,product-name,quantity,fulfillment-center-id,"
    "detailed-disposition,reason,status,license-plate-number,customer-comments"
).split(",")


def table(header: Sequence[str], *rows: Mapping[str, Any]) -> list[list[Any]]:
    """A header and rows that fill the columns they name, whatever blanks these have."""
    plain = [name.strip() for name in header]
    for row in rows:
        assert set(row) <= set(plain), set(row) - set(plain)
    return [list(header), *([row.get(name, "") for name in plain] for row in rows)]


def write_csv(path: Path, rows: Rows, encoding: str = "utf-8-sig", separator: str = ",") -> Path:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def write_workbook(path: Path, rows: Rows, **further: Rows) -> Path:
    """A workbook; texts stay texts, numbers and dates become those of a sheet."""
    book = xlsxwriter.Workbook(path, {"strings_to_numbers": False, "strings_to_formulas": False})
    moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
    for name, cells in {"Sheet1": rows, **further}.items():
        page = book.add_worksheet(name)
        for number, row in enumerate(cells):
            for column, cell in enumerate(row):
                if hasattr(cell, "isoformat"):
                    page.write_datetime(number, column, cell, moment)
                elif cell != "":
                    page.write(number, column, cell)
    book.close()
    return path


def write_old_workbook(path: Path, rows: Rows) -> Path:
    """A workbook of Excel 97, as small as it can be."""
    path.write_bytes(compound_file("Workbook", old_workbook(rows)))
    return path


def old_workbook(rows: Rows, dimensions: tuple[int, int] | None = None) -> bytes:
    """The stream of records of a workbook with one sheet."""
    height, width = dimensions or (len(rows), max(map(len, rows)))

    def record(kind: int, body: bytes) -> bytes:
        return struct.pack("<HH", kind, len(body)) + body

    def text(value: str, size: str) -> bytes:
        return struct.pack(f"<{size}B", len(value), 1) + value.encode("utf-16-le")

    name = text("Sheet1", "B")
    beginning = record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0005, 0, 0, 0, 0))
    at = len(beginning) + 4 + 6 + len(name) + 4
    book = beginning + record(0x0085, struct.pack("<IBB", at, 0, 0) + name) + record(0x000A, b"")
    sheet = [record(0x0809, struct.pack("<HHHHII", 0x0600, 0x0010, 0, 0, 0, 0))]
    sheet.append(record(0x0200, struct.pack("<IIHHH", 0, height, 0, width, 0)))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            place = struct.pack("<HHH", number, column, 0)
            if isinstance(cell, int | float):
                sheet.append(record(0x0203, place + struct.pack("<d", cell)))
            elif cell:
                sheet.append(record(0x0204, place + text(cell, "H")))
    return book + b"".join(sheet) + record(0x000A, b"")


def compound_file(name: str, stream: bytes) -> bytes:
    """A compound file with one stream: header, table of sectors, directory, stream."""
    content = stream.ljust(max(4096, -(-len(stream) // 512) * 512), b"\0")
    count = len(content) // 512
    tables = -(-(count + 2) // 127)
    links = [0xFFFFFFFD] * tables + [0xFFFFFFFE]
    first = len(links)
    links += [*range(first + 1, first + count), 0xFFFFFFFE]
    links += [0xFFFFFFFF] * (tables * 128 - len(links))
    header = struct.pack(
        "<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
        0, tables, tables, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0,
    )  # fmt: skip
    header += struct.pack("<109I", *range(tables), *[0xFFFFFFFF] * (109 - tables))

    def entry(title: str, kind: int, child: int, start: int, size: int) -> bytes:
        coded = title.encode("utf-16-le")
        return struct.pack(
            "<64sHBBIII16xI16xIQ", coded, len(coded) + 2 if title else 0, kind, 1,
            0xFFFFFFFF, 0xFFFFFFFF, child, 0, start, size,
        )  # fmt: skip

    directory = entry("Root Entry", 5, 1, 0xFFFFFFFE, 0) + entry(
        name, 2, 0xFFFFFFFF, first, len(content)
    )
    directory += entry("", 0, 0xFFFFFFFF, 0, 0) * 2
    return header + struct.pack(f"<{len(links)}I", *links) + directory + content


class Read:
    """What was read of a file, by kinds."""

    def __init__(self, export: Export) -> None:
        self.export = export
        records = list(export.records)
        self.orders = [one for one in records if isinstance(one, FileOrder)]
        self.refunds = [one for one in records if isinstance(one, FileRefund)]
        self.refused = [one for one in records if isinstance(one, Refused)]
        self.remarks = [one for one in records if isinstance(one, Remark)]

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [line for order in self.orders for line in order.fields.get("lines", [])]


def read(path: Path, asked: Asked | None = None, folder: Path | None = None) -> Read:
    return Read(open_export(path, asked or Asked(), folder))
