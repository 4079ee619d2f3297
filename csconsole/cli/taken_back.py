"""Telling that an import was taken back, and what of it stays."""

from collections.abc import Sized
from typing import Any, Protocol

from csconsole.cli.options import session
from csconsole.cli.printing import print_json, say
from csconsole.language import _


class TakenBack(Protocol):
    """What every undo of an import tells."""

    @property
    def action(self) -> str:
        """The journal's action that did it."""

    @property
    def kept(self) -> Sized:
        """The fields that were changed again since, which stay."""


def show_taken_back(done: TakenBack, as_json: dict[str, Any] | None = None) -> None:
    """Tell of an import that was taken back; `as_json` where programs are told more of it."""
    if session().json:
        print_json(as_json or {"action": done.action, "kept": len(done.kept)})
    else:
        say(_("The import was undone; {kept} later changes stay.").format(kept=len(done.kept)))
