"""What the tests of the command line share: running it, here and in a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from csconsole.cli.main import main
from csconsole.storage.places import places

ROOT = Path(__file__).parents[2]
LIBRARY = """\
replies:
  - id: return-freight
    category: after-sale/return
    title: {zh: 退货运费谁出, en: Who pays the return postage}
    shortcut: thyf
    text: {zh: "亲，运费我们出。\\n谢谢", en: "We pay."}
  - id: return-address
    category: after-sale/return
    title: {zh: 退货地址, en: Return address}
    shortcut: thdz
    text: {zh: "{return_address}", en: "{return_address}"}
  - id: greeting
    title: 问候
    shortcut: wh
    text: "{greeting}"
"""
KEY_WARNING = "csconsole: the key lies in a file of this account"


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    status: int
    out: str
    err: str

    @property
    def json(self):
        """The one document on standard output of a command that went well."""
        assert self.status == 0, self.err
        return json.loads(self.out)

    @property
    def reason(self):
        """The one line that says why a command was refused."""
        assert self.status == 1, (self.status, self.out, self.err)
        lines = [line for line in self.err.splitlines() if not line.startswith(KEY_WARNING)]
        assert len(lines) == 1, self.err
        assert lines[0].startswith("csconsole: ")
        assert "Traceback" not in self.err
        return lines[0].removeprefix("csconsole: ")


@pytest.fixture(scope="session")
def made_once(tmp_path_factory):
    """The folder of a profile that the first test makes and every test gets a copy of."""
    return tmp_path_factory.mktemp("made-once") / "profile"


@pytest.fixture
def shop(made_once, profile, open_profile):
    """The places of a profile with a library of three replies."""
    if not made_once.exists():
        made = open_profile(places(made_once))
        file = made_once.parent / "library.yaml"
        file.write_text(LIBRARY, encoding="utf-8")
        made.replies.import_files([file], whole=True)
        made.close()
    shutil.copytree(made_once, profile.data)
    return profile


@pytest.fixture
def run(capsys):
    """Run the command line in this process, just as it stands."""

    def running(*arguments):
        with pytest.raises(SystemExit) as left:
            main([str(argument) for argument in arguments])
        out, err = capsys.readouterr()
        return Ran(left.value.code, out, err)

    return running


@pytest.fixture
def command(run, shop):
    """Run a command on the profile of three replies."""

    def running(*arguments):
        return run("--data-dir", shop.data, *arguments)

    return running


@pytest.fixture
def environment():
    """The surroundings of a process of its own: no keyring, no window."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "LANGUAGE"}
    }
    path = os.pathsep.join(filter(None, [str(ROOT), kept.get("PYTHONPATH", "")]))
    keyring = "keyring.backends.null.Keyring"
    return {**kept, "PYTHONPATH": path, "PYTHON_KEYRING_BACKEND": keyring}


@pytest.fixture
def program(environment):
    """Run the real program in a process of its own."""

    def running(*arguments, given=b"", **surroundings):
        done = subprocess.run(
            [sys.executable, "-m", "csconsole", *arguments],
            env=environment | surroundings,
            input=given,
            capture_output=True,
            check=False,
            timeout=60,
        )
        return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    return running
