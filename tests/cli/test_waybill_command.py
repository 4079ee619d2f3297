"""`waybill` on the command line."""

import pytest

from csconsole import language


def test_a_waybill_is_told_with_the_keys_of_the_contract(run):
    [found] = run("waybill", "YT6048213957702", "--json").json
    assert set(found) == {"courier", "name", "valid", "why", "link"}
    assert (found["courier"], found["name"], found["valid"]) == ("yto", "YTO Express", True)


def test_a_wrong_check_digit_is_said(run):
    [found] = run("waybill", "1Z999AA10123456785", "--json").json
    assert (found["courier"], found["valid"]) == ("ups", False)
    assert "4 would be right" in found["why"]
    assert found["link"].endswith("1Z999AA10123456785")


def test_blanks_in_the_number_need_no_quotes(run):
    assert run("waybill", "1Z", "999", "AA1", "0123456784", "--json").json[0]["valid"]


def test_a_number_of_nobody_is_an_empty_list(run):
    assert run("waybill", "13800138000", "--json").json == []
    assert run("waybill", "13800138000").out == "No courier's numbers look like this.\n"


def test_the_courier_that_the_order_names_comes_first(run):
    found = run("waybill", "204817395261", "--courier", "申通快递", "--json").json
    assert [one["courier"] for one in found[:2]] == ["sto", "sf"]


def test_people_read_the_courier_the_reason_and_the_page(run):
    told, link = run("waybill", "SF1604821395772").out.splitlines()
    assert told.startswith("SF Express  SF and 13 signs")
    assert link.strip().endswith("/SF1604821395772")


def test_the_names_are_in_the_programs_language(run, monkeypatch):
    monkeypatch.setenv("LANG", "zh_CN.UTF-8")
    monkeypatch.setattr(language._Chosen, "asked_at_start", None)
    assert run("waybill", "YT6048213957702", "--json").json[0]["name"] == "圆通速递"


@pytest.mark.parametrize("number", ["", " ", "9" * 10_000, "SF\x01"])
def test_an_absurd_number_is_refused_in_one_line(run, number):
    assert "a waybill number" in run("waybill", number, "--json").reason


def test_no_number_is_a_wrong_use_of_the_command(run):
    assert run("waybill").status == 2


def test_no_store_is_made_for_a_waybill(run, profile):
    assert run("--data-dir", profile.data, "waybill", "YT6048213957702").status == 0
    assert not profile.data.exists()
