"""The pictures of a library file: beside it, or in a folder that is named after it.

`shop.yaml` may have its pictures in the same folder or in `shop-pictures`, which is where an export
puts them. A name in the file is one of those, or that of a picture which the store has already.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from csconsole.errors import BadInputError
from csconsole.files import write_atomically
from csconsole.language import _
from csconsole.replies.model import Noted, Placed, Reply
from csconsole.replies.pictures import Pictures


def folder_of(file: Path) -> Path:
    """Where the pictures of a library file lie that was written by an export."""
    return file.with_name(f"{file.stem}-pictures")


class PicturesBeside:
    """The pictures that the replies of an import name, found beside its files.

    Attributes:
        notes: the names for which there is no picture.
    """

    def __init__(self, files: Sequence[Path], pictures: Pictures) -> None:
        self._files, self._pictures = files, pictures
        self._found: dict[Path, str] = {}  # by file, the name in the store
        self.notes: list[Noted] = []

    def named(self, placed: Iterable[Placed]) -> list[Placed]:
        """The replies with their pictures under the names that these have in the store.

        Raises:
            BadInputError: a file beside it is no picture, or too large.
        """
        return [self._with_names(one) if one.reply.pictures else one for one in placed]

    def keep(self, replies: Iterable[Reply]) -> None:
        """Take in the pictures of those replies that are written.

        Raises:
            BadInputError: a picture cannot be read or kept.
        """
        wanted = {name for reply in replies for name in reply.pictures}
        for path, name in self._found.items():
            if name in wanted:
                self._pictures.take(path)

    def _with_names(self, placed: Placed) -> Placed:
        names = tuple(self._name(name, placed.place) for name in placed.reply.pictures)
        return replace(placed, reply=replace(placed.reply, pictures=names))

    def _name(self, name: str, place: str) -> str:
        if self._pictures.content(name) is not None:
            return name
        path = next(filter(Path.is_file, self._candidates(name, place)), None)
        if path is None:
            told = _("the picture {name} is neither beside the file nor known here")
            self.notes.append(Noted(place, told.format(name=name)))
            return name
        if path not in self._found:
            self._found[path] = self._pictures.name_of(path)
        return self._found[path]

    def _candidates(self, name: str, place: str) -> Iterator[Path]:
        """Where a picture may lie; never outside of a file's own folder."""
        inner = PurePosixPath(name.replace("\\", "/"))
        if not inner.name or inner.is_absolute() or ".." in inner.parts or ":" in name:
            return
        naming = [file for file in self._files if place.startswith(str(file))]
        for file in naming or self._files:
            for folder in (folder_of(file), file.parent):
                path = folder / inner
                if path.resolve().is_relative_to(file.parent.resolve()):
                    yield path


def write_pictures(file: Path, replies: Iterable[Reply], pictures: Pictures) -> int:
    """Write the pictures of replies into the folder of a library file; how many there are.

    One that is not on this computer is left out: the text is worth more than it.

    Raises:
        BadInputError: the folder cannot be written.
    """
    names = dict.fromkeys(name for reply in replies for name in reply.pictures)
    contents: Mapping[str, bytes | None] = {name: pictures.content(name) for name in names}
    there = {name: content for name, content in contents.items() if content is not None}
    folder = folder_of(file)
    try:
        for name, content in there.items():
            folder.mkdir(exist_ok=True)
            write_atomically(folder / name, content)
    except OSError as error:
        raise BadInputError(
            _("the file cannot be written: {why}").format(why=error.strerror or error),
            place=str(folder),
        ) from error
    return len(there)
