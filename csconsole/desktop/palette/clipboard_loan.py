"""The clipboard is borrowed: what lay there is remembered, and given back after the paste."""

import time
from collections.abc import Mapping

from PySide6.QtCore import QMetaType, QMimeData, QObject
from PySide6.QtGui import QClipboard, QGuiApplication

from csconsole.desktop.system.model import TEXT, Copied, Limits, System

_OWN = "application/x-csconsole"  # tells our own loan from whatever else lies there
_RETURNED = "application/x-csconsole-returned"  # and what was given back from what was copied
_SILENT = {"cocoa", "offscreen"}  # platforms of Qt that do not tell whose the clipboard is
_CLIPBOARD, _SELECTED = QClipboard.Mode.Clipboard, QClipboard.Mode.Selection


class Lent(QMimeData):
    """What lies on the clipboard for a moment, and knows when it was fetched last.

    Attributes:
        fetched_at: by `time.monotonic`; None where nobody has fetched it yet.
    """

    def __init__(self, marks: Mapping[str, bytes]) -> None:
        super().__init__()
        self.fetched_at: float | None = None
        self._marks = {*marks, _OWN}
        for name, content in {**marks, _OWN: b"lent"}.items():
            self.setData(name, content)

    def retrieveData(self, mime: str, kind: QMetaType | QMetaType.Type) -> object:  # noqa: N802  (Qt's)
        """Note that somebody asks for the content itself."""
        if mime not in self._marks:
            self.fetched_at = time.monotonic()
        return super().retrieveData(mime, kind)


def is_from_here() -> bool:
    """Whether we have put on the clipboard what lies there: lent it, or given it back."""
    clipboard = QGuiApplication.clipboard()
    if QGuiApplication.platformName() not in _SILENT:
        return clipboard.ownsClipboard()
    lying: QMimeData | None = clipboard.mimeData()  # None while it is being emptied
    formats = set(lying.formats()) if lying is not None else set()
    return clipboard.ownsClipboard() or bool(formats & {_OWN, _RETURNED})


class ClipboardLoan(QObject):
    """Puts something on the clipboard and gives back what lay there."""

    def __init__(self, system: System, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._system = system
        self._clipboard = QGuiApplication.clipboard()
        self._before: dict[QClipboard.Mode, Copied] = {}
        self._lent: Lent | None = None

    @property
    def fetched_at(self) -> float | None:
        """When what lies there was fetched last, by anybody."""
        return self._lent.fetched_at if self._lent is not None else None

    @property
    def is_lent(self) -> bool:
        """Whether what was put there lies there still: nobody has copied anything since."""
        return self._lent is not None and self._is_ours(_CLIPBOARD)

    @property
    def was_whole(self) -> bool:
        """Whether everything that lay there can be given back."""
        return all(copied.is_whole for copied in self._before.values())

    def remember(self, *, selected: bool, limits: Limits | None = None) -> None:
        """Read what lies there now, to give it back later."""
        limits = limits or Limits()
        self._before = {_CLIPBOARD: self._read(_CLIPBOARD, limits)}
        if selected and self._clipboard.supportsSelection():
            self._before[_SELECTED] = self._read(_SELECTED, limits)

    def put(self, content: Lent) -> None:
        """Lay something on the clipboard, and with it where it was remembered for that."""
        self._lent = content
        self._clipboard.setMimeData(content, _CLIPBOARD)
        if self._system.conceal is not None:
            self._system.conceal()
        if _SELECTED in self._before:
            copy = Lent(self._system.marks)
            copy.setText(content.text())
            self._clipboard.setMimeData(copy, _SELECTED)

    def give_back(self) -> bool:
        """Put back what lay there, unless somebody else has copied meanwhile; whether it was."""
        is_back = False
        for mode, copied in self._before.items():
            if not self._is_ours(mode):
                continue
            if copied.formats:
                self._clipboard.setMimeData(_as_data(copied), mode)
            elif copied.is_whole:
                self._clipboard.clear(mode)
            is_back = is_back or bool(copied.formats) or copied.is_whole
        self._before = {}
        self._lent = None
        return is_back

    def keep_lent(self) -> None:
        """Leave on the clipboard what lies there: the agent has to paste it."""
        self._before = {}
        self._lent = None

    def _is_ours(self, mode: QClipboard.Mode) -> bool:
        owns = self._clipboard.ownsSelection if mode is _SELECTED else self._clipboard.ownsClipboard
        if QGuiApplication.platformName() not in _SILENT and not owns():
            return False
        return self._clipboard.mimeData(mode).hasFormat(_OWN)

    def _read(self, mode: QClipboard.Mode, limits: Limits) -> Copied:
        owns = self._clipboard.ownsSelection if mode is _SELECTED else self._clipboard.ownsClipboard
        if self._system.clipboard is None or owns():
            return _from_data(self._clipboard.mimeData(mode), limits)
        return self._system.clipboard.everything(limits, selected=mode is _SELECTED)


def _from_data(data: QMimeData, limits: Limits) -> Copied:
    """What Qt hands over, one format after the other until the time is over."""
    until, room = time.monotonic() + limits.seconds, limits.most_bytes
    formats: dict[str, bytes] = {}
    for name in data.formats():
        if name == "application/x-qt-image":
            continue  # made by Qt out of the others
        if time.monotonic() > until:
            return Copied(formats, is_whole=False)
        content = bytes(data.data(name).data())
        room -= len(content)
        if room < 0:
            return Copied(formats, is_whole=False)
        formats[name] = content
    return Copied(formats, is_whole=True)


def _as_data(copied: Copied) -> QMimeData:
    data = QMimeData()
    for name, content in copied.formats.items():
        if name == TEXT:
            data.setText(content.decode("utf-8", "replace"))
        else:
            data.setData(name, content)
    if QGuiApplication.platformName() in _SILENT:
        data.setData(_RETURNED, b"returned")
    return data
