"""What every way to write the tables offers."""

from collections.abc import Sequence
from typing import Protocol

from csconsole.reports.columns import Column, Layout
from csconsole.reports.model import Figure, Sheet
from csconsole.reports.rows import Cell


class Files(Protocol):
    """Tables that are being written."""

    def columns(self, layout: Layout) -> tuple[Column, ...]:
        """The columns that a sheet has here."""

    def add(self, sheet: Sheet, cells: Sequence[Cell]) -> None:
        """One more row of a sheet."""

    def finish(
        self,
        told: Sequence[tuple[str, str]],
        figures: Sequence[Figure],
        rows: Sequence[Sequence[Cell]],
    ) -> None:
        """Write the summary, and end: what stands above it, its figures, and these as cells."""
