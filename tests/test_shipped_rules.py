"""The files of rules in resources/."""

from pathlib import Path

import pytest
import yaml

from csconsole.shipped import RESOURCES

FILES = sorted(RESOURCES.rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(RESOURCES)))
def test_a_file_of_rules_is_read_without_libyaml_too(path: Path) -> None:
    assert yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader) is not None
