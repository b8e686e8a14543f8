"""What an index of the corpus and a library takes in when documents of the library come, change or go."""

from __future__ import annotations

import sqlite3
import zlib
from typing import TYPE_CHECKING

from compactx.index import wording
from compactx.index.writing import rows
from compactx.index.writing.counting import Counts
from compactx.index.writing.documents import (
    DOCUMENT_STEP,
    SYMBOL_STEP,
    DocumentRow,
    DocumentRows,
    FreeRows,
    HeldDocument,
    RowBlock,
    bearer,
    keys_of,
    listed_documents,
    noted,
    settled,
)  # fmt: skip
from compactx.index.writing.fulltext import TextChanges
from compactx.index.writing.join import SeriesLinks, library_digest, note, said_by_corpus, symbol_id, year
from compactx.index.writing.packing import WayChanges, Weights
from compactx.index.writing.room import NotLocalError, begin_growth, placed
from compactx.index.writing.rows import joint_digest
from compactx.library.store import former, open_for_index, origin_of
from compactx.model.text import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from compactx.index.writing.documents import ListedDocument

_MOST = 200  # documents that are taken in one by one
_SHARE = 8  # and at most one of so many


def grow(connection: sqlite3.Connection, library: str, corpus: str) -> None:
    """Make an index of a library one of the library as it is now; ``corpus`` is the digest of the corpus, unchanged.

    Raises:
        NotLocalError: the index has to be built; what is in the connection is of no use then.
        CorpusError: the library cannot be read.
    """
    held = open_for_index(library)
    try:
        _Growth(connection, held, library).run(corpus)
    finally:
        held.close()


def take_in(path: str, library: str, manifest: str, *, in_place: bool = False) -> None:
    """Bring an index in a file up to a manifest whose library alone has changed; raises as :func:`grow`.

    The file is nobody else's, and of no use if this ends early, but ``in_place``.
    """
    connection = sqlite3.connect(path, isolation_level=None)
    try:
        begin_growth(connection, in_place=in_place)
        meta = dict(connection.execute("SELECT key, value FROM meta WHERE key IN ('library', 'corpus_sha256')"))
        if meta.get("library") != library:
            raise NotLocalError("another library")
        grow(connection, library, meta["corpus_sha256"])
        connection.execute("UPDATE meta SET value = ? WHERE key = 'manifest'", (manifest,))
        connection.execute("COMMIT")
    finally:
        connection.close()


class _Growth:
    """Takes documents out and puts documents in."""

    def __init__(self, connection: sqlite3.Connection, library: sqlite3.Connection, path: str) -> None:
        self.connection = connection
        self.library = library
        meta = dict(
            connection.execute(
                "SELECT key, value FROM meta WHERE key LIKE 'first_%' OR key IN ('corpus_rows', 'settled')"
            )
        )
        self.corpus = int(meta["corpus_rows"])
        self.was_settled, self.settled = int(meta.get("settled", 0)), settled(library)
        try:
            names = ("symbols", "clauses", "edges", "series")
            self.symbols, self.clauses, self.edges, self.series = (int(meta[f"first_{name}"]) for name in names)
        except KeyError:
            raise NotLocalError("the index holds no library") from None
        rows = connection.execute("SELECT id, n, cost FROM relation").fetchall()
        self.relations = {identity: (n, cost) for identity, n, cost in rows}
        self.rows = DocumentRows(connection, library, self.relations, self)
        self.counts = Counts(connection, self.corpus)
        self.ways = WayChanges(connection)
        self.weights = Weights(connection, self.relations["cites"][0], self.edges, self.ways)
        spans = (self.edges, self.series)
        self.links = SeriesLinks(connection, library, self.relations, spans, (self.counts, self.ways))
        self.text = TextChanges(connection, path, self.corpus + 1)
        self.old = noted(connection)
        self.new = {one.id: one for one in listed_documents(library)}
        self.named: set[str] = set()  # folded names that came or went
        self.maybe_unknown: set[int] = set()  # things known by symbol that may be cited no more

    def run(self, corpus: str) -> None:
        """Make the index one of the library as it is now."""
        gone = [one for key, one in self.old.items() if key not in self.new or self.new[key].mark != one.mark]
        came = [one for key, one in self.new.items() if key not in self.old or self.old[key].mark != one.mark]
        if max(len(gone), len(came)) > min(_MOST, 4 + len(self.old) // _SHARE):
            raise NotLocalError("much has changed")
        self._refuse_described(gone, came)
        self._change(gone, came)
        self._finish(library_digest(list(self.new.values())), corpus)

    # What a citation leads to

    def target(self, target: str, symbol: str) -> int | None:
        """Return the row of what a citation names; a clause of the library is named by no id."""
        if target:
            row = self.connection.execute("SELECT n FROM node WHERE id = ?", (target,)).fetchone()
            return row[0] if row and row[0] < self.clauses else None
        return self.bearer(fold(symbol))

    def bearer(self, key: str) -> int | None:
        """Return the row of what bears a symbol, as :func:`compactx.index.writing.documents.bearer`."""
        return bearer(self.connection, key)

    def more(self, node: int) -> int:
        """Return what a hop that cites a thing costs more."""
        return self.weights.more(node)

    # What goes and comes

    def _refuse_described(self, gone: Iterable[DocumentRow], came: Iterable[ListedDocument]) -> None:
        """Refuse what changes what the corpus describes."""
        if any(not one.is_new for one in gone):
            raise NotLocalError("a document that the corpus describes has changed")
        for one in came:
            known = self.bearer(fold(one.symbol)) if one.symbol else None
            if said_by_corpus(self.connection, self.library, one, known, self.corpus):
                raise NotLocalError("a document that the corpus describes has come")

    def _change(self, gone: list[DocumentRow], came: list[ListedDocument]) -> None:
        self.stays = {one.document: one.node for one in gone if self._keeps_its_place(one)}
        news = [one for one in came if one.id not in self.stays]
        leaving = {one.node for one in gone if one.document not in self.stays}
        before = {key: self.bearer(key) for one in news for key in keys_of(one.symbol)}
        self._refuse_earlier(news, before, leaving)
        self.links.unlink({one.node for one in gone})
        self._forget(gone, whole=True)
        shadowed = self._shadowed(before, news)
        affected = self._citing(leaving | shadowed) | self._waiting_for(news)
        others = [self.old[key] for key in sorted(affected)]
        if any(not one.is_new for one in others) or len(others) > _MOST + len(self.old) // _SHARE:
            raise NotLocalError("much rests on what has changed")
        self._forget(others, whole=False)
        self._remove(shadowed)
        self._put_heads(came)
        again = {one.document: self.new[one.document] for one in others}
        self._weigh([*came, *again.values()])
        self._put_parts(came, again)
        self._remove_unknown()
        self.linked = self.links.link(self._heads())

    def _forget(self, documents: list[DocumentRow], *, whole: bool) -> None:
        """Take documents out, with their rows or only with what they cite."""
        for one in documents:
            edges = (one.edge_first, one.edge_last)
            nodes = (one.first, one.last)
            rows = [one.node, *range(*nodes)]
            self.text.leave(rows, {one.document: self._former(one)} if whole else {})
            self.counts.leave(edges, nodes if whole else (0, 0))
            self.ways.touch_all("n >= ? AND n < ?", edges)
            self._weigh_less(one, edges)
            self.connection.execute("DELETE FROM edge WHERE n >= ? AND n < ?", edges)
            self.connection.execute("DELETE FROM unresolved WHERE rowid >= ? AND rowid < ?", edges)
            self.connection.execute("DELETE FROM part WHERE document = ?", (one.document,))
            if whole:
                self._remove(rows)
                self.connection.execute("DELETE FROM held WHERE node = ?", (one.node,))

    def _weigh_less(self, one: DocumentRow, edges: tuple[int, int]) -> None:
        sql = "SELECT dst, count(*) FROM edge WHERE n >= ? AND n < ? AND relation = ? GROUP BY dst"
        counts = self.connection.execute(sql, (*edges, self.relations["cites"][0])).fetchall()
        self.maybe_unknown.update(node for node, _ in counts if self.symbols <= node < self.clauses)
        if one.number <= self.was_settled:
            for node, count in [*counts, (one.node, one.own)]:
                self.weights.change(node, -count)

    def _former(self, one: DocumentRow) -> Mapping[str, str]:
        """Return the wording that a document had.

        Raises:
            NotLocalError: nobody knows it any more.
        """
        if not one.words:
            return {}
        for packed in former(self.library, one.document):
            if zlib.crc32(packed) == one.words:
                return wording.unpack(packed)
        row = self.library.execute(
            "SELECT packed FROM wording JOIN document ON n = wording.document WHERE id = ?", (one.document,)
        ).fetchone()
        if row and zlib.crc32(row[0]) == one.words:
            return wording.unpack(row[0])
        raise NotLocalError("what a document said before is not known")

    def _remove(self, nodes: Iterable[int]) -> None:
        """Remove rows; the numbers of things that others may have had to give way to are not given again."""
        for node in nodes:
            row = self.connection.execute("SELECT id, kind, locator FROM node WHERE n = ?", (node,)).fetchone()
            if row is None:
                continue
            self.text.leave([node], {})
            identity, kind, locator = row
            if not locator:
                self._refuse_taken(f"{identity}-2")
            self.counts.kind(kind, -1)
            self.ways.drop(node)
            names = self.connection.execute("SELECT folded FROM name WHERE node = ?", (node,))
            self.named.update(name for (name,) in names)
            for table, column in (("node", "n"), ("fact", "node"), ("name", "node"), ("origin", "node")):
                self.connection.execute(f"DELETE FROM {table} WHERE {column} = ?", (node,))

    def _shadowed(self, before: Mapping[str, int | None], came: Iterable[ListedDocument]) -> set[int]:
        """Return what was known by its symbol alone and is a document now."""
        keys = {key for one in came for key in keys_of(one.symbol)}
        found = {node for key in keys if (node := before.get(key)) and self.symbols <= node < self.clauses}
        for node in found:
            symbol = self.connection.execute("SELECT symbol FROM node WHERE n = ?", (node,)).fetchone()[0]
            if not keys.issuperset(keys_of(symbol)):
                raise NotLocalError("a document bears one of two forms of a symbol")
        return found

    def _keeps_its_place(self, old: DocumentRow) -> bool:
        """Say whether a document that changed stands where it stood and bears what it bore."""
        new = self.new.get(old.document)
        symbol = self.connection.execute("SELECT symbol FROM node WHERE n = ?", (old.node,)).fetchone()[0]
        sql = "SELECT origin FROM origin WHERE node = ?"
        origin = self.connection.execute(sql, (old.node,)).fetchone()[0]
        return new is not None and (new.date, new.symbol, origin_of(new.path)) == (old.day, symbol, origin)

    def _refuse_earlier(
        self, news: Iterable[ListedDocument], before: Mapping[str, int | None], leaving: set[int]
    ) -> None:
        """Refuse a document that takes its symbol from one that stays."""
        orders = {one.node: one.order for one in self.old.values()}
        for one in news:
            for key in keys_of(one.symbol):
                node = before[key]
                if node in orders and node not in leaving and (one.date, one.id) < orders[node]:
                    raise NotLocalError("a symbol passes to an earlier document")

    def _citing(self, nodes: set[int]) -> set[str]:
        """Return the documents that cite any of some things."""
        sql = (
            "SELECT DISTINCT held.document FROM edge JOIN node ON node.n = edge.src"
            " JOIN held ON held.node = coalesce(node.instrument, node.n)"
            " WHERE edge.dst = ? AND edge.relation = ? AND edge.n >= ?"
        )
        values = (self.relations["cites"][0], self.edges)
        return {row[0] for node in nodes for row in self.connection.execute(sql, (node, *values))}

    def _waiting_for(self, came: Iterable[ListedDocument]) -> set[str]:
        """Return the documents whose citations led nowhere, and lead to what has come."""
        sql = (
            "SELECT DISTINCT part.document FROM unresolved JOIN part ON unresolved.rowid >= part.edge_first"
            " AND unresolved.rowid < part.edge_last WHERE unresolved.dst = ? AND unresolved.rowid >= ?"
        )
        asked = [(one.id, self.edges) for one in came]
        return {row[0] for values in asked for row in self.connection.execute(sql, values)}

    def _put_heads(self, came: list[ListedDocument]) -> None:
        """Write the documents themselves, each where it belongs by its day."""
        order = [key for key in self.new if key not in self.old or self.old[key].is_new]
        coming = {one.id for one in came}
        held = {key: self.old[key].node for key in order if key in self.old and key not in coming} | self.stays
        numbers = placed(order, held, self.corpus, self.symbols, DOCUMENT_STEP)
        for one in came:
            self._refuse_taken(one.id)
            number = held.get(one.id) or numbers[one.id]
            file, origin = one.path.rpartition("/")[2], origin_of(one.path)
            self.rows.head(number, one.id, one, file, origin)
            self.counts.kind(one.kind, 1)
            self.named.update((fold(one.title), fold(one.symbol)))
            self.connection.execute("INSERT INTO held VALUES (?,?)", (number, one.id))
            self.text.hold(number, one.id)
        self.nodes = held | numbers

    def _refuse_taken(self, identity: str) -> None:
        if self.connection.execute("SELECT 1 FROM node WHERE id = ?", (identity,)).fetchone():
            raise NotLocalError("an id is taken")

    def _weigh(self, documents: list[ListedDocument]) -> None:
        """Know what the documents cite, and what each hop to it costs more or less from now on."""
        sql = "SELECT document, target, symbol FROM citation WHERE document = ?"
        cited = [row for one in documents for row in self.library.execute(sql, (one.number,))]
        self._put_symbols({symbol for number, target, symbol in cited if not target and symbol})
        came = {one.number for one in documents}
        for number, target, symbol in cited:
            if number <= self.settled:
                self._weigh_one(target, symbol, 1)
        self._settle(came)
        self.weights.charge()

    def _weigh_one(self, target: str, symbol: str, change: int) -> None:
        node = self.target(target, symbol)
        if node:
            self.weights.change(node, change)

    def _settle(self, came: set[int]) -> None:
        """Count the citations of documents that were here and have settled, or no longer are.

        Raises:
            NotLocalError: these are many.
        """
        low, high = sorted((self.was_settled, self.settled))
        sql = "SELECT document, target, symbol FROM citation WHERE document > ? AND document <= ?"
        stays = {one.number for one in self.new.values() if low < one.number <= high} - came
        if len(stays) > _MOST:
            raise NotLocalError("much has settled")
        for number, target, symbol in self.library.execute(sql, (low, high)):
            if number in stays:
                self._weigh_one(target, symbol, 1 if self.settled > self.was_settled else -1)
        self.connection.execute("UPDATE meta SET value = ? WHERE key = 'settled'", (str(self.settled),))

    def _put_symbols(self, symbols: set[str]) -> None:
        """Make a row of each symbol that names nothing yet, among the others in their order."""
        unknown = sorted({symbol for symbol in symbols if self.bearer(fold(symbol)) is None}, key=_symbol_order)
        chosen: dict[str, str] = {}
        wanted: list[str] = []
        for symbol in unknown:
            if fold(symbol) not in chosen:
                wanted.append(symbol)
                for key in keys_of(symbol):
                    chosen.setdefault(key, symbol)
        sql = "SELECT symbol, n FROM node WHERE n >= ? AND n < ? AND locator = ''"
        held = dict(self.connection.execute(sql, (self.symbols, self.clauses)).fetchall())
        self._refuse_renamed(symbols - set(unknown), held)
        for symbol in wanted:
            short = keys_of(symbol)[-1]
            if short != fold(symbol) and self.bearer(short) is not None:
                raise NotLocalError("a symbol has two forms")
        if not wanted:
            return
        order = sorted({*held, *wanted}, key=_symbol_order)
        numbers = placed(order, held, self.symbols, self.clauses, SYMBOL_STEP)
        for symbol in wanted:
            self._refuse_taken(symbol_id(symbol))
            if self.connection.execute("SELECT 1 FROM unresolved WHERE dst = ?", (symbol_id(symbol),)).fetchone():
                raise NotLocalError("an id that was missing has come")
            self.rows.symbol(numbers[symbol], symbol_id(symbol), symbol, year(symbol))
            kind = self.connection.execute("SELECT kind FROM node WHERE n = ?", (numbers[symbol],)).fetchone()[0]
            self.counts.kind(kind, 1)
            self.named.add(fold(symbol))
            self.text.come([numbers[symbol]])

    def _refuse_renamed(self, symbols: set[str], held: Mapping[str, int]) -> None:
        """Refuse another way to write a symbol that would come before the one by which a thing is known."""
        known = {number: symbol for symbol, number in held.items()}
        for symbol in symbols:
            node = self.bearer(fold(symbol))
            if node in known and known[node] != symbol and _symbol_order(symbol) < _symbol_order(known[node]):
                raise NotLocalError("a symbol is written otherwise")

    def _put_parts(self, came: list[ListedDocument], again: Mapping[str, ListedDocument]) -> None:
        """Write the clauses and citations of documents, each where it belongs."""
        order = list(self.new)
        for one in again.values():
            old = self.old[one.id]
            self._put_part(one, old.first, old.edge_first, old)
        coming = {one.id for one in came}
        blocks = {key: one for key, one in self.old.items() if key in self.new and key not in coming}
        free = FreeRows(order, blocks, (self.clauses, self.edges), self.series)
        for one in came:
            sizes = [
                self.library.execute(f"SELECT count(*) FROM {table} WHERE document = ?", (one.number,)).fetchone()[0]
                for table in ("clause", "citation")
            ]
            free.put(one.id, self._put_part(one, *free.behind(one.id, sizes[0], sum(sizes)), None))

    def _put_part(self, one: ListedDocument, first: int, edge_first: int, old: DocumentRow | None) -> RowBlock:
        file, origin = one.path.rpartition("/")[2], origin_of(one.path)
        held = HeldDocument(one.number, one.id, one.id, self.nodes[one.id], file, origin, is_new=True)
        if old is None:
            clauses = self.rows.clauses(held, first, {})
        else:
            sql = "SELECT locator, n FROM node WHERE n >= ? AND n < ?"
            clauses = dict(self.connection.execute(sql, (old.first, old.last)).fetchall())
        after = self.rows.edges(held, clauses, {}, edge_first)
        block = RowBlock(first, first + len(clauses), edge_first, after)
        note(self.connection, self.library, one, held, block, self)
        edges, nodes = (edge_first, after), (block.first, block.last)
        self.counts.come(edges, (0, 0) if old else nodes)
        if old is None:
            for kind, count in self.connection.execute(
                "SELECT kind, count(*) FROM node WHERE n >= ? AND n < ? GROUP BY kind", nodes
            ).fetchall():
                self.counts.kind(kind, count)
        self.ways.touch_all("n >= ? AND n < ?", edges)
        self.text.come([held.node, *range(*nodes)])
        return block

    def _remove_unknown(self) -> None:
        """Remove what was known by its symbol alone and is cited no more."""
        for node in self.maybe_unknown:
            row = self.connection.execute("SELECT symbol FROM node WHERE n = ?", (node,)).fetchone()
            if row is None:
                continue
            sql = "SELECT 1 FROM citation WHERE symbol = ? LIMIT 1"
            if self.library.execute(sql, row).fetchone():
                continue
            if self.connection.execute("SELECT 1 FROM edge WHERE dst = ? LIMIT 1", (node,)).fetchone():
                raise NotLocalError("a symbol is written otherwise")
            self._remove([node])

    def _heads(self) -> dict[int, HeldDocument]:
        """Return every document by its number in the library."""
        nodes = {key: one.node for key, one in self.old.items()} | self.nodes
        return {
            one.number: HeldDocument(one.number, key, key, nodes[key], one.path.rpartition("/")[2], 0, is_new=True)
            for key, one in self.new.items()
        }

    def _finish(self, library: str, corpus: str) -> None:
        """Set right what rests on everything."""
        self.text.finish()
        self.counts.finish()
        self.counts.beside(self.linked)
        self.ways.finish()
        rows.own_names(self.connection, self.named)
        told = (joint_digest(corpus, library), "sha256"), (library, "library_sha256")
        self.connection.executemany("UPDATE meta SET value = ? WHERE key = ?", told)


def _symbol_order(symbol: str) -> tuple[bool, str]:
    return "(" not in symbol, symbol
