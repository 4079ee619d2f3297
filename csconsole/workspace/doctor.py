"""What is well and what is wrong with this installation, and how to mend it."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from csconsole.errors import UserError
from csconsole.language import N_, _
from csconsole.storage.connection import engine_version
from csconsole.storage.keys import Keeper
from csconsole.storage.places import Places
from csconsole.workspace.workspace import Workspace

# The checks by name; the names stand in the JSON and are translated for people.
FOLDER, STORE, KEY, RECOVERY_CODE = N_("folder"), N_("store"), N_("key"), N_("recovery code")
LIBRARY, SQLITE, SCREEN, FONT = N_("library"), N_("sqlite"), N_("screen"), N_("font")
HOLIDAYS = N_("holidays")

_LEAST_FREE_BYTES = 200_000_000
_FONT_SECONDS = 10
_HOLIDAYS_AHEAD = timedelta(days=31)


class State(StrEnum):
    """How a check ended."""

    OK = N_("ok")
    WARNING = N_("warning")
    WRONG = N_("wrong")


@dataclass(frozen=True)
class Check:
    """One thing that was looked at.

    Attributes:
        advice: what to do about it; empty where nothing is to be done.
    """

    name: str
    state: State
    detail: str
    advice: str = ""


def examine(places: Places, open_workspace: Callable[[], Workspace]) -> list[Check]:
    """Look at everything; a store that does not open is one of the findings."""
    checks = [_folder(places)]
    try:
        workspace = open_workspace()
    except UserError as error:
        checks.append(Check(STORE, State.WRONG, error.sentence, error.hint))
    else:
        checks += _store(workspace)
        workspace.close()
    return [*checks, _screen(), _font()]


def key_warning(keeper: Keeper) -> str:
    """What the present keeper of the key does not protect against; empty for a good one."""
    if keeper is not Keeper.FILE:
        return ""
    return _(
        "the key lies in a file of this account: it does not protect the data "
        "if this computer is stolen"
    )


def _folder(places: Places) -> Check:
    folder = next(path for path in (places.data, *places.data.parents) if path.exists())
    if not folder.is_dir() or not os.access(folder, os.W_OK):
        return Check(
            FOLDER,
            State.WRONG,
            _("{folder} cannot be written").format(folder=places.data),
            _("choose another with --data-dir"),
        )
    free = shutil.disk_usage(folder).free
    if free < _LEAST_FREE_BYTES:
        return Check(
            FOLDER,
            State.WARNING,
            _("only {free} MB are free for {folder}").format(
                free=free // 1_000_000, folder=places.data
            ),
            _("make room on this disk"),
        )
    return Check(FOLDER, State.OK, str(places.data))


def _store(workspace: Workspace) -> Iterator[Check]:
    verified = workspace.verify()
    if verified.problems:
        yield Check(
            STORE,
            State.WRONG,
            verified.problems[0],
            _("restore a backup: csconsole restore FILE"),
        )
    else:
        yield Check(
            STORE,
            State.OK,
            _("{entries} entries in the journal, all as they were written").format(
                entries=verified.entries
            ),
        )
    warning = key_warning(workspace.keeper)
    if warning:
        yield Check(
            "key", State.WARNING, warning, _("set a passphrase: csconsole passphrase --set")
        )
    else:
        yield Check(KEY, State.OK, str(workspace.keeper))
    if workspace.recovery_code():
        yield Check(
            RECOVERY_CODE,
            State.WARNING,
            _("nobody has written the recovery code down yet"),
            _("print it: csconsole recovery-code"),
        )
    yield Check(LIBRARY, State.OK, _("{count} replies").format(count=len(workspace.replies)))
    yield Check(SQLITE, State.OK, engine_version())
    known = workspace.after_sales.rules.present().open.public.known_until()
    if known is not None:
        yield holidays_known(known, workspace.now().date())


def holidays_known(last_year: int, today: date) -> Check:
    """Whether the public holidays of the coming weeks are known, where the clocks heed them."""
    told = _("public holidays are known until the end of {year}").format(year=last_year)
    if (today + _HOLIDAYS_AHEAD).year <= last_year:
        return Check(HOLIDAYS, State.OK, told)
    return Check(
        HOLIDAYS,
        State.WARNING,
        told,
        _("update csconsole, or enter the days: csconsole tickets rules --set closed_days=…"),
    )


def _screen() -> Check:
    if importlib.util.find_spec("PySide6") is None:
        return Check(SCREEN, State.WRONG, _("PySide6 is not installed"), _("run ./run"))
    if not has_screen():
        return Check(
            SCREEN,
            State.WARNING,
            _("there is no display; the command line works"),
            _("start it from the desktop for the window"),
        )
    return Check(SCREEN, State.OK, _("a display is there"))


def has_screen() -> bool:
    """Whether a window can be shown at all."""
    if sys.platform in {"win32", "darwin"} or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _font() -> Check:
    """Whether Chinese can be shown; every Windows and macOS has such a font."""
    lister = shutil.which("fc-list")
    if sys.platform in {"win32", "darwin"} or lister is None:
        return Check(FONT, State.OK, _("not looked at on this system"))
    try:
        found = subprocess.run(  # noqa: S603  (a fixed command)
            [lister, ":lang=zh", "family"],
            capture_output=True,
            text=True,
            check=False,
            timeout=_FONT_SECONDS,
        ).stdout.splitlines()
    except (OSError, subprocess.TimeoutExpired) as error:
        return Check(FONT, State.WARNING, _("the fonts cannot be listed: {why}").format(why=error))
    if found:
        return Check(FONT, State.OK, found[0])
    return Check(
        FONT,
        State.WARNING,
        _("there is no Chinese font"),
        _("install one, such as fonts-noto-cjk"),
    )
