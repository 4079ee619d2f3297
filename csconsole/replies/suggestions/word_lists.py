"""Reading the shipped word lists a word at a time.

Read at once, a list of some thousand words would hold the interpreter for 50 ms, and with it
the window.
"""

from typing import Any

import yaml

from csconsole.shipped import RESOURCES
from csconsole.yaml_nodes import LOADER

_FORMAT = "1"


def read_list(name: str, key: str) -> list[Any]:
    """The words, or groups of words, under a key of a file; its form is a matter of the program.

    Raises:
        ValueError: the file is of another format.
    """
    path = RESOURCES / "search" / name
    levels: list[list[Any]] = [[]]
    for event in yaml.parse(path.read_text(encoding="utf-8"), Loader=LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            levels.append([])
        elif isinstance(event, yaml.CollectionEndEvent):
            whole = levels.pop()
            levels[-1].append(whole)
        elif isinstance(event, yaml.ScalarEvent):
            levels[-1].append(event.value)
    told = dict(zip(levels[0][0][::2], levels[0][0][1::2], strict=True))
    if told["format"] != _FORMAT:
        raise ValueError(f"{path}: unknown format")
    words: list[Any] = told[key]
    return words
