"""What the readers of files and sheets hand out."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Source:
    """One file as it was read.

    Attributes:
        path: the file, or the archive that it lies in.
        name: what it is called in messages.
        content: its bytes.
        folder: the name of the package or folder that it belongs to; "" for none.
    """

    path: Path
    name: str
    content: bytes
    folder: str = ""
