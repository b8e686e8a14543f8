"""Pages about what was read, kept and judged, whole: their words, numbers, order and looks, as a terminal gets them."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from compactx.bulk.run import BulkResult, DocumentFailure
from compactx.checks.draft import Fix, Judgement
from compactx.checks.examine import PlacedJudgement
from compactx.intake.drafts.draft import MergeChange
from compactx.intake.drafts.imports import ImportResult
from compactx.intake.texts.align import Match
from compactx.intake.texts.attach import AttachedFile, AttachResult
from compactx.query.series import SeriesMember
from compactx.render import drawing
from compactx.render.pages import attach, findings, impact, show, written
from compactx.render.pages.style import text


def drawn(page, width=72, color="never"):
    return drawing.as_text(page, width, color, "utf-8")


def looks(page):
    """Return a page with its looks between angle brackets, each as the numbers that a terminal is sent."""
    return drawn(page, color="always").replace("\x1b[0m", "</>").replace("\x1b[", "<")


# Imports


DRAFT = ImportResult(
    "lake-plan", "Plan of the Lakes", "plan.docx", "docx", "/c/lake-plan.yaml", "/t/lake-plan.txt", 12, 1, 0, 0,
    again=False, changes=(), kept=0, unused=0, numbers={"3.a": "3 a."},
)  # fmt: skip


def test_a_draft_that_was_written():
    assert drawn(written.page(DRAFT)) == (
        "lake-plan  Plan of the Lakes\n"
        "12 provisions, 1 proposed reference from plan.docx\n"
        "\n"
        "written to  /c/lake-plan.yaml\n"
        "try  compactx tree lake-plan\n"
        "     compactx check /c/lake-plan.yaml\n"
    )
    assert "<2mwritten to</>  /c/lake-plan.yaml" in looks(written.page(DRAFT))


def test_a_draft_with_what_it_leaves_out():
    open_ones = DRAFT.replace(unresolved=1, ambiguous=2, unused=1, path="")
    assert drawn(written.page(open_ones), 120) == (
        "lake-plan  Plan of the Lakes\n"
        "12 provisions, 1 proposed reference from plan.docx\n"
        "left out of the draft: 1 citation of things the corpus does not have, 2 that may mean several\n"
        "1 stretch of the file: no part of the text (page headers and such)\n"
        "\n"
        "nothing was written (--dry-run)\n"
    )
    assert "left out of the draft: 0 citations" in drawn(written.page(DRAFT.replace(ambiguous=1)))
    assert "\n2 stretches of the file" in drawn(written.page(DRAFT.replace(unused=2)))
    assert "<2mnothing was written (--dry-run)</>" in looks(written.page(open_ones))


def test_a_draft_that_was_made_before():
    again = DRAFT.replace(again=True, kept=3, changes=(MergeChange("added", "3.a", "7 words"),
                                                       MergeChange("removed", "4", "gone")))  # fmt: skip
    assert drawn(written.page(again)).split("\n\n")[1] == (
        "SINCE THE IMPORT BEFORE  2\n  added    3 a.  7 words\n  removed  4     gone\n3 decisions of yours were kept"
    )
    assert "<2m7 words</>" in looks(written.page(again))
    assert "\n\nNothing changed since the import before.\n" in drawn(written.page(DRAFT.replace(again=True)))


@pytest.mark.parametrize(("number", "said"), [(80, ""), (81, "and 1 more; --plain lists them")])
def test_of_many_changes_the_first_are_shown(number, said):
    many = DRAFT.replace(again=True, changes=tuple(MergeChange("added", str(n)) for n in range(1, number + 1)))
    page = drawn(written.page(many))
    assert ("more; --plain" in page) == bool(said)
    assert said in page
    assert page.count("added") == 80


# The library


HELD = BulkResult("/d/library.sqlite", 0, 6, (), 0, 0, 6, 28, 1, 0.0)


def failure(path, status, reason):
    return DocumentFailure(path, status, reason)


def test_a_library_with_all_that_did_not_go_in():
    lost = HELD.replace(
        read=3, seconds=2.0, official=1, detected=2,
        failed=(failure("/in/a.pdf", "failed", "a.pdf is empty"), failure("/in/b.xml", "twice", "read before")),
        vanished=(failure("/in/c.xml", "vanished", "gone"), failure("/in/d.xml", "pruned", "gone too")),
    )  # fmt: skip
    assert drawn(written.library_page(lost)) == (
        "3 documents read, 1.5 a second; 6 had not changed\n"
        "1 official link and 2 citations that their texts make\n"
        "\n"
        "NOT READ  1\n"
        "  a.pdf  a.pdf is empty\n"
        "\n"
        "IN THE LIBRARY ALREADY, FROM ANOTHER FILE  1\n"
        "  b.xml  read before\n"
        "\n"
        "IN THE LIBRARY, THEIR FILES ARE GONE; --PRUNE REMOVES THEM  1\n"
        "  c.xml  gone\n"
        "\n"
        "REMOVED, FOR THEIR FILES ARE GONE  1\n"
        "  d.xml  gone too\n"
        "\n"
        "The library holds 6 documents, 28 clauses, 1 reference.\n"
        "/d/library.sqlite\n"
        "try  compactx stats --by year\n"
        "     compactx list documents --sort cited\n"
    )
    assert "<2m/d/library.sqlite</>" in looks(written.library_page(lost))
    assert drawn(written.library_page(HELD)).startswith("0 documents read; 6 had not changed\n\nThe library holds")


@pytest.mark.parametrize(
    ("number", "more"), [(40, ""), (42, "and 2 more (41 is empty; 1 cannot be read); --plain lists them")]
)
def test_of_many_documents_that_were_not_read_the_first_are_shown(number, more):
    failed = [failure(f"/in/{n}.pdf", "failed", "is empty (0 bytes)") for n in range(number - 1)]
    lost = HELD.replace(failed=(*failed, failure("/in/z.pdf", "failed", "cannot be read")))
    page = drawn(written.library_page(lost))
    assert ("--plain" in page) == bool(more)
    assert more in page
    assert page.count(".pdf") == 40


# Attached texts


def match(locator, status, where="", words="", edition="", count=9):
    return Match(SimpleNamespace(locator=locator, printed="", words=count), status, where, words, edition)


KEPT = AttachResult(
    "charter", "Charter of the Lakes", "charter.txt", "text", "the second edition",
    (match("1", "matches", "1"), match("2.a", "differs", "2.a", "four words are here"), match("3", "missing"),
     match("4", "matches", "line-9"), match("5", "differs", "5", "two words", "the first edition")),
    "/t/charter.txt", 0, True,
)  # fmt: skip


def test_an_attached_text_clause_by_clause():
    assert drawn(attach.page(KEPT, everything=True)) == (
        "charter  Charter of the Lakes\n"
        "2 of 5 clauses of charter.txt match the edition known here\n"
        "the file is the second edition\n"
        "\n"
        "  1     matches\n"
        "  2(a)  differs  4 words in the file, 9 known here\n"
        "  3     missing  9 words, found nowhere\n"
        "  4     matches  at line-9\n"
        "  5     differs  2 words in the file, 9 known here, as the first edition\n"
        "                 has it\n"
        "\n"
        "kept in  /t/charter.txt\n"
        "try  compactx verify charter\n"
        "     compactx show charter/1 --text\n"
    )
    assert "<2mkept in</>  /t/charter.txt" in looks(attach.page(KEPT, everything=True))
    short = drawn(attach.page(KEPT, everything=False))
    assert "matches" not in short
    assert short.count("differs") == 2


def test_a_text_that_is_not_described_or_not_kept():
    bare = KEPT.replace(matches=(), known=1, edition="", path="")
    assert drawn(attach.page(bare, everything=False)) == (
        "charter  Charter of the Lakes\n"
        "1 clause of charter.txt, by its own numbers: none is described here\n"
        "\n"
        "nothing was kept (--dry-run)\n"
    )
    assert "show charter/1 --text" in drawn(attach.page(KEPT.replace(matches=()), everything=False))


@pytest.mark.parametrize(("number", "said"), [(60, ""), (61, "and 1 more; --all lists them")])
def test_of_many_clauses_that_do_not_match_the_first_are_shown(number, said):
    many = KEPT.replace(matches=tuple(match(str(n), "missing") for n in range(1, number + 1)))
    page = drawn(attach.page(many, everything=False))
    assert ("--all" in page) == bool(said)
    assert said in page
    assert page.count("found nowhere") == 60
    assert drawn(attach.page(many, everything=True)).count("found nowhere") == number


def test_files_that_were_recognised():
    found = [
        AttachedFile("charter.txt", ("title", "symbol"), KEPT, "", ("not UTF-8",)),
        AttachedFile("charter.txt", ("title",), KEPT.replace(matches=(), known=3), ""),
        AttachedFile("other.txt", (), None, "nothing of the corpus"),
    ]
    assert drawn(attach.files_page(found, everything=False)) == (
        "charter.txt\n"
        "  Charter of the Lakes  charter\n"
        "  2 of 5 clauses match; told by its title and symbol\n"
        "    2(a)  differs  4 words in the file, 9 known here\n"
        "    3     missing  9 words, found nowhere\n"
        "    5     differs  2 words in the file, 9 known here, as the first\n"
        "                   edition has it\n"
        "  not UTF-8\n"
        "charter.txt\n"
        "  Charter of the Lakes  charter\n"
        "  3 clauses, by its own numbers; told by its title\n"
        "other.txt\n"
        "  not kept  nothing of the corpus\n"
        "\n"
        "2 texts of 2 documents kept; 1 document not kept: compactx attach ID\n"
        "FILE says what it is\n"
        "try  compactx show charter/1\n"
        "     compactx verify\n"
    )
    lost = drawn(attach.files_page(found[2:], everything=False))
    assert lost.endswith("\n\n1 document not kept: compactx attach ID FILE says what it is\n")
    dry = [found[0].replace(done=KEPT.replace(path=""))]
    assert "1 text of 1 document recognised, nothing was kept (--dry-run)\n" in drawn(
        attach.files_page(dry, everything=False)
    )


# Clauses to read again


def test_clauses_to_read_again():
    node = SimpleNamespace(id="pact/3", words=9)
    cited, citing = SimpleNamespace(id="charter"), SimpleNamespace(id="paper/7")
    there = SimpleNamespace(forward="cites", target=cited, surface="Charter")
    back = SimpleNamespace(backward="is cited by", clause=None, source=citing, surface="the Pact")
    stale = SimpleNamespace(node=node, words=7, lost=("old words",), outgoing=(there,), incoming=(back,),
                            reason="read again", date="2024-05-01")  # fmt: skip
    page = impact.changed_page([stale], lambda _: text("of fish"))
    assert drawn(page, 90) == (
        "TO READ AGAIN  1\n"
        "\n"
        "pact/3  9 words then, 7 now  of fish\n"
        "  lost  “old words”\n"
        "  cites  charter  “Charter”\n"
        "  is cited by  paper/7  “the Pact”\n"
        "  accepted 2024-05-01  read again\n"
        "\n"
        'compactx impact --accept CLAUSE --reason "…" keeps that its references still stand\n'
    )
    assert "<36mpact/3</>  <2m9 words then, 7 now</>" in looks(page)
    assert "<3mlost</>  <32m“old words”</>" in looks(page)
    nothing = "Every attached clause reads as it did when its references were read.\n"
    assert drawn(impact.changed_page([], lambda _: text(""))) == nothing


# Files of a corpus of one's own


def test_a_skeleton_is_named_from_where_one_is(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    assert drawn(written.new(f"{tmp_path}/mine/plan.yaml"), 200) == (
        "mine/plan.yaml\n\ntry  $EDITOR mine/plan.yaml\n     compactx check mine/plan.yaml\n"
    )
    assert drawn(written.new("/c/plan.yaml")).startswith("/c/plan.yaml\n\ntry  $EDITOR /c/plan.yaml\n")
    assert drawn(written.new(f"{tmp_path}x/plan.yaml"), 200).startswith(f"{tmp_path}x/plan.yaml\n")


def test_a_renaming_file_by_file():
    places = (
        SimpleNamespace(file="plan.yaml", line=3, key="id", before="plan", after="pact"),
        SimpleNamespace(file="links/more.yaml", line=12, key="to", before="plan/1", after="pact/1"),
    )
    found = SimpleNamespace(before="plan", after="pact", places=places, texts={"plan.yaml": "", "links/more.yaml": ""})
    assert drawn(written.renamed(found, dry=False)) == (
        "plan  becomes  pact\n"
        "2 places in 2 files changed\n"
        "\n"
        "  plan.yaml:3         id: plan becomes pact\n"
        "  links/more.yaml:12  to: plan/1 becomes pact/1\n"
    )
    one = SimpleNamespace(before="plan", after="pact", places=places[:1], texts={"plan.yaml": ""})
    assert "\n1 place in 1 file would change\n" in drawn(written.renamed(one, dry=True))


# Judgements of a draft


def test_a_judgement_is_folded_and_never_cut():
    long = "word" * 40
    judgement = Judgement(0, 9, long, hint="h" * 100, fix=Fix(0, 9, "f" * 90), rule="wrong-date")
    one = PlacedJudgement(judgement, "draft.txt", 3, 7, "2.a", "Charter  of\nthe Lakes", "2 a.")
    said = drawn(findings.judgements_page([one], "One is wrong.", {"wrong": 1, "doubtful": 0}), 40)
    joined = "".join(line.strip() for line in said.splitlines())
    assert "3:7 in 2 a.  wrong  wrong-date" in said
    assert "“Charter of the Lakes”" in said
    assert long in joined
    assert "h" * 100 in joined
    assert "write: " + "f" * 90 in joined.replace("write:f", "write: f")
    assert all(len(line) <= 40 for line in said.splitlines())


# A series


def member(number, after, link="succeeds", confidence="", symbol=None):
    node = SimpleNamespace(n=number)
    return SeriesMember(node, symbol or f"A/RES/7{number}/1", f"202{number}", "On Boats", after, link, confidence)


def test_gaps_of_a_series():
    said = [
        (member(1, None), ""),
        (member(2, 1), ""),
        (member(3, 0), "[in the same session]"),
        (member(4, 2), "[2 sessions later]"),
        (member(5, 3, symbol="A/HRC/RES/5/1"), ""),
        (member(6, 4, symbol="A/HRC/RES/9/1"), "[4 sessions later]"),
        (member(7, 2, symbol="S/RES/7"), "[2 years later]"),
        (member(8, 1, "title"), "[by its title alone]"),
        (member(9, 3, "title", "low"), "[3 sessions later, by its title alone, low confidence]"),
        (member(1, 1, "succeeds", "medium"), "[medium confidence]"),
        (member(1, 1, "succeeds", "high"), ""),
    ]
    assert [show._gap(one).plain for one, _ in said] == [words for _, words in said]
