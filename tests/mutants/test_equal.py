"""What the tool for planted faults leaves out is there, at the top of its file, and has a reason."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import scripts
import yaml

ROOT = Path(__file__).parents[2]
EQUAL = yaml.safe_load((Path(__file__).parent / "equal.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("file", "name"), [(file, name) for file, names in EQUAL.items() for name in names])
def test_a_value_that_is_left_out_exists_and_has_a_reason(file, name):
    body = ast.parse((ROOT / file).read_text(encoding="utf-8")).body
    targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    assert name in {target.id for target in targets if isinstance(target, ast.Name)}
    assert EQUAL[file][name]


def test_a_fault_of_a_key_is_shown_to_the_tests_of_what_is_below_it() -> None:
    run = scripts.loaded("tests/mutants/run.py")
    path = ROOT / "compactx" / "citation" / "languages" / "fr.py"
    whole = path.read_bytes()
    key = whole.index(b'"bare_parts"')
    line = whole[:key].count(b"\n") + 1
    found = [one for one in run.mutants(path) if one.start == key]
    assert [one.line for one in found] == [line]
    named = run._named(found[0])
    assert any(end in "test_phrases.py::test_a_phrase_is_read_as_it_was[fr bare_parts.annex]" for end in named)
    assert not any(end in "test_phrases.py::test_a_phrase_is_read_as_it_was[es bare_parts.annex]" for end in named)
