"""The system that the program runs on."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication

from csconsole.desktop.system.model import System
from csconsole.language import _


def present_system(parent: QObject) -> System:
    """The parts that this system gives; what it does not give is said in its sentences."""
    # Each of them needs libraries that only its own system has.
    platform = QGuiApplication.platformName()
    system = None
    if platform == "xcb":
        from csconsole.desktop.system.x11 import x11_system  # noqa: PLC0415

        system = x11_system(parent)
    elif platform.startswith("wayland"):
        from csconsole.desktop.system.wayland import wayland_system  # noqa: PLC0415

        system = wayland_system(parent)
    elif platform == "windows":
        from csconsole.desktop.system.windows import windows_system  # noqa: PLC0415

        system = windows_system()
    elif platform == "cocoa":
        from csconsole.desktop.system.macos import macos_system  # noqa: PLC0415

        system = macos_system()
    return system or System(
        platform,
        no_hotkey=_(
            "this system gives no program a key from everywhere: open the palette from the tray, "
            "or bind the command “csconsole palette” to a key in the system's own settings"
        ),
        no_paste=_("this system lets no program paste into another: the palette copies"),
    )
