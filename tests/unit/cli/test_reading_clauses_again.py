"""Clauses that read otherwise than when their references were read, and what a user keeps of having read them again."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
import yaml

FIRST = "PACT\n\n1. The lakes are shared by all of us.\n\n2. There are two objectives.\n"


@pytest.fixture
def attached(run_cli, tmp_path, own_homes, small_corpus):  # noqa: ARG001 - the homes and the corpus are set
    """Return what attaches a wording of the Pact, whose first clause is known in four other words."""

    def attach(text):
        (tmp_path / "pact.txt").write_text(text, encoding="utf-8")
        assert run_cli("attach", "pact", str(tmp_path / "pact.txt"), "--force").status in {0, 1}
        return tmp_path / "data" / "compactx" / "corpus" / "accepted.yaml"

    return attach


def changed(run_cli, *words):
    answer = run_cli("impact", *words, "--changed", "--json")
    assert answer.status == (0 if answer.items else 1)
    return answer.items


def test_a_clause_in_other_words_is_to_be_read_again(run_cli, attached):
    assert changed(run_cli) == []
    attached(FIRST)
    (item,) = changed(run_cli)
    assert (item["id"], item["words_then"], item["words_now"]) == ("pact/1", 4, 8)
    assert item["fingerprint_then"] == "0123456789abcdef" != item["fingerprint_now"]
    assert (item["lost"], item["accepted"]) == (["Charter of the Lakes"], None)
    assert [(one["relation"], one["to"]) for one in item["references"]] == [("rests-on", "charter")]
    assert changed(run_cli, "pact/1") == [item]
    assert changed(run_cli, "pact/2") == []
    attached(FIRST.replace("lakes", "waters of the Charter of the Lakes"))
    assert changed(run_cli)[0]["lost"] == []


def test_what_was_read_again_is_kept_until_the_words_change_once_more(run_cli, attached):
    path = attached(FIRST)
    (item,) = changed(run_cli)
    answer = run_cli("impact", "pact/1", "--accept", "--reason", "only the order changed")
    assert (answer.status, answer.err) == (0, f"note: accepted 1 clause in {path}\n")
    kept = yaml.safe_load(path.read_text(encoding="utf-8"))["accepted"]
    assert kept == [{"clause": "pact/1", "fingerprint": item["fingerprint_now"], "reason": "only the order changed",
                     "date": datetime.now(UTC).date().isoformat()}]  # fmt: skip
    assert changed(run_cli) == []
    attached(FIRST.replace("shared", "cared for"))
    (other,) = changed(run_cli)
    assert other["fingerprint_now"] != item["fingerprint_now"]
    run_cli("impact", "pact/1", "--accept", "--reason", "read once more")
    kept = yaml.safe_load(path.read_text(encoding="utf-8"))["accepted"]
    assert [(one["fingerprint"], one["reason"]) for one in kept] == [
        (item["fingerprint_now"], "only the order changed"),
        (other["fingerprint_now"], "read once more"),
    ]
    assert changed(run_cli) == []
    attached(FIRST)
    assert changed(run_cli) == []  # an edition that was read stays read
    assert run_cli("check", str(path)).status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "name the clauses that were read again"),
        (("pact/1",), "accepting needs a reason"),
        (("pact/2", "--reason", "why not"), "none of these reads otherwise"),
    ],
)
def test_what_cannot_be_accepted(words, said, run_cli, attached):
    path = attached(FIRST)
    answer = run_cli("impact", *words, "--accept", *(() if words else ("--reason", "all of them")))
    assert (answer.status, answer.out) == (2, "")
    assert said in answer.err
    assert not path.exists()


def test_a_page_of_what_was_accepted_says_so(run_cli, attached):
    attached(FIRST)
    run_cli("impact", "pact/1", "--accept", "--reason", "only the order changed")
    attached(FIRST.replace("shared", "cared for"))
    page = run_cli("impact", "--changed", env={"COMPACTX_FORCE_TTY": "100", "NO_COLOR": "1"})
    assert page.status == 0
    assert "pact/1  4 words then, 9 now" in page.out
    assert json.dumps(page.out).count("TO READ AGAIN  1") == 1
