"""JSON files of other programs, read with a roof over their nesting."""

import json
from typing import Any

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.sheets.charset import decode
from csconsole.sheets.model import Source


def load(source: Source) -> Any:
    """What a JSON file says.

    Raises:
        BadInputError: it is not valid, with the line.
    """
    text = decode(source.content, source.name).text
    if not text.strip():
        raise BadInputError(_("the file is empty"), place=f"{source.name}:1")
    try:
        return json.loads(text, parse_int=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise BadInputError(
            _("this is not valid JSON: {why}").format(why=error.msg),
            place=f"{source.name}:{error.lineno}",
        ) from error
    except RecursionError as error:
        raise BadInputError(_("the nesting is too deep"), place=f"{source.name}:1") from error


def text_of(told: Any) -> str:
    """A text or a number as a text; "" for everything else."""
    if isinstance(told, str | float) and not isinstance(told, bool):
        return str(told)
    return ""
