"""RDF: what others join it by, what proves each reference, and that nothing of the house shows."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pyoxigraph
import pyshacl
import pytest
import rdflib

from compactx.export import selection
from compactx.export.format_table import load_format
from compactx.export.rdf.vocabulary import PREFIXES, ROOT, SCHEMES, iri, shapes, term
from compactx.model.kinds import BASES, KINDS

DOCS = Path(__file__).parents[3] / "docs" / "rdf.md"
HEAD = "".join(f"PREFIX {prefix}: <{space}>\n" for prefix, space in PREFIXES.items())


def loaded(text, form="TURTLE"):
    found = pyoxigraph.Store()
    found.load(text.encode(), format=getattr(pyoxigraph.RdfFormat, form))
    return found


def turtle(graph):
    stream = io.StringIO()
    load_format("turtle").write(graph, "", stream)
    return stream.getvalue()


def rows(store, query):
    return [tuple(value.value if value is not None else None for value in row) for row in store.query(HEAD + query)]


@pytest.fixture(scope="session")
def whole(shipped):
    graph = selection.whole_graph(shipped.index)
    return graph.replace(nodes=tuple(graph.nodes), edges=tuple(graph.edges), by_source=None)


@pytest.fixture(scope="session")
def text(whole):
    return turtle(whole)


@pytest.fixture(scope="session")
def store(text):
    return loaded(text)


# Names and the vocabulary


def test_every_name_of_ours_is_an_address_of_one_namespace(text):
    assert "urn:" not in text
    assert 'recall"' not in text
    assert not re.search(r"corpus/[a-z]|\.yaml|source \"(general knowledge|recall)", text)


def test_every_term_that_is_used_is_declared_with_what_it_means(store):
    space = PREFIXES["cx"]
    used = {quad.predicate.value for quad in store if quad.predicate.value.startswith(space)}
    used |= {quad.object.value for quad in store if quad.predicate.value == f"{PREFIXES['rdf']}type"
             and quad.object.value.startswith(space)}  # fmt: skip
    told = dict(rows(store, "SELECT ?term ?label WHERE { ?term rdfs:label ?label ; rdfs:comment ?comment }"))
    assert used <= set(told)
    assert len(used) > 80


def test_every_relation_has_a_domain_a_range_and_an_inverse_that_points_back(store, whole):
    query = """SELECT ?one ?other WHERE { ?one a owl:ObjectProperty ; rdfs:domain ?d ; rdfs:range ?r ;
               rdfs:label ?l ; rdfs:comment ?c ; owl:inverseOf ?other . ?other owl:inverseOf ?one }"""
    pairs = dict(rows(store, query))
    relations = {term(edge.relation) for edge in whole.edges}
    assert relations <= set(pairs)
    assert len(pairs) == 2 * len(relations)
    (label,) = rows(store, "SELECT ?l WHERE { cx:reaffirms owl:inverseOf/rdfs:label ?l }")
    assert label == ("reaffirmed by",)


def test_every_property_of_ours_has_a_range_and_every_concept_a_definition(store):
    without = rows(store, """SELECT ?p WHERE { ?p a rdf:Property . FILTER NOT EXISTS { ?p rdfs:range ?r } }""")
    assert {one for (one,) in without} <= {term("opened")}  # a date of any precision
    undefined = "SELECT ?c WHERE { ?c skos:topConceptOf ?s ; a skos:Concept . ?s skos:hasTopConcept ?c"
    assert rows(store, undefined + " FILTER NOT EXISTS { ?c skos:definition ?d } }") == []


def test_the_schemes_are_those_of_the_model():
    assert [key for key, _, _ in SCHEMES["kind"][1]] == list(KINDS)
    assert {key for key, _, _ in SCHEMES["basis"][1]} == set(BASES) - {"structure"}


# Works, expressions, provisions


def test_a_work_is_realised_by_its_editions_and_these_are_embodied_at_addresses(store):
    found = rows(store, f"""SELECT ?official ?date ?address WHERE {{ <{iri("gcm")}> a frbr:Work, eli:LegalResource ;
        eli:is_realized_by ?text . ?text a eli:LegalExpression, frbr:Expression ; cx:isOfficial ?official ;
        dcterms:issued ?date ; eli:is_embodied_by ?address .
        ?address a eli:Format, frbr:Manifestation }}""")  # fmt: skip
    assert set(found) == {
        ("true", "2018-12-19", "https://docs.un.org/en/A/RES/73/195"),
        ("false", "2018-07-30", "https://docs.un.org/en/A/CONF.231/3"),
    }


def test_numbers_kinds_words_and_objectives_are_kept(store, whole):
    query = """SELECT ?n ?kind ?words ?objective ?cited WHERE { ?n cx:kind/skos:notation ?kind ; cx:citingClauses ?cited
        OPTIONAL { ?n cx:wordCount ?words } OPTIONAL { ?n cx:objective ?objective } }"""
    known = {one: tuple(rest) for one, *rest in rows(store, query)}
    for node in whole.nodes:
        wanted = (node.kind, str(node.words) if node.words else None, str(node.objective) if node.objective else None,
                  str(node.cited))  # fmt: skip
        assert known[iri(node.id)] == wanted
    objectives = rows(store, f"""SELECT ?number WHERE {{ ?o cx:kind <{ROOT}kind/objective> ; cx:number ?number ;
        skos:inScheme <{ROOT}scheme/gcm> . <{ROOT}scheme/gcm> a skos:ConceptScheme }}""")  # fmt: skip
    assert sorted(int(number) for (number,) in objectives) == list(range(1, 24))


def test_our_summaries_are_marked_as_ours(store, whole):
    assert rows(store, "SELECT ?a WHERE { ?n schema:abstract|dcterms:abstract ?a }") == []
    gists = Counter(gist for _, gist in rows(store, "SELECT ?n ?gist WHERE { ?n cx:gist ?gist }"))
    assert gists == Counter(node.gist for node in whole.nodes if node.is_summarised)
    ((comment,),) = rows(store, "SELECT ?c WHERE { cx:gist rdfs:comment ?c }")
    assert "never the words of the document" in comment


def test_the_opening_of_a_text_of_the_library_is_no_summary(graph_of):
    (node, _) = graph_of("x").nodes
    ours = node._replace(id="a/1", locator="1", printed="1", instrument="a", gist="What it says.")
    graph = graph_of("x").replace(nodes=(ours, ours._replace(id="a/2", line=0)), edges=())
    store = loaded(turtle(graph))
    assert rows(store, "SELECT ?n WHERE { ?n cx:gist ?g }") == [(iri("a/1"),)]
    assert rows(store, "SELECT ?n WHERE { ?n cx:opening ?g }") == [(iri("a/2"),)]


def test_members_and_their_groups_know_each_other(store, whole):
    members = {(iri(e.source), iri(e.target)) for e in whole.edges if e.relation == "member-of"}
    stated = set(rows(store, "SELECT ?member ?group WHERE { ?group skos:member|schema:member ?member }"))
    assert stated == members
    back = set(rows(store, "SELECT ?member ?group WHERE { ?member schema:memberOf ?group }"))
    actors = {iri(node.id) for node in whole.nodes if node.family == "actor"}
    assert back == {pair for pair in members if pair[0] in actors}
    assert len(back) > 20


def test_a_paper_and_its_parts_are_no_law(store):
    kinds = {
        kind for _, kind in rows(store, "SELECT ?n ?k WHERE { ?n a schema:Legislation ; cx:kind/skos:notation ?k }")
    }
    assert kinds.isdisjoint({"document", "guidance", "theme", "proposal", "statement"})
    assert rows(store, f"SELECT ?t WHERE {{ <{iri('genina-2017')}> a ?t FILTER (?t = eli:LegalResource) }}") == []


# The dataset and the shapes


def test_the_dataset_counts_its_statements_and_things(store, whole):
    query = """SELECT ?triples ?entities ?version WHERE { ?d a void:Dataset, dcat:Dataset ;
               void:triples ?triples ; void:entities ?entities ; dcat:version ?version }"""
    told = rows(store, query)
    assert told == [(str(len(store)), str(len(whole.nodes)), whole.about("version"))]
    parts = rows(
        store, "SELECT ?class ?n WHERE { ?d void:classPartition ?p . ?p void:class ?class ; void:entities ?n }"
    )
    for kind, count in parts:
        assert rows(store, f"SELECT (count(?n) AS ?c) WHERE {{ ?n a <{kind}> }}") == [(count,)]
    assert sum(int(count) for _, count in parts) == len(whole.nodes)


def conforms(data):
    ok, _, told = pyshacl.validate(
        rdflib.Graph().parse(data=data, format="turtle"),
        shacl_graph=rdflib.Graph().parse(data=shapes(), format="turtle"),
    )
    return ok, told


@pytest.fixture(scope="session")
def part(shipped):
    return turtle(selection.around(shipped.index, [shipped.select("objective 2")], editorial=True))


def test_the_shapes_hold(part):
    ok, told = conforms(part)
    assert ok, told[:2000]


@pytest.mark.long
def test_the_shapes_hold_for_everything(shipped):
    ok, told = conforms(turtle(selection.whole_graph(shipped.index, editorial=True)))
    assert ok, told[:2000]


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("cx:kind ", "cx:sort "),
        ("cx:basis ", "cx:ground "),
        ('"^^xsd:integer', '"'),
        ("skos:prefLabel", "schema:abstract"),
        ("owl:inverseOf", "owl:sameAs"),
        ("eli:realizes <", "eli:cites <"),
        ("void:triples", "void:documents"),
    ],
)
def test_the_shapes_find_what_is_wrong(part, broken, mended):
    assert broken in part
    assert not conforms(part.replace(broken, mended))[0]


def test_rdflib_and_oxigraph_read_the_same(part):
    graph = rdflib.Graph().parse(data=part, format="turtle")
    assert len(graph) == len(loaded(part))


def test_a_command_prints_the_shapes(run_cli):
    assert run_cli("schema", "shacl").out == shapes()


# The questions of the docs


def questions():
    return re.findall(
        r"^(\S[^\n]*\?)\n\n```sparql\n(.*?)```", DOCS.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )


def answers(store, at):
    return [
        tuple(value.value if value is not None else None for value in row) for row in store.query(questions()[at][1])
    ]


def test_there_are_five_questions_with_answers(store):
    assert len(questions()) == 5
    for at in range(5):
        assert len(answers(store, at)) > 3, questions()[at][0]


def in_compact(edge):
    return edge.clause.startswith("gcm/") and not edge.is_structure


def with_members(whole, identity):
    """Return a thing and whatever belongs to it, if it is a group, and to the groups in that."""
    found, pending = {identity}, [identity]
    classes = {node.id for node in whole.nodes if node.kind == "class"}
    while pending:
        group = pending.pop()
        members = {
            e.source for e in whole.edges if e.relation == "member-of" and e.target == group and group in classes
        }
        pending += members - found
        found |= members
    return found


def test_the_clauses_that_name_the_forum(store, whole):
    wanted = {(iri(e.clause), e.surface) for e in whole.edges if e.target == "imrf" and e.basis == "text" and e.clause}
    assert set(answers(store, 0)) == {pair for pair in wanted if pair[1]}


def test_the_labour_conventions_by_objective(store, whole):
    nodes = {node.id: node for node in whole.nodes}
    adopted = {e.source for e in whole.edges if e.relation == "adopted-by" and e.target == "ilo"}
    wanted = set()
    for e in filter(in_compact, whole.edges):
        objective = nodes[e.clause].objective
        for one in with_members(whole, e.target) & adopted:
            wanted.add((str(objective) if objective else None, iri(e.clause), iri(one), nodes[one].title))
    assert set(answers(store, 1)) == wanted


def test_the_texts_that_the_assembly_passed(store, whole):
    passed = {e.source for e in whole.edges if e.relation == "adopted-by" and e.target == "unga"}
    found = answers(store, 2)
    known = {node.id: node for node in whole.nodes}
    for work, symbol, date, address in found:
        node = known[work.removeprefix(iri(""))]
        assert node.id in passed
        assert (symbol, date) == (node.symbol, node.date)
        assert node.cited > 0
        assert address.startswith("https://docs.un.org/en/")
    symbols = {node.id for node in whole.nodes if node.id in passed and node.cited and node.symbol.startswith("A/RES/")}
    assert {work.removeprefix(iri("")) for work, *_ in found} >= {
        one
        for one in symbols
        if re.fullmatch(r"A/RES/\d+/\d+", known[one].symbol) and known[one].kind not in {"guidance", "document"}
    }


def test_the_targets_by_official_identifiers(store, whole):
    targets = {node.id: node.fact("same_as") for node in whole.nodes if node.kind == "target"}
    provisions = {node.id for node in whole.nodes if node.locator}
    wanted = {
        (iri(e.source), iri(e.target), targets[e.target])
        for e in whole.edges if e.target in targets and e.source in provisions and e.family == "citation"
    }  # fmt: skip
    assert set(answers(store, 3)) == wanted


def test_the_treaties_that_the_compact_cites(store, whole):
    treaties = {node.id: node for node in whole.nodes if node.kind == "treaty"}
    named = {e.target for e in whole.edges if e.family == "citation" and e.source.startswith("gcm/")}
    cited = {one for thing in named for one in with_members(whole, thing)} & set(treaties)
    found = {work: (force, printed) for work, force, printed in answers(store, 4)}
    assert set(found) == {iri(one) for one in cited}
    for one in cited:
        assert found[iri(one)][0] == (treaties[one].fact("in_force") or None)
    assert found[iri("crc")] == ("1990-09-02", "UNTS vol. 1577, No. 27531, p. 3")


def test_goals_are_tied_to_wikidata_and_to_the_headings_of_their_publisher(store):
    query = """SELECT ?goal ?same ?heading WHERE { ?goal cx:kind/skos:notation "goal" ; skos:exactMatch ?same ;
               dcterms:subject ?heading }"""
    found = rows(store, query)
    ends = {f"agenda2030/goal-{number}" for number in range(1, 18)}
    assert {goal.removeprefix(f"{ROOT}id/") for goal, _, _ in found} == ends
    same = {(goal, one) for goal, one, _ in found if "wikidata.org/entity/Q" in one}
    assert len(same) == len({one for _, one in same}) == 17
    assert all(one.startswith("http://metadata.un.org/thesaurus/") for _, _, one in found)


def test_the_vocabulary_alone_declares_what_the_whole_graph_uses(store, run_cli):
    alone = loaded(run_cli("schema", "vocabulary").out)
    declared = {quad.subject.value for quad in alone}
    used = {quad.predicate.value for quad in store if quad.predicate.value.startswith(PREFIXES["cx"])}
    assert used <= declared
    assert f"{ROOT}kind/treaty" in declared
