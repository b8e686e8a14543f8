"""What processes that read share is loaded before they are forked."""

from __future__ import annotations

import gc
import subprocess
import sys
from pathlib import Path

import pytest

import compactx
from compactx.bulk import pool
from compactx.citation.catalogue import load_catalogue
from compactx.corpus import source
from compactx.intake.read import read_bytes

ROOT = Path(__file__).parents[3]
LOADED = """
import sys
import compactx
from compactx.bulk import pool
from compactx.citation.catalogue import load_catalogue
catalogue = load_catalogue(compactx.open().index)
data = pool.SAMPLES[sys.argv[1]]()
assert pool.Warmth(catalogue).meet(data)
before = set(sys.modules)
pool.stored_document(data, "other." + sys.argv[1], "other", catalogue)
print(*sorted(set(sys.modules) - before))
"""
FORMATS = {"txt": "text", "html": "html", "akn": "akn", "docx": "docx", "pdf": "pdf"}


@pytest.mark.parametrize(("name", "form"), FORMATS.items())
def test_a_sample_is_a_document_of_its_format(name, form):
    document = read_bytes(pool.SAMPLES[name](), f"sample.{name}")
    assert document.format == form
    assert {"1", "2.a", "3"} <= {span.locator for span in document.provisions}


@pytest.mark.parametrize("name", FORMATS)
def test_what_a_format_needs_is_loaded_when_it_is_met(name):
    command = [sys.executable, "-c", LOADED, name]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def test_each_format_is_met_once_and_many_documents_make_the_one_pass():
    catalogue = load_catalogue(compactx.open().index)
    warmth = pool.Warmth(catalogue)
    text = pool.SAMPLES["txt"]()
    assert [warmth.meet(text) for _ in range(6)] == [True, False, False, True, False, False]
    assert "automaton" in vars(catalogue)
    assert warmth.meet(b"%PDF-1.7 cut off")
    assert not warmth.meet(b"%PDF-1.7 another")
    assert not warmth.meet(b"\xd0\xcf\x11\xe0 an old Word file is refused")


@pytest.mark.usefixtures("small_corpus", "own_homes")
def test_what_one_import_has_loaded_the_next_one_in_the_process_does_not_load_again():
    with pool.Pool(source.roots(), 1) as first:
        first.warmth.meet(pool.SAMPLES["txt"]())
    with pool.Pool(source.roots(), 1) as second:
        assert not second.warmth.meet(pool.SAMPLES["txt"]())


@pytest.mark.usefixtures("small_corpus", "own_homes")
@pytest.mark.parametrize("is_frozen", [True, False])
def test_what_the_caller_spares_the_collector_of_garbage_stays_spared(is_frozen):
    before = gc.get_freeze_count()
    gc.freeze() if is_frozen else gc.unfreeze()
    try:
        with pool.Pool(source.roots(), 1):
            gc.freeze()
        assert (gc.get_freeze_count() > 0) == is_frozen
    finally:
        gc.freeze() if before else gc.unfreeze()
