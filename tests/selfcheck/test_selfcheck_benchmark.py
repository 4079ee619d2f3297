"""The benchmark of the self-check measures what it says, on a small scale."""

from datetime import timedelta

from benchmarks.selfcheck import fill_orders
from benchmarks.tickets import NOW, fill
from csconsole.workspace.workspace import Workspace


def test_the_filled_shop_has_something_for_most_rules(workspace: Workspace) -> None:
    fill(workspace._store, 600)
    fill_orders(workspace._store, 4000, [reply.id for reply in workspace.replies.all()])
    checks = workspace.day.checks
    found = {one.item.rule: one.count for one in checks.check(NOW).items}
    for rule in ("fields-missing", "responses-late", "solutions-late", "orders-to-send"):
        assert found[rule] > 0
    past = checks.check(NOW, checks.today(NOW) - timedelta(days=20))
    assert past.of("fields-missing").count < found["fields-missing"]
