"""Files of Beeftext, espanso, TextExpander, AutoKey and help desks, counted entry by entry."""

import json
import plistlib
import zipfile
from datetime import datetime

import pytest
from foreign_files import take

from csconsole.errors import BadInputError


@pytest.fixture
def write(tmp_path):
    def writing(text, name):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
        return path

    return writing


# Beeftext


def test_combos_of_the_newest_beeftext(write):
    combo = {
        "uuid": "{4b6b811a-0000-4f4f-81f8-d60814222852}", "name": "退货", "keyword": "th",
        "snippet": "亲，#{input:尺码}", "description": "怎么退货", "group": "{g}", "enabled": True,
        "matchingMode": 1,
    }  # fmt: skip
    document = {
        "fileFormatVersion": 10,
        "combos": [combo, {**combo, "enabled": False}, {"snippet": "#{powershell:x}"}, 7],
        "groups": [{"uuid": "{g}", "name": "售后"}],
    }
    taken = take(write(document, "a.json"))
    (reply,) = taken.replies
    assert reply.id == "beeftext-4b6b811a-0000-4f4f-81f8-d60814222852"
    assert (reply.shortcut, reply.category, reply.text) == (
        "th",
        "after-sale",
        {"zh": "亲，{?尺码}"},
    )
    assert reply.asks == {"zh": ("怎么退货",)}
    assert taken.notes == ["when a shortcut counts (case, inside words) was left out"]
    assert len(taken.refused) == 3
    assert "it runs a program (powershell); that is never done" in taken.refused.values()


def test_combos_of_the_first_beeftext(write):
    combo = {"comboText": "th", "substitutionText": "退货", "created": "2017-01-01T00:00:00.000"}
    (reply,) = take(write({"fileFormatVersion": 1, "combos": [combo]}, "a.json")).replies
    assert (reply.shortcut, reply.text) == ("th", {"zh": "退货"})


def test_html_of_old_combos_is_flattened(write):
    html = "<html><style>p{}</style><body><p>a</p><p>b<br>c</p></body></html>"
    combo = {"keyword": "a", "snippet": html, "useHtml": True}
    assert take(write({"fileFormatVersion": 7, "combos": [combo]}, "a.json")).texts == ["a\nb\nc"]


def test_a_combo_inside_another_becomes_an_include(write):
    combos = [
        {"keyword": "in", "snippet": "里"},
        {"keyword": "out", "snippet": "外#{combo:in}", "name": "外"},
        {"keyword": "gone", "snippet": "外#{combo:none}"},
        {"keyword": "a", "snippet": "圈#{combo:b}"},
        {"keyword": "b", "snippet": "圈#{combo:a}"},
    ]
    taken = take(write({"fileFormatVersion": 10, "combos": combos}, "a.json"))
    assert taken.texts == ["里", f"外{{>{taken.replies[0].id}}}"]
    assert sorted(taken.refused.values()) == [
        "it includes itself", "it includes itself", "it includes none, which is not in the file",
    ]  # fmt: skip


def test_a_version_that_is_not_known_yet_is_refused(write):
    with pytest.raises(BadInputError, match="version 11 of this format is not known"):
        take(write({"fileFormatVersion": 11, "combos": []}, "a.json"))


# espanso

MATCHES = r"""
global_vars:
  - {name: shop, type: echo, params: {echo: 小店}}
matches:
  - {trigger: ":a", replace: "{{shop}}{{x}} $|$好", word: true, search_terms: [问候]}
  - triggers: [":b", ":bb"]
    replace: "{{d}} {{unknown}} {brace}"
    vars: [{name: d, type: date, params: {format: "%d/%m", offset: 86400}}]
  - trigger: ":c"
    form: "尺码 [[size]] 颜色 [[colour]]"
    form_fields: {colour: {type: choice, values: [红, 蓝]}, size: {default: M}}
  - {trigger: ":d", replace: "{{out}}", vars: [{name: out, type: shell, params: {cmd: touch x}}]}
  - {trigger: ":e", replace: "{{f.w}}", vars: [{name: f, type: form, params: {layout: "[[w]]"}}]}
  - {trigger: ":f", image_path: a.png}
  - {regex: ":g\\d", replace: 正则}
  - trigger: ":h"
    replace: "{{c}}"
    vars: [{name: c, type: choice, params: {values: [{label: 一, id: "1"}, "2"]}}]
  - {trigger: ":i", replace: "见{{m}}", vars: [{name: m, type: match, params: {trigger: ":g2"}}]}
  - {trigger: ":j", replace: "见{{m}}", vars: [{name: m, type: match, params: {trigger: ":a"}}]}
  - {trigger: ":k", replace: "{{k}}", vars: [{name: k, type: echo, params: {echo: "{{k}}"}}]}
  - {trigger: ":l"}
  - not a match
"""


def test_matches_of_espanso_are_taken_or_refused_one_by_one(write):
    taken = take(write(MATCHES, "base.yml"))
    assert taken.texts[:4] == [
        "小店{{{{x}}}} 好",
        "{date+1d:%d/%m} {{{{unknown}}}} {{brace}}",
        "尺码 {?size=M} 颜色 {?colour: 红/蓝}",
        "{?w}",
    ]
    assert taken.texts[4:] == ["正则", "{?c: 1/2}", f"见{{>{taken.replies[0].id}}}"]
    assert [reply.shortcut for reply in taken.replies] == [":a", ":b", ":c", ":e", "", ":h", ":j"]
    assert taken.replies[1].tags == (":bb",)
    assert sorted(taken.refused.values()) == [
        "it includes :g2, which is not in the file", "it includes itself",
        "it is a picture without a text", "it runs a program (shell); that is never done",
        "keys with values must stand here", "there is nothing that it would write",
    ]  # fmt: skip


def test_a_package_is_taken_as_a_folder_and_as_an_archive(write, tmp_path):
    manifest = write("name: polite\nversion: 0.1.0\n", "hub/polite/0.1.0/_manifest.yml")
    write('matches: [{trigger: ":a", replace: 好}]\n', "hub/polite/0.1.0/package.yml")
    write('matches: [{trigger: ":b", replace: 坏}]\n', "hub/polite/0.1.0/more.yml")
    folder = take(tmp_path / "hub")
    archive = tmp_path / "polite.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in sorted(manifest.parent.iterdir()):
            packed.write(path, f"polite/0.1.0/{path.name}")
    assert [(reply.category, reply.shortcut) for reply in folder.replies] == [
        ("polite", ":b"), ("polite", ":a"),
    ]  # fmt: skip
    assert folder.replies == take(archive).replies


def test_anchors_of_espanso_files_are_followed(write):
    anchor = "x: &v [{name: a, type: echo, params: {echo: 好}}]\n"
    text = anchor + "matches: [{trigger: a, replace: '{{a}}', vars: *v}]\n"
    assert take(write(text, "a.yml")).texts == ["好"]


# TextExpander, AutoKey, help desks


@pytest.mark.parametrize("kind", [plistlib.FMT_XML, plistlib.FMT_BINARY])
def test_groups_of_textexpander(tmp_path, kind):
    path = tmp_path / "group.textexpander"
    snippet = {
        "abbreviation": "th",
        "plainText": "%filltext:name=尺码%",
        "label": "退",
        "uuidString": "A-B",
        "snippetType": 0,
        "modificationDate": datetime(2026, 1, 2),  # noqa: DTZ001  (plists know no zone)
    }
    told = {
        "groupInfo": {"groupName": "售后"},
        "snippetsTE2": [snippet, {**snippet, "snippetType": 3}],
    }
    path.write_bytes(plistlib.dumps(told, fmt=kind))
    taken = take(path)
    assert (taken.texts, taken.replies[0].category) == (["{?尺码}"], "after-sale")
    assert list(taken.refused.values()) == ["it runs a program (shell); that is never done"]


@pytest.mark.parametrize("hidden", ["", "."])
def test_a_tree_of_autokey_of_both_versions(write, tmp_path, hidden):
    write("好的<cursor> <date format=%Y>", "tree/售后/好.txt")
    write(
        {"description": "同意", "abbreviation": {"abbreviations": ["hao"]}},
        f"tree/售后/{hidden}好.json",
    )
    write("print()", "tree/run.py")
    write("<script name=x>", "tree/b.txt")
    taken = take(tmp_path / "tree")
    (reply,) = taken.replies
    assert (reply.title["zh"], reply.shortcut, reply.text["zh"]) == (
        "同意",
        "hao",
        "好的 {date:%Y}",
    )
    assert len(taken.refused) == 2


def test_text_modules_as_yaml(write):
    content = "Dear #{user.firstname} {x}"
    text = f"---\n- name: Hi\n  keywords: a, b\n  content: '{content}'\n- name: empty\n"
    taken = take(write(text, "modules.yml"))
    assert (taken.texts, taken.replies[0].tags) == (["Dear {agent} {{x}}"], ("a", "b"))
    assert taken.refused == {"5": "the text is empty"}


def test_canned_responses_as_json(write):
    told = [{"id": 5, "short_code": "hi", "content": "Hello {{ contact.first_name }}"}]
    (reply,) = take(write(told, "canned.json")).replies
    assert (reply.id, reply.shortcut, reply.text["en"]) == ("chatwoot-5", "hi", "Hello {buyer}")


# What else may stand in those files

LONG = f"{{echo: '{'b' * 60_000}'}}"


@pytest.mark.parametrize(
    ("match", "text"),
    [
        ("html: '<p>a</p><ul><li>b</li></ul>'", "a\n• b"),
        ("markdown: '**a**'", "**a**"),
        ("form: 'a {{who}}'", "a {?who}"),
        ("replace: '{{clipboard}}'", "{?clipboard}"),
        (
            "replace: '{{r}}', vars: [{name: r, type: random, params: {choices: [a, b]}}]",
            "{?r: a/b}",
        ),
        (
            "replace: '{{d}}', vars: [{name: d, type: date, params: {format: '%d', tz: X}}]",
            "{date:%d}",
        ),
        ("replace: '{{f}}', vars: [{name: f, type: form, params: {layout: 'x[[a]]'}}]", "x{?a}"),
        (
            "form: '[[a]]', form_fields: {a: {type: list, values: \"x\\ny\", default: y}}",
            "{?a: y/x}",
        ),
    ],
)
def test_every_kind_of_match_of_espanso(write, match, text):
    assert take(write(f"matches: [{{trigger: a, {match}}}]\n", "a.yml")).texts == [text]


@pytest.mark.parametrize(
    ("match", "why"),
    [
        ("triggers: {a, b}, replace: x", "the triggers must be a list"),
        ("replace: [x]", "a text must stand here"),
        ("replace: '{{d}}', vars: [{name: d, type: date, params: {offset: x}}]", "be shifted"),
        ("replace: '{{d}}', vars: [{name: d, type: new}]", "variables of the type new"),
        ("replace: '{{c}}', vars: [{name: c, type: choice, params: {values: []}}]", "to choose"),
        ("form: '[[a]]', form_fields: {a: {type: choice, values: '{{clipboard}}'}}", "another"),
        ("replace: ' '", "the text is empty"),
        (f"replace: '{{{{e}}}}{{{{e}}}}', vars: [{{name: e, type: echo, params: {LONG}}}]", "long"),
    ],
)  # fmt: skip
def test_a_match_that_cannot_be_a_reply_is_refused_with_its_reason(write, match, why):
    taken = take(write(f"matches:\n  - {{trigger: a, {match}}}\n", "a.yml"))
    assert taken.replies == []
    (told,) = taken.refused.values()
    assert why in told


def test_files_without_matches_are_named(write):
    taken = take(write("imports: [a.yml]\nglobal_vars: []\nmore: 1\n", "a.yml"))
    assert sorted(taken.notes) == [
        "it imports other files; give the whole folder to have them too",
        "the key more is not known",
        "there are no matches in it",
    ]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("nothing", "this line is no phrase: code,position=phrase"),
        ("xw,1=#$ampm 好", "the date letter ampm is not known here"),
    ],
)
def test_a_line_of_sogou_that_cannot_be_a_reply_is_refused(write, line, why):
    taken = take(write(f"th,1=好\n;remark\n{line}\n", "phrases.txt") if line[0] == "x" else
                 write(f"{line}\nth,1=好\n", "phrases.txt"), "sogou")  # fmt: skip
    assert (taken.texts, list(taken.refused.values())) == (["好"], [why])


def test_settings_of_textexpander_tell_the_groups_of_their_snippets(tmp_path):
    path = tmp_path / "settings.plist"
    snippets = [{"abbreviation": "a", "plainText": "x", "snippetType": 1, "uuidString": "U"}, 5]
    groups = [{"name": "回访", "snippetUUIDs": ["U"]}]
    path.write_bytes(plistlib.dumps({"snippetsTE2": snippets, "groupsTE2": groups}))
    taken = take(path)
    assert (taken.replies[0].category, taken.notes) == ("follow-up", ["the layout was left out"])
    assert len(taken.refused) == 1


def test_a_csv_of_textexpander_refuses_rows_of_another_width_and_programs(write):
    text = 'a,"Good day, dear customer."\nb,%shell:x%\nc,d,e,f\n'
    taken = take(write(text, "te.csv"), "textexpander")
    assert (len(taken.replies), len(taken.refused)) == (1, 2)


def test_html_modules_and_lists_under_a_key(write):
    told = {"payload": [{"name": "a", "content": "<div>x</div>", "tags": ["t"]}, {"name": "b"}, 3,
                        {"name": "off", "content": "x", "active": False}]}  # fmt: skip
    taken = take(write(told, "modules.json"))
    assert (taken.texts, taken.replies[0].tags, len(taken.refused)) == (["x"], ("t",), 3)


def test_a_kept_reply_that_somebody_broke_gives_way_to_what_is_shown(write):
    combo = {"keyword": "a", "snippet": "好", "csconsole": {"reply": {"id": "A B"}, "shown": ""}}
    (reply,) = take(write({"fileFormatVersion": 10, "combos": [combo]}, "a.json")).replies
    assert (reply.shortcut, reply.text) == ("a", {"zh": "好"})
