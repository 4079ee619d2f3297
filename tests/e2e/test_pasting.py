"""A reply goes into programs that nobody here wrote: whole, and with nothing else disturbed."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.e2e.chat_page import ChatPage, chat_page
from tests.e2e.conftest import ROOT, Session, end, wait_until
from tests.e2e.other_programs import Browser, Editor, OtherProgram, Terminal, running

pytestmark = pytest.mark.e2e

TIMES = 200 if os.environ.get("HYPOTHESIS_PROFILE") == "nightly" else 10
GREETING = "在的亲🌷，您请讲👨‍👩‍👧\n“退货”还是“換貨”？𠮷祥如意 ①②"
LONG = "\n".join(f"{line:03} 亲，质量问题退货运费由我们承担🌷 thank you." for line in range(131))[
    :5000
]
TEXTS = {"wh": GREETING, "lg": LONG, "hi": "Hello, how can I help?"}
HOTKEY = "ctrl+alt+space"
LIBRARY = f"""
format: 1
language: zh
replies:
  - {{id: greet, title: 问候, shortcut: wh, text: {GREETING!r}}}
  - {{id: long, title: 长文, shortcut: lg, text: {LONG!r}}}
  - {{id: hi, title: 你好, shortcut: hi, text: {TEXTS["hi"]!r}}}
""".replace("'", '"')


class Agent:
    """Somebody at the desk, with the program running and the palette one key away."""

    def __init__(self, session: Session, process: "subprocess.Popen[bytes]") -> None:
        self.session, self.process = session, process

    def turn_to(self, window: str) -> None:
        """Work in a window."""
        self.session.run("xdotool", "windowactivate", "--sync", window)
        wait_until(lambda: self.focused == window, "the keyboard")

    @property
    def focused(self) -> str:
        """The window of the program that has the keyboard."""
        return self.session.run("xdotool", "getactivewindow").stdout.strip()

    def open_palette(self) -> str:
        """Press the key and wait for the palette to have the keyboard."""
        self.session.press(HOTKEY)
        wait_until(lambda: self.session.windows("^csconsole palette$"), "the palette")
        palette = self.session.windows("^csconsole palette$")[-1]
        wait_until(lambda: self.focused == palette, "the palette's keyboard")
        return palette

    def palette_is_gone(self) -> bool:
        """Whether the palette is put away."""
        return not self.session.windows("^csconsole palette$")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pasting")


@pytest.fixture(scope="module")
def agent(session: Session, folder: Path) -> Iterator[Agent]:
    (folder / "library.yaml").write_text(LIBRARY, encoding="utf-8")
    environment = {
        **session.environment,
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    program = [sys.executable, "-m", "csconsole", "--data-dir", str(folder / "data")]
    importing = ["replies", "import", str(folder / "library.yaml"), "--replace"]
    subprocess.run([*program, *importing], env=environment, check=True, capture_output=True)
    with (folder / "stderr").open("wb") as stderr:
        process = subprocess.Popen(program, env=environment, stderr=stderr, cwd=folder)
    try:
        wait_until(lambda: session.windows("^csconsole$"), "the window")
        yield Agent(session, process)
        assert process.poll() is None
        assert (folder / "stderr").read_text("utf-8") == ""
    finally:
        end(process)


@pytest.fixture(scope="module")
def page() -> Iterator[ChatPage]:
    with chat_page() as page:
        yield page


@pytest.fixture(scope="module")
def programs(
    session: Session, folder: Path, page: ChatPage
) -> Iterator[Callable[[str], OtherProgram]]:
    """Gives a program by its name, started the first time that it is asked for."""
    started: dict[str, OtherProgram] = {}
    with ExitStack() as ending:

        def start(name: str) -> OtherProgram:
            home = folder / name
            home.mkdir()
            file = home / f"{name}.txt"
            file.touch()
            if name == "xterm":
                shell = ["sh", "-c", f"stty raw -echo; exec cat >>{file}"]
                command = ["xterm", "-u8", "-T", "terminal of others", "-e", *shell]
                window = ending.enter_context(running(session, command, "terminal of", home))
                return Terminal(window, file)
            if name in {"area", "rich"}:
                return Browser(browser(), page, name)
            window = ending.enter_context(running(session, [name, str(file)], file.name, home))
            return Editor(session, window, file)

        def browser() -> str:
            for box in ("area", "rich"):
                if box in started:
                    return started[box].window
            home = folder / "browser"
            home.mkdir()
            command = [
                *("chromium", "--no-sandbox", "--no-first-run", "--disable-gpu"),
                *("--password-store=basic", "--disable-dev-shm-usage", "--ozone-platform=x11"),
                *(f"--user-data-dir={home / 'profile'}", f"--app={page.address}"),
            ]
            return ending.enter_context(running(session, command, "chat page", home))

        def giving(name: str) -> OtherProgram:
            if name not in started:
                started[name] = start(name)
            return started[name]

        yield giving


@pytest.mark.parametrize("name", ["mousepad", "featherpad", "xterm", "area", "rich"])
def test_a_reply_arrives_whole_every_time_and_leaves_focus_and_clipboard_as_they_were(
    name: str, agent: Agent, programs: Callable[[str], OtherProgram]
) -> None:
    program = programs(name)
    for time in range(TIMES):
        shortcut, text = list(TEXTS.items())[time % len(TEXTS)]
        former = f"订单 {name} {time}"
        agent.turn_to(program.window)
        program.empty()
        agent.session.copy_elsewhere(former)
        agent.open_palette()
        agent.session.type_in(shortcut)
        agent.session.press("Return")
        wait_until(agent.palette_is_gone, "the end of the palette")
        wait_until(lambda: agent.session.clipboard() == former, f"the clipboard of time {time}")
        wait_until(lambda: program.text() == text, f"text {time} in {name}")
        assert agent.focused == program.window
