"""The real program in a real X session, with a keyboard and a clipboard that others share."""

import os
import re
import select
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from Xlib import X
from Xlib.display import Display
from Xlib.error import XError
from Xlib.xobject.drawable import Window

ROOT = Path(__file__).resolve().parents[2]
# What is waited for comes in a moment; only where it never comes does it matter how long that is,
# and a machine that is busy with other things must not be taken for one where it never comes.
PATIENCE_SECONDS = 180
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
        # Looking happens again and again, so it must not cost a process each time.
        self._display = Display(display)
        self._display.set_error_handler(lambda *_told: None)
        self._root = self._display.screen().root

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

    def windows(self, name: str, process: int | None = None) -> list[str]:
        """The visible windows with a title that fits, of any process or of one."""
        numbers = self._numbers(self._root, "_NET_CLIENT_LIST")
        return [str(one) for one in numbers if self._is_named(one, name, process)]

    @property
    def active(self) -> str:
        """The window in use, by what the window manager says."""
        return str(next(iter(self._numbers(self._root, "_NET_ACTIVE_WINDOW")), 0))

    @property
    def focused(self) -> str:
        """The window that the keys go to."""
        focus = self._display.get_input_focus().focus
        return str(focus.id if isinstance(focus, Window) else focus)

    def leave(self) -> None:
        """The screen is about to go."""
        self._display.close()

    def _is_named(self, number: int, name: str, process: int | None) -> bool:
        window = self._display.create_resource_object("window", number)
        try:
            told = window.get_full_property(self._display.intern_atom("_NET_WM_NAME"), 0)
            title = bytes(told.value).decode("utf-8") if told else window.get_wm_name() or ""
            owner = self._numbers(window, "_NET_WM_PID")
            is_theirs = process is None or process in owner
            is_seen = window.get_attributes().map_state == X.IsViewable
            return is_theirs and is_seen and re.search(name, str(title)) is not None
        except XError:
            return False  # it has just gone

    def _numbers(self, window: Window, name: str) -> list[int]:
        told = window.get_full_property(self._display.intern_atom(name), X.AnyPropertyType)
        return list(told.value) if told is not None else []


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

        wait_until(is_managed, "openbox")
        yield session
        session.leave()
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
        pid = self.process.pid
        wait_until(lambda: self._session.windows(".", pid) or self.ended(), "the window")
        window = self._session.windows(".", pid)[0]
        self._session.run("xdotool", "windowactivate", "--sync", window)
        wait_until(lambda: self._session.focused == window, "the keyboard")
        return window

    def ended(self) -> bool:
        """Whether it runs no more."""
        return self.process.poll() is not None

    def killed(self) -> int:
        """End it as a power cut does; gives its status."""
        self.process.send_signal(signal.SIGKILL)
        return self.process.wait(PATIENCE_SECONDS)


class Desk:
    """A home folder with a store, and the programs and commands that are started in it."""

    def __init__(self, session: Session, home: Path, pattern: Path) -> None:
        self._session, self._home, self._pattern = session, home, pattern
        self._started: list[Program] = []
        # No keyring: it would be the one of whoever runs the tests.
        self._environment = {
            **session.environment,
            "HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        }

    def command(
        self, data: Path, *arguments: str, **told: str
    ) -> "subprocess.CompletedProcess[str]":
        """Run the command line on a data folder."""
        return subprocess.run(
            [sys.executable, "-m", "csconsole", *arguments, "--data-dir", str(data)],
            cwd=self._home,
            env={**self._environment, **told},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=PATIENCE_SECONDS,
            check=False,
        )

    def start(self, data: Path, *arguments: str, **told: str) -> Program:
        """Start the program in another folder than its own."""
        with (self._home / f"stderr-{len(self._started)}").open("wb") as stderr:
            process = subprocess.Popen(
                [sys.executable, "-m", "csconsole", *arguments, "--data-dir", str(data)],
                cwd=self._home,
                env={**self._environment, **told},
                stderr=stderr,
            )
        self._started.append(program := Program(self._session, process))
        return program

    def data(self) -> Path:
        """The folder of a store with the two replies above."""
        if not self._pattern.exists():
            library = self._home / "library.yaml"
            library.write_text(LIBRARY, encoding="utf-8")
            done = self.command(self._pattern, "replies", "import", str(library), "--replace")
            assert done.returncode == 0, done.stderr
        shutil.copytree(self._pattern, self._home / "data")
        return self._home / "data"

    def complaints(self) -> Mapping[str, str]:
        """What the started programs wrote on stderr."""
        return {
            path.name: text
            for path in self._home.glob("stderr-*")
            if (text := path.read_text(encoding="utf-8"))
        }

    def leave(self) -> None:
        """End what still runs, by its id."""
        for program in self._started:
            end(program.process)


@pytest.fixture(scope="session")
def pattern(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that each test gets a copy of."""
    return tmp_path_factory.mktemp("pattern") / "data"


@pytest.fixture
def desk(session: Session, tmp_path: Path, pattern: Path) -> Iterator[Desk]:
    """A desk of the test's own."""
    desk = Desk(session, tmp_path, pattern)
    yield desk
    desk.leave()


@pytest.fixture
def command_line(desk: Desk) -> Callable[..., "subprocess.CompletedProcess[str]"]:
    """Run the command line on a data folder."""
    return desk.command


@pytest.fixture
def data(desk: Desk) -> Path:
    """The folder of a store with the two replies above."""
    return desk.data()


@pytest.fixture
def start(desk: Desk) -> Callable[..., Program]:
    """Start the program; what still runs is ended by its id."""
    return desk.start


@pytest.fixture
def complaints(desk: Desk) -> Callable[[], Mapping[str, str]]:
    """Tells what the started programs wrote on stderr."""
    return desk.complaints
