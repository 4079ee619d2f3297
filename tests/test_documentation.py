"""The documentation says what the program does."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from csconsole.cli.main import commands

ROOT = Path(__file__).resolve().parent.parent
READMES = ("README.md", "README.zh-CN.md")


def test_what_is_read_off_the_code_is_up_to_date() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "reference.py"), "--check"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={"PYTHONPATH": str(ROOT), "PATH": "", "LANG": "C.UTF-8"},
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.parametrize("name", READMES)
def test_every_command_that_a_readme_shows_exists(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    shown = set(re.findall(r"\./run ([a-z-]+)", text)) - {"test", "nightly"}
    assert shown
    assert shown <= set(commands.commands)


@pytest.mark.parametrize("path", sorted(ROOT.glob("docs/*.md")) + [ROOT / one for one in READMES])
def test_every_link_inside_the_documentation_leads_somewhere(path: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", path.read_text(encoding="utf-8"))
    missing = [link for link in links if not (path.parent / link).exists()]
    assert missing == []
