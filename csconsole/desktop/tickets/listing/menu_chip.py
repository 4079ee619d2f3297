"""A chip that opens a menu, which is filled when it is opened."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QToolButton, QWidget


class MenuChip(QToolButton):
    """Opens its menu by Space, a click, or from elsewhere, and waits for nothing meanwhile."""

    def __init__(self, text: str, fill: Callable[[QMenu], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._fill = fill
        self.setText(text)
        self.setProperty("role", "chip")
        self.menu_of_it = QMenu(self)
        self.clicked.connect(lambda _on=False: self.open_menu())

    def open_menu(self) -> None:
        """Show the menu with its first entry chosen."""
        menu = self.menu_of_it
        menu.clear()
        for inner in menu.findChildren(QMenu):
            inner.deleteLater()
        self._fill(menu)
        pop_up(menu, self)


def pop_up(menu: QMenu, below: QWidget) -> None:
    """Show a menu below a widget, with its first entry chosen so that Enter takes it."""
    menu.popup(below.mapToGlobal(below.rect().bottomLeft()))
    choose_first(menu)


def choose_first(menu: QMenu) -> None:
    """Let Enter take the first entry; a menu inside would open at once, and waits."""
    first = next((one for one in menu.actions() if one.isEnabled()), None)
    if first is not None and first.menu() is None:
        menu.setActiveAction(first)
