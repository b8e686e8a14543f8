"""Drafts as the rules look at them."""

from __future__ import annotations

import pytest

import compactx
from compactx.checks.draft import Draft
from compactx.citation.catalogue import load_catalogue
from compactx.citation.scan import scan_text
from compactx.intake.read import read_text


@pytest.fixture(scope="module")
def drafted():
    """Look at a text as rules do, with the corpus alone."""
    index = compactx.open().index
    catalogue = load_catalogue(index)

    def run(text):
        document = read_text(text, "draft.txt")
        citations = scan_text(document.text, document.provisions, catalogue)
        return Draft("draft.txt", document.text, document.provisions, citations, index, lambda _: {})

    return run
