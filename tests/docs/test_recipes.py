"""The recipes of docs/architecture.md, done in a copy of the program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).parents[2]
_FORMAT = '''"""A list of ids."""

SUFFIX = ".ids"
SUMMARY = "the ids, one a line"


def write(graph, stream):
    stream.writelines(f"{node.id}\\n" for node in graph.nodes)
'''
_STYLE = '''"""The symbol alone."""

NOTE = True


def cite(work):
    return f"see {work.symbol}"


again = cite
'''
_KIND = '    Kind("court", "actor", "a court", "courts", "actor", "court"),\n    Kind("section",'
_COURT = "entries:\n- {id: lake-court, kind: court, title: Court of the Lakes, sources: [made up]}\n"
_RULE = '''"""Titles."""

from compactx.checks.rule import Problem, rule


@rule("title-of-lakes", "warning")
def title_of_lakes(world):
    """A title names a lake: everything here is about lakes."""
    for entry in world.entries.values():
        if "Lake" not in entry.title:
            yield Problem(entry.place, f"{entry.id} names no lake")
'''
_DRAFT_RULE = '''"""Names that are shouted."""

from compactx.checks.draft import DOUBTFUL, Judgement, draft_rule


@draft_rule("shouted", DOUBTFUL)
def shouted(draft):
    """A name is not written in capitals. Example: CHARTER OF THE LAKES."""
    for citation in draft.citations:
        if citation.surface.isupper():
            yield Judgement(citation.start, citation.end, "this is shouted", citation.to or "")
'''
_COMMAND = {
    "cli/commands/depth.py": '''"""``compactx depth``: how deep a thing is divided."""

from compactx.cli.command import Command
from compactx.cli.command import REFS
from compactx.query.depth import depth
from compactx.render.items import depth as data

COMMAND = Command(
    "depth",
    "how deep a thing is divided",
    "Counts the levels of parts below a thing.",
    (("compactx depth gcm", "the levels of the Compact"),),
    (REFS,),
)


def run(session, given):
    """Count the levels of each thing that was named."""
    found = [depth(session.index, one.node) for one in session.select_all()]
    query = {"refs": [one.node.id for one in found]}
    return session.present(data.items(found), columns=data.COLUMNS, page=lambda: _page(found), query=query)


def _page(found):
    from compactx.render.pages.depth import page

    return page(found)
''',
    "query/depth.py": '''"""How deep is a thing divided?"""

from compactx.model.record import Record


class Depth(Record):
    """A thing and the levels of parts below it."""

    node: object
    levels: int


def depth(index, node):
    """Return how many levels of parts are below a node."""
    below = [depth(index, child).levels for child in index.children(node.n)]
    return Depth(node, 1 + max(below) if below else 0)
''',
    "render/items/depth.py": '''"""``depth`` as plain data."""

COLUMNS = ("id", "levels")


def items(found):
    """Return an item a thing."""
    return [{"id": one.node.id, "levels": one.levels} for one in found]
''',
    "render/pages/depth.py": '''"""How deep things are divided, for a terminal."""

from compactx.render.pages.style import stack, text


def page(found):
    """Return a line a thing."""
    return stack(*(text(f"{one.node.caption}: {one.levels} levels of parts") for one in found))
''',
}
_SCHEMA = """{
  "$schema": "https://json-schema.org/draft/2020-12/schema",
  "$id": "urn:compactx:schema:depth:1",
  "title": "compactx depth",
  "description": "How deep things are divided.",
  "allOf": [{"$ref": "#/$defs/envelope"}],
  "properties": {
    "schema": {"const": "compactx.depth/1"},
    "items": {
      "type": "array",
      "items": {
        "type": "object",
        "required": ["id", "levels"],
        "properties": {"id": {"$ref": "#/$defs/id"}, "levels": {"type": "integer", "minimum": 0}}
      }
    }
  }
}
"""
_READER = '''"""Logs of the lake: a line an entry, behind the day."""

from compactx.intake.readers.blocks import Block, BlockText

FIRST = "%LAKELOG"


def read_lake_log(text):
    """Return the reading of a log: each line is a block, its day is none of the wording."""
    blocks, at = [], 0
    for line in text.splitlines(keepends=True):
        day, bar, words = line.partition("|")
        role = "" if bar and words.strip() else "skip"
        start = at + len(day) + 1 if bar else at
        blocks.append(Block(start, at + len(line.rstrip()), role, "head", whole=True))
        at += len(line)
    return BlockText(text, blocks, "lakelog")
'''
_FORM = """    if head.startswith("%LAKELOG"):
        return "lakelog"
    if _XML.match(head) and"""
_READ = """    if form == "lakelog":
        from compactx.intake.readers.lake_log import read_lake_log

        return read_lake_log(text)
    if form == "html":"""
_LOG = "%LAKELOG\n1 May | The boats keep to the Charter of the Lakes.\n2 May | Nothing.\n"
_RELATION = "- {id: mirrors, forward: mirrors, backward: is mirrored by, family: catalogue, cost: 5}\n"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "compactx", tmp_path / "compactx", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "tiny", tmp_path / "tiny")
    shutil.copytree(ROOT / "tests" / "docs", tmp_path / "tests" / "docs", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "docs").mkdir()
    for page in ("concepts.md", "corpus.md"):
        shutil.copy(ROOT / "docs" / page, tmp_path / "docs" / page)
    return tmp_path


def _changed(path: Path, before: str, after: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(before) == 1
    path.write_text(text.replace(before, after), encoding="utf-8")


def _said(copy: Path, *words: str, status: int = 0, terminal: bool = False) -> str:
    return _run(copy, "-m", "compactx", *words, status=status, terminal=terminal)


def _run(copy: Path, *words: str, status: int = 0, terminal: bool = False) -> str:
    kept = {"XDG_CACHE_HOME": str(copy / "cache"), "XDG_DATA_HOME": str(copy / "data"), "PYTHONPATH": str(copy)}
    only = {"COMPACTX_CORPUS": str(copy / "tiny"), "COMPACTX_CORPUS_ONLY": "1"}
    wide = {"COMPACTX_FORCE_TTY": "80"} if terminal else {}
    environment = {**os.environ, **kept, **only, **wide}
    command = [sys.executable, *words]
    done = subprocess.run(command, cwd=copy, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done.stdout


def test_a_format_is_one_file(copy: Path) -> None:
    (copy / "compactx" / "export" / "formats" / "ids.py").write_text(_FORMAT)
    assert "pact\n" in _said(copy, "export", "ids")


def test_a_style_is_one_file(copy: Path) -> None:
    (copy / "compactx" / "render" / "citations" / "symbol.py").write_text(_STYLE)
    assert "see " in _said(copy, "cite", "pact", "--style", "symbol")


def test_a_kind_is_one_line(copy: Path) -> None:
    _changed(copy / "compactx" / "model" / "kinds.py", '    Kind("section",', _KIND)
    _run(copy, "tests/docs/kinds.py")
    assert "| `court` | actor | a court |" in (copy / "docs" / "concepts.md").read_text(encoding="utf-8")
    (copy / "tiny" / "registers" / "courts.yaml").write_text(_COURT)
    assert "lake-court" in _said(copy, "list", "courts")
    assert "court" in json.loads(_said(copy, "schema", "show"))["$defs"]["kind"]["enum"]


def test_a_relation_is_one_line(copy: Path) -> None:
    with (copy / "tiny" / "relations.yaml").open("a", encoding="utf-8") as stream:
        stream.write(_RELATION)
    (copy / "tiny" / "registers" / "courts.yaml").write_text(
        "entries:\n- {id: copy, kind: document, title: The Copy, legal: non-binding,\n"
        "   links: [{relation: mirrors, to: pact}]}\n"
    )
    assert "mirrors" in _said(copy, "show", "copy")


def test_a_rule_of_the_corpus_is_one_function(copy: Path) -> None:
    (copy / "compactx" / "checks" / "rules" / "lakes.py").write_text(_RULE)
    found = json.loads(_said(copy, "check", "--rule", "title-of-lakes", "--json", status=1))["items"]
    assert {(one["rule"], one["severity"]) for one in found} == {("title-of-lakes", "warning")}
    assert "clean-guide names no lake" in {one["message"] for one in found}
    _run(copy, "tests/docs/rules.py")
    corpus = (copy / "docs" / "rules.md").read_text(encoding="utf-8").partition("## The corpus")[2]
    assert "| `title-of-lakes` | warning | A title names a lake" in corpus


def test_a_rule_of_drafts_is_one_function(copy: Path) -> None:
    (copy / "compactx" / "checks" / "drafts" / "shouted.py").write_text(_DRAFT_RULE)
    (copy / "draft.txt").write_text("They keep to the CHARTER OF THE LAKES. They love the Charter of the Lakes.\n")
    found = json.loads(_said(copy, "check", "draft.txt", "--rule", "shouted", "--json", status=0))["items"]
    assert [(one["rule"], one["verdict"], one["message"]) for one in found] == [
        ("shouted", "doubtful", "this is shouted")
    ]
    _run(copy, "tests/docs/rules.py")
    drafts = (copy / "docs" / "rules.md").read_text(encoding="utf-8").partition("## The corpus")[0]
    assert "| `shouted` | warning | A name is not written in capitals." in drafts


def test_a_command_is_a_file_of_each_layer(copy: Path) -> None:
    for place, text in _COMMAND.items():
        (copy / "compactx" / place).write_text(text)
    (copy / "compactx" / "render" / "schemas" / "depth.json").write_text(_SCHEMA)
    _run(copy, "tests/docs/overview.py")
    _run(copy, "tests/docs/commands.py")
    assert "  depth" in _said(copy, "--help")
    assert "compactx depth REF... [OPTIONS]" in _said(copy, "depth", "--help")
    assert "### depth\n" in (copy / "docs" / "commands.md").read_text(encoding="utf-8")
    answer = json.loads(_said(copy, "depth", "pact", "--json"))
    assert answer["items"] == [{"id": "pact", "levels": 4}]
    jsonschema.validate(answer, json.loads(_said(copy, "schema", "depth")))
    assert _said(copy, "depth", "pact", "--plain") == "pact\t4\n"
    assert _said(copy, "depth", "pact", terminal=True).strip() == "Pact of the Lakes: 4 levels of parts"
    assert _said(copy, "depth", "nothing-like-it", status=3) == ""


def test_a_reader_is_one_file_and_what_finds_it(copy: Path) -> None:
    intake = copy / "compactx" / "intake"
    (intake / "readers" / "lake_log.py").write_text(_READER)
    _changed(intake / "readers" / "load.py", "    if _XML.match(head) and", _FORM)
    _changed(intake / "read.py", '    if form == "html":', _READ)
    (copy / "may.log").write_text(_LOG)
    found = json.loads(_said(copy, "scan", "may.log", "--json"))
    assert [(one["to"], one["surface"]) for one in found["items"]] == [("charter", "Charter of the Lakes")]
    assert [(one["locator"], one["start"]) for one in found["provisions"]] == [("line-2", 16), ("line-3", 68)]
    _changed(copy / "compactx" / "bulk" / "walk.py", '".md")', '".md", ".log")')
    kept = json.loads(_said(copy, "import", "--recursive", "may.log", "--json"))
    assert (kept["documents"], kept["clauses"]) == (1, 2)
