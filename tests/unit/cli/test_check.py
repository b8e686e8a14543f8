"""``check``: which files, which format, which exit status."""

from __future__ import annotations

import json
import os
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).parents[3]
MISTAKE = (
    "entries:\n- {id: odd, kind: body, title: Odd, confidence: low, links: [{relation: edition-of, to: nowhere}]}\n"
)


@pytest.fixture
def wrong(tiny_corpus):
    return tiny_corpus({"registers/odd.yaml": MISTAKE})


def test_the_shipped_corpus_has_no_errors(run_cli):
    assert run_cli("check", "--fail-on", "error").status == 0


def test_lines_are_what_compilers_print_and_the_last_one_counts(run_cli, wrong):
    answer = run_cli("check", corpus=wrong)
    *lines, total = answer.out.splitlines()
    path = wrong / "registers/odd.yaml"
    assert f'{path}:2:3: warning[no-source] the facts of "odd" have no source (sources: [...])' in lines
    assert f'{path}:2:62: error[unknown-target] the target "nowhere" is not in the corpus' in lines
    assert total == "1 error, 2 warnings, 0 notes in 7 files"
    assert (answer.status, answer.err) == (1, "")


@pytest.mark.parametrize("inside", ["", "registers"])
def test_a_folder_without_a_file_of_a_corpus_is_a_mistake(run_cli, tmp_path, tiny_corpus, inside):
    (tmp_path / "notes" / inside).mkdir(parents=True)
    (tmp_path / "notes" / "readme.txt").write_text("Lakes.\n", encoding="utf-8")
    answer = run_cli("check", str(tmp_path / "notes"), corpus=tiny_corpus())
    assert (answer.status, answer.out) == (2, "")
    assert f"error: no YAML file in {tmp_path / 'notes'}\n" in answer.err
    assert "corpus files end in .yaml or .yml" in answer.err


def test_quiet_leaves_the_total_out(run_cli, wrong):
    assert "files" not in run_cli("check", "-q", corpus=wrong).out


@pytest.mark.parametrize(
    ("severity", "change", "status"),
    [
        ("error", {"registers/odd.yaml": MISTAKE}, 1),
        ("warning", {"registers/odd.yaml": MISTAKE.replace("nowhere", "pact")}, 1),
        ("error", {"registers/odd.yaml": MISTAKE.replace("nowhere", "pact")}, 0),
        ("note", {}, 0),
        ("warning", {}, 0),
        (
            "note",
            {
                "instruments/paper.yaml": None,
                "registers/lineage.yaml": None,
                "registers/o.yaml": "entries: [{id: o, kind: body,"
                " title: O, confidence: low, sources: [x], names: [{name: Oo, type: full, example: Oo}]}]",
            },
            1,
        ),
        (
            "warning",
            {
                "instruments/paper.yaml": None,
                "registers/lineage.yaml": None,
                "registers/o.yaml": "entries: [{id: o, kind: body,"
                " title: O, confidence: low, sources: [x], names: [{name: Oo, type: full, example: Oo}]}]",
            },
            0,
        ),
    ],
)
def test_the_exit_status_follows_fail_on(run_cli, tiny_corpus, severity, change, status):
    assert run_cli("check", "--fail-on", severity, corpus=tiny_corpus(change)).status == status


def test_fail_on_is_warning_where_nothing_is_said(run_cli, tiny_corpus):
    warned = tiny_corpus({"registers/odd.yaml": MISTAKE.replace("nowhere", "pact")})
    assert run_cli("check", corpus=warned).status == 1


def test_a_broken_corpus_is_checked_though_no_command_can_read_it(run_cli, tiny_corpus):
    broken = tiny_corpus({"registers/odd.yaml": "entries: [", "registers/two.yaml": "a: 1\na: 2"})
    assert run_cli("show", "pact", corpus=broken).status == 5
    answer = run_cli("check", corpus=broken)
    assert answer.status == 1
    assert "yaml-syntax" in answer.out
    assert "duplicate-key" in answer.out


def test_check_writes_no_index(run_cli, tiny_corpus, tmp_path):
    cache = tmp_path / "cache"
    run_cli("check", corpus=tiny_corpus(), env={"XDG_CACHE_HOME": str(cache)})
    assert not cache.exists()


def test_a_missing_corpus_is_no_finding(run_cli, tmp_path):
    assert run_cli("check", "--corpus", str(tmp_path / "nowhere")).status == 5


def test_an_empty_folder_as_corpus_is_unusable(run_cli, tmp_path):
    assert run_cli("check", corpus=tmp_path).status == 5


@pytest.mark.parametrize(
    "argv", [["nowhere.yaml"], ["docs"], ["--rule", "no-such-rule"], ["--format", "xml"], ["--fail-on", "all"]]
)
def test_what_cannot_be_checked_is_a_usage_error(run_process, argv):
    answer = run_process("check", *argv)
    assert answer.status == 2
    assert answer.out == ""
    assert len(answer.err.splitlines()) <= 4


# Paths


def test_a_file_of_ones_own_is_checked_on_top_of_the_corpus(run_cli, tiny_corpus, tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text(MISTAKE.replace("nowhere", "pact"), encoding="utf-8")
    answer = run_cli("check", str(mine), corpus=tiny_corpus())
    lines = answer.out.splitlines()
    assert [line.split("[")[1].split("]")[0] for line in lines[:-1]] == ["nameless", "no-source"]
    assert all(line.startswith(f"{mine}:2:3: warning") for line in lines[:-1])
    assert answer.out.endswith("in 1 file\n")


def test_a_folder_without_marker_is_checked_on_top_of_the_corpus(run_cli, tiny_corpus, tmp_path):
    folder = tmp_path / "more"
    folder.mkdir()
    (folder / "mine.yaml").write_text(MISTAKE, encoding="utf-8")
    answer = run_cli("check", str(folder), "--jsonl", corpus=tiny_corpus())
    assert {json.loads(line)["rule"] for line in answer.out.splitlines()} == {"no-source", "nameless", "unknown-target"}


def test_a_folder_with_marker_is_checked_by_itself(run_cli, wrong):
    answer = run_cli("check", str(wrong))
    assert answer.out.endswith("1 error, 2 warnings, 0 notes in 7 files\n")


def test_one_file_of_the_corpus_tells_its_own_findings(run_cli, wrong):
    clean, odd = str(wrong / "registers/things.yaml"), str(wrong / "registers/odd.yaml")
    assert run_cli("check", clean, corpus=wrong).status == 0
    assert run_cli("check", odd, corpus=wrong).status == 1
    assert run_cli("check", clean, odd, corpus=wrong).out.endswith("in 2 files\n")


def test_a_file_that_defines_what_the_corpus_has_is_told(run_cli, tiny_corpus, tmp_path):
    mine = tmp_path / "mine.yaml"
    mine.write_text("entries:\n- {id: pact, kind: body, title: Other}\n", encoding="utf-8")
    answer = run_cli("check", str(mine), "--rule", "duplicate-id", corpus=tiny_corpus())
    assert f'{mine}:2:3: error[duplicate-id] "pact" is defined twice' in answer.out


def test_paths_are_shown_from_the_working_directory(run_cli, wrong, monkeypatch):
    monkeypatch.chdir(wrong.parent)
    assert "tiny/registers/odd.yaml:2:3: " in run_cli("check", "tiny").out
    monkeypatch.chdir(ROOT / "tests")
    assert f"\n{wrong}/registers/odd.yaml:2:3: " in "\n" + run_cli("check", str(wrong)).out


def test_two_folders_of_one_name_are_told_apart(run_cli, tiny_corpus, tmp_path):
    other = tmp_path / "deep" / "tiny"
    other.mkdir(parents=True)
    (other / "odd.yaml").write_text(MISTAKE, encoding="utf-8")
    tiny = tiny_corpus()
    answer = run_cli("check", str(other), corpus=tiny)
    assert f"{other}/odd.yaml:2:3: " in answer.out
    assert f"{tiny}/" not in answer.out


# Formats


def test_json_is_the_contract_and_equals_format_json(run_cli, wrong):
    answer = run_cli("check", "--json", corpus=wrong)
    assert answer.json["schema"] == "compactx.check/1"
    assert answer.json["totals"] == {"error": 1, "warning": 2, "note": 0}
    assert answer.json["count"] == 3
    assert answer.items[0].keys() == {"rule", "severity", "file", "line", "column", "message", "hint"}
    assert run_cli("check", "--format", "json", corpus=wrong) == answer


def test_plain_lines_have_columns(run_cli, wrong):
    rows = [line.split("\t") for line in run_cli("check", "--plain", corpus=wrong).out.splitlines()]
    assert [row[:2] for row in rows] == [["warning", "nameless"], ["warning", "no-source"], ["error", "unknown-target"]]


def test_github_lines_are_workflow_commands(run_cli, wrong, monkeypatch):
    monkeypatch.chdir(wrong.parent)
    lines = run_cli("check", "tiny", "--format", "github").out.splitlines()
    assert lines[-1] == (
        "::error file=tiny/registers/odd.yaml,line=2,col=62,title=unknown-target::"
        'the target "nowhere" is not in the corpus'
    )
    assert lines[0].startswith("::warning file=")


def test_sarif_has_its_shape(run_cli, wrong, monkeypatch):
    monkeypatch.chdir(wrong.parent)
    log = run_cli("check", "tiny", "--format", "sarif").json
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    assert log["$schema"].endswith("sarif-2.1.0.json")
    run = log["runs"][0]
    driver = run["tool"]["driver"]
    ids = [rule["id"] for rule in driver["rules"]]
    assert driver["name"] == "compactx"
    assert len(ids) == len(set(ids)) > 40
    assert all(rule["shortDescription"]["text"] and rule["fullDescription"]["text"] for rule in driver["rules"])
    assert {rule["defaultConfiguration"]["level"] for rule in driver["rules"]} <= {"error", "warning", "note"}
    assert len(run["results"]) == 3
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in {"error", "warning", "note"}
        assert result["message"]["text"]
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert physical["artifactLocation"]["uri"] == "tiny/registers/odd.yaml"
        assert physical["region"]["startLine"] == 2
        assert physical["region"]["startColumn"] >= 1


def test_a_terminal_shows_words_for_severities(run_cli, wrong):
    out = run_cli("check", corpus=wrong, env={"COMPACTX_FORCE_TTY": "200", "NO_COLOR": "1"}).out
    assert "error[unknown-target]" in out
    assert "\x1b" not in out
    assert out.endswith("1 error, 2 warnings, 0 notes in 7 files\n")


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_hostile_text_is_made_visible(run_cli, tiny_corpus, form):
    folder = tiny_corpus({"registers/odd.yaml": 'entries:\n- {id: odd, kind: "b\\e[31mody", title: "a\\u202eb\\nc"}\n'})
    out = run_cli("check", "--format", form, corpus=folder).out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_rules_are_listed_with_their_explanations(run_cli):
    answer = run_cli("check", "--rules", "--json")
    assert answer.status == 0
    assert {"unknown-target", "duplicate-key", "later-document", "orphan"} <= {item["rule"] for item in answer.items}
    assert all(len(item["explanation"]) > 10 for item in answer.items)
    assert "``" not in answer.out


def test_one_rule_can_be_explained(run_cli):
    out = run_cli("check", "--rules", "--rule", "orphan", env={"COMPACTX_FORCE_TTY": "100", "NO_COLOR": "1"}).out
    assert out.startswith("orphan  note\n  Every entry is tied to something")


def test_the_same_corpus_gives_the_same_bytes(run_cli, wrong):
    assert run_cli("check", "--json", corpus=wrong) == run_cli("check", "--json", corpus=wrong)


def test_the_checked_folder_is_left_as_it_was(run_cli, wrong):
    before = {path: path.read_bytes() for path in Path(wrong).rglob("*") if path.is_file()}
    run_cli("check", corpus=wrong)
    assert {path: path.read_bytes() for path in Path(wrong).rglob("*") if path.is_file()} == before


# What SARIF 2.1.0 (OASIS, 27 March 2020) requires of the parts that a log of ours has: sections 3.13, 3.14, 3.18, 3.19,
# 3.27, 3.28, 3.29, 3.30 and 3.49.
_TEXT = {"type": "object", "required": ["text"], "properties": {"text": {"type": "string", "minLength": 1}}}
_LEVEL = {"enum": ["none", "note", "warning", "error"]}
_REGION = {
    "type": "object",
    "properties": {
        **{key: {"type": "integer", "minimum": 1} for key in ("startLine", "startColumn", "endLine", "endColumn")},
        **{key: {"type": "integer", "minimum": 0} for key in ("charOffset", "charLength", "byteOffset", "byteLength")},
    },
}
_RULE = {
    "type": "object",
    "required": ["id"],
    "properties": {
        "shortDescription": _TEXT,
        "fullDescription": _TEXT,
        "help": _TEXT,
        "defaultConfiguration": {"type": "object", "properties": {"level": _LEVEL}},
    },
}
_PHYSICAL = {
    "type": "object",
    "required": ["artifactLocation"],
    "properties": {
        "artifactLocation": {"type": "object", "properties": {"uri": {"type": "string"}}},
        "region": _REGION,
    },
}
_CHANGE = {
    "type": "object",
    "required": ["artifactLocation", "replacements"],
    "properties": {"replacements": {"type": "array", "minItems": 1, "items": {"required": ["deletedRegion"]}}},
}
_RESULT = {
    "type": "object",
    "required": ["message"],
    "properties": {
        "message": _TEXT,
        "level": _LEVEL,
        "ruleId": {"type": "string"},
        "ruleIndex": {"type": "integer", "minimum": 0},
        "locations": {"type": "array", "items": {"type": "object", "properties": {"physicalLocation": _PHYSICAL}}},
        "fixes": {"type": "array", "items": {"required": ["artifactChanges"], "properties": {
            "artifactChanges": {"type": "array", "minItems": 1, "items": _CHANGE}}}},
    },
}  # fmt: skip
_DRIVER = {"type": "object", "required": ["name"], "properties": {"rules": {"type": "array", "items": _RULE}}}
_RUN = {
    "type": "object",
    "required": ["tool"],
    "properties": {
        "tool": {"type": "object", "required": ["driver"], "properties": {"driver": _DRIVER}},
        "results": {"type": "array", "items": _RESULT},
        "columnKind": {"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    },
}
SARIF = {
    "type": "object",
    "required": ["version", "runs"],
    "properties": {"version": {"const": "2.1.0"}, "runs": {"type": "array", "items": _RUN}},
}


@pytest.mark.parametrize("kind", ["corpus", "draft"])
def test_sarif_is_what_the_standard_requires(run_cli, wrong, tmp_path, kind):
    draft = tmp_path / "draft.txt"
    draft.write_text("1. Objective 24 of the Global Compact for Migration; Paris Agreement (2016).\n", encoding="utf-8")
    log = run_cli("check", str(wrong if kind == "corpus" else draft), "--format", "sarif").json
    jsonschema.validate(log, SARIF)
    assert log["runs"][0]["results"]


def test_a_screen_counts_the_notes_of_a_rule_that_has_very_many(run_cli, monkeypatch):
    piped = [line for line in run_cli("check").out.splitlines() if "note[orphan]" in line]
    monkeypatch.setenv("COMPACTX_FORCE_TTY", "100")
    whole = run_cli("check", "--rule", "orphan").out
    assert whole.count("note[orphan]") == len(piped)
    assert "times note" not in whole
    page = run_cli("check").out
    assert f"{len(piped)} times note[orphan]: compactx check --rule orphan\n" in page
    assert page.count("note[orphan]") == 1
    assert page.count("note[empty-class]") > 1


def test_a_file_that_is_not_there_is_told_with_what_can_be_named(run_cli):
    answer = run_cli("check", "no-such-draft.docx")
    assert (answer.status, answer.out) == (2, "")
    assert "no file or folder at no-such-draft.docx" in answer.err
    assert "name a draft" in answer.err


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no pipes with names")
def test_a_pipe_is_no_draft_and_is_not_opened(tmp_path, run_cli):
    pipe = tmp_path / "draft"
    os.mkfifo(pipe)
    answer = run_cli("check", str(pipe))
    assert (answer.status, answer.out) == (2, "")
    assert f"{pipe} is not a file" in answer.err
    assert "- for standard input" in answer.err
