"""The page of the workflows is drawn from their data, and is up to date."""

import re
import sys
from pathlib import Path

import pytest

from csconsole.tickets.guards import GUARDS
from csconsole.tickets.workflow_file import workflows

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def diagrams(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.syspath_prepend(str(ROOT / "packaging"))
    import workflow_diagrams  # noqa: PLC0415

    yield workflow_diagrams
    sys.modules.pop("workflow_diagrams")


def test_the_page_is_what_the_data_say(diagrams) -> None:
    written = (ROOT / "docs" / "workflows.md").read_text(encoding="utf-8")
    assert written == "\n".join(diagrams.lines()).rstrip("\n") + "\n"


def test_every_state_and_move_is_drawn(diagrams) -> None:
    drawn = "\n".join(diagrams.lines())
    arrows = set(re.findall(r"^    (\w+) --> (\w+):", drawn, re.MULTILINE))
    for workflow in workflows().values():
        for move in workflow.moves:
            for origin in move.origins:
                assert (origin.replace("-", "_"), move.to.replace("-", "_")) in arrows


def test_every_condition_is_told_in_words(diagrams) -> None:
    assert set(diagrams.GUARDS) == set(GUARDS)
