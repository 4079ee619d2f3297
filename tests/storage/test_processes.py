"""Several processes on one store, and processes that are killed at any moment."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from csconsole.errors import BusyError, LockedError
from csconsole.replies.store import TABLES
from csconsole.storage.backup import back_up
from csconsole.storage.keys import read_record
from csconsole.storage.places import Places, places
from csconsole.storage.restoring import Secrets, restore
from csconsole.storage.store import Store, open_store
from csconsole.storage.verifying import verify

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 60
PASSPHRASE = "correct horse 电池"
NO_KEYRING = {"PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring"}

WRITER = """
import itertools, sys
from pathlib import Path
from csconsole.replies.store import TABLES
from csconsole.storage.places import places
from csconsole.storage.store import open_store

folder, name, most = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
store = open_store(places(folder), (TABLES,))
print("ready", flush=True)
sys.stdin.readline()
for number in range(most):
    store.journal.write("reply", f"{name}-{number}", {"category": "in-sale"}, cause="test.write")
    print(f"{name}-{number}", flush=True)
store.close()
"""

OPENER = """
import sys
from pathlib import Path
from csconsole.storage.places import places
from csconsole.workspace.workspace import open_workspace

print("ready", flush=True)
sys.stdin.readline()
workspace = open_workspace(places(Path(sys.argv[1])))
print(len(workspace.replies), "new" if workspace.is_new else "there", flush=True)
sys.stdin.readline()
workspace.close()
"""

# Does one thing in many folders, in each of them killed some steps further on than in the last,
# until it gets through; says in which folders it was killed.
DYING = """
import os, signal, sys
from functools import partial
from pathlib import Path
from csconsole.replies.store import TABLES
from csconsole.storage.places import places
from csconsole.storage.restoring import Secrets, restore
from csconsole.storage.store import open_store

STEPS = {"Connection.execute", "Connection.backup", "Connection.close", "connect", "mkdir",
         "replace", "fsync", "unlink"}
STRIDE = int(sys.argv[3])
DO = {
    "open": lambda at: partial(open_store, at, (TABLES,)),
    "lock": lambda at: partial(open_store(at, (TABLES,)).set_passphrase, sys.argv[4]),
    "unlock": lambda at: partial(open_store(at, (TABLES,), sys.argv[4]).set_passphrase, None),
    "renew": lambda at: open_store(at, (TABLES,)).renew_recovery_code,
    "restore": lambda at: partial(
        restore, at, Path(sys.argv[4]), (TABLES,), Secrets(None, sys.argv[5])
    ),
}[sys.argv[2]]

def is_killed_at(step, folder):
    child = os.fork()
    if child:
        return os.WIFSIGNALED(os.waitpid(child, 0)[1])
    left = step
    def watch(_frame, event, called):
        nonlocal left
        if event == "c_call" and called.__qualname__ in STEPS:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
    try:
        done = DO(places(folder))
        sys.setprofile(watch)
        done()
    finally:
        os._exit(0)

folders = sorted(Path(sys.argv[1]).iterdir(), key=lambda path: int(path.name))
for number, folder in enumerate(folders):
    if not is_killed_at(1 + number * STRIDE, folder):
        break
    print(folder, flush=True)
else:
    raise SystemExit("more folders are needed to see it through")
"""


def killed_while(
    doing: str, folder: Path, *arguments: object, stride: int, template: Path | None = None
) -> list[Places]:
    """The profiles in which a process was killed while it did something, in each a step later."""
    for number in range(30):
        if template:
            shutil.copytree(template, folder / str(number))
        else:
            (folder / str(number)).mkdir(parents=True)
    told = subprocess.run(
        [sys.executable, "-c", DYING, folder, doing, str(stride), *map(str, arguments)],
        stdout=subprocess.PIPE,
        text=True,
        check=True,
        cwd=ROOT,
        env=os.environ | NO_KEYRING,
        timeout=DEADLINE,
    )
    cuts = [places(Path(line)) for line in told.stdout.splitlines()]
    assert cuts
    return cuts


@pytest.fixture
def start() -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Start a program that says when it is ready; what still runs in the end is stopped."""
    started: list[subprocess.Popen[str]] = []

    def starting(program: str, *arguments: object) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [sys.executable, "-c", program, *map(str, arguments)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
            env=os.environ | NO_KEYRING,
        )
        started.append(process)
        return process

    yield starting
    for process in started:
        process.kill()
        process.communicate(timeout=DEADLINE)


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()


def line_of(process: subprocess.Popen[str]) -> str:
    assert process.stdout
    return process.stdout.readline().strip()


def reply_ids(store: Store) -> set[str]:
    return {row[0] for row in store.database.execute("SELECT id FROM replies")}


@pytest.fixture
def open_here() -> Iterator[Callable[..., Store]]:
    stores: list[Store] = []

    def opening(where: Places, passphrase: str | None = None) -> Store:
        stores.append(open_store(where, (TABLES,), passphrase))
        return stores[-1]

    yield opening
    for store in stores:
        store.close()


# Killed while it writes


def test_every_acknowledged_write_survives_a_kill(start, profile, open_here):
    process = start(WRITER, profile.data, "w", 1_000_000)
    assert line_of(process) == "ready"
    go(process)
    acknowledged = [line_of(process) for _count in range(40)]
    process.kill()
    *whole, _cut = process.communicate(timeout=DEADLINE)[0].split("\n")
    acknowledged += whole
    store = open_here(profile)
    assert set(acknowledged) <= reply_ids(store)
    assert verify(store).problems == ()


# Killed while the store is made


@pytest.mark.parametrize("appearing", ["config/keys", "csconsole.keys.json", "csconsole.db"])
def test_a_kill_during_the_first_start_leaves_something_that_opens(
    start, profile, open_profile, appearing
):
    process = start(OPENER, profile.data)
    go(process)
    while not (profile.data / appearing).exists():
        assert process.poll() is None
    process.kill()
    process.wait(timeout=DEADLINE)
    workspace = open_profile(profile)
    assert len(workspace.replies) > 0
    assert workspace.verify().problems == ()


@pytest.fixture(scope="module")
def cut_first_openings(tmp_path_factory: pytest.TempPathFactory) -> list[Places]:
    return killed_while("open", tmp_path_factory.mktemp("openings"), stride=7)


def test_a_store_whose_making_was_cut_off_at_any_step_is_finished_later(
    cut_first_openings, open_here
):
    for cut in cut_first_openings:
        assert verify(open_here(cut)).problems == ()


def test_a_store_whose_making_was_cut_off_at_any_step_still_gives_its_recovery_code(
    cut_first_openings, open_here
):
    lost = [cut.data.name for cut in cut_first_openings if not open_here(cut).recovery_code()]
    assert lost == []


# Killed while keys change hands


@pytest.fixture
def made(profile: Places) -> Places:
    store = open_store(profile, (TABLES,))
    store.journal.write("reply", "here", {"category": "in-sale"}, cause="test.write")
    store.close()
    return profile


def opened_either_way(where: Places) -> Store:
    try:
        return open_store(where, (TABLES,))
    except LockedError:
        return open_store(where, (TABLES,), PASSPHRASE)


def test_setting_a_passphrase_can_be_cut_off_at_any_step(made, tmp_path):
    cuts = killed_while("lock", tmp_path / "cuts", PASSPHRASE, stride=1, template=made.data)
    for cut in cuts:
        store = opened_either_way(cut)
        assert reply_ids(store) == {"here"}
        store.close()


def test_removing_a_passphrase_can_be_cut_off_at_any_step(made, tmp_path, open_here):
    open_here(made).set_passphrase(PASSPHRASE)
    cuts = killed_while("unlock", tmp_path / "cuts", PASSPHRASE, stride=4, template=made.data)
    for cut in cuts:
        store = opened_either_way(cut)
        assert reply_ids(store) == {"here"}
        store.close()


def test_a_recovery_code_that_is_offered_opens_the_store_wherever_its_renewal_was_cut_off(
    made, tmp_path, open_here
):
    cuts = killed_while("renew", tmp_path / "cuts", stride=1, template=made.data)
    for cut in cuts:
        store = open_here(cut)
        assert read_record(cut).open_with_code(store.recovery_code()) == store.key


# Killed while a backup is restored


@pytest.fixture
def backup(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """A backup of another store, and the recovery code that opens it."""
    store = open_store(places(tmp_path / "other"), (TABLES,))
    store.journal.write("reply", "restored", {"category": "in-sale"}, cause="test.write")
    yield back_up(store, tmp_path / "backups"), store.recovery_code() or ""
    store.close()


def test_a_restore_that_was_cut_off_leaves_the_old_store_or_the_new_one(
    made, backup, tmp_path, open_here
):
    cuts = killed_while("restore", tmp_path / "cuts", *backup, stride=6, template=made.data)
    for cut in cuts:
        store = open_here(cut)
        assert reply_ids(store) in ({"here"}, {"restored"})
        assert verify(store).problems == ()


def test_a_restore_that_was_cut_off_on_a_new_machine_can_be_done_again(backup, tmp_path, open_here):
    path, code = backup
    for cut in killed_while("restore", tmp_path / "cuts", path, code, stride=8):
        restore(cut, path, (TABLES,), Secrets(recovery_code=code))
        assert reply_ids(open_here(cut)) == {"restored"}


def test_a_restore_that_was_cut_off_over_a_store_whose_key_was_lost_can_be_done_again(
    made, backup, tmp_path, open_here
):
    path, code = backup
    shutil.rmtree(made.config)
    for cut in killed_while("restore", tmp_path / "cuts", path, code, stride=8, template=made.data):
        restore(cut, path, (TABLES,), Secrets(recovery_code=code))
        assert reply_ids(open_here(cut)) == {"restored"}


# Several at once


def test_two_first_starts_at_the_same_time_make_one_library(start, profile, open_profile):
    processes = [start(OPENER, profile.data) for _count in range(2)]
    assert [line_of(process) for process in processes] == ["ready"] * 2
    for process in processes:
        go(process)
    told = [line_of(process).split() for process in processes]
    workspace = open_profile(profile)
    assert [count for count, _new in told] == [str(len(workspace.replies))] * 2
    assert sorted(new for _count, new in told) == ["new", "there"]
    assert workspace.verify().entries == len(workspace.replies)


def test_two_processes_that_write_at_the_same_time_lose_nothing(start, profile, open_here):
    processes = [start(WRITER, profile.data, name, 40) for name in ("a", "b")]
    assert [line_of(process) for process in processes] == ["ready"] * 2
    for process in processes:
        go(process)
    told = [process.communicate(timeout=DEADLINE)[0].split() for process in processes]
    store = open_here(profile)
    assert reply_ids(store) == {*told[0], *told[1]}
    assert len(reply_ids(store)) == 80
    assert verify(store).problems == ()


def test_a_store_that_another_process_has_open_is_not_replaced(start, profile, backup):
    process = start(OPENER, profile.data)
    go(process)
    assert [line_of(process), line_of(process).split()[-1]] == ["ready", "new"]
    path, code = backup
    before = profile.database.stat()
    with pytest.raises(BusyError):
        restore(profile, path, (TABLES,), Secrets(recovery_code=code))
    assert profile.database.stat().st_ino == before.st_ino


def test_a_store_is_restored_as_soon_as_the_other_process_closes_it(
    start, profile, backup, open_here
):
    process = start(OPENER, profile.data)
    go(process)
    assert [line_of(process), line_of(process).split()[-1]] == ["ready", "new"]
    process.communicate("close\n", timeout=DEADLINE)
    path, code = backup
    restore(profile, path, (TABLES,), Secrets(recovery_code=code))
    assert reply_ids(open_here(profile)) == {"restored"}
