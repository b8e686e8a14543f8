"""The tables of the index.

Nodes and edges have small integer keys; text ids stand once, in ``node``. ``VERSION`` in :mod:`compactx.index.cache`
changes with the tables.
"""

from __future__ import annotations

from compactx.model.kinds import EVIDENCE

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
    n INTEGER PRIMARY KEY, folded TEXT, node INTEGER, name TEXT, type TEXT, ambiguous INTEGER, detect INTEGER,
    origin INTEGER
);
CREATE TABLE edge (
    n INTEGER PRIMARY KEY, src INTEGER, dst INTEGER, relation INTEGER, basis TEXT, clause INTEGER,
    surface TEXT, pinpoint TEXT, confidence TEXT, strength TEXT, rationale TEXT, cost INTEGER, file TEXT, line INTEGER,
    pinpoint_kind TEXT DEFAULT ''
);
CREATE TABLE origin (node INTEGER PRIMARY KEY, origin INTEGER, owner INTEGER);
CREATE TABLE held (node INTEGER PRIMARY KEY, document TEXT);
CREATE TABLE part (
    document TEXT PRIMARY KEY, number INTEGER, mark TEXT, words INTEGER, day TEXT, node INTEGER, is_new INTEGER,
    first INTEGER, last INTEGER, edge_first INTEGER, edge_last INTEGER, own INTEGER
) WITHOUT ROWID;
CREATE TABLE weight (node INTEGER PRIMARY KEY, degree INTEGER);
CREATE TABLE accepted (clause TEXT, fingerprint TEXT, reason TEXT, date TEXT, file TEXT, line INTEGER);
CREATE TABLE extent (
    n INTEGER PRIMARY KEY, node INTEGER, unit TEXT, within TEXT, last INTEGER, shift INTEGER, also TEXT, parts TEXT,
    letters INTEGER, sources TEXT, confidence TEXT, file TEXT, line INTEGER
);
CREATE TABLE kept (what TEXT PRIMARY KEY, head TEXT, text TEXT) WITHOUT ROWID;
CREATE TABLE missing (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE source (
    n INTEGER PRIMARY KEY, file TEXT, origin INTEGER, sha256 TEXT, whole TEXT, outline TEXT, packed BLOB
);
CREATE TABLE unresolved (
    src TEXT, dst TEXT, relation TEXT, basis TEXT, surface TEXT, pinpoint TEXT, confidence TEXT, file TEXT, line INTEGER
);
"""

UNRESOLVED_AT = (
    "INSERT INTO unresolved (rowid, src, dst, relation, basis, surface, pinpoint, confidence, file, line)"
    " VALUES (?,?,?,?,?,?,?,?,?,?)"
)

# Whose name or symbol a thing bears besides: what has it by a higher origin.
OWNERS = """
UPDATE origin SET owner = (
    SELECT theirs.node FROM name AS ours JOIN name AS theirs ON theirs.folded = ours.folded
    JOIN node ON node.n = theirs.node
    WHERE ours.node = origin.node AND theirs.node <> ours.node AND theirs.origin < ours.origin
    ORDER BY theirs.origin, node.locator <> '', theirs.n LIMIT 1
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
CREATE INDEX extent_node ON extent (node);
CREATE INDEX fact_bare_parts ON fact (node, position, value) WHERE key = 'bare_parts';
CREATE INDEX fact_part_kinds ON fact (node, position, value) WHERE key = 'part_kinds';
CREATE INDEX fact_part_names ON fact (node, value) WHERE key = 'part_names';
CREATE INDEX edge_src ON edge (src);
CREATE INDEX edge_dst ON edge (dst);
CREATE INDEX edge_clause ON edge (clause) WHERE clause IS NOT NULL;
CREATE INDEX edge_strength ON edge (n) WHERE strength <> '';
CREATE INDEX edge_doubted ON edge (n) WHERE confidence = 'low';
CREATE INDEX unresolved_src ON unresolved (src);
CREATE INDEX unresolved_dst ON unresolved (dst);
CREATE INDEX node_named ON node (n) WHERE locator = '';
CREATE INDEX source_file ON source (file);
CREATE INDEX node_line ON node (file, line) WHERE line > 0;
CREATE INDEX edge_line ON edge (file, line) WHERE line > 0;
"""
# The one relation that is asked for by itself, of things to which very many edges lead besides.
SUCCESSIONS = "CREATE INDEX edge_succeeds ON edge (dst) WHERE relation = {relation:d}"

# What is counted over everything is counted once (``counting``): how often each thing is cited, by documents of
# each year (0 for no date), and the sizes of the whole.
# ``clauses`` are those whose words or footnotes name it (what is called cited), ``degree`` is all references to it;
# what is no citation is counted beside, by its own name (follow-up, catalogue, class, editorial, lineage, itself).
COUNTS = """
CREATE TABLE cited_in (
    node INTEGER, year INTEGER, clauses INTEGER, degree INTEGER, PRIMARY KEY (node, year)
) WITHOUT ROWID;
CREATE TABLE cited (node INTEGER PRIMARY KEY, clauses INTEGER, degree INTEGER);
CREATE TABLE beside_cited (node INTEGER, what TEXT, value INTEGER, PRIMARY KEY (node, what)) WITHOUT ROWID;
CREATE TABLE tally (section TEXT, position INTEGER, key TEXT, value INTEGER, PRIMARY KEY (section, key)) WITHOUT ROWID;
"""

# What follows up on a thing, apart: it may be cited by tens of thousands of clauses besides.
FOLLOW = """
CREATE TABLE follow (dst INTEGER, edge INTEGER, PRIMARY KEY (dst, edge)) WITHOUT ROWID;
INSERT INTO follow SELECT edge.dst, edge.n FROM edge JOIN relation ON relation.n = edge.relation
    WHERE relation.family = 'follow-up';
"""

# Of things that very many edges lead to, so that a page about one reads a stretch of them: how many clauses cite it,
# how many cite it or have a part in its follow-up (a footnote without words counts for its paragraph), and the edges
# that are no citations.
HUBS = """
CREATE TABLE hub (node INTEGER PRIMARY KEY, citing INTEGER, referring INTEGER, edges INTEGER);
CREATE TABLE beside (dst INTEGER, edge INTEGER, PRIMARY KEY (dst, edge)) WITHOUT ROWID;
"""
HOLDERS = f"""
SELECT dst, count(DISTINCT holder) AS referring, count(*) AS edges FROM (
        SELECT edge.dst, CASE WHEN clause.kind = 'footnote' AND clause.words = 0
            AND clause.parent IS NOT NULL THEN clause.parent ELSE clause.n END AS holder
        FROM edge JOIN relation ON relation.n = edge.relation JOIN node AS clause
            ON clause.n = CASE WHEN edge.clause > 0 THEN edge.clause ELSE edge.src END
        WHERE {{where}} AND relation.family IN ('citation', 'follow-up') AND edge.basis IN {EVIDENCE}
    ) GROUP BY dst"""
HUB_ROWS = (
    "INSERT INTO hub SELECT dst, coalesce((SELECT clauses FROM cited WHERE cited.node = dst), 0), referring, edges"
    " FROM ({holders}) WHERE edges > {edges}"
)
BESIDE_ROWS = (
    "INSERT INTO beside SELECT edge.dst, edge.n FROM edge JOIN relation ON relation.n = edge.relation"
    " WHERE relation.family NOT IN ('citation', 'structure') AND edge.dst IN ({hubs})"
)

# The text index keeps no copy of the words: what it shows of a hit comes from ``searched``, a view on the tables above,
# and the wording of a library's clauses from the library's own file. :mod:`compactx.index.writing.fulltext` fills it.
TOKENS = 'tokenize="unicode61 remove_diacritics 2"'
WEIGHTS = {"title": 6, "names": 8, "gist": 3, "surfaces": 2, "wording": 1}
SEARCH = f"""
CREATE VIEW searched AS SELECT
    node.n AS n, node.title AS title,
    (SELECT group_concat(form, char(10)) FROM (
        SELECT name.name AS form FROM name WHERE name.node = node.n AND name.name <> node.title ORDER BY name.n
    )) AS names,
    CASE WHEN node.gist <> '' THEN node.gist
         ELSE (SELECT value FROM fact WHERE fact.node = node.n AND fact.key = 'notes') END AS gist,
    (SELECT group_concat(surface, char(10)) FROM (
        SELECT edge.surface AS surface FROM edge JOIN relation ON relation.n = edge.relation
        WHERE (edge.clause = node.n OR (edge.clause IS NULL AND edge.src = node.n)) AND edge.surface <> ''
            AND relation.family IN ('citation', 'follow-up') AND edge.basis <> 'editorial'
        ORDER BY edge.n
    )) AS surfaces,
    '' AS wording
FROM node;
CREATE VIRTUAL TABLE text USING fts5 (
    title, names, gist, surfaces, wording, content='searched', content_rowid='n',
    {TOKENS}, prefix='2 3'
);
CREATE VIRTUAL TABLE vocabulary USING fts5vocab (text, row);
CREATE TABLE term (term TEXT PRIMARY KEY, rows INTEGER) WITHOUT ROWID;
CREATE VIRTUAL TABLE letters USING fts5 (folded, content='', tokenize=trigram);
INSERT INTO text (text, rank) VALUES ('rank', 'bm25({", ".join(f"{weight:.1f}" for weight in WEIGHTS.values())})');
INSERT INTO letters (rowid, folded) SELECT n, folded FROM name;
"""

# Ranking reads every row that matches. Of a word that stands in more rows than this, the best are kept ready: the first
# of all, and the first of each kind (how many, :mod:`compactx.index.search` says); and a few more, so that an index
# that grows need not rank them all again: nothing that is not kept has a score above ``below``.
COMMON_ROWS = 8000
MORE = 4  # one more is kept for so many
COMMON = """
CREATE TABLE common (expression TEXT PRIMARY KEY, word INTEGER, total INTEGER) WITHOUT ROWID;
CREATE TABLE common_kind (
    word INTEGER, kind TEXT, total INTEGER, below REAL, first INTEGER, second INTEGER, length INTEGER,
    until INTEGER, PRIMARY KEY (word, kind)
) WITHOUT ROWID;
CREATE TABLE common_word (
    word INTEGER PRIMARY KEY, forms TEXT, rows INTEGER, tokens INTEGER, one INTEGER, other INTEGER, below REAL,
    first INTEGER, second INTEGER, length INTEGER, until INTEGER
);
CREATE TABLE best (
    word INTEGER, position INTEGER, kind TEXT, node INTEGER, first INTEGER, second INTEGER, length INTEGER,
    PRIMARY KEY (word, position)
) WITHOUT ROWID;
"""
