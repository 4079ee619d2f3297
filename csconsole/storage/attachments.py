"""Files that belong to what the store holds, such as pictures: encrypted, named by their SHA-256.

They lie in a folder beside the database, each once however often it is used. Nothing is ever
changed in place: another content is another name.
"""

import hashlib
import re
import shutil
from pathlib import Path

from csconsole.errors import BadInputError
from csconsole.files import make_private_folder
from csconsole.language import _
from csconsole.storage.sealed_files import open_file, seal_file
from csconsole.storage.store import Store

FOLDER = "attachments"
_NAME = re.compile(r"(?P<digest>[0-9a-f]{64})(\.[a-z0-9]{1,8})?")


class Attachments:
    """The attached files of an open store; reading and writing them needs no particular thread."""

    def __init__(self, store: Store) -> None:
        self._folder, self._key = store.places.attachments, store.key

    def keep(self, content: bytes, ending: str = "") -> str:
        """Keep a content; its name, with an ending such as `png` where one is given.

        Raises:
            BadInputError: the folder cannot be written.
        """
        name = self.name_of(content, ending)
        if self.content(name) is None:
            try:
                seal_file(self._folder / name, self._key, _purpose(name), content)
            except OSError as error:
                raise BadInputError(
                    _("the file cannot be kept: {why}").format(why=error.strerror or error),
                    place=str(self._folder),
                ) from error
        return name

    @staticmethod
    def name_of(content: bytes, ending: str = "") -> str:
        """The name that a content has once it is kept."""
        digest = hashlib.sha256(content).hexdigest()
        return f"{digest}.{ending}" if ending else digest

    def content(self, name: str) -> bytes | None:
        """The content of a name; None where there is none, or it is not what was kept."""
        return _content(self._folder, self._key, name)

    def remove(self, name: str) -> bool:
        """Remove a content for good; whether there was one.

        Raises:
            BadInputError: the folder cannot be written.
        """
        path = self._folder / name
        if _NAME.fullmatch(name) is None or not path.exists():
            return False
        try:
            path.unlink()
        except OSError as error:
            raise BadInputError(
                _("the file cannot be removed: {why}").format(why=error.strerror or error),
                place=str(path),
            ) from error
        return True


def copy_attachments(source: Path, target: Path) -> None:
    """Copy the attached files that a backup's folder has not yet, encrypted as they are.

    Raises:
        OSError: the folder cannot be written.
    """
    for path in _files(source):
        copy = target / path.name
        if not copy.exists() or copy.stat().st_size != path.stat().st_size:
            make_private_folder(target)
            draft = target / f".{path.name}.draft"
            shutil.copyfile(path, draft)
            draft.replace(copy)


def take_attachments(source: Path, source_key: bytes, target: Path, key: bytes) -> None:
    """Take the attached files of a backup into a store's folder, under the store's own key.

    One that does not open is left out: the backup's database is worth more than a picture.

    Raises:
        OSError: the folder cannot be written.
    """
    for path in _files(source):
        if _content(target, key, path.name) is None:
            content = _content(source, source_key, path.name)
            if content is not None:
                seal_file(target / path.name, key, _purpose(path.name), content)


def _files(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if _NAME.fullmatch(path.name))


def _content(folder: Path, key: bytes, name: str) -> bytes | None:
    named = _NAME.fullmatch(name)
    if named is None:  # a name from a file of others, perhaps one that leads out of the folder
        return None
    content = open_file(folder / name, key, _purpose(name))
    if content is None or hashlib.sha256(content).hexdigest() != named["digest"]:
        return None
    return bytes(content)


def _purpose(name: str) -> str:
    """Binds a file to its name: one cannot be put in the place of another."""
    return f"attachment {name}"
