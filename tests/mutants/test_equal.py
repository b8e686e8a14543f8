"""What the tool for planted faults leaves out is there, at the top of its file, and has a reason."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
EQUAL = yaml.safe_load((Path(__file__).parent / "equal.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("file", "name"), [(file, name) for file, names in EQUAL.items() for name in names])
def test_a_value_that_is_left_out_exists_and_has_a_reason(file, name):
    body = ast.parse((ROOT / file).read_text(encoding="utf-8")).body
    targets = [target for node in body if isinstance(node, ast.Assign) for target in node.targets]
    assert name in {target.id for target in targets if isinstance(target, ast.Name)}
    assert EQUAL[file][name]
