"""`tickets rules`: the shop's hours, holidays and limits."""

from typing import Any

import click

from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.cli.tickets import fields_option
from csconsole.language import N_, _
from csconsole.tickets.shop_rules import ShopRules


@click.command(help=N_("Show the shop's hours, holidays and limits, or change them."))
@fields_option
@common
def rules(values: dict[str, str]) -> None:
    """Show or change the rules; only the supervisor may change them.

    `--set` takes `ordinary`, `urgent` and `major` (hours to response and solution, as 4/24),
    `opens` and `closes` (09:00; both the same for the whole day), `days` (weekdays from 1, Monday:
    1-5), `holidays` (CN for China's public holidays with the weekends that are worked instead),
    `closed_days` and `worked_days` (the shop's own: 2027-02-05..2027-02-12, 2027-05-01), `zone`
    (Asia/Shanghai), `compensation_limit` (20.00), `visit_days` and `visit_days_vip` (0 for none),
    `day_starts` (the hour at which a day of the shop begins, 0 to 12).
    An empty value takes the usual one. JSON: the rules by these names, `compensation_limit` in the
    minor unit, with `holidays_known_until`, the last year whose public holidays are known.
    """
    kept = session().open().after_sales.rules
    told = as_json(kept.change(values) if values else kept.present())
    if session().json:
        print_json(told)
        return
    for name, value in told.items():
        shown = ", ".join(map(str, value)) if isinstance(value, list) else value
        say(f"{name}: {_('none') if shown in (None, '') else shown}")


def as_json(rules: ShopRules) -> dict[str, Any]:
    """The rules by their names."""
    hours = rules.open
    return {
        **{tier.value: list(told) for tier, told in rules.hours.items()},
        "opens": hours.opens.strftime("%H:%M"),
        "closes": hours.closes.strftime("%H:%M"),
        "days": [day + 1 for day in sorted(hours.days)],
        "holidays": "CN" if hours.public else "",
        "holidays_known_until": hours.public.known_until(),
        "closed_days": [day.isoformat() for day in sorted(hours.closed_days)],
        "worked_days": [day.isoformat() for day in sorted(hours.worked_days)],
        "zone": rules.zone,
        "compensation_limit": rules.compensation_limit,
        "visit_days": rules.visit_days,
        "visit_days_vip": rules.visit_days_vip,
        "day_starts": rules.day_starts,
    }
