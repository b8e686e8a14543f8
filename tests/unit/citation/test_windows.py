"""A text is read alike whether it is short or long: with the patterns alone, or only where they can begin.

The first is how a page is read, the second how a book is. The documents are those of the tests, and a sample of the
archive of resolutions where that is beside the checkout.
"""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from compactx.citation import catalogue as of_names
from compactx.citation import gates
from compactx.citation.catalogue import load_catalogue
from compactx.citation.language import codes
from compactx.citation.normalise import fold_text
from compactx.corpus.source import roots
from compactx.errors import CompactxError
from compactx.index.read import Index
from compactx.index.store import open_index
from compactx.intake.document import readable, searchable
from compactx.intake.read import read_bytes
from compactx.query.scan import scan

ROOT = Path(__file__).parents[3]
OWN = [*sorted((ROOT / "tests/cases/documents").iterdir()), *sorted((ROOT / "docs").glob("*.md"))]
EVERY = 100  # of the documents of the archive, one is read
NEVER = 1 << 60


@pytest.fixture(scope="module")
def index():
    return Index(open_index(roots(""), with_library=False))


def read(name, data):
    try:
        return read_bytes(data, name)
    except CompactxError:
        return None


@pytest.fixture(scope="module")
def sample(shared):
    with tarfile.open(shared / "samples/un-akn.tar.gz") as archive:
        members = [one for one in archive if one.isfile() and one.name.endswith(".xml")][::EVERY]
        return [read(one.name, archive.extractfile(one).read()) for one in members]


def read_both_ways(index, document, monkeypatch):
    """Return what a document cites, read as a page is and as a book is."""
    found = []
    for enough, short in ((NEVER, NEVER), (0, 0)):
        with monkeypatch.context() as patch:
            patch.setattr(of_names, "_ENOUGH", enough)
            patch.setattr(gates, "_ENOUGH", enough)
            patch.setattr(gates, "_SHORT", short)
            found.append(scan(document.name, searchable(document), load_catalogue(index)).citations)
    return found


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_our_documents_are_read_alike_both_ways(index, path, monkeypatch):
    document = read(path.name, path.read_bytes())
    page, book = read_both_ways(index, document, monkeypatch) if document else ((), ())
    assert page == book


@pytest.mark.seeds
def test_a_sample_of_the_archive_is_read_alike_both_ways(index, sample, monkeypatch):
    total = 0
    for document in filter(None, sample):
        page, book = read_both_ways(index, document, monkeypatch)
        assert page == book, document.name
        total += len(page)
    assert total > 1000


@pytest.mark.seeds
def test_every_window_of_a_sample_of_the_archive_holds_what_its_pattern_finds(sample, monkeypatch):
    monkeypatch.setattr(gates, "_SHORT", 0)
    monkeypatch.setattr(gates, "_ENOUGH", 0)
    found = 0
    for document in filter(None, sample):
        text = fold_text(readable(document)).text
        for gate in (gate for code in codes() for gate in gates.gates_of(code).gates()):
            alone = [one.span() for one in gate.pattern.finditer(text)]
            assert [one.span() for one in gate.finditer(text)] == alone, (document.name, gate.pattern.pattern)
            found += len(alone)
    assert found > 1000
