"""What a person can mend: a sentence, a place and a hint, shown in one place of each front end.

Everything that is not a `UserError` is a fault of the program: the command line and the window
show it as such, with details to copy.
"""


class UserError(Exception):
    """Something the user can mend.

    Attributes:
        sentence: what is wrong, translated, without a full stop at the end.
        place: where it is: a file with its line, an option, a field; may be empty.
        hint: what to do about it; may be empty.
    """

    def __init__(self, sentence: str, *, place: str = "", hint: str = "") -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.place = place
        self.hint = hint

    def __str__(self) -> str:
        """The whole message on one line: place, sentence, hint."""
        text = f"{self.place}: {self.sentence}" if self.place else self.sentence
        text = f"{text}; {self.hint}" if self.hint else text
        return " ".join(text.split())


class BadInputError(UserError):
    """A file, a text or a value that cannot be taken as it is."""


class NotFoundError(UserError):
    """What was asked for by name is not there."""


class LockedError(UserError):
    """The store cannot be opened with what is at hand (passphrase, key, recovery code)."""


class PassphraseError(LockedError):
    """The store asks for its passphrase: none was given, or a wrong one."""


class BusyError(UserError):
    """Another program holds what is needed."""


class DamagedError(UserError):
    """A stored file is not what was once written."""
