"""The few questions that the window asks in a dialog, and the few sheets that it shows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import fields as declared

from PySide6.QtCore import QMarginsF, Qt
from PySide6.QtGui import QGuiApplication, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMessageBox,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

import csconsole
from csconsole.desktop import theme
from csconsole.desktop.actions import key_list
from csconsole.desktop.choice_box import ChoiceBox
from csconsole.desktop.hotkey_field import HotkeyField
from csconsole.desktop.paste_keys_field import PasteKeysField
from csconsole.language import N_, _
from csconsole.settings import Settings

_CHOICE_LABELS = {
    "": N_("Never"),
    "system": N_("As the system"),
    "en": N_("English"),
    "zh": N_("Chinese"),
    "zh_CN": "简体中文",
    "zh_TW": "繁體中文",
    "chat": N_("Beside the chat, and moves with it"),
    "edge": N_("At the edge of the screen"),
    "light": N_("Light"),
    "dark": N_("Dark"),
    "meaning": N_("Words and meaning"),
    "words": N_("Words alone"),
}
# What a setting is called where it is not written as text.
_ABOUT_PASTING = "paste_keys"
_IN_DIALOG = {_ABOUT_PASTING: N_("Programs into which other keys than usual paste")}
_HIDDEN = {"window", "order_panel", "ticket_filters"}
_WIDTH = 460
_AROUND_SETTINGS = 180  # pixels: the buttons, the dialog's frame, and some air


@dataclass(frozen=True)
class Surrounding:
    """What the settings must know of the system.

    Attributes:
        judge_keys: tells why keys cannot open the palette; empty where they can.
        no_paste: why nothing can be pasted here, and what to do; empty where it can.
        programs: over which the palette was opened.
    """

    judge_keys: Callable[[str], str] = lambda _keys: ""
    no_paste: str = ""
    programs: Sequence[str] = ()


_NOWHERE = Surrounding()


class SettingsDialog(QDialog):
    """The settings of this device, made from their declaration."""

    def __init__(
        self,
        settings: Settings,
        parent: QWidget | None = None,
        *,
        agents_are_kept: bool = False,
        near: Surrounding = _NOWHERE,
    ) -> None:
        super().__init__(parent)
        hidden = _HIDDEN | ({"agent"} if agents_are_kept else set())  # they sit down instead
        self.setWindowTitle(_("Settings"))
        self.setMinimumWidth(_WIDTH)
        self._widgets: dict[str, QLineEdit | QComboBox | PasteKeysField] = {}
        form = QFormLayout()
        form.setVerticalSpacing(theme.SPACE_LARGE)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapAllRows)
        for setting in declared(settings):
            if setting.name in hidden:
                continue
            content = getattr(settings, setting.name)
            widget = _widget_for(setting.name, content, setting.metadata["choices"], near)
            description: str = setting.metadata["description"]
            label = QLabel(_(_IN_DIALOG.get(setting.name, description)))
            label.setBuddy(widget)
            widget.setAccessibleName(label.text())
            form.addRow(label, widget)
            if isinstance(widget, HotkeyField):
                form.addRow(widget.told)
            if setting.name == _ABOUT_PASTING and near.no_paste:
                form.addRow(_warning(near.no_paste))
            self._widgets[setting.name] = widget
        layout = column(self)
        layout.addWidget(_scrolled(form, self.screen().availableGeometry().height()))
        layout.addWidget(buttons(self, ok=_("Save"), cancel=_("Cancel")))

    def values(self) -> dict[str, str]:
        """What was entered, by the key of the setting."""
        return {name: _content(widget) for name, widget in self._widgets.items()}


class PassphraseDialog(QDialog):
    """Asks for the passphrase of a locked store."""

    def __init__(self, why: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Unlock"))
        self.setMinimumWidth(_WIDTH)
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setAccessibleName(_("Passphrase"))
        label = QLabel(why)
        label.setWordWrap(True)
        label.setBuddy(self.line)
        layout = column(self)
        layout.addWidget(label)
        layout.addWidget(self.line)
        layout.addWidget(buttons(self, ok=_("Unlock"), cancel=_("Quit")))


class RecoveryCodeDialog(QDialog):
    """Shows the recovery code until somebody says that it was written down."""

    def __init__(self, code: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Recovery code"))
        self.setMinimumWidth(_WIDTH)
        self._code = code
        told = QLabel(
            _(
                "This code opens your data and every backup, on any computer, when nothing else "
                "does. Print it or write it down, and keep it apart from this computer: it is "
                "not shown again."
            )
        )
        told.setWordWrap(True)
        shown = QLabel(code)
        shown.setProperty("role", "heading")
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        shown.setAccessibleName(_("Recovery code"))
        printing, copying = QPushButton(_("Print…")), QPushButton(_("Copy"))
        printing.clicked.connect(self._print)
        copying.clicked.connect(lambda: QGuiApplication.clipboard().setText(code))
        row = QHBoxLayout()
        row.addWidget(printing)
        row.addWidget(copying)
        row.addStretch()
        layout = column(self)
        layout.addWidget(told)
        layout.addWidget(shown)
        layout.addLayout(row)
        box = buttons(self, ok=_("I have written it down"), cancel=_("Later"))
        layout.addWidget(box)
        for button in box.findChildren(QPushButton):  # a key pressed too soon wipes nothing
            is_later = box.buttonRole(button) is QDialogButtonBox.ButtonRole.RejectRole
            button.setDefault(is_later)
            if is_later:
                button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _print(self) -> None:
        printer = QPrinter()
        printer.setPageMargins(QMarginsF(20, 20, 20, 20))
        if QPrintDialog(printer, self).exec() != QDialog.DialogCode.Accepted:
            return
        document = QTextDocument()
        heading = _("Recovery code of csconsole")
        document.setPlainText(f"{heading}\n\n{self._code}\n")
        document.print_(printer)


class NewCodeQuestion(QMessageBox):
    """Asks whether a new recovery code is wanted, since the old one is kept nowhere."""

    def __init__(self, make: Callable[[], None], parent: QWidget) -> None:
        super().__init__(
            QMessageBox.Icon.Question,
            _("Recovery code"),
            _("The recovery code was written down already and is kept nowhere."),
            parent=parent,
        )
        self.setInformativeText(
            _("If it is lost, make a new one; the old one then opens only older backups.")
        )
        button = self.addButton(_("Make a new code"), QMessageBox.ButtonRole.AcceptRole)
        self.addButton(_("Leave it"), QMessageBox.ButtonRole.RejectRole)
        button.clicked.connect(lambda _on=False: make())


class AboutDialog(QDialog):
    """What the program is, and where its data lies."""

    def __init__(self, folder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("About csconsole"))
        layout = column(self)
        for role, text in (
            ("heading", f"csconsole {csconsole.__version__}"),
            ("", _("The console of a shop's customer service.")),
            ("quiet", _("Your data: {folder}").format(folder=folder)),
        ):
            label = QLabel(text)
            label.setProperty("role", role)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(role == "quiet")  # a path may be long
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            layout.addWidget(label)
        layout.addWidget(buttons(self, ok=_("Close")))


class KeysDialog(QDialog):
    """Every key with what it does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Keys"))
        form = QFormLayout()
        form.setHorizontalSpacing(2 * theme.SPACE_WIDE)
        for text, keys in key_list():
            shown = QLabel(keys)
            shown.setProperty("role", "quiet")
            form.addRow(QLabel(text), shown)
        layout = column(self)
        layout.addLayout(form)
        layout.addWidget(buttons(self, ok=_("Close")))


def _scrolled(form: QFormLayout, screen_height: int) -> QScrollArea:
    """A form as high as it needs to be, or as there is room for on the screen."""
    inner = QWidget()
    inner.setLayout(form)
    form.setContentsMargins(0, 0, theme.SPACE_LARGE, 0)
    area = QScrollArea()
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inner)
    wanted = inner.sizeHint()
    area.setMinimumHeight(min(wanted.height(), screen_height - _AROUND_SETTINGS))
    area.setMinimumWidth(wanted.width())
    return area


def column(dialog: QDialog) -> QVBoxLayout:
    """The layout of a dialog: one thing below the other."""
    layout = QVBoxLayout(dialog)
    layout.setContentsMargins(*[theme.SPACE_WIDE + theme.SPACE] * 4)
    layout.setSpacing(theme.SPACE_WIDE)
    return layout


def buttons(dialog: QDialog, *, ok: str, cancel: str = "") -> QDialogButtonBox:
    """The buttons of a dialog, the one that goes on first."""
    box = QDialogButtonBox()
    accept = box.addButton(ok, QDialogButtonBox.ButtonRole.AcceptRole)
    accept.setProperty("role", "primary")
    accept.setDefault(True)
    if cancel:
        box.addButton(cancel, QDialogButtonBox.ButtonRole.RejectRole)
    box.accepted.connect(dialog.accept)
    box.rejected.connect(dialog.reject)
    return box


def _warning(why: str) -> QLabel:
    """What this system does not give, under the settings about it."""
    told = QLabel(f"{why[:1].upper()}{why[1:]}")
    told.setProperty("role", "due")
    told.setTextFormat(Qt.TextFormat.PlainText)
    told.setWordWrap(True)
    return told


def _widget_for(
    name: str, content: str, choices: tuple[str, ...], near: Surrounding
) -> QLineEdit | QComboBox | PasteKeysField:
    if name == "hotkey":
        return HotkeyField(content, near.judge_keys)
    if name == _ABOUT_PASTING:
        return PasteKeysField(content, near.programs)
    return _setting_widget(content, choices)


def _setting_widget(content: str, choices: tuple[str, ...]) -> QLineEdit | QComboBox:
    if not choices:
        return QLineEdit(content)
    box = ChoiceBox()
    for choice in choices:
        box.addItem(_(_CHOICE_LABELS.get(choice, choice)), choice)
    box.setCurrentIndex(max(0, box.findData(content)))
    return box


def _content(widget: QLineEdit | QComboBox | PasteKeysField) -> str:
    if isinstance(widget, QComboBox):
        return str(widget.currentData())
    return widget.text().strip()
