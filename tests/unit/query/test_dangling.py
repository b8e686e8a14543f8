"""A reference to what the corpus does not have is shown as one, and told in every output."""

from __future__ import annotations

import csv
import io

import pytest

from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.tui.shelf import Shelf

FILES = {
    "registers/lost.yaml": """
entries:
- {id: crew, kind: class, title: Crew, names: [{name: Crew, type: full, example: the Crew}],
   members: [{to: ghost-ship}, {to: lake-office}]}
- {id: boat, kind: document, title: Boat, links: [{relation: supplements, to: no-such-pact}]}
""",
    "instruments/odd.yaml": """
instrument: {id: odd, kind: document, title: Odd, date: '2001'}
provisions:
- {locator: objective-1, kind: objective, number: 1, title: First}
- {locator: '1', kind: action, parent: objective-1, gist: Sail,
   references: [{to: ghost-ship, surface: the Ghost Ship, pinpoint: deck 2}, {to: charter, surface: the Charter}]}
- {locator: '2', kind: paragraph, gist: Row, references: [{to: lake-office, relation: no-such-relation, surface: it}]}
""",
}


@pytest.fixture
def corpus(tiny_corpus):
    return tiny_corpus(FILES)


def test_show_has_it_with_a_status_and_a_warning(corpus, run_cli):
    answer = run_cli("show", "odd/1", "--json", corpus=corpus)
    told = [(one["to"], one["surface"], one.get("status")) for one in answer.items[0]["references"]]
    assert told == [("charter", "the Charter", None), ("ghost-ship", "the Ghost Ship", "unresolved")]
    (warning,) = answer.json["warnings"]
    assert "1 reference leads nowhere (odd/1)" in warning
    assert "ghost-ship" in warning


@pytest.mark.parametrize("form", [[], ["--plain"], ["--csv"], ["--ids"], ["--jsonl"], ["--header"]])
@pytest.mark.parametrize("command", ["show", "refs"])
def test_every_output_tells(command, form, corpus, run_cli):
    answer = run_cli(command, "odd/1", *form, corpus=corpus)
    assert answer.status == 0
    assert "note: 1 reference leads nowhere (odd/1): the corpus lacks ghost-ship" in answer.err


def test_refs_lists_it_in_json_and_in_lines(corpus, run_cli):
    items = run_cli("refs", "odd/1", "--json", corpus=corpus).items
    assert [(one["to"], one.get("status")) for one in items] == [("charter", None), ("ghost-ship", "unresolved")]
    assert "\tghost-ship\tthe Ghost Ship" in run_cli("refs", "odd/1", "--plain", corpus=corpus).out
    rows = list(csv.DictReader(io.StringIO(run_cli("refs", "odd/1", "--csv", corpus=corpus).out)))
    assert [row["to"] for row in rows] == ["charter", "ghost-ship"]


def test_pages_say_that_it_is_not_in_the_corpus(corpus, run_cli):
    for command, reference in (("show", "odd/1"), ("show", "odd/objective-1"), ("refs", "odd/1"), ("show", "crew")):
        page = run_cli(command, reference, corpus=corpus, env={"COMPACTX_FORCE_TTY": "100"}).out
        assert "ghost-ship" in page
        assert "not in the corpus" in page


def test_an_objective_and_a_whole_answer_for_their_parts(corpus, run_cli):
    shown = run_cli("show", "odd/objective-1", "--json", corpus=corpus)
    assert [one.get("status") for one in shown.items[0]["references"]] == [None, "unresolved"]
    assert "2 references lead nowhere (odd)" in run_cli("show", "odd", corpus=corpus).err


def test_links_members_and_relations_are_told_too(corpus, run_cli):
    boat = run_cli("show", "boat", "--json", corpus=corpus)
    assert [(one["to"], one["status"]) for one in boat.items[0]["links"]] == [("no-such-pact", "unresolved")]
    crew = run_cli("show", "crew", "--json", corpus=corpus)
    assert crew.items[0]["members"] == ["lake-office", "ghost-ship"]
    assert "ghost-ship" in crew.json["warnings"][0]
    row = run_cli("show", "odd/2", "--json", corpus=corpus)
    assert [one["relation"] for one in row.items[0]["references"]] == ["no-such-relation"]
    assert "no vocabulary" in row.json["warnings"][0]


def test_path_export_and_the_missing_thing_itself_tell(corpus, run_cli):
    assert "ghost-ship" in run_cli("path", "odd/1", "to", "charter", corpus=corpus).err
    assert "lead nowhere" in run_cli("export", "jsonl", corpus=corpus).err
    missing = run_cli("show", "ghost-ship", corpus=corpus)
    assert missing.status == 3
    assert "though 2 references lead there" in missing.err


@pytest.mark.parametrize(
    "command",
    [
        "tree odd",
        "related odd/1",
        "impact odd/1",
        "matrix objectives documents",
        "review odd/1",
        "trace odd/1",
        "compare odd/1 odd/2 --things",
    ],
)
@pytest.mark.parametrize("form", ["--json", "--plain", "--ids"])
def test_every_question_about_references_tells(command, form, corpus, run_cli):
    answer = run_cli(*command.split(), form, corpus=corpus)
    told = answer.json["warnings"] if form == "--json" else answer.err.splitlines()
    assert any("the corpus lacks ghost-ship" in one for one in told)


@pytest.mark.parametrize(
    "command", ["", "list", "list documents", "stats", "stats --timeline", "trace --all", "trace --gaps", "review"]
)
@pytest.mark.parametrize("form", ["--json", "--plain", "--width=80"])
def test_every_count_of_the_whole_corpus_tells(command, form, corpus, run_cli):
    answer = run_cli(*command.split(), form, corpus=corpus)
    told = answer.json["warnings"] if form == "--json" else answer.err.splitlines()
    assert any("4 references of the corpus lead nowhere; compactx check tells where" in one for one in told)


@pytest.mark.parametrize("form", [[], ["--by", "instrument"]])
def test_a_search_tells_of_what_it_found(form, corpus, run_cli):
    assert "1 reference leads nowhere (odd/1)" in run_cli("search", "sail", *form, corpus=corpus).err


def test_the_line_that_says_what_was_written_says_what_was_not(corpus, run_cli, tmp_path):
    answer = run_cli("export", "jsonl", "-o", str(tmp_path / "a.jsonl"), corpus=corpus)
    (wrote,) = (line for line in answer.err.splitlines() if "wrote" in line)
    assert wrote.endswith("; 4 references of the corpus lead nowhere and are left out")


def test_many_things_are_told_of_in_one_sentence(tiny_corpus, run_cli):
    clauses = "\n".join(
        f"- {{locator: '{n}', kind: paragraph, gist: Sail, references: [{{to: ghost-{n}, surface: it}}]}}"
        for n in range(1, 8)
    )
    head = "instrument: {id: odd, kind: document, title: Odd, date: '2001'}\nprovisions:\n"
    corpus = tiny_corpus({"instruments/odd.yaml": head + clauses + "\n"})
    answer = run_cli("matrix", "paragraphs", "documents", "--json", corpus=corpus)
    (told,) = answer.json["warnings"]
    assert "7 references lead nowhere (of what is asked for): the corpus lacks ghost-1, ghost-2, ghost-3 and 4" in told


def test_a_whole_corpus_says_nothing(tiny_corpus, run_cli):
    answer = run_cli("show", "pact", "--json", corpus=tiny_corpus())
    assert answer.json["warnings"] == []


def test_browse_says_it_before_anything_else(corpus, run_cli):
    answer = run_cli("browse", "--line", corpus=corpus, stdin="q\n")
    assert answer.out.startswith("note: 4 references of the corpus lead nowhere; compactx check tells where\n")


def test_pages_of_browse_have_it_and_nothing_to_open(corpus):
    index = Index(open_index((str(corpus),)))
    shelf = Shelf(index)
    page = shelf.page("odd/1")
    assert any("ghost-ship" in span[0] for block in page.blocks for span in block.spans)
    for target in {row.target for row in page.references if row.target} | {link.target for link in page.links}:
        shelf.page(target)
