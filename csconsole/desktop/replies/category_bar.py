"""The stages and categories as chips with their counts."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QToolButton, QVBoxLayout, QWidget

from csconsole.desktop import theme
from csconsole.desktop.flow_layout import FlowLayout
from csconsole.desktop.replies.category_list import Category
from csconsole.language import _

_SHAPING = {QEvent.Type.LayoutRequest, QEvent.Type.Resize, QEvent.Type.Show}


class CategoryBar(QWidget):
    """A row of stages, and below it the categories of the stage that is shown.

    Signals:
        chosen: a category's path; empty for all.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._has_inner = self._is_short = False
        self._stages = _ChipRow(_("Stages"))
        self._inner = _ChipRow(_("Categories"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.SPACE_SMALL)
        layout.addWidget(self._stages)
        layout.addWidget(self._inner)
        self._stages.chosen.connect(self.chosen)
        self._inner.chosen.connect(self.chosen)

    def show_categories(
        self, total: int, stages: Sequence[Category], inner: Sequence[Category], path: str
    ) -> None:
        """Show the chips, the one of `path` pressed."""
        stage = path.split("/", maxsplit=1)[0]
        self._stages.fill([Category("", _("All"), total), *stages], stage)
        whole = [replace(one, label=_("All")) for one in stages if one.path == stage]
        self._inner.fill([*whole, *inner], path)
        self._has_inner = bool(inner)
        self._inner.setVisible(self._has_inner and not self._is_short)

    def chips(self) -> list[QAbstractButton]:
        """Every chip, in the order in which Tab and arrows reach them."""
        return [*self._stages.buttons(), *self._inner.buttons()]

    def keep_short(self, *, short: bool) -> None:
        """Leave the categories inside the stage out where the window is low."""
        self._is_short = short
        self._inner.setVisible(self._has_inner and not short)

    def step(self, by: int) -> None:
        """Go to the next stage or back, around the end."""
        self._stages.step(by)


class _ChipRow(QWidget):
    """Chips of which one is pressed; the arrow keys walk along them."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._layout = FlowLayout(self, theme.SPACE_SMALL + 2)
        self._group = QButtonGroup(self)
        self._paths: list[str] = []
        self._shown: list[Category] = []

    def fill(self, categories: Sequence[Category], path: str) -> None:
        """Show these; chips that are there already keep their place and focus."""
        if list(categories) != self._shown:
            self._rebuild(categories)
        for button, own in zip(self._group.buttons(), self._paths, strict=True):
            button.setChecked(own == path)
            button.setFocusPolicy(
                Qt.FocusPolicy.TabFocus if own == path else Qt.FocusPolicy.ClickFocus
            )

    def buttons(self) -> list[QAbstractButton]:
        """The chips in their order."""
        return self._group.buttons()

    def step(self, by: int) -> None:
        """Press the chip `by` places further, around the end."""
        buttons = self._group.buttons()
        at = next((at for at, button in enumerate(buttons) if button.isChecked()), 0)
        if buttons:
            buttons[(at + by) % len(buttons)].click()

    def event(self, event: QEvent) -> bool:
        """Take the height that all lines of chips need, whenever something of them changes."""
        done = super().event(event)
        if event.type() in _SHAPING:
            self.setFixedHeight(max(1, self._layout.heightForWidth(self.width())))
        return done

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  (Qt's name)
        """Left and right press the neighbouring chip and take the focus there."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            by = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()), 0)
            if by:
                self.step(by)
                checked = self._group.checkedButton()
                if checked:
                    checked.setFocus(Qt.FocusReason.TabFocusReason)
                return True
        return super().eventFilter(watched, event)

    def _rebuild(self, categories: Sequence[Category]) -> None:
        for button in self._group.buttons():
            self._group.removeButton(button)
            self._layout.removeWidget(button)
            button.deleteLater()
        self._shown = list(categories)
        self._paths = [category.path for category in categories]
        for category in categories:
            button = QToolButton(self)
            count = "" if category.count is None else str(category.count)
            button.setText(f"{category.label}  {count}".strip())
            button.setProperty("path", category.path)
            button.setProperty("role", "chip")
            button.setCheckable(True)
            button.setAccessibleName(f"{category.label}, {count}" if count else category.label)
            button.installEventFilter(self)
            path = category.path
            button.clicked.connect(lambda _on, path=path: self.chosen.emit(path))
            self._group.addButton(button)
            self._layout.addWidget(button)
            if self.isVisible():
                button.show()  # now, or the row would be low for a moment
