"""The public samples with known wrong citations, where they are beside the checkout; their words need no library."""

from __future__ import annotations

import json
import subprocess
import sys

import pytest

import compactx
from compactx.checks.draft import Draft
from compactx.checks.examine import examine
from compactx.citation.catalogue import load_catalogue
from compactx.citation.scan import scan_text
from compactx.intake.read import read_document


@pytest.fixture(scope="module")
def golds(shared):
    folder = shared / "samples/check/drafts"
    if not folder.is_dir():
        pytest.skip("the drafts are not beside this checkout")
    rows = [json.loads(line) for line in (folder / "EXPECTED.jsonl").read_text(encoding="utf-8").splitlines()]
    return folder, [row for row in rows if row["file"].endswith((".txt", ".md"))]


def test_drafts_have_no_false_finding_and_few_are_missed(golds):
    folder, rows = golds
    index = compactx.open().index
    catalogue = load_catalogue(index)
    missed = false = 0
    for name in sorted({row["file"] for row in rows}):
        document = read_document(str(folder / name))
        citations = scan_text(document.text, document.provisions, catalogue)
        draft = Draft(name, document.text, document.provisions, citations, index, lambda _: {})
        wrong = [one for one in examine(draft).judgements if one.verdict == "wrong"]
        mine = [row for row in rows if row["file"] == name and row["verdict"] == "wrong"]
        needs_words = {"misquote", "wrong-place"}
        missed += sum(not _over(row, wrong) for row in mine if row["rule"] not in needs_words)
        false += sum(not any(one.start < row["end"] and row["start"] < one.end for row in mine) for one in wrong)
    assert false == 0
    assert missed <= 2


def _over(row, judgements):
    return any(one.start < row["end"] and row["start"] < one.end for one in judgements)


def test_the_command_runs_as_a_program(golds):
    folder, _ = golds
    command = [sys.executable, "-m", "compactx", "check", str(folder / "p06-speech-mayor.txt"), "-q"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert (done.returncode, "no-such-part" in done.stdout) == (1, True)
