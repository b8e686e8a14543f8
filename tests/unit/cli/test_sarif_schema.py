"""The log of findings against the schema of SARIF 2.1.0 itself, as a package of the JavaScript world carries it."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tarfile

import jsonschema
import pytest

# MIT licence; the schema is that of OASIS. Fetched by npm, which is what takes long.
PACKAGE = "@microsoft/jest-sarif@1.0.0-beta.0"
SHA256 = "748e2c3d1a842e7bb258416685c7ea3a0da40005b72267b2052c2856d48ad102"
SCHEMA = "package/lib/schemas/sarif-2.1.0-rtm.5.json"
DRAFT = """1. Objective 24 of the Global Compact for Migration (A/RES/73/196) and the Paris Agreement (2016).

2. The Convention on the Rights of the Child and the Convention against Torture differ; the Convention is older.
"""
MISTAKE = "entries:\n- {id: odd, kind: body, title: Odd, links: [{relation: edition-of, to: nowhere}]}\n"
pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def schema(tmp_path_factory):
    if not shutil.which("npm"):
        pytest.skip("npm is not installed here")
    folder = tmp_path_factory.mktemp("sarif")
    try:
        done = subprocess.run(["npm", "pack", PACKAGE], cwd=folder, capture_output=True, check=False, timeout=120)
    except subprocess.TimeoutExpired:
        pytest.skip("npm has not fetched the schema within two minutes")
    packed = next(folder.glob("*.tgz"), None)
    if done.returncode or packed is None:
        pytest.skip(f"npm cannot fetch the schema here: {done.stderr[-200:]!r}")
    assert hashlib.sha256(packed.read_bytes()).hexdigest() == SHA256
    with tarfile.open(packed) as archive:
        return json.load(archive.extractfile(SCHEMA))


@pytest.mark.parametrize("kind", ["corpus", "draft", "clean"])
def test_the_log_is_valid(run_cli, tiny_corpus, tmp_path, schema, kind):
    wrong = tiny_corpus({"registers/odd.yaml": MISTAKE})
    draft = tmp_path / "draft.md"
    draft.write_text(DRAFT if kind == "draft" else "Nothing is cited here.\n", encoding="utf-8")
    log = run_cli("check", str(wrong if kind == "corpus" else draft), "--format", "sarif").json
    checker = jsonschema.validators.validator_for(schema)(schema)
    assert [error.message for error in checker.iter_errors(log)] == []
    assert bool(log["runs"][0]["results"]) == (kind != "clean")


def test_a_log_that_is_not_valid_is_refused(schema):
    checker = jsonschema.validators.validator_for(schema)(schema)
    assert list(checker.iter_errors({"version": "2.1.0", "runs": [{"results": [{"level": "bad"}]}]}))
