"""import: a draft, and what a second import does to what people wrote on it."""

from __future__ import annotations

import jsonschema
import pytest

from compactx.corpus import write
from compactx.intake.drafts.draft import merge
from compactx.render.contracts import schema

TEXT = """Plan of the Harbour Towns

1. We follow the Charter of the Lakes, and ask the Lake Office.

2. We count:

(a) the boats, under the Lake Pact;

(b) the nets.

3. We stop in winter.
"""


@pytest.fixture
def plan(tmp_path, tiny_corpus, monkeypatch, run_cli):
    """Import a text into the user's corpus and return the answer and the extract."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    path = tmp_path / "data" / "compactx" / "corpus" / "instruments" / "plan.yaml"
    corpus = tiny_corpus()
    for name in ("COMPACTX_CORPUS", "COMPACTX_CORPUS_ONLY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("compactx.corpus.source.packaged", lambda: str(corpus))

    def run(text=TEXT, *options):
        (tmp_path / "plan.txt").write_text(text, encoding="utf-8")
        answer = run_cli("import", str(tmp_path / "plan.txt"), "--id", "plan", "--json", *options)
        if answer.status == 0:
            jsonschema.validate(answer.json, schema("import"))
        return answer, write.load_plain(path.read_bytes(), "plan") if path.exists() else None

    run.path = path
    run.corpus = corpus
    return run


def provisions(extract):
    return {one["locator"]: one for one in extract["provisions"]}


def test_a_draft_has_empty_gists_and_proposals_with_evidence(plan, run_cli):
    answer, extract = plan()
    assert answer.status == 0
    assert ([item["change"] for item in answer.items], answer.json["again"]) == (["added"] * 5, False)
    found = provisions(extract)
    assert extract["instrument"]["title"] == "Plan of the Harbour Towns"
    assert list(found) == ["1", "2", "2.a", "2.b", "3"]
    assert {one["gist"] for one in found.values()} == {""}
    assert found["2.a"]["references"] == [{"to": "pact", "surface": "Lake Pact", "confidence": "high"}]
    assert [r["to"] for r in found["1"]["references"]] == ["charter", "lake-office"]
    assert "We count" not in plan.path.read_text(encoding="utf-8")
    assert run_cli("show", "plan/2", "--text", "--json").items[0]["text"] == "We count:"
    assert "plan/1" in run_cli("refs", "charter", "--ids").out.split()


def test_the_same_again_changes_nothing(plan):
    plan()
    before = plan.path.read_bytes()
    answer, _ = plan()
    assert (answer.json["again"], answer.items, answer.json["kept"]) == (True, [], 0)
    assert plan.path.read_bytes() == before


def edit(plan, change):
    extract = write.load_plain(plan.path.read_bytes(), "plan")
    change(extract, provisions(extract))
    plan.path.write_text(write.dump(extract), encoding="utf-8")


def human(extract, found):
    extract["instrument"]["title"] = "The Plan"
    extract["instrument"]["legal"] = "voluntary"
    found["3"]["gist"] = "Nothing happens in winter."
    found["2.b"]["gist"] = "Nets are counted."
    found["1"]["references"] = [
        {"to": "charter", "relation": "rests-on", "surface": "Charter of the Lakes"},
        {"to": "lake-forum", "surface": "ask"},
    ]


def test_human_decisions_stay_when_the_document_changes(plan):
    plan()
    edit(plan, human)
    changed = TEXT.replace("3. We stop", "3. We sing under the Lake Pact.\n\n4. We stop").replace(
        "(b) the nets", "(b) the nets and the ropes"
    )
    answer, extract = plan(changed)
    found = provisions(extract)
    assert {(item["change"], item["locator"]) for item in answer.items} == {
        ("added", "3"),
        ("moved", "4"),
        ("changed", "2.b"),
    }
    assert found["4"]["gist"] == "Nothing happens in winter."
    assert found["3"]["gist"] == ""
    assert found["2.b"]["gist"] == "Nets are counted."
    assert found["2.b"]["words"] == "5"
    assert found["1"]["references"] == [
        {"to": "charter", "relation": "rests-on", "surface": "Charter of the Lakes"},
        {"to": "lake-forum", "surface": "ask"},
    ]
    assert (extract["instrument"]["title"], extract["instrument"]["legal"]) == ("The Plan", "voluntary")
    assert answer.json["kept"] > 0


def test_what_people_wrote_on_a_clause_that_is_gone_is_kept(plan):
    plan()
    edit(plan, human)
    answer, extract = plan(
        TEXT.replace("3. We stop in winter.\n", "")
        .replace("(b) the nets.", "")
        .replace("(a) the boats", "(a) the ships")
    )
    assert {(item["change"], item["locator"]) for item in answer.items} >= {("gone", "3"), ("gone", "2.b")}
    assert provisions(extract)["3"]["gist"] == "Nothing happens in winter."


def test_a_dry_run_writes_nothing(plan):
    answer, extract = plan(TEXT, "--dry-run")
    assert (answer.status, answer.json["path"], extract) == (0, None, None)
    assert not plan.path.parent.exists()


def test_a_file_that_no_import_made_is_left_alone(plan):
    plan.path.parent.mkdir(parents=True)
    own = (
        "instrument: {id: plan, kind: document, title: Mine, legal: n/a}\n"
        "provisions:\n- {locator: '1', kind: paragraph, gist: My own words.}\n"
    )
    plan.path.write_text(own, encoding="utf-8")
    answer, _ = plan()
    assert answer.status == 6
    assert plan.path.read_text(encoding="utf-8") == own
    answer, extract = plan(TEXT, "--force")
    assert answer.status == 0
    assert provisions(extract)["1"]["gist"] == "My own words."
    assert extract["instrument"]["title"] == "Mine"


@pytest.mark.parametrize("identity", ["pact", "../x", "A", "a/b", "", "a..b", "-x"])
def test_ids_that_are_refused(plan, run_cli, tmp_path, identity):
    (tmp_path / "p.txt").write_text(TEXT, encoding="utf-8")
    answer = run_cli("import", str(tmp_path / "p.txt"), f"--id={identity}")
    assert (answer.status, answer.out) == (2, "")
    assert not plan.path.parent.exists()


def test_earlier_drafts_find_the_new_instrument(plan, run_cli, tmp_path):
    plan(TEXT.replace("We stop in winter", "We stop by the Song of the Seven Seas"))
    assert "references" not in provisions(write.load_plain(plan.path.read_bytes(), "plan"))["3"]
    (tmp_path / "song.txt").write_text("Song of the Seven Seas\n\n1. We sing.\n\n2. We sing on.\n", encoding="utf-8")
    answer = run_cli("import", str(tmp_path / "song.txt"), "--id", "song")
    assert "plan cites song: 1 proposal added to its draft" in answer.err
    assert provisions(write.load_plain(plan.path.read_bytes(), "plan"))["3"]["references"][0]["to"] == "song"


def draft(**clauses):
    return {
        "instrument": {"id": "x"},
        "provisions": [{"locator": k, "gist": "", "fingerprint": k * 2, **v} for k, v in clauses.items()],
    }


def test_a_reference_that_was_struck_out_stays_out():
    base = draft(a={"references": [{"to": "t", "surface": "s"}, {"to": "u", "surface": "s"}]})
    mine = draft(a={"references": [{"to": "u", "surface": "s"}]})
    merged = merge(base, mine, base)
    assert merged.extract["provisions"][0]["references"] == [{"to": "u", "surface": "s"}]
    assert merged.kept == 1


def test_a_new_proposal_is_added():
    base = draft(a={})
    new = draft(a={"references": [{"to": "t", "surface": "s"}]})
    assert merge(new, base, base).extract["provisions"][0]["references"] == [{"to": "t", "surface": "s"}]


def test_without_the_draft_before_everything_counts_as_peoples():
    mine = draft(a={"gist": "Ours.", "references": [{"to": "u", "surface": "s"}]})
    new = draft(a={"references": [{"to": "t", "surface": "s"}]}, b={})
    merged = merge(new, mine, None)
    assert merged.extract["provisions"][0]["gist"] == "Ours."
    assert merged.extract["provisions"][0]["references"] == [{"to": "u", "surface": "s"}]
    assert [change.what for change in merged.changes] == ["added"]
