"""Where the data of an installation lies."""

from pathlib import Path

from csconsole.storage.places import places


def test_a_named_folder_holds_everything_even_the_settings(tmp_path):
    where = places(tmp_path / "data")
    everything = [
        where.database,
        where.key_record,
        where.opening_lock,
        where.backups,
        where.replaced,
        where.settings,
        where.key_file("store"),
    ]
    assert all(path.is_relative_to(tmp_path / "data") for path in everything)
    assert len(set(everything)) == len(everything)


def test_a_folder_beside_the_command_is_found_again_from_elsewhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert places(Path("shop")).data == tmp_path / "shop"


def test_a_home_folder_may_be_shortened():
    assert places(Path("~/shop")).data == Path.home() / "shop"


def test_without_a_named_folder_the_data_lies_in_the_home_folder_and_never_beside_its_key():
    where = places()
    assert where.data.is_relative_to(Path.home())
    assert where.key_file("store").is_relative_to(Path.home())
    assert where.key_file("store").parent != where.database.parent
