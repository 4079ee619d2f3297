"""The syllables of Mandarin that characters are read as, and their beginnings."""

from functools import cache

from csconsole.replies.folding import sound_groups


@cache
def prefixes() -> dict[str, int]:
    """Every syllable and every beginning of one, numbered."""
    syllables = sorted({sound for sounds, _characters in sound_groups() for sound in sounds})
    found = {sound[:size] for sound in syllables for size in range(1, len(sound) + 1)}
    return {prefix: number for number, prefix in enumerate(sorted(found))}


@cache
def syllables() -> frozenset[str]:
    """Every whole syllable."""
    return frozenset(sound for sounds, _characters in sound_groups() for sound in sounds)
