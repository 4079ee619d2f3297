"""Keep the catalogues in resources/locale/ in step with the code.

    python packaging/translations.py            # collect strings, update the .po, compile the .mo
    python packaging/translations.py --check    # only say whether that would change anything

Strings are marked with `_`, `N_` and `ngettext` in csconsole/.
"""

import io
import sys
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "resources" / "locale"
LANGUAGES = ("zh_CN", "zh_TW")
KEYWORDS = {"_": None, "N_": None, "ngettext": (1, 2)}
METHODS = [("**.py", "python")]


def template() -> Catalog:
    """Every string of the program, with the files that it stands in."""
    catalog = Catalog(project="csconsole", charset="utf-8")
    found = extract_from_dir(ROOT / "csconsole", METHODS, keywords=KEYWORDS)
    for name, _line, message, _comments, _context in found:
        catalog.add(message, locations=[(f"csconsole/{Path(name).as_posix()}", 0)])
    return catalog


def updated(language: str) -> Catalog:
    """The catalogue of a language with the strings of today."""
    path = LOCALE / language / "LC_MESSAGES" / "csconsole.po"
    if path.exists():
        with path.open("rb") as file:
            catalog = read_po(file, locale=language)
    else:
        catalog = Catalog(locale=language, project="csconsole", charset="utf-8")
    catalog.update(template(), no_fuzzy_matching=True)
    catalog.obsolete.clear()
    return catalog


def written(catalog: Catalog) -> tuple[bytes, bytes]:
    """The .po and the .mo file of a catalogue; without dates, so that a rerun changes nothing."""
    text, compiled = io.BytesIO(), io.BytesIO()
    write_po(text, catalog, omit_header=False, sort_output=True, width=100)
    lines = [
        line
        for line in text.getvalue().decode("utf-8").splitlines(keepends=True)
        if not line.startswith(('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By'))
    ]
    plain = "".join(lines).replace(":0\n", "\n").replace(":0 ", " ").encode("utf-8")
    catalogue = read_po(io.BytesIO(plain))
    catalogue.creation_date = catalogue.revision_date = datetime(2000, 1, 1, tzinfo=UTC)
    write_mo(compiled, catalogue)
    return plain, compiled.getvalue()


def main() -> int:
    """Update both files of each language, or check that they are up to date."""
    checking = "--check" in sys.argv[1:]
    stale = []
    for language in LANGUAGES:
        folder = LOCALE / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in zip(
            ("csconsole.po", "csconsole.mo"), written(updated(language)), strict=False
        ):
            path = folder / name
            if path.exists() and path.read_bytes() == content:
                continue
            stale.append(str(path.relative_to(ROOT)))
            if not checking:
                path.write_bytes(content)
    for name in stale:
        print(name, "is out of date" if checking else "was written")
    return 1 if checking and stale else 0


if __name__ == "__main__":
    sys.exit(main())
