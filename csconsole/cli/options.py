"""The options that every command takes, before or behind its name."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from csconsole.language import N_, _
from csconsole.storage.places import Places, places
from csconsole.workspace.doctor import key_warning
from csconsole.workspace.workspace import Workspace, open_workspace

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass
class Session:
    """What a command line asked for, shared by its commands."""

    data_dir: Path | None = None
    json: bool = False

    @property
    def places(self) -> Places:
        """The folders that are worked on."""
        return places(self.data_dir)

    @property
    def passphrase(self) -> str | None:
        """The store's passphrase, where one was given."""
        return os.environ.get("CSCONSOLE_PASSPHRASE") or None

    def open(self) -> Workspace:
        """Open the workspace, closed again when the command ends; its warnings go to stderr."""
        workspace = open_workspace(self.places, self.passphrase, library_when_needed=True)
        click.get_current_context().call_on_close(workspace.close)
        workspace.people.offer(os.environ.get("CSCONSOLE_SUPERVISOR", ""))
        agent = os.environ.get("CSCONSOLE_AGENT")
        if agent:
            workspace.people.sit_down(agent, os.environ.get("CSCONSOLE_PIN", ""))
        warning = key_warning(workspace.keeper)
        if warning:
            click.echo(f"csconsole: {warning}", err=True)
        if workspace.is_new:
            click.echo(
                "csconsole: "
                + _("a new store was made in {folder}; print its recovery code: {command}").format(
                    folder=self.places.data, command="csconsole recovery-code"
                ),
                err=True,
            )
        return workspace


def session() -> Session:
    """The session of the command that is running."""
    return click.get_current_context().ensure_object(Session)


def common(command: Command) -> Command:
    """Give a command the options that every command takes."""
    data_dir = click.option(
        "--data-dir",
        type=click.Path(file_okay=False, path_type=Path),
        envvar="CSCONSOLE_DATA_DIR",
        expose_value=False,
        callback=_remember_folder,
        help=N_("Folder of the data (default: the system's usual one)."),
    )
    as_json = click.option(
        "--json",
        is_flag=True,
        expose_value=False,
        callback=_remember_json,
        help=N_("Print one JSON document and nothing else."),
    )
    return as_json(data_dir(command))


def _remember_folder(context: click.Context, parameter: click.Parameter, value: Path) -> None:
    """Take the folder; one from the environment does not replace one that was written."""
    asked = context.ensure_object(Session)
    source = context.get_parameter_source(parameter.name or "")
    given = source is not ParameterSource.ENVIRONMENT
    if value is not None and (given or asked.data_dir is None):
        asked.data_dir = value


def _remember_json(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001  (click's own form)
    if value:
        context.ensure_object(Session).json = True
