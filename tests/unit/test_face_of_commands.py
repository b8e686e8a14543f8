"""Every command that answers has its question in Python, and every option of it a parameter, or a reason why not."""

from __future__ import annotations

import inspect

import pytest

import compactx
from compactx.api import Answer, Graph, Library
from compactx.cli.command import load_command
from compactx.cli.overview import OVERVIEW
from compactx.errors import UsageError

SAME = {"refs": "reference", "instrument": "instrument", "direction": "direction"}
# How a page, a picture or a line of a pipe looks is no question; a picture is what ``export`` writes.
LOOKS = {"output", "force", "dark", "format", "mermaid", "clauses", "empty", "every", "web", "gist", "fail_on"}
# Where an option is called otherwise in Python, or is a question of its own there.
CALLED = {
    "attach": {"args": "paths", "all": "slice"},
    "import": {"files": "import_document.path", "recursive": "import_library.paths", "prune": "import_library.prune",
               "jobs": "import_library.jobs", "id": "import_document.identity", "title": "import_document.title",
               "kind": "import_document.kind", "dry": "import_document.dry"},
    "new": {"words": "identity", "relation": "new_link.relation"},
    "rename": {"words": "before"},
    "schema": {},
    "agreed": {"what": "what", "instrument": "inside", "by": "frame", "limit": "slice"},
    "check": {"paths": "path", "rules": "check_corpus.rule", "all": "verdict", "fix": "mend.path",
              "track": "mend.track", "recursive": "loop", "baseline": "loop"},
    "cite": {},
    "compare": {"what": "old", "things": "shared.references", "texts": "compare.new"},
    "export": {"around": "depth", "path": "to"},
    "graph": {"refs": "export.what", "depth": "export.depth", "path": "export.to", "limit": "export.count",
              "editorial": "export.editorial"},
    "impact": {"changed": "changed.reference", "all": "changed.accepted", "accept": "writes", "reason": "writes",
               "limit": "slice"},
    "list": {"by": "frame", "series": "series.reference", "voted": "states.voted"},
    "matrix": {"kinds": "rows", "by": "columns"},
    "path": {"refs": "source", "all": "count"},
    "refs": {"totals": "frame"},
    "related": {},
    "review": {"timeline": "occasions.on", "limit": "slice"},
    "scan": {"files": "path", "by": "frame", "authorities": "authorities.path", "coverage": "coverage.path",
             "limit": "slice"},
    "search": {"by": "rollup.by"},
    "series": {"what": "evolution.what"},
    "show": {"text": "wording.reference"},
    "stats": {"by": "timeline.top", "as_of": "timeline.as_of", "kind": "timeline.kind"},
    "trace": {"direction": "way", "all": "every", "limit": "picture"},
    "tree": {"direction": "follow"},
    "verify": {},
}  # fmt: skip
# What Python does by itself, and what is done with its answers.
BY_ITSELF = {"frame": "Answer.frame groups", "slice": "an answer is a sequence", "loop": "one call a document",
             "picture": "only of a picture", "writes": "a note of yours in a corpus"}  # fmt: skip
# Commands that answer no question: they help, or need a terminal.
NO_QUESTION = {"browse", "completion", "help"}


def parameters(method):
    return set(inspect.signature(getattr(Library, method)).parameters)


@pytest.mark.parametrize("name", [name for name, _, _ in OVERVIEW if name not in NO_QUESTION])
def test_every_option_of_a_command_has_its_parameter(name):
    command, called = load_command(name)[0], CALLED[name]
    lacking = []
    for param in command.params:
        if param.is_hidden or param.name in LOOKS:
            continue
        target = called.get(param.name, SAME.get(param.name, param.name))
        method, dot, own = target.rpartition(".")
        if target in BY_ITSELF:
            continue
        if own not in parameters(method if dot else name):
            lacking.append(param.name)
    assert lacking == []


def test_the_table_names_every_command_and_no_other():
    names = {name for name, _, _ in OVERVIEW}
    assert set(CALLED) | NO_QUESTION == names
    assert not set(CALLED) & NO_QUESTION
    assert callable(Answer.frame)
    assert callable(Graph.to_networkx)


@pytest.fixture(scope="module")
def library():
    with compactx.open() as opened:
        yield opened


DRAFT, REVISION = (f"tests/cases/documents/harbour-{name}.txt" for name in ("draft", "revision"))


def items(answer):
    return [{key: value for key, value in item.items() if key != "file"} for item in answer]


@pytest.mark.parametrize(
    ("ask", "words"),
    [
        (lambda c: c.trace(every=True), ["trace", "--all"]),
        (lambda c: c.trace(gaps=True), ["trace", "--gaps"]),
        (lambda c: c.trace("objective 21", every=True), ["trace", "objective", "21", "--all"]),
        (lambda c: c.related("gcm/37", linked=True, limit=8), ["related", "gcm/37", "--linked", "-n", "8"]),
        (lambda c: c.tree("ILO", follow="in", instrument="gcm"), ["tree", "ILO", "--direction", "in", "--in", "gcm"]),
        (lambda c: c.matrix("objectives", "treaties", holes=True), ["matrix", "objectives", "treaties", "--holes"]),
        (lambda c: c.shared(["gcm/objective-5", "ILO"]), ["compare", "gcm/objective-5", "to", "ILO", "--things"]),
        (lambda c: c.occasions("gcm", "2026-11-21"), ["review", "gcm", "--timeline", "--as-of", "2026-11-21"]),
        (lambda c: c.cite(["gcm/33.b", "gcm/17"], "all"), ["cite", "gcm/33.b", "gcm/17", "--style", "all"]),
        (lambda c: c.check(DRAFT), ["check", DRAFT, "--all"]),
        (lambda c: c.check(DRAFT, verdict=["wrong", "doubtful"]), ["check", DRAFT]),
        (lambda c: c.compare(DRAFT, REVISION, status="changed"), ["compare", DRAFT, REVISION, "--status", "changed"]),
        (lambda c: c.evolution([DRAFT, REVISION]), ["series", DRAFT, REVISION]),
        (lambda c: c.agreed(DRAFT, new=True, words=5), ["agreed", DRAFT, "--new", "--words", "5"]),
        (lambda c: c.scan(DRAFT, status="resolved"), ["scan", DRAFT, "--status", "resolved"]),
        (lambda c: c.authorities(DRAFT), ["scan", DRAFT, "--authorities"]),
        (lambda c: c.coverage(DRAFT), ["scan", DRAFT, "--coverage"]),
        (lambda c: c.check_corpus(rule="undated"), ["check", "--rule", "undated"]),
        (lambda c: c.changed("gcm"), ["impact", "gcm", "--changed"]),
    ],
)  # fmt: skip
def test_python_answers_as_the_command_does(ask, words, library, run_cli):
    assert items(ask(library)) == items(run_cli(*words, "--json").items)


def test_the_short_note_of_the_same_work(library, run_cli):
    found = library.cite(["gcm/33.b", "gcm/17", "crc"], ibid=True)
    told = run_cli("cite", "gcm/33.b", "gcm/17", "crc", "--ibid").out.splitlines()
    assert [f"{n}. {item['citation']}" for n, item in enumerate(found, 1)] == told
    assert found[1]["citation"].startswith("Ibid.")


def test_wording_that_is_at_hand(library, tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert library.wording("gcm/33.b") == ""
    assert library.cite("gcm/33.b", quote=True)[0]["text"] == ""


def test_likeness_wants_three_words(library):
    with pytest.raises(UsageError, match="three words"):
        library.search("border", like=True)


def test_a_copy_with_the_fixes(library, tmp_path, run_cli):
    draft = tmp_path / "draft.txt"
    draft.write_text("Recalling paragraph 99 of the Global Compact for Migration and A/RES/73/1950.\n"
                     "Recalling also resolution 70/1 of 25 September 2016.\n", encoding="utf-8")  # fmt: skip
    count = library.mend(draft, tmp_path / "ours.txt")
    assert count > 0
    run_cli("check", str(draft), "--fix", "-o", str(tmp_path / "theirs.txt"))
    assert (tmp_path / "ours.txt").read_text() == (tmp_path / "theirs.txt").read_text() != draft.read_text()


def test_what_cannot_be_asked_says_so(library):
    for ask in (
        library.trace,
        lambda: library.shared(["ILO"]),
        lambda: library.check(DRAFT, verdict="bad"),
        lambda: library.check(DRAFT, rule="bad"),
        lambda: library.agreed(DRAFT, words=2),
        lambda: library.agreed(DRAFT, series=True),
        lambda: library.compare(DRAFT, REVISION, status="bad"),
        lambda: library.scan(DRAFT, status="bad"),
        lambda: library.evolution("crc"),
    ):
        with pytest.raises(UsageError):
            ask()
