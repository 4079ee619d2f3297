"""Where the files lie that ship with the program: resources/ and scripts.yaml.

In a checkout they stand beside the package; in an installed wheel inside it.
"""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_shipped"
_ROOT = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent

RESOURCES = _ROOT / "resources"
SCRIPTS = _ROOT / "scripts.yaml"
