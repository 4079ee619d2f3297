"""Writes requirements.lock and requirements-dev.lock from pyproject.toml; needs uv on the PATH.

python packaging/lock.py                        keeps the locked versions that still fit
python packaging/lock.py --upgrade              takes the newest versions
python packaging/lock.py --upgrade-package NAME  takes the newest version of one package
"""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
COMPILE = (
    "uv",
    "pip",
    "compile",
    "pyproject.toml",
    "--quiet",
    "--no-config",
    "--universal",
    "--python-version=3.11",
    "--generate-hashes",
    "--no-emit-index-url",
    "--annotation-style=line",
    "--custom-compile-command=python packaging/lock.py",
)
# The second is held to the first, so that both name the same versions.
LOCKS = (
    ("--group=dev", "--output-file=requirements-dev.lock"),
    ("--constraints=requirements-dev.lock", "--output-file=requirements.lock"),
)


def public_environment() -> dict[str, str]:
    """The environment without uv settings of this machine, such as an index of its own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("UV_")}


def main(extra_options: list[str]) -> int:
    """Write both files; the first failure ends it with uv's own exit status."""
    for options in LOCKS:
        command = [*COMPILE, *options, *extra_options]
        try:
            status = subprocess.call(
                command, cwd=ROOT, env=public_environment(), stdout=subprocess.DEVNULL
            )
        except FileNotFoundError:
            print("lock.py: uv is not on the PATH.", file=sys.stderr)
            return 1
        if status:
            return status
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
