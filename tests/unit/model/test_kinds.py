"""One table says what a kind is; each place that a new kind would leave incomplete is named here."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import scripts

import compactx
from compactx.export.picture.looks import LOOKS, look_of
from compactx.export.rdf.vocabulary import PREFIXES
from compactx.model.kinds import KINDS, TABLE, family, kind_of_word
from compactx.query.listing import kinds_of
from compactx.render.contracts import schema

ROOT = Path(__file__).parents[3]
CODE = ROOT / "compactx"
# Lists of kinds that answer a question of their own. Whoever adds a kind asks of each whether it belongs.
CHOSEN = {
    "checks/drafts/names.py": "what a resolution adopted, called by its own name",
    "checks/phrases.py": "labels whose number a draft leaves open in brackets",
    "citation/hanging.py": "parts that are cited apart from the clauses of an instrument",
    "checks/rules/structure.py": "parts that stand in others, and parts that need a title or a gist",
    "export/rdf/dataset.py": "topics that other data sets have identifiers for",
    "intake/drafts/draft.py": "parts that a text labels",
    "intake/segment/locators.py": "labels that number parts",
    "query/agreed_sources.py": "the order in which sources of agreed language come",
    "query/cite.py": "units of a pinpoint",
    "query/matrix.py": "documents whose rows make a matrix of years",
    "query/readings.py": "parts whose number is no paragraph's",
    "query/select.py": "numbered parts, and words that are corrected",
    "query/shared.py": "clauses, without the headings above them",
    "query/show.py": "what States vote on or join",
    "query/trace.py": "parts that a line of descent is drawn between",
    "render/items/show.py": "parts of an objective that have a key of their own",
    "tui/thing_page.py": "parts whose printed name says what they are",
    "tui/names.py": "parts that are called by the end of their locator",
}

ELSEWHERE = ("model/kinds.py", "render/citations/")  # the table; words for units, which are no kinds


@pytest.mark.parametrize("kind", TABLE, ids=lambda kind: kind.name)
def test_a_kind_is_complete(kind) -> None:
    assert kind.family in {"instrument", "actor", "class", "provision"}
    assert kind.about, "docs/concepts.md says what it is"
    assert kind_of_word(kind.plural) == kind.name, "the plural is not that of another kind"
    assert kind.look in LOOKS, "export/picture/looks.py draws it"
    assert look_of(kind.name).word == kind.legend != ""
    assert kind.rdf.partition(":")[0] in PREFIXES, "export/rdf/vocabulary.py knows the prefix of its class"
    assert kinds_of(kind.plural) == (kind.name,), "list takes its plural"


def test_the_schema_has_all_kinds_and_no_other() -> None:
    assert schema("show")["$defs"]["kind"]["enum"] == list(KINDS)


def test_the_docs_have_all_kinds() -> None:
    kinds_page = scripts.loaded("tests/docs/kinds.py")
    for name, text in kinds_page.pages().items():
        assert (ROOT / "docs" / name).read_text(encoding="utf-8") == text, "run python tests/docs/kinds.py"


def test_the_table_has_each_kind_once() -> None:
    assert len(KINDS) == len(TABLE)
    assert {family(kind) for kind in KINDS} == {"instrument", "actor", "class", "provision"}


def test_every_kind_of_the_corpus_is_drawn_as_its_own() -> None:
    held = compactx.open().index.counts()
    assert set(held) <= set(KINDS)


def _lists_of_kinds() -> dict[str, list[int]]:
    """Return the lines where code lists three kinds or more, by file, without the table itself."""
    found: dict[str, list[int]] = {}
    for file in sorted(CODE.rglob("*.py")):
        name = file.relative_to(CODE).as_posix()
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            inside = node.keys if isinstance(node, ast.Dict) else getattr(node, "elts", [])
            words = [one.value for one in inside if isinstance(one, ast.Constant)]
            if len(words) == len(inside) >= 3 and set(words) <= set(KINDS):
                found.setdefault(name, []).append(node.lineno)
    return {name: lines for name, lines in found.items() if not name.startswith(ELSEWHERE)}


def test_no_other_place_lists_kinds_without_saying_why() -> None:
    found = _lists_of_kinds()
    assert {name: lines for name, lines in found.items() if name not in CHOSEN} == {}
    assert sorted(set(CHOSEN) - set(found)) == [], "these list no kinds any more"
