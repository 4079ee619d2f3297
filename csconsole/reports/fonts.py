"""A font for printed pages that has Chinese signs: those that the systems bring along."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from csconsole.errors import NotFoundError
from csconsole.language import _

# The best first: a sans-serif face of simplified Chinese.
_NAMES = (
    "msyh.ttc", "msyh.ttf", "Deng.ttf", "simhei.ttf", "simsun.ttc",  # Windows
    "PingFang.ttc", "Hiragino Sans GB.ttc", "STHeiti Light.ttc", "Songti.ttc",  # macOS
    "NotoSansCJK-Regular.ttc", "NotoSansCJKsc-Regular.otf", "NotoSansSC-Regular.otf",
    "NotoSansSC-Regular.ttf", "SourceHanSansSC-Regular.otf", "SourceHanSansCN-Regular.otf",
    "SourceHanSans-Regular.ttc", "wqy-microhei.ttc", "wqy-zenhei.ttc",
    "DroidSansFallbackFull.ttf", "DroidSansFallback.ttf",
)  # fmt: skip
_SIMPLIFIED = ("SC", "Simplified", "简")
_COLLECTION = ".ttc"


@dataclass(frozen=True)
class FontFile:
    """A font, and which face of it is meant where a file has several."""

    path: Path
    face: int = 0


def chinese_font(folders: list[Path] | None = None) -> FontFile:
    """A font of this computer that has Chinese signs.

    Raises:
        NotFoundError: there is none that is known.
    """
    there = {path.name.lower(): path for path in _fonts(folders or font_folders())}
    for name in _NAMES:
        path = there.get(name.lower())
        if path is not None:
            return FontFile(path, _face(path) if path.suffix.lower() == _COLLECTION else 0)
    raise NotFoundError(
        _("there is no Chinese font on this computer to print with"),
        hint=_("install one, such as Noto Sans CJK, or write a workbook"),
    )


def font_folders() -> list[Path]:
    """Where this system keeps its fonts."""
    if sys.platform == "win32":
        own = Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", own]
    if sys.platform == "darwin":
        system = Path("/System/Library/Fonts")
        own = Path.home() / "Library" / "Fonts"
        return [system, system / "Supplemental", Path("/Library/Fonts"), own]
    share = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), share / "fonts"]


def _fonts(folders: list[Path]) -> Iterator[Path]:
    for folder in folders:
        for where, _folders, files in os.walk(folder):
            yield from (Path(where) / name for name in files)


def _face(path: Path) -> int:
    """The face of simplified Chinese in a collection; the first where none says so."""
    from fontTools.ttLib import TTCollection  # noqa: PLC0415  (0.2 s, only where it is printed)

    with TTCollection(str(path), lazy=True) as collection:
        for at, font in enumerate(collection.fonts):
            family = font["name"].getDebugName(1) or ""
            if any(word in family for word in _SIMPLIFIED) and "Mono" not in family:
                return at
    return 0
