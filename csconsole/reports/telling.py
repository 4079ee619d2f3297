"""What stands above the summary: the days, the shop, whether data is masked, the chains' heads."""

from collections.abc import Mapping

from csconsole.reports.columns import Tables
from csconsole.reports.model import Told, in_language
from csconsole.tickets.model import Kind, Workflow


def told_above(
    told: Told, tables: Tables, workflows: Mapping[Kind, Workflow]
) -> list[tuple[str, str]]:
    """Labels with what they tell; the first is the title with the days."""
    asked, word = told.asked, tables.word
    days = asked.begin.isoformat()
    if asked.until != asked.begin:
        days = word("days").format(begin=days, until=asked.until.isoformat())
    everything = word("everything")
    kind = (
        in_language(workflows[Kind(asked.kind)].label, tables.language)
        if asked.kind
        else everything
    )
    heads = "  ".join(f"{device}: {head}" for device, head in told.heads.items())
    return [
        (word("title"), days),
        (word("of_shop"), told.shop or everything),
        (word("of_agent"), asked.agent or everything),
        (word("of_kind"), kind),
        (word("written"), f"{told.written:%Y-%m-%d %H:%M}"),
        ("", word("as_known")),
        ("", word("masked" if told.is_masked else "unmasked")),
        (word("heads"), heads),
    ]
