"""`csconsole orders forget`, `retain`, `looks` and `export`: the buyers' personal data."""

import logging

import pytest

from csconsole.orders.orders import Orders

HEADS = (
    "订单编号,买家会员名,买家实际支付金额,订单状态,收货人姓名,收货地址,"
    "联系手机,订单创建时间,宝贝标题,宝贝总数量"
)
LING = (
    "3100000007919023758,tb_bailu,39.90,交易成功,欧阳白鹭,浙江省 杭州市 余杭区 翠羽路100号,"
    "13812345670,2024-01-01 10:00:00,纯棉T恤,1"
)
OTHER = (
    "3100000007919023999,tb_other,19.90,交易成功,诸葛青,广东省 深圳市 南山区 虚构大道8号,"
    "13912345671,2099-01-01 10:00:00,纯棉T恤,1"
)
NO, OTHER_NO = "3100000007919023758", "3100000007919023999"
PRIVATE = ("欧阳白鹭", "翠羽路", "13812345670")
SECRET = "open sesame"


@pytest.fixture
def orders(command, tmp_path):
    """A profile with two orders, and the command line on it."""
    file = tmp_path / "orders.csv"
    file.write_text("\n".join((HEADS, LING, OTHER)) + "\n", encoding="utf-8")
    assert command("orders", "import", file, "--json").json["orders"] == 2

    def running(*arguments):
        return command("orders", *arguments)

    return running


@pytest.fixture
def guarded(orders, shop, open_profile):
    """The same shop, whose supervisor has set a passphrase."""
    workspace = open_profile(shop)
    workspace.people.set_passphrase(SECRET)
    workspace.close()
    return orders


def test_a_buyer_is_forgotten_and_it_is_said_what_went(orders) -> None:
    orders("note", NO, "欧阳白鹭要蓝色")
    told = orders("forget", "tb_bailu", "--json").json
    assert {name: told[name] for name in ("buyer", "orders", "notes", "dry_run")} == {
        "buyer": "tb_bailu",
        "orders": 1,
        "notes": 1,
        "dry_run": False,
    }
    assert set(told) == {
        "buyer", "orders", "notes", "refunds", "looks", "buyers", "mentions", "learned", "talks",
        "attachments", "journal_entries", "remaining", "dry_run",
    }  # fmt: skip
    assert all(set(one) == {"where", "what"} for one in told["remaining"])
    assert [one["no"] for one in orders("find", "--json").json] == [OTHER_NO]


def test_a_person_reads_what_went_and_what_is_left(orders) -> None:
    lines = orders("forget", "--order", NO).out.splitlines()
    assert lines[:2] == ["Forgotten: 1 orders and 0 notes.", "Not removed:"]
    assert "  files outside the program: exports and backups in other folders" in lines


def test_a_dry_run_leaves_everything(orders) -> None:
    assert orders("forget", "tb_bailu", "--dry-run", "--json").json["orders"] == 1
    assert orders("forget", "tb_bailu", "--dry-run").out.startswith("Would forget 1 orders")
    assert len(orders("find", "--json").json) == 2


def test_nobody_of_that_name_is_one_line_without_the_name(orders) -> None:
    reason = orders("forget", "欧阳白鹭").reason
    assert reason.startswith("no buyer of this name has orders here")
    assert "欧阳" not in reason


@pytest.mark.parametrize("arguments", [[], ["tb_bailu", "--order", NO]])
def test_it_must_be_said_whom_to_forget(orders, arguments) -> None:
    assert orders("forget", *arguments).status == 2


def test_only_the_supervisor_forgets_retains_and_reveals(guarded, tmp_path, monkeypatch) -> None:
    attempts = (
        ("export", tmp_path / "out.csv", "--reveal"),
        ("forget", "tb_bailu"),
        ("retain", "--days", "90"),
    )
    for attempt in attempts:
        assert guarded(*attempt).reason.startswith("only the supervisor may do this")
    monkeypatch.setenv("CSCONSOLE_SUPERVISOR", SECRET)
    for attempt in attempts:
        assert guarded(*attempt).status == 0


def test_old_orders_are_forgotten_by_age(orders) -> None:
    told = orders("retain", "--days", "365", "--dry-run", "--json").json
    assert told == {"days": 365, "orders": 1, "still_open": 0, "is_clean": True, "dry_run": True}
    assert orders("retain", "--days", "365").out == (
        "Forgotten: 1 orders; 0 old ones are still open.\n"
    )
    assert [one["no"] for one in orders("find", "--json").json] == [OTHER_NO]


def test_the_settings_say_how_long_orders_are_kept(orders, shop) -> None:
    assert "do not say how long" in orders("retain").reason
    shop.settings.parent.mkdir(exist_ok=True)
    shop.settings.write_text('{"retention_days": "180"}', encoding="utf-8")
    assert orders("retain", "--json").json["days"] == 180


def test_who_looked_at_an_order_is_listed(orders, monkeypatch, tmp_path) -> None:
    monkeypatch.setenv("CSCONSOLE_AGENT", "")
    orders("show", NO)
    assert orders("looks", "--json").json == []
    orders("show", NO, "--reveal")
    orders("export", tmp_path / "out.csv", "--reveal")
    told = orders("looks", NO, "--json").json
    assert [(one["order"], one["what"]) for one in told] == [(NO, "export"), (NO, "all")]
    assert set(told[0]) == {"at", "agent", "order", "what"}
    assert len(orders("looks", "--json").json) == 3
    assert orders("looks", NO).out.splitlines()[0].endswith(f"{NO}  export")


def test_an_export_is_masked_unless_asked_otherwise(orders, tmp_path) -> None:
    path = tmp_path / "out.csv"
    assert orders("export", path, "--json").json == {
        "file": str(path),
        "orders": 2,
        "masked": True,
    }
    text = path.read_text(encoding="utf-8")
    assert "欧阳白鹭" in text
    assert not [private for private in PRIVATE[1:] if private in text]
    assert orders("export", path, "--find", "欧阳", "--reveal", "--json").json == {
        "file": str(path),
        "orders": 1,
        "masked": False,
    }
    assert "13812345670" in path.read_text(encoding="utf-8")


# Nothing private where nobody asked for it


@pytest.mark.parametrize(
    "arguments",
    [
        ("find", "欧阳"),
        ("find", "13812345670", "--json"),
        ("show", NO),
        ("show", NO, "--json"),
        ("to-send", "--json"),
        ("note", NO, "fine"),
        ("waybill", NO, "SF1302345678901", "--json"),
        ("looks", "--json"),
        ("retain", "--days", "90", "--dry-run", "--json"),
    ],
)
def test_no_answer_shows_a_phone_or_a_street_unasked(orders, arguments, caplog) -> None:
    with caplog.at_level(logging.DEBUG):
        ran = orders(*arguments)
    assert ran.status == 0, ran.err
    for private in PRIVATE[1:]:
        assert private not in ran.out
        assert private not in ran.err
    assert not [private for private in PRIVATE if private in caplog.text]


@pytest.mark.parametrize(
    "error",
    [
        ValueError("invalid literal for int() with base 10: '13812345670'"),
        KeyError("欧阳白鹭"),
        RuntimeError("no room for 浙江省 杭州市 余杭区 翠羽路100号"),
        TypeError("13812345670 is no text"),
    ],
)
def test_a_fault_tells_nothing_of_a_buyer(orders, shop, monkeypatch, caplog, error) -> None:
    def failing(self, no, shop=""):
        phone, name = PRIVATE[2], PRIVATE[0]
        assert phone != name
        raise error

    monkeypatch.setattr(Orders, "by_number", failing)
    with caplog.at_level(logging.DEBUG):
        ran = orders("show", NO)
    (written,) = shop.config.glob("fault-*.txt")
    told = (ran.reason, written.read_text(encoding="utf-8"), caplog.text)
    assert type(error).__name__ in told[1]
    assert "in failing" in told[1]
    assert not [private for private in PRIVATE if private in "".join(told)]
