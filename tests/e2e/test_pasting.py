"""A reply goes into programs that nobody here wrote: whole, and with nothing else disturbed."""

import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

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
  - {{id: size, title: 尺码表, shortcut: cmb, text: 尺码表如图, pictures: [NAMES]}}
""".replace("'", '"')
PICTURES = {"small.png": (40, 30), "photo.jpg": (1600, 1200)}
# Takes pictures into the program's own store and tells their names.
TAKING = """
import sys
from pathlib import Path
from csconsole.storage.places import places
from csconsole.workspace.workspace import open_workspace
workspace = open_workspace(places(Path(sys.argv[1])))
print(*(workspace.pictures.take(Path(path)) for path in sys.argv[2:]), sep=", ")
workspace.close()
"""


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
        return self.session.active

    def open_palette(self) -> str:
        """Press the key and wait for the palette to have the keyboard."""
        self.session.press(HOTKEY)
        wait_until(lambda: self.session.windows("^csconsole palette$"), "the palette")
        palette = self.session.windows("^csconsole palette$")[-1]
        wait_until(lambda: self.focused == palette, "the palette's keyboard")
        return palette

    def send(self, shortcut: str) -> None:
        """Open the palette and send the reply of a shortcut."""
        self.open_palette()
        self.session.type_in(shortcut)
        self.session.press("Return")
        wait_until(self.palette_is_gone, "the end of the palette")

    def waits_for(self, what: Callable[[], str], wanted: str) -> None:
        """Wait until something is as it must be."""
        wait_until(lambda: what() == wanted, wanted[:40])

    def has_clipboard_back(self, former: str) -> None:
        """Wait until the clipboard is what it was, or it is said that it could not be read in time.

        The program waits 200 ms for whoever has copied, and a busy machine may need longer.
        """
        told = "could be put back"
        search = ("xdotool", "search", "--onlyvisible", "--name", told)
        wait_until(
            lambda: self.session.clipboard() == former or self.session.run(*search).stdout,
            former,
        )

    def palette_is_gone(self) -> bool:
        """Whether the palette is put away."""
        return not self.session.windows("^csconsole palette$")


def told(command: list[str], environment: dict[str, str]) -> str:
    """What a program says that is run to its end."""
    done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def made_pictures(folder: Path) -> Iterator[Path]:
    """Pictures that look like nothing, so that they are as large as photos."""
    for name, size in PICTURES.items():
        content = random.Random(7).randbytes(4 * size[0] * size[1])
        QImage(content, *size, QImage.Format.Format_RGB32).save(str(folder / name))
        yield folder / name


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pasting")


@pytest.fixture(scope="module")
def agent(session: Session, folder: Path) -> Iterator[Agent]:
    environment = {
        **session.environment,
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
    }
    pictures = [str(path) for path in made_pictures(folder)]
    names = told([sys.executable, "-c", TAKING, str(folder / "data"), *pictures], environment)
    library = folder / "library.yaml"
    library.write_text(LIBRARY.replace("NAMES", names), encoding="utf-8")
    program = [sys.executable, "-m", "csconsole", "--data-dir", str(folder / "data")]
    told([*program, "replies", "import", str(library), "--replace"], environment)
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
        shortcut = list(TEXTS)[time % len(TEXTS)]
        former = f"订单 {name} {time}"
        agent.turn_to(program.window)
        program.empty()
        agent.session.copy_elsewhere(former)
        agent.send(shortcut)
        agent.has_clipboard_back(former)  # when all is done
        agent.waits_for(program.text, TEXTS[shortcut])
        assert agent.focused == program.window


@pytest.mark.parametrize("box", ["area", "rich"])
def test_pictures_arrive_in_the_paste_event_of_a_chat_page_each_once_behind_their_text(
    box: str, agent: Agent, programs: Callable[[str], OtherProgram], page: ChatPage
) -> None:
    program = programs(box)
    for time in range(TIMES // 5):
        former = f"订单 {box} {time}"
        agent.turn_to(program.window)
        program.empty()
        agent.session.copy_elsewhere(former)
        agent.send("cmb")
        agent.has_clipboard_back(former)
        agent.waits_for(lambda: program.text().strip()[:5], "尺码表如图")
        wait_until(lambda: len(page.pasted) == len(PICTURES), "both pictures")
        arrived = [[tuple(file["size"]) for file in told["files"]] for told in page.pasted]
        assert arrived == [[size] for size in PICTURES.values()]


def test_a_window_that_is_gone_is_not_pasted_into_and_neither_is_the_next(
    agent: Agent, programs: Callable[[str], OtherProgram], session: Session, folder: Path
) -> None:
    bystander = programs("xterm")
    bystander.empty()
    home = folder / "leaving"
    home.mkdir()
    with running(session, ["xterm", "-T", "leaving"], "^leaving$", home) as window:
        agent.turn_to(window)
        agent.open_palette()
    agent.session.type_in("wh")
    agent.session.press("Return")
    wait_until(agent.palette_is_gone, "the end of the palette")
    agent.waits_for(agent.session.clipboard, GREETING)
    wait_until(lambda: not agent.session.windows("^csconsole palette$"), "the end")
    assert bystander.text() == ""


@pytest.mark.parametrize("how", ["windowminimize", "set_desktop_for_window"])
def test_a_chat_that_was_put_away_meanwhile_comes_back_with_the_text(
    how: str, agent: Agent, programs: Callable[[str], OtherProgram]
) -> None:
    program = programs("xterm")
    agent.turn_to(program.window)
    program.empty()
    palette = agent.open_palette()
    where = ["2"] if how == "set_desktop_for_window" else []
    agent.session.run("xdotool", how, program.window, *where)
    wait_until(lambda: not agent.session.windows("^terminal of others$"), "the chat to go")
    assert agent.focused == palette
    agent.session.type_in("wh")
    agent.session.press("Return")
    agent.waits_for(program.text, GREETING)
    assert agent.focused == program.window
    agent.session.run("xdotool", "set_desktop_for_window", program.window, "0", "set_desktop", "0")


def test_a_window_that_takes_the_keyboard_in_the_midst_gets_nothing(
    agent: Agent, programs: Callable[[str], OtherProgram], session: Session, folder: Path
) -> None:
    program = programs("xterm")
    home = folder / "bystander"
    home.mkdir()
    typed = home / "typed"
    shell = ["sh", "-c", f"stty raw -echo; exec cat >{typed}"]
    with running(session, ["xterm", "-T", "bystander", "-e", *shell], "^bystander$", home) as other:
        for time in range(TIMES // 2):
            agent.turn_to(program.window)
            program.empty()
            agent.session.copy_elsewhere(f"before {time}")
            agent.open_palette()
            agent.session.type_in("wh")
            agent.session.run("xdotool", "key", "Return", "windowactivate", other)
            wait_until(agent.palette_is_gone, "the end of the palette")
            # Pasted before the other came up, and the clipboard is back; or copied, and it says so.
            wait_until(
                lambda: GREETING in {program.text(), agent.session.clipboard()},
                "the text somewhere",
            )
        # The palette opens again only when the last paste has ended.
        agent.turn_to(program.window)
        agent.open_palette()
        agent.session.press("Escape")
        wait_until(agent.palette_is_gone, "the end of the palette")
    assert typed.read_bytes() == b""


def test_esc_gives_the_keyboard_back_to_the_chat(
    agent: Agent, programs: Callable[[str], OtherProgram]
) -> None:
    program = programs("xterm")
    agent.turn_to(program.window)
    program.empty()
    agent.open_palette()
    agent.session.press("Escape")
    wait_until(lambda: agent.focused == program.window, "the keyboard")
    agent.session.type_in("here")
    agent.waits_for(program.text, "here")


def test_a_history_of_the_clipboard_that_reads_along_does_not_spoil_the_paste(
    agent: Agent, programs: Callable[[str], OtherProgram], session: Session
) -> None:
    program = programs("xterm")
    script = "while :; do xclip -selection clipboard -out >/dev/null 2>&1; done"
    history = subprocess.Popen(["sh", "-c", script], env=session.environment)
    try:
        for time in range(TIMES // 3):
            agent.turn_to(program.window)
            program.empty()
            agent.session.copy_elsewhere(f"before {time}")
            agent.send("lg")
            agent.waits_for(program.text, LONG)
            agent.has_clipboard_back(f"before {time}")
    finally:
        end(history)
