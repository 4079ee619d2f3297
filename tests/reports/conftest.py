"""What the tests of the reports share: a month of a shop's life, lived once."""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

if os.environ.get("CSCONSOLE_ONSCREEN") != "1":
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before Qt is loaded by anything below

import keyring
import pytest
from keyring.backends import fail
from shop_month import Known, ShopMonth

from csconsole.storage.places import Places, places
from csconsole.workspace.workspace import Workspace, open_workspace


@dataclass(frozen=True)
class Month:
    """A month that was lived.

    Attributes:
        known: what every ticket came to, by plain means.
        end: the moment at which it ends.
    """

    workspace: Workspace
    known: list[Known]
    end: datetime


@pytest.fixture(scope="session")
def lived(tmp_path_factory: pytest.TempPathFactory, seeded: Path) -> tuple[Path, list[Known]]:
    """The profile of a month, and what is known of it."""
    folder = tmp_path_factory.mktemp("month") / "profile"
    shutil.copytree(seeded, folder)
    before = keyring.get_keyring()
    keyring.set_keyring(fail.Keyring())
    workspace = open_workspace(places(folder))
    known = ShopMonth(workspace).known
    workspace.close()
    keyring.set_keyring(before)
    return folder, known


@pytest.fixture
def month(
    lived: tuple[Path, list[Known]],
    profile: Places,
    open_profile: Callable[..., Workspace],
    tmp_path: Path,
) -> Month:
    """A month that a test may change: it has a copy of its own."""
    folder, known = lived
    shutil.copytree(folder, tmp_path / "profile", dirs_exist_ok=True)
    workspace = open_profile(profile)
    end = ShopMonth.END
    workspace._store.journal.now = lambda: round(end.timestamp() * 1000)
    return Month(workspace, known, end)
