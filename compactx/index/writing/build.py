"""Compile a corpus into an index file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from compactx.index import facts, standing
from compactx.index.cache import VERSION
from compactx.index.writing import counting, layout, rows, ways
from compactx.index.writing.fulltext import fill
from compactx.model import locator
from compactx.model.provision import Reference

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from typing import TypeVar

    from compactx.model.corpus import Corpus
    from compactx.model.entry import Entry
    from compactx.model.provision import Provision

    _Item = TypeVar("_Item", Entry, Provision)

_LAST = 1 << 30  # the largest number of a reference of the corpus, or thereabouts
_SORTING = 65536  # KiB that sorting an index may keep in memory; the rest goes to a temporary file


def build(connection: sqlite3.Connection, corpus: Corpus, manifest: str, library: str = "") -> None:
    """Fill an empty database with the corpus, and with the library in a file if one is named.

    References to unknown targets are kept apart, and shown as such. Targets that two files define keep
    the first definition.
    """
    connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=4096;")
    connection.executescript(layout.TABLES)
    builder = _Builder(connection, corpus)
    builder.run()
    standing.write_standings(connection, corpus, builder.numbers, builder.provisions)
    builder.finish()
    whole = own = corpus_digest(corpus)
    described, held = builder.last, ""
    if library:
        held = _with_library(connection, builder, library)
        whole = rows.joint_digest(own, held)
    del builder
    connection.executemany(rows.ACCEPTED, rows.with_numbers(map(rows.accepted_row, corpus.accepted), 0))
    rows.write_sources(connection, corpus.files)
    connection.execute(f"PRAGMA cache_size=-{_SORTING}")
    connection.executescript(layout.INDEXES)
    _index_successions(connection)
    connection.executescript(layout.OWNERS)
    counting.count_references(connection, described)
    connection.executescript(layout.FOLLOW)
    ways.write_hops(connection)
    counting.hubs(connection)
    fill(connection, library, described + 1)
    meta = {
        "version": str(VERSION),
        "manifest": manifest,
        "name": corpus.name,
        "corpus_version": corpus.version,
        "main": corpus.main,
        "licence": corpus.licence,
        "path_ends": "\n".join(corpus.path_ends),
        "sha256": whole,
        "library": library,
        "corpus_sha256": own,
        "library_sha256": held,
        "corpus_rows": str(described),
        "left_out": "\n".join(map(str, corpus.left_out)),
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    connection.commit()


def corpus_digest(corpus: Corpus) -> str:
    """Return the SHA-256 of all files of the corpus, by name and content."""
    return rows.digest((file.name, file.sha256) for file in corpus.files)


def _with_library(connection: sqlite3.Connection, builder: _Builder, library: str) -> str:
    """Add the library; return the SHA-256 of what it holds."""
    from compactx.index.writing.join import join_library  # noqa: PLC0415 - most have no library

    if not connection.in_transaction:
        connection.execute("BEGIN")
    relations = {key: (n, builder.relations[key].cost) for key, n in builder.relation_numbers.items()}
    held = join_library(connection, library, relations, builder.last)
    connection.execute("COMMIT")
    return held


def _index_successions(connection: sqlite3.Connection) -> None:
    """Make the index of what succeeds what, if the vocabulary has the relation."""
    for (relation,) in connection.execute("SELECT n FROM relation WHERE id = 'succeeds'").fetchall():
        connection.execute(layout.SUCCESSIONS.format(relation=relation))


class _Builder:
    """Numbers the nodes, then writes nodes, names and edges."""

    def __init__(self, connection: sqlite3.Connection, corpus: Corpus) -> None:
        self.connection = connection
        self.entries = _first_by_id(corpus.entries)
        self.provisions = _in_reading_order(_first_by_id(corpus.provisions), self.entries, corpus.main)
        self.lineage = corpus.lineage
        self.extents = corpus.extents
        self.relations = {relation.id: relation for relation in corpus.relations}
        self.relation_numbers = {key: n for n, key in enumerate(self.relations, 1)}
        self.numbers = rows.CorpusNumbers()
        self.numbers.update({key: rows.STEP * at for at, key in enumerate(self.entries, 1)})
        first = rows.STEP * len(self.entries) + rows.ROOM
        self.starts = {"provisions": first}
        self.numbers.update({key: first + rows.STEP * at for at, key in enumerate(self.provisions)})
        self.last = first + rows.STEP * len(self.provisions) + rows.ROOM  # no row of the corpus is behind it
        every: tuple[Entry | Provision, ...] = (*corpus.entries, *corpus.provisions)
        self.numbers.missing = _doubtful(every, self.numbers)
        self.asked = standing.asked(corpus)
        self.objectives: dict[str, int] = {}
        self.files = {file.name: file.origin for file in corpus.files}

    def run(self) -> None:
        for provision in self.provisions.values():
            self.objectives[provision.id] = self._objective(provision)
        references = self._references()
        self.weights = self._hub_weights([one for section in references.values() for one in section])
        edges = self._edges(references)
        self._write_relations()
        self._write_nodes()
        self._write_facts()
        self._write_names()
        self._write_extents()
        self._write_origins()
        self.connection.executemany(rows.EDGE, edges)

    def finish(self) -> None:
        """Write where rows of each sort begin, and which ids were asked for in vain."""
        list(map(self.numbers.row, self.asked))
        meta = [(f"first_{name}", str(number)) for name, number in self.starts.items()]
        self.connection.executemany("INSERT INTO meta VALUES (?,?)", meta)
        missing = [(identity,) for identity in sorted(self.numbers.missing)]
        self.connection.executemany("INSERT INTO missing VALUES (?)", missing)

    def _references(self) -> dict[str, list[Reference]]:
        """Return every edge: structure first, then citations, catalogue facts and lineage."""
        provisions = self.provisions.values()
        return {
            "structure": [one for provision in provisions for one in self._structure(provision)],
            "citations": [one for provision in provisions for one in provision.references],
            "links": [one for entry in self.entries.values() for one in rows.entry_links(entry)],
            "lineage": list(self.lineage),
        }

    def _structure(self, provision: Provision) -> Iterator[Reference]:
        """Yield what a provision is part of: its parent, and the nearest whole above that is not a section."""
        above = self._parent(provision)
        targets = [above]
        while above in self.provisions and self.provisions[above].kind == "section":
            above = self._parent(self.provisions[above])
            targets.append(above)
        for target in dict.fromkeys((targets[0], targets[-1])):
            yield Reference(provision.id, target, "part-of", "structure", provision.place)

    def _parent(self, provision: Provision) -> str:
        name = provision.parent or locator.parent(provision.locator)
        above = f"{provision.instrument}/{name}" if name else ""
        return above if self.numbers.row(above) and above in self.provisions else provision.instrument

    def _objective(self, provision: Provision) -> int:
        seen = 0
        while provision.kind != "objective" and seen < 10:  # noqa: PLR2004 - provisions nest four deep
            above = self._parent(provision)
            if above not in self.provisions:
                return 0
            provision = self.provisions[above]
            seen += 1
        return provision.number if provision.kind == "objective" else 0

    def _edges(self, references: dict[str, list[Reference]]) -> list[tuple[object, ...]]:
        """Number every reference; return the rows of those that lead somewhere, and write the others."""
        found, lost, last = [], [], 0
        count = sum(map(len, references.values()))
        step = min(rows.REFERENCE_STEP, max(1, _LAST // max(1, count)))
        for section, inside in references.items():
            last += rows.ROOM
            self.starts[section] = last
            for reference in inside:
                last += step
                row = self._edge(reference)
                if row:
                    found.append((*row, last))
                else:
                    lost.append(rows.unresolved_row(last, reference))
        self.starts["after_lineage"] = last + rows.ROOM
        self.connection.executemany(layout.UNRESOLVED_AT, lost)
        return found

    def _edge(self, reference: Reference) -> tuple[object, ...] | None:
        src, dst = self.numbers.row(reference.from_id), self.numbers.row(reference.to)
        relation = self.relations.get(reference.relation)
        clause = self.numbers.row(reference.clause)
        if src is None or dst is None or relation is None:
            return None
        cost = ways.hop_cost(relation, reference.basis, self._end(reference.to))
        return rows.edge_values(reference, (src, dst, clause), self.relation_numbers[relation.id], cost)

    def _end(self, identity: str) -> ways.HopEnd:
        weight, provision = self.weights.get(identity, 0), self.provisions.get(identity)
        return ways.HopEnd((provision or self.entries[identity]).kind, provision is not None, weight)

    def _hub_weights(self, references: list[Reference]) -> dict[str, int]:
        """Return what a hop that cites a thing pays for how often the thing is cited."""
        degree: dict[str, int] = {}
        for reference in references:
            relation = self.relations.get(reference.relation)
            if relation and ways.makes_hub(relation):
                degree[reference.to] = degree.get(reference.to, 0) + 1
        return {key: cost for key, count in degree.items() if (cost := ways.hub_cost(count))}

    def _write_relations(self) -> None:
        relations = [
            (self.relation_numbers[r.id], r.id, r.forward, r.backward, r.family, r.cost)
            for r in self.relations.values()
        ]
        self.connection.executemany("INSERT INTO relation VALUES (?,?,?,?,?,?)", relations)

    def _write_nodes(self) -> None:
        self.connection.executemany(
            rows.NODE, [rows.entry_row(self.numbers[entry.id], entry) for entry in self.entries.values()]
        )
        self.connection.executemany(rows.NODE, [self._provision_row(one) for one in self.provisions.values()])

    def _provision_row(self, provision: Provision) -> tuple[object, ...]:
        own = self.numbers[provision.id]
        return (
            own, provision.id, provision.kind, provision.title, provision.locator,
            self._printed(provision), self.numbers.get(provision.instrument),
            self.numbers.get(self._parent(provision)), self.objectives[provision.id] or None,
            provision.number or None, provision.gist, provision.words, provision.fingerprint,
            "", "", standing.attributed(provision, self.provisions)[0], "", provision.place.file, provision.place.line,
        )  # fmt: skip

    def _printed(self, provision: Provision) -> str:
        """Return how a locator is printed: with the points of its number where a paragraph bears it."""
        where, near = provision.locator, set()
        while "." in where:
            one = self.provisions.get(f"{provision.instrument}/{where}")
            if one is not None and one.kind == "paragraph":
                near.add(where)
            where = locator.parent(where)
        return locator.printed(provision.locator, near)

    def _write_facts(self) -> None:
        known = [(entry.id, facts.of_entry(entry)) for entry in self.entries.values()]
        known += [
            (one.id, facts.of_provision(one, self.entries.get(one.instrument))) for one in self.provisions.values()
        ]
        told = [(self.numbers[own], at, *fact) for own, inside in known for at, fact in enumerate(inside)]
        self.connection.executemany("INSERT INTO fact VALUES (?,?,?,?)", told)

    def _write_names(self) -> None:
        """Write the names of entries, then the titles of provisions, then their labels."""
        every: list[Entry | Provision] = [*self.entries.values(), *self.provisions.values()]
        origins = {one.id: self._origin(one) for one in every}
        names = [
            row for one in self.entries.values() for row in rows.names_of(one, self.numbers[one.id], origins[one.id])
        ]
        forms = [(one.id, rows.found_title(one), one.label) for one in self.provisions.values()]
        titles = [rows.form_row(title, self.numbers[own], "title", origins[own]) for own, title, _ in forms if title]
        labels = [rows.form_row(label, self.numbers[own], "short", origins[own]) for own, _, label in forms if label]
        last = 0
        for section, inside in (("names", names), ("titles", titles), ("labels", labels)):
            self.starts[section] = last
            self.connection.executemany(rows.NAME, rows.with_numbers(inside, last, rows.NAME_STEP))
            last += rows.NAME_STEP * len(inside) + rows.ROOM
        self.starts["after_labels"] = last

    def _write_extents(self) -> None:
        known = [(own, one) for one in self.extents if (own := self.numbers.row(one.of))]
        told = rows.with_numbers((rows.extent_row(one, own) for own, one in known), 0)
        self.connection.executemany(rows.EXTENT, told)

    def _origin(self, item: Entry | Provision) -> int:
        """Return where the names of a thing come from."""
        return rows.name_origin(self.entries.get(getattr(item, "instrument", item.id)), item.place.file, self.files)

    def _write_origins(self) -> None:
        """Note what is not of the shipped corpus: things, and provisions that another file adds to them."""
        told = [(self.numbers[entry.id], origin) for entry in self.entries.values() if (origin := self._origin(entry))]
        for provision in self.provisions.values():
            origin = self._origin(provision)
            if origin != self._origin(self.entries[provision.instrument]):
                told.append((self.numbers[provision.id], origin))
        self.connection.executemany("INSERT INTO origin (node, origin) VALUES (?,?)", told)


def _doubtful(items: tuple[Entry | Provision, ...], numbers: rows.CorpusNumbers) -> set[str]:
    """Return the ids that more than one record has, and those of provisions of nothing."""
    seen: set[str] = set()
    return {one.id for one in items if one.id not in numbers or one.id in seen or seen.add(one.id)}  # type: ignore[func-returns-value]


def _first_by_id(items: tuple[_Item, ...]) -> dict[str, _Item]:
    found: dict[str, _Item] = {}
    for item in items:
        found.setdefault(item.id, item)
    return found


def _in_reading_order(provisions: dict[str, Provision], entries: dict[str, Entry], main: str) -> dict[str, Provision]:
    """Keep the files' own order inside an instrument; the main instrument first, the others by date and id."""
    ordered_ids = sorted(entries, key=lambda key: (key != main, entries[key].date, key))
    rank = {key: n for n, key in enumerate(ordered_ids)}
    ordered = sorted(provisions.values(), key=lambda p: rank.get(p.instrument, len(rank)))
    return {p.id: p for p in ordered if p.instrument in entries}
