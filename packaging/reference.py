"""Write the parts of the documentation that are read off the code.

python packaging/reference.py            # cli.md, variables.md, settings.md, workflows.md in docs
python packaging/reference.py --check    # only say whether that would change anything
"""

import inspect
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import click
import workflow_diagrams

from csconsole.cli.main import commands
from csconsole.desktop.actions import COMMANDS, WIDGET_KEYS
from csconsole.replies.wording import DATE_LETTERS, MOMENTS
from csconsole.replies.words import words
from csconsole.settings import Settings

DOCS = Path(__file__).resolve().parent.parent / "docs"
MADE = "<!-- Made by packaging/reference.py from the code; change it there. -->"


def command_line() -> Iterator[str]:
    """docs/cli.md."""
    yield "# The command line\n"
    yield MADE + "\n"
    yield (
        "`./run COMMAND …` in a checkout, `csconsole COMMAND …` where it is installed. Without a "
        "command the window opens.\n"
    )
    yield (
        "Every command takes `--data-dir DIR` (also CSCONSOLE_DATA_DIR; default: the system's "
        "usual folder) and `--json` (one JSON document on standard output and nothing else), "
        "before or behind its name. CSCONSOLE_PASSPHRASE opens data that is locked with a "
        "passphrase. Output is UTF-8. Exit status: 0 done; 1 the input was refused or something "
        "was not found, with one line on standard error; 2 wrong usage.\n"
    )
    for path, command in _commands(commands, ""):
        yield f"## `{path}`\n"
        yield f"{command.help}\n"
        told = inspect.cleandoc(command.callback.__doc__ or "").partition("\n\n")[2]
        if told:
            yield f"{told}\n"
        options = [_option(one) for one in command.params if isinstance(one, click.Option)]
        known = [line for line in options if "--json" not in line and "--data-dir" not in line]
        if known:
            yield "\n".join(known) + "\n"


def variables() -> Iterator[str]:
    """docs/variables.md."""
    yield "# What a reply can name\n"
    yield MADE + "\n"
    yield "The grammar stands in [library-file.md](library-file.md).\n"
    yield "| in braces | 中文 | English |\n|---|---|---|"
    for name, texts in words().values.items():
        yield f"| `{{{name}}}` | {texts['zh']} | {texts['en']} |"
    for name in MOMENTS:
        yield f"| `{{{name}}}` | the clock, can be shifted: `{{{name}+3d}}` | |"
    letters = ", ".join(f"`%{letter}`" for letter in DATE_LETTERS)
    yield f"\nLetters of a pattern, as in `{{date+3d:%m月%d日}}`: {letters}.\n"


def settings() -> Iterator[str]:
    """docs/settings.md."""
    yield "# Settings and keys\n"
    yield MADE + "\n"
    yield "Settings belong to a device and lie in `settings.json` in its config folder.\n"
    yield "| key | what it is | default | choices |\n|---|---|---|---|"
    for setting in fields(Settings):
        told = setting.metadata
        choices = ", ".join(told["choices"])
        yield f"| `{setting.name}` | {told['description']} | {setting.default} | {choices} |"
    yield "\n| key on the keyboard | what it does |\n|---|---|"
    for text, keys in WIDGET_KEYS:
        yield f"| {keys} | {text} |"
    for command in COMMANDS:
        if command.keys:
            yield f"| {command.keys} | {command.text} |"
    yield ""


def _commands(group: click.Group, before: str) -> Iterator[tuple[str, click.Command]]:
    for name, command in sorted(group.commands.items()):
        if isinstance(command, click.Group):
            yield from _commands(command, f"{before}{name} ")
        else:
            arguments = [
                parameter.make_metavar(click.Context(command))
                for parameter in command.params
                if isinstance(parameter, click.Argument)
            ]
            yield " ".join([f"{before}{name}", *arguments]), command


def _option(option: click.Option) -> str:
    value = "" if option.is_flag else f" {option.make_metavar(click.Context(click.Command('x')))}"
    shown = f" (default {option.default})" if option.show_default else ""
    return f"- `{option.opts[0]}{value}`: {option.help}{shown}"


def main() -> int:
    """Write the files, or check that they are up to date."""
    checking = "--check" in sys.argv[1:]
    stale = []
    made = {
        "cli.md": command_line,
        "variables.md": variables,
        "settings.md": settings,
        "workflows.md": workflow_diagrams.lines,
    }
    for name, lines in made.items():
        text = "\n".join(lines()).rstrip("\n") + "\n"
        path = DOCS / name
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale.append(name)
        if not checking:
            path.write_text(text, encoding="utf-8")
    for name in stale:
        print("docs/" + name, "is out of date" if checking else "was written")
    return 1 if checking and stale else 0


if __name__ == "__main__":
    sys.exit(main())
