"""The language of every string that a person sees, through gettext catalogues.

The source language is English; `resources/locale` holds one catalogue per other language. The
language is chosen once at start; texts are translated where they are shown, so constants are
marked with `N_` and translated later with `_`.
"""

import gettext
import locale
import os
import sys
from collections.abc import Iterable, Sequence
from functools import cache

from csconsole.shipped import RESOURCES

DOMAIN = "csconsole"
SOURCE_LANGUAGE = "en"
CATALOGUES = ("zh_CN", "zh_TW")

_TRADITIONAL = {"hant", "tw", "hk", "mo"}


class _Chosen:
    """The catalogue in use; English until another is chosen."""

    tag: str = SOURCE_LANGUAGE
    catalogue: gettext.NullTranslations = gettext.NullTranslations()
    asked_at_start: list[str] | None = None


def N_(message: str) -> str:  # noqa: N802  (gettext's own name for it)
    """Mark a constant for translation; it is translated where it is shown."""
    return message


def _(message: str) -> str:
    """`message` in the chosen language."""
    return _Chosen.catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: int) -> str:
    """The form that fits `count`, in the chosen language."""
    return _Chosen.catalogue.ngettext(singular, plural, count)


def chosen() -> str:
    """The tag of the language in use: `en`, `zh_CN` or `zh_TW`."""
    return _Chosen.tag


def choose(tags: Iterable[str]) -> str:
    """Use the first of the wanted languages that there is; returns its tag."""
    tag = next((found for wanted in tags if (found := _supported(wanted))), SOURCE_LANGUAGE)
    _Chosen.tag = tag
    _Chosen.catalogue = _catalogue(tag)
    return tag


def teach_libraries() -> None:
    """Have libraries that use gettext themselves (click) take their words from our catalogue."""
    _Chosen.asked_at_start = system_languages()
    os.environ["LANGUAGE"] = _Chosen.tag
    gettext.bindtextdomain(DOMAIN, RESOURCES / "locale")
    gettext.textdomain(DOMAIN)


def system_languages() -> list[str]:
    """The languages that the environment asks for, as POSIX or Windows tell them."""
    if _Chosen.asked_at_start is not None:
        return _Chosen.asked_at_start
    for name in ("LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return [part for part in value.split(":") if part]
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  (exists on Windows alone in this form)

        code = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return [locale.windows_locale.get(code, SOURCE_LANGUAGE)]
    return []


@cache
def _catalogue(tag: str) -> gettext.NullTranslations:
    if tag == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    return gettext.translation(DOMAIN, RESOURCES / "locale", languages=[tag])


def _supported(tag: str) -> str | None:
    """The catalogue for a tag such as `zh-Hant-HK`, `zh_CN.UTF-8` or `en`; None where none is."""
    parts: Sequence[str] = (
        tag.split(".", maxsplit=1)[0].split("@", maxsplit=1)[0].replace("-", "_").lower().split("_")
    )
    if parts[0] == "zh":
        traditional = _TRADITIONAL & set(parts[1:]) and "hans" not in parts
        return "zh_TW" if traditional else "zh_CN"
    return SOURCE_LANGUAGE if parts[0] in {"en", "c", "posix"} else None
