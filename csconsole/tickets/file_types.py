"""What kind of file a content is, told by its first bytes; whether a picture arrived whole.

What a file is called says nothing: phones and chat apps rename freely. The signatures are those
of the formats' own specifications (PNG ISO/IEC 15948, JPEG ITU-T T.81, GIF89a, WebP RFC 9649,
ISO base media ISO/IEC 14496-12, PDF ISO 32000, ZIP APPNOTE 6.3).
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Sort(StrEnum):
    """What a person would call a file."""

    PICTURE = "picture"
    VIDEO = "video"
    SOUND = "sound"
    FILE = "file"


@dataclass(frozen=True)
class FileType:
    """A type of files.

    Attributes:
        name: such as `jpeg`; `other` where the content tells none.
        endings: of names of such files, the usual one first; none where anything may stand.
    """

    name: str
    sort: Sort
    endings: tuple[str, ...] = ()


JPEG = FileType("jpeg", Sort.PICTURE, ("jpg", "jpeg", "jfif"))
PNG = FileType("png", Sort.PICTURE, ("png",))
GIF = FileType("gif", Sort.PICTURE, ("gif",))
BMP = FileType("bmp", Sort.PICTURE, ("bmp",))
WEBP = FileType("webp", Sort.PICTURE, ("webp",))
HEIC = FileType("heic", Sort.PICTURE, ("heic", "heif"))
AVIF = FileType("avif", Sort.PICTURE, ("avif",))
MP4 = FileType("mp4", Sort.VIDEO, ("mp4", "m4v", "mov", "3gp"))
WEBM = FileType("webm", Sort.VIDEO, ("webm", "mkv"))
MP3 = FileType("mp3", Sort.SOUND, ("mp3",))
AMR = FileType("amr", Sort.SOUND, ("amr",))
PDF = FileType("pdf", Sort.FILE, ("pdf",))
DOCX = FileType("docx", Sort.FILE, ("docx",))
XLSX = FileType("xlsx", Sort.FILE, ("xlsx", "xlsm"))
PPTX = FileType("pptx", Sort.FILE, ("pptx",))
ZIP = FileType("zip", Sort.FILE, ("zip",))
RAR = FileType("rar", Sort.FILE, ("rar",))
SEVEN_ZIP = FileType("7z", Sort.FILE, ("7z",))
OLE = FileType("ole", Sort.FILE, ("xls", "doc", "ppt", "msg"))
TEXT = FileType("text", Sort.FILE, ("txt", "csv", "tsv", "md", "log", "json", "eml"))
PROGRAM = FileType("program", Sort.FILE)
OTHER = FileType("other", Sort.FILE)

TYPES = {
    one.name: one
    for one in (
        JPEG, PNG, GIF, BMP, WEBP, HEIC, AVIF, MP4, WEBM, MP3, AMR, PDF, DOCX, XLSX, PPTX, ZIP,
        RAR, SEVEN_ZIP, OLE, TEXT, PROGRAM, OTHER,
    )
}  # fmt: skip

_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", PNG),
    (b"\xff\xd8\xff", JPEG),
    (b"GIF87a", GIF),
    (b"GIF89a", GIF),
    (b"%PDF-", PDF),
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"\x1a\x45\xdf\xa3", WEBM),
    (b"ID3", MP3),
    (b"\xff\xfb", MP3),
    (b"#!AMR", AMR),
    (b"MZ", PROGRAM),
    (b"\x7fELF", PROGRAM),
    (b"\xcf\xfa\xed\xfe", PROGRAM),
    (b"\xca\xfe\xba\xbe", PROGRAM),
    (b"#!/", PROGRAM),
)
_OFFICE = ((b"word/", DOCX), (b"xl/", XLSX), (b"ppt/", PPTX))
_HEIC_BRANDS = {b"heic", b"heix", b"hevc", b"heim", b"heis", b"hevm", b"hevs", b"mif1", b"msf1"}
_AVIF_BRANDS = {b"avif", b"avis"}
_BMP_HEADERS = {12, 40, 52, 56, 64, 108, 124}  # bytes: the versions of its header
_PDF_END = 2048  # bytes: the end mark stands near the end, perhaps before some empty lines


def recognised(content: bytes) -> FileType:
    """The type of a content."""
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    if content[4:8] == b"ftyp":
        brand = content[8:12]
        return AVIF if brand in _AVIF_BRANDS else HEIC if brand in _HEIC_BRANDS else MP4
    if content[:2] == b"BM" and int.from_bytes(content[14:18], "little") in _BMP_HEADERS:
        return BMP
    for begin, kind in _BEGINNINGS:
        if content.startswith(begin):
            return _in_zip(content) if kind is ZIP else kind
    return TEXT if _is_text(content) else OTHER


def is_broken(content: bytes, kind: FileType) -> bool:
    """Whether a file of that type is cut off or damaged in a way that its frame shows.

    A picture can be whole in its frame and still not be shown: what draws it says so then.
    """
    check = _CHECKS.get(kind.name)
    return check is not None and not check(content)


def _in_zip(content: bytes) -> FileType:
    """Office files are zips; their folders stand in the names of the members."""
    if b"[Content_Types].xml" in content:
        for folder, kind in _OFFICE:
            if folder in content:
                return kind
    return ZIP


def _is_text(content: bytes) -> bool:
    for encoding in ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(sign.isprintable() or sign.isspace() or sign == "\ufeff" for sign in text[:4096])
    return False


def _is_whole_png(content: bytes) -> bool:
    """Every part is as long as it says and sums up to its check sum, and the last is the end."""
    at = 8
    while at + 12 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        end = at + 12 + length
        if end > len(content):
            return False
        told = int.from_bytes(content[end - 4 : end], "big")
        if zlib.crc32(memoryview(content)[at + 4 : end - 4]) != told:
            return False
        if content[at + 4 : at + 8] == b"IEND":
            return at > 8
        at = end
    return False


def _is_whole_jpeg(content: bytes) -> bool:
    """It has a frame with a size, a scan, and an end mark behind it."""
    at, has_frame = 2, False
    while at + 4 <= len(content) and content[at] == 0xFF:
        mark = content[at + 1]
        if mark == 0xFF:  # filling
            at += 1
            continue
        length = int.from_bytes(content[at + 2 : at + 4], "big")
        if mark == 0xDA:
            return has_frame and content.rfind(b"\xff\xd9") > at + length
        if 0xC0 <= mark <= 0xCF and mark not in {0xC4, 0xC8, 0xCC}:
            has_frame = any(content[at + 5 : at + 7]) and any(content[at + 7 : at + 9])
        at += 2 + max(2, length)
    return False


def _is_whole_gif(content: bytes) -> bool:
    return len(content) > 13 and b"\x2c" in content and content.rstrip(b"\0")[-1:] == b"\x3b"


def _is_whole_webp(content: bytes) -> bool:
    return 20 < int.from_bytes(content[4:8], "little") + 8 <= len(content) + 1


def _is_whole_bmp(content: bytes) -> bool:
    start, size = (int.from_bytes(content[at : at + 4], "little") for at in (10, 2))
    return 26 <= start < len(content) and size <= len(content)


def _is_whole_media(content: bytes) -> bool:
    """Its boxes fill it to its end, and one of them says what is in it."""
    kinds = set()
    for kind, end in _boxes(content):
        if end > len(content):
            return False
        kinds.add(kind)
    return bool(kinds & {b"moov", b"meta", b"moof"})


def _boxes(content: bytes) -> Iterator[tuple[bytes, int]]:
    at = 0
    while at + 8 <= len(content):
        size, kind = int.from_bytes(content[at : at + 4], "big"), content[at + 4 : at + 8]
        if size == 1:
            size = int.from_bytes(content[at + 8 : at + 16], "big")
        elif size == 0:  # to the end
            size = len(content) - at
        at += max(8, size)
        yield kind, at


def _is_whole_pdf(content: bytes) -> bool:
    return b"%%EOF" in content[-_PDF_END:]


def _is_whole_zip(content: bytes) -> bool:
    """Its list of members can be read; the members themselves are not unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as file:
            return file.infolist() is not None
    except (zipfile.BadZipFile, ValueError, OverflowError, UnicodeDecodeError):
        return False


_CHECKS: dict[str, Callable[[bytes], bool]] = {
    "png": _is_whole_png,
    "jpeg": _is_whole_jpeg,
    "gif": _is_whole_gif,
    "webp": _is_whole_webp,
    "bmp": _is_whole_bmp,
    "heic": _is_whole_media,
    "avif": _is_whole_media,
    "mp4": _is_whole_media,
    "pdf": _is_whole_pdf,
    "zip": _is_whole_zip,
    "docx": _is_whole_zip,
    "xlsx": _is_whole_zip,
    "pptx": _is_whole_zip,
}
