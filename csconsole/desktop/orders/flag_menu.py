"""The flags as a small menu, with a key each."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from csconsole.desktop.orders.flags import flag_icon
from csconsole.desktop.orders.words import flag_name
from csconsole.language import _
from csconsole.orders.model import Flag


def ask_flag(below: QWidget, present: Flag | None, chosen: Callable[[Flag | None], None]) -> None:
    """Ask for a flag below a button: 1 to 7, 0 for none; the present one is ticked."""
    menu = QMenu(below)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for key, flag in enumerate((*Flag, None), start=1):
        number = 0 if flag is None else key
        name = _("No flag") if flag is None else flag_name(flag)
        action = menu.addAction(flag_icon(flag), f"&{number}  {name}")
        action.setIconVisibleInMenu(True)
        if flag is present:
            font = action.font()
            font.setBold(True)
            action.setFont(font)
            menu.setActiveAction(action)
        action.triggered.connect(lambda _on=False, flag=flag: chosen(flag))
    menu.popup(below.mapToGlobal(QPoint(0, below.height())))
