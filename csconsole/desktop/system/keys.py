"""Keys that are pressed together, as they are written: Ctrl+Alt+Space; no Qt."""

from dataclasses import dataclass

from csconsole.errors import BadInputError
from csconsole.language import _

MODIFIERS = ("Ctrl", "Alt", "Shift", "Meta")
# Keys with a name of more than one letter, as Qt writes them in its portable form.
NAMED = (
    "Space", "Tab", "Return", "Backspace", "Esc", "Ins", "Del", "Home", "End", "PgUp", "PgDown",
    "Left", "Right", "Up", "Down", "Pause", "Print", *(f"F{number}" for number in range(1, 25)),
)  # fmt: skip
_BY_NAME = {name.lower(): name for name in (*MODIFIERS, *NAMED)}


@dataclass(frozen=True)
class KeyCombination:
    """A key with the modifiers that are held with it.

    Attributes:
        modifiers: of `MODIFIERS`, in that order.
        key: a name of `NAMED`, or one character in upper case.
    """

    modifiers: tuple[str, ...]
    key: str

    def __str__(self) -> str:
        """As it is written."""
        return "+".join((*self.modifiers, self.key))


def read_keys(text: str) -> KeyCombination:
    """What is written as Ctrl+Alt+Space.

    Raises:
        BadInputError: it is no key with its modifiers.
    """
    *held, key = [part.strip() for part in text.replace("++", "+plus").split("+")]
    key = "+" if key == "plus" else key
    modifiers = {_BY_NAME.get(one.lower(), one) for one in held}
    named = _BY_NAME.get(key.lower(), key.upper())
    is_key = named in NAMED or (len(named) == 1 and named.isprintable() and not named.isspace())
    if not is_key or not modifiers <= set(MODIFIERS):
        raise BadInputError(
            _("{keys} are no keys").format(keys=text or "“”"),
            hint=_("write them as Ctrl+Alt+Space"),
        )
    return KeyCombination(tuple(one for one in MODIFIERS if one in modifiers), named)


def is_fit_for_everywhere(keys: KeyCombination) -> bool:
    """Whether keys can be taken from all programs: a letter alone could be typed nowhere else."""
    held = set(keys.modifiers) - {"Shift"}
    is_function = keys.key in NAMED and keys.key[0] == "F" and keys.key[1:].isdigit()
    return bool(held) or is_function or keys.key in {"Pause", "Print"}
