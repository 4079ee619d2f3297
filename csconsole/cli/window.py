"""Opening the window, and the palette of a program that runs already."""

import click

from csconsole import language, settings
from csconsole.cli.options import Session, common, session
from csconsole.cli.printing import print_json_line, say
from csconsole.errors import UserError
from csconsole.language import N_, _
from csconsole.workspace.doctor import has_screen


@click.command(help=N_("Open the palette over the window that has the keyboard."))
@common
def palette() -> None:
    """Open the palette of the running program; where none runs, start it with the palette.

    For desktops that give no program a key from everywhere: bind this command to a key in the
    desktop's own settings.

    JSON: `{palette}`: `shown` by the program that runs already, or `started` with one of its own,
    which then goes on until its window is closed.
    """
    click.get_current_context().exit(open_window(session(), palette=True))


def open_window(asked: Session, *, palette: bool = False) -> int:
    """Bring the window of the running program to the front, or start it; the exit status.

    Raises:
        UserError: there is no display, or the settings or the store cannot be opened.
    """
    if not has_screen():
        raise UserError(
            _("there is no display for the window"),
            hint=_("use the command line: csconsole --help, for example csconsole search 退货运费"),
        )
    chosen = settings.load(asked.places.settings).language
    if chosen != "system":
        language.choose([chosen])
    # Qt takes its time to load and may be missing altogether: no other command needs it.
    from csconsole.desktop.running import Wish, hand_over  # noqa: PLC0415

    wish = Wish.PALETTE if palette else Wish.WINDOW
    is_running = hand_over(asked.places, wish)
    if palette:
        _tell(asked, is_running=is_running)
    if is_running:
        return 0
    from csconsole.desktop.application import run_window  # noqa: PLC0415

    return run_window(asked.places, asked.passphrase, wish)


def _tell(asked: Session, *, is_running: bool) -> None:
    if asked.json:
        print_json_line({"palette": "shown" if is_running else "started"})
    elif not is_running:
        say(_("The program was not running and is started."))
