"""The shops of this store, to give them better names."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QDialog, QHeaderView, QLabel, QPushButton, QWidget

from csconsole.desktop.dialogs import buttons, column
from csconsole.desktop.jobs import Jobs
from csconsole.desktop.locale_texts import number_text
from csconsole.desktop.notices import Notices
from csconsole.desktop.order_import.names import platform_name
from csconsole.desktop.order_import.tables import CopyableTable
from csconsole.errors import UserError
from csconsole.language import _
from csconsole.orders.model import Shop
from csconsole.workspace.workspace import Workspace

_SIZE = (480, 320)
_NAME = 0


class ShopsDialog(QDialog):
    """Every shop with its platform and how many orders it has; names are changed in place.

    Signals:
        changed: a shop has another name.
    """

    changed = Signal()

    def __init__(self, jobs: Jobs, notices: Notices, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("Shops"))
        self._jobs, self._notices = jobs, notices
        self.table = CopyableTable(_("Shops"))
        self.table.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self._model = QStandardItemModel(self)
        self.table.setModel(self._model)
        self._told = QLabel()
        self._told.setProperty("role", "quiet")
        self._told.setWordWrap(True)
        layout = column(self)
        layout.addWidget(self.table, stretch=1)
        layout.addWidget(self._told)
        closing = buttons(self, ok=_("Close"))
        for button in closing.findChildren(QPushButton):  # Enter ends a name, and nothing else
            button.setAutoDefault(False)
            button.setDefault(False)
        layout.addWidget(closing)
        self.resize(min(_SIZE[0], parent.width()), min(_SIZE[1], parent.height()))
        self._model.itemChanged.connect(self._on_renamed)
        self._show()

    def _show(self) -> None:
        self._jobs.run(_shops, self._on_known, self._notices.complain)

    def _on_known(self, shops: list[tuple[Shop, int]]) -> None:
        self._model.blockSignals(True)  # noqa: FBT003  (Qt's own form)
        self._model.clear()
        self._model.setHorizontalHeaderLabels([_("Name"), _("Platform"), _("Orders")])
        for shop, count in shops:
            name = QStandardItem(shop.name)
            name.setData(shop.id)
            others = [
                QStandardItem(platform_name(shop.platform)),
                QStandardItem(number_text(count)),
            ]
            others[1].setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            for one in others:
                one.setEditable(False)
            self._model.appendRow([name, *others])
        self._model.blockSignals(False)  # noqa: FBT003
        self._model.layoutChanged.emit()
        head = self.table.horizontalHeader()
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_NAME, QHeaderView.ResizeMode.Stretch)
        self._told.setText(
            _("F2 changes a name.") if shops else _("The first import of orders makes a shop.")
        )
        if shops:
            self.table.setCurrentIndex(self._model.index(0, _NAME))

    def _on_renamed(self, item: QStandardItem) -> None:
        shop, name = str(item.data()), item.text()

        def ended(_action: object) -> None:
            self._show()
            self.changed.emit()

        def refused(error: UserError) -> None:
            self._show()
            self._notices.complain(error)

        self._jobs.run(
            lambda workspace: workspace.orders.shops.rename(shop, name, workspace.people.agent),
            ended,
            refused,
        )


def _shops(workspace: Workspace) -> list[tuple[Shop, int]]:
    counts = workspace.orders.shops.counts()
    return [(shop, counts.get(shop.id, 0)) for shop in workspace.orders.shops.all()]
