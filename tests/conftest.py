"""What every test gets: a fresh profile, English, no keyring, and nothing of the real machine."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import keyring
import pytest
from hypothesis import HealthCheck, settings
from keyring.backend import KeyringBackend

from csconsole import language
from csconsole.people import verifiers
from csconsole.storage import sealing
from csconsole.storage.places import Places, places
from csconsole.workspace.workspace import Workspace, open_workspace

settings.register_profile("ci", max_examples=25, deadline=None, derandomize=True)
settings.register_profile(
    "nightly",
    max_examples=3000,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: the collector looks at what a test has made, alone."""
    gc.collect()
    gc.freeze()


class MemoryKeyring(KeyringBackend):
    """A keyring of one test."""

    priority = 5

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


class NoKeyring(MemoryKeyring):
    """What keyring offers on a machine that has none."""

    priority = 0


@pytest.fixture(autouse=True)
def _fresh_profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing of the machine's own profile, keyring, language or secrets reaches a test."""
    for name in (
        "CSCONSOLE_AGENT",
        "CSCONSOLE_DATA_DIR",
        "CSCONSOLE_NEW_PIN",
        "CSCONSOLE_NEW_SUPERVISOR",
        "CSCONSOLE_PIN",
        "CSCONSOLE_SUPERVISOR",
        "CSCONSOLE_PASSPHRASE",
        "CSCONSOLE_NEW_PASSPHRASE",
        "CSCONSOLE_RECOVERY_CODE",
        "LANGUAGE",
        "LC_ALL",
    ):
        monkeypatch.delenv(name, raising=False)
    home = tmp_path / "home"
    home.mkdir()
    for name in ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.setenv(name, str(home))
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    language.choose(["en"])
    yield
    keyring.set_keyring(before)
    language.choose(["en"])
    language._Chosen.asked_at_start = None
    os.environ.pop("LANGUAGE", None)  # the command line sets it for click


@pytest.fixture(autouse=True)
def _quick_verifiers(monkeypatch: pytest.MonkeyPatch) -> None:
    """PINs are checked in a millisecond: each verifier tells how it was made."""
    monkeypatch.setattr(verifiers, "_MEMORY_KIB", 256)


@pytest.fixture
def quick_passphrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """A passphrase opens in a millisecond, for tests that start no other process."""
    monkeypatch.setattr(sealing, "_MEMORY_KIB", 256)


@pytest.fixture
def memory_keyring() -> MemoryKeyring:
    """A machine with a keyring."""
    ring = MemoryKeyring()
    keyring.set_keyring(ring)
    return ring


@pytest.fixture
def profile(tmp_path: Path) -> Places:
    """The places of a profile in which nothing was made yet."""
    return places(tmp_path / "profile")


@pytest.fixture
def open_profile() -> Iterator[Callable[..., Workspace]]:
    """Open workspaces that are closed when the test ends."""
    opened: list[Workspace] = []

    def opening(where: Places, passphrase: str | None = None) -> Workspace:
        workspace = open_workspace(where, passphrase)
        opened.append(workspace)
        return workspace

    yield opening
    for workspace in opened:
        workspace.close()


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile with the shipped library, made once: seeding takes longer than opening."""
    folder = tmp_path_factory.mktemp("seeded") / "profile"
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())
    open_workspace(places(folder)).close()
    keyring.set_keyring(before)
    return folder


@pytest.fixture
def workspace(
    profile: Places, seeded: Path, open_profile: Callable[..., Workspace], tmp_path: Path
) -> Workspace:
    """A new workspace with the shipped library."""
    shutil.copytree(seeded, tmp_path / "profile", dirs_exist_ok=True)
    return open_profile(profile)
