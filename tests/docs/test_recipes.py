"""The recipes of docs/architecture.md, done in a copy of the program."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

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
_RELATION = "- {id: mirrors, forward: mirrors, backward: is mirrored by, family: catalogue, cost: 5}\n"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "compactx", tmp_path / "compactx", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "tests" / "tiny", tmp_path / "tiny")
    return tmp_path


def _said(copy: Path, *words: str) -> str:
    kept = {"XDG_CACHE_HOME": str(copy / "cache"), "XDG_DATA_HOME": str(copy / "data"), "PYTHONPATH": str(copy)}
    only = {"COMPACTX_CORPUS": str(copy / "tiny"), "COMPACTX_CORPUS_ONLY": "1"}
    command = [sys.executable, "-m", "compactx", *words]
    done = subprocess.run(
        command, cwd=copy, env={**os.environ, **kept, **only}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_format_is_one_file(copy: Path) -> None:
    (copy / "compactx" / "export" / "formats" / "ids.py").write_text(_FORMAT)
    assert "pact\n" in _said(copy, "export", "ids")


def test_a_style_is_one_file(copy: Path) -> None:
    (copy / "compactx" / "render" / "citations" / "symbol.py").write_text(_STYLE)
    assert "see " in _said(copy, "cite", "pact", "--style", "symbol")


def test_a_kind_is_one_line(copy: Path) -> None:
    table = copy / "compactx" / "model" / "kinds.py"
    table.write_text(table.read_text(encoding="utf-8").replace('    Kind("section",', _KIND, 1), encoding="utf-8")
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
