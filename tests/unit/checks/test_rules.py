"""Every rule speaks when its one thing is wrong, at its place, and no other rule does."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import pytest

from compactx.checks.rules import reading
from compactx.checks.run import all_rules, check
from compactx.corpus.load import load

sys.path.insert(0, str(Path(__file__).parents[2] / "transcripts" / "findings"))
import told_findings

ROOT = Path(__file__).parents[3]
CASES = told_findings.cases("corpus")
GOLDEN = told_findings.golden("corpus")
UNTABLED = {"unreadable", "too-large", "not-utf8", "unknown-instrument"}  # tried below, they need other files


def name(case):
    return f"{case['rule']}-{case['by'] or case['replace']}"[:60]


@pytest.mark.parametrize("case", CASES, ids=name)
def test_one_mistake_is_found_where_it_stands(case, tiny_corpus):
    findings = told_findings.in_corpus(tiny_corpus(), case)
    mine = [finding for finding in findings if finding.rule == case["rule"]]
    others = {finding.rule for finding in findings} - {case["rule"]}
    assert others == set(case.get("also", ())), [str(finding) for finding in findings]
    assert any(case.get("says", "") in f"{finding.message} {finding.hint}" for finding in mine), [
        str(f) for f in findings
    ]
    if "at" in case:
        place = f"tiny/{case.get('in', case['file'])}:{case['at']}"
        assert place in [str(finding.place) for finding in mine]
    assert len(mine) == case.get("times", 1)
    assert told_findings.told_of_corpus(findings) == GOLDEN[told_findings.head("corpus", case)]


def test_every_rule_has_a_case():
    assert {rule.id for rule in all_rules()} - UNTABLED == {case["rule"] for case in CASES}


def test_the_tiny_corpus_has_no_findings(tiny_corpus):
    assert check(load((str(tiny_corpus()),))).findings == ()


def test_rules_have_distinct_ids_and_an_explanation():
    rules = all_rules()
    assert len({rule.id for rule in rules}) == len(rules)
    assert all(re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*", rule.id) and len(rule.explanation) > 10 for rule in rules)


def test_what_reading_finds_is_what_is_explained():
    source = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "compactx/corpus").glob("*.py"))
    ways = (r'Finding\(\s*"([a-z0-9-]+)"', r'wrong\(findings, "([a-z0-9-]+)"', r'_refusal\(event, "([a-z0-9-]+)"')
    used = {rule for way in ways for rule in re.findall(way, source)}
    assert used == set(reading.EXPLAINED)


def test_a_file_that_is_not_utf8_is_a_finding(tiny_corpus):
    folder = tiny_corpus({"registers/more.yaml": "entries: []\n# caf\xe9\n".encode("latin-1")})
    (finding,) = check(load((str(folder),))).findings
    assert str(finding).startswith("tiny/registers/more.yaml:2:6: error[not-utf8]")


def test_a_file_beyond_the_size_limit_is_a_finding(tiny_corpus, monkeypatch):
    monkeypatch.setattr("compactx.corpus.nodes.MAX_BYTES", 4000)
    folder = tiny_corpus({"registers/more.yaml": "entries: []\n" + "#" * 5000})
    (finding,) = check(load((str(folder),))).findings
    assert finding.rule == "too-large"


def test_a_file_that_cannot_be_opened_is_a_finding(tiny_corpus, monkeypatch):
    folder = tiny_corpus({"registers/more.yaml": "entries: []\n"})
    opened = os.open

    def refuse(path, *rest, **named):
        if str(path).endswith("more.yaml"):
            raise PermissionError(13, "Permission denied", path)
        return opened(path, *rest, **named)

    monkeypatch.setattr("os.open", refuse)
    (finding,) = check(load((str(folder),))).findings
    assert finding.rule == "unreadable"
    assert "Permission denied" in finding.message


def test_provisions_of_nothing_are_a_finding_once_a_file(tiny_corpus):
    folder = tiny_corpus(
        {"instruments/lost.yaml": "of: pakt\nprovisions:\n- {locator: '1', kind: paragraph, gist: A.}\n"}
    )
    (finding,) = check(load((str(folder),))).findings
    assert (finding.rule, str(finding.place)) == ("unknown-instrument", "tiny/instruments/lost.yaml:3:3")
    assert finding.hint == "did you mean pact?"


def test_provisions_of_an_actor_are_a_finding(tiny_corpus):
    folder = tiny_corpus(
        {"instruments/lost.yaml": "of: lake-office\nprovisions:\n- {locator: '1', kind: paragraph, gist: A.}\n"}
    )
    assert [finding.rule for finding in check(load((str(folder),))).findings] == ["unknown-instrument"]


def test_unknown_targets_hint_at_files_that_were_lost(tiny_corpus):
    folder = tiny_corpus({"registers/things.yaml": "entries: ["})
    found = [f for f in check(load((str(folder),))).findings if f.rule == "unknown-target"]
    assert found
    assert all(f.hint for f in found)
    assert "it may stand in what could not be read" in {f.hint for f in found}


def test_many_errors_are_found_in_one_run(tiny_corpus):
    text = (
        "entries:\n"
        "- {id: BAD ID, kind: treety, title: x, date: 2018-13}\n"
        "- {id: two, kind: body}\n"
        "- {id: three, kind: body, title: Three, titel: y}\n"
        "- just words\n"
    )
    found = check(load((str(tiny_corpus({"registers/bad.yaml": text})),))).findings
    assert {"bad-id", "bad-value", "bad-date", "missing-key", "unknown-key", "wrong-type", "no-source"} <= {
        f.rule for f in found
    }


def test_findings_come_in_the_order_of_files_and_lines(tiny_corpus):
    found = check(load((str(tiny_corpus({"registers/things.yaml": "entries: []"})),))).findings
    places = [(f.place.file, f.place.line, f.place.column) for f in found]
    assert len(places) > 5
    assert places == sorted(places)


def test_only_the_asked_rules_speak(tiny_corpus):
    folder = tiny_corpus({"registers/things.yaml": "entries: []"})
    found = check(load((str(folder),)), only=["unknown-target"]).findings
    assert {f.rule for f in found} == {"unknown-target"}


def test_letters_after_z_are_counted(tiny_corpus):
    marks = [chr(97 + at % 26) * (at // 26 + 1) for at in range(30)]
    lines = [f"- {{locator: 1.{mark}, kind: item, gist: A.}}" for mark in marks if mark != "bb"]
    text = "of: pact\nprovisions:\n" + "\n".join(lines) + "\n"
    (finding,) = check(load((str(tiny_corpus({"instruments/letters.yaml": text})),))).findings
    assert "1.bb is missing before 1.cc" in finding.message
