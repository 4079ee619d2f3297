"""The category of a foreign entry: its groups and folders, under the stage that they tell."""

import re
from collections.abc import Sequence
from functools import cache

from csconsole.replies.formats.wordlist import comparable, word_list
from csconsole.replies.model import CATEGORY_SEPARATOR, STAGES
from csconsole.replies.words import words

_PARTED = re.compile(r"[/\\>＞／]+")
_DEEPEST = 5
_LONGEST_PART = 60
_JOINT = "-_—–:：·. 、"


def category(folders: Sequence[str]) -> str:
    """The path of a category; the stage first where one of the names tells it."""
    parts = [part for name in folders for part in map(_cleaned, _PARTED.split(name)) if part]
    stage = ""
    rest: list[str] = []
    for part in parts[:_DEEPEST]:
        found, behind = ("", part) if stage else _stage_of(part)
        stage = stage or found
        if behind:
            rest.append(behind)
    known = _known().get(comparable(rest[0]), ()) if rest else ()
    fitting = [
        path for path in known if path.startswith(f"{stage}{CATEGORY_SEPARATOR}" if stage else "")
    ]
    if len(fitting) == 1:
        return CATEGORY_SEPARATOR.join([fitting[0], *rest[1:]])
    return CATEGORY_SEPARATOR.join([stage, *rest] if stage else rest)


def _stage_of(part: str) -> tuple[str, str]:
    """The stage that a name begins with, and what stands behind it."""
    stages = word_list().stages
    if comparable(part) in stages:
        return stages[comparable(part)], ""
    for synonym, stage in stages.items():
        if not synonym.isascii() and part.startswith(synonym):
            return stage, part[len(synonym) :].strip(_JOINT)
    head, joint, behind = part.partition("-")
    if joint and comparable(head) in stages:
        return stages[comparable(head)], behind.strip(_JOINT)
    return "", part


def _cleaned(name: str) -> str:
    return " ".join(name.split())[:_LONGEST_PART].strip()


@cache
def _known() -> dict[str, tuple[str, ...]]:
    """The categories that have labels, by name and label; the stages are told apart before."""
    found: dict[str, list[str]] = {}
    for path, labels in words().categories.items():
        if path not in STAGES:
            for name in {path.rsplit(CATEGORY_SEPARATOR, 1)[-1], *labels.values()}:
                found.setdefault(comparable(name), []).append(path)
    return {name: tuple(paths) for name, paths in found.items()}
