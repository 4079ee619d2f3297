"""Who takes what lies on our X11 clipboard: seen in the requests that reach Qt's connection."""

import ctypes
import time

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication
from Xlib.display import Display

from csconsole.desktop.system.model import Target
from csconsole.desktop.system.x11_session import atom

_SELECTION_REQUEST = 30  # X11 protocol, encoding of events
# So long the window itself may take to ask: one of Wine never does, any other sooner or later.
_WINE_SECONDS, _ELSEWHERE_SECONDS = 0.4, 3.0
_SENT = 0x80  # a bit of the type that says that another program made the event


class _SelectionRequest(ctypes.Structure):
    _fields_ = (
        ("kind", ctypes.c_uint8),
        ("pad", ctypes.c_uint8),
        ("sequence", ctypes.c_uint16),
        ("time", ctypes.c_uint32),
        ("owner", ctypes.c_uint32),
        ("requestor", ctypes.c_uint32),
        ("selection", ctypes.c_uint32),
        ("target", ctypes.c_uint32),
        ("property", ctypes.c_uint32),
    )


class X11Fetches(QAbstractNativeEventFilter):
    """Notes when the window that was pasted into asks for a content.

    A history of the clipboard asks, too, at a moment of its own. Who asked before the keys were
    pressed is such a one; the program of the window is known by its connection, whose number
    begins that of each of its windows. Wine asks by another connection than that of its windows,
    so where the window itself asks for nothing, somebody else who asked after the keys counts.
    """

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._bits = ~display.display.info.resource_id_mask
        questions = ("TARGETS", "TIMESTAMP", "SAVE_TARGETS", "MULTIPLE")
        self._questions = {atom(display, name) for name in questions}
        self._others: set[int] = set()
        self._client = 0
        self._last: float | None = None
        self._elsewhere: float | None = None
        self._patience = _ELSEWHERE_SECONDS
        self._is_pasting = False
        self._is_watching = False

    def watch(self) -> None:
        """Something is about to lie on the clipboard: who asks now is no window to paste into."""
        self._others.clear()
        self._is_pasting = False
        self._last = self._elsewhere = None
        if not self._is_watching:
            self._is_watching = True
            application = QCoreApplication.instance()
            if application is not None:
                application.installNativeEventFilter(self)

    def begin(self, target: Target) -> None:
        """See `Fetches`."""
        self._client = target.id & self._bits
        is_wine = any(name.endswith(".exe") for name in target.names)
        self._patience = _WINE_SECONDS if is_wine else _ELSEWHERE_SECONDS
        self._last = self._elsewhere = None
        self._is_pasting = True

    def last(self) -> float | None:
        """See `Fetches`."""
        elsewhere = self._elsewhere
        if self._last is None and elsewhere is not None:
            return elsewhere if time.monotonic() - elsewhere > self._patience else None
        return self._last

    def end(self) -> None:
        """See `Fetches`."""
        application = QCoreApplication.instance()
        if self._is_watching and application is not None:
            application.removeNativeEventFilter(self)
        self._is_watching = self._is_pasting = False

    def nativeEventFilter(  # noqa: N802  (Qt's name)
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Look at each event of Qt's connection; none is taken away."""
        first = ctypes.c_uint8.from_address(int(message)).value
        if first & ~_SENT == _SELECTION_REQUEST:
            self._on_request(_SelectionRequest.from_address(int(message)))
        return False, 0

    def _on_request(self, request: _SelectionRequest) -> None:
        client = request.requestor & self._bits
        if request.target in self._questions:
            if self._last is not None and client == self._client:
                self._last = time.monotonic()  # it has not done yet
            return
        if not self._is_pasting:
            self._others.add(client)
        elif client == self._client:
            self._last = time.monotonic()
        elif client not in self._others and self._elsewhere is None:
            self._elsewhere = time.monotonic()
