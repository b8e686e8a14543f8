"""What does a document cite: clause by clause, instrument by instrument, objective by objective?"""

from __future__ import annotations

from compactx.citation.citation import RESOLVED, UNRESOLVED
from compactx.citation.language import codes, language_of, name_of
from compactx.citation.scan import scan_pieces, scan_with
from compactx.model.kinds import family
from compactx.model.record import Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from compactx.citation.catalogue import Catalogue
    from compactx.citation.citation import Citation, ClauseSpan, SearchableText
    from compactx.index.read import Index, Node

# A thing that more objectives than this cite says nothing about one of them.
_SPECIFIC = 3
_FAMILIES = ("citation",)


class ScanResult(Record):
    """A document with what it cites; ``name`` is what people call it, ``size`` its characters.

    ``language`` is the code of its language, '' if it does not tell.
    ``unread`` is what stands in no clause: the reason, how many pieces, their characters, where the first begins.
    """

    name: str
    size: int
    spans: tuple[ClauseSpan, ...]
    citations: tuple[Citation, ...]
    language: str = ""
    unread: tuple[tuple[str, int, int, int], ...] = ()


class FileScan:
    """A file that is being searched: what is known of it at once, and its citations, which are found as they are taken.

    When all are taken, ``warnings`` of its reader, ``spans`` and ``unread`` are complete; the last two stay empty where
    nobody asks for them.
    """

    def __init__(self, name: str, size: int, language: str, warnings: Iterable[str] = ()) -> None:
        """Keep what is known."""
        self.name = name
        self.size = size
        self.language = language
        self.warnings = list(warnings)
        self.spans: list[ClauseSpan] = []
        self.unread: list[tuple[str, int, int, int]] = []
        self.citations: Iterator[Citation] = iter(())

    def result(self, citations: Iterable[Citation] = ()) -> ScanResult:
        """Return what is known with some of its citations, all of which are taken first."""
        found = tuple(citations)
        return ScanResult(self.name, self.size, tuple(self.spans), found, self.language, tuple(self.unread))


class Authority(Record):
    """One thing that documents cite, with every place: (document, clause, pinpoint).

    ``whole`` is the id of the instrument of which a part is cited that it does not have, ``reason`` says so.
    """

    id: str
    name: str
    kind: str
    symbol: str
    status: str
    count: int
    places: tuple[tuple[str, str, str], ...]
    whole: str = ""
    reason: str = ""


class Coverage(Record):
    """Whether documents touch an objective: clauses that name it, and things they cite that few objectives do.

    ``named`` are (document, clause, surface); ``through`` are (id of the thing cited, document, clause).
    """

    objective: Node
    named: tuple[tuple[str, str, str], ...]
    through: tuple[tuple[str, str, str], ...]


def scan(
    name: str, source: SearchableText, catalogue: Catalogue, tell: Callable[[int], None] | None = None
) -> ScanResult:
    """Return what a text cites; ``tell`` hears how many characters are done."""
    citations = scan_with(source, catalogue, tell)
    return ScanResult(name, len(source.text), tuple(source.spans), tuple(citations), language_of(source.text))


def citations_in_turn(
    pieces: Iterable[SearchableText], catalogue: Catalogue, tell: Callable[[int], None] | None = None
) -> Iterator[Citation]:
    """Yield the citations that :func:`scan` finds, in its order, none kept longer than the text around it asks for.

    The text comes in one piece or in several, each read when what is before it was searched.
    """
    for part in scan_pieces(pieces, catalogue, tell):
        yield from sorted(part, key=lambda one: one.start)


def foreign(scanned: ScanResult) -> str:
    """Return what to tell of a document in a language whose phrases are not known, '' if they are."""
    if not scanned.language or scanned.language in codes():
        return ""
    known = ", ".join(name_of(code) for code in codes())
    return (
        f"{scanned.name} seems to be in {name_of(scanned.language)}: only symbols and names are found there;"
        f" phrases are read in {known}"
    )


def authorities(found: Iterable[ScanResult]) -> list[Authority]:
    """Return a table of authorities: everything cited once, what is known first, the most cited first."""
    groups: dict[tuple[str, str], list[tuple[str, Citation]]] = {}
    for document in found:
        for citation in document.citations:
            groups.setdefault(_identity(citation), []).append((document.name, citation))
    table = [_authority(group) for group in groups.values()]
    return sorted(table, key=lambda one: (one.status != RESOLVED, -one.count, one.id, one.name))


def _identity(citation: Citation) -> tuple[str, str]:
    """Return what tells one authority from another: the id, or the symbol or words of what is not known.

    Parts that an instrument does not have are told apart by which they are said to be.
    """
    if citation.to:
        return (citation.to, "")
    if citation.whole:
        return ("", f"{citation.whole} {citation.reason}")
    return ("", f"{citation.status} {citation.symbol or citation.name}")


def _authority(group: list[tuple[str, Citation]]) -> Authority:
    first = group[0][1]
    places = dict.fromkeys((document, citation.locator, citation.pinpoint) for document, citation in group)
    symbol = next((citation.symbol for _, citation in group if citation.symbol), "")
    absent = (first.whole, first.reason) if first.status == UNRESOLVED else ("", "")
    return Authority(first.to, first.name, first.kind, symbol, first.status, len(group), tuple(places), *absent)


def coverage(index: Index, found: Sequence[ScanResult], main: Node) -> list[Coverage]:
    """Return every objective of the main instrument with how the documents touch it, in order.

    An objective is touched by name if it or one of its clauses is cited, and through a thing if a document cites what
    only a few objectives cite. The first is a fact; the second is a hint, and says by which thing.
    """
    named: dict[int, list[tuple[str, str, str]]] = {}
    through: dict[int, list[tuple[str, str, str]]] = {}
    for document, citation, node in _resolved(index, found):
        if node.instrument == main.n and node.objective:
            named.setdefault(node.objective, []).append((document, citation.locator, citation.surface))
        elif main.n not in {node.instrument, node.n} and family(node.kind) in {"instrument", "provision"}:
            for number in _objectives(index, node, main):
                through.setdefault(number, []).append((node.id, document, citation.locator))
    objectives = index.of_kind(("objective",), main.n)
    return [
        Coverage(node, _once(named.get(node.number or 0, ())), _once(through.get(node.number or 0, ())))
        for node in objectives
    ]


def _resolved(index: Index, found: Sequence[ScanResult]) -> Iterator[tuple[str, Citation, Node]]:
    ids = sorted({citation.to for document in found for citation in document.citations if citation.to})
    nodes = {identity: node for identity in ids if (node := index.by_id(identity))}
    for document in found:
        for citation in document.citations:
            if citation.to in nodes:
                yield document.name, citation, nodes[citation.to]


def _objectives(index: Index, node: Node, main: Node) -> list[int]:
    """Return the objectives whose clauses cite a thing, none if too many do."""
    numbers = set()
    for edge in index.edges_to(node.n):
        source = index.node(edge.src)
        if edge.family in _FAMILIES and source.instrument == main.n and source.objective:
            numbers.add(source.objective)
    return sorted(numbers) if len(numbers) <= _SPECIFIC else []


def _once(places: Iterable[tuple[str, str, str]]) -> tuple[tuple[str, str, str], ...]:
    return tuple(dict.fromkeys(places))
