"""The tables of the index.

Nodes and edges have small integer keys; text ids stand once, in ``node``. ``VERSION`` changes with the tables:
an index of another version is built anew, never read.
"""

from __future__ import annotations

VERSION = 8

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE relation (
    n INTEGER PRIMARY KEY, id TEXT UNIQUE, forward TEXT, backward TEXT, family TEXT, cost INTEGER
);
CREATE TABLE node (
    n INTEGER PRIMARY KEY, id TEXT, kind TEXT, title TEXT, locator TEXT, printed TEXT,
    instrument INTEGER, parent INTEGER, objective INTEGER, number INTEGER, gist TEXT,
    words INTEGER, fingerprint TEXT, symbol TEXT, legal TEXT, date TEXT, confidence TEXT,
    file TEXT, line INTEGER
);
CREATE TABLE fact (node INTEGER, position INTEGER, key TEXT, value TEXT, PRIMARY KEY (node, position)) WITHOUT ROWID;
CREATE TABLE name (
    n INTEGER PRIMARY KEY, folded TEXT, node INTEGER, name TEXT, type TEXT, ambiguous INTEGER, detect INTEGER
);
CREATE TABLE edge (
    n INTEGER PRIMARY KEY, src INTEGER, dst INTEGER, relation INTEGER, basis TEXT, clause INTEGER,
    surface TEXT, pinpoint TEXT, confidence TEXT, strength TEXT, rationale TEXT, cost INTEGER, file TEXT, line INTEGER
);
"""

# Made after the rows: a sorted index is smaller and faster to build than one kept while inserting.
INDEXES = """
CREATE UNIQUE INDEX node_id ON node (id);
CREATE INDEX node_kind ON node (kind, number);
CREATE INDEX node_parent ON node (parent);
CREATE INDEX node_locator ON node (instrument, locator);
CREATE INDEX name_folded ON name (folded);
CREATE INDEX name_node ON name (node);
CREATE INDEX edge_src ON edge (src);
CREATE INDEX edge_dst ON edge (dst);
"""

SEARCH = """
CREATE VIRTUAL TABLE text USING fts5 (
    title, names, gist, surfaces, content='', tokenize="unicode61 remove_diacritics 2", prefix='2 3'
);
CREATE VIRTUAL TABLE letters USING fts5 (folded, content='', tokenize=trigram, detail=none);
"""
