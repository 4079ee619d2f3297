"""What is said of the product that a buyer wants instead: its name, and how many there are."""

from PySide6.QtCore import QObject, QTimer

from csconsole.desktop.jobs import Jobs
from csconsole.desktop.tickets.form.form import TicketForm
from csconsole.desktop.tickets.form_state import Said
from csconsole.language import _
from csconsole.orders.products.model import Product, Standing

_FIELD = "wanted_sku"
_ASKED_AFTER_MS = 200  # after the last key
_TONES = {Standing.SOLD_OUT: "due", Standing.LOW: "due"}


class WantedProduct(QObject):
    """Looks the wanted product up while its SKU is typed."""

    def __init__(self, form: TicketForm, jobs: Jobs) -> None:
        super().__init__(form)
        self._form, self._jobs = form, jobs
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_ASKED_AFTER_MS)
        self._timer.timeout.connect(self.look)
        form.typed.connect(self._timer.start)

    def look(self) -> None:
        """Look the product up that stands in the form now."""
        state = self._form.state
        if _FIELD not in state.names():
            return
        text = state.text(_FIELD).strip()
        if text:
            self._jobs.run(
                lambda workspace: workspace.ticket_forms.wanted(text),
                lambda product: self._show(text, product),
            )

    def _show(self, text: str, product: Product | None) -> None:
        state = self._form.state
        if _FIELD in state.names() and state.text(_FIELD).strip() == text:
            state.remark(_FIELD, text, told(product))
            self._form.tell(_FIELD)


def told(product: Product | None) -> Said:
    """What is said of a product: its name and its stock."""
    if product is None:
        return Said(_("no product of the shop has this SKU"))
    if product.stock is None:
        stock = _("stock not known")
    elif product.stock <= 0:
        stock = _("sold out")
    else:
        stock = _("{count} in stock").format(count=product.stock)
    words = " · ".join(filter(None, (product.name, stock)))
    return Said(words, _TONES.get(product.standing, "quiet"))
