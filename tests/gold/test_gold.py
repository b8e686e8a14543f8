"""Precision and recall on our own sentences; a failure lists what was lost and what was gained."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
import yaml

from compactx.citation.catalogue import load_catalogue
from compactx.citation.scan import scan_text
from compactx.corpus.source import roots
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.intake.read import read_document

SENTENCES = yaml.safe_load((Path(__file__).parent / "sentences.yaml").read_text(encoding="utf-8"))
LEAST = 0.97


@pytest.fixture(scope="module")
def catalogue():
    return load_catalogue(Index(open_index(roots(""))))


def expected(case):
    """Return the citations of a sentence as (words without spaces, what they mean)."""
    return Counter((squeezed(surface), meaning(rest)) for surface, *rest in case["cites"])


def meaning(rest):
    if isinstance(rest[0], list):
        return "ambiguous: " + ", ".join(sorted(rest[0]))
    return rest[0] or rest[1]


def found(text, catalogue):
    got = Counter()
    for citation in scan_text(text, (), catalogue):
        if citation.status == "ambiguous":
            read = "ambiguous: " + ", ".join(sorted(citation.candidates))
        else:
            read = citation.to or citation.symbol or citation.name
        got[(squeezed(citation.surface), read)] += 1
    return got


def squeezed(surface):
    """Return the words of a surface without what may stand around them."""
    plain = "".join(surface.split()).replace("-", "").replace("\u2013", "")
    return plain.removeprefix("the").removeprefix("The").split('("')[0]


def test_gold_sentences(catalogue):
    hits = wanted_count = got_count = 0
    lost, gained = [], []
    for case in SENTENCES:
        wanted, got = expected(case), found(case["text"], catalogue)
        hits += sum((wanted & got).values())
        wanted_count += sum(wanted.values())
        got_count += sum(got.values())
        lost += [f"lost    {surface} -> {to}  in: {case['text'][:70]}" for surface, to in wanted - got]
        gained += [f"gained  {surface} -> {to}  in: {case['text'][:70]}" for surface, to in got - wanted]
    recall, precision = hits / wanted_count, hits / got_count
    report = "\n".join([f"recall {recall:.4f}, precision {precision:.4f}, {wanted_count} citations", *lost, *gained])
    print(report)  # noqa: T201 - shown with -s and on failure
    assert recall >= LEAST, report
    assert precision >= LEAST, report


@pytest.mark.seeds
def test_the_seed_of_the_compact(shared, catalogue, capsys):
    path = next((shared / "seeds").glob("000*"))
    document = read_document(str(path))
    index = Index(open_index(roots("")))
    node = index.by_id("gcm")
    here = {span.locator for span in document.provisions}
    wanted = {}
    for part in index.of_kind((), node.n):
        for edge in index.edges_from(part.n):
            target = index.node(edge.dst)
            known = edge.family in {"citation", "follow-up"} and edge.basis in {"text", "nested", "footnote"}
            if known and part.locator in here and (target.instrument is None or target.id.startswith("agenda2030")):
                wanted[(part.locator, target.id)] = edge.surface
    own = {part.locator for part in index.of_kind((), node.n)}
    got = {
        (c.locator, c.to) for c in scan_text(document.text, document.provisions, catalogue) if c.to and c.locator in own
    }
    lost = {key: wanted[key] for key in wanted if key not in got}
    extra = got - set(wanted)
    with capsys.disabled():
        print(f"\nseed: {len(wanted)} names by clause, lost {lost}, gained {extra}")  # noqa: T201 - the list is the point
    assert 1 - len(lost) / len(wanted) >= LEAST
    assert 1 - len(extra) / len(got) >= LEAST
