"""What commands print is what their schemas say, with every key described."""

from __future__ import annotations

import functools
import json
from pathlib import Path

import homes
import pytest
import yaml
from jsonschema import Draft202012Validator

from compactx.cli.command import command_names
from compactx.corpus import editors
from compactx.render.contracts import names, schema

ROOT = Path(__file__).parents[3]
CASES = yaml.safe_load((ROOT / "tests/cases/contracts.yaml").read_text(encoding="utf-8"))
NEEDS_A_TEXT = {"verify", "rename"}  # tried where a text is attached, or a corpus of the user's has something
ROWS = {"export-rows"}  # of a file, not of an answer: tried with the exports
BY_OTHER_MEANS = {"browse", "completion"}  # these print no JSON


def strict(value):
    """Return a schema in which every object refuses keys that it does not describe."""
    if isinstance(value, list):
        return [strict(inner) for inner in value]
    if not isinstance(value, dict):
        return value
    closed = {key: strict(inner) for key, inner in value.items()}
    if "properties" in value and "additionalProperties" not in value:
        closed["unevaluatedProperties"] = False
    return closed


@functools.cache
def closed(name):
    """Return what holds JSON against a schema that refuses undescribed keys.

    Parts that others build on stay open and are closed around.
    """
    whole = schema(name)
    shut = strict({key: value for key, value in whole.items() if key != "$defs"})
    parts = {
        part: inner if part in {"envelope", "node"} else strict(inner) for part, inner in whole.get("$defs", {}).items()
    }
    return Draft202012Validator({**shut, "$defs": parts} if parts else shut)


@pytest.mark.parametrize("name", names())
def test_schemas_are_valid_and_whole(name):
    Draft202012Validator.check_schema(schema(name))
    assert schema(name)["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema(name)["title"]
    assert schema(name)["description"]
    Draft202012Validator(schema(name)).is_valid({})  # every $ref leads somewhere


# Every day of the tiny corpus where there is something to ask it, and else of the shipped one.
ASKED = [(case, "tiny", case["tiny"]) for case in CASES if case.get("tiny") is not None]
OF_SHIPPED = [
    pytest.param(case, "shipped", case["run"], marks=[] if case.get("tiny") is None else pytest.mark.grid)
    for case in CASES
]


@pytest.mark.parametrize(
    ("case", "corpus", "argv"),
    [*ASKED, *OF_SHIPPED],
    ids=lambda value: f"{value['schema']}: {' '.join(value['run'])}"[:80] if isinstance(value, dict) else None,
)
def test_output_is_what_the_schema_says(case, corpus, argv, run_cli, tiny_corpus, tmp_path):
    own = homes.fresh(tmp_path) if case.get("writes") else None
    answer = run_cli(*argv, "--json", corpus=None if corpus == "shipped" else tiny_corpus(), env=own)
    assert answer.status == case.get("status", 0), answer.err
    document = json.loads(answer.err if case["schema"] == "error" else answer.out)
    errors = [
        f"{'/'.join(map(str, e.absolute_path))}: {e.message[:300]}"
        for e in closed(case["schema"]).iter_errors(document)
    ]
    assert errors == []
    if case["schema"] != "error":
        assert document["count"] == len(document["items"])
        assert document["count"] > 0 or answer.status == 1 or case["schema"] == "check"
    else:
        assert answer.out == ""
        assert answer.err.count("\n") == 1


def test_every_command_with_json_has_a_schema_that_is_tried():
    wanted = {name for name in command_names() if name not in BY_OTHER_MEANS}
    assert wanted - set(names()) == set(), (
        "add compactx/render/schemas/NAME.json and a case in tests/cases/contracts.yaml"
    )
    assert set(names()) - {case["schema"] for case in CASES} == NEEDS_A_TEXT | ROWS


def test_every_command_with_json_is_described_in_the_docs():
    table = [
        line.split("|")[1]
        for line in (ROOT / "docs/json.md").read_text(encoding="utf-8").splitlines()
        if line.startswith("|")
    ]
    described = set(" ".join(table).replace("`", " ").replace(",", " ").split())
    assert {name for name in command_names() if name in names()} <= described


@pytest.mark.parametrize("name", names())
def test_the_command_prints_the_schema(run_cli, name):
    assert run_cli("schema", name).json == schema(name)


def test_schemas_are_listed_without_a_corpus(run_cli, tmp_path):
    answer = run_cli("schema", corpus=tmp_path / "nowhere")
    assert answer.status == 0
    listed = [line.split("\t")[0] for line in answer.out.splitlines()]
    assert listed == [*names(), *editors.schema_names(), "shacl", "vocabulary"]


def test_an_unknown_schema_is_a_usage_error(run_cli):
    answer = run_cli("schema", "../corpus")
    assert answer.status == 2
    assert "show" in answer.err
