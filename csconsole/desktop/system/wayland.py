"""What Wayland gives: a key through the desktop's portal, where it has one, and no pasting."""

import itertools
import os
from collections.abc import Callable
from typing import Any, Protocol

from jeepney import DBusAddress, MessageType, Properties, new_method_call
from jeepney.bus_messages import MatchRule, message_bus
from jeepney.io.blocking import open_dbus_connection
from jeepney.low_level import HeaderFields, Message
from PySide6.QtCore import QObject, QSocketNotifier, QTimer

from csconsole.desktop.running import ACTIVATION_TOKEN
from csconsole.desktop.system.keys import KeyCombination
from csconsole.desktop.system.model import System
from csconsole.language import _

_BUS = "org.freedesktop.portal.Desktop"
_PORTAL = DBusAddress(
    "/org/freedesktop/portal/desktop", _BUS, "org.freedesktop.portal.GlobalShortcuts"
)
_SHORTCUT = "palette"
_ANSWER_SECONDS = 0.5
# The names of the freedesktop specification of shortcuts.
_MODIFIERS = {"Ctrl": "CTRL", "Alt": "ALT", "Shift": "SHIFT", "Meta": "LOGO"}
_KEYS = {"Space": "space", "Return": "Return", "Esc": "Escape", "Ins": "Insert", "Del": "Delete",
         "PgUp": "Page_Up", "PgDown": "Page_Down", "Backspace": "BackSpace"}  # fmt: skip


class Bus(Protocol):
    """A connection to the session's bus."""

    def send(self, message: Message) -> None:
        """Send without waiting for the answer."""

    def receive(self, *, timeout: float | None = None) -> Message:
        """The next message."""


class PortalHotkey(QObject):
    """Asks the portal for the key, which asks the user, and hears when it is pressed."""

    def __init__(self, bus: Bus, descriptor: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._numbers = itertools.count(1)
        self._session = ""
        self._keys: KeyCombination | None = None
        self._pressed: Callable[[], None] = lambda: None
        bus.send(message_bus.AddMatch(MatchRule(type="signal", sender=_BUS)))
        self._notifier = QSocketNotifier(descriptor, QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self.read)
        # What came together with the answer that was waited for at the start is read already.
        QTimer.singleShot(0, self, self.read)

    def listen(self, keys: KeyCombination, pressed: Callable[[], None]) -> None:
        """See `Hotkey`; the portal keeps what the user has chosen once, whatever is asked."""
        self._keys, self._pressed = keys, pressed
        if not self._session:
            self._call(
                "CreateSession",
                "a{sv}",
                ({**self._token(), "session_handle_token": ("s", "csconsole")},),
            )

    def refusal(self, _keys: KeyCombination) -> str:
        """See `Hotkey`; the portal settles conflicts with the user."""
        return ""

    def silence(self) -> None:
        """See `Hotkey`."""
        self._pressed = lambda: None

    def close(self) -> None:
        """Hear no more of the bus, which is about to be left."""
        self._notifier.setEnabled(False)

    def read(self) -> None:
        """Take what the bus has for us."""
        while True:
            try:
                message = self._bus.receive(timeout=0)
            except TimeoutError:
                return
            except (OSError, EOFError):
                self._notifier.setEnabled(False)  # the bus has gone, and the session with it
                return
            if message.header.message_type is MessageType.signal:
                self._on_signal(message.header.fields.get(HeaderFields.member), message.body)

    def _on_signal(self, name: str | None, body: tuple[Any, ...]) -> None:
        if name == "Response":
            status, results = body
            session = results.get("session_handle")
            if status == 0 and session is not None and self._keys is not None:
                self._session = str(session[1])
                self._bind(self._keys)
        elif name == "Activated" and body[0] == self._session and body[1] == _SHORTCUT:
            token = body[3].get("activation_token")
            if token is not None:
                os.environ[ACTIVATION_TOKEN] = str(token[1])  # Qt takes it with the next window
            self._pressed()

    def _bind(self, keys: KeyCombination) -> None:
        told = {
            "description": ("s", _("Open the palette of csconsole")),
            "preferred_trigger": ("s", trigger(keys)),
        }
        body = (self._session, [(_SHORTCUT, told)], "", self._token())
        self._call("BindShortcuts", "oa(sa{sv})sa{sv}", body)

    def _call(self, method: str, signature: str, body: tuple[Any, ...]) -> None:
        self._bus.send(new_method_call(_PORTAL, method, signature, body))

    def _token(self) -> dict[str, tuple[str, str]]:
        return {"handle_token": ("s", f"csconsole{next(self._numbers)}")}


def trigger(keys: KeyCombination) -> str:
    """Keys as the specification of shortcuts writes them."""
    named = _KEYS.get(keys.key, keys.key.lower() if len(keys.key) == 1 else keys.key)
    return "+".join([*(_MODIFIERS[one] for one in keys.modifiers), named])


def wayland_system(parent: QObject) -> System:
    """What Wayland gives: a key where the desktop has a portal for it, and never pasting."""
    no_paste = _("Wayland lets no program paste into another: the palette copies, Ctrl+V pastes")
    try:
        bus = open_dbus_connection("SESSION")
        asked = Properties(_PORTAL).get("version")
        answer = bus.send_and_get_reply(asked, timeout=_ANSWER_SECONDS)
    except (OSError, KeyError, ValueError, TimeoutError):
        return System("Wayland", no_hotkey=_no_hotkey(), no_paste=no_paste)
    if answer.header.message_type is not MessageType.method_return:
        bus.close()
        return System("Wayland", no_hotkey=_no_hotkey(), no_paste=no_paste)
    hotkey = PortalHotkey(bus, bus.sock.fileno(), parent)
    return System("Wayland", hotkey=hotkey, no_paste=no_paste, closing=(hotkey.close, bus.close))


def _no_hotkey() -> str:
    return _(
        "this desktop gives no program a key from everywhere: open the palette from the tray, "
        "or bind the command “csconsole palette” to a key in the desktop's own settings"
    )
