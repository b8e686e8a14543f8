"""What an index holds, without the numbers that rows happen to have: two indexes of the same contents are equal."""

from __future__ import annotations

from compactx.index import search
from compactx.index.hops import ROW, SHIFT

_NODE = "(SELECT id FROM node WHERE n = {0})"


def _edges(connection):
    """Return the place of each edge in the order of all."""
    return {n: at for at, (n,) in enumerate(connection.execute("SELECT n FROM edge ORDER BY n"))}


def _ways(connection, edges):
    names = dict(connection.execute("SELECT n, id FROM node"))
    kinds = {row[0]: row[1:] for row in connection.execute("SELECT n, relation, basis FROM way_kind")}

    def hops(packed):
        for cost, kind, onward, far, edge in ROW.iter_unpack(packed):
            yield cost, kinds[kind // 2], kind % 2, onward, names[far], edges[edge]

    return {
        (names[key >> SHIFT], key & ((1 << SHIFT) - 1)): (stretches, cheapest, list(hops(packed)))
        for key, stretches, cheapest, packed in connection.execute("SELECT * FROM way")
    }


def _words(connection, table):
    connection.execute(f"CREATE VIRTUAL TABLE temp.words_{table} USING fts5vocab (main, {table}, instance)")
    rows = connection.execute(f"SELECT * FROM temp.words_{table}").fetchall()
    connection.execute(f"DROP TABLE temp.words_{table}")
    return rows


def _best(rows):
    """Return the first rows of each word, and the first of each kind: a few more may be kept."""
    found = {}
    for expression, kind, *row in rows:
        found.setdefault(expression, []).append(row)
        found.setdefault((expression, kind), []).append(row)
    return {
        key: held[: search.BEST_ROWS if isinstance(key, str) else search.BEST_OF_KIND] for key, held in found.items()
    }


def contents(connection):
    """Return everything by table, the rows in their order."""
    edges = _edges(connection)
    names = dict(connection.execute("SELECT n, id FROM node"))
    forms = {n: (names[node], name) for n, node, name in connection.execute("SELECT n, node, name FROM name")}

    def rows(sql):
        return connection.execute(sql.replace("{id}", _NODE.format("node"))).fetchall()

    node = "title, locator, printed, {i}, {p}, objective, number, gist, words, fingerprint, symbol, legal, date"
    node = node.replace("{i}", _NODE.format("o.instrument")).replace("{p}", _NODE.format("o.parent"))
    return {
        "node": rows(f"SELECT id, kind, {node}, confidence, file, line FROM node AS o ORDER BY n"),
        "fact": rows("SELECT {id}, key, value FROM fact ORDER BY node, position"),
        "name": rows("SELECT folded, {id}, name, type, ambiguous, detect, origin FROM name ORDER BY n"),
        "edge": rows(
            f"SELECT {_NODE.format('src')}, {_NODE.format('dst')}, relation, basis, {_NODE.format('clause')}, surface,"
            " pinpoint, confidence, strength, rationale, cost, file, line, pinpoint_kind FROM edge ORDER BY n"
        ),
        "origin": rows(f"SELECT {{id}}, origin, {_NODE.format('owner')} FROM origin ORDER BY node"),
        "held": rows("SELECT {id}, document FROM held ORDER BY node"),
        "part": rows("SELECT document, mark, words, day, {id}, is_new, own FROM part ORDER BY day, document"),
        "weight": rows("SELECT {id}, degree FROM weight ORDER BY node"),
        "unresolved": rows("SELECT * FROM unresolved ORDER BY rowid"),
        "cited_in": rows("SELECT {id}, year, clauses, degree FROM cited_in ORDER BY node, year"),
        "cited": rows("SELECT {id}, clauses, degree FROM cited ORDER BY node"),
        "beside_cited": rows("SELECT {id}, what, value FROM beside_cited ORDER BY node, what"),
        "tally": {
            (section, key): (names[at] if section == "kind" else at, value)
            for section, at, key, value in rows("SELECT * FROM tally")
        },
        "follow": [(names[dst], edges[edge]) for dst, edge in rows("SELECT * FROM follow ORDER BY 1, 2")],
        "hub": rows("SELECT {id}, citing, referring, edges FROM hub ORDER BY node"),
        "beside": [(names[dst], edges[edge]) for dst, edge in rows("SELECT * FROM beside ORDER BY 1, 2")],
        "way": _ways(connection, edges),
        "term": rows("SELECT * FROM term"),
        "common": rows("SELECT expression, total FROM common ORDER BY 1"),
        "statistics": rows(
            "SELECT expression, rows, tokens, min(one, other), max(one, other) FROM common"
            " JOIN common_word USING (word) ORDER BY 1"
        ),
        "common_kind": rows(
            "SELECT expression, kind, k.total FROM common JOIN common_kind AS k USING (word) ORDER BY 1, 2"
        ),
        "best": _best(
            rows(
                "SELECT expression, kind, {id}, min(first, second), max(first, second), length FROM common"
                " JOIN best USING (word) ORDER BY 1, position"
            )
        ),
        "text": [(term, names[doc], *rest) for term, doc, *rest in _words(connection, "text")],
        "letters": [(term, forms[doc], *rest) for term, doc, *rest in _words(connection, "letters")],
        "lengths": [(names[n], lengths) for n, lengths in rows("SELECT id, sz FROM text_docsize ORDER BY id")],
        "averages": rows("SELECT block FROM text_data WHERE id = 1"),
        "extent": rows(
            "SELECT {id}, unit, within, last, shift, also, parts, letters, sources, confidence, file, line"
            " FROM extent ORDER BY n"
        ),
        "accepted": rows("SELECT * FROM accepted ORDER BY rowid"),
        "said": rows(f"SELECT {{id}}, date, {_NODE.format('speaker')}, {_NODE.format('body')} FROM said ORDER BY node"),
        "vote": rows("SELECT {id}, symbol, date, in_favour, source FROM vote ORDER BY n"),
        "standing": rows(f"SELECT {_NODE.format('state')}, {_NODE.format('treaty')}, status FROM standing"),
        "source": rows("SELECT file, origin, sha256, whole, outline FROM source ORDER BY n"),
        "meta": rows(
            "SELECT key, value FROM meta WHERE key NOT IN ('manifest', 'corpus_rows') AND key NOT LIKE 'first_%'"
            " ORDER BY key"
        ),
    }


def differences(one, other):
    """Return the tables that differ, each with a few of the rows that only one has."""
    found = {}
    for table in one:
        if one[table] != other[table]:
            lists = [list(held.items()) if isinstance(held, dict) else held for held in (one[table], other[table])]
            texts = [list(map(repr, held)) for held in lists]
            less, more = set(texts[0]) - set(texts[1]), set(texts[1]) - set(texts[0])
            found[table] = sorted(less)[:4], sorted(more)[:4]
    return found
