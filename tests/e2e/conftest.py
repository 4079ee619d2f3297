"""The real program in a real X session, with a keyboard and a clipboard that others share."""

import os
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PATIENCE_SECONDS = 30
_START_SECONDS = 60  # of the window manager on a busy machine
LIBRARY = """
format: 1
language: zh
replies:
  - id: freight
    category: after-sale/return
    title: {zh: 退货运费谁出, en: Who pays the postage}
    shortcut: thyf
    text: {zh: "亲，退货运费由{?承担: 我们/您}承担。", en: "The postage is on {?party: us/you}."}
  - id: greet
    category: pre-sale/greeting
    title: {zh: 问候, en: Greeting}
    shortcut: wh
    text:
      zh: "在的亲🌷，您请讲👨‍👩‍👧\\n“退货”还是“換貨”？𠮷祥如意 ①②"
      en: "Hello"
"""


def wait_until(holds: Callable[[], object], what: str, seconds: float = PATIENCE_SECONDS) -> None:
    """Look again and again until something holds."""
    limit = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > limit:
            pytest.fail(f"waited in vain for {what}")
        select.select([], [], [], 0.02)


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a process that was started here."""
    if process.poll() is None:
        process.terminate()
    try:
        process.wait(PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(PATIENCE_SECONDS)


class Session:
    """An X session, and what a person does in it."""

    def __init__(self, display: str) -> None:
        self.environment = {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb"}
        for name in ("LANGUAGE", "LC_ALL"):  # the tests say themselves which language is spoken
            self.environment.pop(name, None)

    def run(self, *command: str, told: str | None = None) -> "subprocess.CompletedProcess[str]":
        """Run one of the small programs of the session to its end."""
        return subprocess.run(
            command,
            env=self.environment,
            input=told,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    def wait_until(self, holds: Callable[[], object], what: str) -> None:
        """Look again and again until something holds."""
        wait_until(holds, what)

    def press(self, *keys: str) -> None:
        """Press keys in the window that has the focus."""
        assert self.run("xdotool", "key", *keys).returncode == 0

    def type_in(self, text: str) -> None:
        """Type letters into the window that has the focus."""
        assert self.run("xdotool", "type", "--delay", "5", text).returncode == 0

    def clipboard(self) -> str:
        """What another program would paste now."""
        return self.run("xclip", "-selection", "clipboard", "-t", "UTF8_STRING", "-out").stdout

    def copy_elsewhere(self, text: str) -> None:
        """Have another program put something on the clipboard."""
        # xclip stays to hand it out; its output must not keep `run` waiting.
        command = ["xclip", "-selection", "clipboard", "-in"]
        subprocess.run(
            command,
            env=self.environment,
            input=text.encode("utf-8"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=PATIENCE_SECONDS,
            check=True,
        )

    def windows(self, name: str) -> list[str]:
        """The visible windows of a name."""
        return self.run("xdotool", "search", "--onlyvisible", "--name", name).stdout.split()


def manage_windows(session: Session) -> "subprocess.Popen[bytes]":
    """Start the window manager of a screen."""
    return subprocess.Popen(
        ["openbox"],
        env=session.environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.fixture(scope="session")
def session() -> Iterator[Session]:
    """A screen of its own with a window manager, ended with the tests."""
    reading, writing = os.pipe()
    size = ["-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), *size],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    manager = None
    try:
        with os.fdopen(reading) as told:
            assert select.select([told], [], [], PATIENCE_SECONDS)[0], "Xvfb does not start"
            number = told.readline().strip()
        assert number, "Xvfb does not start"
        session = Session(f":{number}")
        manager = manage_windows(session)

        def is_managed() -> bool:
            nonlocal manager
            if manager is None or manager.poll() is not None:
                manager = manage_windows(session)  # it gave up before the screen was there
            return session.run("xdotool", "get_num_desktops").returncode == 0

        wait_until(is_managed, "openbox", _START_SECONDS)
        yield session
    finally:
        for process in (manager, server):
            if process is not None:
                end(process)


class Program:
    """The running program."""

    def __init__(self, session: Session, process: "subprocess.Popen[bytes]") -> None:
        self._session, self.process = session, process

    def wait_for_window(self) -> str:
        """Wait until its window has the keyboard; gives the window."""
        pid = str(self.process.pid)
        found = self._session.run(
            "xdotool", "search", "--sync", "--onlyvisible", "--all", "--pid", pid, "--name", "."
        )
        window = found.stdout.split()[0]
        self._session.run("xdotool", "windowactivate", "--sync", window)
        wait_until(lambda: self._has_keyboard(window), "the keyboard")
        return window

    def _has_keyboard(self, window: str) -> bool:
        return self._session.run("xdotool", "getwindowfocus").stdout.strip() == window

    def ended(self) -> bool:
        """Whether it runs no more."""
        return self.process.poll() is not None

    def killed(self) -> int:
        """End it as a power cut does; gives its status."""
        self.process.send_signal(signal.SIGKILL)
        return self.process.wait(PATIENCE_SECONDS)


@pytest.fixture(scope="session")
def _pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pattern") / "data"


@pytest.fixture
def environment(session: Session, tmp_path: Path) -> dict[str, str]:
    """What the program is told by its surroundings: a home of its own and no keyring."""
    return {
        **session.environment,
        "HOME": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }


@pytest.fixture
def command_line(
    environment: dict[str, str], tmp_path: Path
) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Run the command line on a data folder."""

    def running(data: Path, *arguments: str, **told: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [sys.executable, "-m", "csconsole", *arguments, "--data-dir", str(data)],
            cwd=tmp_path,
            env={**environment, **told},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    return running


@pytest.fixture
def data(tmp_path: Path, _pattern: Path, command_line: Callable) -> Path:
    """The folder of a store with the two replies above, its recovery code written down."""
    if not _pattern.exists():
        library = tmp_path / "library.yaml"
        library.write_text(LIBRARY, encoding="utf-8")
        done = command_line(_pattern, "replies", "import", str(library), "--replace")
        assert done.returncode == 0, done.stderr
    shutil.copytree(_pattern, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def start(
    session: Session, environment: dict[str, str], tmp_path: Path
) -> Iterator[Callable[..., Program]]:
    """Start the program in another folder than its own; what still runs is ended by its id."""
    started: list[Program] = []

    def starting(data: Path, *arguments: str, **told: str) -> Program:
        with (tmp_path / f"stderr-{len(started)}").open("wb") as stderr:
            process = subprocess.Popen(
                [sys.executable, "-m", "csconsole", *arguments, "--data-dir", str(data)],
                cwd=tmp_path,
                env={**environment, **told},
                stderr=stderr,
            )
        started.append(program := Program(session, process))
        return program

    yield starting
    for program in started:
        end(program.process)


@pytest.fixture
def complaints(tmp_path: Path) -> Callable[[], Mapping[str, str]]:
    """Tells what the started programs wrote on stderr."""
    return lambda: {
        path.name: text
        for path in tmp_path.glob("stderr-*")
        if (text := path.read_text(encoding="utf-8"))
    }
