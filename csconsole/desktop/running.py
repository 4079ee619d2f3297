"""One running program for each data folder: a later start hands its wish over and ends."""

import getpass
import hashlib
import json
import os
from enum import StrEnum

from PySide6.QtCore import QObject, Signal
from PySide6.QtNetwork import QAbstractSocket, QLocalServer, QLocalSocket

from csconsole.storage.places import Places

_PATIENCE_MS = 2000
_SAID_MS = 200
_LONGEST = 4096  # bytes of a wish
_HEARD = b"heard\n"
ACTIVATION_TOKEN = "XDG_ACTIVATION_TOKEN"  # noqa: S105  (Wayland: the leave to come forward)


class Wish(StrEnum):
    """What a start asks for."""

    WINDOW = "window"
    PALETTE = "palette"


def hand_over(places: Places, wish: Wish) -> bool:
    """Ask the program that works on this data folder for something; False where none runs."""
    socket = QLocalSocket()
    socket.connectToServer(_name(places))
    if not socket.waitForConnected(_PATIENCE_MS):
        return False
    token = os.environ.get(ACTIVATION_TOKEN, "")
    socket.write(json.dumps({"wish": wish, "token": token}).encode() + b"\n")
    is_heard = socket.waitForReadyRead(_PATIENCE_MS)  # else it hangs, and cannot serve anybody
    socket.disconnectFromServer()
    return is_heard


class Wishes(QObject):
    """Hears what later starts ask for.

    Signals:
        asked: the wish.
    """

    asked = Signal(Wish)

    def __init__(self, places: Places, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._on_connection)
        name = _name(places)
        if not self._server.listen(name) and (
            self._server.serverError() is QAbstractSocket.SocketError.AddressInUseError
        ):
            QLocalServer.removeServer(name)  # left by a program that was killed
            self._server.listen(name)

    def _on_connection(self) -> None:
        while (socket := self._server.nextPendingConnection()) is not None:
            # A start says what it wants as soon as it is connected: the wait is short.
            is_said = socket.canReadLine() or socket.waitForReadyRead(_SAID_MS)
            line = bytes(socket.readLine(_LONGEST).data()) if is_said else b""
            wish = _read(line)
            if wish is not None:
                socket.write(_HEARD)
                socket.waitForBytesWritten(_SAID_MS)
            socket.disconnectFromServer()
            socket.deleteLater()
            if wish is not None:
                self.asked.emit(wish)


def _read(line: bytes) -> Wish | None:
    """What a start wants; None where this is nothing that a start of this program says."""
    try:
        told = json.loads(line)
        wish = Wish(told["wish"])
    except (ValueError, KeyError, TypeError):
        return None
    if told.get("token"):
        os.environ[ACTIVATION_TOKEN] = str(told["token"])  # Qt takes it with the next window
    return wish


def _name(places: Places) -> str:
    """The name of the meeting place: of this person and this data folder."""
    whole = f"{getpass.getuser()} {places.data.resolve()}"
    return "csconsole-" + hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:24]
