"""`replies check` and `replies wording`: what must not, or should not, be sent."""

from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import click

from csconsole.cli.lines import lines_of
from csconsole.cli.options import common, session
from csconsole.cli.printing import print_json, say
from csconsole.language import N_, _
from csconsole.replies.checking.model import Finding, LibraryFinding, Severity, ShopWord
from csconsole.replies.checking.telling import advice, reason, severity_label

_COLOURS = {Severity.FORBIDDEN: "red", Severity.RISKY: "yellow", Severity.STYLE: "cyan"}


@click.command(help=N_("Check a text, a file, or with neither the whole library."))
@click.argument("text", required=False)
@click.option(
    "--file",
    "path",
    type=click.Path(path_type=Path, allow_dash=True),
    metavar="FILE",
    help=N_("A file to be checked as one text (- for standard input)."),
)
@common
def check(text: str | None, path: Path | None) -> None:
    """Check a text, a file or the library.

    JSON: a list of `{word, start, end, rule, severity, advice, why}`; `start` and `end` count
    code points, `severity` is `forbidden`, `risky` or `style`. Of the library each finding also
    has `id`, `language` and `field` (`title`, `text`, `variants[0]`), and `start` and `end`
    count in the text with its variables. The exit status is 0 whatever was found.
    """
    if text is not None and path is not None:
        raise click.UsageError(_("give a TEXT or --file FILE, not both"))
    checking = session().open().replies.wording_check
    if text is None and path is None:
        _report_library(list(checking.lint()))
        return
    written = text if text is not None else "\n".join(lines_of(path or Path("-")))
    found = checking.check(written)
    if session().json:
        print_json([finding_as_json(one) for one in found])
        return
    for finding in found:
        _show(finding, written)
    say(_summary(found))


@click.group(help=N_("The shop's own list of words for the check."))
@common
def wording() -> None:
    """The group of commands about the shop's own list."""


@wording.command(help=N_("Put a word on the list, or change it there."))
@click.argument("word")
@click.option(
    "--severity",
    type=click.Choice([one.value for one in Severity]),
    default=Severity.FORBIDDEN.value,
    show_default=True,
    help=N_("How much it matters; harmless leaves the word alone."),
)
@click.option("--because", default="", metavar="TEXT", help=N_("Why it is on the list."))
@click.option("--better", default="", metavar="TEXT", help=N_("What to write instead."))
@common
def add(word: str, severity: str, because: str, better: str) -> None:
    """Put a word on the shop's own list.

    JSON: `{id, word, severity, because, better}`.
    """
    workspace = session().open()
    added = workspace.replies.wording_check.add(
        word,
        Severity(severity),
        because=because,
        better=better,
    )
    if session().json:
        print_json(_word_as_json(added))
    else:
        say(_("{word} is on the shop's list now.").format(word=added.word))


@wording.command(help=N_("Take a word off the list."))
@click.argument("word")
@common
def remove(word: str) -> None:
    """Take a word, named by itself or by its id, off the shop's own list.

    JSON: `{id, word, severity, because, better}`.
    """
    workspace = session().open()
    removed = workspace.replies.wording_check.remove(word)
    if session().json:
        print_json(_word_as_json(removed))
    else:
        say(_("{word} is off the shop's list.").format(word=removed.word))


@wording.command("list", help=N_("Show the list."))
@common
def list_() -> None:
    """Show the shop's own list.

    JSON: a list of `{id, word, severity, because, better}`.
    """
    words = session().open().replies.wording_check.shop_words()
    if session().json:
        print_json([_word_as_json(one) for one in words])
        return
    for one in words:
        told = (severity_label(one.severity), one.because, one.better)
        say("  ".join((click.style(one.word, bold=True), *filter(None, told))))
    if not words:
        say(_("The shop's list is empty."))


def finding_as_json(finding: Finding) -> dict[str, Any]:
    """A finding with the keys of the contract."""
    return {
        "word": finding.word,
        "start": finding.start,
        "end": finding.end,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "advice": advice(finding),
        "why": reason(finding),
    }


def _report_library(found: list[LibraryFinding]) -> None:
    if session().json:
        print_json(
            [
                {
                    "id": one.reply_id,
                    "language": one.language,
                    "field": one.field,
                    **finding_as_json(one.finding),
                }
                for one in found
            ]
        )
        return
    for one in found:
        place = f"{one.reply_id} · {one.language} · {one.field}"
        say(f"{place}  {_told(one.finding)}")
    say(_summary(one.finding for one in found))


def _show(finding: Finding, text: str) -> None:
    line = text.count("\n", 0, finding.start) + 1
    column = finding.start - text.rfind("\n", 0, finding.start)
    say(f"{line}:{column}  {_told(finding)}")


def _told(finding: Finding) -> str:
    severity = click.style(severity_label(finding.severity), fg=_COLOURS[finding.severity])
    word = click.style(" ".join(finding.word.split()), bold=True)
    hint = advice(finding)
    return f"{severity}  {word}  {reason(finding)}" + (f" → {hint}" if hint else "")


def _summary(found: Iterable[Finding]) -> str:
    counts = Counter(one.severity for one in found)
    return _("Found: {forbidden} forbidden, {risky} risky, {style} of style.").format(
        forbidden=counts[Severity.FORBIDDEN],
        risky=counts[Severity.RISKY],
        style=counts[Severity.STYLE],
    )


def _word_as_json(word: ShopWord) -> dict[str, str]:
    return {
        "id": word.id,
        "word": word.word,
        "severity": word.severity.value,
        "because": word.because,
        "better": word.better,
    }
