"""Have what reads a document loaded before tests let processes read: each is a fork, and would load it for itself."""

from __future__ import annotations

import importlib

import made_akn

from compactx.bulk import pool, reader
from compactx.corpus import source
from compactx.index.read import Index
from compactx.index.store import open_index


def up() -> None:
    """Read one made-up document, as an import does, and load what reads other kinds."""
    for module in ("lxml.etree", "lxml.html", "pypdf"):
        importlib.import_module(module)
    index = Index(open_index(source.roots(), with_library=False))
    text = made_akn.resolution(60, 1, "Lakes", clauses=("Recalling resolution 70/1", "Decides to go on"))
    reader.stored_document(text.encode(), "a.xml", "a.xml", pool.load_catalogue(index))
    index.connection.close()
