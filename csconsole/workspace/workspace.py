"""The workspace: one open store with the features on it, for the window and the command line."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from csconsole import language
from csconsole import settings as settings_file
from csconsole.orders.model import Order, Waybill
from csconsole.orders.notes import Notes
from csconsole.orders.orders import Orders
from csconsole.orders.products.products import Products
from csconsole.orders.products.store import TABLES as PRODUCT_TABLES
from csconsole.orders.store import TABLES as ORDER_TABLES
from csconsole.people.people import People
from csconsole.people.store import TABLES as PEOPLE_TABLES
from csconsole.replies.editing import Editing
from csconsole.replies.favourites import Favourites
from csconsole.replies.library import ReplyLibrary
from csconsole.replies.model import UndoneImport, UnknownColumns
from csconsole.replies.moving import undo_import, unknown_columns
from csconsole.replies.pastes import Pastes
from csconsole.replies.pictures import Pictures
from csconsole.replies.proposals import Proposals
from csconsole.replies.reviewing import Review
from csconsole.replies.store import TABLES as REPLY_TABLES
from csconsole.reports.reports import Reports
from csconsole.selfcheck.store import TABLES as SELFCHECK_TABLES
from csconsole.settings import Settings
from csconsole.storage.attachments import Attachments
from csconsole.storage.backup import back_up
from csconsole.storage.connection import speaking_to_users
from csconsole.storage.keys import Keeper
from csconsole.storage.places import Places
from csconsole.storage.restoring import Restored, Secrets, restore
from csconsole.storage.store import Store, open_store, unlock_with_code
from csconsole.storage.verifying import Verified, verify
from csconsole.talks.keeping import KeptTalks
from csconsole.tickets.after_sales import AfterSales, after_sales
from csconsole.tickets.evidence import Evidence
from csconsole.tickets.evidence_store import TABLES as EVIDENCE_TABLES
from csconsole.tickets.forgetting import TicketsOfOrders
from csconsole.tickets.importing import TicketImport
from csconsole.tickets.store import TABLES as TICKET_TABLES
from csconsole.tickets.tickets import Tickets
from csconsole.tickets.working import TicketWork
from csconsole.workspace.order_values import courier_name, order_values
from csconsole.workspace.platform_tickets import PlatformTickets
from csconsole.workspace.privacy import Privacy, guard_privacy
from csconsole.workspace.selfchecking import DayWork, SelfCheckRow, day_work, selfcheck_rows
from csconsole.workspace.talk_context import personal_parts
from csconsole.workspace.ticket_cards import TicketCards
from csconsole.workspace.ticket_forms import TicketForms
from csconsole.workspace.ticket_replies import TicketReplies

FEATURES = (
    PEOPLE_TABLES, REPLY_TABLES, ORDER_TABLES, PRODUCT_TABLES, TICKET_TABLES, EVIDENCE_TABLES,
    SELFCHECK_TABLES,
)  # fmt: skip


_SEVERAL = 2


@dataclass
class Workspace:
    """What the front ends hold; used from the thread that opened it.

    Attributes:
        people: the agents, and the supervisor.
        replies: the library.
        editing: changes it by hand.
        proposals: what agents propose for it.
        favourites: what the agent at this desk has marked and sent lately.
        review: what there is to be cleaned up in the library.
        orders: what the platforms export, found and shown.
        notes: what agents write on orders and buyers.
        tickets: the after-sales cases, found and looked at.
        ticket_work: what an agent does on them.
        platform_tickets: opens tickets out of the platforms' refund sheets.
        ticket_forms: begins the forms of new tickets.
        ticket_replies: the replies that fit a ticket, filled in.
        cards: the cards that travel with returned parcels.
        evidence: the photos and files on them.
        privacy: guards the buyers' personal data.
        after_sales: what is done with them beyond that, from splitting to handing over.
        talks: keeps the open talks over a restart.
        pictures: the pictures of replies.
        pastes: how much time the palette has saved.
        products: what the shop sells.
        day: the end of the day: self-check, plans, notices, sign-off.
        settings: the settings of this device.
    """

    places: Places
    settings: Settings
    people: People
    replies: ReplyLibrary
    editing: Editing
    proposals: Proposals
    favourites: Favourites
    review: Review
    orders: Orders
    notes: Notes
    tickets: Tickets
    ticket_work: TicketWork
    platform_tickets: PlatformTickets
    ticket_forms: TicketForms
    ticket_replies: TicketReplies
    cards: TicketCards
    evidence: Evidence
    privacy: Privacy
    after_sales: AfterSales
    talks: KeptTalks
    pictures: Pictures
    pastes: Pastes
    products: Products
    day: DayWork
    _store: Store

    @property
    def is_new(self) -> bool:
        """Whether the store was made by this opening."""
        return self._store.new

    @property
    def keeper(self) -> Keeper:
        """Who keeps the key of the store."""
        return self._store.keeper

    @property
    def reports(self) -> Reports:
        """The issue tables, as the settings have them."""
        return Reports(
            self._store,
            self.people,
            self.settings,
            self.replies,
            lambda first, last, shop: self.selfcheck_rows(
                first, last, self.settings.report_language, shop
            ),
        )

    def day_of_shop(self, name: str = "") -> DayWork:
        """The days of the shop of a name, those of all shops where none is named.

        The days of the only shop are those of all.

        Raises:
            NotFoundError: there is no shop of that name.
        """
        shop = self.orders.shops.named(name)[0].id if name.strip() else ""
        return self.day if len(self.orders.shops.all()) < _SEVERAL else self.day.of_shop(shop)

    def selfcheck_rows(
        self, first: date, last: date, spoken: str = "", shop: str = ""
    ) -> list[SelfCheckRow]:
        """The self-check of some days, for a sheet in `zh` or `en`.

        Of all shops together, with the days that single shops have signed, or of one alone.
        """
        now, several = self.now(), self.orders.shops.all()
        name = shop or (several[0].name if len(several) == 1 else "")
        day = self.day_of_shop(shop)
        rows = selfcheck_rows(day, first, last, now, spoken, shop=name)
        for one in several if not name else ():
            own = self.day.of_shop(one.id)
            rows += selfcheck_rows(own, first, last, now, spoken, shop=one.name, signed_alone=True)
        return sorted(rows, key=lambda row: row.date)

    def values(self, order: Order | None = None, spoken: str = "zh") -> dict[str, str]:
        """The named values that are known: who is at the desk, which shop, what an order tells."""
        known = {"agent": self.people.agent, "shop": self.settings.shop}
        of_order = order_values(order, spoken) if order else {}
        return {name: value for name, value in {**known, **of_order}.items() if value}

    def courier_name(self, waybill: Waybill) -> str:
        """Who carries a parcel, in the program's language; "" where nobody knows."""
        return courier_name(waybill, language.chosen().split("_", maxsplit=1)[0])

    def recovery_code(self) -> str | None:
        """The recovery code, if nobody has confirmed yet that it was written down."""
        return self._store.recovery_code()

    def recovery_code_seen(self) -> None:
        """The code was written down: it is kept nowhere any more."""
        self._store.recovery_code_seen()

    def renew_recovery_code(self) -> str:
        """A new recovery code; the old one opens only older backups from now on."""
        return self._store.renew_recovery_code()

    def set_passphrase(self, passphrase: str | None) -> Keeper:
        """Lock the store with a passphrase, or give its key back to this machine (None)."""
        return self._store.set_passphrase(passphrase)

    def back_up(self, folder: Path | None = None) -> Path:
        """Make a backup in a folder, or the usual one; returns the file."""
        return back_up(self._store, folder or self.places.backups)

    def verify(self) -> Verified:
        """Prove that the store is what was once written."""
        found = verify(self._store)
        if found.problems:
            return found  # a store with faults cannot be asked any more
        return replace(found, problems=tuple(self.day.signing.doubts()))

    def change_settings(self, **values: str) -> Settings:
        """Change settings of this device and keep them.

        Raises:
            SupervisorNeededError: how long orders are kept is for the supervisor to say.
        """
        if values.get("retention_days", self.settings.retention_days) != (
            self.settings.retention_days
        ):
            self.people.require_supervisor()
        if values.get("agent", self.people.agent) != self.people.agent:
            self.people.name_desk(values["agent"])
        self.settings = settings_file.changed(self.settings, **values)
        settings_file.save(self.places.settings, self.settings)
        self.replies.learning.use_meaning(wanted=self.settings.suggest_by == "meaning")
        return self.settings

    def learn(self, message: str, reply_id: str, order_id: str = "") -> None:
        """Remember that the agent at this desk answered a buyer's message with a reply.

        What the order tells of the buyer is not remembered with it.
        """
        order = self.orders.by_id(order_id) if order_id else None
        known = personal_parts(order) if order else ()
        self.replies.learning.learn(message, reply_id, agent=self.people.agent, known=known)

    def sit_down(self, name: str, pin: str = "") -> None:
        """Let an agent take the desk, now and at the next start.

        Raises:
            UserError: nobody of this name works here, or it is not the agent's PIN.
        """
        agent = self.people.sit_down(name, pin)
        self.replies.learning.desk_changed()
        self.change_settings(agent=agent.name)

    def unknown_columns(self, paths: Sequence[Path]) -> UnknownColumns | None:
        """The first sheet of which a person must say which column holds what; None for none.

        Raises:
            BadInputError: a file cannot be read.
        """
        return unknown_columns(paths)

    def undo_import(self, action: str = "") -> UndoneImport:
        """Take an import of replies back, the last one where none is named.

        Raises:
            NotFoundError: there is none, or it was taken back already.
            SupervisorNeededError: nobody has shown to be the supervisor.
        """
        self.people.require_supervisor()
        undone = undo_import(self._store, action, self.people.agent)
        self.replies.reload()
        return undone

    def now(self) -> datetime:
        """The moment, in this machine's time zone."""
        return datetime.now().astimezone()

    def close(self) -> None:
        """Close the store."""
        self._store.close()


def open_workspace(
    places: Places, passphrase: str | None = None, *, library_when_needed: bool = False
) -> Workspace:
    """Open the store in `places` (made and filled where there is none) and its features.

    The library is read at once, so that other threads can search in it; or only when somebody asks
    for it, which must be the thread that opened the store.

    Raises:
        UserError: it cannot be opened; the message says why and what to do.
    """
    settings = settings_file.load(places.settings)
    store = open_store(places, FEATURES, passphrase)
    try:
        with speaking_to_users(places.database):
            workspace = _workspace(places, settings, store)
            if not library_when_needed:
                workspace.replies.read()
            return workspace
    except BaseException:
        store.close()
        raise


def _workspace(places: Places, settings: Settings, store: Store) -> Workspace:
    """The features on an open store."""
    people = People(store, settings.agent)
    library = ReplyLibrary(store, people.require_supervisor)
    library.learning.use_meaning(wanted=settings.suggest_by == "meaning")
    editing = Editing(store, library, people)
    tickets = Tickets(store)
    orders = Orders(store, people)
    ticket_work = TicketWork(store, tickets, people)
    products = Products(store)
    cases = PlatformTickets(store, TicketImport(store, tickets, people))
    return Workspace(
        places=places,
        settings=settings,
        people=people,
        replies=library,
        editing=editing,
        proposals=Proposals(store, library, editing, people),
        favourites=Favourites(store, people),
        review=Review(store, library),
        orders=orders,
        notes=Notes(store, people),
        tickets=tickets,
        ticket_work=ticket_work,
        platform_tickets=cases,
        ticket_forms=TicketForms(tickets, ticket_work, cases, orders, products),
        ticket_replies=TicketReplies(library),
        cards=TicketCards(store, tickets, orders),
        evidence=Evidence(store, tickets, people),
        privacy=guard_privacy(store, people, orders, library, [TicketsOfOrders(store)]),
        after_sales=after_sales(store, ticket_work.desk, people),
        talks=KeptTalks(store),
        pictures=Pictures(Attachments(store)),
        pastes=Pastes(store, people),
        products=products,
        day=day_work(store, people, library, products),
        _store=store,
    )


def restore_backup(places: Places, path: Path, secrets: Secrets) -> Restored:
    """Put a backup in the place of the present store, which is kept."""
    return restore(places, path, FEATURES, secrets)


def unlock(places: Places, code: str, passphrase: str | None = None) -> None:
    """Find the lost key of the store in `places` again, by its recovery code."""
    unlock_with_code(places, code, passphrase)
