"""espanso: match files, and whole packages as folders or archives."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.located_yaml import MappingNode, Node, SequenceNode
from csconsole.replies.formats import yaml_file
from csconsole.replies.formats.espanso_file import kept_by_line
from csconsole.replies.formats.espanso_text import EspansoText
from csconsole.replies.formats.kept import kept_reply
from csconsole.replies.formats.markup import flattened
from csconsole.replies.formats.model import (
    Asked,
    Entry,
    Item,
    RefusalError,
    Refused,
    Remark,
    Wording,
)
from csconsole.replies.formats.yaml_file import mapping, scalar, sequence
from csconsole.sheets.model import Source
from csconsole.sheets.opening import files_in, members, open_file

MANIFEST = "_manifest.yml"
_ENDINGS = (".yml", ".yaml")
_ROOT_KEYS = {"imports", "global_vars", "matches", "name", "parent", "anchors"}
_GENERAL_FOLDERS = {"", "match", "base", "package", "packages", "espanso"}
_EFFECTS = ("replace", "markdown", "html", "form", "image_path")  # the first there is counts
_HOW_TYPED = (
    "word", "left_word", "right_word", "propagate_case", "uppercase_style", "force_mode",
    "force_clipboard", "paragraph", "capitalize_words",
)  # fmt: skip


def read_folder(folder: Path, asked: Asked) -> Iterator[Item]:
    """The matches of every file of a folder of packages, or of one.

    Raises:
        BadInputError: a file cannot be read.
    """
    files = [path for path in files_in(folder, *_ENDINGS) if path.name != MANIFEST]
    if not files:
        raise BadInputError(_("there is no match file in it"), place=str(folder))
    for path in files:
        source = open_file(path)
        yield from read_file(source, asked)


def read_file(source: Source, asked: Asked) -> Iterator[Item]:
    """The matches of one file that stands alone or in its package's folder.

    Raises:
        BadInputError: it is no valid YAML.
    """
    return read(replace(source, folder=_package(source.path)), asked)


def _package(path: Path) -> str:
    """The name of the package that a file belongs to; packages lie in folders of versions."""
    folder = path.absolute().parent
    if (folder / MANIFEST).is_file():
        return folder.parent.name if _is_version(folder.name) else folder.name
    return path.stem


def read_archive(source: Source, asked: Asked) -> Iterator[Item]:
    """The matches of a package in a zip archive.

    Raises:
        BadInputError: it is damaged, too large, or has no match file.
    """
    found = False
    for name, content in members(source, *_ENDINGS):
        path = PurePosixPath(name)
        if path.name == MANIFEST:
            continue
        found = True
        parents = [part for part in path.parts[:-1] if not _is_version(part)]
        package = parents[-1] if parents else source.path.stem
        yield from read(Source(source.path, f"{source.name}/{name}", content, package), asked)
    if not found:
        raise BadInputError(_("there is no match file in it"), place=source.name)


def _is_version(name: str) -> bool:
    return name.replace(".", "").isdigit()


def read(source: Source, _asked: Asked) -> Iterator[Item]:
    """The matches of one file.

    Raises:
        BadInputError: it is no valid YAML.
    """
    document = yaml_file.load(source)
    if document is None:
        yield Remark(source.name, _("the file is empty"))
        return
    if not isinstance(document, MappingNode):
        raise BadInputError(
            _("the file must be a list of keys with values"), place=f"{source.name}:{document.line}"
        )
    root = document.items
    if "matches" not in root:
        yield Remark(source.name, _("there are no matches in it"))
    if "imports" in root:
        what = _("it imports other files; give the whole folder to have them too")
        yield Remark(source.name, what)
    for key in root.keys() - _ROOT_KEYS:
        yield Remark(source.name, _("the key {key} is not known").format(key=key))
    matches = root.get("matches")
    if matches is not None and not isinstance(matches, SequenceNode) and "replies" not in root:
        yield Remark(source.name, _("there are no matches in it"))
    kept = kept_by_line(source.content)
    for node in sequence(matches):
        place = f"{source.name}:{node.line}"
        try:
            yield _entry(node, sequence(root.get("global_vars")), source, kept.get(node.line - 1))
        except RefusalError as refusal:
            yield Refused(place, refusal.why)


def _entry(node: Node, variables: Sequence[Node], source: Source, kept: object) -> Entry:
    if not isinstance(node, MappingNode):
        raise RefusalError(_("keys with values must stand here"))
    match = node.items
    triggers = _triggers(match.get("triggers"), scalar(match.get("trigger")))
    label = scalar(match.get("label"))
    notes: list[str] = []
    if "regex" in match:
        notes.append(_("what is typed for it is a pattern; it has no shortcut now"))
    if any(key in match for key in _HOW_TYPED):
        notes.append(_("when a shortcut counts (case, inside words) was left out"))
    effect, text = _effect(match)
    own = kept_reply(kept, label, triggers[0] if triggers else "", text)
    wording, remarks = ((), []) if own and own.is_whole else _wording(match, variables)
    package = source.folder if source.folder not in _GENERAL_FOLDERS else ""
    terms = match.get("search_terms")
    return Entry(
        place=f"{source.name}:{node.line}",
        program="espanso",
        key="\n".join([package, *(triggers or [scalar(match.get("regex")) or label or text])]),
        wording=wording,
        original=flattened(text) if effect == "html" else text,
        title=label,
        folders=(package,) if package else (),
        shortcuts=tuple(triggers),
        tags=tuple(text for item in sequence(terms) if (text := scalar(item).strip())),
        reply_id=own.reply.id if own else "",
        notes=(*notes, *remarks),
        exact=own.reply if own else None,
    )


def _triggers(several: Node | None, one: str) -> list[str]:
    if several is None:
        return [one] if one else []
    if not isinstance(several, SequenceNode):
        raise RefusalError(_("the triggers must be a list"))
    return [text for item in several.items if (text := scalar(item))]


def _effect(match: dict[str, Node]) -> tuple[str, str]:
    for effect in _EFFECTS:
        if effect in match:
            return effect, scalar(match[effect])
    raise RefusalError(_("there is nothing that it would write"))


def _wording(match: dict[str, Node], variables: Sequence[Node]) -> tuple[Wording, list[str]]:
    effect, text = _effect(match)
    own = sequence(match.get("vars"))
    fields = mapping(match.get("form_fields"))
    words = EspansoText([*variables, *own], fields)
    if effect == "image_path":
        raise RefusalError(_("it is a picture without a text"))
    if effect == "form":
        return words.form(text), words.notes
    if effect == "html":
        words.notes.append(_("the layout of HTML was left out"))
        text = flattened(text)
    if effect == "markdown":
        words.notes.append(_("the signs of Markdown stay in the text"))
    return words.replaced(text), words.notes
