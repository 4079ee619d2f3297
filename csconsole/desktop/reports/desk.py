"""The issue tables in the window, put together."""

from datetime import datetime

from csconsole.desktop.order_import.imports import Surroundings
from csconsole.desktop.reports.exporting import WhenAllowed
from csconsole.desktop.reports.view import ReportsView


def make_tables(around: Surroundings, allow: WhenAllowed) -> ReportsView:
    """The view; `allow` asks for the supervisor where personal data is to be whole."""
    view = ReportsView(_now, around.jobs, around.notices, around.places, around.passphrase)
    view.exporting.allow = allow
    return view


def _now() -> datetime:
    """The moment, in this machine's time zone."""
    return datetime.now().astimezone()
