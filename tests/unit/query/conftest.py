"""The shipped corpus and a small one, opened for questions."""

from __future__ import annotations

import pytest

import compactx


@pytest.fixture(scope="module")
def index():
    return compactx.open().index


@pytest.fixture
def open_tiny(tiny_corpus, monkeypatch):
    """Open the small corpus, changed as asked: ``open_tiny({"instruments/pact.yaml": "..."})``."""
    monkeypatch.setenv("COMPACTX_CORPUS_ONLY", "1")
    return lambda files=None: compactx.open(str(tiny_corpus(files))).index


@pytest.fixture
def tiny(open_tiny):
    return open_tiny()
