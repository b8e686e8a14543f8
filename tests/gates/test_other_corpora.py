"""What is special about the shipped corpus stands in its YAML: code names none of its things, and serves another."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import compactx

ROOT = Path(__file__).parents[2]
CODE = ROOT / "compactx"
# Words that happen to be ids, and the one place that shows the shipped corpus on purpose.
OTHER_WORDS = {
    "cites": "a relation",
    "un": "a citation style",
    "cat": "a program that is no pager",
}
ON_PURPOSE = {
    "model/organs.py": "how Akoma Ntoso and libraries name the organs whose symbols it knows",
    "tui/picture.py": "draws the pictures of the docs from the shipped corpus",
}
COMMANDS = (
    ("show", "pact"), ("show", "pact/1"), ("refs", "pact"), ("tree", "pact"), ("list", "instruments"), ("review",),
    ("search", "forests"), ("impact", "pact/1"), ("stats",), ("related", "pact"), ("check",),
    ("export", "turtle"), ("matrix", "instruments", "by", "instruments"),
)  # fmt: skip


def _strings(tree: ast.AST) -> list[ast.Constant]:
    """Return the string constants of a module that are no docstrings and no examples of help."""
    said: set[int] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            said.add(id(node.value))
    return [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said
    ]


def _names_one_of(ids: set[str], text: str) -> bool:
    """Say whether a constant is an id, the beginning of ids, or a part of an instrument."""
    head, stroke, _ = text.partition("/")
    return (
        text in ids or (bool(stroke) and " " not in text and head in ids) or (text.endswith("-") and text[:-1] in ids)
    )


def _found(ids: set[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for file in sorted(CODE.rglob("*.py")):
        name = file.relative_to(CODE).as_posix()
        tree = ast.parse(file.read_text(encoding="utf-8"))
        words = [one.value for one in _strings(tree) if _names_one_of(ids, one.value) and one.value not in OTHER_WORDS]
        if words and name not in ON_PURPOSE:
            found[name] = words
    return found


def test_no_code_names_a_thing_of_the_shipped_corpus() -> None:
    ids = {node.id for node in compactx.open().index.nodes() if not node.locator}
    assert {"gcm", "agenda2030", "sdgs", "unga", "ilo"} <= ids
    assert _found(ids) == {}


@pytest.mark.parametrize("text", ["gcm", "gcm/objective-17", "ilo-", "sdgs"])
def test_the_search_for_ids_sees_them(text) -> None:
    assert _names_one_of({"gcm", "ilo", "sdgs"}, text)


def _said(corpus: Path, folder: Path, *words: str) -> str:
    """Return what a command prints about a corpus that stands alone."""
    kept = {"XDG_CACHE_HOME": str(folder / "cache"), "XDG_DATA_HOME": str(folder / "data"), "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-m", "compactx", *words],
        env={**os.environ, **kept, "COMPACTX_CORPUS": str(corpus), "COMPACTX_CORPUS_ONLY": "1"},
        capture_output=True, text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_the_commands_serve_another_corpus(words, tmp_path_factory) -> None:
    said = _said(ROOT / "tests" / "tiny", tmp_path_factory.getbasetemp() / "tiny", *words)
    assert [ours for ours in ("gcm", "IMRF", "the Compact", "agenda2030") if ours in said] == []


def test_a_main_instrument_brings_its_own_name_and_the_names_of_its_parts(tmp_path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "corpus.yaml").write_text("name: other\nversion: '1'\nschema: 1\nmain: plan\npath_ends: [Forum]\n")
    (corpus / "relations.yaml").write_text((ROOT / "tests" / "tiny" / "relations.yaml").read_text(encoding="utf-8"))
    (corpus / "plan.yaml").write_text(
        "instrument:\n"
        "  {id: plan, kind: framework, title: The Plan for Rivers, legal: non-binding,\n"
        "   date: 2020-01-01, called: the Plan,\n"
        "   bare_parts: [goal], part_names: [River Goal, RGs], part_page: 'https://example.org/rivers/{number}'}\n"
        "provisions:\n"
        "- {locator: goal-1, kind: goal, number: 1, title: Clean water, gist: Keep rivers clean.}\n"
        "- locator: '1'\n  kind: paragraph\n  gist: Meet.\n"
        "entries:\n"
        "- {id: forum, kind: process, title: Forum on Rivers, names: [{name: Forum, type: short}],\n"
        "   links: [{relation: reviews, to: plan, clause: plan/1, surface: Forum}]}\n"
    )
    assert json.loads(_said(corpus, tmp_path, "show", "RGs", "1", "--json"))["items"][0]["id"] == "plan/goal-1"
    assert "reviews the Plan" in _said(corpus, tmp_path, "review", "plan/1")
    assert "compactx path plan to Forum" in _said(corpus, tmp_path, "show", "plan")
    assert "https://example.org/rivers/1" in _said(corpus, tmp_path, "export", "turtle")
