"""What is asked of the portal of a Wayland desktop, over a real connection to a made-up bus."""

import os
import socket
from collections.abc import Iterator

import pytest
from jeepney.io.blocking import DBusConnectionBase, timeout_to_deadline
from jeepney.low_level import Endianness, Header, HeaderFields, Message, MessageType, Parser

from csconsole.desktop.running import ACTIVATION_TOKEN
from csconsole.desktop.system.keys import read_keys
from csconsole.desktop.system.wayland import PortalHotkey, trigger, wayland_system

SESSION = "/org/freedesktop/portal/desktop/session/1_1/csconsole"


class Line(DBusConnectionBase):
    """Our end of a bus, past the greeting."""

    def send(self, message: Message) -> None:
        self.sock.sendall(self._serialise(message, None)[0])

    def receive(self, *, timeout: float | None = None) -> Message:
        return self._receive(timeout_to_deadline(timeout))


class Portal:
    """The other end: it writes down what it is asked, and says what a portal says."""

    def __init__(self, line: socket.socket) -> None:
        self._line, self._parser = line, Parser()
        self._serial = 1
        line.settimeout(5)

    def asked(self, member: str) -> tuple:
        """Wait until something is asked; gives what was said with it."""
        while True:
            message = self._parser.get_next_message()
            if message is None:
                self._parser.add_data(self._line.recv(4096))
            elif message.header.fields.get(HeaderFields.member) == member:
                return message.body

    def say(self, member: str, signature: str, *body: object) -> None:
        """Send a signal."""
        fields = {
            HeaderFields.path: "/a",
            HeaderFields.interface: "org.freedesktop.portal.Request",
            HeaderFields.member: member,
            HeaderFields.signature: signature,
        }
        header = Header(Endianness.little, MessageType.signal, 0, 1, -1, self._serial, fields)
        self._line.sendall(Message(header, body).serialise(serial=self._serial))
        self._serial += 1


@pytest.fixture
def ends() -> Iterator[tuple[Line, Portal]]:
    ours, theirs = socket.socketpair()
    connection = Line(ours)
    yield connection, Portal(theirs)
    theirs.close()
    ours.close()


@pytest.fixture
def _no_token(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(ACTIVATION_TOKEN, "old")


@pytest.mark.usefixtures("_no_token")
def test_the_portal_is_asked_for_the_key_and_its_pressing_is_heard(qtbot, ends):
    connection, portal = ends
    heard: list[str] = []
    hotkey = PortalHotkey(connection, connection.sock.fileno())
    hotkey.listen(read_keys("Ctrl+Alt+Space"), lambda: heard.append("pressed"))
    assert "session_handle_token" in portal.asked("CreateSession")[0]
    portal.say("Response", "ua{sv}", 0, {"session_handle": ("s", SESSION)})
    qtbot.waitUntil(lambda: bool(hotkey._session))
    session, shortcuts, _window, _options = portal.asked("BindShortcuts")
    assert session == SESSION
    assert shortcuts[0][1]["preferred_trigger"] == ("s", "CTRL+ALT+space")
    told = {"activation_token": ("s", "leave")}
    portal.say("Activated", "osta{sv}", SESSION, "palette", 1, told)
    qtbot.waitUntil(lambda: heard == ["pressed"])
    hotkey.close()
    assert os.environ[ACTIVATION_TOKEN] == "leave"


def test_a_user_who_says_no_to_the_portal_gets_no_palette_by_a_key(qtbot, ends):
    connection, portal = ends
    hotkey = PortalHotkey(connection, connection.sock.fileno())
    hotkey.listen(read_keys("F9"), lambda: None)
    portal.asked("CreateSession")
    portal.say("Response", "ua{sv}", 1, {})
    portal.say("Response", "ua{sv}", 0, {})
    heard: list[str] = []
    hotkey.listen(read_keys("F9"), lambda: heard.append("pressed"))
    portal.say("Activated", "osta{sv}", SESSION, "palette", 1, {})
    portal._line.close()
    qtbot.waitUntil(lambda: not hotkey._notifier.isEnabled())
    assert heard == []


def test_at_the_end_nothing_is_listened_to_any_more(qtbot, ends):
    connection, _portal = ends
    hotkey = PortalHotkey(connection, connection.sock.fileno())
    hotkey.close()
    assert not hotkey._notifier.isEnabled()


def test_a_bus_that_ends_takes_the_key_along_and_nothing_else(qtbot, ends):
    connection, portal = ends
    hotkey = PortalHotkey(connection, connection.sock.fileno())
    portal._line.close()
    qtbot.waitUntil(lambda: not hotkey._notifier.isEnabled())


def test_without_a_portal_it_is_said_what_to_use_instead(qapp, monkeypatch):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    system = wayland_system(qapp)
    assert system.hotkey is None
    assert not system.can_paste
    assert "csconsole palette" in system.no_hotkey
    assert "Ctrl+V" in system.no_paste


@pytest.mark.parametrize(
    ("keys", "written"), [("Ctrl+Shift+PgUp", "CTRL+SHIFT+Page_Up"), ("Meta+K", "LOGO+k")]
)
def test_keys_are_written_as_the_portal_reads_them(keys, written):
    assert trigger(read_keys(keys)) == written
