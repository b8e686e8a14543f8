"""The schemas for editors: every file of the shipped corpus passes its own, mistakes do not."""

from __future__ import annotations

import pytest
import yaml
from jsonschema import Draft7Validator

from compactx.corpus import editors, schema
from tests.docs.schemas import CORPUS, first_line, kind_of, schemas


class Loader(yaml.CSafeLoader):
    """Reads YAML as editors do: a date is text."""


Loader.yaml_implicit_resolvers = {
    first: [(tag, form) for tag, form in found if not tag.endswith("timestamp")]
    for first, found in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def read(text):
    return yaml.load(text, Loader)  # noqa: S506 - a safe loader


def test_every_file_of_the_shipped_corpus_is_of_its_schema():
    seen = set()
    for path in sorted(CORPUS.rglob("*.yaml")):
        data = read(path.read_text(encoding="utf-8"))
        kind = kind_of(path.read_text(encoding="utf-8"))
        seen.add(kind)
        errors = [error.message[:200] for error in Draft7Validator(editors.schema_of(kind)).iter_errors(data)]
        assert errors == [], path
    assert seen >= {"instrument", "register", "lineage", "relations", "votes", "extents", "marker"}


def test_every_file_of_the_shipped_corpus_names_its_schema_which_stands_beside_it():
    for path in sorted(CORPUS.rglob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        assert text.startswith(first_line(path, text)), f"{path}: python tests/docs/schemas.py"
        assert (path.parent / text.partition("\n")[0].partition("$schema=")[2]).is_file()
    for path, text in schemas().items():
        assert path.read_text(encoding="utf-8") == text, "python tests/docs/schemas.py"


@pytest.mark.parametrize("name", editors.schema_names())
def test_schemas_are_valid_and_say_what_they_are_for(name):
    found = editors.schema_of(name)
    Draft7Validator.check_schema(found)
    assert found["title"] == f"compactx corpus: {name.removeprefix('corpus-')}"
    assert found["description"]


@pytest.mark.parametrize("text", [
    "instrument: {id: x, kind: document, title: t, suface: y}",
    "instrument: {id: x, kind: paper, title: t}",
    "instrument: {id: X y, kind: document, title: t}",
    "instrument: {kind: document, title: t}",
    "of: gcm\nprovisions: [{locator: '1', kind: paragraph, references: [{suface: x, to: ilo}]}]",
    "of: gcm\nprovisions: [{locator: '1', kind: paragraph, words: many}]",
    "of: gcm\nprovisions: {locator: '1', kind: paragraph}",
    "instrument: {id: x, kind: document, title: t, date: 1 May 2020}",
])  # fmt: skip
def test_a_mistake_is_marked(text):
    assert not Draft7Validator(editors.schema_of("instrument")).is_valid(read(text))


def test_every_key_of_the_reader_is_in_the_schema():
    found = editors.schema_of("instrument")["definitions"]
    assert set(found["entry"]["properties"]) == set(schema.ENTRY)
    assert set(found["provision"]["properties"]) == set(schema.PROVISION)
    assert set(found["reference"]["properties"]) == set(schema.REFERENCE)


def test_the_command_prints_and_lists_them(run_cli):
    assert run_cli("schema", "corpus-lineage").json == editors.schema_of("lineage")
    listed = run_cli("schema", "--ids").out.split()
    assert set(editors.schema_names()) <= set(listed)
