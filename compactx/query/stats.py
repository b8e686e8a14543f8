"""How large, what matters most, and what is missing."""

from __future__ import annotations

from compactx.errors import UsageError
from compactx.model.kinds import INSTRUMENT_KINDS
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from compactx.index.read import Index, Node
    from compactx.query.overall import Centrality

SECTIONS = ("size", "kinds", "cited", "objectives", "centrality", "communities", "gaps")
_SIZES = ("things", "references", "citing clauses", "silent clauses", "official links")
_FOLDED = "a clause counts for its objective, or else for its instrument"
MEANINGS = {
    "things": "Instruments, actors, classes and provisions in the corpus.",
    "references": "References that texts make, in their words, their footnotes or inside other names.",
    "citing clauses": "Clauses that refer to at least one thing.",
    "silent clauses": "Clauses that refer to nothing; most commitments and actions name no instrument.",
    "official links": "Facts of the catalogue, such as who adopted what.",
    "count": "How many things of this kind there are.",
    "clauses that cite it": "How many clauses refer to it, each counted once.",
    "references made": "How many references its commitment and actions make, and to how many different things.",
    "rank": f"PageRank: how likely a reader who follows references at random ends there ({_FOLDED}).",
    "betweenness": f"How many shortest connections of two things run through it; high means a bridge ({_FOLDED}).",
    "community": "Things that refer to each other, or to the same, more than to the rest (Louvain).",
    "modularity": "How clear-cut the communities are: 0 is chance, above 0.3 is a real division.",
    "orphan": "Nothing refers to it and it refers to nothing, not even in the catalogue.",
    "unresolved": "A reference leads to something that the corpus does not know.",
    "low confidence": "The corpus itself doubts this fact.",
    "no source": "No source is named for its facts.",
    "from memory": "Its only source is general knowledge; no document at hand confirms it.",
    "no link": "A clause of the main instrument cites it and no official link is known.",
    "no date": "It is an instrument and no date is known.",
    "no extent": "It is an instrument, and which articles or paragraphs it has is not known here.",
}
_BARS = "▁▂▃▄▅▆▇█"


class Figure(Record):
    """One number about one thing, or about the whole: ``note`` says more, ``members`` are the ids it speaks of."""

    section: str
    measure: str
    value: float
    node: Node | None = None
    note: str = ""
    members: tuple[str, ...] = ()
    source: str = ""

    @property
    def meaning(self) -> str:
        """Return in a sentence what the figure says."""
        return MEANINGS[self.measure]


# Central things and communities are found with the whole graph in memory: the 130,000 references of the real library
# take a quarter of a minute and 150 MiB, a million and a half had not ended after a minute.
OF_THE_GRAPH = ("centrality", "communities")


def stats(index: Index, sections: Sequence[str] = (), *, top: int = 10, editorial: bool = False) -> list[Figure]:
    """Return the figures of some sections, of all if none is named; ``top`` bounds rankings, 0 is all.

    Doubts about links that are ours are left out of the gaps unless ``editorial`` asks for them. What
    :func:`left_out` names is left out unless it is asked for by name.

    Raises:
        UsageError: a section was named that needs the whole graph in memory, and the library is too large for it.
    """
    from compactx.model import hub  # noqa: PLC0415 - the table of the command needs the names of sections alone

    too_large = left_out(index)
    for section in sections:
        if section in too_large:
            references = index.tally("size")["references"]
            raise UsageError(
                f"{section} holds the whole graph in memory; {references:,} references are more than it can take"
                f" (at most {hub.HELD:,})",
                hint="mkdir tables; compactx export parquet -o tables; python docs/library_job.py duckdb tables rank",
            )
    wanted = [section for section in sections or SECTIONS if section not in too_large]
    makers = {"size": _size, "kinds": _kinds, "cited": _cited, "objectives": _objectives}
    found = [figure for section, make in makers.items() if section in wanted for figure in make(index, top)]
    if not set(OF_THE_GRAPH).isdisjoint(wanted):
        found += _graph(index, top, wanted)
    if "gaps" in wanted:
        found += _gaps(index, editorial=editorial)
    return found


def left_out(index: Index) -> tuple[str, ...]:
    """Return the sections that are not answered because the library is too large for them."""
    from compactx.model import hub  # noqa: PLC0415 - as above

    return OF_THE_GRAPH if index.tally("size")["references"] > hub.HELD else ()


def _size(index: Index, _top: int) -> list[Figure]:
    sizes = {"things": sum(index.counts().values()), **index.tally("size")}
    return [Figure("size", measure, sizes[measure]) for measure in _SIZES]


def _kinds(index: Index, _top: int) -> list[Figure]:
    return [Figure("kinds", "count", count, note=kind) for kind, count in index.counts().items()]


def _cited(index: Index, top: int) -> list[Figure]:
    from compactx.index import figures  # noqa: PLC0415 - as above

    ranked = figures.most_cited(index, top)
    index.preload(number for number, _ in ranked)
    return [Figure("cited", "clauses that cite it", clauses, index.node(number)) for number, clauses in ranked]


def _objectives(index: Index, _top: int) -> list[Figure]:
    from compactx.index import figures  # noqa: PLC0415 - as above
    from compactx.query.overall import overall  # noqa: PLC0415 - as above

    found = overall(index).objectives
    named = figures.by_ids(index, [identity for identity, _, _ in found])
    return [
        Figure("objectives", "references made", references, named[identity], f"{things} different things")
        for identity, references, things in found
    ]


def _graph(index: Index, top: int, wanted: Sequence[str]) -> list[Figure]:
    from compactx.query.overall import central  # noqa: PLC0415 - as above

    found = central(index)
    out = _central(index, found, top) if "centrality" in wanted else []
    return [*out, *(_communities(index, found) if "communities" in wanted else [])]


def _central(index: Index, found: Centrality, top: int) -> list[Figure]:
    sampled = f"estimated from {found.sampled} of the nodes" if found.sampled else ""
    measures = (("rank", found.rank, ""), ("betweenness", found.betweenness, sampled))
    return [
        Figure("centrality", measure, value, index.by_id(name), note)
        for measure, ranked, note in measures
        for name, value in (ranked[:top] if top else ranked)
    ]


def _communities(index: Index, found: Centrality) -> list[Figure]:
    groups = [Figure("communities", "community", len(names), index.by_id(names[0]), members=names)
              for names in found.communities]  # fmt: skip
    return [Figure("communities", "modularity", found.modularity), *groups]


def _gaps(index: Index, *, editorial: bool) -> Iterator[Figure]:
    from compactx.index import figures  # noqa: PLC0415 - as above
    from compactx.query.overall import overall  # noqa: PLC0415 - as above

    found = overall(index).gaps
    named = figures.by_ids(index, [identity for _, identity, _, _, _ in found])
    for measure, identity, note, place, is_ours in found:
        if editorial or not is_ours:
            yield Figure("gaps", measure, 1, named.get(identity), note, (), place)


class YearRow(Record):
    """One thing with its citing clauses by year, ``node`` None for the documents themselves."""

    node: Node | None
    counts: tuple[tuple[int, int], ...]

    @property
    def total(self) -> int:
        """The citing clauses of all years."""
        return sum(count for _, count in self.counts)


class YearTimeline(Record):
    """The years that documents of the corpus are of, how many documents, and what is cited most over them."""

    years: tuple[int, ...]
    documents: YearRow
    rows: tuple[YearRow, ...]


def citing_years(index: Index, *, top: int = 10, as_of: str = "", kinds: tuple[str, ...] = ()) -> YearTimeline:
    """Return what is cited most over time, up to a day if one is given; ``top`` 0 is everything.

    Bodies, offices and classes that everyone names are left out unless ``kinds`` asks for them.
    """
    from compactx.index import figures as rows  # noqa: PLC0415 - as above

    documents = rows.documents_by_year(index, as_of)
    counts: dict[int, list[tuple[int, int]]] = {}
    for number, year, count in rows.by_year(index, as_of):
        counts.setdefault(number, []).append((year, count))
    ranked = sorted(counts, key=lambda number: (-sum(count for _, count in counts[number]), number))
    found: list[YearRow] = []
    for number in ranked:
        node = index.node(number)
        if node.kind in kinds or (not kinds and node.kind in INSTRUMENT_KINDS):
            found.append(YearRow(node, tuple(sorted(counts[number]))))
            if top and len(found) == top:
                break
    spoken = {year for year, _ in documents} | {year for row in found for year, _ in row.counts}
    span = tuple(range(min(spoken), max(spoken) + 1)) if spoken else ()
    return YearTimeline(span, YearRow(None, tuple(documents)), tuple(found))


def sparkline(row: YearRow, years: tuple[int, ...]) -> str:
    """Return a bar for each year, as high as the count; a space where there is none.

    >>> sparkline(YearRow(None, ((2020, 1), (2022, 8))), (2020, 2021, 2022))
    '▁ █'
    """
    counts = dict(row.counts)
    most = max(counts.values(), default=1)
    levels = (counts.get(year, 0) * len(_BARS) / most for year in years)
    return "".join(_BARS[max(0, round(level) - 1)] if level else " " for level in levels)
