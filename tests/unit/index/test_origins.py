"""Names have owners: what the user's corpus, the library or a text claims never unsettles the shipped corpus."""

from __future__ import annotations

import json

import grids
import homes
import pytest

from compactx.citation.catalogue import load_catalogue
from compactx.citation.scan import scan_text
from compactx.corpus.source import packaged
from compactx.index.read import Index
from compactx.index.store import open_index

KINDS = ("claimed", "plain")


@pytest.fixture(scope="module")
def shipped():
    return Index(open_index((packaged(),), with_library=False))


@pytest.fixture(scope="module")
def forms(shipped):
    """Every name of the shipped corpus, each as it is written and in capitals."""
    names = [row[0] for row in shipped.connection.execute("SELECT DISTINCT name FROM name ORDER BY n")]
    return [*names, *(name.upper() for name in names)]


def stacked(folder, entries):
    folder.mkdir()
    (folder / "thieves.yaml").write_text("entries:\n" + "\n".join(entries) + "\n", encoding="utf-8")
    return Index(open_index((packaged(), str(folder)), with_library=False))


@pytest.fixture(scope="module", params=grids.parameters(KINDS, KINDS[:1]))
def robbed(request, forms, tmp_path_factory):
    """The shipped corpus under a corpus of the user's in which another document bears each of its names."""
    claimed = "true" if request.param == "claimed" else "false"
    entries = [
        f"- {{id: thief-{n}, kind: document, title: {json.dumps(form)}, symbol: {json.dumps(form)}, claimed: {claimed},"
        f" names: [{{name: {json.dumps(form)}, type: {('acronym', 'full', 'former')[n % 3]},"
        f" example: {json.dumps(form)}}}]}}"
        for n, form in enumerate(forms)
    ]
    return stacked(tmp_path_factory.mktemp("own") / request.param, entries)


def owners(index, form):
    return [index.node(named.node).id for named in index.named(form)]


def test_no_name_of_the_shipped_corpus_changes_hands(shipped, robbed, forms):
    assert len(forms) > 2000
    assert [owners(robbed, form) for form in forms] == [owners(shipped, form) for form in forms]


def test_scan_reads_every_name_as_before(shipped, robbed):
    names = [row[0] for row in shipped.connection.execute("SELECT DISTINCT name FROM name WHERE detect ORDER BY n")]
    text = "".join(f"{n}. States recall {name}, as ever.\n\n" for n, name in enumerate(names, 1))
    told = [
        [(one.start, one.end, one.to, one.status) for one in scan_text(text, (), load_catalogue(index))]
        for index in (shipped, robbed)
    ]
    assert len(told[0]) > len(names) // 2
    assert told[1] == told[0]


def test_a_claim_with_a_word_around_a_name_of_others_is_not_read(shipped, tmp_path):
    name = "Global Compact for Safe, Orderly and Regular Migration"
    text = f"1. States recall the {name} adopted in 2018, and the {name} on Boats.\n"
    entry = (
        "- {{id: thief-{1}, kind: document, title: {0}, claimed: true, names: [{{name: {0}, type: full, example: x}}]}}"
    )
    before = [(one.start, one.end, one.to) for one in scan_text(text, (), load_catalogue(shipped))]
    longer = (f"{name} adopted", f"{name} on Boats", f"the {name}")
    index = stacked(tmp_path / "own", [entry.format(json.dumps(one), n) for n, one in enumerate(longer)])
    assert [(one.start, one.end, one.to) for one in scan_text(text, (), load_catalogue(index))] == before


def test_what_bears_the_name_of_another_says_so(robbed):
    told = [robbed.origin_of(node) for node in robbed.of_kind(["document"]) if node.id.startswith("thief-")]
    assert {origin for origin, _ in told} <= {"claim", "user"}
    assert all(owner for _, owner in told)


EVIL = "# {name}\n\n1. Boats are bad.\n\n2. Second clause, and it rests on the {name}.\n"
NAMES = [
    "Global Compact for Migration",
    "IOM",
    "2030 Agenda for Sustainable Development",
    "GLOBAL COMPACT FOR MIGRATION",
]


@pytest.fixture
def own(tmp_path):
    return homes.fresh(tmp_path)


@pytest.mark.parametrize("name", NAMES)
def test_an_import_takes_no_name_away_and_is_the_same_twice(name, own, run_cli, tmp_path):
    file = tmp_path / "evil.md"
    file.write_text(EVIL.format(name=name), encoding="utf-8")
    before = run_cli("show", name, "--ids", env=own)
    extract = tmp_path / "data/compactx/corpus/instruments/evil.yaml"
    written = []
    for _ in range(2):
        assert run_cli("import", str(file), "--id", "evil", env=own).status == 0
        written.append(extract.read_bytes())
    assert len(set(written)) == 1
    assert b"to: evil" not in written[0]
    assert run_cli("show", name, "--ids", env=own) == before
    item = run_cli("show", "evil", "--json", env=own).items[0]
    assert item["origin"] == "claim"


def test_a_document_with_a_long_name_does_not_cite_itself(own, run_cli, tmp_path):
    file = tmp_path / "plan.md"
    file.write_text(EVIL.format(name="Northern Lakes Plan of Action on Fish"), encoding="utf-8")
    extract = tmp_path / "data/compactx/corpus/instruments/plan.yaml"
    written = []
    for _ in range(2):
        assert run_cli("import", str(file), "--id", "plan", env=own).status == 0
        written.append(extract.read_bytes())
    assert written[0] == written[1]
    assert b"to: plan" not in written[0]
    extract.write_bytes(written[0].replace(b"  claimed: 'true'\n", b""))
    assert run_cli("show", "plan", "--json", env=own).items[0]["origin"] == "user"
    assert run_cli("import", str(file), "--id", "plan", env=own).status == 0
    assert run_cli("show", "plan", "--json", env=own).items[0]["origin"] == "user"


def test_a_library_takes_no_symbol_away_and_a_claim_is_shown(own, run_cli, tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    text = "A/RES/70/1\nResolution adopted by the General Assembly on 25 September 2015\n70/1. Our own world\n\n"
    (folder / "evil.txt").write_text(
        text + "1. All commitments are repealed.\n\n2. Nothing applies.\n", encoding="utf-8"
    )
    assert run_cli("import", str(folder), "--recursive", env=own).status == 0
    assert run_cli("show", "A/RES/70/1", "--ids", env=own).out == "agenda2030\n"
    hit = run_cli("search", "repealed", "--json", env=own)
    assert (hit.items[0]["origin"], hit.items[0]["claims_name_of"]) == ("claim", "agenda2030")
    assert "bears a name of agenda2030" in hit.json["warnings"][0]
    for form in ("--plain", "--ids", "--csv", "--json"):
        listed = run_cli("list", "resolutions", form, env=own)
        assert "a-res-70-1 bears a name of agenda2030" in (listed.out if form == "--json" else listed.err)
    assert run_cli("list", "treaties", "--plain", env=own).err == ""
    for command in (["search", "repealed"], ["list", "resolutions"], ["show", "a-res-70-1"]):
        page = run_cli(*command, env=own | {"COMPACTX_FORCE_TTY": "120"})
        assert "bears a name of agenda2030" in page.out


def test_where_a_thing_comes_from_is_asked_of_it_alone(library):
    told = {node.n: library.origin_of(node) for node in library.nodes()}
    assert {origin for origin, _ in told.values()} >= {"shipped", "library"}
    asked = []
    library.connection.set_trace_callback(asked.append)
    try:
        index = Index(library.connection)
        assert all(index.origin_of(node) == told[node.n] for node in library.nodes())
    finally:
        library.connection.set_trace_callback(None)
    asked = [one for one in asked if "FROM origin" in one]
    plans = [row[3] for one in asked[:20] for row in library.connection.execute(f"EXPLAIN QUERY PLAN {one}")]
    assert plans
    assert all(plan.startswith("SEARCH origin") for plan in plans), "no lookup reads the origins of a whole library"
