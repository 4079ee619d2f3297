r"""Reading couriers and the forms of their numbers from YAML: resources/couriers.

A file has `format: 1` and `couriers`, the likeliest first: of two forms that say equally much the
one whose courier stands first is told first. A courier has

    - code: sf                                    # kept in stores, so it never changes
      name: {zh: 顺丰速运, en: SF Express}
      synonyms: [顺丰]                            # what exports call it
      page: https://…/{number}                    # or the page where a number is typed
      rules:
        - pattern: SF\d{13}                        # for the whole number
          form: letters                           # letters, prefix, length, former
          told: {zh: SF 加 13 位数字, en: SF and 13 digits}

A rule with a check digit has `check: s10` (a method of check_digits) and the groups `body` and
`check` in its pattern; `before` are digits reckoned with that do not stand there; `only_right: yes`
says that a number whose check digit is wrong has another form. `posts` holds what the posts of all
countries share, and each country's post.
"""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

import yaml

from csconsole.errors import BadInputError
from csconsole.language import _
from csconsole.orders.couriers.check_digits import METHODS
from csconsole.orders.couriers.model import Check, Courier, Couriers, Form, Rule
from csconsole.shipped import RESOURCES
from csconsole.yaml_nodes import LOADER, NodeReader

FORMAT = "1"
SHIPPED = ("chinese.yaml", "international.yaml")
_COURIER_KEYS = ("code", "name", "synonyms", "page", "rules")
_RULE_KEYS = ("pattern", "form", "told", "check", "before", "only_right")
_POST_KEYS = ("pattern", "form", "told", "check", "page", "countries")
_COUNTRY_KEYS = ("zh", "en", "page")


@cache
def shipped_couriers() -> Couriers:
    """The couriers that ship with the program; a fault in a file is a fault of the program."""
    return read_couriers(RESOURCES / "couriers" / name for name in SHIPPED)


def read_couriers(paths: Iterable[Path]) -> Couriers:
    """The couriers of several files together.

    Raises:
        BadInputError: with file, line and reason.
    """
    by_code: dict[str, Courier] = {}
    posts: dict[str, str] = {}
    post_rule: Rule | None = None
    for path in paths:
        reader = NodeReader(str(path))
        root = _root(path)
        nodes = reader.mapping(root, ("format", "couriers", "posts"), ("format", "couriers"))
        if reader.text(nodes["format"]) != FORMAT:
            raise reader.bad(
                nodes["format"], _("this format is not known; {format} is").format(format=FORMAT)
            )
        for node in reader.items(nodes["couriers"]):
            _add(reader, node, _courier(reader, node), by_code)
        if "posts" in nodes:
            post_rule = _posts(reader, nodes["posts"], by_code, posts)
    return Couriers(by_code, posts, post_rule)


def _root(path: Path) -> yaml.Node:
    try:
        with path.open("rb") as file:
            root = yaml.compose(file, LOADER)
    except OSError as error:
        raise BadInputError(
            _("the file cannot be read: {why}").format(why=error.strerror or error),
            place=str(path),
        ) from error
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadInputError(
            _("this is not valid YAML: {why}").format(why=error.problem), place=f"{path}:{line}"
        ) from error
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise BadInputError(
            _("this is not valid YAML: {why}").format(why=error), place=str(path)
        ) from error
    if not isinstance(root, yaml.Node):
        raise BadInputError(_("the file is empty"), place=f"{path}:1")
    return root


def _add(
    reader: NodeReader, node: yaml.Node, courier: Courier, by_code: dict[str, Courier]
) -> None:
    if courier.code in by_code:
        raise reader.bad(node, _("the id {id} stands twice").format(id=courier.code))
    by_code[courier.code] = courier


def _courier(reader: NodeReader, node: yaml.Node) -> Courier:
    found = reader.mapping(node, _COURIER_KEYS, ("code", "name", "page"))
    return Courier(
        code=reader.text(found["code"]),
        names=reader.texts(found["name"]),
        page=_page(reader, found["page"]),
        synonyms=tuple(reader.text(one) for one in reader.items(found.get("synonyms"))),
        rules=tuple(_rule(reader, one) for one in reader.items(found.get("rules"))),
    )


def _page(reader: NodeReader, node: yaml.Node) -> str:
    page = reader.text(node)
    if not page.startswith("https://"):
        raise reader.bad(node, _("a page must begin with https://"))
    return page


def _rule(reader: NodeReader, node: yaml.Node, known: tuple[str, ...] = _RULE_KEYS) -> Rule:
    found = reader.mapping(node, known, ("pattern", "form", "told"))
    pattern = reader.pattern(found["pattern"])
    check = None
    if "check" in found:
        before = reader.text(found["before"]) if "before" in found else ""
        check = Check(reader.one_of(found["check"], list(METHODS)), before)
        if not {"body", "check"} <= set(pattern.groupindex):
            raise reader.bad(
                found["pattern"],
                _("a check digit needs the groups body and check in the pattern"),
            )
    only_right = "only_right" in found and reader.one_of(found["only_right"], ["yes"]) == "yes"
    return Rule(
        pattern=pattern,
        form=reader.choice(found["form"], Form),
        told=reader.texts(found["told"]),
        check=check,
        only_right=only_right,
    )


def _posts(
    reader: NodeReader, node: yaml.Node, by_code: dict[str, Courier], posts: dict[str, str]
) -> Rule:
    """Each country's post as a courier; its code is `s10_` and the country."""
    found = reader.mapping(node, _POST_KEYS, _POST_KEYS)
    rule = _rule(reader, node, _POST_KEYS)
    if "country" not in rule.pattern.groupindex:
        raise reader.bad(
            found["pattern"],
            _("the pattern of the posts needs the group {name}").format(name="country"),
        )
    page = _page(reader, found["page"])
    for country, told in reader.mapping(found["countries"]).items():
        parts = reader.mapping(told, _COUNTRY_KEYS, ("zh", "en"))
        courier = Courier(
            code=f"s10_{country.lower()}",
            names={language: reader.text(parts[language]) for language in ("zh", "en")},
            page=_page(reader, parts["page"]) if "page" in parts else page,
        )
        _add(reader, told, courier, by_code)
        posts[country] = courier.code
    return rule
