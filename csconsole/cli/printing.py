"""Printing what a command found: JSON for programs, lines for people."""

import json
import sys
from typing import Any

import click


def print_json(document: Any) -> None:
    """One JSON document on one line or several, in UTF-8."""
    click.echo(json.dumps(document, ensure_ascii=False, indent=2))


def print_json_line(document: Any) -> None:
    """One JSON document on a line of its own, flushed for whoever reads along."""
    click.echo(json.dumps(document, ensure_ascii=False))
    sys.stdout.flush()


def say(text: str = "") -> None:
    """A line for people."""
    click.echo(text)


class ProgressLines:
    """Says on standard error how far something has come, a thousand times at most."""

    def __init__(self) -> None:
        self._told = -1

    def __call__(self, share: float) -> None:
        """Say a share, from 0 to 1, where it is another one than before."""
        thousandths = int(1000 * share)
        if thousandths > self._told:
            self._told = thousandths
            click.echo(f"progress {thousandths / 1000:.3f}", err=True)


def complain(text: str) -> None:
    """A line on stderr."""
    click.echo(f"csconsole: {text}", err=True)
