"""What the tests of editing share: a small shop with two agents and, if wished, a supervisor."""

import shutil

import pytest
from small_shop import PASSPHRASE, SMALL_LIBRARY

from csconsole.storage.places import places


@pytest.fixture(scope="session")
def small_shop_once(tmp_path_factory):
    """The folder of a profile that the first test makes and every test gets a copy of."""
    return tmp_path_factory.mktemp("small-shop") / "profile"


@pytest.fixture
def small_shop(small_shop_once, profile, open_profile):
    """A workspace of three approved replies, two agents and no supervisor yet."""
    if not small_shop_once.exists():
        made = open_profile(places(small_shop_once))
        file = small_shop_once.parent / "library.yaml"
        file.write_text(SMALL_LIBRARY, encoding="utf-8")
        made.replies.import_files([file], whole=True)
        for name in ("小李", "小王"):
            made.people.add(name)
        made.close()
    shutil.copytree(small_shop_once, profile.data)
    return open_profile(profile)


@pytest.fixture
def desk(small_shop):
    """The small shop with a supervisor who is not here, and 小李 at the desk."""
    small_shop.people.set_passphrase(PASSPHRASE)
    small_shop.people.sit_down("小李")
    return small_shop
