"""Every command of the window in one table; menu and list of keys are made from it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from csconsole.language import N_, _


@dataclass(frozen=True)
class Command:
    """One command of the window.

    Attributes:
        name: what the code calls it.
        text: what people call it, to be translated.
        keys: its key; empty where it has none.
        group: commands of a group stand together.
    """

    name: str
    text: str
    keys: str
    group: str


COMMANDS = (
    Command("search", N_("Search"), "Ctrl+F", "replies"),
    Command("copy", N_("Copy the filled-in text"), "Ctrl+Return", "replies"),
    Command("wording", N_("Another wording"), "F3", "replies"),
    Command("language", N_("Replies in the other language"), "F2", "replies"),
    Command("reading", N_("Search the words, or read them as a message"), "F4", "replies"),
    Command("next_stage", N_("Next stage"), "Ctrl+PgDown", "replies"),
    Command("previous_stage", N_("Previous stage"), "Ctrl+PgUp", "replies"),
    Command("favourite", N_("Favourite, or none any more"), "Ctrl+D", "lists"),
    Command("show_favourites", N_("Favourites"), "F5", "lists"),
    Command("show_recent", N_("Sent lately"), "F6", "lists"),
    Command("show_most_used", N_("Most used"), "F7", "lists"),
    Command("new_reply", N_("New reply…"), "Ctrl+Shift+N", "library"),
    Command("edit_reply", N_("Change the reply…"), "Ctrl+E", "library"),
    Command("duplicate_reply", N_("New reply from this one…"), "Ctrl+Shift+D", "library"),
    Command("move_reply", N_("Move…"), "Ctrl+M", "library"),
    Command("tag_reply", N_("Tags…"), "Ctrl+T", "library"),
    Command("date_reply", N_("Dates…"), "", "library"),
    Command("archive_reply", N_("Archive"), "Ctrl+Shift+Del", "library"),
    Command("history", N_("History of the reply…"), "Ctrl+H", "library"),
    Command("archive", N_("Show the archive…"), "", "library"),
    Command("proposals", N_("Proposals…"), "Ctrl+Shift+P", "library"),
    Command("care", N_("Care for the library…"), "Ctrl+Shift+L", "library"),
    Command("undo_change", N_("Undo the last change"), "Ctrl+Z", "undo"),
    Command("show_replies", N_("Replies"), "Alt+1", "pages"),
    Command("show_orders", N_("Orders"), "Alt+2", "pages"),
    Command("show_tickets", N_("Tickets"), "Alt+3", "pages"),
    Command("owed_today", N_("Owed today"), "Ctrl+Shift+O", "pages"),
    Command("attention", N_("Attention"), "Ctrl+Shift+A", "pages"),
    Command("show_day", N_("The day"), "Alt+4", "pages"),
    Command("self_check", N_("Self-check of today"), "F12", "day"),
    Command("sign_day", N_("Sign the day…"), "Ctrl+Shift+S", "day"),
    Command("plan", N_("Plan something…"), "Ctrl+Shift+K", "day"),
    Command("notices", N_("Notices…"), "Ctrl+Shift+J", "day"),
    Command("check_list", N_("What is checked…"), "", "day"),
    Command("to_send", N_("Orders to be sent"), "Ctrl+S", "order"),
    Command("take_copied", N_("The order that was copied"), "Ctrl+O", "order"),
    Command("order_panel", N_("To the order; away with it"), "F9", "order"),
    Command("note", N_("Write a note"), "Ctrl+K", "order"),
    Command("reveal", N_("Show phone and address, or mask them"), "Ctrl+R", "order"),
    Command("flag", N_("Flag…"), "Ctrl+Shift+F", "order"),
    Command("waybill", N_("Enter a waybill…"), "Ctrl+B", "order"),
    Command("confirm_order", N_("Confirm goods and recipient to the buyer"), "Ctrl+J", "order"),
    Command("buyer", N_("Tags of the buyer…"), "Ctrl+Shift+B", "order"),
    Command("forget_buyer", N_("Forget the buyer…"), "", "order"),
    Command("new_return", N_("New return"), "Ctrl+Shift+1", "ticket"),
    Command("new_exchange", N_("New exchange"), "Ctrl+Shift+2", "ticket"),
    Command("new_tracking", N_("New tracking"), "Ctrl+Shift+3", "ticket"),
    Command("new_recheck", N_("New quality recheck"), "Ctrl+Shift+4", "ticket"),
    Command("hand_over", N_("Hand over to the next agent…"), "Ctrl+Shift+H", "ticket"),
    Command("begin_talk", N_("Another buyer"), "Ctrl+N", "talk"),
    Command("close_talk", N_("Close the talk"), "Ctrl+W", "talk"),
    Command("next_talk", N_("Next talk"), "Ctrl+Tab", "talk"),
    Command("previous_talk", N_("Previous talk"), "Ctrl+Shift+Tab", "talk"),
    Command("agent", N_("Somebody else sits down…"), "F8", "people"),
    Command("agents", N_("Agents…"), "", "people"),
    Command("supervisor", N_("Supervisor…"), "", "people"),
    Command("products", N_("Products…"), "Ctrl+Shift+G", "orders"),
    Command("import_orders", N_("Import orders…"), "Ctrl+Shift+I", "orders"),
    Command("undo_orders", N_("Undo the last import of orders"), "", "orders"),
    Command("shops", N_("Shops…"), "", "orders"),
    Command("import", N_("Import a library…"), "Ctrl+I", "program"),
    Command("undo_import", N_("Undo the last import"), "", "program"),
    Command("palette", N_("Palette over the chat"), "", "program"),
    Command("side_mode", N_("Narrow strip beside the chat"), "Ctrl+Shift+M", "program"),
    Command("settings", N_("Settings…"), "Ctrl+,", "program"),
    Command("recovery_code", N_("Recovery code…"), "", "program"),
    Command("keys", N_("Keys"), "F1", "program"),
    Command("about", N_("About csconsole"), "", "program"),
    Command("quit", N_("Quit"), "Ctrl+Q", "program"),
)

# Groups that stand in a menu of their own, so that no menu is higher than a laptop's screen.
_INNER_MENUS = {
    "lists": N_("Library"),
    "library": N_("Library"),
    "order": N_("The order"),
    "ticket": N_("After-sales"),
    "orders": N_("Orders and products"),
    "people": N_("People"),
    "day": N_("The day"),
}

_OF_REPLIES = {"replies", "lists", "library"}
# What is done to the order beside the page; the other commands of its group lead to one.
_OF_ORDERS = {"order_panel", "note", "reveal", "flag", "waybill", "confirm_order", "buyer"}

# Keys that belong to a widget and not to the window; shown with the others.
WIDGET_KEYS = (
    (N_("Copy the chosen reply"), "Return"),
    (N_("Walk through the results"), "Up, Down, PgUp, PgDown"),
    (N_("Empty the search, then show all categories"), "Esc"),
    (N_("To the next field"), "Tab, Shift+Return"),
    (N_("To a talk by its place"), "Ctrl+1, Ctrl+9"),
    (N_("In the list: archive, move, tags, dates, history"), "Del, M, T, V, H"),
    (N_("In the list: mark several"), "Shift+Down, Ctrl+A"),
    (N_("In the editor: save, variables, emoji"), "Ctrl+S, {, Ctrl+."),
    (N_("Among the orders: into the talk, into a talk of its own"), "Return, Ctrl+Return"),
    (N_("In the order: copy what is looked at"), "Ctrl+C"),
    (N_("In the order: change, pin, history, remove, follow the parcel"), "E, P, H, Del, O"),
    (N_("Among the tickets: tier, owner, done, move"), "T, O, D, M"),
    (N_("Among the tickets: kept filters"), "Ctrl+L"),
    (N_("In what is owed: done, open the ticket"), "Space, Return"),
    (N_("In the self-check: answer, with a note, open, close"), "Space, N, Right, Left"),
    (N_("In the self-check: the day before, the next one, all days"), "Alt+Left, Alt+Right, Alt+D"),
    (N_("In the self-check: of which shop"), "Alt+P"),
    (N_("I have read the notice"), "Alt+Y"),
    (N_("Open the menu"), "F10"),
)


def make_actions(window: QWidget, doing: Mapping[str, Callable[[], None]]) -> dict[str, QAction]:
    """An action for each command, with its key at work in the window.

    Raises:
        KeyError: a command has nothing that it does.
    """
    actions: dict[str, QAction] = {}
    for command in COMMANDS:
        action = QAction(_(command.text), window)
        if command.keys:
            action.setShortcut(QKeySequence(command.keys))
        action.triggered.connect(lambda _on=False, do=doing[command.name]: do())
        window.addAction(action)
        actions[command.name] = action
    return actions


def fill_menu(menu: QMenu, actions: Mapping[str, QAction]) -> None:
    """Put every command into a menu, group by group; some groups are menus of their own."""
    inner: dict[str, QMenu] = {}
    last: dict[QMenu, str] = {}
    for command in COMMANDS:
        title = _INNER_MENUS.get(command.group, "")
        if title and title not in inner:
            inner[title] = menu.addMenu(_(title))
        target = inner[title] if title else menu
        if last.setdefault(target, command.group) != command.group:
            target.addSeparator()
        last[target] = command.group
        target.addAction(actions[command.name])


def enable_for_page(actions: Mapping[str, QAction], page: str) -> None:
    """Let the commands of the replies rest while another page is shown: nobody would see it."""
    for command in COMMANDS:
        if command.group in _OF_REPLIES and command.name != "search":
            actions[command.name].setEnabled(page == "replies")
        if command.name in _OF_ORDERS:
            actions[command.name].setEnabled(page in {"replies", "orders"})


def key_list() -> list[tuple[str, str]]:
    """Every key with what it does, for the list of keys."""
    native = QKeySequence.SequenceFormat.NativeText
    shown = [
        (_(command.text), QKeySequence(command.keys).toString(native))
        for command in COMMANDS
        if command.keys
    ]
    own = [
        (_(text), ", ".join(QKeySequence(key).toString(native) for key in keys.split(", ")))
        for text, keys in WIDGET_KEYS
    ]
    return own + shown
