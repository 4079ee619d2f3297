"""Opening everything on a temporary profile: run against every build of the program."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from csconsole.errors import UserError
from csconsole.language import N_, _
from csconsole.storage.places import places
from csconsole.storage.restoring import Secrets
from csconsole.workspace.doctor import Check, State
from csconsole.workspace.workspace import Workspace, open_workspace, restore_backup

_PASSPHRASE = "self-test"  # noqa: S105  (of a store that is thrown away)


def run_selftest() -> list[Check]:
    """Each part with what it answered; a part that fails says why and the rest goes on."""
    with tempfile.TemporaryDirectory(prefix="csconsole-selftest-") as name:
        folder = Path(name)
        workspace = open_workspace(places(folder / "data"), _PASSPHRASE)
        try:
            parts: list[tuple[str, Callable[[], str]]] = [
                (N_("library"), lambda: _library(workspace)),
                (N_("search"), lambda: _search(workspace)),
                (N_("export and import"), lambda: _round_trip(workspace, folder)),
                (N_("backup and restore"), lambda: _restored(workspace, folder)),
                (N_("verify"), lambda: _verified(workspace)),
                (N_("window"), _window),
            ]
            return [_tried(name, part) for name, part in parts]
        finally:
            workspace.close()


def _tried(name: str, part: Callable[[], str]) -> Check:
    try:
        return Check(name, State.OK, part())
    except (UserError, AssertionError, ImportError, OSError) as error:
        return Check(name, State.WRONG, f"{type(error).__name__}: {error}")


def _library(workspace: Workspace) -> str:
    _expect(len(workspace.replies) > 0, "the library is empty")
    return _("{count} replies").format(count=len(workspace.replies))


def _search(workspace: Workspace) -> str:
    reply = workspace.replies.all()[0]
    for query in (reply.shortcut, reply.title_in("zh")):
        found = workspace.replies.search(query, limit=5)
        _expect(any(one.reply.id == reply.id for one in found), f"{query} does not find {reply.id}")
    return reply.shortcut


def _round_trip(workspace: Workspace, folder: Path) -> str:
    path = folder / "library.yaml"
    count = workspace.replies.export(path).replies
    done = workspace.replies.import_files([path])
    _expect(done.unchanged == count, "an export does not read back as it was written")
    return _("{count} replies").format(count=count)


def _restored(workspace: Workspace, folder: Path) -> str:
    code = workspace.recovery_code()
    backup = workspace.back_up(folder / "backups")
    elsewhere = places(folder / "elsewhere")
    restore_backup(elsewhere, backup, Secrets(_PASSPHRASE, code))
    other = open_workspace(elsewhere, _PASSPHRASE)
    try:
        _expect(len(other.replies) == len(workspace.replies), "replies are missing")
    finally:
        other.close()
    return backup.name


def _verified(workspace: Workspace) -> str:
    verified = workspace.verify()
    _expect(not verified.problems, "; ".join(verified.problems))
    return _("{entries} entries in the journal, all as they were written").format(
        entries=verified.entries
    )


def _window() -> str:
    from csconsole.desktop.selftest import show_window_once  # noqa: PLC0415  (Qt may be missing)

    return show_window_once()


def _expect(holds: bool, otherwise: str) -> None:  # noqa: FBT001  (an assertion)
    if not holds:
        raise AssertionError(otherwise)
