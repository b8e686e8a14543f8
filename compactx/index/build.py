"""Compile a corpus into an index file."""

from __future__ import annotations

import hashlib
import math
from typing import TYPE_CHECKING

from compactx.index import facts, figures, hops, layout, standing
from compactx.index.fold import fold
from compactx.index.fulltext import fill
from compactx.index.hops import BASIS_COST, CLASS_COST, HUB_COST, HUB_DEGREE, SECTION_COST, WHOLE_COST
from compactx.model import locator
from compactx.model.kinds import CLAIM, SHIPPED, family
from compactx.model.provision import Reference

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator
    from typing import TypeVar

    from compactx.model.corpus import Corpus
    from compactx.model.entry import Entry
    from compactx.model.kinds import Relation
    from compactx.model.provision import Provision

    _Item = TypeVar("_Item", Entry, Provision)

_HUB_FAMILIES = ("citation", "catalogue")
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
    whole, first = corpus_digest(corpus), len(builder.numbers) + 1
    if library:
        whole = _with_library(connection, builder, library, whole)
    described = len(builder.numbers)
    del builder
    rows = [(a.clause, a.fingerprint, a.reason, a.date, a.place.file, a.place.line) for a in corpus.accepted]
    connection.executemany("INSERT INTO accepted VALUES (?,?,?,?,?,?)", rows)
    connection.execute(f"PRAGMA cache_size=-{_SORTING}")
    connection.executescript(layout.INDEXES)
    connection.executescript(layout.OWNERS)
    figures.count_references(connection, described)
    connection.executescript(layout.FOLLOW)
    hops.write_hops(connection)
    figures.hubs(connection)
    fill(connection, library, first)
    meta = {
        "version": str(layout.VERSION),
        "manifest": manifest,
        "name": corpus.name,
        "corpus_version": corpus.version,
        "main": corpus.main,
        "licence": corpus.licence,
        "path_ends": "\n".join(corpus.path_ends),
        "sha256": whole,
        "library": library,
        "corpus_sha256": corpus_digest(corpus),
        "corpus_rows": str(first - 1),
        "left_out": "\n".join(map(str, corpus.left_out)),
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", meta.items())
    connection.commit()


def _with_library(connection: sqlite3.Connection, builder: _Builder, library: str, corpus: str) -> str:
    """Add the library; return the SHA-256 of both."""
    from compactx.index.join import join_library  # noqa: PLC0415 - most have no library

    if not connection.in_transaction:
        connection.execute("BEGIN")
    relations = {key: (n, builder.relations[key].cost) for key, n in builder.relation_numbers.items()}
    held = join_library(connection, library, relations)
    connection.execute("COMMIT")
    return hashlib.sha256(f"{corpus}\n{held}".encode()).hexdigest()


def corpus_digest(corpus: Corpus) -> str:
    """Return the SHA-256 of all files of the corpus, by name and content."""
    whole = hashlib.sha256()
    for file in corpus.files:
        whole.update(f"{file.name}\0{file.sha256}\n".encode())
    return whole.hexdigest()


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
        ids = [*self.entries, *self.provisions]
        self.numbers = {key: n for n, key in enumerate(ids, 1)}
        self.objectives: dict[str, int] = {}
        self.files = {file.name: file.origin for file in corpus.files}

    def run(self) -> None:
        for provision in self.provisions.values():
            self.objectives[provision.id] = self._objective(provision)
        references = list(self._references())
        self.weights = self._hub_weights(references)
        edges = [row for reference in references if (row := self._edge(reference))]
        self._write_relations()
        self._write_nodes()
        self._write_facts()
        self._write_names()
        self._write_extents()
        self._write_origins()
        marks = ",".join("?" * 14)
        self.connection.executemany(
            "INSERT INTO edge (src, dst, relation, basis, clause, surface, pinpoint, confidence, strength, rationale,"
            f" cost, file, line, pinpoint_kind) VALUES ({marks})",
            edges,
        )

    def _references(self) -> Iterator[Reference]:
        """Yield every edge: structure first, then citations, catalogue facts and lineage."""
        for provision in self.provisions.values():
            yield from self._structure(provision)
        for provision in self.provisions.values():
            yield from provision.references
        for entry in self.entries.values():
            yield from entry.links
            for member in entry.members:
                yield Reference(
                    from_id=member.to, to=entry.id, relation="member-of", basis="class", place=member.place,
                    confidence=member.confidence, source=member.source,
                )  # fmt: skip
        yield from self.lineage

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
        above = f"{provision.instrument}/{name}"
        return above if name and above in self.provisions else provision.instrument

    def _objective(self, provision: Provision) -> int:
        seen = 0
        while provision.kind != "objective" and seen < 10:  # noqa: PLR2004 - provisions nest four deep
            above = self._parent(provision)
            if above not in self.provisions:
                return 0
            provision = self.provisions[above]
            seen += 1
        return provision.number if provision.kind == "objective" else 0

    def _edge(self, reference: Reference) -> tuple[object, ...] | None:
        src, dst = self.numbers.get(reference.from_id), self.numbers.get(reference.to)
        relation = self.relations.get(reference.relation)
        if src is None or dst is None or relation is None:
            place = reference.place
            row = (reference.from_id, reference.to, reference.relation, reference.basis, reference.surface,
                   reference.pinpoint, reference.confidence, place.file, place.line)  # fmt: skip
            self.connection.execute(layout.UNRESOLVED, row)
            return None
        return (
            src, dst, self.relation_numbers[relation.id], reference.basis, self.numbers.get(reference.clause),
            reference.surface, reference.pinpoint, reference.confidence, reference.strength, reference.rationale,
            self._cost(reference, relation), reference.place.file, reference.place.line, reference.pinpoint_kind,
        )  # fmt: skip

    def _hub_weights(self, references: list[Reference]) -> dict[str, int]:
        """Return what a hop that cites a thing pays for how often the thing is cited."""
        degree: dict[str, int] = {}
        for reference in references:
            relation = self.relations.get(reference.relation)
            if relation and relation.family in _HUB_FAMILIES and relation.id != "speaks-of-itself":
                degree[reference.to] = degree.get(reference.to, 0) + 1
        doublings = ((key, math.log2(count / HUB_DEGREE)) for key, count in degree.items() if count > HUB_DEGREE)
        return {key: round(HUB_COST * number) for key, number in doublings}

    def _cost(self, reference: Reference, relation: Relation) -> int:
        # A link between documents costs what it says: it is on no path unless asked for.
        cost = relation.cost + (0 if relation.family == "lineage" else BASIS_COST.get(reference.basis, 0))
        if relation.family == "structure":
            above = self.provisions.get(reference.to)
            return cost + (WHOLE_COST if above is None else SECTION_COST if above.kind == "section" else 0)
        target = self.entries.get(reference.to)
        role = relation.family == "follow-up" and target is not None and family(target.kind) == "actor"
        if role or relation.family in _HUB_FAMILIES:
            cost += self.weights.get(reference.to, 0)
        return cost + (CLASS_COST if target and target.kind == "class" else 0)

    def _write_relations(self) -> None:
        rows = [
            (self.relation_numbers[r.id], r.id, r.forward, r.backward, r.family, r.cost)
            for r in self.relations.values()
        ]
        self.connection.executemany("INSERT INTO relation VALUES (?,?,?,?,?,?)", rows)

    def _write_nodes(self) -> None:
        rows = [self._entry_row(entry) for entry in self.entries.values()]
        rows += [self._provision_row(provision) for provision in self.provisions.values()]
        marks = ",".join("?" * 19)
        self.connection.executemany(f"INSERT INTO node VALUES ({marks})", rows)

    def _entry_row(self, entry: Entry) -> tuple[object, ...]:
        return (
            self.numbers[entry.id], entry.id, entry.kind, entry.title, "", "", None, None, None, None, "", 0, "",
            entry.symbol, entry.legal, entry.date, entry.confidence, entry.place.file, entry.place.line,
        )  # fmt: skip

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
        rows = [(self.numbers[own], at, *fact) for own, inside in known for at, fact in enumerate(inside)]
        self.connection.executemany("INSERT INTO fact VALUES (?,?,?,?)", rows)

    def _write_names(self) -> None:
        rows = []
        for entry in self.entries.values():
            origin = self._origin(entry)
            for name in entry.names:
                values = (name.name, name.type, int(name.ambiguous), int(name.detect), origin)
                rows.append((fold(name.name), self.numbers[entry.id], *values))
            rows += [
                (fold(form), self.numbers[entry.id], form, "symbol", 0, 0, origin)
                for form in (entry.title, entry.symbol, *entry.symbols)
                if form and fold(form) not in {fold(name.name) for name in entry.names}
            ]
        rows += [
            (fold(provision.title), self.numbers[provision.id], provision.title, "title", 0, 0, self._origin(provision))
            for provision in self.provisions.values()
            if provision.title and provision.kind != "article"  # ten treaties have an article "Definitions"
        ]
        rows += [
            (fold(provision.label), self.numbers[provision.id], provision.label, "short", 0, 0, self._origin(provision))
            for provision in self.provisions.values()
            if provision.label
        ]
        self.connection.executemany(
            "INSERT INTO name (folded, node, name, type, ambiguous, detect, origin) VALUES (?,?,?,?,?,?,?)", rows
        )

    def _write_extents(self) -> None:
        rows = [
            (
                self.numbers[row.of], row.unit, row.within, row.last, row.offset, "\t".join(row.also), row.parts,
                int(row.letters), "\t".join(row.sources), row.confidence, row.place.file, row.place.line,
            )
            for row in self.extents if row.of in self.numbers
        ]  # fmt: skip
        self.connection.executemany(
            "INSERT INTO extent (node, unit, within, last, shift, also, parts, letters, sources, confidence, file,"
            " line) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
            rows,
        )

    def _origin(self, item: Entry | Provision) -> int:
        """Return where the names of a thing come from: its file, unless nobody has confirmed what the text claims."""
        held = self.entries.get(getattr(item, "instrument", item.id))
        if held is not None and held.claimed:
            return CLAIM
        return self.files.get(item.place.file, SHIPPED)

    def _write_origins(self) -> None:
        """Note what is not of the shipped corpus: things, and provisions that another file adds to them."""
        rows = [(self.numbers[entry.id], origin) for entry in self.entries.values() if (origin := self._origin(entry))]
        for provision in self.provisions.values():
            origin = self._origin(provision)
            if origin != self._origin(self.entries[provision.instrument]):
                rows.append((self.numbers[provision.id], origin))
        self.connection.executemany("INSERT INTO origin (node, origin) VALUES (?,?)", rows)


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
