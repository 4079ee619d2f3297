"""Forgetting old orders while the window is open: a few at a time, behind what agents wait for."""

from collections.abc import Callable

from csconsole.desktop.jobs import Jobs
from csconsole.language import ngettext
from csconsole.workspace.retention import Step
from csconsole.workspace.workspace import Workspace


class Retaining:
    """Keeps orders no longer than the settings say, once at the start of a window.

    `say` tells an agent in passing what was done; `days` is the setting, "" for keeping all.
    """

    def __init__(self, jobs: Jobs, say: Callable[[str], None], days: str) -> None:
        self._jobs, self._say = jobs, say
        self._days, self._orders = int(days or 0), 0

    def begin(self) -> None:
        """Look for old orders, if the shop keeps them for some time only."""
        if self._days:
            self._go_on("")

    def _go_on(self, after: str) -> None:
        def step(workspace: Workspace) -> Step:
            return workspace.privacy.retention.step(self._days, workspace.now(), after)

        self._jobs.run(step, self._on_step)

    def _on_step(self, step: Step) -> None:
        self._orders += step.orders
        if step.after is not None:
            self._go_on(step.after)
        elif self._orders:
            self._jobs.run(lambda workspace: workspace.privacy.retention.finish(), self._on_clean)

    def _on_clean(self, _is_clean: bool) -> None:  # noqa: FBT001  (what the job returns)
        told = ngettext(
            "{count} old order was forgotten, as the settings say.",
            "{count} old orders were forgotten, as the settings say.",
            self._orders,
        )
        self._say(told.format(count=self._orders))
