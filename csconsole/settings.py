"""Every setting of this installation, declared once: key, default, description.

Settings belong to a device, not to a shop, so they lie in a small JSON file in the config folder
and not in the store: the window needs its language before the store is open.
"""

import json
from dataclasses import asdict, dataclass, field, fields, replace
from pathlib import Path
from typing import Any

from csconsole.errors import BadInputError
from csconsole.files import write_privately
from csconsole.language import N_, _


def _setting(default: str, description: str, choices: tuple[str, ...] = ()) -> Any:
    return field(default=default, metadata={"description": description, "choices": choices})


@dataclass(frozen=True)
class Settings:
    """The settings of this device, with their defaults."""

    language: str = _setting(
        "system", N_("Language of the program"), ("system", "en", "zh_CN", "zh_TW")
    )
    theme: str = _setting("system", N_("Light or dark"), ("system", "light", "dark"))
    reply_language: str = _setting("zh", N_("Language of the replies that are sent"), ("zh", "en"))
    agent: str = _setting("", N_("Name of the agent at this desk, used for {agent}"))
    shop: str = _setting("", N_("Name of the shop, used for {shop}"))
    lock_after: str = _setting(
        "10", N_("Minutes without a key until the supervisor is locked again"), ("5", "10", "30")
    )
    retention_days: str = _setting(
        "",
        N_("Days after which orders with all personal data are forgotten for good"),
        ("", "90", "180", "365", "730"),
    )
    report_language: str = _setting("zh", N_("Language of the issue tables"), ("zh", "en"))
    suggest_by: str = _setting(
        "meaning",
        N_("What buyers' messages are understood by; words alone need less memory"),
        ("meaning", "words"),
    )
    hotkey: str = _setting(
        "Ctrl+Alt+Space", N_("Keys that open the palette from every program; empty for none")
    )
    paste_pause: str = _setting(
        "300",
        N_("Milliseconds between a pasted text and its pictures, for slow chat programs"),
        ("150", "300", "600", "1200"),
    )
    paste_keys: str = _setting(
        "", N_("Programs into which other keys than usual paste, as in program=Shift+Ins")
    )
    strip: str = _setting("chat", N_("Where the narrow strip stands"), ("chat", "edge"))
    window: str = _setting("", N_("Size and place of the window when it was last closed"))
    ticket_filters: str = _setting("", N_("Filters of the tickets that were kept, as JSON"))
    order_panel: str = _setting(
        "", N_("Width of the order panel in pixels; with a minus it was put away")
    )


def load(path: Path) -> Settings:
    """The settings kept in `path`; defaults for what is missing there.

    Raises:
        BadInputError: the file is not the JSON object that this program writes.
    """
    try:
        kept = json.loads(path.read_text(encoding="utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        return Settings()
    except (OSError, ValueError) as error:
        raise _unreadable(path, str(error)) from error
    if not isinstance(kept, dict):
        raise _unreadable(path, _("not a JSON object"))
    known = {entry.name: entry for entry in fields(Settings)}
    wanted = {key: value for key, value in kept.items() if key in known}
    for key, value in wanted.items():
        choices = known[key].metadata["choices"]
        if not isinstance(value, str) or (choices and value not in choices):
            raise _unreadable(path, _("{key} cannot be {value}").format(key=key, value=value))
    return Settings(**wanted)


def save(path: Path, settings: Settings) -> None:
    """Write the settings so that a crash leaves either the old file or the new one."""
    text = json.dumps(asdict(settings), ensure_ascii=False, indent=2) + "\n"
    write_privately(path, text.encode("utf-8"))


def changed(settings: Settings, **values: str) -> Settings:
    """The settings with some values replaced."""
    return replace(settings, **values)


def _unreadable(path: Path, why: str) -> BadInputError:
    return BadInputError(
        _("the settings cannot be read: {why}").format(why=why),
        place=str(path),
        hint=_("mend or delete this file"),
    )
