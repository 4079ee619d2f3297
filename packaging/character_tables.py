"""Make the character tables in resources/search/ from the data of OpenCC and pypinyin.

    python packaging/character_tables.py

Run it again when one of the two packages brings better data; the program itself needs neither,
since loading them takes longer than everything else at start.

- simplified.txt: traditional character, simplified character (OpenCC, Apache-2.0).
- pinyin.txt: the readings of simplified characters without tones, commonest first (pypinyin, MIT).
  A second reading is taken when at least 4 % and two of the phrases in pypinyin's phrase table
  use it: that keeps 重, 行, 还, 长 and leaves readings that only dictionaries know.
"""

import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import opencc
from pypinyin import Style, pinyin
from pypinyin.phrases_dict import phrases_dict

FOLDER = Path(__file__).resolve().parent.parent / "resources" / "search"
CHARACTERS = [chr(code) for code in [*range(0x4E00, 0xA000), 0x3007]]
LEAST_SHARE = 0.04
LEAST_PHRASES = 2


def plain(reading: str) -> str:
    """A reading without its tone mark: `lǜ` becomes `lv`."""
    letters = unicodedata.normalize("NFD", reading.replace("ü", "v").replace("ê", "e"))
    letters = letters.replace("u\u0308", "v")
    return "".join(letter for letter in letters if "a" <= letter <= "z")


def simplified() -> dict[str, str]:
    """Each traditional character with its simplified one."""
    convert = opencc.OpenCC("t2s").convert
    pairs = ((character, convert(character)) for character in CHARACTERS)
    return {old: new for old, new in pairs if old != new and len(new) == 1}


def phrase_readings() -> dict[str, Counter[str]]:
    """How often each reading of a character stands in a phrase."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for phrase, readings in phrases_dict.items():
        for character, reading in zip(phrase, readings, strict=False):
            counts[character][plain(reading[0])] += 1
    return counts


def readings_of(character: str, counts: Counter[str]) -> list[str]:
    """The readings of one character, commonest first."""
    first = plain(pinyin(character, style=Style.NORMAL, errors="ignore", v_to_u=False)[0][0])
    total = sum(counts.values())
    others = [
        reading
        for reading, count in counts.most_common()
        if reading not in {first, ""} and count >= LEAST_PHRASES and count / total >= LEAST_SHARE
    ]
    return [first, *others]


def main() -> None:
    """Write both tables."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    pairs = simplified()
    lines = [f"{old}{new}" for old, new in sorted(pairs.items())]
    (FOLDER / "simplified.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    counts = phrase_readings()
    groups: dict[str, str] = defaultdict(str)
    for character in CHARACTERS:
        if character in pairs or not pinyin(character, errors="ignore"):
            continue
        groups[",".join(readings_of(character, counts[character]))] += character
    lines = [f"{readings}\t{characters}" for readings, characters in sorted(groups.items())]
    (FOLDER / "pinyin.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
