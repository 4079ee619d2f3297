"""Public libraries of other programs, where they are at hand: every entry is taken or refused.

The entries are counted by plain readings of the files, which share nothing with the program's own.
"""

import csv
import json
import plistlib
from pathlib import Path

import pytest
import yaml

LIBRARIES = Path(__file__).parents[3] / "shared" / "data" / "libraries"

pytestmark = pytest.mark.skipif(not LIBRARIES.is_dir(), reason="the public libraries are not here")


def rows_below_the_head(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sum(1 for _row in csv.reader(file)) - 1


def items_of_lists(path):
    return len(yaml.safe_load(path.read_text(encoding="utf-8")))


def matches_of(package):
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    count = 0
    for path in package.rglob("*.yml"):
        if path.name != "_manifest.yml":
            told = yaml.load(path.read_text(encoding="utf-8"), Loader=loader) or {}
            count += len(told.get("matches") or [])
    return count


COUNTED = {
    "bitext_reply_library.csv": rows_below_the_head,
    "customer_service_scripts_library.csv": rows_below_the_head,
    "beeftext/beeftext_v10_cn_scripts.json": lambda path: len(
        json.loads(path.read_text(encoding="utf-8"))["combos"]
    ),
    "beeftext/beeftext_v7_sample.json": lambda path: len(
        json.loads(path.read_text(encoding="utf-8"))["combos"]
    ),
    "textexpander/textexpander_v2_sample.xml": lambda path: len(
        plistlib.loads(path.read_bytes())["snippetsTE2"]
    ),
    "zammad/text_modules_en.yml": items_of_lists,
    "autokey": lambda path: len(list(path.rglob("*.txt"))),
}
PACKAGES = sorted(path.name for path in LIBRARIES.glob("espanso/*"))


def counts(workspace, path):
    done = workspace.replies.import_files([path], dry_run=True)
    return done.added + done.updated + done.unchanged, len(done.skipped)


@pytest.mark.parametrize("name", COUNTED)
def test_every_entry_is_taken_or_refused_with_a_reason(workspace, name):
    path = LIBRARIES / name
    assert sum(counts(workspace, path)) == COUNTED[name](path) > 0


def test_every_match_of_every_espanso_package_is_taken_or_refused(workspace):
    found = {
        package: sum(counts(workspace, LIBRARIES / "espanso" / package)) for package in PACKAGES
    }
    assert found == {package: matches_of(LIBRARIES / "espanso" / package) for package in PACKAGES}
    assert sum(found.values()) > 28_000


def test_a_second_import_of_all_of_them_changes_nothing(workspace):
    paths = [LIBRARIES / name for name in COUNTED]
    workspace.replies.import_files(paths)
    again = workspace.replies.import_files(paths)
    assert (again.added, again.updated, again.action) == (0, 0, "")
