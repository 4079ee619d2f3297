"""The system that the program runs on."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from csconsole.desktop.system.model import System
from csconsole.language import _


def present_system(parent: QObject) -> System:
    """The parts that this system gives; what it does not give is said in its sentences."""
    platform = QGuiApplication.platformName()
    system = None
    if platform == "xcb":
        from csconsole.desktop.system.x11 import x11_system  # noqa: PLC0415  (Linux alone has it)

        system = x11_system(parent)
    return system or System(
        platform,
        no_hotkey=_("This system gives no key from everywhere away"),
        no_paste=_("This system lets no program paste into another"),
    )
