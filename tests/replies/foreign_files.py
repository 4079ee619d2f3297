"""Reading a foreign file in a test: what was taken, what was refused, what was remarked."""

from dataclasses import dataclass
from pathlib import Path

from csconsole.replies.formats.model import Asked
from csconsole.replies.intake import read_files
from csconsole.replies.model import Reply


@dataclass(frozen=True)
class Taken:
    replies: list[Reply]
    refused: dict[str, str]
    notes: list[str]
    format: str

    @property
    def texts(self) -> list[str]:
        return [next(iter(reply.text.values())) for reply in self.replies]


def take(path: Path, wanted: str = "", **columns: str) -> Taken:
    intake = read_files(
        [path], lambda _share: None, Asked(wanted, columns), {}, lambda _id, _modified: False
    )
    assert intake.files[0].entries == len(intake.placed) + len(intake.skipped)
    return Taken(
        [placed.reply for placed in intake.placed],
        {one.where.rsplit(":", 1)[-1]: one.why for one in intake.skipped},
        [note.what for note in intake.notes],
        intake.files[0].format,
    )
