"""What the front ends do around the issue tables beside asking for them."""

from pathlib import Path

from csconsole.reports import writing
from csconsole.reports.reckoning import Reckoning

__all__ = ["Reckoning", "remove_drafts"]


def remove_drafts(target: Path) -> None:
    """Take away what a writing that was ended has left beside its target."""
    writing.remove_drafts(target)
