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


def complain(text: str) -> None:
    """A line on stderr."""
    click.echo(f"csconsole: {text}", err=True)
